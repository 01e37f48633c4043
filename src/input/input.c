/* input.c - opening an input, filling its buffer, and reading a whole file as the text of one report. Whether it was packed is
 * seen here only. */
#include "input/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "input/private.h"

/* A text file with a NUL byte so early is no text: a program, a picture, or UTF-16. */
enum { LOOK_FOR_NUL = 8192, FIRST_ROOM = 64 * 1024 };

bool input_name_ends(const char *path, const char *end) {
    size_t n = strlen(path), m = strlen(end);
    for (const char *const *packed = (const char *const[]){".gz", ".zst", NULL}; *packed; packed++) {
        size_t k = strlen(*packed);
        if (n > k && !memcmp(path + n - k, *packed, k)) {
            n -= k;
            break;
        }
    }
    return n >= m && !memcmp(path + n - m, end, m);
}

static dl_input *no_memory(int fd, dl_input *in, dl_error *err) {
    if (fd != STDIN_FILENO) close(fd);
    free(in);
    dl_fail(err, "out of memory");
    return NULL;
}

dl_input *input_open(const char *path, bool lines, const input_fields *fields, dl_error *err) {
    bool standard = !strcmp(path, "-");
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0) {
        dl_fail(err, "%.300s: cannot open: %s; check the path", path, strerror(errno));
        return NULL;
    }
    if (!fstat(fd, &st) && S_ISDIR(st.st_mode)) {
        if (!standard) close(fd);
        dl_fail(err, "%.300s: is a folder; name the files in it", standard ? "standard input" : path);
        return NULL;
    }
    dl_input *in = calloc(1, sizeof *in);
    if (!in || !(in->bytes = unpack_open(fd))) return no_memory(fd, in, err);
    in->name = standard ? "standard input" : path;
    in->lines = lines || input_name_ends(path, ".jsonl") || input_name_ends(path, ".ndjson");
    in->fields = fields ? *fields : (input_fields){0};
    if (!in->fields.id) in->fields.id = "id";
    if (!in->fields.text) in->fields.text = "text";
    if (!in->fields.date) in->fields.date = "date";
    return in;
}

bool input_is_text(const dl_input *in) { return !in->lines; }
uint64_t input_taken(const dl_input *in) { return unpack_taken(in->bytes); }

void input_close(dl_input *in) {
    if (!in) return;
    unpack_close(in->bytes);
    json_decref(in->object);
    free(in->buffer);
    free(in);
}

bool input_fill(dl_input *in, size_t want, dl_error *err) {
    while (!in->ended && in->filled - in->next < want) {
        if (in->next && in->next == in->filled) in->next = in->filled = 0;
        if (in->filled == in->room) {
            if (in->next > in->room / 2) { /* what was handed out makes room */
                in->filled -= in->next;
                memmove(in->buffer, in->buffer + in->next, in->filled);
                in->next = 0;
            } else {
                size_t room = in->room ? in->room * 2 : FIRST_ROOM;
                char *larger = realloc(in->buffer, room);
                if (!larger) return dl_fail(err, "%.300s: out of memory", in->name);
                in->buffer = larger;
                in->room = room;
            }
        }
        const char *why;
        ssize_t n = unpack_read(in->bytes, in->buffer + in->filled, in->room - in->filled, &why);
        if (n < 0 && in->lines && in->line) return dl_fail(err, "%.300s: cannot read on after line %zu: %s", in->name, in->line, why);
        if (n < 0) return dl_fail(err, "%.300s: cannot read: %s", in->name, why);
        in->filled += (size_t)n;
        in->ended = n == 0;
    }
    return true;
}

static input_status broken(dl_input *in) {
    in->next = in->filled = 0;
    in->ended = true;
    in->line = 1;
    return INPUT_BROKEN;
}

static input_status whole(dl_input *in, input_report *report, dl_error *err) {
    *report = (input_report){.where = in->name};
    if (in->line++) return INPUT_END;
    if (!input_fill(in, LOOK_FOR_NUL, err)) return broken(in);
    const char *nul = in->filled ? memchr(in->buffer, 0, in->filled < LOOK_FOR_NUL ? in->filled : LOOK_FOR_NUL) : NULL;
    if (nul) {
        dl_fail(err, "%.300s: not a text (NUL at byte %zu); give it as UTF-8, converted with iconv if it is UTF-16", in->name,
                (size_t)(nul - in->buffer));
        return broken(in);
    }
    if (!input_fill(in, DL_MAX_TEXT + 1, err)) return broken(in);
    if (in->filled > DL_MAX_TEXT) {
        dl_fail(err, "%.300s: larger than %zu MiB; split it into reports, one a line of a .jsonl file", in->name, DL_MAX_TEXT >> 20);
        return broken(in);
    }
    report->text = in->buffer ? in->buffer : "";
    report->len = in->filled;
    return INPUT_REPORT;
}

input_status input_next(dl_input *in, input_report *report, dl_error *err) {
    return in->lines ? input_next_line(in, report, err) : whole(in, report, err);
}
