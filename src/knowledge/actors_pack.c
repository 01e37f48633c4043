/* actors_pack.c - the checked dictionary of actors as one section of flat arrays, sorted by key (entities/actors_format.h). */
#include <stdlib.h>
#include <string.h>

#include "base/table_build.h"
#include "knowledge/actors_book.h"

/* Writes `s` once, NUL-terminated, and returns its offset among the strings. */
static uint32_t put_string(dl_bytes *strings, const char *s, size_t n) {
    size_t at = bytes_add(strings, s, n);
    bytes_add(strings, NULL, 1);
    return (uint32_t)at;
}

static int by_key(const void *x, const void *y) {
    const book_spelling *a = *(book_spelling *const *)x, *b = *(book_spelling *const *)y;
    uint32_t n = a->fold.bytes < b->fold.bytes ? a->fold.bytes : b->fold.bytes;
    int c = memcmp(a->fold.key, b->fold.key, n);
    if (c) return c;
    if (a->fold.bytes != b->fold.bytes) return a->fold.bytes < b->fold.bytes ? -1 : 1;
    if (a->shared != b->shared) return a->shared ? 1 : -1;
    if (!a->place.s != !b->place.s) return a->place.s ? -1 : 1; /* the user's before ours */
    return a < b ? -1 : a > b; /* as the files have it */
}

static uint32_t bucket_of(const dl_fold *f) {
    return actors_bucket_class((unsigned char)f->key[0]) * 37 + actors_bucket_class((unsigned char)f->key[1]);
}

/* Sorts and writes the keys of `all` spellings, all but the short ones unless `shorts`; buckets[i] is the first key of bucket
 * i. Returns how many were written. */
static uint32_t put_keys(actors_book *b, dl_bytes *out, dl_bytes *strings, book_spelling *list, size_t all, bool shorts, uint32_t *buckets) {
    book_spelling **order = malloc((all + 1) * sizeof *order);
    if (!order) {
        b->failed = true;
        return 0;
    }
    size_t n = 0;
    for (size_t i = 0; i < all; i++)
        if (shorts || list[i].form != ACTOR_NOMINAL) order[n++] = &list[i];
    qsort(order, n, sizeof *order, by_key);
    uint32_t bucket = 0, last = UINT32_MAX, written = 0;
    for (size_t i = 0; i < n; i++) {
        const book_spelling *p = order[i];
        while (bucket <= bucket_of(&p->fold)) buckets[bucket++] = written;
        bool again = i && p->fold.bytes == order[i - 1]->fold.bytes && !memcmp(p->fold.key, order[i - 1]->fold.key, p->fold.bytes);
        if (!again) last = put_string(strings, p->fold.key, p->fold.bytes);
        bool known = false; /* two ways to write what folds to one key */
        for (size_t j = i; again && !known && j-- && order[j]->fold.bytes == p->fold.bytes &&
                           !memcmp(order[j]->fold.key, p->fold.key, p->fold.bytes);)
            known = order[j]->item == p->item && order[j]->form == p->form && order[j]->fold.capitals == p->fold.capitals &&
                    order[j]->tenure == p->tenure;
        if (known) continue;
        written++;
        actors_key key = {.capitals = p->fold.capitals, .text = last, .item = p->item, .bytes = (uint8_t)p->fold.bytes,
                          .form = (uint8_t)p->form, .flags = p->shared ? ACTORS_KEY_SHARED : 0, .from_to = p->tenure};
        bytes_add(out, &key, sizeof key);
    }
    while (bucket <= 37 * 37) buckets[bucket++] = written;
    free(order);
    return written;
}

/* A person's surname, among the words of the name: the last, with what belongs to it; or the first in countries where the
 * family name stands first or only a given name is used. */
static book_text surname_of(const actors_book *b, const book_item *person, book_text name) {
    char order = person->code == BOOK_NONE ? 'l' : b->codes[person->code].order;
    const char *end = name.s + name.n, *s = name.s;
    if (order != 'l') {
        const char *space = memchr(s, ' ', name.n);
        return (book_text){s, space ? (size_t)(space - s) : name.n};
    }
    static const char *const tails[] = {" Jr", " Jr.", " Sr", " Sr.", " II", " III", " IV", " V", " VI", " VII", " VIII", " X", " XVI"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t n = strlen(tails[i]);
        if ((size_t)(end - s) > n + 1 && !memcmp(end - n, tails[i], n)) {
            end -= n;
            break;
        }
    }
    const char *from = end;
    while (from > s && from[-1] != ' ') from--;
    if (end - from > 3 && from[2] == '-' && (from[0] == 'a' || from[0] == 'A' || from[0] == 'e' || from[0] == 'E')) from += 3; /* al-Assad */
    return (book_text){from, (size_t)(end - from)};
}

/* Short names: surnames of persons, and what organizations are called once they were named. */
static book_spelling *surnames(actors_book *b, size_t *n) {
    book_spelling *list = malloc((b->n_spellings + b->n_shorts + 1) * sizeof *list);
    *n = 0;
    for (size_t i = 0; list && i < b->n_shorts; i++) list[(*n)++] = b->shorts[i];
    for (size_t i = 0; list && i < b->n_spellings; i++) {
        const book_spelling *p = &b->spellings[i];
        const book_item *item = &b->items[p->item];
        if (!p->place.s) continue; /* its short name is among them */
        if (item->kind != ACTOR_PERSON && p->form != ACTOR_NOMINAL) continue;
        book_text s = p->form == ACTOR_NOMINAL ? p->text : surname_of(b, item, p->text);
        book_spelling q = *p;
        q.fold = (dl_fold){0};
        if (!fold_add(&q.fold, s.s, s.n) || q.fold.bytes < 2) continue;
        q.fold.capitals &= 1;
        bool known = false; /* another spelling of the name with this surname */
        for (size_t j = *n; j-- && list[j].item == p->item && !known;)
            known = list[j].fold.bytes == q.fold.bytes && !memcmp(list[j].fold.key, q.fold.key, q.fold.bytes);
        if (!known) list[(*n)++] = q;
    }
    if (!list) b->failed = true;
    return list;
}

/* An end that no source knows is the successor's beginning, where the office has one holder. */
static void close_unknown(actors_book *b) {
    for (size_t i = 0; i < b->n_tenures; i++) {
        book_tenure *t = &b->tenures[i];
        if (t->office == BOOK_NONE || t->to[0] != INT32_MIN || t->to[1] != INT32_MAX || t->from[0] == INT32_MIN) continue;
        for (size_t j = 0; j < b->n_tenures; j++) {
            const book_tenure *u = &b->tenures[j];
            if (u->office == t->office && u->from[0] > t->from[0] && u->from[0] <= t->to[1]) t->to[1] = u->from[0] - 1;
        }
    }
}

static int by_item(const void *x, const void *y) {
    const book_tenure *a = x, *b = y;
    if (a->item != b->item) return a->item < b->item ? -1 : 1;
    if (a->from[0] != b->from[0]) return a->from[0] < b->from[0] ? -1 : 1;
    return a->place.at < b->place.at ? -1 : a->place.at > b->place.at;
}

static int by_number(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

/* Numbers of tenures, by code, title and beginning. */
static void put_holders(const actors_book *b, const book_tenure *t, uint32_t *list, size_t n, dl_bytes *out) {
    struct { uint64_t key; uint32_t tenure; } *order = malloc((n + 1) * sizeof *order);
    if (!order) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const book_tenure *p = &t[list[i]];
        order[i].key = (uint64_t)p->code << 48 | (uint64_t)(b->items[p->office].title & 0xFFFF) << 32 | ((uint32_t)p->from[0] ^ 0x80000000u);
        order[i].tenure = list[i];
    }
    qsort(order, n, sizeof *order, by_number);
    for (size_t i = 0; i < n; i++) bytes_add(out, &order[i].tenure, sizeof order[i].tenure);
    free(order);
}

static uint16_t short_code(uint32_t code) { return code == BOOK_NONE ? ACTORS_NONE : (uint16_t)code; }

bool actors_book_pack(actors_book *b, dl_bytes *out) {
    if (b->n_codes >= ACTORS_NONE || b->failed) return false;
    close_unknown(b);
    dl_bytes strings = {0}, codes = {0}, items = {0}, tenures = {0}, keys = {0}, names = {0}, members = {0}, holders = {0};
    actors_head head = {.version = ACTORS_VERSION, .codes = (uint32_t)b->n_codes, .items = (uint32_t)b->n_items,
                        .tenures = (uint32_t)b->n_tenures, .sectors = (uint32_t)b->n_sectors,
                        .members = (uint32_t)b->n_members};
    put_string(&strings, "", 0);
    for (size_t i = 0; i < b->n_sectors; i++)
        if (b->sectors[i].domain) head.classes[i / 32] |= 1u << i % 32;
    for (size_t i = 0; i < b->n_codes; i++) {
        actors_code c = {.item = b->codes[i].item, .order = b->codes[i].order};
        const book_text id = b->codes[i].code, domain = b->codes[i].domain;
        memcpy(c.id, id.s, id.n);
        memcpy(c.code, id.s, id.n);
        if (domain.n) memcpy(c.domain, domain.s, domain.n < 3 ? domain.n : 3);
        for (size_t j = 0; j < b->n_codes; j++)
            if (b->codes[j].kind == ACTOR_STATE && domain.n == b->codes[j].code.n && !memcmp(domain.s, b->codes[j].code.s, domain.n)) {
                memset(c.code, 0, sizeof c.code);
                memcpy(c.code, domain.s, domain.n);
            }
        bytes_add(&codes, &c, sizeof c);
    }
    /* Spellings name tenures by number, so tenures move together: those of persons behind the others, sorted. */
    size_t loose = 0;
    uint32_t *moved = calloc(b->n_tenures + 1, sizeof *moved);
    book_tenure *sorted = malloc((b->n_tenures + 1) * sizeof *sorted);
    if (!moved || !sorted) b->failed = true;
    for (size_t i = 0; !b->failed && i < b->n_tenures; i++)
        if (b->tenures[i].item == BOOK_NONE) moved[i] = (uint32_t)loose, sorted[loose++] = b->tenures[i];
    size_t n = loose;
    for (size_t i = 0; !b->failed && i < b->n_tenures; i++)
        if (b->tenures[i].item != BOOK_NONE) sorted[n++] = b->tenures[i];
    if (!b->failed) qsort(sorted + loose, n - loose, sizeof *sorted, by_item);
    for (size_t i = 0; !b->failed && i < b->n_spellings; i++)
        if (b->spellings[i].tenure != BOOK_NONE) b->spellings[i].tenure = moved[b->spellings[i].tenure];
    for (size_t i = 0; !b->failed && i < b->n_shorts; i++)
        if (b->shorts[i].tenure != BOOK_NONE) b->shorts[i].tenure = moved[b->shorts[i].tenure];
    for (size_t i = 0, t = loose; !b->failed && i < b->n_items; i++) {
        const book_item *p = &b->items[i];
        actors_item item = {.name = put_string(&strings, p->name.s ? p->name.s : "", p->name.n), .tenure = (uint32_t)t,
                            .code = short_code(p->code), .tied = short_code(p->tied), .kind = (uint8_t)p->kind, .sector = p->sector,
                            .also = p->also, .flags = p->flags, .rank = p->rank, .title = ACTORS_NONE};
        while (t < n && sorted[t].item == i) t++;
        item.tenures = (uint32_t)t - item.tenure;
        if (p->kind == ACTOR_TITLE && i >= ACTORS_NONE) {
            source_problem(p->place.s, p->place.at, "too many entries stand before this title; move [titles] into a file titles.txt");
            break;
        }
        if (p->kind == ACTOR_TITLE) item.title = (uint16_t)i;
        if (p->title != BOOK_NONE) item.title = (uint16_t)p->title;
        bytes_add(&items, &item, sizeof item);
    }
    for (size_t i = 0; !b->failed && i < n; i++) {
        const book_tenure *p = &sorted[i];
        uint32_t title = p->office == BOOK_NONE ? BOOK_NONE : b->items[p->office].title;
        actors_tenure t = {.from = p->from[0], .to = p->to[1], .code = short_code(p->code), .title = short_code(title),
                           .item = p->item, .office = p->office, .sector = p->sector, .also = p->also, .flags = p->flags, .shared = p->shared};
        bytes_add(&tenures, &t, sizeof t);
    }
    for (size_t i = 0; !b->failed && i < n; i++)
        if (sorted[i].office != BOOK_NONE) moved[head.holders++] = (uint32_t)i;
    if (!b->failed) put_holders(b, sorted, moved, head.holders, &holders);
    free(moved);
    free(sorted);
    for (size_t i = 0; i < b->n_members; i++) {
        uint16_t pair[2] = {short_code(b->members[i].bloc), short_code(b->members[i].member)};
        bytes_add(&members, pair, sizeof pair);
    }
    size_t n_names;
    book_spelling *list = surnames(b, &n_names);
    if (!b->failed) head.keys = put_keys(b, &keys, &strings, b->spellings, b->n_spellings, false, head.bucket_keys);
    if (!b->failed) head.surnames = put_keys(b, &names, &strings, list, n_names, true, head.bucket_surnames);
    free(list);
    head.strings = (uint32_t)strings.size;
    bytes_add(out, &head, sizeof head);
    bytes_align(out, 8);
    dl_bytes *parts[] = {&keys, &names, &codes, &items, &tenures, &members, &holders};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        bytes_add(out, parts[i]->at, parts[i]->size);
        bytes_align(out, 8);
        out->failed |= parts[i]->failed;
        bytes_free(parts[i]);
    }
    for (size_t i = 0; i < b->n_sectors; i++) bytes_add(out, b->sectors[i].code, 4);
    bytes_add(out, strings.at, strings.size);
    out->failed |= strings.failed;
    bytes_free(&strings);
    return !out->failed && !b->failed;
}
