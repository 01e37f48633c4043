/* routes.c - every address of the API: its method, its parameters and what answers it. docs/openapi.json says the same for the
 * world, and a test holds both together. */
#include <string.h>

#include "serve/private.h"

#define PAGE "limit offset format "
#define DAYS "since until "
#define EVENTS "actor with type status source quad place report "

static const route ROUTES[] = {
    {.method = "GET", .path = "/store", .takes = "", .answer = answer_store},
    {.method = "GET", .path = "/timeline", .takes = EVENTS PAGE DAYS "order", .answer = answer_timeline},
    {.method = "GET", .path = "/timeline/bins", .takes = EVENTS PAGE DAYS "by", .answer = answer_bins},
    {.method = "GET", .path = "/events/{id}", .takes = "", .answer = answer_event},
    {.method = "GET", .path = "/statements", .takes = "actor with act source report order " PAGE DAYS, .answer = answer_statements},
    {.method = "GET", .path = "/actors", .takes = "kind q " PAGE, .answer = answer_actors},
    {.method = "GET", .path = "/actors/{key}", .takes = "", .answer = answer_actor},
    {.method = "GET", .path = "/pairs", .takes = EVENTS PAGE DAYS "top", .answer = answer_pairs},
    {.method = "GET", .path = "/positions", .takes = "actor with stance answer issue " PAGE DAYS, .answer = answer_positions},
    {.method = "GET", .path = "/forces", .takes = "actor " PAGE DAYS, .answer = answer_forces},
    {.method = "GET", .path = "/forces/series", .takes = "actor limit offset " DAYS, .answer = answer_series},
    {.method = "GET", .path = "/incidents", .takes = "actor " PAGE DAYS, .answer = answer_incidents},
    {.method = "GET", .path = "/schedule", .takes = "actor " PAGE DAYS, .answer = answer_schedule},
    {.method = "GET", .path = "/disputed", .takes = "actor " PAGE DAYS, .answer = answer_disputed},
    {.method = "GET", .path = "/places", .takes = PAGE DAYS, .answer = answer_places},
    {.method = "GET", .path = "/reports", .takes = "source state q order " PAGE DAYS, .answer = answer_reports},
    {.method = "POST", .path = "/reports", .takes = "date id", .answer = answer_add, .changes = true, .body = true, .works = true,
     .no_store = true},
    {.method = "GET", .path = "/reports/{id}", .takes = "", .answer = answer_report},
    {.method = "GET", .path = "/search", .takes = "q source order " PAGE DAYS, .answer = answer_search},
    {.method = "GET", .path = "/searches", .takes = "limit offset", .answer = answer_searches},
    {.method = "POST", .path = "/searches", .takes = "", .answer = answer_keep_search, .changes = true, .body = true, .no_store = true},
    {.method = "DELETE", .path = "/searches/{id}", .takes = "", .answer = answer_drop_search, .changes = true, .no_store = true},
    {.method = "GET", .path = "/searches/{id}/feed", .takes = "format", .answer = answer_feed},
    {.method = "POST", .path = "/read", .takes = "date id", .answer = answer_read, .body = true, .works = true, .no_store = true},
    {.method = "GET", .path = "/openapi.json", .takes = "", .answer = answer_description, .no_store = true},
};

static bool fits(request *q, const char *pattern, const char *path) {
    while (*pattern && *path) {
        if (*pattern != '{') {
            if (*pattern++ != *path++) return false;
            continue;
        }
        size_t n = strcspn(path, "/");
        if (!n || n >= sizeof q->key) return false;
        memcpy(q->key, path, n);
        q->key[n] = 0;
        if (!strncmp(pattern, "{id}", 4) && !params_is_number(q->key, &q->id)) return false;
        pattern += strcspn(pattern, "}") + 1;
        path += n;
    }
    return !*pattern && !*path;
}

const route *routes_find(request *q, const char *method, const char *path, char *allow, size_t room) {
    *allow = 0;
    for (size_t i = 0; i < sizeof ROUTES / sizeof *ROUTES; i++) {
        if (!fits(q, ROUTES[i].path, path)) continue;
        if (!strcmp(method, ROUTES[i].method)) return *allow = 0, &ROUTES[i];
        size_t n = strlen(allow);
        snprintf(allow + n, room - n, "%s%s", n ? ", " : "", strcmp(ROUTES[i].method, "GET") ? ROUTES[i].method : "GET, HEAD");
    }
    return NULL;
}
