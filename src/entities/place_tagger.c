/* place_tagger.c - the features by which a word is judged to begin, continue or stand outside a place's name, and
 * the search for the best row of labels. The weights are learned by train/places.c, which calls the same
 * place_features(). */
#include <string.h>

#include "entities/places.h"

typedef struct sink {
    uint32_t *out, n;
} sink;

/* Features are told apart by number; two that fall on one number share a weight, which training takes into account. */
static void put(sink *s, uint32_t kind, uint32_t a, uint32_t b) {
    uint64_t h = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15ull + kind * 0xC2B2AE3D27D4EB4Full;
    h = (h ^ h >> 29) * 0xBF58476D1CE4E5B9ull;
    if (s->n < PLACE_FEATURES_MAX) s->out[s->n++] = (uint32_t)(h >> (64 - PLACE_WEIGHT_BITS));
}

static uint32_t suffix(const dl_token *t, uint32_t n) {
    uint32_t h = 0;
    for (uint32_t i = t->bytes > n ? t->bytes - n : 0; i < t->bytes; i++) h = h * 257 + (unsigned char)t->form[i];
    return h;
}

static uint32_t prefix(const dl_token *t, uint32_t n) {
    uint32_t h = 7;
    for (uint32_t i = 0; i < t->bytes && i < n; i++) h = h * 257 + (unsigned char)t->form[i];
    return h;
}

static uint32_t some(uint32_t n) { return n == 0 ? 0 : n == 1 ? 1 : n <= 3 ? 2 : 3; }

enum { GROUP = 1u << PLACE_WORD_BODY | 1u << PLACE_WORD_FACILITY | 1u << PLACE_WORD_FEATURE | 1u << PLACE_WORD_ROAD |
               1u << PLACE_WORD_TEAM | 1u << PLACE_WORD_GIVEN | 1u << PLACE_WORD_TITLE | 1u << PLACE_WORD_CALENDAR };

/* "the village of X", "X province". */
enum {
    AREA = 1u << PLACE_WORD_FEATURE | 1u << PLACE_WORD_ROLE | 1u << PLACE_WORD_LOCATING | 1u << PLACE_WORD_DIRECTION
};

static bool joins_row(const dl_report *r, uint32_t i) {
    const char *s = r->tokens[i].form;
    return !strcmp(s, ",") || !strcmp(s, "and") || !strcmp(s, "or");
}

static bool is_name(const place_word *w) { return w->class != CLASS_NONE && w->class != CLASS_ADJECTIVE; }

uint32_t place_features(const dl_report *r, const place_word *words, const dl_sentence *s, uint32_t at,
                        uint32_t out[PLACE_FEATURES_MAX]) {
    static const place_word edge = {.shape = 15, .hash = 1};
    static const place_habit none;
    const uint32_t end = s->first + s->count;
    const place_word *w = &words[at];
    const place_word *l1 = at > s->first ? w - 1 : &edge, *l2 = at > s->first + 1 ? w - 2 : &edge;
    const place_word *r1 = at + 1 < end ? w + 1 : &edge, *r2 = at + 2 < end ? w + 2 : &edge;
    const dl_token *t = &r->tokens[at];
    sink f = {out, 0};
    uint32_t k = 0;
#define F(a, b) put(&f, ++k, (a), (b))
    uint32_t class = w->class * 2u + w->class_at;
    bool known = w->class != CLASS_NONE;
    /* the word */
    F(0, 0);
    F(w->hash, 0);
    F(w->hash, class);
    F(w->shape, class);
    F(suffix(t, 3), known);
    F(suffix(t, 4), known);
    F(prefix(t, 3), known);
    F(w->bits, 0);
    F(w->bits & GROUP, class);
    F(w->shape, at == s->first);
    F(class, at == s->first);
    /* its neighbours */
    F(l1->hash, 0);
    F(l1->hash, class);
    F(r1->hash, 0);
    F(r1->hash, class);
    F(l2->hash, l1->hash);
    F(r1->hash, r2->hash);
    F(l1->hash, w->hash);
    F(w->hash, r1->hash);
    F(l2->hash, 0);
    F(r2->hash, 0);
    F(l1->shape, r1->shape);
    F(l1->shape * 16u + w->shape, r1->shape * 64u + class);
    F(l1->bits, w->class);
    F(r1->bits, w->class);
    F(l1->bits & GROUP, r1->bits & GROUP);
    F(l1->class * 2u + l1->class_at, class);
    F(r1->class * 2u + r1->class_at, class);
    F(l2->class, l1->hash);
    F(r2->class, r1->hash);
    F(r1->hash, (uint32_t)r2->class * 16 + w->class);
    F(l2->bits & AREA, l1->hash * 2 + known);
    F(l1->bits & AREA, class * 16u + w->shape);
    F(r1->bits & AREA, class * 16u + w->shape);
    F(l1->hash, w->shape * 32u + r1->shape);
    F(l2->class != CLASS_NONE, l1->hash * 4 + w->shape);
    /* a row of names: "Atlanta, Macon and Savannah" */
    uint32_t row = (l2 != &edge && joins_row(r, at - 1) && is_name(l2) && w->class != CLASS_NONE) * 2u +
                   (r2 != &edge && joins_row(r, at + 1) && is_name(r2) && w->class != CLASS_NONE);
    F(row, class);
    F(row, w->bits & GROUP);
    /* the capitalised words it stands among */
    if (w->run_end > w->run) {
        const place_word *first = &words[w->run], *last = &words[w->run_end - 1];
        const place_word *before = w->run > s->first ? first - 1 : &edge, *after = w->run_end < end ? last + 1 : &edge;
        uint32_t length = w->run_end - w->run, spot = (at > w->run) + 2u * (at + 1 < w->run_end);
        F(length > 5 ? 5 : length, spot * 64 + class);
        F(last->bits, spot);
        F(last->hash, spot);
        F(last->bits & GROUP, class * 4 + spot);
        F(first->bits & GROUP, class * 4 + spot);
        F(first->hash, spot + 8);
        F(before->hash, spot);
        F(after->hash, spot);
        F(before->hash, class * 4 + spot);
        F(before->bits, spot * 64 + class);
        F(after->bits, spot * 64 + class);
        F(first->match == length, class * 4 + spot);
        F(before->shape * 16u + after->shape, spot * 64 + class);
    }
    k = 60;
    /* grammar */
    F(t->upos, class);
    F(t->xpos, class);
    F(t->deprel, class);
    F(t->xpos, w->shape);
    F(t->upos * 4u + (at == s->first) * 2u + (w->bits >> PLACE_WORD_COMMON & 1), known);
    if (t->head != DL_ROOT && t->head >= s->first && t->head < end) {
        const dl_token *head = &r->tokens[t->head];
        F(words[t->head].hash, t->deprel);
        F(words[t->head].hash, class);
        F(head->upos * 64u + t->deprel, class);
        F(words[t->head].bits, t->deprel);
    }
    k = 70;
    /* the word elsewhere in the report */
    const place_habit *h = w->habit ? w->habit : &none;
    F(some(h->located), class);
    F(some(h->titled), class);
    F(some(h->speaks), class);
    F(some(h->lower), class);
    F(some(h->joined_left) * 4 + some(h->joined_right), some(h->capital) * 64 + class);
    F(some(h->before_place), class);
    F(some(h->possessive), class);
    F(some(h->located) * 16 + some(h->titled) * 4 + some(h->before_place), known);
    uint32_t alone = w->run_end == w->run + 1;
    F((h->titled > 0) * 4u + (h->located > 0) * 2u + (h->before_place > 0), alone * 64u + class);
    F((h->titled > 0) * 4u + (h->located > 0) * 2u + (h->joined_left > 0), alone * 64u + w->class);
#undef F
    return f.n;
}

uint32_t place_stretch(const place_word *w, uint32_t at, uint32_t end) {
    while (at < end && w[at].active) at++;
    return at;
}

/* Viterbi over one stretch of active words. */
static void label(const dl_report *r, const place_tagger *t, const place_word *w, const dl_sentence *s, uint32_t from,
                  uint32_t to, int32_t (*scores)[LABELS], uint8_t (*back)[LABELS], uint8_t *labels) {
    uint32_t f[PLACE_FEATURES_MAX];
    for (uint32_t i = from; i < to; i++) {
        int32_t own[LABELS] = {0};
        uint32_t n = place_features(r, w, s, i, f);
        for (uint32_t k = 0; k < n; k++)
            for (int y = 0; y < LABELS; y++) own[y] += t->weights[f[k] * LABELS + y];
        for (int y = 0; y < LABELS; y++) {
            int32_t best = INT32_MIN;
            for (int x = 0; x < LABELS; x++) {
                if (y == LABEL_IN && (x == LABEL_OUT || i == from)) continue;
                int32_t v =
                    (i == from ? (x == LABEL_OUT ? 0 : -1000000) : scores[i - from - 1][x]) + t->steps[x * LABELS + y];
                if (v > best) best = v, back[i - from][y] = (uint8_t)x;
            }
            scores[i - from][y] = best == INT32_MIN ? -10000000 : best + own[y];
        }
    }
    int y = 0;
    for (int x = 1; x < LABELS; x++)
        if (scores[to - from - 1][x] > scores[to - from - 1][y]) y = x;
    for (uint32_t i = to; i-- > from;) {
        labels[i] = (uint8_t)y;
        y = back[i - from][y];
    }
}

/* "the village of Zorkhaz", "Zorkhaz province": the text itself says that an unknown name is a place's. */
static void label_said(const dl_report *r, const place_word *w, const dl_sentence *s, uint8_t *labels) {
    for (uint32_t i = s->first, end = s->first + s->count; i < end; i++) {
        if (w[i].shape != SHAPE_LOWER || !(w[i].bits >> PLACE_WORD_AREA & 1)) continue;
        uint32_t from = end, to = end;
        if (i + 2 < end && !strcmp(r->tokens[i + 1].form, "of") && w[i + 2].shape == SHAPE_CAP) {
            from = to = i + 2;
            while (to < end && w[to].shape == SHAPE_CAP && labels[to] == LABEL_OUT) to++;
        } else if (i > s->first + 1 && w[i - 1].shape == SHAPE_CAP && w[i - 1].class != CLASS_ADJECTIVE) {
            from = to = i;
            while (from > s->first + 1 && w[from - 1].shape == SHAPE_CAP && labels[from - 1] == LABEL_OUT) from--;
        }
        bool person = from < to && w[from].bits & (1u << PLACE_WORD_TITLE | 1u << PLACE_WORD_CALENDAR);
        for (uint32_t k = from; k < to && !person; k++) labels[k] = k == from ? LABEL_BEGIN : LABEL_IN;
    }
}

static bool is_form(const dl_report *r, uint32_t i, const char *form) { return !strcmp(r->tokens[i].form, form); }
static bool is_possessive(const dl_report *r, uint32_t i) {
    return is_form(r, i, "'s") || is_form(r, i, "\xE2\x80\x99s");
}

static bool is_large(uint8_t class) {
    return class == CLASS_COUNTRY || class == CLASS_METROPOLIS || class == CLASS_CITY || class == CLASS_SHORT ||
           class == CLASS_REGION;
}

/* Names begin and end with words that names begin and end with; "China's Anhui" is two, "University of" and
 * "Virginia" one, and the Thursday of "Baghdad Thursday" is none of it. */
static void tidy(const dl_report *r, const place_word *w, const dl_sentence *s, uint8_t *labels) {
    for (uint32_t i = s->first, end = s->first + s->count; i < end;) {
        uint32_t to = i + 1;
        if (labels[i] == LABEL_OUT) {
            i++;
            continue;
        }
        bool known = false; /* "Wilson's Farm" and "Children's Hospital" stay whole */
        while (to < end && labels[to] == LABEL_IN) {
            known = is_possessive(r, to) &&
                    (to + 1 == end || labels[to + 1] != LABEL_IN ||
                     (w[i].match == to - i && (is_large(w[i].class) || (w[i].class == CLASS_DIVISION && to + 2 < end &&
                                                                        labels[to + 2] == LABEL_IN))));
            if (known) break;
            to++;
        }
        if (known) {
            labels[to] = LABEL_OUT;
            if (to + 1 < end && labels[to + 1] == LABEL_IN) labels[to + 1] = LABEL_BEGIN;
        }
        if (to < end && labels[to] == LABEL_BEGIN && to - i > 1 && is_form(r, to - 1, "of")) {
            labels[to] = LABEL_IN;
            continue; /* again, with the rest */
        }
        uint32_t first = i, last = to;
        while (last > first && (w[last - 1].shape == SHAPE_LOWER || w[last - 1].shape == SHAPE_PUNCT ||
                                (last - first > 1 && w[last - 1].bits >> PLACE_WORD_CALENDAR & 1)))
            labels[--last] = LABEL_OUT;
        while (first < last && (w[first].shape == SHAPE_LOWER || w[first].shape == SHAPE_PUNCT))
            labels[first++] = LABEL_OUT;
        bool generic =
            w[first].class == CLASS_NONE && (w[first].bits & (1u << PLACE_WORD_KIND | 1u << PLACE_WORD_TOWN) ||
                                             (w[first].bits >> PLACE_WORD_BODY & 1 && last < to));
        if (last == first + 1 && generic) labels[first] = LABEL_OUT;
        else if (first < last) labels[first] = LABEL_BEGIN;
        i = to;
    }
}

uint8_t *place_labels(dl_report *r, const place_tagger *t, const place_word *w) {
    uint8_t *labels = ARENA_NEW(&r->arena, uint8_t, r->n_tokens + 1);
    int32_t scores[DL_MAX_SENTENCE][LABELS];
    uint8_t back[DL_MAX_SENTENCE][LABELS];
    if (!labels || !t->weights) return labels;
    for (size_t k = 0; k < r->n_sentences; k++) {
        const dl_sentence *s = &r->sentences[k];
        for (uint32_t i = s->first, end = s->first + s->count; i < end;) {
            if (!w[i].active) {
                i++;
                continue;
            }
            uint32_t to = place_stretch(w, i, end);
            if (to > i + DL_MAX_SENTENCE) to = i + DL_MAX_SENTENCE;
            label(r, t, w, s, i, to, scores, back, labels);
            i = to;
        }
        label_said(r, w, s, labels);
        tidy(r, w, s, labels);
    }
    return labels;
}
