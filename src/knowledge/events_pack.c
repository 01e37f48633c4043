/* events_pack.c - the book of the lexicon of events, whoever fills it, and the section that is made of it. In the library, since a
 * user's dictionaries are read at run time (src/petrarch). */
#include <stdlib.h>
#include <string.h>

#include "knowledge/events_book.h"
#include "knowledge/source.h"

void *events_more(lex_book *b, void *array, size_t n, size_t *cap, size_t size) {
    if (b->failed) return NULL;
    if (n == *cap) {
        size_t want = *cap ? *cap * 2 : 256;
        void *grown = arena_grow(&b->arena, array, n, want, size);
        if (!grown) return b->failed = true, NULL;
        array = grown;
        *cap = want;
    }
    memset((char *)array + n * size, 0, size);
    return array;
}

void events_free(lex_book *b) { arena_free(&b->arena); }

const char *events_copy(lex_book *b, const char *s, size_t n) {
    const char *c = arena_copy(&b->arena, s, n);
    if (!c) b->failed = true;
    return c ? c : "";
}

uint16_t events_code(const lex_book *b, const char *cameo, size_t bytes) {
    for (size_t i = 0; i < b->n_codes; i++)
        if (strlen(b->codes[i].cameo) == bytes && !memcmp(b->codes[i].cameo, cameo, bytes)) return (uint16_t)i;
    return LEX_NO_CODE;
}

/* The word by which the others are found: the last of a noun's ("peace deal") before any preposition ("state of emergency"),
 * the first of a verb's ("pull out"). What hangs on it goes into `with`; small words between are left off. */
void events_word(lex_book *b, uint8_t use, uint32_t of, const char *text, size_t bytes, lex_place place) {
    char line[128], *part[8];
    if (!bytes) return;
    if (bytes >= sizeof line) {
        source_problem(place.s, place.at, "a word of over %zu bytes; is a comma missing?", sizeof line - 1);
        return;
    }
    memcpy(line, text, bytes);
    line[bytes] = 0;
    size_t n = 0, key = 0, key_end = 0;
    for (char *w = strtok(line, " \t"); w && n < 8; w = strtok(NULL, " \t")) part[n++] = w;
    bool verb = use == LEX_VERB || use == LEX_ADJ || use == LEX_STATUS;
    for (key_end = 0; key_end < n && strcmp(part[key_end], "of") && strcmp(part[key_end], "for") && strcmp(part[key_end], "to") &&
                      strcmp(part[key_end], "on") && strcmp(part[key_end], "in");
         key_end++) {
    }
    key = verb || !key_end ? 0 : key_end - 1;
    char with[128] = "";
    for (size_t i = 0; i < n; i++) {
        if (i == key || (!verb && i >= key_end && i == key_end)) continue;
        if (*with) strcat(with, " ");
        strcat(with, part[i]);
    }
    lex_word *w = BOOK_ADD(b, words);
    if (!w) return;
    *w = (lex_word){events_copy(b, part[key], strlen(part[key])), events_copy(b, with, strlen(with)), of, use, place};
}

int events_word_order(const void *x, const void *y) {
    const lex_word *a = *(lex_word *const *)x, *b = *(lex_word *const *)y;
    int c = strcmp(a->key, b->key);
    if (!c) c = strcmp(a->with, b->with);
    if (!c) c = (int)a->use - (int)b->use;
    return c ? c : a < b ? -1 : a > b;
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
                         .noun = f->noun, .nothing = f->nothing};
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
    bool nested = false;
    for (size_t i = 0; i < b->n_sets; i++) nested |= b->sets[i].n_inside > 0;
    for (size_t i = 0; nested && i < n; i++) {
        lex_word w = b->words[i];
        if (w.use == LEX_SET) spread(b, w.of, w.of, &w, (uint64_t)1 << 40 | i);
    }
    lex_word **order = malloc((b->n_words + 1) * sizeof *order);
    if (!order) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i < b->n_words; i++) order[i] = &b->words[i];
    qsort(order, b->n_words, sizeof *order, events_word_order);
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
