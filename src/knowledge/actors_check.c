/* actors_check.c - what reads well but cannot be right in the dictionary of actors: codes that nothing defines, a name that
 * means two things, two holders of an office that has one. */
#include <stdlib.h>
#include <string.h>

#include "knowledge/actors_book.h"

enum { OVERLAP_DAYS = 31 }; /* sources differ on the day of a handover; more than this is an error in one of them */

static bool same(const void *a, size_t n, const void *b, size_t m) { return n == m && !memcmp(a, b, n); }

static void check_codes(actors_book *b) {
    for (size_t i = 0; i < b->n_codes; i++) {
        const book_code *c = &b->codes[i];
        if (c->item == BOOK_NONE)
            source_problem(c->place.s, c->place.at, "unknown code %.*s; give it a block of its own or mend it", (int)c->code.n,
                           c->code.s);
        else if (!b->items[c->item].name.n)
            source_problem(c->place.s, c->place.at, "%.*s has no name; give its block a \"name:\" line", (int)c->code.n, c->code.s);
    }
}

/* ---- names -------------------------------------------------------------------------------------------------------- */

static int by_key(const void *x, const void *y) {
    const book_spelling *a = *(book_spelling *const *)x, *b = *(book_spelling *const *)y;
    uint32_t n = a->fold.bytes < b->fold.bytes ? a->fold.bytes : b->fold.bytes;
    int c = memcmp(a->fold.key, b->fold.key, n);
    if (c) return c;
    if (a->fold.bytes != b->fold.bytes) return a->fold.bytes < b->fold.bytes ? -1 : 1;
    return a < b ? -1 : a > b;
}

static bool days_meet(const actors_book *b, uint32_t s, uint32_t t) {
    if (s == BOOK_NONE || t == BOOK_NONE) return true;
    return b->tenures[s].from[0] <= b->tenures[t].to[1] && b->tenures[t].from[0] <= b->tenures[s].to[1];
}

/* Common nouns and proper names part ways by their capitals; names of one state may share a word ("Greek" and "Greeks"). */
static bool clash(const actors_book *b, const book_spelling *x, const book_spelling *y) {
    const book_item *i = &b->items[x->item], *j = &b->items[y->item];
    if (x->form == ACTOR_NOMINAL || y->form == ACTOR_NOMINAL) return false;
    if (x->shared || y->shared || x->fold.capitals != y->fold.capitals || !days_meet(b, x->tenure, y->tenure)) return false;
    if (i->kind == ACTOR_PERSON && j->kind == ACTOR_PERSON) return i->code == j->code && i != j && x->form == ACTOR_NAME && y->form == ACTOR_NAME;
    if (i->kind == ACTOR_PERSON || j->kind == ACTOR_PERSON) return false;
    /* An office under a local name is told apart by its country, a title from a role by what stands around it. */
    if (i->kind == ACTOR_OFFICE || j->kind == ACTOR_OFFICE || i->kind == ACTOR_TIE || j->kind == ACTOR_TIE) return false;
    if ((i->kind >= ACTOR_TITLE) != (j->kind >= ACTOR_TITLE)) return false;
    return i->code != j->code || i->sector != j->sector || i->also != j->also;
}

static void check_spellings(actors_book *b) {
    book_spelling **order = malloc((b->n_spellings + 1) * sizeof *order);
    if (!order) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < b->n_spellings; i++) order[i] = &b->spellings[i];
    qsort(order, b->n_spellings, sizeof *order, by_key);
    for (size_t i = 0, end; i < b->n_spellings; i = end) {
        for (end = i + 1; end < b->n_spellings && same(order[i]->fold.key, order[i]->fold.bytes, order[end]->fold.key, order[end]->fold.bytes);) end++;
        bool reported = false;
        for (size_t y = i + 1; y < end && !reported; y++)
            for (size_t x = i; x < y && !reported; x++) {
                book_spelling *p = order[x], *q = order[y];
                if (!p->place.s && !q->place.s) continue;
                if (!q->place.s) p = order[y], q = order[x]; /* told of the user's line */
                const book_item *m = &b->items[p->item], *n = &b->items[q->item];
                if (clash(b, p, q)) {
                    source_problem(q->place.s, q->place.at,
                                   "\"%.*s\" also stands for something else at %s; put ~ before the weaker one",
                                   (int)q->text.n, q->text.s, source_place(q->place.s, p->place.s, p->place.at));
                    reported = true;
                } else if (p->place.s && p->item == q->item && p->form == q->form && same(p->text.s, p->text.n, q->text.s, q->text.n) &&
                           p->tenure == BOOK_NONE && q->tenure == BOOK_NONE && m->kind != ACTOR_PERSON) {
                    source_problem(q->place.s, q->place.at, "\"%.*s\" stands here twice, see %s; delete one", (int)q->text.n,
                                   q->text.s, source_place(q->place.s, p->place.s, p->place.at));
                    reported = true;
                } else if (m != n && m->kind == n->kind && m->code == n->code && m->sector == n->sector && !p->shared && !q->shared &&
                           m->kind != ACTOR_PERSON && m->kind != ACTOR_OFFICE && same(p->text.s, p->text.n, q->text.s, q->text.n) &&
                           days_meet(b, p->tenure, q->tenure)) {
                    source_problem(q->place.s, q->place.at, "\"%.*s\" is another entry's name already, see %s; the second is never reached",
                                   (int)q->text.n, q->text.s, source_place(q->place.s, p->place.s, p->place.at));
                    reported = true;
                }
            }
    }
    free(order);
}

/* ---- offices ------------------------------------------------------------------------------------------------------ */

static int by_office(const void *x, const void *y) {
    const book_tenure *a = *(book_tenure *const *)x, *b = *(book_tenure *const *)y;
    if (a->code != b->code) return a->code < b->code ? -1 : 1;
    if (a->office != b->office) return a->office < b->office ? -1 : 1;
    if (a->from[0] != b->from[0]) return a->from[0] < b->from[0] ? -1 : 1;
    return a < b ? -1 : a > b;
}

static void check_offices(actors_book *b) {
    book_tenure **order = malloc((b->n_tenures + 1) * sizeof *order);
    if (!order) {
        b->failed = true;
        return;
    }
    size_t n = 0;
    for (size_t i = 0; i < b->n_tenures; i++)
        if (b->tenures[i].office != BOOK_NONE) order[n++] = &b->tenures[i];
    qsort(order, n, sizeof *order, by_office);
    for (size_t i = 1; i < n; i++) {
        const book_tenure *p = order[i - 1], *q = order[i];
        if (p->office != q->office || p->from[0] == INT32_MIN || q->from[0] == INT32_MIN || (!p->place.s && !q->place.s)) continue;
        const book_tenure *told = q->place.s ? q : p, *other = q->place.s ? p : q; /* told of the user's line */
        const book_text who = b->items[p->item].name, next = b->items[q->item].name;
        bool one = b->items[q->office].flags & ACTOR_ONE;
        if (p->item == q->item && p->from[0] == q->from[0]) {
            source_problem(told->place.s, told->place.at, "%.*s stands in this office twice with one beginning, see %s", (int)next.n,
                           next.s, source_place(told->place.s, other->place.s, other->place.at));
        } else if (one && !p->shared && !q->shared && p->to[0] == INT32_MAX && q->from[1] > p->from[0]) {
            if (p->place.s) told = p, other = q; /* the line that wants an end */
            source_problem(told->place.s, told->place.at,
                           "%.*s has no end, yet %.*s follows at %s; write the day of the handover, or ? if unknown", (int)who.n,
                           who.s, (int)next.n, next.s, source_place(told->place.s, other->place.s, other->place.at));
        } else if (one && !p->shared && !q->shared && p->to[0] != INT32_MIN && p->to[0] != INT32_MAX &&
                   p->to[0] - q->from[1] > OVERLAP_DAYS) {
            source_problem(told->place.s, told->place.at, "%.*s begins %d days before %.*s ends (%s); the office has one holder",
                           (int)next.n, next.s, (int)(p->to[0] - q->from[1]), (int)who.n, who.s,
                           source_place(told->place.s, other->place.s, other->place.at));
        }
    }
    free(order);
}

void actors_book_check(actors_book *b) {
    check_codes(b);
    check_spellings(b);
    check_offices(b);
}
