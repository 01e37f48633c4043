/* jsonl.c - the record as one JSON object a line: one function per part, in the order in which the parts are read. */
#include <math.h>

#include "output/json.h"
#include "output/output.h"
#include "output/parts.h"

static const char *const BASIS[] = {"unknown", "given", "metadata", "stated", "inferred"};

static void meta(FILE *f, const dl_report *r) {
    const dl_meta *m = dl_report_meta(r);
    json_put(f, "{\"id\":");
    json_string(f, m->id);
    json_put(f, ",\"meta\":{\"agency\":");
    json_string(f, m->agency);
    json_put(f, ",\"bylines\":[");
    for (size_t i = 0; i < m->n_bylines; i++) {
        if (i) json_put(f, ",");
        json_string(f, m->bylines[i]);
    }
    json_put(f, "],\"dateline\":");
    if (m->dateline_place) {
        json_put(f, "{\"place\":");
        json_string(f, m->dateline_place);
        json_put(f, ",\"agency\":");
        json_string(f, m->agency);
        json_put(f, "}");
    } else json_put(f, "null");
    json_put(f, ",\"title\":");
    json_string(f, m->title);
    json_put(f, ",\"language\":\"en\",\"published\":");
    json_string(f, *m->published ? m->published : NULL);
    json_put(f, ",\"published_basis\":");
    json_string(f, BASIS[m->published_basis]);
    if (m->bad_bytes) {
        json_put(f, ",\"bad_bytes\":");
        json_number(f, m->bad_bytes);
    }
    json_put(f, "}");
}

static void furniture(FILE *f, const dl_report *r) {
    size_t n;
    const dl_furniture *items = dl_report_furniture(r, &n);
    json_put(f, ",\"furniture\":[");
    for (size_t i = 0; i < n; i++) {
        json_put(f, i ? ",{\"span\":" : "{\"span\":");
        json_span(f, items[i].span);
        json_put(f, ",\"kind\":");
        json_string(f, dl_furniture_name(items[i].kind));
        json_put(f, "}");
    }
    json_put(f, "]");
}

static void sentences(FILE *f, const dl_report *r) {
    size_t n;
    const dl_sentence *s = dl_report_sentences(r, &n);
    json_put(f, ",\"sentences\":[");
    for (size_t i = 0; i < n; i++) {
        json_put(f, i ? ",{\"id\":" : "{\"id\":");
        json_number(f, i);
        json_put(f, ",\"span\":");
        json_span(f, s[i].span);
        json_put(f, ",\"paragraph\":");
        json_number(f, s[i].paragraph);
        if (s[i].flags & DL_SENTENCE_HEADLINE) json_put(f, ",\"headline\":true");
        if (s[i].flags & DL_SENTENCE_CUT) json_put(f, ",\"cut\":true");
        json_put(f, "}");
    }
    json_put(f, "]");
}

/* CoNLL-U's columns as keys; `id` and `head` count from 1 within the sentence, head 0 is the root. "words" tells how many
 * words stand in one surface token, on the first of them. */
static void tokens(FILE *f, const dl_report *r) {
    size_t n, n_sentences;
    const dl_token *all = dl_report_tokens(r, &n);
    const dl_sentence *s = dl_report_sentences(r, &n_sentences);
    char feats[1024];
    json_put(f, ",\"tokens\":[");
    for (size_t k = 0; k < n_sentences; k++)
        for (uint32_t i = 0; i < s[k].count; i++) {
            const dl_token *t = &all[s[k].first + i];
            json_put(f, k || i ? ",{\"sentence\":" : "{\"sentence\":");
            json_number(f, k);
            json_put(f, ",\"id\":");
            json_number(f, i + 1);
            json_put(f, ",\"span\":");
            json_span(f, t->span);
            json_put(f, ",\"form\":");
            json_string(f, t->form);
            json_put(f, ",\"lemma\":");
            json_string(f, t->lemma);
            json_put(f, ",\"upos\":");
            json_string(f, dl_upos_name(t->upos));
            json_put(f, ",\"xpos\":");
            json_string(f, dl_xpos_name(t->xpos));
            json_put(f, ",\"feats\":");
            json_string(f, dl_feats_string(t->feats, feats, sizeof feats));
            json_put(f, ",\"head\":");
            json_number(f, t->head == DL_ROOT ? 0 : t->head - s[k].first + 1);
            json_put(f, ",\"deprel\":");
            json_string(f, dl_deprel_name(t->deprel));
            if (t->mwt > 1) {
                json_put(f, ",\"words\":");
                json_number(f, t->mwt);
            }
            json_put(f, t->flags & DL_TOKEN_SPACE_AFTER ? ",\"misc\":\"_\"}" : ",\"misc\":\"SpaceAfter=No\"}");
        }
    json_put(f, "]");
}

static void times(FILE *f, const dl_report *r) {
    static const char *const WEEKDAYS[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    size_t n;
    const dl_time *t = dl_report_times(r, &n);
    json_put(f, ",\"times\":[");
    for (size_t i = 0; i < n; i++) {
        json_put(f, i ? ",{\"span\":" : "{\"span\":");
        json_span(f, t[i].span);
        json_put(f, ",\"type\":");
        json_string(f, dl_time_type_name(t[i].type));
        json_put(f, ",\"value\":");
        json_string(f, t[i].value);
        if (t[i].relative) {
            json_put(f, ",\"relative\":");
            json_string(f, t[i].relative);
        }
        if (t[i].mod) {
            json_put(f, ",\"mod\":");
            json_string(f, t[i].mod);
        }
        if (t[i].weekday >= 1 && t[i].weekday <= 7) {
            json_put(f, ",\"weekday\":");
            json_string(f, WEEKDAYS[t[i].weekday - 1]);
        }
        json_put(f, "}");
    }
    json_put(f, "]");
}

static void quantities(FILE *f, const dl_report *r) {
    size_t n;
    const dl_quantity *q = dl_report_quantities(r, &n);
    json_put(f, ",\"quantities\":[");
    for (size_t i = 0; i < n; i++) {
        json_put(f, i ? ",{\"span\":" : "{\"span\":");
        json_span(f, q[i].span);
        json_put(f, ",\"count\":");
        json_real(f, q[i].count);
        if (q[i].count_high > q[i].count) {
            json_put(f, ",\"count_high\":");
            json_real(f, q[i].count_high);
        }
        json_put(f, ",\"bound\":");
        json_string(f, q[i].bound);
        json_put(f, ",\"unit\":");
        json_string(f, q[i].unit);
        json_put(f, ",\"kind\":");
        json_string(f, dl_quantity_name((int)q[i].kind));
        json_put(f, "}");
    }
    json_put(f, "]");
}

static void places(FILE *f, const dl_report *r) {
    size_t n;
    const dl_place *p = dl_report_places(r, &n);
    json_put(f, ",\"places\":[");
    for (size_t i = 0; i < n; i++) {
        json_put(f, i ? ",{\"span\":" : "{\"span\":");
        json_span(f, p[i].span);
        json_put(f, ",\"name\":");
        json_string(f, p[i].name);
        json_put(f, ",\"kind\":");
        json_string(f, dl_place_kind_name(p[i].kind));
        json_put(f, ",\"use\":");
        json_string(f, dl_place_use_name(p[i].use));
        json_put(f, ",\"country\":");
        json_string(f, p[i].country);
        if (p[i].division) {
            json_put(f, ",\"division\":");
            json_string(f, p[i].division);
        }
        if (!isnan(p[i].lat)) fprintf(f, ",\"lat\":%.4f,\"lon\":%.4f", p[i].lat, p[i].lon);
        else json_put(f, ",\"lat\":null,\"lon\":null");
        if (p[i].approximate) json_put(f, ",\"approximate\":true");
        json_put(f, ",\"geonames\":");
        if (p[i].geonames) json_number(f, p[i].geonames);
        else json_put(f, "null");
        json_put(f, "}");
    }
    json_put(f, "]");
}

void output_jsonl(FILE *f, const dl_report *r, bool with_tokens) {
    meta(f, r);
    furniture(f, r);
    sentences(f, r);
    if (with_tokens) tokens(f, r);
    output_entities(f, r);
    places(f, r);
    times(f, r);
    quantities(f, r);
    output_statements(f, r);
    output_events(f, r);
    output_ledger(f, r);
    json_put(f, "}\n");
}
