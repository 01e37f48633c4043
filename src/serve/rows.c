/* rows.c - the rows of a query as an answer: a page of JSON with how many there are in all, or a file of CSV or a calendar. */
#include <string.h>

#include "output/json.h"
#include "serve/private.h"
#include "store/format.h"

static void put_value(FILE *f, sqlite3_stmt *s, int c, bool json) {
    char digits[24];
    switch (sqlite3_column_type(s, c)) {
    case SQLITE_NULL: json_put(f, "null"); break;
    case SQLITE_INTEGER:
        snprintf(digits, sizeof digits, "%lld", (long long)sqlite3_column_int64(s, c));
        json_put(f, digits);
        break;
    case SQLITE_FLOAT: json_real(f, sqlite3_column_double(s, c)); break;
    default:
        if (json) json_put(f, (const char *)sqlite3_column_text(s, c));
        else json_string(f, (const char *)sqlite3_column_text(s, c));
    }
}

void rows_columns(FILE *f, sqlite3_stmt *s) {
    int n = sqlite3_column_count(s);
    for (int c = 0; c < n; c++) {
        const char *name = sqlite3_column_name(s, c);
        size_t k = strcspn(name, ":");
        fprintf(f, c ? ",\"%.*s\":" : "\"%.*s\":", (int)k, name);
        put_value(f, s, c, name[k] != 0);
    }
}

static int64_t put_rows(request *q, sqlite3_stmt *s, FILE *f) {
    int64_t n = 0;
    json_put(f, "[");
    for (; ask_next(q, s); n++) {
        json_put(f, n ? ",\n{" : "\n{");
        rows_columns(f, s);
        json_put(f, "}");
    }
    json_put(f, "]");
    return n;
}

bool rows_array(ask *a, FILE *f) {
    sqlite3_stmt *s = ask_run(a);
    if (s) put_rows(a->q, s, f);
    return !a->q->bad;
}

/* How many rows the query has. Its text is put back after that. */
static bool count(ask *a, int64_t *total) {
    static const char BEFORE[] = "SELECT count(*) FROM (";
    size_t n = a->n, shift = sizeof BEFORE - 1;
    if (a->full || n + shift + 2 > ASK_SQL) return request_fail(a->q, 400, "too many conditions in one query");
    memmove(a->sql + shift, a->sql, n);
    memcpy(a->sql, BEFORE, shift);
    memcpy(a->sql + shift + n, ")", 2);
    sqlite3_stmt *s = ask_run(a);
    *total = ask_next(a->q, s) ? sqlite3_column_int64(s, 0) : 0;
    if (s) sqlite3_reset(s);
    memmove(a->sql, a->sql + shift, n);
    a->sql[n] = 0;
    return !a->q->bad;
}

static void put_file(ask *a, const char *order, const char *what, bool calendar) {
    request *q = a->q;
    ask_put(a, order);
    int64_t limit, offset;
    if (!params_number(q, "limit", 1, MOST_EXPORT, MOST_EXPORT, &limit) || !params_number(q, "offset", 0, INT32_MAX, 0, &offset)) return;
    ask_number(a, " LIMIT @", limit);
    ask_number(a, " OFFSET @", offset);
    rows r = {.d = reader_db(q->reader), .bound = ask_run(a)};
    if (!r.bound) return;
    if (calendar) format_calendar(&r, q->out);
    else format_csv(&r, q->out);
    q->type = calendar ? "text/calendar; charset=utf-8" : "text/csv; charset=utf-8; header=present";
    snprintf(q->file, sizeof q->file, "%s.%s", what, calendar ? "ics" : "csv");
    const char *why = reader_error(q->reader);
    if (why) request_fail(q, 503, "%s", why);
}

void rows_answer(ask *a, const char *order, const char *what) {
    static const char *const FORMATS[] = {"json", "csv", "ics", NULL};
    static const char *const PLAIN[] = {"json", "csv", NULL};
    request *q = a->q;
    int64_t limit, offset, total = 0, n;
    if (q->bad) return;
    int format = params_choice(q, "format", strcmp(what, "schedule") ? PLAIN : FORMATS);
    if (format < 0) return;
    if (format) return put_file(a, order, what, format == 2);
    if (!params_number(q, "limit", 1, MOST_ROWS, 100, &limit) || !params_number(q, "offset", 0, INT32_MAX, 0, &offset) || !count(a, &total)) return;
    fprintf(q->out, "{\"total\":%lld,\"rows\":", (long long)total);
    ask_put(a, order);
    ask_number(a, " LIMIT @", limit);
    ask_number(a, " OFFSET @", offset);
    sqlite3_stmt *s = ask_run(a);
    if (!s) return;
    n = put_rows(q, s, q->out);
    if (n && offset + n < total) fprintf(q->out, ",\"next\":%lld}\n", (long long)(offset + n));
    else json_put(q->out, ",\"next\":null}\n");
}
