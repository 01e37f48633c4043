/* dateline.c - the public functions: open a model, run the stages over a report in order, show its parts. */
#include "dateline.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/error.h"
#include "entities/actors.h"
#include "knowledge/knowledge.h"
#include "model.h"
#include "petrarch/petrarch.h"
#include "report.h"

#ifndef DL_DATA_DIR
#define DL_DATA_DIR "/usr/local/share/dateline"
#endif

static bool has_model(const char *dir) {
    char path[PATH_MAX];
    return snprintf(path, sizeof path, "%s/dateline.model", dir) < (int)sizeof path && !access(path, F_OK);
}

/* $DATELINE_DATA; the running program's folder, as in a build; ../share/dateline from there, so that an installed tree may be
 * moved; the folder that was named when this was built. */
static const char *find_dir(char *room, size_t size) {
    const char *dir = getenv("DATELINE_DATA");
    if (dir && *dir) return dir;
    ssize_t n = readlink("/proc/self/exe", room, size - 1);
    if (n > 0) {
        room[n] = 0;
        char *slash = strrchr(room, '/');
        size_t left = slash ? size - (size_t)(slash - room) : 0;
        if (slash) *slash = 0;
        if (slash && has_model(room)) return room;
        if (slash && snprintf(slash, left, "/../share/dateline") < (int)left && has_model(room)) return room;
    }
    return DL_DATA_DIR;
}

/* The user's dictionaries over ours; any problem in them ends it, since a reader that leaves out half of what its user wrote
 * would be a surprise later. */
static bool open_dictionaries(dl_model *m, const dl_model_options *o, dl_error *err) {
    char first[sizeof err->message - 64] = "";
    source_log log = {.first = first, .room = sizeof first};
    dl_bytes section = {0};
    bool ok = knowledge_dictionaries(m->actors, o->dictionaries, o->n_dictionaries, &log, &section, err);
    if (ok && log.problems == 1) ok = dl_fail(err, "%s", first);
    else if (ok && log.problems) ok = dl_fail(err, "%s (and %ld more; dateline lint --dictionary tells all)", first, log.problems - 1);
    ok = ok && actors_open(m->actors, section.at, section.size, err);
    if (ok) m->actors->room = section.at;
    else bytes_free(&section);
    return ok;
}

static bool open_petrarch(dl_model *m, const char *dir, dl_error *err) {
    petrarch_log log = {.to = NULL};
    m->petrarch = petrarch_open(m, dir, &log, err);
    m->petrarch_problems = log.problems;
    snprintf(m->petrarch_first, sizeof m->petrarch_first, "%s", log.first);
    return m->petrarch != NULL;
}

long dl_model_petrarch_problems(const dl_model *m, const char **first) {
    if (first) *first = *m->petrarch_first ? m->petrarch_first : NULL;
    return m->petrarch_problems;
}

/* `with` NULL: the data that lies beside the grammar model. */
static dl_model *open_files(const dl_model_options *options, const char *with, dl_error *err) {
    const dl_model_options none = {0}, *o = options ? options : &none;
    const char *dir = o->dir;
    char room[PATH_MAX], grammar[PATH_MAX], data[PATH_MAX];
    if (err) err->message[0] = 0;
    if (!dir) dir = find_dir(room, sizeof room);
    if (snprintf(grammar, sizeof grammar, "%s/dateline.model", dir) >= (int)sizeof grammar ||
        snprintf(data, sizeof data, "%s/dateline.data", dir) >= (int)sizeof data) {
        dl_fail(err, "%.200s...: path too long; name a shorter one with --data", dir);
        return NULL;
    }
    dl_model *m = calloc(1, sizeof *m);
    if (!m) {
        dl_fail(err, "out of memory");
        return NULL;
    }
    if (!pack_open(&m->grammar, grammar, PACK_MODEL_VERSION, err) || !pack_open(&m->data, with ? with : data, PACK_DATA_VERSION, err) ||
        !text_model_open(m, err) || !syntax_model_open(m, err) ||
        !entities_model_open(m, err) || !mention_model_open(m, err) || !actors_model_open(m, err) ||
        !places_model_open(m, err) || !relation_model_open(m, err) || !events_model_open(m, err) || !statements_model_open(m, err) || !ledger_model_open(m, err) ||
        !saying_model_open(m, err) || (o->n_dictionaries && !open_dictionaries(m, o, err)) ||
        (o->petrarch && !open_petrarch(m, o->petrarch, err))) {
        dl_model_close(m);
        return NULL;
    }
    snprintf(m->version, sizeof m->version, "%016llx",
             (unsigned long long)(pack_identity(&m->grammar) * 3 ^ pack_identity(&m->data)));
    return m;
}

dl_model *dl_model_open(const char *dir, dl_error *err) { return open_files(&(dl_model_options){.dir = dir}, NULL, err); }
dl_model *dl_model_open_with(const dl_model_options *options, dl_error *err) { return open_files(options, NULL, err); }
dl_model *model_open_data(const char *data, dl_error *err) { return open_files(NULL, data, err); }

void dl_model_close(dl_model *m) {
    if (!m) return;
    saying_model_close(m);
    ledger_model_close(m);
    statements_model_close(m);
    petrarch_close(m->petrarch);
    actors_model_close(m);
    mention_model_close(m);
    entities_model_close(m);
    relation_model_close(m);
    places_model_close(m);
    events_model_close(m);
    syntax_model_close(m);
    text_model_close(m);
    pack_close(&m->data);
    pack_close(&m->grammar);
    free(m);
}

/* What the options say of the report, copied, since they need not outlive the call. */
static bool take_options(dl_report *r, const dl_options *o, const char *text, size_t len) {
    if (o) r->options = *o;
    if (o && o->date) {
        memcpy(r->meta.published, o->date, 11);
        r->options.date = r->meta.published;
        r->meta.published_basis = o->date_is_metadata ? DL_PUBLISHED_METADATA : DL_PUBLISHED_GIVEN;
    }
    char hash[17];
    snprintf(hash, sizeof hash, "%016llx", (unsigned long long)pack_checksum((const unsigned char *)text, len));
    const char *id = o && o->id ? o->id : hash;
    r->options.id = r->meta.id = arena_copy(&r->arena, id, strlen(id));
    return r->meta.id != NULL;
}

void report_clock_tick(report_clock *clock, report_part part) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* other programs do not count */
    uint64_t now = (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
    if (clock->last) clock->ns[part] += now - clock->last;
    clock->last = now;
}

bool report_refuse(dl_report *r, uint32_t token, const char *what, const char *why) {
    if (!r->options.explain || !r->n_sentences) return true;
    size_t low = 0, high = r->n_sentences;
    while (low + 1 < high) { /* the sentence that holds it */
        size_t mid = (low + high) / 2;
        if (r->sentences[mid].first <= token) low = mid;
        else high = mid;
    }
    if (r->n_refusals == r->cap_refusals) {
        size_t cap = r->cap_refusals ? 2 * r->cap_refusals : 64;
        dl_refusal *more = arena_grow(&r->arena, r->refusals, r->n_refusals, cap, sizeof *more);
        if (!more) return false;
        r->refusals = more;
        r->cap_refusals = cap;
    }
    r->refusals[r->n_refusals++] = (dl_refusal){(uint32_t)low, token, what, why};
    return true;
}

static bool read_stages(dl_report *r, const char *text, size_t len) {
    report_tick(r, PART_REST);
    if (!text_repair(r, text, len)) return false;
    report_tick(r, PART_REPAIR);
    if (!text_furniture(r)) return false;
    report_tick(r, PART_FURNITURE);
    if (!text_sentences(r)) return false;
    report_tick(r, PART_SENTENCES);
    if (!syntax_read(r)) return false;
    report_tick(r, PART_REST);
    if (!places_read(r)) return false;
    report_tick(r, PART_PLACES);
    if (!times_read(r) || !quantities_read(r)) return false;
    report_tick(r, PART_TIMES);
    if (!entities_read(r) || !petrarch_entities(r)) return false;
    report_tick(r, PART_ENTITIES);
    if (!statements_read(r)) return false;
    report_tick(r, PART_STATEMENTS);
    if (!events_read(r)) return false;
    report_tick(r, PART_EVENTS);
    if (!petrarch_events(r) || !ledger_read(r)) return false;
    entities_settle(r);
    report_tick(r, PART_LEDGER);
    return true;
}

dl_report *dl_read(const dl_model *model, const char *text, size_t len, const dl_options *options, dl_error *err) {
    return report_read(model, text, len, options, NULL, err);
}

dl_report *report_read(const dl_model *model, const char *text, size_t len, const dl_options *options, report_clock *clock,
                       dl_error *err) {
    if (err) err->message[0] = 0;
    if (len > DL_MAX_TEXT) {
        dl_fail(err, "report of %zu bytes is over the limit of %zu; split it", len, DL_MAX_TEXT);
        return NULL;
    }
    if (options && options->date && !date_valid(options->date)) {
        dl_fail(err, "\"%.40s\" is no date; write it YYYY-MM-DD", options->date);
        return NULL;
    }
    dl_report *r = calloc(1, sizeof *r);
    if (r) {
        r->model = model;
        r->clock = clock;
        if (take_options(r, options, text, len) && read_stages(r, text, len)) return r;
        dl_report_free(r);
    }
    dl_fail(err, "out of memory while reading a report of %zu bytes", len);
    return NULL;
}

void dl_report_free(dl_report *r) {
    if (!r) return;
    arena_free(&r->arena);
    free(r);
}

const char *dl_model_version(const dl_model *m) { return m->version; }
const char *dl_report_text(const dl_report *r, size_t *bytes) { return *bytes = r->bytes, r->text; }
const dl_meta *dl_report_meta(const dl_report *r) { return &r->meta; }
const dl_furniture *dl_report_furniture(const dl_report *r, size_t *n) { return *n = r->n_furniture, r->furniture; }
const dl_sentence *dl_report_sentences(const dl_report *r, size_t *n) { return *n = r->n_sentences, r->sentences; }
const dl_token *dl_report_tokens(const dl_report *r, size_t *n) { return *n = r->n_tokens, r->tokens; }
const dl_entity *dl_report_entities(const dl_report *r, size_t *n) { return *n = r->n_entities, r->entities; }
const dl_mention *dl_report_mentions(const dl_report *r, size_t *n) { return *n = r->n_mentions, r->mentions; }
const dl_quantity *dl_report_quantities(const dl_report *r, size_t *n) { return *n = r->n_quantities, r->quantities; }
const dl_time *dl_report_times(const dl_report *r, size_t *n) { return *n = r->n_times, r->times; }
const dl_place *dl_report_places(const dl_report *r, size_t *n) { return *n = r->n_places, r->places; }
const dl_statement *dl_report_statements(const dl_report *r, size_t *n) { return *n = r->n_statements, r->statements; }
const dl_event *dl_report_events(const dl_report *r, size_t *n) { return *n = r->n_events, r->events; }
const dl_refusal *dl_report_refusals(const dl_report *r, size_t *n) { return *n = r->n_refusals, r->refusals; }
const dl_force *dl_report_forces(const dl_report *r, size_t *n) { return *n = r->n_forces, r->forces; }
const dl_due *dl_report_schedule(const dl_report *r, size_t *n) { return *n = r->n_schedule, r->schedule; }
const dl_position *dl_report_positions(const dl_report *r, size_t *n) { return *n = r->n_positions, r->positions; }
const dl_incident *dl_report_incidents(const dl_report *r, size_t *n) { return *n = r->n_incidents, r->incidents; }
