/* fuzz_lines.c - any bytes as JSON lines and as a text file: every report that comes out is whole, and reading ends. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/date.h"
#include "input/input.h"

static void read_all(int fd, size_t size, bool lines) {
    char path[32];
    dl_error err;
    if (lseek(fd, 0, SEEK_SET)) abort();
    snprintf(path, sizeof path, "/dev/fd/%d", fd);
    dl_input *in = input_open(path, lines, NULL, &err);
    if (!in) abort();
    input_report r;
    size_t n = 0, bytes = 0;
    for (input_status status; (status = input_next(in, &r, &err)) != INPUT_END; n++) {
        if (n > size) abort(); /* more reports than bytes */
        if (status == INPUT_BROKEN) {
            if (!*err.message || strchr(err.message, '\n')) abort();
            continue;
        }
        for (size_t i = 0; i < r.len; i++) bytes += (unsigned char)r.text[i];
        if (r.id) bytes += strlen(r.id);
        if (r.date && !date_valid(r.date)) abort();
        if (!*r.where) abort();
    }
    if (bytes == SIZE_MAX) puts(""); /* so that the reading is not left out */
    input_close(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    int fd = memfd_create("input", 0);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size) abort();
    read_all(fd, size, true);
    read_all(fd, size, false);
    close(fd);
    return 0;
}
