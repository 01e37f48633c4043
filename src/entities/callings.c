/* callings.c - what somebody named is, told by words beside the name that are no mention of the same one: the noun that the
 * name explains ("Harare Mayor, Ann Roe"), the organization behind it ("Ann Roe of the Sierra Club"), what a clause says
 * ("who owns a bakery"), or whose aide it is ("Sanders's chief strategist"). */
#include <string.h>

#include "entities/chains.h"

enum { AHEAD = 24 }; /* words looked through behind a name */

typedef struct scene {
    const chains *c;
    const dl_sentence *s;
    int32_t day;
} scene;

static bool describe(const scene *s, uint32_t head, actor_reading *out) {
    return actors_describe(s->c->actors, s->c->r->tokens, s->s->first, s->s->count, head, s->day, out);
}

static enum actor_tie tie_of(const scene *s, uint32_t i) {
    const char *form = s->c->r->tokens[i].form;
    return actors_tie(s->c->actors, form, strlen(form));
}

static bool is_calling(const actor_reading *r) {
    return r->kind == ACTOR_ROLE || r->kind == ACTOR_TITLE || r->kind == ACTOR_OFFICE;
}

/* The preposition of the phrase headed by `head`. */
static enum actor_tie case_of(const scene *s, uint32_t head, const char **form) {
    const dl_token *t = s->c->r->tokens;
    *form = "";
    for (uint32_t i = head; i-- > s->s->first && i + 8 > head;)
        if (t[i].deprel == DL_REL_case && t[i].head == head) {
            *form = t[i].form;
            return tie_of(s, i);
        }
    return ACTORS_NO_TIE;
}

/* "who owns a bakery", "who works as a nurse", "who teaches at Leeds": what the verb at `verb` says its subject is. */
static bool by_deed(const scene *s, uint32_t verb, uint32_t last, actor_reading *out) {
    const dl_token *t = s->c->r->tokens;
    const char *form;
    if (tie_of(s, verb) != ACTORS_DEED) return false;
    for (uint32_t i = verb + 1; i <= last; i++) {
        if (t[i].head != verb || (t[i].deprel != DL_REL_obj && t[i].deprel != DL_REL_obl) || !describe(s, i, out) || !*out->sector) continue;
        bool as = case_of(s, i, &form) == ACTORS_NO_TIE && !strcmp(form, "as");
        if (as ? is_calling(out) : actors_employs(out)) return true;
    }
    return false;
}

/* The noun before the name that a tree may hang beside it: "Harare Mayor, Ann Roe confirmed", "exchange Coincheck said". */
static uint32_t noun_before(const scene *s, const mention *m) {
    const dl_token *t = s->c->r->tokens;
    if (t[m->head].deprel == DL_REL_appos && t[m->head].head < m->head) return t[m->head].head;
    uint32_t i = m->name_first;
    if (i > s->s->first && !strcmp(t[i - 1].form, ",")) i--;
    if (i-- == s->s->first || t[i].head != t[m->head].head || t[i].deprel != t[m->head].deprel) return DL_ROOT;
    return t[i].upos == DL_NOUN || t[i].upos == DL_PROPN ? i : DL_ROOT;
}

/* "The Post's Chris Roe": the organization before the possessive, where the name was taken to begin with it. */
static bool by_owner(const scene *s, const mention *m, actor_reading *out) {
    const dl_token *t = s->c->r->tokens;
    for (uint32_t i = m->first + 1; i < m->name_last; i++)
        if (t[i].xpos == DL_XPOS_POS && t[i + 1].upos == DL_PROPN && describe(s, i - 1, out) && actors_employs(out)) return true;
    return false;
}

/* "Carol Roe, 59,": somebody of whom only the age is told is a private person. */
static bool has_age(const scene *s, const mention *m) {
    const dl_token *t = s->c->r->tokens + m->name_last + 1;
    if (m->name_last + 2 >= s->s->first + s->s->count || m->name_first == m->name_last || strcmp(t->form, ",")) return false;
    const char *age = t[1].form;
    return age[0] >= '1' && age[0] <= '9' && age[1] >= '0' && age[1] <= '9' && !age[2];
}

/* What stands beside the name of mention `m`. */
static bool beside(const scene *s, const mention *m, bool person, actor_reading *out) {
    const dl_token *t = s->c->r->tokens;
    const char *form;
    uint32_t end = s->s->first + s->s->count, last = m->last < m->head + AHEAD ? m->last : m->head + AHEAD;
    if (last >= end) last = end - 1;
    uint32_t before = noun_before(s, m);
    if (before != DL_ROOT && describe(s, before, out) && (person ? is_calling(out) : out->kind == ACTOR_CORPS) && *out->sector) return true;
    if (person && by_owner(s, m, out)) return true;
    for (uint32_t i = m->head + 1; i <= last; i++) {
        if (t[i].head != m->head) continue;
        if (t[i].deprel == DL_REL_appos && describe(s, i, out) && (person ? is_calling(out) : out->kind == ACTOR_CORPS) && *out->sector)
            return true;
        if (!person) continue;
        if (t[i].deprel == DL_REL_acl_relcl && by_deed(s, i, last, out)) return true;
        if (t[i].deprel == DL_REL_nmod && case_of(s, i, &form) >= ACTORS_OWNER && describe(s, i, out) && actors_employs(out)) return true;
    }
    return false;
}

void chain_calling(const chains *c, const chain *k, dl_entity *e) {
    bool person = k->kind == KIND_PERSON || k->kind == KIND_UNKNOWN;
    if (!k->names || e->sector || !c->actors || !c->actors->head || (!person && k->kind != KIND_ORGANIZATION && k->kind != KIND_GROUP)) return;
    scene s = {c, NULL, actors_day(*c->r->meta.published ? c->r->meta.published : NULL)};
    bool private = false;
    for (uint32_t i = k->first; i != CHAIN_NONE; i = c->next[i]) {
        const mention *m = &c->mentions[i];
        actor_reading r;
        if (m->sort != SORT_NAME || m->identity) continue;
        s.s = &c->r->sentences[m->sentence];
        bool is = person && beside(&s, m, true, &r), body = !is && k->kind != KIND_PERSON && beside(&s, m, false, &r);
        private |= person && has_age(&s, m);
        if (!is && !body) continue;
        e->sector = r.former ? "ELI" : r.sector;
        if (!e->actor && *r.code) e->actor = r.code;
        if (e->kind == DL_ENTITY_OTHER) e->kind = is ? DL_ENTITY_PERSON : DL_ENTITY_ORGANIZATION;
        return;
    }
    if (!private || k->kind != KIND_PERSON) return;
    for (uint32_t i = k->first; i != CHAIN_NONE; i = c->next[i])
        if (c->mentions[i].reading) return; /* something is known, if not the sector */
    e->sector = "CVL";
}

/* The name just before the word for what `m` is: "Gowdy" of "Gowdy spokesman Jamal Ware" and of "one Gowdy aide". */
static uint32_t name_before(const chains *c, const mention *m) {
    const dl_token *t = c->r->tokens;
    uint32_t i = m->sort == SORT_NAME ? m->name_first : m->head + 1;
    while (i > m->first && t[i - 1].upos == DL_NOUN) i--; /* "campaign spokeswoman" */
    while (i > m->first && (t[i - 1].upos == DL_ADJ || t[i - 1].xpos == DL_XPOS_POS)) i--;
    return i > m->first && t[i - 1].upos == DL_PROPN ? c->at[i - 1] : CHAIN_NONE;
}

/* The mention that mention `m` belongs to: "Sanders" of "Sanders's chief strategist", "an aide to Sanders" and "a Sanders aide". */
uint32_t chain_owner(const chains *c, const mention *m) {
    const dl_token *t = c->r->tokens;
    for (uint32_t d = m->first; d < m->head; d++)
        if (t[d].deprel == DL_REL_nmod_poss && t[d].head == m->head && c->at[d] != CHAIN_NONE) return c->at[d];
    for (uint32_t d = m->head + 1; d <= m->last && d < m->head + AHEAD; d++) {
        if (t[d].deprel != DL_REL_nmod || t[d].head != m->head || c->at[d] == CHAIN_NONE) continue;
        for (uint32_t p = m->head + 1; p < d; p++)
            if (t[p].deprel == DL_REL_case && t[p].head == d &&
                (!strcmp(t[p].form, "of") || !strcmp(t[p].form, "to") || !strcmp(t[p].form, "for")))
                return c->at[d];
    }
    return name_before(c, m);
}
