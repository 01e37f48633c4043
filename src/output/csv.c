/* csv.c - events as comma-separated values with a header (RFC 4180), in columns of our own: every event with its status, the
 * words it was read from and why. Also the table of all layouts. */
#include <math.h>
#include <string.h>

#include "output/layouts.h"

static const char *const COLUMNS[] = {
    "report_id", "event_id", "published", "agency", "sentence", "start", "end", "text", "date", "until", "source", "source_sector",
    "source_name", "target", "target_sector", "target_name", "type", "mode", "contexts", "cameo", "quad", "goldstein", "status",
    "statement", "said_by", "said_by_name", "place", "country", "latitude", "longitude", "approximate", "geonames", "count", "bound", "unit",
    "confidence", "why"};

void csv_header(FILE *f) {
    table_writer w = {.f = f, .separator = ',', .nothing = ""};
    for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++) table_text(&w, COLUMNS[i]);
    table_end(&w);
}

/* The words of an event: its sentence's tokens that lie in its span. */
static void words(table_writer *w, const dl_report *r, const dl_event *e) {
    size_t n, n_tokens, bytes;
    const dl_sentence *s = dl_report_sentences(r, &n);
    const dl_token *t = dl_report_tokens(r, &n_tokens), *first = NULL, *last = NULL;
    const char *text = dl_report_text(r, &bytes);
    for (uint32_t i = 0; e->sentence < n && i < s[e->sentence].count; i++) {
        const dl_token *k = &t[s[e->sentence].first + i];
        if (k->span.start < e->span.start || k->span.end > e->span.end) continue;
        if (!first) first = k;
        last = k;
    }
    if (first && last->byte + last->bytes <= bytes) table_bytes(w, text + first->byte, last->byte + last->bytes - first->byte);
    else table_text(w, NULL);
}

static void who_said(table_writer *w, const dl_report *r, const dl_event *e) {
    size_t n, n_entities;
    const dl_statement *s = dl_report_statements(r, &n);
    const dl_entity *entities = dl_report_entities(r, &n_entities);
    const dl_entity *who = e->statement < n && s[e->statement].source_entity < n_entities ? &entities[s[e->statement].source_entity] : NULL;
    if (e->statement < n) table_number(w, e->statement);
    else table_text(w, NULL);
    table_text(w, who ? who->actor : NULL);
    table_text(w, who ? who->name : NULL);
}

void csv_rows(FILE *f, const tables *t) {
    table_writer w = {.f = f, .separator = ',', .nothing = ""};
    const dl_meta *meta = dl_report_meta(t->r);
    char id[24];
    size_t n_quantities;
    const dl_quantity *quantities = dl_report_quantities(t->r, &n_quantities);
    for (size_t i = 0; i < t->n; i++) {
        const dl_event *e = t->rows[i].e;
        const dl_place *p = tables_place(t->r, e);
        const dl_quantity *q = e->quantity < n_quantities ? &quantities[e->quantity] : NULL;
        snprintf(id, sizeof id, "%016llx", (unsigned long long)tables_event_id(t->r, e));
        table_text(&w, meta->id);
        table_text(&w, id);
        table_text(&w, meta->published);
        table_text(&w, meta->agency);
        table_number(&w, e->sentence);
        table_number(&w, e->span.start);
        table_number(&w, e->span.end);
        words(&w, t->r, e);
        table_text(&w, e->date);
        table_text(&w, e->until);
        table_text(&w, e->source);
        table_text(&w, e->source_sector);
        table_text(&w, t->rows[i].source.name);
        table_text(&w, e->target);
        table_text(&w, e->target_sector);
        table_text(&w, t->rows[i].target.name);
        table_text(&w, dl_event_type_name(e->type));
        table_text(&w, e->mode);
        table_list(&w, e->contexts, e->n_contexts);
        table_text(&w, e->cameo);
        table_number(&w, e->quad);
        table_real(&w, (double)e->goldstein, 1);
        table_text(&w, dl_status_name(e->status));
        who_said(&w, t->r, e);
        table_text(&w, p ? p->name : NULL);
        table_text(&w, p ? p->country : NULL);
        table_real(&w, p ? p->lat : NAN, 4);
        table_real(&w, p ? p->lon : NAN, 4);
        table_text(&w, p && p->approximate ? "1" : NULL);
        if (p && p->geonames) table_number(&w, p->geonames);
        else table_text(&w, NULL);
        table_real(&w, q ? q->count : NAN, q && q->count == floor(q->count) ? 0 : 2);
        table_text(&w, q ? q->bound : NULL);
        table_text(&w, q ? q->unit : NULL);
        table_real(&w, (double)e->confidence, 3);
        table_text(&w, e->why);
        table_end(&w);
    }
}

/* ---- all layouts ------------------------------------------------------------------------------------------------- */

static const struct {
    void (*header)(FILE *);
    void (*rows)(FILE *, const tables *);
    table_rules rules;
} LAYOUTS[OUTPUT_LAYOUTS] = {
    [OUTPUT_CSV] = {csv_header, csv_rows, {.every_status = true}},
    [OUTPUT_PHOENIX] = {NULL, phoenix_rows, {.merge = true, .actors = 2}},
    [OUTPUT_PETRARCH] = {NULL, petrarch_rows, {.merge = true, .actors = 2}},
    [OUTPUT_POLECAT] = {polecat_header, polecat_rows, {0}},
    [OUTPUT_GDELT] = {NULL, gdelt_rows, {.merge = true, .gdelt = true, .actors = 1}},
};

void output_table_header(FILE *f, output_layout layout) {
    if (LAYOUTS[layout].header) LAYOUTS[layout].header(f);
}

bool output_table(FILE *f, const dl_report *r, output_layout layout, bool every_status) {
    tables t;
    table_rules rules = LAYOUTS[layout].rules;
    rules.every_status |= every_status;
    bool ok = tables_gather(&t, r, rules);
    if (ok) LAYOUTS[layout].rows(f, &t);
    tables_free(&t);
    return ok;
}
