/* disputes.c - what reports do not agree on: whether it is so, how many, when, where. A dispute is known by what it is about, so that
 * it stays the same one when it is summed up anew; each of its sides is what one says in one sentence. */
#include "store/private.h"

/* CROSS JOIN: from what was touched outwards, which is little; the planner, which knows no sizes yet, would begin at the other end.
 * Columns of a dispute about an event v, told first by reading e. */
#define ABOUT_EVENT "v.id, v.day, v.type, coalesce(v.source_actor, v.source_name), coalesce(v.target_actor, v.target_name), p.name," \
                    " v.sources, e.sentence"
#define TOUCHED_EVENTS " FROM touched_event t CROSS JOIN event v ON v.id = t.id AND v.reports > 0 CROSS JOIN event_reading e ON e.id = v.telling" \
                       " LEFT JOIN place p ON p.id = v.place "
/* Tellings u of the event of dispute x, in current reports, with whose word they are. */
#define TELLINGS " CROSS JOIN event_reading u ON u.event = x.event CROSS JOIN report r ON r.id = u.report AND r.superseded_by IS NULL" \
                 " LEFT JOIN statement s ON s.id = u.statement LEFT JOIN entity_reading w ON w.id = s.source "
#define WHO "coalesce(w.name, r.agency, r.key)"
#define TOUCHED_DISPUTES " FROM touched_event t CROSS JOIN dispute x ON x.event = t.id AND x.kind = "

static void forget(db *d) {
    db_run(d, "DELETE FROM dispute_side WHERE dispute IN (SELECT x.id FROM touched_event t JOIN dispute x ON x.event = t.id"
              ")", "");
    db_run(d, "DELETE FROM dispute WHERE event IN (SELECT id FROM touched_event)", "");
}

static void whether(db *d) {
    db_run(d, "INSERT INTO dispute SELECT 'event-' || v.id || '-whether', 'whether', 'whether it is so', " ABOUT_EVENT TOUCHED_EVENTS
              "WHERE (v.statuses LIKE '%denied%' OR v.statuses LIKE '%negated%')"
              " AND (v.statuses LIKE '%occurred%' OR v.statuses LIKE '%ongoing%' OR v.statuses LIKE '%alleged%')", "");
    db_run(d, "INSERT INTO dispute_side SELECT x.id, u.id, u.status, " WHO ", coalesce(s.day, r.published), u.sentence"
              TOUCHED_DISPUTES "'whether'" TELLINGS, "");
}

/* A range that words leave open agrees with every number in it. */
static void how_many(db *d) {
    db_run(d, "INSERT INTO dispute SELECT 'event-' || v.id || '-many-' || n.unit, 'many', 'how many ' || n.unit, " ABOUT_EVENT
              " FROM (SELECT t.id, q.unit FROM touched_event t CROSS JOIN event_reading a ON a.event = t.id"
              " CROSS JOIN report r ON r.id = a.report AND r.superseded_by IS NULL CROSS JOIN quantity_reading q ON q.id = a.quantity"
              " WHERE q.unit IS NOT NULL GROUP BY t.id, q.unit HAVING max(q.count) > min(q.count_high)) n"
              " CROSS JOIN event v ON v.id = n.id AND v.reports > 0 CROSS JOIN event_reading e ON e.id = v.telling LEFT JOIN place p ON p.id = v.place", "");
    db_run(d, "INSERT INTO dispute_side SELECT x.id, u.id, coalesce(nullif(q.bound, 'exactly') || ' ', '') || CAST(q.count AS INTEGER), " WHO
              ", r.published, u.sentence" TOUCHED_DISPUTES "'many'" TELLINGS
              "JOIN quantity_reading q ON q.id = u.quantity AND x.what = 'how many ' || q.unit", "");
}

/* Days that reports state, not those they were published on. */
static void when(db *d) {
    db_run(d, "INSERT INTO dispute SELECT 'event-' || v.id || '-when', 'when', 'when it was', " ABOUT_EVENT TOUCHED_EVENTS
              "WHERE (SELECT count(DISTINCT u.day) FROM event_reading u CROSS JOIN report r ON r.id = u.report AND r.superseded_by IS NULL"
              " WHERE u.event = v.id AND u.day_basis = 'stated' AND length(u.day) = 10) > 1", "");
    db_run(d, "INSERT INTO dispute_side SELECT x.id, u.id, u.day, " WHO ", coalesce(s.day, r.published), u.sentence"
              TOUCHED_DISPUTES "'when'" TELLINGS "WHERE u.day_basis = 'stated' AND length(u.day) = 10", "");
}

/* Two towns that are more than a quarter of a degree apart; a suburb is no other place than its town. */
#define TOWN(reading, place) " JOIN place_reading " reading " ON " reading ".id = u.place JOIN place " place " ON " place ".id = " \
                             reading ".place AND " place ".kind = 'town' "
static void where(db *d) {
    db_run(d, "INSERT INTO dispute SELECT 'event-' || v.id || '-where', 'where', 'where it was', " ABOUT_EVENT TOUCHED_EVENTS
              "WHERE (SELECT max(g.lat) - min(g.lat) > 0.25 OR max(g.lon) - min(g.lon) > 0.25 FROM event_reading u"
              " JOIN report r ON r.id = u.report AND r.superseded_by IS NULL" TOWN("pr", "g") "WHERE u.event = v.id)", "");
    db_run(d, "INSERT INTO dispute_side SELECT x.id, u.id, g.name, " WHO ", coalesce(s.day, r.published), u.sentence"
              TOUCHED_DISPUTES "'where'" TELLINGS TOWN("pr", "g"), "");
}

void disputes_of_events(db *d) {
    forget(d);
    whether(d);
    how_many(d);
    when(d);
    where(d);
}

/* ---- claims ------------------------------------------------------------------------------------------------------ */

/* What one claims and another denies, where no event tells of it. */
#define CLAIMS " FROM incident_reading i JOIN report r ON r.id = i.report AND r.superseded_by IS NULL" \
               " JOIN statement c ON c.id = i.claim JOIN statement n ON n.id = i.denial" \
               " LEFT JOIN entity_reading a ON a.id = i.claimed_by LEFT JOIN entity_reading b ON b.id = i.denied_by" \
               " LEFT JOIN place_reading pr ON pr.id = i.place LEFT JOIN place p ON p.id = pr.place WHERE i.report " OF_REPORT \
               " AND NOT EXISTS (SELECT 1 FROM dispute x JOIN event_reading e ON e.event = x.event" \
               " WHERE x.kind = 'whether' AND e.sentence IN (i.sentence, n.sentence))"
void disputes_of_claims(db *d, int64_t report, int64_t superseded) {
    if (superseded >= 0) {
        db_run(d, "DELETE FROM dispute_side WHERE dispute IN (SELECT 'claim-' || id FROM incident_reading WHERE report = ?)", "i", superseded);
        db_run(d, "DELETE FROM dispute WHERE id IN (SELECT 'claim-' || id FROM incident_reading WHERE report = ?)", "i", superseded);
    }
    db_run(d, "INSERT OR IGNORE INTO dispute SELECT 'claim-' || i.id, 'claim', 'whether it is so', NULL, coalesce(i.day, r.published),"
              " 'claim', coalesce(i.claimed_actor, a.name), NULL, p.name, 1, i.sentence" CLAIMS, "o", report);
    db_run(d, "INSERT OR IGNORE INTO dispute_side SELECT 'claim-' || i.id, 1, 'claimed', coalesce(a.name, i.claimed_actor),"
              " coalesce(c.day, r.published), c.sentence" CLAIMS, "o", report);
    db_run(d, "INSERT OR IGNORE INTO dispute_side SELECT 'claim-' || i.id, 2, 'denied', coalesce(b.name, i.denied_actor),"
              " coalesce(n.day, r.published), n.sentence" CLAIMS, "o", report);
}

/* ---- numbers of forces ------------------------------------------------------------------------------------------- */

/* What is said of one party's forces of one kind at one spot, within a week of each other, and cannot both be so. */
#define SERIES "b.who = a.who AND b.unit = a.unit AND b.spot IS a.spot AND b.planned = a.planned"
#define AT_ODDS SERIES " AND b.day BETWEEN date(a.day, '-7 days') AND date(a.day, '+7 days') AND (a.high < b.low OR b.high < a.low)"
#define FORCE_ID "'force-' || (SELECT min(f.id) FROM force_reading f WHERE f.who = a.who AND f.unit = a.unit AND f.spot IS a.spot" \
                 " AND f.planned = a.planned)"

/* Sides of the series that `report` speaks of (or all): its own numbers and those that they are at odds with. */
static void add_sides(db *d, int64_t report) {
    db_run(d, "INSERT OR IGNORE INTO dispute SELECT DISTINCT " FORCE_ID ", 'many', 'how many ' || a.unit, NULL, NULL, 'force', a.who,"
              " NULL, a.spot, 0, NULL FROM force_reading a JOIN report r ON r.id = a.report AND r.superseded_by IS NULL"
              " CROSS JOIN force_reading b ON " AT_ODDS " JOIN report o ON o.id = b.report AND o.superseded_by IS NULL"
              " WHERE a.report " OF_REPORT "", "o", report);
    for (int other = 0; other < 2; other++)
        db_run(d, other ? "INSERT OR IGNORE INTO dispute_side SELECT " FORCE_ID ", b.id,"
                          " coalesce(nullif(q.bound, 'exactly') || ' ', '') || CAST(q.count AS INTEGER), coalesce(w.name, o.agency, o.key),"
                          " b.day, b.sentence FROM force_reading a JOIN report r ON r.id = a.report AND r.superseded_by IS NULL"
                          " CROSS JOIN force_reading b ON " AT_ODDS " JOIN report o ON o.id = b.report AND o.superseded_by IS NULL"
                          " JOIN quantity_reading q ON q.id = b.quantity LEFT JOIN statement s ON s.id = b.statement"
                          " LEFT JOIN entity_reading w ON w.id = s.source WHERE a.report " OF_REPORT ""
                        : "INSERT OR IGNORE INTO dispute_side SELECT " FORCE_ID ", a.id,"
                          " coalesce(nullif(q.bound, 'exactly') || ' ', '') || CAST(q.count AS INTEGER), coalesce(w.name, r.agency, r.key),"
                          " a.day, a.sentence FROM force_reading a JOIN report r ON r.id = a.report AND r.superseded_by IS NULL"
                          " CROSS JOIN force_reading b ON " AT_ODDS " JOIN report o ON o.id = b.report AND o.superseded_by IS NULL"
                          " JOIN quantity_reading q ON q.id = a.quantity LEFT JOIN statement s ON s.id = a.statement"
                          " LEFT JOIN entity_reading w ON w.id = s.source WHERE a.report " OF_REPORT "", "o", report);
}

/* Of what a superseded report said nothing is left, nor of what only it was at odds with. */
static void forget_sides(db *d, int64_t report) {
    db_run(d, "DELETE FROM dispute_side WHERE dispute IN (SELECT " FORCE_ID " FROM force_reading a WHERE a.report = ?1) AND NOT EXISTS"
              " (SELECT 1 FROM force_reading a JOIN report r ON r.id = a.report AND r.superseded_by IS NULL CROSS JOIN force_reading b ON "
              AT_ODDS " JOIN report o ON o.id = b.report AND o.superseded_by IS NULL WHERE a.id = dispute_side.n)", "i", report);
}

static void sum_forces(db *d, int64_t report) {
    db_run(d, "UPDATE dispute AS x SET (day, sources, sentence) = (SELECT min(i.day), count(DISTINCT r.story), min(i.sentence)"
              " FROM dispute_side i JOIN sentence s ON s.id = i.sentence JOIN report r ON r.id = s.report WHERE i.dispute = x.id)"
              " WHERE kind = 'many' AND type = 'force' AND id IN (SELECT " FORCE_ID " FROM force_reading a WHERE a.report " OF_REPORT ")",
           "o", report);
    db_run(d, "DELETE FROM dispute WHERE kind = 'many' AND type = 'force' AND id IN (SELECT " FORCE_ID " FROM force_reading a"
              " WHERE a.report " OF_REPORT ") AND NOT EXISTS (SELECT 1 FROM dispute_side i WHERE i.dispute = dispute.id)", "o", report);
}

void disputes_of_forces(db *d, int64_t report, int64_t superseded) {
    if (superseded >= 0) {
        forget_sides(d, superseded);
        sum_forces(d, superseded);
    }
    add_sides(d, report);
    sum_forces(d, report);
}
