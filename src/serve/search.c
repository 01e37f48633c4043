/* search.c - sentences by their words, and searches that are kept, each with a feed. Kept searches stand in the store itself, so
 * that they go where it goes; they are the only thing that is written without --add. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "output/json.h"
#include "serve/private.h"
#include "store/db.h"

enum { MOST_NAME = 200, MOST_KEPT = 1000, IN_FEED = 50 };

#define FOUND "SELECT r.id AS report, r.key, r.agency, r.published, r.title, s.n AS sentence, s.id AS sentence_id, s.span_start, s.span_end, x.text," \
              " highlight(sentence_search, 0, char(1), char(2)) AS \"hits:marks\" FROM sentence_search" \
              " JOIN sentence s ON s.id = sentence_search.rowid JOIN sentence_text x ON x.id = s.id JOIN current_report r ON r.id = s.report"

/* The words as a person types them in the query language of FTS5: what is not in its language is looked for as it stands. "fish*",
 * "a b" in quotation marks, OR, NOT and brackets are understood where they make sense. */
static void as_query(const char *words, char *out, size_t room) {
    size_t n = 0;
    for (const char *s = words; *s && n + 8 < room;) {
        while (*s == ' ') s++;
        if (!*s) break;
        const char *start = s;
        if (*s == '"') {
            const char *end = strchr(s + 1, '"');
            size_t k = end ? (size_t)(end - s - 1) : strlen(s + 1);
            if (k && n + k + 4 < room) n += (size_t)snprintf(out + n, room - n, "\"%.*s\" ", (int)k, s + 1);
            s = end ? end + 1 : s + 1 + k;
            continue;
        }
        while (*s && *s != ' ' && *s != '"') s++;
        size_t k = (size_t)(s - start);
        bool logic = (k == 2 && !memcmp(start, "OR", 2)) || (k == 3 && (!memcmp(start, "NOT", 3) || !memcmp(start, "AND", 3)));
        bool more = *s != 0, star = k > 1 && start[k - 1] == '*';
        if (logic && n && more) {
            n += (size_t)snprintf(out + n, room - n, "%.*s ", (int)k, start);
            continue;
        }
        if (star) k--;
        if (n + 2 * k + 6 >= room) break;
        n += (size_t)snprintf(out + n, room - n, "\"%.*s\"%s ", (int)k, start, star ? "*" : "");
    }
    out[n] = 0;
}

/* The text with marks around its hits as "hits":[[start,end]...] in characters. */
static void put_hits(FILE *f, const char *marked) {
    int at = 0;
    bool any = false;
    json_put(f, ",\"hits\":[");
    for (const char *s = marked ? marked : ""; *s; s++) {
        if (*s == 1) fprintf(f, any ? ",[%d," : "[%d,", at), any = true;
        else if (*s == 2) fprintf(f, "%d]", at);
        else at += ((unsigned char)*s & 0xC0) != 0x80;
    }
    json_put(f, "]");
}

static bool search(ask *a, const char *words, char *query, size_t room) {
    as_query(words, query, room);
    if (!*query) return request_fail(a->q, 400, "q: nothing to look for; give a word");
    ask_text(a, " WHERE sentence_search MATCH @", query);
    a->where = true;
    return ask_like(a, "source", "r.agency = @") && ask_days(a, "r.published");
}

void answer_search(request *q) {
    static const char *const ORDERS[] = {"rank", "day", "-day", NULL};
    static const char *const ORDER[] = {" ORDER BY rank", " ORDER BY r.published, s.id", " ORDER BY r.published DESC, s.id"};
    static const char *const FORMATS[] = {"json", "csv", NULL};
    const char *words = params_text(q, "q");
    char query[3 * MOST_VALUE];
    int64_t limit, offset, total = 0, n = 0;
    int order = params_choice(q, "order", ORDERS), format = order < 0 ? -1 : params_choice(q, "format", FORMATS);
    ask a;
    if (format < 0) return;
    if (!words) {
        request_fail(q, 400, "search needs q=WORDS");
        return;
    }
    ask_open(&a, q);
    if (format) { /* a file has the text, and no marks */
        ask_put(&a, "SELECT r.id AS report, r.key, r.agency, r.published, r.title, s.n AS sentence, x.text FROM sentence_search JOIN sentence s"
                    " ON s.id = sentence_search.rowid JOIN sentence_text x ON x.id = s.id JOIN current_report r ON r.id = s.report");
        if (search(&a, words, query, sizeof query)) rows_answer(&a, ORDER[order], "search");
        return;
    }
    if (!params_number(q, "limit", 1, MOST_ROWS, 50, &limit) || !params_number(q, "offset", 0, INT32_MAX, 0, &offset)) return;
    ask_put(&a, "SELECT count(*) FROM sentence_search JOIN sentence s ON s.id = sentence_search.rowid JOIN current_report r ON r.id = s.report");
    if (!search(&a, words, query, sizeof query)) return;
    sqlite3_stmt *s = ask_run(&a);
    if (ask_next(q, s)) total = sqlite3_column_int64(s, 0), sqlite3_reset(s);
    ask_open(&a, q);
    ask_put(&a, FOUND);
    if (q->bad || !search(&a, words, query, sizeof query)) return;
    ask_put(&a, ORDER[order]);
    ask_number(&a, " LIMIT @", limit);
    ask_number(&a, " OFFSET @", offset);
    fprintf(q->out, "{\"total\":%lld,\"rows\":[", (long long)total);
    for (s = ask_run(&a); ask_next(q, s); n++) {
        static const char *const NAMES[] = {"report", "key", "agency", "published", "title", "sentence", "sentence_id", "span_start", "span_end", "text"};
        json_put(q->out, n ? ",\n{" : "\n{");
        for (int c = 0; c < 10; c++) {
            fprintf(q->out, c ? ",\"%s\":" : "\"%s\":", NAMES[c]);
            if (sqlite3_column_type(s, c) == SQLITE_INTEGER) fprintf(q->out, "%lld", (long long)sqlite3_column_int64(s, c));
            else json_string(q->out, (const char *)sqlite3_column_text(s, c));
        }
        put_hits(q->out, (const char *)sqlite3_column_text(s, 10));
        json_put(q->out, "}");
    }
    if (n && offset + n < total) fprintf(q->out, "],\"next\":%lld}\n", (long long)(offset + n));
    else json_put(q->out, "],\"next\":null}\n");
}

/* ---- searches that are kept -------------------------------------------------------------------------------------- */

#define KEPT "SELECT t.id, t.name, t.view, t.query, t.created, '/api/v1/searches/' || t.id || '/feed' AS feed FROM search t"

void answer_searches(request *q) {
    ask a;
    ask_open(&a, q);
    ask_put(&a, KEPT);
    rows_answer(&a, " ORDER BY t.id", "searches");
}

static bool is_view(const char *view) {
    static const char *const VIEWS[] = {"search", "timeline", "statements"};
    for (size_t i = 0; i < sizeof VIEWS / sizeof *VIEWS; i++)
        if (!strcmp(view, VIEWS[i])) return true;
    return false;
}

/* A short connection that writes; NULL after request_fail(). */
static dl_store *open_to_write(request *q) {
    dl_error err;
    dl_store *s = q->s->may_save ? store_open(q->s->options.db, true, &err) : NULL;
    if (s) return s;
    request_fail(q, q->s->may_save ? 503 : 403, "%s", q->s->may_save ? err.message : "the store may not be written by this server");
    return NULL;
}

void answer_keep_search(request *q) {
    static const char *const NAMES[] = {"name", "view", "query"};
    char *given[3] = {NULL};
    dl_store *s = NULL;
    bool read = body_strings(q, NAMES, 3, given);
    const char *name = given[0], *view = given[1], *query = given[2];
    if (!read) {}
    else if (!name || !view || !query || !*name || strlen(name) > MOST_NAME || strlen(query) > MOST_VALUE)
        request_fail(q, 400, "a search is {\"name\", \"view\", \"query\"}: a name of at most %d bytes, a list of the API, its parameters", MOST_NAME);
    else if (!is_view(view)) request_fail(q, 400, "view \"%.40s\": it is search, timeline or statements", view);
    else if ((s = open_to_write(q))) {
        db *d = store_db(s);
        char day[32];
        time_t now = time(NULL);
        struct tm t;
        strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &t));
        if (db_number(d, 0, "SELECT count(*) FROM search", "") >= MOST_KEPT) request_fail(q, 409, "%d searches are kept already; forget some", MOST_KEPT);
        else {
            int64_t id = db_run(d, "INSERT INTO search (name, view, query, created) VALUES (?, ?, ?, ?)", "tttt", name, view, query, day);
            if (d->failed) request_fail(q, 503, "%s", d->err.message);
            else {
                q->status = 201;
                fprintf(q->out, "{\"id\":%lld,\"name\":", (long long)id);
                json_string(q->out, name);
                json_put(q->out, ",\"view\":");
                json_string(q->out, view);
                json_put(q->out, ",\"query\":");
                json_string(q->out, query);
                fprintf(q->out, ",\"created\":\"%s\",\"feed\":\"/api/v1/searches/%lld/feed\"}\n", day, (long long)id);
            }
        }
        store_close(s);
    }
    for (int i = 0; i < 3; i++) free(given[i]);
}

void answer_drop_search(request *q) {
    dl_store *s = open_to_write(q);
    if (!s) return;
    db *d = store_db(s);
    if (!db_number(d, 0, "SELECT 1 FROM search WHERE id = ?", "i", q->id)) request_fail(q, 404, "no search %lld", (long long)q->id);
    else db_run(d, "DELETE FROM search WHERE id = ?", "i", q->id);
    if (d->failed) request_fail(q, 503, "%s", d->err.message);
    else if (!q->bad) q->status = 204;
    store_close(s);
}

/* ---- feeds ------------------------------------------------------------------------------------------------------- */

/* What may stand in XML: its five letters escaped, control characters as blanks. */
static void put_xml(FILE *f, const char *s) {
    for (; s && *s; s++)
        switch (*s) {
        case '&': fputs("&amp;", f); break;
        case '<': fputs("&lt;", f); break;
        case '>': fputs("&gt;", f); break;
        case '"': fputs("&quot;", f); break;
        case '\'': fputs("&#39;", f); break;
        default: fputc((unsigned char)*s < ' ' ? ' ' : *s, f);
        }
}

/* Takes the parameters of a kept query in place of the request's. `room` keeps their bytes. */
static bool take_query(request *q, const char *query, char *room, size_t n) {
    size_t used = 0;
    q->n_params = 0;
    for (const char *s = *query == '?' ? query + 1 : query; *s && q->n_params < MOST_PARAMS;) {
        size_t k = strcspn(s, "&");
        char *start = room + used;
        if (used + k + 1 > n) return false;
        for (size_t i = 0; i < k; i++) {
            char c = s[i] == '+' ? ' ' : s[i];
            if (c == '%' && i + 2 < k && isxdigit((unsigned char)s[i + 1]) && isxdigit((unsigned char)s[i + 2])) {
                char hex[3] = {s[i + 1], s[i + 2], 0};
                c = (char)strtol(hex, NULL, 16);
                i += 2;
            }
            room[used++] = c ? c : ' ';
        }
        room[used++] = 0;
        char *value = strchr(start, '=');
        if (value) *value++ = 0;
        if (value && *value && strcmp(start, "limit") && strcmp(start, "offset") && strcmp(start, "format") && strcmp(start, "order"))
            q->params[q->n_params++] = (param){start, value};
        s += k + (s[k] != 0);
    }
    return true;
}

static bool feed_query(request *q, const char *view, ask *a, char *words, size_t room) {
    ask_open(a, q);
    if (!strcmp(view, "timeline")) {
        ask_put(a, "SELECT 'event/' || t.event, coalesce(t.source, '?') || ' ' || t.type || ' ' || coalesce(t.target, '') || ' (' || t.status || ')',"
                   " t.text, t.day, t.agencies FROM timeline t");
        if (!timeline_where(a)) return false;
        ask_put(a, " ORDER BY t.event DESC");
    } else if (!strcmp(view, "statements")) {
        ask_put(a, "SELECT 'report/' || l.report || '?sentence=' || l.sentence, coalesce(l.source_name, '?') || ': ' || l.act, l.content,"
                   " l.published, l.agency FROM statement_line l");
        if (!ask_actor(a, "actor", "(l.party IN (@) OR l.toward IN (@))", "(l.source_entity IN (@) OR l.addressee_entity IN (@))") ||
            !ask_any(a, "act", "l.act IN (@)") || !ask_days(a, "l.day"))
            return false;
        ask_put(a, " ORDER BY l.statement DESC");
    } else {
        const char *given = params_text(q, "q");
        ask_put(a, "SELECT 'report/' || r.id || '?sentence=' || s.n, coalesce(r.title, r.key), x.text, r.published, r.agency FROM sentence_search"
                   " JOIN sentence s ON s.id = sentence_search.rowid JOIN sentence_text x ON x.id = s.id JOIN current_report r ON r.id = s.report");
        if (!given) return request_fail(q, 400, "this search has no words");
        if (!search(a, given, words, room)) return false;
        ask_put(a, " ORDER BY s.id DESC");
    }
    ask_number(a, " LIMIT @", IN_FEED);
    return true;
}

void answer_feed(request *q) {
    static const char *const FORMATS[] = {"atom", "rss", NULL};
    int rss = params_choice(q, "format", FORMATS);
    char host[300], name[MOST_NAME + 1] = "", view[40] = "", query[MOST_VALUE + 1] = "", created[40] = "", room[2 * MOST_VALUE], words[3 * MOST_VALUE];
    ask a;
    if (rss < 0) return;
    ask_open(&a, q);
    ask_number(&a, "SELECT name, view, query, created FROM search WHERE id = @", q->id);
    sqlite3_stmt *s = ask_run(&a);
    if (!ask_next(q, s)) {
        if (!q->bad) request_fail(q, 404, "no search %lld", (long long)q->id);
        return;
    }
    snprintf(name, sizeof name, "%s", (const char *)sqlite3_column_text(s, 0));
    snprintf(view, sizeof view, "%s", (const char *)sqlite3_column_text(s, 1));
    snprintf(query, sizeof query, "%s", (const char *)sqlite3_column_text(s, 2));
    snprintf(created, sizeof created, "%s", (const char *)sqlite3_column_text(s, 3));
    sqlite3_reset(s);
    params_host(q, host, sizeof host);
    if (!take_query(q, query, room, sizeof room)) {
        request_fail(q, 400, "the kept query is too long");
        return;
    }
    if (!feed_query(q, view, &a, words, sizeof words)) return;
    q->type = rss ? "application/rss+xml; charset=utf-8" : "application/atom+xml; charset=utf-8";
    FILE *f = q->out;
    fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", f);
    fputs(rss ? "<rss version=\"2.0\"><channel><title>" : "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>", f);
    put_xml(f, name);
    if (rss) fprintf(f, "</title><link>http://%s/</link><description>Dateline</description>\n", host);
    else fprintf(f, "</title><id>http://%s/api/v1/searches/%lld/feed</id><updated>%s</updated><link rel=\"alternate\" href=\"http://%s/\"/>\n", host,
                 (long long)q->id, created, host);
    for (s = ask_run(&a); ask_next(q, s);) {
        const char *path = (const char *)sqlite3_column_text(s, 0), *day = (const char *)sqlite3_column_text(s, 3);
        fputs(rss ? "<item><title>" : "<entry><title>", f);
        put_xml(f, (const char *)sqlite3_column_text(s, 1));
        fprintf(f, rss ? "</title><link>http://%s/" : "</title><link href=\"http://%s/", host);
        put_xml(f, path);
        fprintf(f, rss ? "</link><guid>http://%s/" : "\"/><id>http://%s/", host);
        put_xml(f, path);
        fputs(rss ? "</guid><description>" : "</id><summary>", f);
        put_xml(f, (const char *)sqlite3_column_text(s, 2));
        fputs(rss ? "</description>" : "</summary>", f);
        if (!rss) fprintf(f, "<updated>%.10sT00:00:00Z</updated><author><name>", day && strlen(day) >= 10 ? day : created), put_xml(f, (const char *)sqlite3_column_text(s, 4)), fputs("</name></author>", f);
        fputs(rss ? "</item>\n" : "</entry>\n", f);
    }
    fputs(rss ? "</channel></rss>\n" : "</feed>\n", f);
}
