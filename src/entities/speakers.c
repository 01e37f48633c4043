/* speakers.c - who says what is quoted, as far as pronouns need it: the subject of the verb that governs a quotation, else
 * the speaker of the quotation before or after it in the paragraph. */
#include "entities/chains.h"

/* The mention that is the subject of verb `v`, or of the verb it depends on ("said, adding that ..."). */
static uint32_t subject(const chains *c, const uint32_t *subject_of, uint32_t v) {
    const dl_token *t = c->r->tokens;
    for (int steps = 0; steps < 6 && v != DL_ROOT; steps++, v = t[v].head) {
        if (subject_of[v] != CHAIN_NONE && !(t[subject_of[v]].flags & DL_TOKEN_IN_QUOTE)) return c->at[subject_of[v]];
        if (t[v].deprel != DL_REL_advcl && t[v].deprel != DL_REL_conj && t[v].deprel != DL_REL_xcomp && t[v].deprel != DL_REL_ccomp &&
            t[v].deprel != DL_REL_parataxis)
            break;
    }
    return CHAIN_NONE;
}

/* The speaker of the quoted words of one sentence, read off its tree. */
static uint32_t of_sentence(const chains *c, const uint32_t *subject_of, const dl_sentence *s) {
    const dl_token *t = c->r->tokens;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        uint32_t head = t[i].head;
        if (head == DL_ROOT) continue;
        bool in = t[i].flags & DL_TOKEN_IN_QUOTE, head_in = t[head].flags & DL_TOKEN_IN_QUOTE;
        uint32_t verb = DL_ROOT;
        if (in && !head_in && t[head].upos == DL_VERB && t[i].upos != DL_PUNCT) verb = head;
        if (!in && head_in && t[i].upos == DL_VERB && (t[i].deprel == DL_REL_parataxis || t[i].deprel == DL_REL_advcl)) verb = i;
        uint32_t who = verb == DL_ROOT ? CHAIN_NONE : subject(c, subject_of, verb);
        if (who != CHAIN_NONE) return who;
    }
    return CHAIN_NONE;
}

static bool has_quote(const dl_report *r, size_t k) {
    const dl_sentence *s = &r->sentences[k];
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (r->tokens[i].flags & DL_TOKEN_IN_QUOTE && r->tokens[i].upos != DL_PUNCT) return true;
    return false;
}

static uint32_t distance(uint32_t a, uint32_t b) { return a > b ? a - b : b - a; }

bool mention_speakers(chains *c) {
    const dl_report *r = c->r;
    uint32_t *subject_of = ARENA_NEW(&c->r->arena, uint32_t, r->n_tokens + 1);
    uint32_t *speaker = ARENA_NEW(&c->r->arena, uint32_t, r->n_sentences + 1);
    bool *quoted = ARENA_NEW(&c->r->arena, bool, r->n_sentences + 1);
    if (!subject_of || !speaker || !quoted) return false;
    for (size_t i = 0; i < r->n_tokens; i++) subject_of[i] = CHAIN_NONE;
    for (size_t i = 0; i < r->n_tokens; i++) {
        const dl_token *t = &r->tokens[i];
        if ((t->deprel != DL_REL_nsubj && t->deprel != DL_REL_nsubj_pass) || t->head == DL_ROOT || c->at[i] == CHAIN_NONE) continue;
        uint32_t *subject = &subject_of[t->head]; /* of two the nearer: The talks “cannot go on,” Roe said */
        if (*subject == CHAIN_NONE || distance(t->head, (uint32_t)i) < distance(t->head, *subject)) *subject = (uint32_t)i;
    }
    for (size_t k = 0; k < r->n_sentences; k++) {
        quoted[k] = has_quote(r, k);
        speaker[k] = quoted[k] ? of_sentence(c, subject_of, &r->sentences[k]) : CHAIN_NONE;
    }
    for (size_t k = 1; k < r->n_sentences; k++) /* from the sentence before, while the quotation goes on */
        if (quoted[k] && speaker[k] == CHAIN_NONE && quoted[k - 1]) speaker[k] = speaker[k - 1];
    for (size_t k = r->n_sentences; k-- > 1;) /* "He left. She saw it," Ms. Roe said. */
        if (quoted[k - 1] && speaker[k - 1] == CHAIN_NONE && quoted[k] && r->sentences[k].paragraph == r->sentences[k - 1].paragraph)
            speaker[k - 1] = speaker[k];
    for (size_t m = 0; m < c->n; m++)
        if (c->mentions[m].flags & MENTION_QUOTED) c->mentions[m].speaker = speaker[c->mentions[m].sentence];
    return true;
}
