/* test_coref.c - coreference metrics against figures worked out by hand, and links between mentions in made-up reports. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "../../eval/coref_score.h"
#include "entities/mention_words.h"
#include "model.h"
#include "report.h"

static void near(double a, double b) { assert_true(a - b < 1e-9 && b - a < 1e-9); }

/* Gold {1 2 3} {4 5}, system {1 2} {3 4 5}: the example by which MUC and B-cubed are mostly explained. */
static void test_metrics(void **state) {
    (void)state;
    coref_mention gold[] = {{1, 0}, {2, 0}, {3, 0}, {4, 1}, {5, 1}}, system[] = {{1, 7}, {2, 7}, {3, 9}, {4, 9}, {5, 9}};
    coref_scores s = {0};
    assert_true(coref_add(&s, gold, 5, system, 5));
    near(coref_recall(&s, COREF_MUC), 2.0 / 3);
    near(coref_precision(&s, COREF_MUC), 2.0 / 3);
    near(coref_recall(&s, COREF_B3), (2 * 2.0 / 3 + 1.0 / 3 + 2) / 5);
    near(coref_precision(&s, COREF_B3), (2 + 1.0 / 3 + 2 * 2.0 / 3) / 5);
    near(coref_f1(&s, COREF_CEAFE), 0.8); /* {1 2 3}-{1 2} and {4 5}-{3 4 5}: 4/5 each */
}

/* Entities of one mention do not count, on either side; mentions that one side lacks do. */
static void test_singletons(void **state) {
    (void)state;
    coref_mention gold[] = {{1, 0}, {2, 0}, {3, 1}}, system[] = {{1, 0}, {9, 0}, {2, 1}};
    coref_scores s = {0};
    assert_true(coref_add(&s, gold, 3, system, 3));
    near(coref_recall(&s, COREF_MENTIONS), 0.5);
    near(coref_precision(&s, COREF_MENTIONS), 0.5);
    near(coref_f1(&s, COREF_MUC), 0);
    near(coref_recall(&s, COREF_B3), 0.25);
    near(coref_f1(&s, COREF_CEAFE), 0.5);
}

/* Sums go over documents, and equal sides are all right. */
static void test_perfect(void **state) {
    (void)state;
    coref_scores s = {0};
    for (int i = 0; i < 3; i++) {
        coref_mention gold[] = {{1, 0}, {2, 0}, {3, 1}, {4, 1}}, system[] = {{4, 0}, {3, 0}, {2, 5}, {1, 5}};
        assert_true(coref_add(&s, gold, 4, system, 4));
    }
    near(coref_conll(&s), 1);
    near(s.of[COREF_CEAFE], 6);
}

static dl_model *model;
static int open_model(void **state) {
    (void)state;
    dl_error err;
    model = dl_model_open(NULL, &err);
    return !model;
}
static int close_model(void **state) {
    (void)state;
    dl_model_close(model);
    return 0;
}

/* The model that is built holds links learned for these very features; else the reader would fall back to rules unseen. */
static void test_learned(void **state) {
    (void)state;
    assert_non_null(model->mentions->net);
}

/* Every mention is of one entity and stands once in its list, in order; spans lie in the text. */
static void check(const char *text) {
    dl_error err;
    dl_report *r = dl_read(model, text, strlen(text), NULL, &err);
    assert_non_null(r);
    size_t n, m, seen = 0;
    const dl_entity *e = dl_report_entities(r, &n);
    const dl_mention *x = dl_report_mentions(r, &m);
    for (size_t i = 0; i < n; i++) {
        uint32_t count = 0, before = 0;
        assert_non_null(e[i].name);
        for (uint32_t k = e[i].first; k != DL_NONE; before = k, k = x[k].next, count++) {
            assert_true(k < m && x[k].entity == i && (k == e[i].first || k > before));
            assert_true(x[k].span.start < x[k].span.end && x[k].head >= x[k].first && x[k].head < x[k].first + x[k].count);
        }
        assert_int_equal(count, e[i].mentions);
        assert_true(!i || e[i].first > e[i - 1].first);
        seen += count;
    }
    assert_int_equal(seen, m);
    dl_report_free(r);
}
static void test_lists(void **state) {
    (void)state;
    check("");
    check("He. She. It. They. “I,” I said. “We,” we said.");
    check("“I will,” she said. “I won’t. My son and I, we won’t,” said Ann Roe, the mayor. Her town, she said, was hers.");
    check("Ms. Roe, the mayor of Halden, and Mr. Roe, her husband, and the Roes’ son, Tom Roe, saw themselves. Roe, Roe, Roe.");
}

/* “I” said a thousand times before its speaker is named costs no more than the text is long. */
static void test_many(void **state) {
    (void)state;
    static char text[200000];
    size_t n = 0;
    n += (size_t)sprintf(text, "“");
    for (int i = 0; i < 3000; i++) n += (size_t)sprintf(text + n, "I saw him and his dog. ");
    n += (size_t)sprintf(text + n, "I left,” Ann Roe said.");
    check(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_metrics), cmocka_unit_test(test_singletons), cmocka_unit_test(test_perfect),
                                       cmocka_unit_test(test_learned), cmocka_unit_test(test_lists), cmocka_unit_test(test_many)};
    return cmocka_run_group_tests(tests, open_model, close_model);
}
