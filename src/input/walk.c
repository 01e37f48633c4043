/* walk.c - many paths made into the files behind them, in an order that is the same every time. A folder is held by the names
 * in it, never by what the files hold. */
#include <errno.h>
#include <fts.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "input/private.h"

struct input_walk {
    char *const *paths;
    int n, at;               /* paths[at] is next */
    bool standard_input;     /* no path at all */
    glob_t glob;             /* what the pattern paths[at - 1] stands for */
    size_t glob_at;
    FTS *folder;             /* the folder that is gone through */
    const char *folder_name;
    size_t found;            /* reports in it so far */
};

input_walk *input_walk_open(char *const *paths, int n, dl_error *err) {
    input_walk *w = calloc(1, sizeof *w);
    if (!w) {
        dl_fail(err, "out of memory");
        return NULL;
    }
    w->paths = paths;
    w->n = n;
    w->standard_input = !n;
    return w;
}

void input_walk_close(input_walk *w) {
    if (!w) return;
    if (w->folder) fts_close(w->folder);
    globfree(&w->glob);
    free(w);
}

static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

static bool is_report(const char *name) {
    return *name != '.' && (input_name_ends(name, ".txt") || input_name_ends(name, ".jsonl") || input_name_ends(name, ".ndjson"));
}

static input_status next_in_folder(input_walk *w, const char **path, uint64_t *size, dl_error *err) {
    for (FTSENT *e; errno = 0, e = fts_read(w->folder);)
        switch (e->fts_info) {
        case FTS_D:
            if (e->fts_level && *e->fts_name == '.') fts_set(w->folder, e, FTS_SKIP);
            break;
        case FTS_F:
            if (!is_report(e->fts_name)) break;
            w->found++;
            *path = e->fts_accpath;
            if (size) *size = (uint64_t)e->fts_statp->st_size;
            return INPUT_REPORT;
        case FTS_DC: dl_fail(err, "%.300s: a link back to a folder it is in; passed over", e->fts_path); return INPUT_BROKEN;
        case FTS_DNR:
        case FTS_ERR:
        case FTS_NS:
            dl_fail(err, "%.300s: cannot open: %s; check the path", e->fts_path, strerror(e->fts_errno));
            return INPUT_BROKEN;
        default: break; /* a folder's end, a link to nothing, a socket... */
        }
    int why = errno;
    fts_close(w->folder);
    w->folder = NULL;
    if (!why && w->found) return INPUT_END;
    if (why) dl_fail(err, "%.300s: cannot read the folder: %s", w->folder_name, strerror(why));
    else dl_fail(err, "%.300s: is a folder without reports; their names end in .txt or .jsonl, also with .gz or .zst", w->folder_name);
    return INPUT_BROKEN;
}

/* Nothing is there by this very name, but a pattern may mean something. */
static bool is_pattern(const char *path) {
    struct stat st;
    return strpbrk(path, "*?[") && lstat(path, &st);
}

input_status input_walk_next(input_walk *w, const char **path, uint64_t *size, dl_error *err) {
    for (;;) {
        if (size) *size = 0;
        if (w->folder) {
            input_status got = next_in_folder(w, path, size, err);
            if (got != INPUT_END) return got;
        }
        const char *name;
        if (w->glob_at < w->glob.gl_pathc) name = w->glob.gl_pathv[w->glob_at++];
        else if (w->standard_input) {
            w->standard_input = false;
            *path = "-";
            return INPUT_REPORT;
        } else if (w->at == w->n) return INPUT_END;
        else {
            name = w->paths[w->at++];
            if (is_pattern(name)) {
                globfree(&w->glob);
                w->glob = (glob_t){0};
                w->glob_at = 0;
                int got = glob(name, GLOB_NOCHECK, NULL, &w->glob); /* what matches nothing stays, and cannot be opened */
                if (!got) continue;
                dl_fail(err, "%.300s: cannot look up the pattern: %s", name, got == GLOB_NOSPACE ? "out of memory" : "cannot read");
                return INPUT_BROKEN;
            }
        }
        struct stat st;
        bool known = strcmp(name, "-") && !stat(name, &st);
        if (known && S_ISDIR(st.st_mode)) {
            w->folder = fts_open((char *const[]){(char *)(uintptr_t)name, NULL}, FTS_LOGICAL | FTS_NOCHDIR, by_name);
            w->folder_name = name;
            w->found = 0;
            if (w->folder) continue;
            dl_fail(err, "%.300s: cannot read the folder: %s", name, strerror(errno));
            return INPUT_BROKEN;
        }
        *path = name;
        if (known && size && S_ISREG(st.st_mode)) *size = (uint64_t)st.st_size;
        return INPUT_REPORT;
    }
}
