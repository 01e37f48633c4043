/* entities.c - the record's entities as JSON. */
#include "output/json.h"
#include "output/parts.h"

void output_entities(FILE *f, const dl_report *r) {
    size_t n, n_mentions;
    const dl_entity *e = dl_report_entities(r, &n);
    const dl_mention *m = dl_report_mentions(r, &n_mentions);
    json_put(f, ",\"entities\":[");
    for (size_t i = 0; i < n; i++) {
        json_put(f, i ? ",{\"id\":" : "{\"id\":");
        json_number(f, i);
        json_put(f, ",\"name\":");
        json_string(f, e[i].name);
        json_put(f, ",\"kind\":");
        json_string(f, dl_entity_kind_name(e[i].kind));
        json_put(f, ",\"actor\":");
        json_string(f, e[i].actor);
        if (e[i].actor_inferred) json_put(f, ",\"actor_inferred\":true");
        json_put(f, ",\"sector\":");
        json_string(f, e[i].sector);
        json_put(f, ",\"role\":");
        json_string(f, e[i].role);
        json_put(f, ",\"mentions\":[");
        for (uint32_t k = e[i].first; k != DL_NONE; k = m[k].next) {
            json_put(f, k == e[i].first ? "{\"span\":" : ",{\"span\":");
            json_span(f, m[k].span);
            json_put(f, ",\"form\":");
            json_string(f, dl_mention_form_name(m[k].form));
            json_put(f, "}");
        }
        json_put(f, "]}");
    }
    json_put(f, "]");
}
