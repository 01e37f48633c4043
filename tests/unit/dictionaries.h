/* dictionaries.h - a folder of PETRARCH dictionaries written for a test, what loading it tells, and reading with it. */
#ifndef DL_TEST_DICTIONARIES_H
#define DL_TEST_DICTIONARIES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "model.h"
#include "petrarch/petrarch.h"
#include "report.h"

static dl_model *model;
static char folder[64];

static void put(const char *name, const char *text) {
    char path[160];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void clear(void) {
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s/*", folder);
    assert_int_equal(system(command), 0);
}

/* Loads the folder and gives what was told, without the folder's name. */
static struct petrarch *load(char **told) {
    size_t n;
    FILE *f = open_memstream(told, &n);
    petrarch_log log = {.to = f};
    dl_error err = {""};
    struct petrarch *p = petrarch_open(model, folder, &log, &err);
    fclose(f);
    if (!p) fail_msg("%s", err.message);
    long lines = 0;
    for (char *c = *told; *c; c++) lines += *c == '\n';
    assert_int_equal(lines, log.problems);
    return p;
}

static void assert_told(const char *name, const char *text, const char *part) {
    char *told;
    clear();
    put(name, text);
    petrarch_close(load(&told));
    if (*part ? !strstr(told, part) : *told) fail_msg("'%s' was told:\n%s", text, told);
    free(told);
}

static dl_report *read_with(struct petrarch *p, const char *text, const char *date) {
    dl_error err;
    model->petrarch = p;
    dl_report *r = dl_read(model, text, strlen(text), &(dl_options){.date = date}, &err);
    model->petrarch = NULL;
    assert_non_null(r);
    return r;
}

static inline double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int start(void **state) {
    dl_error err;
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/petrarch-XXXXXX");
    model = dl_model_open(NULL, &err);
    if (!model) fprintf(stderr, "%s\n", err.message);
    return model && mkdtemp(folder) ? 0 : -1;
}

static int end(void **state) {
    (void)state;
    clear();
    rmdir(folder);
    dl_model_close(model);
    return 0;
}

#endif
