/* test_base.c - arena and pack files: what is written is read back, and damage is noticed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/pack.h"

static void arena_gives_zeroed_aligned_room(void **state) {
    (void)state;
    dl_arena a = {0};
    for (size_t size = 1; size < 300000; size = size * 3 + 1) {
        char *p = arena_alloc(&a, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(p[i], 0);
        memset(p, 0xAA, size);
    }
    assert_string_equal(arena_copy(&a, "Minsk and", 5), "Minsk");
    arena_free(&a);
    assert_null(a.head);
}

static void pack_reads_back_and_notices_damage(void **state) {
    (void)state;
    char dir[] = "/tmp/dateline-test-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/pack", dir);
    pack_part parts[] = {{"words", "alpha", 5}, {"empty", NULL, 0}, {"last", "0123456789", 10}};
    dl_error err = {""};
    assert_true(pack_write(path, 7, parts, 3, &err));
    dl_pack p;
    assert_true(pack_open(&p, path, 7, &err));
    size_t size;
    const char *words = pack_section(&p, "words", &size);
    assert_int_equal(size, 5);
    assert_memory_equal(words, "alpha", 5);
    const char *last = pack_section(&p, "last", &size);
    assert_int_equal(size, 10);
    assert_memory_equal(last, "0123456789", 10);
    assert_int_equal((uintptr_t)last % 64, 0);
    assert_null(pack_section(&p, "absent", &size));
    pack_close(&p);
    assert_false(pack_open(&p, path, 8, &err));
    assert_non_null(strstr(err.message, "another version"));

    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    fseek(f, -1, SEEK_END);
    fputc('!', f);
    fclose(f);
    assert_false(pack_open(&p, path, 7, &err));
    assert_non_null(strstr(err.message, "checksum"));
    assert_int_equal(truncate(path, 20), 0);
    assert_false(pack_open(&p, path, 7, &err));
    assert_non_null(strstr(err.message, "cut short"));
    unlink(path);
    rmdir(dir);
    assert_false(pack_open(&p, path, 7, &err));
    assert_non_null(strstr(err.message, "cannot open"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_room),
        cmocka_unit_test(pack_reads_back_and_notices_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
