/* store.c - opening and closing the store, and its transactions. */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pack.h"
#include "store/private.h"

enum { WAIT = 5000 }; /* milliseconds for another program's lock */

void store_hash(const char *text, size_t bytes, char hash[STORE_HASH]) {
    snprintf(hash, STORE_HASH, "%016llx", (unsigned long long)pack_checksum((const unsigned char *)text, bytes));
}

/* Version of the file, 0 for a new one; -1 with the error told. */
static int look_at(dl_store *s) {
    db *d = &s->d;
    int version = (int)db_number(d, 0, "PRAGMA user_version", "");
    int application = (int)db_number(d, 0, "PRAGMA application_id", "");
    int64_t tables = db_number(d, 0, "SELECT count(*) FROM sqlite_schema", "");
    if (d->failed) return -1;
    if (application != STORE_APPLICATION && (application || tables)) {
        dl_fail(&d->err, "%.300s: is a database of another program; name another file with --db", s->path);
        return -1;
    }
    if (version > STORE_VERSION) {
        dl_fail(&d->err, "%.300s: made by a newer version of dateline (schema %d, this one knows %d); use that one", s->path, version,
                STORE_VERSION);
        return -1;
    }
    return version;
}

static bool prepare(dl_store *s, bool write) {
    db *d = &s->d;
    sqlite3_busy_timeout(d->handle, WAIT);
    int version = look_at(s);
    if (version < 0) return false;
    if (!write && version < STORE_VERSION)
        return dl_fail(&d->err, version ? "%.300s: made by an older version of dateline; 'dateline add' brings it up to date" :
                       "%.300s: is empty; fill it with 'dateline add'", s->path);
    if (!db_script(d, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384")) return false;
    if (!write) return db_script(d, "PRAGMA query_only = ON");
    /* A page of a fresh file must exist before WAL is chosen; both survive a kill. */
    return db_script(d, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL") && sums_open(d) && schema_migrate(d, version);
}

/* Who may only read a store cannot keep the files beside it that readers and writers share: nobody may be writing it then, which a
 * log beside it would tell. */
static bool connect(db *d, bool write) {
    int flags = write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
    if (write || !access(d->path, W_OK)) return sqlite3_open_v2(d->path, &d->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
    char log[4096], uri[3 * 4096 + 32] = "file:";
    snprintf(log, sizeof log, "%s-wal", d->path);
    size_t n = strlen(uri);
    for (const char *s = d->path; *s && n < sizeof uri - 20; s++)
        n += (size_t)snprintf(uri + n, sizeof uri - n, strchr("%?#", *s) ? "%%%02x" : "%c", (unsigned)(unsigned char)*s);
    if (access(log, F_OK)) snprintf(uri + n, sizeof uri - n, "?immutable=1");
    return sqlite3_open_v2(uri, &d->handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
}

dl_store *store_open(const char *path, bool write, dl_error *err) {
    dl_store *s = calloc(1, sizeof *s);
    if (s) s->path = strdup(path);
    if (!s || !s->path) {
        free(s);
        dl_fail(err, "out of memory");
        return NULL;
    }
    s->d.path = s->path;
    if (!connect(&s->d, write)) db_fail(&s->d);
    else if (prepare(s, write)) return s;
    if (err) *err = s->d.err;
    store_close(s);
    return NULL;
}

void store_close(dl_store *s) {
    if (!s) return;
    if (s->open) sqlite3_exec(s->d.handle, "ROLLBACK", NULL, NULL, NULL);
    db_close(&s->d);
    free(s->path);
    free(s);
}

db *store_db(dl_store *s) { return &s->d; }

bool store_commit(dl_store *s, dl_error *err) {
    if (!s->open) return true;
    bool ok = db_script(&s->d, "COMMIT");
    if (!ok) {
        if (err) *err = s->d.err;
        sqlite3_exec(s->d.handle, "ROLLBACK", NULL, NULL, NULL);
        db_recover(&s->d);
    }
    s->open = false;
    return ok;
}

bool store_knows(dl_store *s, const char *id, const char *hash) {
    return db_number(&s->d, 0, "SELECT 1 FROM report WHERE key = ?1 AND hash = ?2", "tt", id ? id : hash, hash) != 0;
}
