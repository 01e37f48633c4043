/* test_tables.c - events as tables: every layout is read back by tests/table_check.c, and what stands in the fields is compared with
 * what the layout's readers mean by them. The report is made by hand, with texts that would break a careless writer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hand.h"
#include "model.h"
#include "output/codes.h"
#include "output/output.h"
#include "table_check.h"

static const char TEXT[] =
    "1 Russia Russia PROPN NNP Number=Sing 2 nsubj\n"
    "2 shelled shell VERB VBD Tense=Past|VerbForm=Fin 0 root\n"
    "3 Ukrainian Ukrainian ADJ JJ _ 4 amod\n"
    "4 troops troops NOUN NNS Number=Plur 2 obj\n"
    "5 . . PUNCT . _ 2 punct\n"
    "\n"
    "1 NATO NATO PROPN NNP Number=Sing 2 nsubj\n"
    "2 fears fear VERB VBZ VerbForm=Fin 0 root\n"
    "3 “ “ PUNCT `` _ 4 punct _ SpaceAfter=No\n"
    "4 war, war, NOUN NN Number=Sing 2 obj _ SpaceAfter=No\n"
    "5 ” ” PUNCT '' _ 4 punct\n";

static dl_model *model;

static dl_entity entities[] = {
    {.name = "Russia", .actor = "RUS", .kind = DL_ENTITY_COUNTRY},
    {.name = "the \"hard,\tfast\"\nmen", .actor = "UKR", .sector = "MIL", .role = "troops", .kind = DL_ENTITY_GROUP},
    {.name = "NATO", .actor = "NATO", .kind = DL_ENTITY_ORGANIZATION},
    {.name = "a man", .kind = DL_ENTITY_PERSON},
};
static dl_place places[] = {
    {.name = "Kyiv", .country = "UKR", .division = "Kyiv City", .division_code = "12", .lat = 50.4547, .lon = 30.5238,
     .geonames = 703448, .kind = DL_PLACE_TOWN},
    {.name = "Ohio", .country = "USA", .division = "Ohio", .division_code = "OH", .lat = 40.25, .lon = -83, .geonames = 5165418,
     .kind = DL_PLACE_DIVISION},
};
static dl_quantity quantities[] = {{.count = 1200, .bound = "about", .unit = "troops"}};
static const char *const contexts[] = {"military", "territory"};

static dl_event event(uint8_t type, const char *cameo, int quad, float goldstein, uint8_t status) {
    dl_event e = {.span = {0, 31}, .sentence = 0, .head = 1, .source_entity = 0, .target_entity = 1, .source_head = 0, .target_head = 3,
                  .source = "RUS", .target = "UKR", .target_sector = "MIL", .type = type, .status = status, .quad = (uint8_t)quad,
                  .goldstein = goldstein, .statement = DL_NONE, .place = DL_NONE, .quantity = DL_NONE, .confidence = 0.9f,
                  .why = "shell: A shelled B"};
    snprintf(e.cameo, sizeof e.cameo, "%s", cameo);
    return e;
}

enum { EVENTS = 9 };

static dl_report *report(void) {
    static dl_event events[EVENTS];
    dl_report *r = hand_report(TEXT);
    r->model = model;
    r->meta.id = "story 7;\tA";
    r->meta.agency = "AP";
    strcpy(r->meta.published, "2022-02-14");
    r->sentences[1].paragraph = 1;
    r->entities = entities;
    r->n_entities = sizeof entities / sizeof *entities;
    r->places = places;
    r->n_places = sizeof places / sizeof *places;
    r->quantities = quantities;
    r->n_quantities = 1;
    dl_event e = event(DL_EVENT_ASSAULT, "194", 4, -10, DL_STATUS_OCCURRED);
    e.mode = "artillery";
    e.contexts = contexts;
    e.n_contexts = 2;
    e.date = "2022-02-13";
    e.place = 0;
    e.quantity = 0;
    events[0] = e;
    e.sentence = 1; /* told again */
    e.span = (dl_span){32, 50};
    events[1] = e;
    events[2] = event(DL_EVENT_AID, "0333", 2, 5.2f, DL_STATUS_ONGOING);
    events[2].source = "NATO", events[2].source_entity = 2, events[2].source_head = 5, events[2].sentence = 1;
    events[2].span = (dl_span){32, 50}, events[2].place = 1;
    events[3] = event(DL_EVENT_ASSAULT, "190", 4, -10, DL_STATUS_POSSIBLE);
    events[4] = event(DL_EVENT_PROTEST, "14", 4, -6.5f, DL_STATUS_OCCURRED); /* by nobody known */
    events[4].source = NULL, events[4].source_entity = DL_NONE, events[4].source_head = DL_NONE;
    events[5] = events[4]; /* nobody at all */
    events[5].target = events[5].target_sector = NULL, events[5].target_entity = 3;
    events[6] = event(DL_EVENT_CONSULT, "040", 1, 1, DL_STATUS_OCCURRED); /* other codes elsewhere */
    events[6].source = "ROU", events[6].source_sector = "JRN", events[6].target = "KOS", events[6].target_sector = NULL;
    events[7] = event(DL_EVENT_SANCTION, "163", 4, -8, DL_STATUS_OCCURRED); /* of a dictionary of one's own */
    events[7].source = "IGOXYZ", events[7].target = "PSEREBHMS", events[7].target_sector = "REB";
    events[8] = event(DL_EVENT_REJECT, "12", 3, -4, DL_STATUS_DENIED);
    r->events = events;
    r->n_events = EVENTS;
    return r;
}

static void drop(dl_report *r) {
    arena_free(&r->arena);
    free(r);
}

static char *table(const dl_report *r, output_layout layout, bool every_status) {
    char *text;
    size_t n;
    FILE *f = open_memstream(&text, &n);
    output_table_header(f, layout);
    assert_true(output_table(f, r, layout, every_status));
    fclose(f);
    return text;
}

/* The nth field of the nth line of a table parted by tabs. */
static const char *field(const char *text, int line, int column, char out[512]) {
    for (; line > 0 && text; line--) text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL;
    assert_non_null(text);
    for (int i = 1; i < column; i++) {
        size_t n = strcspn(text, "\t\n");
        assert_int_equal(text[n], '\t');
        text += n + 1;
    }
    size_t n = strcspn(text, "\t\n");
    assert_true(n < 512);
    memcpy(out, text, n);
    out[n] = 0;
    return out;
}

static void assert_reads(const char *layout, const char *text, size_t events) {
    char why[512] = "", *copy = strdup(text);
    size_t rows = 0;
    if (!table_check(layout, copy, why, sizeof why, &rows)) fail_msg("%s: %s", layout, why);
    assert_int_equal(rows, events);
    free(copy);
}

static void test_every_layout_is_read_back(void **state) {
    (void)state;
    static const struct {
        const char *name;
        output_layout layout;
        size_t facts, all;
    } layouts[] = {{"csv", OUTPUT_CSV, 9, 9},         {"phoenix", OUTPUT_PHOENIX, 4, 6}, {"petrarch", OUTPUT_PETRARCH, 4, 6},
                   {"polecat", OUTPUT_POLECAT, 7, 9}, {"gdelt", OUTPUT_GDELT, 5, 7}};
    dl_report *r = report();
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        char *text = table(r, layouts[i].layout, false);
        assert_reads(layouts[i].name, text, layouts[i].facts);
        free(text);
        text = table(r, layouts[i].layout, true);
        assert_reads(layouts[i].name, text, layouts[i].all);
        free(text);
        size_t n = r->n_events;
        r->n_events = 0;
        text = table(r, layouts[i].layout, true);
        assert_reads(layouts[i].name, text, 0);
        free(text);
        r->n_events = n;
    }
    drop(r);
}

static void test_phoenix(void **state) {
    (void)state;
    dl_report *r = report();
    char *text = table(r, OUTPUT_PHOENIX, false), s[512];
    assert_string_equal(field(text, 0, 2, s), "20220213");
    assert_string_equal(field(text, 0, 6, s), "RUS");
    assert_string_equal(field(text, 0, 10, s), "UKRMIL");
    assert_string_equal(field(text, 0, 12, s), "MIL");
    assert_string_equal(field(text, 0, 14, s), "194");
    assert_string_equal(field(text, 0, 16, s), "4");
    assert_string_equal(field(text, 0, 21, s), "Kyiv");
    assert_string_equal(field(text, 0, 24, s), "story_7__A_0;story_7__A_1"); /* both sentences that tell it */
    assert_string_equal(field(text, 0, 26, s), "AP");
    assert_string_equal(field(text, 1, 6, s), "IGOWSTNAT");
    assert_string_equal(field(text, 1, 7, s), "IGO");
    assert_string_equal(field(text, 1, 9, s), "WST;NAT");
    assert_string_equal(field(text, 1, 2, s), "20220214"); /* no day of its own: the report's */
    assert_string_equal(field(text, 1, 15, s), "03");
    assert_string_equal(field(text, 2, 6, s), "ROUMED");
    assert_string_equal(field(text, 2, 10, s), "KSV");
    assert_string_equal(field(text, 3, 10, s), "PSEREBHMS");
    free(text);
    drop(r);
}

static void test_petrarch(void **state) {
    (void)state;
    dl_report *r = report();
    char *text = table(r, OUTPUT_PETRARCH, false), s[512];
    assert_string_equal(field(text, 0, 1, s), "20220213");
    assert_string_equal(field(text, 0, 7, s), "AP");
    free(text);
    r->meta.id = "https://example.org/a";
    r->meta.agency = NULL;
    text = table(r, OUTPUT_PETRARCH, false);
    assert_reads("petrarch", text, 4);
    assert_string_equal(field(text, 0, 7, s), "https://example.org/a");
    assert_string_equal(field(text, 0, 8, s), "NULL");
    free(text);
    drop(r);
}

static void test_polecat(void **state) {
    (void)state;
    dl_report *r = report();
    char *text = table(r, OUTPUT_POLECAT, false), s[512];
    assert_string_equal(field(text, 1, 3, s), "ASSAULT");
    assert_string_equal(field(text, 1, 6, s), "MATERIAL CONFLICT");
    assert_string_equal(field(text, 1, 7, s), "military; territory");
    assert_string_equal(field(text, 1, 8, s), "Russia");
    assert_string_equal(field(text, 1, 10, s), "365");
    assert_string_equal(field(text, 1, 16, s), "the 'hard, fast' men");
    assert_string_equal(field(text, 1, 19, s), "MIL");
    assert_string_equal(field(text, 1, 25, s), "Kyiv");
    assert_string_equal(field(text, 1, 27, s), "Kyiv City");
    assert_string_equal(field(text, 1, 31, s), "703448");
    assert_string_equal(field(text, 3, 9, s), "None");
    assert_string_equal(field(text, 3, 11, s), "IGO");
    assert_string_equal(field(text, 4, 8, s), "None");
    free(text);
    drop(r);
}

static void test_gdelt(void **state) {
    (void)state;
    dl_report *r = report();
    char *text = table(r, OUTPUT_GDELT, false), s[512];
    assert_string_equal(field(text, 0, 5, s), "2022.1178"); /* (30 + 13) / 365 */
    assert_string_equal(field(text, 0, 7, s), "RUSSIA");
    assert_string_equal(field(text, 0, 16, s), "UKRMIL");
    assert_string_equal(field(text, 0, 23, s), "MIL");
    assert_string_equal(field(text, 0, 26, s), "1"); /* in the lead */
    assert_string_equal(field(text, 0, 32, s), "2"); /* told twice */
    assert_string_equal(field(text, 0, 52, s), "4");
    assert_string_equal(field(text, 0, 53, s), "Kyiv, Kyiv City, Ukraine");
    assert_string_equal(field(text, 0, 54, s), "UP");
    assert_string_equal(field(text, 0, 55, s), "UP12");
    assert_string_equal(field(text, 0, 60, s), "20220214000000");
    assert_string_equal(field(text, 1, 6, s), "IGOWSTNAT");
    assert_string_equal(field(text, 1, 8, s), "");
    assert_string_equal(field(text, 1, 9, s), "NAT");
    assert_string_equal(field(text, 1, 13, s), "IGO");
    assert_string_equal(field(text, 1, 26, s), "0");
    assert_string_equal(field(text, 1, 28, s), "033");
    assert_string_equal(field(text, 1, 52, s), "2");
    assert_string_equal(field(text, 1, 53, s), "Ohio, United States");
    assert_string_equal(field(text, 1, 55, s), "USOH");
    assert_string_equal(field(text, 3, 6, s), "ROMMED"); /* GDELT's Romania */
    assert_string_equal(field(text, 3, 13, s), "MED");
    free(text);
    drop(r);
}

static void test_csv(void **state) {
    (void)state;
    dl_report *r = report();
    char *text = table(r, OUTPUT_CSV, false);
    assert_non_null(strstr(text, ",\"the \"\"hard, fast\"\" men\","));
    assert_non_null(strstr(text, ",possible,"));
    assert_non_null(strstr(text, ",Russia shelled Ukrainian troops,"));
    assert_non_null(strstr(text, ",1200,about,troops,0.900,shell: A shelled B\n"));
    free(text);
    drop(r);
}

static void test_ids_stay(void **state) {
    (void)state;
    dl_report *r = report();
    for (int layout = 0; layout < OUTPUT_LAYOUTS; layout++) {
        char *a = table(r, (output_layout)layout, true), *b = table(r, (output_layout)layout, true), *c, before[512], after[512];
        assert_string_equal(a, b);
        if (layout != OUTPUT_PETRARCH && layout != OUTPUT_CSV) { /* an event keeps its id when another is no longer found */
            r->events++, r->n_events--;
            c = table(r, (output_layout)layout, true);
            int at = layout == OUTPUT_POLECAT ? 3 : 1;
            assert_string_equal(field(a, at, 1, before), field(c, at - (layout == OUTPUT_POLECAT), 1, after));
            r->events--, r->n_events++;
            free(c);
            r->meta.id = "another";
            c = table(r, (output_layout)layout, true);
            assert_string_not_equal(field(a, 1, 1, before), field(c, 1, 1, after));
            r->meta.id = "story 7;\tA";
            free(c);
        }
        free(a);
        free(b);
    }
    drop(r);
}

static void test_no_date_is_made_up(void **state) {
    (void)state;
    dl_report *r = report();
    *r->meta.published = 0;
    char *text = table(r, OUTPUT_PHOENIX, false), s[512];
    assert_string_equal(field(text, 1, 2, s), "");
    assert_string_equal(field(text, 1, 3, s), "");
    assert_reads("phoenix", text, 4);
    free(text);
    text = table(r, OUTPUT_GDELT, false);
    assert_reads("gdelt", text, 5);
    assert_string_equal(field(text, 1, 5, s), "");
    free(text);
    drop(r);
}

static void test_a_month_is_no_day(void **state) {
    (void)state;
    dl_report *r = report();
    for (size_t i = 0; i < r->n_events; i++) r->events[i].date = i % 2 ? "1996" : "1996-12";
    static const char *const names[] = {"csv", "phoenix", "petrarch", "polecat", "gdelt"};
    for (int layout = 0; layout < OUTPUT_LAYOUTS; layout++) {
        char *text = table(r, (output_layout)layout, true), why[512], s[512];
        size_t rows;
        if (layout == OUTPUT_PHOENIX) {
            assert_string_equal(field(text, 0, 2, s), "");
            assert_string_equal(field(text, 0, 3, s), "1996");
            assert_string_equal(field(text, 0, 4, s), "12");
            assert_string_equal(field(text, 0, 5, s), "");
        }
        if (layout == OUTPUT_GDELT) assert_string_equal(field(text, 0, 3, s), "199612");
        if (layout == OUTPUT_POLECAT) assert_string_equal(field(text, 1, 2, s), "None");
        if (!table_check(names[layout], text, why, sizeof why, &rows)) fail_msg("%s: %s", names[layout], why);
        free(text);
    }
    drop(r);
}

/* The check itself must not pass everything. */
static void test_the_reader_sees_faults(void **state) {
    (void)state;
    static const struct {
        const char *layout, *text;
    } faults[] = {
        {"petrarch", "20220230\tRUS\tUKR\t194\t\tid_0\tAP\n"},      {"petrarch", "20220213\tRUSS\tUKR\t194\t\tid_0\tAP\n"},
        {"petrarch", "20220213\tRUS\tUKR\t294\t\tid_0\tAP\n"},      {"petrarch", "20220213\tRUS\tUKR\t194\tid_0\tAP\n"},
        {"petrarch", "20220213\tRUS\tUKR\t194\t\tid_0\tAP\tAP\n"},  {"polecat", "Event ID\tVersion\nx\n"},
        {"csv", "report_id,why\na,b\n"},                             {"phoenix", "1\t2\n"},
        {"gdelt", "1\t2\n"},
    };
    char why[512];
    size_t rows;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char *copy = strdup(faults[i].text);
        assert_false(table_check(faults[i].layout, copy, why, sizeof why, &rows));
        free(copy);
    }
}

static void test_codes(void **state) {
    (void)state;
    codes c;
    codes_open(&c, model);
    assert_string_equal(codes_find(&c, CODES_COUNTRY, "SRB", CODES_FIPS), "RI");
    assert_string_equal(codes_find(&c, CODES_COUNTRY, "DEU", CODES_COW), "255");
    assert_string_equal(codes_find(&c, CODES_COUNTRY, "KOS", CODES_FIPS), "KV");
    assert_string_equal(codes_find(&c, CODES_COUNTRY, "ALA", CODES_FIPS), "");
    assert_string_equal(codes_find(&c, CODES_SECTOR, "MED", CODES_SECTOR_CAMEO), "HLH");
    assert_null(codes_find(&c, CODES_COUNTRY, "ZZZ", CODES_FIPS));
    assert_null(codes_find(&c, CODES_COUNTRY, "", CODES_FIPS));
    assert_null(codes_find(&c, CODES_COUNTRY, NULL, CODES_FIPS));
    assert_null(codes_find(&c, CODES_ACTOR, "A name that is far too long to be a code", CODES_ACTOR_CAMEO));
    codes_open(&c, NULL);
    assert_null(codes_find(&c, CODES_COUNTRY, "SRB", CODES_FIPS));
}

static int start(void **state) {
    dl_error err;
    (void)state;
    model = dl_model_open(NULL, &err);
    if (!model) fprintf(stderr, "%s\n", err.message);
    return model ? 0 : -1;
}

static int end(void **state) {
    (void)state;
    dl_model_close(model);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_layout_is_read_back),
        cmocka_unit_test(test_phoenix),
        cmocka_unit_test(test_petrarch),
        cmocka_unit_test(test_polecat),
        cmocka_unit_test(test_gdelt),
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_ids_stay),
        cmocka_unit_test(test_no_date_is_made_up),
        cmocka_unit_test(test_a_month_is_no_day),
        cmocka_unit_test(test_the_reader_sees_faults),
        cmocka_unit_test(test_codes),
    };
    return cmocka_run_group_tests(tests, start, end);
}
