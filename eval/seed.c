/* seed.c - the seed report: its six pieces of furniture and every one of its sentences, against hand-made gold. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"
#include "file.h"
#include "spans.h"

/* Code points before byte `at` of valid UTF-8. */
static uint32_t code_points(const char *text, size_t at) {
    uint32_t n = 0;
    for (size_t i = 0; i < at; i++) n += ((unsigned char)text[i] & 0xC0) != 0x80;
    return n;
}

/* How many gold pieces are found, with the kind they should have. A piece is found when furniture overlaps its snippet. */
static void score_furniture(const dl_report *r, const char *raw, const json_t *gold) {
    size_t n, found = 0, right = 0, i;
    const dl_furniture *f = dl_report_furniture(r, &n);
    json_t *item;
    json_array_foreach(gold, i, item) {
        const char *at = json_string_value(json_object_get(item, "at"));
        const char *kind = json_string_value(json_object_get(item, "kind"));
        const char *place = at && kind ? strstr(raw, at) : NULL;
        if (!place) continue;
        dl_span want = {code_points(raw, (size_t)(place - raw)), code_points(raw, (size_t)(place - raw) + strlen(at))};
        bool here = false, same = false;
        for (size_t k = 0; k < n; k++)
            if (f[k].span.start < want.end && want.start < f[k].span.end) {
                here = true;
                same |= !strcmp(dl_furniture_name(f[k].kind), kind);
            }
        found += here;
        right += same;
        if (!same) printf("  %s: %s\n", here ? "wrong kind" : "missed", at);
    }
    printf("furniture: %zu of %zu found, %zu of the right kind; %zu pieces in all\n", found, json_array_size(gold), right, n);
}

static void show(const dl_report *r, const char *raw) {
    size_t n, bytes;
    const dl_furniture *f = dl_report_furniture(r, &n);
    const char *text = dl_report_text(r, &bytes);
    (void)raw;
    for (size_t i = 0; i < n; i++) printf("  %-12s [%u, %u)\n", dl_furniture_name(f[i].kind), f[i].span.start, f[i].span.end);
    size_t sentences, tokens;
    const dl_sentence *s = dl_report_sentences(r, &sentences);
    const dl_token *t = dl_report_tokens(r, &tokens);
    for (size_t i = 0; i < sentences; i++) {
        const dl_token *a = &t[s[i].first], *z = &t[s[i].first + s[i].count - 1];
        printf("  %3zu [%u, %u) %.*s\n", i, s[i].span.start, s[i].span.end, (int)(z->byte + z->bytes - a->byte), text + a->byte);
    }
}

int eval_seed(const dl_model *model, int n_args, char **args) {
    bool details = n_args && !strcmp(args[0], "--details");
    printf("\nThe seed report\n");
    const char *path = eval_find("seed/report.txt");
    if (!path) return 0;
    dl_error err;
    size_t n;
    char *raw = file_read(path, &n, &err);
    dl_report *r = raw ? dl_read(model, raw, n, NULL, &err) : NULL;
    json_t *gold = r ? json_load_file(eval_path("seed/gold.json"), 0, NULL) : NULL;
    span_list sentences = {0};
    int status = 1;
    if (!r) fprintf(stderr, "dateline-eval: %s\n", err.message);
    else if (!gold) fprintf(stderr, "dateline-eval: %s: not JSON\n", eval_path("seed/gold.json"));
    else if (!spans_load(&sentences, "seed.txt", &err)) fprintf(stderr, "dateline-eval: %s\n", err.message);
    else {
        score_furniture(r, raw, json_object_get(gold, "furniture"));
        span_score s = {0};
        spans_count(&s, &sentences, "seed", r);
        spans_print("sentences", &s);
        if (details) show(r, raw);
        status = 0;
    }
    spans_free(&sentences);
    json_decref(gold);
    dl_report_free(r);
    free(raw);
    return status;
}
