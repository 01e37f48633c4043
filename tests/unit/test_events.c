/* test_events.c - the lexicon of events: what lint finds in broken files, damaged compiled data, and its own examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/pack.h"
#include "events/lexicon.h"
#include "knowledge/events_examples.h"
#include "knowledge/knowledge.h"

#define CODES "[codes]\n040 | CONSULT | 1 | 1.0 | | | talks\n190 | ASSAULT | 4 | -10 | | military | fights\n036 | AGREE | 1 | 4 | | | is willing to meet\n"
#define CARRIERS "[carriers]\ncontent | agree\nany | 036\n19 | =\n"
#define WORDS \
    "[set talk]\ntalk, meeting\n[agree]\nverbs: agree\nS * to X = agree(X)\ne.g. A. -> none\n" \
    "[fight = 190]\nverbs: fight\nnouns: war\nS * T\n* with T\ne.g. A. -> none\n[hold = 040]\nverbs: hold\nS * <talk> [with T]\ne.g. A. -> none\n"

/* Problems that lint prints for a folder with one file of events. */
static char *lint(const char *text, char *dir_out, bool keep) {
    char dir[64] = "/tmp/dateline-events-XXXXXX", path[128], *out = NULL;
    size_t n = 0;
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/events", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/events/a.txt", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    FILE *to = open_memstream(&out, &n);
    dl_error err;
    assert_true(knowledge_lint(dir, NULL, 0, to, &err) >= 0);
    fclose(to);
    if (keep) strcpy(dir_out, dir);
    else {
        unlink(path);
        snprintf(path, sizeof path, "%s/events", dir);
        rmdir(path);
        rmdir(dir);
    }
    return out;
}

static void finds(const char *text, const char *what) {
    char *out = lint(text, NULL, false);
    if (!strstr(out, what) || !strstr(out, "/events/a.txt:")) {
        print_error("wanted '%s', got: %s\n", what, out);
        fail();
    }
    free(out);
}

static void lint_names_every_kind_of_mistake(void **state) {
    (void)state;
    char *out = lint(CODES CARRIERS WORDS, NULL, false);
    assert_string_equal(out, "");
    free(out);
    finds(CODES CARRIERS WORDS "[raid = 999]\nverbs: raid\nS * T\ne.g. A. -> none\n", "unknown code 999");
    finds(CODES CARRIERS WORDS "[raid = 190]\nverbs: raid\nS * <gun>\ne.g. A. -> none\n", "no set is called <gun>");
    finds(CODES CARRIERS WORDS "[raid = 040]\nverbs: fight\nS * T\ne.g. A. -> none\n", "'fight' with S * T is in [fight]");
    finds(CODES CARRIERS WORDS "[set a]\n<b>\n[set b]\n<a>\n[raid = 190]\nverbs: raid\nS * <a>\ne.g. A. -> none\n", "takes itself in");
    finds(CODES CARRIERS WORDS "[status common]\nhave\n[raid = 190]\nverbs: have\nS * [T]\ne.g. A. -> none\n", "matches everything");
    finds(CODES CARRIERS WORDS "[raid = 190]\nverbs: raid\nT\ne.g. A. -> none\n", "neither a list of words");
    finds(CODES CARRIERS WORDS "[raid = 190]\nverbs: raid\nS * T\n", "has no example");
    finds(CODES CARRIERS WORDS "[raid = 190]\nS * T\ne.g. A. -> none\n", "has no words");
    finds(CODES CARRIERS WORDS "[raid]\nverbs: raid\nS * T\ne.g. A. -> none\n", "no code");
    finds(CODES CARRIERS WORDS "[raid = 190]\nverbs: raid\nS * T at\ne.g. A. -> none\n", "nothing after it");
    finds(CODES CARRIERS WORDS "[raid]\nverbs: raid\nS * T = agree(X)\ne.g. A. -> none\n", "has no X");
    finds(CODES CARRIERS WORDS "[fight]\nverbs: raid\nS * T = 190\ne.g. A. -> none\n", "is there already");
    finds(CODES CARRIERS WORDS "[raid = 190]\nverbs: raid, raid\nS * T\ne.g. A. -> none\n", "stands twice");
    finds(CODES CARRIERS WORDS "[raid = 190]\nverbs: raid\nS * T\ne.g. A sentence alone.\n", "without its coding");
    finds(CODES CARRIERS WORDS "[status perhaps]\nmay\n", "is no status");
    finds(CODES "191 | FIGHT | 4 | -10 | | | fights\n" CARRIERS WORDS, "no event type");
    finds(CODES "190 | ASSAULT | 4 | -10 | | | again\n" CARRIERS WORDS, "code 190 is there already");
    finds(CODES "191 | ASSAULT | 7 | -30 | | | again\n" CARRIERS WORDS, "no quad class");
    finds(CODES CARRIERS "20 | 036 | 036\n" WORDS, "columns");
}

/* Every byte of a compiled lexicon changed in turn: refused, or still safe to look words up in. */
static void damaged_data_is_refused_or_harmless(void **state) {
    (void)state;
    char dir[64], path[128];
    free(lint(CODES CARRIERS WORDS, dir, true));
    snprintf(path, sizeof path, "%s/dateline.data", dir);
    dl_error err;
    assert_true(knowledge_compile(dir, path, NULL, &err));
    dl_pack pack;
    assert_true(pack_open(&pack, path, PACK_DATA_VERSION, &err));
    size_t size;
    const void *section = pack_section(&pack, "events", &size);
    assert_non_null(section);
    unsigned char *copy = aligned_alloc(64, (size + 63) & ~(size_t)63);
    lexicon x;
    for (size_t i = 0; i < size; i++) {
        memcpy(copy, section, size);
        copy[i] ^= 0xA5;
        if (!lexicon_open(&x, copy, size, &err)) continue;
        for (const lex_sense *s = lexicon_senses(&x, "fight"); s; s = s->last ? NULL : s + 1)
            if (s->use < LEX_SET) assert_true(strlen(x.strings + x.entries[s->of].name) < size);
        (void)lexicon_carry(&x, 1, 0);
    }
    for (size_t cut = 0; cut < size; cut += 7) {
        unsigned char *less = malloc(cut + 1);
        memcpy(less, section, cut);
        assert_false(lexicon_open(&x, less, cut, &err));
        free(less);
    }
    free(copy);
    pack_close(&pack);
    unlink(path);
    snprintf(path, sizeof path, "%s/events/a.txt", dir);
    unlink(path);
    snprintf(path, sizeof path, "%s/events", dir);
    rmdir(path);
    rmdir(dir);
}

/* Lint wants every example right. Here a few may be wrong, for a newly learned grammar reads a few sentences in another way. */
static void examples_hold(void **state) {
    (void)state;
    dl_error err;
    dl_model *m = dl_model_open(NULL, &err);
    assert_non_null(m);
    long n = 0, wrong = events_try_examples(m, getenv("SOURCE_DATA"), stderr, &n, &err);
    assert_true(n > 100);
    assert_true(wrong >= 0 && wrong * 20 <= n);
    dl_model_close(m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lint_names_every_kind_of_mistake),
        cmocka_unit_test(damaged_data_is_refused_or_harmless),
        cmocka_unit_test(examples_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
