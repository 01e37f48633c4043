/* source.c - a commented text file read line by line in place, so that every problem can name its line and column. */
#include "knowledge/source.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static void check_bytes(source *s) {
    for (char *c = s->text; c < s->end;) {
        utf8proc_int32_t ch;
        utf8proc_ssize_t n = utf8proc_iterate((utf8proc_uint8_t *)c, s->end - c, &ch);
        if (n <= 0) {
            source_problem(s, c, "byte 0x%02X is no UTF-8; save the file as UTF-8", (unsigned char)*c);
            *c = ' ';
            n = 1;
        } else if ((ch < ' ' && ch != '\n' && ch != '\t' && ch != '\r') || ch == 0x7F || ch == 0xFEFF) {
            source_problem(s, c, "character U+%04X is not text; delete it", (unsigned)ch);
            memset(c, ' ', (size_t)n);
        }
        c += n;
    }
}

/* What is the same however the `bytes` of s->text came. */
static bool finish_open(source *s, size_t bytes, const char *path, dl_error *err) {
    s->text[bytes] = 0;
    s->end = s->text + bytes;
    s->next = s->text;
    s->raw = malloc(bytes + 1);
    if (!s->path || !s->raw) return dl_fail(err, "%s: out of memory", path);
    memcpy(s->raw, s->text, bytes + 1);
    check_bytes(s);
    memcpy(s->raw, s->text, bytes + 1);
    return true;
}

bool source_take(source *s, source_log *log, const char *path, const char *text, size_t bytes, dl_error *err) {
    *s = (source){.log = log, .path = strdup(path)};
    if (bytes > SOURCE_MAX) return dl_fail(err, "%s: larger than %d MiB; split it", path, SOURCE_MAX >> 20);
    s->text = malloc(bytes + 1);
    if (!s->text) return dl_fail(err, "%s: out of memory", path);
    memcpy(s->text, text, bytes);
    return finish_open(s, bytes, path, err);
}

bool source_open(source *s, source_log *log, const char *path, dl_error *err) {
    *s = (source){.log = log, .path = strdup(path)};
    FILE *f = fopen(path, "rb");
    size_t size = 0, cap = 1 << 16;
    s->text = malloc(cap);
    while (f && s->text && !ferror(f) && !feof(f) && size <= SOURCE_MAX) {
        size += fread(s->text + size, 1, cap - 1 - size, f);
        if (size < cap - 1) continue;
        char *more = realloc(s->text, cap *= 2);
        if (!more) break;
        s->text = more;
    }
    bool ok = f && feof(f) && !ferror(f) && s->text && size <= SOURCE_MAX;
    if (size > SOURCE_MAX) dl_fail(err, "%s: larger than %d MiB; split it", path, SOURCE_MAX >> 20);
    else if (!ok) dl_fail(err, "%s: cannot read: %s", path, f && !ferror(f) ? "out of memory" : strerror(errno));
    if (f) fclose(f);
    return ok && finish_open(s, size, path, err);
}

void source_close(source *s) {
    free(s->path);
    free(s->text);
    free(s->raw);
    *s = (source){0};
}

void source_rewind(source *s) {
    memcpy(s->text, s->raw, (size_t)(s->end - s->text));
    s->next = s->text;
}

char *source_line(source *s, size_t *bytes) {
    while (s->next < s->end) {
        char *from = s->next, *to = from, *into = NULL;
        for (;;) { /* to the end of the line, or of the last one that continues it */
            char *stop = memchr(to, '\n', (size_t)(s->end - to));
            if (!stop) stop = s->end;
            char *comment = to;
            while (comment < stop && !(*comment == '#' && (comment == to || blank(comment[-1])))) comment++;
            char *tail = comment;
            while (tail > to && blank(tail[-1])) tail--;
            s->next = stop < s->end ? stop + 1 : s->end;
            into = tail;
            bool more = comment == stop && tail > to && tail[-1] == '\\' && (tail - 1 == to || blank(tail[-2])) &&
                        stop < s->end;
            if (!more) break;
            memset(tail - 1, ' ', (size_t)(stop + 1 - (tail - 1)));
            to = stop + 1;
        }
        while (from < into && blank(*from)) from++;
        while (into > from && blank(into[-1])) into--;
        if (from == into) continue;
        *into = 0;
        for (char *c = from; (c = strstr(c, "\\#")); c++) memmove(c, c + 1, strlen(c)), into--;
        if (bytes) *bytes = (size_t)(into - from);
        return from;
    }
    return NULL;
}

char *source_heading(source *s, char *line) {
    if (*line != '[') return NULL;
    char *close = strrchr(line, ']');
    if (!close || close[1]) {
        source_problem(s, line, "a heading that is not closed; write it as [name] alone on its line");
        if (!close) return line + 1;
    }
    *close = 0;
    while (close > line + 1 && blank(close[-1])) *--close = 0;
    for (line++; blank(*line); line++) {
    }
    return line;
}

size_t source_split(char *line, char separator, char **fields, size_t max) {
    size_t n = 0;
    for (char *c = line;; n++) {
        char *stop = strchr(c, separator);
        bool last = !stop || n + 1 >= max;
        char *from = c, *to = last ? c + strlen(c) : stop;
        while (from < to && (*from == ' ' || *from == '\t')) from++;
        if (n < max) {
            fields[n] = from;
            while (to > from && (to[-1] == ' ' || to[-1] == '\t')) to--;
            *to = 0;
        }
        if (!stop) return n + 1;
        c = stop + 1;
    }
}

static void locate(const source *s, const char *at, unsigned *line, unsigned *column) {
    size_t offset = at && at >= s->text && at <= s->end ? (size_t)(at - s->text) : 0;
    *line = *column = 1;
    for (size_t i = 0; i < offset; i++) {
        if (s->raw[i] == '\n') ++*line, *column = 1;
        else *column += ((unsigned char)s->raw[i] & 0xC0) != 0x80;
    }
}

void source_log_problem(source_log *log, const char *format, va_list args) {
    va_list again;
    va_copy(again, args);
    if (log->to && log->problems < 1000) {
        vfprintf(log->to, format, args);
        fputc('\n', log->to);
    }
    if (log->first && !log->problems) vsnprintf(log->first, log->room, format, again);
    va_end(again);
    log->problems++;
}

static void tell(source_log *log, const char *format, ...) {
    va_list args;
    va_start(args, format);
    source_log_problem(log, format, args);
    va_end(args);
}

void source_problem(source *s, const char *at, const char *format, ...) {
    char message[1024];
    unsigned line, column;
    if (!s->log) return;
    locate(s, at, &line, &column);
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    tell(s->log, "%s:%u:%u: %s", s->path, line, column, message);
}

const char *source_place(source *now, source *s, const char *at) {
    static _Thread_local char room[4][512];
    static _Thread_local unsigned turn;
    char *out = room[turn++ % 4];
    if (!s) return "a line of Dateline's own dictionary";
    unsigned line, column;
    locate(s, at, &line, &column);
    if (now == s) snprintf(out, sizeof room[0], "line %u", line);
    else snprintf(out, sizeof room[0], "%s:%u", s->path, line);
    return out;
}
