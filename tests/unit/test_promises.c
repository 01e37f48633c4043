/* test_promises.c - hostile and made-up texts: each is read, in time, into a report that keeps its promises. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "promises.h"
#include "report.h"

static dl_model *model;

static void read_and_check(const char *text, size_t n) {
    for (int kept = 0; kept < 2; kept++) {
        dl_error err;
        dl_options options = {.keep_furniture = kept};
        dl_report *r = dl_read(model, text, n, &options, &err);
        if (!r) fail_msg("%s", err.message);
        const char *why = promises_broken(r, kept);
        if (why) fail_msg("%s%s in: %.*s", why, kept ? " (furniture kept)" : "", (int)(n < 300 ? n : 300), text);
        dl_report_free(r);
    }
}

static void hard_texts_keep_all_promises(void **state) {
    (void)state;
    static const char *const texts[] = {
        "", " ", "\n", "\r\n\r\n", ".", "...", "\xE2\x80\x9C", "\"", "'", "''''", "-", "--", "(", ")", "((((", "U.S.", "a", "I'm", "'s",
        "can't've", "cannot", "x's's's's", "\xC2\xA0", "\xC2\xAD", "\xE2\x80\x8B", "a\xC2\xAD" "b", "\xEF\xBB\xBF", "\xFF", "\xF0\x9F", "\xED\xA0\x80",
        "By ", "By A", "MOSCOW (AP) \xE2\x80\x94", "MOSCOW (AP) \xE2\x80\x94 ", "(Reuters)", "\xC2\xA9", "Copyright 2022", "People also read\xE2\x80\xA6",
        "By JANE ROE \xE2\x80\x93 Associated Press\nOSLO (AP) \xE2\x80\x94 They met. They left. left.\nCopyright 2020 AP.",
        "http://a.b/c)).", "a@b", "@", "#", "$", "$5", "1,000.5%", "10:30a.m.", "1.2.3.4", "Jan.", "Jan. 5", "No. 5", "Mr. X", "e.g. this",
        "\xE2\x80\x9COne.\xE2\x80\x9D Two.", "(One.) Two.", "One!Two?Three", "one\ntwo\nthree", "one\n\n\n\ntwo", "\xE4\xB8\xAD\xE6\x96\x87\xE3\x80\x82",
        "\xF0\x9F\x98\x80\xF0\x9F\x98\x80", "e\xCC\x81", "\xCC\x81", "a\tb\vc\fd\re", "\x7F\x01\x02",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) read_and_check(texts[i], strlen(texts[i]));
    read_and_check("a\0b", 3);
    read_and_check("\xFF\xFE" "a\0.\0", 6);
    read_and_check("\xFE\xFF\0a\xD8\0", 6);
    read_and_check("\xFF\xFE", 2);
    read_and_check("\xFF\xFE" "a", 3);
}

/* Texts of pieces that the stages look for, put together by a fixed sequence of numbers. */
static void mixed_texts_keep_all_promises(void **state) {
    (void)state;
    static const char *const pieces[] = {
        " ", " ", " ", " ", "\n", "\n\n", ".", ",", "\"", "'", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x99", "-", "\xE2\x80\x94", "(", ")", ":", ";",
        "!", "?", "...", "\xE2\x80\xA6", "/", "@", "#", "&", "$", "%", "Mr.", "U.S.", "Gen.", "Sept.", "11", "2022", "1,000", "3.5", "don't", "n't",
        "'s", "By", "MOSCOW", "(AP)", "(Reuters)", "Associated Press", "Copyright", "said", "Putin", "the", "Kyiv", "talks", "ended", "will not",
        "http://x.org/", "People also read", "AP Photo", "contributed to this report", "reported from", "\xC2\xA0", "\xC2\xAD", "\xFF", "\xE2\x80",
        "\xD0\x9C\xD0\xBE", "\t", "\r\n", "Correction:", "Editor's note", "All rights reserved.", "\xC2\xA9",
    };
    uint64_t seed = 20220214;
    char text[4096];
    for (int round = 0; round < 300; round++) {
        size_t n = 0;
        for (seed = seed * 6364136223846793005u + 1442695040888963407u; n + 64 < sizeof text;) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            if (seed >> 56 < 3) break;
            const char *piece = pieces[(seed >> 33) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        read_and_check(text, n);
    }
}

/* The stages before syntax alone, which costs the same for every word. */
static void read_text_stages(const char *text, size_t n) {
    dl_report *r = calloc(1, sizeof *r);
    assert_non_null(r);
    r->model = model;
    assert_true(text_repair(r, text, n) && text_furniture(r) && text_sentences(r));
    dl_report_free(r);
}

/* The same piece again and again. What is not linear in the length does not end before the test's time is up. */
static void long_runs_are_read(void **state) {
    (void)state;
    static const char *const pieces[] = {"a", " a", ".", "a.", "a. ", ")", "\"", "\xE2\x80\x9C", "'", "-", "1", "1,", "A", "\n", "a\n", "\xC2\xAD",
                                         "'s", "n't ", "@a", "/a", "U.S.", "By A ", "(AP)", "www.", "\xFF", "a. a. \n", "-- ", "\xE2\x80\xA6"};
    enum { LONG = 512 << 10, SHORT = 700 };
    char *text = malloc(LONG);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t length = strlen(pieces[i]);
        for (size_t n = 0; n < LONG; n++) text[n] = pieces[i][n % length];
        read_and_check(text, SHORT);
        read_text_stages(text, LONG);
        memcpy(text, "See http://a", 12); /* and after the start of an address */
        read_text_stages(text, LONG);
    }
    free(text);
}

static int open_model(void **state) {
    (void)state;
    dl_error err;
    if (!(model = dl_model_open(NULL, &err))) print_error("%s\n", err.message);
    return !model;
}

static int close_model(void **state) {
    (void)state;
    dl_model_close(model);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hard_texts_keep_all_promises),
        cmocka_unit_test(mixed_texts_keep_all_promises),
        cmocka_unit_test(long_runs_are_read),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
