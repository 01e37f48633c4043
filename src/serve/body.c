/* body.c - the JSON object that a request brings: strings by their names. Apart from the files that write JSON, whose functions
 * have names that the library's have too. */
#include <string.h>

#include <jansson.h>

#include "serve/private.h"

bool body_strings(request *q, const char *const *names, int n, char **values) {
    json_error_t why;
    json_t *given = json_loadb(q->body ? q->body : "", q->body_bytes, JSON_REJECT_DUPLICATES, &why);
    bool ok = given != NULL;
    if (!ok) request_fail(q, 400, "no JSON: %.120s at byte %d", why.text, why.position);
    for (int i = 0; ok && i < n; i++) {
        json_t *one = json_object_get(given, names[i]);
        if (!one || json_is_null(one)) continue;
        if (!json_is_string(one)) ok = request_fail(q, 400, "\"%s\" is a string", names[i]);
        else if (!(values[i] = strdup(json_string_value(one)))) ok = request_fail(q, 503, "out of memory");
    }
    json_decref(given);
    return ok;
}
