/* claims.c - quoted words that no frame has claimed are looked at again with less doubt: the likeliest verb beside them is their
 * cue, or the colon before them ("From the report: “In general..."). */
#include <math.h>

#include "statements/tagger.h"

/* The chance from which a verb is the cue of quoted words that have none; and of words behind a colon that others claim. */
static const float SURE_BESIDE_WORDS = 0.03f, SURE_AT_COLON = 0.2f;

static int32_t least_sum(const struct statements_model *m, float chance) { return (int32_t)(logf(chance / (1 - chance)) / m->cue_scale); }

/* Whether quoted words are a clause or more of them, not a phrase that is only set off. */
static bool is_a_saying(const dl_report *r, uint32_t first, uint32_t last) {
    enum { FEWEST = 4 };
    uint32_t words = 0;
    bool verb = false;
    for (uint32_t i = first; i <= last; i++) {
        words += r->tokens[i].upos != DL_PUNCT;
        verb |= r->tokens[i].upos == DL_VERB || r->tokens[i].upos == DL_AUX;
    }
    const char *stop = r->tokens[last].form; /* or of the mark before the closing one: "No," */
    if (last > first && r->tokens[last - 1].upos == DL_PUNCT) stop = r->tokens[last - 1].form;
    return (verb && words >= FEWEST) || (words && (*stop == ',' || *stop == '?' || *stop == '!'));
}

/* The likeliest cue of [from, to) outside quotation marks, or DL_NONE; *best is the least that it must weigh. */
static uint32_t likeliest(const dl_report *r, const struct statements_model *m, const said_word *w, const uint8_t *cues, uint32_t from, uint32_t to, int32_t *best) {
    uint32_t f[SAID_FEATURES], found = DL_NONE;
    for (uint32_t i = from; i < to; i++) {
        if (r->tokens[i].upos != DL_VERB || w[i].quotation || cues[i]) continue;
        int32_t sum = cue_weight(m->weights, f, cue_features(r, w, i, f));
        if (sum > *best) *best = sum, found = i;
    }
    return found;
}

/* "Asked if he would go, Roe answered: 'Why?'": words behind a colon are not said by a verb before the one at the colon. */
static void free_words(const dl_report *r, const struct statements_model *m, const said_word *w, frames *all, uint32_t colon) {
    uint32_t f[SAID_FEATURES], q = w[colon + 1].quotation, verb = colon;
    while (verb > 0 && colon - verb < 2 && r->tokens[verb].upos != DL_VERB) verb--;
    if (r->tokens[verb].upos != DL_VERB || w[verb].subject == DL_NONE || w[verb].quotation) return;
    if (cue_weight(m->weights, f, cue_features(r, w, verb, f)) < least_sum(m, SURE_AT_COLON)) return;
    for (uint32_t k = 0; k < all->n; k++) {
        frame *x = &all->items[k];
        if (!x->count || x->head >= w[verb].subject || w[x->head].sentence != w[verb].sentence) continue;
        for (uint32_t i = 0; i < x->count; i++)
            if (x->roles[i] == ROLE_CONTENT && w[x->first + i].quotation == q) x->roles[i] = ROLE_NONE;
    }
}

bool statements_claims(dl_report *r, const struct statements_model *m, const said_word *w, int32_t *sums, uint8_t *cues, frames *all) {
    enum { BEFORE = 8, BEFORE_COLON = 3, AFTER = 10 }; /* words; a colon stands right behind its verb */
    const int32_t least = least_sum(m, SURE_BESIDE_WORDS);
    const uint32_t n = all->n;
    uint8_t *taken = ARENA_NEW(&r->arena, uint8_t, r->n_tokens + 1), *asked = ARENA_NEW(&r->arena, uint8_t, r->n_tokens + 1);
    uint32_t *whose = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1); /* of a word that is asked: the quotation */
    if (!taken || !asked || !whose) return false;
    for (uint32_t i = 1; i + 1 < r->n_tokens; i++)
        if (r->tokens[i].form[0] == ':' && w[i + 1].mark && w[i + 1].quotation) free_words(r, m, w, all, i);
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t i = 0; i < all->items[k].count; i++) taken[all->items[k].first + i] |= all->items[k].roles[i] != ROLE_NONE;
    for (uint32_t i = 0, last; i < r->n_tokens; i = last + 1) {
        uint32_t q = w[i].quotation, claimed = taken[i];
        for (last = i; last + 1 < r->n_tokens && w[last + 1].quotation == q; last++) claimed |= taken[last + 1];
        if (!q || claimed) continue;
        const dl_sentence *s = &r->sentences[w[i].sentence], *t = &r->sentences[w[last].sentence];
        if (s->flags & (DL_SENTENCE_HEADLINE | DL_SENTENCE_FURNITURE)) continue;
        bool colon = i > 0 && r->tokens[i - 1].form[0] == ':' && !taken[i - 1];
        if (!colon && !is_a_saying(r, i, last)) continue;
        int32_t best = least;
        uint32_t before = colon ? BEFORE_COLON : BEFORE, end = t->first + t->count;
        uint32_t head = likeliest(r, m, w, cues, i > s->first + before ? i - before : s->first, i, &best);
        uint32_t after = likeliest(r, m, w, cues, last + 1, end > last + 1 + AFTER ? last + 1 + AFTER : end, &best);
        if (after != DL_NONE) head = after;
        if (head == DL_NONE && colon) head = i - 1, best = m->threshold;
        if (head == DL_NONE) continue;
        cues[head] = asked[head] = 1;
        sums[head] = best;
        whose[head] = q;
    }
    if (!statements_frames(r, m, w, sums, cues, asked, all)) return false;
    for (uint32_t k = n; k < all->n; k++) { /* only those stay that do claim the words */
        frame *f = &all->items[k];
        bool holds = false;
        for (uint32_t i = 0; i < f->count && !holds; i++)
            holds = f->roles[i] == ROLE_CONTENT && w[f->first + i].quotation == whose[f->head];
        if (!holds) f->count = 0;
    }
    return true;
}
