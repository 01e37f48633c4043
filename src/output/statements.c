/* statements.c - the record's statements as JSON. */
#include "output/json.h"
#include "output/parts.h"

static void spans(FILE *f, const char *key, const dl_span *s, uint32_t n) {
    json_put(f, key);
    for (uint32_t i = 0; i < n; i++) {
        if (i) json_put(f, ",");
        json_span(f, s[i]);
    }
    json_put(f, "]");
}

/* An index of an entity or statement; left out where there is none. */
static void index_of(FILE *f, const char *key, uint32_t i) {
    if (i == DL_NONE) return;
    json_put(f, key);
    json_number(f, i);
}

void output_statements(FILE *f, const dl_report *r) {
    size_t n;
    const dl_statement *s = dl_report_statements(r, &n);
    json_put(f, ",\"statements\":[");
    for (size_t i = 0; i < n; i++, s++) {
        json_put(f, i ? ",{\"id\":" : "{\"id\":");
        json_number(f, i);
        json_put(f, ",\"sentence\":");
        json_number(f, s->sentence);
        json_put(f, ",\"span\":");
        json_span(f, s->span);
        spans(f, ",\"source\":[", s->source, s->n_source);
        json_put(f, ",\"source_entity\":");
        if (s->source_entity == DL_NONE) json_put(f, "null");
        else json_number(f, s->source_entity);
        index_of(f, ",\"addressee_entity\":", s->addressee_entity);
        index_of(f, ",\"reported_by_entity\":", s->reported_by_entity);
        spans(f, ",\"cue\":[", s->cue, s->n_cue);
        spans(f, ",\"content\":[", s->content, s->n_content);
        json_put(f, ",\"manner\":");
        json_string(f, dl_manner_name(s->manner));
        json_put(f, ",\"act\":");
        json_string(f, dl_act_name(s->act));
        if (s->negated) json_put(f, ",\"negated\":true");
        if (s->channel) {
            json_put(f, ",\"channel\":");
            json_string(f, s->channel);
        }
        json_put(f, ",\"date\":");
        json_string(f, s->date);
        index_of(f, ",\"in\":", s->outer);
        index_of(f, ",\"answers\":", s->answers);
        index_of(f, ",\"denies\":", s->denies);
        index_of(f, ",\"retracts\":", s->retracts);
        json_put(f, ",\"confidence\":");
        json_real(f, (double)s->confidence);
        json_put(f, "}");
    }
    json_put(f, "]");
}
