/* place_rows.c - reads annotated reports with the reader itself and writes down what it sees of each word and name. */
#include "place_rows.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../eval/coref_gold.h"
#include "../eval/file.h"
#include "../eval/gold_tokens.h"

static _Noreturn void stop(const char *what) {
    fprintf(stderr, "dateline-train-places: %s\n", what);
    exit(1);
}

static void *grow(void *array, size_t n, size_t size) {
    if (n & (n - 1)) return array;
    void *more = realloc(array, (n ? n * 2 : 1) * size);
    if (!more) stop("out of memory");
    return more;
}

static uint32_t keep(rows *r, const uint32_t *f, uint32_t n) {
    uint32_t first = (uint32_t)r->n_features;
    for (uint32_t i = 0; i < n; i++) {
        r->features = grow(r->features, r->n_features, sizeof *r->features);
        r->features[r->n_features++] = f[i];
    }
    return first;
}

static void add_stretches(rows *r, const dl_report *report, const place_word *w, const uint8_t *gold, uint32_t fold) {
    uint32_t f[PLACE_FEATURES_MAX];
    for (size_t k = 0; k < report->n_sentences; k++) {
        const dl_sentence *s = &report->sentences[k];
        for (uint32_t i = s->first, end = s->first + s->count; i < end;) {
            if (!w[i].active) {
                i++;
                continue;
            }
            row_stretch row = {(uint32_t)r->n_words, place_stretch(w, i, end) - i, fold, false};
            for (uint32_t j = i; j < i + row.n; j++) {
                uint8_t y = gold[j];
                if (y == LABEL_IN && (j == i || !gold[j - 1] || gold[j - 1] == LABEL_OPEN)) y = LABEL_BEGIN;
                uint32_t n = place_features(report, w, s, j, f);
                r->words = grow(r->words, r->n_words, sizeof *r->words);
                r->words[r->n_words++] = (row_word){keep(r, f, n), n, y, y, false};
                row.open |= y == LABEL_OPEN;
            }
            i += row.n;
            if (row.n > DL_MAX_SENTENCE) continue;
            r->stretches = grow(r->stretches, r->n_stretches, sizeof *r->stretches);
            r->stretches[r->n_stretches++] = row;
        }
    }
}

static void add_name(rows *r, const dl_report *report, const place_word *w, uint32_t first, uint32_t count, int use,
                     uint32_t fold) {
    uint32_t f[PLACE_USE_FEATURES_MAX], n = place_use_features(report, w, first, count, f);
    r->names = grow(r->names, r->n_names, sizeof *r->names);
    r->names[r->n_names++] = (row_name){keep(r, f, n), n, fold, (uint8_t)use};
}

/* GeoWebNews' types of toponyms as uses. */
static int use_of(const char *type) {
    static const struct { const char *type; int use;
    } USES[] = {{"Literal", DL_USE_LITERAL},
                {"Mixed", DL_USE_LITERAL},
                {"Coercion", DL_USE_LITERAL},
                {"Literal_Modifier", DL_USE_LITERAL},
                {"Embedded_Literal", DL_USE_LITERAL},
                {"Metonymic", DL_USE_METONYM},
                {"Non_Literal_Modifier", DL_USE_ASSOCIATIVE},
                {"Demonym", DL_USE_ASSOCIATIVE},
                {"Language", DL_USE_ASSOCIATIVE},
                {"Embedded_Non_Lit", DL_USE_EMBEDDED},
                {"Homonym", DL_USE_EMBEDDED}};
    for (size_t i = 0; type && i < sizeof USES / sizeof *USES; i++)
        if (!strcmp(USES[i].type, type)) return USES[i].use;
    return -1;
}

static void add_report(rows *r, const dl_model *m, row_report *from, json_t *places) {
    dl_report *report = dl_read(m, from->text, strlen(from->text), NULL, NULL);
    place_word *w = report ? place_words(report) : NULL;
    uint8_t *gold = w ? calloc(report->n_tokens + 1, 1) : NULL;
    json_t *p;
    size_t k;
    if (!gold) stop("out of memory");
    json_array_foreach(places, k, p) {
        long a = json_integer_value(json_object_get(p, "start")), z = json_integer_value(json_object_get(p, "end"));
        int use = use_of(json_string_value(json_object_get(p, "type")));
        uint32_t first = 0, count = 0;
        bool found = false;
        json_t *lat = json_object_get(p, "lat"), *lon = json_object_get(p, "lon");
        from->golds = grow(from->golds, from->n_golds, sizeof *from->golds);
        from->golds[from->n_golds++] = (row_gold){(uint32_t)a, (uint32_t)z, lat ? json_number_value(lat) : NAN,
                                                  lon ? json_number_value(lon) : NAN};
        for (uint32_t i = 0; i < report->n_tokens; i++)
            if (report->tokens[i].span.start < z && report->tokens[i].span.end > a && (!gold[i] || !found)) {
                if (!count++) first = i;
                gold[i] = found ? LABEL_IN : LABEL_BEGIN;
                found |= w[i].active;
            }
        r->golds++;
        r->out_of_reach += !found;
        if (found && use >= 0) add_name(r, report, w, first, count, use, from->fold);
    }
    add_stretches(r, report, w, gold, from->fold);
    free(gold);
    dl_report_free(report);
}

/* The JSON lines of a file as one array. */
static json_t *read_lines(const char *path) {
    dl_error err;
    size_t size;
    char *bytes = file_read(path, &size, &err), *line = bytes;
    if (!bytes) stop(err.message);
    json_t *all = json_array();
    while (line && *line) {
        char *end = strchr(line, '\n');
        json_t *j = json_loadb(line, end ? (size_t)(end - line) : strlen(line), 0, NULL);
        if (j) json_array_append_new(all, j);
        line = end ? end + 1 : NULL;
    }
    free(bytes);
    return all;
}

void rows_of_reports(rows *r, const dl_model *m, const char *text, const char *gold, uint32_t folds) {
    json_t *texts = read_lines(text), *golds = read_lines(gold), *places = json_object(), *j;
    size_t k;
    json_array_foreach(golds, k, j)
        json_object_set(places, json_string_value(json_object_get(j, "id")), json_object_get(j, "places"));
    json_array_foreach(texts, k, j) {
        const char *id = json_string_value(json_object_get(j, "id"));
        r->reports = grow(r->reports, r->n_reports, sizeof *r->reports);
        row_report *from = &r->reports[r->n_reports++];
        *from = (row_report){strdup(id), strdup(json_string_value(json_object_get(j, "text"))),
                             (uint32_t)(k * folds / json_array_size(texts)), NULL, 0};
        add_report(r, m, from, json_object_get(places, id));
    }
    json_decref(texts);
    json_decref(golds);
    json_decref(places);
}

void rows_of_marked(rows *r, const dl_model *m, const char *path) {
    dl_error err;
    size_t size;
    char *bytes = file_read(path, &size, &err), *save = NULL;
    if (!bytes) stop(err.message);
    for (char *line = strtok_r(bytes, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        if (*line == '#') continue;
        char *text = calloc(1, strlen(line) + 1), *to = text;
        json_t *places = json_array();
        long at = 0, start = 0;
        for (const char *c = line; text && *c; c++) {
            if (*c == '[') start = at;
            else if (*c == ']')
                json_array_append_new(places, json_pack("{s:i,s:i}", "start", (int)start, "end", (int)at));
            else {
                *to++ = *c;
                at += (*c & 0xC0) != 0x80;
            }
        }
        row_report from = {.id = line, .text = text, .fold = UINT32_MAX};
        size_t golds = r->golds, missed = r->out_of_reach; /* not counted among the reports that are judged */
        add_report(r, m, &from, places);
        r->golds = golds, r->out_of_reach = missed;
        json_decref(places);
        free(from.golds);
        free(text);
    }
    free(bytes);
}

/* ---- a treebank -------------------------------------------------------------------------------------------------- */

static bool is_proper(const bank *b, uint32_t i) { return !strcmp(b->words[i].upos, "PROPN"); }

static bool wanted(const char *document, const char *genres) {
    char list[256];
    snprintf(list, sizeof list, "%s", genres);
    for (char *g = strtok(list, ","); g; g = strtok(NULL, ","))
        if (strstr(document, g)) return true;
    return false;
}

/* The proper name around a mention's head: "of" and hyphens may stand inside it. */
static void name_around(const bank *b, const gold_mention *m, uint32_t *first, uint32_t *last) {
    *first = *last = m->head;
    while (*first > m->first && (is_proper(b, *first - 1) || (*first - 1 > m->first && is_proper(b, *first - 2) &&
           (!strcmp(b->words[*first - 1].form, "of") || !strcmp(b->words[*first - 1].form, "-")))))
        --*first;
    while (*last < m->last && (is_proper(b, *last + 1) || (*last + 1 < m->last && is_proper(b, *last + 2) &&
           (!strcmp(b->words[*last + 1].form, "of") || !strcmp(b->words[*last + 1].form, "-")))))
        ++*last;
}

static void add_document(rows *r, const dl_model *m, const bank *b, const gold_mentions *g, size_t from, size_t to) {
    bank part;
    dl_error err;
    dl_report *report = bank_part(&part, b, from, to) ? gold_tokens_read(m, &part, &err) : NULL;
    if (!report) stop(err.message);
    place_word *w = place_words(report);
    uint8_t *gold = calloc(report->n_tokens + 1, 1);
    uint32_t word = b->sentences[from].first_word, end = word + (uint32_t)report->n_tokens, first, last;
    if (!w || !gold) stop("out of memory");
    for (size_t i = 0; i < report->n_tokens; i++)
        if (w[i].class != CLASS_NONE) gold[i] = LABEL_OPEN;
    for (int pass = 0; pass < 3; pass++) /* organisations first, places last: what is known of a place holds */
        for (size_t k = 0; k < g->n; k++) {
            const gold_mention *p = &g->at[k];
            static const char *const TYPES[] = {"organization", "person", "place"};
            if (p->first < word || p->last >= end || strcmp(p->type, TYPES[pass]) || p->head > p->last ||
                !is_proper(b, p->head))
                continue;
            name_around(b, p, &first, &last);
            for (uint32_t i = first - word; i <= last - word; i++) {
                if (pass == 0) gold[i] = LABEL_OPEN;
                else if (pass == 1) gold[i] = w[i].class == CLASS_ADJECTIVE ? LABEL_OPEN : LABEL_OUT;
                else gold[i] = i == first - word ? LABEL_BEGIN : LABEL_IN;
            }
        }
    add_stretches(r, report, w, gold, UINT32_MAX);
    free(gold);
    dl_report_free(report);
    bank_free(&part);
}

void rows_of_treebank(rows *r, const dl_model *m, const char *path, const char *genres) {
    bank b = {0};
    dl_error err;
    gold_mentions g;
    if (!bank_load(&b, path, &err) || !coref_gold(&g, &b, &err)) stop(err.message);
    for (size_t k = 0; k < b.n_sentences;) {
        size_t to = k + 1;
        while (to < b.n_sentences && b.sentences[to].document == b.sentences[k].document) to++;
        if (wanted(b.documents[b.sentences[k].document], genres)) add_document(r, m, &b, &g, k, to);
        k = to;
    }
    free(g.at);
    bank_free(&b);
}
