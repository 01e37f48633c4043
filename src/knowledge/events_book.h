/* events_book.h - the lexicon of events while it is read: codes, carriers, sets, entries with their words and frames, and the
 * examples that are its tests. Whoever reads another format of dictionary fills the same book. */
#ifndef DL_EVENTS_BOOK_H
#define DL_EVENTS_BOOK_H

#include "base/arena.h"
#include "events/lexicon_format.h"
#include "knowledge/knowledge.h"

enum { BOOK_NO = 0xFFFFFFFFu };

typedef struct lex_place { /* where something was written */
    source *s;
    const char *at;
} lex_place;

typedef struct lex_word { /* one word of an entry, a set or a status list */
    const char *key, *with;
    uint32_t of;
    uint8_t use;
    lex_place place;
} lex_word;

typedef struct lex_set {
    const char *name;
    uint32_t *inside; /* sets it takes in */
    size_t n_inside, cap_inside;
    uint64_t mark;    /* while cycles are looked for */
    bool used;
    lex_place place;
} lex_set;

typedef struct lex_book_entry {
    const char *name, *mode;
    const char *contexts[8];
    size_t n_contexts;
    uint16_t code;
    uint8_t flags;
    bool has_words, has_example;
    uint32_t frames, n_frames; /* in order: those of one entry follow each other */
    lex_place place;
} lex_book_entry;

typedef struct lex_book_frame {
    uint32_t entry;
    const char *text;  /* as written, code left off */
    lex_slot slots[LEX_SLOTS];
    const char *words[LEX_SLOTS]; /* prepositions of each slot, or NULL */
    uint8_t n_slots, carrier;
    uint16_t code;
    bool noun;         /* begins with *: for nouns and topics */
    bool nothing;      /* what fits it is no event */
    lex_place place;
} lex_book_frame;

typedef struct lex_book_code {
    char cameo[5];
    uint8_t type, quad;
    float goldstein;
    const char *mode, *name, *contexts[8];
    size_t n_contexts;
} lex_book_code;

typedef struct lex_example {
    const char *text, *wants; /* "Zembla ... .", "USA AID UKR occurred" */
    uint32_t entry;
    lex_place place;
} lex_example;

typedef struct lex_book {
    dl_arena arena;
    lex_word *words;
    lex_set *sets;
    lex_book_entry *entries;
    lex_book_frame *frames;
    lex_book_code *codes;
    lex_content *contents;
    lex_example *examples;
    size_t n_words, cap_words, n_sets, cap_sets, n_entries, cap_entries, n_frames, cap_frames, n_codes, cap_codes, n_contents,
        cap_contents, n_examples, cap_examples;
    const char *carriers[LEX_CARRIERS];
    uint32_t n_carriers;
    bool failed; /* memory ended */
} lex_book;

/* One more item at the end of one of the book's arrays, zeroed; NULL when memory ended. */
#define BOOK_ADD(b, array) \
    (((b)->array = events_more(b, (b)->array, (b)->n_##array, &(b)->cap_##array, sizeof *(b)->array)) ? &(b)->array[(b)->n_##array++] : NULL)
void *events_more(lex_book *b, void *array, size_t n, size_t *cap, size_t size);

/* `n` bytes of `s` that live as long as the book. */
const char *events_copy(lex_book *b, const char *s, size_t n);
/* For qsort() of pointers to words: by key, what hangs on it, use, and order of adding. */
int events_word_order(const void *x, const void *y);

/* Reads the files into the book and reports what is wrong with each line. */
void events_read_files(lex_book *b, source *files, size_t n);
/* Reports what is wrong between lines: contradictions, cycles, frames that match everything, entries without examples. */
void events_check(lex_book *b);
/* Lays the book out as one section; false when memory ended. */
bool events_pack(lex_book *b, dl_bytes *out);
void events_free(lex_book *b);

/* Index of a code ("154"), or LEX_NO_CODE. */
uint16_t events_code(const lex_book *b, const char *cameo, size_t bytes);
/* Adds a word or words ("carry out") to what it belongs to. */
void events_word(lex_book *b, uint8_t use, uint32_t of, const char *text, size_t bytes, lex_place place);

#endif
