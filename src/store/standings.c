/* standings.c - what a party wants, across reports: positions of one stance on one issue toward the same are one standing, which
 * lasts from when it was first taken; what was answered, and whether it was taken back, may be told by other reports. */
#include <string.h>

#include "store/private.h"
#include "store/words.h"

/* Words of two positions without a known issue that are of the same thing. */
static const double ALIKE = 0.6;
enum { LEAST_SHARED = 2 };

typedef struct reading {
    int64_t id;
    char *who, *whom, *stance, *issue, *text;
    size_t bytes;
} reading;

#define WORDS_OF_POSITION "substr(r.text, p.span_start + 1, p.span_end - p.span_start)"

static words words_at(sqlite3_stmt *q, int column) {
    const char *s = (const char *)sqlite3_column_text(q, column);
    return words_of(s ? s : "", s ? (size_t)sqlite3_column_bytes(q, column) : 0);
}

/* The standing that a position without a known issue repeats, or -1. */
static int64_t by_words(db *d, int64_t position, const words *mine) {
    double best = 0;
    int64_t found = -1;
    if (!mine->n) return -1;
    for (sqlite3_stmt *q = db_query(d, "SELECT s.id, " WORDS_OF_POSITION " FROM position_reading m JOIN standing s ON s.party IS m.who"
                                       " AND s.toward IS m.whom AND s.stance = m.stance AND s.issue IS NULL"
                                       " JOIN position_reading p ON p.id = s.first JOIN report r ON r.id = p.report"
                                       " WHERE m.id = ? ORDER BY s.id DESC LIMIT 64", "i", position); q; q = db_next(d, q)) {
        words theirs = words_at(q, 1);
        double like = words_alike(mine, &theirs);
        int shared = words_shared(mine, &theirs), smaller = mine->n < theirs.n ? mine->n : theirs.n;
        if (like >= ALIKE && like >= best && (shared >= LEAST_SHARED || (smaller == shared && mine->n == theirs.n)))
            best = like, found = sqlite3_column_int64(q, 0); /* of equals the oldest */
    }
    return found;
}

static void find_standing(db *d, int64_t position) {
    sqlite3_stmt *q = db_query(d, "SELECT p.issue IS NOT NULL, " WORDS_OF_POSITION " FROM position_reading p JOIN report r ON r.id = p.report"
                                  " WHERE p.id = ?", "i", position);
    if (!q) return;
    bool known = sqlite3_column_int(q, 0);
    words mine = words_at(q, 1);
    db_done(q);
    int64_t standing = !known ? by_words(d, position, &mine) :
        db_number(d, -1, "SELECT s.id FROM position_reading m JOIN standing s ON s.party IS m.who AND s.toward IS m.whom"
                         " AND s.stance = m.stance AND s.issue = m.issue WHERE m.id = ? ORDER BY s.id LIMIT 1", "i", position);
    if (standing < 0)
        standing = db_run(d, "INSERT INTO standing (party, toward, stance, issue, first) SELECT who, whom, stance, issue, id"
                             " FROM position_reading WHERE id = ?", "i", position);
    db_run(d, "UPDATE position_reading SET standing = ? WHERE id = ?", "ii", standing, position);
}

void standings_find(db *d, int64_t report) {
    /* One after another, as each may make the standing that the next one joins; reading ids only grow. */
    for (int64_t last = 0; !d->failed;) {
        last = report < 0 ? db_number(d, -1, "SELECT min(id) FROM position_reading WHERE id > ?", "i", last) :
               db_number(d, -1, "SELECT min(id) FROM position_reading WHERE report = ? AND id > ?", "ii", report, last);
        if (last < 0) break;
        find_standing(d, last);
    }
}

/* What the report takes up, answers or takes back. */
void standings_touch(db *d, int64_t report) {
    db_run(d, "INSERT OR IGNORE INTO touched_standing SELECT standing FROM position_reading WHERE report = ? AND standing IS NOT NULL", "i",
           report);
    db_run(d, "INSERT OR IGNORE INTO touched_standing SELECT s.id FROM statement t JOIN entity_reading a ON a.id = t.source"
              " JOIN entity_reading b ON b.id = t.addressee JOIN standing s ON s.party = coalesce(b.actor, b.name)"
              " AND s.toward = coalesce(a.actor, a.name) WHERE t.report = ? AND t.act IN ('accept', 'reject', 'refuse')", "i", report);
    db_run(d, "INSERT OR IGNORE INTO touched_standing SELECT s.id FROM statement t JOIN entity_reading a ON a.id = t.source"
              " JOIN standing s ON s.party = coalesce(a.actor, a.name) WHERE t.report = ? AND t.act = 'retract'", "i", report);
    db_run(d, "INSERT OR IGNORE INTO touched_standing SELECT s.id FROM position_reading p JOIN standing s ON s.party = p.whom"
              " AND s.toward = p.who WHERE p.report = ? AND p.stance IN ('accept', 'refuse')", "i", report);
    db_run(d, "INSERT OR IGNORE INTO touched_standing SELECT s.id FROM position_reading p JOIN standing s ON s.party = p.who"
              " AND s.toward IS p.whom WHERE p.report = ? AND p.stance IN ('accept', 'refuse')", "i", report);
}

/* ---- what was answered, what was taken back ---------------------------------------------------------------------- */

#define CURRENT(alias) " JOIN report r ON r.id = " alias ".report AND r.superseded_by IS NULL "
#define IN_A_MONTH(day) day " BETWEEN s.since AND date(s.since, '+30 days')"

/* Each fills ?1's answer where it is open yet: what the position's own report says; an acceptance or refusal of that very issue; one
 * toward the party, whatever of. */
static void sum_answer(db *d, int64_t id) {
    db_run(d, "UPDATE standing AS s SET (answer, answer_by, answer_day, answer_sentence) = (SELECT p.answer, p.answer_by,"
              " coalesce(a.day, p.day), coalesce(a.sentence, p.sentence) FROM position_reading p" CURRENT("p")
              " LEFT JOIN statement a ON a.id = p.answer_statement WHERE p.standing = s.id AND p.answer <> 'open'"
              " ORDER BY coalesce(a.day, p.day), p.id LIMIT 1) WHERE s.id = ?1 AND EXISTS (SELECT 1 FROM position_reading p" CURRENT("p")
              " WHERE p.standing = s.id AND p.answer <> 'open')", "i", id);
    sqlite3_stmt *q = db_query(d, "SELECT iif(p.stance = 'accept', 'accepted', 'rejected'), p.who, p.day, p.sentence FROM standing s"
                                  " JOIN standing o ON o.party = s.toward AND (o.toward = s.party OR o.toward IS NULL) AND o.issue = s.issue"
                                  " AND o.stance IN ('accept', 'refuse') JOIN position_reading p ON p.standing = o.id" CURRENT("p")
                                  " WHERE s.id = ?1 AND s.answer = 'open' AND s.stance IN ('demand', 'offer') AND " IN_A_MONTH("p.day")
                                  " ORDER BY p.day, p.id LIMIT 1", "i", id);
    if (!q)
        q = db_query(d, "SELECT iif(t.act = 'accept', 'accepted', 'rejected'), coalesce(a.actor, a.name), t.day, t.sentence FROM standing s"
                        " JOIN statement t ON t.act IN ('accept', 'reject', 'refuse') AND " IN_A_MONTH("t.day") CURRENT("t")
                        " JOIN entity_reading a ON a.id = t.source AND coalesce(a.actor, a.name) = s.toward"
                        " JOIN entity_reading b ON b.id = t.addressee AND coalesce(b.actor, b.name) = s.party"
                        " WHERE s.id = ?1 AND s.answer = 'open' AND s.toward IS NOT NULL AND NOT EXISTS (SELECT 1 FROM position_reading p"
                        " WHERE p.standing = s.id AND p.statement = t.id) ORDER BY t.day, t.id LIMIT 1", "i", id);
    if (!q) return;
    char answer[16], *by = sqlite3_mprintf("%s", (const char *)sqlite3_column_text(q, 1)), day[32];
    sqlite3_snprintf(sizeof answer, answer, "%s", (const char *)sqlite3_column_text(q, 0));
    sqlite3_snprintf(sizeof day, day, "%s", (const char *)sqlite3_column_text(q, 2));
    int64_t sentence = sqlite3_column_int64(q, 3);
    db_done(q);
    db_run(d, "UPDATE standing SET answer = ?2, answer_by = ?3, answer_day = ?4, answer_sentence = ?5 WHERE id = ?1", "ittti", id, answer, by,
           day, sentence);
    sqlite3_free(by);
}

/* Taken back: its own report says so; the party says the opposite later than it last said this; or takes back words like these. */
static void sum_withdrawn(db *d, int64_t id) {
    db_run(d, "UPDATE standing SET withdrawn = answer_day, withdrawn_sentence = answer_sentence WHERE id = ?1 AND answer = 'retracted'", "i",
           id);
    db_run(d, "UPDATE standing AS s SET (withdrawn, withdrawn_sentence) = (SELECT p.day, p.sentence FROM standing o"
              " JOIN position_reading p ON p.standing = o.id" CURRENT("p") " WHERE o.party = s.party AND o.toward IS s.toward"
              " AND o.issue = s.issue AND o.stance = CASE s.stance WHEN 'refuse' THEN 'accept' WHEN 'accept' THEN 'refuse'"
              " WHEN 'offer' THEN 'refuse' END AND p.day > s.last ORDER BY p.day, p.id LIMIT 1)"
              " WHERE s.id = ?1 AND s.withdrawn IS NULL AND s.issue IS NOT NULL", "i", id);
    sqlite3_stmt *q = db_query(d, "SELECT " WORDS_OF_POSITION ", s.party, s.last FROM standing s JOIN position_reading p ON p.id = s.first"
                                  " JOIN report r ON r.id = p.report WHERE s.id = ?1 AND s.withdrawn IS NULL AND s.last IS NOT NULL"
                                  " AND s.party IS NOT NULL AND EXISTS (SELECT 1 FROM statement t WHERE t.act = 'retract' AND"
                                  " t.day >= s.last)", "i", id);
    if (!q) return;
    words mine = words_at(q, 0);
    char *party = sqlite3_mprintf("%s", (const char *)sqlite3_column_text(q, 1)), *last = sqlite3_mprintf("%s", (const char *)sqlite3_column_text(q, 2));
    db_done(q);
    for (q = db_query(d, "SELECT t.day, t.sentence, substr(r.text, x.span_start + 1, x.span_end - x.span_start) FROM statement t" CURRENT("t")
                         " JOIN sentence x ON x.id = t.sentence JOIN entity_reading a ON a.id = t.source"
                         " WHERE t.act = 'retract' AND t.day BETWEEN ?2 AND date(?2, '+90 days') AND coalesce(a.actor, a.name) = ?1"
                         " ORDER BY t.day, t.id LIMIT 64", "tt", party, last); q; q = db_next(d, q)) {
        words theirs = words_at(q, 2);
        if (words_shared(&mine, &theirs) < LEAST_SHARED || words_shared(&mine, &theirs) < ALIKE * mine.n) continue;
        char day[32];
        sqlite3_snprintf(sizeof day, day, "%s", (const char *)sqlite3_column_text(q, 0));
        int64_t sentence = sqlite3_column_int64(q, 1);
        db_done(q);
        db_run(d, "UPDATE standing SET withdrawn = ?2, withdrawn_sentence = ?3 WHERE id = ?1", "iti", id, day, sentence);
        break;
    }
    sqlite3_free(party);
    sqlite3_free(last);
}

void standings_sum(db *d) {
    db_run(d, "UPDATE standing AS s SET (since, last, reports, sources, agencies) = (SELECT min(p.day), max(p.day), count(DISTINCT p.report),"
              " count(DISTINCT r.story), group_concat(DISTINCT r.agency) FROM position_reading p CROSS JOIN report r ON r.id = p.report"
              " AND r.superseded_by IS NULL WHERE p.standing = s.id), answer = 'open', answer_by = NULL, answer_day = NULL,"
              " answer_sentence = NULL, withdrawn = NULL, withdrawn_sentence = NULL WHERE id IN (SELECT id FROM touched_standing)", "");
    for (int64_t id = 0; !d->failed && (id = db_number(d, -1, "SELECT min(id) FROM touched_standing WHERE id > ?", "i", id)) >= 0;) {
        sum_answer(d, id);
        sum_withdrawn(d, id);
    }
}
