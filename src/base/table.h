/* table.h - strings and phrases looked up straight from a mapped section: a table from strings to numbers, and a trie
 * of phrases to numbers. Nothing is unpacked at start; table_build.h makes the sections. */
#ifndef DL_TABLE_H
#define DL_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dateline.h"

#define TABLE_NONE UINT32_MAX /* "not there"; no key or phrase may have it as its number */

/* ---- strings to numbers ------------------------------------------------------------------------------------------ */

typedef struct dl_table_slot {
    uint32_t tag, entry; /* high half of the key's hash; entry + 1, 0 where the slot is empty */
} dl_table_slot;
typedef struct dl_table_entry {
    uint32_t offset, bytes, value;
} dl_table_entry;

typedef struct dl_table {
    const dl_table_slot *slots;
    const dl_table_entry *entries;
    const char *strings;
    uint32_t mask, n;
} dl_table;

/* Points `t` into a section (4-byte aligned); false and an empty table when the section is NULL or does not add up. */
bool table_open(dl_table *t, const void *section, size_t size);
/* The number of a key (compared byte by byte), or TABLE_NONE. */
uint32_t table_find(const dl_table *t, const char *key, size_t bytes);
/* Key `i` of the n, in the order they were added; NUL-terminated. */
static inline const char *table_key(const dl_table *t, uint32_t i) { return t->strings + t->entries[i].offset; }
static inline uint32_t table_value(const dl_table *t, uint32_t i) { return t->entries[i].value; }

/* ---- words of a phrase ------------------------------------------------------------------------------------------- */

/* Phrases are compared atom by atom: an atom is a run of letters and digits, or one other character that is no blank.
 * "U.S." is four atoms and "al-Assad" three, so that a phrase is found however a tokenizer cuts it. Typographic quotes,
 * apostrophes and dashes count as their ASCII kin; soft hyphens and zero-width characters do not count. */
enum { ATOM_MAX = 64 };
typedef struct dl_atom {
    char exact[ATOM_MAX], folded[ATOM_MAX]; /* as written; in lower case */
    uint8_t exact_bytes, folded_bytes;      /* 0: longer than any phrase's atom */
} dl_atom;

/* Reads the next atom of [s, end), valid UTF-8, past leading blanks. Returns where it ends, or NULL when none is left.
 */
const char *atom_next(const char *s, const char *end, dl_atom *a);

/* ---- phrases to numbers ------------------------------------------------------------------------------------------ */

typedef struct dl_phrase_edge {
    uint32_t node, atom, child; /* child 0 where the slot is empty */
} dl_phrase_edge;

typedef struct dl_phrases {
    dl_table exact, folded; /* atoms to their numbers */
    const dl_phrase_edge *edges;
    const uint32_t *values; /* per node */
    const uint8_t *starts;  /* bits: hashes of atoms that begin a phrase */
    uint32_t mask, nodes;
} dl_phrases;

/* Where a walk through the trie stands: once among phrases that must match letter for letter, once among those that
 * match in any case. UINT32_MAX: fell out. */
typedef struct dl_walk {
    uint32_t exact, folded;
} dl_walk;
#define PHRASE_START ((dl_walk){0, 1})

bool phrase_open(dl_phrases *p, const void *section, size_t size);
/* Goes on by all atoms of a token's text; false when no phrase goes on that way. */
bool phrase_step(const dl_phrases *p, dl_walk *w, const char *text, size_t bytes);
/* The number of the phrase that ends here, the letter-for-letter one first, or TABLE_NONE. */
uint32_t phrase_value(const dl_phrases *p, dl_walk w);

/* Longest phrase that begins with the first of `n` tokens. Returns its number and stores how many tokens it takes. */
uint32_t phrase_longest(const dl_phrases *p, const dl_token *tokens, size_t n, size_t *taken);
/* Longest phrase at the start of [s, end), ending where an atom ends; stores how many bytes it takes. */
uint32_t phrase_longest_text(const dl_phrases *p, const char *s, const char *end, size_t *taken);
/* The number of the phrase that is the whole of `s`. */
uint32_t phrase_whole(const dl_phrases *p, const char *s, size_t bytes);

/* Hash of a key, shared by reader and builder. */
uint64_t table_hash(const char *s, size_t bytes);

#endif
