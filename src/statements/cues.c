/* cues.c - the features by which a word is taken for the head of a cue: the verb, noun, adjective or mark that says that
 * somebody says, thinks or plans something. */
#include "statements/tagger.h"

bool cue_possible(const dl_report *r, const said_word *w, uint32_t at) {
    const dl_token *t = &r->tokens[at];
    switch (t->upos) {
    case DL_DET: case DL_NUM: case DL_CCONJ: case DL_SYM: case DL_X: return false;
    case DL_PUNCT: return t->form[0] == ':' || t->form[0] == '-' || (unsigned char)t->form[0] == 0xE2;
    case DL_PRON: return false;
    default: return !w[at].mark;
    }
}

static const said_word edge = {.lemma = 1, .form = 1};
static const dl_token no_token = {.upos = DL_UPOS_COUNT, .xpos = DL_XPOS_COUNT, .deprel = DL_DEPREL_COUNT};

#define F(a, b) said_put(&f, ++k, (a), (b))
#define WORD(i, ok) ((ok) ? &w[i] : &edge)
#define TOKEN(i, ok) ((ok) ? &r->tokens[i] : &no_token)

/* What a verb or noun of saying would have: clause, object, subject... */
static uint32_t has(const said_word *x) {
    return (uint32_t)((x->kids >> DL_REL_ccomp & 1) | (x->kids >> DL_REL_xcomp & 1) << 1 | (x->kids >> DL_REL_obj & 1) << 2 |
                      (uint64_t)(x->subject != DL_NONE) << 3 | (x->kids >> DL_REL_aux_pass & 1) << 4 | (x->kids >> DL_REL_cop & 1) << 5 |
                      (x->kids >> DL_REL_parataxis & 1) << 6 | (x->kids >> DL_REL_acl & 1) << 7 | (x->kids >> DL_REL_nmod_poss & 1) << 8);
}

enum { OUTLINE = 23 };

uint32_t cue_outline(const dl_report *r, const said_word *w, uint32_t at, uint32_t out[SAID_FEATURES]) {
    const dl_token *t = &r->tokens[at];
    const said_word *x = &w[at];
    const dl_sentence *s = &r->sentences[x->sentence];
    uint32_t end = s->first + s->count, k = 0;
    said_sink f = {out, 0, CUE_BITS};
    const said_word *l1 = WORD(at - 1, at > s->first), *l2 = WORD(at - 2, at > s->first + 1);
    const said_word *r1 = WORD(at + 1, at + 1 < end), *r2 = WORD(at + 2, at + 2 < end);
    const dl_token *tl1 = TOKEN(at - 1, at > s->first), *tr1 = TOKEN(at + 1, at + 1 < end), *tr2 = TOKEN(at + 2, at + 2 < end);
    const dl_token *h = TOKEN(t->head, t->head != DL_ROOT);
    const said_word *hw = WORD(t->head, t->head != DL_ROOT);
    uint32_t kids = (uint32_t)(x->kids ^ x->kids >> 32), tag = t->upos * 64u + t->xpos, said = has(x);
    F(0, 0);
    F(x->lemma, 0);
    F(x->lemma, t->upos);
    F(x->lemma, tag);
    F(x->form, 0);
    F(x->lemma, t->deprel);
    F(x->lemma, said);
    F(tag, said);
    F(tag, t->deprel);
    F(tag, kids);
    F(t->deprel, said);
    F(t->upos, said_mix(hw->lemma, t->deprel));
    F(x->lemma, hw->lemma);
    F(t->upos * 64u + t->deprel, h->upos * 64u + h->deprel);
    F(x->lemma, r1->lemma);
    F(x->lemma, said_mix(r1->lemma, r2->lemma));
    F(x->lemma, l1->lemma);
    F(tag, r1->lemma);
    F(tag, l1->lemma);
    F(l2->lemma, l1->lemma);
    F(r1->lemma, r2->lemma);
    F(t->upos * 32u + tl1->upos, tr1->upos * 32u + tr2->upos);
    F(x->lemma, tr1->upos);
    return f.n;
}

uint32_t cue_features(const dl_report *r, const said_word *w, uint32_t at, uint32_t out[SAID_FEATURES]) {
    const dl_token *t = &r->tokens[at];
    const said_word *x = &w[at];
    const dl_sentence *s = &r->sentences[x->sentence];
    uint32_t end = s->first + s->count, k = OUTLINE;
    said_sink f = {out, cue_outline(r, w, at, out), CUE_BITS};
    const said_word *r1 = WORD(at + 1, at + 1 < end);
    const dl_token *h = TOKEN(t->head, t->head != DL_ROOT);
    const said_word *hw = WORD(t->head, t->head != DL_ROOT);
    const dl_token *sub = TOKEN(x->subject, x->subject != DL_NONE), *obj = TOKEN(x->object, x->object != DL_NONE);
    const said_word *subw = WORD(x->subject, x->subject != DL_NONE), *objw = WORD(x->object, x->object != DL_NONE);
    const dl_token *cl = TOKEN(x->clause, x->clause != DL_NONE);
    const said_word *clw = WORD(x->clause, x->clause != DL_NONE);
    const said_word *clm = WORD(clw->marker, x->clause != DL_NONE && clw->marker != DL_NONE);
    uint32_t tag = t->upos * 64u + t->xpos, quoted = x->quotation != 0, said = has(x);
    /* who */
    F(tag, said_mix(subw->lemma, 1));
    F(t->upos * 512u + subw->who, sub->upos);
    F(x->lemma, subw->who);
    F(tag, said_mix(subw->who, said));
    /* what */
    F(x->lemma, objw->lemma);
    F(tag, objw->lemma);
    F(x->lemma, cl->deprel * 32u + cl->upos);
    F(tag, said_mix(clm->lemma, cl->deprel));
    F(x->lemma, clm->lemma);
    F(tag, clw->lemma);
    F(t->upos, said_mix(objw->who, obj->upos));
    /* what it is about, and its object or the clause that follows */
    k = 95;
    for (uint32_t left = x->senses ? x->senses : 1u << 31; left; left &= left - 1) {
        uint32_t sense = left & -left;
        said_put(&f, 100, sense, t->upos);
        said_put(&f, 101, sense, said);
        said_put(&f, 102, sense, said_mix(t->deprel, tag));
        said_put(&f, 103, sense, subw->who);
        said_put(&f, 104, sense, said_mix(clm->lemma, cl->deprel));
        said_put(&f, 105, sense, said_mix(r1->lemma, t->upos));
        said_put(&f, 106, sense, objw->senses);
    }
    F(x->senses, tag);
    F(x->lemma, objw->senses);
    F(tag, objw->senses);
    F(said_mix(t->upos, t->deprel), hw->senses);
    F(x->lemma, clw->senses);
    /* small words that hang from it */
    uint32_t passive = x->kids >> DL_REL_aux_pass & 1;
    for (uint32_t i = s->first > at ? at : (at > 12 && at - 12 > s->first ? at - 12 : s->first), n = 0; i < end && i < at + 13 && n < 6; i++) {
        const dl_token *d = &r->tokens[i];
        if (d->head != at) continue;
        if (d->deprel == DL_REL_obl || d->deprel == DL_REL_nmod || d->deprel == DL_REL_obl_agent) {
            uint32_t m = w[i].marker == DL_NONE ? 0 : w[w[i].marker].lemma;
            said_put(&f, 60, x->lemma, m);
            said_put(&f, 61, tag, m);
            said_put(&f, 62, said_mix(m, w[i].who), t->upos);
            said_put(&f, 63, m, w[i].lemma);
            n++;
        } else if (d->deprel == DL_REL_aux || d->deprel == DL_REL_advmod || d->deprel == DL_REL_cop || d->deprel == DL_REL_compound_prt ||
                   d->deprel == DL_REL_mark || d->deprel == DL_REL_case || d->deprel == DL_REL_fixed || d->deprel == DL_REL_nmod_poss ||
                   d->deprel == DL_REL_det) {
            said_put(&f, 64, said_mix(t->upos, d->deprel), w[i].lemma);
            said_put(&f, 65, x->lemma, w[i].lemma);
            n++;
        }
    }
    /* quotations */
    uint32_t near = 0;
    for (uint32_t i = at + 1; i < end && i <= at + 4 && !near; i++)
        if (w[i].mark) near = i - at;
    uint32_t back = 0;
    for (uint32_t i = at; i-- > s->first && i + 6 > at && !back;)
        if (w[i].mark) back = at - i;
    uint32_t any = 0;
    for (uint32_t i = s->first; i < end && any < 2; i++) any += w[i].mark;
    k = 70;
    F(quoted, any);
    F(x->lemma, quoted);
    F(tag, said_mix(near, back));
    F(x->lemma, near * 2u + (back != 0));
    F(tag, quoted * 4u + any);
    F(said_mix(t->deprel, said), quoted * 8u + any * 2u + (near != 0));
    bool next_quoted = x->sentence + 1u < r->n_sentences && end < r->n_tokens && w[end].quotation;
    F(tag, said_mix(next_quoted, at + 2 >= end));
    F(x->lemma, said_mix(next_quoted, at + 2 >= end));
    /* where */
    F(t->upos, at == s->first ? 0 : at + 1 == end ? 1 : at == s->first + 1 ? 2 : at + 2 == end ? 3 : 4);
    F(x->form, said_mix(s->flags & DL_SENTENCE_HEADLINE, x->sentence == 0));
    F(t->upos, said_mix(s->flags & DL_SENTENCE_HEADLINE, x->sentence == 0));
    F(x->lemma, passive * 2u + (x->kids >> DL_REL_advmod & 1));
    /* what it stands in */
    uint32_t up = t->head, steps = 0;
    while (up != DL_ROOT && steps < 3) {
        said_put(&f, 84 + steps, said_mix(t->upos, w[up].lemma), steps ? 0 : t->deprel);
        up = r->tokens[up].head;
        steps++;
    }
    const dl_token *hh = TOKEN(h->head, t->head != DL_ROOT && h->head != DL_ROOT);
    said_put(&f, 90, t->upos, said_mix(t->deprel * 64u + h->deprel, hh->deprel));
    said_put(&f, 91, t->upos, (uint32_t)(hw->kids ^ hw->kids >> 32));
    return f.n;
#undef F
#undef WORD
#undef TOKEN
}
