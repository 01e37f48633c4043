/* relation.c - names of relations, and the tokens of a pair: those of marked spans, or of two heads in a report. */
#include "events/relation.h"

#include <string.h>

#include "report.h"

enum { WINDOW = 512 }; /* tokens that are looked at: two of the longest sentences */

static const struct {
    const char *name;
    int quad;
} RELATION[] = {
#define X(name, quad) {#name, quad},
    RELATION_LIST(X)
#undef X
};

const char *relation_name(int relation) { return RELATION[relation].name; }
int relation_quad(int relation) { return RELATION[relation].quad; }
int relation_find(const char *name) {
    for (int i = 0; i < RELATIONS; i++)
        if (!strcmp(RELATION[i].name, name)) return i;
    return -1;
}

/* The marked word nearest the root: its head is not marked the same way. Of several the first, but a name or noun before others. */
static uint32_t head_of(const relation_pair *p, uint8_t role) {
    uint32_t best = DL_NONE;
    for (uint32_t i = 0; i < p->count; i++) {
        const dl_token *t = &p->r->tokens[p->first + i];
        uint32_t h = t->head;
        if (!(p->role[i] & role) || t->upos == DL_PUNCT) continue;
        if (h != DL_ROOT && h - p->first < p->count && p->role[h - p->first] & role) continue;
        bool noun = t->upos == DL_NOUN || t->upos == DL_PROPN || t->upos == DL_PRON;
        if (noun) return p->first + i;
        if (best == DL_NONE) best = p->first + i;
    }
    return best;
}

/* Of a text that is far longer than a sentence, what begins with the sentence of the first mark. */
static void keep_window(relation_pair *p) {
    uint32_t mark = 0, from = 0;
    while (mark + 1 < p->count && !p->role[mark]) mark++;
    for (size_t i = 0; i < p->r->n_sentences && p->r->sentences[i].first <= mark; i++) from = p->r->sentences[i].first;
    p->first = from;
    p->role += from;
    p->count = p->count - from < WINDOW ? p->count - from : WINDOW;
}

bool relation_marked(relation_pair *p, dl_report *r, const dl_span *spans, const uint8_t *roles, size_t n) {
    *p = (relation_pair){.r = r, .count = (uint32_t)r->n_tokens, .predicate = DL_NONE};
    if (!(p->role = ARENA_NEW(&r->arena, uint8_t, r->n_tokens + 1))) return false;
    for (uint32_t i = 0; i < p->count; i++)
        for (size_t k = 0; k < n; k++)
            if (r->tokens[i].span.start < spans[k].end && spans[k].start < r->tokens[i].span.end) p->role[i] |= roles[k];
    if (p->count > WINDOW) keep_window(p);
    p->source = head_of(p, RELATION_SOURCE);
    p->target = head_of(p, RELATION_TARGET);
    return true;
}

/* The noun phrase of a head: the mention that it heads, else what hangs from it without a clause between. */
static void mark_phrase(relation_pair *p, uint32_t head, uint8_t role) {
    if (head == DL_NONE) return;
    const dl_report *r = p->r;
    uint32_t m = r->mention_at ? r->mention_at[head] : DL_NONE, from = head, to = head + 1;
    if (m != DL_NONE) {
        from = r->mentions[m].first;
        to = from + r->mentions[m].count;
    }
    for (uint32_t t = from; t < to; t++)
        if (t - p->first < p->count) p->role[t - p->first] |= role;
}

bool relation_heads(relation_pair *p, dl_report *r, uint32_t predicate, uint32_t source, uint32_t target) {
    *p = (relation_pair){.r = r, .source = source, .target = target, .predicate = predicate};
    uint32_t at = predicate != DL_NONE ? predicate : source != DL_NONE ? source : target;
    for (size_t i = 0; i < r->n_sentences; i++)
        if (at - r->sentences[i].first < r->sentences[i].count) {
            p->first = r->sentences[i].first;
            p->count = r->sentences[i].count;
        }
    if (!(p->role = ARENA_NEW(&r->arena, uint8_t, (size_t)p->count + 1))) return false;
    if (source - p->first >= p->count) p->source = source = DL_NONE;
    if (target - p->first >= p->count) p->target = target = DL_NONE;
    mark_phrase(p, source, RELATION_SOURCE);
    mark_phrase(p, target, RELATION_TARGET);
    return true;
}
