/* test_sayings.c - what is read off statements whose parts and trees are given by hand: acts, speakers, threads; and the
 * problems that data/statements may have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "hand.h"
#include "knowledge/knowledge.h"
#include "model.h"
#include "statements/statements.h"

static dl_model *model;
static int open_model(void **state) {
    (void)state;
    dl_error err;
    return !(model = dl_model_open(NULL, &err));
}
static int close_model(void **state) {
    (void)state;
    dl_model_close(model);
    return 0;
}

/* A statement by its words: "s" source, "c" cue, "t" content, "." nothing; a letter for each token from `first` on. */
static void state_words(dl_report *r, frames *all, uint32_t first, const char *roles, uint32_t head) {
    uint32_t n = (uint32_t)strlen(roles);
    frame *f = frame_add(r, all, head, first, n);
    assert_non_null(f);
    for (uint32_t i = 0; i < n; i++) f->roles[i] = roles[i] == 's' ? ROLE_SOURCE : roles[i] == 'c' ? ROLE_CUE : roles[i] == 't' ? ROLE_CONTENT : ROLE_NONE;
}

static void finish(dl_report *r, const frames *all) {
    r->model = model;
    assert_true(entities_read(r));
    assert_true(statements_assemble(r, all));
    assert_true(statements_resolve(r));
}

static void the_cue_tells_the_act(void **state) {
    (void)state;
    dl_report *r = hand_report("1 Orland Orland PROPN NNP Number=Sing 2 nsubj\n"
                               "2 denied deny VERB VBD Tense=Past|VerbForm=Fin 0 root\n"
                               "3 that that SCONJ IN _ 6 mark\n"
                               "4 it it PRON PRP Number=Sing|Person=3|PronType=Prs 6 nsubj\n"
                               "5 had have AUX VBD Tense=Past|VerbForm=Fin 6 aux\n"
                               "6 laid lay VERB VBN Tense=Past|VerbForm=Part 2 ccomp\n"
                               "7 mines mine NOUN NNS Number=Plur 6 obj\n"
                               "\n"
                               "1 Vessia Vessia PROPN NNP Number=Sing 4 nsubj\n"
                               "2 did do AUX VBD Tense=Past|VerbForm=Fin 4 aux\n"
                               "3 not not PART RB Polarity=Neg 4 advmod\n"
                               "4 confirm confirm VERB VB VerbForm=Inf 0 root\n"
                               "5 the the DET DT Definite=Def|PronType=Art 6 det\n"
                               "6 talks talk NOUN NNS Number=Plur 4 obj\n");
    frames all = {0};
    state_words(r, &all, 0, "scttttt", 1);
    state_words(r, &all, 7, "sccctt", 10);
    finish(r, &all);
    assert_int_equal(r->n_statements, 2);
    assert_int_equal(r->statements[0].act, DL_ACT_DENY);
    assert_false(r->statements[0].negated);
    assert_int_equal(r->statements[1].act, DL_ACT_CONFIRM);
    assert_true(r->statements[1].negated);
    assert_true(r->statements[0].source_entity != DL_NONE);
    assert_true(r->statements[0].source_entity != r->statements[1].source_entity);
    dl_report_free(r);
}

/* "Denied the accusation" takes up what was accused. */
static void a_named_accusation_is_denied(void **state) {
    (void)state;
    dl_report *r = hand_report("1 Vessia Vessia PROPN NNP Number=Sing 2 nsubj\n"
                               "2 accused accuse VERB VBD Tense=Past|VerbForm=Fin 0 root\n"
                               "3 Orland Orland PROPN NNP Number=Sing 2 obj\n"
                               "4 of of SCONJ IN _ 5 mark\n"
                               "5 lying lie VERB VBG VerbForm=Ger 2 advcl\n"
                               "\n"
                               "1 Orland Orland PROPN NNP Number=Sing 2 nsubj\n"
                               "2 denied deny VERB VBD Tense=Past|VerbForm=Fin 0 root\n"
                               "3 the the DET DT Definite=Def|PronType=Art 4 det\n"
                               "4 accusation accusation NOUN NN Number=Sing 2 obj\n");
    frames all = {0};
    state_words(r, &all, 0, "scttt", 1);
    state_words(r, &all, 5, "sctt", 6);
    finish(r, &all);
    assert_int_equal(r->n_statements, 2);
    assert_int_equal(r->statements[0].act, DL_ACT_ACCUSE);
    assert_int_equal(r->statements[1].denies, 0);
    assert_int_equal(r->statements[0].denies, DL_NONE);
    dl_report_free(r);
}

/* Lints one file of data/statements and looks for a problem that says `what`; with NULL there may be none. */
static void lints(const char *content, const char *what) {
    char dir[] = "/tmp/dateline-test-XXXXXX", folder[64], path[96], *out = NULL;
    size_t size;
    dl_error err = {""};
    assert_non_null(mkdtemp(dir));
    snprintf(folder, sizeof folder, "%s/statements", dir);
    snprintf(path, sizeof path, "%s/a.txt", folder);
    assert_int_equal(mkdir(folder, 0755), 0);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(content, f);
    fclose(f);
    FILE *to = open_memstream(&out, &size);
    knowledge_lint(dir, NULL, 0, to, &err);
    fclose(to);
    char *ours = strstr(out, path);
    if (what ? !ours || !strstr(ours, what) : ours != NULL) fail_msg("expected \"%s\" in:\n%s", what ? what : "nothing", out);
    free(out);
    unlink(path);
    rmdir(folder);
    rmdir(dir);
}

static void problems_of_the_lists_are_told(void **state) {
    (void)state;
    lints("[deny]\ndeny, knock down\n[content propose]\nshould\n[channel Twitter]\ntweet\n[quotes]\nquote\n", NULL);
    lints("[denial]\ndeny\n", "no act and no list is called [denial]");
    lints("[content denial]\ndeny\n", "no act and no list is called [content denial]");
    lints("[deny]\ndeny\n[claim]\nclaim, deny\n", "'deny' is a cue of [deny] already");
    lints("[deny]\nwant +to\n[claim]\nwant, want +whom to\n", NULL);
    lints("[deny]\nwant +too\n", "'+too' is no way for a cue to go on");
    lints("[deny]\n+to\n", "is no way for a cue to go on");
    lints("[light]\nput off\n", "'put off' is more than one word");
    lints("[light]\nput, put\n", "'put' is in this list already");
    lints("[channel radio]\non air\n[channel press]\non air\n", "'on air' is there already");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cue_tells_the_act),
        cmocka_unit_test(a_named_accusation_is_denied),
        cmocka_unit_test(problems_of_the_lists_are_told),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
