/* table_build.h - making the sections that table.h reads. Used by programs that write packs, never while reading a report.
 * Every builder remembers that memory ended and says so once, when it is finished. */
#ifndef DL_TABLE_BUILD_H
#define DL_TABLE_BUILD_H

#include "base/table.h"

/* ---- bytes of a section ------------------------------------------------------------------------------------------ */

typedef struct dl_bytes {
    unsigned char *at;
    size_t size, cap;
    bool failed; /* memory ended; everything after was dropped */
} dl_bytes;

/* Appends `n` bytes (zeros when `from` is NULL) and returns their offset. */
size_t bytes_add(dl_bytes *b, const void *from, size_t n);
/* Appends zeros up to a multiple of `to`. */
void bytes_align(dl_bytes *b, size_t to);
void bytes_free(dl_bytes *b);

/* ---- tables ------------------------------------------------------------------------------------------------------ */

typedef struct table_builder {
    dl_bytes strings, entries, slots;
    uint32_t n, mask;
} table_builder; /* starts as {0} */

/* Where the number of a key is kept, valid until the next call; a new key's is TABLE_NONE. NULL when memory ends. */
uint32_t *table_add(table_builder *b, const char *key, size_t bytes);
/* Number of a key among all keys in order of adding; added if it is new. Interns strings: table_key() gives it back. */
uint32_t table_intern(table_builder *b, const char *key, size_t bytes);
/* Appends the finished section (4-byte aligned) to `out` and frees the builder; false when memory ended. */
bool table_finish(table_builder *b, dl_bytes *out);

/* ---- phrases ----------------------------------------------------------------------------------------------------- */

typedef struct phrase_builder {
    table_builder exact, folded;
    dl_bytes edges, values;
    uint8_t *starts;
    uint32_t n, mask, nodes;
    bool failed;
} phrase_builder; /* starts as {0} */

/* Where the number of a phrase is kept, valid until the next call; a new phrase's is TABLE_NONE. `exact`: to be matched
 * letter for letter, else in any case. NULL when the text has no atom or one too long, or when memory ends. */
uint32_t *phrase_add(phrase_builder *b, const char *text, size_t bytes, bool exact);
bool phrase_finish(phrase_builder *b, dl_bytes *out);

#endif
