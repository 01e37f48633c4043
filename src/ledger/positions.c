/* positions.c - who demands, offers, refuses or accepts what, toward whom: statements by what they do, verbs of taking a position by
 * who does them; and what was answered: by a statement that takes it up, by "demands rejected by ...", or by its being due. */
#include <stdio.h>
#include <string.h>

#include "ledger/finder.h"
#include "model.h"

typedef struct taker {
    finder f;
    uint32_t *by_head; /* per token: the statement whose cue it is, or DL_NONE */
    uint32_t room;
} taker;

enum { CLAUSES = 8, NO_STANCE = DL_STANCES };

static int stance_of_act(int act) {
    switch (act) {
    case DL_ACT_DEMAND: case DL_ACT_REQUEST: case DL_ACT_CALL: return DL_STANCE_DEMAND;
    case DL_ACT_PROPOSE: case DL_ACT_OFFER: case DL_ACT_PROMISE: return DL_STANCE_OFFER;
    case DL_ACT_REJECT: case DL_ACT_REFUSE: return DL_STANCE_REFUSE;
    case DL_ACT_ACCEPT: return DL_STANCE_ACCEPT;
    default: return NO_STANCE;
    }
}

static uint16_t complement(const tree *t, uint16_t verb) {
    static const int RELS[] = {DL_REL_ccomp, DL_REL_xcomp, DL_REL_obj, DL_REL_nsubj_pass};
    for (size_t i = 0; i < sizeof RELS / sizeof *RELS; i++) {
        uint16_t c = tree_child(t, verb, RELS[i]);
        if (c != TREE_NONE) return c;
    }
    return TREE_NONE;
}

/* "wants to see an end to it" and "wants it to end" demand; "wants to join" does not. */
static bool demands(const finder *f, uint16_t verb) {
    const tree *t = &f->t;
    uint16_t deed = tree_child(t, verb, DL_REL_xcomp), object = tree_child(t, verb, DL_REL_obj);
    if (strcmp(t->words[verb].lemma, "want") && strcmp(t->words[verb].lemma, "seek")) return complement(t, verb) != TREE_NONE;
    bool another = object != TREE_NONE && !DL_HAS(&t->words[object], PronType_Rel); /* no "deal that they sought to broker" */
    if (deed != TREE_NONE) return another || finder_bits(f, deed) & LEDGER_WITNESS;
    if (object == TREE_NONE) return false;
    for TREE_CHILDREN(t, object, c) {
        uint16_t by = tree_child(t, c, DL_REL_case);
        if (by != TREE_NONE && !strcmp(t->words[by].lemma, "from") && finder_actor(f, c)) return true;
    }
    return false;
}

static int stance_of_verb(const finder *f, uint16_t verb) {
    const dl_token *w = &f->t.words[verb];
    uint32_t b = finder_bits(f, verb);
    bool planned = false;
    if (w->upos != DL_VERB || !(b & (LEDGER_DEMANDS | LEDGER_OFFERS | LEDGER_REFUSES | LEDGER_ACCEPTS))) return NO_STANCE;
    if (!finder_is_so(f, verb, &planned) || planned || complement(&f->t, verb) == TREE_NONE) return NO_STANCE;
    if (b & LEDGER_DEMANDS) return demands(f, verb) ? DL_STANCE_DEMAND : NO_STANCE;
    if (b & LEDGER_REFUSES && finder_bits(f, complement(&f->t, verb)) & LEDGER_CLAIM) return NO_STANCE;
    return b & LEDGER_OFFERS ? DL_STANCE_OFFER : b & LEDGER_REFUSES ? DL_STANCE_REFUSE : DL_STANCE_ACCEPT;
}

/* Lobbies and firms have wishes too, but the ledger is of those who are parties. */
static bool is_party(const finder *f, const dl_entity *e) {
    const char *sector = e->sector;
    if (!sector) return e->kind == DL_ENTITY_COUNTRY || e->kind == DL_ENTITY_ORGANIZATION;
    uint32_t b = table_find(&f->r->model->ledger->words, sector, strlen(sector));
    return b != TABLE_NONE && b & LEDGER_PARTY;
}

/* What a statement does, but for "said that they should", which is no offer, "rejected the claim", which denies, and approval
 * that is no answer to anything. */
static int stance_of_statement(const finder *f, uint16_t verb, const dl_statement *s, uint16_t content) {
    int stance = stance_of_act(s->act);
    uint32_t b = finder_bits(f, verb);
    bool planned = false;
    if (f->t.words[verb].upos == DL_VERB && !finder_is_so(f, verb, &planned)) return NO_STANCE;
    if (stance == DL_STANCE_OFFER && b & LEDGER_PLAIN) return NO_STANCE;
    if (stance == DL_STANCE_REFUSE && content != TREE_NONE && finder_bits(f, content) & LEDGER_CLAIM) return NO_STANCE;
    if (stance == DL_STANCE_ACCEPT && !(b & (LEDGER_ACCEPTS | LEDGER_SAYS_YES))) return NO_STANCE;
    return stance;
}

/* ---- what is wanted ---- */

static bool covers(const dl_statement *s, const dl_token *w) {
    for (uint32_t i = 0; i < s->n_content; i++)
        if (s->content[i].start <= w->span.start && w->span.end <= s->content[i].end) return true;
    return false;
}

/* The head of the content in this sentence: of several, the first that is a clause ("called on Paris to leave"). */
static uint16_t content_head(const tree *t, const dl_statement *s) {
    uint16_t first = TREE_NONE;
    for (uint16_t w = 0; w < t->n && w < TREE_MOST; w++) {
        if (t->words[w].upos == DL_PUNCT || !covers(s, &t->words[w]) || (t->parent[w] != TREE_NONE && covers(s, &t->words[t->parent[w]]))) continue;
        if (tree_is_clause(t, w)) return w;
        if (first == TREE_NONE) first = w;
    }
    return first;
}

/* The clauses in which several things are demanded: "guarantees that it will halt ..., and that it will withdraw ...". */
static int clauses_of(const tree *t, uint16_t head, uint16_t out[CLAUSES]) {
    int n = 0;
    if (t->words[head].upos == DL_NOUN)
        for TREE_CHILDREN(t, head, c)
            if ((t->words[c].deprel == DL_REL_acl || t->words[c].deprel == DL_REL_ccomp) && tree_child(t, c, DL_REL_mark) != TREE_NONE) {
                head = c;
                break;
            }
    out[n++] = head;
    for (int i = 0; i < n; i++)
        for TREE_CHILDREN(t, out[i], c)
            if (n < CLAUSES && t->words[c].deprel == DL_REL_conj && t->words[c].upos == DL_VERB && t->words[head].upos == DL_VERB) out[n++] = c;
    return n;
}

/* The words of a clause without those joined to it and without what it begins and ends with: "and", commas, "that". */
static dl_span clause_span(const tree *t, uint16_t head, int n) {
    uint16_t from = t->left[head], to = t->right[head];
    if (n > 1)
        for TREE_CHILDREN(t, head, c)
            if (c > head && (t->words[c].deprel == DL_REL_conj || t->words[c].deprel == DL_REL_parataxis) && t->left[c] <= to && t->left[c] > head) to = (uint16_t)(t->left[c] - 1);
#define LOOSE(w) (t->words[w].upos == DL_PUNCT || t->words[w].upos == DL_CCONJ)
    while (from < head && (LOOSE(from) || t->words[from].upos == DL_SCONJ)) from++;
    while (to > head && LOOSE(to)) to--;
#undef LOOSE
    return (dl_span){t->words[from].span.start, t->words[to].span.end};
}

/* ---- toward whom ---- */

static const dl_entity *other(const dl_entity *e, const char *party) { return e && e->actor && strcmp(e->actor, party) ? e : NULL; }

static const dl_entity *find_toward(const finder *f, uint16_t verb, uint16_t clause, const char *party) {
    static const char *const LEADS[] = {"from", "to", "with", "against", "toward", "towards", "by", "on", "of"};
    const tree *t = &f->t;
    const dl_entity *e;
    uint16_t object = verb == TREE_NONE ? TREE_NONE : tree_child(t, verb, DL_REL_obj);
    uint16_t subject = clause == TREE_NONE ? TREE_NONE : tree_child(t, clause, DL_REL_nsubj);
    if ((e = other(finder_actor(f, object), party)) || (e = other(finder_actor(f, subject), party))) return e;
    uint16_t top = verb != TREE_NONE ? verb : clause;
    if (top == TREE_NONE) return NULL;
    for (size_t k = 0; k < sizeof LEADS / sizeof *LEADS; k++)
        for (uint16_t w = top; w <= t->right[top]; w++) {
            uint16_t by = tree_child(t, w, DL_REL_case);
            if (by != TREE_NONE && !strcmp(t->words[by].lemma, LEADS[k]) && (e = other(finder_actor(f, w), party))) return e;
        }
    return NULL;
}

/* ---- what it is about ---- */

static uint32_t groups_of(const struct ledger_model *m, uint32_t issue, const dl_token *w) {
    char key[80];
    int n = snprintf(key, sizeof key, "%u %.60s", issue, w->lemma);
    for (char *c = key; *c; c++) *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    uint32_t bits = table_find(&m->issue_words, key, (size_t)n);
    return bits == TABLE_NONE ? 0 : bits;
}

static const char *issue_of(const taker *k, dl_span span) {
    const dl_report *r = k->f.r;
    const struct ledger_model *m = r->model->ledger;
    const tree *t = &k->f.t;
    uint16_t from = 0, to = 0;
    while (from < t->n && t->words[from].span.end <= span.start) from++;
    for (to = from; to < t->n && t->words[to].span.start < span.end;) to++;
    for (uint32_t i = 0; i < m->n_issues; i++) {
        uint32_t have = 0;
        for (uint16_t w = from; w < to && w - from < 60; w++) have |= groups_of(m, i, &t->words[w]);
        if (have == m->issues[i].groups) return m->issues[i].label;
    }
    if (from == to) return "";
    const dl_token *a = &t->words[from], *b = &t->words[to - 1];
    uint32_t bytes = b->byte + b->bytes - a->byte;
    return arena_copy(&k->f.r->arena, r->text + a->byte, bytes < 240 ? bytes : 240 - (uint32_t)(((unsigned char)r->text[a->byte + 240] & 0xC0) == 0x80));
}

/* ---- what was answered ---- */

static void answer(dl_position *p, int how, const char *by, uint32_t statement) {
    p->answer = (uint8_t)how;
    p->answer_by = by;
    p->answer_statement = statement;
}

static void answer_by_statement(const dl_report *r, dl_position *p) {
    if (p->statement == DL_NONE) return;
    for (uint32_t i = 0; i < r->n_statements; i++) {
        const dl_statement *s = &r->statements[i];
        const char *by = s->source_entity == DL_NONE ? NULL : r->entities[s->source_entity].actor;
        if (s->retracts == p->statement) answer(p, DL_ANSWER_RETRACTED, by, i);
        if (s->answers != p->statement || s->negated) continue;
        int stance = stance_of_act(s->act);
        if (stance == DL_STANCE_REFUSE) answer(p, DL_ANSWER_REJECTED, by, i);
        else if (stance == DL_STANCE_ACCEPT || s->act == DL_ACT_WELCOME) answer(p, DL_ANSWER_ACCEPTED, by, i);
    }
}

/* The verb that answers the demand or offer named at `word`, in "demands rejected by the West"; TREE_NONE if there is none. */
static uint16_t answering(const finder *f, uint16_t word) {
    if (!(finder_bits(f, word) & LEDGER_STANCE)) return TREE_NONE;
    for TREE_CHILDREN(&f->t, word, c) {
        int rel = tree_base(f->t.words[c].deprel); /* xcomp where "demands" was taken for a verb */
        if ((rel == DL_REL_acl || rel == DL_REL_xcomp) && finder_bits(f, c) & (LEDGER_SAYS_NO | LEDGER_SAYS_YES)) return c;
    }
    return TREE_NONE;
}

/* "demands rejected by the West", "the West rejected the demands": the positions of this sentence and the one before. */
static void answer_by_words(const taker *k, uint32_t from) {
    dl_report *r = k->f.r;
    const tree *t = &k->f.t;
    for (uint16_t w = 0; w < t->n && w < TREE_MOST; w++) {
        if (!(finder_bits(&k->f, w) & LEDGER_STANCE)) continue;
        uint16_t beside = answering(&k->f, w), verb = beside != TREE_NONE ? beside : t->parent[w];
        if (verb == TREE_NONE) continue;
        uint32_t b = finder_bits(&k->f, verb);
        int how = b & LEDGER_SAYS_NO ? DL_ANSWER_REJECTED : b & LEDGER_SAYS_YES ? DL_ANSWER_ACCEPTED : b & LEDGER_TAKES_BACK ? DL_ANSWER_RETRACTED : DL_ANSWER_OPEN;
        const dl_entity *by = finder_doer(&k->f, verb);
        bool planned = false;
        if (how == DL_ANSWER_OPEN || !by || (beside == TREE_NONE && (!finder_is_so(&k->f, verb, &planned) || planned))) continue;
        uint16_t owner = tree_child(t, w, DL_REL_nmod_poss);
        const dl_entity *whose = owner == TREE_NONE ? NULL : finder_actor(&k->f, owner);
        for (uint32_t i = from; i < r->n_positions; i++) {
            dl_position *p = &r->positions[i];
            if (p->answer != DL_ANSWER_OPEN || p->sentence + 2 < k->f.sentence || (p->stance != DL_STANCE_DEMAND && p->stance != DL_STANCE_OFFER)) continue;
            if ((how == DL_ANSWER_RETRACTED) != !strcmp(by->actor, p->party) || (whose && strcmp(whose->actor, p->party))) continue;
            answer(p, how, by->actor, DL_NONE);
        }
    }
}

/* "... and Washington refused": an answer that names nothing, to what was last demanded of or offered to whoever gives it. */
static void answer_bare(const taker *k) {
    dl_report *r = k->f.r;
    const tree *t = &k->f.t;
    for (uint16_t w = 0; w < t->n && w < TREE_MOST; w++) {
        uint32_t b = finder_bits(&k->f, w);
        bool planned = false;
        if (t->words[w].upos != DL_VERB || !(b & (LEDGER_SAYS_NO | LEDGER_SAYS_YES)) || complement(t, w) != TREE_NONE) continue;
        if (tree_child_base(t, w, DL_REL_obl) != TREE_NONE || !finder_is_so(&k->f, w, &planned) || planned) continue;
        const dl_entity *by = finder_doer(&k->f, w);
        for (size_t i = by ? r->n_positions : 0; i > 0 && r->positions[i - 1].sentence + 2 > k->f.sentence; i--) {
            dl_position *p = &r->positions[i - 1];
            if (p->head >= finder_token(&k->f, w) || p->answer != DL_ANSWER_OPEN || !p->toward || strcmp(p->toward, by->actor)) continue;
            if (p->stance != DL_STANCE_DEMAND && p->stance != DL_STANCE_OFFER) continue;
            answer(p, b & LEDGER_SAYS_NO ? DL_ANSWER_REJECTED : DL_ANSWER_ACCEPTED, by->actor, DL_NONE);
            break;
        }
    }
}

/* A meeting that was asked for and is due later on was granted. */
static void answer_by_schedule(const dl_report *r, dl_position *p, const dl_token *thing) {
    if (p->answer != DL_ANSWER_OPEN || p->stance != DL_STANCE_DEMAND || !(ledger_word(r, (uint32_t)(thing - r->tokens)) & LEDGER_THING)) return;
    for (uint32_t i = 0; i < r->n_schedule; i++) {
        const dl_due *d = &r->schedule[i];
        if (d->sentence <= p->sentence || strcmp(r->tokens[d->thing].lemma, thing->lemma)) continue;
        if (d->body && p->toward && strcmp(d->body, p->toward)) continue;
        answer(p, DL_ANSWER_ACCEPTED, d->body ? d->body : p->toward, d->statement);
        return;
    }
}

/* ---- one position ---- */

static bool add(taker *k, dl_position p) {
    dl_report *r = k->f.r;
    if (r->n_positions == k->room) {
        uint32_t room = k->room ? k->room * 2 : 16;
        r->positions = arena_grow(&r->arena, r->positions, r->n_positions, room, sizeof p);
        if (!r->positions) return false;
        k->room = room;
    }
    r->positions[r->n_positions++] = p;
    return true;
}

/* "Kenya withdrew its offer to mediate", "India rejected Pakistan's demand for talks": the demand or offer that `verb` answers, if its
 * owner and what is wanted are named; TREE_NONE if not. *owner: whose it is; *wanted: the head of what is wanted. */
static uint16_t named(const finder *f, uint16_t verb, const dl_entity **owner, uint16_t *wanted) {
    const tree *t = &f->t;
    uint32_t b = finder_bits(f, verb);
    bool planned = false;
    if (t->words[verb].upos != DL_VERB || !(b & (LEDGER_SAYS_NO | LEDGER_SAYS_YES | LEDGER_TAKES_BACK))) return TREE_NONE;
    uint16_t noun = tree_child(t, verb, DL_REL_obj);
    const dl_entity *doer = finder_doer(f, verb);
    if (noun == TREE_NONE || !(finder_bits(f, noun) & LEDGER_STANCE) || !doer || !finder_is_so(f, verb, &planned) || planned) return TREE_NONE;
    *wanted = TREE_NONE;
    *owner = NULL;
    for TREE_CHILDREN(t, noun, c) {
        int rel = tree_base(t->words[c].deprel);
        uint16_t by = rel == DL_REL_nmod ? tree_child(t, c, DL_REL_case) : TREE_NONE;
        const char *case_ = by == TREE_NONE ? "" : t->words[by].lemma;
        bool behind = !strcmp(case_, "by") || !strcmp(case_, "from");
        if (!*owner && ((rel == DL_REL_nmod && c < noun) || behind || t->words[c].deprel == DL_REL_nmod_poss))
            *owner = b & LEDGER_TAKES_BACK && t->words[c].upos == DL_PRON ? doer : finder_actor(f, c);
        bool clause = (rel == DL_REL_acl || rel == DL_REL_ccomp) && tree_child(t, c, DL_REL_mark) != TREE_NONE;
        if (*wanted == TREE_NONE && c > noun && (clause || !strcmp(case_, "for") || (!strcmp(case_, "of") && !finder_actor(f, c)))) *wanted = c;
    }
    bool own = *owner && !strcmp((*owner)->actor, doer->actor);
    for TREE_CHILDREN(t, verb, c) { /* "dropped its demand for a zone", where the tree has it with the verb */
        uint16_t by = c > noun && tree_base(t->words[c].deprel) == DL_REL_obl ? tree_child(t, c, DL_REL_case) : TREE_NONE;
        if (*wanted == TREE_NONE && by != TREE_NONE && by == noun + 1 && !strcmp(t->words[by].lemma, "for")) *wanted = c;
    }
    return *wanted != TREE_NONE && *owner && is_party(f, *owner) && own == !!(b & LEDGER_TAKES_BACK) ? noun : TREE_NONE;
}

/* A demand or offer of which the report tells by its answer; one that was told of before is answered now. */
static bool take_named(taker *k, uint16_t verb, uint16_t noun, const dl_entity *owner, uint16_t wanted) {
    const finder *f = &k->f;
    dl_report *r = f->r;
    const dl_entity *doer = finder_doer(f, verb);
    uint32_t b = finder_bits(f, verb), token = finder_token(f, verb);
    int how = b & LEDGER_TAKES_BACK ? DL_ANSWER_RETRACTED : b & LEDGER_SAYS_NO ? DL_ANSWER_REJECTED : DL_ANSWER_ACCEPTED;
    uint32_t statement = k->by_head[token] != DL_NONE ? k->by_head[token] : r->statement_at ? r->statement_at[token] : DL_NONE;
    dl_position p = {.span = clause_span(&f->t, wanted, 1), .sentence = f->sentence, .head = token, .party = owner->actor,
                     .party_entity = (uint32_t)(owner - r->entities), .toward_entity = DL_NONE, .statement = statement,
                     .stance = finder_bits(f, noun) & LEDGER_OFFERED ? DL_STANCE_OFFER : DL_STANCE_DEMAND};
    if (how != DL_ANSWER_RETRACTED) p.toward = doer->actor, p.toward_entity = (uint32_t)(doer - r->entities);
    if (!(p.issue = issue_of(k, p.span))) return false;
    answer(&p, how, doer->actor, statement);
    for (size_t i = 0; i < r->n_positions; i++) {
        dl_position *q = &r->positions[i];
        if (q->answer != DL_ANSWER_OPEN || q->stance != p.stance || strcmp(q->party, p.party) || strcmp(q->issue, p.issue)) continue;
        answer(q, how, doer->actor, statement);
        return true;
    }
    return add(k, p);
}

/* One way of taking a position, before it is said by whom. */
typedef struct position_of {
    uint16_t verb, head; /* head: of what is wanted */
    int stance;
    uint32_t own, outer; /* the statement that it is, and in which it stands; or DL_NONE */
    const dl_statement *s; /* own, or NULL */
} position_of;

static bool take_for(taker *k, const position_of *of, const dl_entity *party) {
    finder *f = &k->f;
    dl_report *r = f->r;
    const tree *t = &f->t;
    uint16_t clauses[CLAUSES];
    const dl_entity *addressee = of->s && of->s->addressee_entity != DL_NONE ? &r->entities[of->s->addressee_entity] : NULL;
    if (addressee && addressee->actor && !strcmp(addressee->actor, party->actor)) {
        if (of->stance == DL_STANCE_DEMAND) return true; /* an affair of their own */
        addressee = NULL;
    }
    int n = of->stance == DL_STANCE_DEMAND ? clauses_of(t, of->head, clauses) : (clauses[0] = of->head, 1);
    for (int i = 0; i < n; i++) {
        dl_position p = {.span = clause_span(t, clauses[i], n), .sentence = f->sentence, .head = finder_token(f, of->verb), .party = party->actor,
                         .party_entity = (uint32_t)(party - r->entities), .toward_entity = DL_NONE, .stance = (uint8_t)of->stance,
                         .statement = of->own != DL_NONE ? of->own : of->outer, .answer_statement = DL_NONE};
        const dl_entity *toward = addressee && addressee->actor ? addressee : find_toward(f, of->verb, clauses[i], party->actor);
        /* What one says that another has offered was offered to the one who says it. */
        if (!toward && of->outer != DL_NONE && r->statements[of->outer].source_entity != DL_NONE)
            toward = other(&r->entities[r->statements[of->outer].source_entity], party->actor);
        if (toward) p.toward = toward->actor, p.toward_entity = (uint32_t)(toward - r->entities);
        if (!(p.issue = issue_of(k, p.span))) return false;
        if (of->own != DL_NONE) answer_by_statement(r, &p);
        answer_by_schedule(r, &p, &t->words[clauses[i]]);
        if (!add(k, p)) return false;
    }
    return true;
}

static bool take(taker *k, uint16_t verb) {
    finder *f = &k->f;
    dl_report *r = f->r;
    const tree *t = &f->t;
    uint32_t token = finder_token(f, verb), own = k->by_head[token];
    const dl_statement *s = own == DL_NONE ? NULL : &r->statements[own];
    uint16_t head = s ? content_head(t, s) : complement(t, verb), wanted;
    const dl_entity *owner;
    uint16_t noun = named(f, verb, &owner, &wanted);
    if (noun != TREE_NONE) return take_named(k, verb, noun, owner, wanted);
    int stance = s ? stance_of_statement(f, verb, s, head) : NO_STANCE;
    if (stance == NO_STANCE) stance = stance_of_verb(f, verb);
    if (stance == NO_STANCE || (s && s->negated) || answering(f, verb) != TREE_NONE) return true; /* "demands rejected" makes none */
    const dl_entity *party = s && s->source_entity != DL_NONE ? &r->entities[s->source_entity] : finder_doer(f, verb);
    if (!party || !party->actor || !is_party(f, party)) return true;
    if (head == TREE_NONE) return true; /* its content stands in other sentences alone */
    uint32_t outer = s ? s->outer : r->statement_at ? r->statement_at[token] : DL_NONE;
    if (outer != DL_NONE && r->statements[outer].act == DL_ACT_DENY) return true; /* "denied that it had promised" */
    const position_of of = {.verb = verb, .head = head, .stance = stance, .own = own, .outer = outer, .s = s};
    if (!take_for(k, &of, party)) return false;
    /* "China and the European Union urged restraint" */
    uint16_t subject = s ? (s->source_head != DL_NONE && s->source_head - t->first < t->n ? (uint16_t)(s->source_head - t->first) : TREE_NONE)
                         : tree_child_base(t, verb, DL_REL_nsubj);
    if (subject == TREE_NONE) return true;
    for TREE_CHILDREN(t, subject, c) {
        const dl_entity *also = t->words[c].deprel == DL_REL_conj ? finder_actor(f, c) : NULL;
        if (also && also->actor && strcmp(also->actor, party->actor) && is_party(f, also) && !take_for(k, &of, also)) return false;
    }
    return true;
}

bool ledger_positions(dl_report *r) {
    if (!r->n_tokens) return true;
    taker k = {.f = {.r = r}, .by_head = arena_alloc(&r->arena, r->n_tokens * sizeof *k.by_head)};
    if (!k.by_head) return false;
    for (size_t i = 0; i < r->n_tokens; i++) k.by_head[i] = DL_NONE;
    for (uint32_t i = 0; i < r->n_statements; i++)
        if (r->statements[i].head != DL_NONE) k.by_head[r->statements[i].head] = i;
    uint32_t before = 0;
    for (size_t s = 0; s < r->n_sentences; s++) {
        if (!r->sentences[s].count || !finder_sentence(&k.f, r->sentences[s].first)) continue;
        uint32_t here = (uint32_t)r->n_positions;
        for (uint16_t w = 0; w < k.f.t.n && w < TREE_MOST; w++)
            if (!take(&k, w)) return false;
        answer_by_words(&k, before);
        answer_bare(&k);
        before = here;
    }
    return true;
}
