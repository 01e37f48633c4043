/* mend.c - frames that the tree shows to be wrong are set right: what the weights of single words cannot see. */
#include "statements/resolve.h"
#include "statements/tagger.h"

static uint8_t role_at(const frame *f, uint32_t token) {
    return token >= f->first && token - f->first < f->count ? f->roles[token - f->first] : ROLE_NONE;
}

static void set_role(frame *f, uint32_t token, uint8_t role) {
    if (token >= f->first && token - f->first < f->count) f->roles[token - f->first] = role;
}

static bool holds(const frame *f, uint8_t role) {
    for (uint32_t i = 0; i < f->count; i++)
        if (f->roles[i] == role) return true;
    return false;
}

static bool is_below(const dl_report *r, uint32_t token, uint32_t top) {
    while (token != top && r->tokens[token].head != DL_ROOT) token = r->tokens[token].head;
    return token == top;
}

/* The first dependent of this kind in the sentence, or DL_NONE. */
static uint32_t child(const dl_report *r, const dl_sentence *s, uint32_t of, int rel) {
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (r->tokens[i].head == of && r->tokens[i].deprel == rel) return i;
    return DL_NONE;
}

static bool is_comma(const dl_token *t) { return t->xpos == DL_XPOS_COMMA; }

/* ", demands rejected by the West": what was done with the demands is not what is demanded. */
static bool is_only_described(const dl_report *r, const said_word *w, const frame *f) {
    const dl_token *t = r->tokens;
    bool described = false;
    if (t[f->head].upos != DL_NOUN && (t[f->head].upos != DL_VERB || w[f->head].subject != DL_NONE)) return false;
    for (uint32_t i = 0; i < f->count; i++) {
        if (f->roles[i] != ROLE_CONTENT) continue;
        uint32_t at = f->first + i, up = t[at].head;
        if (up != DL_ROOT && role_at(f, up) == ROLE_CONTENT) continue;
        if (up != f->head || at < f->head) return false;
        described |= t[at].deprel == DL_REL_acl && t[at].xpos == DL_XPOS_VBN;
        if (t[at].deprel != DL_REL_acl && t[at].upos != DL_PUNCT) return false;
    }
    return described;
}

/* "letters from the mayor calling on them to...": whoever is right before such a verb speaks, where nobody else does. */
static void name_governor(const dl_report *r, frame *f) {
    const dl_token *t = r->tokens;
    uint32_t noun = t[f->head].head;
    if (t[f->head].deprel != DL_REL_acl || t[f->head].xpos != DL_XPOS_VBG || noun == DL_ROOT || noun + 1 != f->head ||
        role_at(f, noun) != ROLE_CONTENT || holds(f, ROLE_SOURCE))
        return;
    for (uint32_t i = f->head; i-- > f->first && is_below(r, i, noun) && t[i].deprel != DL_REL_case;) set_role(f, i, ROLE_SOURCE);
}

/* "has massed troops and, according to Varga, plans to attack": she speaks of the second alone. */
static void narrow_scope(const dl_report *r, const dl_sentence *s, frame *f) {
    const dl_token *t = r->tokens;
    uint32_t noun = t[f->head].head, verb = noun == DL_ROOT ? DL_ROOT : t[noun].head;
    if (t[f->head].deprel != DL_REL_case || verb == DL_ROOT || t[noun].deprel != DL_REL_obl || noun > verb ||
        t[verb].head == DL_ROOT || t[verb].head > f->head || role_at(f, verb) != ROLE_CONTENT)
        return;
    uint32_t before = f->head - (f->head > s->first && is_comma(&t[f->head - 1])); /* "and, according to" */
    if (before == s->first || t[before - 1].upos != DL_CCONJ) return;
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (role_at(f, i) == ROLE_CONTENT && (i < f->head || !is_below(r, i, verb))) set_role(f, i, ROLE_NONE);
}

/* "according to the Committee to Protect Journalists": what hangs on the end of a source is of its name. */
static void round_source(const dl_report *r, frame *f) {
    const dl_token *t = r->tokens;
    uint32_t last = DL_NONE, top = DL_NONE;
    for (uint32_t i = 0; i < f->count; i++)
        if (f->roles[i] == ROLE_SOURCE) {
            uint32_t at = f->first + i;
            last = at;
            if (top == DL_NONE && (t[at].head == DL_ROOT || role_at(f, t[at].head) != ROLE_SOURCE) && t[at].upos != DL_PUNCT) top = at;
        }
    if (top == DL_NONE || t[top].upos != DL_PROPN || last < f->head) return;
    for (uint32_t i = last + 1; role_at(f, i) == ROLE_CONTENT && t[i].upos != DL_PUNCT && is_below(r, i, top); i++) set_role(f, i, ROLE_SOURCE);
}

/* "said Saturday the bridge was closed": the day is not said. */
static void drop_day(const dl_report *r, frame *f) {
    const dl_token *t = r->tokens;
    uint32_t at = f->head + 1;
    if (role_at(f, at) == ROLE_CONTENT && (t[at].deprel == DL_REL_obl_unmarked || t[at].deprel == DL_REL_nmod_unmarked) && t[at].head == f->head &&
        t[at].upos == DL_PROPN)
        set_role(f, at, ROLE_CUE);
}

/* "Troops were moved, according to Varga, and a ship was turned back": the second is not hers. */
static void end_scope(const dl_report *r, const said_word *w, const dl_sentence *s, frame *f) {
    const dl_token *t = r->tokens;
    uint32_t noun = t[f->head].head, verb = noun == DL_ROOT ? DL_ROOT : t[noun].head, end = s->first + s->count, at = noun;
    if (t[f->head].deprel != DL_REL_case || verb == DL_ROOT || t[noun].deprel != DL_REL_obl || role_at(f, verb) != ROLE_CONTENT) return;
    while (at + 1 < end && is_below(r, at + 1, noun) && !is_comma(&t[at + 1])) at++;
    if (at + 3 >= end || !is_comma(&t[at + 1]) || t[at + 2].upos != DL_CCONJ) return;
    uint32_t next = t[at + 2].head;
    if (next == DL_ROOT || t[next].head != verb || t[next].deprel != DL_REL_conj || w[next].subject == DL_NONE || w[next].subject < at) return;
    for (uint32_t i = at + 1; i < end; i++)
        if (role_at(f, i) == ROLE_CONTENT) set_role(f, i, ROLE_NONE);
}

/* "was quoted by the paper as saying that...", "quoted him as saying": what follows is said; *saying gets that verb. */
static bool unfold_quoting(const dl_report *r, const dl_sentence *s, const said_word *w, frame *f, uint32_t *saying) {
    const dl_token *t = r->tokens;
    uint32_t verb = f->head, end = s->first + s->count, says = DL_NONE;
    if (t[verb].upos != DL_VERB || !(saying_word(r->model->saying, t[verb].lemma) & SAYING_QUOTES)) return false;
    for (uint32_t i = verb + 2; i < end && says == DL_NONE; i++)
        if (t[i].xpos == DL_XPOS_VBG && t[i - 1].lemma && !strcmp(t[i - 1].lemma, "as") && t[i].head == verb) says = i;
    if (says == DL_NONE) return false;
    bool passive = w[verb].kids >> DL_REL_aux_pass & 1;
    uint32_t who = passive ? child(r, s, verb, DL_REL_nsubj_pass) : w[verb].subject;
    for (uint32_t i = s->first; i < end; i++) {
        uint8_t role = role_at(f, i);
        bool source = who != DL_NONE && is_below(r, i, who), mine = i > says && is_below(r, i, says);
        if (i == says || i + 1 == says) set_role(f, i, ROLE_CUE);
        else if (source || (!passive && role == ROLE_SOURCE)) set_role(f, i, ROLE_SOURCE);
        else if (i > says) set_role(f, i, mine || role == ROLE_CONTENT ? ROLE_CONTENT : ROLE_NONE);
        else if (role != ROLE_CUE) set_role(f, i, ROLE_NONE);
    }
    bool after = false;
    for (uint32_t i = says + 1; i < end; i++) after |= role_at(f, i) == ROLE_CONTENT && t[i].upos != DL_PUNCT;
    for (uint32_t i = s->first; i < end && !after; i++) /* "The deal was dead, he was quoted as saying." */
        if (i < verb && role_at(f, i) == ROLE_NONE && !is_below(r, i, verb)) set_role(f, i, ROLE_CONTENT);
        else if (role_at(f, i) == ROLE_SOURCE) break;
    uint32_t last = end - 1; /* the final stop is not said */
    if (t[last].upos == DL_PUNCT && !w[last].quotation) set_role(f, last, ROLE_NONE);
    *saying = says;
    return true;
}

/* "stressed that it would not, and some lawmakers called for it": the second clause is the reporter's. */
static void part_clauses(const dl_report *r, const said_word *w, frame *outer, const frame *inner) {
    const dl_token *t = r->tokens;
    uint32_t from = DL_NONE;
    for (uint32_t i = 0; i < inner->count && from == DL_NONE; i++)
        if (inner->roles[i] == ROLE_SOURCE) from = inner->first + i;
    if (from == DL_NONE || from < 2 || from > inner->head || outer->head + 2 >= from || w[from].quotation) return;
    if (t[from - 1].upos != DL_CCONJ || !is_comma(&t[from - 2]) || w[from].sentence != w[outer->head].sentence) return;
    if (w[inner->head].subject == DL_NONE || w[inner->head].subject < from) return;
    for (uint32_t i = from - 2; i < outer->first + outer->count; i++)
        if (role_at(outer, i) == ROLE_CONTENT) set_role(outer, i, ROLE_NONE);
}

/* Quoted words that two sentences claim belong to the one that is surer. */
static void settle_claims(const said_word *w, frame *a, frame *b) {
    frame *weak = a->confidence < b->confidence ? a : b, *strong = weak == a ? b : a;
    if (w[a->head].sentence == w[b->head].sentence || role_at(a, b->head) != ROLE_NONE || role_at(b, a->head) != ROLE_NONE) return;
    for (uint32_t i = 0; i < weak->count; i++) {
        uint32_t at = weak->first + i;
        if (weak->roles[i] == ROLE_CONTENT && w[at].quotation && role_at(strong, at) == ROLE_CONTENT) weak->roles[i] = ROLE_NONE;
    }
}

/* "..., said Roe, a lawyer.": the verb of an afterthought that ends its sentence, or DL_NONE. */
static uint32_t afterthought(dl_report *r, const said_word *w, const dl_sentence *s) {
    enum { FEWEST = 4 };
    const dl_token *t = r->tokens;
    const resolver v = {.r = r, .words = r->model->saying};
    uint32_t end = s->first + s->count, last, subject;
    for (uint32_t i = s->first + FEWEST; i + 1 < end; i++) {
        if (t[i].upos != DL_VERB || !is_comma(&t[i - 1]) || w[i].quotation || DL_HAS(&t[i], VerbForm_Part) || t[i].xpos == DL_XPOS_VB) continue;
        if ((subject = w[i].subject) == DL_NONE || subject < i || t[subject].upos == DL_PRON) continue;
        uint32_t cue = resolve_cue(&v, i, i + 1, &last);
        if (cue == TABLE_NONE || saying_act(cue, GOES_ANY) != DL_ACT_SAY) continue;
        bool all = true;
        for (uint32_t k = i + 1; k < end && all; k++) all = is_below(r, k, subject) || k + 1 == end;
        if (all) return i;
    }
    return DL_NONE;
}

/* Where others have such an afterthought among their words, it is taken from them and says all that stands before it. */
static bool set_afterthoughts(dl_report *r, const said_word *w, frames *all) {
    uint32_t n = all->n, done = DL_NONE;
    for (uint32_t k = 0; k < n; k++) {
        uint32_t head = all->items[k].head, verb = DL_NONE;
        if (!all->items[k].count || w[head].sentence == done) continue;
        const dl_sentence *s = &r->sentences[w[head].sentence];
        for (uint32_t i = s->first + s->count; i-- > head + 1 && verb == DL_NONE;)
            if (role_at(&all->items[k], i) == ROLE_CONTENT) verb = afterthought(r, w, s); /* something is said after the cue */
        done = w[head].sentence;
        if (verb == DL_NONE || verb < head || role_at(&all->items[k], verb) != ROLE_CONTENT) continue;
        frame *f = frame_add(r, all, verb, s->first, s->count);
        if (!f) return false;
        f->confidence = all->items[k].confidence;
        for (uint32_t i = s->first; i < s->first + s->count; i++)
            set_role(f, i, i < verb - 1 ? ROLE_CONTENT : i == verb ? ROLE_CUE : i > verb && i + 1 < s->first + s->count ? ROLE_SOURCE : ROLE_NONE);
        for (uint32_t j = 0; j < n; j++)
            for (uint32_t i = verb - 1; i < s->first + s->count && all->items[j].count && w[all->items[j].head].sentence == done; i++)
                if (role_at(&all->items[j], i) == ROLE_CONTENT) set_role(&all->items[j], i, ROLE_NONE);
    }
    return true;
}

bool statements_mend(dl_report *r, const said_word *w, frames *all) {
    enum { NEAR = 6 };
    uint32_t *said = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1); /* by which frame, from 1 */
    uint32_t *at_head = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1); /* the frame of this cue, from 1 */
    if (!said || !at_head) return false;
    for (uint32_t k = 0; k < all->n; k++)
        if (all->items[k].count) at_head[all->items[k].head] = k + 1;
    for (uint32_t k = 0; k < all->n; k++) {
        frame *f = &all->items[k];
        if (!f->count) continue;
        const dl_sentence *s = &r->sentences[w[f->head].sentence];
        uint32_t saying = DL_NONE, particle = child(r, s, f->head, DL_REL_compound_prt);
        if (is_only_described(r, w, f)) {
            f->count = 0;
            continue;
        }
        if (particle != DL_NONE && particle < f->head + 4) set_role(f, particle, ROLE_CUE);
        name_governor(r, f);
        narrow_scope(r, s, f);
        end_scope(r, w, s, f);
        round_source(r, f);
        drop_day(r, f);
        if (unfold_quoting(r, s, w, f, &saying) && at_head[saying] && at_head[saying] != k + 1)
            all->items[at_head[saying] - 1].count = 0;
    }
    if (!set_afterthoughts(r, w, all)) return false;
    for (uint32_t k = 0; k < all->n; k++)
        for (uint32_t i = 0; i < all->items[k].count; i++)
            if (all->items[k].roles[i] == ROLE_CONTENT) said[all->items[k].first + i] = k + 1;
    for (uint32_t k = 0; k < all->n; k++) {
        frame *f = &all->items[k];
        if (f->count && said[f->head] && said[f->head] != k + 1) part_clauses(r, w, &all->items[said[f->head] - 1], f);
        for (uint32_t j = k + 1; j < all->n && j < k + NEAR && f->count; j++)
            if (all->items[j].count) settle_claims(w, f, &all->items[j]);
    }
    return true;
}
