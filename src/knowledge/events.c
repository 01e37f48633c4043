/* events.c - the lexicon of events: what no single line shows to be wrong, and the finished section. */
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
        if (!any && !content && !f->noun) source_problem(f->place.s, f->place.at, "a frame without S, T or X matches everything and names nobody");
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

static int by_word(const void *x, const void *y) {
    const lex_word *a = *(lex_word *const *)x, *b = *(lex_word *const *)y;
    int c = strcmp(a->key, b->key);
    if (!c) c = strcmp(a->with, b->with);
    if (!c) c = (int)a->use - (int)b->use;
    return c ? c : a < b ? -1 : a > b;
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
    qsort(order, b->n_words, sizeof *order, by_word);
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

/* ---- the section ------------------------------------------------------------------------------------------------- */

typedef struct packer {
    dl_bytes array[LEX_ARRAY_COUNT];
    uint32_t n[LEX_ARRAY_COUNT];
    table_builder strings, keys;
} packer;

static uint32_t put_string(packer *p, const char *s) {
    if (!s) s = "";
    size_t n = strlen(s);
    uint32_t *at = table_add(&p->strings, s, n);
    if (!at) return 0;
    if (*at != TABLE_NONE) return *at;
    uint32_t place = (uint32_t)bytes_add(&p->array[LEX_STRINGS], s, n);
    bytes_add(&p->array[LEX_STRINGS], NULL, 1);
    return *at = place;
}

static void put(packer *p, int array, const void *item, size_t size) {
    bytes_add(&p->array[array], item, size);
    p->n[array]++;
}

static uint32_t put_list(packer *p, const char *const *items, size_t n) {
    if (!n) return 0;
    uint32_t at = p->n[LEX_LISTS], count = (uint32_t)n;
    put(p, LEX_LISTS, &count, sizeof count);
    for (size_t i = 0; i < n; i++) {
        uint32_t s = put_string(p, items[i]);
        put(p, LEX_LISTS, &s, sizeof s);
    }
    return at;
}

/* How much a condition narrows: a set of few words more than one of many. */
static int weigh(const lex_book *b, const lex_slot *slot, const uint32_t *sizes) {
    int weight = slot->role == LEX_ROLE_TARGET ? 4 : slot->role == LEX_ROLE_SOURCE ? 0 : 12;
    if (slot->role == LEX_ROLE_SET && slot->set < b->n_sets)
        for (uint32_t n = sizes[slot->set]; n < 128; n = n ? 2 * n : 1) weight++;
    return weight;
}

/* Frames come after the senses, when every set has all its words. */
static void put_frames(packer *p, lex_book *b) {
    char text[512];
    uint32_t *sizes = calloc(b->n_sets + 1, sizeof *sizes);
    if (!sizes) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < b->n_words; i++)
        if (b->words[i].use == LEX_SET) sizes[b->words[i].of]++;
    for (size_t i = 0; i < b->n_frames; i++) {
        const lex_book_frame *f = &b->frames[i];
        snprintf(text, sizeof text, "%s: %s", b->entries[f->entry].name, f->text);
        lex_frame out = {.text = put_string(p, text), .slots = p->n[LEX_SLOTS_ARRAY], .code = f->code, .n_slots = f->n_slots, .carrier = f->carrier,
                         .noun = f->noun};
        for (size_t k = 0; k < f->n_slots; k++) {
            lex_slot slot = f->slots[k];
            slot.words = put_string(p, f->words[k]);
            if (!slot.optional) out.weight = (uint8_t)(out.weight + weigh(b, &slot, sizes));
            put(p, LEX_SLOTS_ARRAY, &slot, sizeof slot);
        }
        put(p, LEX_FRAMES, &out, sizeof out);
    }
    free(sizes);
}

/* Words of a set are words of every set that takes it in. */
static void spread(lex_book *b, uint32_t inner, uint32_t outer, const lex_word *w, uint64_t mark) {
    for (uint32_t o = 0; o < b->n_sets; o++)
        for (size_t i = 0; i < b->sets[o].n_inside; i++)
            if (b->sets[o].inside[i] == inner && b->sets[o].mark != mark) {
                b->sets[o].mark = mark;
                lex_word *more = BOOK_ADD(b, words);
                if (!more) return;
                *more = *w;
                more->of = o;
                spread(b, o, outer, w, mark);
                break;
            }
}

static void put_senses(packer *p, lex_book *b) {
    size_t n = b->n_words;
    for (size_t i = 0; i < n; i++) {
        lex_word w = b->words[i];
        if (w.use == LEX_SET) spread(b, w.of, w.of, &w, (uint64_t)1 << 40 | i);
    }
    lex_word **order = malloc((b->n_words + 1) * sizeof *order);
    if (!order) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < b->n_words; i++) order[i] = &b->words[i];
    qsort(order, b->n_words, sizeof *order, by_word);
    for (size_t i = 0; i < b->n_words; i++) {
        const lex_word *w = order[i];
        bool first = !i || strcmp(order[i - 1]->key, w->key), last = i + 1 == b->n_words || strcmp(order[i + 1]->key, w->key);
        if (first) {
            uint32_t *at = table_add(&p->keys, w->key, strlen(w->key));
            if (at) *at = p->n[LEX_SENSES];
        }
        lex_sense s = {.with = put_string(p, w->with), .of = w->of, .use = w->use, .last = last, .words = *w->with ? 1 : 0};
        for (const char *c = w->with; *c; c++) s.words = (uint8_t)(s.words + (*c == ' '));
        put(p, LEX_SENSES, &s, sizeof s);
    }
    free(order);
}

bool events_pack(lex_book *b, dl_bytes *out) {
    packer p = {0};
    uint32_t zero = 0;
    put_string(&p, "");
    put(&p, LEX_LISTS, &zero, sizeof zero);
    for (size_t i = 0; i < b->n_codes; i++) {
        const lex_book_code *c = &b->codes[i];
        lex_code code = {.type = c->type, .quad = c->quad, .goldstein = c->goldstein, .mode = put_string(&p, c->mode),
                         .contexts = put_list(&p, c->contexts, c->n_contexts), .name = put_string(&p, c->name)};
        memcpy(code.cameo, c->cameo, sizeof code.cameo);
        put(&p, LEX_CODES, &code, sizeof code);
    }
    for (size_t i = 0; i < b->n_contents; i++) put(&p, LEX_CONTENTS, &b->contents[i], sizeof *b->contents);
    for (size_t i = 0; i < b->n_entries; i++) {
        const lex_book_entry *e = &b->entries[i];
        lex_entry entry = {.name = put_string(&p, e->name), .frames = e->frames, .n_frames = e->n_frames, .mode = put_string(&p, e->mode),
                           .contexts = put_list(&p, e->contexts, e->n_contexts), .code = e->code, .flags = e->flags};
        put(&p, LEX_ENTRIES, &entry, sizeof entry);
    }
    put_senses(&p, b);
    put_frames(&p, b);
    p.array[LEX_KEYS].failed |= !table_finish(&p.keys, &p.array[LEX_KEYS]);
    p.n[LEX_KEYS] = (uint32_t)p.array[LEX_KEYS].size;
    p.n[LEX_STRINGS] = (uint32_t)p.array[LEX_STRINGS].size;
    dl_bytes unused = {0};
    table_finish(&p.strings, &unused);
    bytes_free(&unused);
    lex_head head = {.magic = LEX_MAGIC, .carriers = b->n_carriers};
    for (uint32_t i = 0; i < b->n_carriers; i++)
        if (!strcmp(b->carriers[i], "refuse")) head.refuse = i + 1;
    size_t at = bytes_add(out, &head, sizeof head);
    for (int i = 0; i < LEX_ARRAY_COUNT; i++) {
        bytes_align(out, 8);
        head.array[i].at = (uint32_t)(out->size - at);
        head.array[i].n = p.n[i];
        bytes_add(out, p.array[i].at, p.array[i].size);
        out->failed |= p.array[i].failed;
        bytes_free(&p.array[i]);
    }
    if (!out->failed) memcpy(out->at + at, &head, sizeof head);
    return !out->failed && !b->failed;
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
