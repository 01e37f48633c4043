/* test_relation.c - pairs of actors: marks and columns of a table, features of a pair, and the learned relation of two tokens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "events/marked.h"
#include "events/relation.h"
#include "model.h"
#include "report.h"

static dl_model *model;

static int open_model(void **state) {
    (void)state;
    dl_error err;
    return (model = dl_model_open(NULL, &err)) ? 0 : -1;
}
static int close_model(void **state) {
    (void)state;
    dl_model_close(model);
    return 0;
}

static void marks(void **state) {
    (void)state;
    marked_row row;
    char one[] = "<s>Péter</s> met <t><s>an</s> aide</t>.";
    assert_null(marked_take(&row, one));
    assert_string_equal(row.text, "Péter met an aide.");
    assert_int_equal(row.n, 3);
    assert_int_equal(row.spans[0].start, 0);
    assert_int_equal(row.spans[0].end, 5);
    assert_int_equal(row.roles[0], RELATION_SOURCE);
    assert_int_equal(row.spans[2].start, 10);
    assert_int_equal(row.spans[2].end, 17);
    assert_int_equal(row.roles[2], RELATION_TARGET);
    static const char *const WRONG[] = {"<s>Chad", "Chad</s>", "<s>a<s>b</s></s>", "no mark", ""};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        char text[32];
        strcpy(text, WRONG[i]);
        assert_non_null(marked_take(&row, text));
    }
}

/* A table from a string. */
static marked_file table(char *text, char *path) {
    marked_file f;
    dl_error err;
    strcpy(path, "/tmp/dateline-pairs-XXXXXX");
    int fd = mkstemp(path);
    FILE *out = fdopen(fd, "w");
    fputs(text, out);
    fclose(out);
    assert_true(marked_open(&f, path, &err));
    return f;
}

static void columns(void **state) {
    (void)state;
    char path[64];
    dl_error err;
    marked_file f = table("\xEF\xBB\xBFgold_root\tmarked_sentence\tuid\r\nAID\t\"<s>A</s>\tgave \"\"it\"\" to <t>B</t>\"\tx1\r\nAID\tbad\tx2\nAID\t\"<s>A</s>\tx3\nAID\t<s>A</s>\xFF\tx4\n", path);
    assert_int_equal(marked_next(&f, &err), 1);
    assert_string_equal(f.row.text, "A\tgave \"it\" to B");
    assert_string_equal(f.row.uid, "x1");
    assert_string_equal(f.row.root, "AID");
    assert_int_equal(marked_next(&f, &err), -1);
    assert_non_null(strstr(err.message, ":3: neither"));
    assert_int_equal(marked_next(&f, &err), -1);
    assert_non_null(strstr(err.message, ":4: "));
    assert_int_equal(marked_next(&f, &err), -1);
    assert_non_null(strstr(err.message, "not UTF-8"));
    assert_int_equal(marked_next(&f, &err), 0);
    marked_close(&f);
    remove(path);
}

static int relation_of(const char *marked, relation_guess *g, dl_report **r) {
    static char text[512];
    marked_row row;
    relation_pair p;
    strcpy(text, marked);
    assert_null(marked_take(&row, text));
    assert_non_null(*r = dl_read(model, row.text, row.bytes, NULL, NULL));
    assert_true(relation_marked(&p, *r, row.spans, row.roles, row.n));
    assert_true(relation_score(model->relations, &p, g));
    return g->best;
}

static void relations(void **state) {
    (void)state;
    static const struct {
        int relation;
        const char *sentence;
    } CASES[] = {
        {RELATION_ASSAULT, "<s>Rebel gunners</s> shelled <t>the harbour town of Lobito</t> for hours."},
        {RELATION_ASSAULT, "<t>Two fishermen</t> were killed by <s>the coast guard</s>."},
        {RELATION_AGREE, "<s>Norway</s> has agreed to send doctors to <t>Malawi</t>."},
        {RELATION_REJECT, "<s>Norway</s> has refused to send doctors to <t>Malawi</t>."},
        {RELATION_AID, "<s>Norway</s> has sent doctors and medicine to <t>Malawi</t>."},
        {RELATION_THREATEN, "<s>Norway</s> threatened to bomb <t>Malawi</t>."},
        {RELATION_YIELD, "<s>Norway</s> lifted its sanctions on <t>Malawi</t>."},
        {RELATION_COERCE, "<s>Norway</s> imposed sanctions on <t>Malawi</t>."},
        {RELATION_SANCTION, "<s>Norway</s> cut off aid to <t>Malawi</t>."},
        {RELATION_CONSULT, "<s>The Danish premier</s> held talks with <t>her Finnish counterpart</t> in Oslo."},
        {RELATION_PROTEST, "<s>Bakers</s> went on strike against <t>the city council</t>."},
        {RELATION_SUPPORT, "<s>The bishop</s> praised <t>the mayor</t>'s plan for the docks."},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        relation_guess g;
        dl_report *r;
        int got = relation_of(CASES[i].sentence, &g, &r);
        if (got != CASES[i].relation) print_message("# %s: %s\n", CASES[i].sentence, relation_name(got));
        assert_int_equal(got, CASES[i].relation);
        float sum = 0;
        for (int k = 0; k < RELATIONS; k++) sum += g.p[k];
        assert_true(sum > 0.999f && sum < 1.001f);
        assert_true(*g.why);
        dl_report_free(r);
    }
}

/* The coder's question, by tokens; and one about what is in no sentence. */
static void by_tokens(void **state) {
    (void)state;
    static const char TEXT[] = "Norway condemned Malawi.";
    relation_guess g;
    dl_report *r = dl_read(model, TEXT, sizeof TEXT - 1, NULL, NULL);
    assert_true(events_score(r, 1, 0, 2, &g));
    assert_int_equal(g.best, RELATION_ACCUSE);
    assert_true(events_score(r, DL_NONE, 0, DL_NONE, &g));
    assert_true(events_score(r, DL_NONE, DL_NONE, DL_NONE, &g));
    dl_report_free(r);
}

static void names(void **state) {
    (void)state;
    for (int i = 0; i < RELATIONS; i++) {
        assert_int_equal(relation_find(relation_name(i)), i);
        assert_in_range(relation_quad(i), 1, 4);
    }
    assert_int_equal(relation_find("NONE"), -1);
}

static void sections(void **state) {
    (void)state;
    struct relation_model m = {0};
    relation_head head = {.relations = RELATIONS, .features = 1};
    assert_false(relation_section_open(&m, NULL, 0));
    assert_false(relation_section_open(&m, &head, sizeof head));
    assert_false(relation_ready(&m));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(marks),     cmocka_unit_test(columns), cmocka_unit_test(relations),
                                       cmocka_unit_test(by_tokens), cmocka_unit_test(names),   cmocka_unit_test(sections)};
    return cmocka_run_group_tests(tests, open_model, close_model);
}
