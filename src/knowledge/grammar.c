/* grammar.c - unfolds patterns into a trie of symbols, shares the trie's equal branches, and lays everything out as the
 * arrays of entities/patterns.h. */
#include "knowledge/grammar.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PATHS 20000u /* ways to read one pattern; more is a slip of the pen */

typedef struct grammar_edge {
    uint32_t from, to;
    pat_edge label;
    uint32_t next;
} grammar_edge;

bool grammar_start(grammar *g) {
    memset(g, 0, sizeof *g);
    g->next_sym = PAT_SYM_FIRST;
    g->buckets = 1u << 16;
    g->bucket = calloc(g->buckets, sizeof *g->bucket);
    g->cap_nodes = 1024;
    g->node_action = calloc(g->cap_nodes, sizeof *g->node_action);
    g->n_nodes = PAT_ROOTS; /* the first nodes */
    bytes_add(&g->strings, NULL, 1);
    pat_action none = {0};
    bytes_add(&g->actions, &none, sizeof none);
    pat_rule no_rule = {0};
    bytes_add(&g->rules, &no_rule, sizeof no_rule);
    return g->bucket && g->node_action;
}

void grammar_free(grammar *g) {
    arena_free(&g->arena);
    dl_bytes *all[] = {&g->entries, &g->entry_words, &g->links,   &g->sets,   &g->numbers,
                       &g->rules,   &g->contexts,    &g->actions, &g->strings};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) bytes_free(all[i]);
    dl_bytes words = {0};
    table_finish(&g->words, &words); /* frees the builder */
    bytes_free(&words);
    free(g->literal);
    free(g->edges);
    free(g->bucket);
    free(g->node_action);
}

/* ---- words and lists ---- */

uint32_t grammar_string(grammar *g, const char *s, size_t len) {
    for (size_t i = 0; i < g->strings.size; i += strlen((const char *)g->strings.at + i) + 1)
        if (strlen((const char *)g->strings.at + i) == len && !memcmp(g->strings.at + i, s, len)) return (uint32_t)i;
    uint32_t at = (uint32_t)bytes_add(&g->strings, s, len);
    bytes_add(&g->strings, NULL, 1);
    return at;
}

uint16_t grammar_word(grammar *g, const char *word, size_t len) {
    uint32_t id = table_intern(&g->words, word, len);
    if (id >= UINT16_MAX - 1) return g->failed = true, 0;
    return (uint16_t)(id + 1);
}

static uint32_t put_sets(grammar *g, const grammar_sets *sets) {
    return (uint32_t)(bytes_add(&g->sets, sets->set, sets->n * sizeof *sets->set) / sizeof *sets->set);
}

static bool same_entry(const grammar *g, size_t i, uint16_t sym, const uint16_t *words, unsigned n, bool capital) {
    const pat_entry *e = (const pat_entry *)g->entries.at + i;
    if (e->sym != sym || e->words != n || ((const uint16_t *)g->entry_words.at)[i] != words[0]) return false;
    if (!!(e->flags & PAT_CAPITAL) != capital) return false;
    return n == 1 || !memcmp((const uint16_t *)g->links.at + e->first_word, words + 1, (n - 1) * sizeof *words);
}

bool grammar_entry(grammar *g, uint16_t sym, const uint16_t *words, unsigned n, bool capital, uint8_t field,
                   const grammar_sets *sets) {
    for (size_t i = 0; i < g->entries.size / sizeof(pat_entry); i++)
        if (same_entry(g, i, sym, words, n, capital)) return false;
    pat_entry e = {
        .sym = sym, .words = (uint8_t)n, .flags = capital ? PAT_CAPITAL : 0, .field = field, .sets = (uint8_t)sets->n};
    e.first_word = (uint32_t)(bytes_add(&g->links, words + 1, (n - 1) * sizeof *words) / sizeof *words);
    e.first_set = put_sets(g, sets);
    bytes_add(&g->entries, &e, sizeof e);
    bytes_add(&g->entry_words, words, sizeof *words);
    return true;
}

uint16_t grammar_literal(grammar *g, const char *word, size_t len, bool capital) {
    uint16_t id = grammar_word(g, word, len);
    size_t slot = (size_t)id * 2 + capital;
    if (slot >= g->literal_cap) {
        size_t cap = slot * 2 + 64;
        uint16_t *more = realloc(g->literal, cap * sizeof *more);
        if (!more) return g->failed = true, 0;
        memset(more + g->literal_cap, 0, (cap - g->literal_cap) * sizeof *more);
        g->literal = more;
        g->literal_cap = cap;
    }
    if (!g->literal[slot]) {
        if (g->next_sym == UINT16_MAX) return g->failed = true, 0;
        g->literal[slot] = g->next_sym++;
        grammar_entry(g, g->literal[slot], &id, 1, capital, 0, &(grammar_sets){.n = 0});
    }
    return g->literal[slot];
}

/* ---- unfolding ---- */

typedef struct path {
    pat_edge step[PAT_MAX_LENGTH];
    grammar_sets sets;
    uint8_t n;
    bool too_long;
} path;
typedef struct paths {
    path *at;
    size_t n, cap;
    grammar_added trouble;
    bool failed;
} paths;

static void keep(paths *out, const path *p) {
    if (out->n == out->cap) {
        size_t cap = out->cap ? out->cap * 2 : 16;
        path *more = cap <= 2 * MAX_PATHS ? realloc(out->at, cap * sizeof *more) : NULL;
        if (!more) {
            if (cap > 2 * MAX_PATHS) out->trouble = GRAMMAR_TOO_MANY;
            else out->failed = true;
            return;
        }
        out->at = more;
        out->cap = cap;
    }
    out->at[out->n++] = *p;
}

static void unfold(const grammar_sequence *s, paths *out);

/* All ways to go on from each path of `in` through one element. */
static void unfold_item(const grammar_item *item, paths *in) {
    if (item->sym) {
        for (size_t i = 0; i < in->n; i++) {
            path *p = in->at + i;
            if (p->n == PAT_MAX_LENGTH) p->too_long = true;
            else p->step[p->n++] = (pat_edge){item->sym, item->glued, item->rename, 0};
        }
        return;
    }
    if (item->phrase && item->phrase->open) {
        in->trouble = GRAMMAR_CIRCLE;
        return;
    }
    if (item->phrase) item->phrase->open = true;
    const grammar_sequence *choices = item->phrase ? item->phrase->choices : item->choices;
    size_t n = item->phrase ? item->phrase->n : item->n_choices;
    paths out = {0};
    for (size_t c = 0; c < n && !in->trouble && !in->failed; c++) {
        paths tail = {0};
        unfold(choices + c, &tail);
        if (tail.trouble) in->trouble = tail.trouble;
        if (tail.failed) in->failed = true;
        for (size_t i = 0; i < in->n && !out.trouble && !out.failed; i++)
            for (size_t k = 0; k < tail.n && !out.trouble && !out.failed; k++) {
                path p = in->at[i];
                const path *t = tail.at + k;
                if (p.n + t->n > PAT_MAX_LENGTH || p.sets.n + t->sets.n > sizeof p.sets.set / sizeof *p.sets.set ||
                    t->too_long)
                    p.too_long = true;
                else {
                    memcpy(p.step + p.n, t->step, t->n * sizeof *t->step);
                    if (item->glued && t->n) p.step[p.n].glued = 1;
                    p.n = (uint8_t)(p.n + t->n);
                    memcpy(p.sets.set + p.sets.n, t->sets.set, t->sets.n * sizeof *t->sets.set);
                    p.sets.n += t->sets.n;
                }
                keep(&out, &p);
            }
        free(tail.at);
    }
    if (item->phrase) item->phrase->open = false;
    if (out.trouble) in->trouble = out.trouble;
    if (out.failed) in->failed = true;
    free(in->at);
    in->at = out.at;
    in->n = out.n;
    in->cap = out.cap;
}

static void unfold(const grammar_sequence *s, paths *out) {
    path none = {.sets = s->sets};
    keep(out, &none);
    for (size_t i = 0; i < s->n && !out->trouble && !out->failed; i++) unfold_item(s->items + i, out);
}

/* ---- the trie ---- */

static size_t edge_hash(const grammar *g, uint32_t from, const pat_edge *l) {
    uint64_t h =
        ((uint64_t)from << 32 | (uint32_t)l->sym << 16 | (uint32_t)l->glued << 8 | l->rename) * 0x9E3779B97F4A7C15u;
    return (size_t)(h >> 40) & (g->buckets - 1);
}

static uint32_t child(grammar *g, uint32_t from, const pat_edge *l) {
    size_t b = edge_hash(g, from, l);
    for (uint32_t i = g->bucket[b]; i; i = g->edges[i - 1].next) {
        const grammar_edge *e = g->edges + i - 1;
        if (e->from == from && e->label.sym == l->sym && e->label.glued == l->glued && e->label.rename == l->rename)
            return e->to;
    }
    if (g->n_edges == g->cap_edges) {
        size_t cap = g->cap_edges ? g->cap_edges * 2 : 4096;
        grammar_edge *more = realloc(g->edges, cap * sizeof *more);
        if (!more) return g->failed = true, 0;
        g->edges = more;
        g->cap_edges = cap;
    }
    if (g->n_nodes == g->cap_nodes) {
        uint16_t *more = realloc(g->node_action, g->cap_nodes * 2 * sizeof *more);
        if (!more) return g->failed = true, 0;
        memset(more + g->cap_nodes, 0, g->cap_nodes * sizeof *more);
        g->node_action = more;
        g->cap_nodes *= 2;
    }
    g->edges[g->n_edges++] = (grammar_edge){from, (uint32_t)g->n_nodes, *l, g->bucket[b]};
    g->bucket[b] = (uint32_t)g->n_edges;
    return (uint32_t)g->n_nodes++;
}

static uint16_t keep_action(grammar *g, pat_action action) {
    const pat_action *actions = (const pat_action *)g->actions.at;
    size_t n = g->actions.size / sizeof *actions;
    for (size_t i = n; i-- > 1 && n - i < 64;) /* equal ones were made shortly before */
        if (!memcmp(actions + i, &action, sizeof action)) return (uint16_t)i;
    if (n >= UINT16_MAX) return g->failed = true, 0;
    bytes_add(&g->actions, &action, sizeof action);
    return (uint16_t)n;
}

static bool same_sets(const grammar *g, uint32_t first, const grammar_sets *sets) {
    return !memcmp((const pat_set *)g->sets.at + first, sets->set, sets->n * sizeof *sets->set);
}

/* Where a rule's settings stand: alternatives of one pattern often set the same. */
static uint32_t find_sets(grammar *g, uint16_t rule, const grammar_sets *sets) {
    const pat_action *actions = (const pat_action *)g->actions.at;
    for (size_t i = g->actions.size / sizeof *actions; i-- > 1 && actions[i].rule == rule;)
        if (actions[i].sets == sets->n && same_sets(g, actions[i].first, sets)) return actions[i].first;
    return put_sets(g, sets);
}

/* The chain of actions at a node with one more at its end, which is tried last. */
static uint16_t append_action(grammar *g, uint16_t chain, uint16_t rule, const grammar_sets *sets) {
    if (!chain)
        return keep_action(g, (pat_action){.rule = rule, .sets = (uint16_t)sets->n, .first = find_sets(g, rule, sets)});
    uint16_t rest = append_action(g, ((const pat_action *)g->actions.at)[chain].next, rule, sets);
    pat_action head = ((const pat_action *)g->actions.at)[chain];
    head.next = rest;
    return keep_action(g, head);
}

static bool has_conditions(const grammar *g, uint16_t rule) {
    const pat_rule *r = (const pat_rule *)g->rules.at + rule;
    bool any = r->tags || r->not_tags;
    for (int i = 0; i < PAT_CONTEXTS; i++) any |= r->context[i].count > 0;
    return any;
}

grammar_added grammar_pattern(grammar *g, pat_root root, const grammar_sequence *pattern, uint16_t rule,
                              const grammar_sets *sets, uint16_t *other) {
    paths all = {0};
    unfold(pattern, &all);
    grammar_added result = all.trouble;
    if (all.failed) g->failed = true;
    if (all.n > MAX_PATHS) result = GRAMMAR_TOO_MANY;
    for (size_t i = 0; i < all.n && !result; i++) {
        if (all.at[i].too_long) result = GRAMMAR_TOO_LONG;
        else if (!all.at[i].n) result = GRAMMAR_EMPTY;
    }
    bool reached = false;
    for (size_t i = 0; i < all.n && !result && !g->failed; i++) {
        uint32_t node = root;
        for (unsigned k = 0; k < all.at[i].n && !g->failed; k++) node = child(g, node, all.at[i].step + k);
        if (g->failed) break;
        bool taken = false; /* by this rule, or by one that always fits */
        for (uint16_t a = g->node_action[node]; a && !taken; a = ((const pat_action *)g->actions.at)[a].next) {
            uint16_t first = ((const pat_action *)g->actions.at)[a].rule;
            taken = first == rule || !has_conditions(g, first);
            if (first == rule) reached = true;
            else if (taken) *other = first;
        }
        if (taken) continue;
        grammar_sets both = all.at[i].sets;
        for (unsigned k = 0; k < sets->n && both.n < sizeof both.set / sizeof *both.set; k++)
            both.set[both.n++] = sets->set[k];
        uint16_t made = append_action(g, g->node_action[node], rule, &both);
        g->node_action[node] = made;
        reached = true;
    }
    free(all.at);
    if (!result && !reached && !g->failed) result = GRAMMAR_UNREACHABLE;
    return result;
}

/* ---- laying out ---- */

static int by_label(const void *a, const void *b) {
    const pat_edge *x = a, *y = b;
    if (x->sym != y->sym) return x->sym < y->sym ? -1 : 1;
    if (x->rename != y->rename) return x->rename < y->rename ? -1 : 1;
    return (int)x->glued - (int)y->glued;
}

static int by_from(const void *a, const void *b) {
    const grammar_edge *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from ? 1 : by_label(&x->label, &y->label);
}

static void put_array(dl_bytes *out, const void *bytes, size_t size) {
    bytes_add(out, bytes, size);
    bytes_align(out, 8);
}

typedef struct layout {
    pat_node *nodes;
    pat_edge *edges;
    uint32_t n_nodes, n_edges, root[PAT_ROOTS];
} layout;

/* Nodes from the last made to the first (a child is made after its parent); one that equals a node laid out before, in
 * action and edges, is that node. */
static bool lay_out(grammar *g, layout *l) {
    size_t buckets = 1;
    while (buckets < g->n_nodes * 2) buckets *= 2;
    uint32_t *place = malloc(g->n_nodes * sizeof *place), *slot = calloc(buckets, sizeof *slot);
    size_t *first = malloc((g->n_nodes + 1) * sizeof *first);
    l->nodes = malloc(g->n_nodes * sizeof *l->nodes);
    l->edges = malloc((g->n_edges + 1) * sizeof *l->edges);
    bool ok = place && slot && first && l->nodes && l->edges;
    if (ok && g->n_edges) qsort(g->edges, g->n_edges, sizeof *g->edges, by_from);
    for (size_t i = 0, e = 0; ok && i <= g->n_nodes; i++) {
        while (e < g->n_edges && g->edges[e].from < i) e++;
        first[i] = e;
    }
    for (size_t i = g->n_nodes; ok && i-- > 0;) {
        size_t n = first[i + 1] - first[i];
        pat_edge *mine = l->edges + l->n_edges;
        for (size_t k = 0; k < n; k++) {
            mine[k] = g->edges[first[i] + k].label;
            mine[k].node = place[g->edges[first[i] + k].to];
        }
        size_t h = (patterns_hash((const char *)mine, n * sizeof *mine) * 31u + g->node_action[i]) & (buckets - 1);
        for (; slot[h]; h = (h + 1) & (buckets - 1)) {
            const pat_node *o = l->nodes + slot[h] - 1;
            if (o->edges == n && o->action == g->node_action[i] && !memcmp(l->edges + o->first, mine, n * sizeof *mine))
                break;
        }
        if (!slot[h]) {
            if (n > UINT16_MAX) ok = false;
            l->nodes[l->n_nodes] = (pat_node){l->n_edges, (uint16_t)n, g->node_action[i]};
            l->n_edges += (uint32_t)n;
            slot[h] = ++l->n_nodes;
        }
        place[i] = slot[h] - 1;
    }
    for (int i = 0; ok && i < PAT_ROOTS; i++) l->root[i] = place[i];
    free(place);
    free(slot);
    free(first);
    return ok;
}

/* The hash table of words, each with its entries side by side. */
static bool lay_out_words(grammar *g, dl_bytes *slots_out, dl_bytes *entries_out, dl_bytes *text, uint32_t *n_slots) {
    uint32_t words = g->words.n, slots = 8;
    while (slots < words * 2) slots *= 2;
    pat_slot *table = calloc(slots, sizeof *table);
    if (!table) return false;
    dl_bytes interned = {0};
    if (!table_finish(&g->words, &interned)) return free(table), false;
    dl_table view;
    bool ok = table_open(&view, interned.at, interned.size);
    bytes_add(text, g->strings.at, g->strings.size);
    const pat_entry *entries = (const pat_entry *)g->entries.at;
    const uint16_t *first_word = (const uint16_t *)g->entry_words.at;
    size_t n = g->entries.size / sizeof *entries;
    uint32_t *head = calloc(words + 1, sizeof *head), *next = calloc(n + 1, sizeof *next); /* entries of each word */
    ok = ok && head && next;
    for (size_t i = n; ok && i-- > 0;) {
        next[i] = head[first_word[i]];
        head[first_word[i]] = (uint32_t)i + 1;
    }
    for (uint32_t w = 0; ok && w < words; w++) {
        const char *key = table_key(&view, w);
        uint32_t h = patterns_hash(key, strlen(key)), i = h & (slots - 1);
        while (table[i].hash) i = (i + 1) & (slots - 1);
        table[i] =
            (pat_slot){.hash = h, .text = (uint32_t)bytes_add(text, key, strlen(key) + 1), .word = (uint16_t)(w + 1)};
        table[i].first = (uint32_t)(entries_out->size / sizeof *entries);
        for (uint32_t e = head[w + 1]; e; e = next[e - 1]) {
            bytes_add(entries_out, entries + e - 1, sizeof *entries);
            table[i].entries++;
        }
    }
    put_array(slots_out, table, slots * sizeof *table);
    *n_slots = slots;
    free(table);
    free(head);
    free(next);
    bytes_free(&interned);
    return ok && !slots_out->failed && !entries_out->failed && !text->failed;
}

bool grammar_finish(grammar *g, dl_bytes *out) {
    layout l = {0};
    dl_bytes slots = {0}, entries = {0}, text = {0};
    pat_head head = {.version = PATTERNS_VERSION};
    bool ok = !g->failed && lay_out(g, &l) && lay_out_words(g, &slots, &entries, &text, &head.slots);
    if (ok) {
        head.entries = (uint32_t)(entries.size / sizeof(pat_entry));
        head.links = (uint32_t)(g->links.size / sizeof(uint16_t));
        head.sets = (uint32_t)(g->sets.size / sizeof(pat_set));
        head.numbers = (uint32_t)(g->numbers.size / sizeof(pat_number));
        head.nodes = l.n_nodes;
        head.edges = l.n_edges;
        head.actions = (uint32_t)(g->actions.size / sizeof(pat_action));
        head.rules = (uint32_t)(g->rules.size / sizeof(pat_rule));
        head.contexts = (uint32_t)(g->contexts.size / sizeof(uint16_t));
        head.text = (uint32_t)text.size;
        memcpy(head.root, l.root, sizeof head.root);
        memcpy(head.role, g->role, sizeof head.role);
        put_array(out, &head, sizeof head);
        put_array(out, slots.at, slots.size);
        put_array(out, entries.at, entries.size);
        put_array(out, g->links.at, g->links.size);
        put_array(out, g->sets.at, g->sets.size);
        put_array(out, g->numbers.at, g->numbers.size);
        put_array(out, l.nodes, l.n_nodes * sizeof *l.nodes);
        put_array(out, l.edges, l.n_edges * sizeof *l.edges);
        put_array(out, g->actions.at, g->actions.size);
        put_array(out, g->rules.at, g->rules.size);
        put_array(out, g->contexts.at, g->contexts.size);
        put_array(out, text.at, text.size);
    }
    free(l.nodes);
    free(l.edges);
    bytes_free(&slots);
    bytes_free(&entries);
    bytes_free(&text);
    return ok && !out->failed;
}
