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

void output_ledger(FILE *f, const dl_report *r) {
    forces(f, r);
    schedule(f, r);
}
