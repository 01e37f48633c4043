/* schedule.c - what is due: a time to come, the verb it stands with, and the meeting, visit or deadline that the verb is about. What
 * is past, called off, or only might be is not due. */
#include <stdio.h>
#include <string.h>

#include "entities/calendar.h"
#include "ledger/finder.h"

static bool is_relative(const dl_token *w) { return DL_HAS(w, PronType_Rel) || w->xpos == DL_XPOS_WDT || w->xpos == DL_XPOS_WP; }

/* Before, on or after the report's day, or unknown. Only a day or a time of day has its place in a calendar. */
enum { WHEN_NONE, WHEN_PAST, WHEN_TODAY, WHEN_AHEAD, WHEN_OPEN };
static int when(const dl_report *r, const dl_time *t) {
    if (t->type != DL_TIME_DATE && t->type != DL_TIME_TIME) return WHEN_NONE;
    if (!t->value) return t->weekday ? WHEN_OPEN : WHEN_NONE;
    if (strlen(t->value) < 10 || strspn(t->value, "0123456789-") < 10) return WHEN_NONE;
    if (!*r->meta.published) return WHEN_OPEN;
    int order = strncmp(t->value, r->meta.published, 10);
    return order < 0 ? WHEN_PAST : order ? WHEN_AHEAD : WHEN_TODAY;
}

/* The meeting or visit that `verb` is about: its subject, its object, what it is a relative clause of, or itself. */
static uint16_t thing_of(const finder *f, uint16_t verb) {
    const tree *t = &f->t;
    uint16_t subject = tree_child_base(t, verb, DL_REL_nsubj), object = tree_child(t, verb, DL_REL_obj);
    bool relative = subject != TREE_NONE && is_relative(&t->words[subject]);
    if ((relative || subject == TREE_NONE) && tree_base(t->words[verb].deprel) == DL_REL_acl) subject = t->parent[verb];
    if (subject != TREE_NONE && finder_bits(f, subject) & LEDGER_THING && t->words[subject].upos == DL_NOUN) return subject;
    if (object != TREE_NONE && finder_bits(f, object) & LEDGER_THING && t->words[object].upos == DL_NOUN) return object;
    return finder_bits(f, verb) & (t->words[verb].upos == DL_NOUN ? LEDGER_THING : LEDGER_DEED) ? verb : TREE_NONE;
}

/* "is due in Taipei", "is expected in Ankara": somebody, and the place where they will be. */
static bool arrives(const finder *f, uint16_t word) {
    const tree *t = &f->t;
    uint16_t subject = tree_child_base(t, word, DL_REL_nsubj);
    if (subject == TREE_NONE || !finder_actor(f, subject) || t->words[subject].upos == DL_VERB || tree_child_base(t, word, DL_REL_obj) != TREE_NONE) return false;
    bool due = !strcmp(t->words[word].lemma, "due") || (t->words[word].xpos == DL_XPOS_VBN && finder_bits(f, word) & LEDGER_SET);
    if (!due || tree_child(t, word, DL_REL_xcomp) != TREE_NONE || tree_child(t, word, DL_REL_ccomp) != TREE_NONE) return false;
    for TREE_CHILDREN(t, word, c) {
        uint16_t in = tree_base(t->words[c].deprel) == DL_REL_obl ? tree_child(t, c, DL_REL_case) : TREE_NONE;
        if (in == TREE_NONE || (strcmp(t->words[in].lemma, "in") && strcmp(t->words[in].lemma, "at"))) continue;
        for (uint32_t p = f->next_place; p < f->r->n_places && f->r->places[p].first <= finder_token(f, c); p++)
            if (f->r->places[p].first + f->r->places[p].count > finder_token(f, c)) return true;
    }
    return false;
}

/* "is scheduled", "will meet", "is to begin", "plans to visit": the clause speaks of what is to come. */
static bool looks_ahead(const finder *f, uint16_t verb) {
    const tree *t = &f->t;
    bool planned = false;
    if (!finder_is_so(f, verb, &planned)) return false;
    if (planned || finder_bits(f, verb) & LEDGER_SET) return true;
    for (uint16_t w = t->parent[verb]; w != TREE_NONE; w = t->parent[w])
        if (finder_bits(f, w) & LEDGER_SET) return true;
    const dl_token *w = &t->words[verb];
    return DL_HAS(w, Tense_Pres) && DL_HAS(w, VerbForm_Fin);
}

/* "... but the trip was cancelled". */
static bool is_cancelled(const finder *f, uint16_t word) {
    for TREE_CHILDREN(&f->t, word, c) {
        uint16_t subject = f->t.words[c].deprel == DL_REL_conj && finder_bits(f, c) & LEDGER_OFF ? tree_child_base(&f->t, c, DL_REL_nsubj) : TREE_NONE;
        if (subject != TREE_NONE && (finder_bits(f, subject) & LEDGER_THING || f->t.words[subject].upos == DL_PRON)) return true;
    }
    return false;
}

/* "had been due to visit", "had been scheduled for Monday": it is no more. */
static bool was_due(const finder *f, uint16_t word) {
    const tree *t = &f->t;
    if (strcmp(t->words[word].lemma, "due") && !(finder_bits(f, word) & LEDGER_SET)) return false;
    for TREE_CHILDREN(t, word, c)
        if (t->words[c].deprel == DL_REL_aux && !strcmp(t->words[c].lemma, "have") && DL_HAS(&t->words[c], Tense_Past)) return true;
    return false;
}

/* Called off, or only called for, by a word above. */
static bool is_off(const finder *f, uint16_t word) {
    for (int steps = 0; word != TREE_NONE && steps < 4; steps++, word = f->t.parent[word])
        if (is_cancelled(f, word) || was_due(f, word) || finder_bits(f, word) & (steps ? LEDGER_OFF | LEDGER_WISH : LEDGER_OFF)) return true;
    return false;
}

/* "a meeting of the OSCE", "the NATO summit": the organization inside a mention, or NULL. */
static const char *body_in(const dl_report *r, const dl_mention *of) {
    for (uint32_t w = of->first; w < of->first + of->count; w++) {
        const dl_token *token = &r->tokens[w];
        uint32_t inner = r->mention_at[w];
        if (token->head != of->head || inner == DL_NONE || w == of->head) continue;
        const dl_entity *e = &r->entities[r->mentions[inner].entity];
        bool beside = tree_base(token->deprel) == DL_REL_nmod || token->deprel == DL_REL_compound;
        if (e->kind == DL_ENTITY_ORGANIZATION && e->actor && beside) return e->actor;
    }
    return NULL;
}

/* The body that meets: said here, where else the report names the same thing, or where "the meeting" was last spoken of. */
static const char *body_of(const finder *f, uint16_t thing) {
    enum { BACK = 60 }; /* mentions */
    const dl_report *r = f->r;
    uint32_t token = finder_token(f, thing), m = r->mention_at ? r->mention_at[token] : DL_NONE;
    if (m == DL_NONE) return NULL;
    const char *body = NULL;
    for (uint32_t k = r->entities[r->mentions[m].entity].first, steps = 0; !body && k != DL_NONE && steps < 20; k = r->mentions[k].next, steps++)
        body = body_in(r, &r->mentions[k]);
    const dl_token *first = &r->tokens[r->mentions[m].first];
    if (first->upos != DL_DET || strcmp(first->lemma, "the")) return body;
    for (uint32_t k = m; !body && k > 0 && m - k < BACK; k--)
        if (!strcmp(r->tokens[r->mentions[k - 1].head].lemma, r->tokens[token].lemma)) body = body_in(r, &r->mentions[k - 1]);
    return body;
}

static void set_party(const finder *f, const dl_entity *e, dl_due *due) {
    if (e) due->party = e->actor, due->party_entity = (uint32_t)(e - f->r->entities);
}

/* Who meets whom: the doer of the verb and the actor that "with", "to" or the object leads to; else the actors beside the thing. */
static void find_parties(const finder *f, uint16_t verb, uint16_t thing, dl_due *due) {
    const tree *t = &f->t;
    const dl_entity *party[2] = {verb == thing || t->words[verb].upos != DL_NOUN ? finder_doer(f, verb) : NULL};
    uint16_t heads[2] = {verb, thing};
    for (int k = 0; k < 2 && !party[1]; k++)
        for TREE_CHILDREN(t, heads[k], c) {
            int rel = tree_base(t->words[c].deprel);
            uint16_t by = rel == DL_REL_obl || rel == DL_REL_nmod ? tree_child(t, c, DL_REL_case) : TREE_NONE;
            bool leads = by != TREE_NONE && (!strcmp(t->words[by].lemma, "with") || !strcmp(t->words[by].lemma, "to") || !strcmp(t->words[by].lemma, "between"));
            if (!leads && !(rel == DL_REL_obj && heads[k] == verb) && !(rel == DL_REL_compound || rel == DL_REL_amod)) continue;
            const dl_entity *e = finder_actor(f, c);
            if (!e || e == party[0]) continue;
            party[party[0] ? 1 : 0] = e;
            if (party[1]) break;
        }
    due->party_entity = due->with_entity = DL_NONE;
    set_party(f, party[0], due);
    if (party[1]) due->with = party[1]->actor, due->with_entity = (uint32_t)(party[1] - f->r->entities);
}

static bool read_time(finder *f, uint32_t index, dl_due *due) {
    const dl_report *r = f->r;
    const dl_time *time = &r->times[index];
    const tree *t = &f->t;
    int at = when(r, time);
    if (at == WHEN_NONE || at == WHEN_PAST) return false;
    /* The time's own head, then the verb or noun it is said of. */
    uint16_t first = (uint16_t)(time->first - t->first), head = first, verb;
    while (t->parent[head] != TREE_NONE && t->parent[head] >= first && t->parent[head] < first + time->count) head = t->parent[head];
    if ((verb = t->parent[head]) == TREE_NONE) return false;
    uint16_t by = tree_child(t, head, DL_REL_case);
    bool until = by != TREE_NONE && (!strcmp(t->words[by].lemma, "until") || !strcmp(t->words[by].lemma, "till") || !strcmp(t->words[by].lemma, "through"));
    uint16_t thing = thing_of(f, verb);
    bool arrival = thing == TREE_NONE && arrives(f, verb);
    if (arrival) thing = verb;
    if (thing == TREE_NONE || (t->words[thing].upos == DL_VERB && at == WHEN_OPEN)) return false;
    if (is_off(f, verb) || is_off(f, thing)) return false;
    uint16_t clause = verb;
    while (clause != TREE_NONE && !tree_is_clause(t, clause)) clause = t->parent[clause];
    if (clause == TREE_NONE) clause = verb;
    bool planned = false, ahead = looks_ahead(f, clause);
    /* A day to come is due by itself unless it is only imagined; today and an unknown day need a verb that looks ahead. */
    if (!(at == WHEN_AHEAD || arrival ? finder_is_so(f, clause, &planned) : ahead)) return false;
    const char *what = arrival ? "arrive" : finder_lower(f, thing);
    if (!what) return false;
    *due = (dl_due){.sentence = f->sentence, .thing = finder_token(f, thing), .what = what, .time = index};
    dl_span a = t->words[thing].span, b = time->span;
    due->span = (dl_span){a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
    bool ends = until || (finder_bits(f, verb) & LEDGER_LASTS && strcmp(t->words[verb].lemma, "resume"));
    *(ends ? &due->until : &due->date) = time->value ? time->value : time->relative;
    due->statement = r->statement_at ? r->statement_at[due->thing] : DL_NONE;
    due->body = body_of(f, thing);
    find_parties(f, verb, thing, due);
    if (arrival) set_party(f, finder_actor(f, tree_child_base(t, verb, DL_REL_nsubj)), due);
    return due->date || due->until;
}

/* "PT72H" and "P30D" in whole days, or 0. */
static int days_of(const char *value) {
    char unit = 0, unit_of_day = 0;
    int n = 0;
    if (sscanf(value, "PT%5d%c", &n, &unit_of_day) == 2) return unit_of_day == 'H' && n % 24 == 0 ? n / 24 : 0;
    if (sscanf(value, "P%5d%c", &n, &unit) == 2) return unit == 'D' ? n : unit == 'W' ? 7 * n : 0;
    return 0;
}

/* "demanded that its forces leave within 72 hours", "will disarm within 30 days": a deadline, counted from the day on which it was
 * said where that is known. */
static bool read_deadline(finder *f, uint32_t index, dl_due *due) {
    const dl_report *r = f->r;
    const dl_time *time = &r->times[index];
    const tree *t = &f->t;
    if (time->type != DL_TIME_DURATION || !time->value || time->first <= t->first || strcmp(r->tokens[time->first - 1].lemma, "within")) return false;
    uint16_t first = (uint16_t)(time->first - t->first), verb = first;
    while (verb != TREE_NONE && t->words[verb].upos != DL_VERB) verb = t->parent[verb];
    if (verb == TREE_NONE) return false;
    uint32_t token = finder_token(f, verb), statement = r->statement_at ? r->statement_at[token] : DL_NONE;
    const dl_statement *said = statement == DL_NONE ? NULL : &r->statements[statement];
    bool planned = false, so = finder_is_so(f, verb, &planned), asked = said && said->act == DL_ACT_DEMAND && !said->negated;
    if ((!asked && !(so && planned)) || finder_bits(f, verb) & LEDGER_OFF || is_cancelled(f, verb)) return false;
    *due = (dl_due){.sentence = f->sentence, .thing = token, .time = index, .statement = statement, .party_entity = DL_NONE, .with_entity = DL_NONE};
    if (!(due->what = arena_copy(&f->r->arena, t->words[verb].lemma, strlen(t->words[verb].lemma)))) return false;
    dl_span a = t->words[verb].span, b = time->span;
    due->span = (dl_span){a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
    set_party(f, finder_doer(f, verb), due);
    int year, month, day, days = days_of(time->value);
    if (said && said->date && days && calendar_parse(said->date, &year, &month, &day)) {
        char until[16];
        calendar_date(calendar_days(year, month, day) + days, &year, &month, &day);
        snprintf(until, sizeof until, "%04d-%02d-%02d", year, month, day);
        due->until = arena_copy(&f->r->arena, until, strlen(until));
    }
    return true;
}

/* Visits and talks that are planned, whether their day is named or not. */
static bool read_event(finder *f, const dl_event *e, uint32_t known, dl_due *due) {
    const dl_report *r = f->r;
    if (e->status != DL_STATUS_PLANNED || e->type != DL_EVENT_CONSULT || !e->source || !finder_sentence(f, e->head)) return false;
    for (uint32_t i = 0; i < known; i++) /* by its time already */
        if (r->schedule[i].sentence == e->sentence && (r->schedule[i].thing == e->head || (r->schedule[i].span.start < e->span.end && e->span.start < r->schedule[i].span.end))) return false;
    const tree *t = &f->t;
    uint16_t verb = (uint16_t)(e->head - t->first), thing = verb;
    bool past = e->date && *r->meta.published && strncmp(e->date, r->meta.published, strlen(e->date) < 10 ? strlen(e->date) : 10) < 0;
    if (past || is_off(f, verb)) return false;
    for TREE_CHILDREN(t, verb, c) /* "plans to go to Moscow for talks" */
        if (finder_bits(f, c) & LEDGER_THING && t->words[c].upos == DL_NOUN) thing = c;
    const char *what = finder_lower(f, thing);
    *due = (dl_due){.span = e->span, .sentence = e->sentence, .thing = finder_token(f, thing), .what = what, .party = e->source, .with = e->target,
                    .party_entity = e->source_entity, .with_entity = e->target_entity, .date = e->date, .until = NULL, .time = DL_NONE, .statement = e->statement};
    return what != NULL;
}

/* In the order of the text. */
static void sort(dl_due *d, size_t n) {
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k && d[k].thing < d[k - 1].thing; k--) {
            dl_due swap = d[k];
            d[k] = d[k - 1], d[k - 1] = swap;
        }
}

bool ledger_schedule(dl_report *r) {
    finder f = {.r = r};
    size_t most = r->n_times + r->n_events;
    for (uint32_t i = 0; i < r->n_times; i++) {
        dl_due due;
        if (!r->times[i].count || !finder_sentence(&f, r->times[i].first) || !(read_time(&f, i, &due) || read_deadline(&f, i, &due))) continue;
        if (!r->schedule && !(r->schedule = arena_alloc(&r->arena, most * sizeof due))) return false;
        r->schedule[r->n_schedule++] = due;
    }
    finder g = {.r = r};
    uint32_t known = (uint32_t)r->n_schedule;
    for (size_t i = 0; i < r->n_events; i++) {
        dl_due due;
        if (!read_event(&g, &r->events[i], known, &due)) continue;
        if (!r->schedule && !(r->schedule = arena_alloc(&r->arena, most * sizeof due))) return false;
        r->schedule[r->n_schedule++] = due;
    }
    sort(r->schedule, r->n_schedule);
    return true;
}
