/* paste.c - a report that somebody pastes: read at once, and added to the store if that is allowed. The thread that reads works
 * these off one after another, so that no paste keeps others from the timeline. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "output/json.h"
#include "output/output.h"
#include "serve/private.h"
#include "store/db.h"

enum { TEXT, DATE, ID, STRINGS };
typedef struct paste {
    char *given[STRINGS]; /* of a JSON object */
    const char *text, *date, *id;
    size_t bytes;
} paste;

static void drop(paste *p) {
    for (int i = 0; i < STRINGS; i++) free(p->given[i]);
}

/* Plain text, or {"text", "date", "id"}; the parameters of the address are for plain text. False after request_fail(). */
static bool take(request *q, paste *p) {
    const char *type = MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, "Content-Type");
    *p = (paste){.text = q->body, .bytes = q->body_bytes, .date = params_text(q, "date"), .id = params_text(q, "id")};
    if (type && !strncasecmp(type, "application/json", 16)) {
        static const char *const NAMES[STRINGS] = {"text", "date", "id"};
        if (!body_strings(q, NAMES, STRINGS, p->given)) return false;
        if (!p->given[TEXT]) return request_fail(q, 400, "it needs \"text\", a string");
        p->text = p->given[TEXT];
        p->bytes = strlen(p->text);
        p->date = p->given[DATE];
        p->id = p->given[ID];
    } else if (type && strncasecmp(type, "text/", 5)) return request_fail(q, 415, "send text/plain, or application/json with \"text\"");
    if (p->date && !*p->date) p->date = NULL;
    if (p->id && !*p->id) p->id = NULL;
    if (p->date && !date_valid(p->date)) return request_fail(q, 400, "\"%.40s\" is no date; write it YYYY-MM-DD", p->date);
    if (strspn(p->text, " \t\r\n") == p->bytes) return request_fail(q, 400, "there is no text to read");
    return true;
}

static dl_report *read_it(request *q, const paste *p) {
    dl_options o = {.id = p->id, .date = p->date};
    dl_error err;
    dl_report *r = dl_read(q->s->model, p->text, p->bytes, &o, &err);
    if (!r) request_fail(q, 400, "%s", err.message);
    return r;
}

static void put_brief(request *q, const dl_report *r) {
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    brief_look look = {.colour = false};
    if (f) {
        output_brief(f, r, &look);
        fclose(f);
    }
    json_string(q->out, text ? text : "");
    free(text);
}

void answer_read(request *q) {
    paste p = {0};
    dl_report *r = take(q, &p) ? read_it(q, &p) : NULL;
    if (r) {
        size_t n;
        json_put(q->out, "{\"text\":");
        json_string(q->out, dl_report_text(r, &n)); /* as the spans count it */
        json_put(q->out, ",\"record\":");
        output_jsonl(q->out, r, false);
        json_put(q->out, ",\"brief\":");
        put_brief(q, r);
        json_put(q->out, "}\n");
        dl_report_free(r);
    }
    drop(&p);
}

void answer_add(request *q) {
    static const char *const OUTCOMES[] = {[STORE_ADDED] = "added", [STORE_KNOWN] = "known", [STORE_CORRECTED] = "corrected"};
    paste p = {0};
    if (!q->s->options.add) {
        request_fail(q, 403, "this server adds nothing; start it with --add");
        return;
    }
    dl_report *r = take(q, &p) ? read_it(q, &p) : NULL;
    dl_error err;
    dl_store *s = r ? store_open(q->s->options.db, true, &err) : NULL;
    if (r && !s) request_fail(q, 503, "%s", err.message);
    if (s) {
        char hash[STORE_HASH];
        store_hash(p.text, p.bytes, hash);
        store_origin from = {.id = p.id, .hash = hash};
        store_outcome out = store_knows(s, p.id, hash) ? STORE_KNOWN : store_add(s, q->s->model, r, &from, &err);
        if (out == STORE_FAILED || !store_commit(s, &err)) request_fail(q, 503, "%s", err.message);
        else {
            int64_t id = db_number(store_db(s), 0, "SELECT id FROM report WHERE hash = ? ORDER BY id DESC LIMIT 1", "t", hash);
            q->status = out == STORE_KNOWN ? 200 : 201;
            fprintf(q->out, "{\"outcome\":\"%s\",\"report\":%lld}\n", OUTCOMES[out], (long long)id);
        }
        store_close(s);
    }
    dl_report_free(r);
    drop(&p);
}
