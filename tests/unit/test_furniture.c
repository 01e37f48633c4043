/* test_furniture.c - furniture and blocks share out the whole text: nothing is lost, nothing stands in both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model.h"
#include "report.h"

static dl_model *model;

static int open_model(void **state) {
    (void)state;
    dl_error err;
    model = dl_model_open(NULL, &err);
    if (!model) fprintf(stderr, "%s\n", err.message);
    return model ? 0 : -1;
}
static int close_model(void **state) {
    (void)state;
    dl_model_close(model);
    return 0;
}

static bool blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

/* Reads up to the blocks and counts, for each byte, the blocks and furniture over it. */
static void share_out(const char *raw, size_t len, bool keep) {
    dl_report r = {.model = model, .options = {.keep_furniture = keep}};
    assert_true(text_repair(&r, raw, len) && text_furniture(&r));
    unsigned char *blocks = calloc(1, r.bytes + 1), *furniture = calloc(1, r.bytes + 1);
    uint32_t before = 0;
    for (size_t i = 0; i < r.n_blocks; i++) {
        dl_block b = r.blocks[i];
        assert_true(b.start >= before && b.start < b.end && b.end <= r.bytes);
        assert_false(blank(r.text[b.start]) || blank(r.text[b.end - 1]));
        before = b.end;
        for (uint32_t k = b.start; k < b.end; k++) blocks[k]++;
    }
    uint32_t cp = 0;
    size_t f = 0;
    for (size_t i = 0; i + 1 < r.n_furniture; i++)
        assert_true(r.furniture[i].span.end <= r.furniture[i + 1].span.start);
    for (uint32_t k = 0; k < r.bytes; k++) {
        while (f < r.n_furniture && cp >= r.furniture[f].span.end) f++;
        furniture[k] = f < r.n_furniture && cp >= r.furniture[f].span.start;
        cp += (r.text[k + 1] & 0xC0) != 0x80;
    }
    for (uint32_t k = 0, n; k < r.bytes; k += n) {
        n = (unsigned char)r.text[k] < 0xC0   ? 1
            : (unsigned char)r.text[k] < 0xE0 ? 2
            : (unsigned char)r.text[k] < 0xF0 ? 3
                                              : 4;
        if (blank(r.text[k]) || !strncmp(r.text + k, "\xC2\xA0", 2) || !strncmp(r.text + k, "\xE2\x80\x8B", 3))
            continue;
        for (uint32_t b = k; b < k + n; b++) assert_int_equal(keep ? blocks[b] : blocks[b] + furniture[b], 1);
    }
    free(blocks);
    free(furniture);
    arena_free(&r.arena);
}

static void whole_text_is_shared_out(void **state) {
    (void)state;
    static const char report[] =
        "Border Treaty Signed After Long Night\n\nBy JANE DOE and PETR NOVÁK, Associated Press\n\nURGENT\nKYIV, "
        "Ukraine, Feb 14 "
        "(Reuters) — The ministers signed. -isters signed. Read More They left. .  “So did I,” he said. (AP Photo/X "
        "Y)\n\n"
        "People also read…\n\nWatch the video below:\n<p>The mayor</p> stayed. Jane Doe contributed to this report.\n"
        "(c) 2003 Jane Doe\nCorrection: It was May.\n-30-\n";
    for (size_t cut = 0; cut < sizeof report; cut++)
        for (int keep = 0; keep < 2; keep++) share_out(report + cut, sizeof report - 1 - cut, keep);
    for (size_t cut = 0; cut < sizeof report; cut++)
        for (int keep = 0; keep < 2; keep++) share_out(report, cut, keep);
}

/* Pieces of all that matters to the finders, thrown together. */
static void any_text_is_shared_out(void **state) {
    (void)state;
    static const char *const parts[] = {"By ",
                                        "MOSCOW",
                                        " (AP)",
                                        " — ",
                                        "Jane Doe",
                                        ", ",
                                        ". ",
                                        ".",
                                        "\n",
                                        "\n\n",
                                        " -",
                                        "measures. -measures.",
                                        "Copyright ",
                                        "©",
                                        "2022 ",
                                        "All rights reserved",
                                        "(",
                                        ")",
                                        "Read More",
                                        "<a b=c>",
                                        "<",
                                        "\xE2\x80\x9D",
                                        "\xF0\x9F\x98\x80",
                                        "\xFF",
                                        " contributed to this report",
                                        "Reporting by ",
                                        "FILE - ",
                                        "CORRECTION:",
                                        "Published ",
                                        "May 3, 2020",
                                        "\t",
                                        "\r\n",
                                        "the ",
                                        "said",
                                        "\"",
                                        "\xC2\xA0",
                                        "\xE2\x80\x8B",
                                        ": ",
                                        "_",
                                        "Related:",
                                        "/",
                                        "Getty Images",
                                        "@x",
                                        "http://a.b/c",
                                        "1:30 pm",
                                        "a",
                                        "Staff Writer",
                                        "in ",
                                        "U.S.",
                                        "\xC2\xAD"};
    unsigned seed = 7;
    for (int round = 0; round < 20000; round++) {
        char text[1024];
        size_t n = 0;
        for (int k = (int)((seed = seed * 1103515245u + 12345u) >> 16) % 30; k >= 0; k--) {
            const char *p = parts[(seed = seed * 1103515245u + 12345u) / 65536 % (sizeof parts / sizeof *parts)];
            memcpy(text + n, p, strlen(p));
            n += strlen(p);
        }
        share_out(text, n, round & 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_text_is_shared_out),
        cmocka_unit_test(any_text_is_shared_out),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
