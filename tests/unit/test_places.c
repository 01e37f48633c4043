/* test_places.c - the gazetteer: what lint says of bad lists, names found whatever their case and marks, and damaged
 * data. */
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
#include "entities/places.h"
#include "knowledge/knowledge.h"

static const char GOOD[] =
    "[countries]\nAAA|AA|Aland|10|1|2|1000|Old Aland;A.A.|Alandish\nBBB|BB|Beeland|11|-3|4|2000\nend 2\n"
    "[divisions]\n= AAA\n01|North Aland|12|1.5|2|500\nend 1\n"
    "[counties]\n= AAA 01\nEast County|1.4|2.1|300\nend 1\n"
    "[cities]\n= AAA 01\nPort Élan|13|1.25|2.25|400|C|Elanville\nElan|14|1.2|2.2|90|x\nend 2\n"
    "[regions]\n= sea\nAland Sea | 0 | 1 | 3 | - | the Deep |\n"
    "[spellings]\n13 | Portelan |\nAAA 01 | N.A. | Northerner\n"
    "[features]\nriver lake\n";

static char dir[64], path[128], pack[128];

/* A data folder with one file of places; removed by clean(). */
static void write_lists(const char *text) {
    snprintf(dir, sizeof dir, "/tmp/dateline-places-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/places", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/places/a.txt", dir);
    snprintf(pack, sizeof pack, "%s/dateline.data", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void clean(void) {
    unlink(path);
    unlink(pack);
    *strrchr(path, '/') = 0;
    rmdir(path);
    rmdir(dir);
}

/* What lint prints when `was` in the good lists is `is`. */
static char *lint(const char *was, const char *is) {
    char *text = calloc(1, sizeof GOOD + strlen(is) + 1), *said = NULL;
    const char *at = strstr(GOOD, was);
    size_t n;
    dl_error err;
    assert_non_null(text);
    assert_non_null(at);
    sprintf(text, "%.*s%s%s", (int)(at - GOOD), GOOD, is, at + strlen(was));
    write_lists(text);
    FILE *to = open_memstream(&said, &n);
    assert_true(knowledge_lint(dir, NULL, 0, to, &err) >= 0);
    fclose(to);
    clean();
    free(text);
    return said;
}

static void says(const char *was, const char *is, const char *place, const char *message) {
    char *said = lint(was, is), *at = strstr(said, place);
    if (!at || !strstr(at, message)) fail_msg("expected \"%s\" and \"%s\" in:\n%s", place, message, said);
    free(said);
}

static void lint_names_every_kind_of_mistake(void **state) {
    (void)state;
    char *said = lint("", "");
    assert_string_equal(said, "");
    free(said);
    says("end 2\n[regions]", "[regions]", "a.txt:", "[cities] is cut short");
    says("Elan|14|1.2|2.2|90|x\n", "", "a.txt:", "a part is missing");
    says("|1.25|2.25|", "|91.25|2.25|", "a.txt:15:", "no latitude");
    says("|1.25|2.25|", "|1.25|181|", "a.txt:15:", "no longitude");
    says("|1.25|2.25|", "|1.25|east|", "a.txt:15:", "no longitude");
    says("|400|", "|-4|", "a.txt:15:", "no population");
    says("Elan|14", "Elan|13", "a.txt:16:", "listed twice");
    says("Elan|14|1.2|2.2|90|x", "|14|1.2|2.2|90|x", "a.txt:16:", "without a name");
    says("Elan|14|1.2|2.2|90|x", "Elan|14|1.2", "a.txt:16:", "columns");
    says("|90|x", "|90|q", "a.txt:16:", "no kind of town");
    says("= AAA 01\nPort", "= CCC 01\nPort", "a.txt:14:", "no country 'CCC'");
    says("BBB|BB", "AAA|BB", "a.txt:3:", "listed twice");
    says("BBB|BB", "BBBB|BB", "a.txt:3:", "codes of a country");
    says("= sea", "= see", "a.txt:19:", "no kind of place");
    says("13 | Portelan", "99 | Portelan", "a.txt:22:", "no list has the place");
    says("AAA 01 | N.A.", "AAA 07 | N.A.", "a.txt:23:", "no list has the place");
    says("[features]", "[fixtures]", "a.txt:24:", "no list is called");
    says("river lake", "river River", "a.txt:25:7", "twice");
    says("river lake", "river --", "a.txt:25:7", "no letters");
    says("end 2\n[divisions]", "end 2\nCCC|CC|C|1|1|1|1\n[divisions]", "a.txt:5:", "after \"end\"");
}

static uint32_t key(const gazetteer *g, const char *name) {
    dl_fold f = {0};
    assert_true(fold_add(&f, name, strlen(name)));
    return gazetteer_key(g, &f);
}

static const char *first(const gazetteer *g, const char *name) {
    uint32_t n, k = key(g, name);
    if (k == TABLE_NONE) return "none";
    const uint32_t *list = gazetteer_list(g, k, &n);
    assert_true(n > 0);
    return gazetteer_name(g, gazetteer_item(g, list[0]));
}

static void names_are_found_however_they_are_written(void **state) {
    (void)state;
    dl_error err;
    dl_pack p;
    gazetteer g;
    write_lists(GOOD);
    assert_true(knowledge_compile(dir, pack, NULL, &err));
    assert_true(pack_open(&p, pack, PACK_DATA_VERSION, &err));
    assert_true(gazetteer_open(&g, &p, &err));
    assert_string_equal(first(&g, "Port Élan"), "Port Élan");
    assert_string_equal(first(&g, "PORT ELAN"), "Port Élan");
    assert_string_equal(first(&g, "port-elan"), "Port Élan");
    assert_string_equal(first(&g, "Portelan"), "Port Élan");
    assert_string_equal(first(&g, "Elanville"), "Port Élan");
    assert_string_equal(first(&g, "Alandish"), "Aland");
    assert_string_equal(first(&g, "A.A."), "Aland");
    assert_string_equal(first(&g, "Deep"), "Aland Sea");
    assert_string_equal(first(&g, "Northerner"), "North Aland");
    assert_string_equal(first(&g, "Port"), "none");
    uint32_t n;
    const uint32_t *list = gazetteer_list(&g, key(&g, "Port Élan"), &n);
    assert_int_equal(n, 1);
    const place_item *town = gazetteer_item(&g, list[0]);
    assert_int_equal(town->lat, 12500);
    assert_int_equal(town->seat, 2);
    assert_string_equal(g.countries[town->country].code, "AAA");
    dl_fold f = {0};
    fold_add(&f, "River", 5);
    assert_int_equal(gazetteer_word(&g, &f), 1u << PLACE_WORD_FEATURE);
    pack_close(&p);
    clean();
}

/* Sections with bytes changed or cut off under a checksum that fits either are refused, or every name in them can be
 * looked up without harm. (Tables trust the checksum.) */
static void damaged_data_is_refused_or_harmless(void **state) {
    (void)state;
    static const char *const NAMES[] = {PLACES_ITEMS,     PLACES_TEXTS,     PLACES_STARTS, PLACES_LISTS,
                                        PLACES_COUNTRIES, PLACES_DIVISIONS, PLACES_KEYS,   PLACES_WORDS};
    enum { N = sizeof NAMES / sizeof *NAMES, TABLES = 2 };
    dl_error err;
    dl_pack p, damaged;
    gazetteer g;
    char copy[160];
    unsigned char *bytes[N];
    pack_part parts[N] = {0};
    write_lists(GOOD);
    snprintf(copy, sizeof copy, "%s/damaged", dir);
    assert_true(knowledge_compile(dir, pack, NULL, &err));
    assert_true(pack_open(&p, pack, PACK_DATA_VERSION, &err));
    for (int i = 0; i < N; i++) {
        const void *from = pack_section(&p, NAMES[i], &parts[i].size);
        assert_non_null(from);
        snprintf(parts[i].name, sizeof parts[i].name, "%s", NAMES[i]);
        bytes[i] = malloc(parts[i].size);
        memcpy(bytes[i], from, parts[i].size);
        parts[i].bytes = bytes[i];
    }
    uint64_t seed = 88172645463325252u;
    int refused = 0;
    for (int round = 0; round < 1500; round++) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        int k = (int)(seed % (N - TABLES));
        size_t at = (size_t)(seed >> 20) % parts[k].size, whole = parts[k].size;
        unsigned char was = bytes[k][at];
        if (round % 5) bytes[k][at] ^= (unsigned char)(1u << (seed >> 60) % 8);
        else parts[k].size = at;
        assert_true(pack_write(copy, PACK_DATA_VERSION, parts, N, &err));
        assert_true(pack_open(&damaged, copy, PACK_DATA_VERSION, &err));
        if (gazetteer_open(&g, &damaged, &err)) {
            for (uint32_t i = 0; g.n_items && i < g.keys.n; i++) {
                uint32_t n;
                const uint32_t *list = gazetteer_list(&g, i, &n);
                for (uint32_t j = 0; j < n; j++)
                    assert_true(strlen(gazetteer_name(&g, gazetteer_item(&g, list[j]))) < 4096);
            }
            if (g.n_items) first(&g, "Port Elan");
        } else refused++;
        pack_close(&damaged);
        bytes[k][at] = was;
        parts[k].size = whole;
    }
    assert_true(refused > 300);
    for (int i = 0; i < N; i++) free(bytes[i]);
    pack_close(&p);
    unlink(copy);
    clean();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lint_names_every_kind_of_mistake), cmocka_unit_test(names_are_found_however_they_are_written),
        cmocka_unit_test(damaged_data_is_refused_or_harmless)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
