/* test_knowledge.c - data files: what is common to all kinds is read as the manual of data/ says, and every problem is
 * named with its line and column and keeps the pack from being written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "knowledge/source.h"

static char dir[64], path[128], text_dir[96];

static int make_folder(void **state) {
    (void)state;
    strcpy(dir, "/tmp/dateline-test-XXXXXX");
    if (!mkdtemp(dir)) return -1;
    snprintf(text_dir, sizeof text_dir, "%s/text", dir);
    snprintf(path, sizeof path, "%s/a.txt", text_dir);
    return mkdir(text_dir, 0755);
}
static int remove_folder(void **state) {
    (void)state;
    unlink(path);
    rmdir(text_dir);
    return rmdir(dir);
}

static void write_file(const char *content, size_t n) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(content, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static void lines_are_trimmed_joined_and_freed_of_comments(void **state) {
    (void)state;
    static const char content[] =
        "# all of it\n\n  one two \t# tail\r\nC\\#  sharp#er\nlong \\\n  line \\\n\tend\n \\\nlast";
    write_file(content, sizeof content - 1);
    source s;
    dl_error err;
    assert_true(source_open(&s, NULL, path, &err));
    for (int turn = 0; turn < 2; turn++) {
        size_t n;
        assert_string_equal(source_line(&s, &n), "one two");
        assert_int_equal(n, 7);
        assert_string_equal(source_line(&s, &n), "C#  sharp#er");
        assert_int_equal(n, 12);
        char *line = source_line(&s, NULL), *fields[9];
        assert_non_null(strstr(line, "line"));
        assert_int_equal(source_split(line, ' ', fields, 9) > 3, 1);
        assert_string_equal(fields[0], "long");
        assert_string_equal(source_line(&s, NULL), "last");
        assert_null(source_line(&s, NULL));
        source_rewind(&s);
    }
    source_close(&s);
    assert_false(source_open(&s, NULL, "/nowhere/at/all", &err));
    assert_non_null(strstr(err.message, "/nowhere/at/all: cannot read"));
    source_close(&s);
}

static void fields_are_cut_and_trimmed(void **state) {
    (void)state;
    char line[] = " a | b c |  | d | e ", *f[3];
    assert_int_equal(source_split(line, '|', f, 3), 5);
    assert_string_equal(f[0], "a");
    assert_string_equal(f[1], "b c");
    assert_string_equal(f[2], "| d | e");
    char one[] = "alone";
    assert_int_equal(source_split(one, '|', f, 3), 1);
    assert_string_equal(f[0], "alone");
}

/* Lints `content` and looks for `line` among what is printed. */
static void says(const char *content, size_t n, const char *where, const char *what) {
    write_file(content, n);
    char *out = NULL;
    size_t size;
    FILE *to = open_memstream(&out, &size);
    dl_error err = {""};
    long problems = knowledge_lint(dir, NULL, 0, to, &err);
    fclose(to);
    assert_true(problems > 0);
    char want[256];
    snprintf(want, sizeof want, "%s:%s: ", path, where);
    char *at = strstr(out, want);
    if (!at) fprintf(stderr, "no \"%s\" in:\n%s", want, out);
    assert_non_null(at);
    char *end = strchr(at, '\n'), *found = strstr(at, what);
    if (!(found && found < end)) fprintf(stderr, "no \"%s\" in:\n%s", what, out);
    assert_true(found && found < end);
    free(out);
    /* and nothing is written */
    char pack[128];
    snprintf(pack, sizeof pack, "%s/pack", dir);
    int saved = dup(2);
    assert_non_null(freopen("/dev/null", "w", stderr));
    assert_false(knowledge_compile(dir, pack, NULL, &err));
    fflush(stderr);
    dup2(saved, 2);
    close(saved);
    assert_int_equal(access(pack, F_OK), -1);
    assert_non_null(strstr(err.message, "is not written"));
}
#define SAYS(content, where, what) says(content, sizeof content - 1, where, what)

static void problems_are_named_with_their_place(void **state) {
    (void)state;
    SAYS("[agency]\nReuters\n  caf\xE9\n", "3:6", "no UTF-8");
    SAYS("[agency]\nRe\aters\n", "2:3", "U+0007");
    SAYS("Reuters\n", "1:1", "before any [heading]");
    SAYS("[agency\nReuters\n", "1:1", "not closed");
    SAYS("# x\n[agencies]\n", "2:1", "no list is called [agencies]");
    SAYS("[agency]\nReuters => R\nAP\n REUTERS => R\n", "4:2", "twice under [agency]");
    SAYS("[agency]\nReuters => R\n[credit line]\nReuters => S\n", "4:1", "two values, 'R' and 'S'");
    SAYS("[agency]\n\\\n  \xC2\xA0\n[role]\n", "3:3", "no letters");
    SAYS("[agency]\nReuters\n", "1:1", "fills the list [role]");
}

static void strange_folders_are_told(void **state) {
    (void)state;
    dl_error err = {""};
    assert_int_equal(knowledge_lint("/nowhere/at/all", NULL, 0, stderr, &err), -1);
    assert_non_null(strstr(err.message, "/nowhere/at/all: cannot read"));
    char strange[96], *out = NULL;
    size_t size;
    snprintf(strange, sizeof strange, "%s/txet", dir);
    assert_int_equal(mkdir(strange, 0755), 0);
    FILE *to = open_memstream(&out, &size);
    assert_true(knowledge_lint(dir, NULL, 0, to, &err) > 0);
    fclose(to);
    assert_non_null(strstr(out, "txet: no kind of data has this name"));
    free(out);
    rmdir(strange);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_trimmed_joined_and_freed_of_comments),
        cmocka_unit_test(fields_are_cut_and_trimmed),
        cmocka_unit_test(problems_are_named_with_their_place),
        cmocka_unit_test(strange_folders_are_told),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
