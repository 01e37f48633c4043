/* events.c - the record's events as JSON. */
#include <math.h>

#include "output/json.h"
#include "output/parts.h"

static void index_or_null(FILE *f, const char *key, uint32_t i) {
    json_put(f, key);
    if (i == DL_NONE) json_put(f, "null");
    else json_number(f, i);
}

static void text(FILE *f, const char *key, const char *s) {
    json_put(f, key);
    json_string(f, s);
}

/* A float shown with `steps` steps to the unit, so that 7.2 is written as 7.2. */
static void real(FILE *f, const char *key, float value, double steps) {
    json_put(f, key);
    json_real(f, round((double)value * steps) / steps);
}

void output_events(FILE *f, const dl_report *r) {
    size_t n;
    const dl_event *e = dl_report_events(r, &n);
    json_put(f, ",\"events\":[");
    for (size_t i = 0; i < n; i++, e++) {
        json_put(f, i ? ",{\"id\":" : "{\"id\":");
        json_number(f, i);
        json_put(f, ",\"sentence\":");
        json_number(f, e->sentence);
        json_put(f, ",\"span\":");
        json_span(f, e->span);
        index_or_null(f, ",\"source_entity\":", e->source_entity);
        index_or_null(f, ",\"target_entity\":", e->target_entity);
        text(f, ",\"source\":", e->source);
        text(f, ",\"source_sector\":", e->source_sector);
        text(f, ",\"target\":", e->target);
        text(f, ",\"target_sector\":", e->target_sector);
        text(f, ",\"type\":", dl_event_type_name(e->type));
        text(f, ",\"mode\":", e->mode);
        json_put(f, ",\"contexts\":[");
        for (uint32_t k = 0; k < e->n_contexts; k++) text(f, k ? "," : "", e->contexts[k]);
        text(f, "],\"cameo\":", *e->cameo ? e->cameo : NULL);
        json_put(f, ",\"quad\":");
        json_number(f, e->quad);
        real(f, ",\"goldstein\":", e->goldstein, 10);
        text(f, ",\"status\":", dl_status_name(e->status));
        index_or_null(f, ",\"statement\":", e->statement);
        text(f, ",\"date\":", e->date);
        if (e->until) text(f, ",\"until\":", e->until);
        index_or_null(f, ",\"place\":", e->place);
        index_or_null(f, ",\"quantity\":", e->quantity);
        real(f, ",\"confidence\":", e->confidence, 1000);
        text(f, ",\"why\":", e->why);
        json_put(f, "}");
    }
    json_put(f, "]");
}
