/* rules.c - statements read straight off the tree: a verb with a subject and a clause as its object, a quotation beside its
 * verb, and what follows "according to". */
#include <string.h>

#include "statements/statements.h"

/* Gives `role` to a word and all that depends on it, but for `except` and what hangs from that. */
static void paint(const dl_report *r, const branches *b, frame *f, uint32_t word, uint32_t except, uint8_t role) {
    uint32_t stack[DL_MAX_SENTENCE], n = 0;
    (void)r;
    stack[n++] = word;
    while (n) {
        uint32_t at = stack[--n];
        f->roles[at - f->first] = role;
        for (uint32_t d = b->last[at]; d != DL_NONE; d = b->before[d])
            if (d != except && n < DL_MAX_SENTENCE) stack[n++] = d;
    }
}

static bool is_mark(const dl_token *t) { return t->upos == DL_PUNCT && !(t->flags & DL_TOKEN_IN_QUOTE); }

/* Commas and full stops at the ends of what was painted do not belong to it. */
static void trim(const dl_report *r, frame *f, uint8_t role) {
    for (int back = 0; back < 2; back++) {
        uint8_t before = ROLE_NONE;
        for (uint32_t k = 0; k < f->count; k++) {
            uint32_t i = back ? f->count - 1 - k : k;
            if (f->roles[i] == role && before != role && is_mark(&r->tokens[f->first + i])) f->roles[i] = ROLE_NONE;
            before = f->roles[i];
        }
    }
}

/* The marks around quoted words belong to them. */
static void take_marks(const dl_report *r, frame *f) {
    for (uint32_t k = 0; k < f->count; k++) {
        const dl_token *t = &r->tokens[f->first + k];
        if (f->roles[k] || (t->xpos != DL_XPOS_OPENQ && t->xpos != DL_XPOS_CLOSEQ)) continue;
        bool after = k && f->roles[k - 1] == ROLE_CONTENT && t[-1].flags & DL_TOKEN_IN_QUOTE;
        bool before = k + 1 < f->count && f->roles[k + 1] == ROLE_CONTENT && t[1].flags & DL_TOKEN_IN_QUOTE;
        if (before || after) f->roles[k] = ROLE_CONTENT;
    }
}

static uint32_t find(const dl_report *r, const branches *b, uint32_t of, int rel, int or_rel) {
    uint32_t found = DL_NONE;
    for (uint32_t d = b->last[of]; d != DL_NONE; d = b->before[d])
        if (r->tokens[d].deprel == rel || r->tokens[d].deprel == or_rel) found = d;
    return found;
}

/* The subject of a verb, or of the verb that it goes with ("said, adding that"). */
static uint32_t subject(const dl_report *r, const branches *b, uint32_t verb) {
    for (int steps = 0; steps < 4 && verb != DL_ROOT; steps++, verb = r->tokens[verb].head) {
        uint32_t s = find(r, b, verb, DL_REL_nsubj, DL_REL_nsubj_outer);
        if (s != DL_NONE) return s;
        int rel = r->tokens[verb].deprel;
        if (rel != DL_REL_conj && rel != DL_REL_advcl && rel != DL_REL_xcomp) break;
    }
    return DL_NONE;
}

static bool read_verb(dl_report *r, const branches *b, frames *all, const dl_sentence *s, uint32_t verb) {
    const dl_token *t = &r->tokens[verb];
    uint32_t clause = find(r, b, verb, DL_REL_ccomp, DL_REL_ccomp), except = DL_NONE;
    if (clause == DL_NONE && t->deprel == DL_REL_parataxis && t->head != DL_ROOT && t->head < verb) clause = t->head, except = verb;
    uint32_t who = subject(r, b, verb);
    if (clause == DL_NONE || (who == DL_NONE && !(r->tokens[clause].flags & DL_TOKEN_IN_QUOTE))) return true;
    frame *f = frame_add(r, all, verb, s->first, s->count);
    if (!f) return false;
    paint(r, b, f, clause, except, ROLE_CONTENT);
    if (who != DL_NONE && (f->roles[who - s->first] == ROLE_NONE)) paint(r, b, f, who, DL_NONE, ROLE_SOURCE);
    f->roles[verb - s->first] = ROLE_CUE;
    trim(r, f, ROLE_CONTENT);
    take_marks(r, f);
    trim(r, f, ROLE_SOURCE);
    f->confidence = 0.7f;
    return true;
}

static bool read_according(dl_report *r, const branches *b, frames *all, const dl_sentence *s, uint32_t at) {
    const dl_token *t = &r->tokens[at];
    if (at + 1 >= s->first + s->count || strcmp(t[1].form, "to") || t->head == DL_ROOT) return true;
    uint32_t who = t->head, of = r->tokens[who].head;
    if (of == DL_ROOT) return true;
    frame *f = frame_add(r, all, at, s->first, s->count);
    if (!f) return false;
    paint(r, b, f, of, who, ROLE_CONTENT);
    paint(r, b, f, who, at, ROLE_SOURCE);
    f->roles[at - s->first] = f->roles[at + 1 - s->first] = ROLE_CUE;
    trim(r, f, ROLE_CONTENT);
    take_marks(r, f);
    trim(r, f, ROLE_SOURCE);
    f->confidence = 0.8f;
    return true;
}

bool statements_by_rule(dl_report *r, const branches *b, frames *all) {
    for (size_t k = 0; k < r->n_sentences; k++) {
        const dl_sentence *s = &r->sentences[k];
        for (uint32_t i = s->first; i < s->first + s->count; i++) {
            const dl_token *t = &r->tokens[i];
            if (t->upos == DL_VERB && !read_verb(r, b, all, s, i)) return false;
            if (!strcmp(t->lemma, "accord") && !read_according(r, b, all, s, i)) return false;
        }
    }
    return true;
}
