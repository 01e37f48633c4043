/* ud.c - the grammar's figures on treebanks: read from raw text, and with the treebank's own tokens given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"
#include "gold_tokens.h"
#include "ud_score.h"

static void print_head(void) {
    printf("%-22s %-7s", "treebank", "from");
    for (int m = 0; m < UD_COUNT; m++) printf(m == UD_sentences ? " %9s" : " %6s", ud_metric_name[m]);
    printf("\n");
}

static void print_row(const char *name, const char *from, const ud_scores *s) {
    printf("%-22s %-7s", name, from);
    for (int m = 0; m < UD_COUNT; m++) printf(m == UD_sentences ? " %9.2f" : " %6.2f", ud_f1(s, (ud_metric)m));
    printf("\n");
    fflush(stdout);
}

static bool score_raw(const dl_model *model, const bank *gold, ud_scores *s, dl_error *err) {
    char *text = bank_text(gold, 0, gold->n_sentences);
    bank system = {0};
    bool ok = text && eval_read(model, text, strlen(text), true, &system, err) && ud_score(gold, &system, s, err);
    bank_free(&system);
    free(text);
    return ok;
}

static bool score_gold(const dl_model *model, const bank *gold, ud_scores *s, dl_error *err) {
    bank system = {0};
    dl_report *r = gold_tokens_read(model, gold, err);
    bool ok = r && bank_of_report(&system, r) && ud_score(gold, &system, s, err);
    bank_free(&system);
    dl_report_free(r);
    return ok;
}

static int measure(const dl_model *model, const char *path) {
    bank gold;
    dl_error err = {{0}};
    if (!bank_load(&gold, path, &err)) {
        fprintf(stderr, "dateline-eval: %s\n", err.message);
        return 1;
    }
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(base, "."), base);
    int status = 0;
    ud_scores s;
    if (score_raw(model, &gold, &s, &err)) print_row(name, "text", &s);
    else status = 1, printf("%-22s %-7s %s\n", name, "text", err.message);
    if (score_gold(model, &gold, &s, &err)) print_row(name, "tokens", &s);
    else status = 1, printf("%-22s %-7s %s\n", name, "tokens", err.message);
    bank_free(&gold);
    return status;
}

int eval_ud(const dl_model *model, int n, char **treebanks) {
    static const char *const usual[] = {"data/treebanks/ewt-dev.conllu.xz", "data/treebanks/gum-open-dev.conllu.xz"};
    int status = 0;
    printf("CoNLL 2018 metrics, F1 in percent; 'text': read from raw text, 'tokens': the treebank's tokens given\n");
    if (n) print_head();
    for (int i = 0; i < n; i++) status |= measure(model, treebanks[i]);
    for (size_t i = 0, shown = 0; !n && i < sizeof usual / sizeof *usual; i++) {
        const char *path = eval_find(usual[i]);
        if (path && !shown++) print_head();
        if (path) status |= measure(model, path);
    }
    return status;
}
