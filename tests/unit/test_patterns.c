/* test_patterns.c - the pattern grammar: what lint says of bad lines, damaged compiled data, and the calendar. */
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
#include "entities/calendar.h"
#include "entities/patterns.h"
#include "knowledge/knowledge.h"

/* Problems of a data folder whose one pattern file is `text`. */
static char *lint(const char *text) {
    char dir[] = "/tmp/dateline-patterns-XXXXXX", path[128];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/patterns", dir);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/patterns/a.txt", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    char *said = NULL;
    size_t n;
    FILE *to = open_memstream(&said, &n);
    dl_error err;
    assert_true(knowledge_lint(dir, NULL, 0, to, &err) >= 0);
    fclose(to);
    unlink(path);
    snprintf(path, sizeof path, "%s/patterns", dir);
    rmdir(path);
    rmdir(dir);
    return said;
}

static void says(const char *text, const char *place, const char *message) {
    char *said = lint(text), *at = strstr(said, place);
    if (!at || !strstr(at, message)) fail_msg("expected \"%s\" and \"%s\" in:\n%s", place, message, said);
    free(said);
}

static void lint_names_every_kind_of_mistake(void **state) {
    (void)state;
    says("number:\nyear = 1000..2099\nDATE:\n[<year>] = date\n", "a.txt:4:1", "no word");
    says("number:\nyear = 1000..2099\nDATE:\n<year> = date\n<yaer> x = date\n", "a.txt:5:2", "no list");
    says("number:\nyear = 1000..2099\nDATE:\nin <year> = date\nin <year> = date\n", "a.txt:5:1", "line 4");
    says("list m sets month:\nMay, June, May = 5\nDATE:\n<m> = date\n", "a.txt:2:12", "twice");
    says("list m sets month:\nMay = 5\nlist m:\nx\nDATE:\n<m> = date\n", "a.txt:3:6", "defined twice");
    says("list m sets mnth:\nMay = 5\nDATE:\n<m> = date\n", "a.txt:1:13", "no field");
    says("list m sets month:\nMay = fith\nDATE:\n<m> = date\n", "a.txt:2:7", "no value");
    says("list m sets month:\nMay = 5\nDATE:\n<m = date\n", "a.txt:4:1", "not closed");
    says("list m sets month:\nMay = 5\nDATE:\n[in <m> = date\n", "a.txt:4:1", "not closed");
    says("list m sets month:\nMay = 5\nDATE:\n<m> = dat\n", "a.txt:4:7", "no way to read it");
    says("list m sets month:\nMay = 5\nDATE:\n<m> = date ; on after in\n", "a.txt:4:14", "no condition");
    says("list m sets month:\nMay = 5\nDATE:\n<m> = date ; tag NUON\n", "a.txt:4:18", "no tag");
    says("phrase a:\nx <b>\nphrase b:\ny [<a>]\nDATE:\n<a> = date\n", "a.txt:6:1", "uses itself");
    says("list m sets month:\nMay = 5\nlist k:\nx\nDATE:\n<m> = date\n", "a.txt:3:6", "used by no pattern");
    says("May = 5\n", "a.txt:1:1", "no heading");
    says("number:\nday = 31..1\nDATE:\n<day> = date\n", "a.txt:2:5", "no range");
    says("DATE:\na b c d e f g h i j k l m n o p q r = date\n", "a.txt:2:1", "longer than");
    says("DATE:\n[a][b][c][d][e][f][g][h][i][j][k][l][m][n][o] z = date\n", "a.txt:2:1", "too many ways");
    says("COUNTED:\nx = amount bound \"more\n", "a.txt:2:18", "in quotes");
}

static void a_sound_grammar_has_no_problems(void **state) {
    (void)state;
    char *said = lint("list m sets month:\nMay = 5\nDATE:\n[in] <m> = date ; tag PROPN\n<m> = date\n");
    assert_string_equal(said, "");
    free(said);
}

/* The compiled data with any byte changed either opens or is refused; what opens can be matched without harm. */
static void damaged_data_is_refused_or_harmless(void **state) {
    (void)state;
    char path[4200];
    dl_error err;
    dl_pack pack;
    snprintf(path, sizeof path, "%s/dateline.data", getenv("DATELINE_DATA") ? getenv("DATELINE_DATA") : ".");
    assert_true(pack_open(&pack, path, PACK_DATA_VERSION, &err));
    size_t size;
    const void *whole = pack_section(&pack, "patterns", &size);
    assert_non_null(whole);
    pattern_set p;
    assert_true(patterns_open(&p, whole, size, &err));
    for (size_t cut = 0; cut < size; cut += size / 97 + 1) assert_false(patterns_open(&p, whole, cut, &err));
    assert_false(patterns_open(&p, NULL, 0, &err));
    unsigned char *bytes = malloc(size);
    assert_non_null(bytes);
    const char *text = "On Monday, Feb. 24, 2020, about two and a half years later, 1,200 of 3-4 million went.";
    uint64_t seed = 88172645463325252u;
    for (int round = 0; round < 400; round++) {
        memcpy(bytes, whole, size);
        for (int k = 0; k < 8; k++) {
            seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
            bytes[seed % size] ^= (unsigned char)(1u << (seed >> 40) % 8);
        }
        if (!patterns_open(&p, bytes, size, &err)) continue;
        dl_arena arena = {0};
        pat_line line = {.arena = &arena, .text = text};
        assert_true(patterns_cut(&p, &line, 0, (uint32_t)strlen(text)));
        pat_match m;
        for (int root = 0; root < PAT_ROOTS; root++)
            for (size_t i = 0; i < line.n; i++)
                assert_true(patterns_match(&p, (pat_root)root, &line, i, NULL, NULL, &m) <= line.n - i);
        arena_free(&arena);
    }
    free(bytes);
    pack_close(&pack);
}

static void days_go_to_dates_and_back(void **state) {
    (void)state;
    assert_int_equal(calendar_days(1970, 1, 1), 0);
    assert_int_equal(calendar_weekday(calendar_days(2022, 2, 14)), 1);
    for (int day = calendar_days(1600, 1, 1), last = day - 1; day < calendar_days(2401, 1, 1); day++) {
        int y, m, d, year, week;
        calendar_date(day, &y, &m, &d);
        assert_true(calendar_valid(y, m, d));
        assert_int_equal(calendar_days(y, m, d), last + 1);
        calendar_week(day, &year, &week);
        int monday = calendar_week_start(year, week);
        assert_true(monday <= day && day < monday + 7 && week >= 1 && week <= 53);
        last = day;
    }
    assert_false(calendar_valid(2021, 2, 29));
    assert_true(calendar_valid(2024, 2, 29));
    assert_false(calendar_valid(1900, 2, 29));
    assert_int_equal(calendar_days(1999, 13, 1), calendar_days(2000, 1, 1));
}

static void easter_falls_where_it_fell(void **state) {
    (void)state;
    static const int when[][3] = {{1818, 3, 22}, {1943, 4, 25}, {1998, 4, 12}, {2000, 4, 23},
                                  {2008, 3, 23}, {2022, 4, 17}, {2038, 4, 25}};
    for (size_t i = 0; i < sizeof when / sizeof *when; i++)
        assert_int_equal(calendar_easter(when[i][0]), calendar_days(when[i][0], when[i][1], when[i][2]));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lint_names_every_kind_of_mistake),    cmocka_unit_test(a_sound_grammar_has_no_problems),
        cmocka_unit_test(damaged_data_is_refused_or_harmless), cmocka_unit_test(days_go_to_dates_and_back),
        cmocka_unit_test(easter_falls_where_it_fell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
