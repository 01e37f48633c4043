/* events.c - the events stage: every word that a frame of the lexicon fits becomes an event, unless another has taken it up. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entities/actors.h"
#include "events/coder.h"
#include "petrarch/petrarch.h"

enum { PAIRS = 9, BACKGROUND_DAYS = 120 };

bool events_model_open(dl_model *m, dl_error *err) {
    size_t size;
    m->events = calloc(1, sizeof *m->events);
    if (!m->events) return dl_fail(err, "out of memory");
    const void *section = pack_section(&m->data, "events", &size);
    return lexicon_open(&m->events->lexicon, section, size, err);
}

void events_model_close(dl_model *m) { free(m->events); }

/* A frame whose object must be somebody, filled by a word that names nobody: "received letters". */
static bool is_vague(const coder *c, const find *f) {
    const lex_frame *frame = &c->lex->frames[f->frame];
    party p[PARTIES];
    if (f->target == NO_TOKEN) return false;
    for (uint32_t k = 0; k < frame->n_slots; k++) {
        const lex_slot *s = &c->lex->slots[frame->slots + k];
        if (s->role == LEX_ROLE_TARGET && !s->optional && (s->at == LEX_AT_OBJECT || s->at == LEX_AT_PREPOSITION)) {
            size_t n = who_all(c, f->target, p);
            for (size_t i = 0; i < n; i++)
                if (who_names(c, &p[i])) return false;
            return true;
        }
    }
    return false;
}

/* "the exercises": those that were told of before. */
static const dl_event *told_before(const coder *c, const find *f) {
    const dl_token *t = c->tokens;
    bool definite = false;
    EACH_CHILD(c, f->token, k) definite |= t[k].deprel == DL_REL_det && (clause_is(&t[k], "the") || clause_is(&t[k], "this") || clause_is(&t[k], "these"));
    if (!definite) return NULL;
    for (size_t i = c->r->n_events, looked = 0; i-- > 0 && looked < 40; looked++) {
        const dl_event *e = &c->r->events[i];
        const find *x = c->found[e->head] ? &c->finds[c->found[e->head] - 1] : NULL;
        if (f->token - e->head > 250) break;
        if (!x || !t[f->token].lemma) continue;
        uint32_t words[] = {x->token, x->content, x->object};
        for (size_t k = 0; k < 3; k++)
            if (words[k] != NO_TOKEN && t[words[k]].lemma && !strcmp(t[words[k]].lemma, t[f->token].lemma) && c->lex->codes[f->code].type == e->type) return e;
    }
    return NULL;
}

/* What a find carries, or is said in other words by, is no event of its own. */
static void take_contents(coder *c) {
    for (size_t i = 0; i < c->n_finds; i++) {
        const find *f = &c->finds[i];
        if (c->lex->entries[f->entry].flags & LEX_WHOLE && f->object != NO_TOKEN && c->found[f->object])
            c->finds[c->found[f->object] - 1].flags |= FIND_TAKEN;
        if (f->content == NO_TOKEN || !c->found[f->content]) continue;
        find *x = &c->finds[c->found[f->content] - 1];
        if (c->lex->frames[f->frame].carrier) x->flags |= FIND_TAKEN;
    }
    for (size_t i = 0; i < c->n_finds; i++) { /* "launched a lawsuit", told by a frame of its own */
        const find *f = &c->finds[i];
        if (f->object == NO_TOKEN || f->object == f->target || f->object == f->content || !c->found[f->object]) continue;
        find *x = &c->finds[c->found[f->object] - 1];
        if (x->flags & FIND_NOUN) x->flags |= FIND_TAKEN;
    }
}

static dl_span span_of(const coder *c, const find *f) {
    const dl_token *t = c->tokens;
    uint32_t low = f->token, high = f->token, more[] = {f->target, f->content, f->object};
    for (size_t i = 0; i < 3; i++)
        if (more[i] != NO_TOKEN) {
            if (more[i] < low && low - more[i] < 12) low = more[i];
            if (more[i] > high && more[i] - high < 24) high = more[i];
        }
    return (dl_span){t[low].span.start, t[high].span.end};
}

static bool add(coder *c, const dl_event *made) {
    dl_report *r = c->r;
    if (r->n_events == c->cap_events) {
        size_t cap = c->cap_events ? 2 * c->cap_events : 32;
        dl_event *more = arena_grow(&r->arena, r->events, r->n_events, cap, sizeof *more);
        if (!more) return false;
        r->events = more;
        c->cap_events = cap;
    }
    r->events[r->n_events++] = *made;
    return true;
}

static void set_sides(dl_event *e, const party *s, const party *t) {
    e->source_entity = s ? s->entity : DL_NONE;
    e->source_head = s ? s->token : DL_NONE;
    e->source = s ? s->code : NULL;
    e->source_sector = s ? s->sector : NULL;
    e->target_entity = t ? t->entity : DL_NONE;
    e->target_head = t ? t->token : DL_NONE;
    e->target = t ? t->code : NULL;
    e->target_sector = t ? t->sector : NULL;
}

static bool contexts(const coder *c, const find *f, const lex_code *code, dl_event *e) {
    const lex_entry *entry = &c->lex->entries[f->entry];
    const uint32_t *list = c->lex->lists + (entry->contexts ? entry->contexts : code->contexts);
    if (!*list) return true;
    const char **names = ARENA_NEW(&c->r->arena, const char *, *list);
    if (!names) return false;
    for (uint32_t i = 0; i < *list; i++) names[i] = c->lex->strings + list[i + 1];
    e->contexts = names;
    e->n_contexts = *list;
    return true;
}

static float confidence(const find *f, size_t n_source, size_t n_target, uint8_t how) {
    float p = 0.45f + 0.02f * (float)(f->score > 12 ? 12 : f->score);
    if (n_source) p += 0.1f;
    if (n_target) p += how == TARGET_GUESS ? -0.1f : how == TARGET_PLACE ? 0.05f : 0.1f;
    return p > 0.95f ? 0.95f : p;
}

/* "will not release them", said of itself: not an event that failed to happen but one that did, a refusal. */
static bool will_not(const coder *c, const find *f, uint8_t status) {
    const dl_token *t = c->tokens;
    bool will = false;
    uint8_t quad = c->lex->codes[f->code].quad;
    if (status != DL_STATUS_NEGATED || (quad != 1 && quad != 2) || t[f->token].upos != DL_VERB || f->source == NO_TOKEN) return false;
    EACH_CHILD(c, f->token, k) will |= t[k].deprel == DL_REL_aux && t[k].xpos == DL_XPOS_MD && clause_is(&t[k], "will") && strcasecmp(t[k].form, "would");
    return will && (t[f->token].deprel == DL_REL_root || t[f->token].deprel == DL_REL_ccomp || t[f->token].deprel == DL_REL_conj);
}

static bool emit(coder *c, const find *f, uint32_t sentence) {
    dl_report *r = c->r;
    party source[PARTIES], target[PARTIES];
    uint8_t how;
    size_t n_source = who_source(c, f, source), n_target = who_target(c, f, target, &how), n = 0;
    if (n_source == 1 && n_target && !source[0].code && f->source != NO_TOKEN && c->found[f->source] &&
        c->lex->codes[c->finds[c->found[f->source] - 1].code].type == DL_EVENT_PROTEST)
        source[0].code = target[0].code; /* "ousted by an uprising": of the people there */
    if (n_source == 1 && n_target && !source[0].code && source[0].sector && target[0].entity != DL_NONE && how == TARGET_CONTENT &&
        r->entities[target[0].entity].kind == DL_ENTITY_PERSON && (!strcmp(source[0].sector, "LEG") || !strcmp(source[0].sector, "OPP") || !strcmp(source[0].sector, "PTY")))
        source[0].code = target[0].code; /* lawmakers who ask for a minister's removal are of the same country */
    for (size_t i = 0; i < n_source; i++)
        if (who_names(c, &source[i])) source[n++] = source[i];
    n_source = n;
    for (size_t i = n = 0; i < n_target; i++)
        if (who_names(c, &target[i])) target[n++] = target[i];
    n_target = n;
    if ((!n_target || how >= TARGET_PLACE) && is_vague(c, f)) return trace_find(c, f, "what it is done to is nobody who is known"), true;
    if (!n_source && how == TARGET_GUESS) n_target = 0;
    bool known = false; /* somebody of a country or a branch of society, or hurt */
    for (size_t i = 0; i < n_source; i++) known |= source[i].code || source[i].sector;
    for (size_t i = 0; i < n_target; i++) known |= target[i].code || target[i].sector;
    uint8_t type = c->lex->codes[f->code].type;
    if (f->flags & FIND_NOUN && !n_source && c->lex->codes[f->code].quad % 2) return true; /* "support for him": whose? */
    if (f->flags & FIND_NOUN && !n_target && n_source < 2 && !f->score && type != DL_EVENT_CONSULT && c->lex->codes[f->code].quad % 2) return true;
    if ((n_source || n_target) && !known && type != DL_EVENT_ASSAULT && type != DL_EVENT_COERCE && type != DL_EVENT_PROTEST) return true;
    if (f->clause != NO_TOKEN && !n_target && (type == DL_EVENT_ACCUSE || type == DL_EVENT_REQUEST)) return true;
    const dl_event *before = !n_source && !n_target && f->flags & FIND_NOUN ? told_before(c, f) : NULL;
    if (!n_source && !n_target && !before) return trace_find(c, f, "nobody who is known does it or suffers it"), true;
    const lex_entry *entry = &c->lex->entries[f->entry];
    const lex_code *code = &c->lex->codes[f->code];
    dl_event e = {.span = span_of(c, f), .sentence = sentence, .head = f->token, .type = code->type, .quad = code->quad, .goldstein = code->goldstein,
                  .statement = status_statement(c, f->token), .why = c->lex->strings + c->lex->frames[f->frame].text};
    e.status = status_of(c, f);
    if (will_not(c, f, e.status)) { /* is a refusal, which does happen */
        uint16_t refusal = lexicon_carry(c->lex, c->lex->head->refuse, f->code);
        if (refusal < LEX_SAME) {
            code = &c->lex->codes[refusal];
            e.type = code->type, e.quad = code->quad, e.goldstein = code->goldstein, e.status = DL_STATUS_OCCURRED;
        }
    }
    const char *mode = c->lex->strings + entry->mode;
    if (!*mode || code != &c->lex->codes[f->code]) mode = c->lex->strings + code->mode;
    e.mode = *mode ? mode : NULL;
    memcpy(e.cameo, code->cameo, sizeof e.cameo);
    if (!contexts(c, f, code, &e) || !when_fill(c, f, &e)) return false;
    if (e.status == DL_STATUS_OCCURRED && e.date && *r->meta.published) {
        int32_t then = strlen(e.date) == 10 ? actors_day(e.date) : ACTORS_NO_DAY, now = actors_day(r->meta.published);
        if (then == ACTORS_NO_DAY && strncmp(e.date, r->meta.published, 4) < 0) then = now - BACKGROUND_DAYS - 1;
        if (then != ACTORS_NO_DAY && now != ACTORS_NO_DAY && now - then > BACKGROUND_DAYS) e.status = DL_STATUS_BACKGROUND;
    }
    e.confidence = confidence(f, n_source, n_target, how);
    bool mutual = c->lex->entries[f->entry].flags & LEX_MUTUAL;
    if (!n_target && n_source > 1) { /* two who meet, or clash, do it with each other */
        const find *x = f->content != NO_TOKEN && c->found[f->content] ? &c->finds[c->found[f->content] - 1] : NULL;
        mutual |= x && c->lex->entries[x->entry].flags & LEX_MUTUAL;
        mutual |= code->type == DL_EVENT_AGREE;
        if (mutual) {
            for (size_t i = 0, made = 0; i < n_source; i++)
                for (size_t k = i + 1; k < n_source && made < PAIRS; k++, made++) {
                    set_sides(&e, &source[i], &source[k]);
                    if (!add(c, &e)) return false;
                }
            return true;
        }
    }
    if (before) {
        e.source_entity = before->source_entity, e.source_head = before->source_head, e.source = before->source, e.source_sector = before->source_sector;
        e.target_entity = before->target_entity, e.target_head = before->target_head, e.target = before->target, e.target_sector = before->target_sector;
        return add(c, &e);
    }
    size_t made = 0;
    for (size_t i = 0; i < (n_source ? n_source : 1); i++)
        for (size_t k = 0; k < (n_target ? n_target : 1) && made < PAIRS; k++, made++) {
            set_sides(&e, n_source ? &source[i] : NULL, n_target ? &target[k] : NULL);
            if (!add(c, &e)) return false;
        }
    return true;
}

bool events_read(dl_report *r) {
    const lexicon *theirs = petrarch_lexicon(r->model->petrarch);
    coder c = {.r = r, .lex = theirs ? theirs : &r->model->events->lexicon};
    if (!r->n_tokens || !r->mention_at) return true;
    if (!clause_prepare(&c)) return false;
    for (size_t i = 0; i < r->n_tokens; i++) match_word(&c, (uint32_t)i, 0);
    take_contents(&c);
    for (size_t s = 0; s < r->n_sentences && !c.failed; s++) {
        if (r->sentences[s].flags & DL_SENTENCE_FURNITURE) continue;
        for (uint32_t i = r->sentences[s].first; i < r->sentences[s].first + r->sentences[s].count; i++) {
            if (!c.found[i]) continue;
            const find *f = &c.finds[c.found[i] - 1];
            if (f->flags & (FIND_TAKEN | FIND_TOPIC)) {
                trace_find(&c, f, f->flags & FIND_TAKEN ? "another event speaks of it" : "says only what another event is about");
                continue;
            }
            if (!emit(&c, f, (uint32_t)s)) return false;
        }
    }
    return !c.failed;
}
