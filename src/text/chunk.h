/* chunk.h - a run of atoms without white space, and small questions about it: what the rules of join.c and address.c
 * are written in. Private. */
#ifndef DL_CHUNK_H
#define DL_CHUNK_H

#include <string.h>

#include "text/segment.h"

typedef struct chunk {
    text_atom *a; /* atoms of the run; the block's atoms lie on both sides of it */
    size_t n;     /* how many */
    size_t left;  /* atoms of the block after the run */
    bool first;   /* the block begins with it */
    bool quoted;  /* a single quotation mark is open */
    const char *text;
    const text_model *t;
} chunk;

static inline size_t chunk_length(const chunk *c, size_t i) { return c->a[i].end - c->a[i].start; }
static inline char chunk_char(const chunk *c, size_t i) { return c->text[c->a[i].start]; }
static inline bool chunk_is(const chunk *c, size_t i, atom_kind kind) { return i < c->n && c->a[i].kind == kind; }
/* Any of several kinds, given as bits 1 << kind. */
static inline bool chunk_any(const chunk *c, size_t i, uint32_t kinds) { return i < c->n && kinds >> c->a[i].kind & 1; }
static inline bool chunk_joined(const chunk *c, size_t i) { return i < c->n && c->a[i].flags & ATOM_JOIN; }
static inline void chunk_join(chunk *c, size_t i) { c->a[i].flags |= ATOM_JOIN; }
static inline void chunk_join_both(chunk *c, size_t i) { chunk_join(c, i), chunk_join(c, i + 1); }
static inline bool chunk_letter(const chunk *c, size_t i) {
    return chunk_is(c, i, ATOM_WORD) && chunk_length(c, i) == 1;
}
static inline bool chunk_upper(const chunk *c, size_t i) {
    return chunk_is(c, i, ATOM_WORD) && c->a[i].flags & ATOM_UPPER;
}
static inline bool chunk_lower(const chunk *c, size_t i) {
    return chunk_is(c, i, ATOM_WORD) && !(c->a[i].flags & ATOM_UPPER);
}
static inline uint64_t chunk_lists(const chunk *c, size_t i) {
    return chunk_is(c, i, ATOM_WORD) ? text_lists_of(c->t, c->text + c->a[i].start, chunk_length(c, i)) : 0;
}
static inline bool chunk_equals(const chunk *c, size_t i, const char *s) {
    size_t n = strlen(s);
    return chunk_is(c, i, ATOM_WORD) && chunk_length(c, i) == n && !strncasecmp(c->text + c->a[i].start, s, n);
}

#define KIND(k) (1u << ATOM_##k)
#define KINDS_TEXT (KIND(WORD) | KIND(NUMBER))
#define KINDS_QUOTE (KIND(QUOTE) | KIND(QUOTE_OPEN) | KIND(QUOTE_CLOSE))
#define KINDS_CLOSING                                                                                                  \
    (KIND(CLOSE) | KIND(QUOTE) | KIND(QUOTE_CLOSE) | KIND(APOSTROPHE) | KIND(COMMA) | KIND(STOP) | KIND(COLON) |       \
     KIND(SEMICOLON) | KIND(EXCLAIM))

/* Joins the addresses and file names of a run; true when it held any, so that no other rule looks at it. */
bool chunk_address(chunk *c);

#endif
