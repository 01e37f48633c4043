/* tally.c - what a report adds up to, for a person: who did what to whom and how far it is so, who wants what and what was answered,
 * who has how many of what, what one claims and another denies, what is due. Each line with the number of its sentence. */
#include "output/tally.h"

#include <string.h>

enum { NUMBER = 4 }; /* columns for the number of a sentence */

typedef struct tally {
    page *p;
    const size_t *number;
    const char *text;
    const dl_token *tokens;
    const dl_entity *entities;
    const dl_statement *statements;
    size_t n_tokens, last;
    const char *title; /* of the list, still to be written; or NULL */
} tally;

static void begin(tally *t, uint32_t sentence) {
    char label[24];
    if (t->title) {
        page_end(t->p);
        page_string(t->p, PAGE_DIM, t->title);
        page_end(t->p);
        t->title = NULL;
        t->last = 0;
    }
    snprintf(label, sizeof label, "%*zu", NUMBER - 2, t->number[sentence]);
    page_line(t->p, t->number[sentence] != t->last ? label : NULL, NUMBER, NUMBER + 4);
    t->last = t->number[sentence];
}

static void dim(tally *t, const char *before, const char *s) {
    if (!s) return;
    page_string(t->p, PAGE_DIM, before);
    page_string(t->p, PAGE_DIM, s);
}

/* An actor by name where it has a short one here, and its code. */
static void actor(tally *t, uint32_t entity, const char *code) {
    enum { SHORT = 48 };
    const char *name = entity == DL_NONE ? NULL : t->entities[entity].name;
    if (name && code && strlen(name) > SHORT) name = NULL;
    if (name) page_string(t->p, PAGE_WHO, name);
    if (name && code) dim(t, " ", code);
    if (!name) page_string(t->p, PAGE_WHO, code ? code : "somebody");
}

static void words(tally *t, dl_span span) {
    size_t low = 0, high = t->n_tokens;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (t->tokens[middle].span.start < span.start) low = middle + 1;
        else high = middle;
    }
    size_t last = low;
    while (last + 1 < t->n_tokens && t->tokens[last + 1].span.end <= span.end) last++;
    if (low == t->n_tokens || t->tokens[low].span.end > span.end) return;
    page_text(t->p, PAGE_WHOM, t->text + t->tokens[low].byte, t->tokens[last].byte + t->tokens[last].bytes - t->tokens[low].byte);
}

/* On whose word it stands. */
static void said_by(tally *t, uint32_t statement) {
    if (statement == DL_NONE || t->statements[statement].source_entity == DL_NONE) return;
    dim(t, " · says ", t->entities[t->statements[statement].source_entity].name);
}

static void events(tally *t, const dl_report *r) {
    size_t n;
    const dl_event *e = dl_report_events(r, &n);
    t->title = "Who did what to whom:";
    for (size_t i = 0; i < n; i++, e++) {
        bool whole = (e->source || e->source_entity != DL_NONE) && (e->target || e->target_entity != DL_NONE);
        if (!t->number[e->sentence] || !whole) continue; /* the others are in the record */
        begin(t, e->sentence);
        actor(t, e->source_entity, e->source);
        page_string(t->p, PAGE_DIM, " → ");
        page_string(t->p, PAGE_VERB, dl_event_type_name(e->type));
        dim(t, " ", e->mode);
        page_string(t->p, PAGE_DIM, " → ");
        actor(t, e->target_entity, e->target);
        if (e->status != DL_STATUS_OCCURRED) dim(t, " · ", dl_status_name(e->status));
        dim(t, " · ", e->date);
        dim(t, " · until ", e->until);
        page_string(t->p, PAGE_DIM, " · ");
        words(t, e->span);
        said_by(t, e->statement);
        page_end(t->p);
    }
}

static void positions(tally *t, const dl_report *r) {
    static const char *const DOES[] = {" demands", " offers", " refuses", " accepts"};
    size_t n;
    const dl_position *p = dl_report_positions(r, &n);
    t->title = "Who wants what:";
    for (size_t i = 0; i < n; i++, p++) {
        if (!t->number[p->sentence]) continue;
        begin(t, p->sentence);
        actor(t, p->party_entity, p->party);
        page_string(t->p, PAGE_VERB, DOES[p->stance]);
        if (p->toward) {
            page_string(t->p, PAGE_DIM, p->stance == DL_STANCE_DEMAND ? " of " : " toward ");
            actor(t, p->toward_entity, p->toward);
        }
        page_string(t->p, PAGE_DIM, " · ");
        words(t, p->span);
        if (p->answer != DL_ANSWER_OPEN) {
            dim(t, " · ", dl_answer_name(p->answer));
            dim(t, " by ", p->answer_by);
        }
        page_end(t->p);
    }
}

static void forces(tally *t, const dl_report *r) {
    size_t n;
    const dl_force *f = dl_report_forces(r, &n);
    t->title = "Forces:";
    for (size_t i = 0; i < n; i++, f++) {
        if (!t->number[f->sentence]) continue;
        begin(t, f->sentence);
        actor(t, f->party_entity, f->party);
        page_string(t->p, PAGE_DIM, " · ");
        words(t, f->span);
        if (f->planned) page_string(t->p, PAGE_DIM, " · to come");
        dim(t, " · ", f->place_name);
        dim(t, " · as of ", f->as_of);
        said_by(t, f->statement);
        page_end(t->p);
    }
}

static void incidents(tally *t, const dl_report *r) {
    size_t n;
    const dl_incident *x = dl_report_incidents(r, &n);
    t->title = "Claimed and denied:";
    for (size_t i = 0; i < n; i++, x++) {
        if (!t->number[x->sentence]) continue;
        begin(t, x->sentence);
        actor(t, x->claimed_entity, x->claimed_by);
        page_string(t->p, PAGE_DIM, " · ");
        words(t, x->span);
        dim(t, " · ", x->date);
        if (x->denied_by) {
            page_string(t->p, PAGE_DIM, " · denied by ");
            actor(t, x->denied_entity, x->denied_by);
        }
        page_end(t->p);
    }
}

static void schedule(tally *t, const dl_report *r) {
    size_t n;
    const dl_due *d = dl_report_schedule(r, &n);
    t->title = "Due:";
    for (size_t i = 0; i < n; i++, d++) {
        if (!t->number[d->sentence]) continue;
        begin(t, d->sentence);
        page_string(t->p, PAGE_VERB, d->until ? "until " : "");
        page_string(t->p, PAGE_VERB, d->until ? d->until : d->date ? d->date : "no day named");
        page_string(t->p, PAGE_PLAIN, " ");
        page_string(t->p, PAGE_WHOM, d->what);
        dim(t, " of ", d->body);
        if (d->party) page_string(t->p, PAGE_DIM, " · "), actor(t, d->party_entity, d->party);
        if (d->with) page_string(t->p, PAGE_DIM, " with "), actor(t, d->with_entity, d->with);
        page_end(t->p);
    }
}

void tally_write(page *p, const dl_report *r, const size_t *number) {
    size_t n;
    tally t = {.p = p, .number = number};
    t.text = dl_report_text(r, &n);
    t.tokens = dl_report_tokens(r, &t.n_tokens);
    t.entities = dl_report_entities(r, &n);
    t.statements = dl_report_statements(r, &n);
    events(&t, r);
    positions(&t, r);
    forces(&t, r);
    incidents(&t, r);
    schedule(&t, r);
}
