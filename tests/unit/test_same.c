/* test_same.c - one text, one reading: from any thread, beside any other reading, and on any instruction set. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dateline.h"

static const char *const TEXTS[] = {
    "By ANNA BERG\nOSLO (AP) \xE2\x80\x94 Norway\xE2\x80\x99s envoy met Finnish officials on Monday. \xE2\x80\x9CWe agreed "
    "on little,\xE2\x80\x9D she said.\n\nThe talks, which began in Sept. 2019, didn\xE2\x80\x99t end.\n",
    "Gen. R. Holm of the U.S. Army told reporters that 1,200 soldiers will leave by Feb. 3. He wouldn't say why.",
    "", "\xFF\xFE\x00\x01 not text", "no stop at all and no capital either but rather many words in a row",
};
enum { N_TEXTS = sizeof TEXTS / sizeof *TEXTS, THREADS = 4, ROUNDS = 25 };

static uint64_t mix(uint64_t h, const void *bytes, size_t n) {
    const unsigned char *b = bytes;
    for (size_t i = 0; i < n; i++) h = (h ^ b[i]) * 0x100000001B3u;
    return h;
}

/* A number that changes with anything the report says; 0 if it could not be read. */
static uint64_t digest(const dl_model *model, const char *text) {
    dl_report *r = dl_read(model, text, strlen(text), NULL, NULL);
    if (!r) return 0;
    uint64_t h = 0xCBF29CE484222325u;
    size_t n;
    const dl_furniture *f = dl_report_furniture(r, &n);
    for (size_t i = 0; i < n; i++) h = mix(mix(h, &f[i].span, sizeof f[i].span), &f[i].kind, sizeof f[i].kind);
    const dl_sentence *s = dl_report_sentences(r, &n);
    for (size_t i = 0; i < n; i++) {
        h = mix(mix(h, &s[i].span, sizeof s[i].span), &s[i].root, sizeof s[i].root);
        h = mix(h, &s[i].flags, sizeof s[i].flags);
    }
    const dl_token *t = dl_report_tokens(r, &n);
    for (size_t i = 0; i < n; i++) {
        h = mix(mix(h, &t[i].span, sizeof t[i].span), &t[i].head, sizeof t[i].head);
        h = mix(mix(h, &t[i].feats, sizeof t[i].feats), (uint8_t[]){t[i].upos, t[i].xpos, t[i].deprel, t[i].mwt, t[i].flags}, 5);
        h = mix(mix(h, t[i].form, strlen(t[i].form)), t[i].lemma, strlen(t[i].lemma));
    }
    const dl_meta *m = dl_report_meta(r);
    h = mix(h, m->id, strlen(m->id));
    dl_report_free(r);
    return h;
}

typedef struct job {
    pthread_t thread;
    const dl_model *model;
    const uint64_t *want;
    size_t first, wrong;
} job;

static void *read_many(void *p) {
    job *j = p;
    for (size_t k = 0; k < ROUNDS * N_TEXTS; k++) {
        size_t i = (j->first + k) % N_TEXTS; /* each thread starts elsewhere, so that different texts meet */
        j->wrong += digest(j->model, TEXTS[i]) != j->want[i];
    }
    return NULL;
}

static void threads_read_the_same(void **state) {
    (void)state;
    dl_error err;
    dl_model *model = dl_model_open(NULL, &err);
    if (!model) fail_msg("%s", err.message);
    uint64_t want[N_TEXTS];
    for (size_t i = 0; i < N_TEXTS; i++) {
        want[i] = digest(model, TEXTS[i]);
        assert_int_not_equal(want[i], 0);
        for (size_t k = 0; k < i; k++) assert_int_not_equal(want[i], want[k]); /* the number does tell texts apart */
    }
    job jobs[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        jobs[i] = (job){.model = model, .want = want, .first = i};
        assert_int_equal(pthread_create(&jobs[i].thread, NULL, read_many, &jobs[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(jobs[i].thread, NULL);
        assert_int_equal(jobs[i].wrong, 0);
    }
    dl_model_close(model);
}

/* A model may be opened and closed in one thread while another reads with its own. */
static void *open_and_close(void *p) {
    (void)p;
    for (int k = 0; k < 5; k++) {
        dl_model *model = dl_model_open(NULL, NULL);
        if (!model) return NULL;
        bool read = digest(model, TEXTS[0]) != 0;
        dl_model_close(model);
        if (!read) return NULL;
    }
    return (void *)TEXTS;
}

static void models_do_not_meet(void **state) {
    (void)state;
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++) assert_int_equal(pthread_create(&threads[i], NULL, open_and_close, NULL), 0);
    for (size_t i = 0; i < THREADS; i++) {
        void *well;
        pthread_join(threads[i], &well);
        assert_non_null(well);
    }
}

static void instruction_sets_read_the_same(void **state) {
    (void)state;
    static const char *const backends[] = {"plain", "avx2", "avx512-vnni"};
    uint64_t want[N_TEXTS];
    for (size_t k = 0; k < sizeof backends / sizeof *backends; k++) {
        setenv("DATELINE_BACKEND", backends[k], 1);
        dl_model *model = dl_model_open(NULL, NULL);
        assert_non_null(model);
        const char *name = dl_model_backend(model);
        if (strcmp(name, backends[k])) {
            printf("# no %s on this machine\n", backends[k]);
            assert_int_not_equal(k, 0); /* the plain one is everywhere */
        }
        for (size_t i = 0; i < N_TEXTS; i++) {
            uint64_t got = digest(model, TEXTS[i]);
            if (k) assert_int_equal(got, want[i]);
            else want[i] = got;
        }
        dl_model_close(model);
    }
    unsetenv("DATELINE_BACKEND");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(threads_read_the_same), cmocka_unit_test(models_do_not_meet),
                                       cmocka_unit_test(instruction_sets_read_the_same)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
