/* test_pack.c - a pack file with any byte changed, cut anywhere, or with a lying section table is refused, never read. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/pack.h"

enum { KIND = 5, HEADER = 40, ENTRY = 48 };
static char dir[] = "/tmp/dateline-pack-XXXXXX", path[64];
static unsigned char good[4096];
static size_t good_size;

static void put_file(const void *bytes, size_t n) {
    static int fd = -1;
    if (fd < 0) fd = open(path, O_WRONLY);
    assert_int_equal(pwrite(fd, bytes, n, 0), n);
    assert_int_equal(ftruncate(fd, (off_t)n), 0);
}

/* Refused with one line that names the file and does not run over. */
static void assert_refused(void) {
    dl_pack p;
    dl_error err;
    memset(&err, 'x', sizeof err);
    assert_false(pack_open(&p, path, KIND, &err));
    assert_null(p.map);
    assert_non_null(memchr(err.message, 0, sizeof err.message));
    assert_int_equal(strncmp(err.message, path, strlen(path)), 0);
    assert_null(strchr(err.message, '\n'));
    size_t size;
    assert_null(pack_section(&p, "words", &size));
}

static int make_good(void **state) {
    (void)state;
    unsigned char many[300];
    for (size_t i = 0; i < sizeof many; i++) many[i] = (unsigned char)(i * 7);
    const pack_part parts[] = {{"words", "alpha", 5}, {"empty", NULL, 0}, {"many", many, sizeof many}, {"one", "1", 1}};
    dl_error err;
    if (!mkdtemp(dir)) return -1;
    snprintf(path, sizeof path, "%s/pack", dir);
    if (!pack_write(path, KIND, parts, 4, &err)) return -1;
    FILE *f = fopen(path, "rb");
    good_size = f ? fread(good, 1, sizeof good, f) : 0;
    return f && !fclose(f) && good_size > HEADER && good_size < sizeof good ? 0 : -1;
}

static int remove_good(void **state) {
    (void)state;
    unlink(path);
    return rmdir(dir);
}

static void every_changed_byte_is_noticed(void **state) {
    (void)state;
    unsigned char bytes[sizeof good];
    static const unsigned char changes[] = {0x01, 0x80, 0xFF};
    for (size_t at = 0; at < good_size; at++)
        for (size_t k = 0; k < sizeof changes; k++) {
            memcpy(bytes, good, good_size);
            bytes[at] ^= changes[k];
            put_file(bytes, good_size);
            assert_refused();
        }
}

static void every_other_length_is_noticed(void **state) {
    (void)state;
    unsigned char bytes[sizeof good + 1] = {0};
    memcpy(bytes, good, good_size);
    for (size_t n = 0; n < good_size; n++) {
        put_file(bytes, n);
        assert_refused();
    }
    put_file(bytes, good_size + 1);
    assert_refused();
    put_file(good, good_size);
    dl_pack p;
    dl_error err;
    assert_true(pack_open(&p, path, KIND, &err)); /* and the whole is still good */
    pack_close(&p);
}

/* Sets the checksum right after a change, as one who means harm would. */
static void seal(unsigned char *bytes, size_t n) {
    uint32_t sections;
    memcpy(&sections, bytes + 16, sizeof sections);
    uint64_t sum = pack_checksum(bytes + HEADER, n - HEADER) ^ (sections * 0x9E3779B97F4A7C15u);
    memcpy(bytes + 32, &sum, sizeof sum);
    put_file(bytes, n);
}

static void lying_section_tables_are_refused(void **state) {
    (void)state;
    unsigned char bytes[sizeof good];
    memcpy(bytes, good, good_size);
    seal(bytes, good_size);
    dl_pack p;
    dl_error err;
    assert_true(pack_open(&p, path, KIND, &err)); /* the seal itself is right */
    pack_close(&p);
    const struct { size_t at; uint64_t value; } lies[] = {
        {HEADER + 32, good_size + 64},                /* starts behind the end */
        {HEADER + 32, UINT64_MAX - 63},               /* so far that start + size wraps */
        {HEADER + 32, 65},                            /* not at a multiple of 64 */
        {HEADER + 40, good_size},                     /* longer than what is left */
        {HEADER + 40, UINT64_MAX},
        {HEADER + 3 * ENTRY + 40, 1u << 20},
    };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        memcpy(bytes, good, good_size);
        memcpy(bytes + lies[i].at, &lies[i].value, 8);
        seal(bytes, good_size);
        assert_refused();
    }
    for (uint32_t sections = 4097; sections; sections <<= 1) { /* more sections than could be */
        memcpy(bytes, good, good_size);
        memcpy(bytes + 16, &sections, sizeof sections);
        seal(bytes, good_size);
        assert_refused();
    }
}

static void what_is_no_file_is_refused(void **state) {
    (void)state;
    char keep[sizeof path];
    memcpy(keep, path, sizeof path);
    snprintf(path, sizeof path, "%s", dir);
    assert_refused();
    snprintf(path, sizeof path, "/dev/null");
    assert_refused();
    snprintf(path, sizeof path, "%s/absent", dir);
    assert_refused();
    memcpy(path, keep, sizeof path);
}

static void a_write_that_fails_leaves_nothing(void **state) {
    (void)state;
    dl_error err = {{0}};
    const pack_part part = {"words", "alpha", 5};
    assert_false(pack_write("/proc/nowhere/pack", KIND, &part, 1, &err));
    assert_non_null(strstr(err.message, "/proc/nowhere/pack"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_changed_byte_is_noticed),
        cmocka_unit_test(every_other_length_is_noticed),
        cmocka_unit_test(lying_section_tables_are_refused),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(a_write_that_fails_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, make_good, remove_good);
}
