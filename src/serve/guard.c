/* guard.c - who may ask: only those who call this machine by a name of its own (a foreign name that was pointed at us may be some
 * site's trick), no other site's page, and, where a token is set, only who knows it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "serve/private.h"

enum { LEAST_TOKEN = 16, MOST_TOKEN = 512 };

char *guard_token(const char *path, dl_error *err) {
    char line[MOST_TOKEN + 2];
    FILE *f = fopen(path, "r");
    if (!f) return dl_fail(err, "%.300s: %s", path, strerror(errno)), NULL;
    bool any = fgets(line, sizeof line, f) != NULL;
    fclose(f);
    size_t n = any ? strcspn(line, "\r\n") : 0;
    line[n] = 0;
    if (n < LEAST_TOKEN || n > MOST_TOKEN || strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=") != n)
        return dl_fail(err, "%.300s: its first line must be a token of %d to %d letters, digits or -._~+/=; make one with: openssl rand -hex 24",
                       path, LEAST_TOKEN, MOST_TOKEN), NULL;
    char *token = strdup(line);
    if (!token) dl_fail(err, "out of memory");
    return token;
}

/* In a time that tells nothing but the length of what was given. */
static bool same(const char *token, const char *given, size_t n) {
    size_t length = strlen(token);
    volatile unsigned char differ = n != length;
    for (size_t i = 0; i < n; i++) differ |= (unsigned char)(given[i] ^ token[length ? i % length : 0]);
    return !differ;
}

static int sextet(char c) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

static bool knows_token(const request *q) {
    const char *given = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Authorization");
    if (!given) return false;
    if (!strncasecmp(given, "Bearer ", 7)) return same(q->s->token, given + 7, strlen(given + 7));
    if (strncasecmp(given, "Basic ", 6)) return false;
    char plain[MOST_TOKEN + 256]; /* user:password, of which the user may be anybody */
    size_t n = 0;
    uint32_t bits = 0;
    int held = 0;
    for (const char *s = given + 6; n < sizeof plain - 1 && sextet(*s) >= 0; s++) {
        bits = bits << 6 | (uint32_t)sextet(*s);
        if ((held += 6) >= 8) plain[n++] = (char)(bits >> (held -= 8));
    }
    plain[n] = 0;
    const char *colon = memchr(plain, ':', n);
    return colon && same(q->s->token, colon + 1, n - (size_t)(colon + 1 - plain));
}

/* HOST or HOST:PORT, where HOST can only be this machine. */
static bool is_own(const char *host) {
    size_t n = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");
    if (n > strlen(host)) return false;
    const char *port = host + n;
    if (*port && (*port != ':' || strspn(port + 1, "0123456789") != strlen(port + 1))) return false;
    if (n == 9 && !strncasecmp(host, "localhost", 9)) return true;
    if (n == 5 && !strncmp(host, "[::1]", 5)) return true;
    if (strncmp(host, "127.", 4) || strspn(host, "0123456789.") != n) return false;
    int dots = 0;
    for (size_t i = 0; i < n; i++) dots += host[i] == '.';
    return dots == 3;
}

/* "http://HOST" of this very request. */
static bool is_same_origin(const char *origin, const char *host) {
    const char *at = !strncasecmp(origin, "http://", 7) ? origin + 7 : !strncasecmp(origin, "https://", 8) ? origin + 8 : NULL;
    return at && !strcasecmp(at, host);
}

bool guard_passes(request *q) {
    const char *host = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Host"),
               *origin = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Origin"),
               *site = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Sec-Fetch-Site");
    bool reads = !strcmp(q->method, "GET") || !strcmp(q->method, "HEAD");
    if (!host) return request_fail(q, 400, "a request needs the header Host");
    if (!q->s->token && !is_own(host))
        return request_fail(q, 421, "this server answers to localhost, not to \"%.80s\"; set a token to have it answer to other names", host);
    if (!reads && origin && !is_same_origin(origin, host)) return request_fail(q, 403, "sent by another site (%.80s)", origin);
    if (!reads && site && !strcasecmp(site, "cross-site")) return request_fail(q, 403, "sent by another site");
    if (q->s->token && !knows_token(q)) return request_fail(q, 401, "needs the token: as the password, or as Authorization: Bearer TOKEN");
    if (q->route && q->route->changes) {
        const char *header = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "X-Dateline");
        if (!header || !*header) return request_fail(q, 403, "what changes the store needs the header X-Dateline: 1");
    }
    return true;
}
