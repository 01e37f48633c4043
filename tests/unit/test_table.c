/* test_table.c - tables and phrases: what the builders write is found again, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/table_build.h"

static void put(phrase_builder *b, const char *text, bool exact, uint32_t value) {
    uint32_t *at = phrase_add(b, text, strlen(text), exact);
    assert_non_null(at);
    assert_int_equal(*at, TABLE_NONE);
    *at = value;
}

static void table_finds_each_key_and_no_other(void **state) {
    (void)state;
    table_builder b = {0};
    char key[32];
    for (uint32_t i = 0; i < 5000; i++) {
        int n = snprintf(key, sizeof key, "key%u", i * 7);
        uint32_t *at = table_add(&b, key, (size_t)n);
        assert_int_equal(*at, TABLE_NONE);
        *at = i;
    }
    assert_int_equal(*table_add(&b, "key7", 4), 1);
    dl_bytes out = {0};
    assert_true(table_finish(&b, &out));
    dl_table t;
    assert_true(table_open(&t, out.at, out.size));
    for (uint32_t i = 0; i < 5000; i++) {
        int n = snprintf(key, sizeof key, "key%u", i * 7);
        assert_int_equal(table_find(&t, key, (size_t)n), i);
        assert_string_equal(table_key(&t, i), key);
        n = snprintf(key, sizeof key, "key%u", i * 7 + 1);
        assert_int_equal(table_find(&t, key, (size_t)n), TABLE_NONE);
    }
    assert_int_equal(table_find(&t, "", 0), TABLE_NONE);
    for (size_t cut = 0; cut < out.size; cut += 997) assert_false(table_open(&t, out.at, cut));
    assert_int_equal(table_find(&t, "key7", 4), TABLE_NONE);
    bytes_free(&out);
}

static uint32_t whole(const dl_phrases *p, const char *s) { return phrase_whole(p, s, strlen(s)); }

static void phrases_match_however_the_text_is_cut(void **state) {
    (void)state;
    phrase_builder b = {0};
    put(&b, "Bashar al-Assad", false, 1);
    put(&b, "US", true, 2);
    put(&b, "U.S. Army", false, 3);
    put(&b, "U.S.", false, 4);
    put(&b, "Côte d'Ivoire", false, 5);
    put(&b, "us", true, 6);
    assert_null(phrase_add(&b, "  ", 2, false));
    assert_int_equal(*phrase_add(&b, "BASHAR AL-ASSAD", 15, false), 1);
    dl_bytes out = {0};
    assert_true(phrase_finish(&b, &out));
    dl_phrases p;
    assert_true(phrase_open(&p, out.at, out.size));
    assert_int_equal(whole(&p, "bashar Al\xE2\x80\x91"
                               "assad"),
                     1);
    assert_int_equal(whole(&p, "US"), 2);
    assert_int_equal(whole(&p, "us"), 6);
    assert_int_equal(whole(&p, "Us"), TABLE_NONE);
    assert_int_equal(whole(&p, "u.s."), 4);
    assert_int_equal(whole(&p, "U.S"), TABLE_NONE);
    assert_int_equal(whole(&p, "U.S. Army base"), TABLE_NONE);
    assert_int_equal(whole(&p, "C\xC3\x94TE D\xE2\x80\x99IVOIRE"), 5);
    assert_int_equal(whole(&p, ""), TABLE_NONE);

    static const char *const forms[] = {"U.S.", "Army", "said", "al", "-", "Assad"};
    dl_token tokens[6] = {0};
    for (int i = 0; i < 6; i++) tokens[i].form = forms[i];
    size_t taken;
    assert_int_equal(phrase_longest(&p, tokens, 6, &taken), 3);
    assert_int_equal(taken, 2);
    assert_int_equal(phrase_longest(&p, tokens, 1, &taken), 4);
    assert_int_equal(phrase_longest(&p, tokens + 1, 5, &taken), TABLE_NONE);
    assert_int_equal(taken, 0);
    const char *text = " U.S. Army's";
    assert_int_equal(phrase_longest_text(&p, text, text + strlen(text), &taken), 3);
    assert_int_equal(taken, 10);
    for (size_t cut = 0; cut < out.size; cut += 997) assert_false(phrase_open(&p, out.at, cut));
    assert_int_equal(whole(&p, "US"), TABLE_NONE);
    bytes_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_finds_each_key_and_no_other),
        cmocka_unit_test(phrases_match_however_the_text_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
