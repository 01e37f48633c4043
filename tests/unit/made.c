/* made.c - a record set by hand. Arrays have a fixed room, which is plenty for a test. */
#include "made.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 64, TOKENS = 2048, TEXT = 16384 };

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "made.c: not %s\n", #condition); \
            abort(); \
        } \
    } while (0)

dl_report *made_report(const char *published, const char *agency) {
    dl_report *r = calloc(1, sizeof *r);
    CHECK(r);
    r->text = arena_alloc(&r->arena, TEXT);
    r->tokens = ARENA_NEW(&r->arena, dl_token, TOKENS);
    r->sentences = ARENA_NEW(&r->arena, dl_sentence, ROOM);
    r->entities = ARENA_NEW(&r->arena, dl_entity, ROOM);
    r->mentions = ARENA_NEW(&r->arena, dl_mention, ROOM);
    r->quantities = ARENA_NEW(&r->arena, dl_quantity, ROOM);
    r->places = ARENA_NEW(&r->arena, dl_place, ROOM);
    r->statements = ARENA_NEW(&r->arena, dl_statement, ROOM);
    r->events = ARENA_NEW(&r->arena, dl_event, ROOM);
    r->forces = ARENA_NEW(&r->arena, dl_force, ROOM);
    r->positions = ARENA_NEW(&r->arena, dl_position, ROOM);
    r->schedule = ARENA_NEW(&r->arena, dl_due, ROOM);
    r->meta.id = "made";
    r->meta.agency = agency;
    if (published) snprintf(r->meta.published, sizeof r->meta.published, "%s", published);
    r->meta.published_basis = published ? DL_PUBLISHED_GIVEN : DL_PUBLISHED_UNKNOWN;
    return r;
}

static bool is_small(const char *w) {
    static const char *const SMALL[] = {"a", "an", "the", "of", "in", "on", "by", "to", "for", "and", "that", "it", "off", "near", "at"};
    for (size_t i = 0; i < sizeof SMALL / sizeof *SMALL; i++)
        if (!strcasecmp(w, SMALL[i])) return true;
    return false;
}

uint32_t made_sentence(dl_report *r, const char *words) {
    CHECK(r->n_sentences < ROOM && r->bytes + strlen(words) + 2 < TEXT);
    dl_sentence *s = &r->sentences[r->n_sentences];
    if (r->bytes) r->text[r->bytes++] = ' ';
    *s = (dl_sentence){.first = (uint32_t)r->n_tokens, .root = (uint32_t)r->n_tokens, .span.start = r->bytes};
    for (const char *w = words; *w;) {
        size_t n = strcspn(w, " ");
        CHECK(r->n_tokens < TOKENS);
        dl_token *t = &r->tokens[r->n_tokens];
        char *lemma = arena_copy(&r->arena, w, n);
        *t = (dl_token){.span = {r->bytes, r->bytes + (uint32_t)n}, .byte = r->bytes, .bytes = (uint32_t)n, .mwt = 1,
                        .form = arena_copy(&r->arena, w, n), .lemma = lemma, .head = s->first};
        for (char *c = lemma; *c; c++) *c = (char)tolower((unsigned char)*c);
        t->upos = ispunct((unsigned char)*w) ? DL_PUNCT : is_small(lemma) ? DL_ADP : isupper((unsigned char)*w) ? DL_PROPN : DL_NOUN;
        if (s->count == 0) t->head = DL_ROOT;
        memcpy(r->text + r->bytes, w, n);
        r->bytes += (uint32_t)n;
        r->n_tokens++;
        s->count++;
        w += n;
        if (*w) r->text[r->bytes++] = *w++;
    }
    s->span.end = r->bytes;
    return (uint32_t)r->n_sentences++;
}

/* The tokens of the last sentence that are `words`. */
static uint32_t find(const dl_report *r, const char *words, uint32_t *count, dl_span *span) {
    const dl_sentence *s = &r->sentences[r->n_sentences - 1];
    const char *start = r->text + s->span.start, *hit = strstr(start, words);
    CHECK(hit);
    span->start = (uint32_t)(hit - r->text);
    span->end = span->start + (uint32_t)strlen(words);
    uint32_t first = s->first;
    while (r->tokens[first].span.start < span->start) first++;
    for (*count = 0; first + *count < r->n_tokens && r->tokens[first + *count].span.end <= span->end;) ++*count;
    CHECK(*count);
    return first;
}

uint32_t made_entity(dl_report *r, const char *words, dl_entity_kind kind, const char *actor, const char *role) {
    CHECK(r->n_entities < ROOM && r->n_mentions < ROOM);
    dl_mention *m = &r->mentions[r->n_mentions];
    m->first = find(r, words, &m->count, &m->span);
    m->head = m->first + m->count - 1;
    m->entity = (uint32_t)r->n_entities;
    m->next = DL_NONE;
    m->form = isupper((unsigned char)*words) ? DL_MENTION_NAME : DL_MENTION_NOMINAL;
    r->entities[r->n_entities] = (dl_entity){.name = words, .actor = actor, .role = role, .first = (uint32_t)r->n_mentions, .mentions = 1,
                                             .kind = (uint8_t)kind};
    r->n_mentions++;
    return (uint32_t)r->n_entities++;
}

uint32_t made_quantity(dl_report *r, const char *words, double count, const char *unit) {
    CHECK(r->n_quantities < ROOM);
    dl_quantity *q = &r->quantities[r->n_quantities];
    *q = (dl_quantity){.count = count, .count_high = count, .bound = "exactly", .unit = unit, .noun = DL_ROOT};
    q->first = find(r, words, &q->tokens, &q->span);
    return (uint32_t)r->n_quantities++;
}

void made_force(dl_report *r, uint32_t quantity, const char *party, uint32_t place) {
    CHECK(r->n_forces < ROOM);
    r->forces[r->n_forces++] = (dl_force){.span = r->quantities[quantity].span, .sentence = (uint32_t)r->n_sentences - 1, .party = party,
                                          .party_entity = DL_NONE, .quantity = quantity, .place = place, .statement = DL_NONE};
}

void made_position(dl_report *r, dl_stance stance, const char *party, const char *toward, const char *words) {
    uint32_t count;
    CHECK(r->n_positions < ROOM);
    dl_position *p = &r->positions[r->n_positions++];
    *p = (dl_position){.sentence = (uint32_t)r->n_sentences - 1, .head = DL_NONE, .party = party, .toward = toward, .party_entity = DL_NONE,
                       .toward_entity = DL_NONE, .issue = words, .statement = DL_NONE, .answer_statement = DL_NONE, .stance = (uint8_t)stance,
                       .answer = DL_ANSWER_OPEN};
    find(r, words, &count, &p->span);
}

void made_due(dl_report *r, const char *what, const char *party, const char *with, const char *date) {
    CHECK(r->n_schedule < ROOM);
    r->schedule[r->n_schedule++] = (dl_due){.span = r->sentences[r->n_sentences - 1].span, .sentence = (uint32_t)r->n_sentences - 1,
                                            .what = what, .party = party, .with = with, .party_entity = DL_NONE, .with_entity = DL_NONE,
                                            .date = date, .time = DL_NONE, .statement = DL_NONE};
}

uint32_t made_place(dl_report *r, const char *word, const char *country, uint32_t geonames) {
    CHECK(r->n_places < ROOM);
    dl_place *p = &r->places[r->n_places];
    *p = (dl_place){.name = word, .country = country, .lat = NAN, .lon = NAN, .geonames = geonames, .kind = DL_PLACE_TOWN};
    p->first = find(r, word, &p->count, &p->span);
    return (uint32_t)r->n_places++;
}

uint32_t made_statement(dl_report *r, dl_act act, uint32_t source, uint32_t addressee, const char *content) {
    CHECK(r->n_statements < ROOM);
    uint32_t count;
    dl_span *span = ARENA_NEW(&r->arena, dl_span, 1);
    CHECK(span);
    find(r, content, &count, span);
    r->statements[r->n_statements] = (dl_statement){
        .span = r->sentences[r->n_sentences - 1].span, .content = span, .n_content = 1, .sentence = (uint32_t)r->n_sentences - 1,
        .head = DL_NONE, .source_head = DL_NONE, .source_entity = source, .addressee_entity = addressee, .reported_by_entity = DL_NONE,
        .outer = DL_NONE, .answers = DL_NONE, .denies = DL_NONE, .retracts = DL_NONE, .confidence = 1, .manner = DL_MANNER_INDIRECT,
        .act = (uint8_t)act};
    return (uint32_t)r->n_statements++;
}

dl_event *made_event(dl_report *r, const char *word, dl_event_type type, const char *source, const char *target, const char *day,
                     dl_status status) {
    CHECK(r->n_events < ROOM);
    uint32_t count;
    dl_event *e = &r->events[r->n_events++];
    dl_sentence *s = &r->sentences[r->n_sentences - 1];
    *e = (dl_event){.sentence = (uint32_t)r->n_sentences - 1, .source_entity = DL_NONE, .target_entity = DL_NONE, .source_head = DL_NONE,
                    .target_head = DL_NONE, .source = source, .target = target, .type = (uint8_t)type, .status = (uint8_t)status,
                    .quad = type >= DL_EVENT_PROTEST ? 4 : 1, .goldstein = type >= DL_EVENT_PROTEST ? -5 : 2, .statement = DL_NONE,
                    .date = day, .place = DL_NONE, .quantity = DL_NONE, .confidence = 1, .why = "made"};
    e->head = find(r, word, &count, &e->span);
    snprintf(e->cameo, sizeof e->cameo, "%02d0", type + 1);
    for (uint32_t i = s->first; i < s->first + s->count; i++) r->tokens[i].head = i == e->head ? DL_ROOT : e->head;
    s->root = e->head;
    return e;
}
