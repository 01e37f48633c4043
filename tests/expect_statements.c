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

const expectation expect_statements[] = {{"statement", 3, statement}, {"statements", 1, statements}, {"inside", 6, inside}, {NULL, 0, NULL}};
