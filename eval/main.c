/* main.c - dateline-eval: measures how well reports are read, on development data where it is there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "eval.h"
#include "ud_score.h"

typedef struct measurement {
    const char *name, *arguments, *what;
    int most;  /* arguments at most; -1: any number */
    bool usual; /* part of a run without a command */
    int (*run)(const dl_model *model, int n, char **arguments);
} measurement;

static const measurement MEASUREMENTS[] = {
    {"ud", "[TREEBANK.conllu[.xz]...]", "words, tags and trees of treebanks", -1, true, eval_ud},
    {"sentences", "", "sentence boundaries of news", 0, true, eval_sentences},
    {"coref", "[FILE] [--details]", "who is who", -1, true, eval_coref},
    {"actors", "[a|b] [--details]", "country and sector of actors", 2, true, eval_actors},
    {"times", "[--details]", "times and their values", 1, true, eval_times},
    {"speakers", "[--gold] [--details]", "who says 200 quotations; with the attributions given", 2, true, eval_speakers},
    {"events", "[--details]", "events of sentences whose actors and relation are known", 1, true, eval_events},
    {"statements", "[FILE]", "who said what in PolNeAR; what is found to FILE", 1, true, eval_statements},
    {"seed", "[--details]", "furniture and sentences of the seed report", 1, true, eval_seed},
    {"parse", "[TREEBANK.conllu[.xz]]", "its own tokens and what is read of them, as CoNLL-U", 1, false, eval_parse},
    {"relations", "[TREEBANK.conllu[.xz]]", "what goes wrong in trees, relation by relation", 1, false, eval_relations},
};
enum { N_MEASUREMENTS = sizeof MEASUREMENTS / sizeof *MEASUREMENTS };

static int usage(void) {
    fprintf(stderr, "usage: dateline-eval [COMMAND]; without one, the usual measurements (*)\n");
    for (int i = 0; i < N_MEASUREMENTS; i++) {
        const measurement *m = &MEASUREMENTS[i];
        fprintf(stderr, " %c %-9s %-27s %s\n", m->usual ? '*' : ' ', m->name, m->arguments, m->what);
    }
    fprintf(stderr, "   score     GOLD.conllu SYSTEM.conllu   CoNLL 2018 metrics of one file against another\n"
                    "   text      TREEBANK.conllu             its plain text, as it is given to the reader\n"
                    "Data is looked for in ../shared or $DATELINE_SHARED; what is missing is skipped.\n");
    return 2;
}

const char *eval_path(const char *name) {
    static char path[4096];
    const char *folder = getenv("DATELINE_SHARED");
    snprintf(path, sizeof path, "%s/%s", folder && *folder ? folder : "../shared", name);
    return path;
}

const char *eval_find(const char *name) {
    const char *path = eval_path(name);
    if (!access(path, R_OK)) return path;
    printf("skipped: %s is not there\n", path);
    return NULL;
}

bool eval_read(const dl_model *model, const char *text, size_t n, bool keep_furniture, bank *out, dl_error *err) {
    dl_options options = {.keep_furniture = keep_furniture};
    dl_report *r = dl_read(model, text, n, &options, err);
    if (!r) return false;
    bool ok = bank_of_report(out, r);
    dl_report_free(r);
    return ok || dl_fail(err, "out of memory");
}

static int fail(const dl_error *err) {
    fprintf(stderr, "dateline-eval: %s\n", err->message);
    return 1;
}

static int score(const char *gold_path, const char *system_path) {
    bank gold = {0}, system = {0};
    ud_scores s;
    dl_error err;
    bool ok = bank_load(&gold, gold_path, &err) && bank_load(&system, system_path, &err) &&
              ud_score(&gold, &system, &s, &err);
    for (int m = 0; ok && m < UD_COUNT; m++) printf("%-10s %6.2f\n", ud_metric_name[m], ud_f1(&s, (ud_metric)m));
    bank_free(&gold);
    bank_free(&system);
    return ok ? 0 : fail(&err);
}

static int text(const char *path) {
    bank b;
    dl_error err;
    if (!bank_load(&b, path, &err)) return fail(&err);
    char *t = bank_text(&b, 0, b.n_sentences);
    bool ok = t && fputs(t, stdout) >= 0 && !fflush(stdout);
    free(t);
    bank_free(&b);
    return ok ? 0 : 1;
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : NULL;
    if (argc == 4 && !strcmp(what, "score")) return score(argv[2], argv[3]);
    if (argc == 3 && !strcmp(what, "text")) return text(argv[2]);
    const measurement *one = NULL;
    for (int i = 0; what && i < N_MEASUREMENTS; i++)
        if (!strcmp(what, MEASUREMENTS[i].name)) one = &MEASUREMENTS[i];
    if (what && (!one || (one->most >= 0 && argc - 2 > one->most))) return usage();

    setenv("DATELINE_DATA", BUILD_DIR, 0); /* the files that were built with this program */
    dl_error err;
    dl_model *model = dl_model_open(NULL, &err);
    if (!model) return fail(&err);
    int status = 0;
    for (int i = 0; i < N_MEASUREMENTS; i++)
        if (one ? one == &MEASUREMENTS[i] : MEASUREMENTS[i].usual)
            status |= MEASUREMENTS[i].run(model, one ? argc - 2 : 0, argv + 2);
    dl_model_close(model);
    return status;
}
