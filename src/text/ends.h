/* ends.h - the small network that decides where sentences end: what it looks at, and how its section of dateline.model
 * is laid out. Shared with the program that trains it. Private. */
#ifndef DL_ENDS_H
#define DL_ENDS_H

#include "text/segment.h"

enum {
    ENDS_LEFT = 5,
    ENDS_RIGHT = 5,
    ENDS_WINDOW = ENDS_LEFT + ENDS_RIGHT, /* tokens looked at on both sides of a place */
    ENDS_WORDS = 4096,                    /* vectors of words: 0 none, then by ending, then by word */
    ENDS_ENDINGS = 256,
    ENDS_WORD_DIM = 16,
    ENDS_SHAPES = 64,
    ENDS_SHAPE_DIM = 8,
    ENDS_TOKEN_DIM = ENDS_WORD_DIM + ENDS_SHAPE_DIM,
    ENDS_GLOBALS = 19,
    ENDS_GLOBAL_VALUES = 16, /* facts about the place, each one of 16 values */
    ENDS_PAIRS = 10,
    ENDS_PAIR_VALUES = 16384, /* hashed pairs of neighbours */
    ENDS_HIDDEN = 16,
    ENDS_NETS = 3,     /* small networks that vote, each learned from its own seed */
    ENDS_SLOTS = 65536 /* of the word table */
};

/* A word that training met: check bits of its hash, how often it is written lower-case (0 unknown, 1 never … 15 always)
 * and its vector (0: too rare to have its own). */
typedef struct ends_slot {
    uint16_t check;
    uint16_t word : 12, lower : 4;
} ends_slot;

/* One network, its vectors and weights in fixed point. */
typedef struct ends_net {
    float hidden_scale, pair_scale, bias, zero;
    int8_t words[ENDS_WORDS][ENDS_WORD_DIM];
    int8_t shapes[ENDS_SHAPES][ENDS_SHAPE_DIM];
    int16_t input[ENDS_HIDDEN][ENDS_WINDOW * ENDS_TOKEN_DIM];
    int16_t globals[ENDS_GLOBALS][ENDS_GLOBAL_VALUES][ENDS_HIDDEN];
    int16_t hidden_bias[ENDS_HIDDEN];
    float output[ENDS_HIDDEN];
    int8_t pairs[ENDS_PAIR_VALUES];
} ends_net;

/* The section "segment", little-endian. */
struct ends_weights {
    uint32_t version, zeros[3];
    ends_net nets[ENDS_NETS];
    ends_slot slots[ENDS_SLOTS];
};
typedef struct ends_weights ends_weights;
#define ENDS_VERSION 3u

/* Shapes: a mark's is its kind (less quotation marks, whose direction is known); then these. */
enum {
    SHAPE_NONE = ATOM_KINDS,
    SHAPE_LOWER,
    SHAPE_TITLE,
    SHAPE_SHOUT,
    SHAPE_LETTER,
    SHAPE_MIXED,
    SHAPE_DIGITS1,
    SHAPE_DIGITS2,
    SHAPE_YEAR,
    SHAPE_DIGITS,
    SHAPE_ABBR_TITLE,
    SHAPE_ABBR,
    SHAPE_ABBR_SHORT,
    SHAPE_INITIAL,
    SHAPE_ACRONYM,
    SHAPE_ADDRESS,
    SHAPE_NUMERIC,
    SHAPE_CLITIC_LOWER,
    SHAPE_CLITIC_UPPER,
    SHAPE_COMPOUND_LOWER,
    SHAPE_COMPOUND_UPPER,
    SHAPE_MARKS,
    SHAPE_QUESTION,
    SHAPE_BANG,
    SHAPE_SQUARE_OPEN,
    SHAPE_SQUARE_CLOSE,
    SHAPE_BULLET,
    SHAPE_COUNT
};
/* A mark that may end a sentence; a word begun small, or with a capital; an abbreviation with its stop. */
static inline bool ends_strong(unsigned shape) {
    return shape == ATOM_STOP || shape == SHAPE_QUESTION || shape == SHAPE_BANG || shape == ATOM_DOTS;
}
static inline bool ends_lowered(unsigned shape) {
    return shape == SHAPE_LOWER || shape == SHAPE_CLITIC_LOWER || shape == SHAPE_COMPOUND_LOWER;
}
static inline bool ends_raised(unsigned shape) {
    return shape == SHAPE_TITLE || shape == SHAPE_SHOUT || shape == SHAPE_LETTER || shape == SHAPE_CLITIC_UPPER ||
           shape == SHAPE_COMPOUND_UPPER;
}
static inline bool ends_short(unsigned shape) { return shape >= SHAPE_ABBR_TITLE && shape <= SHAPE_ACRONYM; }

/* One token as the network sees it. */
typedef struct ends_token {
    uint16_t word;
    uint8_t shape, lower;
} ends_token;

/* What it looks at for one place. */
typedef struct ends_features {
    ends_token window[ENDS_WINDOW];
    uint8_t globals[ENDS_GLOBALS];
    uint16_t pairs[ENDS_PAIRS];
} ends_features;

/* A block while its ends are decided. */
typedef struct ends_block {
    const text_model *t;
    const token_list *tokens;
    const atom_list *atoms;
    const char *text;
    ends_token *seen;
    size_t room; /* tokens->n */
    uint16_t *until;
    size_t until_room;
    uint8_t *state;
    size_t state_room;
    uint8_t style[4];  /* facts about the whole block */
    size_t start;      /* first token of the sentence being read */
    unsigned last_end; /* how the sentence before it ended */
} ends_block;

/* Whether a section is one that this version reads, with every number in it in range. */
bool ends_open(const ends_weights *w, size_t size);
uint64_t ends_hash(const char *word, size_t bytes); /* in any case, of ASCII letters */
/* Prepares a block; false when memory ends. `b` is all zero before its first block, and is given back in the end. */
bool ends_begin(ends_block *b, const text_model *t, const token_list *tokens, const atom_list *atoms, const char *text);
/* A token as the network sees it, from its form and shape. */
ends_token ends_see(const text_model *t, const char *form, size_t bytes, unsigned shape);
/* Whether a sentence may end after token i at all. */
bool ends_candidate(const ends_block *b, size_t i);
void ends_look(const ends_block *b, size_t i, ends_features *f);
/* Fills what follows from the other parts of `f`: the last fact, and the pairs. */
void ends_pairs(ends_features *f);
/* Log-odds that a sentence ends there: the mean over the networks. */
float ends_score(const ends_weights *w, const ends_features *f);
/* Tells that a sentence does end after token i. */
void ends_here(ends_block *b, size_t i);
void ends_close(ends_block *b);

#endif
