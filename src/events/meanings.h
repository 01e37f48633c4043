/* meanings.h - sets of words that mean much the same (data/meanings), looked up straight from the map by lemma and part of
 * speech. */
#ifndef DL_MEANINGS_H
#define DL_MEANINGS_H

#include "base/pack.h"
#include "base/table.h"
#include "dateline.h"

typedef struct dl_meanings {
    dl_table words;      /* "v:call_off" to where its sets stand in `sets` */
    dl_table names;      /* the sets' names, by number */
    const uint16_t *sets;/* how many, and their numbers, word after word */
    uint32_t n_sets;
} dl_meanings;

/* Points into the sections of `data`; false when they are missing or do not add up. */
bool meanings_open(dl_meanings *m, const dl_pack *data);
/* The sets of a lemma in lower case; `kind` is v, n, a or r (adverb). Returns how many and points *sets at them. */
unsigned meanings_of(const dl_meanings *m, char kind, const char *lemma, size_t bytes, const uint16_t **sets);
/* v, n, a or r for a tag; 0 for one that has no sets. Auxiliaries count as verbs. */
char meanings_kind(int upos);
static inline const char *meanings_name(const dl_meanings *m, uint16_t set) { return table_key(&m->names, set); }

#endif
