/* clause.c - reading a dependency tree for events: subjects and objects, also where passives, relative clauses, participles and
 * shared subjects move them. */
#include <string.h>

#include "entities/mention_words.h"
#include "events/coder.h"

bool clause_prepare(coder *c) {
    dl_report *r = c->r;
    size_t n = r->n_tokens;
    c->child = ARENA_NEW(&r->arena, uint32_t, n + 1);
    c->sibling = ARENA_NEW(&r->arena, uint32_t, n + 1);
    c->found = ARENA_NEW(&r->arena, uint32_t, n + 1);
    c->looked = ARENA_NEW(&r->arena, uint8_t, n + 1);
    c->place_at = ARENA_NEW(&r->arena, uint32_t, n + 1);
    c->is_time = ARENA_NEW(&r->arena, bool, n + 1);
    if (!c->child || !c->sibling || !c->found || !c->looked || !c->place_at || !c->is_time) return false;
    const dl_token *tokens = c->tokens = r->tokens;
    for (size_t i = 0; i < n; i++) c->child[i] = c->sibling[i] = NO_TOKEN;
    for (size_t i = n; i-- > 0;) {
        uint32_t h = tokens[i].head;
        if (h == DL_ROOT) continue;
        c->sibling[i] = c->child[h];
        c->child[h] = (uint32_t)i;
    }
    for (size_t p = 0; p < r->n_places; p++)
        for (uint32_t k = r->places[p].first; k < r->places[p].first + r->places[p].count && k < n; k++) c->place_at[k] = (uint32_t)p + 1;
    for (size_t i = 0; i < n; i++) /* "for a second day" */
        if (r->tokens[i].upos == DL_NOUN && r->tokens[i].lemma)
            c->is_time[i] = (mention_word(r->model->mentions, r->tokens[i].lemma, strlen(r->tokens[i].lemma)) & WORD_KIND) == KIND_TIME;
    for (size_t x = 0; x < r->n_times; x++)
        for (uint32_t k = r->times[x].first; k < r->times[x].first + r->times[x].count && k < n; k++) c->is_time[k] = true;
    return true;
}

bool clause_is(const dl_token *t, const char *lemma) { return t->lemma && !strcmp(t->lemma, lemma); }

uint32_t clause_child(const coder *c, uint32_t i, int deprel) {
    EACH_CHILD(c, i, k)
        if (c->tokens[k].deprel == deprel) return k;
    return NO_TOKEN;
}

static bool listed(const char *word, const char *words) {
    char spaced[32];
    size_t n = strlen(word);
    if (!n || n + 3 > sizeof spaced) return false;
    spaced[0] = ' ';
    for (size_t i = 0; i < n; i++) spaced[i + 1] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] | 32 : word[i]);
    spaced[n + 1] = ' ';
    spaced[n + 2] = 0;
    return strstr(words, spaced);
}

bool clause_marked(const coder *c, uint32_t k, const char *words) {
    EACH_CHILD(c, k, m) {
        const dl_token *t = &c->tokens[m];
        if ((t->deprel == DL_REL_case || t->deprel == DL_REL_mark) && listed(t->form, words)) return true;
    }
    return false;
}

bool clause_modal(const coder *c, uint32_t k, const char *words) {
    if (!*words || !strcmp(words, " that ")) return true;
    EACH_CHILD(c, k, m)
        if (c->tokens[m].deprel == DL_REL_aux && listed(c->tokens[m].form, words)) return true;
    return false;
}

bool clause_passive(const coder *c, uint32_t i) {
    const dl_token *t = &c->tokens[i];
    if (t->xpos != DL_XPOS_VBN && t->xpos != DL_XPOS_VBD && t->xpos != DL_XPOS_JJ) return false;
    if (clause_child(c, i, DL_REL_aux_pass) != NO_TOKEN) return true;
    if (clause_child(c, i, DL_REL_obl_agent) != NO_TOKEN) return true;
    bool own = clause_child(c, i, DL_REL_nsubj) != NO_TOKEN || clause_child(c, i, DL_REL_aux) != NO_TOKEN;
    if (t->xpos != DL_XPOS_VBN) return false;
    if (t->deprel == DL_REL_acl && !own) return clause_child(c, i, DL_REL_obj) == NO_TOKEN; /* the city shelled since May */
    if (t->deprel == DL_REL_conj && t->head != DL_ROOT && !own && c->tokens[t->head].xpos == DL_XPOS_VBN) return clause_passive(c, t->head);
    return t->deprel == DL_REL_advcl && !own && clause_child(c, i, DL_REL_obj) == NO_TOKEN;
}

static bool relative(const dl_token *t) { return t->xpos == DL_XPOS_WDT || t->xpos == DL_XPOS_WP || (t->upos == DL_PRON && clause_is(t, "that")); }

/* The noun that a clause hangs on, for its relative pronoun. */
static uint32_t antecedent(const coder *c, uint32_t i) {
    const dl_token *t = c->tokens;
    for (int steps = 0; steps < 4 && t[i].head != DL_ROOT; steps++, i = t[i].head) {
        if (t[i].deprel == DL_REL_acl_relcl || t[i].deprel == DL_REL_acl) return t[i].head;
        if (t[i].deprel != DL_REL_conj && t[i].deprel != DL_REL_xcomp) return NO_TOKEN;
    }
    return NO_TOKEN;
}

static uint32_t follow(const coder *c, uint32_t clause, uint32_t k) {
    if (k == NO_TOKEN || !relative(&c->tokens[k])) return k;
    uint32_t noun = antecedent(c, clause);
    return noun == NO_TOKEN ? k : noun;
}

static uint32_t agent(const coder *c, uint32_t i) {
    EACH_CHILD(c, i, k) {
        const dl_token *t = &c->tokens[k];
        if ((t->deprel == DL_REL_obl_agent || t->deprel == DL_REL_obl) && clause_marked(c, k, " by ")) return k;
    }
    return NO_TOKEN;
}

static bool is_finite(const coder *c, uint32_t i) {
    const dl_token *t = &c->tokens[i];
    return t->xpos == DL_XPOS_VBD || t->xpos == DL_XPOS_VBZ || t->xpos == DL_XPOS_VBP || clause_child(c, i, DL_REL_aux) != NO_TOKEN;
}

static uint32_t own_subject(const coder *c, uint32_t i, bool passive) {
    const dl_token *t = c->tokens;
    EACH_CHILD(c, i, k) {
        int d = t[k].deprel;
        if (d == DL_REL_nsubj || d == DL_REL_nsubj_outer || (d == DL_REL_nsubj_pass && !passive)) return follow(c, i, k);
    }
    if (t[i].upos != DL_VERB || !is_finite(c, i)) return NO_TOKEN;
    EACH_CHILD(c, i, k) /* "after France withdrew", where the tree took "after" for a preposition */
        if (k < i && t[k].deprel == DL_REL_obl && clause_marked(c, k, " after before since until as while ")) return k;
    return NO_TOKEN;
}

static uint32_t passive_subject(const coder *c, uint32_t i) {
    EACH_CHILD(c, i, k) {
        int d = c->tokens[k].deprel;
        if (d == DL_REL_nsubj_pass || d == DL_REL_nsubj) return follow(c, i, k);
    }
    return NO_TOKEN;
}

/* The grammatical subject, active or passive, own or shared. */
static uint32_t shared_subject(const coder *c, uint32_t i, int steps) {
    const dl_token *t = c->tokens;
    uint32_t own = passive_subject(c, i);
    if (own != NO_TOKEN) return own;
    if (steps <= 0 || t[i].head == DL_ROOT) return NO_TOKEN;
    uint32_t h = t[i].head;
    switch (t[i].deprel) {
    case DL_REL_xcomp: {
        uint32_t obj = clause_child(c, h, DL_REL_obj); /* told Iran to leave; but: promised Iran to leave */
        if (obj == NO_TOKEN) obj = clause_child(c, h, DL_REL_iobj);
        if (obj != NO_TOKEN && t[h].upos == DL_VERB && obj < i && !clause_is(&t[h], "promise")) return obj;
        return t[h].upos == DL_VERB || t[h].upos == DL_ADJ || t[h].upos == DL_NOUN ? shared_subject(c, h, steps - 1) : NO_TOKEN;
    }
    case DL_REL_conj: case DL_REL_advcl: case DL_REL_ccomp: case DL_REL_parataxis:
        if (t[i].deprel == DL_REL_parataxis || (t[i].deprel == DL_REL_ccomp && t[i].xpos != DL_XPOS_VBG && t[i].xpos != DL_XPOS_VB)) return NO_TOKEN;
        return t[h].upos == DL_VERB || t[h].upos == DL_ADJ || t[i].deprel == DL_REL_conj ? shared_subject(c, h, steps - 1) : NO_TOKEN;
    case DL_REL_acl: {
        if (t[i].xpos == DL_XPOS_VBG || t[i].xpos == DL_XPOS_VBN) return h; /* troops guarding the border */
        /* plans to invade: whoever has the plan */
        uint32_t owner = clause_child(c, h, DL_REL_nmod_poss);
        if (owner != NO_TOKEN) return owner;
        EACH_CHILD(c, h, k)
            if ((t[k].deprel == DL_REL_amod || t[k].deprel == DL_REL_compound) && c->r->mention_at && c->r->mention_at[k] != DL_NONE) return k;
        while (t[h].deprel == DL_REL_conj && t[h].head != DL_ROOT && t[t[h].head].upos != DL_VERB) h = t[h].head;
        if (t[h].head != DL_ROOT && (t[h].deprel == DL_REL_obj || t[h].deprel == DL_REL_conj || t[h].deprel == DL_REL_obl)) return shared_subject(c, t[h].head, steps - 1);
        return NO_TOKEN;
    }
    case DL_REL_acl_relcl: return NO_TOKEN;
    default: return NO_TOKEN;
    }
}

/* A finite verb must have a subject: where the tree shows none, the first name of the sentence that no preposition marks. */
static uint32_t first_actor(const coder *c, uint32_t i) {
    const dl_report *r = c->r;
    uint32_t from = i;
    while (from > 0 && i - from < 60 && !(c->tokens[from - 1].xpos == DL_XPOS_STOP)) from--;
    for (uint32_t k = from; k < i; k++) {
        uint32_t m = r->mention_at[k];
        if (m == DL_NONE || !r->entities[r->mentions[m].entity].actor || clause_marked(c, k, " in of to from on at by with for near amid after ")) continue;
        return c->tokens[k].deprel == DL_REL_amod || c->tokens[k].deprel == DL_REL_nmod_poss ? NO_TOKEN : k;
    }
    return NO_TOKEN;
}

uint32_t clause_subject(const coder *c, uint32_t i) {
    const dl_token *t = c->tokens;
    bool passive = clause_passive(c, i);
    if (passive) return follow(c, i, agent(c, i));
    uint32_t own = own_subject(c, i, false);
    if (own != NO_TOKEN) return own;
    uint32_t s = shared_subject(c, i, 6);
    /* the subject of a passive clause above is who was acted on, and then acts: "was told to leave" */
    if (s != NO_TOKEN && s == i) s = NO_TOKEN;
    if (s == NO_TOKEN && t[i].upos == DL_VERB && is_finite(c, i) && (t[i].deprel == DL_REL_conj || t[i].deprel == DL_REL_root)) s = first_actor(c, i);
    if (s == NO_TOKEN && t[i].deprel == DL_REL_acl_relcl && t[i].head != DL_ROOT && clause_child(c, i, DL_REL_nsubj) == NO_TOKEN) s = t[i].head;
    return s;
}

uint32_t clause_object(const coder *c, uint32_t i) {
    const dl_token *t = c->tokens;
    if (clause_passive(c, i)) {
        uint32_t k = passive_subject(c, i);
        if (k != NO_TOKEN) return k;
        if (t[i].deprel == DL_REL_acl && t[i].head != DL_ROOT) return t[i].head;
        return shared_subject(c, i, 6);
    }
    uint32_t k = clause_child(c, i, DL_REL_obj);
    if (k == NO_TOKEN) k = clause_child(c, i, DL_REL_iobj);
    if (k == NO_TOKEN) k = clause_child(c, i, DL_REL_obl_unmarked);
    if (k != NO_TOKEN) return follow(c, i, k);
    /* troops it was sending: the noun is the object that the clause lacks */
    if (t[i].deprel == DL_REL_acl_relcl && t[i].head != DL_ROOT) {
        uint32_t s = clause_child(c, i, DL_REL_nsubj);
        if (s != NO_TOKEN && !relative(&t[s])) return t[i].head;
    }
    return NO_TOKEN;
}

uint32_t clause_through(const coder *c, uint32_t i) {
    const dl_token *t = c->tokens;
    for (int steps = 0; steps < 3; steps++) {
        if (!t[i].lemma || !lexicon_says(c->lex, t[i].lemma, LEX_STATUS_PART)) return i;
        uint32_t inner = NO_TOKEN;
        EACH_CHILD(c, i, k)
            if (t[k].deprel == DL_REL_nmod && clause_marked(c, k, " of ")) {
                inner = k;
                break;
            }
        if (inner == NO_TOKEN) return i;
        i = inner;
    }
    return i;
}

static bool hangs(const coder *c, uint32_t i, const char *word, size_t n, int depth) {
    EACH_CHILD(c, i, k) {
        const dl_token *t = &c->tokens[k];
        if (t->deprel == DL_REL_punct || t->deprel == DL_REL_nsubj || t->deprel == DL_REL_ccomp) continue;
        if (t->lemma && strlen(t->lemma) == n && !strncasecmp(t->lemma, word, n)) return true;
        if (strlen(t->form) == n && !strncasecmp(t->form, word, n)) return true;
        if (depth && (t->deprel == DL_REL_obj || t->deprel == DL_REL_obl || t->deprel == DL_REL_nmod || t->deprel == DL_REL_xcomp || t->deprel == DL_REL_compound) &&
            hangs(c, k, word, n, depth - 1))
            return true;
    }
    return false;
}

bool clause_with(const coder *c, uint32_t i, const char *words) {
    while (*words) {
        size_t n = strcspn(words, " ");
        if (!hangs(c, i, words, n, 1)) return false;
        words += n + (words[n] == ' ');
    }
    return true;
}
