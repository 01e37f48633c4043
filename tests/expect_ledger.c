/* expect_ledger.c - what a case may expect of the ledger: forces, what is due, positions, incidents. */
#include <stdio.h>
#include <string.h>

#include "expect.h"

static bool is(const char *have, const char *want) { return !strcmp(have ? have : "-", want); }

/* force TEXT PARTY [PLACE [DAY [planned]]]: the quantity so written is PARTY's; "-" is no place or day known. */
static bool force(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    const dl_force *f = dl_report_forces(g->report, &n);
    snprintf(why, size, "no such force");
    for (size_t i = 0; i < n; i++) {
        char slice[1024];
        expect_slice(g, f[i].span, slice, sizeof slice);
        if (strcmp(slice, a[0])) continue;
        snprintf(why, size, "%s, %s, %s%s", f[i].party, f[i].place_name ? f[i].place_name : "-", f[i].as_of ? f[i].as_of : "-",
                 f[i].planned ? ", planned" : "");
        bool planned = a[2] && a[3] && a[4] && !strcmp(a[4], "planned");
        return is(f[i].party, a[1]) && (!a[2] || is(f[i].place_name, a[2])) && (!a[2] || !a[3] || is(f[i].as_of, a[3])) &&
               (!a[2] || !a[3] || planned == f[i].planned);
    }
    return false;
}

/* forces N: that many in all. */
static bool forces(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    char want[24];
    (void)dl_report_forces(g->report, &n);
    snprintf(why, size, "%zu", n);
    snprintf(want, sizeof want, "%zu", n);
    return !strcmp(want, a[0]);
}

/* due WHAT DAY [PARTY [WITH [BODY]]]: "until DAY" is when it ends; "-" is nobody known. */
static bool due(const reading *g, char **a, char *why, size_t size) {
    size_t n, at = 0;
    const dl_due *d = dl_report_schedule(g->report, &n);
    snprintf(why, size, "nothing due");
    for (size_t i = 0; i < n; i++, d++) {
        char day[64];
        snprintf(day, sizeof day, "%s%s", d->until ? "until " : "", d->until ? d->until : d->date ? d->date : "-");
        if (!strcmp(d->what, a[0]) && !strcmp(day, a[1]) && (!a[2] || (is(d->party, a[2]) && (!a[3] || (is(d->with, a[3]) && (!a[4] || is(d->body, a[4]))))))) return true;
        if (at < size) at += (size_t)snprintf(why + at, size - at, "%s%s %s %s %s %s", i ? "; " : "", d->what, day, d->party ? d->party : "-", d->with ? d->with : "-", d->body ? d->body : "-");
    }
    return false;
}

/* dues N: that many in all. */
static bool dues(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    char want[24];
    (void)dl_report_schedule(g->report, &n);
    snprintf(why, size, "%zu", n);
    snprintf(want, sizeof want, "%zu", n);
    return !strcmp(want, a[0]);
}

/* position "words" PARTY STANCE [TOWARD [ANSWER [BY [ISSUE]]]]: one whose words hold these. */
static bool position(const reading *g, char **a, char *why, size_t size) {
    size_t n, at = 0;
    const dl_position *p = dl_report_positions(g->report, &n);
    snprintf(why, size, "no position");
    for (size_t i = 0; i < n; i++, p++) {
        char slice[1024];
        expect_slice(g, p->span, slice, sizeof slice);
        const char *have[] = {p->party, dl_stance_name(p->stance), p->toward, dl_answer_name(p->answer), p->answer_by, p->issue};
        bool same = strstr(slice, a[0]) != NULL;
        for (int k = 0; same && k < 6 && a[k + 1]; k++) same = is(have[k], a[k + 1]);
        if (same) return true;
        if (at < size) at += (size_t)snprintf(why + at, size - at, "%s'%s'", i ? "; " : "", slice);
        for (int k = 0; k < 6; k++)
            if (at < size) at += (size_t)snprintf(why + at, size - at, " %s", have[k] ? have[k] : "-");
    }
    return false;
}

/* positions N: that many in all. */
static bool positions(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    char want[24];
    (void)dl_report_positions(g->report, &n);
    snprintf(why, size, "%zu", n);
    snprintf(want, sizeof want, "%zu", n);
    return !strcmp(want, a[0]);
}

/* incident "words" CLAIMED_BY DENIED_BY [PLACE [DAY]]: one whose words hold these. */
static bool incident(const reading *g, char **a, char *why, size_t size) {
    size_t n, n_places, at = 0;
    const dl_incident *x = dl_report_incidents(g->report, &n);
    const dl_place *places = dl_report_places(g->report, &n_places);
    snprintf(why, size, "no incident");
    for (size_t i = 0; i < n; i++, x++) {
        const char *place = x->place == DL_NONE ? NULL : places[x->place].name;
        if (strstr(x->what, a[0]) && is(x->claimed_by, a[1]) && is(x->denied_by, a[2]) && (!a[3] || (is(place, a[3]) && (!a[4] || is(x->date, a[4]))))) return true;
        if (at < size) at += (size_t)snprintf(why + at, size - at, "%s'%s' %s %s %s %s", i ? "; " : "", x->what, x->claimed_by, x->denied_by ? x->denied_by : "-", place ? place : "-", x->date ? x->date : "-");
    }
    return false;
}

/* incidents N: that many in all. */
static bool incidents(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    char want[24];
    (void)dl_report_incidents(g->report, &n);
    snprintf(why, size, "%zu", n);
    snprintf(want, sizeof want, "%zu", n);
    return !strcmp(want, a[0]);
}

const expectation expect_ledger[] = {{"force", 2, force}, {"forces", 1, forces}, {"due", 2, due}, {"dues", 1, dues}, {"position", 3, position},
                                     {"positions", 1, positions}, {"incident", 3, incident}, {"incidents", 1, incidents}, {NULL, 0, NULL}};
