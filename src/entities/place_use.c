/* place_use.c - how a name of a place is used: for the place, for those who act there, to say what something is of,
 * or only as a part of another name. A learned judgement over the grammar around the name; train/places.c learns its
 * weights. */
#include <string.h>

#include "entities/places.h"

enum {
    GROUP = 1u << PLACE_WORD_BODY | 1u << PLACE_WORD_FACILITY | 1u << PLACE_WORD_FEATURE | 1u << PLACE_WORD_ROAD |
            1u << PLACE_WORD_TEAM
};

static void put(uint32_t *out, uint32_t *n, uint32_t kind, uint32_t a, uint32_t b) {
    uint64_t h = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15ull + kind * 0xC2B2AE3D27D4EB4Full;
    h = (h ^ h >> 29) * 0xBF58476D1CE4E5B9ull;
    if (*n < PLACE_USE_FEATURES_MAX) out[(*n)++] = (uint32_t)(h >> (64 - PLACE_USE_BITS));
}

static const dl_sentence *sentence_of(const dl_report *r, uint32_t token) {
    size_t low = 0, high = r->n_sentences;
    while (high - low > 1) {
        size_t mid = (low + high) / 2;
        if (r->sentences[mid].first <= token) low = mid;
        else high = mid;
    }
    return &r->sentences[low];
}

uint32_t place_use_features(const dl_report *r, const place_word *w, uint32_t first, uint32_t count,
                            uint32_t out[PLACE_USE_FEATURES_MAX]) {
    static const place_word edge = {.shape = 15, .hash = 1};
    const dl_sentence *s = sentence_of(r, first);
    const uint32_t begin = s->first, end = s->first + s->count, last = first + count - 1;
    uint32_t n = 0, k = 0, head = last;
    for (uint32_t i = first; i <= last; i++) { /* the word that hangs on something outside the name */
        uint32_t h = r->tokens[i].head;
        if (h == DL_ROOT || h < first || h > last) head = i;
    }
    const dl_token *t = &r->tokens[head];
    const place_word *l1 = first > begin ? &w[first - 1] : &edge, *l2 = first > begin + 1 ? &w[first - 2] : &edge;
    const place_word *r1 = last + 1 < end ? &w[last + 1] : &edge, *r2 = last + 2 < end ? &w[last + 2] : &edge;
    const place_word *own = &w[last], *tail = own->run_end > own->run ? &w[own->run_end - 1] : own;
    uint32_t class = w[first].class, goes_on = own->run_end > last + 1, after = own->run < first;
    bool inside = t->head != DL_ROOT && t->head >= begin && t->head < end;
    const place_word *over = inside ? &w[t->head] : &edge;
    uint32_t over_pos = inside ? r->tokens[t->head].upos : 31, case_hash = 0,
             over_deprel = inside ? r->tokens[t->head].deprel : 63;
    for (uint32_t i = head > begin + 4 ? head - 4 : begin; i < head; i++)
        if (r->tokens[i].head == head && r->tokens[i].deprel == DL_REL_case) case_hash = w[i].hash;
#define F(a, b) put(out, &n, ++k, (a), (b))
    F(0, 0);
    F(class, w[first].shape);
    F(w[last].hash, count);
    F(w[last].bits & GROUP, class);
    F(t->deprel, class);
    F(t->deprel, over->hash);
    F(t->deprel, over_pos);
    F(over->hash, class);
    F(t->deprel * 64u + over_deprel, over_pos);
    F(case_hash, 0);
    F(case_hash, class);
    F(case_hash, over->hash);
    F(t->xpos, t->deprel);
    F(l1->hash, class);
    F(r1->hash, class);
    F(l1->hash, r1->hash);
    F(l2->hash, l1->hash);
    F(r1->hash, r2->hash);
    F(l1->bits, r1->bits);
    F(r1->shape * 16u + l1->shape, class);
    F(goes_on * 2 + after, tail->bits & GROUP);
    F(goes_on * 2 + after, class);
    F(goes_on ? tail->hash : 0, after);
    F(over->bits, t->deprel);
    F(first == begin, class);
#undef F
    return n;
}

dl_place_use place_use(const dl_report *r, const place_tagger *t, const place_word *w, const dl_place *p) {
    uint32_t f[PLACE_USE_FEATURES_MAX];
    int32_t score[DL_PLACE_USES] = {0};
    if (!p->count || !t->uses) return DL_USE_LITERAL; /* a dateline */
    uint32_t n = place_use_features(r, w, p->first, p->count, f);
    for (uint32_t k = 0; k < n; k++)
        for (int y = 0; y < DL_PLACE_USES; y++) score[y] += t->uses[f[k] * DL_PLACE_USES + y];
    int best = 0;
    for (int y = 1; y < DL_PLACE_USES; y++)
        if (score[y] > score[best]) best = y;
    return (dl_place_use)best;
}
