/* arena.c - bump allocation over a list of blocks that double in size. */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

struct dl_arena_block {
    dl_arena_block *before;
    size_t size;
    _Alignas(16) char bytes[];
};

void *arena_alloc(dl_arena *a, size_t size) {
    if (size > SIZE_MAX / 4) return NULL;
    size = (size + 15) & ~(size_t)15;
    if (!a->head || (size_t)(a->end - a->next) < size) {
        size_t want = a->head ? a->head->size * 2 : 64 * 1024;
        if (want > (4u << 20)) want = 4u << 20;
        if (want < size) want = size;
        dl_arena_block *b = malloc(sizeof *b + want);
        if (!b) return NULL;
        b->before = a->head;
        b->size = want;
        a->head = b;
        a->next = b->bytes;
        a->end = b->bytes + want;
    }
    void *p = a->next;
    a->next += size;
    return memset(p, 0, size);
}

char *arena_copy(dl_arena *a, const char *s, size_t n) {
    char *p = arena_alloc(a, n + 1);
    return p && n ? memcpy(p, s, n) : p;
}

void *arena_grow(dl_arena *a, const void *old, size_t n, size_t cap, size_t size) {
    if (cap > SIZE_MAX / 4 / size) return NULL;
    void *p = arena_alloc(a, cap * size);
    return p && n ? memcpy(p, old, n * size) : p;
}

void arena_free(dl_arena *a) {
    for (dl_arena_block *b = a->head, *before; b; b = before) {
        before = b->before;
        free(b);
    }
    *a = (dl_arena){0};
}
