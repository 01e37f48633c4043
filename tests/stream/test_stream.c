/* test_stream.c - two hundred reports of a made crisis go through the reader into the store; then each event of the store is
 * held against what happened. Every event must be there once: not twice, not two in one, and none that was not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "crisis.h"
#include "store/private.h"

enum { REPORTS = 200, MOST = 4096 };
static const double ENOUGH = 0.95;

static dl_model *model;

typedef struct score {
    int happened, told, found, right, twice; /* told: events that some report tells; right: of the found; twice: found again */
} score;

static dl_store *open_store(char *path) {
    dl_error err;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    unlink(path);
    dl_store *s = store_open(path, true, &err);
    if (!s) fail_msg("%s", err.message);
    return s;
}

static void close_store(dl_store *s, const char *path) {
    char side[64];
    store_close(s);
    unlink(path);
    snprintf(side, sizeof side, "%s-wal", path);
    unlink(side);
    snprintf(side, sizeof side, "%s-shm", path);
    unlink(side);
}

static void add_all(dl_store *s, const crisis *c) {
    dl_error err;
    for (int i = 0; i < c->n_reports; i++) {
        const crisis_report *m = &c->reports[i];
        char hash[STORE_HASH];
        size_t n = strlen(m->text);
        dl_options options = {.id = m->id, .date = m->date, .date_is_metadata = true};
        dl_report *r = dl_read(model, m->text, n, &options, &err);
        assert_non_null(r);
        store_hash(m->text, n, hash);
        if (store_add(s, model, r, &(store_origin){.id = m->id, .hash = hash}, &err) == STORE_FAILED) fail_msg("%s", err.message);
        dl_report_free(r);
    }
    assert_true(store_commit(s, &err));
}

/* Which event is told there, or -1. */
static int told_at(const crisis_report *m, int64_t start) {
    for (int i = 0; i < m->n_tellings; i++)
        if ((size_t)start >= m->tellings[i].start && (size_t)start < m->tellings[i].end) return m->tellings[i].event;
    return -1;
}

static bool type_fits(const crisis_event *e, const char *type) {
    for (int i = 0; i < CRISIS_TYPES && e->types[i]; i++)
        if (!strcmp(e->types[i], type)) return true;
    return false;
}

/* The event that most of an event's tellings tell; its own who, whom, what and when must be right too. */
static int truth_of(dl_store *s, const crisis *c, int64_t event, const char *type, const char *source, const char *target, const char *day) {
    int votes[MOST] = {0}, best = -1;
    for (sqlite3_stmt *q = db_query(&s->d, "SELECT e.report, e.span_start FROM event_reading e JOIN report r ON r.id = e.report"
                                           " WHERE e.event = ? AND r.superseded_by IS NULL", "i", event); q; q = db_next(&s->d, q)) {
        int told = told_at(&c->reports[sqlite3_column_int64(q, 0) - 1], sqlite3_column_int64(q, 1));
        if (told >= 0 && (++votes[told], best < 0 || votes[told] > votes[best])) best = told;
    }
    if (best < 0) return -1;
    const crisis_event *e = &c->events[best];
    bool right = type_fits(e, type) && source && !strcmp(source, e->source) && (!target || !strcmp(target, e->target)) && day &&
                 !strcmp(day, e->date);
    return right ? best : -1;
}

static score measure(dl_store *s, const crisis *c, bool aloud) {
    int found[MOST] = {0};
    bool told[MOST] = {false}, corrected[MOST] = {false};
    score out = {.happened = c->n_events};
    for (int i = 0; i < c->n_reports; i++)
        if (c->reports[i].corrects >= 0) corrected[c->reports[i].corrects] = true;
    for (int i = 0; i < c->n_reports; i++)
        for (int k = 0; !corrected[i] && k < c->reports[i].n_tellings; k++) told[c->reports[i].tellings[k].event] = true;
    for (int i = 0; i < c->n_events; i++) out.told += told[i];
    /* A denial is an event of its own, but none of those that happened. */
    for (sqlite3_stmt *q = db_query(&s->d, "SELECT event, type, source, target, day, reports, text FROM timeline WHERE NOT (type = 'REJECT'"
                                           " AND text LIKE '% denied %') ORDER BY event", ""); q; q = db_next(&s->d, q)) {
        int64_t event = sqlite3_column_int64(q, 0);
        const char *type = (const char *)sqlite3_column_text(q, 1), *source = (const char *)sqlite3_column_text(q, 2);
        const char *target = (const char *)sqlite3_column_text(q, 3), *day = (const char *)sqlite3_column_text(q, 4);
        int truth = truth_of(s, c, event, type, source, target, day);
        out.found++;
        if (truth < 0 || found[truth]++) {
            out.twice += truth >= 0;
            if (aloud)
                print_message("# %s: %s %s %s %s in %d reports, as: %s\n", truth < 0 ? "wrong" : "twice", day, source, type, target,
                              sqlite3_column_int(q, 5), (const char *)sqlite3_column_text(q, 6));
        } else out.right++;
    }
    for (int i = 0; aloud && i < c->n_events; i++)
        if (told[i] && !found[i])
            print_message("# missing: %s %s %s %s\n", c->events[i].date, c->events[i].source, c->events[i].types[0], c->events[i].target);
    return out;
}

static void a_stream_becomes_its_events(uint64_t seed, bool must) {
    char path[] = "/tmp/dateline-stream-XXXXXX";
    crisis *c = crisis_new(seed, REPORTS);
    assert_non_null(c);
    dl_store *s = open_store(path);
    add_all(s, c);
    score n = measure(s, c, getenv("DATELINE_STREAM_ALOUD") != NULL);
    int64_t readings = db_number(&s->d, 0, "SELECT count(*) FROM event_reading", "");
    double precision = (double)n.right / n.found, recall = (double)n.right / n.told;
    print_message("# seed %llu: %d events happened, %d told, %d found out of %lld tellings, %d right, %d of these twice: precision %.3f, recall %.3f\n",
                  (unsigned long long)seed, n.happened, n.told, n.found, (long long)readings, n.right, n.twice, precision, recall);
    close_store(s, path);
    crisis_free(c);
    if (!must) return;
    assert_true(precision > ENOUGH);
    assert_true(recall > ENOUGH);
    assert_int_equal(n.twice, 0);
}

static void of_a_seed(void **state) { a_stream_becomes_its_events(*(const uint64_t *)*state, true); }

static int open_model(void **state) {
    dl_error err;
    (void)state;
    model = dl_model_open(NULL, &err);
    return !model;
}
static int close_model(void **state) {
    (void)state;
    dl_model_close(model);
    return 0;
}

int main(int argc, char **argv) {
    static uint64_t seeds[] = {1, 13, 19, 20250505}; /* the hardest of some dozens, and the first */
    const struct CMUnitTest tests[] = {{"seed 1", of_a_seed, NULL, NULL, &seeds[0]}, {"seed 13", of_a_seed, NULL, NULL, &seeds[1]},
                                       {"seed 19", of_a_seed, NULL, NULL, &seeds[2]}, {"seed 20250505", of_a_seed, NULL, NULL, &seeds[3]}};
    if (argc > 1) { /* any other seeds, for a person */
        open_model(NULL);
        for (int i = 1; i < argc; i++) a_stream_becomes_its_events(strtoull(argv[i], NULL, 10), false);
        return 0;
    }
    return cmocka_run_group_tests(tests, open_model, close_model);
}
