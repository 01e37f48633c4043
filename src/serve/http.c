/* http.c - a request from its first byte to its answer, as libmicrohttpd tells of it: the head is judged before any body is read,
 * a body is taken up to a limit, the answer goes out whole with headers that let no browser run or frame what it should not. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <utf8proc.h>

#include "base/error.h"
#include "output/json.h"
#include "serve/private.h"

enum { BODY_SECONDS = 60 };

#define PAGE_POLICY "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " \
                    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
#define DATA_POLICY "default-src 'none'; frame-ancestors 'none'"

uint64_t http_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* ---- errors ------------------------------------------------------------------------------------------------------- */

static void drop(request *q) {
    if (q->out) fclose(q->out);
    free(q->bytes);
    q->out = NULL;
    q->bytes = NULL;
    q->n_bytes = 0;
}

static bool open_answer(request *q) {
    drop(q);
    return (q->out = open_memstream(&q->bytes, &q->n_bytes)) != NULL;
}

bool request_fail(request *q, int status, const char *format, ...) {
    char line[700];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    size_t n = strlen(line);
    for (size_t i = 0; i < n;) { /* what a client sent, or was cut, may be no UTF-8 */
        utf8proc_int32_t c;
        utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)line + i, (utf8proc_ssize_t)(n - i), &c);
        if (k <= 0) line[i] = '?', k = 1;
        i += (size_t)k;
    }
    q->bad = true;
    q->status = status;
    q->type = NULL;
    q->etag[0] = q->file[0] = 0;
    if (!open_answer(q)) return false;
    json_put(q->out, "{\"error\":");
    json_string(q->out, line);
    json_put(q->out, "}\n");
    return false;
}

/* ---- the way out -------------------------------------------------------------------------------------------------- */

static void header(struct MHD_Response *r, const char *name, const char *value) { MHD_add_response_header(r, name, value); }

static struct MHD_Response *guarded(struct MHD_Response *r, const char *policy) {
    if (!r) return NULL;
    header(r, "Content-Security-Policy", policy);
    header(r, "X-Content-Type-Options", "nosniff");
    header(r, "X-Frame-Options", "DENY");
    header(r, "Referrer-Policy", "no-referrer");
    header(r, "Cross-Origin-Resource-Policy", "same-origin");
    header(r, "Cross-Origin-Opener-Policy", "same-origin");
    return r;
}

static enum MHD_Result queue(request *q, unsigned status, struct MHD_Response *r) {
    if (!r) return MHD_NO;
    enum MHD_Result done = MHD_queue_response(q->connection, status, r);
    MHD_destroy_response(r);
    return done;
}

enum MHD_Result http_send(request *q) {
    if (q->out && fclose(q->out)) q->n_bytes = 0;
    q->out = NULL;
    bool nothing = q->status == 204 || q->status == 304;
    struct MHD_Response *r = guarded(nothing ? MHD_create_response_from_buffer(0, (void *)(uintptr_t)"", MHD_RESPMEM_PERSISTENT) :
                                     MHD_create_response_from_buffer(q->n_bytes, q->bytes, MHD_RESPMEM_MUST_FREE), DATA_POLICY);
    if (!nothing && r) q->bytes = NULL; /* the response frees it */
    if (!r) return MHD_NO;
    if (!nothing) header(r, "Content-Type", q->type ? q->type : "application/json");
    header(r, "Cache-Control", *q->etag ? "private, no-cache" : "no-store");
    if (*q->etag) header(r, "ETag", q->etag);
    if (*q->location) header(r, q->status == 405 ? "Allow" : "Location", q->location);
    if (*q->file) {
        char value[80];
        snprintf(value, sizeof value, "attachment; filename=\"%s\"", q->file);
        header(r, "Content-Disposition", value);
    }
    if (q->status == 401) header(r, "WWW-Authenticate", "Basic realm=\"Dateline\", charset=\"UTF-8\"");
    if (q->status == 503) header(r, "Retry-After", "2");
    return queue(q, (unsigned)q->status, r);
}

static const char NO_PAGE[] =
    "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Dateline</title>\n<h1>Dateline</h1>\n"
    "<p>This program was built without its page. To build it in, install Debian's <code>nodejs</code> and <code>npm</code> and run "
    "<code>make</code> again where its source is.\n"
    "<p>The <a href=\"/api/v1/store\">API</a> is there all the same; <a href=\"/api/v1/openapi.json\">openapi.json</a> describes it.\n";

static bool matches(const char *given, const char *etag) { return given && (strstr(given, etag) || !strcmp(given, "*")); }

static enum MHD_Result send_file(request *q) {
    const page_file *file = files_find(q->path);
    struct MHD_Response *r;
    if (!file && (page_n_files || strcmp(q->path, "/"))) {
        request_fail(q, 404, "nothing at %.100s", q->path);
        return http_send(q);
    }
    if (!file) {
        r = guarded(MHD_create_response_from_buffer(sizeof NO_PAGE - 1, (void *)(uintptr_t)NO_PAGE, MHD_RESPMEM_PERSISTENT), DATA_POLICY);
        if (r) header(r, "Content-Type", "text/html; charset=utf-8");
        return queue(q, 200, r);
    }
    bool known = matches(MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "If-None-Match"), file->etag);
    r = guarded(MHD_create_response_from_buffer(known ? 0 : file->n, (void *)(uintptr_t)file->bytes, MHD_RESPMEM_PERSISTENT), PAGE_POLICY);
    if (!r) return MHD_NO;
    header(r, "ETag", file->etag);
    header(r, "Vary", "Accept-Encoding");
    /* What the bundler names by a hash of its content never changes. */
    header(r, "Cache-Control", !strncmp(file->path, "/assets/", 8) ? "public, max-age=31536000, immutable" : "no-cache");
    if (!known) {
        header(r, "Content-Type", file->type);
        header(r, "Content-Encoding", "gzip");
    }
    return queue(q, known ? 304 : 200, r);
}

/* ---- the way in --------------------------------------------------------------------------------------------------- */

/* Judges the head. False after request_fail(). */
static bool begin(request *q, const char *url) {
    const char *length = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Content-Length"),
               *coding = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Transfer-Encoding");
    bool api = !strncmp(url, "/api/", 5) || !strcmp(url, "/api");
    int64_t bytes = 0;
    if (strlen(url) >= sizeof q->path) return request_fail(q, 404, "no such address");
    strcpy(q->path, url);
    if (api) q->route = strncmp(url, "/api/v1/", 8) ? NULL : routes_find(q, q->method, url + 7, q->location, sizeof q->location);
    if (!guard_passes(q)) return q->location[0] = 0, false;
    if (api && !q->route && *q->location) return request_fail(q, 405, "%s is not for %.100s; it takes %s", q->method, url, q->location);
    if (api && !q->route) return request_fail(q, 404, "nothing at %.100s; see /api/v1/openapi.json", url);
    if (!api && strcmp(q->method, "GET")) {
        strcpy(q->location, "GET, HEAD");
        return request_fail(q, 405, "%s is not for %.100s", q->method, url);
    }
    if (length && !params_is_number(length, &bytes)) bytes = INT64_MAX;
    if (!q->route || !q->route->body) return (!bytes && !coding) || request_fail(q, 413, "%.100s takes no body", url);
    if (coding || !length) return request_fail(q, 411, "tell the length of what you send (Content-Length)");
    if (bytes > MOST_PASTE) return request_fail(q, 413, "larger than %d MiB; add it by 'dateline add'", MOST_PASTE >> 20);
    if (!(q->body = malloc((size_t)bytes + 1))) return request_fail(q, 503, "out of memory");
    q->body_room = (size_t)bytes;
    return true;
}

static void etag_make(request *q, uint64_t version) {
    snprintf(q->etag, sizeof q->etag, "\"%s-%llx\"", q->s->start, (unsigned long long)version);
}

/* Runs the route with a connection to the store. */
static void answer(request *q) {
    dl_error err = {""};
    uint64_t version = 0;
    q->status = 0;
    if (!open_answer(q)) return;
    if (!params_read(q)) return;
    if (q->route->no_store) {
        q->route->answer(q);
    } else if (!(q->reader = readers_take(q->s->readers, &version, &err))) {
        request_fail(q, 503, "%s", err.message);
    } else {
        if (!strcmp(q->method, "GET")) etag_make(q, version);
        if (*q->etag && matches(MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "If-None-Match"), q->etag)) q->status = 304;
        else q->route->answer(q);
        readers_give(q->s->readers, q->reader);
        q->reader = NULL;
    }
    if (!q->status) q->status = 200;
}

void routes_answer(request *q) { answer(q); }

static request *open_request(server *s, struct MHD_Connection *c, const char *method) {
    request *q = calloc(1, sizeof *q);
    if (!q) return NULL;
    q->s = s;
    q->connection = c;
    q->started = http_now();
    q->head = !strcmp(method, "HEAD"); /* answered as GET; the body stays here */
    snprintf(q->method, sizeof q->method, "%s", q->head ? "GET" : method);
    return q;
}

enum MHD_Result http_request(void *context, struct MHD_Connection *c, const char *url, const char *method, const char *version,
                             const char *upload, size_t *upload_bytes, void **held) {
    server *s = context;
    request *q = *held;
    (void)version;
    if (!q) {
        if (!(*held = q = open_request(s, c, method))) return MHD_NO;
        return begin(q, url) ? MHD_YES : http_send(q);
    }
    if (*upload_bytes) {
        if (!q->body || q->body_bytes + *upload_bytes > q->body_room || http_now() - q->started > BODY_SECONDS * 1000) return MHD_NO;
        memcpy(q->body + q->body_bytes, upload, *upload_bytes);
        q->body_bytes += *upload_bytes;
        *upload_bytes = 0;
        return MHD_YES;
    }
    if (q->done) return http_send(q);
    q->done = true;
    if (!q->route) return send_file(q);
    if (q->body) q->body[q->body_bytes] = 0;
    if (q->route->works) {
        MHD_suspend_connection(c);
        if (worker_take(s->worker, q)) return MHD_YES;
        MHD_resume_connection(c);
        request_fail(q, 503, "too many reports are being read; try again in a while");
        return MHD_YES;
    }
    answer(q);
    return http_send(q);
}

void http_finished(void *context, struct MHD_Connection *c, void **held, enum MHD_RequestTerminationCode why) {
    request *q = *held;
    (void)context, (void)c, (void)why;
    if (!q) return;
    drop(q);
    free(q->body);
    free(q);
    *held = NULL;
}
