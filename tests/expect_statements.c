/* expect_statements.c - what a case may expect of statements. Parts that stand apart are joined by " / ". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"

static void join(const reading *g, const dl_span *s, uint32_t n, char *out, size_t size) {
    size_t at = 0;
    *out = 0;
    for (uint32_t i = 0; i < n && at + 8 < size; i++) {
        if (i) at += (size_t)snprintf(out + at, size - at, " / ");
        expect_slice(g, s[i], out + at, size - at);
        at += strlen(out + at);
    }
}

enum { SOURCE, CUE, CONTENT, PARTS, PART_BYTES = 1024 };

static void parts_of(const reading *g, const dl_statement *s, char out[PARTS][PART_BYTES]) {
    join(g, s->source, s->n_source, out[SOURCE], PART_BYTES);
    join(g, s->cue, s->n_cue, out[CUE], PART_BYTES);
    join(g, s->content, s->n_content, out[CONTENT], PART_BYTES);
}

/* "*" is anything. */
static bool agrees(const char *want, const char *got) { return !strcmp(want, "*") || !strcmp(want, got); }

static const dl_statement *find(const reading *g, char **a, char *why, size_t size) {
    static char got[PARTS][PART_BYTES];
    size_t n, at = 0;
    const dl_statement *s = dl_report_statements(g->report, &n);
    if (!n) snprintf(why, size, "no statements");
    for (size_t i = 0; i < n; i++) {
        parts_of(g, &s[i], got);
        if (agrees(a[SOURCE], got[SOURCE]) && agrees(a[CUE], got[CUE]) && agrees(a[CONTENT], got[CONTENT])) return &s[i];
        if (at < size) at += (size_t)snprintf(why + at, size - at, "[%s | %s | %s] ", got[SOURCE], got[CUE], got[CONTENT]);
    }
    return NULL;
}

/* statement SOURCE CUE CONTENT [MANNER] */
static bool statement(const reading *g, char **a, char *why, size_t size) {
    const dl_statement *s = find(g, a, why, size);
    if (s && a[3]) snprintf(why, size, "%s", dl_manner_name(s->manner));
    return s && (!a[3] || !strcmp(why, a[3]));
}

static bool statements(const reading *g, char **a, char *why, size_t size) {
    char *any[] = {"", "", ""};
    size_t n;
    (void)dl_report_statements(g->report, &n);
    if (n != strtoul(a[0], NULL, 10)) find(g, any, why, size);
    return n == strtoul(a[0], NULL, 10);
}

/* inside SOURCE CUE CONTENT SOURCE CUE CONTENT: the first stands in the content of the second. */
static bool inside(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    const dl_statement *all = dl_report_statements(g->report, &n), *in = find(g, a, why, size), *out = in ? find(g, a + 3, why, size) : NULL;
    if (out) snprintf(why, size, in->outer == DL_NONE ? "in none" : "in statement %u", in->outer);
    return out && in->outer == (uint32_t)(out - all);
}

/* The statement with the shortest content that holds these words. */
static const dl_statement *saying(const reading *g, const char *words, char *why, size_t size) {
    static char got[PARTS][PART_BYTES];
    size_t n, least = SIZE_MAX;
    const dl_statement *s = dl_report_statements(g->report, &n), *best = NULL;
    for (size_t i = 0; i < n; i++) {
        parts_of(g, &s[i], got);
        if (!strstr(got[CONTENT], words) || strlen(got[CONTENT]) >= least) continue;
        least = strlen(got[CONTENT]);
        best = &s[i];
    }
    if (!best) snprintf(why, size, "no statement with these words");
    return best;
}

static bool is_entity(const reading *g, uint32_t entity, const char *want, char *why, size_t size) {
    size_t n;
    const dl_entity *e = dl_report_entities(g->report, &n);
    snprintf(why, size, "%s", entity == DL_NONE ? "-" : e[entity].name);
    return !strcmp(why, want);
}

static bool speaker(const reading *g, char **a, char *why, size_t size) {
    const dl_statement *s = saying(g, a[0], why, size);
    return s && is_entity(g, s->source_entity, a[1], why, size);
}

static bool addressee(const reading *g, char **a, char *why, size_t size) {
    const dl_statement *s = saying(g, a[0], why, size);
    return s && is_entity(g, s->addressee_entity, a[1], why, size);
}

static bool reported_by(const reading *g, char **a, char *why, size_t size) {
    const dl_statement *s = saying(g, a[0], why, size);
    return s && is_entity(g, s->reported_by_entity, a[1], why, size);
}

/* act "words" deny, or "not confirm" */
static bool act(const reading *g, char **a, char *why, size_t size) {
    const dl_statement *s = saying(g, a[0], why, size);
    if (!s) return false;
    snprintf(why, size, "%s%s", s->negated ? "not " : "", dl_act_name(s->act));
    return !strcmp(why, a[1]);
}

static bool channel(const reading *g, char **a, char *why, size_t size) {
    const dl_statement *s = saying(g, a[0], why, size);
    if (!s) return false;
    snprintf(why, size, "%s", s->channel ? s->channel : "-");
    return !strcmp(why, a[1]);
}

static bool said_on(const reading *g, char **a, char *why, size_t size) {
    const dl_statement *s = saying(g, a[0], why, size);
    if (!s) return false;
    snprintf(why, size, "%s", s->date ? s->date : "-");
    return !strcmp(why, a[1]);
}

/* thread "words" denies "the other's words"; - for none */
static bool thread(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    const dl_statement *all = dl_report_statements(g->report, &n), *s = saying(g, a[0], why, size);
    if (!s) return false;
    uint32_t to = !strcmp(a[1], "answers") ? s->answers : !strcmp(a[1], "denies") ? s->denies : !strcmp(a[1], "retracts") ? s->retracts : DL_NONE;
    static char got[PARTS][PART_BYTES];
    if (to == DL_NONE) snprintf(why, size, "-");
    else parts_of(g, &all[to], got), snprintf(why, size, "%s", got[CONTENT]);
    return !strcmp(a[2], "-") ? to == DL_NONE : to != DL_NONE && strstr(got[CONTENT], a[2]);
}

const expectation expect_statements[] = {
    {"statement", 3, statement}, {"statements", 1, statements}, {"inside", 6, inside}, {"speaker", 2, speaker},
    {"addressee", 2, addressee}, {"reported_by", 2, reported_by}, {"act", 2, act}, {"channel", 2, channel}, {"said_on", 2, said_on},
    {"thread", 3, thread}, {NULL, 0, NULL}};
