/* test_actors.c - the dictionary of actors: what lint finds in broken files, and lookups in a small dictionary. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/pack.h"
#include "entities/actors.h"
#include "knowledge/knowledge.h"
#include "model.h"

enum { LEADERS_KNOWN = 90 }; /* percent */

static const char BASICS[] = "[sectors]\nGOV: government\nMIL: military\nREB: rebels\nPTY: parties\nLEG: parliament\n"
                             "COP: x\nJUD: x\nSPY: x\nPRM: x\nOPP: x\nCRM: x\nJRN: x\nBUS: x\nLAB: x\nEDU: x\nREL: x\nSOC: x\nMED: x\n"
                             "[classes]\nIGO: bodies\n"
                             "[titles]\npresident: head of state/heads of state | GOV | one | rank 1\nenvoy: | GOV | rank 9\n"
                             "[agents MIL]\nrole: soldier; serviceman/servicemen\ncorps: army\n"
                             "[ties]\nbacker: backed\nformer: former\nowner: of\n"
                             "[country RUR]\nname: Ruritania\nadjective: Ruritanian\npeople: Ruritanian\ncapital: Strelsau\n";

static char dir[] = "/tmp/actors-XXXXXX";

static void write_file(const char *path, const char *text) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* Problems that lint prints for `text` beside the basics, as one string. */
static char *lint(const char *text) {
    static char out[16384];
    char path[256];
    snprintf(path, sizeof path, "%s/actors/codes.txt", dir);
    write_file(path, BASICS);
    snprintf(path, sizeof path, "%s/actors/more.txt", dir);
    write_file(path, text);
    FILE *to = tmpfile();
    assert_non_null(to);
    dl_error err = {0};
    assert_true(knowledge_lint(dir, NULL, 0, to, &err) >= 0);
    rewind(to);
    out[fread(out, 1, sizeof out - 1, to)] = 0;
    fclose(to);
    return out;
}

static void finds(const char *text, const char *line, const char *message) {
    char *out = lint(text), want[64];
    snprintf(want, sizeof want, "more.txt:%s:", line);
    if (strstr(out, want) && strstr(out, message)) return;
    fail_msg("expected line %s and \"%s\", got: %s", line, message, out);
}

static void passes(const char *text) {
    char *out = lint(text);
    if (*out) fail_msg("expected no problem, got: %s", out);
}

static void good_files_pass(void **state) {
    (void)state;
    passes("[country RUR]\noffice: president\n- Rudolf Elphberg = R. Elphberg | 1994-01-01 | 1996-02\n- Michael Strelsau | 1996-02-20 |\n"
           "- Flavia Old | 1990 | ?\nparliament: Grand Diet\n");
}

static void broken_lines(void **state) {
    (void)state;
    finds("[country RUR]\nparliament Grand Diet\n", "2", "expected \"field: names\"");
    finds("[country RUR]\nking: Rudolf\n", "2", "no field \"king\"");
    finds("[county RUR]\nname: X\n", "1", "is no heading");
    finds("[country RUR]\noffice: grand wizard\n- A Bee | 1990 | 1991\n", "2", "no title \"grand wizard\"");
    finds("- Rudolf Elphberg | 1994 | 1996\n[country RUR]\n", "1", "before any heading");
    finds("[country RUR]\nmilitary: Guards | XYZ\n", "2", "XYZ is no sector");
    finds("[country RUR]\nmilitary: Guards | strong\n", "2", "is no attribute");
    finds("[country RUR]\nmilitary: ;\n", "2", "");
    finds("[organization ABC]\nclass: QQQ\nname: Body of Bodies\n", "2", "no class");
}

static void dates(void **state) {
    (void)state;
    finds("[country RUR]\noffice: president\n- Rudolf Elphberg | 1994-02-31 | 1996\n", "3", "there is no 1994-02-31");
    finds("[country RUR]\noffice: president\n- Rudolf Elphberg | 1994-13 | 1996\n", "3", "no month 13");
    finds("[country RUR]\noffice: president\n- Rudolf Elphberg | soon | 1996\n", "3", "is no date");
    finds("[country RUR]\noffice: president\n- Rudolf Elphberg | 1996-05 | 1994\n", "3", "ends before it begins");
    passes("[country RUR]\noffice: president\n- Rudolf Elphberg | 1996-02-29 | 1997\n");
    finds("[country RUR]\noffice: president\n- Rudolf Elphberg | 1997-02-29 | 1998\n", "3", "there is no 1997-02-29");
}

static void holders(void **state) {
    (void)state;
    finds("[country RUR]\noffice: president\n- Rudolf Elphberg | 1994 | \n- Michael Strelsau | 1996 | 1999\n", "3", "has no end");
    finds("[country RUR]\noffice: president\n- Rudolf Elphberg | 1994-01-01 | 1996-06-01\n- Michael Strelsau | 1996-02-01 | 1999\n", "4",
          "begins 121 days before");
    passes("[country RUR]\noffice: president\n- Rudolf Elphberg | 1994-01-01 | 1996-06-01\n- Michael Strelsau | 1996-05-20 | 1999\n");
    passes("[country RUR]\noffice: envoy\n- Rudolf Elphberg | 1994 |\n- Michael Strelsau | 1996 |\n");
    passes("[country RUR]\noffice: president\n- Rudolf Elphberg | 1994 | ?\n- Michael Strelsau | 1996 |\n");
}

static void clashes(void **state) {
    (void)state;
    finds("[country GRA]\nname: Graustark\nalso: Ruritania\n", "3", "also stands for something else");
    passes("[country GRA]\nname: Graustark\nalso: ~Ruritania\n");
    passes("[country GRA]\nname: Graustark\nalso: Ruritania | shared an old name\n");
    finds("[country RUR]\nalso: Ruritania\n", "2", "stands here twice");
    finds("[country RUR]\nmilitary: Guards\nmilitary: Guards\n", "3", "never reached");
    finds("[bloc TWO]\nname: Twosome\nmembers: RUR XXX\n", "3", "unknown code XXX");
    finds("[country GRA]\nadjective: Graustarkian\n", "1", "has no name");
}

static void lookups(void **state) {
    (void)state;
    assert_string_equal(lint("[country RUR]\noffice: president\n- Rudolf Elphberg = Rudolf V | 1994-01-01 | 1996-02-01\n"
                             "- Michaël al-Strelsau | 1996-02-02 |\n[group BLUE]\nname: Blue Band\ncountry: RUR\n"), "");
    char path[256];
    snprintf(path, sizeof path, "%s/out.data", dir);
    dl_error err = {0};
    if (!knowledge_compile(dir, path, NULL, &err)) fail_msg("%s", err.message);
    dl_pack pack;
    assert_true(pack_open(&pack, path, PACK_DATA_VERSION, &err));
    size_t size;
    const void *section = pack_section(&pack, "actors", &size);
    actors a;
    assert_true(actors_open(&a, section, size, &err));
    actor_match m;
    actor_reading r[4];
    assert_true(actors_find(&a, "Michael al Strelsau", 19, &m));
    assert_int_equal(actors_readings(&m, actors_day("1998-01-01"), r, 4), 1);
    assert_string_equal(r[0].code, "RUR");
    assert_string_equal(r[0].sector, "GOV");
    assert_true(r[0].in_office);
    assert_true(actors_find_surname(&a, "Strelsau", 8, &m));
    assert_false(actors_find(&a, "ruritania", 9, &m)); /* a name needs its capital */
    assert_true(actors_find(&a, "RURITANIA", 9, &m));
    assert_true(actors_holder(&a, "RUR", "head of state", actors_day("1995-05-05"), r));
    assert_string_equal(r[0].name, "Rudolf Elphberg");
    assert_false(actors_holder(&a, "RUR", "president", actors_day("1980-01-01"), r));
    assert_true(actors_find(&a, "Blue Band", 9, &m));
    assert_int_equal(actors_readings(&m, ACTORS_NO_DAY, r, 4), 1);
    assert_string_equal(r[0].code, "RUR");
    assert_string_equal(r[0].id, "BLUE");
    /* Every way to cut the section short, and many to damage it, must be refused or be harmless. */
    unsigned char *copy = malloc(size);
    assert_non_null(copy);
    for (size_t n = 0; n < size; n += 97) {
        memcpy(copy, section, n);
        assert_false(actors_open(&a, copy, n, &err));
    }
    for (size_t at = 0; at < size; at += 13) {
        memcpy(copy, section, size);
        copy[at] ^= 0xFF;
        if (!actors_open(&a, copy, size, &err)) continue;
        if (actors_find(&a, "Rudolf V", 8, &m)) actors_readings(&m, actors_day("1995-01-01"), r, 4);
        actors_holder(&a, "RUR", "president", actors_day("1995-05-05"), r);
    }
    free(copy);
    pack_close(&pack);
    unlink(path);
}

/* ---- dictionaries of the user over the compiled one ------------------------------------------------------------------- */

static const char OURS[] = "[country RUR]\noffice: president\n- Rudolf Elphberg = R. Elphberg | 1994-01-01 | 1996-02-01\n"
                           "- Michael Strelsau | 1996-02-02 |\n- Antoinette Mauban | ? | 1993 | shared co-president\n"
                           "party: Blue Ribbon\n[group BAND]\nname: Blue Band\nnominal: band\ncountry: RUR\n"
                           "[country GRA]\nname: Graustark\nnames: family-first\noffice: president = Graustark's Chancellor\n"
                           "- Lorry Grenfall | 1990 | 1999\n";

static struct { dl_pack pack; actors ours, both; dl_bytes section; char path[256]; } d;

/* Compiles OURS and reads `text` over it; returns the first problem. */
static char *over(const char *text) {
    static char first[512];
    *first = 0;
    assert_string_equal(lint(OURS), "");
    snprintf(d.path, sizeof d.path, "%s/out.data", dir);
    dl_error err = {0};
    if (!knowledge_compile(dir, d.path, NULL, &err)) fail_msg("%s", err.message);
    assert_true(pack_open(&d.pack, d.path, PACK_DATA_VERSION, &err));
    size_t size;
    const void *section = pack_section(&d.pack, "actors", &size);
    assert_true(actors_open(&d.ours, section, size, &err));
    source_log log = {.first = first, .room = sizeof first};
    const dl_dictionary list = {.path = "mine.txt", .text = text, .bytes = strlen(text)};
    bytes_free(&d.section);
    assert_true(knowledge_dictionaries(&d.ours, &list, 1, &log, &d.section, &err));
    assert_true(log.problems ? *first != 0 : !*first);
    if (!log.problems && !actors_open(&d.both, d.section.at, d.section.size, &err)) fail_msg("%s", err.message);
    return first;
}

static void done(void) {
    pack_close(&d.pack);
    bytes_free(&d.section);
    unlink(d.path);
}

static void refused(const char *text, const char *line, const char *message) {
    char *first = over(text), want[64];
    snprintf(want, sizeof want, "mine.txt:%s:", line);
    if (strncmp(first, want, strlen(want)) || !strstr(first, message)) fail_msg("expected %s \"%s\", got: %s", want, message, first);
    done();
}

/* The likeliest reading of a name on a day, or NULL. */
static const actor_reading *read_as(const char *name, const char *day) {
    static actor_reading r[8];
    actor_match m;
    if (!actors_find(&d.both, name, strlen(name), &m) || !actors_readings(&m, actors_day(day), r, 8)) return NULL;
    return r;
}

static const char *president(const char *code, const char *day) {
    static actor_reading r;
    return actors_holder(&d.both, code, "head of state", actors_day(day), &r) ? r.name : "nobody";
}

static void dictionaries_add(void **state) {
    (void)state;
    assert_string_equal(over("[country VES]\nname: Vessia\nadjective: Vessian\noffice: president\n- Ilse Varga | 2001 |\n"
                             "[group HAND]\nname: Red Hand\ncountry: GRA\nclass: IGO\n[agents LEG]\nrole: reeve\n"
                             "[titles]\nprovost: | GOV | one\n[country GRA]\noffice: provost\n- Hugo Brill | 1995 |\n"
                             "office: president\n- Marta Olen | 2000 |\n"), "");
    assert_string_equal(read_as("Vessian", "2002-01-01")->code, "VES");
    assert_string_equal(read_as("Ilse Varga", "2002-01-01")->role, "president");
    assert_string_equal(read_as("Red Hand", "2002-01-01")->sector, "REB");
    assert_string_equal(read_as("reeves", "2002-01-01")->sector, "LEG");
    assert_string_equal(read_as("Hugo Brill", "2002-01-01")->role, "provost");
    assert_string_equal(president("GRA", "2002-01-01"), "Marta Olen");
    assert_string_equal(read_as("Marta Olen", "2002-01-01")->role, "Graustark's Chancellor"); /* our office, our name for it */
    /* All that was there is there. */
    assert_string_equal(read_as("Ruritanian", "2002-01-01")->code, "RUR");
    assert_string_equal(read_as("Blue Band", "2002-01-01")->id, "BAND");
    assert_string_equal(president("RUR", "1995-01-01"), "Rudolf Elphberg");
    assert_string_equal(president("RUR", "1992-01-01"), "Antoinette Mauban");
    actor_match m;
    assert_true(actors_find_surname(&d.both, "Strelsau", 8, &m));
    assert_true(actors_find_surname(&d.both, "Marta", 5, &m)); /* Graustark's family names come first */
    assert_false(actors_find_surname(&d.both, "Olen", 4, &m));
    assert_true(actors_find_surname(&d.both, "band", 4, &m));
    done();
}

static void dictionaries_override(void **state) {
    (void)state;
    assert_string_equal(over("[country RUR]\nname: Ruritanian Republic\noffice: president\n- Flavia Elphberg | 2003-05-01 |\n"
                             "party: Blue Band | OPP\n[country GRA]\noffice: president\n- Lorry Grenfall | 1985 | 1992\n"), "");
    assert_string_equal(president("RUR", "2003-04-30"), "Michael Strelsau"); /* had no end: the successor's beginning */
    assert_string_equal(president("RUR", "2003-05-01"), "Flavia Elphberg");
    assert_true(read_as("Michael Strelsau", "2004-01-01")->former);
    assert_string_equal(read_as("Ruritania", "2002-01-01")->name, "Ruritanian Republic");
    assert_string_equal(read_as("Blue Band", "2002-01-01")->sector, "OPP"); /* no longer the armed group */
    assert_string_equal(president("GRA", "1991-01-01"), "Lorry Grenfall");
    assert_string_equal(president("GRA", "1994-01-01"), "nobody"); /* replaces what we had of this person in this office */
    done();
    assert_string_equal(over("[country RUR]\nparty: ~Blue Band | OPP\noffice: president\n- R. Elphberg | 1993 | 1996\n"), "");
    assert_string_equal(read_as("Blue Band", "2002-01-01")->sector, "REB"); /* ~ leaves ours the better claim */
    assert_string_equal(president("RUR", "1993-06-01"), "R. Elphberg"); /* one person, shown as the user writes it */
    done();
    assert_string_equal(over("[group BAND]\n[country GRA]\nalso: Blue Band | from 2005 to 2006\n"), "");
    assert_string_equal(read_as("Blue Band", "2005-06-01")->code, "GRA"); /* for its time only */
    assert_string_equal(read_as("Blue Band", "2007-06-01")->code, "RUR");
    done();
}

static void dictionaries_refused(void **state) {
    (void)state;
    refused("[country RUR]\n\nparliament Grand Diet\n", "3", "expected \"field: names\"");
    refused("[country RUR]\noffice: grand wizard\n", "2", "no title \"grand wizard\"; mend it or add it");
    refused("[country RUR]\noffice: president\n- A Bee | 2001-02-29 |\n", "3", "there is no 2001-02-29");
    refused("[country RUR]\noffice: president\n- A Bee | 2001 |\n- B Cee | 2005 |\n", "3", "has no end, yet B Cee follows at line 4");
    refused("[country RUR]\noffice: president\n- A Bee | 1992 |\n", "3",
            "A Bee has no end, yet Rudolf Elphberg follows at a line of Dateline's own dictionary");
    refused("[country RUR]\noffice: president\n- A Bee | 1998 | 1999\n", "3", "amid the time of Michael Strelsau");
    refused("[country VES]\nadjective: Vessian\n", "1", "VES has no name");
    refused("[group RUR]\nname: X Men\n", "1", "RUR is something else at a line of Dateline's own dictionary");
    refused("name: X\n", "1", "before any heading");
    refused("[country RUR]\nparty: Yellow \xFF\n", "2", "no UTF-8");
    refused("[country RUR]\nparty: Yellow Ribbon\ncompany: Yellow Ribbon\n", "3", "also stands for something else at line 2");
    assert_string_equal(over(""), "");
    assert_int_equal(d.both.head->keys, d.ours.head->keys);
    done();
}

/* A whole dictionary over itself changes nothing. */
static void dictionaries_over_themselves(void **state) {
    (void)state;
    char text[sizeof BASICS + sizeof OURS];
    snprintf(text, sizeof text, "%s%s", BASICS, OURS);
    assert_string_equal(over(text), "");
    assert_int_equal(d.both.head->keys, d.ours.head->keys);
    assert_int_equal(d.both.head->surnames, d.ours.head->surnames);
    assert_int_equal(d.both.head->holders, d.ours.head->holders);
    assert_string_equal(president("RUR", "1995-01-01"), "Rudolf Elphberg");
    assert_string_equal(president("RUR", "1992-01-01"), "Antoinette Mauban");
    assert_string_equal(president("RUR", "2020-01-01"), "Michael Strelsau");
    assert_string_equal(president("GRA", "1995-01-01"), "Lorry Grenfall");
    done();
}

static void dictionaries_of_a_model(void **state) {
    (void)state;
    dl_error err;
    dl_dictionary list[2] = {{.path = "one", .text = "[country VES]\nname: Vessia\n", .bytes = 27},
                             {.path = "two", .text = "[country VES]\nking: X\nqueen: Y\n", .bytes = 31}};
    dl_model_options o = {.dictionaries = list, .n_dictionaries = 1};
    dl_model *m = dl_model_open_with(&o, &err);
    if (!m) fail_msg("%s", err.message);
    dl_report *r = dl_read(m, "Vessia agreed.", 14, NULL, &err);
    size_t n;
    const dl_entity *e = dl_report_entities(r, &n);
    assert_int_equal(n, 1);
    assert_string_equal(e->actor, "VES");
    dl_report_free(r);
    dl_model_close(m);
    o.n_dictionaries = 2;
    assert_null(dl_model_open_with(&o, &err));
    assert_non_null(strstr(err.message, "two:2:1: no field \"king\""));
    assert_non_null(strstr(err.message, "(and 1 more"));
    list[1] = (dl_dictionary){.path = "/nowhere/at/all"};
    assert_null(dl_model_open_with(&o, &err));
    assert_non_null(strstr(err.message, "/nowhere/at/all: cannot read"));
    m = dl_model_open_with(NULL, &err);
    assert_non_null(m);
    dl_model_close(m);
}

/* Whoever leads a state is in the dictionary, for all states and on the first of July of each year; what is missing may only
 * become less. */
static void leaders_cover_the_years(void **state) {
    (void)state;
    static const char *const titles[] = {"president", "monarch", "supreme leader", "head of junta", "prime minister", "party leader"};
    dl_error err;
    dl_model *m = dl_model_open(NULL, &err);
    assert_non_null(m);
    const actors *a = m->actors;
    long wanted = 0, there = 0;
    for (uint32_t i = 0; i < a->head->codes; i++) {
        const actors_code *c = &a->codes[i];
        if (a->items[c->item].kind != ACTOR_STATE || strcmp(c->id, c->code) || strlen(c->id) != 3) continue;
        for (int year = 1992; year <= 2025; year++) {
            actor_reading r;
            bool any = false;
            for (size_t t = 0; t < sizeof titles / sizeof *titles && !any; t++)
                any = actors_holder(a, c->id, titles[t], actors_days(year, 7, 1), &r);
            wanted++;
            there += any;
        }
    }
    dl_model_close(m);
    assert_true(wanted > 190 * 34);
    print_message("# leaders known: %ld of %ld states and years\n", there, wanted);
    assert_true(there * 100 >= wanted * LEADERS_KNOWN);
}

static int begin(void **state) {
    (void)state;
    char path[256];
    if (!mkdtemp(dir)) return -1;
    snprintf(path, sizeof path, "%s/actors", dir);
    return mkdir(path, 0700);
}

static int end(void **state) {
    (void)state;
    static const char *const names[] = {"actors/codes.txt", "actors/more.txt", "actors", ""};
    for (size_t i = 0; i < 4; i++) {
        char path[256];
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        remove(path);
    }
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_files_pass), cmocka_unit_test(broken_lines), cmocka_unit_test(dates),
        cmocka_unit_test(holders),         cmocka_unit_test(clashes),      cmocka_unit_test(lookups),
        cmocka_unit_test(dictionaries_add), cmocka_unit_test(dictionaries_override), cmocka_unit_test(dictionaries_refused),
        cmocka_unit_test(dictionaries_over_themselves), cmocka_unit_test(dictionaries_of_a_model),
        cmocka_unit_test(leaders_cover_the_years),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
