/* statements.c - compiles data/statements/: cues and words under the name of the act they tell, verbs by where their addressee
 * stands, and channels. Entries are parted by commas. */
#include "statements/saying.h"

#include <string.h>

#include "knowledge/knowledge.h"

static const char *const ACTS[] = {
#define X(id, name) name,
    DL_ACT_LIST(X)
#undef X
};
static const char *const BITS[] = {
#define X(id, heading) heading,
    SAYING_WORDS(X)
#undef X
};
static const char *const WAYS[GOES] = {"", "+to", "+whom to", "+thing"};

typedef enum list_kind { LIST_NONE, LIST_CUES, LIST_CONTENTS, LIST_WORDS, LIST_CHANNEL } list_kind;

typedef struct builder {
    phrase_builder cues, contents, channels;
    table_builder names, words;
    list_kind list;
    uint32_t value; /* of the list's entries: act, bit or channel */
} builder;

static uint32_t find(const char *const *names, size_t n, const char *name) {
    for (uint32_t i = 0; i < n; i++)
        if (!strcmp(names[i], name)) return i;
    return UINT32_MAX;
}

static void begin_list(builder *b, source *s, char *line, const char *heading) {
    static const char content[] = "content ", channel[] = "channel ";
    b->list = LIST_NONE;
    if (!strncmp(heading, channel, sizeof channel - 1) && heading[sizeof channel - 1]) {
        b->list = LIST_CHANNEL;
        b->value = table_intern(&b->names, heading + sizeof channel - 1, strlen(heading) - (sizeof channel - 1));
    } else if (!strncmp(heading, content, sizeof content - 1)) {
        b->list = LIST_CONTENTS;
        b->value = find(ACTS, DL_ACTS, heading + sizeof content - 1);
    } else if ((b->value = find(ACTS, DL_ACTS, heading)) != UINT32_MAX) b->list = LIST_CUES;
    else if ((b->value = find(BITS, SAYING_BITS, heading)) != UINT32_MAX) b->list = LIST_WORDS;
    if (b->list == LIST_NONE || b->value == UINT32_MAX) {
        source_problem(s, line, "no act and no list is called [%s]; see src/statements/saying.h", heading);
        b->list = LIST_NONE;
    }
}

static void add_cue(builder *b, source *s, char *entry) {
    int goes = GOES_ANY;
    char *way = strchr(entry, '+');
    if (way) {
        goes = (int)find(WAYS, GOES, way);
        if (goes < 0 || way == entry) {
            source_problem(s, way, "'%s' is no way for a cue to go on; it is +to, +whom to or +thing", way);
            return;
        }
        *way = 0;
        while (way > entry && way[-1] == ' ') *--way = 0;
    }
    uint32_t *at = phrase_add(&b->cues, entry, strlen(entry), false);
    if (!at) source_problem(s, entry, "'%s' has no letters, or a word over 60 letters; correct or delete it", entry);
    else if (*at != TABLE_NONE && saying_act(*at, goes) != SAYING_NO_ACT)
        source_problem(s, entry, "'%s' is a cue of [%s] already; keep it in one list", entry, ACTS[saying_act(*at, goes)]);
    else *at = saying_with(*at, goes, (uint8_t)b->value); /* TABLE_NONE is no act in any way */
}

static void add_phrase(phrase_builder *to, source *s, char *entry, uint32_t value) {
    uint32_t *at = phrase_add(to, entry, strlen(entry), false);
    if (!at) source_problem(s, entry, "'%s' has no letters, or a word over 60 letters; correct or delete it", entry);
    else if (*at != TABLE_NONE) source_problem(s, entry, "'%s' is there already; keep it in one list", entry);
    else *at = value;
}

static void add_word(builder *b, source *s, char *entry) {
    uint32_t *at = table_add(&b->words, entry, strlen(entry)), bit = 1u << b->value;
    if (!at) return; /* said when the table is finished */
    if (strchr(entry, ' ')) source_problem(s, entry, "'%s' is more than one word; this list holds single words", entry);
    if (*at == TABLE_NONE) *at = 0;
    if (*at & bit) source_problem(s, entry, "'%s' is in this list already; delete one", entry);
    *at |= bit;
}

static void add(builder *b, source *s, char *entry) {
    switch (b->list) {
    case LIST_CUES: add_cue(b, s, entry); break;
    case LIST_CONTENTS: add_phrase(&b->contents, s, entry, b->value); break;
    case LIST_CHANNEL: add_phrase(&b->channels, s, entry, b->value); break;
    case LIST_WORDS: add_word(b, s, entry); break;
    case LIST_NONE: break;
    }
}

void knowledge_statements(knowledge *k, source *files, size_t n) {
    builder b = {0};
    char *line, *field[256];
    for (size_t i = 0; i < n; i++) {
        b.list = LIST_NONE;
        while ((line = source_line(&files[i], NULL))) {
            char *heading = source_heading(&files[i], line);
            if (heading) {
                begin_list(&b, &files[i], line, heading);
                continue;
            }
            size_t fields = source_split(line, ',', field, sizeof field / sizeof *field);
            if (fields > sizeof field / sizeof *field) source_problem(&files[i], line, "over 256 entries on a line; break it");
            for (size_t f = 0; f < fields && f < sizeof field / sizeof *field; f++)
                if (*field[f]) add(&b, &files[i], field[f]);
        }
    }
    dl_bytes out[5] = {{0}};
    out[0].failed |= !phrase_finish(&b.cues, &out[0]);
    out[1].failed |= !phrase_finish(&b.contents, &out[1]);
    out[2].failed |= !phrase_finish(&b.channels, &out[2]);
    out[3].failed |= !table_finish(&b.names, &out[3]);
    out[4].failed |= !table_finish(&b.words, &out[4]);
    static const char *const NAMES[] = {"statements.cues", "statements.contents", "statements.channels", "statements.names",
                                        "statements.words"};
    for (int i = 0; i < 5; i++) knowledge_section(k, NAMES[i], &out[i]);
}
