/* incidents.c - what one says has happened and another denies: the claims that denials point at, and accusations of deeds. */
#include <string.h>

#include "ledger/finder.h"

static const char *actor_of(const dl_report *r, uint32_t entity) { return entity == DL_NONE ? NULL : r->entities[entity].actor; }

/* The words of the content's longest part, as the claim has them. */
static bool set_words(dl_report *r, const dl_statement *s, dl_incident *x) {
    dl_span best = s->content[0];
    for (uint32_t i = 1; i < s->n_content; i++)
        if (s->content[i].end - s->content[i].start > best.end - best.start) best = s->content[i];
    x->span = best;
    const dl_sentence *sentence = &r->sentences[s->sentence];
    uint32_t from = UINT32_MAX, to = 0;
    for (uint32_t w = sentence->first; w < r->n_tokens && r->tokens[w].span.start < best.end; w++) {
        if (r->tokens[w].span.start < best.start) continue;
        if (from == UINT32_MAX) from = r->tokens[w].byte;
        to = r->tokens[w].byte + r->tokens[w].bytes;
    }
    if (from == UINT32_MAX) from = to = 0; /* before its sentence: not its words */
    return (x->what = arena_copy(&r->arena, r->text + from, to - from)) != NULL;
}

/* Who claims it. One does not claim what one denies: a pronoun taken for the denier then stands for the sentence's subject. */
static uint32_t claimant(dl_report *r, const dl_statement *claim, const char *denier) {
    const char *actor = actor_of(r, claim->source_entity);
    if (!actor || !denier || strcmp(actor, denier)) return claim->source_entity;
    if (claim->source_head == DL_NONE || r->tokens[claim->source_head].upos != DL_PRON) return DL_NONE;
    const dl_sentence *s = &r->sentences[claim->sentence];
    finder f = {.r = r, .sentence = claim->sentence};
    if (!s->count || !finder_sentence(&f, s->first) || f.t.root == TREE_NONE) return DL_NONE;
    const dl_entity *e = finder_actor(&f, tree_child(&f.t, f.t.root, DL_REL_nsubj));
    return e && strcmp(e->actor, denier) ? (uint32_t)(e - r->entities) : DL_NONE;
}

static bool add(dl_report *r, uint32_t claim, uint32_t denial) {
    const dl_statement *c = &r->statements[claim], *d = denial == DL_NONE ? NULL : &r->statements[denial];
    dl_incident x = {.sentence = c->sentence, .place = DL_NONE, .claim = claim, .denial = denial, .denied_entity = DL_NONE, .date = c->date};
    if (d) x.denied_entity = d->source_entity, x.denied_by = actor_of(r, d->source_entity);
    x.claimed_entity = claimant(r, c, x.denied_by);
    x.claimed_by = actor_of(r, x.claimed_entity);
    if (!x.claimed_by || (d && !x.denied_by)) return true;
    if (!set_words(r, c, &x)) return false;
    if (!*x.what) return true;
    for (uint32_t p = 0; p < r->n_places && r->places[p].span.start < x.span.end; p++) /* the most exact one named in it */
        if (r->places[p].span.start >= x.span.start && r->places[p].use != DL_USE_EMBEDDED &&
            (x.place == DL_NONE || r->places[x.place].kind == DL_PLACE_COUNTRY || r->places[x.place].use != DL_USE_LITERAL))
            x.place = p;
    if (!x.date) /* the day in the claim's sentence */
        for (uint32_t i = 0; i < r->n_times; i++) {
            const dl_time *t = &r->times[i];
            const dl_sentence *s = &r->sentences[c->sentence];
            if (t->count && t->first >= s->first && t->first < s->first + s->count && t->value && strlen(t->value) == 10 && t->value[4] == '-' && t->value[5] != 'W') {
                x.date = t->value;
                break;
            }
        }
    if (!r->incidents && !(r->incidents = arena_alloc(&r->arena, r->n_statements * sizeof x))) return false;
    r->incidents[r->n_incidents++] = x;
    return true;
}

bool ledger_incidents(dl_report *r) {
    for (uint32_t i = 0; i < r->n_statements; i++) {
        const dl_statement *s = &r->statements[i];
        if (s->denies != DL_NONE && !add(r, s->denies, i)) return false;
    }
    return true;
}
