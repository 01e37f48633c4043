/* ask.c - a query put together from fixed pieces of SQL and the values of parameters, which are always bound, never written into
 * it. The same filters give the same SQL, so that its statement is prepared once. */
#include <string.h>

#include "serve/private.h"

void ask_open(ask *a, request *q) {
    a->q = q;
    a->n = 0;
    a->n_values = 0;
    a->where = a->full = false;
    a->sql[0] = 0;
}

static void put(ask *a, const char *s, size_t n) {
    if (a->full || a->n + n >= ASK_SQL) {
        a->full = true;
        return;
    }
    memcpy(a->sql + a->n, s, n);
    a->n += n;
    a->sql[a->n] = 0;
}

void ask_put(ask *a, const char *sql) { put(a, sql, strlen(sql)); }

void ask_and(ask *a) {
    ask_put(a, a->where ? " AND " : " WHERE ");
    a->where = true;
}

static void put_values(ask *a, const char *sql, int first, int n) {
    for (size_t k; *sql; sql += k + (sql[k] == '@')) {
        k = strcspn(sql, "@");
        put(a, sql, k);
        for (int i = 0; sql[k] == '@' && i < n; i++) {
            char number[16];
            put(a, number, (size_t)snprintf(number, sizeof number, i ? ",?%d" : "?%d", first + i));
        }
    }
}

static int add_value(ask *a, const char *text, int64_t number) {
    if (a->n_values == ASK_VALUES) return a->full = true, 1;
    a->values[a->n_values].text = text;
    a->values[a->n_values].number = number;
    return ++a->n_values;
}

void ask_text(ask *a, const char *sql, const char *value) { put_values(a, sql, add_value(a, value, 0), 1); }
void ask_number(ask *a, const char *sql, int64_t value) { put_values(a, sql, add_value(a, NULL, value), 1); }

bool ask_any(ask *a, const char *name, const char *sql) {
    int first = a->n_values + 1, n = 0;
    for (int i = 0; i < a->q->n_params; i++)
        if (!strcmp(a->q->params[i].name, name)) add_value(a, a->q->params[i].value, 0), n++;
    if (!n) return true;
    ask_and(a);
    put_values(a, sql, first, n);
    return true;
}

bool ask_any_number(ask *a, const char *name, int64_t low, int64_t high, const char *sql) {
    int first = a->n_values + 1, n = 0;
    for (int i = 0; i < a->q->n_params; i++) {
        int64_t number;
        if (strcmp(a->q->params[i].name, name)) continue;
        if (!params_is_number(a->q->params[i].value, &number) || number < low || number > high)
            return request_fail(a->q, 400, "%s=%.40s: it is a number from %lld to %lld", name, a->q->params[i].value, (long long)low,
                                (long long)high);
        add_value(a, NULL, number);
        n++;
    }
    if (!n) return true;
    ask_and(a);
    put_values(a, sql, first, n);
    return true;
}

bool ask_actor(ask *a, const char *name, const char *code, const char *id) {
    int64_t number;
    for (int ids = 0, some = 0; ids < 3; ids++) {
        if (ids == 2) {
            if (some) ask_put(a, ")");
            break;
        }
        int first = a->n_values + 1, n = 0;
        for (int i = 0; i < a->q->n_params; i++) {
            const char *value = a->q->params[i].value;
            if (strcmp(a->q->params[i].name, name) || params_is_number(value, &number) != (ids == 1)) continue;
            if (ids) add_value(a, NULL, number);
            else add_value(a, value, 0);
            n++;
        }
        if (!n) continue;
        if (some) ask_put(a, " OR ");
        else ask_and(a), ask_put(a, "(");
        some = 1;
        put_values(a, ids ? id : code, first, n);
    }
    return true;
}

bool ask_like(ask *a, const char *name, const char *sql) {
    const char *value = params_text(a->q, name);
    if (!value) return true;
    ask_and(a);
    ask_text(a, sql, value);
    return true;
}

bool ask_days(ask *a, const char *day) {
    const char *since, *until;
    if (!params_day(a->q, "since", &since) || !params_day(a->q, "until", &until)) return false;
    if (since && until && strcmp(since, until) > 0) return request_fail(a->q, 400, "since=%s is after until=%s", since, until);
    if (since) ask_and(a), ask_put(a, day), ask_text(a, " >= @", since);
    if (until) ask_and(a), ask_put(a, day), ask_text(a, " <= @", until);
    return true;
}

sqlite3_stmt *ask_run(ask *a) {
    request *q = a->q;
    if (a->full) return request_fail(q, 400, "too many conditions in one query"), NULL;
    sqlite3_stmt *s = reader_prepare(q->reader, a->sql);
    if (!s) return request_fail(q, 503, "%s", reader_error(q->reader)), NULL;
    sqlite3_clear_bindings(s);
    for (int i = 0; i < a->n_values; i++)
        if (a->values[i].text) sqlite3_bind_text(s, i + 1, a->values[i].text, -1, SQLITE_STATIC);
        else sqlite3_bind_int64(s, i + 1, a->values[i].number);
    return s;
}

bool ask_next(request *q, sqlite3_stmt *s) {
    if (!s || q->bad) return false;
    if (reader_step(q->reader, s)) return true;
    const char *why = reader_error(q->reader);
    return why ? request_fail(q, 503, "%s", why) : false;
}
