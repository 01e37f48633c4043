/* part.c - which frames stay: those that name nobody, or stand in the words of other frames, must be surer. A speaker's second verb
 * is parted from what the first governs ("said that X and noted that Y"). */
#include "statements/resolve.h"
#include "statements/tagger.h"

/* The articles that the weights were learned from mark nothing in the words of others, and much of what is found there is only a
 * part of these. */
static const float SURE_INSIDE = 0.6f, SURE_UNNAMED = 0.5f, SURER = 0.1f; /* chosen on development articles; a tenth more or less changes little */

static bool names_somebody(const frame *f) {
    for (uint32_t i = 0; i < f->count; i++)
        if (f->roles[i] == ROLE_SOURCE) return true;
    return false;
}

static uint8_t role_at(const frame *f, uint32_t token) {
    return token >= f->first && token - f->first < f->count ? f->roles[token - f->first] : ROLE_NONE;
}

static bool same_source(const frame *a, const frame *b) {
    bool any = false;
    for (uint32_t i = 0; i < a->count; i++) {
        bool in_a = a->roles[i] == ROLE_SOURCE;
        any |= in_a;
        if (in_a && role_at(b, a->first + i) != ROLE_SOURCE) return false;
    }
    for (uint32_t i = 0; i < b->count; i++)
        if (b->roles[i] == ROLE_SOURCE && role_at(a, b->first + i) != ROLE_SOURCE) return false;
    return any;
}

/* "..., said Roe": whoever says all of it is no part of what is said in it, nor is what follows. */
static void end_before(const dl_report *r, frame *f, const frame *afterthought) {
    uint32_t from = DL_NONE;
    for (uint32_t i = 0; i < afterthought->count && from == DL_NONE; i++)
        if (afterthought->roles[i] == ROLE_CUE || afterthought->roles[i] == ROLE_SOURCE) from = afterthought->first + i;
    if (from == DL_NONE || from <= f->head) return;
    if (from > f->head + 1 && r->tokens[from - 1].upos == DL_PUNCT) from--;
    for (uint32_t i = from; i < f->first + f->count; i++)
        if (role_at(f, i) == ROLE_CONTENT) f->roles[i - f->first] = ROLE_NONE;
}

/* Takes the inner frame's words, and the "and" before them, from what the outer one says. */
static void take_away(const dl_report *r, frame *outer, const frame *inner) {
    for (uint32_t i = 0; i < inner->count; i++) {
        uint32_t at = inner->first + i;
        if (inner->roles[i] == ROLE_NONE || role_at(outer, at) != ROLE_CONTENT) continue;
        outer->roles[at - outer->first] = ROLE_NONE;
        while (at-- > outer->first && (r->tokens[at].upos == DL_CCONJ || r->tokens[at].upos == DL_ADV || (r->tokens[at].upos == DL_PUNCT && r->tokens[at].form[0] == ',')))
            if (outer->roles[at - outer->first] == ROLE_CONTENT) outer->roles[at - outer->first] = ROLE_NONE;
    }
}

/* A verb that begins no cue we know. */
static bool is_unknown(dl_report *r, const frame *f) {
    const resolver v = {.r = r, .words = r->model->saying};
    uint32_t last;
    return r->tokens[f->head].upos == DL_VERB && resolve_cue(&v, f->head, f->first + f->count, &last) == TABLE_NONE;
}

/* "warplanes struck targets", "the Navy withdrew three ships": no cue we know, and nothing is said but a thing without a verb or
 * quotation marks. That is a deed. */
static bool is_deed(dl_report *r, const frame *f) {
    if (!is_unknown(r, f)) return false;
    for (uint32_t i = 0; i < f->count; i++) {
        const dl_token *t = &r->tokens[f->first + i];
        if (f->roles[i] != ROLE_CONTENT) continue;
        if (t->upos == DL_VERB || t->upos == DL_AUX || t->flags & DL_TOKEN_IN_QUOTE || t->form[0] == '"') return false;
    }
    return true;
}

/* "dashing hopes for a ceasefire": a verb is nobody who speaks. */
static void drop_verbs(const dl_report *r, frame *f) {
    uint32_t verbs = 0, others = 0;
    for (uint32_t i = 0; i < f->count; i++)
        if (f->roles[i] == ROLE_SOURCE) *(r->tokens[f->first + i].xpos == DL_XPOS_VBG ? &verbs : &others) += 1;
    for (uint32_t i = 0; verbs && !others && i < f->count; i++)
        if (f->roles[i] == ROLE_SOURCE) f->roles[i] = ROLE_NONE;
}

bool statements_part(dl_report *r, frames *all) {
    uint32_t *said = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1); /* by which frame, from 1 */
    if (!said) return false;
    for (uint32_t k = 0; k < all->n; k++)
        for (uint32_t i = 0; i < all->items[k].count; i++)
            if (all->items[k].roles[i] == ROLE_CONTENT) said[all->items[k].first + i] = k + 1;
    for (uint32_t k = 0; k < all->n; k++) {
        frame *inner = &all->items[k];
        uint32_t by = said[inner->head];
        drop_verbs(r, inner);
        frame *outer = by ? &all->items[by - 1] : NULL;
        if (outer && outer->count && role_at(inner, outer->head) == ROLE_CONTENT && inner->head > outer->head && names_somebody(inner)) {
            end_before(r, outer, inner);
            continue;
        }
        if (outer && outer->count && inner->confidence > outer->confidence + SURER && is_unknown(r, outer) && !is_unknown(r, inner)) {
            outer->count = 0; /* "used what they described as": the doubtful one around it goes */
            continue;
        }
        if (is_deed(r, inner) || (by && inner->confidence < SURE_INSIDE) || (inner->confidence < SURE_UNNAMED && !names_somebody(inner)))
            inner->count = 0; /* nothing of it is left */
        else if (by && same_source(inner, outer)) take_away(r, outer, inner);
    }
    return true;
}
