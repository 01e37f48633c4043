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

said_word *said_words(dl_report *r) {
    said_word *w = ARENA_NEW(&r->arena, said_word, r->n_tokens + 1);
    if (!w) return NULL;
    for (size_t i = 0; i < r->n_tokens; i++) {
        const dl_token *t = &r->tokens[i];
        w[i].lemma = hash(t->lemma, true);
        w[i].form = hash(t->form, true);
        w[i].subject = w[i].marker = w[i].object = w[i].clause = DL_NONE;
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
        if (t->deprel == DL_REL_obj) h->object = (uint32_t)i;
        if (t->deprel == DL_REL_ccomp || t->deprel == DL_REL_xcomp) h->clause = (uint32_t)i;
    }
    for (uint32_t k = 0; k < r->n_sentences; k++)
        for (uint32_t i = 0; i < r->sentences[k].count; i++) w[r->sentences[k].first + i].sentence = k;
    number_quotations(r, w);
    return w;
}
