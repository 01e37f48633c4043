/* who.c - actors: a country or organization with a code is one actor, whoever acts for it; everybody else is one by a name. */
#include <string.h>

#include "output/json.h"
#include "serve/private.h"


void answer_actors(request *q) {
    ask a;
    ask_open(&a, q);
    /* Codes with the name that most reports use, then everybody without one. */
    ask_put(&a, "SELECT t.* FROM (SELECT x.id, x.code, (SELECT r.name FROM entity_reading r WHERE r.entity = x.id"
                " GROUP BY r.name ORDER BY count(*) DESC, r.name LIMIT 1) AS name, x.kind, x.actor, x.sector, x.role, x.reports,"
                " (SELECT count(*) FROM event v WHERE v.source_actor = x.code AND v.reports > 0) +"
                " (SELECT count(*) FROM event v WHERE v.target_actor = x.code AND v.reports > 0 AND v.source_actor IS NOT x.code) AS events"
                " FROM (SELECT id, actor AS code, name, kind, actor, sector, role, max(n) AS reports FROM"
                " (SELECT e.*, count(DISTINCT r.report) AS n FROM entity e JOIN entity_reading r ON r.entity = e.id"
                " WHERE e.merged_into IS NULL AND e.kind = 'country' AND e.actor IS NOT NULL GROUP BY e.id) GROUP BY actor) x"
                " UNION ALL SELECT e.id, NULL, e.name, e.kind, e.actor, e.sector, e.role,"
                " (SELECT count(DISTINCT r.report) FROM entity_reading r WHERE r.entity = e.id),"
                " (SELECT count(*) FROM event v WHERE v.source_entity = e.id AND v.reports > 0) +"
                " (SELECT count(*) FROM event v WHERE v.target_entity = e.id AND v.reports > 0 AND v.source_entity IS NOT e.id)"
                " FROM entity e WHERE e.merged_into IS NULL AND (e.kind <> 'country' OR e.actor IS NULL)"
                " AND e.kind IN ('person', 'group', 'organization', 'country')) t");
    if (!ask_any(&a, "kind", "t.kind IN (@)") || !ask_like(&a, "q", "instr(lower(t.name), lower(@)) > 0")) return;
    rows_answer(&a, " ORDER BY t.events DESC, t.reports DESC, t.id", "actors");
}

static void list(request *q, const char *name, ask *a) {
    fprintf(q->out, ",\"%s\":", name);
    rows_array(a, q->out);
}

/* By its code, or by the id of an entity. */
void answer_actor(request *q) {
    int64_t id;
    bool number = params_is_number(q->key, &id);
    ask a;
    if (number) {
        q->id = id;
        if (answer_moved(q, "entity", "actors") || q->bad) return;
    }
    ask_open(&a, q);
    ask_put(&a, "SELECT e.id, iif(e.kind = 'country', e.actor, NULL) AS code, e.name, e.kind, e.actor, e.sector, e.role, e.wikidata,"
                " (SELECT count(DISTINCT r.report) FROM entity_reading r WHERE r.entity = e.id) AS reports, ");
    if (number) ask_number(&a, "(SELECT count(*) FROM event v WHERE v.reports > 0 AND (v.source_entity = @ OR v.target_entity = @)) AS events"
                               " FROM entity e WHERE e.id = @", id);
    else ask_text(&a, "(SELECT count(*) FROM event v WHERE v.reports > 0 AND (v.source_actor = @ OR v.target_actor = @)) AS events"
                      " FROM entity e WHERE e.actor = @ AND e.merged_into IS NULL ORDER BY e.kind = 'country' DESC, e.role IS NULL DESC, reports DESC LIMIT 1", q->key);
    sqlite3_stmt *s = ask_run(&a);
    if (!ask_next(q, s)) {
        if (!q->bad) request_fail(q, 404, "no actor \"%.60s\"; see /api/v1/actors", q->key);
        return;
    }
    if (!number) id = sqlite3_column_int64(s, 0);
    bool state = sqlite3_column_type(s, 1) != SQLITE_NULL;
    char code[64] = "";
    if (sqlite3_column_type(s, 4) != SQLITE_NULL) snprintf(code, sizeof code, "%s", (const char *)sqlite3_column_text(s, 4));
    json_put(q->out, "{");
    rows_columns(q->out, s);
    sqlite3_reset(s);
    bool by_code = !number || state;

    ask_open(&a, q);
    if (by_code) ask_text(&a, "SELECT r.name, count(DISTINCT r.report) AS reports FROM entity_reading r JOIN entity e ON e.id = r.entity"
                              " WHERE e.actor = @ AND e.kind = 'country' GROUP BY r.name ORDER BY reports DESC, r.name LIMIT 40", code);
    else ask_number(&a, "SELECT r.name, count(DISTINCT r.report) AS reports FROM entity_reading r WHERE r.entity = @ GROUP BY r.name"
                        " ORDER BY reports DESC, r.name LIMIT 40", id);
    list(q, "called", &a);

    ask_open(&a, q);
    if (by_code) ask_text(&a, "SELECT type, sum(s) AS as_source, sum(t) AS as_target FROM (SELECT type, 1 AS s, 0 AS t FROM event WHERE source_actor = @"
                              " AND reports > 0 UNION ALL SELECT type, 0, 1 FROM event WHERE target_actor = @ AND reports > 0) GROUP BY type"
                              " ORDER BY as_source + as_target DESC", code);
    else ask_number(&a, "SELECT type, sum(s) AS as_source, sum(t) AS as_target FROM (SELECT type, 1 AS s, 0 AS t FROM event WHERE source_entity = @"
                        " AND reports > 0 UNION ALL SELECT type, 0, 1 FROM event WHERE target_entity = @ AND reports > 0) GROUP BY type"
                        " ORDER BY as_source + as_target DESC", id);
    list(q, "counts", &a);

#define PARTNERS(who) "SELECT name, max(actor) AS actor, max(entity) AS entity, count(*) AS events, sum(quad IN (1, 2)) AS cooperation," \
                      " sum(quad IN (3, 4)) AS conflict, round(avg(goldstein), 2) AS goldstein FROM" \
                      " (SELECT coalesce(target_actor, target_name) AS name, target_actor AS actor, target_entity AS entity, quad, goldstein" \
                      " FROM event WHERE source_" who " = @ AND reports > 0" \
                      " UNION ALL SELECT coalesce(source_actor, source_name), source_actor, source_entity, quad, goldstein" \
                      " FROM event WHERE target_" who " = @ AND reports > 0) WHERE name IS NOT NULL"
    ask_open(&a, q);
    if (by_code) ask_text(&a, PARTNERS("actor") " AND name <> @ GROUP BY name ORDER BY events DESC, name LIMIT 50", code);
    else ask_number(&a, PARTNERS("entity") " AND entity IS NOT @ GROUP BY name ORDER BY events DESC, name LIMIT 50", id);
    list(q, "partners", &a);

    ask_open(&a, q);
    if (by_code) ask_text(&a, "SELECT e.id, e.name, e.kind, e.role, (SELECT count(DISTINCT r.report) FROM entity_reading r WHERE r.entity = e.id) AS reports"
                              " FROM entity e WHERE e.actor = @ AND e.merged_into IS NULL AND e.kind <> 'country' ORDER BY reports DESC, e.id LIMIT 60", code);
    else ask_put(&a, "SELECT NULL AS id WHERE 0");
    list(q, "members", &a);
    json_put(q->out, "}\n");
}
