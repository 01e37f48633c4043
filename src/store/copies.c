/* copies.c - near-copies of a wire story: reports that share most of their runs of four words (MinHash, found by bands), or,
 * where one was cut short, most of the shorter one's sentences. */
#include <math.h>
#include <string.h>

#include "store/private.h"

enum { SLOTS = 64, BANDS = 16, ROWS = SLOTS / BANDS, RUN = 4, MOST_CANDIDATES = 64, LEAST_SENTENCES = 3 };
static const double LIKE = 0.5, SHARED = 0.6;

static uint64_t mix(uint64_t h) {
    h = (h ^ h >> 31) * 0x7fb5d329728ea185u;
    h = (h ^ h >> 27) * 0x81dadef4bc2dd44du;
    return h ^ h >> 33;
}

/* False for a report too short to have a run of words. */
static bool sketch_of(const dl_report *r, uint32_t sketch[SLOTS]) {
    size_t n, runs = 0;
    uint64_t words[RUN] = {0};
    size_t have = 0;
    const dl_token *t = dl_report_tokens(r, &n);
    memset(sketch, 0xFF, SLOTS * sizeof *sketch);
    for (size_t i = 0; i < n; i++) {
        uint64_t h = 0xcbf29ce484222325u;
        bool word = false;
        for (const char *s = t[i].form; *s; s++) {
            unsigned char c = (unsigned char)*s;
            if (c >= 'A' && c <= 'Z') c |= 0x20;
            word = word || c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            h = (h ^ c) * 0x100000001b3u;
        }
        if (!word || t[i].upos == DL_PUNCT) continue;
        words[have++ % RUN] = h;
        if (have < RUN) continue;
        uint64_t run = 0;
        for (size_t k = 0; k < RUN; k++) run = mix(run ^ words[(have + k) % RUN]);
        for (uint64_t k = 0; k < SLOTS; k++) {
            uint32_t value = (uint32_t)(mix(run + k * 0x9E3779B97F4A7C15u) >> 32);
            if (value < sketch[k]) sketch[k] = value;
        }
        runs++;
    }
    return runs > 0;
}

static int64_t band_of(const uint32_t sketch[SLOTS], int band) {
    uint64_t h = (uint64_t)band;
    for (int i = 0; i < ROWS; i++) h = mix(h ^ sketch[band * ROWS + i]);
    return (int64_t)(h >> 16);
}

typedef struct candidates {
    int64_t report[MOST_CANDIDATES];
    size_t n;
} candidates;

static void offer(candidates *c, int64_t report) {
    for (size_t i = 0; i < c->n; i++)
        if (c->report[i] == report) return;
    if (c->n < MOST_CANDIDATES) c->report[c->n++] = report;
}

static double likeness_by_words(adding *a, const uint32_t sketch[SLOTS], int64_t other) {
    sqlite3_stmt *q = db_query(a->d, "SELECT sketch FROM report_sketch WHERE report = ?", "i", other);
    int same = 0;
    if (!q) return 0;
    if (sqlite3_column_bytes(q, 0) == SLOTS * (int)sizeof *sketch) {
        uint32_t theirs[SLOTS];
        memcpy(theirs, sqlite3_column_blob(q, 0), sizeof theirs);
        for (int i = 0; i < SLOTS; i++) same += theirs[i] == sketch[i];
    }
    db_done(q);
    return (double)same / SLOTS;
}

/* Sentences of this report that `other` has too, as a part of the shorter of the two. */
static double likeness_by_sentences(adding *a, int64_t other) {
    int64_t shared = db_number(a->d, 0, "SELECT count(DISTINCT x.hash) FROM sentence x WHERE x.report = ?1 AND EXISTS"
                                        " (SELECT 1 FROM sentence y WHERE y.hash = x.hash AND y.report = ?2)", "ii", a->report, other);
    int64_t mine = db_number(a->d, 0, "SELECT count(DISTINCT hash) FROM sentence WHERE report = ?", "i", a->report);
    int64_t theirs = db_number(a->d, 0, "SELECT count(DISTINCT hash) FROM sentence WHERE report = ?", "i", other);
    int64_t shorter = mine < theirs ? mine : theirs;
    return shared < LEAST_SENTENCES || !shorter ? 0 : (double)shared / (double)shorter;
}

int64_t copies_find(adding *a, int64_t superseded, double *likeness) {
    uint32_t sketch[SLOTS];
    candidates c = {.n = 0};
    int64_t best = -1;
    *likeness = NAN;
    bool any = sketch_of(a->r, sketch);
    for (int b = 0; any && b < BANDS; b++) {
        int64_t band = band_of(sketch, b);
        for (sqlite3_stmt *q = db_query(a->d, "SELECT report FROM report_band WHERE band = ? ORDER BY report LIMIT 32", "i", band); q;
             q = db_next(a->d, q))
            offer(&c, sqlite3_column_int64(q, 0));
        db_run(a->d, "INSERT OR IGNORE INTO report_band VALUES (?, ?)", "ii", band, a->report);
    }
    if (any) db_run(a->d, "INSERT INTO report_sketch VALUES (?, ?)", "ib", a->report, (const void *)sketch, (int)sizeof sketch);
    size_t sentences;
    dl_report_sentences(a->r, &sentences);
    for (size_t i = 0; i < sentences; i++)
        for (sqlite3_stmt *q = db_query(a->d, "SELECT DISTINCT report FROM sentence WHERE hash = ? AND report < ? ORDER BY report LIMIT 32",
                                        "ii", a->sentence_hashes[i], a->report); q; q = db_next(a->d, q))
            offer(&c, sqlite3_column_int64(q, 0));
    for (size_t i = 0; i < c.n; i++) {
        if (c.report[i] == superseded) continue;
        double words = any ? likeness_by_words(a, sketch, c.report[i]) : 0, shared = likeness_by_sentences(a, c.report[i]);
        double like = words > shared ? words : shared;
        if (words < LIKE && shared < SHARED) continue;
        if (best < 0 || like > *likeness + 1e-9) best = c.report[i], *likeness = like;
    }
    if (best < 0) best = superseded;
    return best < 0 ? a->report : db_number(a->d, a->report, "SELECT story FROM report WHERE id = ?", "i", best);
}
