/* ledger.c - compiles data/ledger/: headed lists of lemmas become one table from a lemma to the bits of its lists; the labels of
 * issues.txt become a table from a lemma to the groups it stands in. */
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "knowledge/knowledge.h"

static const char *const HEADINGS[] = {
#define X(id, heading) heading,
    LEDGER_WORDS(X)
#undef X
};

static void read_lists(source *s, table_builder *words) {
    uint32_t bit = 0;
    for (char *line; (line = source_line(s, NULL));) {
        char *heading = source_heading(s, line);
        if (heading) {
            bit = 0;
            for (size_t h = 0; h < LEDGER_BITS; h++)
                if (!strcmp(heading, HEADINGS[h])) bit = 1u << h;
            if (!bit) source_problem(s, line, "no list is called [%s]; see src/ledger/ledger.h", heading);
            continue;
        }
        if (!bit) source_problem(s, line, "a word before any [list]; write its heading above it");
        for (char *w = strtok(line, " \t"); w && bit; w = strtok(NULL, " \t")) {
            uint32_t *at = table_add(words, w, strlen(w));
            if (!at) continue; /* said when the table is finished */
            if (*at != TABLE_NONE && *at & bit) source_problem(s, w, "'%s' is in this list already; take one out", w);
            *at = (*at == TABLE_NONE ? 0 : *at) | bit;
        }
    }
}

typedef struct issues {
    ledger_issue at[LEDGER_ISSUES];
    uint32_t n;
} issues;

/* Bit g of an issue's word: it is in group g. */
static void read_issue(source *s, char *line, issues *all, table_builder *words) {
    char *side[2], *group[LEDGER_GROUPS], name[40];
    if (source_split(line, '=', side, 2) != 2 || !*side[0] || !*side[1]) {
        source_problem(s, line, "no label and words; write 'label = words + words'");
        return;
    }
    if (strlen(side[0]) >= sizeof all->at->label || all->n == LEDGER_ISSUES) {
        source_problem(s, side[0], "a label too long, or over %d labels; shorten the list", LEDGER_ISSUES);
        return;
    }
    for (uint32_t i = 0; i < all->n; i++)
        if (!strcmp(all->at[i].label, side[0])) source_problem(s, side[0], "'%s' is there already; put its words together", side[0]);
    ledger_issue *issue = &all->at[all->n];
    strcpy(issue->label, side[0]);
    size_t groups = source_split(side[1], '+', group, LEDGER_GROUPS);
    if (groups > LEDGER_GROUPS) source_problem(s, side[1], "over %d groups; leave some out", LEDGER_GROUPS);
    for (size_t g = 0; g < groups && g < LEDGER_GROUPS; g++)
        for (char *w = strtok(group[g], " \t"); w; w = strtok(NULL, " \t")) {
            int n = snprintf(name, sizeof name, "%u %s", all->n, w);
            uint32_t *at = n < (int)sizeof name ? table_add(words, name, (size_t)n) : NULL;
            if (n >= (int)sizeof name) source_problem(s, w, "'%s' is too long; correct it", w);
            if (at) *at = (*at == TABLE_NONE ? 0 : *at) | 1u << g;
            issue->groups |= 1u << g;
        }
    all->n++;
}

static bool is_issues(const source *s) {
    const char *slash = strrchr(s->path, '/');
    return !strcmp(slash ? slash + 1 : s->path, "issues.txt");
}

void knowledge_ledger(knowledge *k, source *files, size_t n) {
    table_builder words = {0}, issue_words = {0};
    issues *all = calloc(1, sizeof *all);
    for (size_t i = 0; i < n; i++) {
        if (!is_issues(&files[i])) read_lists(&files[i], &words);
        else for (char *line; all && (line = source_line(&files[i], NULL));) read_issue(&files[i], line, all, &issue_words);
    }
    dl_bytes section = {0}, labels = {0}, table = {0};
    section.failed |= !table_finish(&words, &section);
    table.failed |= !table_finish(&issue_words, &table);
    if (all) bytes_add(&labels, all->at, all->n * sizeof *all->at);
    else labels.failed = true;
    free(all);
    knowledge_section(k, "ledger.words", &section);
    knowledge_section(k, "ledger.issues", &labels);
    knowledge_section(k, "ledger.issue_words", &table);
}
