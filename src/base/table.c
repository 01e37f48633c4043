/* table.c - open addressing over mapped slots: string lookup, atoms of text, and walks through a trie whose edges are
 * one hash table keyed by (node, atom). */
#include "base/table.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

uint64_t table_hash(const char *s, size_t n) {
    uint64_t h = 0x9E3779B97F4A7C15u ^ n, w;
    for (; n >= 8; s += 8, n -= 8) {
        memcpy(&w, s, 8);
        h = (h ^ w) * 0x9FB21C651E98DF25u;
        h ^= h >> 32;
    }
    w = 0;
    for (size_t i = 0; i < n; i++) w |= (uint64_t)(unsigned char)s[i] << 8 * i;
    h = (h ^ w) * 0x9FB21C651E98DF25u;
    return h ^ h >> 29;
}

/* ---- table ------------------------------------------------------------------------------------------------------- */

bool table_open(dl_table *t, const void *section, size_t size) {
    *t = (dl_table){0};
    uint32_t head[4]; /* entries, slots, bytes of strings, 0 */
    if (!section || size < sizeof head) return false;
    memcpy(head, section, sizeof head);
    const char *at = (const char *)section + sizeof head;
    uint64_t want =
        sizeof head + (uint64_t)head[1] * sizeof(dl_table_slot) + (uint64_t)head[0] * sizeof(dl_table_entry) + head[2];
    if (want > size || !head[1] || (head[1] & (head[1] - 1)) || head[0] >= head[1] || head[3]) return false;
    t->n = head[0];
    t->mask = head[1] - 1;
    t->slots = (const dl_table_slot *)(const void *)at;
    at += (size_t)head[1] * sizeof(dl_table_slot);
    t->entries = (const dl_table_entry *)(const void *)at;
    t->strings = at + (size_t)head[0] * sizeof(dl_table_entry);
    return true;
}

static uint32_t find_hashed(const dl_table *t, uint64_t h, const char *key, size_t n) {
    if (!t->slots) return TABLE_NONE;
    for (uint32_t i = (uint32_t)h & t->mask;; i = (i + 1) & t->mask) {
        dl_table_slot s = t->slots[i];
        if (!s.entry) return TABLE_NONE;
        if (s.tag != (uint32_t)(h >> 32)) continue;
        const dl_table_entry *e = &t->entries[s.entry - 1];
        if (e->bytes == n && !memcmp(t->strings + e->offset, key, n)) return e->value;
    }
}

uint32_t table_find(const dl_table *t, const char *key, size_t n) { return find_hashed(t, table_hash(key, n), key, n); }

/* ---- atoms ------------------------------------------------------------------------------------------------------- */

enum { WORD, MARK, BLANK, IGNORED };

/* What a character is to an atom; *as gets the character it counts as. */
static int classify(uint32_t c, uint32_t *as) {
    *as = c;
    if (c < 0x80) return (c | 32) - 'a' < 26u || c - '0' < 10u ? WORD : c <= ' ' || c == 0x7F ? BLANK : MARK;
    if (c < 0xC0) {
        if (c == 0xAD) return IGNORED;
        if (c == 0xAA || c == 0xB5 || c == 0xBA) return WORD;
        if (c == 0xB4) *as = '\'';
        else if (c == 0xAB || c == 0xBB) *as = '"';
        return c <= 0xA0 ? BLANK : MARK;
    }
    if (c < 0x2000) {
        if (c == 0x2BC || c == 0x2BB) return *as = '\'', MARK;
        return c == 0xD7 || c == 0xF7 ? MARK : c == 0x1680 ? BLANK : WORD;
    }
    if (c <= 0x206F) {
        if (c <= 0x200A || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F) return BLANK;
        if (c <= 0x200F || c >= 0x2060 || (c >= 0x202A && c <= 0x202E)) return IGNORED;
        if (c <= 0x2015) *as = '-';
        else if (c >= 0x2018 && c <= 0x201B) *as = '\'';
        else if (c >= 0x201C && c <= 0x201F) *as = '"';
        return MARK;
    }
    if (c == 0x2212) return *as = '-', MARK;
    if (c == 0x3000) return BLANK;
    if (c == 0xFEFF) return IGNORED;
    if ((c >= 0x20A0 && c <= 0x20CF) || (c >= 0x2100 && c <= 0x2BFF) || (c >= 0x3001 && c <= 0x303F) ||
        (c >= 0xFF01 && c <= 0xFF0F) || c == 0xFFFD)
        return MARK;
    return WORD;
}

static unsigned put(char *out, uint32_t c) {
    return (unsigned)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out);
}

const char *atom_next(const char *s, const char *end, dl_atom *a) {
    unsigned n, x = 0, f = 0;
    uint32_t as;
    int class = BLANK;
    for (; s < end; s += n) {
        class = classify(utf8_next(s, &n), &as);
        if (class < BLANK) break;
    }
    if (s >= end) return NULL;
    a->exact_bytes = a->folded_bytes = 0;
    if (class == MARK) {
        a->exact_bytes = a->folded_bytes = (uint8_t)put(a->exact, as);
        memcpy(a->folded, a->exact, a->exact_bytes);
        return s + n;
    }
    bool fits = true;
    for (; s < end; s += n) {
        unsigned char b = (unsigned char)*s;
        n = 1;
        if (b < 0x80) { /* the common case */
            unsigned char low = b | 32;
            if ((unsigned)(low - 'a') >= 26 && (unsigned)(b - '0') >= 10) break;
            if (!(fits = fits && x + 4 < ATOM_MAX && f + 4 < ATOM_MAX)) continue;
            a->exact[x++] = (char)b;
            a->folded[f++] = (char)(b > '9' ? low : b);
            continue;
        }
        uint32_t c = utf8_next(s, &n);
        class = classify(c, &as);
        if (class == IGNORED) continue;
        if (class != WORD) break;
        if (!(fits = fits && x + 4 < ATOM_MAX && f + 4 < ATOM_MAX)) continue;
        x += put(a->exact + x, c);
        f += put(a->folded + f, (uint32_t)utf8proc_tolower((utf8proc_int32_t)c));
    }
    if (fits) {
        a->exact_bytes = (uint8_t)x;
        a->folded_bytes = (uint8_t)f;
    }
    return s;
}

/* ---- phrases ----------------------------------------------------------------------------------------------------- */

enum { STARTS_BITS = 1 << 16 };

bool phrase_open(dl_phrases *p, const void *section, size_t size) {
    *p = (dl_phrases){0};
    uint32_t head[8]; /* nodes, edge slots, bytes of the exact and of the folded atoms' table, 0... */
    if (!section || size < sizeof head) return false;
    memcpy(head, section, sizeof head);
    uint64_t want = sizeof head + STARTS_BITS / 8 + 4 * (uint64_t)head[0] + sizeof(dl_phrase_edge) * (uint64_t)head[1] +
                    (uint64_t)head[2] + head[3];
    if (want > size || head[0] < 2 || !head[1] || (head[1] & (head[1] - 1)) || head[2] % 4 || head[3] % 4) return false;
    const char *at = (const char *)section + sizeof head;
    p->nodes = head[0];
    p->mask = head[1] - 1;
    p->starts = (const uint8_t *)at;
    at += STARTS_BITS / 8;
    p->values = (const uint32_t *)(const void *)at;
    at += 4 * (size_t)head[0];
    p->edges = (const dl_phrase_edge *)(const void *)at;
    at += sizeof(dl_phrase_edge) * (size_t)head[1];
    if (table_open(&p->exact, at, head[2]) && table_open(&p->folded, at + head[2], head[3])) return true;
    *p = (dl_phrases){0};
    return false;
}

static uint32_t child(const dl_phrases *p, uint32_t node, uint32_t atom) {
    if (atom == TABLE_NONE || node == UINT32_MAX) return UINT32_MAX;
    uint64_t h = ((uint64_t)node << 32 | atom) * 0x9FB21C651E98DF25u;
    for (uint32_t i = (uint32_t)(h >> 32) & p->mask;; i = (i + 1) & p->mask) {
        const dl_phrase_edge *e = &p->edges[i];
        if (!e->child) return UINT32_MAX;
        if (e->node == node && e->atom == atom) return e->child;
    }
}

static bool step(const dl_phrases *p, dl_walk *w, const dl_atom *a) {
    if (!a->folded_bytes) return *w = (dl_walk){UINT32_MAX, UINT32_MAX}, false;
    if (w->folded != UINT32_MAX || w->exact == 0) {
        uint64_t h = table_hash(a->folded, a->folded_bytes);
        /* Most words begin no phrase at all: one bit says so before any lookup. */
        if (w->exact == 0 && w->folded == 1 && !(p->starts[(h & 0xFFFF) >> 3] >> (h & 7) & 1))
            return *w = (dl_walk){UINT32_MAX, UINT32_MAX}, false;
        if (w->folded != UINT32_MAX)
            w->folded = child(p, w->folded, find_hashed(&p->folded, h, a->folded, a->folded_bytes));
    }
    if (w->exact != UINT32_MAX) w->exact = child(p, w->exact, table_find(&p->exact, a->exact, a->exact_bytes));
    return w->exact != UINT32_MAX || w->folded != UINT32_MAX;
}

bool phrase_step(const dl_phrases *p, dl_walk *w, const char *text, size_t bytes) {
    dl_atom a;
    if (!p->nodes) return false;
    for (const char *s = text, *end = text + bytes; (s = atom_next(s, end, &a));)
        if (!step(p, w, &a)) return false;
    return true;
}

uint32_t phrase_value(const dl_phrases *p, dl_walk w) {
    uint32_t v = w.exact < p->nodes ? p->values[w.exact] : TABLE_NONE;
    return v != TABLE_NONE || w.folded >= p->nodes ? v : p->values[w.folded];
}

uint32_t phrase_longest(const dl_phrases *p, const dl_token *tokens, size_t n, size_t *taken) {
    uint32_t best = TABLE_NONE;
    dl_walk w = PHRASE_START;
    *taken = 0;
    for (size_t i = 0; i < n && phrase_step(p, &w, tokens[i].form, strlen(tokens[i].form)); i++) {
        uint32_t v = phrase_value(p, w);
        if (v == TABLE_NONE) continue;
        best = v;
        *taken = i + 1;
    }
    return best;
}

uint32_t phrase_longest_text(const dl_phrases *p, const char *s, const char *end, size_t *taken) {
    uint32_t best = TABLE_NONE;
    dl_walk w = PHRASE_START;
    dl_atom a;
    *taken = 0;
    if (!p->nodes) return best;
    for (const char *from = s; (s = atom_next(s, end, &a)) && step(p, &w, &a);) {
        uint32_t v = phrase_value(p, w);
        if (v == TABLE_NONE) continue;
        best = v;
        *taken = (size_t)(s - from);
    }
    return best;
}

uint32_t phrase_whole(const dl_phrases *p, const char *s, size_t bytes) {
    dl_walk w = PHRASE_START;
    dl_atom a;
    return bytes && atom_next(s, s + bytes, &a) && phrase_step(p, &w, s, bytes) ? phrase_value(p, w) : TABLE_NONE;
}
