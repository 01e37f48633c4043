/* beside.c - what others say of a claim, set beside it: "..., a charge Moscow denies". It is a statement of theirs, and no part
 * of what was claimed. */
#include "statements/resolve.h"
#include "statements/tagger.h"

enum { STEPS = 12 };

static uint8_t act_of_word(const resolver *v, uint32_t i, uint32_t end) {
    uint32_t last, cue = resolve_cue(v, i, end, &last);
    return cue == TABLE_NONE ? SAYING_NO_ACT : saying_act(cue, GOES_ANY);
}

/* Whether a noun names what somebody says: "claim", "charge", "demand". */
static bool names_saying(const resolver *v, uint32_t noun) {
    uint8_t act = act_of_word(v, noun, noun + 1);
    return act == DL_ACT_CLAIM || act == DL_ACT_ACCUSE || act == DL_ACT_DEMAND || act == DL_ACT_PROPOSE || act == DL_ACT_SAY;
}

static bool below(const dl_token *t, uint32_t i, uint32_t top) {
    for (int steps = 0; i != DL_ROOT && steps < STEPS; i = t[i].head, steps++)
        if (i == top) return true;
    return false;
}

static uint8_t role_in(const frame *f, uint32_t token) {
    return token >= f->first && token - f->first < f->count ? f->roles[token - f->first] : ROLE_NONE;
}

/* Takes the noun with all that hangs on it from what others say. */
static void take_away(const dl_report *r, frames *all, const dl_sentence *s, uint32_t verb, uint32_t noun) {
    for (uint32_t k = 0; k < all->n; k++) {
        frame *outer = &all->items[k];
        if (outer->head == verb || role_in(outer, noun) != ROLE_CONTENT || role_in(outer, verb) != ROLE_CONTENT) continue;
        for (uint32_t i = s->first; i < s->first + s->count; i++)
            if (role_in(outer, i) == ROLE_CONTENT && below(r->tokens, i, noun)) outer->roles[i - outer->first] = ROLE_NONE;
    }
}

/* Makes the frame of `verb`, which says something of `noun`. */
static bool set_apart(dl_report *r, frames *all, const dl_sentence *s, uint32_t verb, uint32_t noun, uint32_t who) {
    const dl_token *t = r->tokens;
    frame *f = frame_add(r, all, verb, s->first, s->count);
    if (!f) return false;
    f->confidence = 0.8f;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        bool small = t[i].deprel == DL_REL_aux || t[i].deprel == DL_REL_aux_pass || t[i].deprel == DL_REL_advmod;
        bool own = i == noun || (t[i].head == noun && i < noun && t[i].upos != DL_PUNCT);
        if (i == verb || (t[i].head == verb && i < verb && i > noun && small)) f->roles[i - s->first] = ROLE_CUE;
        else if (below(t, i, who)) f->roles[i - s->first] = ROLE_SOURCE;
        else if (own) f->roles[i - s->first] = ROLE_CONTENT;
    }
    return true;
}

bool statements_beside(dl_report *r, frames *all) {
    const dl_token *t = r->tokens;
    const resolver v = {.r = r, .words = r->model->saying};
    uint8_t *taken = ARENA_NEW(&r->arena, uint8_t, r->n_tokens + 1);
    if (!taken) return false;
    for (uint32_t k = 0; k < all->n; k++)
        if (all->items[k].count && all->items[k].head != DL_NONE) taken[all->items[k].head] = 1;
    for (size_t n = 0; n < r->n_sentences; n++) {
        const dl_sentence *s = &r->sentences[n];
        uint32_t end = s->first + s->count;
        for (uint32_t i = s->first; i < end; i++) {
            uint32_t noun = t[i].head, who = DL_NONE;
            if (t[i].upos != DL_VERB || t[i].deprel != DL_REL_acl_relcl || noun == DL_ROOT || noun >= i || noun < s->first) continue;
            bool beside = t[noun].deprel == DL_REL_appos || t[noun].deprel == DL_REL_parataxis || t[noun].deprel == DL_REL_conj || t[noun].deprel == DL_REL_dep;
            if (!beside || t[noun].upos != DL_NOUN || !names_saying(&v, noun)) continue;
            uint8_t act = act_of_word(&v, i, end);
            if (act != DL_ACT_DENY && act != DL_ACT_REJECT && act != DL_ACT_CONFIRM && act != DL_ACT_ACCEPT && act != DL_ACT_REFUSE) continue;
            for (uint32_t k = noun + 1; k < i; k++)
                if (t[k].head == i && t[k].deprel == DL_REL_nsubj && (t[k].upos == DL_NOUN || t[k].upos == DL_PROPN)) who = k;
            if (who == DL_NONE) continue;
            if (!taken[i] && !set_apart(r, all, s, i, noun, who)) return false;
            take_away(r, all, s, i, noun);
        }
    }
    return true;
}
