/* status.c - how far the text says that an event is so: read from its own verb, then from every word above it in the tree that
 * governs it, up to the statement it stands in. In doubt it is not a fact. docs/events.md tells the rules with examples. */
#include <string.h>

#include "events/coder.h"

enum { NEGATED = 1, DENIED = 2, ALLEGED = 4, CONDITIONAL = 8, POSSIBLE = 16, PLANNED = 32, ONGOING = 64, PRESENT = 128, FACT = 256, INFINITIVE = 512,
       TENSED = 1024 };

typedef struct standing {
    uint32_t bits;
} standing;

static void negate(standing *s) { s->bits ^= NEGATED; }

static uint32_t words(const coder *c, uint32_t i) {
    const dl_token *t = &c->tokens[i];
    return t->lemma ? lexicon_status(c->lex, t->lemma) : 0;
}
#define SAYS(bits, status) ((bits) >> LEX_STATUS_##status & 1)

static bool nominal(const dl_token *t) { return t->upos == DL_NOUN || t->upos == DL_PROPN || t->upos == DL_PRON || t->upos == DL_NUM; }

/* The bits of a word that governs a clause: what it says of clauses alone counts too. */
static uint32_t of_clause(uint32_t w) {
    if (SAYS(w, PLANNED_CLAUSE)) w |= 1u << LEX_STATUS_PLANNED;
    if (SAYS(w, POSSIBLE_CLAUSE)) w |= 1u << LEX_STATUS_POSSIBLE;
    return w;
}

/* What a governing word says of its complement. */
static void governed(standing *s, uint32_t w) {
    if (SAYS(w, DENIED)) s->bits |= DENIED;
    else if (SAYS(w, NEGATED)) negate(s);
    if (SAYS(w, ALLEGED)) s->bits |= ALLEGED;
    if (SAYS(w, POSSIBLE)) s->bits |= POSSIBLE;
    else if (SAYS(w, PLANNED)) s->bits |= PLANNED;
    if (SAYS(w, CONDITIONAL)) s->bits |= CONDITIONAL;
    if (SAYS(w, FACT)) s->bits |= FACT;
    if (SAYS(w, ONGOING)) s->bits |= ONGOING;
}

static bool is_question(const coder *c, uint32_t i) {
    const dl_report *r = c->r;
    size_t low = 0, high = r->n_sentences;
    while (low + 1 < high) {
        size_t mid = (low + high) / 2;
        if (r->sentences[mid].first <= i) low = mid;
        else high = mid;
    }
    const dl_sentence *s = &r->sentences[low];
    for (uint32_t k = s->first + s->count; k-- > s->first && k + 4 > s->first + s->count;)
        if (!strcmp(c->tokens[k].form, "?")) return true;
    return false;
}

/* A noun's own small words: no, any, alleged, impending. */
static void own_noun(const coder *c, uint32_t i, standing *s) {
    const dl_token *t = c->tokens;
    EACH_CHILD(c, i, k) {
        uint32_t w = words(c, k);
        switch (t[k].deprel) {
        case DL_REL_det:
            if (SAYS(w, NEGATED)) negate(s);
            else if (SAYS(w, SOON)) s->bits |= POSSIBLE;
            else if (DL_HAS(&t[k], Definite_Def) || clause_is(&t[k], "the") || clause_is(&t[k], "this") || clause_is(&t[k], "these")) s->bits |= FACT;
            break;
        case DL_REL_nmod_poss: s->bits |= FACT; break;
        case DL_REL_amod: case DL_REL_compound: case DL_REL_advmod: case DL_REL_acl:
            if (t[k].deprel == DL_REL_acl && t[k].xpos != DL_XPOS_VBN) break;
            if (SAYS(w, ALLEGED)) s->bits |= ALLEGED;
            else if (SAYS(w, SOON)) s->bits |= SAYS(w, PLANNED) ? PLANNED : POSSIBLE;
            else if (t[k].deprel == DL_REL_acl && SAYS(w, PLANNED)) s->bits |= PLANNED;
            else if (t[k].deprel != DL_REL_acl && SAYS(w, NEGATED)) negate(s);
            else if (SAYS(w, ONGOING)) s->bits |= ONGOING | FACT;
            break;
        default: break;
        }
    }
}

/* "said he would go": what was said is "I will". */
static bool reported_will(const coder *c, uint32_t i, uint32_t modal) {
    const dl_token *t = c->tokens;
    if (!clause_is(&t[modal], "would") || t[i].deprel != DL_REL_ccomp || t[t[i].head].xpos != DL_XPOS_VBD) return false;
    return SAYS(words(c, t[i].head), SAID) && clause_child(c, i, DL_REL_advcl) == NO_TOKEN;
}

/* A verb's own auxiliaries, negation, tense and conditions. */
static void own_verb(const coder *c, uint32_t i, standing *s, bool first) {
    const dl_token *t = c->tokens;
    bool aux = false, be = false, copula = false, have = false, past_aux = false, subject = false;
    EACH_CHILD(c, i, k) {
        uint32_t w = 0;
        switch (t[k].deprel) {
        case DL_REL_aux: case DL_REL_aux_pass: case DL_REL_cop:
            aux = true;
            copula |= t[k].deprel == DL_REL_cop;
            be |= clause_is(&t[k], "be") && t[k].deprel == DL_REL_aux;
            have |= clause_is(&t[k], "have");
            past_aux |= t[k].xpos == DL_XPOS_VBD;
            if (t[k].xpos == DL_XPOS_MD) {
                w = words(c, k);
                if (first && reported_will(c, i, k)) s->bits |= PLANNED;
                else if (SAYS(w, POSSIBLE)) s->bits |= POSSIBLE;
                else if (SAYS(w, PLANNED)) s->bits |= PLANNED;
            }
            break;
        case DL_REL_advmod: case DL_REL_det: case DL_REL_cc_preconj:
            w = words(c, k);
            if (SAYS(w, NEGATED)) negate(s);
            else if (SAYS(w, ALLEGED)) s->bits |= ALLEGED;
            else if (SAYS(w, POSSIBLE)) s->bits |= POSSIBLE;
            break;
        case DL_REL_mark:
            w = words(c, k);
            if (SAYS(w, CONDITIONAL)) s->bits |= CONDITIONAL;
            else if (SAYS(w, NEGATED)) negate(s);
            else if (clause_is(&t[k], "to")) s->bits |= INFINITIVE;
            else if (SAYS(w, FACT) || clause_is(&t[k], "by")) s->bits |= FACT;
            break;
        case DL_REL_nsubj: case DL_REL_nsubj_pass: case DL_REL_obj: {
            subject |= t[k].deprel != DL_REL_obj;
            EACH_CHILD(c, k, d) /* no troops entered; nobody entered */
                if (t[d].deprel == DL_REL_det && clause_is(&t[d], "no")) negate(s);
            if (clause_is(&t[k], "nobody") || clause_is(&t[k], "none") || clause_is(&t[k], "nothing")) negate(s);
            break;
        }
        case DL_REL_advcl: /* the consequence of an "if" is no fact either */
            EACH_CHILD(c, k, m)
                if (t[m].deprel == DL_REL_mark && SAYS(words(c, m), CONDITIONAL) && !clause_is(&t[m], "until") && !clause_is(&t[m], "once")) s->bits |= CONDITIONAL;
            break;
        default: break;
        }
    }
    if (copula && s->bits & INFINITIVE) s->bits = (s->bits & ~(uint32_t)INFINITIVE) | PLANNED; /* "are to meet" */
    if (!first) return;
    int x = t[i].xpos;
    if (x == DL_XPOS_VBD || have || (aux && past_aux) || (clause_passive(c, i) && t[i].deprel == DL_REL_acl)) s->bits |= TENSED;
    if (x == DL_XPOS_VBZ || x == DL_XPOS_VBP) s->bits |= PRESENT | TENSED;
    if (x == DL_XPOS_VBG && be && !past_aux) s->bits |= ONGOING | TENSED;
    if (x == DL_XPOS_VBG && be && have) s->bits |= ONGOING;
    if (aux && !past_aux && !have && x == DL_XPOS_VBN) s->bits |= PRESENT | TENSED;
    if (x == DL_XPOS_VB && !aux && !subject && !(s->bits & INFINITIVE) && t[i].head == DL_ROOT) s->bits |= POSSIBLE; /* Stop the war! */
}

static bool definite(const coder *c, uint32_t i) {
    const dl_token *t = c->tokens;
    if (t[i].upos == DL_PROPN || t[i].upos == DL_PRON) return true;
    EACH_CHILD(c, i, k)
        if ((t[k].deprel == DL_REL_det && clause_is(&t[k], "the")) || t[k].deprel == DL_REL_nmod_poss || t[k].deprel == DL_REL_nummod) return true;
    return false;
}

/* "a camp in which 38 people had been killed": a clause with a subject of its own. */
static bool own_subject(const coder *c, uint32_t i) {
    uint32_t k = clause_child(c, i, DL_REL_nsubj);
    if (k == NO_TOKEN) k = clause_child(c, i, DL_REL_nsubj_pass);
    return k != NO_TOKEN && !DL_HAS(&c->tokens[k], PronType_Rel);
}

static bool fact_case(const coder *c, uint32_t i) {
    EACH_CHILD(c, i, k)
        if ((c->tokens[k].deprel == DL_REL_case || c->tokens[k].deprel == DL_REL_mark) && SAYS(words(c, k), FACT)) return true;
    return false;
}

static bool doubt_case(const coder *c, uint32_t i) {
    EACH_CHILD(c, i, k)
        if ((c->tokens[k].deprel == DL_REL_case || c->tokens[k].deprel == DL_REL_mark) &&
            (SAYS(words(c, k), CONDITIONAL) || SAYS(words(c, k), NEGATED) || SAYS(words(c, k), POSSIBLE)))
            return true;
    return false;
}

static void own(const coder *c, uint32_t i, standing *s, bool first) {
    const dl_token *t = &c->tokens[i];
    bool clause = t->upos == DL_VERB || t->upos == DL_AUX || clause_child(c, i, DL_REL_cop) != NO_TOKEN;
    if (clause) own_verb(c, i, s, first);
    if (first && nominal(t)) own_noun(c, i, s);
}

/* Goes up from word i and gathers what stands above it. */
static void climb(const coder *c, uint32_t i, standing *s) {
    const dl_token *t = c->tokens;
    own(c, i, s, true);
    bool noun = nominal(&t[i]);
    for (int steps = 0; steps < 40 && t[i].head != DL_ROOT; steps++) {
        uint32_t h = t[i].head, w = words(c, h);
        if (!noun) w = of_clause(w);
        bool verb_above = t[h].upos == DL_VERB || t[h].upos == DL_AUX;
        switch (t[i].deprel) {
        case DL_REL_conj: /* will meet and discuss: one auxiliary for both */
            if (t[h].upos == DL_VERB && !noun && (t[i].xpos == DL_XPOS_VB || t[i].xpos == DL_XPOS_VBG || t[i].xpos == DL_XPOS_VBN) && clause_child(c, i, DL_REL_aux) == NO_TOKEN) {
                standing above = {0};
                own_verb(c, h, &above, true);
                s->bits |= above.bits & ~(uint32_t)NEGATED;
                if (above.bits & NEGATED) negate(s);
            } else if (noun && nominal(&t[h])) {
                standing above = {0};
                own_noun(c, h, &above);
                s->bits |= above.bits & (POSSIBLE | PLANNED | ALLEGED | FACT);
            } else if (!noun && clause_child(c, i, DL_REL_nsubj) != NO_TOKEN && verb_above) {
                EACH_CHILD(c, h, k) /* another clause with its own subject: only a condition reaches it */
                    if (t[k].deprel == DL_REL_mark && SAYS(words(c, k), CONDITIONAL)) s->bits |= CONDITIONAL;
            }
            break;
        case DL_REL_advcl: case DL_REL_advcl_relcl:
            if (noun && !verb_above) break;
            if (clause_marked(c, i, " to ")) {
                governed(s, w);
                if (!(w & (1u << LEX_STATUS_FACT))) s->bits |= POSSIBLE; /* what something is done for */
                own(c, h, s, false);
                break;
            }
            if (fact_case(c, i) || (s->bits & (TENSED | CONDITIONAL))) { /* after it attacked; because it attacks */
                if (t[i].xpos != DL_XPOS_VBG || fact_case(c, i)) s->bits |= FACT;
                return;
            }
            own(c, h, s, false); /* annexing Crimea and backing rebels: as the clause above */
            if (clause_marked(c, i, " for of about over ")) s->bits |= FACT;
            break;
        case DL_REL_acl_relcl:
            if (definite(c, h) || (s->bits & TENSED && own_subject(c, i))) return; /* the ships that entered the port did enter it */
            break;
        case DL_REL_parataxis: case DL_REL_appos: case DL_REL_dep: case DL_REL_list:
            if (t[i].deprel == DL_REL_parataxis && verb_above) return; /* a sentence of its own */
            break;
        case DL_REL_nsubj: case DL_REL_nsubj_outer: case DL_REL_csubj:
            own(c, h, s, false);
            if (noun && verb_above && !SAYS(w, POSSIBLE)) s->bits |= FACT;
            else if (SAYS(w, POSSIBLE)) s->bits |= POSSIBLE;
            if (!verb_above && (SAYS(w, POSSIBLE) || SAYS(w, PLANNED))) governed(s, w);
            break;
        case DL_REL_nsubj_pass: case DL_REL_csubj_pass:
            governed(s, w);
            own(c, h, s, false);
            if (!(w & ((1u << LEX_STATUS_POSSIBLE) | (1u << LEX_STATUS_PLANNED)))) s->bits |= FACT;
            break;
        case DL_REL_obl: case DL_REL_nmod: case DL_REL_nmod_desc: case DL_REL_obl_agent: case DL_REL_obl_unmarked:
            if (fact_case(c, i)) {
                s->bits |= FACT;
                if (noun) return;
                break;
            }
            if (doubt_case(c, i)) s->bits |= POSSIBLE;
            governed(s, w & ~(uint32_t)(SAYS(w, FACT) && !clause_marked(c, i, " for of to into ") ? 1u << LEX_STATUS_FACT : 0));
            if (verb_above || t[i].deprel == DL_REL_nmod) own(c, h, s, false);
            break;
        case DL_REL_obj: case DL_REL_iobj:
            governed(s, w);
            own(c, h, s, false);
            if (noun && verb_above && !(w & ((1u << LEX_STATUS_POSSIBLE) | (1u << LEX_STATUS_PLANNED) | (1u << LEX_STATUS_CONDITIONAL)))) s->bits |= FACT;
            break;
        case DL_REL_xcomp: case DL_REL_ccomp: case DL_REL_acl: case DL_REL_amod: case DL_REL_compound: case DL_REL_nmod_poss: case DL_REL_fixed:
            if (t[i].deprel == DL_REL_acl && (t[i].xpos == DL_XPOS_VBN || t[i].xpos == DL_XPOS_VBG) && !clause_marked(c, i, " to of for ")) {
                if (definite(c, h)) {
                    s->bits |= FACT;
                    return;
                }
                break; /* a deal brokered by France is as real as the deal */
            }
            if (t[i].deprel == DL_REL_ccomp && SAYS(w, SAID) && !SAYS(w, POSSIBLE) && !SAYS(w, DENIED) && !SAYS(w, ALLEGED)) {
                if (clause_marked(c, i, " whether if ")) s->bits |= POSSIBLE;
                return; /* whether the saying is so says nothing of what is said */
            }
            governed(s, w);
            own(c, h, s, false);
            break;
        default: break;
        }
        i = h;
        noun = nominal(&t[i]);
    }
    if (t[i].head == DL_ROOT && noun && nominal(&t[i])) s->bits |= FACT; /* a headline without a verb */
}

/* "has massed troops and, according to Washington, has enough to attack": a cue within one of two joined clauses is for that
 * one alone, even if the content was taken to begin before. */
static bool covers(const coder *c, const dl_statement *s, uint32_t i) {
    const dl_token *t = c->tokens;
    uint32_t clause = s->head;
    if (clause == DL_NONE || t[clause].deprel != DL_REL_case) return true;
    for (int steps = 0; steps < 6 && t[clause].head != DL_ROOT && (t[clause].upos != DL_VERB || t[clause].deprel == DL_REL_case); steps++) clause = t[clause].head;
    for (int steps = 0; steps < 40; steps++, i = t[i].head) {
        if (i == clause) return true;
        if (t[i].head == DL_ROOT) return false;
    }
    return true;
}

uint32_t status_statement(const coder *c, uint32_t i) {
    uint32_t k = c->r->statement_at ? c->r->statement_at[i] : DL_NONE;
    while (k != DL_NONE && k < c->r->n_statements && !covers(c, &c->r->statements[k], i)) k = c->r->statements[k].outer;
    return k < c->r->n_statements ? k : DL_NONE;
}

/* "denied attacking a camp in which 38 people had been killed": what a clause inside tells of a thing is not denied. */
static bool is_aside(const coder *c, uint32_t i, const dl_statement *s) {
    const dl_token *t = c->tokens;
    for (int steps = 0; steps < 40 && t[i].head != DL_ROOT && i != s->head; steps++, i = t[i].head)
        if (t[i].deprel == DL_REL_acl_relcl && t[i].head != s->head && (s->head == DL_NONE || t[t[i].head].head != s->head || t[t[i].head].deprel != DL_REL_obj)) return true;
    return false;
}

static void stated(const coder *c, uint32_t i, standing *s) {
    uint32_t k = status_statement(c, i);
    for (int steps = 0; steps < 8 && k != DL_NONE && k < c->r->n_statements; steps++, k = c->r->statements[k].outer) {
        switch (c->r->statements[k].act) {
        case DL_ACT_DENY:
            if (!is_aside(c, i, &c->r->statements[k])) s->bits |= DENIED;
            break;
        case DL_ACT_CLAIM: case DL_ACT_ACCUSE: s->bits |= ALLEGED; break;
        case DL_ACT_DEMAND: case DL_ACT_REQUEST: case DL_ACT_PROPOSE: case DL_ACT_WARN: case DL_ACT_THREATEN: case DL_ACT_ADVISE: case DL_ACT_ASK:
        case DL_ACT_BELIEVE: case DL_ACT_FEAR: s->bits |= POSSIBLE; break;
        case DL_ACT_OFFER: case DL_ACT_PROMISE: case DL_ACT_INTEND: s->bits |= PLANNED; break;
        default: break;
        }
    }
}

uint8_t status_of(const coder *c, const find *f) {
    standing s = {0};
    climb(c, f->token, &s);
    stated(c, f->token, &s);
    if (f->flags & FIND_PLAIN) s.bits |= PLANNED; /* "agreed to impose sanctions" */
    if (f->flags & FIND_NOUN && f->source == NO_TOKEN && f->target == NO_TOKEN && !(s.bits & FACT)) s.bits |= POSSIBLE;
    if (is_question(c, f->token)) s.bits |= POSSIBLE;
    if (s.bits & DENIED) return s.bits & NEGATED ? DL_STATUS_POSSIBLE : DL_STATUS_DENIED;
    if (s.bits & NEGATED) return DL_STATUS_NEGATED;
    if (s.bits & CONDITIONAL) return DL_STATUS_CONDITIONAL;
    if (s.bits & ALLEGED) return DL_STATUS_ALLEGED;
    if (s.bits & POSSIBLE) return DL_STATUS_POSSIBLE;
    if (s.bits & PLANNED) return DL_STATUS_PLANNED;
    if (s.bits & INFINITIVE && !(s.bits & FACT)) return DL_STATUS_POSSIBLE;
    if (f->flags & FIND_NOUN && !(s.bits & FACT)) return DL_STATUS_POSSIBLE;
    if (s.bits & ONGOING) return DL_STATUS_ONGOING;
    if (s.bits & PRESENT && (c->lex->codes[f->code].quad % 2 == 0)) return DL_STATUS_ONGOING;
    return DL_STATUS_OCCURRED;
}
