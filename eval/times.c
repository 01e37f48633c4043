/* times.c - times on TimeBank and AQUAINT by TempEval-3's task A: strict (the same characters), relaxed (overlap, one
 * to one), and among these the value and the type. All documents, and each half, since patterns are tried on one half
 * only. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "eval.h"
#include "file.h"

typedef struct scores {
    size_t gold, system, strict, relaxed, value, type;
} scores;
typedef struct item {
    uint32_t start, end;
    const char *type, *value, *text;
    long pair;
} item;
enum { MAX_ITEMS = 1024 };

static size_t gold_side(json_t *times, item *out) {
    size_t n = json_array_size(times);
    if (n > MAX_ITEMS) n = MAX_ITEMS;
    for (size_t i = 0; i < n; i++) {
        json_t *t = json_array_get(times, i);
        const char *value = json_string_value(json_object_get(t, "value")),
                   *text = json_string_value(json_object_get(t, "text"));
        const char *type = json_string_value(json_object_get(t, "type"));
        out[i] = (item){(uint32_t)json_integer_value(json_object_get(t, "start")),
                        (uint32_t)json_integer_value(json_object_get(t, "end")),
                        type ? type : "",
                        value ? value : "",
                        text ? text : "",
                        -1};
    }
    return n;
}

static size_t system_side(const dl_report *r, item *out) {
    size_t n;
    const dl_time *t = dl_report_times(r, &n);
    if (n > MAX_ITEMS) n = MAX_ITEMS;
    for (size_t i = 0; i < n; i++)
        out[i] = (item){
            t[i].span.start, t[i].span.end, dl_time_type_name((int)t[i].type), t[i].value ? t[i].value : "", "", -1};
    return n;
}

static long overlap(const item *a, const item *b) {
    uint32_t start = a->start > b->start ? a->start : b->start, end = a->end < b->end ? a->end : b->end;
    return (long)end - (long)start;
}

/* Exact pairs first, then whatever overlaps most. */
static void pair_up(item *gold, size_t n_gold, item *system, size_t n_system) {
    for (size_t i = 0; i < n_gold; i++)
        for (size_t k = 0; k < n_system && gold[i].pair < 0; k++)
            if (system[k].pair < 0 && system[k].start == gold[i].start && system[k].end == gold[i].end)
                gold[i].pair = (long)k, system[k].pair = (long)i;
    for (;;) {
        long most = 0;
        size_t at = 0, with = 0;
        for (size_t i = 0; i < n_gold; i++)
            for (size_t k = 0; k < n_system; k++)
                if (gold[i].pair < 0 && system[k].pair < 0 && overlap(gold + i, system + k) > most)
                    most = overlap(gold + i, system + k), at = i, with = k;
        if (!most) return;
        gold[at].pair = (long)with;
        system[with].pair = (long)at;
    }
}

static void count(scores *s, const item *gold, size_t n_gold, const item *system, size_t n_system) {
    s->gold += n_gold;
    s->system += n_system;
    for (size_t i = 0; i < n_gold; i++) {
        if (gold[i].pair < 0) continue;
        const item *other = system + gold[i].pair;
        s->relaxed++;
        s->strict += gold[i].start == other->start && gold[i].end == other->end;
        s->value += !strcmp(gold[i].value, other->value);
        s->type += !strcmp(gold[i].type, other->type);
    }
}

static void print_details(const char *id, const item *gold, size_t n_gold, const item *system, size_t n_system) {
    for (size_t i = 0; i < n_gold; i++) {
        const item *o = gold[i].pair < 0 ? NULL : system + gold[i].pair;
        if (!o) printf("%s missed  [%s] %s %s\n", id, gold[i].text, gold[i].type, gold[i].value);
        else if (strcmp(o->value, gold[i].value))
            printf("%s value   [%s] %s, not %s\n", id, gold[i].text, o->value, gold[i].value);
    }
    for (size_t k = 0; k < n_system; k++)
        if (system[k].pair < 0)
            printf("%s extra   %u-%u %s %s\n", id, system[k].start, system[k].end, system[k].type, system[k].value);
}

static void print_row(const char *name, const scores *s) {
    double p = s->system ? (double)s->strict / (double)s->system : 0,
           q = s->gold ? (double)s->strict / (double)s->gold : 0;
    double rp = s->system ? (double)s->relaxed / (double)s->system : 0,
           rq = s->gold ? (double)s->relaxed / (double)s->gold : 0;
    double strict = p + q > 0 ? 2 * p * q / (p + q) : 0, relaxed = rp + rq > 0 ? 2 * rp * rq / (rp + rq) : 0;
    double of = s->relaxed ? (double)s->relaxed : 1;
    printf("%-14s %6zu %7.2f %7.2f %7.2f %7.2f\n", name, s->gold, 100 * strict, 100 * relaxed,
           100 * relaxed * (double)s->value / of, 100 * relaxed * (double)s->type / of);
}

static bool measure(const dl_model *model, json_t *report, json_t *gold, scores *s, bool details, dl_error *err) {
    static item sides[2][MAX_ITEMS];
    const char *id = json_string_value(json_object_get(report, "id")),
               *text = json_string_value(json_object_get(report, "text"));
    const char *gold_id = json_string_value(json_object_get(gold, "id"));
    if (!id || !text || !gold_id || strcmp(id, gold_id))
        return dl_fail(err, "texts and times are not of the same reports");
    dl_options options = {.date = json_string_value(json_object_get(report, "date")), .date_is_metadata = true};
    dl_report *r = dl_read(model, text, strlen(text), &options, err);
    if (!r) return false;
    size_t n_gold = gold_side(json_object_get(gold, "times"), sides[0]), n_system = system_side(r, sides[1]);
    pair_up(sides[0], n_gold, sides[1], n_system);
    count(s, sides[0], n_gold, sides[1], n_system);
    if (details) print_details(id, sides[0], n_gold, sides[1], n_system);
    dl_report_free(r);
    return true;
}

int eval_times(const dl_model *model, int n, char **args) {
    bool details = n && !strcmp(args[0], "--details");
    if (n && !details) return fprintf(stderr, "usage: dateline-eval times [--details]\n"), 2;
    dl_error err = {{0}};
    char *texts = NULL, *times = NULL;
    size_t size;
    const char *path = eval_find("data/times/timebank.text.jsonl.xz");
    if (!path) return 0;
    texts = file_read(path, &size, &err);
    if ((path = eval_find("data/times/timebank.gold.jsonl.xz")) && texts) times = file_read(path, &size, &err);
    scores all = {0}, half[2] = {{0}};
    bool ok = texts && times;
    size_t i = 0;
    for (char *a = texts, *b = times; ok && *a && *b; i++) {
        size_t x = strcspn(a, "\n"), y = strcspn(b, "\n");
        json_t *report = json_loadb(a, x, 0, NULL), *gold = json_loadb(b, y, 0, NULL);
        scores s = {0};
        ok = measure(model, report, gold, &s, details, &err);
        scores *into[] = {&all, &half[i % 2]};
        for (int k = 0; k < 2; k++) {
            into[k]->gold += s.gold, into[k]->system += s.system, into[k]->strict += s.strict;
            into[k]->relaxed += s.relaxed, into[k]->value += s.value, into[k]->type += s.type;
        }
        json_decref(report);
        json_decref(gold);
        a += x + (a[x] == '\n');
        b += y + (b[y] == '\n');
    }
    if (ok) {
        printf("%-14s %6s %7s %7s %7s %7s\n", "times: F1", "gold", "strict", "relaxed", "value", "type");
        print_row("all", &all);
        print_row("even reports", &half[0]);
        print_row("odd reports", &half[1]);
    } else fprintf(stderr, "dateline-eval: %s\n", err.message);
    free(texts);
    free(times);
    return !ok;
}
