/* events.c - free coding on PLV: sentences with a source, a target and their relation, of which the reader is told nothing. Counted
 * is the share in which it finds an event between words of the two, and the share in which that event has the right type. The
 * lexicon is mended by looking at every other sentence (--details shows those alone), and judged by the others. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eval.h"
#include "events.h"
#include "events/marked.h"
#include "events/relation.h"

enum { FOUND_EVENT, FOUND_TYPE, FOUND_PAIR, FOUND_RIGHT, FOUND_FACT, FOUND_COUNTS };

static int relation_of(const dl_event *e) {
    if (e->type == DL_EVENT_CONCEDE || e->type == DL_EVENT_RETREAT) return RELATION_YIELD;
    return relation_find(dl_event_type_name(e->type));
}

/* PLOVER calls cooperation that is still to come AGREE; the record calls it by its type and says that it is planned. */
static bool is_intent(const dl_event *e) { return e->status == DL_STATUS_PLANNED && (e->quad == 1 || e->quad == 2); }

static bool marked_as(const marked_row *row, dl_span span, uint8_t role) {
    for (size_t i = 0; i < row->n; i++)
        if (row->roles[i] == role && row->spans[i].start < span.end && span.start < row->spans[i].end) return true;
    return false;
}

/* A side is found when a mention of its entity, or the word itself, is in what is marked. */
static bool side_is(const dl_report *r, const marked_row *row, uint32_t entity, uint32_t head, uint8_t role) {
    size_t n, n_entities;
    const dl_mention *m = dl_report_mentions(r, &n);
    const dl_token *t = dl_report_tokens(r, &n);
    const dl_entity *e = dl_report_entities(r, &n_entities);
    if (head != DL_NONE && marked_as(row, t[head].span, role)) return true;
    for (uint32_t k = entity < n_entities ? e[entity].first : DL_NONE; k != DL_NONE; k = m[k].next)
        if (marked_as(row, m[k].span, role)) return true;
    return false;
}

/* Bits of what is found in one sentence. */
static unsigned look(const dl_report *r, const marked_row *row, int gold) {
    size_t n;
    unsigned found = 0;
    const dl_event *e = dl_report_events(r, &n);
    for (size_t i = 0; i < n; i++) {
        bool pair = side_is(r, row, e[i].source_entity, e[i].source_head, RELATION_SOURCE) &&
                    side_is(r, row, e[i].target_entity, e[i].target_head, RELATION_TARGET);
        bool type = relation_of(&e[i]) == gold || (gold == RELATION_AGREE && is_intent(&e[i]));
        found |= 1u << FOUND_EVENT | (unsigned)type << FOUND_TYPE | (unsigned)pair << FOUND_PAIR | (unsigned)(pair && type) << FOUND_RIGHT;
        if (pair && type && (e[i].status == DL_STATUS_OCCURRED || e[i].status == DL_STATUS_ONGOING || e[i].status == DL_STATUS_BACKGROUND)) found |= 1u << FOUND_FACT;
    }
    return found;
}

static void tell(const dl_report *r, const marked_row *row, unsigned found) {
    size_t n;
    const dl_event *e = dl_report_events(r, &n);
    printf("%s %s\t%s\n", found >> FOUND_PAIR & 1 ? "WRONG TYPE" : "NO PAIR", row->root, row->text);
    size_t n_tokens;
    const dl_token *t = dl_report_tokens(r, &n_tokens);
    for (int role = 1; role <= 2; role++) {
        printf("    %s:", role == RELATION_SOURCE ? "source" : "target");
        for (size_t i = 0; i < n_tokens; i++)
            if (marked_as(row, t[i].span, (uint8_t)role)) printf(" %s", t[i].form);
        printf("\n");
    }
    for (size_t i = 0; i < n; i++) {
        const char *a = e[i].source_head != DL_NONE ? t[e[i].source_head].form : "-", *b = e[i].target_head != DL_NONE ? t[e[i].target_head].form : "-";
        printf("    got %s > %s > %s %s: %s\n", a, dl_event_type_name(e[i].type), b, dl_status_name(e[i].status), e[i].why);
    }
}

int eval_events(const dl_model *model, int n_args, char **args) {
    bool details = n_args && !strcmp(args[0], "--details");
    printf("\nEvents: free coding of PLV's sentences\n");
    const char *path = eval_find("data/plv/plv_train.tsv");
    if (!path) return eval_events_sample(model, details);
    dl_error err = {""};
    marked_file f;
    size_t all[2] = {0}, counts[2][FOUND_COUNTS] = {{0}}, row = 0, gold[RELATIONS] = {0}, right[RELATIONS] = {0}, events = 0;
    if (!marked_open(&f, path, &err)) return fprintf(stderr, "dateline-eval: %s\n", err.message), 1;
    for (int more; (more = marked_next(&f, &err));) {
        int root = more < 0 ? -1 : relation_find(f.row.root);
        dl_report *r = root < 0 ? NULL : dl_read(model, f.row.text, f.row.bytes, NULL, &err);
        if (!r) continue;
        size_t n;
        unsigned found = look(r, &f.row, root);
        (void)dl_report_events(r, &n);
        events += n;
        int half = (int)(row++ & 1); /* 0: looked at, 1: judges */
        all[half]++;
        gold[root]++;
        right[root] += found >> FOUND_RIGHT & 1;
        for (int i = 0; i < FOUND_COUNTS; i++) counts[half][i] += found >> i & 1;
        if (details && !half && !(found >> FOUND_RIGHT & 1)) tell(r, &f.row, found);
        dl_report_free(r);
    }
    marked_close(&f);
    if (!all[0] || !all[1]) return 0;
    static const char *const WHAT[] = {"any event", "an event of the right type", "the pair", "the pair with the right type", "... and said to be a fact"};
    printf("%-30s looked at  judging\n", "");
    for (int i = 0; i < FOUND_COUNTS; i++)
        printf("%-30s   %5.1f%%   %5.1f%%\n", WHAT[i], 100.0 * (double)counts[0][i] / (double)all[0], 100.0 * (double)counts[1][i] / (double)all[1]);
    printf("%-30s   %5.2f a sentence\n", "events", (double)events / (double)(all[0] + all[1]));
    for (int i = 0; i < RELATIONS; i++) printf("  %-10s %3zu of %3zu\n", relation_name(i), right[i], gold[i]);
    return eval_events_sample(model, details);
}
