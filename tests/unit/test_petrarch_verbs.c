/* test_petrarch_verbs.c - PETRARCH's verb dictionaries: what each notation comes to in events, what is told of lines that cannot be
 * carried over, circles of synsets, large and damaged dictionaries. The dictionaries are written for these tests. */
#include "dictionaries.h"

/* "RUS 194 UKR; ..." of the text's events with the verbs given. */
static void assert_events(const char *verbs, const char *text, const char *wanted) {
    char *told, got[1024] = "";
    clear();
    put("my.verbs.txt", verbs);
    struct petrarch *p = load(&told);
    dl_report *r = read_with(p, text, NULL);
    for (size_t i = 0; i < r->n_events; i++) {
        const dl_event *e = &r->events[i];
        size_t n = strlen(got);
        snprintf(got + n, sizeof got - n, "%s%s %s %s", i ? "; " : "", e->source ? e->source : "-", e->cameo, e->target ? e->target : "-");
    }
    if (strcmp(got, wanted)) fail_msg("%s\n-> %s\nnot %s\ntold: %s", text, got, wanted, told);
    dl_report_free(r);
    petrarch_close(p);
    free(told);
}

static void test_verbs(void **state) {
    (void)state;
    static const char verbs[] = "--- HURL [190] ---\nHURL\nFLING {FLUNG FLINGING FLINGS} [180]\n+BEEF_UP [150]\nGREET [---]\n"
                                "- * INSULTS [111]\n- * FAREWELL [---]\n";
    assert_events(verbs, "Russia hurled Ukraine.", "RUS 190 UKR");
    assert_events(verbs, "Ukraine was flung by Russia.", "RUS 180 UKR");
    assert_events(verbs, "Ukraine was hurled by Russia.", "RUS 190 UKR");
    assert_events(verbs, "Russia hurled insults at Ukraine.", "RUS 111 UKR");
    assert_events(verbs, "Russia flung insults at Ukraine.", "RUS 111 UKR"); /* the patterns are of all verbs of the block */
    assert_events(verbs, "Russia hurled a farewell at Ukraine.", "");        /* a null code: no event */
    assert_events(verbs, "Russia greeted Ukraine.", "");
    assert_events("--- X [---] ---\nATTACK\n", "Russia attacked Ukraine.", ""); /* theirs stands over ours */
    assert_events("--- X [100] ---\nINVADE\n", "Russia invaded Ukraine. Russia attacked Ukraine.", "RUS 100 UKR; RUS 190 UKR");
    assert_events("--- X [040:040] ---\nHOBNOB\n- WITH\n- * WITH % [040:040]\n", "Russia hobnobbed with Ukraine.", "RUS 040 UKR");
}

static void test_patterns(void **state) {
    (void)state;
    static const char verbs[] = "&CURRENCY\n+DOLLAR\n+EUROS_\n\n&MONEY\n+&CURRENCY\n+CASH\n\n&KIND_\n+SECRET\n+OPEN\n\n"
                                "--- SHOVE [170] ---\nSHOVE\n"
                                "- * &MONEY [071]\n"
                                "- * {SECRET MISSILE} [072]\n"
                                "- * {&KIND LETTER} [030]\n"
                                "- * (ACROSS BORDER) [152]\n"
                                "- * TRUCKS (WITH AID) [073]\n"
                                "- * + INTO CRISIS [163]\n"
                                "- {RIOT POLICE} * [175]\n"
                                "- * ASIDE [120]\n";
    assert_events(verbs, "Russia shoved Ukraine.", "RUS 170 UKR");
    assert_events(verbs, "Russia shoved dollars to Ukraine.", "RUS 071 UKR");
    assert_events(verbs, "Russia shoved cash to Ukraine.", "RUS 071 UKR");
    assert_events("--- X [170] ---\nSHOVE\n- * SAILOR [175]\n", "Russia shoved Ukrainian sailors.", "RUS 175 UKR");
    assert_events(verbs, "Russia shoved secret missiles to Ukraine.", "RUS 072 UKR");
    assert_events(verbs, "Russia shoved open letters to Ukraine.", "RUS 030 UKR");
    assert_events(verbs, "Russia shoved Ukraine into a crisis.", "RUS 163 UKR");
    assert_events(verbs, "Russia shoved trucks with aid to Ukraine.", "RUS 073 UKR");
}

static void test_status_is_ours(void **state) {
    (void)state;
    char *told;
    clear();
    put("verbs.txt", "--- X [190] ---\nHURL\n");
    struct petrarch *p = load(&told);
    dl_report *r = read_with(p, "Russia may hurl Ukraine. Russia did not hurl Ukraine.", NULL);
    assert_int_equal(r->n_events, 2);
    assert_int_equal(r->events[0].status, DL_STATUS_POSSIBLE);
    assert_int_equal(r->events[1].status, DL_STATUS_NEGATED);
    assert_non_null(strstr(r->events[0].why, "X: S * T"));
    dl_report_free(r);
    petrarch_close(p);
    free(told);
}

static void test_slips(void **state) {
    (void)state;
    static const char *const slips[][2] = {
        {"--- X [190] ---\nHURL\n- * &NOSUCH [111]\n", ":3: synset &NOSUCH is nowhere defined"},
        {"&A\n+&B\n&B\n+&A\n--- X [190] ---\nHURL\n", "takes itself in"},
        {"&A\n+&A\n--- X [190] ---\nHURL\n", ":2: synset &A takes itself in"},
        {"&A\n+X\n&A\n+Y\n", ":3: synset &A is there already"},
        {"&A\n+&C\n--- X [190] ---\nHURL\n", ":2: synset &C is nowhere defined"},
        {"--- X [345] ---\nHURL\n", "345 is no CAMEO code"},
        {"--- X [19A] ---\nHURL\n", "is no CAMEO code"},
        {"--- X [010] ---\nHURL\n", "010 is a statement"},
        {"--- X [1909] ---\nHURL\n", "1909 is no code of ours; coded as 190"},
        {"--- X [040:111] ---\nHURL\n", "the other direction"},
        {"- * A [190]\n", "a pattern before any verb"},
        {"--- X [190] ---\nHURL\n- A B [111]\n", "a pattern has one *"},
        {"--- X [190] ---\nHURL\n- * A\n", "without its [CODE]"},
        {"--- X [190] ---\nHURL\n- * [111]\n", "matches everything"},
        {"--- X [190] ---\nHURL\n- * A ^ B [111]\n", "^ (skip a clause)"},
        {"--- X [190] ---\nHURL\n- WAS * [111]\n", "tense, clauses and negation"},
        {"--- X [190] ---\nHURL\n- * $ [111]\n", "$ after the verb"},
        {"--- X [190] ---\nHURL\n- (IN TOWN) * [111]\n", "only its subject"},
        {"--- X [190] ---\nHURL\n- * {A} {B} [111]\n", "two objects"},
        {"--- X [190] ---\nHURL {HURLED\n", "{ that is not closed"},
        {"--- X [190] ---\nHURL [191\n", "[ that is not closed"},
        {"--- X [190] ---\nHURL_AT\n", "which word is the verb"},
        {"--- X [190] ---\nHURL\nHURL\n", "is at line 2 too"},
        {"HURL [190]\n", "before any --- block"},
        {"~ a (a b ATTACK) SAY = a b 015\n", "combinations of two verbs"},
        {"&\n+A\n", "a synset without a name"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) assert_told("verbs.txt", slips[i][0], slips[i][1]);
    assert_told("verbs.txt", "&A_\n+&B\n&B\n+C\n+D\n--- X [190] --- # why\nHURL # who\nTOSS {TOSSED}\n- * &A [111] # pas\n- * LATER (AT &B) [112]\n- * UP [113]\n", "");
}

/* 200,000 lines of each shape load in about a second; a chain of synsets in synsets is followed to its end. */
static void test_large(void **state) {
    (void)state;
    char path[160], *told;
    for (int shape = 0; shape < 4; shape++) {
        clear();
        snprintf(path, sizeof path, "%s/big.verbs.txt", folder);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        if (shape == 3) fputs("--- X [190] ---\nHURL\n", f);
        for (int i = 0; i < (shape == 2 ? 100000 : shape ? 66000 : 200000); i++) {
            if (shape == 0) fprintf(f, i % 4 ? "- * NOUN%d (AT PLACE%d) [111]\n" : "--- B%d [190] ---\nVERB%d\n", i, i);
            else if (shape == 1) fprintf(f, "--- B%d [190] ---\nVERB%d\n- * NOUN%d [111]\n", i, i, i);
            else if (shape == 2) fprintf(f, "&S%d\n+&S%d\n", i, i + 1);
            else fprintf(f, "- * NOUN%d [111]\n", i);
        }
        if (shape == 2) fputs("&S100000\n+THING\n--- X [190] ---\nHURL\n- * &S0 [111]\n", f);
        fclose(f);
        double before = seconds();
        struct petrarch *p = load(&told);
        double took = seconds() - before;
        if (took >= 30) fail_msg("shape %d took %.1f seconds", shape, took); /* about one; sanitizers are slow */
        if (shape == 2) {
            assert_string_equal(told, "");
            dl_report *r = read_with(p, "Russia hurled a thing at Ukraine.", NULL);
            assert_int_equal(r->n_events, 1);
            assert_string_equal(r->events[0].cameo, "111");
            dl_report_free(r);
        }
        if (shape == 3) assert_non_null(strstr(told, "over 4096 patterns"));
        petrarch_close(p);
        free(told);
    }
}

static void test_damage(void **state) {
    (void)state;
    static const char text[] = "&A_\n+B_C\n+&D\n&D\n+E\n--- X [190:190] ---\n+RUN_UP {RAN_UP} [111]\nRE_+ARM\n- {A &A} * &D {B C} (WITH &A) [---]\n"
                               "- * + OF $ % OFF [1909]\n~ a (b) = c\n";
    char damaged[sizeof text + 1], *told;
    for (size_t i = 0; i + 1 < sizeof text; i++)
        for (int how = 0; how < 3; how++) {
            strcpy(damaged, text);
            if (how == 0) damaged[i] = 0;
            else if (how == 1) memmove(damaged + i, damaged + i + 1, sizeof text - i - 1);
            else damaged[i] = "[]{}()*&+-_\n\xC3"[i % 13];
            clear();
            put("verbs.txt", damaged);
            petrarch_close(load(&told));
            free(told);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verbs), cmocka_unit_test(test_patterns), cmocka_unit_test(test_status_is_ours),
        cmocka_unit_test(test_slips), cmocka_unit_test(test_large),    cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, start, end);
}
