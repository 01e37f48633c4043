/* open.c - loading a folder of PETRARCH dictionaries: which file is of which kind, and the tables that reading looks into. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "model.h"
#include "petrarch/private.h"

enum { FILE_BYTES_MAX = 256 << 20 };

static const struct {
    const char *name; /* part of a file's name, in small letters */
    void (*read)(petr_loader *, petr_file *);
} KINDS[] = {{"actor", petr_read_actors},  {"agent", petr_read_agents}, {"discard", petr_read_discards},
             {"issue", petr_read_issues},  {"verb", petr_read_verbs},   {"cameo", petr_read_verbs}};
enum { KINDS_N = sizeof KINDS / sizeof *KINDS };

static int kind_of(const char *name) {
    char small[256];
    size_t n = 0;
    for (; name[n] && n < sizeof small - 1; n++) small[n] = (char)tolower((unsigned char)name[n]);
    small[n] = 0;
    for (int i = 0; i < KINDS_N; i++)
        if (strstr(small, KINDS[i].name)) return i;
    return -1;
}

static bool read_text(petr_file *f, const char *path, dl_error *err) {
    FILE *in = fopen(path, "rb");
    size_t size = 0, cap = 1 << 16;
    f->text = malloc(cap + 1);
    while (in && f->text && !feof(in) && !ferror(in) && size <= FILE_BYTES_MAX) {
        size += fread(f->text + size, 1, cap - size, in);
        if (size < cap) continue;
        char *more = realloc(f->text, 2 * cap + 1);
        if (!more) break;
        f->text = more;
        cap *= 2;
    }
    bool ok = in && feof(in) && !ferror(in) && f->text;
    if (size > FILE_BYTES_MAX) ok = dl_fail(err, "%.300s: larger than %d MiB; split it", path, FILE_BYTES_MAX >> 20);
    else if (!ok) dl_fail(err, "%.300s: cannot read: %s", path, in && !ferror(in) ? "out of memory" : strerror(errno));
    if (in) fclose(in);
    f->next = f->text;
    f->end = f->text ? f->text + size : NULL;
    return ok;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void forget_paths(petr_loader *l) {
    for (size_t i = 0; i < l->n_paths; i++) free(l->paths[i]);
    free(l->paths);
}

/* The files of the folder in the order of their names, hidden ones and folders left out. */
static bool list(petr_loader *l, const char *dir, dl_error *err) {
    DIR *d = opendir(dir);
    if (!d) return dl_fail(err, "%.300s: cannot read: %s; name a folder of PETRARCH dictionaries", dir, strerror(errno));
    size_t cap = 0;
    bool ok = true;
    for (struct dirent *e; ok && (e = readdir(d));) {
        char path[4400];
        struct stat st;
        if (*e->d_name == '.' || snprintf(path, sizeof path, "%s/%s", dir, e->d_name) >= (int)sizeof path || stat(path, &st) || !S_ISREG(st.st_mode))
            continue;
        if (l->n_paths == cap) {
            char **more = realloc(l->paths, (cap = cap ? 2 * cap : 16) * sizeof *more);
            if (!more) {
                ok = false;
                break;
            }
            l->paths = more;
        }
        ok = (l->paths[l->n_paths] = strdup(path)) != NULL;
        l->n_paths += ok;
    }
    closedir(d);
    if (l->n_paths) qsort(l->paths, l->n_paths, sizeof *l->paths, by_name);
    return ok || dl_fail(err, "%.300s: out of memory", dir);
}

/* All files of one kind after those of the kinds before it, in the order of their names. */
static bool read_kind(petr_loader *l, int kind, size_t *found, dl_error *err) {
    for (uint32_t i = 0; i < l->n_paths; i++) {
        const char *name = strrchr(l->paths[i], '/') + 1;
        if (kind_of(name) != kind) continue;
        petr_file f = {.file = i};
        bool ok = read_text(&f, l->paths[i], err);
        ++*found;
        if (ok) KINDS[kind].read(l, &f);
        free(f.text);
        if (!ok || l->failed) return ok && dl_fail(err, "%.300s: out of memory", l->paths[i]);
    }
    return true;
}

static bool finish(petr_loader *l) {
    struct petrarch *p = l->p;
    return phrase_finish(&l->actors, &p->actor_section) && phrase_open(&p->actor_phrases, p->actor_section.at, p->actor_section.size) &&
           phrase_finish(&l->agents, &p->agent_section) && phrase_open(&p->agent_phrases, p->agent_section.at, p->agent_section.size) &&
           phrase_finish(&l->lists, &p->list_section) && phrase_open(&p->list_phrases, p->list_section.at, p->list_section.size);
}

/* Builders that were not finished hold memory still. */
static void forget_builders(petr_loader *l) {
    dl_bytes none = {0};
    table_finish(&l->strings, &none);
    table_finish(&l->seen_codes, &none);
    bytes_free(&l->splits);
    phrase_finish(&l->actors, &none);
    phrase_finish(&l->agents, &none);
    phrase_finish(&l->lists, &none);
    bytes_free(&none);
}

struct petrarch *petrarch_open(const dl_model *m, const char *dir, petrarch_log *log, dl_error *err) {
    petr_loader l = {.p = calloc(1, sizeof *l.p), .log = log};
    if (!l.p) return dl_fail(err, "out of memory"), NULL;
    l.p->model = m;
    codes_open(&l.codes, m);
    petr_string(&l, ""); /* offset 0 */
    size_t found = 0;
    bool ok = list(&l, dir, err);
    for (int kind = 0; ok && kind < KINDS_N; kind++) ok = read_kind(&l, kind, &found, err);
    if (ok && !found)
        ok = dl_fail(err, "%.300s: holds no dictionary; their names tell actors, agents, verbs, discards or issues", dir);
    for (uint32_t i = 0; ok && i < l.n_paths; i++)
        if (kind_of(strrchr(l.paths[i], '/') + 1) < 0)
            petr_problem(&l, &(petr_file){.file = i}, "its name tells no kind of dictionary; left out");
    if (ok && (l.failed || !finish(&l))) ok = dl_fail(err, "%.300s: out of memory", dir);
    forget_builders(&l);
    forget_paths(&l);
    if (ok) return l.p;
    petrarch_close(l.p);
    return NULL;
}

const lexicon *petrarch_lexicon(const struct petrarch *p) { return p && p->has_lexicon ? &p->lexicon : NULL; }

void petrarch_close(struct petrarch *p) {
    if (!p) return;
    bytes_free(&p->strings);
    bytes_free(&p->codes);
    bytes_free(&p->actors);
    bytes_free(&p->agents);
    bytes_free(&p->entries);
    bytes_free(&p->actor_section);
    bytes_free(&p->agent_section);
    bytes_free(&p->list_section);
    bytes_free(&p->lexicon_section);
    free(p);
}
