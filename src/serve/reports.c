/* reports.c - the store itself, its reports, and one report with its text and record: read again, since the store keeps what was
 * read for questions and not for the eye. */
#include <stdlib.h>
#include <string.h>

#include "output/json.h"
#include "output/output.h"
#include "serve/private.h"

static void put_list(request *q, const char *name, const char *sql) {
    ask a;
    fprintf(q->out, ",\"%s\":", name);
    ask_open(&a, q);
    ask_put(&a, sql);
    sqlite3_stmt *s = ask_run(&a);
    json_put(q->out, ask_next(q, s) ? (const char *)sqlite3_column_text(s, 0) : "[]");
}

static void put_number(request *q, const char *name, const char *sql) {
    ask a;
    ask_open(&a, q);
    ask_put(&a, sql);
    sqlite3_stmt *s = ask_run(&a);
    fprintf(q->out, ",\"%s\":%lld", name, ask_next(q, s) ? (long long)sqlite3_column_int64(s, 0) : 0ll);
}

void answer_store(request *q) {
    const char *name = strrchr(q->s->options.db, '/');
    ask a;
    json_put(q->out, "{\"path\":");
    json_string(q->out, name ? name + 1 : q->s->options.db); /* not where it lies on this machine */
    put_number(q, "reports", "SELECT count(*) FROM current_report");
    put_number(q, "sentences", "SELECT count(*) FROM sentence");
    put_number(q, "statements", "SELECT count(*) FROM statement");
    put_number(q, "events", "SELECT count(*) FROM event WHERE reports > 0");
    put_number(q, "schema", "PRAGMA user_version");
    ask_open(&a, q);
    ask_put(&a, "SELECT (SELECT min(published) FROM report), (SELECT max(published) FROM report), EXISTS (SELECT 1 FROM report WHERE text IS NOT NULL)");
    sqlite3_stmt *s = ask_run(&a);
    if (ask_next(q, s)) {
        json_put(q->out, ",\"first_day\":");
        json_string(q->out, (const char *)sqlite3_column_text(s, 0));
        json_put(q->out, ",\"last_day\":");
        json_string(q->out, (const char *)sqlite3_column_text(s, 1));
        json_put(q->out, sqlite3_column_int(s, 2) ? ",\"has_text\":true" : ",\"has_text\":false");
        sqlite3_reset(s);
    }
    json_put(q->out, ",\"program\":");
    json_string(q->out, DL_VERSION);
    json_put(q->out, ",\"model\":");
    json_string(q->out, dl_model_version(q->s->model));
    json_put(q->out, q->s->options.add ? ",\"may_add\":true" : ",\"may_add\":false");
    json_put(q->out, q->s->may_save ? ",\"may_save\":true" : ",\"may_save\":false");
    json_put(q->out, page_n_files ? ",\"page\":true" : ",\"page\":false");
    put_list(q, "agencies", "SELECT json_group_array(json_object('agency', agency, 'reports', n)) FROM (SELECT agency, count(*) AS n FROM"
                            " current_report WHERE agency IS NOT NULL GROUP BY agency ORDER BY n DESC, agency LIMIT 100)");
    put_list(q, "types", "SELECT json_group_array(type) FROM (SELECT DISTINCT type FROM event ORDER BY type)");
    put_list(q, "statuses", "SELECT json_group_array(status) FROM (SELECT DISTINCT status FROM event WHERE status IS NOT NULL ORDER BY status)");
    put_list(q, "acts", "SELECT json_group_array(act) FROM (SELECT DISTINCT act FROM statement ORDER BY act)");
    put_list(q, "stances", "SELECT json_group_array(stance) FROM (SELECT DISTINCT stance FROM position_reading ORDER BY stance)");
    json_put(q->out, "}\n");
}

void answer_reports(request *q) {
    static const char *const ORDERS[] = {"-day", "day", NULL};
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT t.* FROM source_report t");
    if (!ask_like(&a, "source", "t.agency = @") || !ask_any(&a, "state", "t.state IN (@)") ||
        !ask_like(&a, "q", "(instr(lower(t.key), lower(@)) > 0 OR instr(lower(t.title), lower(@)) > 0)") || !ask_days(&a, "t.published"))
        return;
    rows_answer(&a, params_choice(q, "order", ORDERS) == 1 ? " ORDER BY t.published, t.report" : " ORDER BY t.published DESC, t.report DESC", "reports");
}

static const char NOTHING[] = "{\"id\":null,\"meta\":{\"agency\":null,\"bylines\":[],\"dateline\":null,\"title\":null,\"published\":null,"
    "\"published_basis\":\"unknown\"},\"furniture\":[],\"sentences\":[],\"entities\":[],\"places\":[],\"times\":[],\"quantities\":[],"
    "\"statements\":[],\"events\":[],\"positions\":[],\"incidents\":[],\"forces\":[],\"schedule\":[]}";

bool reports_put_record(request *q, const char *text, size_t bytes, const dl_options *o) {
    dl_error err;
    dl_report *r = dl_read(q->s->model, text, bytes, o, &err);
    if (!r) return request_fail(q, 503, "%s", err.message);
    output_jsonl(q->out, r, false);
    dl_report_free(r);
    return true;
}

void answer_report(request *q) {
    ask a;
    ask_open(&a, q);
    ask_number(&a, "SELECT t.*, r.published_basis, r.dateline, r.bylines, r.length FROM source_report t JOIN report r ON r.id = t.report"
                   " WHERE t.report = @", q->id);
    sqlite3_stmt *s = ask_run(&a);
    if (!ask_next(q, s)) {
        if (!q->bad) request_fail(q, 404, "no report %lld; see /api/v1/reports", (long long)q->id);
        return;
    }
    json_put(q->out, "{\"report\":{");
    rows_columns(q->out, s);
    sqlite3_reset(s);
    ask_open(&a, q);
    ask_number(&a, "SELECT text, key, iif(published_basis IN ('given', 'metadata'), published, NULL), published_basis = 'metadata' FROM report WHERE id = @", q->id);
    if (!ask_next(q, s = ask_run(&a))) return;
    const char *text = (const char *)sqlite3_column_text(s, 0);
    json_put(q->out, "},\"text\":");
    json_string(q->out, text);
    json_put(q->out, ",\"record\":");
    dl_options o = {.id = (const char *)sqlite3_column_text(s, 1), .date = (const char *)sqlite3_column_text(s, 2),
                    .date_is_metadata = sqlite3_column_int(s, 3)};
    if (!text) json_put(q->out, NOTHING);
    else if (!reports_put_record(q, text, (size_t)sqlite3_column_bytes(s, 0), &o)) return;
    json_put(q->out, "}\n");
}
