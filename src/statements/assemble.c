/* assemble.c - turns frames into statements: spans from runs of words, the manner from their quotation marks, and which
 * statement stands in the content of which. */
#include <stdlib.h>

#include "statements/statements.h"

/* Whether a run of one role goes on from token i - 1 to i: not past the end of a paragraph, where furniture may stand. */
static bool joined(const dl_report *r, const uint32_t *sentence_of, uint32_t i) {
    return r->sentences[sentence_of[i - 1]].paragraph == r->sentences[sentence_of[i]].paragraph;
}

/* The runs of `role` in text order. NULL when memory ends; *n gets their number. */
static const dl_span *spans_of(dl_report *r, const uint32_t *sentence_of, const frame *f, int role, uint32_t *n) {
    uint32_t runs = 0;
    for (int pass = 0; pass < 2; pass++) {
        dl_span *out = pass ? ARENA_NEW(&r->arena, dl_span, runs + 1) : NULL;
        if (pass && !out) return NULL;
        runs = 0;
        for (uint32_t i = 0; i < f->count; i++) {
            if (f->roles[i] != role) continue;
            const dl_token *t = &r->tokens[f->first + i];
            bool goes_on = i && f->roles[i - 1] == role && joined(r, sentence_of, f->first + i);
            if (!goes_on) runs++;
            if (out && !goes_on) out[runs - 1] = t->span;
            else if (out) out[runs - 1].end = t->span.end;
        }
        *n = runs;
        if (pass) return out;
    }
    return NULL;
}

static dl_manner manner_of(const dl_report *r, const frame *f) {
    uint32_t in = 0, out = 0;
    for (uint32_t i = 0; i < f->count; i++) {
        const dl_token *t = &r->tokens[f->first + i];
        if (f->roles[i] != ROLE_CONTENT || t->upos == DL_PUNCT) continue;
        if (t->flags & DL_TOKEN_IN_QUOTE) in++;
        else out++;
    }
    return in && out ? DL_MANNER_MIXED : in ? DL_MANNER_DIRECT : DL_MANNER_INDIRECT;
}

/* The word of the source on which the rest of it depends. */
static uint32_t source_head(const dl_report *r, const frame *f) {
    uint32_t any = DL_NONE;
    for (uint32_t i = 0; i < f->count; i++) {
        if (f->roles[i] != ROLE_SOURCE) continue;
        const dl_token *t = &r->tokens[f->first + i];
        bool inside = t->head != DL_ROOT && t->head - f->first < f->count && f->roles[t->head - f->first] == ROLE_SOURCE;
        if (any == DL_NONE) any = f->first + i;
        if (!inside && t->upos != DL_PUNCT && t->upos != DL_ADP && t->upos != DL_PART) return f->first + i;
    }
    return any;
}

static void widen(dl_span *all, const dl_span *parts, uint32_t n) {
    if (n && parts[0].start < all->start) all->start = parts[0].start;
    if (n && parts[n - 1].end > all->end) all->end = parts[n - 1].end;
}

static bool make(dl_report *r, const uint32_t *sentence_of, const frame *f, uint32_t content, dl_statement *s) {
    *s = (dl_statement){.head = f->head, .source_entity = DL_NONE, .addressee_entity = DL_NONE, .reported_by_entity = DL_NONE,
                        .outer = DL_NONE, .answers = DL_NONE, .denies = DL_NONE, .retracts = DL_NONE,
                        .confidence = f->confidence, .act = DL_ACT_SAY, .span = {UINT32_MAX, 0}};
    s->source = spans_of(r, sentence_of, f, ROLE_SOURCE, &s->n_source);
    s->cue = spans_of(r, sentence_of, f, ROLE_CUE, &s->n_cue);
    s->content = spans_of(r, sentence_of, f, ROLE_CONTENT, &s->n_content);
    if (!s->source || !s->cue || !s->content) return false;
    widen(&s->span, s->source, s->n_source);
    widen(&s->span, s->cue, s->n_cue);
    widen(&s->span, s->content, s->n_content);
    s->sentence = sentence_of[f->head != DL_NONE ? f->head : content];
    s->source_head = source_head(r, f);
    s->manner = (uint8_t)manner_of(r, f);
    return true;
}

typedef struct placed {
    const frame *f;
    uint32_t at;      /* first word of its content */
    uint32_t anchor;  /* the cue's head, or else `at` */
    uint32_t words;   /* of its content */
    uint32_t id;
} placed;

static int by_text(const void *a, const void *b) {
    const placed *x = a, *y = b;
    return x->anchor != y->anchor ? (x->anchor < y->anchor ? -1 : 1) : x->f < y->f ? -1 : x->f > y->f;
}

static int by_size(const void *a, const void *b) { /* the larger first */
    const placed *x = a, *y = b;
    return x->words != y->words ? (x->words > y->words ? -1 : 1) : x->id < y->id ? -1 : x->id > y->id;
}

bool statements_assemble(dl_report *r, const frames *all) {
    uint32_t *sentence_of = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1);
    placed *list = ARENA_NEW(&r->arena, placed, all->n + 1);
    r->statements = ARENA_NEW(&r->arena, dl_statement, all->n + 1);
    if (!sentence_of || !list || !r->statements) return false;
    for (uint32_t k = 0; k < r->n_sentences; k++)
        for (uint32_t i = 0; i < r->sentences[k].count; i++) sentence_of[r->sentences[k].first + i] = k;
    uint32_t n = 0;
    for (uint32_t k = 0; k < all->n; k++) {
        placed p = {.f = &all->items[k], .at = DL_NONE};
        for (uint32_t i = 0; i < p.f->count; i++)
            if (p.f->roles[i] == ROLE_CONTENT) {
                if (p.at == DL_NONE) p.at = p.f->first + i;
                p.words++;
            }
        p.anchor = p.f->head != DL_NONE ? p.f->head : p.at;
        if (p.words) list[n++] = p;
    }
    if (!n) return true;
    qsort(list, n, sizeof *list, by_text);
    for (uint32_t k = 0; k < n; k++) {
        list[k].id = k;
        if (!make(r, sentence_of, list[k].f, list[k].at, &r->statements[k])) return false;
    }
    r->n_statements = n;
    if (!(r->statement_at = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1))) return false;
    for (size_t i = 0; i < r->n_tokens; i++) r->statement_at[i] = DL_NONE;
    qsort(list, n, sizeof *list, by_size); /* a larger content is written first, so that what stays is the innermost */
    for (uint32_t k = 0; k < n; k++) {
        const frame *f = list[k].f;
        r->statements[list[k].id].outer = r->statement_at[list[k].anchor];
        for (uint32_t i = 0; i < f->count; i++)
            if (f->roles[i] == ROLE_CONTENT) r->statement_at[f->first + i] = list[k].id;
    }
    return true;
}
