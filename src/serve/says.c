/* says.c - what is said and what it adds up to: statements, positions, forces, incidents, what is due, what is disputed. */
#include <string.h>

#include "output/json.h"
#include "serve/private.h"

#define ACTOR_OF(one, other) "(" one " IN (@) OR " other " IN (@))"

/* A party is known by its code or name; an id stands for the names that it has in reports. */
#define ID_OF(one, other) "(" one " IN (SELECT coalesce(actor, name) FROM entity WHERE id IN (@)) OR " other \
                          " IN (SELECT coalesce(actor, name) FROM entity WHERE id IN (@)))"

void answer_statements(request *q) {
    static const char *const ORDERS[] = {"day", "-day", NULL};
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT l.*, s.span_start, s.span_end FROM statement_line l JOIN statement s ON s.id = l.statement");
    if (!ask_actor(&a, "actor", ACTOR_OF("l.party", "l.toward"), "(l.source_entity IN (@) OR l.addressee_entity IN (@))") ||
        !ask_actor(&a, "with", ACTOR_OF("l.party", "l.toward"), "(l.source_entity IN (@) OR l.addressee_entity IN (@))") ||
        !ask_any(&a, "act", "l.act IN (@)") || !ask_like(&a, "source", "l.agency = @") ||
        !ask_any_number(&a, "report", 1, INT64_MAX, "l.report IN (@)") || !ask_days(&a, "l.day"))
        return;
    rows_answer(&a, params_choice(q, "order", ORDERS) == 1 ? " ORDER BY l.day DESC, l.statement DESC" : " ORDER BY l.day, l.statement", "statements");
}

void answer_positions(request *q) {
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT t.*, s.since, s.withdrawn FROM position t LEFT JOIN standing s ON s.id = t.standing");
    if (!ask_actor(&a, "actor", ACTOR_OF("t.party", "t.toward"), ID_OF("t.party", "t.toward")) ||
        !ask_actor(&a, "with", ACTOR_OF("t.party", "t.toward"), ID_OF("t.party", "t.toward")) || !ask_any(&a, "stance", "t.stance IN (@)") ||
        !ask_any(&a, "answer", "t.answer IN (@)") || !ask_any(&a, "issue", "t.issue IN (@)") || !ask_days(&a, "t.day"))
        return;
    rows_answer(&a, " ORDER BY t.day, t.position", "positions");
}

void answer_forces(request *q) {
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT t.* FROM force t");
    if (!ask_actor(&a, "actor", "t.party IN (@)", "t.party IN (SELECT coalesce(actor, name) FROM entity WHERE id IN (@))") || !ask_days(&a, "t.day")) return;
    rows_answer(&a, " ORDER BY t.party, t.unit, t.day, t.force", "forces");
}

/* One object for each party's forces of one kind at one place, its numbers inside. */
void answer_series(request *q) {
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT t.party, t.unit, t.place, t.planned, json_group_array(json_object('day', t.day, 'low', t.low, 'high',"
                " nullif(t.high, 1e15), 'count', t.count, 'bound', t.bound, 'on_word_of', t.on_word_of, 'report', t.report, 'key', t.key,"
                " 'agency', t.agency, 'sentence', t.sentence, 'text', t.text)) AS \"points:json\""
                " FROM (SELECT * FROM force_line l");
    if (!ask_actor(&a, "actor", "l.party IN (@)", "l.party IN (SELECT coalesce(actor, name) FROM entity WHERE id IN (@))") || !ask_days(&a, "l.day")) return;
    ask_put(&a, " ORDER BY l.day, l.force) t GROUP BY t.party, t.unit, t.place, t.planned");
    rows_answer(&a, " ORDER BY count(*) DESC, t.party, t.unit", "series");
}

void answer_incidents(request *q) {
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT t.* FROM incident t");
    if (!ask_actor(&a, "actor", "(t.source IN (@) OR t.target IN (@) OR t.claimed_by IN (@) OR t.denied_by IN (@))", ID_OF("t.source", "t.target")) ||
        !ask_days(&a, "t.day"))
        return;
    rows_answer(&a, " ORDER BY t.day, t.id", "incidents");
}

void answer_schedule(request *q) {
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT t.* FROM schedule t");
    if (!ask_actor(&a, "actor", "(t.party IN (@) OR t.with_party IN (@) OR t.body IN (@))", ID_OF("t.party", "t.with_party")) || !ask_days(&a, "t.day")) return;
    rows_answer(&a, " ORDER BY t.day, t.id", "schedule");
}

void answer_disputed(request *q) {
    const char *format = params_text(q, "format");
    bool json = !format || !strcmp(format, "json");
    ask a;
    ask_open(&a, q);
    ask_put(&a, "SELECT t.event, t.day, t.type, t.source, t.target, t.place, t.what, t.sources, t.text, ");
    ask_put(&a, json ? "(SELECT json_group_array(json_object('says', v.says, 'who', v.who, 'day', v.day, 'report', v.report, 'key', v.key,"
                       " 'sentence', v.sentence)) FROM (SELECT * FROM disputed_version WHERE dispute = t.dispute ORDER BY n) v) AS \"versions:json\""
                     : "t.versions");
    ask_put(&a, " FROM disputed t");
    if (!ask_actor(&a, "actor", ACTOR_OF("t.source", "t.target"), ID_OF("t.source", "t.target")) || !ask_days(&a, "t.day")) return;
    rows_answer(&a, " ORDER BY t.day, t.dispute", "disputed");
}
