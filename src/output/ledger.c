/* ledger.c - the record's ledger as JSON. */
#include "output/json.h"
#include "output/parts.h"

static void field(FILE *f, const char *key, const char *value) {
    json_put(f, key);
    json_string(f, value);
}

static void number_or_null(FILE *f, const char *key, uint32_t i) {
    json_put(f, key);
    if (i == DL_NONE) json_put(f, "null");
    else json_number(f, i);
}

static void forces(FILE *f, const dl_report *r) {
    size_t n, n_quantities;
    const dl_force *x = dl_report_forces(r, &n);
    const dl_quantity *quantities = dl_report_quantities(r, &n_quantities);
    json_put(f, ",\"forces\":[");
    for (size_t i = 0; i < n; i++, x++) {
        const dl_quantity *q = &quantities[x->quantity];
        json_put(f, i ? ",{\"span\":" : "{\"span\":");
        json_span(f, x->span);
        json_put(f, ",\"sentence\":");
        json_number(f, x->sentence);
        field(f, ",\"party\":", x->party);
        field(f, ",\"party_sector\":", x->party_sector);
        number_or_null(f, ",\"party_entity\":", x->party_entity);
        json_put(f, ",\"count\":");
        json_real(f, q->count);
        if (q->count_high > q->count) {
            json_put(f, ",\"count_high\":");
            json_real(f, q->count_high);
        }
        field(f, ",\"bound\":", q->bound);
        field(f, ",\"unit\":", q->unit);
        field(f, ",\"place\":", x->place_name);
        field(f, ",\"as_of\":", x->as_of);
        number_or_null(f, ",\"statement\":", x->statement);
        json_put(f, x->planned ? ",\"planned\":true}" : "}");
    }
    json_put(f, "]");
}

static void schedule(FILE *f, const dl_report *r) {
    size_t n;
    const dl_due *d = dl_report_schedule(r, &n);
    json_put(f, ",\"schedule\":[");
    for (size_t i = 0; i < n; i++, d++) {
        json_put(f, i ? ",{\"span\":" : "{\"span\":");
        json_span(f, d->span);
        json_put(f, ",\"sentence\":");
        json_number(f, d->sentence);
        field(f, ",\"what\":", d->what);
        json_put(f, ",\"parties\":[");
        if (d->party) json_string(f, d->party);
        if (d->party && d->with) json_put(f, ",");
        if (d->with) json_string(f, d->with);
        json_put(f, "]");
        field(f, ",\"party\":", d->party);
        number_or_null(f, ",\"party_entity\":", d->party_entity);
        field(f, ",\"with\":", d->with);
        number_or_null(f, ",\"with_entity\":", d->with_entity);
        field(f, ",\"body\":", d->body);
        field(f, ",\"date\":", d->date);
        field(f, ",\"until\":", d->until);
        number_or_null(f, ",\"statement\":", d->statement);
        json_put(f, "}");
    }
    json_put(f, "]");
}

static void positions(FILE *f, const dl_report *r) {
    size_t n;
    const dl_position *p = dl_report_positions(r, &n);
    json_put(f, ",\"positions\":[");
    for (size_t i = 0; i < n; i++, p++) {
        json_put(f, i ? ",{\"span\":" : "{\"span\":");
        json_span(f, p->span);
        json_put(f, ",\"sentence\":");
        json_number(f, p->sentence);
        field(f, ",\"party\":", p->party);
        number_or_null(f, ",\"party_entity\":", p->party_entity);
        field(f, ",\"stance\":", dl_stance_name(p->stance));
        field(f, ",\"toward\":", p->toward);
        number_or_null(f, ",\"toward_entity\":", p->toward_entity);
        field(f, ",\"issue\":", p->issue);
        field(f, ",\"answer\":", dl_answer_name(p->answer));
        field(f, ",\"answer_by\":", p->answer_by);
        json_put(f, ",\"statements\":[");
        if (p->statement != DL_NONE) json_number(f, p->statement);
        if (p->statement != DL_NONE && p->answer_statement != DL_NONE) json_put(f, ",");
        if (p->answer_statement != DL_NONE) json_number(f, p->answer_statement);
        json_put(f, "]}");
    }
    json_put(f, "]");
}

static void incidents(FILE *f, const dl_report *r) {
    size_t n, n_places;
    const dl_incident *x = dl_report_incidents(r, &n);
    const dl_place *places = dl_report_places(r, &n_places);
    json_put(f, ",\"incidents\":[");
    for (size_t i = 0; i < n; i++, x++) {
        json_put(f, i ? ",{\"span\":" : "{\"span\":");
        json_span(f, x->span);
        json_put(f, ",\"sentence\":");
        json_number(f, x->sentence);
        field(f, ",\"what\":", x->what);
        field(f, ",\"claimed_by\":", x->claimed_by);
        number_or_null(f, ",\"claimed_by_entity\":", x->claimed_entity);
        field(f, ",\"denied_by\":", x->denied_by);
        number_or_null(f, ",\"denied_by_entity\":", x->denied_entity);
        field(f, ",\"place\":", x->place == DL_NONE ? NULL : places[x->place].name);
        field(f, ",\"date\":", x->date);
        json_put(f, ",\"statements\":[");
        json_number(f, x->claim);
        if (x->denial != DL_NONE) {
            json_put(f, ",");
            json_number(f, x->denial);
        }
        json_put(f, "]}");
    }
    json_put(f, "]");
}

void output_ledger(FILE *f, const dl_report *r) {
    positions(f, r);
    incidents(f, r);
    forces(f, r);
    schedule(f, r);
}
