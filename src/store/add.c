/* add.c - one report into the store: its own row, then every part of its record in the order in which parts refer to each
 * other, under one savepoint. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "store/private.h"

enum { STEP = 64 }; /* characters between two known places in the text */

static const char *const BASIS[] = {"unknown", "given", "metadata", "stated", "inferred"};

/* ---- places in the text ------------------------------------------------------------------------------------------ */

static size_t character(const char *s) {
    unsigned char c = (unsigned char)*s;
    return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static bool index_text(adding *a, uint32_t *characters) {
    size_t bytes, n = 0;
    a->text = dl_report_text(a->r, &bytes);
    a->bytes = malloc((bytes / STEP + 2) * sizeof *a->bytes);
    if (!a->bytes) return false;
    for (size_t i = 0; i < bytes; i += character(a->text + i), n++)
        if (n % STEP == 0) a->bytes[n / STEP] = i;
    if (n % STEP == 0) a->bytes[n / STEP] = bytes;
    *characters = (uint32_t)n;
    return true;
}

static size_t byte_of(const adding *a, uint32_t cp) {
    size_t at = a->bytes[cp / STEP];
    for (uint32_t i = cp % STEP; i; i--) at += character(a->text + at);
    return at;
}

const char *adding_text(const adding *a, dl_span span, size_t *n) {
    size_t start = byte_of(a, span.start), end = byte_of(a, span.end);
    *n = end - start;
    return a->text + start;
}

/* ---- the report's row -------------------------------------------------------------------------------------------- */

/* The report that this one is a new version of, or -1. */
static int64_t older_version(db *d, const store_origin *from) {
    if (from->id)
        return db_number(d, -1, "SELECT id FROM report WHERE key = ? AND superseded_by IS NULL ORDER BY id DESC", "t", from->id);
    if (!from->file) return -1;
    return db_number(d, -1, "SELECT id FROM report WHERE origin = ? AND NOT key_given AND superseded_by IS NULL ORDER BY id DESC",
                     "t", from->file);
}

static char *bylines(const dl_meta *m) {
    size_t n = 1;
    for (size_t i = 0; i < m->n_bylines; i++) n += strlen(m->bylines[i]) + 2;
    char *s = m->n_bylines ? calloc(1, n) : NULL;
    for (size_t i = 0; s && i < m->n_bylines; i++) {
        if (i) strcat(s, ", ");
        strcat(s, m->bylines[i]);
    }
    return s;
}

static void add_report(adding *a, int64_t reader, const store_origin *from, uint32_t characters) {
    const dl_meta *m = dl_report_meta(a->r);
    char *by = bylines(m);
    db_run(a->d, "INSERT INTO report (id, key, key_given, hash, origin, agency, title, bylines, dateline, published, published_basis,"
                 " length, text, story, reader) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "itittttttttitii", a->report, from->id ? from->id : from->hash, (int64_t)(from->id != NULL), from->hash, from->file,
           m->agency, from->no_text ? NULL : m->title, by, m->dateline_place, a->published, BASIS[m->published_basis], (int64_t)characters,
           from->no_text ? NULL : a->text, a->report, reader);
    free(by);
}

/* ---- its parts --------------------------------------------------------------------------------------------------- */

static int64_t at(const int64_t *ids, uint32_t n) { return n == DL_NONE ? -1 : ids[n]; }

static void add_furniture(adding *a) {
    size_t n;
    const dl_furniture *f = dl_report_furniture(a->r, &n);
    for (size_t i = 0; i < n; i++)
        db_run(a->d, "INSERT INTO furniture VALUES (?, ?, ?, ?)", "iiit", a->report, (int64_t)f[i].span.start, (int64_t)f[i].span.end,
               dl_furniture_name((int)f[i].kind));
}

/* Of letters and digits alone, so that quotation marks and blanks of another agency do not count. */
static int64_t sentence_hash(const char *s, size_t n) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 'A' && c <= 'Z') c |= 0x20;
        if (c >= 0x80 ? c == 0xE2 : !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            if (c == 0xE2) i += 2; /* dashes and curved quotation marks */
            continue;
        }
        h = (h ^ c) * 0x100000001b3u;
    }
    return (int64_t)(h ^ h >> 32);
}

static void add_sentences(adding *a) {
    size_t n, bytes;
    const dl_sentence *s = dl_report_sentences(a->r, &n);
    for (size_t i = 0; i < n; i++) {
        const char *text = adding_text(a, s[i].span, &bytes);
        a->sentence_hashes[i] = sentence_hash(text, bytes);
        a->sentences[i] = db_run(a->d, "INSERT INTO sentence (report, n, span_start, span_end, hash) VALUES (?, ?, ?, ?, ?)", "iiiii",
                                 a->report, (int64_t)i, (int64_t)s[i].span.start, (int64_t)s[i].span.end, a->sentence_hashes[i]);
        if (a->no_text) continue;
        char *words = strndup(text, bytes);
        db_run(a->d, "INSERT INTO sentence_search (rowid, text) VALUES (?, ?)", "it", a->sentences[i], words);
        free(words);
    }
}

const char *adding_name(const adding *a, uint32_t entity) {
    size_t n;
    const dl_entity *e = &dl_report_entities(a->r, &n)[entity];
    if (!a->no_text || a->known[entity] >= 0 || !n) return e->name ? e->name : "";
    uint32_t head = dl_report_mentions(a->r, &n)[e->first].head;
    const char *lemma = dl_report_tokens(a->r, &n)[head].lemma;
    return lemma ? lemma : "";
}

static void add_entities(adding *a) {
    size_t n, n_mentions;
    const dl_entity *e = dl_report_entities(a->r, &n);
    const dl_mention *m = dl_report_mentions(a->r, &n_mentions);
    for (size_t i = 0; i < n; i++) {
        a->entities[i] = db_run(a->d, "INSERT INTO entity_reading (report, n, entity, name, kind, actor, sector, role) VALUES"
                                      " (?, ?, ?, ?, ?, ?, ?, ?)", "iiotttt" "t", a->report, (int64_t)i, a->known[i], adding_name(a, (uint32_t)i),
                                dl_entity_kind_name(e[i].kind), e[i].actor, e[i].sector, e[i].role);
        for (uint32_t k = e[i].first; k != DL_NONE; k = m[k].next)
            db_run(a->d, "INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?)", "iiit", a->entities[i], (int64_t)m[k].span.start,
                   (int64_t)m[k].span.end, dl_mention_form_name(m[k].form));
    }
}

static int64_t place_row(adding *a, const dl_place *p) {
    int64_t id = p->geonames
        ? db_number(a->d, -1, "SELECT id FROM place WHERE geonames = ?", "i", (int64_t)p->geonames)
        : db_number(a->d, -1, "SELECT id FROM place WHERE name = ? AND kind = ? AND country IS ? AND geonames IS NULL", "ttt", p->name,
                    dl_place_kind_name(p->kind), p->country);
    if (id >= 0) return id;
    return db_run(a->d, "INSERT INTO place (name, kind, country, lat, lon, geonames) VALUES (?, ?, ?, ?, ?, ?)", "tttrro", p->name,
                  dl_place_kind_name(p->kind), p->country, p->lat, p->lon, p->geonames ? (int64_t)p->geonames : (int64_t)-1);
}

static void add_places(adding *a) {
    size_t n;
    const dl_place *p = dl_report_places(a->r, &n);
    for (size_t i = 0; i < n; i++)
        a->places[i] = db_run(a->d, "INSERT INTO place_reading (report, n, place, span_start, span_end, used, approximate) VALUES"
                                    " (?, ?, ?, ?, ?, ?, ?)", "iiiiiti", a->report, (int64_t)i, place_row(a, &p[i]),
                              (int64_t)p[i].span.start, (int64_t)p[i].span.end, dl_place_use_name(p[i].use), (int64_t)p[i].approximate);
}

static void add_times(adding *a) {
    size_t n;
    const dl_time *t = dl_report_times(a->r, &n);
    for (size_t i = 0; i < n; i++)
        db_run(a->d, "INSERT INTO time_reading VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "iiiitttt", a->report, (int64_t)i,
               (int64_t)t[i].span.start, (int64_t)t[i].span.end, dl_time_type_name(t[i].type), t[i].value, t[i].relative, t[i].mod);
}

static void add_quantities(adding *a) {
    size_t n;
    const dl_quantity *q = dl_report_quantities(a->r, &n);
    for (size_t i = 0; i < n; i++)
        a->quantities[i] = db_run(a->d, "INSERT INTO quantity_reading (report, n, span_start, span_end, count, count_high, bound, unit,"
                                        " kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiiirrttt", a->report, (int64_t)i,
                                  (int64_t)q[i].span.start, (int64_t)q[i].span.end, q[i].count, q[i].count_high, q[i].bound, q[i].unit,
                                  dl_quantity_name((int)q[i].kind));
}

static void add_parts(adding *a, int64_t statement, const char *part, const dl_span *spans, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        db_run(a->d, "INSERT OR IGNORE INTO statement_part VALUES (?, ?, ?, ?)", "itii", statement, part, (int64_t)spans[i].start,
               (int64_t)spans[i].end);
}

/* What a statement points to may come after it, so the pointers follow once all have their rows. */
static void add_statements(adding *a) {
    size_t n;
    const dl_statement *s = dl_report_statements(a->r, &n);
    for (size_t i = 0; i < n; i++) {
        const char *day = s[i].date ? s[i].date : a->published;
        a->statements[i] = db_run(a->d, "INSERT INTO statement (report, n, sentence, span_start, span_end, source, addressee,"
                                        " reported_by, act, manner, channel, day, day_basis, confidence) VALUES"
                                        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "iiiiiooottttt" "r", a->report, (int64_t)i,
                                  a->sentences[s[i].sentence], (int64_t)s[i].span.start, (int64_t)s[i].span.end,
                                  at(a->entities, s[i].source_entity), at(a->entities, s[i].addressee_entity),
                                  at(a->entities, s[i].reported_by_entity), dl_act_name(s[i].act), dl_manner_name(s[i].manner),
                                  s[i].channel, day, s[i].date ? "stated" : day ? "published" : NULL, (double)s[i].confidence);
        add_parts(a, a->statements[i], "source", s[i].source, s[i].n_source);
        add_parts(a, a->statements[i], "cue", s[i].cue, s[i].n_cue);
        add_parts(a, a->statements[i], "content", s[i].content, s[i].n_content);
    }
    for (size_t i = 0; i < n; i++)
        if (s[i].outer != DL_NONE || s[i].answers != DL_NONE || s[i].denies != DL_NONE || s[i].retracts != DL_NONE)
            db_run(a->d, "UPDATE statement SET outer = ?, answers = ?, denies = ?, retracts = ? WHERE id = ?", "ooooi",
                   at(a->statements, s[i].outer), at(a->statements, s[i].answers), at(a->statements, s[i].denies),
                   at(a->statements, s[i].retracts), a->statements[i]);
}

static void add_ledger(adding *a) {
    size_t n;
    const dl_force *f = dl_report_forces(a->r, &n);
    for (size_t i = 0; i < n; i++)
        db_run(a->d, "INSERT INTO force_reading (report, n, sentence, span_start, span_end, party, party_actor, party_sector, quantity,"
                     " place, place_name, as_of, statement, planned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               "iiiiiottio" "ttoi", a->report, (int64_t)i, a->sentences[f[i].sentence], (int64_t)f[i].span.start, (int64_t)f[i].span.end,
               at(a->entities, f[i].party_entity), f[i].party, f[i].party_sector, a->quantities[f[i].quantity], at(a->places, f[i].place),
               f[i].place_name, f[i].as_of, at(a->statements, f[i].statement), (int64_t)f[i].planned);
    const dl_due *d = dl_report_schedule(a->r, &n);
    for (size_t i = 0; i < n; i++)
        db_run(a->d, "INSERT INTO due_reading (report, n, sentence, span_start, span_end, what, party, with_party, party_actor,"
                     " with_actor, body, day, until, statement) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               "iiiiitoott" "ttto", a->report, (int64_t)i, a->sentences[d[i].sentence], (int64_t)d[i].span.start, (int64_t)d[i].span.end,
               d[i].what ? d[i].what : "", at(a->entities, d[i].party_entity), at(a->entities, d[i].with_entity), d[i].party, d[i].with,
               d[i].body, d[i].date, d[i].until, at(a->statements, d[i].statement));
}

/* What the span's words say already is not said twice, and not at all without text. */
static const char *own_words(const adding *a, dl_span span, const char *s) {
    size_t n;
    const char *words = adding_text(a, span, &n);
    return s && strlen(s) == n && !memcmp(s, words, n) ? NULL : s;
}

static void add_claims(adding *a) {
    size_t n;
    const dl_position *p = dl_report_positions(a->r, &n);
    for (size_t i = 0; i < n; i++)
        db_run(a->d, "INSERT INTO position_reading (report, n, sentence, span_start, span_end, party, toward, party_actor, toward_actor,"
                     " stance, issue, answer, answer_by, statement, answer_statement) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               "iiiiiootttttt" "oo", a->report, (int64_t)i, a->sentences[p[i].sentence], (int64_t)p[i].span.start, (int64_t)p[i].span.end,
               at(a->entities, p[i].party_entity), at(a->entities, p[i].toward_entity), p[i].party, p[i].toward,
               dl_stance_name(p[i].stance), own_words(a, p[i].span, p[i].issue), dl_answer_name(p[i].answer), p[i].answer_by,
               at(a->statements, p[i].statement), at(a->statements, p[i].answer_statement));
    const dl_incident *c = dl_report_incidents(a->r, &n);
    for (size_t i = 0; i < n; i++)
        db_run(a->d, "INSERT INTO incident_reading (report, n, sentence, span_start, span_end, claimed_by, denied_by, claimed_actor,"
                     " denied_actor, place, day, claim, denial) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
               "iiiiiootto" "too", a->report, (int64_t)i, a->sentences[c[i].sentence], (int64_t)c[i].span.start, (int64_t)c[i].span.end,
               at(a->entities, c[i].claimed_entity), at(a->entities, c[i].denied_entity), c[i].claimed_by, c[i].denied_by,
               at(a->places, c[i].place), c[i].date, at(a->statements, c[i].claim), at(a->statements, c[i].denial));
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static int64_t *ids(size_t n) { return calloc(n + 1, sizeof(int64_t)); }

static bool open_adding(adding *a, uint32_t *characters) {
    size_t sentences, entities, places, quantities, statements;
    dl_report_sentences(a->r, &sentences);
    dl_report_entities(a->r, &entities);
    dl_report_places(a->r, &places);
    dl_report_quantities(a->r, &quantities);
    dl_report_statements(a->r, &statements);
    const dl_meta *m = dl_report_meta(a->r);
    a->published = *m->published ? m->published : NULL;
    a->sentences = ids(sentences);
    a->sentence_hashes = ids(sentences);
    a->entities = ids(entities);
    a->known = ids(entities);
    a->places = ids(places);
    a->quantities = ids(quantities);
    a->statements = ids(statements);
    return a->sentences && a->sentence_hashes && a->entities && a->known && a->places && a->quantities && a->statements &&
           index_text(a, characters);
}

static void close_adding(adding *a) {
    free(a->sentences);
    free(a->sentence_hashes);
    free(a->entities);
    free(a->known);
    free(a->places);
    free(a->quantities);
    free(a->statements);
    free(a->bytes);
}

static int64_t reader_row(dl_store *s, const dl_model *model) {
    const char *version = dl_model_version(model);
    int64_t id = db_number(&s->d, -1, "SELECT id FROM reader WHERE program = ? AND model = ?", "tt", DL_VERSION, version);
    if (id >= 0) return id;
    return db_run(&s->d, "INSERT INTO reader (program, model) VALUES (?, ?)", "tt", DL_VERSION, version);
}

static void add_all(adding *a, const store_origin *from, int64_t reader, int64_t older, uint32_t characters) {
    double likeness;
    add_report(a, reader, from, characters);
    if (older >= 0) db_run(a->d, "UPDATE report SET superseded_by = ? WHERE id = ?", "ii", a->report, older);
    add_furniture(a);
    add_sentences(a);
    int64_t story = copies_find(a, older, &likeness);
    if (story != a->report)
        db_run(a->d, "UPDATE report SET story = ?, likeness = ? WHERE id = ?", "iri", story, likeness, a->report);
    if (!identities_find(a)) return;
    add_entities(a);
    add_places(a);
    add_times(a);
    add_quantities(a);
    add_statements(a);
    add_ledger(a);
    add_claims(a);
    if (merge_events(a)) sums_report(a->d, a->report, older);
}

store_outcome store_add(dl_store *s, const dl_model *model, const dl_report *r, const store_origin *from, dl_error *err) {
    db *d = &s->d;
    if (!s->open) {
        if (!db_script(d, "BEGIN IMMEDIATE")) {
            if (err) *err = d->err;
            db_recover(d);
            return STORE_FAILED;
        }
        s->open = true;
    }
    if (store_knows(s, from->id, from->hash)) return STORE_KNOWN;
    uint32_t characters = 0;
    adding a = {.d = d, .r = r, .no_text = from->no_text};
    bool ready = open_adding(&a, &characters);
    if (!ready) {
        d->failed = true;
        dl_fail(&d->err, "out of memory");
    }
    db_script(d, "SAVEPOINT report");
    a.report = db_number(d, 0, "SELECT max(id) FROM report", "") + 1;
    int64_t older = older_version(d, from);
    if (!d->failed) add_all(&a, from, reader_row(s, model), older, characters);
    db_script(d, "RELEASE report");
    close_adding(&a);
    if (!d->failed) return older >= 0 ? STORE_CORRECTED : STORE_ADDED;
    if (err) *err = d->err;
    db_recover(d);
    if (sqlite3_get_autocommit(d->handle)) s->open = false; /* a full disk took the whole transaction back */
    else if (sqlite3_exec(d->handle, "ROLLBACK TO report; RELEASE report", NULL, NULL, NULL) != SQLITE_OK) {
        sqlite3_exec(d->handle, "ROLLBACK", NULL, NULL, NULL);
        s->open = false;
    }
    return STORE_FAILED;
}
