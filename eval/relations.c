/* relations.c - where the grammar goes wrong, relation by relation, with the treebank's own tokens given: how often the head
 * is right, how often the relation is too, and what stands in its place most often. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"
#include "gold_tokens.h"

enum { OTHER = DL_DEPREL_COUNT, RELATIONS, SHOWN = 4 };

typedef struct row {
    int relation;
    size_t gold, system, heads, right, instead[RELATIONS];
} row;

static int relation_of(const char *name) {
    for (int i = 0; i < DL_DEPREL_COUNT; i++)
        if (!strcmp(dl_deprel_name(i), name)) return i;
    return OTHER;
}

static const char *name_of(int relation) { return relation == OTHER ? "other" : dl_deprel_name(relation); }

static int by_lost(const void *a, const void *b) {
    const row *x = a, *y = b;
    size_t p = x->gold - x->right, q = y->gold - y->right;
    return (p < q) - (p > q);
}

static void print_rows(row *rows) {
    qsort(rows, RELATIONS, sizeof *rows, by_lost);
    printf("%-16s %6s %6s %6s %6s %6s  %s\n", "relation", "gold", "lost", "head", "recall", "prec.", "read instead");
    for (size_t i = 0; i < RELATIONS && rows[i].gold; i++) {
        row *x = &rows[i];
        double n = (double)x->gold / 100;
        printf("%-16s %6zu %6zu %6.1f %6.1f %6.1f ", name_of(x->relation), x->gold, x->gold - x->right, (double)x->heads / n,
               (double)x->right / n, x->system ? 100.0 * (double)x->right / (double)x->system : 0);
        x->instead[x->relation] = 0;
        for (int k = 0; k < SHOWN; k++) {
            int most = 0;
            for (int r = 1; r < RELATIONS; r++)
                if (x->instead[r] > x->instead[most]) most = r;
            if (!x->instead[most]) break;
            printf(" %s %zu", name_of(most), x->instead[most]);
            x->instead[most] = 0;
        }
        printf("\n");
    }
}

int eval_relations(const dl_model *model, int n, char **treebanks) {
    const char *path = n ? treebanks[0] : eval_find("data/treebanks/ewt-dev.conllu.xz");
    if (!path) return 0;
    bank gold = {0}, system = {0};
    dl_error err = {{0}};
    dl_report *r = NULL;
    static row rows[RELATIONS];
    bool ok = bank_load(&gold, path, &err) && (r = gold_tokens_read(model, &gold, &err)) && bank_of_report(&system, r);
    for (int i = 0; i < RELATIONS; i++) rows[i].relation = i;
    for (size_t i = 0; ok && i < gold.n_words; i++) {
        const bank_word *g = &gold.words[i], *s = &system.words[i];
        int want = relation_of(g->deprel), got = relation_of(s->deprel);
        rows[want].gold++;
        rows[got].system++;
        rows[want].instead[got]++;
        rows[want].heads += g->head == s->head;
        rows[want].right += g->head == s->head && want == got;
    }
    if (ok) print_rows(rows);
    else fprintf(stderr, "dateline-eval: %s\n", err.message);
    dl_report_free(r);
    bank_free(&system);
    bank_free(&gold);
    return !ok;
}
