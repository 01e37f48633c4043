/* patterns.c - finds the longest pattern that starts at an atom: a walk through a trie whose edges are symbols (a word,
 * a list of words, a range of figures, a number). Each atom's symbols are worked out once. */
#include "entities/patterns.h"

#include <string.h>

#include "base/error.h"

#define MAX_SYMS 24u    /* symbols of one atom; more would be a grammar with absurdly many overlapping lists */
#define MAX_STEPS 4000u /* nodes visited from one atom: bounds the cost where lists overlap at every word */

/* ---- opening ---- */

static const void *part(const unsigned char **at, size_t *left, size_t count, size_t size) {
    size_t bytes = (count * size + 7) & ~(size_t)7;
    if (!at || count > SIZE_MAX / 64 || bytes > *left) return NULL;
    const void *p = *at;
    *at += bytes;
    *left -= bytes;
    return p;
}

/* Every index in the arrays must stay inside them, so that matching need not look again. */
static bool fits(const pattern_set *p) {
    const pat_head *h = p->head;
    if (!h->slots || (h->slots & (h->slots - 1)) || !h->text || p->text[h->text - 1] || h->root[0] >= h->nodes ||
        h->root[1] >= h->nodes)
        return false;
    uint32_t empty = 0;
    for (uint32_t i = 0; i < h->slots; i++) {
        const pat_slot *s = p->slots + i;
        if (!s->hash) empty++;
        else if (s->text >= h->text || s->first > h->entries || s->entries > h->entries - s->first) return false;
    }
    if (!empty) return false;
    for (uint32_t i = 0; i < h->entries; i++) {
        const pat_entry *e = p->entries + i;
        if (!e->words || e->first_word > h->links || e->words - 1u > h->links - e->first_word) return false;
        if (e->first_set > h->sets || e->sets > h->sets - e->first_set) return false;
    }
    for (uint32_t i = 0; i < h->sets; i++)
        if (p->sets[i].field >= PAT_FIELD_COUNT ||
            (PAT_IS_STRING(p->sets[i].field) && !(p->sets[i].value >= 0 && p->sets[i].value < h->text)))
            return false;
    for (uint32_t i = 0; i < h->numbers; i++)
        if (p->numbers[i].field >= PAT_FIELD_COUNT) return false;
    for (uint32_t i = 0; i < h->nodes; i++)
        if (p->nodes[i].first > h->edges || p->nodes[i].edges > h->edges - p->nodes[i].first ||
            p->nodes[i].action >= h->actions)
            return false;
    for (uint32_t i = 0; i < h->edges; i++)
        if (p->edges[i].node >= h->nodes || p->edges[i].rename > PAT_FIELD_COUNT) return false;
    for (uint32_t i = 0; i < h->actions; i++) {
        const pat_action *a = p->actions + i;
        if ((a->next && a->next >= i) || a->rule >= h->rules || a->first > h->sets || a->sets > h->sets - a->first)
            return false;
    }
    for (uint32_t i = 0; i < h->rules; i++) {
        if (p->rules[i].type >= PAT_TYPE_COUNT || p->rules[i].op >= PAT_OP_COUNT) return false;
        for (int c = 0; c < PAT_CONTEXTS; c++)
            if (p->rules[i].context[c].first > h->contexts ||
                p->rules[i].context[c].count > h->contexts - p->rules[i].context[c].first)
                return false;
    }
    return true;
}

bool patterns_open(pattern_set *p, const void *bytes, size_t size, dl_error *err) {
    const unsigned char *at = bytes;
    const pat_head *h = bytes;
    memset(p, 0, sizeof *p);
    if (!bytes || size < sizeof *h || h->version != PATTERNS_VERSION)
        return dl_fail(
            err, "the patterns for times and quantities are missing or of another version; compile the data again");
    size_t left = size;
    p->head = part(&at, &left, 1, sizeof *h);
    bool ok = (p->slots = part(&at, &left, h->slots, sizeof *p->slots)) != NULL;
    ok = ok && (p->entries = part(&at, &left, h->entries, sizeof *p->entries));
    ok = ok && (p->links = part(&at, &left, h->links, sizeof *p->links));
    ok = ok && (p->sets = part(&at, &left, h->sets, sizeof *p->sets));
    ok = ok && (p->numbers = part(&at, &left, h->numbers, sizeof *p->numbers));
    ok = ok && (p->nodes = part(&at, &left, h->nodes, sizeof *p->nodes));
    ok = ok && (p->edges = part(&at, &left, h->edges, sizeof *p->edges));
    ok = ok && (p->actions = part(&at, &left, h->actions, sizeof *p->actions));
    ok = ok && (p->rules = part(&at, &left, h->rules, sizeof *p->rules));
    ok = ok && (p->contexts = part(&at, &left, h->contexts, sizeof *p->contexts));
    ok = ok && (p->text = part(&at, &left, h->text, 1));
    if (!ok || !fits(p))
        return dl_fail(err, "the patterns for times and quantities are damaged; compile the data again");
    return true;
}

/* ---- symbols ---- */

static void add(pat_line *line, pat_atom *a, uint16_t sym, size_t len, uint32_t entry, double value) {
    for (uint32_t i = 0; i < a->n_syms; i++) {
        pat_sym *s = line->syms + a->syms + i;
        if (s->sym != sym) continue;
        if (len > s->len) *s = (pat_sym){sym, (uint16_t)len, entry, value}; /* of one list the longest entry */
        return;
    }
    if (a->n_syms >= MAX_SYMS) return;
    line->syms[a->syms + a->n_syms++] = (pat_sym){sym, (uint16_t)len, entry, value};
    line->n_syms++;
}

static void add_entries(const pattern_set *p, pat_line *line, size_t at) {
    pat_atom *a = line->atoms + at;
    const pat_slot *slot = p->slots + a->slot;
    for (uint32_t i = 0; i < slot->entries; i++) {
        const pat_entry *e = p->entries + slot->first + i;
        if (e->words > line->n - at || ((e->flags & PAT_CAPITAL) && !(a->flags & PAT_ATOM_CAPITAL))) continue;
        size_t k = 1;
        while (k < e->words && a[k].word == p->links[e->first_word + k - 1]) k++;
        if (k == e->words) add(line, a, e->sym, k, slot->first + i, 0);
    }
}

static void add_numbers(const pattern_set *p, pat_line *line, size_t at) {
    pat_atom *a = line->atoms + at;
    double v = 0;
    if (a->kind == PAT_DIGITS && !(a->flags & (PAT_ATOM_DECIMAL | PAT_ATOM_GROUPED)))
        for (uint32_t i = 0; i < p->head->numbers; i++) {
            const pat_number *n = p->numbers + i;
            if (a->digits >= n->digits_low && a->digits <= n->digits_high && a->value >= n->low && a->value <= n->high)
                add(line, a, n->sym, 1, UINT32_MAX, a->value);
        }
    if (a->kind == PAT_MARK && !a->word) return;
    size_t len = numbers_read(p, line, at, &v);
    if (len) add(line, line->atoms + at, PAT_SYM_NUMBER, len, UINT32_MAX, v);
    len = numbers_year(p, line, at, &v);
    if (len) add(line, line->atoms + at, PAT_SYM_YEARWORDS, len, UINT32_MAX, v);
}

static bool symbols(const pattern_set *p, pat_line *line, size_t at) {
    pat_atom *a = line->atoms + at;
    if (a->ready) return true;
    a->ready = 1;
    a->n_syms = 0;
    if (!a->word && a->kind != PAT_DIGITS) return true;
    if (line->n_syms + MAX_SYMS > line->cap_syms) {
        size_t cap = line->cap_syms ? line->cap_syms * 2 : 1024;
        pat_sym *more = arena_grow(line->arena, line->syms, line->n_syms, cap, sizeof *more);
        if (!more) return line->failed = true, false;
        line->syms = more;
        line->cap_syms = cap;
    }
    a->syms = (uint32_t)line->n_syms;
    if (a->word) add_entries(p, line, at);
    add_numbers(p, line, at);
    return true;
}

const pat_sym *patterns_symbol(const pattern_set *p, pat_line *line, size_t at, uint16_t sym) {
    if (at >= line->n || !sym || !symbols(p, line, at)) return NULL;
    const pat_atom *a = line->atoms + at;
    for (uint32_t i = 0; i < a->n_syms; i++)
        if (line->syms[a->syms + i].sym == sym) return line->syms + a->syms + i;
    return NULL;
}

/* ---- matching ---- */

typedef struct taken {
    pat_sym sym;
    uint8_t rename;
} taken;

typedef struct walk {
    const pattern_set *p;
    pat_line *line;
    size_t start;
    pat_check *check;
    void *context;
    unsigned steps, depth, best_depth;
    size_t best; /* atoms of the longest match so far */
    uint16_t best_action;
    taken path[PAT_MAX_LENGTH], best_path[PAT_MAX_LENGTH];
} walk;

static bool in_context(walk *w, size_t at, uint32_t first, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (patterns_symbol(w->p, w->line, at, w->p->contexts[first + i])) return true;
    return false;
}

static bool allowed(walk *w, const pat_rule *r, size_t end) {
    for (int c = 0; c < PAT_CONTEXTS; c++) {
        if (!r->context[c].count) continue;
        bool after = c == PAT_ONLY_AFTER || c == PAT_UNLESS_AFTER, only = c == PAT_ONLY_AFTER || c == PAT_ONLY_BEFORE;
        bool there = after ? w->start > 0 && in_context(w, w->start - 1, r->context[c].first, r->context[c].count)
                           : end < w->line->n && in_context(w, end, r->context[c].first, r->context[c].count);
        if (there != only) return false;
    }
    return !w->check || w->check(w->context, r, w->start, end - w->start);
}

static void step(walk *w, uint32_t node, size_t at) {
    const pat_node *n = w->p->nodes + node;
    if (at > w->start && at - w->start >= w->best) /* of equally long ones the first in the files */
        for (uint16_t a = n->action; a; a = w->p->actions[a].next) {
            if (at - w->start == w->best && w->p->actions[a].rule >= w->p->actions[w->best_action].rule) break;
            if (!allowed(w, w->p->rules + w->p->actions[a].rule, at)) continue;
            w->best = at - w->start;
            w->best_action = a;
            w->best_depth = w->depth;
            memcpy(w->best_path, w->path, w->depth * sizeof *w->path);
            break;
        }
    if (!n->edges || at >= w->line->n || w->depth >= PAT_MAX_LENGTH || !symbols(w->p, w->line, at)) return;
    const pat_atom *a = w->line->atoms + at;
    const pat_edge *edges = w->p->edges + n->first;
    for (uint32_t i = 0, n_syms = a->n_syms, first = a->syms; i < n_syms; i++) {
        pat_sym s = w->line->syms[first + i];
        uint32_t lo = 0, hi = n->edges;
        while (lo < hi) {
            uint32_t mid = (lo + hi) / 2;
            if (edges[mid].sym < s.sym) lo = mid + 1;
            else hi = mid;
        }
        for (; lo < n->edges && edges[lo].sym == s.sym; lo++) {
            if (edges[lo].glued && !(w->line->atoms[at].flags & PAT_ATOM_GLUED)) continue;
            if (++w->steps > MAX_STEPS) return;
            w->path[w->depth++] = (taken){s, edges[lo].rename};
            step(w, edges[lo].node, at + s.len);
            w->depth--;
        }
    }
}

static void put_sets(const pattern_set *p, uint32_t first, uint32_t count, pat_frame *f, int from, int to) {
    for (uint32_t i = 0; i < count; i++) {
        const pat_set *s = p->sets + first + i;
        pat_put(f, (pat_field)((int)s->field == from ? to : (int)s->field), s->value);
    }
}

size_t patterns_match(const pattern_set *p, pat_root root, pat_line *line, size_t at, pat_check *check, void *context,
                      pat_match *out) {
    if (!symbols(p, line, at) || !line->atoms[at].n_syms) return 0;
    walk w = {.p = p, .line = line, .start = at, .check = check, .context = context};
    step(&w, p->head->root[root], at);
    if (!w.best) return 0;
    const pat_action *action = p->actions + w.best_action;
    out->first = (uint32_t)at;
    out->count = (uint32_t)w.best;
    out->rule = p->rules + action->rule;
    out->frame.has = 0;
    for (unsigned i = 0; i < w.best_depth; i++) {
        const taken *t = w.best_path + i;
        int to = t->rename - 1;
        if (t->sym.entry != UINT32_MAX) {
            const pat_entry *e = p->entries + t->sym.entry;
            put_sets(p, e->first_set, e->sets, &out->frame, e->field, to < 0 ? e->field : to);
            continue;
        }
        pat_field field = t->sym.sym == PAT_SYM_YEARWORDS ? PAT_year : PAT_n;
        for (uint32_t k = 0; k < p->head->numbers; k++)
            if (p->numbers[k].sym == t->sym.sym) field = (pat_field)p->numbers[k].field;
        pat_put(&out->frame, to < 0 ? field : (pat_field)to, t->sym.value);
    }
    put_sets(p, action->first, action->sets, &out->frame, -1, -1);
    return w.best;
}
