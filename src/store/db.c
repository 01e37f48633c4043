/* db.c - prepared statements by their SQL, and SQLite's errors as lines that say what to do. */
#include "store/db.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/error.h"

bool db_fail(db *d) {
    if (d->failed) return false;
    d->failed = true;
    int code = sqlite3_errcode(d->handle) & 0xFF;
    const char *why = sqlite3_errmsg(d->handle);
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: dl_fail(&d->err, "%.300s: locked by another program; try again when that has finished", d->path); break;
    case SQLITE_FULL: dl_fail(&d->err, "%.300s: no room left on the disk; make room and run again: nothing is half-written", d->path); break;
    case SQLITE_IOERR:
        dl_fail(&d->err, "%.300s: cannot be read or written (%s); make room or check the disk, then run again: nothing is half-written",
                d->path, why);
        break;
    case SQLITE_READONLY: dl_fail(&d->err, "%.300s: may not be written; check its permissions and its folder's", d->path); break;
    case SQLITE_CANTOPEN: dl_fail(&d->err, "%.300s: cannot open; check the path", d->path); break;
    case SQLITE_NOTADB: dl_fail(&d->err, "%.300s: is no SQLite database; name another file with --db", d->path); break;
    case SQLITE_INTERRUPT: dl_fail(&d->err, "%.300s: this takes too long; ask for fewer days or fewer actors", d->path); break;
    case SQLITE_CORRUPT: dl_fail(&d->err, "%.300s: damaged (%s); try sqlite3's .recover", d->path, why); break;
    default: dl_fail(&d->err, "%.300s: %s", d->path, why);
    }
    return false;
}

void db_recover(db *d) {
    d->failed = false;
    d->err.message[0] = 0;
}

void db_close(db *d) {
    for (int i = 0; i < DB_STATEMENTS; i++) sqlite3_finalize(d->cache[i].statement);
    sqlite3_close(d->handle);
    d->handle = NULL;
}

bool db_script(db *d, const char *sql) {
    if (d->failed) return false;
    return sqlite3_exec(d->handle, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(d);
}

static sqlite3_stmt *prepared(db *d, const char *sql) {
    size_t i = ((uintptr_t)sql >> 3) % DB_STATEMENTS, tried = 0;
    for (; d->cache[i].sql && d->cache[i].sql != sql; i = (i + 1) % DB_STATEMENTS)
        if (++tried == DB_STATEMENTS) {
            d->failed = true;
            dl_fail(&d->err, "%.300s: too many kinds of statements", d->path);
            return NULL;
        }
    if (d->cache[i].sql) return d->cache[i].statement;
    if (sqlite3_prepare_v3(d->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &d->cache[i].statement, NULL) != SQLITE_OK) {
        db_fail(d);
        return NULL;
    }
    d->cache[i].sql = sql;
    return d->cache[i].statement;
}

static sqlite3_stmt *bind(db *d, const char *sql, const char *types, va_list args) {
    if (d->failed) return NULL;
    sqlite3_stmt *s = prepared(d, sql);
    if (!s) return NULL;
    int code = SQLITE_OK;
    for (int i = 1; types[i - 1] && code == SQLITE_OK; i++)
        switch (types[i - 1]) {
        case 'i': code = sqlite3_bind_int64(s, i, va_arg(args, int64_t)); break;
        case 'o': {
            int64_t n = va_arg(args, int64_t);
            code = n < 0 ? sqlite3_bind_null(s, i) : sqlite3_bind_int64(s, i, n);
            break;
        }
        case 'r': {
            double r = va_arg(args, double);
            code = isnan(r) ? sqlite3_bind_null(s, i) : sqlite3_bind_double(s, i, r);
            break;
        }
        case 'b': {
            const void *bytes = va_arg(args, const void *);
            code = sqlite3_bind_blob(s, i, bytes, va_arg(args, int), SQLITE_TRANSIENT);
            break;
        }
        default: code = sqlite3_bind_text(s, i, va_arg(args, const char *), -1, SQLITE_TRANSIENT);
        }
    if (code != SQLITE_OK) {
        db_fail(d);
        return NULL;
    }
    return s;
}

sqlite3_stmt *db_next(db *d, sqlite3_stmt *s) {
    if (!s) return NULL;
    int code = sqlite3_step(s);
    if (code == SQLITE_ROW) return s;
    if (code != SQLITE_DONE) db_fail(d);
    sqlite3_reset(s);
    return NULL;
}

void db_done(sqlite3_stmt *s) {
    if (s) sqlite3_reset(s);
}

sqlite3_stmt *db_query(db *d, const char *sql, const char *types, ...) {
    va_list args;
    va_start(args, types);
    sqlite3_stmt *s = bind(d, sql, types, args);
    va_end(args);
    return db_next(d, s);
}

int64_t db_run(db *d, const char *sql, const char *types, ...) {
    va_list args;
    va_start(args, types);
    sqlite3_stmt *s = bind(d, sql, types, args);
    va_end(args);
    if (!s) return -1;
    while (s) s = db_next(d, s);
    return d->failed ? -1 : sqlite3_last_insert_rowid(d->handle);
}

int64_t db_number(db *d, int64_t otherwise, const char *sql, const char *types, ...) {
    va_list args;
    va_start(args, types);
    sqlite3_stmt *s = bind(d, sql, types, args);
    va_end(args);
    s = db_next(d, s);
    int64_t n = s && sqlite3_column_type(s, 0) != SQLITE_NULL ? sqlite3_column_int64(s, 0) : otherwise;
    db_done(s);
    return n;
}
