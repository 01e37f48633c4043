/* private.h - what the files of the store share. */
#ifndef DL_STORE_PRIVATE_H
#define DL_STORE_PRIVATE_H

#include "store/db.h"
#include "store/store.h"

enum { STORE_VERSION = 3, STORE_APPLICATION = 0x444C4E45 }; /* "DLNE" in the file's header */

struct dl_store {
    db d;
    char *path;
    bool open;               /* amid a transaction */
    int64_t reader;          /* row of this program and model, or 0 */
};

/* One report while it is added: its rows' ids by the numbers the record gives them. */
typedef struct adding {
    db *d;
    const dl_report *r;
    int64_t report;
    int64_t *sentences, *entities, *places, *quantities, *statements; /* readings */
    int64_t *sentence_hashes;
    int64_t *known;          /* per entity: the entity across reports, or -1 */
    const char *text;
    size_t *bytes;           /* of character i, for each i of the text, every 64th; see span_text() */
    const char *published;   /* or NULL */
    bool no_text;
} adding;

/* What to call an entity: without text, one that has no name is called by one word alone. */
const char *adding_name(const adding *a, uint32_t entity);

/* The report's text in [start, end) characters; *n its bytes. */
const char *adding_text(const adding *a, dl_span span, size_t *n);

/* Creates or brings up to date, whole or not at all. `found`: version of the file, 0 for a new one. */
bool schema_migrate(db *d, int found);

/* The story a report belongs to by its words: the id of the story's first report, or the report's own. Stores its sketch. */
int64_t copies_find(adding *a, int64_t superseded, double *likeness);

/* Which entity across reports each entity of the report is. Fills a->known before the readings are stored. */
bool identities_find(adding *a);

/* Stores the report's events, each with others' tellings of the same or as a new one. */
bool merge_events(adding *a);

/* Behind a column: the report ?1, or any where that is NULL; so that an index serves both. */
#define OF_REPORT "BETWEEN ifnull(?1, 0) AND ifnull(?1, 9223372036854775807)"
/* Before a store is written: what sums_touch_event() needs. */
bool sums_open(db *d);
void sums_touch_event(db *d, int64_t event);
/* After all of a report is stored: sums up anew what it says something of, and what the report said that it supersedes (or -1). */
bool sums_report(db *d, int64_t report, int64_t superseded);
/* Sums up everything. */
bool sums_renew(db *d);

/* Each position of a report (or of all: -1) to what its party wants; what a report says something of; summing up what was touched. */
void standings_find(db *d, int64_t report);
void standings_touch(db *d, int64_t report);
void standings_sum(db *d);

/* Disputes about touched events; about claims that a report (or any: -1) says are denied, and forces that it tells of, without what
 * a superseded one (or -1) said. */
void disputes_of_events(db *d);
void disputes_of_claims(db *d, int64_t report, int64_t superseded);
void disputes_of_forces(db *d, int64_t report, int64_t superseded);

#endif
