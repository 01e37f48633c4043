/* identities.c - who is who across reports. Whoever has a name is looked up by every name the report gives it; a full name, a
 * country's code or the name of what is no person decides alone, a bare surname only where it fits one. What turns out to be
 * one under two ids keeps the older id, and the other points to it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "entities/chains.h"
#include "store/private.h"

enum { MOST_NAMES = 12, MOST_FOUND = 32, KEY = FOLD_MAX + 16 };

typedef struct name_key {
    char key[KEY];
    bool strong, spelling;    /* decides alone; only spelled alike, so that something else must agree */
} name_key;

typedef struct looked_up {
    const dl_entity *e;
    name_key keys[MOST_NAMES];
    size_t n;
    int64_t strong[MOST_FOUND], weak[MOST_FOUND];
    size_t n_strong, n_weak;
} looked_up;

static size_t words_in(const char *s, size_t n) {
    size_t words = 0;
    for (size_t i = 0; i < n; i++) words += s[i] != ' ' && (!i || s[i - 1] == ' ');
    return words;
}

static void put_key(looked_up *l, const char *key, bool strong, bool spelling) {
    for (size_t i = 0; i < l->n; i++)
        if (!strcmp(l->keys[i].key, key)) {
            l->keys[i].strong |= strong;
            return;
        }
    if (l->n == MOST_NAMES) return;
    name_key *k = &l->keys[l->n++];
    snprintf(k->key, KEY, "%s", key);
    k->strong = strong;
    k->spelling = spelling;
}

/* Two spellings of one person's name have one key: "~" and the bones of all its words. */
static void put_spelling(looked_up *l, const char *s, size_t n) {
    char word[64], key[KEY];
    uint64_t all = 0;
    for (size_t i = 0; i < n;) {
        size_t k = 0;
        while (i < n && s[i] == ' ') i++;
        while (i < n && s[i] != ' ') {
            if (k + 1 < sizeof word) word[k++] = s[i];
            i++;
        }
        word[k] = 0;
        uint64_t bones = k ? name_bones(word) : 0;
        if (!bones) return;
        all = (all ^ bones) * 0x9E3779B97F4A7C15u;
        all ^= all >> 29;
    }
    snprintf(key, sizeof key, "~%016llx", (unsigned long long)all);
    put_key(l, key, true, true);
}

static void put_name(looked_up *l, const char *s, size_t n) {
    if (n > 4 && (!memcmp(s, "the ", 4) || !memcmp(s, "The ", 4))) s += 4, n -= 4;
    dl_fold f = {0};
    if (!n || !fold_add(&f, s, n) || f.letters < 2) return;
    f.key[f.bytes] = 0;
    bool person = l->e->kind == DL_ENTITY_PERSON;
    size_t words = words_in(s, n);
    put_key(l, f.key, !person || words > 1, false);
    if (!person || words < 2) return;
    put_spelling(l, s, n);
    const char *last = memrchr(s, ' ', n);
    if (last && last + 1 < s + n) put_name(l, last + 1, (size_t)(s + n - last - 1)); /* "Orlov" for short */
}

/* Every name of the entity as a key; none for what has no name, as "the envoys", or is only a day. */
static void collect(adding *a, const dl_mention *m, const uint8_t *in_time, looked_up *l) {
    const dl_entity *e = l->e;
    bool named = false;
    for (uint32_t k = e->first; k != DL_NONE; k = m[k].next) named |= m[k].form == DL_MENTION_NAME && !in_time[m[k].head];
    if (e->kind == DL_ENTITY_COUNTRY && e->actor) {
        char key[KEY];
        snprintf(key, sizeof key, "=%.60s", e->actor);
        put_key(l, key, true, false);
        named = true;
    }
    if (!named || !e->name) return;
    put_name(l, e->name, strlen(e->name));
    for (uint32_t k = e->first; k != DL_NONE; k = m[k].next) {
        if (m[k].form != DL_MENTION_NAME) continue;
        size_t n;
        const char *s = adding_text(a, m[k].span, &n);
        if (n <= FOLD_MAX && !memchr(s, '\n', n)) put_name(l, s, n);
    }
}

static bool same(const char *a, const unsigned char *b) { return a && b && !strcmp(a, (const char *)b); }
static bool differ(const char *a, const unsigned char *b) { return a && b && strcmp(a, (const char *)b); }

static bool kinds_fit(const char *mine, const char *theirs) {
    bool person = !strcmp(mine, "person"), their_person = !strcmp(theirs, "person");
    return person == their_person || !strcmp(mine, "other") || !strcmp(theirs, "other");
}

/* Of two full names of persons, the last word is all they may have in common by chance. */
static bool other_person(const dl_entity *e, const char *name) {
    size_t n = strlen(e->name), k = strlen(name);
    return e->kind == DL_ENTITY_PERSON && words_in(e->name, n) > 1 && words_in(name, k) > 1;
}

static void note(int64_t *list, size_t *n, int64_t id) {
    for (size_t i = 0; i < *n; i++)
        if (list[i] == id) return;
    if (*n < MOST_FOUND) list[(*n)++] = id;
}

static void look_up(adding *a, looked_up *l) {
    const dl_entity *e = l->e;
    const char *kind = dl_entity_kind_name(e->kind);
    for (size_t i = 0; i < l->n; i++) {
        const name_key *k = &l->keys[i];
        for (sqlite3_stmt *q = db_query(a->d, "SELECT e.id, e.name, e.kind, e.actor, e.role FROM entity_name n JOIN entity e"
                                              " ON e.id = n.entity WHERE n.key = ? ORDER BY e.id LIMIT 32", "t", k->key);
             q; q = db_next(a->d, q)) {
            const unsigned char *actor = sqlite3_column_text(q, 3), *role = sqlite3_column_text(q, 4);
            const char *name = (const char *)sqlite3_column_text(q, 1);
            bool code = *k->key == '=';
            if (!code && (differ(e->actor, actor) || !kinds_fit(kind, (const char *)sqlite3_column_text(q, 2)))) continue;
            if (k->spelling && !same(e->actor, actor) && !same(e->role, role)) continue;
            if (k->strong) note(l->strong, &l->n_strong, sqlite3_column_int64(q, 0));
            else if (!other_person(e, name)) note(l->weak, &l->n_weak, sqlite3_column_int64(q, 0));
        }
    }
}

/* `loser` was `winner` all along. */
static void unite(adding *a, int64_t winner, int64_t loser) {
    db *d = a->d;
    db_run(d, "UPDATE entity_reading SET entity = ? WHERE entity = ?", "ii", winner, loser);
    db_run(d, "UPDATE event SET source_entity = ? WHERE source_entity = ?", "ii", winner, loser);
    db_run(d, "UPDATE event SET target_entity = ? WHERE target_entity = ?", "ii", winner, loser);
    db_run(d, "INSERT OR IGNORE INTO entity_name SELECT key, ? FROM entity_name WHERE entity = ?", "ii", winner, loser);
    db_run(d, "DELETE FROM entity_name WHERE entity = ?", "i", loser);
    db_run(d, "UPDATE entity SET actor = coalesce(actor, (SELECT actor FROM entity WHERE id = ?2)), sector = coalesce(sector,"
              " (SELECT sector FROM entity WHERE id = ?2)), role = coalesce(role, (SELECT role FROM entity WHERE id = ?2)),"
              " wikidata = coalesce(wikidata, (SELECT wikidata FROM entity WHERE id = ?2)) WHERE id = ?1", "ii", winner, loser);
    db_run(d, "UPDATE entity SET merged_into = ?1 WHERE id = ?2 OR merged_into = ?2", "ii", winner, loser);
}

static int64_t decide(adding *a, looked_up *l) {
    const dl_entity *e = l->e;
    const char *kind = dl_entity_kind_name(e->kind);
    int64_t id = -1;
    for (size_t i = 0; i < l->n_strong; i++)
        if (id < 0 || l->strong[i] < id) id = l->strong[i];
    for (size_t i = 0; i < l->n_strong; i++)
        if (l->strong[i] != id && !db_number(a->d, 0, "SELECT 1 FROM entity x, entity y WHERE x.id = ? AND y.id = ? AND x.actor <> y.actor",
                                             "ii", id, l->strong[i]))
            unite(a, id, l->strong[i]);
    if (id < 0 && l->n_weak == 1) id = l->weak[0];
    if (id < 0)
        id = db_run(a->d, "INSERT INTO entity (name, kind, actor, sector, role) VALUES (?, ?, ?, ?, ?)", "ttttt", e->name, kind, e->actor,
                    e->sector, e->role);
    else {
        db_run(a->d, "UPDATE entity SET actor = coalesce(actor, ?2), sector = coalesce(sector, ?3), role = coalesce(role, ?4),"
                     " kind = iif(kind = 'other', ?5, kind) WHERE id = ?1", "itttt", id, e->actor, e->sector, e->role, kind);
        /* A person's fuller name: "Lavrov" becomes "Sergei Lavrov", a country stays as it was first called. */
        if (e->kind == DL_ENTITY_PERSON && words_in(e->name, strlen(e->name)) > 1)
            db_run(a->d, "UPDATE entity SET name = ?2 WHERE id = ?1 AND instr(name, ' ') = 0", "it", id, e->name);
    }
    for (size_t i = 0; i < l->n && id >= 0; i++)
        db_run(a->d, "INSERT OR IGNORE INTO entity_name VALUES (?, ?)", "ti", l->keys[i].key, id);
    return id;
}

bool identities_find(adding *a) {
    size_t n, n_mentions, n_times, n_tokens;
    const dl_entity *e = dl_report_entities(a->r, &n);
    const dl_mention *m = dl_report_mentions(a->r, &n_mentions);
    const dl_time *t = dl_report_times(a->r, &n_times);
    dl_report_tokens(a->r, &n_tokens);
    uint8_t *in_time = calloc(n_tokens + 1, 1);
    looked_up *l = malloc(sizeof *l);
    if (in_time && l) {
        for (size_t i = 0; i < n_times; i++)
            for (uint32_t k = 0; k < t[i].count; k++) in_time[t[i].first + k] = 1;
        for (size_t i = 0; i < n && !a->d->failed; i++) {
            l->e = &e[i];
            l->n = l->n_strong = l->n_weak = 0;
            collect(a, m, in_time, l);
            a->known[i] = -1;
            if (!l->n) continue;
            look_up(a, l);
            a->known[i] = decide(a, l);
        }
    } else if (!a->d->failed) {
        a->d->failed = true;
        snprintf(a->d->err.message, sizeof a->d->err.message, "out of memory");
    }
    free(l);
    free(in_time);
    return !a->d->failed;
}
