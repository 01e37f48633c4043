/* sums.c - what is summed up over the readings of current reports: how many tell an event, what most of them say of it. What a
 * report touches is summed up anew after it was added; all of it, when a store of an older version is brought up to date. */
#include "store/private.h"

/* What is to be summed up anew, gone when the connection ends. */
bool sums_open(db *d) {
    return db_script(d, "CREATE TEMP TABLE touched_event (id INTEGER PRIMARY KEY);"
                        "CREATE TEMP TABLE touched_standing (id INTEGER PRIMARY KEY)");
}

/* The readings' own columns that spare a question its joins; ?1 a report, or NULL for all. */
static void label_readings(db *d, int64_t report) {
    db_run(d, "UPDATE force_reading SET (who, day, unit, spot, low, high) ="
              " (SELECT coalesce(f.party_actor, e.actor, e.name), coalesce(f.as_of, r.published), q.unit, coalesce(p.name, f.place_name),"
              "  CASE WHEN q.bound IN ('less than', 'up to', 'at most') THEN 0 WHEN q.bound IN ('about', 'almost') THEN q.count * 0.9"
              "   ELSE q.count END,"
              "  CASE WHEN q.bound IN ('exactly', 'less than', 'up to', 'at most') OR q.bound IS NULL THEN q.count_high"
              "   WHEN q.bound IN ('about', 'almost') THEN q.count_high * 1.1 ELSE 1e15 END"
              "  FROM force_reading f JOIN report r ON r.id = f.report JOIN quantity_reading q ON q.id = f.quantity"
              "  LEFT JOIN entity_reading e ON e.id = f.party LEFT JOIN place_reading pr ON pr.id = f.place"
              "  LEFT JOIN place p ON p.id = pr.place WHERE f.id = force_reading.id) WHERE report " OF_REPORT "", "o", report);
    db_run(d, "UPDATE position_reading SET (who, whom, day) ="
              " (SELECT coalesce(p.party_actor, e.actor, e.name), coalesce(p.toward_actor, f.actor, f.name), coalesce(s.day, r.published)"
              "  FROM position_reading p JOIN report r ON r.id = p.report LEFT JOIN statement s ON s.id = p.statement"
              "  LEFT JOIN entity_reading e ON e.id = p.party LEFT JOIN entity_reading f ON f.id = p.toward"
              "  WHERE p.id = position_reading.id) WHERE report " OF_REPORT "", "o", report);
}

static void sum_events(db *d) {
    db_run(d, "UPDATE event SET (reports, sources, agencies, statuses, goldstein, confidence, until, told, claimed_by, denied_by, telling) ="
              " (SELECT count(DISTINCT e.report), count(DISTINCT r.story), group_concat(DISTINCT r.agency), group_concat(DISTINCT e.status),"
              "  avg(e.goldstein), max(e.confidence), max(e.until), max(r.published),"
              "  group_concat(DISTINCT iif(e.status IN ('denied', 'negated'), NULL, w.name)),"
              "  group_concat(DISTINCT iif(e.status IN ('denied', 'negated'), coalesce(w.name, r.key), NULL)), min(e.id)"
              "  FROM event_reading e CROSS JOIN report r ON r.id = e.report AND r.superseded_by IS NULL"
              "  LEFT JOIN statement s ON s.id = e.statement LEFT JOIN entity_reading w ON w.id = s.source"
              "  WHERE e.event = event.id) WHERE id IN (SELECT id FROM touched_event)", "");
    db_run(d, "UPDATE event SET status = (SELECT e.status FROM event_reading e CROSS JOIN report r ON r.id = e.report"
              "  AND r.superseded_by IS NULL WHERE e.event = event.id GROUP BY e.status"
              "  ORDER BY count(DISTINCT r.story) DESC, min(e.id) LIMIT 1),"
              " quad = (SELECT e.quad FROM event_reading e WHERE e.id = telling),"
              " incident = reports > 0 AND (type IN ('ASSAULT', 'COERCE') OR statuses LIKE '%denied%' OR statuses LIKE '%alleged%')"
              " WHERE id IN (SELECT id FROM touched_event)", "");
}

static bool sum_touched(db *d) {
    sum_events(d);
    standings_sum(d);
    disputes_of_events(d);
    db_run(d, "DELETE FROM touched_event", "");
    db_run(d, "DELETE FROM touched_standing", "");
    return !d->failed;
}

void sums_touch_event(db *d, int64_t event) { db_run(d, "INSERT OR IGNORE INTO touched_event VALUES (?)", "i", event); }

static void touch_events(db *d, int64_t report) {
    db_run(d, "INSERT OR IGNORE INTO touched_event SELECT event FROM event_reading WHERE report = ?", "i", report);
}

bool sums_report(db *d, int64_t report, int64_t superseded) {
    label_readings(d, report);
    standings_find(d, report);
    touch_events(d, report);
    standings_touch(d, report);
    if (superseded >= 0) {
        touch_events(d, superseded);
        standings_touch(d, superseded);
    }
    disputes_of_forces(d, report, superseded);
    bool ok = sum_touched(d);
    disputes_of_claims(d, report, superseded); /* of which no event tells */
    return ok && !d->failed;
}

bool sums_renew(db *d) {
    label_readings(d, -1);
    standings_find(d, -1);
    db_run(d, "INSERT OR IGNORE INTO touched_event SELECT id FROM event", "");
    db_run(d, "INSERT OR IGNORE INTO touched_standing SELECT id FROM standing", "");
    disputes_of_forces(d, -1, -1);
    bool ok = sum_touched(d);
    disputes_of_claims(d, -1, -1);
    return ok && !d->failed;
}
