/* context.c - where an actor belongs when the words for it do not say: in the country of the town that is named with it
 * ("the Atlanta police"), in the one state its sentence speaks of, or in the one that nearly all of the report is about. It
 * is a guess: marked as inferred in the record, and settled last, so that no event or position is made of it. */
#include <string.h>

#include "entities/chains.h"

enum { STATES = 48, REACH = 4 };

/* What makes a report's country clear: its share of everything that tells a country, and how much more than the next it has. */
static const float MOSTLY = 0.45f, AHEAD = 1.5f;
enum { LEAST_SIGNS = 2 };

typedef struct sign {
    const char *code;
    uint32_t weight;
} sign;

typedef struct context {
    chains *c;
    bool *state;        /* per entity: its actor is a state */
    sign signs[STATES];
    size_t n;
    uint32_t total;
    const char *home;   /* the country of nearly all the report, or NULL */
} context;

static void count_sign(context *x, const char *code, uint32_t weight) {
    size_t i = 0;
    while (i < x->n && strcmp(x->signs[i].code, code)) i++;
    if (i == STATES) return;
    if (i == x->n) x->signs[x->n++] = (sign){code, 0};
    x->signs[i].weight += weight;
    x->total += weight;
}

static bool find_signs(context *x) {
    dl_report *r = x->c->r;
    x->state = ARENA_NEW(&r->arena, bool, r->n_entities + 1);
    if (!x->state) return false;
    for (size_t i = 0; i < r->n_places; i++)
        if (r->places[i].country) count_sign(x, actors_acts_as(x->c->actors, r->places[i].country), 1);
    for (size_t k = 0; k < r->n_entities; k++) {
        const dl_entity *e = &r->entities[k];
        if (!e->actor) continue;
        for (uint32_t i = e->first; i != CHAIN_NONE && !x->state[k]; i = x->c->next[i]) {
            const actor_reading *a = x->c->mentions[i].reading;
            x->state[k] = a && !strcmp(a->code, e->actor) && !strcmp(a->domain, e->actor);
        }
        if (x->state[k] && e->kind != DL_ENTITY_COUNTRY) count_sign(x, e->actor, 1); /* a country's names are places too */
    }
    const sign *most = NULL;
    for (size_t i = 0; i < x->n; i++)
        if (!most || x->signs[i].weight > most->weight) most = &x->signs[i];
    uint32_t next = 0;
    for (size_t i = 0; i < x->n; i++)
        if (&x->signs[i] != most && x->signs[i].weight > next) next = x->signs[i].weight;
    if (most && most->weight >= LEAST_SIGNS && (float)most->weight >= MOSTLY * (float)x->total && (float)most->weight >= AHEAD * (float)next)
        x->home = most->code;
    return true;
}

/* "foreign diplomats", "world leaders", "its rivals": of some other country, or of many. */
static bool from_elsewhere(const context *x, const mention *m) {
    const dl_token *t = x->c->r->tokens;
    for (uint32_t i = m->first; i < m->head && m->sort == SORT_POSSESSED && m->reading; i++)
        if (t[i].deprel == DL_REL_nmod_poss && t[i].head == m->head && x->c->at[i] != CHAIN_NONE &&
            chain_is_others(m->reading, &x->c->r->entities[x->c->mentions[x->c->at[i]].chain]))
            return true;
    for (uint32_t i = m->first; i < m->head; i++)
        if (t[i].head == m->head && actors_tie(x->c->actors, t[i].form, strlen(t[i].form)) == ACTORS_ELSEWHERE) return true;
    return false;
}

/* Is the place at token `p` the mention's own: a part of its name, or "of", "in", "from" there? */
static bool is_own(const context *x, const mention *m, uint32_t first, uint32_t last) {
    const dl_token *t = x->c->r->tokens;
    uint32_t top = last, up;
    for (up = first; up <= last; up++) /* the place's own head */
        if (t[up].head < first || t[up].head > last) top = up;
    for (uint32_t i = first; i-- > m->first && i + 3 > first;)
        if (t[i].deprel == DL_REL_case && t[i].head == top) {
            enum actor_tie tie = actors_tie(x->c->actors, t[i].form, strlen(t[i].form));
            if (tie != ACTORS_OWNER && tie != ACTORS_PLACE) return false;
        }
    if (m->head >= first && m->head <= last) return false; /* it is the place */
    for (int step = 0; step < REACH && top != DL_ROOT; step++, top = t[top].head) {
        if (top == m->head) return true;
        switch (t[top].deprel) {
        case DL_REL_compound: case DL_REL_nmod: case DL_REL_nmod_poss: case DL_REL_amod: case DL_REL_flat: case DL_REL_nmod_desc:
        case DL_REL_nmod_unmarked: case DL_REL_appos: break;
        default: return false;
        }
    }
    return false;
}

static const char *named_with(const context *x, const dl_entity *e) {
    const dl_report *r = x->c->r;
    for (uint32_t k = e->first; k != CHAIN_NONE; k = x->c->next[k]) {
        const mention *m = &x->c->mentions[k];
        if (SORT_IS_PRONOUN(m->sort) || m->sort == SORT_GROUP) continue;
        for (uint32_t i = m->first; i <= m->last; i++) {
            if (x->c->place_at[i] == DL_NONE) continue;
            const dl_place *p = &r->places[x->c->place_at[i]];
            if (p->first + p->count <= m->last + 1 && is_own(x, m, p->first, p->first + p->count - 1))
                return p->country ? actors_acts_as(x->c->actors, p->country) : NULL;
        }
    }
    return NULL;
}

/* "the Trump administration", "Merkel's team": that of somebody who is coded. */
static const char *of_somebody(const context *x, const mention *m) {
    const dl_report *r = x->c->r;
    for (uint32_t i = m->first; i < m->head; i++) {
        const dl_token *t = &r->tokens[i];
        if (t->upos != DL_PROPN || t->head != m->head || (t->deprel != DL_REL_compound && t->deprel != DL_REL_nmod_poss)) continue;
        for (size_t k = 0; k < r->n_entities; k++) {
            const dl_entity *e = &r->entities[k];
            size_t n = strlen(e->name), bytes = strlen(t->form);
            if (x->state[k] && n >= bytes && !strcmp(e->name + n - bytes, t->form) && (n == bytes || e->name[n - bytes - 1] == ' ')) return e->actor;
        }
    }
    return NULL;
}

/* The state that the mention's sentence speaks of, if it is one. */
static const char *beside(const context *x, const mention *m) {
    const dl_report *r = x->c->r;
    const char *one = NULL;
    for (uint32_t i = x->c->starts[m->sentence]; i < x->c->starts[m->sentence + 1]; i++) {
        const uint32_t k = x->c->mentions[i].chain;
        if (!x->state[k] || SORT_IS_PRONOUN(x->c->mentions[i].sort)) continue;
        if (one && strcmp(one, r->entities[k].actor)) return NULL;
        one = r->entities[k].actor;
    }
    return one;
}

/* The first mention that says what kind of actor it is, and not whose; NULL for private persons and things. */
static const mention *described(const context *x, const dl_entity *e) {
    for (uint32_t i = e->first; i != CHAIN_NONE; i = x->c->next[i]) {
        const mention *m = &x->c->mentions[i];
        if (m->reading && m->reading->kind >= ACTOR_TITLE && m->reading->kind != ACTOR_TIE && !*m->reading->code) return m;
    }
    return NULL;
}

bool chains_context(chains *c) {
    context x = {.c = c};
    c->r->homes = ARENA_NEW(&c->r->arena, const char *, c->r->n_entities + 1);
    if (!c->r->homes || !find_signs(&x)) return false;
    for (size_t k = 0; k < c->r->n_entities; k++) {
        dl_entity *e = &c->r->entities[k];
        const mention *m = described(&x, e);
        bool named = c->chains[k].names && (e->kind == DL_ENTITY_ORGANIZATION || e->kind == DL_ENTITY_GROUP || e->kind == DL_ENTITY_PERSON);
        if (e->actor || (!m && !named)) continue;
        bool other = m && m->reading->flags & ACTOR_OTHER; /* "Russian allies" */
        const char *country = other || (!m && e->kind == DL_ENTITY_PERSON) ? NULL : named_with(&x, e);
        if (!country && m) country = of_somebody(&x, m);
        if (!country && !(m && from_elsewhere(&x, m)) && (!e->sector || strcmp(e->sector, "REF"))) {
            if (!e->sector || strcmp(e->sector, "REB")) country = x.home; /* whoever fights a state often is of none, or of another */
            if (!country && m) country = beside(&x, m);
        }
        c->r->homes[k] = country;
    }
    return true;
}

void entities_settle(dl_report *r) {
    for (size_t k = 0; k < r->n_entities; k++)
        if (!r->entities[k].actor && r->homes && r->homes[k]) r->entities[k].actor = r->homes[k], r->entities[k].actor_inferred = true;
}
