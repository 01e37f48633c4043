/* text.c - compiles data/text/: headed lists of words and phrases, each entry with an optional value after `=>`. One
 * entry may stand in several lists; it is kept once, with a bit for each. */
#include <string.h>

#include "knowledge/knowledge.h"
#include "text/lists.h"

enum { WORDS, PHRASES };
static const struct {
    const char *heading;
    int form;
} FORMS[] = {
#define X(id, heading, form) {heading, form},
    LISTS(X)
#undef X
};

typedef struct builder {
    table_builder words, values;
    phrase_builder phrases;
    dl_bytes entries, strings;
    uint64_t seen; /* lists that have an entry */
} builder;

static int find_list(const char *heading) {
    for (int i = 0; i < LIST_COUNT; i++)
        if (!strcmp(FORMS[i].heading, heading)) return i;
    return -1;
}

/* Offset of a value among the strings, each kept once. */
static uint32_t keep_value(builder *b, const char *value) {
    uint32_t *at = table_add(&b->values, value, strlen(value));
    if (at && *at == TABLE_NONE) *at = (uint32_t)bytes_add(&b->strings, value, strlen(value) + 1);
    return at ? *at : 0;
}

static void add(builder *b, source *s, int list, char *line) {
    char *value = strstr(line, "=>");
    if (value) {
        char *end = value;
        *value = 0;
        while (end > line && (end[-1] == ' ' || end[-1] == '\t')) *--end = 0;
        for (value += 2; *value == ' ' || *value == '\t'; value++) {
        }
    }
    bool exact = *line == '=' && line[1];
    char *key = line + exact;
    while (*key == ' ') key++;
    size_t n = strlen(key);
    uint32_t *at =
        FORMS[list].form == WORDS ? table_add(&b->words, line, strlen(line)) : phrase_add(&b->phrases, key, n, exact);
    if (!at) {
        source_problem(s, line, "'%s' has no letters, or a word over 60 letters; correct or delete it", line);
        return;
    }
    if (*at == TABLE_NONE) {
        text_entry e = {0};
        *at = (uint32_t)(bytes_add(&b->entries, &e, sizeof e) / sizeof e);
    }
    if (b->entries.failed) return;
    text_entry *e = (text_entry *)(void *)b->entries.at + *at;
    if (e->lists >> list & 1)
        source_problem(s, line, "'%s' stands twice under [%s]; delete one", key, FORMS[list].heading);
    e->lists |= 1ull << list;
    b->seen |= 1ull << list;
    if (!value) return;
    uint32_t v = keep_value(b, value);
    if (e->value && e->value != v)
        source_problem(s, line, "'%s' has two values, '%s' and '%s'; give it one", key,
                       (char *)b->strings.at + e->value, value);
    e->value = v;
}

void knowledge_text(knowledge *k, source *files, size_t n) {
    builder b = {0};
    char *line;
    keep_value(&b, "");
    for (size_t i = 0; i < n; i++) {
        int list = -1;
        bool headed = false;
        while ((line = source_line(&files[i], NULL))) {
            char *heading = source_heading(&files[i], line);
            if (heading) {
                headed = true;
                list = find_list(heading);
                if (list < 0) source_problem(&files[i], line, "no list is called [%s]; see src/text/lists.h", heading);
            } else if (list >= 0) {
                add(&b, &files[i], list, line);
            } else if (!headed) {
                source_problem(&files[i], line, "an entry before any [heading]; put it under one");
                headed = true; /* said once */
            }
        }
    }
    for (int i = 0; n && i < LIST_COUNT; i++)
        if (!(b.seen >> i & 1))
            source_problem(&files[0], NULL, "no file beside this one fills the list [%s]; add it", FORMS[i].heading);
    dl_bytes words = {0}, phrases = {0};
    words.failed |= !table_finish(&b.words, &words);
    phrases.failed |= !phrase_finish(&b.phrases, &phrases);
    knowledge_section(k, "text.words", &words);
    knowledge_section(k, "text.phrases", &phrases);
    knowledge_section(k, "text.entries", &b.entries);
    knowledge_section(k, "text.strings", &b.strings);
    dl_bytes none = {0};
    table_finish(&b.values, &none);
    bytes_free(&none);
}
