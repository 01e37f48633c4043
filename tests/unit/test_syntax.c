/* test_syntax.c - the grammar stage: best trees against every tree, lemma edits there and back, backends that agree to the
 * bit, and trees that are trees whatever the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dateline.h"
#include "syntax/kernels.h"
#include "syntax/lemma.h"
#include "syntax/mst.h"
#include "syntax/word_features.h"

static uint64_t state = 42;
static uint32_t random_below(uint32_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % n;
}

/* ---- trees ---- */

static bool is_tree(const int *head, int n) {
    int roots = 0;
    for (int d = 1; d <= n; d++) {
        roots += !head[d];
        int v = d, steps = 0;
        while (v && steps++ <= n) v = head[v];
        if (v) return false;
    }
    return roots == 1;
}

static float best_by_trying(const float *score, int n, int d, int *head) {
    if (d > n) {
        if (!is_tree(head, n)) return -1e30f;
        float sum = 0;
        for (int i = 1; i <= n; i++) sum += score[i * (n + 1) + head[i]];
        return sum;
    }
    float best = -1e30f;
    for (int h = 0; h <= n; h++) {
        if (h == d) continue;
        head[d] = h;
        float sum = best_by_trying(score, n, d + 1, head);
        best = sum > best ? sum : best;
    }
    return best;
}

static void trees_are_best(void **unused) {
    (void)unused;
    for (int round = 0; round < 600; round++) {
        int n = 1 + (int)random_below(5), tried[8], head[8];
        float score[64], copy[64];
        for (int i = 0; i < 64; i++) score[i] = copy[i] = (float)random_below(1000);
        void *room = malloc(mst_room(n));
        mst_tree(score, n, head, room);
        free(room);
        assert_true(is_tree(head, n));
        float sum = 0;
        for (int i = 1; i <= n; i++) sum += copy[i * (n + 1) + head[i]];
        assert_true(sum == best_by_trying(copy, n, 1, tried));
    }
}

static void long_sentences_are_trees(void **unused) {
    (void)unused;
    int n = DL_MAX_SENTENCE, *head = malloc(sizeof(int) * (size_t)(n + 1));
    float *score = malloc(sizeof(float) * (size_t)(n + 1) * (size_t)(n + 1));
    void *room = malloc(mst_room(n));
    for (int kind = 0; kind < 4; kind++) {
        for (int d = 0; d <= n; d++)
            for (int h = 0; h <= n; h++) /* at random; all equal; one long cycle; pairs that want each other */
                score[d * (n + 1) + h] = kind == 0 ? (float)random_below(1000) : kind == 1 ? 0 : kind == 2 ? (float)(h == d % n + 1) * 9 : (float)(((h - 1) ^ 1) == d - 1) * 9;
        mst_tree(score, n, head, room);
        assert_true(is_tree(head, n));
    }
    free(room), free(score), free(head);
}

/* ---- lemmas ---- */

static void lemma_edits(void **unused) {
    (void)unused;
    static const char *const PAIRS[][2] = {{"was", "be"}, {"Troops", "troops"}, {"armies", "army"}, {"Putin", "Putin"}, {"IRAN", "Iran"},
                                           {"went", "go"}, {"n’t", "not"}, {"ÉLITES", "élite"}, {"’s", "'s"}, {"better", "good"}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS; i++) {
        char script[LEMMA_SCRIPT], made[LEMMA_BYTES];
        assert_true(lemma_script(PAIRS[i][0], PAIRS[i][1], script));
        assert_true(lemma_apply(PAIRS[i][0], script, made));
        assert_string_equal(made, PAIRS[i][1]);
    }
    char script[LEMMA_SCRIPT], made[LEMMA_BYTES], longest[4096];
    assert_true(lemma_script("cities", "city", script));
    assert_true(lemma_apply("Parties", script, made));
    assert_string_equal(made, "party");
    assert_false(lemma_apply("walked", script, made)); /* does not end so */
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    assert_false(lemma_apply(longest, "L\t", made));
    assert_false(lemma_script(longest, "b", script));
}

/* ---- words ---- */

static uint64_t hash_of(const char *form) {
    feature_word w;
    feature_normalise(&w, form, strlen(form));
    return w.hash;
}

static void words_are_normalised(void **unused) {
    (void)unused;
    assert_int_equal(hash_of("Kyiv"), hash_of("KYIV"));
    assert_int_equal(hash_of("1987"), hash_of("2014"));
    assert_int_not_equal(hash_of("198"), hash_of("2014"));
    assert_int_equal(hash_of("n’t"), hash_of("n't"));
    assert_int_equal(hash_of("“"), hash_of("``"));
    assert_int_equal(hash_of("—"), hash_of("--"));
    assert_int_equal(hash_of("co\xC2\xADoperate"), hash_of("cooperate"));
    assert_int_not_equal(hash_of("Kyiv"), hash_of("Kiev"));
    char longest[1000];
    memset(longest, 'x', sizeof longest);
    feature_word w;
    feature_normalise(&w, longest, sizeof longest);
    assert_true(w.n <= FEATURE_CHARS);
}

/* ---- backends ---- */

static void backends_agree(void **unused) {
    (void)unused;
    const char *const NAMES[] = {"plain", "avx2", "avx512-vnni"};
    enum { IN = 384, OUT = 192, N = 23, H = 64 };
    static int8_t x[N * IN], weights[IN * OUT] __attribute__((aligned(64)));
    static float scale[OUT], bias[OUT], u[N * 6 * H], top[N * 2 * H], v[4 * H], b[4 * H], y[2][N * OUT], h[2][N * 2 * H];
    static int8_t q[2][N * 2 * H];
    static int16_t short_x[N * 64];
    static int32_t sum[OUT];
    for (int i = 0; i < N * IN; i++) x[i] = (int8_t)((int)random_below(255) - 127);
    for (int i = 0; i < IN * OUT; i++) {
        weights[i] = (int8_t)((int)random_below(255) - 127);
        sum[i / (IN * 16) * 16 + i % 64 / 4] += 128 * weights[i];
    }
    for (int i = 0; i < OUT; i++) scale[i] = (float)random_below(100) * 1e-5f, bias[i] = (float)random_below(100) * 0.01f;
    for (int i = 0; i < N * 6 * H; i++) u[i] = (float)random_below(6000) * 0.001f - 3;
    for (int i = 0; i < N * 2 * H; i++) top[i] = (float)random_below(2000) * 0.001f - 1;
    for (int i = 0; i < 4 * H; i++) v[i] = (float)random_below(1000) * 0.001f, b[i] = (float)random_below(1000) * 0.001f;
    for (int i = 0; i < N * 64; i++) short_x[i] = (int16_t)((int)random_below(4095) - 2047);
    matrix m = {weights, scale, bias, sum, IN, OUT};
    int compared = 0;
    for (int k = 0; k < 3; k++) {
        setenv("DATELINE_BACKEND", NAMES[k], 1);
        const kernels *run = kernels_choose();
        if (strcmp(run->name, NAMES[k])) continue; /* this processor lacks it */
        int to = k > 0;
        run->product(&m, x, IN, N, y[to]);
        run->sru(H, N, u, top, v, b, h[to], q[to]);
        static float s[2][N * N], t[2][N * 2 * H];
        static int8_t small[2][N * 2 * H];
        run->dots(64, N, N, short_x, short_x, 0.01f, s[to], N);
        memcpy(t[to], top, sizeof t[to]);
        run->tanh_all(N * 2 * H, t[to], small[to]);
        assert_int_equal(run->best(N * 6 * H, u), KERNELS_PLAIN.best(N * 6 * H, u));
        if (!k) continue;
        compared++;
        assert_memory_equal(y[0], y[1], sizeof y[0]);
        assert_memory_equal(h[0], h[1], sizeof h[0]);
        assert_memory_equal(q[0], q[1], sizeof q[0]);
        assert_memory_equal(s[0], s[1], sizeof s[0]);
        assert_memory_equal(t[0], t[1], sizeof t[0]);
        assert_memory_equal(small[0], small[1], sizeof small[0]);
    }
    unsetenv("DATELINE_BACKEND");
    if (!compared) skip();
}

/* ---- the whole stage ---- */

static void odd_texts_give_trees(void **unused) {
    (void)unused;
    dl_error err;
    dl_model *model = dl_model_open(NULL, &err);
    if (!model) fail_msg("%s", err.message);
    char text[6000];
    for (int round = 0; round < 40; round++) {
        static const char *const BITS[] = {"the ", "Putin ", ". ", "\"", "“", "said ", "\xFF", "1,000 ", "don’t ", "\n\n", "a-b-c ", "U.S. ", ") ", "日本 ", "\xCC\x81", "? "};
        size_t n = 0;
        while (n < 200 + (size_t)round * 100) {
            const char *bit = BITS[random_below(16)];
            memcpy(text + n, bit, strlen(bit));
            n += strlen(bit);
        }
        dl_report *r = dl_read(model, text, n, NULL, &err);
        assert_non_null(r);
        size_t sentences, tokens;
        const dl_sentence *s = dl_report_sentences(r, &sentences);
        const dl_token *t = dl_report_tokens(r, &tokens);
        for (size_t i = 0; i < sentences; i++) {
            int head[DL_MAX_SENTENCE + 1];
            assert_in_range(s[i].count, 1, DL_MAX_SENTENCE);
            for (uint32_t k = 0; k < s[i].count; k++) {
                const dl_token *w = &t[s[i].first + k];
                assert_non_null(w->lemma);
                assert_true(w->head == DL_ROOT || (w->head >= s[i].first && w->head < s[i].first + s[i].count));
                assert_int_equal(w->head == DL_ROOT, w->deprel == DL_REL_root);
                head[k + 1] = w->head == DL_ROOT ? 0 : (int)(w->head - s[i].first) + 1;
            }
            assert_true(is_tree(head, (int)s[i].count));
            assert_int_equal(t[s[i].root].head, DL_ROOT);
        }
        dl_report_free(r);
    }
    dl_model_close(model);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_are_best),    cmocka_unit_test(long_sentences_are_trees), cmocka_unit_test(lemma_edits),
        cmocka_unit_test(words_are_normalised), cmocka_unit_test(backends_agree),        cmocka_unit_test(odd_texts_give_trees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
