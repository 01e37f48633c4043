/* ledger.c - compiles data/ledger/: headed lists of lemmas become one table from a lemma to the bits of its lists. */
#include "ledger/ledger.h"

#include <string.h>

#include "knowledge/knowledge.h"

static const char *const HEADINGS[] = {
#define X(id, heading) heading,
    LEDGER_WORDS(X)
#undef X
};

void knowledge_ledger(knowledge *k, source *files, size_t n) {
    table_builder words = {0};
    for (size_t i = 0; i < n; i++) {
        uint32_t bit = 0;
        for (char *line; (line = source_line(&files[i], NULL));) {
            char *heading = source_heading(&files[i], line);
            if (heading) {
                bit = 0;
                for (size_t h = 0; h < LEDGER_BITS; h++)
                    if (!strcmp(heading, HEADINGS[h])) bit = 1u << h;
                if (!bit) source_problem(&files[i], line, "no list is called [%s]; see src/ledger/ledger.h", heading);
                continue;
            }
            if (!bit) source_problem(&files[i], line, "a word before any [list]; write its heading above it");
            for (char *w = strtok(line, " \t"); w && bit; w = strtok(NULL, " \t")) {
                uint32_t *at = table_add(&words, w, strlen(w));
                if (!at) continue; /* said when the table is finished */
                if (*at != TABLE_NONE && *at & bit) source_problem(&files[i], w, "'%s' is in this list already; take one out", w);
                *at = (*at == TABLE_NONE ? 0 : *at) | bit;
            }
        }
    }
    dl_bytes section = {0};
    section.failed |= !table_finish(&words, &section);
    knowledge_section(k, "ledger.words", &section);
}
