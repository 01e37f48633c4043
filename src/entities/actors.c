/* actors.c - the mapped dictionary of actors: a name's key narrows a range of sorted keys token by token, and a day chooses
 * among a person's offices. */
#include "entities/actors.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/fold.h"
#include "model.h"

enum { READINGS_MAX = 64, NAME_TOKENS = 24 };

/* ---- opening ------------------------------------------------------------------------------------------------------ */

static bool keys_sound(const actors *a, const actors_key *keys, uint32_t n, const uint32_t *buckets, size_t strings) {
    for (uint32_t i = 0; i < n; i++) {
        const actors_key *k = &keys[i];
        if (k->item >= a->head->items || k->form >= ACTOR_FORMS || k->bytes < 2 || k->text >= strings || strings - k->text <= k->bytes)
            return false;
        if (k->from_to != UINT32_MAX && k->from_to >= a->head->tenures) return false;
    }
    for (uint32_t i = 0; i <= 37 * 37; i++)
        if (buckets[i] > n || (i && buckets[i] < buckets[i - 1])) return false;
    return true;
}

static bool sound(const actors *a, size_t strings) {
    const actors_head *h = a->head;
    if (!strings || a->strings[strings - 1]) return false;
    for (uint32_t i = 0; i < h->codes; i++)
        if (a->codes[i].item >= h->items || a->codes[i].id[15] || a->codes[i].code[15] || a->codes[i].domain[3]) return false;
    for (uint32_t i = 0; i < h->items; i++) {
        const actors_item *p = &a->items[i];
        if (p->name >= strings || p->kind >= ACTOR_KINDS || p->sector >= h->sectors || p->also >= h->sectors) return false;
        if (p->tenure > h->tenures || p->tenures > h->tenures - p->tenure) return false;
        if (p->code != ACTORS_NONE && p->code >= h->codes) return false;
        if (p->tied != ACTORS_NONE && p->tied >= h->codes) return false;
        if (p->title != ACTORS_NONE && p->title >= h->items) return false;
    }
    for (uint32_t i = 0; i < h->tenures; i++) {
        const actors_tenure *t = &a->tenures[i];
        if (t->sector >= h->sectors || t->also >= h->sectors || (t->code != ACTORS_NONE && t->code >= h->codes)) return false;
        if ((t->title != ACTORS_NONE && t->title >= h->items) || (t->office != UINT32_MAX && t->office >= h->items)) return false;
        if (t->item != UINT32_MAX && t->item >= h->items) return false;
    }
    for (uint32_t i = 0; i < h->members; i++)
        if (a->members[i][0] >= h->codes || a->members[i][1] >= h->codes) return false;
    for (uint32_t i = 0; i < h->holders; i++)
        if (a->holders[i] >= h->tenures || a->tenures[a->holders[i]].item >= h->items) return false;
    for (uint32_t i = 0; i < h->sectors; i++)
        if (a->sectors[i][3]) return false;
    return keys_sound(a, a->keys, h->keys, h->bucket_keys, strings) && keys_sound(a, a->surnames, h->surnames, h->bucket_surnames, strings);
}

bool actors_open(actors *a, const void *section, size_t size, dl_error *err) {
    *a = (actors){0};
    const actors_head *h = section;
    if (!section || size < sizeof *h || h->version != ACTORS_VERSION)
        return dl_fail(err, "the dictionary of actors is missing or of another version; build dateline.data again");
    size_t at = (sizeof *h + 7) & ~(size_t)7, place[8];
    const uint64_t bytes[] = {(uint64_t)h->keys * sizeof(actors_key), (uint64_t)h->surnames * sizeof(actors_key),
                              (uint64_t)h->codes * sizeof(actors_code), (uint64_t)h->items * sizeof(actors_item),
                              (uint64_t)h->tenures * sizeof(actors_tenure), (uint64_t)h->members * 4, (uint64_t)h->holders * 4};
    for (size_t i = 0; i < 7; i++) {
        if (at > size || bytes[i] > size - at) return dl_fail(err, "the dictionary of actors is cut short; build dateline.data again");
        place[i] = at;
        at = (at + bytes[i] + 7) & ~(size_t)7;
    }
    if (at > size || (uint64_t)h->sectors * 4 + h->strings != size - at)
        return dl_fail(err, "the dictionary of actors is cut short; build dateline.data again");
    const unsigned char *base = section;
    a->head = h;
    a->keys = (const void *)(base + place[0]);
    a->surnames = (const void *)(base + place[1]);
    a->codes = (const void *)(base + place[2]);
    a->items = (const void *)(base + place[3]);
    a->tenures = (const void *)(base + place[4]);
    a->members = (const void *)(base + place[5]);
    a->holders = (const void *)(base + place[6]);
    a->sectors = (const void *)(base + at);
    a->strings = (const char *)(base + at + (size_t)h->sectors * 4);
    if (sound(a, h->strings)) return true;
    *a = (actors){0};
    return dl_fail(err, "the dictionary of actors is damaged; build dateline.data again");
}

/* ---- keys --------------------------------------------------------------------------------------------------------- */

/* Compares key `k` with the first `n` bytes of `s`: 0 when it begins with them. */
static int compare_prefix(const actors *a, const actors_key *k, const char *s, size_t n) {
    size_t m = k->bytes < n ? k->bytes : n;
    int c = memcmp(a->strings + k->text, s, m);
    return c ? c : k->bytes < n ? -1 : 0;
}

/* Narrows [*from, *to) to the keys that begin with the `n` bytes. */
static bool narrow(const actors *a, const actors_key *keys, const char *s, size_t n, uint32_t *from, uint32_t *to) {
    uint32_t lo = *from, hi = *to;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (compare_prefix(a, &keys[mid], s, n) < 0) lo = mid + 1;
        else hi = mid;
    }
    uint32_t first = lo;
    hi = *to;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (compare_prefix(a, &keys[mid], s, n) <= 0) lo = mid + 1;
        else hi = mid;
    }
    *from = first;
    *to = lo;
    return first < lo;
}

static bool fits(const actors *a, const actors_key *k, uint64_t capitals, bool ties) {
    return !(k->capitals & ~capitals) && (a->items[k->item].kind == ACTOR_TIE) == ties;
}

static bool start(const actors *a, const dl_fold *f, bool surnames, uint32_t *from, uint32_t *to) {
    if (!a->head || f->bytes < 2) return false;
    const uint32_t *buckets = surnames ? a->head->bucket_surnames : a->head->bucket_keys;
    uint32_t bucket = actors_bucket_class((unsigned char)f->key[0]) * 37 + actors_bucket_class((unsigned char)f->key[1]);
    *from = buckets[bucket];
    *to = buckets[bucket + 1];
    return *from < *to && narrow(a, surnames ? a->surnames : a->keys, f->key, f->bytes, from, to);
}

/* The keys of [from, to) that are exactly the fold, if any of them fits; `to` is their end. */
static bool exact(const actors *a, const actors_key *keys, const dl_fold *f, uint32_t from, uint32_t *to, bool ties) {
    uint32_t end = from;
    bool any = false;
    while (end < *to && keys[end].bytes == f->bytes) any |= fits(a, &keys[end++], f->capitals, ties);
    *to = end;
    return any;
}

bool actors_match(const actors *a, const dl_token *tokens, size_t n, actor_match *m) {
    dl_fold f = {0};
    uint32_t from = 0, to = 0;
    bool found = false, started = false;
    for (size_t i = 0; i < n && i < NAME_TOKENS; i++) {
        uint32_t before = f.bytes;
        if (!fold_add(&f, tokens[i].form, strlen(tokens[i].form))) break;
        if (f.bytes == before) { /* no letters: a hyphen may stand inside a name, a comma not */
            if (!i || !fold_joins(tokens[i].form, strlen(tokens[i].form))) break;
            continue;
        }
        if (f.bytes < 2) continue; /* "G" of "G 7" */
        if (!started) {
            if (!start(a, &f, false, &from, &to)) break;
            started = true;
        } else if (!narrow(a, a->keys, f.key, f.bytes, &from, &to)) break;
        uint32_t end = to;
        if (exact(a, a->keys, &f, from, &end, false)) {
            *m = (actor_match){.in = a, .keys = a->keys + from, .n = end - from, .tokens = (uint32_t)i + 1, .capitals = f.capitals};
            found = true;
        }
    }
    return found;
}

static bool find_in(const actors *a, const char *text, size_t bytes, bool surnames, bool ties, actor_match *m) {
    dl_fold f = {0};
    uint32_t from, to;
    if (!fold_add(&f, text, bytes) || !start(a, &f, surnames, &from, &to)) return false;
    const actors_key *keys = surnames ? a->surnames : a->keys;
    if (!exact(a, keys, &f, from, &to, ties)) return false;
    *m = (actor_match){.in = a, .keys = keys + from, .n = to - from, .tokens = 1, .capitals = f.capitals};
    return true;
}

bool actors_find(const actors *a, const char *text, size_t bytes, actor_match *m) {
    return find_in(a, text, bytes, false, false, m);
}

bool actors_find_surname(const actors *a, const char *text, size_t bytes, actor_match *m) {
    return find_in(a, text, bytes, true, false, m);
}

enum actor_tie actors_tie(const actors *a, const char *text, size_t bytes) {
    actor_match m;
    if (!find_in(a, text, bytes, false, true, &m)) return ACTORS_NO_TIE;
    for (uint32_t i = 0; i < m.n; i++)
        if (a->items[m.keys[i].item].kind == ACTOR_TIE) return (enum actor_tie)a->items[m.keys[i].item].rank;
    return ACTORS_NO_TIE;
}

/* ---- readings ----------------------------------------------------------------------------------------------------- */

static const char *code_of(const actors *a, uint16_t code) { return code == ACTORS_NONE ? "" : a->codes[code].code; }
static const char *id_of(const actors *a, uint16_t code) { return code == ACTORS_NONE ? "" : a->codes[code].id; }
static const char *domain_of(const actors *a, uint16_t code) { return code == ACTORS_NONE ? "" : a->codes[code].domain; }

static uint8_t rank_of(const actors *a, const actors_tenure *t) {
    if (t->office != UINT32_MAX && a->items[t->office].rank) return a->items[t->office].rank;
    return t->title == ACTORS_NONE || !a->items[t->title].rank ? 99 : a->items[t->title].rank;
}

static bool holds(const actors_tenure *t, int32_t day) { return t->from <= day && day <= t->to; }

/* A candidacy: it is no office, and names nobody who held one. */
static bool is_office(const actors *a, const actors_tenure *t) { return t->title == ACTORS_NONE || !(a->items[t->title].flags & ACTOR_APART); }

/* Is an ended tenure what a person is called by rather than another? */
static bool ended_later(const actors *a, const actors_tenure *t, const actors_tenure *best) {
    if (!best || is_office(a, t) != is_office(a, best)) return !best || is_office(a, t);
    return t->to > best->to || (t->to == best->to && rank_of(a, t) < rank_of(a, best));
}

/* The tenure that names a person on a day: the highest of those held, else the one that ended last. With no day, the highest
 * of all, the later of equals. */
static const actors_tenure *tenure_of(const actors *a, const actors_item *p, int32_t day, bool *held) {
    const actors_tenure *best = NULL;
    *held = false;
    for (uint32_t i = 0; i < p->tenures; i++) {
        const actors_tenure *t = &a->tenures[p->tenure + i];
        bool now = day == ACTORS_NO_DAY || holds(t, day);
        if (now) {
            bool closer = !*held || rank_of(a, t) < rank_of(a, best) || (rank_of(a, t) == rank_of(a, best) && t->from >= best->from);
            if (closer) best = t;
            *held = true;
        } else if (!*held && t->to < day && ended_later(a, t, best)) best = t;
    }
    return best;
}

static void read_person(const actors *a, const actors_item *p, int32_t day, actor_reading *r) {
    bool held;
    const actors_tenure *t = tenure_of(a, p, day, &held);
    if (!t) return; /* known, but not yet for an office */
    r->role = t->office != UINT32_MAX && a->items[t->office].kind == ACTOR_OFFICE ? a->strings + a->items[t->office].name
              : t->title != ACTORS_NONE ? a->strings + a->items[t->title].name : "";
    r->rank = rank_of(a, t);
    r->title = t->title != ACTORS_NONE ? a->strings + a->items[t->title].name : "";
    if (t->title != ACTORS_NONE) r->flags |= a->items[t->title].flags & ACTOR_LOCAL;
    if (held) {
        r->id = id_of(a, t->code);
        r->code = code_of(a, t->code);
        r->domain = domain_of(a, t->code);
        r->sector = a->sectors[t->sector];
        r->also = a->sectors[t->also];
        r->in_office = true;
    } else {
        r->former = true;
        if (p->code == ACTORS_NONE) r->code = code_of(a, t->code), r->domain = domain_of(a, t->code);
        /* Out of office those who governed are the former elite; all others are what they were. */
        static const char *const stays[] = {"REB", "OPP", "CVL", "BUS", "JRN", "REL", "CRM", "UAF", "SOC", "LAB", "EDU", "PTY"};
        r->sector = "ELI";
        for (size_t i = 0; i < sizeof stays / sizeof *stays; i++)
            if (!strcmp(a->sectors[t->sector], stays[i])) r->sector = a->sectors[t->sector];
    }
}

static void read_item(const actors *a, uint32_t item, int32_t day, actor_reading *r) {
    const actors_item *p = &a->items[item];
    *r = (actor_reading){.in = a, .item = item, .name = a->strings + p->name, .id = id_of(a, p->code), .code = code_of(a, p->code),
                         .domain = domain_of(a, p->code), .sector = a->sectors[p->sector], .also = a->sectors[p->also],
                         .tied = code_of(a, p->tied), .role = "", .title = "", .kind = p->kind, .flags = p->flags};
    if (p->kind == ACTOR_PERSON) read_person(a, p, day, r);
    else if (p->kind == ACTOR_TITLE) r->role = r->name;
    else if (p->kind == ACTOR_OFFICE) r->role = r->name;
    else
        for (uint32_t i = 0; i < p->tenures; i++) { /* a party governs, rebels become the government */
            const actors_tenure *t = &a->tenures[p->tenure + i];
            if (day != ACTORS_NO_DAY && holds(t, day)) r->also = r->sector, r->sector = a->sectors[t->sector];
        }
}

/* Order of likelihood: the better claim, then who is in office, then those who were. */
static int weight(const actor_reading *r) {
    int w = r->shared ? 8 : 0;
    if (r->kind == ACTOR_PERSON) w += r->in_office ? 0 : r->former ? 2 : 4;
    return w;
}

size_t actors_readings(const actor_match *m, int32_t day, actor_reading *out, size_t max) {
    const actors *a = m->in;
    size_t n = 0;
    for (uint32_t i = 0; i < m->n && n < max; i++) {
        const actors_key *k = &m->keys[i];
        if (!fits(a, k, m->capitals, false)) continue;
        if (k->from_to != UINT32_MAX && day != ACTORS_NO_DAY && !holds(&a->tenures[k->from_to], day)) continue;
        actor_reading r;
        read_item(a, k->item, day, &r);
        r.form = k->form;
        r.shared = k->flags & ACTORS_KEY_SHARED;
        size_t at = n++;
        while (at && weight(&out[at - 1]) > weight(&r)) out[at] = out[at - 1], at--;
        out[at] = r;
    }
    return n;
}

static const actors_code *find_code(const actors *a, const char *code) {
    for (uint32_t i = 0; i < a->head->codes; i++)
        if (!strcmp(a->codes[i].id, code)) return &a->codes[i];
    return NULL;
}

const char *actors_acts_as(const actors *a, const char *id) {
    const actors_code *c = a && a->head ? find_code(a, id) : NULL;
    return c && *c->code ? c->code : id;
}

bool actors_holder(const actors *a, const char *code, const char *title, int32_t day, actor_reading *out) {
    actor_match m;
    const actors_code *c = a->head ? find_code(a, code) : NULL;
    if (!c || day == ACTORS_NO_DAY || !find_in(a, title, strlen(title), false, false, &m)) return false;
    uint16_t number = (uint16_t)(c - a->codes), wanted = ACTORS_NONE;
    for (uint32_t i = 0; i < m.n && wanted == ACTORS_NONE; i++) {
        const actors_item *p = &a->items[m.keys[i].item];
        if (p->kind == ACTOR_TITLE || (p->kind == ACTOR_OFFICE && p->code == number)) wanted = p->title;
    }
    if (wanted == ACTORS_NONE) return false;
    uint32_t lo = 0, hi = a->head->holders;
    while (lo < hi) { /* first tenure of the office */
        uint32_t mid = lo + (hi - lo) / 2;
        const actors_tenure *t = &a->tenures[a->holders[mid]];
        if (t->code < number || (t->code == number && t->title < wanted)) lo = mid + 1;
        else hi = mid;
    }
    const actors_tenure *best = NULL;
    for (; lo < a->head->holders; lo++) {
        const actors_tenure *t = &a->tenures[a->holders[lo]];
        if (t->code != number || t->title != wanted) break;
        if (holds(t, day)) best = t; /* the later of two who overlap */
    }
    if (!best) return false;
    read_item(a, best->item, day, out);
    return true;
}

bool actors_member(const actors *a, const char *whole, const char *part) {
    if (!a->head) return false;
    const actors_code *w = find_code(a, whole), *p = find_code(a, part);
    for (uint32_t i = 0; w && p && i < a->head->members; i++)
        if (a->members[i][0] == w - a->codes && a->members[i][1] == p - a->codes) return true;
    return false;
}

int32_t actors_day(const char *date) {
    if (!date || strlen(date) != 10) return ACTORS_NO_DAY;
    int part[3] = {0};
    for (int i = 0, k = 0; i < 10; i++) {
        if (i == 4 || i == 7) k++;
        else if (date[i] < '0' || date[i] > '9') return ACTORS_NO_DAY;
        else part[k] = part[k] * 10 + date[i] - '0';
    }
    if (part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31) return ACTORS_NO_DAY;
    return actors_days(part[0], part[1], part[2]);
}

/* ---- the model's dictionary --------------------------------------------------------------------------------------- */

bool actors_model_open(dl_model *m, dl_error *err) {
    size_t size;
    const void *section = pack_section(&m->data, "actors", &size);
    m->actors = calloc(1, sizeof *m->actors);
    if (!m->actors) return dl_fail(err, "out of memory");
    return actors_open(m->actors, section, size, err);
}

void actors_model_close(dl_model *m) {
    if (m->actors) free(m->actors->room);
    free(m->actors);
    m->actors = NULL;
}
