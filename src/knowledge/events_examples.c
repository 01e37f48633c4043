/* events_examples.c - the lexicon's examples are its tests: each sentence is read, and one of its events must be as the example
 * says. `dateline lint` runs them over the folder it checks, and the tests over the data that was built. */
#include "knowledge/events_examples.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "knowledge/events_book.h"
#include "knowledge/source.h"
#include "model.h"

static bool side_is(const char *want, const char *code, const char *name) {
    if (!strcmp(want, "*")) return true;
    if (!strcmp(want, "-")) return !code;
    return (code && !strcmp(code, want)) || (name && !strcmp(name, want));
}

static const char *name_of(const dl_report *r, uint32_t entity) {
    size_t n;
    const dl_entity *e = dl_report_entities(r, &n);
    return entity < n ? e[entity].name : NULL;
}

/* One more of the report's events, as an example would say it. */
static void tell(const dl_event *e, char *got, size_t size) {
    size_t n = strlen(got);
    snprintf(got + n, size - n, "%s%s %s %s %s %s", n ? "; " : "", e->source ? e->source : "-", dl_event_type_name(e->type), e->target ? e->target : "-",
             dl_status_name(e->status), e->cameo);
}

static bool code_is(const char *want, const char *cameo) { return !strncmp(cameo, want, strlen(want)); }

bool events_say(const dl_report *r, const char *wants, char *got, size_t size) {
    char line[256], *part[6] = {0};
    size_t n = 0, n_events;
    const dl_event *e = dl_report_events(r, &n_events);
    *got = 0;
    for (size_t i = 0; i < n_events; i++) tell(&e[i], got, size);
    snprintf(line, sizeof line, "%s", wants);
    for (char *w = strtok(line, " "); w && n < 6; w = strtok(NULL, " ")) part[n++] = w;
    if (n == 1 && !strcmp(part[0], "none")) return !n_events;
    if (n < 3) {
        snprintf(got, size, "'%s' is no coding; write SOURCE TYPE TARGET [STATUS [CODE]], or none", wants);
        return false;
    }
    for (size_t i = 0; i < n_events; i++)
        if (side_is(part[0], e[i].source, name_of(r, e[i].source_entity)) && !strcmp(dl_event_type_name(e[i].type), part[1]) &&
            side_is(part[2], e[i].target, name_of(r, e[i].target_entity)) && (n < 4 || !strcmp(dl_status_name(e[i].status), part[3])) &&
            (n < 5 || code_is(part[4], e[i].cameo)))
            return true;
    return false;
}

typedef struct reader {
    const dl_model *model;
    FILE *to;
    long problems, n;
} reader;

static void try_one(reader *x, const char *place, const char *entry, const char *text, const char *wants) {
    char got[1024] = "";
    dl_options options = {.id = "example", .date = "2022-02-14"};
    dl_report *r = dl_read(x->model, text, strlen(text), &options, NULL);
    x->n++;
    if (!r || !events_say(r, wants, got, sizeof got)) {
        x->problems++;
        if (x->to) fprintf(x->to, "%s: [%s] its example is read as %s, not %s\n", place, entry, *got ? got : "nothing", wants);
    }
    dl_report_free(r);
}

long events_try_examples(const dl_model *model, const char *dir, FILE *to, long *count, dl_error *err) {
    char pattern[4096];
    glob_t found;
    reader x = {.model = model, .to = to};
    lex_book book = {0};
    source_log silent = {0}; /* what is wrong with a line was told before */
    snprintf(pattern, sizeof pattern, "%s/events/*.txt", dir);
    if (glob(pattern, 0, NULL, &found)) return 0;
    source *files = calloc(found.gl_pathc + 1, sizeof *files);
    bool ok = files != NULL;
    for (size_t i = 0; ok && i < found.gl_pathc; i++) ok = source_open(&files[i], &silent, found.gl_pathv[i], err);
    if (ok) events_read_files(&book, files, found.gl_pathc);
    for (size_t i = 0; ok && i < book.n_examples; i++) {
        const lex_example *e = &book.examples[i];
        try_one(&x, source_place(NULL, e->place.s, e->place.at), e->entry == BOOK_NO ? "status" : book.entries[e->entry].name, e->text, e->wants);
    }
    events_free(&book);
    for (size_t i = 0; files && i < found.gl_pathc; i++) source_close(&files[i]);
    free(files);
    globfree(&found);
    if (count) *count = x.n;
    return ok ? x.problems : -1;
}

long events_lint(const char *dir, FILE *to, dl_error *err) {
    char path[] = "/tmp/dateline-lint-XXXXXX";
    int f = mkstemp(path);
    if (f < 0) return dl_fail(err, "/tmp: cannot write there, so the examples of events cannot be tried"), -1;
    close(f);
    dl_model *model = knowledge_compile(dir, path, NULL, err) ? model_open_data(path, err) : NULL;
    long problems = model ? events_try_examples(model, dir, to, NULL, err) : 0; /* no model here: nothing to try them with */
    dl_model_close(model);
    unlink(path);
    return problems;
}
