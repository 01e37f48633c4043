/* readers.c - connections that read the store, each with its prepared statements: taken for one request, with a snapshot of the
 * store, and given back. When the file under the path becomes another one, they are opened anew. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "serve/private.h"
#include "store/db.h"

enum { STATEMENTS = 96, WAIT = 2000, STEPS = 20000 };

struct reader {
    dl_store *store;
    db *d;                      /* of the store */
    dev_t device;
    ino_t inode;
    int64_t data;               /* PRAGMA data_version when it was last looked at */
    uint64_t deadline, clock;
    struct { char *sql; sqlite3_stmt *s; uint64_t used; } statements[STATEMENTS];
    reader *next;
};

struct readers {
    char *path;
    pthread_mutex_t lock;
    reader *idle;
    uint64_t version;
};

static void reader_close(reader *r) {
    for (int i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(r->statements[i].s);
        free(r->statements[i].sql);
    }
    store_close(r->store);
    free(r);
}

static int too_long(void *of) {
    const reader *r = of;
    return r->deadline && http_now() > r->deadline;
}

static reader *reader_open(const char *path, dl_error *err) {
    struct stat st;
    reader *r = calloc(1, sizeof *r);
    if (!r) return dl_fail(err, "out of memory"), NULL;
    if (stat(path, &st)) {
        dl_fail(err, "%.300s: %s", path, strerror(errno));
        free(r);
        return NULL;
    }
    r->device = st.st_dev;
    r->inode = st.st_ino;
    r->store = store_open(path, false, err);
    if (!r->store) return free(r), NULL;
    r->d = store_db(r->store);
    sqlite3_busy_timeout(r->d->handle, WAIT);
    sqlite3_progress_handler(r->d->handle, STEPS, too_long, r);
    return r;
}

readers *readers_open(const char *path, dl_error *err) {
    reader *first = reader_open(path, err);
    if (!first) return NULL;
    readers *r = calloc(1, sizeof *r);
    if (!r || !(r->path = strdup(path))) {
        free(r);
        reader_close(first);
        return dl_fail(err, "out of memory"), NULL;
    }
    pthread_mutex_init(&r->lock, NULL);
    r->idle = first;
    return r;
}

void readers_close(readers *r) {
    if (!r) return;
    while (r->idle) {
        reader *one = r->idle;
        r->idle = one->next;
        reader_close(one);
    }
    pthread_mutex_destroy(&r->lock);
    free(r->path);
    free(r);
}

static int64_t number_of(reader *r, const char *sql) {
    sqlite3_stmt *s = reader_prepare(r, sql);
    int64_t n = s && reader_step(r, s) ? sqlite3_column_int64(s, 0) : 0;
    if (s) sqlite3_reset(s);
    return n;
}

/* The version is read before the snapshot is made and grows when this connection sees another's change: so two answers of one
 * version come of the same store, though a version may pass without a change. */
static bool begin(readers *all, reader *r, bool fresh, uint64_t *version) {
    pthread_mutex_lock(&all->lock);
    *version = all->version;
    pthread_mutex_unlock(&all->lock);
    db_recover(r->d);
    r->deadline = http_now() + QUERY_SECONDS * 1000;
    if (sqlite3_exec(r->d->handle, "BEGIN", NULL, NULL, NULL) != SQLITE_OK) db_fail(r->d);
    number_of(r, "SELECT 1 FROM sqlite_schema LIMIT 1"); /* a snapshot begins with the first thing read */
    int64_t data = r->d->failed ? 0 : number_of(r, "PRAGMA data_version");
    if (r->d->failed) return false;
    if (fresh || data != r->data) {
        r->data = data;
        pthread_mutex_lock(&all->lock);
        *version = ++all->version;
        pthread_mutex_unlock(&all->lock);
    }
    return true;
}

reader *readers_take(readers *all, uint64_t *version, dl_error *err) {
    struct stat st;
    if (stat(all->path, &st)) return dl_fail(err, "%.300s: %s; put the store back", all->path, strerror(errno)), NULL;
    pthread_mutex_lock(&all->lock);
    reader *r = all->idle;
    if (r) all->idle = r->next;
    pthread_mutex_unlock(&all->lock);
    if (r && (r->device != st.st_dev || r->inode != st.st_ino)) {
        reader_close(r);
        r = NULL;
    }
    bool fresh = !r || !r->data;
    if (!r && !(r = reader_open(all->path, err))) return NULL;
    if (begin(all, r, fresh, version)) return r;
    *err = r->d->err;
    reader_close(r);
    return NULL;
}

void readers_give(readers *all, reader *r) {
    if (!r) return;
    for (int i = 0; i < STATEMENTS; i++)
        if (r->statements[i].s) sqlite3_reset(r->statements[i].s);
    sqlite3_exec(r->d->handle, "ROLLBACK", NULL, NULL, NULL);
    if (r->d->failed || !sqlite3_get_autocommit(r->d->handle)) { /* whatever it was: the next one begins afresh */
        reader_close(r);
        return;
    }
    r->deadline = 0;
    pthread_mutex_lock(&all->lock);
    r->next = all->idle;
    all->idle = r;
    pthread_mutex_unlock(&all->lock);
}

sqlite3_stmt *reader_prepare(reader *r, const char *sql) {
    int oldest = 0;
    r->clock++;
    for (int i = 0; i < STATEMENTS; i++) {
        if (r->statements[i].sql && !strcmp(r->statements[i].sql, sql)) {
            r->statements[i].used = r->clock;
            sqlite3_reset(r->statements[i].s);
            return r->statements[i].s;
        }
        if (r->statements[i].used < r->statements[oldest].used) oldest = i;
    }
    sqlite3_stmt *s = NULL;
    char *copy = strdup(sql);
    if (!copy || sqlite3_prepare_v3(r->d->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) != SQLITE_OK) {
        free(copy);
        db_fail(r->d);
        return NULL;
    }
    sqlite3_finalize(r->statements[oldest].s);
    free(r->statements[oldest].sql);
    r->statements[oldest].sql = copy;
    r->statements[oldest].s = s;
    r->statements[oldest].used = r->clock;
    return s;
}

bool reader_step(reader *r, sqlite3_stmt *s) {
    int code = sqlite3_step(s);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) db_fail(r->d);
    sqlite3_reset(s);
    return false;
}

const char *reader_error(reader *r) { return r->d->failed ? r->d->err.message : NULL; }

struct db *reader_db(reader *r) { return r->d; }
