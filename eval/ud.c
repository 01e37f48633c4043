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

/* The bank as CoNLL-U, with nothing but what was read. */
static void print_bank(const bank *b) {
    for (size_t k = 0; k < b->n_sentences; k++) {
        const bank_sentence *s = &b->sentences[k];
        if (s->newpar) printf("# newpar\n");
        for (uint32_t t = s->first_token; t < s->first_token + s->tokens; t++) {
            const bank_token *token = &b->tokens[t];
            const char *misc = token->space_after ? "_" : "SpaceAfter=No";
            uint32_t id = token->first - s->first_word + 1;
            if (token->words > 1) printf("%u-%u\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", id, id + token->words - 1, token->form, misc);
            for (uint32_t i = token->first; i < token->first + token->words; i++, id++) {
                const bank_word *w = &b->words[i];
                printf("%u\t%s\t%s\t%s\t%s\t%s\t%u\t%s\t_\t%s\n", id, w->form, w->lemma, w->upos, w->xpos, w->feats,
                       w->head == BANK_ROOT ? 0 : w->head - s->first_word + 1, w->deprel, token->words > 1 ? "_" : misc);
            }
        }
        printf("\n");
    }
}

int eval_parse(const dl_model *model, int n, char **treebanks) {
    const char *path = n ? treebanks[0] : eval_find("data/treebanks/ewt-dev.conllu.xz");
    bank gold = {0}, system = {0};
    dl_error err = {{0}};
    dl_report *r = NULL;
    bool ok = !path || (bank_load(&gold, path, &err) && (r = gold_tokens_read(model, &gold, &err)) && bank_of_report(&system, r));
    if (ok) print_bank(&system);
    else fprintf(stderr, "dateline-eval: %s\n", err.message);
    dl_report_free(r);
    bank_free(&system);
    bank_free(&gold);
    return !ok;
}
