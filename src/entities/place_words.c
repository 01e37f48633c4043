/* place_words.c - what each word of a report looks like to the finder of places: its shape, the gazetteer name it is
 * part of, the capitalised words around it, and how the same word is used elsewhere in the report. */
#include <string.h>

#include "entities/mention_words.h"
#include "entities/places.h"

enum { NAME_WORDS = 8 };

static uint32_t hash_fold(const dl_fold *f) {
    uint64_t h = table_hash(f->key, f->bytes);
    return (uint32_t)(h ^ h >> 32);
}

static uint8_t find_shape(const dl_fold *f) {
    if (!f->letters) return SHAPE_PUNCT;
    bool digit = false, letter = false;
    for (uint32_t i = 0; i < f->bytes; i++) {
        digit |= f->key[i] >= '0' && f->key[i] <= '9';
        letter |= !(f->key[i] >= '0' && f->key[i] <= '9');
    }
    if (digit && !letter) return SHAPE_DIGIT;
    if (!f->capitals) return SHAPE_LOWER;
    uint64_t all = f->letters >= 64 ? UINT64_MAX : ((uint64_t)1 << f->letters) - 1;
    if (f->letters == 1) return SHAPE_INITIAL;
    if (f->capitals == all) return SHAPE_UPPER;
    if (f->capitals == 1) return SHAPE_CAP;
    return SHAPE_MIXED;
}

static bool is_capital(const place_word *w) { return w->shape >= SHAPE_CAP && w->shape <= SHAPE_INITIAL; }

/* Small words that stand inside names: "Isle of Wight", "Rio de Janeiro". */
static bool joins_words(const dl_token *t, const place_word *w) {
    return w->bits >> PLACE_WORD_SMALL & 1 || fold_joins(t->form, t->bytes);
}

/* Those that may also stand between two names of a run: "University of the West". */
static bool joins_runs(const dl_token *t, const place_word *w) {
    return w->bits >> PLACE_WORD_JOINING & 1 || !strcmp(t->form, "-");
}

bool place_is_dotted(const dl_token *t) { return t->bytes && t->form[t->bytes - 1] == '.'; }

bool place_form_fits(uint32_t entry, const dl_fold *f, bool dotted) {
    if (!(entry & NAME_SHORT)) return true;
    uint64_t all = f->letters >= 64 ? UINT64_MAX : ((uint64_t)1 << f->letters) - 1;
    return f->capitals == all || (dotted && entry & NAME_DOTTED && f->capitals & 1);
}

uint32_t place_longest(const dl_report *r, const gazetteer *g, const place_word *w, uint32_t at, uint32_t end,
                       uint32_t *key) {
    dl_fold f = {0};
    uint32_t best = 0, list, n;
    if (!g->n_items || !(is_capital(&w[at]) || w[at].shape == SHAPE_DIGIT || joins_words(&r->tokens[at], &w[at])))
        return 0;
    if (end > at + NAME_WORDS) end = at + NAME_WORDS;
    for (uint32_t i = at; i < end; i++) {
        const dl_token *t = &r->tokens[i];
        bool letters = w[i].shape != SHAPE_PUNCT;
        if (!letters && !fold_joins(t->form, t->bytes)) break;
        if (w[i].shape == SHAPE_LOWER && !joins_words(t, &w[i]) && !(i > at && (w[i].bits >> PLACE_WORD_FEATURE & 1)))
            break;
        if (!fold_add(&f, t->form, t->bytes)) break;
        if (!letters || !(f.capitals) || (w[i].shape == SHAPE_LOWER && strcmp(t->form, "al") == 0)) continue;
        if (!strcmp(t->form, "'s") || !strcmp(t->form, "\xE2\x80\x99s")) continue;
        list = gazetteer_key(g, &f);
        if (list == TABLE_NONE) continue;
        const uint32_t *c = gazetteer_list(g, list, &n);
        bool fits = false;
        for (uint32_t k = 0; k < n && !fits; k++) fits = place_form_fits(c[k], &f, place_is_dotted(t));
        if (fits) best = i + 1 - at, *key = list;
    }
    return best;
}

static uint8_t find_class(const gazetteer *g, uint32_t key, const dl_fold *f, bool dotted) {
    uint32_t n;
    const uint32_t *c = gazetteer_list(g, key, &n);
    for (uint32_t i = 0; i < n; i++) {
        if (!place_form_fits(c[i], f, dotted)) continue;
        const place_item *p = gazetteer_item(g, c[i]);
        if (c[i] & NAME_ADJECTIVE) return CLASS_ADJECTIVE;
        if (c[i] & NAME_SHORT)
            return f->letters == 2 && p->kind == DL_PLACE_DIVISION && !dotted ? CLASS_POSTAL : CLASS_SHORT;
        switch (p->kind) {
        case DL_PLACE_COUNTRY: case DL_PLACE_CONTINENT: return CLASS_COUNTRY;
        case DL_PLACE_DIVISION: return CLASS_DIVISION;
        case DL_PLACE_COUNTY: return CLASS_COUNTY;
        case DL_PLACE_TOWN:
            return p->population >= 500000 || p->seat == 2 ? CLASS_METROPOLIS : p->population >= 100000 ? CLASS_CITY
                 : p->population >= 10000 ? CLASS_TOWN : CLASS_VILLAGE;
        case DL_PLACE_REGION: case DL_PLACE_LAND: return CLASS_REGION;
        case DL_PLACE_SEA: case DL_PLACE_RIVER: case DL_PLACE_LAKE: case DL_PLACE_STRAIT: return CLASS_WATER;
        case DL_PLACE_ISLAND: return CLASS_ISLAND;
        default: return CLASS_LANDMARK;
        }
    }
    return CLASS_NONE;
}

static void match_names(const dl_report *r, const gazetteer *g, place_word *w, const dl_sentence *s) {
    for (uint32_t i = s->first, end = s->first + s->count; i < end;) {
        uint32_t key = 0, n = place_longest(r, g, w, i, end, &key);
        if (!n) {
            i++;
            continue;
        }
        dl_fold f = {0};
        for (uint32_t k = i; k < i + n; k++) fold_add(&f, r->tokens[k].form, r->tokens[k].bytes);
        uint8_t class = find_class(g, key, &f, place_is_dotted(&r->tokens[i + n - 1]));
        w[i].key = key;
        w[i].match = n;
        for (uint32_t k = i; k < i + n; k++) {
            w[k].class = class;
            w[k].class_at = k > i;
            w[k].active = true;
        }
        i += n;
    }
}

/* Runs of capitalised words, with small words between them. */
static void find_runs(const dl_report *r, place_word *w, const dl_sentence *s) {
    uint32_t end = s->first + s->count;
    for (uint32_t i = s->first; i < end;) {
        if (!is_capital(&w[i]) && !(w[i].active)) {
            i++;
            continue;
        }
        uint32_t to = i + 1;
        for (uint32_t k = to; k < end && k < to + 3; k++) {
            if (is_capital(&w[k]) || w[k].active) to = k + 1;
            else if (w[k].shape != SHAPE_DIGIT && !joins_runs(&r->tokens[k], &w[k])) break;
        }
        for (uint32_t k = i; k < to; k++) {
            w[k].run = i;
            w[k].run_end = to;
            w[k].active = true;
        }
        i = to;
    }
}

/* ---- habits ------------------------------------------------------------------------------------------------------ */

typedef struct habits {
    place_habit *slots;
    uint32_t mask;
} habits;

static place_habit *habit(habits *h, uint32_t hash) {
    for (uint32_t i = hash & h->mask;; i = (i + 1) & h->mask) {
        if (!h->slots[i].hash) h->slots[i].hash = hash | 1;
        if (h->slots[i].hash == (hash | 1)) return &h->slots[i];
    }
}

static void count(uint8_t *c, bool yes) { *c = (uint8_t)(*c + (yes && *c < 255)); }

static bool find_habits(dl_report *r, place_word *w) {
    habits h = {.mask = 63};
    while (h.mask < r->n_tokens * 2) h.mask = h.mask * 2 + 1;
    if (!(h.slots = ARENA_NEW(&r->arena, place_habit, (size_t)h.mask + 1))) return false;
    for (size_t k = 0; k < r->n_sentences; k++) {
        const dl_sentence *s = &r->sentences[k];
        for (uint32_t i = s->first, end = s->first + s->count; i < end; i++) {
            if (w[i].shape == SHAPE_PUNCT || w[i].shape == SHAPE_DIGIT) continue;
            place_habit *a = habit(&h, w[i].hash);
            w[i].habit = a;
            if (!is_capital(&w[i])) {
                count(&a->lower, w[i].shape == SHAPE_LOWER);
                continue;
            }
            const place_word *left = i > s->first ? &w[i - 1] : NULL, *right = i + 1 < end ? &w[i + 1] : NULL;
            count(&a->capital, true);
            count(&a->located, left && left->shape == SHAPE_LOWER && left->bits >> PLACE_WORD_LOCATING & 1);
            count(&a->titled, left && is_capital(left) &&
                  (left->shape == SHAPE_INITIAL || left->bits & (1u << PLACE_WORD_GIVEN | 1u << PLACE_WORD_TITLE)));
            count(&a->speaks, right && right->bits >> PLACE_WORD_SPEECH & 1);
            count(&a->joined_left, left && is_capital(left));
            count(&a->joined_right, right && is_capital(right));
            count(&a->possessive,
                  right && (!strcmp(r->tokens[i + 1].form, "'s") || !strcmp(r->tokens[i + 1].form, "\xE2\x80\x99s")));
            count(&a->before_place, right && i + 2 < end && !strcmp(r->tokens[i + 1].form, ",") &&
                                        w[i + 2].class != CLASS_NONE && w[i + 2].class != CLASS_ADJECTIVE);
        }
    }
    return true;
}

/* Given names and titles are told by data/mentions, all else by data/places. */
static uint32_t find_bits(const gazetteer *g, const struct mention_model *m, const dl_token *t, const dl_fold *f) {
    uint32_t bits = f->bytes ? gazetteer_word(g, f) : 0,
             known = m && f->capitals ? mention_word(m, t->form, t->bytes) : 0;
    return bits | (known & WORD_GIVEN ? 1u << PLACE_WORD_GIVEN : 0) | (known & WORD_TITLE ? 1u << PLACE_WORD_TITLE : 0);
}

place_word *place_words(dl_report *r) {
    const gazetteer *g = &r->model->places->gazetteer;
    place_word *w = ARENA_NEW(&r->arena, place_word, r->n_tokens + 1);
    if (!w) return NULL;
    for (size_t i = 0; i < r->n_tokens; i++) {
        dl_fold f = {0};
        const dl_token *t = &r->tokens[i];
        fold_add(&f, t->form, t->bytes);
        w[i].shape = find_shape(&f);
        w[i].hash = f.bytes ? hash_fold(&f) : (uint32_t)table_hash(t->form, t->bytes);
        w[i].bits = find_bits(g, r->model->mentions, t, &f);
    }
    for (size_t k = 0; k < r->n_sentences; k++) {
        match_names(r, g, w, &r->sentences[k]);
        find_runs(r, w, &r->sentences[k]);
    }
    return find_habits(r, w) ? w : NULL;
}
