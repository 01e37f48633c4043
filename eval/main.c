/* main.c - dateline-eval: measures how well reports are read, on development data where it is there. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "eval.h"
#include "ud_score.h"

static const char USAGE[] =
    "usage: dateline-eval [ud [TREEBANK.conllu[.xz]...] | sentences | coref [FILE] [--details] | seed [--details]]\n"
    "       dateline-eval score GOLD.conllu SYSTEM.conllu   CoNLL 2018 metrics of one file against another\n"
    "       dateline-eval text TREEBANK.conllu              its plain text, as it is given to the reader\n"
    "Without a command: all measurements. Data is looked for in ../shared or $DATELINE_SHARED; what is missing is skipped.\n";

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
    const char *what = argc > 1 ? argv[1] : "all";
    if (argc == 4 && !strcmp(what, "score")) return score(argv[2], argv[3]);
    if (argc == 3 && !strcmp(what, "text")) return text(argv[2]);
    bool all = argc < 2, coref = !strcmp(what, "coref"), ud = !strcmp(what, "ud"), sentences = argc == 2 && !strcmp(what, "sentences");
    bool details = argc == 3 && !strcmp(argv[2], "--details"), seed = !strcmp(what, "seed") && (argc == 2 || details);
    if (!all && !ud && !coref && !sentences && !seed) return fputs(USAGE, stderr), 2;

    setenv("DATELINE_DATA", BUILD_DIR, 0); /* the files that were built with this program */
    dl_error err;
    dl_model *model = dl_model_open(NULL, &err);
    if (!model) return fail(&err);
    int status = 0;
    if (all || ud) status |= eval_ud(model, ud ? argc - 2 : 0, argv + 2);
    if (all || sentences) status |= eval_sentences(model);
    if (all || coref) status |= eval_coref(model, coref ? argc - 2 : 0, argv + 2);
    if (all || seed) status |= eval_seed(model, details);
    dl_model_close(model);
    return status;
}
