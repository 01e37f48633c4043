/* places_format.h - the gazetteer as it lies in dateline.data: items (places), names with the items each may mean,
 * and the countries and divisions that items lie in. Written by src/knowledge/places.c, read by gazetteer.c. */
#ifndef DL_PLACES_FORMAT_H
#define DL_PLACES_FORMAT_H

#include <stdint.h>

/* Sections of dateline.data. A name's key is base/fold.h's: letters and digits in lower case, no blanks. Section
 * "places.keys" is a table from keys to key numbers; the candidates of key k are "places.lists" [starts[k], starts[k
 * + 1]), most important first. */
#define PLACES_ITEMS "places.items"         /* place_item[] */
#define PLACES_TEXTS "places.texts"         /* NUL-terminated names */
#define PLACES_KEYS "places.keys"           /* dl_table */
#define PLACES_STARTS "places.starts"       /* uint32_t[] */
#define PLACES_LISTS "places.lists"         /* uint32_t[]: item number and NAME_... bits */
#define PLACES_COUNTRIES "places.countries" /* place_country[]; 0 is "none" */
#define PLACES_DIVISIONS "places.divisions" /* place_division[]; 0 is "none" */
#define PLACES_WORDS "places.words"         /* dl_table from keys of single words to bits of place_word */

typedef struct place_item {
    uint32_t name;     /* offset in PLACES_TEXTS */
    uint32_t geonames; /* 0: not known */
    int32_t lat, lon;  /* in 1/10000 degree */
    uint32_t population;
    uint16_t country, division; /* index; 0: none */
    uint8_t kind;      /* dl_place_kind */
    uint8_t seat;      /* towns: 2 capital of a state, 1 of a first-order division */
    uint16_t flags;
} place_item;

enum { PLACE_HISTORIC = 1, PLACE_SECTION = 2 }; /* flags: no longer inhabited; a part of a town */

enum {
    NAME_ADJECTIVE = 1u << 31, /* "Russian", "Russians" */
    NAME_SHORT = 1u << 30,     /* "U.S.", "Fla.": counts only in the letters' case it is listed with */
    NAME_OTHER = 1u << 29,     /* not the main name */
    NAME_DOTTED = 1u << 28,    /* a short form that ends in a stop: "Fla.", not "MT" */
    NAME_FLAGS = NAME_ADJECTIVE | NAME_SHORT | NAME_OTHER | NAME_DOTTED
};

typedef struct place_country {
    char code[4], code2[4]; /* ISO 3166-1 */
    uint32_t item;
} place_country;

typedef struct place_division {
    char code[10]; /* GeoNames' first-order code within the country */
    uint16_t country;
    uint32_t item; /* UINT32_MAX: named by towns only */
} place_division;

/* What single words tell about the name they are part of or stand beside: data/places/words.txt. Given names and
 * titles are told by data/mentions. */
#define PLACE_WORDS(X) \
    X(FEATURE, "features") X(FACILITY, "facilities") X(BODY, "bodies") \
    X(ROAD, "roads") X(LEADER, "leaders") X(SPEECH, "speech") X(LOCATING, "locating") X(ROLE, "roles") X(COMMON, "common words") \
    X(DIRECTION, "directions") X(CALENDAR, "calendar") X(TEAM, "teams") \
    X(AREA, "areas") X(KIND, "kinds of areas") X(TOWN, "kinds of towns") \
    X(TOWNLY, "of towns") X(SMALL, "small words") \
    X(JOINING, "joining words")
enum {
#define X(id, heading) PLACE_WORD_##id,
    PLACE_WORDS(X)
#undef X
    PLACE_WORD_COUNT,
    PLACE_WORD_GIVEN = PLACE_WORD_COUNT,
    PLACE_WORD_TITLE
};

#endif
