/* test_names.c - names of tags and features as CoNLL-U writes them, arrays that grow, and steps through UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "dateline.h"

#define BIT(f) ((uint64_t)1 << DL_FEAT_##f)

static void features_are_written_in_order(void **state) {
    (void)state;
    char out[512];
    assert_string_equal(dl_feats_string(0, out, sizeof out), "_");
    assert_string_equal(dl_feats_string(BIT(Number_Sing), out, sizeof out), "Number=Sing");
    assert_string_equal(dl_feats_string(BIT(VerbForm_Fin) | BIT(Mood_Ind) | BIT(Person_3), out, sizeof out),
                        "Mood=Ind|Person=3|VerbForm=Fin");
    assert_string_equal(dl_feats_string(BIT(Gender_Fem) | BIT(Gender_Masc) | BIT(Case_Nom), out, sizeof out),
                        "Case=Nom|Gender=Fem,Masc"); /* two values of one feature */
}

static void features_are_cut_to_the_room(void **state) {
    (void)state;
    char whole[2048], out[2048];
    uint64_t all = ((uint64_t)1 << DL_FEAT_COUNT) - 1;
    size_t n = strlen(dl_feats_string(all, whole, sizeof whole));
    assert_true(n > 300 && n < sizeof whole - 1);
    for (size_t size = 0; size <= n + 1; size++) {
        memset(out, '#', sizeof out);
        assert_ptr_equal(dl_feats_string(all, out, size), out);
        if (size) {
            assert_int_equal(strlen(out), size - 1);
            assert_memory_equal(out, whole, size - 1);
        }
        assert_int_equal(out[size], '#');
    }
    assert_string_equal(dl_feats_string(0, out, 1), "");
}

static void names_outside_the_tables_are_blank(void **state) {
    (void)state;
    assert_string_equal(dl_upos_name(DL_PROPN), "PROPN");
    assert_string_equal(dl_upos_name(DL_UPOS_COUNT), "_");
    assert_string_equal(dl_xpos_name(DL_XPOS_WPS), "WP$");
    assert_string_equal(dl_xpos_name(255), "_");
    assert_string_equal(dl_deprel_name(DL_REL_nsubj_pass), "nsubj:pass");
    assert_string_equal(dl_deprel_name(-1), "_");
    for (int k = 0; k < DL_FURNITURE_KINDS; k++) assert_string_not_equal(dl_furniture_name(k), "_");
    assert_string_equal(dl_furniture_name(DL_FURNITURE_OTHER), "other");
}

static void arrays_grow_with_their_items(void **state) {
    (void)state;
    dl_arena a = {0};
    uint32_t *items = NULL;
    size_t n = 0, cap = 0;
    for (uint32_t i = 0; i < 100000; i++) {
        if (n == cap) {
            cap = cap ? cap * 2 : 1;
            items = arena_grow(&a, items, n, cap, sizeof *items);
            assert_non_null(items);
            assert_int_equal(items[cap - 1], 0);
        }
        items[n++] = i;
    }
    for (uint32_t i = 0; i < n; i++) assert_int_equal(items[i], i);
    assert_null(arena_alloc(&a, SIZE_MAX));
    assert_null(arena_grow(&a, items, n, SIZE_MAX / 2, 16));
    assert_non_null(arena_alloc(&a, 0));
    arena_free(&a);
    arena_free(&a); /* twice does no harm */
}

static void characters_are_stepped_through(void **state) {
    (void)state;
    const struct { const char *bytes; uint32_t c; unsigned n; } cases[] = {
        {"A", 'A', 1}, {"\x7F", 0x7F, 1}, {"\xC2\x80", 0x80, 2}, {"\xDF\xBF", 0x7FF, 2}, {"\xE0\xA0\x80", 0x800, 3},
        {"\xE2\x80\x94", 0x2014, 3}, {"\xEF\xBF\xBD", 0xFFFD, 3}, {"\xF0\x90\x80\x80", 0x10000, 4},
        {"\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned n = 0;
        assert_int_equal(utf8_next(cases[i].bytes, &n), cases[i].c);
        assert_int_equal(n, cases[i].n);
        assert_true(utf8_starts(cases[i].bytes[0]));
        for (unsigned k = 1; k < n; k++) assert_false(utf8_starts(cases[i].bytes[k]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(features_are_written_in_order), cmocka_unit_test(features_are_cut_to_the_room),
        cmocka_unit_test(names_outside_the_tables_are_blank), cmocka_unit_test(arrays_grow_with_their_items),
        cmocka_unit_test(characters_are_stepped_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
