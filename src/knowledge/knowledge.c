/* knowledge.c - the kinds of data, found in the folders of data/, checked and compiled one after the other into a pack.
 */
#include "knowledge/knowledge.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/pack.h"
#include "entities/actors.h"
#include "knowledge/source.h"
#include "model.h"

/* In the order in which they are compiled. */
static const struct {
    const char *name;
    knowledge_reader *read;
} KINDS[] = {
    {"text", knowledge_text},         {"words", knowledge_words},       {"mentions", knowledge_mentions},
    {"patterns", knowledge_patterns}, {"actors", knowledge_actors},
    {"places", knowledge_places},     {"meanings", knowledge_meanings},     {"codes", knowledge_codes},
    {"ledger", knowledge_ledger},
    {"statements", knowledge_statements},
    {"events", knowledge_events},
    {"senses", knowledge_senses},
};
enum { KINDS_N = sizeof KINDS / sizeof *KINDS, SECTIONS_MAX = 256 };

struct knowledge {
    const char *dir;
    FILE *depfile; /* or NULL */
    source_log log;
    pack_part parts[SECTIONS_MAX];
    dl_bytes bytes[SECTIONS_MAX];
    size_t n;
    bool failed; /* memory ended */
};

__attribute__((format(printf, 2, 3))) static void problem(knowledge *k, const char *format, ...) {
    va_list args;
    va_start(args, format);
    source_log_problem(&k->log, format, args);
    va_end(args);
}

void knowledge_section(knowledge *k, const char *name, dl_bytes *section) {
    if (section->failed || k->n == SECTIONS_MAX || strlen(name) >= sizeof k->parts->name) {
        k->failed = true;
        bytes_free(section);
        return;
    }
    snprintf(k->parts[k->n].name, sizeof k->parts->name, "%s", name);
    k->parts[k->n].bytes = section->at;
    k->parts[k->n].size = section->size;
    k->bytes[k->n++] = *section;
    *section = (dl_bytes){0};
}

const dl_bytes *knowledge_find(knowledge *k, const char *name) {
    for (size_t i = 0; i < k->n; i++)
        if (!strcmp(k->parts[i].name, name)) return &k->bytes[i];
    return NULL;
}

static bool ends_in(const char *s, const char *tail) {
    size_t n = strlen(s), m = strlen(tail);
    return n > m && !strcmp(s + n - m, tail);
}

static int is_data(const struct dirent *d) {
    return d->d_name[0] != '.' && (ends_in(d->d_name, ".txt") || ends_in(d->d_name, ".tsv"));
}
static int is_visible(const struct dirent *d) { return d->d_name[0] != '.'; }

/* A kind's folder; one that is not there is a kind without data. */
static bool read_kind(knowledge *k, size_t kind, dl_error *err) {
    char folder[4096], path[4400];
    snprintf(folder, sizeof folder, "%s/%s", k->dir, KINDS[kind].name);
    struct dirent **names = NULL;
    int found = scandir(folder, &names, is_data, alphasort);
    if (found < 0 && errno != ENOENT) return dl_fail(err, "%s: cannot read: %s", folder, strerror(errno));
    if (found >= 0 && k->depfile) fprintf(k->depfile, " %s", folder);
    source *files = calloc((size_t)(found > 0 ? found : 1), sizeof *files);
    bool ok = files || dl_fail(err, "%s: out of memory", folder);
    for (int i = 0; i < found; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        if (k->depfile) fprintf(k->depfile, " %s", path);
        ok = ok && source_open(&files[i], &k->log, path, err);
        free(names[i]);
    }
    free(names);
    if (ok) KINDS[kind].read(k, files, (size_t)(found > 0 ? found : 0));
    for (int i = 0; files && i < found; i++) source_close(&files[i]);
    free(files);
    return ok;
}

/* A folder that no kind reads would be silently ignored: more likely a slip of the pen. */
static bool check_folders(knowledge *k, dl_error *err) {
    struct dirent **names = NULL;
    int found = scandir(k->dir, &names, is_visible, alphasort);
    if (found < 0) return dl_fail(err, "%s: cannot read: %s; name the folder data/", k->dir, strerror(errno));
    for (int i = 0; i < found; i++) {
        char path[4400];
        struct stat st;
        bool known = false;
        snprintf(path, sizeof path, "%s/%s", k->dir, names[i]->d_name);
        for (size_t kind = 0; kind < KINDS_N; kind++) known |= !strcmp(names[i]->d_name, KINDS[kind].name);
        if (!known && !stat(path, &st) && S_ISDIR(st.st_mode))
            problem(k, "%s: no kind of data has this name; see src/knowledge/knowledge.h", path);
        free(names[i]);
    }
    free(names);
    return true;
}

static bool read_all(knowledge *k, dl_error *err) {
    bool ok = check_folders(k, err);
    for (size_t kind = 0; ok && kind < KINDS_N; kind++) ok = read_kind(k, kind, err);
    return ok && (!k->failed || dl_fail(err, "%s: out of memory, or too many sections", k->dir));
}

static void forget(knowledge *k) {
    for (size_t i = 0; i < k->n; i++) bytes_free(&k->bytes[i]);
    free(k);
}

bool knowledge_compile(const char *dir, const char *out, const char *depfile, dl_error *err) {
    knowledge *k = calloc(1, sizeof *k);
    if (!k) return dl_fail(err, "out of memory");
    k->dir = dir;
    k->log.to = stderr;
    k->depfile = depfile ? fopen(depfile, "w") : NULL;
    if (k->depfile) fprintf(k->depfile, "%s: %s", out, dir);
    bool ok =
        (!depfile || k->depfile || dl_fail(err, "%s: cannot write: %s", depfile, strerror(errno))) && read_all(k, err);
    if (k->depfile && (fputc('\n', k->depfile), fclose(k->depfile))) ok = dl_fail(err, "%s: cannot write", depfile);
    if (ok && k->log.problems)
        ok = dl_fail(err, "%s: %ld problem%s, %s is not written; mend the lines named", dir, k->log.problems,
                     k->log.problems == 1 ? "" : "s", out);
    ok = ok && pack_write(out, PACK_DATA_VERSION, k->parts, k->n, err);
    forget(k);
    return ok;
}

/* Over what was compiled just now; where that has problems of its own, they come first. */
static bool lint_over(knowledge *k, const dl_dictionary *list, size_t n, dl_error *err) {
    const dl_bytes *section = knowledge_find(k, "actors");
    actors ours;
    dl_bytes both = {0};
    if (!n || k->log.problems) return true;
    bool ok = actors_open(&ours, section ? section->at : NULL, section ? section->size : 0, err) &&
              knowledge_dictionaries(&ours, list, n, &k->log, &both, err);
    bytes_free(&both);
    return ok;
}

static long lint_installed(const dl_dictionary *list, size_t n, source_log *log, dl_error *err) {
    dl_bytes both = {0};
    dl_model *m = dl_model_open(NULL, err);
    bool ok = m && knowledge_dictionaries(m->actors, list, n, log, &both, err);
    bytes_free(&both);
    dl_model_close(m);
    return ok ? log->problems : -1;
}

long knowledge_lint(const char *dir, const dl_dictionary *list, size_t n, FILE *to, dl_error *err) {
    if (!dir) return lint_installed(list, n, &(source_log){.to = to}, err);
    knowledge *k = calloc(1, sizeof *k);
    if (!k) return dl_fail(err, "out of memory"), -1;
    k->dir = dir;
    k->log.to = to;
    long problems = read_all(k, err) && lint_over(k, list, n, err) ? k->log.problems : -1;
    forget(k);
    return problems;
}
