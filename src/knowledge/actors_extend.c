/* actors_extend.c - a user's dictionaries over ours: the compiled dictionary becomes a book again, the user's files are read
 * into it as ours once were, and where both speak of one name or one office the user's word stands. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entities/actors.h"
#include "knowledge/actors_book.h"
#include "knowledge/source.h"

static book_text text_at(const actors *a, uint32_t at) { return (book_text){a->strings + at, strlen(a->strings + at)}; }
static uint32_t long_code(uint16_t code) { return code == ACTORS_NONE ? BOOK_NONE : code; }

/* ---- the compiled dictionary as a book ---------------------------------------------------------------------------- */

static book_spelling *reopen_keys(const actors *a, const actors_key *keys, uint32_t n) {
    book_spelling *list = calloc(n + 1, sizeof *list);
    for (uint32_t i = 0; list && i < n; i++) {
        const actors_key *k = &keys[i];
        list[i] = (book_spelling){.text = {a->strings + k->text, k->bytes}, .item = k->item, .tenure = k->from_to,
                                  .form = (enum actor_form)k->form, .shared = k->flags & ACTORS_KEY_SHARED};
        uint32_t bytes = k->bytes < FOLD_MAX ? k->bytes : FOLD_MAX;
        memcpy(list[i].fold.key, a->strings + k->text, bytes);
        list[i].fold.bytes = list[i].fold.letters = bytes;
        list[i].fold.capitals = k->capitals;
    }
    return list;
}

/* Arrays grow by doubling from 64 (book_more): they are made as large as that would have made them. */
static void *room_for(size_t n, size_t size) {
    size_t cap = 64;
    while (cap <= n) cap *= 2;
    return calloc(cap, size);
}

static bool reopen(actors_book *b, const actors *a) {
    const actors_head *h = a->head;
    b->over = true;
    b->codes = room_for(h->codes, sizeof *b->codes);
    b->items = room_for(h->items, sizeof *b->items);
    b->tenures = room_for(h->tenures, sizeof *b->tenures);
    b->members = room_for(h->members, sizeof *b->members);
    b->spellings = room_for(h->keys, sizeof *b->spellings);
    book_spelling *spellings = reopen_keys(a, a->keys, h->keys);
    b->shorts = reopen_keys(a, a->surnames, h->surnames);
    if (!b->codes || !b->items || !b->tenures || !b->members || !b->spellings || !b->shorts || !spellings)
        return free(spellings), b->failed = true, false;
    memcpy(b->spellings, spellings, h->keys * sizeof *spellings);
    free(spellings);
    b->n_spellings = h->keys;
    b->n_shorts = h->surnames;
    for (uint32_t i = 0; i < h->codes; i++) {
        const actors_code *c = &a->codes[i];
        b->codes[b->n_codes++] = (book_code){.code = {c->id, strlen(c->id)}, .domain = {c->domain, strlen(c->domain)}, .item = c->item,
                                             .kind = (enum actor_kind)a->items[c->item].kind, .order = c->order};
    }
    for (uint32_t i = 0; i < h->items; i++) {
        const actors_item *p = &a->items[i];
        enum actor_kind kind = (enum actor_kind)p->kind;
        b->items[b->n_items++] = (book_item){.kind = kind, .name = text_at(a, p->name), .code = long_code(p->code),
                                             .tied = long_code(p->tied), .title = kind == ACTOR_TITLE ? BOOK_NONE : long_code(p->title),
                                             .sector = p->sector, .also = p->also, .flags = p->flags, .rank = p->rank};
        /* a section that is not as the compiler makes it is refused */
        if (kind == ACTOR_OFFICE && (p->title == ACTORS_NONE || p->code == ACTORS_NONE)) return false;
    }
    for (uint32_t i = 0; i < h->tenures; i++) {
        const actors_tenure *t = &a->tenures[i];
        if (t->office != UINT32_MAX && (a->items[t->office].kind != ACTOR_OFFICE || t->item == UINT32_MAX)) return false;
        b->tenures[b->n_tenures++] = (book_tenure){.item = t->item, .office = t->office, .code = long_code(t->code),
                                                   .from = {t->from, t->from}, .to = {t->to, t->to}, .sector = t->sector,
                                                   .also = t->also, .flags = t->flags, .shared = t->shared};
    }
    for (uint32_t i = 0; i < h->members; i++) {
        b->members[b->n_members].bloc = a->members[i][0];
        b->members[b->n_members++].member = a->members[i][1];
    }
    if (h->sectors > sizeof b->sectors / sizeof *b->sectors) return false;
    for (uint32_t i = 0; i < h->sectors; i++) {
        memcpy(b->sectors[i].code, a->sectors[i], 4);
        b->sectors[i].domain = h->classes[i / 32] >> i % 32 & 1;
    }
    b->n_sectors = h->sectors;
    return actors_book_index(b);
}

/* ---- names -------------------------------------------------------------------------------------------------------- */

static int by_key(const void *x, const void *y) {
    const book_spelling *a = *(book_spelling *const *)x, *b = *(book_spelling *const *)y;
    uint32_t n = a->fold.bytes < b->fold.bytes ? a->fold.bytes : b->fold.bytes;
    int c = memcmp(a->fold.key, b->fold.key, n);
    if (c) return c;
    return a->fold.bytes != b->fold.bytes ? (a->fold.bytes < b->fold.bytes ? -1 : 1) : a < b ? -1 : a > b;
}

/* Does the user's spelling take the name from ours? Nouns and names, small words and the rest live apart, and each state has
 * its own chancellor. */
static bool takes(const actors_book *b, const book_spelling *theirs, const book_spelling *ours) {
    const book_item *i = &b->items[theirs->item], *j = &b->items[ours->item];
    if (theirs->shared || theirs->item == ours->item || theirs->fold.capitals & ~ours->fold.capitals) return false;
    if ((theirs->form == ACTOR_NOMINAL) != (ours->form == ACTOR_NOMINAL)) return false;
    if ((i->kind == ACTOR_TIE) != (j->kind == ACTOR_TIE)) return false;
    if (i->kind == ACTOR_OFFICE && j->kind == ACTOR_OFFICE) return i->code == j->code;
    return (i->kind >= ACTOR_TITLE && i->kind != ACTOR_OFFICE) == (j->kind >= ACTOR_TITLE && j->kind != ACTOR_OFFICE);
}

/* Ours that lost their names are taken out: a person altogether, anything else under that name only. */
static void drop_names(actors_book *b, const bool *gone, const bool *lost) {
    size_t n = 0;
    for (size_t i = 0; i < b->n_spellings; i++)
        if (!lost[i] && (b->spellings[i].place.s || !gone[b->spellings[i].item])) b->spellings[n++] = b->spellings[i];
    b->n_spellings = n;
    n = 0;
    for (size_t i = 0; i < b->n_shorts; i++)
        if (!gone[b->shorts[i].item]) b->shorts[n++] = b->shorts[i];
    b->n_shorts = n;
}

static void take_names(actors_book *b) {
    book_spelling **order = malloc((b->n_spellings + 1) * sizeof *order);
    bool *gone = calloc(b->n_items + 1, sizeof *gone), *lost = calloc(b->n_spellings + 1, sizeof *lost);
    if (!order || !gone || !lost) {
        b->failed = true;
        free(order), free(gone), free(lost);
        return;
    }
    for (size_t i = 0; i < b->n_spellings; i++) order[i] = &b->spellings[i];
    qsort(order, b->n_spellings, sizeof *order, by_key);
    for (size_t i = 0, end; i < b->n_spellings; i = end) {
        bool theirs = order[i]->place.s;
        for (end = i + 1; end < b->n_spellings && order[i]->fold.bytes == order[end]->fold.bytes &&
                          !memcmp(order[i]->fold.key, order[end]->fold.key, order[i]->fold.bytes); end++)
            theirs |= order[end]->place.s != NULL;
        for (size_t x = i; theirs && x < end; x++)
            for (size_t y = i; order[x]->place.s && y < end; y++) {
                if (order[y]->place.s || !takes(b, order[x], order[y])) continue;
                if (order[x]->tenure != BOOK_NONE) order[y]->shared = true; /* only for a time */
                else {
                    lost[order[y] - b->spellings] = true;
                    if (b->items[order[y]->item].kind == ACTOR_PERSON) gone[order[y]->item] = true;
                }
            }
    }
    drop_names(b, gone, lost);
    free(order), free(gone), free(lost);
}

/* ---- offices ------------------------------------------------------------------------------------------------------ */

static void forget_tenure(book_tenure *t) { *t = (book_tenure){.item = BOOK_NONE, .office = BOOK_NONE, .code = BOOK_NONE, .from = {1, 1}}; }

/* One of ours meets one of the user's in the same office. What the user says of a person's time in it replaces what we have;
 * an office with one holder passes to the user's when that one's time begins. */
static void yield(actors_book *b, book_tenure *ours, const book_tenure *theirs) {
    const int32_t from = theirs->from[0], to = theirs->to[1];
    if (ours->item == theirs->item) forget_tenure(ours);
    else if (!(b->items[theirs->office].flags & ACTOR_ONE) || theirs->shared || ours->shared || from == INT32_MIN) return;
    else if (ours->from[0] < from && to < ours->to[1]) {
        const book_text them = b->items[theirs->item].name, us = b->items[ours->item].name;
        source_problem(theirs->place.s, theirs->place.at,
                       "%.*s would hold the office amid the time of %.*s in Dateline's own dictionary; write the dates "
                       "of both, or \"shared\" and why", (int)them.n, them.s, (int)us.n, us.s);
        forget_tenure(ours); /* told once */
    } else if (ours->from[0] < from) {
        if (ours->to[1] >= from) ours->to[0] = ours->to[1] = from - 1;
    } else if (to != INT32_MAX) {
        if (ours->to[1] <= to) forget_tenure(ours);
        else if (ours->from[0] <= to) ours->from[0] = ours->from[1] = to + 1;
    } /* else the user's has no end and ours follows, which the check tells */
}

static void take_offices(actors_book *b) {
    for (size_t i = 0; i < b->n_tenures; i++) {
        const book_tenure *theirs = &b->tenures[i];
        if (!theirs->place.s || theirs->office == BOOK_NONE) continue;
        const uint32_t title = b->items[theirs->office].title;
        for (size_t j = 0; j < b->n_tenures && !b->tenures[j].place.s; j++) { /* ours come first */
            book_tenure *ours = &b->tenures[j];
            if (ours->office != BOOK_NONE && ours->code == theirs->code && b->items[ours->office].title == title) yield(b, ours, theirs);
        }
    }
}

bool actors_extend(const actors *ours, source *files, size_t n, dl_bytes *out) {
    actors_book b = {0};
    if (reopen(&b, ours) && actors_book_read(&b, files, n)) {
        take_names(&b);
        take_offices(&b);
        actors_book_check(&b);
        actors_book_pack(&b, out);
    } else b.failed = true;
    bool ok = !b.failed && !out->failed;
    actors_book_free(&b);
    return ok;
}

bool knowledge_dictionaries(const actors *ours, const dl_dictionary *list, size_t n, source_log *log, dl_bytes *section,
                            dl_error *err) {
    source *files = calloc(n + 1, sizeof *files);
    bool ok = files || dl_fail(err, "out of memory");
    for (size_t i = 0; ok && i < n; i++)
        ok = list[i].text ? source_take(&files[i], log, list[i].path, list[i].text, list[i].bytes, err)
                          : source_open(&files[i], log, list[i].path, err);
    if (ok && !actors_extend(ours, files, n, section))
        ok = log->problems || dl_fail(err, "%s: out of memory while reading dictionaries", n ? list[0].path : "");
    for (size_t i = 0; files && i < n; i++) source_close(&files[i]);
    free(files);
    return ok;
}
