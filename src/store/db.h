/* db.h - SQLite made short: a statement is prepared once for each piece of SQL and bound from a list of types, and the first
 * error stays until it is asked for, so that a row of inserts is checked at its end. */
#ifndef DL_DB_H
#define DL_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "dateline.h"

enum { DB_STATEMENTS = 256 };

typedef struct db {
    sqlite3 *handle;
    const char *path;
    bool failed;             /* until db_recover() */
    dl_error err;
    struct { const char *sql; sqlite3_stmt *statement; } cache[DB_STATEMENTS]; /* by the address of the SQL */
} db;

/* The first row of a query, or NULL where there is none or it failed. Each letter of `types` is an argument: i int64_t, t text
 * (may be NULL), r double (NULL for NAN), o an int64_t that is NULL when negative, b blob (const void *, int). Ask for more rows
 * with db_next(); reset with db_done() unless NULL came. `sql` must live as long as the database: it is known by its address. */
sqlite3_stmt *db_query(db *d, const char *sql, const char *types, ...);
sqlite3_stmt *db_next(db *d, sqlite3_stmt *s);
void db_done(sqlite3_stmt *s);

/* Runs a statement to its end; the id of the row it inserted last, or -1. */
int64_t db_run(db *d, const char *sql, const char *types, ...);
/* The first column of the first row; `otherwise` when there is no row or it is NULL. */
int64_t db_number(db *d, int64_t otherwise, const char *sql, const char *types, ...);
/* SQL that is not kept, one or more statements. */
bool db_script(db *d, const char *sql);

/* Takes the handle's error down in words. Always false. */
bool db_fail(db *d);
void db_recover(db *d);
void db_close(db *d);

#endif
