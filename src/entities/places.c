/* places.c - the stage that finds the places a report names: words, labels, then what each name means. */
#include "entities/places.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

bool places_model_open(dl_model *m, dl_error *err) {
    size_t size = 0;
    if (!(m->places = calloc(1, sizeof *m->places))) return dl_fail(err, "out of memory");
    if (!gazetteer_open(&m->places->gazetteer, &m->data, err)) return false;
    const int8_t *weights = pack_section(&m->grammar, PLACES_WEIGHTS, &size);
    if (!size) return true; /* nothing learned yet: no places are found */
    if (size != PLACE_WEIGHTS_ALL)
        return dl_fail(err,
                       "dateline.model: its weights for places are of another version; train it again (make train)");
    m->places->tagger = place_tagger_at(weights);
    return true;
}

void places_model_close(dl_model *m) { free(m->places); }

static bool add_place(dl_report *r, dl_place p, uint32_t byte, uint32_t end) {
    p.lat = p.lon = NAN;
    p.name = arena_copy(&r->arena, r->text + byte, end - byte);
    r->places[r->n_places++] = p;
    return p.name;
}

/* Byte offset of a code point of the text. */
static uint32_t find_byte(const dl_report *r, uint32_t cp) {
    uint32_t low = 0, high = r->bytes;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        while (mid > low && !utf8_starts(r->text[mid])) mid--;
        if (report_cp(r, mid) < cp) {
            for (low = mid + 1; low < high && !utf8_starts(r->text[low]); low++) {}
        } else high = mid;
    }
    return low;
}

/* The first token that starts at or after a code point. */
static uint32_t token_after(const dl_report *r, uint32_t cp) {
    size_t low = 0, high = r->n_tokens;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r->tokens[mid].span.start < cp) low = mid + 1;
        else high = mid;
    }
    return (uint32_t)low;
}

/* A dateline's places: "KYIV, Ukraine, Feb 14 (Reuters) -" up to the date or the agency, one place between commas. */
static bool read_dateline(dl_report *r, const gazetteer *g, dl_span span) {
    if (r->options.keep_furniture) return true; /* its words are in a sentence */
    const char *s = r->text + find_byte(r, span.start), *end = r->text + find_byte(r, span.end), *part = s;
    const char *known = r->meta.dateline_place
                            ? memmem(s, (size_t)(end - s), r->meta.dateline_place, strlen(r->meta.dateline_place))
                            : NULL;
    if (known) part = known, end = known + strlen(r->meta.dateline_place);
    uint32_t first = token_after(r, span.end);
    for (int n = 0; n < 4 && part < end; n++) {
        while (part < end && *part == ' ') part++;
        const char *to = part;
        while (to < end && !strchr(",(:/;\n", *to) && strncmp(to, " -", 2) && strncmp(to, "\xE2\x80\x93", 3) &&
               strncmp(to, "\xE2\x80\x94", 3))
            to++;
        const char *stop = to;
        while (stop > part && stop[-1] == ' ') stop--;
        const char *word = part;
        while (word < stop && *word != ' ' && *word != '.') word++;
        dl_fold f = {0};
        fold_add(&f, part, (size_t)(word - part));
        if (stop == part || (*part >= '0' && *part <= '9') || stop > part + 60 || !f.bytes ||
            gazetteer_word(g, &f) >> PLACE_WORD_CALENDAR & 1)
            break;
        uint32_t from = (uint32_t)(part - r->text), till = (uint32_t)(stop - r->text);
        if (!add_place(r, (dl_place){.span = {report_cp(r, from), report_cp(r, till)}, .first = first}, from, till))
            return false;
        if (to >= end || (*to != ',' && *to != '/')) break;
        part = to + 1;
    }
    return true;
}

/* The labelled names and those of datelines, in the order of the text. */
static bool collect(dl_report *r, const gazetteer *g, const uint8_t *labels) {
    size_t n = 0, k = 0;
    for (size_t i = 0; i < r->n_tokens; i++) n += labels[i] == LABEL_BEGIN;
    for (size_t i = 0; i < r->n_furniture; i++) n += 4 * (r->furniture[i].kind == DL_FURNITURE_DATELINE);
    if (!(r->places = ARENA_NEW(&r->arena, dl_place, n + 1))) return false;
    for (uint32_t i = 0; i < r->n_tokens;) {
        if (labels[i] != LABEL_BEGIN) {
            i++;
            continue;
        }
        uint32_t to = i + 1;
        while (to < r->n_tokens && labels[to] == LABEL_IN) to++;
        const dl_token *a = &r->tokens[i], *z = &r->tokens[to - 1];
        for (; k < r->n_furniture && r->furniture[k].span.start < a->span.start; k++)
            if (r->furniture[k].kind == DL_FURNITURE_DATELINE && !read_dateline(r, g, r->furniture[k].span))
                return false;
        dl_place p = {.span = {a->span.start, z->span.end}, .first = i, .count = to - i};
        if (!add_place(r, p, a->byte, z->byte + z->bytes)) return false;
        i = to;
    }
    for (; k < r->n_furniture; k++)
        if (r->furniture[k].kind == DL_FURNITURE_DATELINE && !read_dateline(r, g, r->furniture[k].span)) return false;
    return true;
}

bool places_read(dl_report *r) {
    const struct places_model *m = r->model->places;
    if (!m || !m->gazetteer.n_items) return true;
    place_word *w = place_words(r);
    uint8_t *labels = w ? place_labels(r, &m->tagger, w) : NULL;
    if (!labels || !collect(r, &m->gazetteer, labels) || !place_resolve(r, &m->gazetteer, w, r->places, r->n_places))
        return false;
    for (size_t i = 0; i < r->n_places; i++) r->places[i].use = (uint8_t)place_use(r, &m->tagger, w, &r->places[i]);
    return true;
}
