/* schema.c - the schema's versions. A new store is made whole; an older one is led up step by step to the tables of today, and what
 * is summed up over readings, and the views, which hold nothing of their own, are made anew: all in one transaction. */
#include <stdio.h>

#include "store/private.h"

static const char SCHEMA[] =
#include "schema.inc"
    ;
static const char SUMS[] =
#include "sums.inc"
    ;
static const char VIEWS[] =
#include "views.inc"
    ;
static const char FROM_1[] =
#include "from_1.inc"
    ;
static const char FROM_2[] =
#include "from_2.inc"
    ;

/* STEPS[v] leads the tables of readings and things from version v to v + 1. */
static const char *const STEPS[STORE_VERSION] = {[1] = FROM_1, [2] = FROM_2};

enum { NO_SUMS = 1 }; /* the version that summed nothing up */

static bool drop_views(db *d) {
    for (bool again = true; again && !d->failed;) {
        char sql[256];
        sqlite3_stmt *s = db_query(d, "SELECT name FROM sqlite_schema WHERE type = 'view' AND name <> 'sentence_text'", "");
        again = s != NULL;
        if (!again) break;
        sqlite3_snprintf(sizeof sql, sql, "DROP VIEW \"%w\"", (const char *)sqlite3_column_text(s, 0));
        db_done(s);
        db_script(d, sql);
    }
    return !d->failed;
}

static bool make_tables(db *d, int found) {
    if (!found) return db_script(d, SCHEMA) && db_script(d, SUMS);
    if (!drop_views(d)) return false;
    for (int v = found; v < STORE_VERSION; v++)
        if (!db_script(d, STEPS[v]) || (v == NO_SUMS && !db_script(d, SUMS))) return false;
    return found > NO_SUMS || sums_renew(d);
}

bool schema_migrate(db *d, int found) {
    char sql[128];
    if (found == STORE_VERSION) return true;
    if (!db_script(d, "BEGIN IMMEDIATE")) return false;
    /* Another program may have been faster. */
    found = (int)db_number(d, 0, "PRAGMA user_version", "");
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", STORE_APPLICATION, STORE_VERSION);
    if ((found == STORE_VERSION || (make_tables(d, found) && db_script(d, VIEWS) && db_script(d, sql))) && db_script(d, "COMMIT")) return true;
    sqlite3_exec(d->handle, "ROLLBACK", NULL, NULL, NULL);
    return false;
}
