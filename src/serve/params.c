/* params.c - the parameters of a request: each must be known to the endpoint, whole UTF-8 and short, so that a typo or a broken
 * address shows instead of answering something else. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/date.h"
#include "serve/private.h"

/* UTF-8 without control characters. */
static bool is_clean(const char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)s + i, (utf8proc_ssize_t)(n - i), &c);
        if (k <= 0 || c < ' ' || c == 0x7F) return false;
        i += (size_t)k;
    }
    return true;
}

static bool is_among(const char *words, const char *name) {
    size_t n = strlen(name);
    for (const char *at = words; n && (at = strstr(at, name)); at += n)
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || !at[n])) return true;
    return false;
}

static enum MHD_Result take(void *context, enum MHD_ValueKind kind, const char *key, size_t n_key, const char *value, size_t n_value) {
    request *q = context;
    (void)kind;
    if (!key || strlen(key) != n_key || !is_clean(key, n_key)) return request_fail(q, 400, "a parameter's name is broken");
    if (strpbrk(key, " ") || !is_among(q->route->takes, key))
        return request_fail(q, 400, "no parameter \"%.60s\" here; %s%.300s", key, *q->route->takes ? "it is one of: " : "there are none",
                            q->route->takes);
    if (n_value > MOST_VALUE) return request_fail(q, 400, "%.60s: longer than %d bytes", key, MOST_VALUE);
    if (!value) value = "", n_value = 0;
    if (strlen(value) != n_value || !is_clean(value, n_value)) return request_fail(q, 400, "%.60s: not UTF-8, or with control characters", key);
    if (q->n_params == MOST_PARAMS) return request_fail(q, 400, "more than %d parameters", MOST_PARAMS);
    if (n_value) q->params[q->n_params++] = (param){key, value}; /* "type=" of an empty field is as good as none */
    return MHD_YES;
}

bool params_read(request *q) {
    MHD_get_connection_values_n(q->connection, MHD_GET_ARGUMENT_KIND, take, q);
    return !q->status;
}

const char *params_text(const request *q, const char *name) {
    for (int i = 0; i < q->n_params; i++)
        if (!strcmp(q->params[i].name, name)) return q->params[i].value;
    return NULL;
}

int params_choice(request *q, const char *name, const char *const *choice) {
    const char *given = params_text(q, name);
    char all[200] = "";
    if (!given) return 0;
    for (int i = 0; choice[i]; i++) {
        if (!strcmp(choice[i], given)) return i;
        size_t n = strlen(all);
        snprintf(all + n, sizeof all - n, "%s%s", i ? ", " : "", choice[i]);
    }
    request_fail(q, 400, "%s=%.40s: it is one of: %s", name, given, all);
    return -1;
}

bool params_is_number(const char *s, int64_t *n) {
    if (!*s || strlen(s) > 18 || strspn(s, "0123456789") != strlen(s)) return false;
    *n = strtoll(s, NULL, 10);
    return true;
}

bool params_number(request *q, const char *name, int64_t low, int64_t high, int64_t otherwise, int64_t *n) {
    const char *given = params_text(q, name);
    *n = otherwise;
    if (!given || (params_is_number(given, n) && *n >= low && *n <= high)) return true;
    return request_fail(q, 400, "%s=%.40s: it is a number from %lld to %lld", name, given, (long long)low, (long long)high);
}

bool params_day(request *q, const char *name, const char **day) {
    *day = params_text(q, name);
    if (!*day || date_valid(*day)) return true;
    return request_fail(q, 400, "%s=%.40s: it is a day, YYYY-MM-DD", name, *day);
}

const char *params_host(const request *q, char *room, size_t n) {
    const char *host = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Host");
    size_t k = host ? strlen(host) : 0;
    bool plain = k > 0 && k < n && strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == k;
    snprintf(room, n, "%s", plain ? host : "localhost");
    return room;
}
