/* test_store.c - what the store makes of many records: one event out of several tellings, one person out of several names, near
 * copies, versions; and every query of docs/schema.md. Records are made by hand, so that no reading is tested here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "made.h"
#include "store/private.h"

static dl_model *model;
static char path[] = "/tmp/dateline-store-XXXXXX";
static dl_store *store;

static void remove_files(void) {
    char side[64];
    unlink(path);
    snprintf(side, sizeof side, "%s-wal", path);
    unlink(side);
    snprintf(side, sizeof side, "%s-shm", path);
    unlink(side);
}

static int open_empty(void **state) {
    dl_error err;
    (void)state;
    remove_files();
    store = store_open(path, true, &err);
    if (!store) fprintf(stderr, "%s\n", err.message);
    return !store;
}

static int close_it(void **state) {
    (void)state;
    store_close(store);
    remove_files();
    return 0;
}

/* Adds and frees; the id is also what tells its text from others'. */
static store_outcome add(dl_report *r, const char *id) {
    dl_error err;
    char hash[STORE_HASH];
    store_hash(r->text, r->bytes, hash);
    store_origin from = {.id = id, .hash = hash};
    store_outcome out = store_add(store, model, r, &from, &err);
    if (out == STORE_FAILED) fail_msg("%s", err.message);
    assert_true(store_commit(store, &err));
    dl_report_free(r);
    return out;
}

static int64_t ask(const char *sql) {
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(store->d.handle, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return n;
}

static void assert_text(const char *sql, const char *expected) {
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(store->d.handle, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    const char *got = (const char *)sqlite3_column_text(s, 0);
    assert_string_equal(got ? got : "NULL", expected);
    sqlite3_finalize(s);
}

/* One report of one sentence with one event. */
static dl_report *one(const char *published, const char *agency, const char *words, const char *word, dl_event_type type,
                      const char *source, const char *target, const char *day, dl_status status) {
    dl_report *r = made_report(published, agency);
    made_sentence(r, words);
    made_event(r, word, type, source, target, day, status);
    return r;
}

static void five_tellings_are_one_event(void **state) {
    (void)state;
    add(one("2024-05-03", "AP", "Norway seized a trawler of Iceland off Tromso on Thursday", "seized", DL_EVENT_COERCE, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED), "1");
    add(one("2024-05-03", "AFP", "Coast guards of Norway seized an Icelandic trawler", "seized", DL_EVENT_COERCE, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED), "2");
    add(one("2024-05-03", NULL, "The trawler was boarded and seized by Norway late on Thursday", "seized", DL_EVENT_COERCE, "NOR", "ISL", NULL, DL_STATUS_OCCURRED), "3");
    add(one("2024-05-04", "DPA", "Norway denied that it seized a trawler", "seized", DL_EVENT_COERCE, "NOR", NULL, "2024-05-02", DL_STATUS_DENIED), "4");
    add(one("2024-05-05", "BBC", "Norway captured a trawler Thursday", "captured", DL_EVENT_COERCE, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED), "5");
    assert_int_equal(ask("SELECT count(*) FROM timeline"), 1);
    assert_int_equal(ask("SELECT sources FROM timeline"), 5);
    assert_text("SELECT status FROM timeline", "occurred");
    assert_text("SELECT day FROM timeline", "2024-05-02");
    assert_int_equal(ask("SELECT count(*) FROM disputed WHERE what = 'whether it is so'"), 1);
}

static void different_things_stay_apart(void **state) {
    (void)state;
    static const struct { const char *words, *word; dl_event_type type; const char *source, *target, *day; dl_status status; } cases[] = {
        {"Norway seized a trawler of Iceland", "seized", DL_EVENT_COERCE, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED},
        {"Norway seized a trawler of Iceland", "seized", DL_EVENT_COERCE, "NOR", "ISL", "2024-05-09", DL_STATUS_OCCURRED},
        {"Denmark seized a trawler of Iceland", "seized", DL_EVENT_COERCE, "DNK", "ISL", "2024-05-02", DL_STATUS_OCCURRED},
        {"Norway seized a trawler of Ireland", "seized", DL_EVENT_COERCE, "NOR", "IRL", "2024-05-02", DL_STATUS_OCCURRED},
        {"Iceland seized a trawler of Norway", "seized", DL_EVENT_COERCE, "ISL", "NOR", "2024-05-02", DL_STATUS_OCCURRED},
        {"Norway met Iceland", "met", DL_EVENT_CONSULT, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED},
        {"Norway would seize trawlers of Iceland if asked", "seize", DL_EVENT_COERCE, "NOR", "ISL", "2024-05-02", DL_STATUS_CONDITIONAL},
    };
    char id[8];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(id, sizeof id, "%zu", i);
        add(one("2024-05-03", "AP", cases[i].words, cases[i].word, cases[i].type, cases[i].source, cases[i].target, cases[i].day, cases[i].status), id);
    }
    assert_int_equal(ask("SELECT count(*) FROM timeline"), sizeof cases / sizeof *cases);
}

static void two_modes_are_two_deeds(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        dl_report *r = made_report("2024-05-03", "AP");
        made_sentence(r, i == 1 ? "The government of Norway forbade Iceland trade" : "The government of Norway seized Iceland trawlers");
        dl_event *e = made_event(r, i == 1 ? "forbade" : "seized", DL_EVENT_COERCE, "NOR", "ISL", i == 1 ? "2024-05-02" : "2024-05-03", DL_STATUS_OCCURRED);
        e->mode = i == 1 ? "restrict" : "seize";
        memcpy(e->cameo, i == 1 ? "163" : "192", 4);
        add(r, (const char *[]){"seized", "forbade", "seized again"}[i]);
    }
    assert_int_equal(ask("SELECT count(*) FROM timeline"), 2);
    assert_int_equal(ask("SELECT max(reports) FROM timeline"), 2);
}

static void a_pronoun_is_nobody_elsewhere(void **state) {
    (void)state;
    for (int i = 0; i < 2; i++) {
        dl_report *r = made_report("2024-05-03", NULL);
        made_sentence(r, i ? "he praised Iceland for art" : "he praised Iceland for music");
        uint32_t he = made_entity(r, "he", DL_ENTITY_PERSON, NULL, NULL);
        r->mentions[0].form = DL_MENTION_PRONOUN;
        made_event(r, "praised", DL_EVENT_SUPPORT, NULL, NULL, "2024-05-03", DL_STATUS_OCCURRED)->source_entity = he;
        add(r, i ? "1" : "2");
    }
    assert_int_equal(ask("SELECT count(*) FROM timeline"), 2);
    assert_int_equal(ask("SELECT count(*) FROM timeline WHERE source = 'he'"), 0);
}

static void two_verbs_of_a_sentence_are_two_events(void **state) {
    (void)state;
    dl_report *r = made_report("2024-05-03", NULL);
    made_sentence(r, "Norway warned Iceland and warned Iceland again");
    made_event(r, "warned", DL_EVENT_THREATEN, "NOR", "ISL", "2024-05-03", DL_STATUS_OCCURRED);
    made_event(r, "again", DL_EVENT_THREATEN, "NOR", "ISL", "2024-05-03", DL_STATUS_OCCURRED);
    add(r, "1");
    assert_int_equal(ask("SELECT count(*) FROM timeline"), 2);
}

static void numbers_that_differ_stand_side_by_side(void **state) {
    (void)state;
    static const struct { const char *agency, *words, *many; double count; } cases[] = {
        {"AP", "Norway massed 100000 troops near Iceland", "100000 troops", 100000},
        {"AFP", "Norway massed 130000 troops near Iceland", "130000 troops", 130000},
        {"DPA", "In the north 100000 troops of Norway stand massed by now", "100000 troops", 100000},
    };
    for (size_t i = 0; i < 3; i++) {
        dl_report *r = one("2024-05-03", cases[i].agency, cases[i].words, "massed", DL_EVENT_MOBILIZE, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED);
        r->events[0].quantity = made_quantity(r, cases[i].many, cases[i].count, "troops");
        made_force(r, 0, "NOR", DL_NONE);
        add(r, cases[i].agency);
    }
    assert_int_equal(ask("SELECT count(*) FROM timeline"), 1);
    assert_int_equal(ask("SELECT count(*) FROM force"), 2);
    assert_int_equal(ask("SELECT sources FROM force WHERE count = 100000"), 2);
    assert_int_equal(ask("SELECT count(*) FROM disputed WHERE type = 'force'"), 1);
    dl_report *r = made_report("2024-05-03", "EFE");
    made_sentence(r, "Norway has more than 90000 tanks");
    made_force(r, made_quantity(r, "90000 tanks", 90000, "tanks"), "NOR", DL_NONE);
    r->quantities[0].bound = "more than";
    add(r, "bound");
    r = made_report("2024-05-03", "TT");
    made_sentence(r, "Norway has 95000 tanks");
    made_force(r, made_quantity(r, "95000 tanks", 95000, "tanks"), "NOR", DL_NONE);
    add(r, "within");
    assert_int_equal(ask("SELECT count(*) FROM disputed WHERE type = 'force'"), 1); /* these two agree */
    assert_text("SELECT versions FROM disputed WHERE type <> 'force'", "100000 (AP, 2024-05-03); 130000 (AFP, 2024-05-03); 100000 (DPA, 2024-05-03)");
}

static void somebody_with_a_name(const char *id, const char *words, const char *name, const char *actor, const char *role) {
    dl_report *r = made_report("2024-05-03", NULL);
    made_sentence(r, words);
    made_entity(r, name, DL_ENTITY_PERSON, actor, role);
    add(r, id);
}

static void one_person_in_many_reports(void **state) {
    (void)state;
    somebody_with_a_name("1", "Sergei Orlov spoke", "Sergei Orlov", "RUS", "foreign minister");
    somebody_with_a_name("2", "Orlov spoke again", "Orlov", "RUS", NULL);
    somebody_with_a_name("3", "Sergey Orlov left", "Sergey Orlov", "RUS", NULL);
    assert_int_equal(ask("SELECT count(*) FROM entity"), 1);
    somebody_with_a_name("4", "Anna Orlov sang", "Anna Orlov", "USA", "singer");
    assert_int_equal(ask("SELECT count(*) FROM entity"), 2);
    somebody_with_a_name("5", "Orlov was heard", "Orlov", NULL, NULL); /* either of them: nobody knows */
    assert_int_equal(ask("SELECT count(*) FROM entity WHERE merged_into IS NULL"), 3);
    assert_text("SELECT name FROM entity WHERE id = 1", "Sergei Orlov");
    assert_text("SELECT role FROM entity WHERE id = 1", "foreign minister");
}

static void an_id_survives_a_later_merge(void **state) {
    (void)state;
    dl_report *r = made_report("2024-05-03", NULL);
    made_sentence(r, "The IFO met");
    made_entity(r, "IFO", DL_ENTITY_ORGANIZATION, NULL, NULL);
    add(r, "1");
    r = made_report("2024-05-03", NULL);
    made_sentence(r, "The International Fishing Office met");
    made_entity(r, "International Fishing Office", DL_ENTITY_ORGANIZATION, NULL, NULL);
    add(r, "2");
    assert_int_equal(ask("SELECT count(*) FROM entity WHERE merged_into IS NULL"), 2);
    r = made_report("2024-05-04", NULL);
    made_sentence(r, "The International Fishing Office or IFO met");
    made_entity(r, "International Fishing Office", DL_ENTITY_ORGANIZATION, NULL, NULL);
    dl_mention *m = &r->mentions[1];
    *m = (dl_mention){.span = {36, 39}, .first = 5, .count = 1, .head = 5, .next = DL_NONE, .form = DL_MENTION_NAME};
    assert_memory_equal(r->text + 36, "IFO", 3);
    r->mentions[0].next = 1;
    r->n_mentions = 2;
    r->entities[0].mentions = 2;
    add(r, "3");
    assert_int_equal(ask("SELECT count(*) FROM entity WHERE merged_into IS NULL"), 1);
    assert_int_equal(ask("SELECT merged_into FROM entity WHERE id = 2"), 1);
    assert_int_equal(ask("SELECT count(DISTINCT entity) FROM entity_reading"), 1);
}

static void an_answer_may_come_in_another_report(void **state) {
    (void)state;
    dl_report *r = made_report("2024-05-03", "AP");
    made_sentence(r, "Spain demanded that France free the crew");
    made_position(r, DL_STANCE_DEMAND, "ESP", "FRA", "France free the crew");
    add(r, "1");
    assert_text("SELECT answer FROM position", "open");
    r = made_report("2024-05-06", "AFP");
    made_sentence(r, "France refused what Spain had asked for");
    uint32_t france = made_entity(r, "France", DL_ENTITY_COUNTRY, "FRA", NULL), spain = made_entity(r, "Spain", DL_ENTITY_COUNTRY, "ESP", NULL);
    made_statement(r, DL_ACT_REFUSE, france, spain, "what Spain had asked for");
    add(r, "2");
    assert_text("SELECT answer FROM position", "rejected");
}

static void two_persons_do_not_share_their_words(void **state) {
    (void)state;
    for (int i = 0; i < 2; i++) {
        dl_report *r = made_report("2024-05-03", NULL);
        made_sentence(r, i ? "Bo Lind accused Iceland of theft" : "Ana Ruiz accused Iceland of theft");
        uint32_t who = made_entity(r, i ? "Bo Lind" : "Ana Ruiz", DL_ENTITY_PERSON, "NOR", NULL);
        made_event(r, "accused", DL_EVENT_ACCUSE, "NOR", "ISL", "2024-05-03", DL_STATUS_OCCURRED)->source_entity = who;
        add(r, i ? "b" : "a");
    }
    assert_int_equal(ask("SELECT count(*) FROM timeline"), 2);
}

static void a_new_version_takes_the_place_of_the_old(void **state) {
    (void)state;
    assert_int_equal(add(one("2024-05-03", "AP", "Norway sank a boat of Iceland", "sank", DL_EVENT_ASSAULT, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED), "1"), STORE_ADDED);
    assert_int_equal(add(one("2024-05-03", "AP", "Norway sank a boat of Iceland", "sank", DL_EVENT_ASSAULT, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED), "1"), STORE_KNOWN);
    assert_int_equal(add(one("2024-05-03", "AP", "Denmark helped a boat of Iceland", "helped", DL_EVENT_AID, "DNK", "ISL", "2024-05-02", DL_STATUS_OCCURRED), "1"), STORE_CORRECTED);
    assert_int_equal(ask("SELECT count(*) FROM timeline"), 1);
    assert_text("SELECT type FROM timeline", "AID");
    assert_int_equal(ask("SELECT superseded_by FROM report WHERE id = 1"), 2);
    assert_int_equal(add(one("2024-05-03", "AP", "Norway sank a boat of Iceland", "sank", DL_EVENT_ASSAULT, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED), "1"), STORE_KNOWN);
}

static void a_copy_is_no_second_source(void **state) {
    (void)state;
    static const char *const story[] = {
        "Norway seized a trawler of Iceland off Tromso on Thursday morning after a chase of three hours through heavy seas",
        "The crew of nine was brought to the harbour where the captain was questioned about nets and permits",
        "Ministers of both countries are to speak on the telephone before the weekend and lower the tone",
    };
    for (int k = 0; k < 3; k++) {
        dl_report *r = made_report("2024-05-03", k ? "AFP" : "AP");
        made_sentence(r, story[0]);
        made_event(r, "seized", DL_EVENT_COERCE, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED);
        made_sentence(r, story[1]);
        made_sentence(r, k == 1 ? "Ministers of both countries are to speak on the telephone this week and lower the tone" : story[2]);
        if (k == 2) made_sentence(r, "Prices of cod rose and those of herring fell in all harbours of the north that day for reasons of weather");
        if (k == 2) made_sentence(r, "In Bergen a choir sang old songs at the quay until late in the evening and nobody wanted to go home");
        if (k == 2) made_sentence(r, "The national library showed a rare map which had been lost for more than two hundred years in a cellar");
        add(r, (const char *[]){"first", "reworded", "longer"}[k]);
    }
    assert_int_equal(ask("SELECT count(DISTINCT story) FROM report"), 1);
    assert_int_equal(ask("SELECT sources FROM timeline"), 1);
    assert_int_equal(ask("SELECT reports FROM timeline"), 3);
    add(one("2024-05-03", "DPA", "A trawler from Iceland was seized by Norway", "seized", DL_EVENT_COERCE, "NOR", "ISL", "2024-05-02", DL_STATUS_OCCURRED), "own");
    assert_int_equal(ask("SELECT sources FROM timeline"), 2);
}

/* ---- docs/schema.md ---------------------------------------------------------------------------------------------- */

/* Something for every query to find. */
static void fill(void) {
    for (int i = 0; i < 2; i++) {
        dl_report *r = made_report(i ? "2024-05-04" : "2024-05-03", i ? "AFP" : "AP");
        made_sentence(r, i ? "France blocked a fishing boat of Spain" : "A boat from Spain was blocked while fishing by France");
        made_event(r, "blocked", DL_EVENT_COERCE, "FRA", "ESP", "2024-05-02", i ? DL_STATUS_OCCURRED : DL_STATUS_OCCURRED);
        made_sentence(r, "Spain demanded that France free the crew");
        uint32_t spain = made_entity(r, "Spain", DL_ENTITY_COUNTRY, "ESP", NULL), france = made_entity(r, "France", DL_ENTITY_COUNTRY, "FRA", NULL);
        made_statement(r, DL_ACT_DEMAND, spain, france, "that France free the crew");
        made_position(r, DL_STANCE_DEMAND, "ESP", "FRA", "France free the crew");
        made_sentence(r, i ? "France sent 1500 sailors to Brest" : "France sent 1200 sailors to Brest");
        dl_event *e = made_event(r, "sent", DL_EVENT_MOBILIZE, "FRA", NULL, "2024-05-02", DL_STATUS_OCCURRED);
        e->quantity = made_quantity(r, i ? "1500 sailors" : "1200 sailors", i ? 1500 : 1200, "sailors");
        e->place = made_place(r, "Brest", "FRA", 3030300);
        made_force(r, e->quantity, "FRA", e->place);
        made_sentence(r, "Spain and France meet on Friday");
        made_event(r, "meet", DL_EVENT_CONSULT, "ESP", "FRA", "2024-05-10", DL_STATUS_PLANNED);
        made_due(r, "meeting", "ESP", "FRA", "2024-05-10");
        made_sentence(r, "France votes on Saturday");
        made_event(r, "votes", DL_EVENT_AGREE, "FRA", NULL, "2024-05-11", DL_STATUS_PLANNED);
        add(r, i ? "b" : "a");
    }
    add(one("2024-05-05", "DPA", "France denied that it blocked a boat", "blocked", DL_EVENT_COERCE, "FRA", "ESP", "2024-05-02", DL_STATUS_DENIED), "c");
    add(one("2024-05-05", "DPA", "France denied that it ever did", "denied", DL_EVENT_REJECT, "FRA", NULL, "2024-05-05", DL_STATUS_OCCURRED), "c");
    add(one("2024-05-05", "EFE", "France denied that it blocked a boat at all", "blocked", DL_EVENT_COERCE, "FRA", "ESP", "2024-05-02", DL_STATUS_DENIED), "d");
}

static void every_query_of_the_manual_runs_and_finds(void **state) {
    (void)state;
    fill();
    FILE *f = fopen(DL_SOURCE_DIR "/docs/schema.md", "r");
    assert_non_null(f);
    char line[1024], sql[4096] = "";
    bool inside = false;
    int queries = 0;
    while (fgets(line, sizeof line, f)) {
        if (!strcmp(line, "```sql\n")) inside = true, *sql = 0;
        else if (inside && !strcmp(line, "```\n")) {
            sqlite3_stmt *s;
            inside = false;
            if (sqlite3_prepare_v2(store->d.handle, sql, -1, &s, NULL) != SQLITE_OK) fail_msg("%s: %s", sqlite3_errmsg(store->d.handle), sql);
            if (sqlite3_step(s) != SQLITE_ROW) fail_msg("finds nothing: %s", sql);
            sqlite3_finalize(s);
            queries++;
        } else if (inside) {
            assert_true(strlen(sql) + strlen(line) < sizeof sql);
            strcat(sql, line);
        }
    }
    fclose(f);
    assert_int_equal(queries, 10);
}

static void check_answer(const char *what, const char *a, const char *b, store_format format, const char *expected) {
    char *out = NULL;
    size_t n;
    dl_error err = {""};
    FILE *f = open_memstream(&out, &n);
    store_question q = {.what = what, .names = {a, b}, .format = format};
    bool ok = store_show(store, &q, f, &err);
    fclose(f);
    if (!ok || !strstr(out, expected)) fail_msg("%s: \"%s\" is not in: %s%s", what, expected, err.message, out);
    free(out);
}

static void questions_are_answered(void **state) {
    (void)state;
    fill();
    check_answer("timeline", NULL, NULL, STORE_CSV, "2024-05-02,FRA,COERCE,ESP,");
    check_answer("actor", "Spain", NULL, STORE_CSV, "2024-05-10,ESP,CONSULT,FRA,");
    check_answer("actor", "ESP", NULL, STORE_CSV, "2024-05-10,ESP,CONSULT,FRA,");
    check_answer("pair", "spain", "France", STORE_JSON, "\"type\":\"COERCE\"");
    check_answer("positions", NULL, NULL, STORE_CSV, "ESP,FRA,2024-05-03,2024-05-04,demand,open,,,2,,a,1,France free the crew");
    check_answer("forces", NULL, NULL, STORE_CSV, "FRA,sailors,2024-05-04,exactly,1500,Brest,,,AFP,1,");
    check_answer("incidents", NULL, NULL, STORE_CSV, "2024-05-02,COERCE,FRA,ESP,,,");
    check_answer("disputed", NULL, NULL, STORE_CSV, "how many sailors,\"1200 (AP, 2024-05-03); 1500 (AFP, 2024-05-04)\"");
    check_answer("schedule", NULL, NULL, STORE_ICS, "DTSTART;VALUE=DATE:20240510\r\nDTEND;VALUE=DATE:20240511\r\nSUMMARY:meeting: ESP - FRA\r\n");
    check_answer("schedule", NULL, NULL, STORE_TEXT, "2024-05-10  meeting  ESP  FRA  1  Spain and France meet on Friday\n2024-05-11  agree    FRA       1  France votes");
    check_answer("sources", NULL, NULL, STORE_CSV, ",c,DPA,superseded,");
}

static int open_model(void **state) {
    dl_error err;
    (void)state;
    model = dl_model_open(NULL, &err);
    int fd = mkstemp(path);
    if (fd >= 0) close(fd);
    return !model || fd < 0;
}

static int close_model(void **state) {
    (void)state;
    dl_model_close(model);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_empty, close_it)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(five_tellings_are_one_event),
        TEST(different_things_stay_apart),
        TEST(two_modes_are_two_deeds),
        TEST(a_pronoun_is_nobody_elsewhere),
        TEST(two_verbs_of_a_sentence_are_two_events),
        TEST(numbers_that_differ_stand_side_by_side),
        TEST(one_person_in_many_reports),
        TEST(an_id_survives_a_later_merge),
        TEST(an_answer_may_come_in_another_report),
        TEST(two_persons_do_not_share_their_words),
        TEST(a_new_version_takes_the_place_of_the_old),
        TEST(a_copy_is_no_second_source),
        TEST(every_query_of_the_manual_runs_and_finds),
        TEST(questions_are_answered),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}
