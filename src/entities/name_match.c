/* name_match.c - which earlier name means the same thing: the same words, a surname or given name of a fuller one, an
 * acronym, a shorter form, another spelling. Every lookup is one probe of a hash table, so cost is linear in the names. */
#include <ctype.h>
#include <string.h>

#include "entities/chains.h"

enum { KEY_EXACT, KEY_LAST, KEY_FIRST, KEY_ACRONYM, KEY_SKELETON, KEY_TAIL, KEY_SHORT, KEY_IDENTITY, KEY_OFFICE, KEY_INITIAL,
       KEY_SEX = KEY_INITIAL + 256, NAME_BYTES = 64, NAME_WORDS = 12 };

typedef struct slot {
    uint64_t key;
    uint32_t mention; /* + 1 */
} slot;

struct name_index {
    chains *c;
    slot *slots;
    uint64_t mask;
};

static uint64_t key_of(uint64_t hash, int kind) {
    hash = (hash ^ (uint64_t)kind * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
    return hash ^ hash >> 32;
}

static slot *find(name_index *x, uint64_t key) {
    for (uint64_t i = key & x->mask;; i = (i + 1) & x->mask)
        if (!x->slots[i].mention || x->slots[i].key == key) return &x->slots[i];
}
static void put(name_index *x, uint64_t hash, int kind, uint32_t m) {
    slot *s = find(x, key_of(hash, kind));
    s->key = key_of(hash, kind);
    s->mention = m + 1;
}
static uint32_t get(name_index *x, uint64_t hash, int kind) {
    slot *s = find(x, key_of(hash, kind));
    return s->mention ? s->mention - 1 : CHAIN_NONE;
}

static uint64_t lower_hash(const char *w, size_t n) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++) {
        if (w[i] == '.' || (unsigned char)w[i] == 0xE2) continue;
        h = (h ^ (uint64_t)tolower((unsigned char)w[i])) * 0x100000001b3u;
    }
    return h;
}
static uint64_t word_hash(const dl_token *t) { return lower_hash(t->form, strlen(t->form)); }

/* Consonants of a word, kin ones as one, each once in a row: Zelensky and Zelenskyy, Gaddafi and Kadhafi. 0 when they are too
 * few to tell names apart. */
static uint64_t bones_of(const char *w, int least) {
    static const char FROM[] = "bcdfgjklmnpqrstvwxz", TO[] = "bkdfkjklmnpkrstfvsz";
    uint64_t h = 0xcbf29ce484222325u;
    int n = 0;
    char last = 0;
    if (!isalpha((unsigned char)*w)) return 0;
    bool vowel = strchr("aeiouyAEIOUY", *w); /* "Assad" is not "Said" */
    if (vowel) h ^= 0x55;
    for (; *w; w++) {
        if ((unsigned char)*w >= 0x80) return 0;
        const char *at = strchr(FROM, tolower((unsigned char)*w));
        if (!at) continue;
        char c = TO[at - FROM];
        if (c != last) h = (h ^ (uint64_t)c) * 0x100000001b3u, n++;
        last = c;
    }
    return n >= least ? h : 0;
}
static uint64_t skeleton(const char *w) { return bones_of(w, 4); }
uint64_t name_bones(const char *w) { return bones_of(w, 1); }

/* The words of a name that count: no determiners, no possessive. */
static size_t words_of(const chains *c, const mention *m, uint32_t *at) {
    size_t n = 0;
    for (uint32_t i = m->name_first; i <= m->name_last && n < NAME_WORDS; i++)
        if (c->r->tokens[i].upos != DL_DET && c->r->tokens[i].xpos != DL_XPOS_POS && c->r->tokens[i].upos != DL_PUNCT) at[n++] = i;
    return n;
}

static bool is_acronym(const dl_token *t) {
    size_t capitals = 0, n = strlen(t->form);
    for (size_t i = 0; i < n; i++) {
        if (isupper((unsigned char)t->form[i])) capitals++;
        else if (t->form[i] != '.' && t->form[i] != '-' && !isdigit((unsigned char)t->form[i])) return false;
    }
    return capitals >= 2 && n <= 10;
}

/* Initials of the words with capitals; with `all`, of the small words too. 0 for fewer than two. */
static uint64_t initials(const chains *c, const uint32_t *at, size_t n, bool all) {
    char letters[NAME_WORDS + 1];
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        char first = c->r->tokens[at[i]].form[0];
        if (isupper((unsigned char)first) || (all && isalpha((unsigned char)first))) letters[k++] = first;
    }
    return k >= 2 ? lower_hash(letters, k) : 0;
}

/* Words before the last: do they go with each other? Only for persons. */
static bool given_fit(const chains *c, const uint32_t *a, size_t na, const uint32_t *b, size_t nb) {
    if (na < 2 || nb < 2) return true;
    const char *x = c->r->tokens[a[0]].form, *y = c->r->tokens[b[0]].form;
    size_t nx = strlen(x), ny = strlen(y);
    if (!strcasecmp(x, y)) return true;
    if ((nx == 1 || x[1] == '.') || (ny == 1 || y[1] == '.')) return toupper((unsigned char)*x) == toupper((unsigned char)*y);
    if (skeleton(x) && skeleton(x) == skeleton(y)) return true;
    if (nx + ny + 1 < NAME_BYTES * 2) {
        char pair[NAME_BYTES * 2];
        for (size_t i = 0; i < nx; i++) pair[i] = (char)tolower((unsigned char)x[i]);
        pair[nx] = '/';
        for (size_t i = 0; i < ny; i++) pair[nx + 1 + i] = (char)tolower((unsigned char)y[i]);
        if (table_find(&c->words->nicknames, pair, nx + ny + 1) != TABLE_NONE) return true;
    }
    if (toupper((unsigned char)*x) == toupper((unsigned char)*y) && nx >= 4 && ny >= 4) { /* Sergei and Sergey, Dmitri and Dmitry */
        size_t same = 0;
        while (same < nx && same < ny && x[same] == y[same]) same++;
        return same + 2 >= nx && same + 2 >= ny && same >= 3;
    }
    for (size_t i = 1; i + 1 < nb; i++)
        if (!strcasecmp(x, c->r->tokens[b[i]].form)) return true; /* a middle name */
    for (size_t i = 1; i + 1 < na; i++)
        if (!strcasecmp(y, c->r->tokens[a[i]].form)) return true;
    return false;
}

/* "Moss" alone may be a man's given name, or Ms. Moss. */
static bool sex_is_sure(const mention *m) { return m->name_first != m->name_last || m->flags & MENTION_TITLED || !(m->flags & MENTION_GIVEN); }

bool name_clash(const chains *c, uint32_t a, uint32_t b) {
    const mention *x = &c->mentions[a], *y = &c->mentions[b];
    if (x->sex && y->sex && !(x->sex & y->sex) && sex_is_sure(x) && sex_is_sure(y)) return true;
    if (x->kind != KIND_PERSON || y->kind != KIND_PERSON) return false;
    uint32_t wx[NAME_WORDS], wy[NAME_WORDS];
    size_t nx = words_of(c, x, wx), ny = words_of(c, y, wy);
    if (nx < 2 || ny < 2) return false;
    return !given_fit(c, wx, nx, wy, ny);
}

/* Every word of the shorter among those of the longer, in order. */
static bool part_of(const chains *c, const uint32_t *a, size_t na, const uint32_t *b, size_t nb) {
    size_t k = 0;
    for (size_t i = 0; i < na; i++) {
        while (k < nb && strcasecmp(c->r->tokens[a[i]].form, c->r->tokens[b[k]].form)) k++;
        if (k++ >= nb) return false;
    }
    return true;
}

name_index *name_index_new(chains *c) {
    name_index *x = ARENA_NEW(&c->r->arena, name_index, 1);
    size_t names = 0, size = 64;
    for (size_t i = 0; i < c->n; i++) names += c->mentions[i].sort == SORT_NAME;
    while (size < names * 20) size *= 2;
    if (!x || !(x->slots = ARENA_NEW(&c->r->arena, slot, size))) return NULL;
    x->c = c;
    x->mask = size - 1;
    return x;
}

static bool is_person(const mention *m) { return m->kind == KIND_PERSON; }

/* A name that may be a person's although nothing says so. */
static bool may_be_person(const mention *m) { return m->kind == KIND_PERSON || m->kind == KIND_UNKNOWN; }

static uint32_t match(name_index *x, uint32_t number, const uint32_t *at, size_t n) {
    const chains *c = x->c;
    const dl_token *t = c->r->tokens;
    const mention *m = &c->mentions[number];
    uint32_t who = get(x, m->name, KEY_EXACT), w[NAME_WORDS];
    if (who != CHAIN_NONE && !name_clash(c, number, who)) return who;
    const dl_token *last = &t[at[n - 1]];
    if (n == 1 && is_acronym(last)) {
        who = get(x, word_hash(last), KEY_ACRONYM);
        if (who != CHAIN_NONE) return who;
    }
    if (n >= 2) { /* the full name after its acronym */
        for (int all = 0; all < 2; all++) {
            uint64_t h = initials(c, at, n, all);
            who = h ? get(x, h, KEY_SHORT) : CHAIN_NONE;
            if (who != CHAIN_NONE && !is_person(m)) return who;
        }
    }
    if (may_be_person(m)) {
        uint64_t surname = word_hash(last);
        who = n > 1 ? get(x, surname, KEY_INITIAL + (unsigned char)t[at[0]].form[0]) : m->sex && sex_is_sure(m) ? get(x, surname, KEY_SEX + m->sex) : CHAIN_NONE;
        if (who == CHAIN_NONE) who = get(x, surname, KEY_LAST);
        if (who != CHAIN_NONE && may_be_person(&c->mentions[who]) && !name_clash(c, number, who)) {
            size_t k = words_of(c, &c->mentions[who], w);
            if ((n == 1 || k == 1) ? is_person(m) || is_person(&c->mentions[who]) : given_fit(c, at, n, w, k)) return who;
        }
        if (n == 1) {
            who = get(x, word_hash(last), KEY_FIRST);
            if (who != CHAIN_NONE && is_person(&c->mentions[who])) return who;
        }
        uint64_t bones = skeleton(last->form);
        who = bones ? get(x, bones, KEY_SKELETON) : CHAIN_NONE;
        if (who != CHAIN_NONE && (is_person(m) || n == 1) && is_person(&c->mentions[who]) && !name_clash(c, number, who)) {
            size_t k = words_of(c, &c->mentions[who], w);
            if (n == 1 || k == 1 || given_fit(c, at, n, w, k)) return who;
        }
    }
    if (n >= 2 && !is_person(m)) {
        who = get(x, word_hash(&t[m->head]), KEY_TAIL);
        if (who != CHAIN_NONE && !is_person(&c->mentions[who])) {
            size_t k = words_of(c, &c->mentions[who], w);
            if (k >= 2 && (n <= k ? part_of(c, at, n, w, k) : part_of(c, w, k, at, n))) return who;
        }
    }
    return CHAIN_NONE;
}

static void enter(name_index *x, uint32_t number, const uint32_t *at, size_t n) {
    const chains *c = x->c;
    const dl_token *t = c->r->tokens;
    const mention *m = &c->mentions[number];
    const dl_token *last = &t[at[n - 1]];
    put(x, m->name, KEY_EXACT, number);
    uint64_t bones = skeleton(last->form);
    if (n >= 2) {
        if (may_be_person(m)) {
            put(x, word_hash(last), KEY_LAST, number);
            put(x, word_hash(last), KEY_INITIAL + (unsigned char)t[at[0]].form[0], number);
            if (m->sex) put(x, word_hash(last), KEY_SEX + m->sex, number);
            put(x, word_hash(&t[at[0]]), KEY_FIRST, number);
            if (bones && is_person(m)) put(x, bones, KEY_SKELETON, number);
        }
        if (!is_person(m)) {
            put(x, word_hash(&t[m->head]), KEY_TAIL, number);
            for (int all = 0; all < 2; all++) {
                uint64_t h = initials(c, at, n, all);
                if (h) put(x, h, KEY_ACRONYM, number);
            }
        }
    } else {
        if (is_acronym(last)) put(x, word_hash(last), KEY_SHORT, number);
        else if (may_be_person(m) && get(x, word_hash(last), KEY_LAST) == CHAIN_NONE) {
            put(x, word_hash(last), KEY_LAST, number);
            if (bones && is_person(m)) put(x, bones, KEY_SKELETON, number);
        }
    }
}

uint32_t name_find_identity(name_index *x, uint64_t identity) { return get(x, identity, KEY_IDENTITY); }

uint32_t name_match_office(name_index *x, uint32_t m) {
    uint64_t office = x->c->mentions[m].office;
    uint32_t who = office ? get(x, office, KEY_OFFICE) : CHAIN_NONE;
    if (office) put(x, office, KEY_OFFICE, m);
    return who;
}

static bool is_thing(const mention *m) { return m->identity && m->reading && m->reading->kind != ACTOR_PERSON; }

uint32_t name_match(name_index *x, uint32_t m) {
    uint32_t at[NAME_WORDS];
    const mention *self = &x->c->mentions[m];
    if (self->identity) {
        uint32_t same = name_find_identity(x, self->identity);
        put(x, self->identity, KEY_IDENTITY, m);
        if (is_thing(self) && self->flags & MENTION_METONYM) return same; /* "Moscow" that acts is no other Moscow */
        if (same != CHAIN_NONE) {
            size_t n = words_of(x->c, self, at);
            if (n) enter(x, m, at, n);
            return same;
        }
    }
    size_t n = words_of(x->c, &x->c->mentions[m], at);
    if (!n || x->c->mentions[m].kind == KIND_TIME) return CHAIN_NONE;
    uint32_t who = match(x, m, at, n);
    if (who != CHAIN_NONE && self->identity && x->c->mentions[who].identity && self->identity != x->c->mentions[who].identity) who = CHAIN_NONE;
    if (who == CHAIN_NONE && self->kind == KIND_PERSON) {
        uint32_t holder = self->office ? get(x, self->office, KEY_OFFICE) : CHAIN_NONE;
        if (holder != CHAIN_NONE && (x->c->mentions[holder].sort != SORT_NAME || !name_clash(x->c, m, holder))) who = holder;
    }
    if (self->office) put(x, self->office, KEY_OFFICE, m);
    enter(x, m, at, n);
    return who;
}
