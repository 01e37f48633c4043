/* store.h - one SQLite file that keeps reports, what was read in them, and what all of them together say. Adding is done by one
 * thread; whatever is added is there whole or not at all. docs/schema.md tells what is in the file. */
#ifndef DL_STORE_H
#define DL_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "dateline.h"

typedef struct dl_store dl_store;

/* Opens the store at `path`: with `write` to add to it, made if it is not there and brought to this version if it is older;
 * otherwise to ask it. NULL and a one-line message when it is of a newer version, no store, locked, or not to be opened. */
dl_store *store_open(const char *path, bool write, dl_error *err);
/* Closes it; what was added since the last store_commit() is dropped. */
void store_close(dl_store *s);

/* Its connection, for who asks questions of their own (store/db.h). */
struct db;
struct db *store_db(dl_store *s);

/* Where a report came from. */
typedef struct store_origin {
    const char *id;      /* given, or NULL */
    const char *file;    /* absolute path of the file that holds this report alone, or NULL */
    const char *hash;    /* of its text, by store_hash() */
    bool no_text;        /* keep offsets and hashes only */
} store_origin;

typedef enum store_outcome {
    STORE_FAILED,        /* nothing of it was kept; `err` says why */
    STORE_ADDED,
    STORE_KNOWN,         /* it is there already: nothing changed */
    STORE_CORRECTED      /* there was another text under its id or in its file, which it supersedes */
} store_outcome;

enum { STORE_HASH = 17 };
void store_hash(const char *text, size_t bytes, char hash[STORE_HASH]);

/* Whether this very report is there already. For one thread at a time, which may be another than adds. */
bool store_knows(dl_store *s, const char *id, const char *hash);
/* Adds a report to what store_commit() will keep. */
store_outcome store_add(dl_store *s, const dl_model *model, const dl_report *r, const store_origin *from, dl_error *err);
/* Keeps what was added since; false if that failed, and then it is all dropped. */
bool store_commit(dl_store *s, dl_error *err);

/* ---- questions --------------------------------------------------------------------------------------------------- */

typedef enum store_format { STORE_TEXT, STORE_CSV, STORE_JSON, STORE_ICS } store_format;
typedef struct store_question {
    const char *what;        /* "timeline", "actor", "pair"... */
    const char *names[2];    /* the actor's, the pair's; else NULL */
    const char *since, *until; /* YYYY-MM-DD or NULL */
    store_format format;
    int width;               /* columns for text; 0: not folded */
} store_question;

/* How many names a question takes; -1: there is no such question. */
int store_question_names(const char *what);
/* Writes the answer; false and a message if it cannot be had. */
bool store_show(dl_store *s, const store_question *q, FILE *f, dl_error *err);

#endif
