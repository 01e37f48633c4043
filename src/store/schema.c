/* schema.c - the schema's versions: each step turns the one before it into the next, all in one transaction. */
#include <stdio.h>

#include "store/private.h"

static const char SCHEMA[] =
#include "schema.inc"
    ;
static const char VIEWS[] =
#include "views.inc"
    ;

/* steps[v] leads from version v to v + 1. */
static const char *const STEPS[STORE_VERSION] = {SCHEMA};

/* Views hold nothing, so that a new version makes them all anew. */
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

bool schema_migrate(db *d, int found) {
    char sql[128];
    if (found == STORE_VERSION) return true;
    if (!db_script(d, "BEGIN IMMEDIATE")) return false;
    /* Another program may have been faster. */
    found = (int)db_number(d, 0, "PRAGMA user_version", "");
    for (; found < STORE_VERSION && db_script(d, STEPS[found]); found++) {}
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", STORE_APPLICATION, STORE_VERSION);
    if (drop_views(d) && db_script(d, VIEWS) && db_script(d, sql) && db_script(d, "COMMIT")) return true;
    sqlite3_exec(d->handle, "ROLLBACK", NULL, NULL, NULL);
    return false;
}
