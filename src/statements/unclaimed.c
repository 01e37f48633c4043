/* unclaimed.c - quotations that no cue claims: whole sentences in quotation marks with nobody who says them. They are
 * statements without a source; a few quoted words inside a sentence are not. */
#include "statements/tagger.h"

enum { FEWEST_WORDS = 2 };

/* Whether the words from `first` to `last`, marks left off, are said rather than named: a sentence of some length with a verb. */
static bool is_said(const dl_report *r, const said_word *w, uint32_t first, uint32_t last) {
    uint32_t words = 0;
    bool verb = false;
    for (uint32_t i = first; i <= last; i++) {
        words += r->tokens[i].upos != DL_PUNCT;
        verb |= r->tokens[i].upos == DL_VERB || r->tokens[i].upos == DL_AUX;
    }
    const dl_sentence *s = &r->sentences[w[first].sentence];
    return words >= FEWEST_WORDS && verb && first == s->first && !(s->flags & (DL_SENTENCE_HEADLINE | DL_SENTENCE_FURNITURE));
}

/* True when nothing but a final stop stands between the quotation's last word and the end of its sentence. */
static bool ends_sentence(const dl_report *r, const said_word *w, uint32_t last) {
    const dl_sentence *s = &r->sentences[w[last].sentence];
    uint32_t end = s->first + s->count;
    return last + 1 == end || (last + 2 == end && r->tokens[last + 1].upos == DL_PUNCT);
}

bool statements_unclaimed(dl_report *r, const said_word *w, frames *all) {
    uint8_t *taken = ARENA_NEW(&r->arena, uint8_t, r->n_tokens + 1);
    if (!taken) return false;
    for (uint32_t k = 0; k < all->n; k++)
        for (uint32_t i = 0; i < all->items[k].count; i++) taken[all->items[k].first + i] |= all->items[k].roles[i] != ROLE_NONE;
    for (uint32_t i = 0, last; i < r->n_tokens; i = last + 1) {
        uint32_t q = w[i].quotation, claimed = taken[i];
        for (last = i; last + 1 < r->n_tokens && w[last + 1].quotation == q; last++) claimed |= taken[last + 1];
        if (!q || claimed || !is_said(r, w, i, last) || !ends_sentence(r, w, last)) continue;
        frame *f = frame_add(r, all, DL_NONE, i, last - i + 1);
        if (!f) return false;
        for (uint32_t k = 0; k < f->count; k++) f->roles[k] = ROLE_CONTENT;
        f->confidence = 0.5f;
    }
    return true;
}
