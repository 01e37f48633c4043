/* phoenix.c - the 26 columns of the Phoenix data and the event file of PETRARCH 2: CAMEO codes, one row for a day, two actors and a
 * code. Both know neither status nor PLOVER. */
#include <math.h>
#include <string.h>

#include "output/layouts.h"

/* Phoenix's "penta" classes, by CAMEO root code; GDELT and CAMEO count otherwise. */
static int penta(const char *cameo) {
    int root = cameo[0] && cameo[1] ? (cameo[0] - '0') * 10 + cameo[1] - '0' : 0;
    if (root < 3) return 0;
    if (root < 6) return 1;
    if (root < 9) return 2;
    return root < 14 || root == 16 ? 3 : 4;
}

static bool is_among(const char *three, const char *list) {
    for (; *list; list += 3)
        if (!strncmp(three, list, 3)) return true;
    return false;
}

/* "RUSMILNAV" is RUS, MIL and NAV: whole code, country or kind of organization, role, the rest. */
static void actor(table_writer *w, const codes *c, const table_actor *a) {
    char entity[4] = "", rest[2 * TABLE_CODE] = "";
    snprintf(entity, sizeof entity, "%.3s", a->code);
    bool known = is_among(entity, "IGONGOIMGMNC") || codes_find(c, CODES_COUNTRY, entity, 0), role = strlen(a->code) >= 6 &&
                 is_among(a->code + 3, "GOVMILREBOPPPTYCOPJUDSPYMEDEDUBUSCRMCVL");
    size_t at = role ? 6 : 3, n = 0;
    for (; strlen(a->code) >= at + 3; at += 3) n += (size_t)snprintf(rest + n, sizeof rest - n, n ? ";%.3s" : "%.3s", a->code + at);
    table_text(w, a->code);
    table_text(w, known ? entity : NULL);
    table_bytes(w, role ? a->code + 3 : "", role ? 3 : 0);
    table_text(w, rest);
}

/* "ID_3;ID_5": the sentences that a row was read from. */
static void sentences(table_writer *w, const tables *t, const table_row *row) {
    const char *id = dl_report_meta(t->r)->id;
    char number[16];
    table_text(w, NULL);
    for (bool first = true;; first = false) {
        if (!first) putc_unlocked(';', w->f);
        for (const char *s = id ? id : ""; *s; s++) putc_unlocked((unsigned char)*s <= ' ' || *s == ';' ? '_' : *s, w->f);
        snprintf(number, sizeof number, "_%u", row->e->sentence);
        fputs(number, w->f);
        if (row->next == DL_NONE) return;
        row = &t->rows[row->next];
    }
}

void phoenix_rows(FILE *f, const tables *t) {
    table_writer w = {.f = f, .separator = '\t', .nothing = ""};
    char day[9];
    for (size_t i = 0; i < t->n; i++) {
        const table_row *row = &t->rows[i];
        if (row->later || !*row->e->cameo) continue;
        dl_place copy;
        const dl_place *p = tables_sure_place(t->r, row->e, &copy);
        tables_day(row->date, day);
        table_number(&w, (tables_event_id(t->r, row->e) & 0x7FFFFFFF) | 1); /* loaders read 32 bits with a sign */
        size_t n = strlen(day);
        table_bytes(&w, day, n == 8 ? 8 : 0);
        table_bytes(&w, day, n >= 4 ? 4 : 0);
        table_bytes(&w, day + 4, n >= 6 ? 2 : 0);
        table_bytes(&w, day + 6, n == 8 ? 2 : 0);
        actor(&w, &t->codes, &row->source);
        actor(&w, &t->codes, &row->target);
        table_text(&w, row->e->cameo);
        table_bytes(&w, row->e->cameo, 2);
        table_number(&w, (uint64_t)penta(row->e->cameo));
        table_real(&w, (double)row->e->goldstein, 1);
        table_issues(&w, t, row);
        table_real(&w, p ? p->lat : NAN, 4);
        table_real(&w, p ? p->lon : NAN, 4);
        table_text(&w, p ? p->name : NULL);
        table_text(&w, p ? p->division : NULL);
        table_text(&w, p ? p->country : NULL);
        sentences(&w, t, row);
        table_text(&w, tables_url(t->r));
        table_text(&w, dl_report_meta(t->r)->agency);
        table_end(&w);
    }
}

void petrarch_rows(FILE *f, const tables *t) {
    table_writer w = {.f = f, .separator = '\t', .nothing = ""};
    char day[9];
    const char *url = tables_url(t->r), *agency = dl_report_meta(t->r)->agency;
    for (size_t i = 0; i < t->n; i++) {
        const table_row *row = &t->rows[i];
        if (row->later || !*row->e->cameo) continue;
        tables_day(row->date, day);
        table_bytes(&w, day, strlen(day) == 8 ? 8 : 0);
        table_text(&w, row->source.code);
        table_text(&w, row->target.code);
        table_text(&w, row->e->cameo);
        table_issues(&w, t, row);
        sentences(&w, t, row);
        if (url) table_text(&w, url);
        table_text(&w, agency ? agency : "NULL");
        table_end(&w);
    }
}
