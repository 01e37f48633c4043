/* actors.h - looking names up in the dictionary of actors, and choosing what a person was on a day. Private to the library.
 *
 * Everything points into one section, the data file's or one made from it and a user's dictionaries; nothing is allocated. */
#ifndef DL_ACTORS_H
#define DL_ACTORS_H

#include "dateline.h"
#include "entities/actors_format.h"

#define ACTORS_NO_DAY INT32_MIN

typedef struct actors {
    const actors_head *head;
    const actors_key *keys, *surnames;
    const actors_code *codes;
    const actors_item *items;
    const actors_tenure *tenures;
    const uint16_t (*members)[2];
    const uint32_t *holders;
    const char (*sectors)[4];
    const char *strings;
    void *room; /* a section that is not the data file's: freed with the model */
} actors;

/* Points `a` into a section and checks every number in it, so that no lookup can leave the section. */
bool actors_open(actors *a, const void *section, size_t size, dl_error *err);

/* Names found: `n` keys of one spelling. */
typedef struct actor_match {
    const actors *in;
    const actors_key *keys;
    uint32_t n, tokens; /* keys; tokens it takes */
    uint64_t capitals;  /* of the text */
} actor_match;

/* Longest name that begins at tokens[0] of `n`; words such as "of" and "former" (ACTOR_TIE) do not count. */
bool actors_match(const actors *a, const dl_token *tokens, size_t n, actor_match *m);
/* The name that is the whole of a text. */
bool actors_find(const actors *a, const char *text, size_t bytes, actor_match *m);
/* Persons whose surname (or short name) is the whole of a text. */
bool actors_find_surname(const actors *a, const char *text, size_t bytes, actor_match *m);
/* What a small word says, or ACTORS_NO_TIE. */
enum actor_tie actors_tie(const actors *a, const char *text, size_t bytes);

/* One way to read a name. Strings are never NULL; empty where there is nothing to say. */
typedef struct actor_reading {
    const actors *in;
    uint32_t item;
    const char *name;         /* "Sergei Lavrov" */
    const char *id;           /* code of its block in the dictionary: "RUS", "NATO", "HAMAS", "CRIMEA" */
    const char *code;         /* whom it acts as: "RUS", "NATO", "PSE", "UKR" */
    const char *domain;       /* the country, or IGO, UNO, EUR, NGO, MNC, IMG */
    const char *sector, *also;
    const char *tied;         /* the state behind a group */
    const char *title;        /* of a person in office: the office as many states have it */
    const char *role;         /* "foreign minister": of a person on the day, or of a title; the last one held if `former` */
    uint8_t rank;             /* of the role: 1 is the highest; 0 where there is none */
    uint8_t kind, form;       /* enum actor_kind, enum actor_form */
    uint16_t flags;           /* ACTOR_INHERITS, ... */
    bool shared;              /* another item has the better claim to the name */
    bool former;              /* held an office, and no longer */
    bool in_office;
} actor_reading;

/* All readings of a match on a day (ACTORS_NO_DAY when it is not known), the likeliest first. Returns how many were stored;
 * names that were not used on that day are left out. */
size_t actors_readings(const actor_match *m, int32_t day, actor_reading *out, size_t max);
/* The person who held an office of a code on a day: actors_holder(a, "RUS", "foreign minister", day, &r). */
bool actors_holder(const actors *a, const char *code, const char *title, int32_t day, actor_reading *out);
/* Whom a state or territory acts as: "USA" for "PRI"; the code itself where it is not known. */
const char *actors_acts_as(const actors *a, const char *id);
/* Whether a state belongs to an organization or bloc. */
bool actors_member(const actors *a, const char *whole, const char *part);
/* Days since 1970-01-01 of "YYYY-MM-DD", or ACTORS_NO_DAY. */
int32_t actors_day(const char *date);

/* Codes the noun phrase around token `head` of sentence [first, first + count) of `tokens`: a name, or an agent noun with
 * whom it belongs to ("a Chinese foreign ministry official", "Turkish-backed rebels", "the mayor of Kyiv"). Where trees are
 * missing neighbours stand in for them. False when nothing in the phrase is known. */
bool actors_describe(const actors *a, const dl_token *tokens, uint32_t first, uint32_t count, uint32_t head, int32_t day,
                     actor_reading *out);

/* Does it have people who work for it, so that they act as it does? A state and a town have people of every kind. */
bool actors_employs(const actor_reading *r);

#endif
