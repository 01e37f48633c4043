/* relation.h - which of PLOVER's relations a text states between two actors it names: features of a sentence with its source and
 * target marked, and what was learned of them. The trainer uses the same features, so that what was learned is what is asked. */
#ifndef DL_RELATION_H
#define DL_RELATION_H

#include "base/arena.h"
#include "dateline.h"
#include "events/meanings.h"

/* What is told apart: PLOVER's event types, the two kinds of yielding (CONCEDE, RETREAT) taken together. X(name, quad) */
#define RELATION_LIST(X) \
    X(AGREE, 1) X(CONSULT, 1) X(SUPPORT, 1) X(COOPERATE, 2) X(AID, 2) X(YIELD, 2) X(REQUEST, 3) X(ACCUSE, 3) X(REJECT, 3) \
    X(THREATEN, 3) X(PROTEST, 4) X(SANCTION, 4) X(MOBILIZE, 4) X(COERCE, 4) X(ASSAULT, 4)
enum {
#define X(name, quad) RELATION_##name,
    RELATION_LIST(X)
#undef X
    RELATIONS
};
const char *relation_name(int relation);
int relation_quad(int relation);
/* Number of a name in capitals, or -1. */
int relation_find(const char *name);

/* ---- a sentence with its pair ------------------------------------------------------------------------------------------ */

enum { RELATION_SOURCE = 1, RELATION_TARGET = 2 };

typedef struct relation_pair {
    dl_report *r;
    uint32_t first, count;   /* the tokens to look at */
    uint8_t *role;           /* per token from `first`: bits, RELATION_SOURCE and RELATION_TARGET */
    uint32_t source, target; /* head tokens, or DL_NONE */
    uint32_t predicate;      /* the word that is asked about, or DL_NONE: what the tree sets above the two */
} relation_pair;

/* Takes the whole of a report whose text is one sentence; spans[i] are code points, roles[i] their bits. False when memory
 * ends. */
bool relation_marked(relation_pair *p, dl_report *r, const dl_span *spans, const uint8_t *roles, size_t n);
/* Takes the sentence of two head tokens (either may be DL_NONE) and what belongs to their noun phrases. */
bool relation_heads(relation_pair *p, dl_report *r, uint32_t predicate, uint32_t source, uint32_t target);

/* ---- features ---------------------------------------------------------------------------------------------------------- */

enum { RELATION_FEATURES = 1024, RELATION_NAMES = 64 * 1024 };

typedef struct relation_features {
    uint32_t n, used;
    uint32_t hash[RELATION_FEATURES], name[RELATION_FEATURES]; /* names: offsets into `names` */
    char names[RELATION_NAMES];
} relation_features;

/* Each feature once. Cost is linear in the pair's tokens. */
void relation_features_of(const dl_meanings *m, const relation_pair *p, relation_features *f);

/* ---- what was learned -------------------------------------------------------------------------------------------------- */

/* The section "relations" of the grammar model: a head, the features' hashes in rising order, and a row for each. */
typedef struct relation_head {
    uint32_t relations, features;
    float sharpness;         /* margins times this are the exponents of probabilities */
    float bias[RELATIONS];
} relation_head;
typedef struct relation_row {
    uint8_t rarity, shift;   /* rarity / 16 is the feature's value; weights count 2^(-shift / 4) */
    int8_t weight[RELATIONS + 1]; /* the last is unused */
} relation_row;

struct relation_model {
    dl_meanings meanings;
    const relation_head *head; /* NULL: nothing was learned */
    const uint32_t *hashes;
    const relation_row *rows;
};

typedef struct relation_guess {
    float p[RELATIONS];      /* sums to 1 */
    int best;
    const char *why;         /* the features that spoke most for it, strongest first; in the report's arena */
} relation_guess;

bool relation_section_open(struct relation_model *m, const void *section, size_t size);
/* Whether anything was learned. */
bool relation_ready(const struct relation_model *m);
/* False when nothing was learned or memory ends. */
bool relation_score(const struct relation_model *m, const relation_pair *p, relation_guess *g);
/* For the coder: the relation that `predicate` (or DL_NONE) states between two head tokens of r, either of which may be DL_NONE. */
bool events_score(dl_report *r, uint32_t predicate, uint32_t source, uint32_t target, relation_guess *g);

#endif
