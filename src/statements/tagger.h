/* tagger.h - the learned finder of statements: which words are cues, and which words around a cue name the source, belong
 * to the cue, or are said. Sums of learned small whole numbers over features told apart by hashing; the trainer
 * (train/statements.c) calls the same functions. Private to src/statements and its trainer. */
#ifndef DL_STATEMENTS_TAGGER_H
#define DL_STATEMENTS_TAGGER_H

#include <string.h>

#include "base/table.h"
#include "model.h"
#include "statements/senses.h"
#include "statements/statements.h"

/* ---- words ------------------------------------------------------------------------------------------------------- */

typedef struct said_word {
    uint32_t lemma, form;    /* hashes, in lower case */
    uint64_t kids;           /* bit d: a dependent of relation d */
    uint32_t subject, object, clause, marker, agent, owner; /* first dependent of that kind, or DL_NONE */
    uint32_t senses;         /* bits of SENSE_..., those of its part of speech */
    uint32_t sentence;
    uint32_t quotation;      /* its number, from 1; 0 outside */
    uint32_t opens, closes;  /* the highest word whose dependents, with itself, begin here; end here */
    uint8_t who;             /* the mention whose head it is: kind of entity and form, from 1; 0 none */
    bool mark;               /* a double quotation mark */
} said_word;

/* NULL when memory ends. */
said_word *said_words(dl_report *r);

/* ---- weights ----------------------------------------------------------------------------------------------------- */

enum { SAID_FEATURES = 128 };

/* Features are told apart by numbers of CUE_BITS or ROLE_BITS. Of these, those that matter are kept in buckets of eight: eight
 * bytes that say which they are, then the weights of each. A feature that is in no bucket weighs nothing. The steps from
 * word to word are few: one row of weights for each number. */
enum {
    CUE_BITS = 21, ROLE_BITS = 22, STEP_BITS = 12,
    SAID_BUCKET = 8, SAID_NAME_BITS = 7,
    CUE_WIDTH = 1, ROLE_WIDTH = ROLES - 1, /* ROLE_NONE weighs nothing */
    CUE_BUCKETS = 1 << (CUE_BITS - SAID_NAME_BITS), ROLE_BUCKETS = 1 << (ROLE_BITS - SAID_NAME_BITS),
    CUE_BYTES = CUE_BUCKETS * SAID_BUCKET * (1 + CUE_WIDTH), ROLE_BYTES = ROLE_BUCKETS * SAID_BUCKET * (1 + ROLE_WIDTH),
    STEP_BYTES = (1 << STEP_BITS) * ROLES * ROLES,
    CUES_AT = 0, ROLES_AT = CUES_AT + CUE_BYTES, STEPS_AT = ROLES_AT + ROLE_BYTES, SAID_BYTES = STEPS_AT + STEP_BYTES
};

/* A feature's place: its bucket, and its name there, 1..2^SAID_NAME_BITS. */
static inline uint32_t said_bucket(uint32_t feature) { return feature >> SAID_NAME_BITS; }
static inline uint8_t said_name(uint32_t feature) { return (uint8_t)((feature & ((1u << SAID_NAME_BITS) - 1)) + 1); }

/* The `width` weights of a feature; *there is -1, or 0 when the feature is in no bucket and they are not its own. Without a
 * branch, since none could foretell it. */
static inline const int8_t *said_find(const int8_t *buckets, uint32_t width, uint32_t feature, int32_t *there) {
    const int8_t *b = buckets + (size_t)said_bucket(feature) * SAID_BUCKET * (1 + width);
    uint64_t names;
    memcpy(&names, b, sizeof names);
    uint64_t x = names ^ said_name(feature) * 0x0101010101010101ull, zero = (x - 0x0101010101010101ull) & ~x & 0x8080808080808080ull;
    *there = -(int32_t)(zero != 0);
    return b + SAID_BUCKET + (size_t)(__builtin_ctzll(zero | (uint64_t)1 << 63) >> 3) * width;
}

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
/* The first of these: the word and its neighbours. Where they weigh little, the others are not asked. */
uint32_t cue_outline(const dl_report *r, const said_word *w, uint32_t at, uint32_t out[SAID_FEATURES]);
/* What features of a cue weigh together. */
int32_t cue_weight(const int8_t *weights, const uint32_t *features, uint32_t n);
/* Words that no cue begins at are not asked. */
bool cue_possible(const dl_report *r, const said_word *w, uint32_t at);

/* ---- roles around a cue ------------------------------------------------------------------------------------------ */

enum { ROLE_WINDOW = 600, ROLE_BACK = 3, ROLE_AHEAD = 12, ROLE_CHAIN = 12 };

/* How a word of the cue's sentence hangs with the cue: the ancestor of the cue (0: itself) from which a branch leads to it. */
typedef struct role_place {
    uint32_t branch;         /* the branch's first word; DL_NONE on the way up from the cue itself */
    uint32_t path, clauses;  /* relations on the way, hashed; only those that begin a clause or its like */
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
    uint32_t subject, climbs;/* who the tree says is speaking, if it does: a word, and how far up it was found */
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
enum { SAID_VERSION = 3 };
typedef struct said_section {
    uint32_t version;
    float cue_scale;
    int32_t threshold, outline;
} said_section;

struct statements_model {
    dl_table senses;         /* data/senses */
    const int8_t *weights;   /* SAID_BYTES of buckets and rows; NULL when nothing was learned */
    float cue_scale;         /* a cue's sum times this is the logarithm of its odds */
    int32_t threshold;       /* least sum of a cue */
    int32_t outline;         /* least sum of the outline of a cue */
};

/* A frame for each word that is asked; false when memory ends, as all of these. */
bool statements_frames(dl_report *r, const struct statements_model *m, const said_word *w, const int32_t *sums, const uint8_t *cues,
                       const uint8_t *asked, frames *all);
/* Finds cues and their frames. */
bool statements_by_tagger(dl_report *r, const struct statements_model *m, frames *all);
/* Takes out doubtful frames, and what frames have of each other's. */
bool statements_part(dl_report *r, frames *all);
/* Adds frames for what others say of a claim beside it, and takes these words from the claim. */
bool statements_beside(dl_report *r, frames *all);
/* Sets frames right that the tree shows to be wrong. */
bool statements_mend(dl_report *r, const said_word *w, frames *all);
/* Adds frames for quotations that are not claimed by those there are and have a verb or colon beside them. */
bool statements_claims(dl_report *r, const struct statements_model *m, const said_word *w, int32_t *sums, uint8_t *cues, frames *all);
/* Adds frames without a cue for what is quoted and not claimed by those there are. */
bool statements_unclaimed(dl_report *r, const said_word *w, frames *all);

#endif
