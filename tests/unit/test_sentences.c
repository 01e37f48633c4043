/* test_sentences.c - tokens and sentences where a case in plain text cannot show it: very long sentences, blanks after
 * tokens, words inside tokens, and atoms of rare characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report.h"
#include "text/segment.h"

static dl_model *model;

static dl_report *read_text(const char *text) {
    dl_error err;
    dl_report *r = dl_read(model, text, strlen(text), NULL, &err);
    if (!r) fail_msg("%s", err.message);
    return r;
}

/* "word don't word don't …" of `words` syntactic words. */
static char *long_sentence(size_t words) {
    char *text = malloc(words * 8 + 8), *to = text;
    assert_non_null(text);
    for (size_t n = 0; n < words; n += 3) to += sprintf(to, "%sand don't", n ? " " : "");
    strcpy(to, ".");
    return text;
}

static void a_sentence_of_5000_words_is_cut_and_says_so(void **state) {
    (void)state;
    char *text = long_sentence(5000);
    dl_report *r = read_text(text);
    size_t n, tokens;
    const dl_sentence *s = dl_report_sentences(r, &n);
    const dl_token *t = dl_report_tokens(r, &tokens);
    assert_true(n >= 5000 / DL_MAX_SENTENCE);
    for (size_t k = 0; k < n; k++) {
        assert_true(s[k].count <= DL_MAX_SENTENCE);
        assert_true(t[s[k].first].mwt > 0); /* never inside "don't" */
        assert_int_equal(!!(s[k].flags & DL_SENTENCE_CUT), k + 1 < n);
        assert_int_equal(!!(s[k].flags & DL_SENTENCE_NEWPAR), k == 0);
    }
    dl_report_free(r);
    free(text);
}

static void blanks_after_tokens_are_known(void **state) {
    (void)state;
    dl_report *r = read_text("“Don’t go,” she said\xC2\xA0(twice). He went");
    size_t n;
    const dl_token *t = dl_report_tokens(r, &n);
    static const struct {
        const char *form;
        bool space;
    } want[] = {{"“", false}, {"Do", false}, {"n’t", true},  {"go", false}, {",", false},
                {"”", true},  {"she", true}, {"said", true}, {"(", false},  {"twice", false},
                {")", false}, {".", true},   {"He", true},   {"went", true}};
    assert_int_equal(n, sizeof want / sizeof *want);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(t[i].form, want[i].form);
        assert_int_equal(!!(t[i].flags & DL_TOKEN_SPACE_AFTER), want[i].space);
    }
    assert_int_equal(t[1].mwt, 2);
    assert_int_equal(t[2].mwt, 0);
    assert_int_equal(t[3].mwt, 1);
    dl_report_free(r);
}

static void words_inside_a_token(void **state) {
    (void)state;
    static const struct {
        const char *token, *words;
    } want[] = {{"couldn't've", "could|n't|'ve"},
                {"CAN'T", "CA|N'T"},
                {"cannot", "can|not"},
                {"Gonna", "Gon|na"},
                {"allies'", "allies|'"},
                {"they'd", "they|'d"},
                {"1990's", "1990's"},
                {"'em", "'em"},
                {"o'clock", "o'clock"},
                {"Qur'an", "Qur'an"},
                {"n't", "n't"},
                {"'s", "'s"},
                {"Kyiv’s", "Kyiv|’s"},
                {"dunno", "du|n|no"},
                {"it'll", "it|'ll"},
                {"x", "x"}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        uint32_t n = (uint32_t)strlen(want[i].token), starts[4] = {0}, from = 0;
        unsigned words = text_split(model->text, want[i].token, n, starts);
        char got[64], *to = got;
        for (unsigned w = 0; w < words; w++) {
            uint32_t end = w + 1 < words ? starts[w] : n;
            to += sprintf(to, "%s%.*s", w ? "|" : "", (int)(end - from), want[i].token + from);
            from = end;
        }
        assert_string_equal(got, want[i].words);
    }
}

static void atoms_of_rare_characters(void **state) {
    (void)state;
    /* A soft hyphen stays in its word; a zero-width space and a variation selector stay with the mark before them. */
    static const char text[] = "gov\xC2\xADment end.\xE2\x80\x8B \xE2\x98\x8E\xEF\xB8\x8F \xE2\x80\x98\xE2\x80\x98x";
    static const struct {
        atom_kind kind;
        uint32_t bytes;
    } want[] = {{ATOM_WORD, 9}, {ATOM_WORD, 3}, {ATOM_STOP, 4}, {ATOM_SYMBOL, 6}, {ATOM_QUOTE, 6}, {ATOM_WORD, 1}};
    atom_list atoms = {0};
    assert_true(text_atoms(&atoms, text, 0, sizeof text - 1));
    assert_int_equal(atoms.n, sizeof want / sizeof *want);
    for (size_t i = 0; i < atoms.n; i++) {
        assert_int_equal(atoms.at[i].kind, want[i].kind);
        assert_int_equal(atoms.at[i].end - atoms.at[i].start, want[i].bytes);
    }
    free(atoms.at);
}

static int open_model(void **state) {
    (void)state;
    dl_error err;
    model = dl_model_open(NULL, &err);
    if (!model) fprintf(stderr, "%s\n", err.message);
    return !model;
}
static int close_model(void **state) {
    (void)state;
    dl_model_close(model);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_of_5000_words_is_cut_and_says_so),
        cmocka_unit_test(blanks_after_tokens_are_known),
        cmocka_unit_test(words_inside_a_token),
        cmocka_unit_test(atoms_of_rare_characters),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
