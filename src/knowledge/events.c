/* events.c - the lexicon of events: what no single line shows to be wrong. */
#include <stdlib.h>
#include <string.h>

#include "knowledge/events_book.h"
#include "knowledge/source.h"

/* ---- checks ------------------------------------------------------------------------------------------------------ */

static bool reaches(lex_book *b, uint32_t from, uint32_t to, uint64_t mark) {
    if (b->sets[from].mark == mark) return false;
    b->sets[from].mark = mark;
    for (size_t i = 0; i < b->sets[from].n_inside; i++)
        if (b->sets[from].inside[i] == to || reaches(b, b->sets[from].inside[i], to, mark)) return true;
    return false;
}

static void check_sets(lex_book *b) {
    bool *filled = calloc(b->n_sets + 1, sizeof *filled);
    if (!filled) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < b->n_words; i++)
        if (b->words[i].use == LEX_SET) filled[b->words[i].of] = true;
    for (uint32_t i = 0; i < b->n_sets; i++) {
        lex_set *s = &b->sets[i];
        if (reaches(b, i, i, i + 1)) source_problem(s->place.s, s->place.at, "set %s takes itself in by way of others; break the circle", s->name);
        if (!filled[i] && !s->n_inside) source_problem(s->place.s, s->place.at, "set %s is empty", s->name);
        if (!s->used) source_problem(s->place.s, s->place.at, "set %s is used by no frame and no other set; drop it", s->name);
    }
    free(filled);
}

/* A frame that asks for nothing but its word. */
static bool is_bare(const lex_book_frame *f) {
    for (size_t i = 0; i < f->n_slots; i++)
        if (!f->slots[i].optional && f->slots[i].role != LEX_ROLE_SOURCE) return false;
    return true;
}

static bool is_common(const lex_book *b, const char *verb) {
    for (size_t i = 0; i < b->n_words; i++)
        if (b->words[i].use == LEX_STATUS && b->words[i].of == LEX_STATUS_COMMON && !strcmp(b->words[i].key, verb)) return true;
    return false;
}

static void check_frames(lex_book *b) {
    for (size_t i = 0; i < b->n_frames; i++) {
        const lex_book_frame *f = &b->frames[i];
        bool content = false, any = false;
        for (size_t k = 0; k < f->n_slots; k++) {
            content |= f->slots[k].role == LEX_ROLE_CONTENT && !f->slots[k].optional;
            any |= f->slots[k].role == LEX_ROLE_SOURCE || f->slots[k].role == LEX_ROLE_TARGET || f->slots[k].also;
        }
        if (f->carrier && !content) source_problem(f->place.s, f->place.at, "its code is made of X, but the frame has no X");
        if (!any && !content && !f->noun && !f->nothing) source_problem(f->place.s, f->place.at, "a frame without S, T or X matches everything and names nobody");
    }
    for (size_t i = 0; i < b->n_words; i++) {
        const lex_word *w = &b->words[i];
        if (w->use != LEX_VERB || *w->with || !is_common(b, w->key)) continue;
        const lex_book_entry *e = &b->entries[w->of];
        for (uint32_t k = e->frames; k < e->frames + e->n_frames; k++)
            if (!b->frames[k].noun && is_bare(&b->frames[k]))
                source_problem(w->place.s, w->place.at, "'%s' with the frame %s matches everything; say what else must be there", w->key,
                               b->frames[k].text);
    }
}

static bool same_conditions(const lex_book_frame *a, const lex_book_frame *b) { return !strcmp(a->text, b->text); }

/* One word in two entries whose frames ask for the same and say something else. */
static void check_pair(lex_book *b, const lex_word *x, const lex_word *y) {
    if (x->of == y->of) {
        source_problem(y->place.s, y->place.at, "'%s%s%s' stands twice in one place", y->key, *y->with ? " " : "", y->with);
        return;
    }
    if (x->use == LEX_SET || x->use == LEX_STATUS) return;
    const lex_book_entry *p = &b->entries[x->of], *q = &b->entries[y->of];
    for (uint32_t i = p->frames; i < p->frames + p->n_frames; i++)
        for (uint32_t k = q->frames; k < q->frames + q->n_frames; k++)
            if (b->frames[i].noun == (x->use == LEX_NOUN || x->use == LEX_TOPIC) && same_conditions(&b->frames[i], &b->frames[k]))
                source_problem(y->place.s, y->place.at, "'%s%s%s' with %s is in [%s] (%s) already; let one of them ask for more", y->key,
                               *y->with ? " " : "", y->with, b->frames[k].text, p->name, source_place(y->place.s, x->place.s, x->place.at));
}

static void check_words(lex_book *b) {
    lex_word **order = malloc((b->n_words + 1) * sizeof *order);
    if (!order) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < b->n_words; i++) order[i] = &b->words[i];
    qsort(order, b->n_words, sizeof *order, events_word_order);
    for (size_t i = 0; i < b->n_words; i++)
        for (size_t k = i; k-- && i - k < 16 && order[k]->use == order[i]->use && !strcmp(order[k]->key, order[i]->key) &&
                           !strcmp(order[k]->with, order[i]->with);)
            check_pair(b, order[k], order[i]);
    free(order);
}

static void check_entries(lex_book *b) {
    for (size_t i = 0; i < b->n_entries; i++) {
        const lex_book_entry *e = &b->entries[i];
        if (!e->has_words) source_problem(e->place.s, e->place.at, "[%s] has no words; write verbs: or nouns:", e->name);
        if (!e->n_frames) source_problem(e->place.s, e->place.at, "[%s] has no frame; write one, such as S * T", e->name);
        if (!e->has_example) source_problem(e->place.s, e->place.at, "[%s] has no example; write e.g. SENTENCE -> CODING", e->name);
    }
}

void events_check(lex_book *b) {
    check_sets(b);
    check_frames(b);
    check_words(b);
    check_entries(b);
}

void knowledge_events(knowledge *k, source *files, size_t n) {
    lex_book b = {0};
    dl_bytes section = {0};
    events_read_files(&b, files, n);
    events_check(&b);
    section.failed |= !events_pack(&b, &section);
    events_free(&b);
    knowledge_section(k, "events", &section);
}
