/* show.c - the questions people ask: each is one query over the views, given days and, for some, whom it is about. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/fold.h"
#include "store/format.h"
#include "store/private.h"

/* ?1 and ?2 are days or NULL; ?3 and ?4 code and entity of the first name, ?5 and ?6 of the second. */
#define BETWEEN_DAYS "(?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR day <= ?2)"
#define SOURCE_IS(code, id) "(source_actor = " code " OR source_entity = " id ")"
#define TARGET_IS(code, id) "(target_actor = " code " OR target_entity = " id ")"
#define EVENT_COLUMNS "SELECT day, source, type, target, place, status, sources, agencies, text, event FROM timeline WHERE " BETWEEN_DAYS

static const struct question {
    const char *what;
    int names;
    const char *sql;
} QUESTIONS[] = {
    {"timeline", 0, EVENT_COLUMNS " ORDER BY day, event"},
    {"actor", 1, EVENT_COLUMNS " AND (" SOURCE_IS("?3", "?4") " OR " TARGET_IS("?3", "?4") ") ORDER BY day, event"},
    {"pair", 2, EVENT_COLUMNS " AND (" SOURCE_IS("?3", "?4") " AND " TARGET_IS("?5", "?6") " OR " SOURCE_IS("?5", "?6") " AND "
                TARGET_IS("?3", "?4") ") ORDER BY day, event"},
    {"positions", 0, "SELECT party, toward, since, last, stance, answer, answer_by, withdrawn, reports, issue AS about, key, sentence,"
                     " words AS text FROM stand WHERE (?1 IS NULL OR last >= ?1) AND (?2 IS NULL OR since <= ?2)"
                     " ORDER BY party, toward, since, stand"},
    {"forces", 0, "SELECT party, unit, day, bound, count, place, iif(planned, 'planned', '') AS planned, on_word_of, agencies, sources, text"
                  " FROM force WHERE " BETWEEN_DAYS " ORDER BY party, unit, day, force"},
    {"incidents", 0, "SELECT day, what, source, target, place, claimed_by, denied_by, sources, text, id FROM incident WHERE "
                     BETWEEN_DAYS " ORDER BY day, id"},
    {"schedule", 0, "SELECT day, until, what, party, with_party, body, sources, text, id, told FROM schedule WHERE " BETWEEN_DAYS
                    " ORDER BY day, id"},
    {"disputed", 0, "SELECT day, source, type, target, place, what, versions, text, event FROM disputed WHERE " BETWEEN_DAYS
                    " ORDER BY day, event, what"},
    {"sources", 0, "SELECT published, key, agency, state, copy_of, likeness, sentences, statements, events, title FROM source_report"
                   " WHERE (?1 IS NULL OR published >= ?1) AND (?2 IS NULL OR published <= ?2) ORDER BY published, report"},
};

static const struct question *find(const char *what) {
    for (size_t i = 0; i < sizeof QUESTIONS / sizeof *QUESTIONS; i++)
        if (!strcmp(QUESTIONS[i].what, what)) return &QUESTIONS[i];
    return NULL;
}

int store_question_names(const char *what) {
    const struct question *q = find(what);
    return q ? q->names : -1;
}

typedef struct who {
    char *code;
    int64_t entity;
} who;

/* A code ("RUS"), or any name that some report gives: a country's means all who act for it, a person's that person. */
static bool look_up(dl_store *s, const char *name, who *w, dl_error *err) {
    db *d = &s->d;
    *w = (who){.entity = -1};
    if (db_number(d, 0, "SELECT 1 FROM event WHERE source_actor = ?1 OR target_actor = ?1 UNION SELECT 1 FROM entity WHERE actor = ?1",
                  "t", name)) {
        w->code = strdup(name);
        return w->code != NULL;
    }
    dl_fold f = {0};
    if (fold_add(&f, name, strlen(name))) {
        f.key[f.bytes] = 0;
        sqlite3_stmt *q = db_query(d, "SELECT e.id, e.kind, e.actor FROM entity_name n JOIN entity e ON e.id = n.entity WHERE n.key = ?"
                                      " ORDER BY (SELECT count(*) FROM entity_reading r WHERE r.entity = e.id) DESC, e.id", "t", f.key);
        if (q) {
            w->entity = sqlite3_column_int64(q, 0);
            const char *kind = (const char *)sqlite3_column_text(q, 1), *actor = (const char *)sqlite3_column_text(q, 2);
            if (actor && strcmp(kind, "person")) w->code = strdup(actor);
            db_done(q);
            return true;
        }
    }
    /* A surname alone, where it is one person's. */
    int64_t n = 0;
    for (sqlite3_stmt *q = db_query(d, "SELECT id, name FROM entity WHERE kind = 'person' AND merged_into IS NULL AND lower(name) LIKE"
                                       " '% ' || lower(?1) ORDER BY id", "t", name); q; q = db_next(d, q))
        if (n++) dl_fail(err, "%.300s: several called \"%.60s\" in it, as %.60s; give the full name", s->path, name,
                         (const char *)sqlite3_column_text(q, 1));
        else w->entity = sqlite3_column_int64(q, 0);
    if (d->failed && err) *err = d->err;
    if (n == 1 || d->failed) return !d->failed;
    if (n) return false;
    return dl_fail(err, "%.300s: nobody called \"%.60s\" in it; give a name as reports have it, or a code as RUS", s->path, name);
}

bool store_show(dl_store *s, const store_question *q, FILE *f, dl_error *err) {
    const struct question *what = find(q->what);
    who of[2] = {{.entity = -1}, {.entity = -1}};
    bool ok = what != NULL;
    for (int i = 0; ok && i < what->names; i++) ok = look_up(s, q->names[i], &of[i], err);
    if (ok) {
        rows r = {.d = &s->d, .sql = what->sql, .since = q->since, .until = q->until, .names = what->names,
                  .code = {of[0].code, of[1].code}, .entity = {of[0].entity, of[1].entity}};
        if (q->format == STORE_CSV) format_csv(&r, f);
        else if (q->format == STORE_JSON) format_json(&r, f);
        else if (q->format == STORE_ICS) format_calendar(&r, f);
        else format_text(&r, f, q->width);
        ok = !s->d.failed;
        if (!ok && err) *err = s->d.err;
    }
    free(of[0].code);
    free(of[1].code);
    return ok;
}
