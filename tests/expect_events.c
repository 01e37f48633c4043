/* expect_events.c - what a case may expect of events. */
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "knowledge/events_examples.h"

static bool said(const reading *g, char **a, char *why, size_t size) {
    char wants[256] = "";
    for (int i = 0; i < 5 && a[i]; i++) {
        size_t n = strlen(wants);
        snprintf(wants + n, sizeof wants - n, "%s%s", n ? " " : "", a[i]);
    }
    return events_say(g->report, wants, why, size);
}

/* event SOURCE TYPE TARGET [STATUS [CODE]] */
static bool event(const reading *g, char **a, char *why, size_t size) { return said(g, a, why, size); }

/* no-event TYPE [STATUS]: whoever does it to whomever. */
static bool no_event(const reading *g, char **a, char *why, size_t size) {
    char any[] = "*";
    char *want[6] = {any, a[0], any, a[1], NULL, NULL};
    return !said(g, want, why, size);
}

/* event_date TYPE DATE [UNTIL], event_why TYPE "entry" */
static const dl_event *of_type(const reading *g, const char *type, size_t *left) {
    size_t n;
    const dl_event *e = dl_report_events(g->report, &n);
    for (; *left < n; ++*left)
        if (!strcmp(dl_event_type_name(e[*left].type), type)) return &e[(*left)++];
    return NULL;
}

static bool is(const char *got, const char *want) { return got ? !strcmp(got, want) : !strcmp(want, "-"); }

static bool event_date(const reading *g, char **a, char *why, size_t size) {
    size_t at = 0;
    for (const dl_event *e; (e = of_type(g, a[0], &at));) {
        snprintf(why, size, "%s until %s", e->date ? e->date : "-", e->until ? e->until : "-");
        if (is(e->date, a[1]) && (!a[2] || is(e->until, a[2]))) return true;
    }
    return false;
}

static bool event_why(const reading *g, char **a, char *why, size_t size) {
    size_t at = 0;
    for (const dl_event *e; (e = of_type(g, a[0], &at));) {
        snprintf(why, size, "%s", e->why);
        if (!strncmp(e->why, a[1], strlen(a[1]))) return true;
    }
    return false;
}

static bool events(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    (void)dl_report_events(g->report, &n);
    events_say(g->report, "* * *", why, size);
    char want[24];
    snprintf(want, sizeof want, "%zu", n);
    return !strcmp(want, a[0]);
}

static bool event_mode(const reading *g, char **a, char *why, size_t size) {
    size_t at = 0;
    for (const dl_event *e; (e = of_type(g, a[0], &at));) {
        snprintf(why, size, "%s", e->mode ? e->mode : "-");
        if (is(e->mode, a[1])) return true;
    }
    return false;
}

static bool event_count(const reading *g, char **a, char *why, size_t size) {
    size_t at = 0, n;
    const dl_quantity *q = dl_report_quantities(g->report, &n);
    for (const dl_event *e; (e = of_type(g, a[0], &at));) {
        if (e->quantity >= n) continue;
        snprintf(why, size, "%.0f", q[e->quantity].count);
        if (!strcmp(why, a[1])) return true;
    }
    return false;
}

const expectation expect_events[] = {{"event", 3, event},           {"no-event", 1, no_event},     {"event_date", 2, event_date},
                                     {"event_why", 2, event_why},   {"events", 1, events},         {"event_mode", 2, event_mode},
                                     {"event_count", 2, event_count}, {NULL, 0, NULL}};
