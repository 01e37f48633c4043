/* test_repair.c - any bytes become valid UTF-8 with every character in its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report.h"

#define BAD "\xEF\xBF\xBD"

static void becomes(const char *raw, size_t len, const char *text, uint32_t bad) {
    dl_report r = {0};
    assert_true(text_repair(&r, raw, len));
    assert_string_equal(r.text, text);
    assert_int_equal(r.bytes, strlen(text));
    assert_int_equal(r.meta.bad_bytes, bad);
    arena_free(&r.arena);
}
#define BECOMES(raw, text, bad) becomes(raw, sizeof raw - 1, text, bad)

static void bad_bytes_become_one_mark_per_broken_character(void **state) {
    (void)state;
    BECOMES("", "", 0);
    BECOMES("caf\xC3\xA9", "caf\xC3\xA9", 0);
    BECOMES("caf\xE9 noir", "caf" BAD " noir", 1);
    BECOMES("a\xE2\x82"
            "b",
            "a" BAD "b", 2);                         /* cut off: one mark */
    BECOMES("\xF0\x9F\x92", BAD, 3);                 /* cut off by the end */
    BECOMES("\xC0\xAF", BAD BAD, 2);                 /* overlong: never the start of anything */
    BECOMES("\xE0\x80\x80", BAD BAD BAD, 3);         /* overlong */
    BECOMES("\xED\xA0\x80", BAD BAD BAD, 3);         /* surrogate */
    BECOMES("\xF4\x90\x80\x80", BAD BAD BAD BAD, 4); /* beyond U+10FFFF */
    BECOMES("\xF0\x90\x8D\x88\xFF", "\xF0\x90\x8D\x88" BAD, 1);
    BECOMES("\xF1\x80\xE2\x80\x94", BAD "\xE2\x80\x94", 2);
}

static void control_characters_do_no_harm(void **state) {
    (void)state;
    BECOMES("a\0b\x07"
            "c\x7F",
            "a b c ", 0);
    BECOMES("a\r\nb\rc\n", "a \nb\nc\n", 0);
    BECOMES("\xEF\xBB\xBFMinsk", " Minsk", 0);
    BECOMES("a\xE2\x80\xA9"
            "b\xE2\x80\xA8"
            "c\fd",
            "a\nb\nc\nd", 0);
    BECOMES("\xC2\x93It\xC2\x92s\xC2\x94 \xC2\x97", "\xE2\x80\x9CIt\xE2\x80\x99s\xE2\x80\x9D \xE2\x80\x94", 0);
    BECOMES("\xC2\x81\xC2\x80", " \xE2\x82\xAC", 0);
}

static void utf16_is_decoded(void **state) {
    (void)state;
    BECOMES("\xFF\xFEM\0i\0\x14\x20", " Mi\xE2\x80\x94", 0);
    BECOMES("\xFE\xFF\0M\xD8\x3D\xDE\x00", " M\xF0\x9F\x98\x80", 0);
    BECOMES("\xFF\xFE\0\xD8M\0x", " " BAD "M" BAD, 3);
    BECOMES("\xFF\xFE\r\0\n\0\r\0", "  \n\n", 0);
}

static void code_points_are_counted(void **state) {
    (void)state;
    enum { N = 3000 };
    char raw[N];
    uint32_t points[N + 1], n = 0, at = 0;
    unsigned seed = 1;
    while (n + 4 < N) {
        static const char *const chars[] = {"a", "\xC3\xA9", "\xE2\x80\x94", "\xF0\x9F\x98\x80", "."};
        const char *c = chars[(seed = seed * 1103515245u + 12345u) >> 16 & 3];
        for (size_t i = 0; i < strlen(c); i++) points[n + i] = i ? UINT32_MAX : at;
        memcpy(raw + n, c, strlen(c));
        n += (uint32_t)strlen(c);
        at++;
    }
    points[n] = at;
    dl_report r = {0};
    assert_true(text_repair(&r, raw, n));
    for (uint32_t i = 0; i <= n; i++)
        if (points[i] != UINT32_MAX) assert_int_equal(report_cp(&r, i), points[i]);
    arena_free(&r.arena);
    /* a text that ends where a mark falls */
    memset(raw, 'x', 512);
    memcpy(raw, "\xC3\xA9", 2);
    r = (dl_report){0};
    assert_true(text_repair(&r, raw, 512));
    assert_int_equal(report_cp(&r, 512), 511);
    arena_free(&r.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_bytes_become_one_mark_per_broken_character),
        cmocka_unit_test(control_characters_do_no_harm),
        cmocka_unit_test(utf16_is_decoded),
        cmocka_unit_test(code_points_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
