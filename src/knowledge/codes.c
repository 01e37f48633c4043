/* codes.c - compiles data/codes/: what other people's formats call the countries, actors and sectors of the record. A line is
 * "KEY = OTHER | field | field"; it is looked up by its heading and key. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "entities/places_format.h"
#include "knowledge/knowledge.h"
#include "output/codes.h"

enum { SPELLINGS = 4 };

typedef struct form {
    const char *heading;
    size_t fields;                   /* besides the key */
    size_t shortest, longest;        /* letters of a key */
} form;

/* In the order of enum codes_list. */
static const form FORMS[CODES_LISTS] = {{"countries", CODES_COUNTRY_FIELDS, 3, 3}, {"actors", CODES_ACTOR_FIELDS, 2, 15},
                                        {"sectors", CODES_SECTOR_FIELDS, 3, 3}};

typedef struct builder {
    table_builder keys, taken; /* taken: values that stand for one thing only */
    dl_bytes fields;
    size_t counts[CODES_LISTS];
} builder;

static bool is_code(const char *s) {
    for (; *s; s++)
        if (!isupper((unsigned char)*s) && !isdigit((unsigned char)*s) && *s != '-') return false;
    return true;
}

/* FIPS codes are two letters, those of the Correlates of War numbers below 1000, CAMEO's come by threes. */
static void check_field(source *s, int list, size_t field, const char *value) {
    size_t n = strlen(value);
    if (!n) return;
    if (!is_code(value)) source_problem(s, value, "'%s' is no code; write capitals and digits", value);
    else if (list == CODES_COUNTRY && field == CODES_FIPS && n != 2)
        source_problem(s, value, "'%s' is no FIPS code; it has two letters", value);
    else if (list == CODES_COUNTRY && field == CODES_COW && (strspn(value, "0123456789") != n || atoi(value) < 2 || atoi(value) > 999))
        source_problem(s, value, "'%s' is no number of a state; it is from 2 to 999", value);
    else if (!(list == CODES_COUNTRY && field <= CODES_COW) && n % 3)
        source_problem(s, value, "'%s' is no CAMEO code; it has three letters, or a multiple", value);
    else if (n > 15) source_problem(s, value, "'%s' is longer than 15 letters; shorten it", value);
}

static void add(builder *b, source *s, int list, char *line) {
    const form *f = &FORMS[list];
    char *fields[1 + CODES_FIELDS_MAX + 1], *keys[SPELLINGS + 1], name[64];
    size_t n = source_split(line, '|', fields, 1 + CODES_FIELDS_MAX + 1);
    if (n > 1 + f->fields) {
        source_problem(s, line, "%zu fields where [%s] has at most %zu; delete some", n, f->heading, 1 + f->fields);
        return;
    }
    size_t at = bytes_add(&b->fields, NULL, 0);
    for (size_t i = 0; i < f->fields; i++) {
        const char *value = i + 1 < n ? fields[i + 1] : "";
        check_field(s, list, i, value);
        if (list == CODES_COUNTRY && i <= CODES_COW && *value) {
            snprintf(name, sizeof name, "%zu %.40s", i, value);
            uint32_t *was = table_add(&b->taken, name, strlen(name));
            if (was && *was != TABLE_NONE) source_problem(s, value, "'%s' is another country's too; correct one", value);
            if (was) *was = 0;
        }
        bytes_add(&b->fields, value, strlen(value) + 1);
    }
    size_t spellings = source_split(fields[0], '=', keys, SPELLINGS + 1);
    for (size_t i = 0; i < spellings && i < SPELLINGS; i++) {
        size_t letters = strlen(keys[i]);
        if (letters < f->shortest || letters > f->longest || !is_code(keys[i])) {
            source_problem(s, keys[i], "'%.40s' is no code of [%s]; write %zu to %zu capitals", keys[i], f->heading, f->shortest, f->longest);
            continue;
        }
        snprintf(name, sizeof name, "%c%s", codes_prefix(list), keys[i]);
        uint32_t *value = table_add(&b->keys, name, strlen(name));
        if (value && *value != TABLE_NONE) source_problem(s, keys[i], "'%s' stands twice under [%s]; delete one", keys[i], f->heading);
        if (value) *value = (uint32_t)at;
    }
    if (spellings > SPELLINGS) source_problem(s, line, "more than %d spellings of one code; delete some", SPELLINGS);
    b->counts[list]++;
}

/* Every country of the gazetteer has a line, if only to say that it has no codes. */
static void check_countries(builder *b, knowledge *k, source *s) {
    const dl_bytes *known = knowledge_find(k, PLACES_COUNTRIES);
    if (!known || known->failed) return;
    const place_country *c = (const place_country *)(const void *)known->at;
    for (size_t i = 1; i < known->size / sizeof *c; i++) {
        char name[8];
        snprintf(name, sizeof name, "%c%.3s", codes_prefix(CODES_COUNTRY), c[i].code);
        uint32_t *value = table_add(&b->keys, name, strlen(name));
        if (value && *value == TABLE_NONE) {
            source_problem(s, NULL, "no line for country %.3s of data/places; add it under [countries]", c[i].code);
            *value = 0;
        }
    }
}

void knowledge_codes(knowledge *k, source *files, size_t n) {
    builder b = {0};
    char *line;
    for (size_t i = 0; i < CODES_FIELDS_MAX; i++) bytes_add(&b.fields, "", 1); /* offset 0: nothing known */
    for (size_t i = 0; i < n; i++) {
        int list = -1;
        bool headed = false;
        while ((line = source_line(&files[i], NULL))) {
            char *heading = source_heading(&files[i], line);
            if (heading) {
                headed = true;
                for (list = CODES_LISTS - 1; list >= 0 && strcmp(FORMS[list].heading, heading); list--) {
                }
                if (list < 0) source_problem(&files[i], line, "no list is called [%s]; it is countries, actors or sectors", heading);
            } else if (list >= 0) add(&b, &files[i], list, line);
            else if (!headed) {
                source_problem(&files[i], line, "an entry before any [heading]; put it under one");
                headed = true; /* said once */
            }
        }
    }
    for (int i = 0; n && i < CODES_LISTS; i++)
        if (!b.counts[i]) source_problem(&files[0], NULL, "no file beside this one has entries under [%s]; add them", FORMS[i].heading);
    if (n && b.counts[CODES_COUNTRY]) check_countries(&b, k, &files[0]);
    dl_bytes keys = {0}, none = {0};
    keys.failed |= !table_finish(&b.keys, &keys);
    table_finish(&b.taken, &none);
    bytes_free(&none);
    knowledge_section(k, CODES_KEYS, &keys);
    knowledge_section(k, CODES_FIELDS, &b.fields);
}
