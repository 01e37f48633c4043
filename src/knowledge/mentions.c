/* mentions.c - compiles data/mentions/: headed lists of words by the kind of thing they name, given names, titles, and lines
 * of given names, and of nouns, that go with each other. */
#include "entities/mention_words.h"

#include <string.h>

#include "knowledge/knowledge.h"

enum { NICKNAME = 1u << 31, KIN = 1u << 30, WORD_BYTES = 60 };

static const struct {
    const char *heading;
    uint32_t bits;
} HEADINGS[] = {
#define X(id, heading) {heading, KIND_##id},
    MENTION_KINDS(X)
#undef X
    {"person he", KIND_PERSON | WORD_HE},
    {"person she", KIND_PERSON | WORD_SHE},
    {"given", WORD_GIVEN},
    {"given he", WORD_GIVEN | WORD_GIVEN_HE},
    {"given she", WORD_GIVEN | WORD_GIVEN_SHE},
    {"title", WORD_TITLE},
    {"title he", WORD_TITLE | WORD_TITLE_HE},
    {"title she", WORD_TITLE | WORD_TITLE_SHE},
    {"reaches", WORD_REACHES},
    {"part", WORD_PART},
    {"loose", WORD_LOOSE},
    {"nickname", NICKNAME},
    {"kin", KIN},
};

static uint32_t find_heading(const char *heading) {
    for (size_t i = 0; i < sizeof HEADINGS / sizeof *HEADINGS; i++)
        if (!strcmp(HEADINGS[i].heading, heading)) return HEADINGS[i].bits;
    return 0;
}

static void add_word(table_builder *words, source *s, char *word, uint32_t bits) {
    uint32_t *at = table_add(words, word, strlen(word));
    if (!at) return; /* said when the table is finished */
    uint32_t had = *at == TABLE_NONE ? 0 : *at;
    /* One common noun is one kind of thing; a given name takes one pronoun; "Duke" may be a title and a name. */
    uint32_t clash = bits & WORD_KIND ? WORD_KIND : bits & WORD_GIVEN ? WORD_GIVEN : bits >> WORD_KIN_SHIFT ? UINT32_MAX << WORD_KIN_SHIFT : 0;
    if (had & clash) source_problem(s, word, "'%s' is there already; keep it in one list", word);
    *at = had | bits;
}

static void add_nicknames(table_builder *pairs, source *s, char *line, char **names, size_t n) {
    char pair[2 * WORD_BYTES + 2];
    if (n < 2) source_problem(s, line, "'%s' stands alone; put a name beside it that goes with it", line);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            if (i == k) continue;
            size_t a = strlen(names[i]), b = strlen(names[k]);
            memcpy(pair, names[i], a);
            pair[a] = '/';
            memcpy(pair + a + 1, names[k], b);
            uint32_t *at = table_add(pairs, pair, a + 1 + b);
            if (at) *at = 1;
        }
}

void knowledge_mentions(knowledge *k, source *files, size_t n) {
    table_builder words = {0}, nicknames = {0};
    char *line, *field[64];
    uint32_t kin = 0; /* lines of nouns that go with each other */
    for (size_t i = 0; i < n; i++) {
        uint32_t bits = 0;
        while ((line = source_line(&files[i], NULL))) {
            char *heading = source_heading(&files[i], line);
            if (heading) {
                if (!(bits = find_heading(heading)))
                    source_problem(&files[i], line, "no list is called [%s]; see src/knowledge/mentions.c", heading);
                continue;
            }
            if (!bits) continue;
            size_t fields = 0;
            for (char *w = strtok(line, " \t"); w; w = strtok(NULL, " \t")) {
                if (strlen(w) > WORD_BYTES) source_problem(&files[i], w, "a word of over %d bytes; correct it", WORD_BYTES);
                else if (fields == sizeof field / sizeof *field) source_problem(&files[i], w, "over 64 words on a line; break it");
                else field[fields++] = w;
            }
            if (bits == NICKNAME) add_nicknames(&nicknames, &files[i], line, field, fields);
            else if (bits == KIN) {
                kin++;
                if (fields < 2 || kin >= 1u << (32 - WORD_KIN_SHIFT))
                    source_problem(&files[i], line, fields < 2 ? "'%s' stands alone; put a noun beside it that goes with it" : "'%s': too many lines", line);
                for (size_t f = 0; f < fields; f++) add_word(&words, &files[i], field[f], kin << WORD_KIN_SHIFT);
            } else for (size_t f = 0; f < fields; f++) add_word(&words, &files[i], field[f], bits);
        }
    }
    dl_bytes section = {0}, pairs = {0};
    section.failed |= !table_finish(&words, &section);
    pairs.failed |= !table_finish(&nicknames, &pairs);
    knowledge_section(k, "mentions.words", &section);
    knowledge_section(k, "mentions.nicknames", &pairs);
}
