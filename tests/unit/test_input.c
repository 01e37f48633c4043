/* test_input.c - reports out of JSON lines: what is wrong costs no more than it must. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "input/input.h"

static char path[] = "/tmp/dateline-input-XXXXXX.jsonl";

static dl_input *open_lines(const char *lines) {
    static bool made;
    if (!made) {
        int fd = mkstemps(path, 6);
        assert_true(fd >= 0);
        close(fd);
        made = true;
    }
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_true(fputs(lines, f) >= 0);
    assert_int_equal(fclose(f), 0);
    dl_error err;
    dl_input *in = input_open(path, false, NULL, &err);
    assert_non_null(in);
    return in;
}

static void a_date_that_is_no_day_is_passed_over(void **state) {
    (void)state;
    static const struct { const char *line, *date; bool remark; } cases[] = {
        {"{\"text\": \"x\", \"date\": \"2024-02-29\"}\n", "2024-02-29", false},
        {"{\"text\": \"x\", \"date\": \"2024-02-29T08:00:00Z\"}\n", "2024-02-29", false},
        {"{\"text\": \"x\", \"date\": null}\n", NULL, false},
        {"{\"text\": \"x\"}\n", NULL, false},
        {"{\"text\": \"x\", \"date\": \"2018-04\"}\n", NULL, true},
        {"{\"text\": \"x\", \"date\": \"2023-02-29\"}\n", NULL, true},
        {"{\"text\": \"x\", \"date\": \"\"}\n", NULL, true},
        {"{\"text\": \"x\", \"date\": \"yesterday, or so\"}\n", NULL, true},
        {"{\"text\": \"x\", \"date\": 20180401}\n", NULL, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dl_input *in = open_lines(cases[i].line);
        input_report r;
        dl_error err;
        assert_int_equal(input_next(in, &r, &err), INPUT_REPORT);
        assert_int_equal(r.len, 1);
        if (cases[i].date) assert_string_equal(r.date, cases[i].date);
        else assert_null(r.date);
        assert_int_equal(r.remark != NULL, cases[i].remark);
        assert_int_equal(input_next(in, &r, &err), INPUT_END);
        input_close(in);
    }
}

static void a_broken_line_leaves_the_next_alone(void **state) {
    (void)state;
    static const char *const broken[] = {"{", "[]", "{}", "{\"text\": 3}", "{\"text\": \"x\", \"id\": []}", "{\"text\": \"\xFF\"}"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        char lines[256];
        snprintf(lines, sizeof lines, "\xEF\xBB\xBF{\"id\": 7, \"text\": \"one\"}\r\n%s\n\n \t\n{\"id\": \"b\", \"text\": \"two\\u0000\"}", broken[i]);
        dl_input *in = open_lines(lines);
        input_report r;
        dl_error err;
        assert_int_equal(input_next(in, &r, &err), INPUT_REPORT);
        assert_string_equal(r.id, "7");
        assert_int_equal(input_next(in, &r, &err), INPUT_BROKEN);
        assert_non_null(strstr(err.message, ".jsonl:2: "));
        assert_int_equal(input_next(in, &r, &err), INPUT_REPORT);
        assert_string_equal(r.id, "b");
        assert_int_equal(r.len, 4);
        assert_non_null(strstr(r.where, ".jsonl:5"));
        assert_int_equal(input_next(in, &r, &err), INPUT_END);
        assert_int_equal(input_next(in, &r, &err), INPUT_END);
        input_close(in);
    }
}

static int remove_file(void **state) {
    (void)state;
    return unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_that_is_no_day_is_passed_over),
        cmocka_unit_test(a_broken_line_leaves_the_next_alone),
    };
    return cmocka_run_group_tests(tests, NULL, remove_file);
}
