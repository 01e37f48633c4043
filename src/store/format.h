/* format.h - the rows of an answer as columns for a person, CSV, JSON, or a calendar. */
#ifndef DL_STORE_FORMAT_H
#define DL_STORE_FORMAT_H

#include <stdio.h>

#include "store/db.h"

/* A query that can be run more than once. */
typedef struct rows {
    db *d;
    const char *sql, *since, *until;
    int names;              /* how many of the following it takes */
    const char *code[2];
    int64_t entity[2];
    sqlite3_stmt *bound;    /* in place of all these: a statement that has its values already */
} rows;

/* Columns side by side, the one called "text" or "versions" last and folded to `width` columns of a terminal (0: not
 * folded). */
void format_text(rows *r, FILE *f, int width);
void format_csv(rows *r, FILE *f);
void format_json(rows *r, FILE *f);
/* RFC 5545; the rows need day, until, what, party, with_party, body, text, id and told. */
void format_calendar(rows *r, FILE *f);

#endif
