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
    assert_true(knowledge_lint(dir, to, &err) >= 0);
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
    };
    return cmocka_run_group_tests(tests, begin, end);
}
