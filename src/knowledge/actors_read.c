/* actors_read.c - data/actors: headings in brackets, "field: names | attributes" lines, and "- holder | from | to" lines
 * under an office, gathered into a book. data/actors/README.md describes the format for those who write it. */
#include <stdlib.h>
#include <string.h>

#include "base/table_build.h"
#include "knowledge/actors_book.h"

enum { PARTS = 32, VALUES = 256 };

/* Persons by "HOME:key", titles by name, offices by "CODE:title": what a later line may speak of again. */
struct actors_names { table_builder persons, titles, offices; };

/* Fields that name a part of the block's state or organization. */
static const struct part_field {
    const char *name;
    enum actor_kind kind;
    const char *sector;
} PART_FIELDS[] = {
    {"government", ACTOR_BODY, "GOV"}, {"ministry", ACTOR_BODY, "GOV"}, {"parliament", ACTOR_BODY, "LEG"},
    {"military", ACTOR_BODY, "MIL"}, {"police", ACTOR_BODY, "COP"}, {"intelligence", ACTOR_BODY, "SPY"},
    {"court", ACTOR_BODY, "JUD"}, {"paramilitary", ACTOR_BODY, "PRM"}, {"party", ACTOR_PARTY, "PTY"},
    {"rebels", ACTOR_GROUP, "REB"}, {"crime", ACTOR_GROUP, "CRM"}, {"media", ACTOR_MEDIA, "JRN"},
    {"company", ACTOR_COMPANY, "BUS"}, {"union", ACTOR_BODY, "LAB"}, {"school", ACTOR_BODY, "EDU"},
    {"church", ACTOR_BODY, "REL"}, {"society", ACTOR_BODY, "SOC"}, {"health", ACTOR_BODY, "MED"},
    {"opposition", ACTOR_PARTY, "OPP"}, {"body", ACTOR_BODY, NULL},
};

/* Fields that give the block's own item a name. */
static const struct name_field {
    const char *name;
    enum actor_form form;
} NAME_FIELDS[] = {
    {"name", ACTOR_NAME}, {"also", ACTOR_NAME}, {"adjective", ACTOR_ADJECTIVE}, {"people", ACTOR_PEOPLE},
    {"capital", ACTOR_CAPITAL}, {"seat", ACTOR_SEAT}, {"nominal", ACTOR_NOMINAL},
};

static const struct block_kind {
    const char *name;
    enum actor_kind kind;
    const char *sector;
} BLOCKS[] = {
    {"country", ACTOR_STATE, NULL}, {"territory", ACTOR_STATE, NULL}, {"organization", ACTOR_ORGANIZATION, NULL},
    {"bloc", ACTOR_BLOC, NULL}, {"group", ACTOR_GROUP, "REB"},
};

static const struct { const char *name; uint16_t flag; } FLAGS[] = {
    {"inherits", ACTOR_INHERITS}, {"apart", ACTOR_APART}, {"one", ACTOR_ONE}, {"she", ACTOR_SHE}, {"he", ACTOR_HE},
    {"local", ACTOR_LOCAL}, {"acting", ACTOR_ACTING}, {"other", ACTOR_OTHER}, {"hired", ACTOR_HIRED},
};

/* What stands behind the bars of a line. */
typedef struct attributes {
    uint8_t sector, also, rank;
    uint16_t flags;
    uint32_t tied;
    bool shared, spans;
    int32_t from[2], to[2];                       /* plain "from"/"to": when a name holds */
    struct { uint8_t sector; int32_t from[2], to[2]; } times[PARTS]; size_t n_times; /* "GOV from 2015 to 2023" */
    char *short_name;
} attributes;

typedef struct reader {
    actors_book *b;
    source *s;
    char *line;
    enum { IN_NOTHING, IN_BROKEN, IN_BLOCK, IN_SECTORS, IN_DOMAINS, IN_TITLES, IN_AGENTS, IN_TIES } in;
    uint32_t code, item;     /* of the block */
    uint8_t sector;          /* of [agents SECTOR] */
    uint32_t office, title;  /* of the last office line */
} reader;

void *book_more(actors_book *b, void *array, size_t n, size_t size) {
    if (n & (n - 1)) return array;
    if (n && n < 64) return array;
    void *more = realloc(array, (n ? n * 2 : 64) * size);
    if (!more) b->failed = true;
    return more ? more : array;
}

#define ADD(b, list, count, ...) \
    ((b)->list = book_more((b), (b)->list, (b)->count, sizeof *(b)->list), \
     (b)->failed ? 0 : ((b)->list[(b)->count] = __VA_ARGS__, (b)->count++))

static book_place here(reader *r, const char *at) { return (book_place){r->s, at}; }
static book_text text_of(const char *s) { return (book_text){s, strlen(s)}; }
static bool text_is(book_text t, const char *s) { return strlen(s) == t.n && !memcmp(t.s, s, t.n); }

static char *trim(char *s) {
    while (*s == ' ' || *s == '\t') s++;
    char *end = s + strlen(s);
    while (end > s && (end[-1] == ' ' || end[-1] == '\t')) *--end = 0;
    return s;
}

/* ---- codes, sectors, dates ---------------------------------------------------------------------------------------- */

static bool code_shaped(const char *s) {
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    return n >= 2 && n < sizeof((actors_code *)0)->code && !s[n];
}

/* Number of a code, noted as wanted if it is new; BOOK_NONE after a reported problem. */
static uint32_t find_code(reader *r, const char *s) {
    actors_book *b = r->b;
    for (uint32_t i = 0; i < b->n_codes; i++)
        if (text_is(b->codes[i].code, s)) return i;
    if (!code_shaped(s)) {
        source_problem(r->s, s, "\"%s\" is no code; codes are 2 to 15 capitals, digits and hyphens", s);
        return BOOK_NONE;
    }
    return (uint32_t)ADD(b, codes, n_codes, (book_code){.code = text_of(s), .item = BOOK_NONE, .order = 'l', .place = here(r, s)});
}

static uint8_t find_sector(actors_book *b, const char *s, bool domain) {
    for (size_t i = 1; i < b->n_sectors; i++)
        if (b->sectors[i].domain == domain && !strncmp(b->sectors[i].code, s, 4)) return (uint8_t)i;
    return 0;
}

static int digits(const char **s, int n) {
    int v = 0;
    for (; n; n--, (*s)++) {
        if (**s < '0' || **s > '9') return -1;
        v = v * 10 + **s - '0';
    }
    return v;
}

static int month_days(int y, int m) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return m == 2 && ((y % 4 == 0 && y % 100) || y % 400 == 0) ? 29 : days[m - 1];
}

/* YYYY, YYYY-MM or YYYY-MM-DD into its first and last day; "?" and nothing are open on the side `end` says. */
static bool read_date(reader *r, const char *s, bool end, int32_t span[2]) {
    if (!*s || !strcmp(s, "?")) {
        span[0] = end && *s ? INT32_MIN : end ? INT32_MAX : INT32_MIN; /* unknown end: may be any day */
        span[1] = INT32_MAX;
        if (!end) span[1] = *s ? INT32_MAX : INT32_MIN; /* unknown start: any day; no start: always */
        return true;
    }
    const char *p = s;
    int y = digits(&p, 4), m = 0, d = 0;
    if (y >= 0 && *p == '-') p++, m = digits(&p, 2);
    if (y >= 0 && m > 0 && *p == '-') p++, d = digits(&p, 2);
    if (y < 0 || m < 0 || d < 0 || *p || (p - s != 4 && p - s != 7 && p - s != 10)) {
        source_problem(r->s, s, "\"%s\" is no date; write YYYY, YYYY-MM, YYYY-MM-DD or ?", s);
        return false;
    }
    if (p - s >= 7 && (m < 1 || m > 12)) {
        source_problem(r->s, s, "there is no month %d", m);
        return false;
    }
    if (p - s == 10 && (d < 1 || d > month_days(y, m))) {
        source_problem(r->s, s, "there is no %04d-%02d-%02d; the month has %d days", y, m, d, month_days(y, m));
        return false;
    }
    span[0] = actors_days(y, m ? m : 1, d ? d : 1);
    span[1] = actors_days(y, m ? m : 12, d ? d : m ? month_days(y, m) : 31);
    return true;
}

/* ---- attributes --------------------------------------------------------------------------------------------------- */

/* "from D", "to D", "from D to D" */
static bool read_span(reader *r, char *s, int32_t from[2], int32_t to[2]) {
    read_date(r, "", false, from);
    read_date(r, "", true, to);
    char *words[5];
    size_t n = source_split(s, ' ', words, 5);
    if (n != 2 && n != 4) return false;
    for (size_t i = 0; i < n; i += 2) {
        if (!strcmp(words[i], "from")) { if (!read_date(r, words[i + 1], false, from)) return true; }
        else if (!strcmp(words[i], "to")) { if (!read_date(r, words[i + 1], true, to)) return true; }
        else return false;
    }
    if (from[0] != INT32_MIN && to[1] < from[0]) source_problem(r->s, s, "ends before it begins");
    return true;
}

static bool starts(const char *s, const char *word, char **rest) {
    size_t n = strlen(word);
    if (strncmp(s, word, n) || s[n] != ' ') return false;
    *rest = trim((char *)(uintptr_t)s + n);
    return true;
}

static void read_attribute(reader *r, char *s, attributes *a) {
    char *rest;
    for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++)
        if (!strcmp(s, FLAGS[i].name)) {
            a->flags |= FLAGS[i].flag;
            return;
        }
    if (!strcmp(s, "many") || starts(s, "note", &rest)) return;
    if (starts(s, "shared", &rest)) {
        a->shared = true;
        return;
    }
    if (starts(s, "tied", &rest)) {
        a->tied = find_code(r, rest);
        return;
    }
    if (starts(s, "short", &rest)) {
        a->short_name = rest;
        return;
    }
    if (starts(s, "rank", &rest)) {
        int rank = atoi(rest);
        if (rank < 1 || rank > 99) source_problem(r->s, rest, "a rank is a number from 1 to 99");
        else a->rank = (uint8_t)rank;
        return;
    }
    if (starts(s, "from", &rest) || starts(s, "to", &rest)) {
        a->spans = true;
        if (!read_span(r, s, a->from, a->to)) source_problem(r->s, s, "expected \"from DATE\", \"to DATE\" or both");
        return;
    }
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (n == 3 && (!s[3] || s[3] == ' ')) {
        bool bare = !s[3];
        s[3] = 0;
        uint8_t sector = find_sector(r->b, s, false);
        if (!sector) source_problem(r->s, s, "%s is no sector; data/actors/codes.txt lists them", s);
        else if (!bare) {
            if (a->n_times == PARTS) source_problem(r->s, s, "more than %d spans of time", PARTS);
            else if (!read_span(r, trim(s + 4), a->times[a->n_times].from, a->times[a->n_times].to))
                source_problem(r->s, s, "expected \"%s from DATE to DATE\"", s);
            else a->times[a->n_times++].sector = sector;
        } else if (!a->sector) a->sector = sector;
        else if (!a->also) a->also = sector;
        else source_problem(r->s, s, "a third sector; only two are kept");
        return;
    }
    source_problem(r->s, s, "\"%s\" is no attribute; data/actors/README.md lists them", s);
}

/* ---- names -------------------------------------------------------------------------------------------------------- */

/* Capitals a text must show: those that begin a word, and all of a short name in capitals only. */
static bool fold_phrase(dl_fold *f, const char *s, size_t n) {
    *f = (dl_fold){0};
    uint64_t needed = 0;
    bool all = true;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && s[end] != ' ' && s[end] != '-') end++;
        uint32_t first = f->letters;
        if (end > i && !fold_add(f, s + i, end - i)) return false;
        if (first < 64) needed |= f->capitals & (uint64_t)1 << first;
        i = end + 1;
    }
    if (f->letters < 2 || f->bytes < 2) return false;
    for (uint32_t i = 0; i < f->letters && i < 64; i++) all &= f->capitals >> i & 1;
    if (!all || f->letters > 7) f->capitals = needed;
    for (uint32_t i = 0; i < f->letters && i < f->bytes && i < 64; i++) /* a digit has no capital */
        if (f->bytes == f->letters && f->key[i] <= '9') f->capitals &= ~((uint64_t)1 << i);
    return true;
}

/* `at`: where in the source the spelling, or the word it is made from, stands. */
static void add_spelling_at(reader *r, uint32_t item, const char *s, const char *at, enum actor_form form, bool shared,
                            uint32_t tenure) {
    actors_book *b = r->b;
    if (*s == '~') s++, shared = true;
    if (!strncmp(s, "the ", 4)) s += 4;
    book_spelling p = {.text = text_of(s), .item = item, .tenure = tenure, .form = form, .shared = shared, .place = here(r, at)};
    if (!fold_phrase(&p.fold, s, strlen(s)))
        source_problem(r->s, at, "\"%.40s\" has too few or too many letters to be looked up", s);
    else ADD(b, spellings, n_spellings, p);
}

static void add_spelling(reader *r, uint32_t item, const char *s, enum actor_form form, bool shared, uint32_t tenure) {
    add_spelling_at(r, item, s, s, form, shared, tenure);
}

static uint32_t add_item(reader *r, enum actor_kind kind, char *name, uint32_t code, const attributes *a) {
    if (*name == '~') name++;
    if (!strncmp(name, "the ", 4)) name += 4;
    return (uint32_t)ADD(r->b, items, n_items,
                         (book_item){.kind = kind, .name = text_of(name), .code = code, .tied = a ? a->tied : BOOK_NONE,
                                     .title = BOOK_NONE, .sector = a ? a->sector : 0, .also = a ? a->also : 0,
                                     .flags = a ? a->flags : 0, .rank = a ? a->rank : 0, .place = here(r, name)});
}

static uint32_t add_tenure(reader *r, book_tenure t) {
    t.place = here(r, r->line);
    return (uint32_t)ADD(r->b, tenures, n_tenures, t);
}

/* Regular plural of a noun phrase's last word. */
static const char *plural(reader *r, const char *s) {
    size_t n = strlen(s);
    char *p = n < 2 ? NULL : arena_alloc(&r->b->arena, n + 4);
    if (!p) return NULL;
    memcpy(p, s, n);
    char last = s[n - 1], before = s[n - 2];
    if (last == 'y' && !strchr("aeiou", before)) strcpy(p + n - 1, "ies");
    else if (last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 'c' || before == 's'))) strcpy(p + n, "es");
    else strcpy(p + n, "s");
    return p;
}

/* "soldier" with its regular plural; "serviceman/servicemen" with its own; "police/" has none, "/troops" is one. */
static void add_noun(reader *r, uint32_t item, char *s, enum actor_form form, bool shared) {
    char *slash = strchr(s, '/');
    if (slash) *slash++ = 0;
    s = trim(s);
    const char *many = slash ? trim(slash) : plural(r, s);
    if (*s) add_spelling(r, item, s, form, shared, BOOK_NONE);
    if (many && *many) add_spelling_at(r, item, many, s, form == ACTOR_SINGULAR ? ACTOR_PLURAL : form, shared, BOOK_NONE);
}

/* ---- lines -------------------------------------------------------------------------------------------------------- */

/* The names of a line, each with its other spellings after '=', become items of `kind` with the line's attributes. */
static void read_items(reader *r, char *names, enum actor_kind kind, uint32_t code, uint8_t sector, attributes *a, bool nouns) {
    char *values[VALUES];
    size_t n = source_split(names, ';', values, VALUES);
    if (!a->sector) a->sector = sector;
    for (size_t i = 0; i < n && i < VALUES; i++) {
        char *forms[PARTS];
        size_t m = source_split(values[i], '=', forms, PARTS);
        if (m > PARTS) source_problem(r->s, values[i], "more than %d spellings", PARTS);
        uint32_t item = BOOK_NONE;
        for (size_t j = 0; j < m && j < PARTS; j++) {
            if (!*forms[j]) {
                source_problem(r->s, forms[j], "an empty name");
                continue;
            }
            if (item == BOOK_NONE) {
                item = add_item(r, kind, forms[j], code, a);
                for (size_t t = 0; t < a->n_times; t++)
                    add_tenure(r, (book_tenure){.item = item, .office = BOOK_NONE, .code = code, .sector = a->times[t].sector,
                                                .from = {a->times[t].from[0], a->times[t].from[1]},
                                                .to = {a->times[t].to[0], a->times[t].to[1]}, .shared = true});
            }
            uint32_t tenure = BOOK_NONE;
            if (a->spans)
                tenure = add_tenure(r, (book_tenure){.item = BOOK_NONE, .office = BOOK_NONE, .code = code, .shared = true,
                                                     .from = {a->from[0], a->from[1]}, .to = {a->to[0], a->to[1]}});
            if (nouns) add_noun(r, item, forms[j], ACTOR_SINGULAR, a->shared);
            else add_spelling(r, item, forms[j], ACTOR_NAME, a->shared, tenure);
        }
    }
}

/* Where the tables keep the item of a name: BOOK_NONE in it while it is new; NULL when memory ended. */
static uint32_t *named(actors_book *b, table_builder *table, book_text before, const char *name, size_t n) {
    char key[FOLD_MAX + 256];
    int bytes = snprintf(key, sizeof key, "%.*s:%.*s", (int)before.n, before.s, (int)(n < 200 ? n : 200), name);
    uint32_t *slot = table_add(table, key, (size_t)bytes);
    if (!slot) b->failed = true;
    return slot;
}

static uint32_t find_title(actors_book *b, book_text name) {
    uint32_t *slot = named(b, &b->names->titles, text_of(""), name.s, name.n);
    return slot ? *slot : BOOK_NONE;
}

/* "foreign minister: minister of foreign affairs; top diplomat | GOV | one" */
static void read_title(reader *r, char *name, char *others, attributes *a) {
    actors_book *b = r->b;
    uint32_t *slot = named(b, &b->names->titles, text_of(""), name, strlen(name));
    if (!slot) return;
    if (*slot == BOOK_NONE) {
        uint32_t title = *slot = add_item(r, ACTOR_TITLE, name, BOOK_NONE, a);
        if (!b->failed) add_noun(r, title, name, ACTOR_SINGULAR, false);
        r->title = title;
    } else {
        book_item *title = &b->items[r->title = *slot];
        if (title->place.s) source_problem(r->s, name, "the title \"%s\" stands at %s already; join the two lines", name,
                                           source_place(r->s, title->place.s, title->place.at));
        if (a->sector) title->sector = a->sector, title->also = a->also;
        if (a->rank) title->rank = a->rank;
        title->flags |= a->flags;
    }
    char *values[VALUES];
    size_t n = *others ? source_split(others, ';', values, VALUES) : 0;
    for (size_t i = 0; i < n && i < VALUES && !b->failed; i++)
        if (*values[i]) add_noun(r, r->title, values[i], ACTOR_SINGULAR, false);
}

static void read_office(reader *r, char *names, attributes *a) {
    char *forms[PARTS];
    size_t n = source_split(names, '=', forms, PARTS);
    r->title = find_title(r->b, text_of(forms[0]));
    r->office = BOOK_NONE;
    if (r->title == BOOK_NONE) {
        if (!r->b->failed)
            source_problem(r->s, forms[0], "no title \"%s\"; mend it or add it under [titles], as in data/actors/titles.txt", forms[0]);
        return;
    }
    const book_item *title = &r->b->items[r->title];
    if (!a->sector) a->sector = title->sector, a->also = title->also;
    if (!a->rank) a->rank = title->rank;
    a->flags |= title->flags & ACTOR_ONE;
    /* The local name is shown where one person holds the office: a list of mayors has mayors of several towns. */
    bool local = n > 1 && title->flags & ACTOR_ONE;
    uint32_t none = BOOK_NONE, *slot = &none;
    if (title->flags & ACTOR_ONE && !(slot = named(r->b, &r->b->names->offices, r->b->codes[r->code].code, forms[0], strlen(forms[0])))) return;
    if (*slot != BOOK_NONE && !r->b->items[*slot].place.s) { /* ours, with more holders or another name */
        r->office = *slot;
        if (local) r->b->items[r->office].name = text_of(forms[1]);
    } else {
        r->office = *slot = add_item(r, ACTOR_OFFICE, local ? forms[1] : forms[0], r->code, a);
        if (r->b->failed) return;
        r->b->items[r->office].title = r->title;
    }
    for (size_t i = 1; i < n && i < PARTS; i++)
        if (*forms[i]) add_spelling(r, r->office, forms[i], ACTOR_NAME, a->shared, BOOK_NONE);
}

/* The item of a person of this home and name, new or known by one of the spellings. */
static uint32_t find_person(reader *r, uint32_t home, char *name, const attributes *a) {
    actors_book *b = r->b;
    dl_fold f = {0};
    if (!fold_add(&f, name, strlen(name)) || f.letters < 2) {
        source_problem(r->s, name, "\"%.40s\" is no name", name);
        return BOOK_NONE;
    }
    uint32_t *slot = named(b, &b->names->persons, home == BOOK_NONE ? text_of("") : b->codes[home].code, f.key, f.bytes);
    if (!slot) return BOOK_NONE;
    if (*slot == BOOK_NONE) {
        uint32_t item = *slot = add_item(r, ACTOR_PERSON, name, home, a);
        if (b->failed) return BOOK_NONE;
        b->items[item].sector = b->items[item].also = 0;
        add_spelling(r, item, name, ACTOR_NAME, a->shared, BOOK_NONE);
    } else if (!b->items[*slot].place.s) b->items[*slot].name = text_of(name); /* ours is shown as the user writes it */
    b->items[*slot].flags |= a->flags & (ACTOR_SHE | ACTOR_HE);
    return *slot;
}

static void read_holder(reader *r, char *line) {
    actors_book *b = r->b;
    char *parts[PARTS], *forms[PARTS];
    size_t n = source_split(line, '|', parts, PARTS);
    if (r->in != IN_BLOCK || r->office == BOOK_NONE) {
        source_problem(r->s, line, "a holder needs an \"office:\" line above it");
        return;
    }
    attributes a = {.tied = BOOK_NONE};
    for (size_t i = 3; i < n && i < PARTS; i++) read_attribute(r, parts[i], &a);
    size_t m = source_split(parts[0], '=', forms, PARTS);
    uint32_t home = b->codes[r->code].kind == ACTOR_STATE ? r->code : BOOK_NONE;
    char *bracket = strchr(forms[0], '(');
    if (bracket) { /* "Jens Stoltenberg (NOR)" */
        char *end = strchr(bracket, ')');
        if (!end || end[1]) source_problem(r->s, bracket, "after a name only a country in brackets, such as (NOR)");
        if (end) *end = 0;
        *bracket = 0;
        home = find_code(r, trim(bracket + 1));
        forms[0] = trim(forms[0]);
    }
    uint32_t person = find_person(r, home, forms[0], &a);
    if (person == BOOK_NONE || b->failed) return;
    for (size_t i = 1; i < m && i < PARTS; i++) {
        dl_fold f = {0};
        if (!*forms[i] || !fold_add(&f, forms[i], strlen(forms[i]))) {
            source_problem(r->s, forms[i], "an empty spelling, or one too long");
            continue;
        }
        uint32_t *slot = named(b, &b->names->persons, home == BOOK_NONE ? text_of("") : b->codes[home].code, f.key, f.bytes);
        if (slot && *slot == BOOK_NONE) {
            *slot = person;
            add_spelling(r, person, forms[i], ACTOR_NAME, a.shared, BOOK_NONE);
        }
    }
    if (a.short_name) add_spelling(r, person, a.short_name, ACTOR_NOMINAL, a.shared, BOOK_NONE);
    const book_item *office = &b->items[r->office];
    book_tenure t = {.item = person, .office = r->office, .code = r->code, .sector = a.sector ? a.sector : office->sector,
                     .also = a.sector ? a.also : office->also, .flags = (uint8_t)(a.flags & ACTOR_ACTING), .shared = a.shared};
    if (n < 2) source_problem(r->s, line, "a holder needs a date: \"- NAME | FROM | TO\", each may be ?");
    if (!read_date(r, n > 1 ? parts[1] : "", false, t.from) || !read_date(r, n > 2 ? parts[2] : "", true, t.to)) return;
    if (t.from[0] != INT32_MIN && t.to[1] < t.from[0]) source_problem(r->s, parts[2], "ends before it begins");
    add_tenure(r, t);
}

static void read_members(reader *r, char *codes) {
    char *values[VALUES];
    size_t n = source_split(codes, ' ', values, VALUES);
    for (size_t i = 0; i < n && i < VALUES; i++) {
        if (!*values[i]) continue;
        uint32_t member = find_code(r, values[i]);
        actors_book *b = r->b;
        if (member == BOOK_NONE) continue;
        b->codes[member].mentioned = true;
        b->members = book_more(b, b->members, b->n_members, sizeof *b->members);
        if (b->failed) return;
        b->members[b->n_members].bloc = r->code;
        b->members[b->n_members].member = member;
        b->members[b->n_members++].place = here(r, values[i]);
    }
}

static void read_name(reader *r, char *names, enum actor_form form, const char *field, attributes *a) {
    actors_book *b = r->b;
    char *values[VALUES];
    size_t n = source_split(names, ';', values, VALUES);
    for (size_t i = 0; i < n && i < VALUES; i++) {
        char *forms[PARTS];
        size_t m = source_split(values[i], '=', forms, PARTS);
        for (size_t j = 0; j < m && j < PARTS; j++) {
            if (!*forms[j]) {
                source_problem(r->s, forms[j], "an empty name");
                continue;
            }
            if (!strcmp(field, "name") && i == 0 && j == 0 && (!b->items[r->item].name.n || !b->items[r->item].place.s)) {
                b->items[r->item].name = text_of(strncmp(forms[j], "the ", 4) ? forms[j] : forms[j] + 4);
                b->items[r->item].place = here(r, forms[j]);
            }
            uint32_t tenure = BOOK_NONE;
            if (a->spans)
                tenure = add_tenure(r, (book_tenure){.item = BOOK_NONE, .office = BOOK_NONE, .code = r->code, .shared = true,
                                                     .from = {a->from[0], a->from[1]}, .to = {a->to[0], a->to[1]}});
            if (form == ACTOR_PEOPLE) add_noun(r, r->item, forms[j], form, a->shared);
            else add_spelling(r, r->item, forms[j], form, a->shared, tenure);
        }
    }
}

static void read_field(reader *r, char *field, char *names, attributes *a) {
    actors_book *b = r->b;
    for (size_t i = 0; i < sizeof NAME_FIELDS / sizeof *NAME_FIELDS; i++)
        if (!strcmp(field, NAME_FIELDS[i].name)) {
            read_name(r, names, NAME_FIELDS[i].form, field, a);
            return;
        }
    for (size_t i = 0; i < sizeof PART_FIELDS / sizeof *PART_FIELDS; i++)
        if (!strcmp(field, PART_FIELDS[i].name)) {
            uint8_t sector = PART_FIELDS[i].sector ? find_sector(b, PART_FIELDS[i].sector, false) : b->items[r->item].sector;
            read_items(r, names, PART_FIELDS[i].kind, r->code, sector, a, false);
            return;
        }
    if (!strcmp(field, "office")) read_office(r, names, a);
    else if (!strcmp(field, "members")) read_members(r, names);
    else if (!strcmp(field, "sector")) {
        char *values[4];
        size_t n = source_split(names, ' ', values, 4);
        for (size_t i = 0; i < n && i < 4; i++) read_attribute(r, values[i], a);
        b->items[r->item].sector = a->sector;
        if (a->also) b->items[r->item].also = a->also;
    } else if (!strcmp(field, "tied")) b->items[r->item].tied = find_code(r, names);
    else if (!strcmp(field, "country") || !strcmp(field, "of") || !strcmp(field, "class")) {
        uint32_t domain = strcmp(field, "class") ? find_code(r, names) : BOOK_NONE;
        if (domain != BOOK_NONE) b->codes[r->code].domain = b->codes[domain].code, b->codes[domain].mentioned = true;
        else if (!strcmp(field, "class") && find_sector(b, names, true)) b->codes[r->code].domain = text_of(names);
        else if (!strcmp(field, "class")) source_problem(r->s, names, "%s is no class; data/actors/codes.txt lists them", names);
    } else if (!strcmp(field, "names")) {
        if (!strcmp(names, "family-first")) b->codes[r->code].order = 'f';
        else if (!strcmp(names, "given")) b->codes[r->code].order = 'g';
        else source_problem(r->s, names, "\"names\" is family-first or given");
    } else source_problem(r->s, field, "no field \"%s\" here; data/actors/README.md lists the fields", field);
}

static void read_heading(reader *r, char *heading) {
    actors_book *b = r->b;
    r->in = IN_BROKEN;
    r->office = BOOK_NONE;
    char *rest = strchr(heading, ' ');
    if (rest) *rest++ = 0, rest = trim(rest);
    if (!rest && !strcmp(heading, "sectors")) r->in = IN_SECTORS;
    else if (!rest && !strcmp(heading, "classes")) r->in = IN_DOMAINS;
    else if (!rest && !strcmp(heading, "titles")) r->in = IN_TITLES;
    else if (!rest && !strcmp(heading, "ties")) r->in = IN_TIES;
    else if (rest && !strcmp(heading, "agents")) {
        if (!strcmp(rest, "any")) r->sector = 0, r->in = IN_AGENTS;
        else if ((r->sector = find_sector(b, rest, false))) r->in = IN_AGENTS;
        else source_problem(r->s, rest, "%s is no sector; data/actors/codes.txt lists them", rest);
    } else {
        for (size_t i = 0; rest && i < sizeof BLOCKS / sizeof *BLOCKS; i++) {
            if (strcmp(heading, BLOCKS[i].name)) continue;
            r->code = find_code(r, rest);
            if (r->code == BOOK_NONE || b->failed) return;
            book_code *code = &b->codes[r->code];
            if (code->item == BOOK_NONE) {
                attributes none = {.tied = BOOK_NONE};
                if (BLOCKS[i].sector) none.sector = find_sector(b, BLOCKS[i].sector, false);
                uint32_t item = add_item(r, BLOCKS[i].kind, (char[]){""}, r->code, &none);
                if (b->failed) return;
                b->items[item].name = (book_text){0};
                b->items[item].place = here(r, rest);
                code = &b->codes[r->code];
                code->item = item;
                code->kind = BLOCKS[i].kind;
                code->place = here(r, rest);
                if (!strcmp(heading, "country")) code->domain = code->code;
            } else if (code->kind != BLOCKS[i].kind)
                source_problem(r->s, rest, "%s is something else at %s; give each code one kind", rest,
                               source_place(r->s, code->place.s, code->place.at));
            r->item = code->item;
            r->in = IN_BLOCK;
            return;
        }
        if (r->in == IN_BROKEN)
            source_problem(r->s, heading, "[%s%s%s] is no heading; see data/actors/README.md", heading, rest ? " " : "", rest ? rest : "");
    }
}

static void read_code_line(reader *r, char *name, bool domain) {
    actors_book *b = r->b;
    if (strlen(name) != 3 || strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
        source_problem(r->s, name, "a sector or class is three capitals");
    else if (find_sector(b, name, domain)) {
        if (!b->over) source_problem(r->s, name, "%s stands here twice", name);
    }
    else if (b->n_sectors == sizeof b->sectors / sizeof *b->sectors) source_problem(r->s, name, "too many sectors");
    else {
        memcpy(b->sectors[b->n_sectors].code, name, 4);
        b->sectors[b->n_sectors++].domain = domain;
    }
}

static void read_agents(reader *r, char *field, char *names, attributes *a) {
    static const struct { const char *name; enum actor_kind kind; } NOUNS[] = {
        {"role", ACTOR_ROLE}, {"corps", ACTOR_CORPS}, {"thing", ACTOR_THING}};
    for (size_t i = 0; i < 3; i++)
        if (!strcmp(field, NOUNS[i].name)) {
            read_items(r, names, NOUNS[i].kind, BOOK_NONE, r->sector, a, true);
            return;
        }
    source_problem(r->s, field, "no field \"%s\" among agents; they are role, corps and thing", field);
}

static void read_line(reader *r, char *line) {
    if (r->in == IN_BROKEN) return; /* its heading was reported */
    if (r->in == IN_NOTHING) {
        source_problem(r->s, line, "a line before any heading; begin with one such as [country UKR]");
        r->in = IN_BROKEN;
        return;
    }
    if (line[0] == '-' && line[1] == ' ') {
        read_holder(r, trim(line + 2));
        return;
    }
    char *colon = strchr(line, ':');
    if (!colon) {
        source_problem(r->s, line, "expected \"field: names\" or \"- holder | from | to\"");
        return;
    }
    *colon = 0;
    char *field = trim(line), *parts[PARTS];
    if (r->in == IN_SECTORS || r->in == IN_DOMAINS) {
        read_code_line(r, field, r->in == IN_DOMAINS);
        return;
    }
    size_t n = source_split(trim(colon + 1), '|', parts, PARTS);
    attributes a = {.tied = BOOK_NONE};
    for (size_t i = 1; i < n && i < PARTS; i++) read_attribute(r, parts[i], &a);
    if (r->in == IN_TITLES) read_title(r, field, parts[0], &a);
    else if (r->in == IN_TIES) {
        static const char *const ties[] = {"", "backer", "from", "pro", "anti", "former", "elsewhere", "owner", "place", "service", "deed"};
        for (size_t i = 1; i < ACTORS_TIES; i++)
            if (!strcmp(field, ties[i])) a.rank = (uint8_t)i;
        if (a.rank) read_items(r, parts[0], ACTOR_TIE, BOOK_NONE, 0, &a, false);
        else source_problem(r->s, field, "no field \"%s\" among ties", field);
    } else if (!*parts[0]) source_problem(r->s, colon, "nothing after \"%s:\"", field);
    else if (r->in == IN_AGENTS) read_agents(r, field, parts[0], &a);
    else read_field(r, field, parts[0], &a);
}

/* codes.txt, titles.txt and agents.txt are read before those that use them. */
static int before(const void *a, const void *b) {
    static const char *const first[] = {"/codes.txt", "/titles.txt"};
    const source *const *x = a, *const *y = b;
    int rank[2];
    for (int k = 0; k < 2; k++) {
        const char *slash = strrchr((k ? *y : *x)->path, '/');
        rank[k] = 2;
        for (int i = 0; i < 2; i++)
            if (slash && !strcmp(slash, first[i])) rank[k] = i;
    }
    return rank[0] != rank[1] ? rank[0] - rank[1] : strcmp((*x)->path, (*y)->path);
}

bool actors_book_index(actors_book *b) {
    if (!b->names) b->names = calloc(1, sizeof *b->names);
    if (!b->names) return b->failed = true, false;
    for (size_t i = 0; i < b->n_spellings; i++) {
        const book_spelling *p = &b->spellings[i];
        const book_item *item = &b->items[p->item];
        if (item->kind != ACTOR_PERSON || p->form != ACTOR_NAME) continue;
        book_text home = item->code == BOOK_NONE ? text_of("") : b->codes[item->code].code;
        uint32_t *slot = named(b, &b->names->persons, home, p->fold.key, p->fold.bytes);
        if (slot && *slot == BOOK_NONE) *slot = p->item;
    }
    for (uint32_t i = 0; i < b->n_items && !b->failed; i++) {
        const book_item *p = &b->items[i];
        uint32_t *slot = NULL;
        if (p->kind == ACTOR_TITLE) slot = named(b, &b->names->titles, text_of(""), p->name.s, p->name.n);
        else if (p->kind == ACTOR_OFFICE && p->flags & ACTOR_ONE) {
            const book_text title = b->items[p->title].name;
            slot = named(b, &b->names->offices, b->codes[p->code].code, title.s, title.n);
        }
        if (slot && *slot == BOOK_NONE) *slot = i;
    }
    return !b->failed;
}

bool actors_book_read(actors_book *b, source *files, size_t n) {
    source **order = calloc(n ? n : 1, sizeof *order);
    if (!b->names) b->names = calloc(1, sizeof *b->names);
    if (!order || !b->names) return free(order), b->failed = true, false;
    if (!b->n_sectors) b->n_sectors = 1;
    for (size_t i = 0; i < n; i++) order[i] = &files[i];
    qsort(order, n, sizeof *order, before);
    for (size_t i = 0; i < n && !b->failed; i++) {
        reader r = {.b = b, .s = order[i], .office = BOOK_NONE};
        size_t bytes;
        while (!b->failed && (r.line = source_line(order[i], &bytes))) {
            char *heading = source_heading(order[i], r.line);
            if (heading) read_heading(&r, heading);
            else if (*r.line != '[') read_line(&r, r.line);
        }
    }
    free(order);
    return !b->failed;
}

void actors_book_free(actors_book *b) {
    for (size_t i = 0; b->names && i < 3; i++) {
        dl_bytes scrap = {0};
        table_finish((table_builder *[]){&b->names->persons, &b->names->titles, &b->names->offices}[i], &scrap);
        bytes_free(&scrap);
    }
    arena_free(&b->arena);
    free(b->names);
    free(b->shorts);
    free(b->codes);
    free(b->items);
    free(b->spellings);
    free(b->tenures);
    free(b->members);
    *b = (actors_book){0};
}
