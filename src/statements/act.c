/* act.c - what a speaker does by saying it: the cue decides ("denied", "called for"); where it tells no more than that
 * something was said, the words themselves do ("I apologise", "Moscow should...", a question). */
#include "statements/resolve.h"

typedef struct finding {
    uint8_t act;
    bool negated;
    uint32_t at; /* token, or DL_NONE */
} finding;

/* ---- how a cue goes on
 * ----------------------------------------------------------------------------------------------- */

/* "to" and a verb right after token `last`, adverbs apart. */
static bool has_infinitive(const resolver *v, uint32_t last, uint32_t end) {
    const dl_token *t = v->r->tokens;
    uint32_t k = last + 1;
    while (k < end && k < last + 4 && t[k].upos == DL_ADV) k++;
    if (k + 1 >= end || t[k].upos != DL_PART || strcmp(t[k].lemma, "to")) return false;
    while (k + 1 < end && t[k + 1].upos == DL_ADV) k++;
    return k + 1 < end && (t[k + 1].upos == DL_VERB || t[k + 1].upos == DL_AUX || t[k + 1].xpos == DL_XPOS_VB);
}

/* Somebody and an infinitive: "asked them to leave", "was asked to leave". */
static bool has_whom_to(const resolver *v, uint32_t verb, uint32_t last, uint32_t end) {
    const dl_token *t = v->r->tokens;
    if (resolve_child(v, verb, DL_REL_aux_pass) != DL_NONE) return has_infinitive(v, last, end);
    uint32_t whom = resolve_child(v, verb, DL_REL_obj);
    if (whom == DL_NONE) whom = resolve_child(v, verb, DL_REL_iobj);
    for (uint32_t d = v->tree.last[verb]; d != DL_NONE; d = v->tree.before[d]) {
        int rel = t[d].deprel;
        bool clause = rel == DL_REL_xcomp || rel == DL_REL_advcl || rel == DL_REL_ccomp;
        if (!clause || d < last || !resolve_has(v, d, DL_REL_mark, "to")) continue;
        uint32_t own = resolve_child(v, d, DL_REL_nsubj);
        if ((whom != DL_NONE && whom > verb && whom < d) || (own != DL_NONE && own > last)) return true;
    }
    for (uint32_t d = whom == DL_NONE ? DL_NONE : v->tree.last[whom]; d != DL_NONE; d = v->tree.before[d])
        if (t[d].deprel == DL_REL_acl && resolve_has(v, d, DL_REL_mark, "to")) return true;
    return false;
}

static bool has_thing(const resolver *v, uint32_t verb) {
    return resolve_child(v, verb, DL_REL_obj) != DL_NONE && resolve_child(v, verb, DL_REL_xcomp) == DL_NONE &&
           resolve_child(v, verb, DL_REL_ccomp) == DL_NONE;
}

/* The act of a cue at tokens [i, last], or SAYING_NO_ACT. */
static uint8_t act_of(const resolver *v, uint32_t cue, uint32_t i, uint32_t last, uint32_t end) {
    uint8_t whom = saying_act(cue, GOES_WHOM_TO), to = saying_act(cue, GOES_TO), thing = saying_act(cue, GOES_THING);
    if (whom != SAYING_NO_ACT && has_whom_to(v, i, last, end)) return whom;
    if (to != SAYING_NO_ACT && has_infinitive(v, last, end)) return to;
    if (thing != SAYING_NO_ACT && has_thing(v, i)) return thing;
    return saying_act(cue, GOES_ANY);
}

/* ---- the cue
 * ----------------------------------------------------------------------------------------------------------- */

static bool denies(const dl_token *t) {
    return DL_HAS(t, Polarity_Neg) || DL_HAS(t, PronType_Neg) || !strcmp(t->lemma, "not");
}

/* "No official said", "neither side said". */
static bool is_nobody(const resolver *v, uint32_t subject) {
    const dl_token *t = v->r->tokens;
    if (subject == DL_NONE) return false;
    if (denies(&t[subject])) return true;
    for (uint32_t d = v->tree.last[subject]; d != DL_NONE; d = v->tree.before[d])
        if (t[d].deprel == DL_REL_det && (denies(&t[d]) || resolve_bits(v, d) & SAYING_NEGATES)) return true;
    return false;
}

static bool is_negated(const resolver *v, uint32_t at, uint32_t cue_from) {
    const dl_token *t = v->r->tokens;
    if (is_nobody(v, resolve_child(v, at, DL_REL_nsubj))) return true;
    for (uint32_t d = v->tree.last[at]; d != DL_NONE; d = v->tree.before[d])
        if ((t[d].deprel == DL_REL_advmod || t[d].deprel == DL_REL_det) && denies(&t[d])) return true;
    for (uint32_t k = cue_from; k < at; k++)
        if (v->role[k] == ROLE_CUE && resolve_bits(v, k) & SAYING_NEGATES) return true;
    uint32_t up = t[at].head;
    return up != DL_ROOT && t[at].deprel == DL_REL_xcomp && resolve_bits(v, up) & SAYING_NEGATES;
}

/* "would not say": not saying is then an act of its own. */
static bool will_not(const resolver *v, uint32_t at) {
    return resolve_has(v, at, DL_REL_aux, "will") || resolve_has(v, at, DL_REL_aux, "would");
}

static finding with_negation(const resolver *v, uint8_t act, uint32_t at, uint32_t cue_from) {
    finding f = {.act = act, .at = at, .negated = is_negated(v, at, cue_from)};
    bool word = act == DL_ACT_SAY || act == DL_ACT_CONFIRM || act == DL_ACT_ANSWER || act == DL_ACT_ANNOUNCE;
    if (f.negated && word && will_not(v, at)) f = (finding){.act = DL_ACT_REFUSE, .at = at};
    if (f.negated && act == DL_ACT_ACCEPT) f = (finding){.act = DL_ACT_REJECT, .at = at};
    return f;
}

static uint32_t sentence_end(const resolver *v, uint32_t token) {
    const dl_sentence *s = &v->r->sentences[v->sentence_of[token]];
    return s->first + s->count;
}

/* The first act among the cue's words that is more than saying, else the first of all. */
static finding of_cue(const resolver *v, const dl_statement *s) {
    finding first = {.act = DL_ACT_SAY, .at = DL_NONE};
    if (!s->n_cue) return first;
    uint32_t from, to, k;
    resolve_tokens(v->r, s->cue[0], &from, &k);
    resolve_tokens(v->r, s->cue[s->n_cue - 1], &k, &to);
    for (uint32_t i = from; i < to;) {
        uint32_t last = i, end = sentence_end(v, i);
        uint32_t cue = v->role[i] == ROLE_CUE ? resolve_cue(v, i, end, &last) : TABLE_NONE;
        uint8_t act = cue == TABLE_NONE ? SAYING_NO_ACT : act_of(v, cue, i, last, end);
        if (act != SAYING_NO_ACT) {
            finding f = with_negation(v, act, i, from);
            bool hides = f.act == DL_ACT_BELIEVE && has_infinitive(v, last, end); /* "seemed to back down" */
            if (f.act != DL_ACT_SAY && !hides) return f;
            if (first.at == DL_NONE || (first.act == DL_ACT_SAY && hides)) first = f;
        }
        i = act == SAYING_NO_ACT ? i + 1 : last + 1;
    }
    /* "issued a warning": the object tells it, though it be left out of the cue. */
    uint32_t object =
        s->head != DL_NONE && resolve_bits(v, s->head) & SAYING_LIGHT ? resolve_child(v, s->head, DL_REL_obj) : DL_NONE;
    if (object != DL_NONE && v->role[object] != ROLE_CUE) {
        uint32_t last, end = sentence_end(v, object), cue = resolve_cue(v, object, end, &last);
        uint8_t act = cue == TABLE_NONE ? SAYING_NO_ACT : act_of(v, cue, object, last, end);
        if (act != SAYING_NO_ACT && act != DL_ACT_SAY) return with_negation(v, act, object, from);
    }
    return first;
}

/* "seemed to back down, saying that...": what is said is the walk-back. */
static uint32_t retreat(const resolver *v, uint32_t head) {
    const dl_token *t = v->r->tokens;
    if (head == DL_NONE || t[head].head == DL_ROOT || (t[head].deprel != DL_REL_advcl && t[head].deprel != DL_REL_conj))
        return DL_NONE;
    uint32_t tried[3] = {t[head].head, DL_NONE, DL_NONE}, last; /* the governing verb, and what it seems to do */
    tried[1] = resolve_child(v, tried[0], DL_REL_xcomp);
    if (t[tried[0]].deprel == DL_REL_xcomp && t[tried[0]].head != DL_ROOT) tried[2] = t[tried[0]].head;
    for (int k = 0; k < 3; k++) {
        if (tried[k] == DL_NONE) continue;
        uint32_t end = sentence_end(v, tried[k]), cue = resolve_cue(v, tried[k], end, &last);
        if (cue != TABLE_NONE && act_of(v, cue, tried[k], last, end) == DL_ACT_RETRACT &&
            !is_negated(v, tried[k], tried[k]))
            return tried[k];
    }
    return DL_NONE;
}

/* ---- the content
 * ------------------------------------------------------------------------------------------------------- */

/* Heads one of the main clauses of what is said. */
static bool is_top(const resolver *v, uint32_t k) {
    const dl_token *t = v->r->tokens;
    for (int steps = 0; steps < 5; steps++, k = t[k].head) {
        if (v->role[k] != ROLE_CONTENT) return false;
        if (t[k].head == DL_ROOT || v->role[t[k].head] != ROLE_CONTENT)
            return t[k].upos != DL_PUNCT && t[k].deprel != DL_REL_mark;
        if (t[k].deprel != DL_REL_conj && t[k].deprel != DL_REL_parataxis) return false;
    }
    return false;
}

/* The longest pattern that begins with token i and belongs to a main clause. */
static uint8_t pattern_at(const resolver *v, uint32_t i, uint32_t end, uint32_t *last) {
    const dl_token *t = v->r->tokens;
    dl_walk w = PHRASE_START;
    uint8_t found = SAYING_NO_ACT;
    bool belongs = false;
    for (uint32_t k = i; k < end && v->role[k] == ROLE_CONTENT; k++) {
        dl_walk before = w;
        bool fits = phrase_step(&v->words->contents, &w, t[k].form, strlen(t[k].form));
        if (!fits) w = before, fits = phrase_step(&v->words->contents, &w, t[k].lemma, strlen(t[k].lemma));
        if (!fits) {
            w = before;
            if (k > i && t[k].upos == DL_ADV) continue;
            break;
        }
        belongs |= is_top(v, k) || (t[k].head != DL_ROOT && is_top(v, t[k].head));
        uint32_t value = phrase_value(&v->words->contents, w);
        if (value != TABLE_NONE && belongs) found = (uint8_t)value, *last = k;
    }
    return found;
}

/* "I deny", "we would suggest": the speaker names the act that is done. */
static uint8_t performed(const resolver *v, uint32_t verb, uint32_t end) {
    const dl_token *t = v->r->tokens;
    if (t[verb].upos != DL_VERB || !(t[verb].flags & DL_TOKEN_IN_QUOTE) || !is_top(v, verb) ||
        t[verb].xpos == DL_XPOS_VBD)
        return SAYING_NO_ACT;
    uint32_t who = resolve_child(v, verb, DL_REL_nsubj);
    if (who == DL_NONE || (strcmp(t[who].lemma, "I") && strcmp(t[who].lemma, "we"))) return SAYING_NO_ACT;
    for (uint32_t d = v->tree.last[verb]; d != DL_NONE; d = v->tree.before[d])
        if (t[d].deprel == DL_REL_aux && strcmp(t[d].lemma, "do") && strcmp(t[d].lemma, "would") &&
            strcmp(t[d].lemma, "must"))
            return SAYING_NO_ACT;
    uint32_t last, cue = resolve_cue(v, verb, end, &last);
    uint8_t act = cue == TABLE_NONE ? SAYING_NO_ACT : act_of(v, cue, verb, last, end);
    if (act == DL_ACT_SAY || act == DL_ACT_CLAIM || act == DL_ACT_BELIEVE || act == DL_ACT_INTEND || act == DL_ACT_FEAR)
        return SAYING_NO_ACT;
    if (act != SAYING_NO_ACT && is_negated(v, verb, verb)) return act == DL_ACT_ACCEPT ? DL_ACT_REJECT : SAYING_NO_ACT;
    return act;
}

/* A single sentence that is said and ends as a question. */
static bool is_question(const resolver *v, const dl_statement *s, uint32_t from, uint32_t to) {
    const dl_token *t = v->r->tokens;
    if (s->manner == DL_MANNER_INDIRECT || v->sentence_of[from] != v->sentence_of[to - 1]) return false;
    for (uint32_t k = to; k-- > from;) {
        if (v->role[k] != ROLE_CONTENT) continue;
        if (!strcmp(t[k].form, "?")) return true;
        if (t[k].upos != DL_PUNCT) return false;
    }
    return false;
}

static uint8_t of_content(const resolver *v, const dl_statement *s) {
    uint32_t from, to, k;
    resolve_tokens(v->r, s->content[0], &from, &k);
    resolve_tokens(v->r, s->content[s->n_content - 1], &k, &to);
    if (from >= to) return DL_ACT_SAY;
    if (is_question(v, s, from, to)) return DL_ACT_ASK;
    uint8_t act = DL_ACT_SAY; /* in the first sentence; of several in it the last, as after "but" */
    for (uint32_t i = from; i < to && v->sentence_of[i] == v->sentence_of[from]; i++) {
        uint32_t last = i, end = sentence_end(v, i);
        if (v->role[i] != ROLE_CONTENT) continue;
        uint8_t told = pattern_at(v, i, end, &last);
        if (told == DL_ACT_REJECT && is_negated(v, last, last)) told = SAYING_NO_ACT; /* "not out of the question" */
        if (told == SAYING_NO_ACT) told = performed(v, i, end);
        if (told != SAYING_NO_ACT && told != DL_ACT_SAY) act = told;
        i = last;
    }
    return act;
}

void resolve_act(resolver *v, dl_statement *s) {
    finding f = of_cue(v, s);
    uint32_t back = f.act == DL_ACT_SAY && !f.negated ? retreat(v, s->head) : DL_NONE;
    if (back != DL_NONE) f = (finding){.act = DL_ACT_RETRACT, .at = back};
    if (f.act == DL_ACT_SAY && !f.negated) f.act = of_content(v, s);
    s->act = f.act;
    s->negated = f.negated;
    v->acting[s - v->r->statements] = f.at;
}

/* Who speaks may change what is done: two who agree with each other accept nobody's offer, and figures claim nothing.
 */
void resolve_settle(const resolver *v, dl_statement *s) {
    const dl_token *t = v->r->tokens;
    if (s->source_head == DL_NONE) return;
    const dl_token *head = &t[s->source_head];
    bool several = resolve_child(v, s->source_head, DL_REL_conj) != DL_NONE ||
                   (head->upos != DL_PROPN && DL_HAS(head, Number_Plur));
    uint32_t at = v->acting[s - v->r->statements];
    if (s->act == DL_ACT_ACCEPT && several && at != DL_NONE && !strcmp(t[at].lemma, "agree")) s->act = DL_ACT_SAY;
    if (s->act == DL_ACT_CLAIM && at != DL_NONE && t[at].upos != DL_NOUN && !resolve_is_someone(v, s->source_entity) &&
        head->upos == DL_NOUN)
        s->act = DL_ACT_SAY;
}
