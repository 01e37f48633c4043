/* chains.c - links mentions into chains from left to right: names and other sure cases by rule, the rest to the earlier
 * mention with the best learned score. */
#include "entities/chains.h"

#include <string.h>

#include "entities/pairs.h"

/* For each mention the one before it with the same head lemma. */
static bool find_repeats(chains *c) {
    size_t size = 64;
    while (size < c->n * 2) size *= 2;
    uint32_t *table = ARENA_NEW(&c->r->arena, uint32_t, size);
    if (!table) return false;
    for (size_t i = 0; i < c->n; i++) {
        uint64_t h = c->mentions[i].lemma;
        size_t at = (h ^ h >> 32) & (size - 1);
        while (table[at] && c->mentions[table[at] - 1].lemma != h) at = (at + 1) & (size - 1);
        if (table[at]) {
            c->mentions[i].before = table[at] - 1;
            c->mentions[i].seen = (uint16_t)(c->mentions[table[at] - 1].seen + 1);
        }
        table[at] = (uint32_t)i + 1;
    }
    for (size_t i = c->n; i-- > 0;)
        if (c->mentions[i].before != CHAIN_NONE) c->mentions[c->mentions[i].before].again = (uint16_t)(c->mentions[i].again + 1);
    return true;
}

/* Which mention's head governs each. */
static void find_parents(chains *c) {
    const dl_token *t = c->r->tokens;
    for (size_t i = 0; i < c->n; i++) {
        uint32_t up = t[c->mentions[i].head].head;
        c->mentions[i].parent = up == DL_ROOT ? CHAIN_NONE : c->at[up];
    }
}

/* Is b, a noun phrase before the name x, surely what x is? "Ukraine's ambassador, Ann Roe,", or "spokesman Ann Roe" where the
 * tree has two subjects of one verb. */
static bool describes(const dl_token *t, const mention *b, const mention *x) {
    if (b->kind != KIND_PERSON || b->sort == SORT_NAME || b->sort >= SORT_MODIFIER) return false;
    if (b->last + 1 == x->first)
        return (t[b->head].head == t[x->head].head && t[b->head].deprel == t[x->head].deprel) ||
               (t[x->head].head == b->head && t[x->head].deprel == DL_REL_appos && x->kind == KIND_PERSON); /* "curator Ann Roe" */
    return b->last + 2 == x->first && t[b->last + 1].form[0] == ',' && t[x->head].deprel == DL_REL_appos && x->kind == KIND_PERSON;
}

/* Who is surely one with a later mention: "I" before its speaker, and a description before its name. */
static void find_waiting(chains *c) {
    for (uint32_t m = 0; m < c->n; m++) {
        mention *x = &c->mentions[m];
        if (x->sort == SORT_I && x->speaker != CHAIN_NONE && x->speaker > m) x->waits = x->speaker;
        if (x->sort != SORT_NAME || (x->kind && x->kind != KIND_PERSON)) continue;
        for (uint32_t k = m; k-- > 0 && k + 8 > m;) {
            mention *b = &c->mentions[k];
            if (b->sentence != x->sentence) break;
            if (!describes(c->r->tokens, b, x)) continue;
            b->waits = m;
            x->kind = KIND_PERSON;
            break;
        }
    }
}

bool chains_begin(chains *c, dl_report *r) {
    *c = (chains){.r = r, .words = r->model->mentions};
    if (!mention_find(c) || !mention_codes(c) || !mention_speakers(c) || !find_repeats(c)) return false;
    find_parents(c);
    find_waiting(c);
    c->chains = ARENA_NEW(&r->arena, chain, c->n + 1);
    c->next = ARENA_NEW(&r->arena, uint32_t, c->n + 1);
    return c->chains && c->next;
}

/* How much of a name there is: more words are fuller; what is all capitals or one word is less. */
static uint32_t fullness(const chains *c, uint32_t m) {
    const mention *x = &c->mentions[m];
    return x->name_last - x->name_first;
}

void chain_join(chains *c, uint32_t m, uint32_t a) {
    mention *x = &c->mentions[m];
    chain *k;
    c->next[m] = CHAIN_NONE;
    if (a == CHAIN_NONE) {
        x->chain = (uint32_t)c->n_chains;
        k = &c->chains[c->n_chains++];
        *k = (chain){.first = m, .last = m, .list = m, .tail = m, .name = CHAIN_NONE, .kind = x->kind, .sex = x->sex, .number = x->number};
    } else {
        x->chain = c->mentions[a].chain;
        k = &c->chains[x->chain];
        c->next[k->tail] = m;
        k->tail = k->last = m;
        if (!k->kind) k->kind = x->kind;
        bool guess = x->sort == SORT_NAME && x->flags & MENTION_GIVEN && x->name_first == x->name_last && k->sex; /* "Kelly" */
        if (x->sort != SORT_THEY && x->sex && !guess) k->sex = k->sex ? (k->sex & x->sex ? k->sex & x->sex : k->sex) : x->sex;
        if (x->number && x->sort != SORT_THEY) k->number = k->number & x->number ? k->number & x->number : k->number | x->number;
    }
    k->count++;
    if (x->sort != SORT_NAME && x->reading && !k->described && *x->reading->code) k->described = x->reading->code;
    if (!SORT_IS_PRONOUN(x->sort)) {
        k->words |= x->word_bits | x->head_bit;
        k->heads |= x->head_bit;
    }
    if (x->sort == SORT_NAME) {
        k->names++;
        if (x->reading && !k->code && *x->reading->code) k->code = x->reading->code;
        if (k->name == CHAIN_NONE || fullness(c, m) > fullness(c, k->name)) k->name = m;
    }
}

/* All of `from` goes to `to`; cost is the length of `from`. */
static void merge(chains *c, uint32_t from, uint32_t to) {
    chain *a = &c->chains[from], *b = &c->chains[to];
    if (from == to || (a->name != CHAIN_NONE && b->name != CHAIN_NONE)) return;
    for (uint32_t m = a->list;; m = c->next[m]) {
        c->mentions[m].chain = to;
        if (m == a->tail) break;
    }
    c->next[b->tail] = a->list;
    b->tail = a->tail;
    if (a->last > b->last) b->last = a->last;
    if (a->first < b->first) b->first = a->first; /* the list is put in order at the end */
    b->count += a->count;
    b->names += a->names;
    b->words |= a->words;
    b->heads |= a->heads;
    if (b->name == CHAIN_NONE) b->name = a->name;
    if (!b->kind) b->kind = a->kind;
    a->count = 0;
}

void chain_join_waiting(chains *c, uint32_t m) {
    for (; c->waiting < c->n && c->waiting < m; c->waiting++) {
        const mention *x = &c->mentions[c->waiting];
        if (x->waits == CHAIN_NONE) continue;
        if (x->waits >= m) return;
        merge(c, x->chain, c->mentions[x->waits].chain);
    }
}

static bool same_word(const dl_token *t, const char *lemma) { return t->lemma && !strcasecmp(t->lemma, lemma); }

/* Is `word` in the title of a person's name ("Defense Minister Omar Haddad": minister), or the last of the office that he is
 * known to hold? */
static bool has_title(const chains *c, const mention *name, const char *word) {
    const dl_token *t = c->r->tokens;
    const actor_reading *r = name->reading;
    if (r && r->kind == ACTOR_PERSON && r->in_office && !r->former && *r->role) {
        const char *last = strrchr(r->role, ' ');
        if (!strcasecmp(last ? last + 1 : r->role, word)) return true;
    }
    if (!(name->flags & MENTION_TITLED)) return false;
    for (uint32_t i = name->first; i < name->name_first; i++)
        if (same_word(&t[i], word) && (i + 1 == name->name_first || t[i + 1].upos != DL_NOUN)) return true;
    return false;
}

/* "The minister" is the one person of that title that was named of late: who; CHAIN_NONE where there is none, or where scores may
 * tell which; m itself where two stand in one sentence and nothing can. */
static uint32_t title_bearer(const chains *c, uint32_t m) {
    enum { BACK = 60, SENTENCES = 8 };
    const mention *self = &c->mentions[m];
    const char *word = c->r->tokens[self->head].lemma;
    uint32_t who = CHAIN_NONE;
    if (self->sort != SORT_DEFINITE || self->kind != KIND_PERSON || self->number == NUMBER_MANY || !word || self->last != self->head ||
        self->first + 1 != self->head)
        return CHAIN_NONE;
    for (uint32_t a = m; a-- > 0 && m - a < BACK && self->sentence - c->mentions[a].sentence < SENTENCES;) {
        const mention *x = &c->mentions[a];
        if (x->lemma == self->lemma && x->sort != SORT_NAME && x->number != NUMBER_MANY) return CHAIN_NONE; /* scores may say */
        if (x->sort != SORT_NAME || !has_title(c, x, word)) continue;
        const dl_token *t = c->r->tokens;
        if (who != CHAIN_NONE && strcasecmp(t[c->mentions[who].name_last].form, t[x->name_last].form))
            return c->mentions[who].sentence == x->sentence ? m : CHAIN_NONE;
        if (who == CHAIN_NONE) who = a;
    }
    return who;
}

uint32_t chain_by_rule(chains *c, name_index *x, uint32_t m) {
    const mention *self = &c->mentions[m];
    if (self->sort == SORT_NAME) return name_match(x, m);
    if (self->waits != CHAIN_NONE) return m;
    if (self->sort < SORT_MODIFIER && self->sort != SORT_NAME) {
        uint32_t who = name_match_office(x, m);
        if (who == CHAIN_NONE) who = code_nominal(c, x, self);
        if (who == CHAIN_NONE) who = title_bearer(c, m);
        if (who != CHAIN_NONE) return who;
    }
    if (self->sort == SORT_I && self->speaker != CHAIN_NONE) return self->speaker;
    return CHAIN_NONE;
}

bool chain_in_doubt(const chains *c, uint32_t m, uint32_t a) {
    const mention *x = &c->mentions[m], *up = x->parent == CHAIN_NONE ? NULL : &c->mentions[x->parent];
    return a != CHAIN_NONE && a != m && x->sort == SORT_NAME && up && up->sort == SORT_NAME && up->name_first <= x->head && x->head <= up->name_last;
}

/* ---- links by rules alone: for a model without learned ones, and to measure what learning gives -------------------- */

static float rule_score(const chains *c, uint32_t mi, uint32_t ai) {
    const mention *m = &c->mentions[mi], *a = &c->mentions[ai];
    const dl_token *t = c->r->tokens;
    float near = 1.0f / (float)(1 + mi - ai);
    if (t[m->head].deprel == DL_REL_appos && t[m->head].head == a->head) return 3;
    if (m->flags & MENTION_PREDICATE && t[a->head].head == m->head && t[a->head].deprel == DL_REL_nsubj) return m->sort == SORT_DEFINITE ? 2 : -1;
    if (!pair_agrees(c, mi, ai)) return -1;
    switch (m->sort) {
    case SORT_HE: case SORT_SHE:
        if (c->chains[a->chain].kind != KIND_PERSON || a->sort == SORT_I) return -1;
        return near + (a->role == ROLE_SUBJECT ? 1 : 0.5f) - 0.3f * (float)(m->sentence - a->sentence);
    case SORT_IT: case SORT_THEY:
        if (m->sentence - a->sentence > 1 || a->sort == SORT_MODIFIER || a->sort == SORT_THIS) return -1;
        if (m->sort == SORT_THEY && !(c->chains[a->chain].number & NUMBER_MANY)) return -1;
        return near + (a->role == ROLE_SUBJECT ? 1 : 0.5f) - 0.4f * (float)(m->sentence - a->sentence);
    case SORT_I: case SORT_WE: case SORT_YOU: return a->sort == m->sort ? 1 + near : -1;
    case SORT_DEFINITE: case SORT_DEMONSTRATIVE: return m->lemma == a->lemma ? 1 + near : -1;
    case SORT_POSSESSED: return m->string == a->string ? 1 + near : -1;
    default: return -1;
    }
}

/* ---- the finished chains --------------------------------------------------------------------------------------------- */

/* Numbers the chains by their first mentions and puts each one's mentions in order. */
bool chains_order(chains *c) {
    uint32_t *number = ARENA_NEW(&c->r->arena, uint32_t, c->n_chains + 1);
    chain *ordered = ARENA_NEW(&c->r->arena, chain, c->n_chains + 1);
    if (!number || !ordered) return false;
    uint32_t n = 0;
    for (uint32_t m = 0; m < c->n; m++) {
        uint32_t *k = &c->mentions[m].chain;
        if (!number[*k]) {
            ordered[n] = c->chains[*k];
            ordered[n].first = ordered[n].tail = m;
            number[*k] = ++n;
        }
        *k = number[*k] - 1;
        c->next[m] = CHAIN_NONE;
        if (ordered[*k].tail != m) c->next[ordered[*k].tail] = m;
        ordered[*k].tail = ordered[*k].last = m;
    }
    c->chains = ordered;
    c->n_chains = n;
    return true;
}

/* ---- all of a report ----------------------------------------------------------------------------------------------- */

/* Sums of the own rows of each mention: later (for the one in question), earlier for all before it. */
typedef struct own_sums {
    int16_t begun[PAIR_HIDDEN];
} own_sums;

/* `by_rule` is the only candidate where there is one. */
static uint32_t best_of(const chains *c, const pair_net *net, const own_sums *sums, uint32_t m, uint32_t by_rule) {
    uint32_t candidates[PAIR_CANDIDATES] = {by_rule}, best = CHAIN_NONE;
    uint16_t rows[PAIR_SLOTS];
    bool ruled = by_rule != CHAIN_NONE;
    int n = ruled ? 1 : pair_candidates(c, m, candidates), nearer = 0;
    int16_t begun[PAIR_HIDDEN];
    float most = 0, s;
    if (!n) return CHAIN_NONE;
    if (net) {
        pair_begin(net, c, m, PAIR_NEW, begun);
        most = pair_score_new(net, begun);
        pair_begin(net, c, m, PAIR_LATER, begun);
    }
    for (int i = 0; i < n; i++) {
        if (net) {
            int many = pair_rows(c, m, candidates[i], ruled ? -1 : nearer, rows);
            s = pair_score(net, begun, sums[candidates[i]].begun, rows, many);
        } else s = rule_score(c, m, candidates[i]);
        if (s > most) most = s, best = candidates[i];
        nearer += pair_agrees(c, m, candidates[i]);
    }
    return best;
}

bool chains_link(chains *c, const pair_net *net) {
    name_index *x = name_index_new(c);
    own_sums *sums = net ? ARENA_NEW(&c->r->arena, own_sums, c->n + 1) : NULL;
    if (!x || (net && !sums)) return false;
    for (uint32_t m = 0; m < c->n; m++) {
        uint32_t a = chain_by_rule(c, x, m);
        if (a == CHAIN_NONE || (net && chain_in_doubt(c, m, a))) a = best_of(c, net, sums, m, a);
        chain_join(c, m, a == m ? CHAIN_NONE : a);
        chain_join_waiting(c, m + 1);
        if (net) pair_begin(net, c, m, PAIR_EARLIER, sums[m].begun);
    }
    chain_join_waiting(c, (uint32_t)c->n);
    return chains_order(c);
}
