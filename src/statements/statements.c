/* statements.c - the stage that finds who says, thinks or plans what: frames, then statements made of them. */
#include "statements/statements.h"

frame *frame_add(dl_report *r, frames *all, uint32_t head, uint32_t first, uint32_t count) {
    if (all->n == all->room) {
        uint32_t room = all->room ? all->room * 2 : 32;
        frame *more = arena_grow(&r->arena, all->items, all->n, room, sizeof *more);
        if (!more) return NULL;
        all->items = more;
        all->room = room;
    }
    frame *f = &all->items[all->n];
    *f = (frame){.head = head, .first = first, .count = count, .roles = ARENA_NEW(&r->arena, uint8_t, count + 1)};
    if (!f->roles) return NULL;
    all->n++;
    return f;
}

bool branches_of(dl_report *r, branches *b) {
    b->last = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1);
    b->before = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1);
    if (!b->last || !b->before) return false;
    for (size_t i = 0; i < r->n_tokens; i++) b->last[i] = b->before[i] = DL_NONE;
    for (uint32_t i = 0; i < r->n_tokens; i++) {
        uint32_t head = r->tokens[i].head;
        if (head == DL_ROOT) continue;
        b->before[i] = b->last[head];
        b->last[head] = i;
    }
    return true;
}

bool statements_read(dl_report *r) {
    branches b;
    frames all = {0};
    return branches_of(r, &b) && statements_by_rule(r, &b, &all) && statements_assemble(r, &all) && statements_resolve(r);
}
