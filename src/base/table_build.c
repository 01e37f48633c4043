/* table_build.c - growing hash tables that are written out as they lie; equal input gives equal bytes. */
#include "base/table_build.h"

#include <stdlib.h>
#include <string.h>

size_t bytes_add(dl_bytes *b, const void *from, size_t n) {
    size_t at = b->size;
    if (b->failed) return at;
    if (n > b->cap - b->size) {
        size_t cap = b->cap ? b->cap : 256;
        while (cap - b->size < n) cap *= 2;
        void *p = realloc(b->at, cap);
        if (!p) return b->failed = true, at;
        b->at = p;
        b->cap = cap;
    }
    if (n && from) memcpy(b->at + at, from, n);
    else if (n) memset(b->at + at, 0, n);
    b->size += n;
    return at;
}

void bytes_align(dl_bytes *b, size_t to) { bytes_add(b, NULL, (to - b->size % to) % to); }

void bytes_free(dl_bytes *b) {
    free(b->at);
    *b = (dl_bytes){0};
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static bool grow_slots(table_builder *b) {
    uint32_t size = b->slots.size ? 2 * (b->mask + 1) : 16;
    dl_bytes slots = {0};
    bytes_add(&slots, NULL, size * sizeof(dl_table_slot));
    if (slots.failed) return false;
    dl_table_slot *to = (void *)slots.at;
    const dl_table_entry *e = (void *)b->entries.at;
    for (uint32_t i = 0; i < b->n; i++) {
        uint64_t h = table_hash((char *)b->strings.at + e[i].offset, e[i].bytes);
        uint32_t k = (uint32_t)h & (size - 1);
        while (to[k].entry) k = (k + 1) & (size - 1);
        to[k] = (dl_table_slot){(uint32_t)(h >> 32), i + 1};
    }
    bytes_free(&b->slots);
    b->slots = slots;
    b->mask = size - 1;
    return true;
}

static dl_table_entry *add_entry(table_builder *b, const char *key, size_t n) {
    if (b->strings.failed || b->entries.failed || n > UINT32_MAX / 2 || b->strings.size > UINT32_MAX / 2) return NULL;
    if (2 * (size_t)(b->n + 1) > (b->slots.size ? b->mask : 0) && !grow_slots(b)) return b->entries.failed = true, NULL;
    uint64_t h = table_hash(key, n);
    dl_table_slot *slots = (void *)b->slots.at;
    uint32_t i = (uint32_t)h & b->mask;
    for (; slots[i].entry; i = (i + 1) & b->mask) {
        dl_table_entry *e = (dl_table_entry *)(void *)b->entries.at + (slots[i].entry - 1);
        if (slots[i].tag == (uint32_t)(h >> 32) && e->bytes == n && !memcmp(b->strings.at + e->offset, key, n))
            return e;
    }
    dl_table_entry e = {(uint32_t)bytes_add(&b->strings, key, n), (uint32_t)n, TABLE_NONE};
    bytes_add(&b->strings, "", 1);
    size_t at = bytes_add(&b->entries, &e, sizeof e);
    if (b->strings.failed || b->entries.failed) return NULL;
    slots[i] = (dl_table_slot){(uint32_t)(h >> 32), ++b->n};
    return (dl_table_entry *)(void *)(b->entries.at + at);
}

uint32_t *table_add(table_builder *b, const char *key, size_t n) {
    dl_table_entry *e = add_entry(b, key, n);
    return e ? &e->value : NULL;
}

uint32_t table_intern(table_builder *b, const char *key, size_t n) {
    dl_table_entry *e = add_entry(b, key, n);
    if (!e) return 0;
    return e->value = (uint32_t)(e - (dl_table_entry *)(void *)b->entries.at);
}

bool table_finish(table_builder *b, dl_bytes *out) {
    bool ok = (b->slots.size || grow_slots(b)) && !b->strings.failed && !b->entries.failed;
    bytes_align(&b->strings, 4);
    uint32_t head[4] = {b->n, b->mask + 1, (uint32_t)b->strings.size, 0};
    bytes_align(out, 4);
    if (ok) {
        bytes_add(out, head, sizeof head);
        bytes_add(out, b->slots.at, b->slots.size);
        bytes_add(out, b->entries.at, b->entries.size);
        bytes_add(out, b->strings.at, b->strings.size);
    }
    ok = ok && !b->strings.failed && !out->failed;
    bytes_free(&b->strings);
    bytes_free(&b->entries);
    bytes_free(&b->slots);
    *b = (table_builder){0};
    return ok;
}

/* ---- phrases ----------------------------------------------------------------------------------------------------- */

enum { STARTS_BYTES = (1 << 16) / 8 };

static uint32_t place(const dl_phrase_edge *edges, uint32_t mask, uint32_t node, uint32_t atom) {
    uint64_t h = ((uint64_t)node << 32 | atom) * 0x9FB21C651E98DF25u;
    uint32_t i = (uint32_t)(h >> 32) & mask;
    while (edges[i].child && (edges[i].node != node || edges[i].atom != atom)) i = (i + 1) & mask;
    return i;
}

static bool grow_edges(phrase_builder *b) {
    uint32_t size = b->edges.size ? 2 * (b->mask + 1) : 64;
    dl_bytes grown = {0};
    bytes_add(&grown, NULL, size * sizeof(dl_phrase_edge));
    if (grown.failed) return false;
    dl_phrase_edge *to = (void *)grown.at;
    const dl_phrase_edge *from = (void *)b->edges.at;
    for (uint32_t i = 0; b->edges.size && i <= b->mask; i++)
        if (from[i].child) to[place(to, size - 1, from[i].node, from[i].atom)] = from[i];
    bytes_free(&b->edges);
    b->edges = grown;
    b->mask = size - 1;
    return true;
}

static uint32_t new_node(phrase_builder *b) {
    uint32_t none = TABLE_NONE;
    bytes_add(&b->values, &none, sizeof none);
    return b->nodes++;
}

/* The node under `node` by atom `atom`, made if it is not there; 0 when memory ends. */
static uint32_t follow(phrase_builder *b, uint32_t node, uint32_t atom) {
    if (2 * (size_t)(b->n + 1) > b->mask && !grow_edges(b)) return 0;
    dl_phrase_edge *edges = (void *)b->edges.at;
    uint32_t i = place(edges, b->mask, node, atom);
    if (!edges[i].child) {
        edges[i] = (dl_phrase_edge){node, atom, new_node(b)};
        b->n++;
    }
    return b->values.failed ? 0 : edges[i].child;
}

static bool begin(phrase_builder *b) {
    if (b->nodes) return true;
    b->starts = calloc(1, STARTS_BYTES);
    if (!b->starts || !grow_edges(b)) return false;
    new_node(b); /* root of the exact ones */
    new_node(b); /* root of the folded ones */
    return !b->values.failed;
}

uint32_t *phrase_add(phrase_builder *b, const char *text, size_t bytes, bool exact) {
    dl_atom a;
    const char *end = text + bytes;
    size_t n = 0;
    for (const char *s = text; (s = atom_next(s, end, &a)); n++)
        if (!a.exact_bytes) return NULL;
    if (!n) return NULL;
    if (b->failed || !begin(b)) return b->failed = true, NULL;
    uint32_t node = exact ? 0 : 1;
    bool first = true;
    for (const char *s = text; (s = atom_next(s, end, &a)); first = false) {
        if (first) {
            uint64_t h = table_hash(a.folded, a.folded_bytes) & 0xFFFF;
            b->starts[h >> 3] |= (uint8_t)(1u << (h & 7));
        }
        uint32_t atom = exact ? table_intern(&b->exact, a.exact, a.exact_bytes)
                              : table_intern(&b->folded, a.folded, a.folded_bytes);
        node = follow(b, node, atom);
        if (!node) return b->failed = true, NULL;
    }
    return (uint32_t *)(void *)b->values.at + node;
}

bool phrase_finish(phrase_builder *b, dl_bytes *out) {
    bool ok = begin(b) && !b->failed;
    dl_bytes exact = {0}, folded = {0};
    ok &= table_finish(&b->exact, &exact);
    ok &= table_finish(&b->folded, &folded);
    if (ok) {
        uint32_t head[8] = {b->nodes, b->mask + 1, (uint32_t)exact.size, (uint32_t)folded.size};
        bytes_align(out, 4);
        bytes_add(out, head, sizeof head);
        bytes_add(out, b->starts, STARTS_BYTES);
        bytes_add(out, b->values.at, b->values.size);
        bytes_add(out, b->edges.at, b->edges.size);
        bytes_add(out, exact.at, exact.size);
        bytes_add(out, folded.at, folded.size);
    }
    bytes_free(&exact);
    bytes_free(&folded);
    bytes_free(&b->edges);
    bytes_free(&b->values);
    free(b->starts);
    *b = (phrase_builder){0};
    return ok && !out->failed;
}
