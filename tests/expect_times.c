/* expect_times.c - expectations on times and quantities. */
#include "expect.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is(const char *got, const char *want) { return !strcmp(want, "-") ? !got : got && !strcmp(got, want); }

/* time "text" VALUE [TYPE [MOD]]; VALUE - where it is open. */
static bool time_is(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    const dl_time *t = dl_report_times(g->report, &n);
    char slice[512];
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        expect_slice(g, t[i].span, slice, sizeof slice);
        size_t used = strlen(why);
        snprintf(why + used, size - used, "[%s] %s %s%s%s ", slice, t[i].value ? t[i].value : "-",
                 dl_time_type_name((int)t[i].type), t[i].mod ? " " : "", t[i].mod ? t[i].mod : "");
        if (strcmp(slice, a[0]) || !is(t[i].value, a[1])) continue;
        if (a[2] && strcmp(a[2], dl_time_type_name((int)t[i].type))) continue;
        if (!a[2] || !a[3] || is(t[i].mod, a[3])) found = true;
    }
    return found;
}

/* relative "text" P-1W: what an open value still tells. */
static bool relative(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    const dl_time *t = dl_report_times(g->report, &n);
    char slice[512];
    for (size_t i = 0; i < n; i++) {
        expect_slice(g, t[i].span, slice, sizeof slice);
        if (strcmp(slice, a[0])) continue;
        snprintf(why, size, "%s %s", t[i].value ? t[i].value : "-", t[i].relative ? t[i].relative : "-");
        if (!t[i].value && is(t[i].relative, a[1])) return true;
    }
    return false;
}

static bool times(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    dl_report_times(g->report, &n);
    snprintf(why, size, "%zu", n);
    return n == strtoul(a[0], NULL, 10);
}

static bool near(double x, double y) { return fabs(x - y) <= 1e-6 * fabs(y); }

/* quantity "text" COUNT[..HIGH] BOUND UNIT [KIND]; UNIT - where there is none. */
static bool quantity(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    const dl_quantity *q = dl_report_quantities(g->report, &n);
    char slice[512], *range = strstr(a[1], "..");
    double high = strtod(range ? range + 2 : a[1], NULL);
    if (range) *range = 0;
    double count = strtod(a[1], NULL);
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        expect_slice(g, q[i].span, slice, sizeof slice);
        size_t used = strlen(why);
        snprintf(why + used, size - used, "[%s] %.10g..%.10g %s %s %s ", slice, q[i].count, q[i].count_high, q[i].bound,
                 q[i].unit ? q[i].unit : "-", dl_quantity_name((int)q[i].kind));
        found |= !strcmp(slice, a[0]) && near(q[i].count, count) && near(q[i].count_high, high) &&
                 is(q[i].bound, a[2]) && is(q[i].unit, a[3]) &&
                 (!a[4] || !strcmp(a[4], dl_quantity_name((int)q[i].kind)));
    }
    return found;
}

static bool quantities(const reading *g, char **a, char *why, size_t size) {
    size_t n;
    dl_report_quantities(g->report, &n);
    snprintf(why, size, "%zu", n);
    return n == strtoul(a[0], NULL, 10);
}

const expectation expect_times[] = {
    {"time", 2, time_is},      {"relative", 2, relative},     {"times", 1, times},
    {"quantity", 4, quantity}, {"quantities", 1, quantities}, {NULL, 0, NULL},
};
