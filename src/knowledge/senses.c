/* senses.c - compiles data/senses/: headed lists of what verbs, nouns and adjectives are about. */
#include "statements/senses.h"

#include <string.h>

#include "knowledge/knowledge.h"

static const char *const HEADINGS[] = {
#define X(id, heading) heading,
    SENSES(X)
#undef X
};

static uint32_t find_heading(const char *heading) {
    for (uint32_t i = 0; i < sizeof HEADINGS / sizeof *HEADINGS; i++)
        if (!strcmp(HEADINGS[i], heading)) return 1u << i;
    return 0;
}

void knowledge_senses(knowledge *k, source *files, size_t n) {
    table_builder words = {0};
    char *line;
    for (size_t i = 0; i < n; i++) {
        uint32_t bit = 0;
        while ((line = source_line(&files[i], NULL))) {
            char *heading = source_heading(&files[i], line);
            if (heading) {
                if (!(bit = find_heading(heading))) source_problem(&files[i], line, "no list is called [%s]; see src/statements/senses.h", heading);
                continue;
            }
            if (!bit) source_problem(&files[i], line, "words under no heading; put one such as [verb communication] above them");
            for (char *w = strtok(line, " \t"); w && bit; w = strtok(NULL, " \t")) {
                uint32_t *at = table_add(&words, w, strlen(w));
                if (!at) continue; /* said when the table is finished */
                uint32_t had = *at == TABLE_NONE ? 0 : *at;
                if (had & bit) source_problem(&files[i], w, "'%s' is in this list already; take one out", w);
                *at = had | bit;
            }
        }
    }
    dl_bytes section = {0};
    section.failed |= !table_finish(&words, &section);
    knowledge_section(k, "senses.words", &section);
}
