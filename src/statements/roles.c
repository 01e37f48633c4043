/* roles.c - the features by which the words around a cue are told to name the source, to belong to the cue, to be said, or
 * none of these: how a word hangs with the cue in the tree, and which quotation it stands in. */
#include <string.h>

#include "statements/tagger.h"

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

static bool begins_clause(uint32_t rel) {
    switch (rel) {
    case DL_REL_acl: case DL_REL_acl_relcl: case DL_REL_advcl: case DL_REL_advcl_relcl: case DL_REL_appos: case DL_REL_ccomp:
    case DL_REL_conj: case DL_REL_csubj: case DL_REL_dep: case DL_REL_list: case DL_REL_parataxis: case DL_REL_xcomp: case DL_REL_discourse:
    case DL_REL_vocative: case DL_REL_dislocated: return true;
    default: return false;
    }
}

/* The way from the cue up to the root, then from there down to every word of the sentence. */
static void place_words(role_view *v) {
    const dl_token *t = v->r->tokens;
    const uint32_t first = v->own->first;
    uint32_t up = v->head, level = 0, sig = 17;
    memset(v->at, 0, sizeof *v->at * v->own->count);
    while (up != DL_ROOT) {
        role_place *p = &v->at[up - first];
        uint32_t k = least(level, ROLE_CHAIN - 1);
        *p = (role_place){.branch = DL_NONE, .level = (uint8_t)k, .known = true};
        p->clauses = 3;
        if (level < ROLE_CHAIN) v->chain[k] = sig;
        p->path = said_mix(v->chain[k], 5);
        if (level < 4) sig = said_mix(sig, t[up].deprel + 1u);
        up = t[up].head;
        level++;
    }
    uint32_t stack[DL_MAX_SENTENCE];
    for (uint32_t i = 0; i < v->own->count; i++) {
        uint32_t n = 0, at = i;
        while (!v->at[at].known) {
            stack[n++] = at;
            at = t[first + at].head - first;
        }
        while (n) {
            const role_place *p = &v->at[at];
            uint32_t next = stack[--n], rel = t[first + next].deprel;
            role_place *q = &v->at[next];
            *q = (role_place){.branch = p->branch, .clauses = begins_clause(rel) ? said_mix(p->clauses, rel) : p->clauses, .level = p->level, .depth = (uint8_t)least(p->depth + 1u, 30), .known = true};
            if (p->branch == DL_NONE) {
                q->branch = first + next;
                q->path = said_mix(v->chain[p->level], rel * 4u + 2u + (first + next > v->head));
            } else q->path = p->depth < 6 ? said_mix(p->path, rel) : p->path;
            at = next;
        }
    }
}

/* Who the tree says is speaking: the subject of the cue or of the verb it goes with, whose it is, or what it is said of. */
static void find_subject(role_view *v) {
    const dl_token *t = v->r->tokens;
    uint32_t at = v->head;
    v->subject = DL_NONE;
    for (v->climbs = 0; v->climbs < 6 && at != DL_ROOT; v->climbs++, at = t[at].head) {
        const said_word *x = &v->w[at];
        if (x->kids >> DL_REL_aux_pass & 1 && x->agent != DL_NONE) v->subject = x->agent;
        else if (x->subject != DL_NONE) v->subject = x->subject;
        else if (x->owner != DL_NONE && !v->climbs) v->subject = x->owner;
        else if ((t[at].deprel == DL_REL_acl || t[at].deprel == DL_REL_acl_relcl) && t[at].head != DL_ROOT) v->subject = t[at].head;
        if (v->subject != DL_NONE) return;
        int rel = t[at].deprel;
        if (rel != DL_REL_xcomp && rel != DL_REL_advcl && rel != DL_REL_conj && rel != DL_REL_parataxis && rel != DL_REL_obj && rel != DL_REL_obl &&
            rel != DL_REL_ccomp && rel != DL_REL_nmod)
            return;
    }
}

static bool breaks(const dl_token *t) {
    return t->upos == DL_PUNCT && (t->form[0] == ',' || t->form[0] == ':' || t->form[0] == ';' || t->form[0] == '-' || (unsigned char)t->form[0] == 0xE2);
}

/* What is said runs on into another sentence only where that holds quoted words, as good as always. */
static bool may_run_on(const role_view *v, uint32_t sentence) {
    const dl_sentence *s = &v->r->sentences[sentence];
    if (v->count + s->count > ROLE_WINDOW || s->flags & DL_SENTENCE_HEADLINE) return false;
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (v->w[i].quotation) return true;
    return false;
}

void role_view_of(role_view *v, const dl_report *r, const said_word *w, const uint8_t *cues, uint32_t head) {
    v->r = r, v->w = w, v->cues = cues, v->head = head;
    uint32_t own = w[head].sentence, from = own, to = own;
    v->own = &r->sentences[own];
    v->count = v->own->count;
    while (to < own + ROLE_AHEAD && to + 1u < r->n_sentences && may_run_on(v, to + 1)) v->count += r->sentences[++to].count;
    while (from > 0 && from + ROLE_BACK > own && r->sentences[own].paragraph - r->sentences[from - 1].paragraph <= 1 && may_run_on(v, from - 1))
        v->count += r->sentences[--from].count;
    v->first = r->sentences[from].first;
    place_words(v);
    find_subject(v);
    v->before = v->after = 0;
    uint32_t n = 0, end = v->own->first + v->own->count;
    for (uint32_t i = v->own->first; i < end; i++) {
        v->breaks[i - v->own->first] = (uint8_t)n;
        if (n < 250 && breaks(&r->tokens[i])) n++;
        uint32_t q = w[i].quotation;
        if (q && q != w[head].quotation) {
            if (i < head) v->before = q;
            else if (i > head && !v->after) v->after = q;
        }
    }
    const said_word *x = &w[head];
    v->kids = (uint32_t)((x->kids >> DL_REL_ccomp & 1) | (x->kids >> DL_REL_xcomp & 1) << 1 | (x->kids >> DL_REL_obj & 1) << 2 |
                         (x->kids >> DL_REL_aux_pass & 1) << 3 | (uint32_t)(x->subject != DL_NONE) << 4 | (x->kids >> DL_REL_parataxis & 1) << 5 |
                         (x->kids >> DL_REL_acl & 1) << 6 | (x->kids >> DL_REL_obl & 1) << 7 | (x->kids >> DL_REL_nmod & 1) << 8 |
                         (x->kids >> DL_REL_cop & 1) << 9);
}

/* Which quotation a word stands in, seen from the cue. */
static uint32_t quotation(const role_view *v, uint32_t at) {
    uint32_t q = v->w[at].quotation, own = v->w[v->head].quotation;
    if (!q) return own ? 1 : 0;
    uint32_t which = q == own ? 2 : q == v->before ? 3 : q == v->after ? 4 : q < own || at < v->head ? 5 : 6;
    return which * 2 + v->w[at].mark;
}

uint32_t role_word(const role_view *v, uint32_t at, uint32_t out[SAID_FEATURES]) {
    static const dl_token no_token = {.upos = DL_UPOS_COUNT, .xpos = DL_XPOS_COUNT, .deprel = DL_DEPREL_COUNT};
    static const said_word edge = {.lemma = 1, .form = 1};
    const dl_report *r = v->r;
    const dl_token *t = &r->tokens[at], *c = &r->tokens[v->head];
    const said_word *w = v->w, *x = &w[at], *cue = &w[v->head];
    uint32_t begin = v->own->first, end = begin + v->own->count, k = 0, q = quotation(v, at), side = at > v->head;
    said_sink f = {out, 0, ROLE_BITS};
#define F(a, b) said_put(&f, ++k, (a), (b))
    if (at < begin || at >= end) { /* other sentences: what is not said of the whole of them */
        const dl_sentence *s = &r->sentences[x->sentence];
        int32_t off = (int32_t)x->sentence - (int32_t)w[v->head].sentence;
        uint32_t o = (uint32_t)(off < 0 ? off + 16 : off), place = at == s->first ? 1 : at + 1 == s->first + s->count ? 2 : 0;
        uint32_t in = x->quotation != 0, first_in = w[s->first].quotation != 0;
        k = 200;
        F(o, q);
        F(in * 4u + place, t->upos);
        F(said_mix(o, in), side);
        F(in, said_mix(first_in, x->mark));
        F(x->lemma, in);
        F(in, v->cues[at]);
        F(said_mix(o, first_in), said_mix(in, cue->lemma));
        F(in * 2u + first_in, w[s->root].lemma);
        F(said_mix(in, v->cues[s->root]), at < s->root);
        F(said_mix(in, first_in), said_mix(o, t->deprel));
        uint32_t tie = cue->quotation != 0 ? 3 : x->quotation && x->quotation == v->before ? 1 : x->quotation && x->quotation == v->after ? 2 : 0;
        F(tie, said_mix(o, in));
        return f.n;
    }
    const role_place *p = &v->at[at - begin];
    uint32_t b = p->branch, rel = t->deprel;
    const dl_token *bt = b != DL_NONE ? &r->tokens[b] : &no_token;
    const said_word *bw = b != DL_NONE ? &w[b] : &edge;
    uint32_t sig = b != DL_NONE ? said_mix(v->chain[p->level], bt->deprel * 4u + 2u + (b > v->head)) : said_mix(v->chain[p->level], 5);
    uint32_t depth = least(p->depth, 4), marker = b != DL_NONE && bw->marker != DL_NONE ? w[bw->marker].lemma : 0;
    uint32_t how = c->upos * 2048u + v->kids;
    uint32_t nb = (uint32_t)(v->breaks[at - begin] > v->breaks[v->head - begin] ? v->breaks[at - begin] - v->breaks[v->head - begin]
                                                                           : v->breaks[v->head - begin] - v->breaks[at - begin]);
    nb = least(nb, 3);
    uint32_t away = at > v->head ? at - v->head : v->head - at;
    uint32_t dist = away < 4 ? away : away < 8 ? 4 : away < 16 ? 5 : away < 32 ? 6 : 7;
    const dl_token *pt = at > begin ? t - 1 : &no_token, *nt = at + 1 < end ? t + 1 : &no_token;
    const said_word *pw = at > begin ? x - 1 : &edge, *nw = at + 1 < end ? x + 1 : &edge;
    const dl_token *ht = t->head != DL_ROOT ? &r->tokens[t->head] : &no_token;
    F(sig, 0);
    F(sig, depth);
    F(sig, said_mix(depth, rel));
    F(sig, cue->lemma);
    F(sig, how);
    F(sig, said_mix(c->upos, t->upos));
    F(sig, x->lemma);
    F(sig, said_mix(q, c->upos));
    F(sig, said_mix(nb, side));
    F(sig, said_mix(marker, c->upos));
    F(sig, said_mix(marker, cue->lemma));
    F(p->path, 0);
    F(p->path, cue->lemma);
    F(p->path, t->xpos);
    F(p->path, how);
    F(p->path, x->form);
    F(p->path, q);
    F(bw->lemma, said_mix(bt->deprel, cue->lemma));
    F(sig, bw->lemma);
    F(sig, bt->upos * 512u + bw->who);
    F(sig, said_mix(c->deprel, side));
    F(x->lemma, cue->lemma);
    F(x->form, side * 8u + dist);
    F(said_mix(t->xpos, pt->xpos), said_mix(nt->xpos, side));
    F(t->upos * 16u + dist, said_mix(side, c->upos));
    F(q, side);
    F(q, cue->lemma);
    F(q, said_mix(how, side));
    F(q, said_mix(side * 4u + nb, t->upos));
    F(x->form, said_mix(pw->form, side));
    F(x->form, said_mix(nw->form, side));
    F(said_mix(side, nb), cue->lemma);
    F(side * 8u + dist, said_mix(x->form, cue->lemma));
    F(x->who, said_mix(side, dist));
    F(x->who, sig);
    F(v->cues[at], said_mix(sig, depth));
    F(b != DL_NONE ? v->cues[b] : 2, said_mix(bt->deprel, side));
    F(t->head != DL_ROOT && t->head != v->head ? v->cues[t->head] : 2, said_mix(rel, side));
    F(rel * 64u + ht->deprel, said_mix(side, depth));
    F(at + 1 == end, x->form);
    F(nb * 8u + side, said_mix(t->upos, how));
    F(p->level * 8u + depth, said_mix(side, t->upos));
    F(said_mix(x->lemma, c->upos), side * 8u + least(p->level, 3) * 2u);
    F(said_mix(sig, bw->quotation != 0), x->quotation != 0);
    uint32_t speaks = v->subject == DL_NONE ? 0 : at == v->subject ? 2 : b != DL_NONE && b == v->subject ? 3 : 1;
    F(speaks, said_mix(v->climbs, depth));
    F(speaks, said_mix(p->clauses, least(v->climbs, 2)));
    F(speaks, said_mix(cue->lemma, least(v->climbs, 2)));
    F(said_mix(sig, p->clauses), 0);
    F(said_mix(sig, p->clauses), rel);
    F(said_mix(sig, p->clauses), cue->lemma);
    F(said_mix(sig, p->clauses), nb * 4u + (x->quotation != 0));
    F(said_mix(sig, p->clauses), t->xpos);
    F(bt->deprel, said_mix(bw->senses, how));
    F(sig, cue->senses);
    F(p->path, cue->senses);
    F(said_mix(sig, x->senses), c->upos);
    return f.n;
}

uint32_t role_sentence(const role_view *v, uint32_t sentence, uint32_t out[SAID_FEATURES]) {
    const dl_report *r = v->r;
    const said_word *w = v->w, *cue = &w[v->head];
    const dl_sentence *s = &r->sentences[sentence], *own = v->own;
    said_sink f = {out, 0, ROLE_BITS};
    uint32_t k = 300;
    if (s == own) return 0;
    bool ahead = s > own;
    uint32_t o = (uint32_t)(ahead ? s - own : 16 - (own - s)), same = s->paragraph == own->paragraph;
    uint32_t quoted = 0, cues = 0, marks = 0, said = 0;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        quoted += w[i].quotation != 0;
        marks += w[i].mark;
        cues += v->cues[i] && !w[i].quotation;
        said += v->cues[i] && w[i].quotation;
    }
    uint32_t share = !quoted ? 0 : quoted + 1 >= s->count ? 2 : 1; /* the final stop may stand outside */
    uint32_t begins = w[s->first].quotation != 0, ends = w[s->first + s->count - 1].quotation != 0;
    uint32_t shape = share * 4u + begins * 2u + ends;
    /* the sentences between, and whether somebody else speaks in them */
    uint32_t other = 0, broken = 0;
    for (const dl_sentence *z = ahead ? own + 1 : s + 1; z < (ahead ? s : own); z++) {
        uint32_t speaks = v->cues[z->root] && !w[z->root].quotation;
        other += speaks;
        broken += !w[z->first].quotation;
    }
    other = least(other, 2), broken = least(broken, 2);
    uint32_t last = own->first + own->count - 1;
    uint32_t mine = (uint32_t)(cue->quotation != 0) * 16u + (uint32_t)(v->before != 0) * 8u + (uint32_t)(v->after != 0) * 4u +
                    (uint32_t)(w[last].quotation != 0) * 2u + (w[own->first].quotation != 0);
    const char *stop = r->tokens[last].form;
    uint32_t colon = stop[0] == ':' || (own->count > 1 && r->tokens[last - 1].form[0] == ':');
    uint32_t late = v->head + 3 > last, alone = own->root == v->head;
    cues = least(cues, 2), said = least(said, 2);
#define S(a, b) F(said_mix((a), ahead), (b))
    S(o, same);
    S(shape, o);
    S(shape, said_mix(mine, same));
    S(shape, said_mix(cue->lemma, same));
    S(said_mix(shape, cues), said_mix(mine, o));
    S(said_mix(other, broken), said_mix(shape, mine));
    S(said_mix(shape, said_mix(other, cues)), said_mix(alone, same));
    S(said_mix(colon, late), said_mix(shape, o));
    S(said_mix(colon, same), said_mix(o, cue->lemma));
    S(w[s->first].lemma, said_mix(shape, mine));
    S(w[s->root].lemma, said_mix(shape, cues));
    S(said_mix(marks > 2, shape), said_mix(cues, said));
    S(v->kids, said_mix(shape, o));
    S(said_mix(mine, shape), said_mix(cues, said_mix(other, same)));
    S(said_mix(r->tokens[v->head].deprel, alone), said_mix(shape, mine));
    S(said_mix(s->flags & DL_SENTENCE_NEWPAR, own->flags & (DL_SENTENCE_NEWPAR | DL_SENTENCE_HEADLINE)), said_mix(o, shape));
    S(cue->lemma, said_mix(mine, o));
    return f.n;
#undef S
}

uint32_t role_step(const role_view *v, uint32_t at, uint32_t out[SAID_FEATURES]) {
    const dl_token *t = &v->r->tokens[at];
    const said_word *x = &v->w[at];
    uint32_t begin = v->own->first, end = begin + v->own->count, k = 400;
    said_sink f = {out, 0, STEP_BITS};
    uint32_t other = x->sentence != x[-1].sentence, mine = at >= begin && at < end;
    F(0, 0);
    F(t->xpos, mine);
    F(t[-1].xpos, mine);
    F(said_mix(quotation(v, at), quotation(v, at - 1)), other);
    F(other * 2u + mine, x->quotation != 0);
    if (mine && !other) {
        const role_place *p = &v->at[at - begin], *o = p - 1;
        bool same = p->branch == o->branch && p->level == o->level;
        uint32_t rel = p->branch == DL_NONE ? 99 : v->r->tokens[p->branch].deprel, before = o->branch == DL_NONE ? 99 : v->r->tokens[o->branch].deprel;
        F(same, said_mix(least(p->level, 2) * 100u + rel, at > v->head));
        F(same, said_mix(rel, before));
        F(same, said_mix(t->upos, t[-1].upos));
        F(same, least(p->depth, 4) * 8u + least(o->depth, 4));
        uint32_t opens = x->opens != DL_NONE ? v->r->tokens[x->opens].deprel + 1u : 0, closes = x[-1].closes != DL_NONE ? v->r->tokens[x[-1].closes].deprel + 1u : 0;
        uint32_t tied = t->head == at - 1 ? 1 : t[-1].head == at ? 2 : t->head == t[-1].head ? 3 : 0;
        F(opens, closes);
        F(opens, same);
        F(closes, same);
        F(tied, said_mix(t->deprel, t[-1].deprel));
        F(said_mix(opens, closes), said_mix(t->upos, t[-1].upos));
        F(x->form, opens);
        F(x[-1].form, closes);
        F(said_mix(p->clauses == o->clauses, tied), same);
    }
    return f.n;
#undef F
}
