/* lines.c - JSON lines: one report a line. A line that is wrong is told with its number and passed over. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "input/private.h"

/* A line holds the text with its escapes and the other members; past this it is skipped unread. */
#define MAX_LINE (2 * DL_MAX_TEXT + (1u << 20))

/* Finds the end of the line that starts at in->next: its length without the newline. A line over MAX_LINE is read past
 * without being kept. */
static bool find_line(dl_input *in, size_t *len, bool *too_long, dl_error *err) {
    size_t seen = 0;
    *too_long = false;
    if (!input_fill(in, 1, err)) return false;
    for (;;) {
        size_t have = in->filled - in->next;
        const char *from = in->buffer + in->next;
        const char *end = have > seen ? memchr(from + seen, '\n', have - seen) : NULL;
        if (end || in->ended) {
            *len = end ? (size_t)(end - from) : have;
            return true;
        }
        seen = have;
        if (seen > MAX_LINE) {
            *too_long = true;
            in->next = in->filled = 0;
            seen = 0;
        }
        if (!input_fill(in, seen + 1, err)) return false;
    }
}

static bool is_blank(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!strchr(" \t\r", s[i]) || !s[i]) return false;
    return true;
}

static input_status wrong(dl_input *in, dl_error *err, const char *member, const char *what) {
    if (member) dl_fail(err, "%s: \"%.60s\" %s", in->where, member, what);
    else dl_fail(err, "%s: %s", in->where, what);
    return INPUT_BROKEN;
}

/* "2024-02-29" also out of "2024-02-29T10:00:00Z". */
static bool take_date(dl_input *in, const char *s) {
    size_t n = strlen(s);
    if (n < 10 || (s[10] && s[10] != 'T' && s[10] != ' ')) return false;
    memcpy(in->date, s, 10);
    in->date[10] = 0;
    return date_valid(in->date);
}

static input_status parse(dl_input *in, const char *line, size_t len, input_report *report, dl_error *err) {
    json_error_t why;
    json_decref(in->object);
    in->object = json_loadb(line, len, JSON_ALLOW_NUL, &why);
    if (!in->object) {
        if (json_error_code(&why) == json_error_invalid_utf8)
            dl_fail(err, "%s: not UTF-8 (%.160s); convert it with iconv", in->where, why.text);
        else dl_fail(err, "%s: not JSON at byte %d (%.160s); write one object a line", in->where, why.position, why.text);
        return INPUT_BROKEN;
    }
    if (!json_is_object(in->object)) return wrong(in, err, NULL, "not a JSON object; write {\"id\": ..., \"text\": ...}");
    const input_fields *f = &in->fields;
    const json_t *text = json_object_get(in->object, f->text), *id = json_object_get(in->object, f->id),
                 *date = json_object_get(in->object, f->date);
    *report = (input_report){.where = in->where};
    if (json_is_string(id)) report->id = json_string_value(id); /* first, since an error too should say whose it is */
    else if (json_is_integer(id)) {
        snprintf(in->id, sizeof in->id, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
        report->id = in->id;
    } else if (id && !json_is_null(id)) return wrong(in, err, f->id, "is neither a string nor a whole number; make it one");
    if (!text) {
        dl_fail(err, "%s: no \"%.60s\"; give the report's text in a member of that name, or name it with --fields", in->where, f->text);
        return INPUT_BROKEN;
    }
    if (!json_is_string(text)) return wrong(in, err, f->text, "is no string; give the report's text as one string");
    if (json_string_length(text) > DL_MAX_TEXT) return wrong(in, err, f->text, "is larger than 16 MiB; split it");
    report->text = json_string_value(text);
    report->len = json_string_length(text);
    if (date && !json_is_null(date)) {
        /* A report is worth reading without its date: archives hold months alone ("2018-04") and worse. */
        if (json_is_string(date) && take_date(in, json_string_value(date))) report->date = in->date;
        else report->remark = "\"date\" is no day written YYYY-MM-DD; read without it";
    }
    return INPUT_REPORT;
}

input_status input_next_line(dl_input *in, input_report *report, dl_error *err) {
    *report = (input_report){.where = in->where};
    for (;;) {
        size_t len;
        bool too_long;
        if (!find_line(in, &len, &too_long, err)) {
            in->next = in->filled = 0;
            in->ended = true;
            return INPUT_BROKEN;
        }
        if (!len && in->ended && in->next == in->filled && !too_long) return INPUT_END;
        const char *line = in->buffer + in->next;
        in->next += len;
        if (in->next < in->filled) in->next++; /* the newline; what is handed out is copied by the parser */
        if (++in->line == 1 && len >= 3 && !memcmp(line, "\xEF\xBB\xBF", 3)) line += 3, len -= 3;
        snprintf(in->where, sizeof in->where, "%.400s:%zu", in->name, in->line);
        if (too_long) return wrong(in, err, NULL, "line is longer than 33 MiB; split the report");
        if (!is_blank(line, len)) return parse(in, line, len, report, err);
    }
}
