/* events_sample.c - events of 300 sentences of news, marked by hand (eval/events/annotated.txt): precision and recall, of whole
 * events, and when parties or fact are let go. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"
#include "events.h"
#include "file.h"

enum { SETS = 2, WAYS = 3, MARKED = 12 };
static const char *const SET[SETS] = {"seen", "blind"}, *const WAY[WAYS] = {"type", "and both parties", "and whether it is a fact"};
static const struct { const char *name, *file; } SOURCES[] = {{"gwn", "data/places/gwn.text.jsonl.xz"}, {"polnear", "data/polnear/train.text.jsonl.xz"}};

typedef struct counts {
    size_t sentences, gold, found, right[WAYS];
} counts;

typedef struct marked_event {
    char source[12], type[16], target[12], fact;
} marked_event;

static bool side_is(const char *want, const char *code) { return !strcmp(want, "*") || (code ? !strcmp(want, code) : !strcmp(want, "-")); }

static bool is_fact(const dl_event *e) { return e->status == DL_STATUS_OCCURRED || e->status == DL_STATUS_ONGOING || e->status == DL_STATUS_BACKGROUND; }

static bool agree(const marked_event *g, const dl_event *e, int way) {
    if (strcmp(g->type, dl_event_type_name(e->type))) return false;
    if (way > 0 && (!side_is(g->source, e->source) || !side_is(g->target, e->target))) return false;
    return way < 2 || (g->fact == 'F') == is_fact(e);
}

/* One sentence: every marked event takes the first event that agrees and is not taken. */
static void score(const dl_report *r, unsigned start, unsigned end, const marked_event *gold, size_t n_gold, counts *c, bool details) {
    size_t n;
    const dl_event *e = dl_report_events(r, &n);
    c->sentences++;
    c->gold += n_gold;
    for (int way = 0; way < WAYS; way++) {
        bool taken[64] = {false}, got[MARKED] = {false};
        for (size_t g = 0; g < n_gold; g++)
            for (size_t i = 0, here = 0; i < n && here < 64 && !got[g]; i++) {
                if (e[i].span.start < start || e[i].span.start >= end) continue;
                if (!taken[here] && agree(&gold[g], &e[i], way)) taken[here] = got[g] = true, c->right[way]++;
                here++;
            }
        if (details && way == 2)
            for (size_t g = 0; g < n_gold; g++)
                if (!got[g]) printf("    missed %s %s %s %c\n", gold[g].source, gold[g].type, gold[g].target, gold[g].fact);
        for (size_t i = 0, here = 0; i < n && here < 64; i++) {
            if (e[i].span.start < start || e[i].span.start >= end) continue;
            if (way == 2) c->found++;
            if (details && way == 2 && !taken[here])
                printf("    wrong %s %s %s %s: %s\n", e[i].source ? e[i].source : "-", dl_event_type_name(e[i].type), e[i].target ? e[i].target : "-",
                       dl_status_name(e[i].status), e[i].why);
            here++;
        }
    }
}

/* The marked sentences of one report. */
static void score_report(const dl_report *r, const char *source, const char *id, char *const *lines, size_t n_lines, counts *c, bool details) {
    for (size_t k = 0; k < n_lines; k++) {
        char set[8], from[12], report[128];
        unsigned start, end;
        int at;
        if (sscanf(lines[k], "%7s %11s %127s %u %u | %n", set, from, report, &start, &end, &at) < 5 || strcmp(from, source) || strcmp(report, id)) continue;
        marked_event gold[MARKED];
        size_t n = 0;
        for (const char *s = lines[k] + at; n < MARKED && sscanf(s, " %11s %15s %11s %c", gold[n].source, gold[n].type, gold[n].target, &gold[n].fact) == 4;) {
            n++;
            s = strchr(s, ';');
            if (!s) break;
            s++;
        }
        int which = strcmp(set, SET[1]) ? 0 : 1;
        if (details && !which) printf("  %s %s [%u, %u)\n", source, id, start, end);
        score(r, start, end, gold, n, &c[which], details && !which);
    }
}

static bool named(char *const *lines, size_t n, const char *source, const char *id) {
    char key[160];
    snprintf(key, sizeof key, " %s %s ", source, id);
    for (size_t i = 0; i < n; i++)
        if (strstr(lines[i], key)) return true;
    return false;
}

int eval_events_sample(const dl_model *model, bool details) {
    dl_error err = {""};
    size_t size, n_lines = 0;
    char *text = file_read(EVAL_DIR "/events/annotated.txt", &size, &err), *lines[512];
    if (!text) return fprintf(stderr, "dateline-eval: %s\n", err.message), 1;
    for (char *s = strtok(text, "\n"); s && n_lines < 512; s = strtok(NULL, "\n"))
        if (*s != '#') lines[n_lines++] = s;
    counts c[SETS] = {{0}};
    printf("\nEvents of sentences marked by hand\n");
    for (size_t f = 0; f < sizeof SOURCES / sizeof *SOURCES; f++) {
        const char *path = eval_find(SOURCES[f].file);
        char *all = path ? file_read(path, &size, &err) : NULL;
        for (char *line = all, *next; line && *line; line = next) {
            size_t n = strcspn(line, "\n");
            next = line + n + (line[n] == '\n');
            json_t *o = json_loadb(line, n, 0, NULL), *id = json_object_get(o, "id");
            char name[128];
            if (json_is_string(id)) snprintf(name, sizeof name, "%s", json_string_value(id));
            else snprintf(name, sizeof name, "%lld", (long long)json_integer_value(id));
            const char *body = json_string_value(json_object_get(o, "text"));
            dl_report *r = body && named(lines, n_lines, SOURCES[f].name, name) ? dl_read(model, body, strlen(body), NULL, &err) : NULL;
            if (r) score_report(r, SOURCES[f].name, name, lines, n_lines, c, details);
            dl_report_free(r);
            json_decref(o);
        }
        free(all);
    }
    for (int s = 0; s < SETS; s++) {
        if (!c[s].sentences) continue;
        printf("%s: %zu sentences, %zu events marked, %zu found\n", SET[s], c[s].sentences, c[s].gold, c[s].found);
        for (int way = 0; way < WAYS; way++)
            printf("  right %-26s precision %5.1f%%  recall %5.1f%%\n", WAY[way], c[s].found ? 100.0 * (double)c[s].right[way] / (double)c[s].found : 0,
                   c[s].gold ? 100.0 * (double)c[s].right[way] / (double)c[s].gold : 0);
    }
    free(text);
    return 0;
}
