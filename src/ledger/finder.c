/* finder.c - what the parts of the ledger look for in a sentence. */
#include "ledger/finder.h"

#include <string.h>

bool finder_sentence(finder *f, uint32_t token) {
    const dl_report *r = f->r;
    while (f->sentence < r->n_sentences && r->sentences[f->sentence].first + r->sentences[f->sentence].count <= token) f->sentence++;
    if (f->sentence == r->n_sentences || r->sentences[f->sentence].first > token) return false;
    if (f->t.words && f->t.first == r->sentences[f->sentence].first) return token - f->t.first < TREE_MOST;
    tree_index(&f->t, r->tokens, &r->sentences[f->sentence]);
    while (f->next_place < r->n_places && r->places[f->next_place].first < f->t.first) f->next_place++;
    while (f->next_time < r->n_times && (!r->times[f->next_time].count || r->times[f->next_time].first < f->t.first)) f->next_time++;
    return token - f->t.first < TREE_MOST;
}

uint32_t finder_bits(const finder *f, uint16_t word) { return ledger_word(f->r, finder_token(f, word)); }

/* The actor that the words headed by `word` stand for, or NULL. */
const dl_entity *finder_actor(const finder *f, uint16_t word) {
    const dl_report *r = f->r;
    uint32_t m = word == TREE_NONE || !r->mention_at ? DL_NONE : r->mention_at[finder_token(f, word)];
    const dl_entity *e = m == DL_NONE ? NULL : &r->entities[r->mentions[m].entity];
    return e && e->actor ? e : NULL;
}

/* The country whose name or adjective `word` is, or NULL. */
const char *finder_country(const finder *f, uint16_t word) {
    const dl_report *r = f->r;
    uint32_t token = finder_token(f, word);
    for (uint32_t p = f->next_place; p < r->n_places && r->places[p].first <= token; p++)
        if (token - r->places[p].first < r->places[p].count && r->places[p].kind == DL_PLACE_COUNTRY) return r->places[p].country;
    return NULL;
}

/* The one who does `verb`: its own subject or agent, or that of the verb it is joined to. */
const dl_entity *finder_doer(const finder *f, uint16_t verb) {
    const tree *t = &f->t;
    for (int steps = 0; verb != TREE_NONE && steps < 6; steps++) {
        tree_verb v;
        tree_verb_of(t, verb, &v);
        uint16_t agent = tree_child(t, verb, DL_REL_obl_agent), subject = tree_child_base(t, verb, DL_REL_nsubj);
        if (agent != TREE_NONE) return finder_actor(f, agent);
        if (subject != TREE_NONE) return v.passive ? NULL : finder_actor(f, subject);
        int rel = tree_base(t->words[verb].deprel);
        if (rel == DL_REL_acl && t->words[verb].xpos == DL_XPOS_VB) return finder_actor(f, t->parent[verb]); /* "an order for them to leave" */
        if (rel != DL_REL_conj && rel != DL_REL_xcomp && rel != DL_REL_advcl) return NULL;
        verb = t->parent[verb];
        uint16_t whom = rel == DL_REL_xcomp ? tree_child(t, verb, DL_REL_obj) : TREE_NONE;
        if (whom != TREE_NONE) return finder_actor(f, whom); /* "ordered the diplomats to leave" */
    }
    return NULL;
}

/* "said he would meet them on Thursday": what was said is "I will". */
static bool is_reported_will(const finder *f, uint16_t verb, const dl_token *modal) {
    const tree *t = &f->t;
    uint16_t up = t->parent[verb];
    if (strcmp(modal->lemma, "would") || tree_base(t->words[verb].deprel) != DL_REL_ccomp || up == TREE_NONE) return false;
    return t->words[up].upos == DL_VERB && DL_HAS(&t->words[up], Tense_Past) && !DL_HAS(&t->words[up], VerbForm_Part) &&
           tree_child(t, verb, DL_REL_advcl) == TREE_NONE;
}

/* How sure it is that `verb` is so: false for what is denied, asked, or only might be; *planned for what is to come. */
bool finder_is_so(const finder *f, uint16_t verb, bool *planned) {
    const tree *t = &f->t;
    for (int steps = 0; verb != TREE_NONE && steps < 4; steps++) {
        tree_verb v;
        tree_verb_of(t, verb, &v);
        if (v.negated) return false;
        if (v.copula && DL_HAS(&t->words[verb], VerbForm_Inf)) *planned = true; /* "are to meet" */
        for TREE_CHILDREN(t, verb, c) {
            const dl_token *w = &t->words[c];
            if (w->deprel == DL_REL_mark && (!strcmp(w->lemma, "if") || !strcmp(w->lemma, "unless") || !strcmp(w->lemma, "whether"))) return false;
            if (tree_base(w->deprel) != DL_REL_aux || w->xpos != DL_XPOS_MD) continue;
            if (strcmp(w->lemma, "will") && !is_reported_will(f, verb, w)) return false;
            *planned = true;
        }
        if (tree_base(t->words[verb].deprel) != DL_REL_xcomp) break;
        *planned = true; /* "plans to send" */
        verb = t->parent[verb];
    }
    return true;
}

const char *finder_lower(const finder *f, uint16_t word) {
    const dl_token *w = &f->t.words[word];
    char *s = arena_copy(&f->r->arena, w->form, strlen(w->form));
    for (char *c = s; c && *c; c++) *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    return s;
}
