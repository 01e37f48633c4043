/* merge.c - one event out of many tellings. A new telling is compared with the events of its type in the days around it: who,
 * whom, which word, when, where, how many, in what words. What speaks against it can rule it out; where numbers differ, both
 * are kept, side by side. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/private.h"

enum { MOST_WORDS = 24 };

/* How much each agreement weighs; what is ruled out is RULED_OUT. */
static const double RULED_OUT = -100, ENOUGH = 2.0, SURE = 8, SAME_ENTITY = 1.5, SAME_ACTOR = 1, SAME_NAME = 1.25, ONE_UNKNOWN = -0.25,
                    OTHER_NAME = -0.75, SAME_WORD = 0.75, SAME_CAMEO = 0.5, OTHER_ROOT = -0.5, OTHER_MODE = -1,
                    STATEMENT_ONLY = -1.5, ONLY_MAYBE = -1, SAME_DAY = 1, NEAR_DAY = 0.25, SAME_PLACE = 0.75,
                    OTHER_TOWN = -1.5, SAME_COUNT = 0.75, OTHER_COUNT = -1, BAG = 2, BAG_MIDDLE = 0.3;

typedef struct side {
    int64_t entity;       /* across reports, or -1 */
    bool person;
    const char *actor;    /* code or NULL */
    char name[96];        /* "" where nobody is named */
} side;

typedef struct telling {
    const dl_event *e;
    side source, target;
    int64_t day;          /* number of the day, or INT64_MIN */
    bool stated;
    bool denial;          /* which comes after what it denies, and is seldom told with that one's day */
    int64_t place;        /* across reports, or -1 */
    const dl_place *where;
    const dl_quantity *many;
    const char *word;
    int64_t sentence, sentence_hash;
    uint32_t bag[MOST_WORDS];
    int n_bag;
} telling;

/* ---- days -------------------------------------------------------------------------------------------------------- */

static int64_t day_number(const char *s) {
    int y, m, d;
    if (!s || sscanf(s, "%4d-%2d-%2d", &y, &m, &d) != 3) return INT64_MIN;
    y -= m <= 2;
    int era = y / 400, of_era = y - era * 400, of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return (int64_t)era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

/* ---- a telling --------------------------------------------------------------------------------------------------- */

static side side_of(const adding *a, uint32_t entity, uint32_t head, const char *actor) {
    size_t n;
    const dl_entity *e = dl_report_entities(a->r, &n);
    const dl_token *t = dl_report_tokens(a->r, &n);
    side s = {.entity = -1, .actor = actor};
    const char *name = "";
    if (entity != DL_NONE) {
        s.entity = a->known[entity];
        s.person = e[entity].kind == DL_ENTITY_PERSON;
        /* "he" here is nobody's "he" elsewhere; what has a better mention is not called by its pronoun */
        if (dl_report_mentions(a->r, &n)[e[entity].first].form != DL_MENTION_PRONOUN || s.entity >= 0) name = adding_name(a, entity);
        if (!s.actor) s.actor = e[entity].actor;
    } else if (head != DL_NONE && t[head].lemma) name = t[head].lemma;
    snprintf(s.name, sizeof s.name, "%s", name);
    return s;
}

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* The words under the event's own, as a sorted set. */
static void fill_bag(const adding *a, telling *t) {
    size_t n;
    const dl_token *all = dl_report_tokens(a->r, &n);
    const dl_sentence *s = &dl_report_sentences(a->r, &n)[t->e->sentence];
    for (uint32_t i = s->first; i < s->first + s->count && t->n_bag < MOST_WORDS; i++) {
        int upos = all[i].upos;
        if (upos != DL_NOUN && upos != DL_PROPN && upos != DL_VERB && upos != DL_NUM && upos != DL_ADJ) continue;
        uint32_t up = i;
        for (int steps = 0; up != t->e->head && up != DL_ROOT && steps < 64; steps++) up = all[up].head;
        if (up != t->e->head || i == t->e->head || !all[i].lemma) continue;
        uint32_t h = 0x811c9dc5u;
        for (const char *c = all[i].lemma; *c; c++) h = (h ^ (uint32_t)tolower((unsigned char)*c)) * 0x01000193u;
        t->bag[t->n_bag++] = h;
    }
    qsort(t->bag, (size_t)t->n_bag, sizeof *t->bag, by_value);
    int kept = 0;
    for (int i = 0; i < t->n_bag; i++)
        if (!kept || t->bag[kept - 1] != t->bag[i]) t->bag[kept++] = t->bag[i];
    t->n_bag = kept;
}

static telling telling_of(const adding *a, const dl_event *e) {
    size_t n;
    const dl_token *tokens = dl_report_tokens(a->r, &n);
    telling t = {.e = e, .source = side_of(a, e->source_entity, e->source_head, e->source),
                 .target = side_of(a, e->target_entity, e->target_head, e->target), .stated = e->date != NULL,
                 .denial = e->status == DL_STATUS_DENIED || e->status == DL_STATUS_NEGATED,
                 .day = day_number(e->date ? e->date : a->published), .place = -1, .sentence = a->sentences[e->sentence],
                 .sentence_hash = a->sentence_hashes[e->sentence], .word = e->head != DL_NONE ? tokens[e->head].lemma : NULL};
    if (e->place != DL_NONE) {
        t.where = &dl_report_places(a->r, &n)[e->place];
        t.place = db_number(a->d, -1, "SELECT place FROM place_reading WHERE id = ?", "i", a->places[e->place]);
    }
    if (e->quantity != DL_NONE) t.many = &dl_report_quantities(a->r, &n)[e->quantity];
    if (e->head != DL_NONE) fill_bag(a, &t);
    return t;
}

/* ---- how well a telling fits an event ---------------------------------------------------------------------------- */

static const char *text(sqlite3_stmt *q, int column) { return (const char *)sqlite3_column_text(q, column); }
static int64_t number(sqlite3_stmt *q, int column) {
    return sqlite3_column_type(q, column) == SQLITE_NULL ? -1 : sqlite3_column_int64(q, column);
}

/* Columns from `c` on: entity, actor, name, whether it is a person. */
static double fit_side(const side *s, sqlite3_stmt *q, int c) {
    int64_t entity = number(q, c);
    const char *actor = text(q, c + 1), *name = text(q, c + 2);
    bool person = sqlite3_column_int(q, c + 3);
    bool none = !*s->name && !s->actor, other_none = (!name || !*name) && !actor;
    if (none || other_none) return none && other_none ? 0 : ONE_UNKNOWN;
    if (entity >= 0 && entity == s->entity) return SAME_ENTITY;
    if (entity >= 0 && s->entity >= 0 && person && s->person) return RULED_OUT;
    if (actor && s->actor) return strcmp(actor, s->actor) ? RULED_OUT : SAME_ACTOR;
    if (entity >= 0 && s->entity >= 0) return RULED_OUT;
    return name && !strcasecmp(name, s->name) ? SAME_NAME : OTHER_NAME;
}

static int root_of(const char *cameo) { return cameo && strlen(cameo) >= 2 ? (cameo[0] - '0') * 10 + cameo[1] - '0' : -1; }

/* What only would be is nothing that was; what may have been may have been this. */
static double fit_status(const char *mine, const char *theirs, bool same_day) {
    bool would = !strcmp(mine, "conditional"), they_would = !strcmp(theirs, "conditional");
    bool may = !strcmp(mine, "possible"), they_may = !strcmp(theirs, "possible");
    if (would != they_would || (may != they_may && !same_day)) return RULED_OUT;
    return may != they_may ? ONLY_MAYBE : 0;
}

/* A root of CAMEO that differs says little, but a mere statement (01) is not the deed. */
static double fit_cameo(const char *mine, const char *theirs) {
    if (!theirs || !*mine || !strcmp(mine, theirs)) return theirs && *mine ? SAME_CAMEO : 0;
    if (root_of(mine) == root_of(theirs)) return 0;
    return root_of(mine) == 1 || root_of(theirs) == 1 ? STATEMENT_ONLY : OTHER_ROOT;
}

/* A boat seized is no trade forbidden, though both are coercion. */
static double fit_mode(const char *mine, const char *theirs) { return mine && theirs && strcmp(mine, theirs) ? OTHER_MODE : 0; }

static double fit_bag(const telling *t, const void *blob, int bytes) {
    uint32_t theirs[MOST_WORDS];
    int n = bytes / 4, shared = 0;
    if (n > MOST_WORDS) n = MOST_WORDS;
    if (n < 2 || t->n_bag < 2) return 0;
    memcpy(theirs, blob, (size_t)n * 4);
    for (int i = 0, k = 0; i < t->n_bag && k < n;)
        if (t->bag[i] == theirs[k]) shared++, i++, k++;
        else if (t->bag[i] < theirs[k]) i++;
        else k++;
    return BAG * ((double)shared / (n < t->n_bag ? n : t->n_bag) - BAG_MIDDLE);
}

static double fit_count(const telling *t, sqlite3_stmt *q, int c) {
    const char *unit = text(q, c + 2);
    if (!t->many || !unit || !t->many->unit || strcmp(unit, t->many->unit)) return 0;
    double low = sqlite3_column_double(q, c), high = sqlite3_column_double(q, c + 1);
    if (low <= t->many->count_high && t->many->count <= high) return SAME_COUNT;
    double ratio = low > t->many->count ? low / fmax(t->many->count_high, 1) : t->many->count / fmax(high, 1);
    return ratio <= 1.5 ? 0 : OTHER_COUNT;
}

/* The best that any telling of the event says for this one; RULED_OUT when one speaks against it. */
static double fit_tellings(adding *a, const telling *t, int64_t event, bool same_day) {
    double best = RULED_OUT;
    const char *status = dl_status_name(t->e->status);
    sqlite3_stmt *q = db_query(a->d, "SELECT r.word, r.cameo, r.mode, r.bag, r.status, r.sentence, s.hash, n.count, n.count_high, n.unit"
                                     " FROM event_reading r JOIN sentence s ON s.id = r.sentence LEFT JOIN quantity_reading n"
                                     " ON n.id = r.quantity WHERE r.event = ? ORDER BY r.id LIMIT 24", "i", event);
    for (; q; q = db_next(a->d, q)) {
        const char *word = text(q, 0), *cameo = text(q, 1);
        if (sqlite3_column_int64(q, 5) == t->sentence) { /* two verbs of one sentence tell two things */
            db_done(q);
            return RULED_OUT;
        }
        bool word_too = word && t->word && !strcmp(word, t->word), cameo_too = cameo && !strcmp(cameo, t->e->cameo);
        double fit = fit_status(status, text(q, 4), same_day);
        if (fit <= RULED_OUT) continue;
        if (sqlite3_column_int64(q, 6) == t->sentence_hash && (word_too || cameo_too)) fit += SURE;
        if (word_too) fit += SAME_WORD;
        fit += fit_cameo(t->e->cameo, cameo) + fit_mode(t->e->mode, text(q, 2)) +
               fit_bag(t, sqlite3_column_blob(q, 3), sqlite3_column_bytes(q, 3)) + fit_count(t, q, 7);
        if (fit > best) best = fit;
    }
    return best;
}

static double fit_place(const telling *t, int64_t place, const char *country, const char *kind) {
    if (t->place < 0 || place < 0) return 0;
    if (t->place == place) return SAME_PLACE;
    if (t->where->kind == DL_PLACE_COUNTRY || (kind && !strcmp(kind, "country"))) return 0; /* mostly one of the parties */
    if (t->where->country && country && strcmp(t->where->country, country)) return OTHER_TOWN;
    bool towns = t->where->kind == DL_PLACE_TOWN && kind && !strcmp(kind, "town");
    return towns ? OTHER_TOWN : 0;
}

static double fit_day(const telling *t, const char *day, const char *basis) {
    int64_t theirs = day_number(day);
    if (theirs == INT64_MIN || t->day == INT64_MIN) return 0;
    bool stated = basis && !strcmp(basis, "stated");
    int64_t apart = llabs(theirs - t->day);
    if (t->denial && apart) return theirs > t->day ? RULED_OUT : -0.05 * (double)apart;
    if (stated && t->stated) return !apart ? SAME_DAY : apart == 1 ? NEAR_DAY : RULED_OUT;
    /* A report tells of what was, seldom of what will be: the day of publication bounds what it leaves unsaid. */
    if (!apart) return SAME_DAY / 2;
    return apart <= 1 ? NEAR_DAY : stated == t->stated ? RULED_OUT : 0;
}

/* ---- storing ----------------------------------------------------------------------------------------------------- */

static int64_t new_event(adding *a, const telling *t) {
    const dl_event *e = t->e;
    const char *day = e->date ? e->date : a->published;
    return db_run(a->d, "INSERT INTO event (type, source_actor, target_actor, source_name, target_name, source_entity, target_entity,"
                        " day, day_basis, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "tttttoo" "tto", dl_event_type_name(e->type),
                  t->source.actor, t->target.actor, *t->source.name ? t->source.name : NULL, *t->target.name ? t->target.name : NULL,
                  t->source.entity, t->target.entity, day, e->date ? "stated" : day ? "published" : NULL, t->place);
}

/* What one more telling adds to what is known of the event. */
static void enrich(adding *a, int64_t event, const telling *t) {
    const dl_event *e = t->e;
    db_run(a->d, "UPDATE event SET source_actor = coalesce(source_actor, ?2), target_actor = coalesce(target_actor, ?3), source_name ="
                 " coalesce(source_name, ?4), target_name = coalesce(target_name, ?5), source_entity = coalesce(source_entity, ?6),"
                 " target_entity = coalesce(target_entity, ?7), place = coalesce(place, ?8) WHERE id = ?1", "ittttooo", event,
           t->source.actor, t->target.actor, *t->source.name ? t->source.name : NULL, *t->target.name ? t->target.name : NULL,
           t->source.entity, t->target.entity, t->place);
    if (e->date)
        db_run(a->d, "UPDATE event SET day = ?2, day_basis = 'stated' WHERE id = ?1 AND day_basis IS NOT 'stated'", "it", event, e->date);
}

/* Events of type ?1 of which one side at least is this telling's: with no such side nothing can be the same. */
#define CANDIDATES(days) \
    "SELECT v.id, v.day, v.day_basis, v.place, p.country, p.kind, v.source_entity, v.source_actor, v.source_name, s.kind = 'person'," \
    " v.target_entity, v.target_actor, v.target_name, g.kind = 'person' FROM event v LEFT JOIN place p ON p.id = v.place" \
    " LEFT JOIN entity s ON s.id = v.source_entity LEFT JOIN entity g ON g.id = v.target_entity" \
    " WHERE v.type = ?1 AND " days " AND v.merged_into IS NULL AND (v.source_actor = ?4 OR v.target_actor = ?5 OR v.source_entity = ?6" \
    " OR v.target_entity = ?7 OR v.source_name = ?8 COLLATE NOCASE OR v.target_name = ?9 COLLATE NOCASE) ORDER BY v.id DESC LIMIT 256"

static int64_t find_event(adding *a, const telling *t) {
    static const char BY_DAY[] = CANDIDATES("v.day BETWEEN date(?2, ?3) AND date(?2, '+3 days')");
    static const char UNDATED[] = CANDIDATES("v.day IS NULL");
    const char *type = dl_event_type_name(t->e->type), *day = t->e->date ? t->e->date : a->published;
    double best = ENOUGH - 1e-9;
    int64_t event = -1;
    for (sqlite3_stmt *q = db_query(a->d, day ? BY_DAY : UNDATED, "ttt" "ttoott", type, day, t->denial ? "-10 days" : "-3 days", t->source.actor,
                                    t->target.actor, t->source.entity, t->target.entity, t->source.name, t->target.name);
         q; q = db_next(a->d, q)) {
        double source = fit_side(&t->source, q, 6), target = fit_side(&t->target, q, 10);
        if (source <= RULED_OUT || target <= RULED_OUT || (source <= 0 && target <= 0)) continue;
        double fit = source + target + fit_day(t, text(q, 1), text(q, 2)) + fit_place(t, number(q, 3), text(q, 4), text(q, 5));
        if (fit <= RULED_OUT / 2) continue;
        fit += fit_tellings(a, t, sqlite3_column_int64(q, 0), t->day != INT64_MIN && day_number(text(q, 1)) == t->day);
        if (fit >= best) best = fit, event = sqlite3_column_int64(q, 0); /* of equals the oldest */
    }
    return event;
}

static void add_telling(adding *a, uint32_t n, const telling *t, int64_t event) {
    const dl_event *e = t->e;
    char contexts[256] = "";
    for (uint32_t i = 0; i < e->n_contexts; i++) {
        size_t used = strlen(contexts);
        snprintf(contexts + used, sizeof contexts - used, "%s%s", i ? "," : "", e->contexts[i]);
    }
    const char *day = e->date ? e->date : a->published;
    int64_t of_source = e->source_entity != DL_NONE ? a->entities[e->source_entity] : -1;
    int64_t of_target = e->target_entity != DL_NONE ? a->entities[e->target_entity] : -1;
    db_run(a->d, "INSERT INTO event_reading (report, n, event, sentence, span_start, span_end, type, mode, contexts, cameo, quad,"
                 " goldstein, status, source, target, source_actor, source_sector, target_actor, target_sector, word, statement, day,"
                 " day_basis, until, place, quantity, confidence, why, bag)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "iiiiii" "tttti" "rtoo" "ttttt" "ottt" "oortb", a->report, (int64_t)n, event, t->sentence, (int64_t)e->span.start,
           (int64_t)e->span.end, dl_event_type_name(e->type), e->mode, *contexts ? contexts : NULL, *e->cameo ? e->cameo : NULL,
           (int64_t)e->quad, (double)e->goldstein, dl_status_name(e->status), of_source, of_target, e->source, e->source_sector,
           e->target, e->target_sector, t->word, e->statement != DL_NONE ? a->statements[e->statement] : (int64_t)-1, day,
           e->date ? "stated" : day ? "published" : NULL, e->until, e->place != DL_NONE ? a->places[e->place] : (int64_t)-1,
           e->quantity != DL_NONE ? a->quantities[e->quantity] : (int64_t)-1, (double)e->confidence, e->why, (const void *)t->bag,
           t->n_bag * 4);
}

bool merge_events(adding *a) {
    size_t n;
    const dl_event *e = dl_report_events(a->r, &n);
    for (size_t i = 0; i < n && !a->d->failed; i++) {
        telling t = telling_of(a, &e[i]);
        int64_t event = find_event(a, &t);
        if (event < 0) event = new_event(a, &t);
        else enrich(a, event, &t);
        add_telling(a, (uint32_t)i, &t, event);
    }
    return !a->d->failed;
}
