/* expect_places.c - what a case may expect of the places a report names. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"

/* The place written `text`; "text#2" is its second mention. */
static const dl_place *find(const reading *g, const char *text, char *why, size_t size) {
    char want[256], slice[256];
    size_t n, turn = 1;
    const dl_place *p = dl_report_places(g->report, &n);
    snprintf(want, sizeof want, "%s", text);
    char *mark = strrchr(want, '#');
    if (mark) turn = strtoul(mark + 1, NULL, 10), *mark = 0;
    for (size_t i = 0; i < n; i++) {
        expect_slice(g, p[i].span, slice, sizeof slice);
        if (!strcmp(slice, want) && !--turn) return &p[i];
        size_t at = strlen(why);
        snprintf(why + at, size - at, "[%s]", slice);
    }
    return NULL;
}

/* located TEXT COUNTRY [NAME]: "-" for no country. */
static bool located(const reading *g, char **a, char *why, size_t size) {
    const dl_place *p = find(g, a[0], why, size);
    if (!p) return false;
    snprintf(why, size, "%s %s %.2f %.2f", p->country ? p->country : "-", p->name, p->lat, p->lon);
    return !strcmp(p->country ? p->country : "-", a[1]) && (!a[2] || !strcmp(p->name, a[2]));
}

/* near TEXT LAT LON: within about 50 km. */
static bool near(const reading *g, char **a, char *why, size_t size) {
    const dl_place *p = find(g, a[0], why, size);
    if (!p) return false;
    snprintf(why, size, "%s %.2f %.2f", p->name, p->lat, p->lon);
    double y = p->lat - atof(a[1]), x = (p->lon - atof(a[2])) * cos(p->lat * 3.14159265 / 180);
    return y * y + x * x < 0.25;
}

static bool kind(const reading *g, char **a, char *why, size_t size) {
    const dl_place *p = find(g, a[0], why, size);
    if (!p) return false;
    snprintf(why, size, "%s %s", dl_place_kind_name(p->kind), dl_place_use_name(p->use));
    return !strcmp(dl_place_kind_name(p->kind), a[1]);
}

static bool use(const reading *g, char **a, char *why, size_t size) {
    const dl_place *p = find(g, a[0], why, size);
    if (!p) return false;
    snprintf(why, size, "%s", dl_place_use_name(p->use));
    return !strcmp(dl_place_use_name(p->use), a[1]);
}

/* unknown TEXT: found, but no gazetteer has it, so there is no id. */
static bool unknown(const reading *g, char **a, char *why, size_t size) {
    const dl_place *p = find(g, a[0], why, size);
    return p && !p->geonames && (p->approximate || isnan(p->lat));
}

/* placed TEXT: some name of a place has just this span. */
static bool placed(const reading *g, char **a, char *why, size_t size) { return find(g, a[0], why, size) != NULL; }

const expectation expect_places[] = {
    {"located", 2, located}, {"near", 3, near},     {"place_kind", 2, kind}, {"place_use", 2, use},
    {"unknown", 1, unknown}, {"placed", 1, placed}, {NULL, 0, NULL},
};
