/* run_cases.c - reads the plain-text cases (tests/cases/README.md), reads each report, and checks what is expected of it.
 * Prints the Test Anything Protocol. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "expect.h"

static const expectation *const TABLES[] = {expect_text, expect_syntax, expect_entities, expect_times, expect_output, expect_actors,
                                            expect_places, expect_statements, expect_ledger, expect_events};
static int count, failed;

typedef struct test_case {
    const char *file;
    int line;        /* where the case begins */
    char name[128];
    char *text; size_t len, room;
    char date[11];
} test_case;

static void add(test_case *c, const char *s, size_t n) {
    if (c->len + n + 1 > c->room) {
        c->room = (c->len + n + 1) * 2;
        c->text = realloc(c->text, c->room);
        if (!c->text) abort();
    }
    memcpy(c->text + c->len, s, n);
    c->len += n;
}

static int hex(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

/* A line of a report: \xHH is a byte, \\ a backslash. */
static void add_line(test_case *c, const char *s) {
    if (c->len || c->room) add(c, "\n", 1);
    add(c, "", 0);
    for (; *s; s++) {
        char byte = *s;
        if (s[0] == '\\' && s[1] == '\\') s++;
        else if (s[0] == '\\' && s[1] == 'x' && hex(s[2]) >= 0 && hex(s[3]) >= 0)
            byte = (char)(hex(s[2]) << 4 | hex(s[3])), s += 3;
        add(c, &byte, 1);
    }
}

static int split(char *line, char **args) {
    int n = 0;
    for (char *s = line; *s && n < EXPECT_ARGS;) {
        while (*s == ' ' || *s == '\t') s++;
        if (!*s) break;
        if (*s == '"') {
            char *to = ++s;
            args[n++] = to;
            for (; *s && *s != '"'; s++) {
                if (*s == '\\' && (s[1] == '"' || s[1] == '\\')) s++;
                *to++ = *s;
            }
            if (*s) s++;
            *to = 0;
        } else {
            args[n++] = s;
            while (*s && *s != ' ' && *s != '\t') s++;
            if (*s) *s++ = 0;
        }
    }
    return n;
}

static void result(const test_case *c, int line, bool ok, const char *what, const char *why) {
    printf("%sok %d - %s:%d %s: %s\n", ok ? "" : "not ", ++count, c->file, line, c->name, what);
    if (!ok) {
        failed++;
        printf("# %s:%d: expected %s%s%s\n", c->file, line, what, *why ? "; got " : "", why);
    }
}

static void check(const test_case *c, const reading *g, int line, const char *expected) {
    char copy[4096], why[2048] = "", *args[EXPECT_ARGS + 1] = {NULL};
    snprintf(copy, sizeof copy, "%s", expected);
    int n = split(copy, args), from = 0;
    bool negated = n && !strcmp(args[0], "not");
    from = negated;
    for (size_t t = 0; t < sizeof TABLES / sizeof *TABLES && from < n; t++)
        for (const expectation *e = TABLES[t]; e->kind; e++)
            if (!strcmp(e->kind, args[from]) && n - from - 1 >= e->least) {
                result(c, line, e->holds(g, args + from + 1, why, sizeof why) != negated, expected, why);
                return;
            }
    result(c, line, false, expected, "no such expectation (tests/cases/README.md), or too few words");
}

static void run(const dl_model *model, test_case *c, char (*expected)[4096], const int *lines, int n) {
    dl_error err = {""};
    dl_options options = {.id = "case", .date = *c->date ? c->date : NULL};
    dl_report *r = dl_read(model, c->text ? c->text : "", c->len, &options, &err);
    if (!r) result(c, c->line, false, "to be read", err.message);
    else {
        size_t bytes;
        reading g = {.report = r, .text = dl_report_text(r, &bytes), .meta = dl_report_meta(r)};
        g.sentences = dl_report_sentences(r, &g.n_sentences);
        g.tokens = dl_report_tokens(r, &g.n_tokens);
        g.furniture = dl_report_furniture(r, &g.n_furniture);
        for (int i = 0; i < n; i++) check(c, &g, lines[i], expected[i]);
        if (!n) result(c, c->line, false, "something", "a case without expectations");
    }
    dl_report_free(r);
    free(c->text);
}

static void run_file(const dl_model *model, const char *path) {
    enum { MOST = 200 };
    static char line[1 << 16], expected[MOST][4096];
    int lines[MOST], n = 0, at = 0;
    bool in_text = true, open = false;
    const char *name = strrchr(path, '/');
    test_case c = {.file = name ? name + 1 : path, .line = 1};
    FILE *f = fopen(path, "r");
    if (!f) {
        result(&c, 0, false, "to be readable", "");
        return;
    }
    while (fgets(line, sizeof line, f)) {
        at++;
        line[strcspn(line, "\n")] = 0;
        if (!strncmp(line, "====", 4)) {
            if (open) run(model, &c, expected, lines, n);
            c = (test_case){.file = c.file, .line = at};
            snprintf(c.name, sizeof c.name, "%s", line + 4 + strspn(line + 4, "= "));
            n = 0;
            in_text = open = true;
        } else if (!open) continue; /* before the first case a file may say what it is about */
        else if (in_text && !strcmp(line, "----")) in_text = false;
        else if (in_text) add_line(&c, line);
        else if (!strncmp(line, "date ", 5)) snprintf(c.date, sizeof c.date, "%.10s", line + 5);
        else if (line[strspn(line, " \t")] && line[0] != '#' && n < MOST) {
            snprintf(expected[n], sizeof *expected, "%.4095s", line);
            lines[n++] = at;
        }
    }
    if (open) run(model, &c, expected, lines, n);
    fclose(f);
}

int main(int argc, char **argv) {
    dl_error err = {""};
    dl_model *model = dl_model_open(NULL, &err);
    if (!model) {
        printf("Bail out! %s\n", err.message);
        return 1;
    }
    for (int i = 1; i < argc; i++) { /* files, or folders of them */
        char pattern[4096];
        glob_t found;
        struct stat st;
        snprintf(pattern, sizeof pattern, "%s%s", argv[i], !stat(argv[i], &st) && S_ISDIR(st.st_mode) ? "/*.txt" : "");
        if (glob(pattern, 0, NULL, &found)) result(&(test_case){.file = argv[i]}, 0, false, "to hold cases", "");
        else for (size_t k = 0; k < found.gl_pathc; k++) run_file(model, found.gl_pathv[k]);
        globfree(&found);
    }
    dl_model_close(model);
    printf("1..%d\n", count);
    return failed || !count;
}
