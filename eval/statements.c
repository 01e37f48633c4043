/* statements.c - statements on PolNeAR's development articles, by the measures of ../shared/eval/score_quotes.py: spans become
 * sets of plain tokens (a run of letters and digits, or one mark); `exact` pairs quotes one to one, a role's tokens being
 * the same and the cues overlapping; `overlap` asks of each token of a role whether any quote of the other side gives it
 * that role; `whole` pairs quotes by the tokens they share and asks that every role overlaps or is empty in both. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"
#include "eval.h"
#include "file.h"

enum { SOURCE, CUE, CONTENT, PARTS };
static const char *const PART[PARTS] = {"source", "cue", "content"};

/* ---- sets of tokens ---------------------------------------------------------------------------------------------- */

typedef struct article {
    dl_span *tokens; /* code points */
    size_t n, words; /* tokens; 64-bit words of a set */
} article;

typedef struct quote {
    uint64_t *set[PARTS];
    size_t size[PARTS];
} quote;

typedef struct side {
    quote *at;
    size_t n;
} side;

static void *get(size_t n, size_t size) {
    void *p = calloc(n + 1, size);
    if (!p) fprintf(stderr, "dateline-eval: out of memory\n"), exit(1);
    return p;
}

static bool is_word(int32_t c) {
    utf8proc_category_t k = utf8proc_category(c);
    return c == '_' || (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) || (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

static bool is_space(int32_t c) {
    utf8proc_category_t k = utf8proc_category(c);
    return (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F) || c == 0x85 || (k >= UTF8PROC_CATEGORY_ZS && k <= UTF8PROC_CATEGORY_ZP);
}

static void cut(article *a, const char *text) {
    size_t bytes = strlen(text);
    uint32_t cp = 0;
    bool open = false;
    a->tokens = get(bytes, sizeof *a->tokens);
    a->n = 0;
    for (size_t i = 0; i < bytes; cp++) {
        int32_t c = 0;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(bytes - i), &c);
        i += n > 0 ? (size_t)n : 1;
        if (is_space(c)) open = false;
        else if (open && is_word(c)) a->tokens[a->n - 1].end = cp + 1;
        else {
            a->tokens[a->n++] = (dl_span){cp, cp + 1};
            open = is_word(c);
        }
    }
    a->words = a->n / 64 + 1;
}

static void put(const article *a, quote *q, int part, dl_span s) {
    size_t low = 0, high = a->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (a->tokens[mid].end <= s.start) low = mid + 1;
        else high = mid;
    }
    for (; low < a->n && a->tokens[low].start < s.end; low++) q->set[part][low / 64] |= (uint64_t)1 << low % 64;
}

static void begin(const article *a, quote *q) {
    for (int k = 0; k < PARTS; k++) q->set[k] = get(a->words, sizeof(uint64_t));
}

static size_t common(const article *a, const uint64_t *x, const uint64_t *y) {
    size_t n = 0;
    for (size_t i = 0; i < a->words; i++) n += (size_t)__builtin_popcountll(x[i] & y[i]);
    return n;
}

static void measure(const article *a, side *s) {
    for (size_t i = 0; i < s->n; i++)
        for (int k = 0; k < PARTS; k++) s->at[i].size[k] = common(a, s->at[i].set[k], s->at[i].set[k]);
}

static void forget(side *s) {
    for (size_t i = 0; i < s->n; i++)
        for (int k = 0; k < PARTS; k++) free(s->at[i].set[k]);
    free(s->at);
}

/* ---- measures ---------------------------------------------------------------------------------------------------- */

enum { EXACT_SOURCE, EXACT_CUE, EXACT_CONTENT, EXACT_ALL, OVERLAP_SOURCE, OVERLAP_CUE, OVERLAP_CONTENT, OVERLAP_ALL, WHOLE, MEASURES };
static const char *const MEASURE[MEASURES] = {"exact source", "exact cue", "exact content", "exact whole", "overlap source",
                                              "overlap cue", "overlap content", "overlap all", "whole"};
typedef struct tally {
    size_t of_found, found, of_gold, gold; /* of the found so many are right, of the gold so many are found */
} tally;

static bool same(const article *a, const uint64_t *x, const uint64_t *y) { return !memcmp(x, y, a->words * sizeof *x); }

static bool anchored(const article *a, const quote *p, const quote *g) {
    return common(a, p->set[CUE], g->set[CUE]) || (!p->size[CUE] && !g->size[CUE] && common(a, p->set[CONTENT], g->set[CONTENT]));
}

/* One role, or all of them with `part` PARTS. */
static bool equal(const article *a, const quote *p, const quote *g, int part) {
    if (part == PARTS) return same(a, p->set[SOURCE], g->set[SOURCE]) && same(a, p->set[CUE], g->set[CUE]) && same(a, p->set[CONTENT], g->set[CONTENT]);
    return p->size[part] && g->size[part] && (part == CUE || anchored(a, p, g)) && same(a, p->set[part], g->set[part]);
}

static void exact(const article *a, const side *found, const side *gold, int part, tally *t) {
    bool *used = get(gold->n, sizeof *used);
    for (size_t i = 0; i < found->n; i++) {
        t->found += part == PARTS || found->at[i].size[part];
        for (size_t k = 0; k < gold->n; k++)
            if (!used[k] && equal(a, &found->at[i], &gold->at[k], part)) {
                used[k] = true;
                t->of_found++, t->of_gold++;
                break;
            }
    }
    for (size_t k = 0; k < gold->n; k++) t->gold += part == PARTS || gold->at[k].size[part];
    free(used);
}

static void overlap(const article *a, const side *found, const side *gold, int part, tally *t, tally *pooled) {
    uint64_t *any[2] = {get(a->words, 8), get(a->words, 8)};
    const side *sides[2] = {found, gold};
    for (int z = 0; z < 2; z++)
        for (size_t i = 0; i < sides[z]->n; i++)
            for (size_t w = 0; w < a->words; w++) any[z][w] |= sides[z]->at[i].set[part][w];
    tally one = {0};
    for (size_t i = 0; i < found->n; i++) one.of_found += common(a, found->at[i].set[part], any[1]), one.found += found->at[i].size[part];
    for (size_t i = 0; i < gold->n; i++) one.of_gold += common(a, gold->at[i].set[part], any[0]), one.gold += gold->at[i].size[part];
    tally *both[2] = {t, pooled};
    for (int z = 0; z < 2; z++)
        both[z]->of_found += one.of_found, both[z]->found += one.found, both[z]->of_gold += one.of_gold, both[z]->gold += one.gold;
    free(any[0]);
    free(any[1]);
}

typedef struct pair {
    size_t shared, p, g;
    bool cues;
} pair;

static int by_shared(const void *x, const void *y) {
    const pair *a = x, *b = y;
    if (a->shared != b->shared) return a->shared > b->shared ? -1 : 1;
    if (a->cues != b->cues) return a->cues ? -1 : 1;
    if (a->p != b->p) return a->p < b->p ? -1 : 1;
    return a->g < b->g ? -1 : a->g > b->g;
}

static void whole(const article *a, const side *found, const side *gold, tally *t) {
    pair *all = get(found->n * gold->n, sizeof *all);
    bool *used_p = get(found->n, 1), *used_g = get(gold->n, 1);
    size_t n = 0;
    for (size_t i = 0; i < found->n; i++)
        for (size_t k = 0; k < gold->n; k++) {
            pair p = {.p = i, .g = k, .cues = common(a, found->at[i].set[CUE], gold->at[k].set[CUE])};
            for (int z = 0; z < PARTS; z++) p.shared += common(a, found->at[i].set[z], gold->at[k].set[z]);
            if (p.shared) all[n++] = p;
        }
    qsort(all, n, sizeof *all, by_shared);
    for (size_t i = 0; i < n; i++) {
        if (used_p[all[i].p] || used_g[all[i].g]) continue;
        used_p[all[i].p] = used_g[all[i].g] = true;
        bool right = true;
        for (int z = 0; z < PARTS; z++) {
            const quote *p = &found->at[all[i].p], *g = &gold->at[all[i].g];
            right &= common(a, p->set[z], g->set[z]) || !(p->size[z] || g->size[z]);
        }
        t->of_found += right, t->of_gold += right;
    }
    t->found += found->n, t->gold += gold->n;
    free(all);
    free(used_p);
    free(used_g);
}

static void score(const article *a, const side *found, const side *gold, tally t[MEASURES]) {
    for (int k = 0; k <= PARTS; k++) exact(a, found, gold, k, &t[EXACT_SOURCE + k]);
    for (int k = 0; k < PARTS; k++) overlap(a, found, gold, k, &t[OVERLAP_SOURCE + k], &t[OVERLAP_ALL]);
    whole(a, found, gold, &t[WHOLE]);
}

/* ---- articles ---------------------------------------------------------------------------------------------------- */

static side gold_side(const article *a, const json_t *quotes) {
    side s = {get(json_array_size(quotes), sizeof(quote)), json_array_size(quotes)};
    for (size_t i = 0; i < s.n; i++) {
        begin(a, &s.at[i]);
        for (int k = 0; k < PARTS; k++) {
            size_t j;
            json_t *span;
            json_array_foreach(json_object_get(json_array_get(quotes, i), PART[k]), j, span)
                put(a, &s.at[i], k, (dl_span){(uint32_t)json_integer_value(json_array_get(span, 0)), (uint32_t)json_integer_value(json_array_get(span, 1))});
        }
    }
    measure(a, &s);
    return s;
}

static side found_side(const article *a, const dl_report *r) {
    size_t n;
    const dl_statement *x = dl_report_statements(r, &n);
    side s = {get(n, sizeof(quote)), n};
    for (size_t i = 0; i < n; i++) {
        begin(a, &s.at[i]);
        for (uint32_t k = 0; k < x[i].n_source; k++) put(a, &s.at[i], SOURCE, x[i].source[k]);
        for (uint32_t k = 0; k < x[i].n_cue; k++) put(a, &s.at[i], CUE, x[i].cue[k]);
        for (uint32_t k = 0; k < x[i].n_content; k++) put(a, &s.at[i], CONTENT, x[i].content[k]);
    }
    measure(a, &s);
    return s;
}

static void write_spans(FILE *f, const char *key, const dl_span *s, uint32_t n) {
    fprintf(f, "%s\":[", key);
    for (uint32_t i = 0; i < n; i++) fprintf(f, "%s[%u,%u]", i ? "," : "", s[i].start, s[i].end);
    fputc(']', f);
}

/* A line as ../shared/eval/score_quotes.py reads it. */
static void write_found(FILE *f, const char *id, const dl_report *r) {
    size_t n;
    const dl_statement *x = dl_report_statements(r, &n);
    fprintf(f, "{\"id\":\"%s\",\"quotes\":[", id);
    for (size_t i = 0; i < n; i++) {
        fputs(i ? ",{" : "{", f);
        write_spans(f, "\"source", x[i].source, x[i].n_source);
        write_spans(f, ",\"cue", x[i].cue, x[i].n_cue);
        write_spans(f, ",\"content", x[i].content, x[i].n_content);
        fputc('}', f);
    }
    fputs("]}\n", f);
}

/* One article; false when it cannot be read. */
static bool score_one(const dl_model *model, const char *text, const json_t *quotes, tally t[MEASURES], FILE *out, const char *id, dl_error *err) {
    dl_report *r = dl_read(model, text, strlen(text), NULL, err);
    if (!r) return false;
    article a;
    cut(&a, text);
    side gold = gold_side(&a, quotes), found = found_side(&a, r);
    score(&a, &found, &gold, t);
    if (out) write_found(out, id, r);
    forget(&gold);
    forget(&found);
    free(a.tokens);
    dl_report_free(r);
    return true;
}

static json_t *lines(const char *path, dl_error *err) {
    size_t n;
    char *text = file_read(path, &n, err);
    json_t *list = text ? json_array() : NULL;
    for (char *line = text, *end; text && *line; line = end) {
        size_t k = strcspn(line, "\n");
        end = line + k + (line[k] == '\n');
        json_t *o = json_loadb(line, k, 0, NULL);
        if (o) json_array_append_new(list, o);
    }
    free(text);
    return list;
}

static void print(const tally t[MEASURES]) {
    printf("%-16s %9s %6s %6s\n", "", "precision", "recall", "F1");
    for (int k = 0; k < MEASURES; k++) {
        double p = t[k].found ? 100.0 * (double)t[k].of_found / (double)t[k].found : 0, q = t[k].gold ? 100.0 * (double)t[k].of_gold / (double)t[k].gold : 0;
        printf("%-16s %9.2f %6.2f %6.2f\n", MEASURE[k], p, q, p + q > 0 ? 2 * p * q / (p + q) : 0);
    }
}

int eval_statements(const dl_model *model, int n_args, char **args) {
    printf("\nStatements of PolNeAR articles, development part\n");
    char texts_path[4096];
    const char *path = eval_find("data/polnear/dev.text.jsonl.xz");
    if (!path) return 0;
    snprintf(texts_path, sizeof texts_path, "%s", path);
    if (!(path = eval_find("data/polnear/dev.gold.jsonl.xz"))) return 0;
    dl_error err = {""};
    json_t *texts = lines(texts_path, &err), *golds = texts ? lines(path, &err) : NULL, *o;
    FILE *out = n_args ? fopen(args[0], "w") : NULL;
    tally t[MEASURES] = {{0}};
    size_t i, k, n = 0;
    bool ok = texts && golds && (!n_args || out || dl_fail(&err, "%s: cannot write", args[0]));
    json_array_foreach(texts, i, o) {
        const char *id = json_string_value(json_object_get(o, "id")), *text = json_string_value(json_object_get(o, "text"));
        json_t *g;
        json_array_foreach(golds, k, g) {
            if (!ok || !id || !text || strcmp(id, json_string_value(json_object_get(g, "id")))) continue;
            ok = score_one(model, text, json_object_get(g, "quotes"), t, out, id, &err);
            n++;
        }
    }
    json_decref(texts);
    json_decref(golds);
    if (out && fclose(out)) ok = dl_fail(&err, "%s: cannot write", args[0]);
    if (!ok) {
        fprintf(stderr, "dateline-eval: %s\n", err.message);
        return 1;
    }
    printf("%zu articles, %zu attributions, %zu found\n", n, t[EXACT_ALL].gold, t[EXACT_ALL].found);
    print(t);
    return 0;
}
