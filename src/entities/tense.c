/* tense.c - whether a time belongs to what has been or to what is to come: from the tense of the verb that governs it
 * in the sentence's tree, that verb's company, and the words right before the time. */
#include <string.h>

#include "entities/times.h"

static bool in_role(times_reader *t, size_t atom, pat_role role) {
    return patterns_symbol(t->p, &t->search.line, atom, t->p->head->role[role]) != NULL;
}

static bool is_verb(const dl_token *t) { return t->upos == DL_VERB || t->upos == DL_AUX; }

static bool is_cue(times_reader *t, uint32_t token, pat_role role) {
    const dl_token *k = t->r->tokens + token;
    for (size_t i = 0; i < t->search.line.n; i++) {
        const pat_atom *a = t->search.line.atoms + i;
        if (a->start >= k->byte + k->bytes) break;
        if (a->end > k->byte && a->word && in_role(t, i, role)) return true;
    }
    return false;
}

enum {
    PRESENT = 2
}; /* a day to come if it is the verb's own: "they meet on Monday", not "they follow Monday's talks" */

/* -1, 0, 1, PRESENT as the verb's own form and the words that hang on it say. */
static int tense_of_verb(times_reader *t, uint32_t verb) {
    const dl_token *tokens = t->r->tokens, *v = tokens + verb;
    const dl_sentence *s = t->search.sentence;
    bool past = false, present = false, infinitive = DL_HAS(v, VerbForm_Inf), perfect = false, future = false,
         passive = false, copula = false, to = false;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        const dl_token *c = tokens + i;
        if (c->head == verb && c->xpos == DL_XPOS_TO) to = true;
        if (c->head != verb || (c->deprel != DL_REL_aux && c->deprel != DL_REL_aux_pass && c->deprel != DL_REL_cop))
            continue;
        if (is_cue(t, i, PAT_ROLE_future)) future = true;
        if (c->lemma && !strcmp(c->lemma, "have")) perfect = true;
        if (c->deprel == DL_REL_aux_pass) passive = true;
        if (c->deprel == DL_REL_cop) copula = true;
        if (DL_HAS(c, Tense_Past)) past = true;
        if (DL_HAS(c, Tense_Pres)) present = true;
    }
    if (is_cue(t, verb, PAT_ROLE_plan)) return 1;
    if (perfect) return -1; /* "would have met" too */
    if (future) return 1;
    if (infinitive && copula && to) return 1; /* "are to meet" */
    if (infinitive && v->head != DL_ROOT && is_cue(t, v->head, PAT_ROLE_future)) return 1;
    if (infinitive) return passive && v->deprel == DL_REL_acl; /* "guidelines to be published" */
    if (past || (DL_HAS(v, Tense_Past) && !DL_HAS(v, VerbForm_Part))) return -1;
    if (present && v->xpos == DL_XPOS_VBG) return PRESENT; /* "is visiting" */
    if (present) return is_cue(t, verb, PAT_ROLE_future); /* "is expected" */
    if (DL_HAS(v, Tense_Pres) && DL_HAS(v, VerbForm_Fin)) return PRESENT;
    return DL_HAS(v, Tense_Past) ? -1 : 0;
}

/* True if the words right before an atom are an entry of the role's list. */
static bool leads(times_reader *t, size_t atom, pat_role role) {
    for (size_t i = 1; i <= 2 && i <= atom; i++) {
        const pat_sym *s = patterns_symbol(t->p, &t->search.line, atom - i, t->p->head->role[role]);
        if (s && s->len == i) return true;
    }
    return false;
}

/* Of the verb that governs the time; a day that belongs to a noun ("a bid due in February") leaves a month open to both
 * sides. */
int times_tense(times_reader *t, size_t atom, bool month) {
    const dl_token *tokens = t->r->tokens;
    const dl_sentence *s = t->search.sentence;
    uint32_t k = search_token(&t->search, atom);
    if (leads(t, atom, PAT_ROLE_ahead)) return 1;
    if (leads(t, atom, PAT_ROLE_since)) return -1;
    bool seen = false, noun = false;
    for (int steps = 0; steps < 24 && k != DL_ROOT; k = tokens[k].head, steps++) {
        bool copula = false;
        for (uint32_t i = s->first; i < s->first + s->count && !is_verb(tokens + k); i++)
            if (tokens[i].head == k && tokens[i].deprel == DL_REL_cop) copula = true;
        if (!is_verb(tokens + k) && !copula) {
            noun |= steps > 0 && (tokens[k].upos == DL_NOUN || tokens[k].upos == DL_PROPN);
            continue;
        }
        seen = true;
        int tense = tense_of_verb(t, k);
        if (tense == PRESENT) tense = !noun;
        if (tense == 0 && leads(t, atom, PAT_ROLE_perhaps)) return 1;
        if (tense < 0 && noun && month) return 0;
        if (tense || DL_HAS(tokens + k, VerbForm_Fin)) return tense;
    }
    return seen ? 0 : -1;
}
