/* forces.c - who has how many of what, where: counts of men and arms joined to the one who has or moves them. A count with nobody
 * to have it, of losses, or only wished for or denied is no force. */
#include <string.h>

#include "ledger/finder.h"

static bool set_party(const finder *f, const dl_entity *e, dl_force *force) {
    if (!e) return false;
    force->party = e->actor;
    force->party_sector = e->sector;
    force->party_entity = (uint32_t)(e - f->r->entities);
    return true;
}

/* Ships may fish: some nouns need a word of war beside them, soldiers to have them, or somebody to watch them. */
static bool is_of_war(const finder *f, uint16_t noun, uint16_t clause) {
    if (!(finder_bits(f, noun) & LEDGER_ONLY_OF_WAR) || (clause != TREE_NONE && finder_bits(f, clause) & LEDGER_WATCH)) return true;
    for TREE_CHILDREN(&f->t, noun, c)
        if (finder_bits(f, c) & LEDGER_OF_WAR || (finder_actor(f, c) && finder_actor(f, c)->sector && !strcmp(finder_actor(f, c)->sector, "MIL"))) return true;
    return false;
}

/* "Russian troops", "Turkey's 1,000 soldiers", "20,000 soldiers from North Korea". */
static bool owner(const finder *f, uint16_t noun, dl_force *force) {
    const tree *t = &f->t;
    for TREE_CHILDREN(t, noun, c) {
        int rel = tree_base(t->words[c].deprel);
        bool before = c < noun && (rel == DL_REL_amod || rel == DL_REL_compound || rel == DL_REL_nmod);
        uint16_t of = c > noun && rel == DL_REL_nmod ? tree_child(t, c, DL_REL_case) : TREE_NONE;
        bool behind = of != TREE_NONE && (!strcmp(t->words[of].lemma, "from") || !strcmp(t->words[of].lemma, "of"));
        if ((before || behind) && set_party(f, finder_actor(f, c), force)) return true;
        /* An adjective is no mention; what it says of the soldiers may be. */
        const char *country = before ? finder_country(f, c) : NULL;
        if (!country) continue;
        const dl_entity *own = finder_actor(f, noun);
        if (!own || strcmp(own->actor, country) || !set_party(f, own, force)) force->party = country;
        return true;
    }
    return false;
}

/* Counted among the lost, or only called for: the words above the noun say so. */
static bool is_lost(const finder *f, uint16_t noun) {
    uint16_t above = f->t.parent[noun];
    for TREE_CHILDREN(&f->t, noun, c)
        if (finder_bits(f, c) & LEDGER_LOSS) return true;
    for (int steps = 0; above != TREE_NONE && steps < 3; steps++, above = f->t.parent[above])
        if (finder_bits(f, above) & (steps < 2 ? LEDGER_LOSS | LEDGER_WISH : LEDGER_WISH)) return true;
    return false;
}

/* "Moscow denies that it will invade Ukraine, but has massed troops near its borders": the state last spoken of before `word`,
 * neither the party nor one that says or does something there. */
static const dl_entity *faced(const finder *f, uint16_t word, const dl_force *force) {
    while (word-- > 0) {
        const dl_entity *e = finder_actor(f, word);
        int rel = tree_base(f->t.words[word].deprel);
        if (e && e->kind == DL_ENTITY_COUNTRY && e->actor && strcmp(e->actor, force->party) && rel != DL_REL_nsubj && rel != DL_REL_nmod_poss) return e;
    }
    return NULL;
}

/* Where: the first place under `top`, behind the noun, that a preposition of place leads to; or whose border it is. */
static void find_place(const finder *f, uint16_t top, uint16_t noun, dl_force *force) {
    const dl_report *r = f->r;
    const tree *t = &f->t;
    for (uint16_t w = t->left[top]; w <= t->right[top]; w++) {
        int rel = tree_base(t->words[w].deprel);
        uint16_t by = rel == DL_REL_obl || rel == DL_REL_nmod || w == top ? tree_child(t, w, DL_REL_case) : TREE_NONE;
        if (by == TREE_NONE || !(finder_bits(f, by) & LEDGER_WHERE) || (w < noun && t->parent[w] != top)) continue;
        uint32_t from = finder_token(f, by), to = finder_token(f, w);
        for (uint32_t p = f->next_place; p < r->n_places && r->places[p].first <= to; p++)
            if (r->places[p].first >= from && r->places[p].use != DL_USE_EMBEDDED) {
                force->place = p;
                force->place_name = r->places[p].name;
                return;
            }
        uint16_t whose = tree_child(t, w, DL_REL_nmod_poss);
        const dl_entity *e = whose == TREE_NONE ? NULL : finder_actor(f, whose);
        if (e && finder_bits(f, w) & LEDGER_BORDER && !strcmp(e->actor, force->party)) e = faced(f, noun, force);
        if (e && strcmp(e->actor, force->party) && e->kind == DL_ENTITY_COUNTRY) {
            force->place_name = e->name;
            return;
        }
    }
}

/* A year, month or day, not a week or "the past". */
static bool is_day(const dl_time *t) {
    return t->type == DL_TIME_DATE && t->value && strspn(t->value, "0123456789-") == strlen(t->value) && strlen(t->value) >= 4;
}

static const char *find_day(const finder *f, uint16_t top) {
    const dl_report *r = f->r;
    uint32_t from = finder_token(f, f->t.left[top]), to = finder_token(f, f->t.right[top]);
    for (uint32_t i = f->next_time; i < r->n_times && (!r->times[i].count || r->times[i].first <= to); i++)
        if (r->times[i].count && r->times[i].first >= from && is_day(&r->times[i]))
            return r->times[i].value;
    return *r->meta.published ? r->meta.published : NULL;
}

static bool read_quantity(finder *f, uint32_t index, dl_force *force) {
    const dl_report *r = f->r;
    const dl_quantity *q = &r->quantities[index];
    const tree *t = &f->t;
    if (q->noun - t->first >= t->n) return false;
    uint16_t noun = (uint16_t)(q->noun - t->first);
    if (noun >= TREE_MOST || is_lost(f, noun)) return false;
    /* "the first of 350 troops that it sends", "thousands of troops": the clause stands above what they are part of. */
    uint16_t top = noun, verb = TREE_NONE;
    uint16_t relative = tree_child_base(t, noun, DL_REL_acl);
    while (top != TREE_NONE && !tree_is_clause(t, top)) top = t->parent[top];
    *force = (dl_force){.span = q->span, .sentence = f->sentence, .party_entity = DL_NONE, .quantity = index, .place = DL_NONE};
    if (relative != TREE_NONE && finder_bits(f, relative) & LEDGER_HAS) verb = relative;
    else if (top != TREE_NONE && finder_bits(f, top) & LEDGER_HAS) verb = top;
    if (verb != TREE_NONE && !finder_is_so(f, verb, &force->planned)) return false;
    if (verb == TREE_NONE && top != TREE_NONE && !finder_is_so(f, top, &force->planned)) return false;
    /* "tracked 62 Chinese aircraft and 27 ships": those watched together are of one owner. */
    bool joined = t->words[noun].deprel == DL_REL_conj && top != TREE_NONE && finder_bits(f, top) & LEDGER_WATCH;
    if (!owner(f, noun, force) && !(joined && owner(f, t->parent[noun], force)) && (verb == TREE_NONE || !set_party(f, finder_doer(f, verb), force))) return false;
    if (!is_of_war(f, noun, top) && (!force->party_sector || strcmp(force->party_sector, "MIL"))) return false;
    force->statement = r->statement_at ? r->statement_at[q->noun] : DL_NONE;
    if (force->statement != DL_NONE && r->statements[force->statement].act == DL_ACT_DENY) return false;
    find_place(f, verb != TREE_NONE ? verb : top != TREE_NONE ? top : noun, noun, force);
    force->as_of = find_day(f, top != TREE_NONE ? top : noun);
    return true;
}

bool ledger_forces(dl_report *r) {
    finder f = {.r = r};
    for (uint32_t i = 0; i < r->n_quantities; i++) {
        const dl_quantity *q = &r->quantities[i];
        if (q->kind != DL_QUANTITY_COUNT || q->noun == DL_ROOT || !(ledger_word(r, q->noun) & LEDGER_FORCE)) continue;
        if (!finder_sentence(&f, q->noun)) continue;
        dl_force force;
        if (!read_quantity(&f, i, &force)) continue;
        if (!r->forces && !(r->forces = arena_alloc(&r->arena, r->n_quantities * sizeof force))) return false;
        r->forces[r->n_forces++] = force;
    }
    return true;
}
