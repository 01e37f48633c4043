/* events.c - the timeline and what is counted over it: bins of days, one event with all who tell it, who deals with whom, where. */
#include <string.h>

#include "output/json.h"
#include "serve/private.h"

#define EVENT_COLUMNS "t.event, t.day, t.day_basis, t.type, t.source, t.target, t.place, t.place_id, t.status, t.statuses, t.reports, t.sources," \
                      " t.agencies, t.goldstein, t.quad, t.confidence, t.text, t.source_actor, t.target_actor, t.source_entity, t.target_entity"
#define TELLING_COLUMNS "u.event, u.telling, u.day, u.day_basis, u.until, u.type, u.mode, u.contexts, u.cameo, u.quad, u.goldstein, u.status," \
                        " u.source, u.target, u.source_name, u.target_name, u.source_entity, u.target_entity, u.place, u.count, u.count_high," \
                        " u.bound, u.unit, u.on_word_of, u.confidence, e.word, e.why, e.statement, u.report, u.key, u.agency, u.published," \
                        " u.story, u.sentence, u.text, e.span_start, e.span_end, x.span_start AS sentence_start, x.span_end AS sentence_end"

/* The same conditions over the table, whose indexes count without looking anything up. */
static bool event_where(ask *a, const char *id) {
    return ask_actor(a, "actor", "(t.source_actor IN (@) OR t.target_actor IN (@))", "(t.source_entity IN (@) OR t.target_entity IN (@))") &&
           ask_actor(a, "with", "(t.source_actor IN (@) OR t.target_actor IN (@))", "(t.source_entity IN (@) OR t.target_entity IN (@))") &&
           ask_any(a, "type", "t.type IN (@)") && ask_any(a, "status", "t.status IN (@)") &&
           ask_any_number(a, "quad", 0, 4, "t.quad IN (@)") && ask_like(a, "source", "instr(',' || t.agencies || ',', ',' || @ || ',') > 0") &&
           ask_any_number(a, "report", 1, INT64_MAX, id) && ask_days(a, "t.day");
}

bool timeline_where(ask *a) {
    return event_where(a, "t.event IN (SELECT event FROM event_reading WHERE report IN (@))") &&
           ask_like(a, "place", params_is_number(params_text(a->q, "place") ? params_text(a->q, "place") : "", &(int64_t){0})
                    ? "t.place_id = CAST(@ AS INTEGER)" : "t.place = @");
}

/* Over the table event as t, which must be of the living. */
static bool table_where(ask *a) {
    ask_and(a);
    ask_put(a, "t.reports > 0");
    return event_where(a, "t.id IN (SELECT event FROM event_reading WHERE report IN (@))") &&
           ask_like(a, "place", params_is_number(params_text(a->q, "place") ? params_text(a->q, "place") : "", &(int64_t){0})
                    ? "t.place = CAST(@ AS INTEGER)" : "t.place IN (SELECT id FROM place WHERE name = @)");
}

static const char *by_day(request *q, const char *up, const char *down) {
    static const char *const ORDERS[] = {"day", "-day", NULL};
    return params_choice(q, "order", ORDERS) == 1 ? down : up;
}

void answer_timeline(request *q) {
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT " EVENT_COLUMNS " FROM timeline t");
    if (!timeline_where(&a)) return;
    rows_answer(&a, by_day(q, " ORDER BY t.day, t.event", " ORDER BY t.day DESC, t.event DESC"), "timeline");
}

/* Statements are counted for the same days, and actors if one is asked for; they have no types of their own. */
void answer_bins(request *q) {
    static const char *const BY[] = {"day", "week", "month", NULL};
    static const char *const BIN[] = {"%s", "date(%s, 'weekday 0', '-6 days')", "substr(%s, 1, 7) || '-01'"};
    int by = params_choice(q, "by", BY);
    char event[80], statement[80];
    ask a;
    if (by < 0) return;
    snprintf(event, sizeof event, BIN[by], "t.day");
    snprintf(statement, sizeof statement, BIN[by], "t.day");
    ask_open(&a, q);
    ask_put(&a, "SELECT bin, sum(events) AS events, sum(quad1) AS quad1, sum(quad2) AS quad2, sum(quad3) AS quad3, sum(quad4) AS quad4,"
                " sum(neutral) AS neutral, sum(statements) AS statements,"
                " round(sum(goldstein) / nullif(sum(events), 0), 2) AS goldstein FROM (SELECT ");
    ask_put(&a, event);
    ask_put(&a, " AS bin, count(*) AS events, sum(t.quad = 1) AS quad1, sum(t.quad = 2) AS quad2, sum(t.quad = 3) AS quad3,"
                " sum(t.quad = 4) AS quad4, sum(t.quad = 0) AS neutral, 0 AS statements, total(t.goldstein) AS goldstein FROM event t");
    if (!table_where(&a)) return;
    ask_put(&a, " AND t.day IS NOT NULL GROUP BY bin");
    if (!params_text(q, "type") && !params_text(q, "status") && !params_text(q, "quad") && !params_text(q, "place")) {
        ask_put(&a, " UNION ALL SELECT ");
        ask_put(&a, statement);
        ask_put(&a, " AS bin, 0, 0, 0, 0, 0, 0, count(*), 0 FROM statement t JOIN report r ON r.id = t.report AND r.superseded_by IS NULL");
        a.where = false;
        ask_and(&a);
        ask_put(&a, "t.day IS NOT NULL");
        if (!ask_actor(&a, "actor", "t.source IN (SELECT id FROM entity_reading WHERE coalesce(actor, name) IN (@))",
                       "t.source IN (SELECT id FROM entity_reading WHERE entity IN (@))") ||
            !ask_any_number(&a, "report", 1, INT64_MAX, "t.report IN (@)") || !ask_like(&a, "source", "r.agency = @") || !ask_days(&a, "t.day"))
            return;
        ask_put(&a, " GROUP BY bin");
    }
    ask_put(&a, ") GROUP BY bin");
    rows_answer(&a, " ORDER BY bin", "bins");
}

/* Where an id that was found to be one with another leads today. */
static int64_t living(request *q, const char *table, int64_t id) {
    ask a;
    for (int steps = 0; steps < 40; steps++) {
        ask_open(&a, q);
        ask_put(&a, "SELECT merged_into FROM ");
        ask_put(&a, table);
        ask_number(&a, " WHERE id = @", id);
        sqlite3_stmt *s = ask_run(&a);
        if (!ask_next(q, s)) return -1;
        bool more = sqlite3_column_type(s, 0) != SQLITE_NULL;
        int64_t to = sqlite3_column_int64(s, 0);
        sqlite3_reset(s);
        if (!more) return id;
        id = to;
    }
    return -1;
}

bool answer_moved(request *q, const char *table, const char *path) {
    int64_t id = living(q, table, q->id);
    if (q->bad || id == q->id || id < 0) return false;
    snprintf(q->location, sizeof q->location, "/api/v1/%s/%lld", path, (long long)id);
    q->status = 308;
    fprintf(q->out, "{\"moved\":%lld}\n", (long long)id);
    return true;
}

void answer_event(request *q) {
    ask a;
    if (answer_moved(q, "event", "events") || q->bad) return;
    ask_open(&a, q);
    ask_number(&a, "SELECT " EVENT_COLUMNS " FROM timeline t WHERE t.event = @", q->id);
    sqlite3_stmt *s = ask_run(&a);
    if (!ask_next(q, s)) {
        if (!q->bad) request_fail(q, 404, "no event %lld; see /api/v1/timeline", (long long)q->id);
        return;
    }
    json_put(q->out, "{");
    rows_columns(q->out, s);
    sqlite3_reset(s);
    json_put(q->out, ",\"tellings\":");
    ask_open(&a, q);
    ask_number(&a, "SELECT " TELLING_COLUMNS " FROM telling u JOIN event_reading e ON e.id = u.telling JOIN sentence x ON x.id = e.sentence"
                   " WHERE u.event = @ ORDER BY u.published, u.telling LIMIT 500", q->id);
    if (!rows_array(&a, q->out)) return;
    json_put(q->out, ",\"merged\":");
    ask_open(&a, q);
    ask_number(&a, "SELECT json_group_array(id) FROM event WHERE merged_into = @", q->id);
    s = ask_run(&a);
    json_put(q->out, ask_next(q, s) ? (const char *)sqlite3_column_text(s, 0) : "[]");
    json_put(q->out, "}\n");
}

/* Of `top` actors with the most events; all pairs among these. */
void answer_pairs(request *q) {
    int64_t top;
    ask a;
    if (!params_number(q, "top", 2, 200, 30, &top)) return;
    ask_open(&a, q);
    ask_put(&a, "WITH chosen AS MATERIALIZED (SELECT coalesce(t.source_actor, t.source_name) AS source, coalesce(t.target_actor, t.target_name) AS target,"
                " t.source_actor, t.source_entity, t.target_actor, t.target_entity, t.quad, t.goldstein FROM event t");
    if (!table_where(&a)) return;
    ask_put(&a, " AND coalesce(t.source_actor, t.source_name) IS NOT NULL AND coalesce(t.target_actor, t.target_name) IS NOT NULL"
                " AND coalesce(t.source_actor, t.source_name) <> coalesce(t.target_actor, t.target_name)),"
                " ends AS (SELECT source AS name FROM chosen UNION ALL SELECT target FROM chosen),"
                " most AS (SELECT name FROM ends GROUP BY name ORDER BY count(*) DESC, name LIMIT ");
    ask_number(&a, "@", top);
    ask_put(&a, ") SELECT source, target, max(source_actor) AS source_actor, max(source_entity) AS source_entity, max(target_actor) AS target_actor,"
                " max(target_entity) AS target_entity, count(*) AS events, sum(quad IN (1, 2)) AS cooperation, sum(quad IN (3, 4)) AS conflict,"
                " round(avg(goldstein), 2) AS goldstein FROM chosen WHERE source IN (SELECT name FROM most) AND target IN (SELECT name FROM most)"
                " GROUP BY source, target");
    rows_answer(&a, " ORDER BY events DESC, source, target", "pairs");
}

void answer_places(request *q) {
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT p.id AS place, p.name, p.kind, p.country, p.lat, p.lon, n.events, n.quad1, n.quad2, n.quad3, n.quad4, n.neutral,"
                " n.reports, n.events AS mentions FROM (SELECT t.place, count(*) AS events, sum(t.quad = 1) AS quad1, sum(t.quad = 2) AS quad2,"
                " sum(t.quad = 3) AS quad3, sum(t.quad = 4) AS quad4, sum(t.quad = 0) AS neutral, sum(t.reports) AS reports FROM event t"
                " WHERE t.reports > 0 AND t.place IS NOT NULL");
    a.where = true;
    if (!ask_days(&a, "t.day")) return;
    ask_put(&a, " GROUP BY t.place) n JOIN place p ON p.id = n.place");
    rows_answer(&a, " ORDER BY n.events DESC, p.id", "places");
}
