/* gdelt.c - the 61 columns of GDELT 2.0's events. What GDELT measures and Dateline does not (tone, religion, ethnic group) is
 * empty; one report is one source and one article. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/layouts.h"

static int quad(const char *cameo) {
    int root = cameo[0] && cameo[1] ? (cameo[0] - '0') * 10 + cameo[1] - '0' : 0;
    return root < 6 ? 1 : root < 9 ? 2 : root < 14 ? 3 : 4;
}

/* GDELT's own measure: the month counts thirty days. */
static double fraction(const char *day) {
    char month[3] = {day[4], day[5]}, in_month[3] = {day[6], day[7]}, year[5] = {day[0], day[1], day[2], day[3]};
    return atoi(year) + ((atoi(month) - 1) * 30 + atoi(in_month)) / 365.0;
}

static void upper(table_writer *w, const char *name) {
    char out[256];
    size_t n = 0;
    for (; name && name[n] && n < sizeof out - 1; n++) out[n] = name[n] >= 'a' && name[n] <= 'z' ? (char)(name[n] - 32) : name[n];
    while (name && name[n] && n && ((unsigned char)name[n] & 0xC0) == 0x80) n--; /* no half of a character */
    table_bytes(w, out, n);
}

static void actor(table_writer *w, const table_actor *a) {
    char kinds[3][4] = {"", "", ""};
    size_t at = *a->country ? 3 : 0, n = 0;
    for (; strlen(a->code) >= at + 3 && n < 3; at += 3)
        if (!a->group || strncmp(a->code + at, a->group, 3)) snprintf(kinds[n++], sizeof *kinds, "%.3s", a->code + at);
    table_text(w, a->code);
    if (*a->code) upper(w, a->name);
    else table_text(w, NULL);
    table_bytes(w, a->code, *a->country ? 3 : 0);
    table_text(w, a->group);
    table_text(w, NULL); /* ethnic group */
    table_text(w, NULL); /* religion */
    table_text(w, NULL);
    for (size_t i = 0; i < 3; i++) table_text(w, kinds[i]);
}

/* Type, full name, country, divisions, position, feature. */
static void place(table_writer *w, const tables *t, const dl_place *p) {
    const char *fips = p && p->country ? codes_find(&t->codes, CODES_COUNTRY, p->country, CODES_FIPS) : NULL;
    if (!p || isnan(p->lat) || !fips || !*fips) {
        table_number(w, 0);
        for (int i = 0; i < 7; i++) table_text(w, NULL);
        return;
    }
    bool usa = !strcmp(p->country, "USA"), country = p->kind == DL_PLACE_COUNTRY, division = p->kind == DL_PLACE_DIVISION;
    const char *state = p->country ? tables_country_name(t->r, p->country) : "", *code = p->division_code;
    char name[512], adm1[16];
    if (country || !p->name) snprintf(name, sizeof name, "%s", state);
    else if (division || !p->division || !strcmp(p->division, p->name)) snprintf(name, sizeof name, "%s, %s", p->name, state);
    else snprintf(name, sizeof name, "%s, %s, %s", p->name, p->division, state);
    /* FIPS numbers divisions by two digits, and states of the USA have their postal letters; as GeoNames does mostly. */
    bool fits = code && !country && strlen(code) == 2 && (usa || strspn(code, "0123456789") == 2);
    snprintf(adm1, sizeof adm1, "%s%s", fips, fits ? code : "");
    table_number(w, country ? 1 : division ? (usa ? 2 : 5) : usa ? 3 : 4);
    table_text(w, name);
    table_text(w, fips);
    table_text(w, adm1);
    table_text(w, NULL);
    table_real(w, p->lat, 4);
    table_real(w, p->lon, 4);
    if (country) table_text(w, fips);
    else if (p->geonames) table_number(w, p->geonames);
    else table_text(w, NULL);
}

void gdelt_rows(FILE *f, const tables *t) {
    table_writer w = {.f = f, .separator = '\t', .nothing = ""};
    const dl_meta *meta = dl_report_meta(t->r);
    size_t n_sentences;
    const dl_sentence *s = dl_report_sentences(t->r, &n_sentences);
    char day[9], added[16];
    tables_day(*meta->published ? meta->published : NULL, day);
    snprintf(added, sizeof added, *day ? "%s000000" : "%s", day);
    for (size_t i = 0; i < t->n; i++) {
        const table_row *row = &t->rows[i];
        const dl_event *e = row->e;
        if (row->later || !*e->cameo) continue;
        bool lead = e->sentence < n_sentences && (s[e->sentence].paragraph == t->lead || s[e->sentence].flags & DL_SENTENCE_HEADLINE);
        tables_day(row->date, day);
        table_number(&w, tables_event_id(t->r, e) & 0x1FFFFFFFFFFFFF); /* readers in JavaScript and R keep 53 bits */
        size_t n = strlen(day);
        table_bytes(&w, day, n == 8 ? 8 : 0);
        table_bytes(&w, day, n >= 6 ? 6 : 0);
        table_bytes(&w, day, n >= 4 ? 4 : 0);
        table_real(&w, n == 8 ? fraction(day) : NAN, 4);
        actor(&w, &row->source);
        actor(&w, &row->target);
        table_number(&w, lead);
        table_text(&w, e->cameo);
        table_bytes(&w, e->cameo, strlen(e->cameo) < 3 ? strlen(e->cameo) : 3);
        table_bytes(&w, e->cameo, 2);
        table_number(&w, (uint64_t)quad(e->cameo));
        table_real(&w, (double)e->goldstein, 1);
        table_number(&w, row->times);
        table_number(&w, 1);
        table_number(&w, 1);
        table_text(&w, NULL); /* tone */
        place(&w, t, NULL);
        place(&w, t, NULL);
        dl_place copy;
        place(&w, t, tables_sure_place(t->r, e, &copy));
        table_text(&w, added);
        table_text(&w, tables_url(t->r) ? tables_url(t->r) : meta->id);
        table_end(&w);
    }
}
