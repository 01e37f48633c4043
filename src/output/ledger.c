/* ledger.c - the record's ledger as JSON. */
#include "output/json.h"
#include "output/parts.h"

static void field(FILE *f, const char *key, const char *value) {
    json_put(f, key);
    json_string(f, value);
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
        json_put(f, ",\"party_entity\":");
        if (x->party_entity == DL_NONE) json_put(f, "null");
        else json_number(f, x->party_entity);
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
        json_put(f, ",\"statement\":");
        if (x->statement == DL_NONE) json_put(f, "null");
        else json_number(f, x->statement);
        json_put(f, x->planned ? ",\"planned\":true}" : "}");
    }
    json_put(f, "]");
}

void output_ledger(FILE *f, const dl_report *r) { forces(f, r); }
