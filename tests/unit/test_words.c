/* test_words.c - lists of words become the classes that their forms may have; slips in the lists are named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "knowledge/knowledge.h"
#include "syntax/word_classes.h"
#include "syntax/word_features.h"

static char dir[64], folder[96], path[128], out[96];

static int make_folder(void **state) {
    (void)state;
    strcpy(dir, "/tmp/dateline-test-XXXXXX");
    if (!mkdtemp(dir)) return -1;
    snprintf(folder, sizeof folder, "%s/words", dir);
    snprintf(path, sizeof path, "%s/a.txt", folder);
    snprintf(out, sizeof out, "%s/out", dir);
    return mkdir(folder, 0755);
}
static int remove_folder(void **state) {
    (void)state;
    unlink(path);
    unlink(out);
    rmdir(folder);
    return rmdir(dir);
}

static void write_list(const char *content) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(content, f);
    assert_int_equal(fclose(f), 0);
}

static uint32_t set_of(const word_classes *c, const char *form) {
    feature_word w;
    feature_normalise(&w, form, strlen(form));
    return word_classes_find(c, w.hash);
}

static void forms_get_their_classes(void **state) {
    (void)state;
    write_list("[noun]\nstrike army child\n[noun forms]\nchild children\n[verb]\nstrike deny veto tie free\n"
               "[verb forms]\nstrike struck\n[adjective]\nfree happy impossible\n[adverb]\nsoon\n");
    dl_error err = {{0}};
    assert_true(knowledge_compile(dir, out, NULL, &err));
    dl_pack pack;
    word_classes c;
    assert_true(pack_open(&pack, out, PACK_DATA_VERSION, &err));
    assert_true(word_classes_open(&c, &pack, &err));
    static const struct { const char *form; uint32_t set; } WANT[] = {
        {"strike", CLASS_NN | CLASS_VB}, {"Strikes", CLASS_NNS | CLASS_VBZ}, {"struck", CLASS_VBD}, {"striked", 0},
        {"striking", CLASS_VBG}, {"armies", CLASS_NNS}, {"armys", 0}, {"children", CLASS_NNS}, {"childs", 0},
        {"denies", CLASS_VBZ}, {"denied", CLASS_VBD}, {"denying", CLASS_VBG}, {"vetoes", CLASS_VBZ}, {"vetoed", CLASS_VBD},
        {"tying", CLASS_VBG}, {"freeing", CLASS_VBG}, {"free", CLASS_VB | CLASS_JJ}, {"freed", CLASS_VBD}, {"freest", CLASS_JJS},
        {"happier", CLASS_JJR}, {"impossibler", 0}, {"soon", CLASS_RB}, {"Kyiv", 0},
    };
    for (size_t i = 0; i < sizeof WANT / sizeof *WANT; i++)
        if (set_of(&c, WANT[i].form) != WANT[i].set) fail_msg("%s: set %u", WANT[i].form, set_of(&c, WANT[i].form));
    pack_close(&pack);
}

static void says(const char *content, const char *what) {
    write_list(content);
    char said[4096] = "";
    FILE *f = fmemopen(said, sizeof said, "w");
    assert_non_null(f);
    dl_error err = {{0}};
    long n = knowledge_lint(dir, NULL, 0, f, &err);
    fclose(f);
    if (n != 1 || !strstr(said, what)) fail_msg("%ld problems: %s", n, said);
}

static void slips_are_named(void **state) {
    (void)state;
    says("[noun]\narmy\n[noun forms]\nchild children\n", "a.txt:4:1: 'child' is not in the list [noun]");
    says("[verb]\nstrike hit strike\n", "a.txt:2:12: 'strike' is in the list [verb] already");
    says("[pronoun]\n", "a.txt:1:1: no list is called [pronoun]");
    says("army\n", "a.txt:1:1: a word before any [list]");
    says("[noun]\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", "a.txt:2:1: a word of over 40 bytes");
}

static void a_missing_section_is_refused(void **state) {
    (void)state;
    dl_error err = {{0}};
    pack_part parts[] = {{"words.classes", (uint32_t[]){5, 1 << 20, 0, 0}, 16}, {"other", "x", 1}};
    for (int with = 0; with < 2; with++) {
        dl_pack pack;
        word_classes c;
        assert_true(pack_write(out, PACK_DATA_VERSION, parts + !with, 1, &err));
        assert_true(pack_open(&pack, out, PACK_DATA_VERSION, &err));
        assert_false(word_classes_open(&c, &pack, &err));
        assert_non_null(strstr(err.message, "classes of words"));
        pack_close(&pack);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_get_their_classes),
        cmocka_unit_test(slips_are_named),
        cmocka_unit_test(a_missing_section_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
