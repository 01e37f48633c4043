/* arena.h - one growing block list per report: allocate and never free; the whole goes in one call. */
#ifndef DL_ARENA_H
#define DL_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct dl_arena_block dl_arena_block;

typedef struct dl_arena {
    dl_arena_block *head;
    char *next, *end;
} dl_arena;

/* `size` zeroed bytes aligned to 16, or NULL when memory ends. */
void *arena_alloc(dl_arena *a, size_t size);
/* `n` bytes of `s` copied and NUL-terminated. */
char *arena_copy(dl_arena *a, const char *s, size_t n);
/* A larger copy of an array: `old` of `n` items of `size` bytes grows to `cap` items. The old one stays until the end, so
 * grow by doubling. */
void *arena_grow(dl_arena *a, const void *old, size_t n, size_t cap, size_t size);
void arena_free(dl_arena *a);

#define ARENA_NEW(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (size_t)(n)))

#endif
