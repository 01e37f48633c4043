/* test_petrarch.c - PETRARCH dictionaries: what is read of each kind of line, what is told of those that cannot be carried over,
 * and what the reader makes of them. The dictionaries are written for these tests. */
#include "dictionaries.h"

static const dl_entity *entity(const dl_report *r, const char *name) {
    for (size_t i = 0; i < r->n_entities; i++)
        if (r->entities[i].name && !strcmp(r->entities[i].name, name)) return &r->entities[i];
    fail_msg("no entity %s", name);
    return NULL;
}

static void assert_coded(const char *text, const char *date, const char *name, const char *actor, const char *sector) {
    char *told;
    struct petrarch *p = load(&told);
    dl_report *r = read_with(p, text, date);
    const dl_entity *e = entity(r, name);
    if (!actor) assert_null(e->actor);
    else assert_string_equal(e->actor ? e->actor : "", actor);
    if (!sector) assert_null(e->sector);
    else assert_string_equal(e->sector ? e->sector : "", sector);
    dl_report_free(r);
    petrarch_close(p);
    free(told);
}

static void test_lines(void **state) {
    (void)state;
    assert_told("my.actors.txt", "ZEMBLA_ [ZEM] # of Nabokov\n+ZEMBLAN \t \n\n; nothing\n<!-- one --> \n<!-- over\n lines -->\nOZ [OZZ]\r\n", "");
    assert_told("my.actors.txt", "ZEMBLA [ZEM]\n<!-- for ever\nOZ [OZZ]\n", "my.actors.txt:2: a comment that never ends");
    assert_told("my.actors.txt", "ZEM\xFF [ZEM]\nOZ [OZZ]\n", "my.actors.txt:1: no UTF-8");
    assert_told("my.actors.txt", "OZ [OZZ", ":1: a [ that is not closed");
    assert_told("my.actors.txt", "OZ [OZZ] of the book", "'of the book' after the codes");
    assert_told("notes.txt.actors", "", "");
    clear();
    put("actors.txt", "OZ [OZZ]\n");
    put("README", "words\n");
    char *told;
    petrarch_close(load(&told));
    assert_non_null(strstr(told, "README:0: its name tells no kind"));
    free(told);
}

static void test_actor_slips(void **state) {
    (void)state;
    static const char *const slips[][2] = {
        {"OZ\nZEMBLA [ZEM]\n", ":1: an actor without a code"},
        {"+OZ\nZEMBLA [ZEM]\n", ":1: belongs to no actor"},
        {"OZ [OZZ 20100230-20110101]\n", "tells no days"},
        {"OZ [OZZ 2010-2011]\n", "tells no days"},
        {"OZ [OZZ 20110101-20100101]\n", "tells no days"},
        {"OZ [OZZ/ZEM]\n", "several actors under one name"},
        {"OZ [?!]\n", "is no code"},
        {"___ [OZZ]\n", "is no name"},
        {"+ [OZZ]\n", "belongs to no actor"},
        {"OZ [OZZ]\nKANSAS [KAN]\n+OZ\n", ":3: 'OZ' stands at"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) assert_told("actors.txt", slips[i][0], slips[i][1]);
    assert_told("actors.txt", "OZ [OZZ]\nOZ [OZZ]\n", ""); /* twice the same is no contradiction */
}

static void test_actors(void **state) {
    (void)state;
    static const char text[] = "Dorothy Gale met the Zemblan king in Kelva. France sent aid.";
    clear();
    put("x.actors.txt", "DOROTHY_GALE\n+MRS._GALE\n\t[OZZGOV >20200101]\n\t[KANOPP 20100101-20191231]\n\t[KAN <991231]\n\t[KANCVL]\n"
                        "ZEMBLAN_ [ZEM]\nFRANCE [---]\nKELVA [rou]\n");
    assert_coded(text, "2021-05-01", "Dorothy Gale", "OZZGOV", "GOV");
    assert_coded(text, "2015-05-01", "Dorothy Gale", "KANOPP", "OPP");
    assert_coded(text, "1985-05-01", "Dorothy Gale", "KAN", NULL);
    assert_coded(text, "2005-05-01", "Dorothy Gale", "KANCVL", "CVL"); /* the default */
    assert_coded(text, NULL, "Dorothy Gale", "KANCVL", "CVL");
    assert_coded(text, NULL, "France", NULL, NULL); /* --- takes our own code away */
}

static void test_codes_become_ours(void **state) {
    (void)state;
    clear();
    put("x.actors.txt", "KELVA [USAGOV]\nORLAND [IGOUNO]\nVESSIA [KSV]\nSKARNE [FRAMED]\nBRANDT [PSEREBHMS]\n");
    assert_coded("Kelva said no.", NULL, "Kelva", "USA", "GOV");
    assert_coded("Orland said no.", NULL, "Orland", "UN", NULL);
    assert_coded("Skarne said no.", NULL, "Skarne", "FRA", "JRN"); /* CAMEO's MED are our journalists */
    assert_coded("Mr. Brandt said no.", NULL, "Brandt", "PSEREBHMS", "REB");
}

static void test_agents(void **state) {
    (void)state;
    clear();
    put("x.actors.txt", "ZEMBLAN [ZEM]\nCHAD [TCD]\n");
    put("x.agents.txt", "!PERSON! = MAN, WOMAN, PERSON\nGUARD [~MIL]\nWATCH!PERSON! {} [~COP]\nGOOSE {GEESE} [~AGR]\nCHARITY [NGO~]\nARMY {} [~MIL]\n"
                        "JIHADI [~MUSREB]\n");
    assert_coded("Zemblan guards opened fire.", NULL, "Zemblan guards", "ZEM", "MIL");
    assert_coded("A Zemblan watchwoman opened fire.", NULL, "A Zemblan watchwoman", "ZEM", "COP");
    assert_coded("Zemblan geese came.", NULL, "Zemblan geese", "ZEM", "AGR");
    assert_coded("Zemblan charities came.", NULL, "Zemblan charities", "NGOZEM", NULL);
    assert_coded("The army of Chad came.", NULL, "The army of Chad", "TCD", "MIL");
    assert_coded("Zemblan jihadis came.", NULL, "Zemblan jihadis", "ZEMMUSREB", "REB");
    static const char *const slips[][2] = {
        {"GUARD\n", "has no code"},       {"GUARD [MIL]\n", "does not tell where"}, {"GUARD [~MIL~]\n", "does not tell where"},
        {"GUARD {GUARDS [~MIL]\n", "{ that is not closed"}, {"!A! B\n", "has no code"}, {"A!B! [~MIL]\n", "!B! is not defined"},
        {"A!B [~MIL]\n", "no whole !NAME!"}, {"!A = B\n", "defines no substitution"}, {"GUARD [~M?]\n", "is no code"},         {" {} [~MIL]\n", "a code without a noun"},
        {"GUARD [~MIL]\nGUARD [~COP]\n", ":2: 'GUARD' stands at"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) assert_told("agents.txt", slips[i][0], slips[i][1]);
}

static void test_issues(void **state) {
    (void)state;
    char *told;
    clear();
    put("x.issues.txt", "<ISSUE CATEGORY=\"ID_CRIME\">\nn:atrocity [ID_ATROCITY]\nwar n:crime\nv:massacre [ID_ATROCITY]\nal+zarqawi [NAMED]\n"
                        "~Saturday Night\n</ISSUE>\n<ISSUE CATEGORY=\"AID\">\nfood aid [AID]\n~~drill\n</ISSUE>\n");
    struct petrarch *p = load(&told);
    assert_string_equal(told, "");
    dl_report *r = read_with(p, "Atrocities and war crimes went on: rebels massacred many, another atrocity. Food aid came.\n\nOn Saturday night a "
                                "massacre followed.",
                             NULL);
    assert_int_equal(r->n_issues, 3);
    assert_string_equal(r->issues[0].code, "ID_ATROCITY");
    assert_int_equal(r->issues[0].count, 3);
    assert_string_equal(r->issues[1].code, "ID_CRIME");
    assert_string_equal(r->issues[2].code, "AID");
    assert_int_equal(r->issues[2].sentence, 1);
    dl_report_free(r);
    r = read_with(p, "Food aid came. It was a drill. An atrocity.", NULL);
    assert_int_equal(r->n_issues, 1); /* the drill excludes its own section in the whole story */
    assert_string_equal(r->issues[0].code, "ID_ATROCITY");
    dl_report_free(r);
    petrarch_close(p);
    free(told);
    assert_told("issues.txt", "atrocity\n", "has no code of one word");
    assert_told("issues.txt", "<ISSUES>\natrocity [A]\n", "is no <ISSUE");
}

static void test_discards(void **state) {
    (void)state;
    char *told;
    clear();
    put("x.discards.txt", "MONTHS LATER\n+WORLD_CUP\n");
    struct petrarch *p = load(&told);
    assert_string_equal(told, "");
    static dl_event events[2];
    const char *text[] = {"He came. Months later he left.", "He came. The World Cup began.", "He came. He left."};
    size_t left[] = {1, 0, 2};
    for (int i = 0; i < 3; i++) {
        dl_report *r = read_with(p, text[i], NULL);
        events[0].sentence = 0;
        events[1].sentence = 1;
        r->events = events;
        r->n_events = 2;
        model->petrarch = p;
        assert_true(petrarch_events(r));
        model->petrarch = NULL;
        assert_int_equal(r->n_events, left[i]);
        if (i == 0) assert_int_equal(r->events[0].sentence, 0);
        dl_report_free(r);
    }
    petrarch_close(p);
    free(told);
}

static void test_folders_that_are_none(void **state) {
    (void)state;
    petrarch_log log = {0};
    dl_error err = {""};
    clear();
    assert_null(petrarch_open(model, folder, &log, &err));
    assert_non_null(strstr(err.message, "holds no dictionary"));
    assert_null(petrarch_open(model, "/no/such/folder", &log, &err));
    assert_non_null(strstr(err.message, "/no/such/folder: cannot read"));
}

/* 200,000 names, all told of as long as they contradict each other. */
static void test_large(void **state) {
    (void)state;
    char path[160], *told;
    for (int same = 0; same < 2; same++) {
        clear();
        snprintf(path, sizeof path, "%s/big.actors.txt", folder);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        for (int i = 0; i < 200000; i++) fprintf(f, "%sNAME_%d_OF_PLACE_%d [AB%c]\n", i % 3 == 1 ? "+" : "", same ? i % 7 : i, i % 1000, 'A' + i % 26);
        fclose(f);
        double before = seconds();
        struct petrarch *p = load(&told);
        assert_true(seconds() - before < 20); /* about a third of a second; sanitizers are slow */
        petrarch_close(p);
        free(told);
    }
}

/* Any damage leaves a reader that reads: each byte of a dictionary cut, doubled or changed. */
static void test_damage(void **state) {
    (void)state;
    static const char *const names[] = {"actors.txt", "agents.txt", "issues.txt", "discards.txt"};
    static const char text[] = "!P! = A, B\n<ISSUE CATEGORY=\"X\">\nA_B_ {C} [~GOV 20100101-20111231][OZZ <991231] # x\n+N:C+D !P! [NGO~]\n~~V:E <!-- x -->\n\t[---]\n";
    char damaged[sizeof text + 1], *told;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        for (size_t i = 0; i + 1 < sizeof text; i += 3)
            for (int how = 0; how < 3; how++) {
                strcpy(damaged, text);
                if (how == 0) damaged[i] = 0;
                else if (how == 1) memmove(damaged + i, damaged + i + 1, sizeof text - i - 1);
                else damaged[i] = "[]{}!<>\n\xC3"[i % 9];
                clear();
                put(names[k], damaged);
                petrarch_close(load(&told));
                free(told);
            }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),    cmocka_unit_test(test_actor_slips), cmocka_unit_test(test_actors), cmocka_unit_test(test_codes_become_ours),
        cmocka_unit_test(test_agents),   cmocka_unit_test(test_issues),      cmocka_unit_test(test_discards),
        cmocka_unit_test(test_folders_that_are_none), cmocka_unit_test(test_large), cmocka_unit_test(test_damage),
    };
    return cmocka_run_group_tests(tests, start, end);
}
