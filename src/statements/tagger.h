/* tagger.h - the learned finder of statements: which words are cues, and which words around a cue name the source, belong
 * to the cue, or are said. Sums of learned small whole numbers over features told apart by hashing; the trainer
 * (train/statements.c) calls the same functions. Private to src/statements and its trainer. */
#ifndef DL_STATEMENTS_TAGGER_H
#define DL_STATEMENTS_TAGGER_H

#include "model.h"
#include "statements/statements.h"

/* ---- words ------------------------------------------------------------------------------------------------------- */

typedef struct said_word {
    uint32_t lemma, form;    /* hashes, in lower case */
    uint64_t kids;           /* bit d: a dependent of relation d */
    uint32_t subject, object, clause, marker; /* first dependent of that kind, or DL_NONE */
    uint32_t sentence;
    uint32_t quotation;      /* its number, from 1; 0 outside */
    uint8_t who;             /* the mention whose head it is: kind of entity and form, from 1; 0 none */
    bool mark;               /* a double quotation mark */
} said_word;

/* NULL when memory ends. */
said_word *said_words(dl_report *r);

/* ---- weights ----------------------------------------------------------------------------------------------------- */

enum { SAID_FEATURES = 96 };
#ifndef SAID_BITS
#define SAID_BITS
enum { CUE_BITS = 17, ROLE_BITS = 17, STEP_BITS = 11 };
#endif
enum {
    CUES_AT = 0,
    ROLES_AT = 1 << CUE_BITS,
    STEPS_AT = ROLES_AT + (1 << ROLE_BITS) * ROLES,
    SAID_WEIGHTS = STEPS_AT + (1 << STEP_BITS) * ROLES * ROLES
};

typedef struct said_sink {
    uint32_t *out, n, bits;
} said_sink;

static inline uint32_t said_mix(uint32_t a, uint32_t b) {
    uint32_t h = (a ^ (b * 0x85EBCA6Bu)) * 0x9E3779B1u;
    return h ^ h >> 15;
}
static inline void said_put(said_sink *s, uint32_t kind, uint32_t a, uint32_t b) {
    uint64_t h = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15ull + kind * 0xC2B2AE3D27D4EB4Full;
    h = (h ^ h >> 29) * 0xBF58476D1CE4E5B9ull;
    if (s->n < SAID_FEATURES) s->out[s->n++] = (uint32_t)(h >> (64 - s->bits));
}

/* ---- cues -------------------------------------------------------------------------------------------------------- */

uint32_t cue_features(const dl_report *r, const said_word *w, uint32_t at, uint32_t out[SAID_FEATURES]);
/* Words that no cue begins at are not asked. */
bool cue_possible(const dl_report *r, const said_word *w, uint32_t at);

/* ---- roles around a cue ------------------------------------------------------------------------------------------ */

enum { ROLE_WINDOW = 400, ROLE_BACK = 2, ROLE_AHEAD = 6, ROLE_CHAIN = 12 };

/* How a word of the cue's sentence hangs with the cue: the ancestor of the cue (0: itself) from which a branch leads to it. */
typedef struct role_place {
    uint32_t branch;         /* the branch's first word; DL_NONE on the way up from the cue itself */
    uint32_t path;           /* relations on the way, hashed */
    uint8_t level, depth;
    bool known;
} role_place;

typedef struct role_view {
    const dl_report *r;
    const said_word *w;
    const uint8_t *cues;     /* per token: taken for a cue */
    uint32_t head;           /* the cue */
    const dl_sentence *own;  /* its sentence */
    uint32_t first, count;   /* the tokens that are labelled */
    uint32_t chain[ROLE_CHAIN]; /* hashed relations up to each ancestor */
    uint32_t before, after;  /* the quotations nearest to the cue in its sentence, 0 none */
    uint32_t kids;           /* what hangs from the cue, hashed */
    uint8_t breaks[DL_MAX_SENTENCE]; /* commas and the like between each word and the sentence's start */
    role_place at[DL_MAX_SENTENCE];
} role_view;

void role_view_of(role_view *v, const dl_report *r, const said_word *w, const uint8_t *cues, uint32_t head);
/* Features of all words of a sentence of the window other than the cue's; none for the cue's own. */
uint32_t role_sentence(const role_view *v, uint32_t sentence, uint32_t out[SAID_FEATURES]);
uint32_t role_word(const role_view *v, uint32_t at, uint32_t out[SAID_FEATURES]);
/* Features of the step from the word before to this one. */
uint32_t role_step(const role_view *v, uint32_t at, uint32_t out[SAID_FEATURES]);

/* ---- all of it --------------------------------------------------------------------------------------------------- */

/* The section "statements" of dateline.model: this, then the weights. Count the version up when features change. */
enum { SAID_VERSION = 1 };
typedef struct said_section {
    uint32_t version;
    float cue_scale, threshold;
    uint32_t unused;
} said_section;

struct statements_model {
    const int8_t *weights;   /* SAID_WEIGHTS of them */
    float cue_scale;         /* a cue's sum times this is the logarithm of its odds */
    float threshold;         /* least sum of a cue */
};

/* Finds frames; false when memory ends. */
bool statements_by_tagger(dl_report *r, const struct statements_model *m, frames *all);

#endif
