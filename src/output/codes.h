/* codes.h - what other people's formats call the countries, actors and sectors of the record (data/codes). */
#ifndef DL_CODES_H
#define DL_CODES_H

#include "base/table.h"
#include "model.h"

enum codes_list { CODES_COUNTRY, CODES_ACTOR, CODES_SECTOR, CODES_LISTS };
enum { CODES_FIPS, CODES_COW, CODES_COUNTRY_CAMEO, CODES_COUNTRY_GDELT, CODES_COUNTRY_FIELDS };
enum { CODES_ACTOR_CAMEO, CODES_ACTOR_GROUP, CODES_ACTOR_FIELDS };
enum { CODES_SECTOR_CAMEO, CODES_SECTOR_FIELDS };
enum { CODES_FIELDS_MAX = CODES_COUNTRY_FIELDS };

#define CODES_KEYS "codes.keys"     /* dl_table: list's letter and key to where its fields begin */
#define CODES_FIELDS "codes.fields" /* each NUL-terminated */
static inline char codes_prefix(int list) { return "cas"[list]; }

typedef struct codes {
    dl_table keys;
    const char *fields; size_t bytes;
} codes;

/* Points into the model's data; without a model, or in one without codes, nothing is known. */
void codes_open(codes *c, const dl_model *m);
/* A field of a key, "" where it is empty; NULL when the list has no such key. */
const char *codes_find(const codes *c, enum codes_list list, const char *key, int field);

#endif
