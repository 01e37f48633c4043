/* format.c - writing the rows of an answer. What a person reads is measured first and written then, so the query runs twice. */
#include "store/format.h"

#include <math.h>
#include <string.h>
#include <utf8proc.h>

#include "output/json.h"

enum { MOST_COLUMNS = 16, WIDEST = 28, LEAST_TEXT = 30 };

static sqlite3_stmt *first(rows *r) {
    if (r->bound) return sqlite3_reset(r->bound), db_next(r->d, r->bound);
    if (!r->names) return db_query(r->d, r->sql, "tt", r->since, r->until);
    if (r->names == 1) return db_query(r->d, r->sql, "ttto", r->since, r->until, r->code[0], r->entity[0]);
    return db_query(r->d, r->sql, "tttoto", r->since, r->until, r->code[0], r->entity[0], r->code[1], r->entity[1]);
}

static const char *cell(sqlite3_stmt *q, int c) {
    if (sqlite3_column_type(q, c) == SQLITE_FLOAT) { /* a whole number looks like one */
        double n = sqlite3_column_double(q, c);
        if (n == floor(n) && fabs(n) < 1e15) {
            static _Thread_local char digits[32]; /* one number at a time: whoever asks writes it out at once */
            snprintf(digits, sizeof digits, "%.0f", n);
            return digits;
        }
    }
    const char *s = (const char *)sqlite3_column_text(q, c);
    return s ? s : "";
}

/* ---- text -------------------------------------------------------------------------------------------------------- */

static int columns_of(const char *s, size_t n) {
    int all = 0;
    for (size_t i = 0; i < n;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &c);
        if (k <= 0) break;
        all += utf8proc_charwidth(c);
        i += (size_t)k;
    }
    return all;
}

static bool is_long(const char *name) { return !strcmp(name, "text") || !strcmp(name, "versions"); }

/* For a program alone: a person has no use for a row's number. */
static bool is_hidden(const char *name) { return !strcmp(name, "event") || !strcmp(name, "id") || !strcmp(name, "told"); }

static void put_padded(FILE *f, const char *s, int width) {
    int wide = columns_of(s, strlen(s));
    for (; *s; s++) fputc((unsigned char)*s < ' ' || *s == 0x7F ? ' ' : *s, f);
    for (; wide < width; wide++) fputc(' ', f);
}

/* Words of `s` over as many lines as they need, from column `indent`. */
static void put_folded(FILE *f, const char *s, int indent, int width) {
    int at = indent;
    while (*s) {
        size_t n = strcspn(s, " \n\t");
        int wide = columns_of(s, n);
        if (width && at > indent && at + 1 + wide > width) {
            fprintf(f, "\n%*s", indent, "");
            at = indent;
        } else if (at > indent) {
            fputc(' ', f);
            at++;
        }
        for (size_t i = 0; i < n; i++) fputc((unsigned char)s[i] < ' ' || s[i] == 0x7F ? '?' : s[i], f);
        at += wide;
        s += n;
        s += strspn(s, " \n\t");
    }
}

void format_text(rows *r, FILE *f, int width) {
    int wide[MOST_COLUMNS] = {0}, n = 0, indent = 0;
    for (sqlite3_stmt *q = first(r); q; q = db_next(r->d, q)) {
        n = sqlite3_column_count(q);
        for (int c = 0; c < n && c < MOST_COLUMNS; c++) {
            int w = columns_of(cell(q, c), strlen(cell(q, c)));
            if (w > wide[c]) wide[c] = w > WIDEST ? WIDEST : w;
        }
    }
    if (!n && !r->d->failed) fputs("nothing in these days\n", f);
    for (sqlite3_stmt *q = first(r); q; q = db_next(r->d, q)) {
        int long_one = -1;
        indent = 0;
        for (int c = 0; c < n && c < MOST_COLUMNS; c++) {
            const char *name = sqlite3_column_name(q, c);
            if (is_long(name) && (long_one < 0 || strcmp(name, "text"))) long_one = c;
            if (is_long(name) || is_hidden(name) || !wide[c]) continue;
            put_padded(f, cell(q, c), wide[c]);
            fputs("  ", f);
            indent += wide[c] + 2;
        }
        if (long_one >= 0) {
            if (width && indent + LEAST_TEXT > width) { /* too narrow to stand beside each other */
                indent = 4;
                fprintf(f, "\n%*s", indent, "");
            }
            put_folded(f, cell(q, long_one), indent, width);
        }
        fputc('\n', f);
    }
}

/* ---- csv, json --------------------------------------------------------------------------------------------------- */

static void put_csv(FILE *f, const char *s) {
    if (!strpbrk(s, ",\"\r\n")) {
        fputs(s, f);
        return;
    }
    fputc('"', f);
    for (; *s; s++) {
        if (*s == '"') fputc('"', f);
        fputc(*s, f);
    }
    fputc('"', f);
}

/* The names of columns even where there is no row. */
static int header(rows *r, FILE *f) {
    sqlite3_stmt *s = r->bound;
    if (!s && sqlite3_prepare_v2(r->d->handle, r->sql, -1, &s, NULL) != SQLITE_OK) {
        db_fail(r->d);
        return 0;
    }
    int n = sqlite3_column_count(s);
    for (int c = 0; c < n; c++) {
        if (c) fputc(',', f);
        fputs(sqlite3_column_name(s, c), f);
    }
    fputs("\r\n", f);
    if (!r->bound) sqlite3_finalize(s);
    return n;
}

void format_csv(rows *r, FILE *f) {
    int n = header(r, f);
    for (sqlite3_stmt *q = n ? first(r) : NULL; q; q = db_next(r->d, q)) {
        for (int c = 0; c < n; c++) {
            if (c) fputc(',', f);
            put_csv(f, cell(q, c));
        }
        fputs("\r\n", f);
    }
}

void format_json(rows *r, FILE *f) {
    const char *before = "[";
    for (sqlite3_stmt *q = first(r); q; q = db_next(r->d, q)) {
        json_put(f, before);
        before = ",";
        int n = sqlite3_column_count(q);
        for (int c = 0; c < n; c++) {
            json_put(f, c ? "," : "\n{");
            json_string(f, sqlite3_column_name(q, c));
            json_put(f, ":");
            int type = sqlite3_column_type(q, c);
            if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) json_real(f, sqlite3_column_double(q, c));
            else json_string(f, (const char *)sqlite3_column_text(q, c));
        }
        json_put(f, "}");
    }
    json_put(f, *before == '[' ? "[]\n" : "\n]\n");
}

/* ---- calendar ---------------------------------------------------------------------------------------------------- */

/* One line of a calendar: at most 75 bytes, then a line that begins with a blank; no character is torn apart. */
typedef struct fold {
    FILE *f;
    int used;
} fold;

static void put_one(fold *o, const char *s, int n) {
    if (o->used + n > 75) {
        fputs("\r\n ", o->f);
        o->used = 1;
    }
    fwrite(s, 1, (size_t)n, o->f);
    o->used += n;
}

static void put_line(FILE *f, const char *name, const char *parts[], int n) {
    fold o = {.f = f};
    for (const char *s = name; *s; s++) put_one(&o, s, 1);
    for (int i = 0; i < n; i++)
        for (const char *s = parts[i]; s && *s;) {
            int k = 1;
            while (((unsigned char)s[k] & 0xC0) == 0x80) k++;
            if (*s == '\n') put_one(&o, "\\n", 2);
            else if (strchr(",;\\", *s)) {
                char escape[] = {'\\', *s};
                put_one(&o, escape, 2);
            } else if ((unsigned char)*s >= ' ' && *s != 0x7F) put_one(&o, s, k);
            s += k;
        }
    fputs("\r\n", f);
}

static int column(sqlite3_stmt *q, const char *name) {
    int n = sqlite3_column_count(q), c = 0;
    while (c < n && strcmp(sqlite3_column_name(q, c), name)) c++;
    return c;
}
static const char *named(sqlite3_stmt *q, const char *name) { return cell(q, column(q, name)); }

static void put_day(FILE *f, const char *name, const char *day, const char *shift, const char *after, db *d) {
    sqlite3_stmt *s = db_query(d, "SELECT strftime('%Y%m%d', ?1, ?2)", "tt", day, shift);
    if (s) fprintf(f, "%s%s%s\r\n", name, cell(s, 0), after);
    db_done(s);
}

/* What is due is known by what it is, so that it stays one entry when a report is corrected, in every calendar it is read into; an event
 * by its number in this store. */
static void put_uid(FILE *f, sqlite3_stmt *q, db *d) {
    static const char *const PARTS[] = {"day", "what", "party", "with_party", "body"};
    const char *id = named(q, "id");
    uint64_t h = 0xcbf29ce484222325u;
    if (strncmp(id, "due-", 4)) {
        sqlite3_stmt *first_report = db_query(d, "SELECT hash FROM report ORDER BY id LIMIT 1", "");
        fprintf(f, "UID:%s.%s@dateline\r\n", id, first_report ? cell(first_report, 0) : "");
        db_done(first_report);
        return;
    }
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
        for (const char *s = named(q, PARTS[i]), *end = s + strlen(s); s <= end; s++) h = (h ^ (unsigned char)*s) * 0x100000001b3u;
    fprintf(f, "UID:due-%016llx@dateline\r\n", (unsigned long long)h);
}

void format_calendar(rows *r, FILE *f) {
    fputs("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dateline//dateline " DL_VERSION "//EN\r\n", f);
    for (sqlite3_stmt *q = first(r); q; q = db_next(r->d, q)) {
        const char *day = named(q, "day"), *until = named(q, "until"), *told = named(q, "told"), *party = named(q, "party"),
                   *with = named(q, "with_party"), *body = named(q, "body");
        if (db_number(r->d, 0, "SELECT ?1 IS date(?1)", "t", day) == 0) continue; /* "2024-05", "2024-W20": no day of a calendar */
        fputs("BEGIN:VEVENT\r\n", f);
        put_uid(f, q, r->d);
        put_day(f, "DTSTAMP:", *told ? told : day, "+0 days", "T000000Z", r->d);
        put_day(f, "DTSTART;VALUE=DATE:", day, "+0 days", "", r->d);
        put_day(f, "DTEND;VALUE=DATE:", *until && strcmp(until, day) > 0 ? until : day, "+1 day", "", r->d);
        put_line(f, "SUMMARY:", (const char *[]){named(q, "what"), *party || *body ? ": " : "", party, *with ? " - " : "", with,
                                                 *party && *body ? ", " : "", body}, 7);
        if (*named(q, "text")) put_line(f, "DESCRIPTION:", (const char *[]){named(q, "text")}, 1);
        fputs("END:VEVENT\r\n", f);
    }
    fputs("END:VCALENDAR\r\n", f);
}
