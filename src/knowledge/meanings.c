/* meanings.c - compiles data/meanings/: sets of words that mean much the same, by part of speech. */
#include <stdlib.h>
#include <string.h>

#include "knowledge/knowledge.h"

enum { WORDS_MAX = 20000, SETS_OF_WORD = 16, WORD_BYTES = 64 };

/* The sets of each word while they are gathered. */
typedef struct gathered {
    uint16_t n, sets[SETS_OF_WORD];
} gathered;

static char kind_of(const char *word) {
    static const char *const KINDS[] = {"verb", "noun", "adjective", "adverb"};
    for (int i = 0; i < 4; i++)
        if (!strcmp(word, KINDS[i])) return "vnar"[i];
    return 0;
}

static void add_word(table_builder *words, gathered *all, source *s, char kind, char *word, uint16_t set) {
    char key[WORD_BYTES + 3] = {kind, ':'};
    size_t n = strlen(word);
    if (n > WORD_BYTES) {
        source_problem(s, word, "a word of over %d bytes; correct it", WORD_BYTES);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (word[i] >= 'A' && word[i] <= 'Z') {
            source_problem(s, word, "'%s' has a capital; write lemmas in lower case", word);
            return;
        }
    memcpy(key + 2, word, n + 1);
    uint32_t at = table_intern(words, key, n + 2);
    if (at == TABLE_NONE) return; /* said when the table is finished */
    if (at >= WORDS_MAX) {
        source_problem(s, word, "over %d words; raise WORDS_MAX in src/knowledge/meanings.c", WORDS_MAX);
        return;
    }
    for (unsigned i = 0; i < all[at].n; i++)
        if (all[at].sets[i] == set) {
            source_problem(s, word, "'%s' is in this set already; leave it out", word);
            return;
        }
    if (all[at].n == SETS_OF_WORD) source_problem(s, word, "'%s' is in over %d sets; leave it out", word, SETS_OF_WORD);
    else all[at].sets[all[at].n++] = set;
}

/* Numbers of words become places in the list of sets. */
static void finish(knowledge *k, table_builder *words, const gathered *all, table_builder *names) {
    dl_bytes word_table = {0}, name_table = {0}, sets = {0};
    uint32_t n = words->n;
    uint32_t *at = calloc((size_t)n + 1, sizeof *at);
    for (uint32_t i = 0; at && i < n && i < WORDS_MAX; i++) {
        at[i] = (uint32_t)(sets.size / sizeof(uint16_t));
        bytes_add(&sets, &all[i].n, sizeof all[i].n);
        bytes_add(&sets, all[i].sets, all[i].n * sizeof *all[i].sets);
    }
    dl_table_entry *entries = (dl_table_entry *)(void *)words->entries.at;
    for (uint32_t i = 0; at && i < n && i < WORDS_MAX; i++) entries[i].value = at[i];
    word_table.failed |= !table_finish(words, &word_table) || !at;
    name_table.failed |= !table_finish(names, &name_table);
    if (!sets.size) bytes_add(&sets, NULL, sizeof(uint16_t));
    free(at);
    knowledge_section(k, "meanings.words", &word_table);
    knowledge_section(k, "meanings.names", &name_table);
    knowledge_section(k, "meanings.sets", &sets);
}

void knowledge_meanings(knowledge *k, source *files, size_t n) {
    table_builder words = {0}, names = {0};
    gathered *all = calloc(WORDS_MAX, sizeof *all);
    char *line;
    for (size_t i = 0; all && i < n; i++) {
        uint32_t set = TABLE_NONE;
        while ((line = source_line(&files[i], NULL))) {
            char *heading = source_heading(&files[i], line), kind = 0;
            if (heading) {
                uint32_t before = names.n;
                set = table_intern(&names, heading, strlen(heading));
                if (names.n == before) source_problem(&files[i], line, "[%s] is there already; keep its words together", heading);
                continue;
            }
            for (char *w = strtok(line, " \t"); w; w = strtok(NULL, " \t")) {
                if (!kind) {
                    if (set == TABLE_NONE) source_problem(&files[i], w, "words before any set; begin one with [NAME]");
                    if (!(kind = kind_of(w))) source_problem(&files[i], w, "a line of words begins with verb, noun, adjective or adverb");
                    if (!kind || set == TABLE_NONE) break;
                } else add_word(&words, all, &files[i], kind, w, (uint16_t)set);
            }
        }
    }
    if (all) finish(k, &words, all, &names);
    free(all);
}
