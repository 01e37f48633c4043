/* sentences.c - how well news text is split into sentences: GUM's news documents, and PolNeAR articles with hand-made
 * boundaries. Each document is read as a report of its own. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "eval.h"
#include "file.h"
#include "spans.h"
#include "ud_score.h"

/* Adds one document (sentences [first, end) of a treebank), read from its raw text. */
static bool count_document(const dl_model *model, const bank *b, size_t first, size_t end, span_score *s, dl_error *err) {
    bank gold = {0}, system = {0};
    char *text = bank_text(b, first, end);
    ud_scores u;
    bool ok = text && bank_part(&gold, b, first, end) && eval_read(model, text, strlen(text), true, &system, err) &&
              ud_score(&gold, &system, &u, err);
    if (ok) {
        s->right += u.of[UD_sentences].right;
        s->gold += u.of[UD_sentences].gold;
        s->system += u.of[UD_sentences].system;
    }
    free(text);
    bank_free(&gold);
    bank_free(&system);
    return ok;
}

static int score_news(const dl_model *model, const char *name, const char *file) {
    const char *path = eval_find(file);
    if (!path) return 0;
    bank b;
    dl_error err = {{0}};
    span_score s = {0};
    bool ok = bank_load(&b, path, &err);
    for (size_t first = 0, end; ok && first < b.n_sentences; first = end) {
        uint32_t document = b.sentences[first].document;
        for (end = first; end < b.n_sentences && b.sentences[end].document == document; end++) {}
        if (!strncmp(b.documents[document], "GUM_news", 8)) ok = count_document(model, &b, first, end, &s, &err);
    }
    bank_free(&b);
    if (ok) spans_print(name, &s);
    else fprintf(stderr, "dateline-eval: %s\n", err.message);
    return !ok;
}

/* Reads every report of a JSON-lines file that the boundary list names. */
static bool count_reports(const dl_model *model, char *lines, const span_list *list, span_score *s, dl_error *err) {
    for (char *line = lines, *next; *line; line = next) {
        size_t n = strcspn(line, "\n");
        next = line + n + (line[n] == '\n');
        json_t *o = json_loadb(line, n, 0, NULL);
        const char *id = json_string_value(json_object_get(o, "id")), *text = json_string_value(json_object_get(o, "text"));
        bool listed = false;
        for (size_t i = 0; id && text && !listed && i < list->n_reports; i++) listed = !strcmp(list->reports[i], id);
        dl_report *r = listed ? dl_read(model, text, strlen(text), NULL, err) : NULL;
        if (r) spans_count(s, list, id, r);
        bool ok = r || !listed;
        dl_report_free(r);
        json_decref(o);
        if (!ok) return false;
    }
    return true;
}

static int score_polnear(const dl_model *model) {
    const char *path = eval_find("data/polnear/dev.text.jsonl.xz");
    if (!path || access(EVAL_DIR "/boundaries/polnear.txt", R_OK)) return 0;
    span_list list = {0};
    span_score s = {0};
    dl_error err;
    size_t n;
    char *lines = file_read(path, &n, &err);
    bool ok = lines && spans_load(&list, "polnear.txt", &err) && count_reports(model, lines, &list, &s, &err);
    if (ok) spans_print("PolNeAR articles", &s);
    else fprintf(stderr, "dateline-eval: %s\n", err.message);
    spans_free(&list);
    free(lines);
    return !ok;
}

int eval_sentences(const dl_model *model, int n, char **none) {
    (void)n, (void)none;
    printf("\nSentence splitting on news\n");
    int status = score_news(model, "GUM news, development", "data/treebanks/gum-open-dev.conllu.xz");
    status |= score_news(model, "GUM news, training", "data/treebanks/gum-open-train.conllu.xz");
    return status | score_polnear(model);
}
