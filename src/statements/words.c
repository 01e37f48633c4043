/* words.c - what each word of a report looks like to those who look for statements: its lemma, what hangs from it, which
 * quotation it stands in. */
#include <string.h>

#include "statements/tagger.h"

static uint32_t hash(const char *s, bool lower) {
    uint32_t h = 2166136261u;
    for (; *s; s++) h = (h ^ (unsigned char)(lower && *s >= 'A' && *s <= 'Z' ? *s + 32 : *s)) * 16777619u;
    return h ^ h >> 15;
}

static bool is_quotation_mark(const dl_token *t) {
    static const char *const marks[] = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "``", "''", "\xC2\xAB", "\xC2\xBB", "\xE2\x80\x9E"};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (!strcmp(t->form, marks[k])) return true;
    return false;
}

/* Numbers the quotations. The marks around the words belong to them; one runs on over sentences until it is closed. */
static void number_quotations(const dl_report *r, said_word *w) {
    uint32_t n = 0;
    for (size_t i = 0; i < r->n_tokens; i++) {
        const dl_token *t = &r->tokens[i];
        w[i].mark = is_quotation_mark(t);
        if (!(t->flags & DL_TOKEN_IN_QUOTE)) continue;
        bool goes_on = i && t[-1].flags & DL_TOKEN_IN_QUOTE;
        if (!goes_on) n++;
        w[i].quotation = n;
        if (!goes_on && i && w[i - 1].mark) w[i - 1].quotation = n;
        if (i + 1 < r->n_tokens && !(t[1].flags & DL_TOKEN_IN_QUOTE) && is_quotation_mark(t + 1)) w[i + 1].quotation = n;
    }
}

/* Where the words that hang together begin and end. A subtree that is not in one piece counts from its first word to its last. */
static bool find_edges(dl_report *r, said_word *w) {
    uint32_t *from = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1), *to = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1);
    if (!from || !to) return false;
    for (uint32_t k = 0; k < r->n_sentences; k++) {
        const dl_sentence *s = &r->sentences[k];
        uint32_t order[DL_MAX_SENTENCE], depth[DL_MAX_SENTENCE], first[DL_MAX_SENTENCE + 2] = {0};
        for (uint32_t i = 0; i < s->count; i++) depth[i] = UINT32_MAX;
        for (uint32_t i = 0; i < s->count; i++) { /* each word's distance from the root */
            uint32_t way[DL_MAX_SENTENCE], n = 0, at = i;
            while (depth[at] == UINT32_MAX && r->tokens[s->first + at].head != DL_ROOT) {
                way[n++] = at;
                at = r->tokens[s->first + at].head - s->first;
            }
            if (depth[at] == UINT32_MAX) depth[at] = 0;
            for (uint32_t d = depth[at]; n > 0;) depth[way[--n]] = ++d;
        }
        for (uint32_t i = 0; i < s->count; i++) first[depth[i] + 1]++;
        for (uint32_t d = 1; d <= s->count; d++) first[d] += first[d - 1];
        for (uint32_t i = 0; i < s->count; i++) order[first[depth[i]]++] = i;
        for (uint32_t i = 0; i < s->count; i++) from[s->first + i] = to[s->first + i] = s->first + i;
        for (uint32_t j = s->count; j-- > 1;) { /* the deepest first */
            uint32_t at = s->first + order[j], head = r->tokens[at].head;
            if (from[at] < from[head]) from[head] = from[at];
            if (to[at] > to[head]) to[head] = to[at];
        }
        for (uint32_t i = s->first; i < s->first + s->count; i++) w[i].opens = w[i].closes = DL_NONE;
        for (uint32_t j = 0; j < s->count; j++) { /* the highest first */
            uint32_t at = s->first + order[j];
            if (w[from[at]].opens == DL_NONE) w[from[at]].opens = at;
            if (w[to[at]].closes == DL_NONE) w[to[at]].closes = at;
        }
    }
    return true;
}

said_word *said_words(dl_report *r) {
    said_word *w = ARENA_NEW(&r->arena, said_word, r->n_tokens + 1);
    if (!w) return NULL;
    for (size_t i = 0; i < r->n_tokens; i++) {
        const dl_token *t = &r->tokens[i];
        w[i].lemma = hash(t->lemma, true);
        w[i].form = hash(t->form, true);
        uint32_t kept = t->upos == DL_VERB || t->upos == DL_AUX ? SENSES_OF_VERBS : t->upos == DL_NOUN ? SENSES_OF_NOUNS
                        : t->upos == DL_ADJ || t->upos == DL_ADV ? SENSES_OF_ADJECTIVES : 0;
        uint32_t found = kept ? table_find(&r->model->statements->senses, t->lemma, strlen(t->lemma)) : TABLE_NONE;
        w[i].senses = found == TABLE_NONE ? 0 : found & kept;
        w[i].agent = w[i].owner = w[i].subject = w[i].marker = w[i].object = w[i].clause = DL_NONE;
        if (r->mention_at && r->mention_at[i] != DL_NONE) {
            const dl_mention *m = &r->mentions[r->mention_at[i]];
            w[i].who = (uint8_t)(1 + r->entities[m->entity].kind * DL_MENTION_FORMS + m->form);
        }
    }
    for (size_t i = r->n_tokens; i-- > 0;) {
        const dl_token *t = &r->tokens[i];
        if (t->head == DL_ROOT) continue;
        said_word *h = &w[t->head];
        h->kids |= (uint64_t)1 << t->deprel;
        if (t->deprel == DL_REL_nsubj || t->deprel == DL_REL_nsubj_pass || t->deprel == DL_REL_nsubj_outer) h->subject = (uint32_t)i;
        if (t->deprel == DL_REL_mark || t->deprel == DL_REL_case) h->marker = (uint32_t)i;
        if (t->deprel == DL_REL_obl_agent) h->agent = (uint32_t)i;
        if (t->deprel == DL_REL_nmod_poss) h->owner = (uint32_t)i;
        if (t->deprel == DL_REL_obj) h->object = (uint32_t)i;
        if (t->deprel == DL_REL_ccomp || t->deprel == DL_REL_xcomp) h->clause = (uint32_t)i;
    }
    for (uint32_t k = 0; k < r->n_sentences; k++)
        for (uint32_t i = 0; i < r->sentences[k].count; i++) w[r->sentences[k].first + i].sentence = k;
    number_quotations(r, w);
    if (!find_edges(r, w)) return NULL;
    return w;
}
