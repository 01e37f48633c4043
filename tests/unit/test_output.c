/* test_output.c - the brief, CoNLL-U and JSON of reports whose trees are made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "hand.h"
#include "output/output.h"
#include "syntax/tree.h"

static const char ENVOY[] =
    "1 The the DET DT Definite=Def 2 det\n"
    "2 envoy envoy NOUN NN Number=Sing 5 nsubj\n"
    "3-4 didn’t\n"
    "3 did do AUX VBD Mood=Ind|Tense=Past|VerbForm=Fin 5 aux\n"
    "4 n’t not PART RB Polarity=Neg 5 advmod\n"
    "5 meet meet VERB VB VerbForm=Inf 0 root\n"
    "6 the the DET DT Definite=Def 7 det\n"
    "7 rebels rebel NOUN NNS Number=Plur 5 obj\n"
    "8 on on ADP IN _ 9 case\n"
    "9 Monday Monday PROPN NNP Number=Sing 5 obl _ SpaceAfter=No\n"
    "10 . . PUNCT . _ 5 punct\n";

static const char TURNED[] =
    "1 Two two NUM CD _ 2 nummod\n"
    "2 boats boat NOUN NNS Number=Plur 5 nsubj:pass\n"
    "3 had have AUX VBD Mood=Ind|Tense=Past|VerbForm=Fin 5 aux\n"
    "4 been be AUX VBN Tense=Past|VerbForm=Part 5 aux:pass\n"
    "5 taken take VERB VBN Tense=Past|VerbForm=Part|Voice=Pass 0 root\n"
    "6 by by ADP IN _ 8 case\n"
    "7 coast coast NOUN NN Number=Sing 8 compound\n"
    "8 guards guard NOUN NNS Number=Plur 5 obl:agent\n"
    "9 and and CCONJ CC _ 10 cc\n"
    "10 sank sink VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin 5 conj _ SpaceAfter=No\n"
    "11 . . PUNCT . _ 5 punct\n"
    "\n"
    "1 One one NUM CD _ 3 nsubj:pass\n"
    "2 was be AUX VBD Mood=Ind|Tense=Past|VerbForm=Fin 3 aux:pass\n"
    "3 stolen steal VERB VBN Tense=Past|VerbForm=Part|Voice=Pass 0 root\n"
    "4 by by ADP IN _ 5 case\n"
    "5 thieves thief NOUN NNS Number=Plur 3 obl:agent _ SpaceAfter=No\n"
    "6 . . PUNCT . _ 3 punct\n";

static const char QUOTED[] =
    "1 “ “ PUNCT `` _ 5 punct _ SpaceAfter=No\n"
    "2 Nobody nobody PRON NN Number=Sing 5 nsubj\n"
    "3 here here ADV RB _ 2 advmod\n"
    "4 is be AUX VBZ Mood=Ind|Tense=Pres|VerbForm=Fin 5 cop\n"
    "5 afraid afraid ADJ JJ Degree=Pos 9 ccomp _ SpaceAfter=No\n"
    "6 , , PUNCT , _ 5 punct _ SpaceAfter=No\n"
    "7 ” ” PUNCT '' _ 5 punct\n"
    "8 she she PRON PRP Case=Nom 9 nsubj\n"
    "9 told tell VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin 0 root\n"
    "10 reporters reporter NOUN NNS Number=Plur 9 obj _ SpaceAfter=No\n"
    "11 , , PUNCT , _ 12 punct\n"
    "12 adding add VERB VBG VerbForm=Part 9 advcl\n"
    "13 that that SCONJ IN _ 16 mark\n"
    "14 talks talk NOUN NNS Number=Plur 16 nsubj\n"
    "15 would would AUX MD VerbForm=Fin 16 aux\n"
    "16 resume resume VERB VB VerbForm=Inf 12 ccomp _ SpaceAfter=No\n"
    "17 . . PUNCT . _ 9 punct\n"
    "\n"
    "1 The the DET DT _ 2 det\n"
    "2 dam dam NOUN NN Number=Sing 3 nsubj\n"
    "3 broke break VERB VBD Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No\n"
    "4 , , PUNCT , _ 6 punct\n"
    "5 officials official NOUN NNS Number=Plur 6 nsubj\n"
    "6 said say VERB VBD Tense=Past|VerbForm=Fin 3 parataxis _ SpaceAfter=No\n"
    "7 . . PUNCT . _ 3 punct\n"
    "\n"
    "1 Guns gun NOUN NNS Number=Plur 2 nsubj\n"
    "2 fired fire VERB VBD Tense=Past|VerbForm=Fin 0 root _ SpaceAfter=No\n"
    "3 ; ; PUNCT : _ 5 punct\n"
    "4 men man NOUN NNS Number=Plur 5 nsubj\n"
    "5 fled flee VERB VBD Tense=Past|VerbForm=Fin 2 parataxis _ SpaceAfter=No\n"
    "6 . . PUNCT . _ 2 punct\n";

static const char CHAIN[] =
    "1 Orland Orland PROPN NNP Number=Sing 2 nsubj\n"
    "2 refused refuse VERB VBD Tense=Past|VerbForm=Fin 0 root\n"
    "3 to to PART TO _ 4 mark\n"
    "4 talk talk VERB VB VerbForm=Inf 2 xcomp\n"
    "5 or or CCONJ CC _ 7 cc\n"
    "6 to to PART TO _ 7 mark\n"
    "7 withdraw withdraw VERB VB VerbForm=Inf 4 conj\n"
    "8 and and CCONJ CC _ 9 cc\n"
    "9 urged urge VERB VBD Tense=Past|VerbForm=Fin 2 conj\n"
    "10 others other NOUN NNS Number=Plur 9 obj\n"
    "11 to to PART TO _ 12 mark\n"
    "12 wait wait VERB VB VerbForm=Inf 9 xcomp _ SpaceAfter=No\n"
    "13 . . PUNCT . _ 2 punct\n";

static const char ABLE[] =
    "1 They they PRON PRP Case=Nom 4 nsubj\n"
    "2 were be AUX VBD Mood=Ind|Tense=Past|VerbForm=Fin 4 cop\n"
    "3 not not PART RB Polarity=Neg 4 advmod\n"
    "4 able able ADJ JJ Degree=Pos 0 root\n"
    "5 to to PART TO _ 6 mark\n"
    "6 reach reach VERB VB VerbForm=Inf 4 xcomp\n"
    "7 Kelva Kelva PROPN NNP Number=Sing 6 obj _ SpaceAfter=No\n"
    "8 . . PUNCT . _ 4 punct\n";

static const char CLEFT[] =
    "1 It it PRON PRP Case=Nom 3 expl\n"
    "2 is be AUX VBZ Mood=Ind|Tense=Pres|VerbForm=Fin 3 cop\n"
    "3 possible possible ADJ JJ Degree=Pos 0 root\n"
    "4 that that SCONJ IN _ 6 mark\n"
    "5 they they PRON PRP Case=Nom 6 nsubj\n"
    "6 left leave VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin 3 csubj _ SpaceAfter=No\n"
    "7 . . PUNCT . _ 3 punct\n";

/* The quotation goes on in the next sentence, so no mark closes it here; the brief does. */
static const char OPEN[] =
    "1 “ “ PUNCT `` _ 3 punct _ SpaceAfter=No\n"
    "2 We we PRON PRP Case=Nom 3 nsubj\n"
    "3 wait wait VERB VBP Mood=Ind|Tense=Pres|VerbForm=Fin 0 root _ SpaceAfter=No\n"
    "4 . . PUNCT . _ 3 punct\n";

typedef void (*writer)(FILE *f, const dl_report *r, const void *look);
static void brief(FILE *f, const dl_report *r, const void *look) { output_brief(f, r, look); }
static void conllu(FILE *f, const dl_report *r, const void *look) { (void)look, output_conllu(f, r); }
static void jsonl(FILE *f, const dl_report *r, const void *look) { (void)look, output_jsonl(f, r, true); }

static char *print(writer w, const dl_report *r, const brief_look *look) {
    char *out = NULL;
    size_t n;
    FILE *f = open_memstream(&out, &n);
    w(f, r, look);
    fclose(f);
    return out;
}

/* The brief's lines after the heading. */
static void brief_is(const char *tree, const char *want) {
    dl_report *r = hand_report(tree);
    char *out = print(brief, r, &(brief_look){0});
    const char *lines = strstr(out, "\n\n");
    assert_non_null(lines);
    assert_string_equal(lines + 2, want);
    free(out);
    dl_report_free(r);
}

static void trees_are_walked(void **state) {
    (void)state;
    dl_report *r = hand_report(ENVOY);
    tree t;
    tree_index(&t, r->tokens, &r->sentences[0]);
    assert_int_equal(t.n, 10);
    assert_int_equal(t.root, 4);
    assert_int_equal(t.left[4], 0);
    assert_int_equal(t.right[4], 9);
    assert_int_equal(t.left[8], 7);
    assert_int_equal(tree_child(&t, 4, DL_REL_obj), 6);
    assert_int_equal(tree_child(&t, 4, DL_REL_iobj), TREE_NONE);
    tree_verb v;
    tree_verb_of(&t, 4, &v);
    assert_int_equal(v.n, 3);
    assert_true(v.negated);
    assert_false(v.passive || v.copula);
    /* A damaged tree - a cycle, a head outside - is walked without harm. */
    r->tokens[6].head = 5, r->tokens[5].head = 6, r->tokens[8].head = 4000000;
    tree_index(&t, r->tokens, &r->sentences[0]);
    assert_int_equal(t.left[4], 0);
    assert_int_equal(tree_child(&t, 4, DL_REL_obj), TREE_NONE);
    char *out = print(brief, r, &(brief_look){0});
    assert_non_null(strstr(out, "The envoy → didn’t meet"));
    free(out);
    dl_report_free(r);
}

static void brief_says_who_does_what(void **state) {
    (void)state;
    brief_is(ENVOY, " 1  The envoy → didn’t meet → the rebels — on Monday\n");
    brief_is(CHAIN, " 1  Orland → refused to talk — or to withdraw\n"
                    "    and (Orland) → urged → others → to wait\n");
    brief_is(CLEFT, " 1  It is → possible → that they left\n");
    brief_is(ABLE, " 1  They → were not → able to reach Kelva\n");
}

static void brief_turns_passives(void **state) {
    (void)state;
    brief_is(TURNED, " 1  coast guards → had taken → Two boats\n"
                     "    and (Two boats) → sank\n"
                     " 2  One ← was stolen ← by thieves\n");
}

static void brief_sets_off_what_is_said(void **state) {
    (void)state;
    brief_is(QUOTED, " 1  she → told → reporters\n"
                     "      “Nobody here is afraid,”\n"
                     "      (she) → adding\n"
                     "        talks → would resume\n"
                     " 2  officials → said\n"
                     "      The dam → broke\n"
                     " 3  Guns → fired\n"
                     "      men → fled\n");
    brief_is(OPEN, " 1  “We wait.”\n");
}

static void brief_has_heading_and_furniture(void **state) {
    (void)state;
    dl_report *r = hand_report(ENVOY);
    const char *names[] = {"Ana Ruiz", "Bo Lind"};
    dl_furniture f = {{0, 9}, DL_FURNITURE_LINK};
    r->meta.agency = "NWA", r->meta.bylines = names, r->meta.n_bylines = 2, r->meta.dateline_place = "KELVA";
    strcpy(r->meta.published, "2026-03-03");
    r->meta.published_basis = DL_PUBLISHED_GIVEN;
    r->furniture = &f, r->n_furniture = 1;
    char *out = print(brief, r, &(brief_look){0});
    assert_string_equal(out, "NWA · by Ana Ruiz and Bo Lind · KELVA · 2026-03-03 (given)\n\n"
                             " 1  The envoy → didn’t meet → the rebels — on Monday\n\n"
                             "Not news:\nlink          The envoy\n");
    free(out);
    dl_report_free(r);
}

static void brief_folds_and_lets_no_escape_through(void **state) {
    (void)state;
    dl_report *r = hand_report(ENVOY);
    char *out = print(brief, r, &(brief_look){.width = 24});
    assert_non_null(strstr(out, " 1  The envoy → didn’t\n        meet → the\n        rebels — on\n        Monday\n"));
    free(out);
    r->text[r->tokens[6].byte] = '\033'; /* "rebels" */
    out = print(brief, r, &(brief_look){0});
    assert_null(strchr(out, '\033'));
    assert_non_null(strstr(out, "the ebels"));
    free(out);
    out = print(brief, r, &(brief_look){.colour = true});
    assert_non_null(strstr(out, "\033[31mn’t\033[0m"));
    free(out);
    dl_report_free(r);
}

static void conllu_has_every_column(void **state) {
    (void)state;
    dl_report *r = hand_report(ENVOY);
    char *out = print(conllu, r, NULL);
    assert_string_equal(out,
        "# newdoc id = hand\n# newpar\n# sent_id = hand-1\n# text = The envoy didn’t meet the rebels on Monday.\n"
        "1\tThe\tthe\tDET\tDT\tDefinite=Def\t2\tdet\t_\t_\n"
        "2\tenvoy\tenvoy\tNOUN\tNN\tNumber=Sing\t5\tnsubj\t_\t_\n"
        "3-4\tdidn’t\t_\t_\t_\t_\t_\t_\t_\t_\n"
        "3\tdid\tdo\tAUX\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\t5\taux\t_\t_\n"
        "4\tn’t\tnot\tPART\tRB\tPolarity=Neg\t5\tadvmod\t_\t_\n"
        "5\tmeet\tmeet\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_\n"
        "6\tthe\tthe\tDET\tDT\tDefinite=Def\t7\tdet\t_\t_\n"
        "7\trebels\trebel\tNOUN\tNNS\tNumber=Plur\t5\tobj\t_\t_\n"
        "8\ton\ton\tADP\tIN\t_\t9\tcase\t_\t_\n"
        "9\tMonday\tMonday\tPROPN\tNNP\tNumber=Sing\t5\tobl\t_\tSpaceAfter=No\n"
        "10\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n\n");
    free(out);
    dl_report_free(r);
}

static void json_is_json(void **state) {
    (void)state;
    dl_report *r = hand_report(ENVOY);
    r->meta.id = "a\"b\\c\n\t\x01 é";
    r->meta.bad_bytes = 2;
    char *out = print(jsonl, r, NULL);
    assert_ptr_equal(strchr(out, '\n'), out + strlen(out) - 1); /* one line */
    json_error_t why;
    json_t *j = json_loads(out, 0, &why);
    assert_non_null(j);
    assert_string_equal(json_string_value(json_object_get(j, "id")), r->meta.id);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(j, "meta"), "bad_bytes")), 2);
    json_t *tokens = json_object_get(j, "tokens"), *negation = json_array_get(tokens, 3);
    assert_int_equal(json_array_size(tokens), 10);
    assert_string_equal(json_string_value(json_object_get(negation, "form")), "n’t");
    assert_string_equal(json_string_value(json_object_get(negation, "feats")), "Polarity=Neg");
    assert_int_equal(json_integer_value(json_object_get(negation, "head")), 5);
    assert_int_equal(json_integer_value(json_array_get(json_object_get(negation, "span"), 0)), 13);
    assert_int_equal(json_integer_value(json_object_get(json_array_get(tokens, 2), "words")), 2);
    json_decref(j);
    free(out);
    dl_report_free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_are_walked),
        cmocka_unit_test(brief_says_who_does_what),
        cmocka_unit_test(brief_turns_passives),
        cmocka_unit_test(brief_sets_off_what_is_said),
        cmocka_unit_test(brief_has_heading_and_furniture),
        cmocka_unit_test(brief_folds_and_lets_no_escape_through),
        cmocka_unit_test(conllu_has_every_column),
        cmocka_unit_test(json_is_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
