/* places.c - compiles data/places/: countries, divisions, counties, towns, regions, other spellings and words about
 * places into the gazetteer of entities/places_format.h. Each line is "a | b | c"; a file that lists many places
 * ends in "end COUNT", so that one that was cut short is noticed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "entities/places_format.h"
#include "knowledge/knowledge.h"

enum { FIELDS = 10 };

typedef struct mention {
    uint32_t key, item; /* item with NAME_... bits */
} mention;

typedef struct builder {
    knowledge *k;
    dl_bytes items, texts, countries, divisions, mentions;
    table_builder keys, country_codes, division_codes, ids, words, headings;
    uint32_t country, division; /* of the lines below the last "=" */
    int kind;
    uint32_t count; /* entries since the heading */
    bool ended;
} builder;

typedef struct form {
    const char *heading;
    void (*header)(builder *, source *, char *line);
    void (*entry)(builder *, source *, char *line);
    bool counted; /* must end in "end COUNT" */
} form;

static const char *const KINDS[] = {
#define X(id, name) name,
    DL_PLACE_LIST(X)
#undef X
};

static place_item *item_at(builder *b, uint32_t i) { return (place_item *)(void *)b->items.at + i; }
static uint32_t items(const builder *b) { return (uint32_t)(b->items.size / sizeof(place_item)); }

/* ---- fields ------------------------------------------------------------------------------------------------------ */

static double number(source *s, char *field, double low, double high, const char *what) {
    char *end = field;
    double v = strtod(field, &end);
    if (end == field || *end || !(v >= low && v <= high)) {
        source_problem(s, field, "'%s' is no %s from %g to %g; correct it", field, what, low, high);
        return 0;
    }
    return v;
}

static uint32_t find_country(builder *b, source *s, char *code) {
    if (!strcmp(code, "-") || !*code) return 0;
    uint32_t *at = table_add(&b->country_codes, code, strlen(code));
    if (!at) return 0;
    if (*at == TABLE_NONE) {
        source_problem(s, code, "no country '%s' in the list [countries]; add it or correct the code", code);
        *at = 0;
    }
    return *at;
}

/* A division that no list names is made on the spot: towns are sorted by it all the same. */
static uint32_t find_division(builder *b, uint32_t country, const char *code, bool *fresh) {
    char key[32];
    place_division d = {.country = (uint16_t)country, .item = UINT32_MAX};
    *fresh = false;
    if (strlen(code) >= sizeof d.code || !strcmp(code, "-")) return 0;
    snprintf(key, sizeof key, "%u.%s", country, code);
    uint32_t *at = table_add(&b->division_codes, key, strlen(key));
    if (!at) return 0;
    if (*at == TABLE_NONE) {
        memcpy(d.code, code, strlen(code));
        *at = (uint32_t)(bytes_add(&b->divisions, &d, sizeof d) / sizeof d);
        *fresh = true;
    }
    return *at;
}

static uint32_t add_item(builder *b, source *s, char *name, char *id, char *lat, char *lon) {
    if (!*name) source_problem(s, name, "a place without a name; name it or delete the line");
    place_item p = {.name = (uint32_t)bytes_add(&b->texts, name, strlen(name) + 1),
                    .geonames = (uint32_t)number(s, id, 0, 4e9, "GeoNames id"),
                    .lat = (int32_t)lround(number(s, lat, -90, 90, "latitude") * 1e4),
                    .lon = (int32_t)lround(number(s, lon, -180, 180, "longitude") * 1e4),
                    .country = (uint16_t)b->country, .division = (uint16_t)b->division, .kind = (uint8_t)b->kind};
    uint32_t at = items(b);
    bytes_add(&b->items, &p, sizeof p);
    if (p.geonames) {
        uint32_t *seen = table_add(&b->ids, id, strlen(id));
        if (seen && *seen != TABLE_NONE && b->kind < DL_PLACE_REGION)
            source_problem(s, id, "GeoNames id %s is listed twice; delete one", id);
        if (seen && *seen == TABLE_NONE) *seen = at;
    }
    return at;
}

/* "U.S.", "UK", "Fla.", "D.C.": short forms that would match ordinary words if their case did not count. */
static uint32_t short_bits(const char *name, const dl_fold *f) {
    size_t n = strlen(name);
    bool dots = n && name[n - 1] == '.' && !strchr(name, ' ') && f->letters <= 6;
    uint64_t all = f->letters >= 64 ? UINT64_MAX : ((uint64_t)1 << f->letters) - 1;
    bool capitals = f->letters <= 5 && f->letters > 1 && f->capitals == all;
    return (capitals || dots ? NAME_SHORT : 0) | (dots ? NAME_DOTTED : 0);
}

/* "Mount Juliet" is also "Mt. Juliet", and "St. Louis" "Saint Louis". */
static bool respell(const char *name, char *out, size_t size) {
    static const char *const PAIRS[][2] = {{"Saint ", "St "},  {"St. ", "Saint "}, {"St ", "Saint "}, {"Mount ", "Mt "},
                                           {"Mt. ", "Mount "}, {"Fort ", "Ft "},   {"Ft. ", "Fort "}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        const char *at = strstr(name, PAIRS[i][0]);
        if (!at || (at > name && at[-1] != ' ')) continue;
        int n = snprintf(out, size, "%.*s%s%s", (int)(at - name), name, PAIRS[i][1], at + strlen(PAIRS[i][0]));
        return n > 0 && (size_t)n < size;
    }
    return false;
}

static void add_name(builder *b, source *s, uint32_t item, char *name, uint32_t bits) {
    dl_fold f = {0};
    if (!strncmp(name, "the ", 4)) name += 4;
    if (!fold_add(&f, name, strlen(name)) || !f.bytes) {
        source_problem(s, name, "'%s' has no letters or too many; correct or delete it", name);
        return;
    }
    mention m = {table_intern(&b->keys, f.key, f.bytes), item | bits | short_bits(name, &f)};
    bytes_add(&b->mentions, &m, sizeof m);
    char other[256];
    f = (dl_fold){0};
    if (!respell(name, other, sizeof other) || !fold_add(&f, other, strlen(other))) return;
    m.key = table_intern(&b->keys, f.key, f.bytes);
    bytes_add(&b->mentions, &m, sizeof m);
}

static void add_names(builder *b, source *s, uint32_t item, char *names, uint32_t bits) {
    while (names && *names) {
        char *next = strchr(names, ';');
        if (next) *next++ = 0;
        while (*names == ' ') names++;
        for (size_t n = strlen(names); n && names[n - 1] == ' ';) names[--n] = 0;
        if (*names) add_name(b, s, item, names, bits);
        names = next;
    }
}

/* Cuts a line; fields that are left out at the end are empty. False when there are too few or too many. */
static bool cut(source *s, char *line, char **f, size_t least, size_t most) {
    static char empty[1];
    size_t n = source_split(line, '|', f, FIELDS);
    if (n < least || n > most) {
        source_problem(s, line, "%zu columns where %zu to %zu are due; see the head of the file", n, least, most);
        return false;
    }
    for (size_t i = n; i < FIELDS; i++) f[i] = empty;
    return true;
}

/* ---- the lists --------------------------------------------------------------------------------------------------- */

static void country_entry(builder *b, source *s, char *line) {
    char *f[FIELDS];
    if (!cut(s, line, f, 7, 9)) return;
    place_country c = {0};
    if (strlen(f[0]) != 3 || strlen(f[1]) != 2) {
        source_problem(s, line, "'%s' and '%s' are no three- and two-letter codes of a country", f[0], f[1]);
        return;
    }
    uint32_t *at = table_add(&b->country_codes, f[0], 3);
    if (!at) return;
    if (*at != TABLE_NONE) {
        source_problem(s, line, "country %s is listed twice; delete one", f[0]);
        return;
    }
    memcpy(c.code, f[0], 3);
    memcpy(c.code2, f[1], 2);
    c.item = items(b);
    *at = b->country = (uint32_t)(bytes_add(&b->countries, &c, sizeof c) / sizeof c);
    b->division = 0;
    b->kind = DL_PLACE_COUNTRY;
    uint32_t item = add_item(b, s, f[2], f[3], f[4], f[5]);
    if (b->items.failed) return;
    item_at(b, item)->population = (uint32_t)number(s, f[6], 0, 4e9, "population");
    add_name(b, s, item, f[2], 0);
    add_names(b, s, item, f[7], NAME_OTHER);
    add_names(b, s, item, f[8], NAME_OTHER | NAME_ADJECTIVE);
}

static void division_header(builder *b, source *s, char *line) { b->country = find_country(b, s, line); }

static void division_entry(builder *b, source *s, char *line) {
    char *f[FIELDS];
    bool fresh;
    if (!cut(s, line, f, 6, 7)) return;
    b->division = find_division(b, b->country, f[0], &fresh);
    if (!fresh) source_problem(s, line, "division %s is listed twice, or its code is longer than 9 letters", f[0]);
    b->kind = DL_PLACE_DIVISION;
    uint32_t item = add_item(b, s, f[1], f[2], f[3], f[4]);
    if (b->items.failed || b->divisions.failed) return;
    ((place_division *)(void *)b->divisions.at)[b->division].item = item;
    item_at(b, item)->population = (uint32_t)number(s, f[5], 0, 4e9, "population");
    add_name(b, s, item, f[1], 0);
    add_names(b, s, item, f[6], NAME_OTHER);
}

static void town_header(builder *b, source *s, char *line) {
    bool fresh;
    char *code = strchr(line, ' ');
    if (code) *code++ = 0;
    b->country = find_country(b, s, line);
    b->division = code ? find_division(b, b->country, code, &fresh) : 0;
}

static void county_entry(builder *b, source *s, char *line) {
    char *f[FIELDS], zero[] = "0";
    if (!cut(s, line, f, 4, 5)) return;
    b->kind = DL_PLACE_COUNTY;
    uint32_t item = add_item(b, s, f[0], zero, f[1], f[2]);
    if (b->items.failed) return;
    item_at(b, item)->population = (uint32_t)number(s, f[3], 0, 4e9, "population");
    add_name(b, s, item, f[0], 0);
    add_names(b, s, item, f[4], NAME_OTHER);
}

static void town_entry(builder *b, source *s, char *line) {
    char *f[FIELDS];
    if (!cut(s, line, f, 5, 7)) return;
    b->kind = DL_PLACE_TOWN;
    uint32_t item = add_item(b, s, f[0], f[1], f[2], f[3]);
    if (b->items.failed) return;
    place_item *p = item_at(b, item);
    p->population = (uint32_t)number(s, f[4], 0, 4e9, "population");
    switch (f[5][0]) {
    case 0: case 'a': break;
    case 'C': p->seat = 2; break;
    case 'A': p->seat = 1; break;
    case 'x': p->flags = PLACE_SECTION; break;
    case 'h': p->flags = PLACE_HISTORIC; break;
    default: source_problem(s, f[5], "'%s' is no kind of town; write C, A, a, x, h or nothing", f[5]);
    }
    add_name(b, s, item, f[0], 0);
    add_names(b, s, item, f[6], NAME_OTHER);
}

static void region_header(builder *b, source *s, char *line) {
    b->kind = -1;
    for (int i = 0; i < DL_PLACE_KINDS; i++)
        if (!strcmp(KINDS[i], line)) b->kind = i;
    if (b->kind < 0) source_problem(s, line, "'%s' is no kind of place; see DL_PLACE_LIST in dateline.h", line);
}

static void region_entry(builder *b, source *s, char *line) {
    char *f[FIELDS];
    if (b->kind < 0 || !cut(s, line, f, 5, 7)) return;
    b->country = find_country(b, s, f[4]);
    b->division = 0;
    uint32_t item = add_item(b, s, f[0], f[1], f[2], f[3]);
    add_name(b, s, item, f[0], 0);
    add_names(b, s, item, f[5], NAME_OTHER);
    add_names(b, s, item, f[6], NAME_OTHER | NAME_ADJECTIVE);
}

/* "703448 | Kiev" or "USA FL | Fla.; FL | Floridian": names for a place that another list has. */
static void spelling_entry(builder *b, source *s, char *line) {
    char *f[FIELDS];
    uint32_t item = UINT32_MAX;
    if (!cut(s, line, f, 2, 3)) return;
    if (*f[0] >= '0' && *f[0] <= '9') {
        uint32_t *at = table_add(&b->ids, f[0], strlen(f[0]));
        if (at) item = *at;
    } else {
        bool fresh;
        char *code = strchr(f[0], ' ');
        if (code) *code++ = 0;
        uint32_t country = find_country(b, s, f[0]), d = code ? find_division(b, country, code, &fresh) : 0;
        if (code && !b->divisions.failed) item = ((place_division *)(void *)b->divisions.at)[d].item;
        if (!code && country && !b->countries.failed) item = ((place_country *)(void *)b->countries.at)[country].item;
    }
    if (item >= items(b)) {
        source_problem(s, line, "no list has the place '%s'; correct or delete it", f[0]);
        return;
    }
    add_names(b, s, item, f[1], NAME_OTHER);
    add_names(b, s, item, f[2], NAME_OTHER | NAME_ADJECTIVE);
}

static void no_header(builder *b, source *s, char *line) {
    (void)b;
    source_problem(s, line, "a line '=' does not belong under this heading; delete it");
}

/* In this order: what refers to codes comes after what defines them, whatever the files are called. */
static const form FORMS[] = {
    {"countries", no_header, country_entry, true},     {"divisions", division_header, division_entry, true},
    {"counties", town_header, county_entry, true},     {"cities", town_header, town_entry, true},
    {"regions", region_header, region_entry, false},   {"spellings", no_header, spelling_entry, false},
};
static const char *const WORDS[] = {
#define X(id, heading) heading,
    PLACE_WORDS(X)
#undef X
};

/* ---- files ------------------------------------------------------------------------------------------------------- */

static int find_heading(const char *heading) {
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
        if (!strcmp(FORMS[i].heading, heading)) return (int)i;
    return -1;
}

static int find_words(const char *heading) {
    for (int i = 0; i < PLACE_WORD_COUNT; i++)
        if (!strcmp(WORDS[i], heading)) return i;
    return -1;
}

static void words_line(builder *b, source *s, int list, char *line) {
    for (char *w = strtok(line, " \t"); w; w = strtok(NULL, " \t")) {
        dl_fold f = {0};
        if (!fold_add(&f, w, strlen(w)) || !f.bytes) {
            source_problem(s, w, "'%s' has no letters; correct or delete it", w);
            continue;
        }
        uint32_t *at = table_add(&b->words, f.key, f.bytes);
        if (!at) return;
        if (*at == TABLE_NONE) *at = 0;
        if (*at >> list & 1) source_problem(s, w, "'%s' stands twice under [%s]; delete one", w, WORDS[list]);
        *at |= 1u << list;
    }
}

static void check_end(builder *b, source *s, const form *f) {
    if (f && f->counted && !b->ended)
        source_problem(s, NULL, "the list [%s] is cut short: it does not end in \"end %u\"; restore the file",
                       f->heading, b->count);
}

/* Reads what stands under the heading of FORMS[which] in one file; with -1 the lists of words. */
static void read_file(builder *b, source *s, int which) {
    const form *f = NULL;
    int words = -1;
    char *line;
    source_rewind(s);
    while ((line = source_line(s, NULL))) {
        char *heading = *line == '[' ? source_heading(s, line) : NULL;
        if (heading) {
            check_end(b, s, f);
            int found = find_heading(heading);
            words = find_words(heading);
            if (which < 0 && found < 0 && words < 0)
                source_problem(s, line, "no list is called [%s]; see src/knowledge/places.c", heading);
            if (which >= 0) words = -1;
            f = which >= 0 && found == which ? &FORMS[found] : NULL;
            b->count = 0;
            b->ended = false;
            b->country = b->division = 0;
        } else if (words >= 0) {
            words_line(b, s, words, line);
        } else if (f) {
            if (b->ended) {
                source_problem(s, line, "a line after \"end\"; move it above");
            } else if (!strncmp(line, "end ", 4)) {
                b->ended = true;
                if (f->counted && strtoul(line + 4, NULL, 10) != b->count)
                    source_problem(s, line,
                                   "the list has %u entries but its end says %s; a part is missing or was added",
                                   b->count, line + 4);
            } else if (line[0] == '=') {
                for (line++; *line == ' '; line++) {}
                f->header(b, s, line);
            } else {
                b->count++;
                f->entry(b, s, line);
            }
        }
    }
    check_end(b, s, f);
}

/* ---- sections ---------------------------------------------------------------------------------------------------- */

static const place_item *sort_items; /* for compare(), which gets no context */

/* How likely a place is meant, other things being equal. */
static double weight(const place_item *p) {
    static const double KIND[DL_PLACE_KINDS] = {
        [DL_PLACE_COUNTRY] = 30,  [DL_PLACE_CONTINENT] = 30, [DL_PLACE_DIVISION] = 14, [DL_PLACE_REGION] = 16,
        [DL_PLACE_LAND] = 18,     [DL_PLACE_SEA] = 18,       [DL_PLACE_RIVER] = 13,    [DL_PLACE_LAKE] = 12,
        [DL_PLACE_STRAIT] = 14,   [DL_PLACE_ISLAND] = 13,    [DL_PLACE_MOUNTAIN] = 12, [DL_PLACE_DESERT] = 13,
        [DL_PLACE_LANDMARK] = 14, [DL_PLACE_AIRPORT] = 12,   [DL_PLACE_BASE] = 12};
    return KIND[p->kind] + log2(p->population + 1.0) + p->seat - 2.0 * p->flags;
}

static int compare(const void *x, const void *y) {
    const mention *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    double u = weight(&sort_items[a->item & ~NAME_FLAGS]), v = weight(&sort_items[b->item & ~NAME_FLAGS]);
    if (u != v) return u > v ? -1 : 1;
    return a->item < b->item ? -1 : a->item > b->item;
}

static void finish(builder *b) {
    dl_bytes starts = {0}, lists = {0}, keys = {0}, words = {0}, none = {0};
    mention *m = (mention *)(void *)b->mentions.at;
    size_t n = b->mentions.failed || b->items.failed ? 0 : b->mentions.size / sizeof *m, k = 0;
    uint32_t n_keys = b->keys.n;
    sort_items = (place_item *)(void *)b->items.at;
    if (n) qsort(m, n, sizeof *m, compare);
    for (uint32_t key = 0; key <= n_keys; key++) {
        uint32_t at = (uint32_t)(lists.size / sizeof at), from = at;
        bytes_add(&starts, &at, sizeof at);
        for (; k < n && m[k].key == key; k++) {
            bool again = false; /* one place may have a name from two lists */
            for (uint32_t i = from; i < lists.size / sizeof i && !lists.failed; i++) {
                uint32_t *had = (uint32_t *)(void *)lists.at + i;
                if ((*had & ~NAME_FLAGS) != (m[k].item & ~NAME_FLAGS)) continue;
                /* the more lenient of the two */
                *had = (*had & (m[k].item | ~(NAME_SHORT | NAME_OTHER | NAME_ADJECTIVE))) | (m[k].item & NAME_DOTTED);
                again = true;
            }
            if (!again) bytes_add(&lists, &m[k].item, sizeof m[k].item);
        }
    }
    keys.failed |= !table_finish(&b->keys, &keys);
    words.failed |= !table_finish(&b->words, &words);
    knowledge_section(b->k, PLACES_ITEMS, &b->items);
    knowledge_section(b->k, PLACES_TEXTS, &b->texts);
    knowledge_section(b->k, PLACES_KEYS, &keys);
    knowledge_section(b->k, PLACES_STARTS, &starts);
    knowledge_section(b->k, PLACES_LISTS, &lists);
    knowledge_section(b->k, PLACES_COUNTRIES, &b->countries);
    knowledge_section(b->k, PLACES_DIVISIONS, &b->divisions);
    knowledge_section(b->k, PLACES_WORDS, &words);
    table_builder *others[] = {&b->country_codes, &b->division_codes, &b->ids};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        table_finish(others[i], &none);
        bytes_free(&none);
        none = (dl_bytes){0};
    }
    bytes_free(&b->mentions);
}

void knowledge_places(knowledge *k, source *files, size_t n) {
    builder b = {.k = k};
    place_country no_country = {.item = UINT32_MAX};
    place_division no_division = {.item = UINT32_MAX};
    bytes_add(&b.countries, &no_country, sizeof no_country);
    bytes_add(&b.divisions, &no_division, sizeof no_division);
    bytes_add(&b.texts, "", 1);
    for (int which = 0; which < (int)(sizeof FORMS / sizeof *FORMS); which++)
        for (size_t i = 0; i < n; i++) read_file(&b, &files[i], which);
    for (size_t i = 0; i < n; i++) read_file(&b, &files[i], -1);
    finish(&b);
}
