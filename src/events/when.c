/* when.c - when, where and how much: times, places and quantities that stand in an event's clause. */
#include <string.h>

#include "events/coder.h"

/* The event's words, outward: itself, then the verb it hangs on as subject, object or adjunct. */
static bool in_clause(const coder *c, uint32_t i, uint32_t event) {
    const dl_token *t = c->tokens;
    for (int steps = 0; steps < 12; steps++) {
        if (i == event) return true;
        if (t[i].head == DL_ROOT || t[i].deprel == DL_REL_acl_relcl || t[i].deprel == DL_REL_ccomp || t[i].deprel == DL_REL_advcl || t[i].deprel == DL_REL_parataxis)
            return false;
        if (t[i].upos == DL_VERB && t[i].deprel != DL_REL_xcomp) return false;
        i = t[i].head;
    }
    return false;
}

static uint32_t governor(const coder *c, uint32_t i) {
    const dl_token *t = c->tokens;
    for (int steps = 0; steps < 8 && t[i].head != DL_ROOT; steps++) {
        int d = t[i].deprel;
        if (d == DL_REL_ccomp || d == DL_REL_acl_relcl || d == DL_REL_acl || d == DL_REL_parataxis || (d == DL_REL_advcl)) return i;
        i = t[i].head;
        if (t[i].upos == DL_VERB) return i;
    }
    return i;
}

static const char *day(dl_report *r, const dl_time *t) {
    size_t n = t->value ? strlen(t->value) : 0;
    if (n < 4 || t->value[0] < '1' || t->value[0] > '2') return NULL;
    for (size_t i = 0; i < n && i < 10; i++)
        if (i == 4 || i == 7 ? t->value[i] != '-' : t->value[i] < '0' || t->value[i] > '9') return NULL;
    if (n != 4 && n != 7 && n < 10) return NULL;
    return arena_copy(&r->arena, t->value, n < 10 ? n : 10);
}

static uint32_t head_of_time(const coder *c, const dl_time *x) {
    for (uint32_t k = x->first; k < x->first + x->count; k++) {
        uint32_t h = c->tokens[k].head;
        if (h == DL_ROOT || h < x->first || h >= x->first + x->count) return k;
    }
    return x->first;
}

/* "the exercises, which will continue until Sunday": a clause of how long a thing goes on. */
static uint32_t lasting(const coder *c, const find *f) {
    EACH_CHILD(c, f->token, k) {
        const dl_token *t = &c->tokens[k];
        if (t->deprel == DL_REL_acl_relcl && t->lemma && lexicon_says(c->lex, t->lemma, LEX_STATUS_ONGOING)) return k;
    }
    return f->token;
}

/* "2014, when ...": the time that stands before the word. */
static const dl_time *time_when(const coder *c, uint32_t verb) {
    EACH_CHILD(c, verb, k) {
        if (!clause_is(&c->tokens[k], "when")) continue;
        for (size_t x = c->r->n_times; x-- > 0;) {
            const dl_time *t = &c->r->times[x];
            if (t->count && t->first + t->count <= k && k - (t->first + t->count) <= 1) return t;
            if (t->first + t->count + 4 < k) break;
        }
    }
    return NULL;
}

/* "a 1951 treaty": the noun whose year it is, or NO_TOKEN where the time stands for itself. */
static uint32_t dated_noun(const coder *c, uint32_t time) {
    const dl_token *t = &c->tokens[time];
    if (t->head == DL_ROOT || (c->tokens[t->head].upos != DL_NOUN && c->tokens[t->head].upos != DL_PROPN)) return NO_TOKEN;
    switch (t->deprel) {
    case DL_REL_nummod: case DL_REL_compound: case DL_REL_amod: case DL_REL_nmod_poss: case DL_REL_nmod_desc: return t->head;
    default: return NO_TOKEN;
    }
}

static bool dates(const coder *c, const find *f, const dl_sentence *s, dl_event *e) {
    dl_report *r = c->r;
    uint32_t verb = governor(c, f->token), goes_on = lasting(c, f);
    /* When something is demanded for or said to have been done is not when that is said. */
    bool speech = e->quad % 2 && f->content != NO_TOKEN && c->tokens[f->content].upos == DL_VERB && (e->type == DL_EVENT_ACCUSE ||
                  e->type == DL_EVENT_REQUEST || e->type == DL_EVENT_REJECT || e->type == DL_EVENT_THREATEN);
    const dl_time *when = time_when(c, f->token);
    if (!when && verb != f->token) when = time_when(c, verb);
    if (when) e->date = day(r, when);
    size_t low = 0, high = r->n_times;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r->times[mid].first < s->first || !r->times[mid].count) low = mid + 1;
        else high = mid;
    }
    for (int pass = 0; pass < 2 && !e->date && !e->until; pass++)
        for (size_t k = low; k < r->n_times && r->times[k].first < s->first + s->count; k++) {
            const dl_time *x = &r->times[k];
            if (!x->count) continue;
            uint32_t head = head_of_time(c, x), noun = dated_noun(c, head);
            if (!in_clause(c, head, pass ? verb : f->token) && !in_clause(c, head, goes_on) &&
                !(f->object != NO_TOKEN && pass && in_clause(c, head, f->object)) && !(f->content != NO_TOKEN && !speech && in_clause(c, head, f->content))) continue;
            const char *value = day(r, x);
            if (!value) continue;
            bool own = noun == NO_TOKEN || noun == f->token || noun == f->content || noun == c->tokens[f->token].head;
            if (!own && strlen(value) < 10) continue; /* that thing's year, not the event's */
            if (clause_marked(c, head, " until till through ")) e->until = e->until ? e->until : value;
            else if (!clause_marked(c, head, " by before within ") && !e->date) e->date = value;
        }
    uint32_t said = c->tokens[verb].deprel == DL_REL_ccomp ? c->tokens[verb].head : NO_TOKEN;
    if (e->date || e->until || said == NO_TOKEN || e->quad % 2 == 0 || e->status != DL_STATUS_OCCURRED) return true;
    party speaker, source[PARTIES]; /* "said on Sunday that it had asked for a meeting": words of its own, and of that day */
    if (!who_is(c, clause_subject(c, said), &speaker) || !speaker.code || !who_source(c, f, source) || !source[0].code || strcmp(source[0].code, speaker.code))
        return true;
    for (size_t k = low; k < r->n_times && r->times[k].first < s->first + s->count && !e->date; k++)
        if (r->times[k].count && in_clause(c, head_of_time(c, &r->times[k]), said)) e->date = day(r, &r->times[k]);
    return true;
}

static uint32_t quantity_at(const coder *c, uint32_t noun) {
    for (size_t k = 0; k < c->r->n_quantities; k++)
        if (c->r->quantities[k].noun == noun) return (uint32_t)k;
    return DL_NONE;
}

static uint32_t place_in(const coder *c, uint32_t i) {
    const dl_token *t = c->tokens;
    if (i == NO_TOKEN) return DL_NONE;
    EACH_CHILD(c, i, k) {
        if (t[k].deprel != DL_REL_obl && t[k].deprel != DL_REL_nmod && t[k].deprel != DL_REL_obj) continue;
        if (t[k].deprel != DL_REL_obj && !clause_marked(c, k, " in near at on into around from across off over outside inside to ")) continue;
        if (c->place_at[k]) return c->place_at[k] - 1;
    }
    return DL_NONE;
}

bool when_fill(coder *c, const find *f, dl_event *e) {
    dl_report *r = c->r;
    const dl_sentence *s = &r->sentences[e->sentence];
    e->place = place_in(c, f->token);
    if (e->place == DL_NONE) e->place = place_in(c, f->object);
    if (e->place == DL_NONE) e->place = place_in(c, f->content);
    e->quantity = DL_NONE;
    uint32_t of[] = {f->object, f->target, f->content};
    for (size_t k = 0; k < 3 && e->quantity == DL_NONE; k++)
        if (of[k] != NO_TOKEN) {
            e->quantity = quantity_at(c, of[k]);
            if (e->quantity == DL_NONE) e->quantity = quantity_at(c, clause_through(c, of[k]));
        }
    if (f->content != NO_TOKEN && c->found[f->content] && e->quantity == DL_NONE) {
        const find *x = &c->finds[c->found[f->content] - 1];
        if (x->object != NO_TOKEN) e->quantity = quantity_at(c, x->object);
    }
    if (!dates(c, f, s, e)) return false;
    bool done = e->status == DL_STATUS_OCCURRED || e->status == DL_STATUS_ONGOING;
    if (done && e->date && strlen(e->date) == 10 && *r->meta.published && strncmp(e->date, r->meta.published, 10) > 0)
        e->status = DL_STATUS_PLANNED; /* "visits Paris on Monday": no report tells what happened after it */
    return true;
}
