/* pairs.h - a mention and an earlier one as numbers, and the learned score of their being one thing. Private; the trainer uses
 * the same functions, so that what was learned is what is asked. */
#ifndef DL_PAIRS_H
#define DL_PAIRS_H

#include "base/pack.h"
#include "entities/chains.h"

enum { PAIR_CANDIDATES = 64, PAIR_SLOTS = 64, PAIR_HIDDEN = 32 };
/* The parts a mention plays: beginning a chain, linked to an earlier one, the earlier one. */
enum pair_part { PAIR_NEW, PAIR_LATER, PAIR_EARLIER, PAIR_PARTS };

/* Rows of the first layer that are on for a mention by itself, in that part; how many. */
int pair_own_rows(const chains *c, uint32_t m, enum pair_part part, uint16_t *rows);
/* Rows that are on for m and a together, besides those of m and of a. `nearer` is the number of candidates nearer to m that
 * agree with it as well as a does; -1 where a rule proposes a and there is no other. */
int pair_rows(const chains *c, uint32_t m, uint32_t a, int nearer, uint16_t *rows);
/* How many rows there are in all. */
int pair_row_count(void);
/* Do number, sex and kind of m and of a's chain go together? */
bool pair_agrees(const chains *c, uint32_t m, uint32_t a);

/* Earlier mentions that m may be linked to, nearest first; how many. */
int pair_candidates(const chains *c, uint32_t m, uint32_t *out);

/* What was learned: rows of small integers, summed, cut at zero, weighed. */
typedef struct pair_net {
    const int8_t *rows;  /* pair_row_count() x PAIR_HIDDEN */
    const float *head;   /* PAIR_HIDDEN biases, PAIR_HIDDEN weights, scale of the rows, score of a new chain to beat */
} pair_net;
/* Points into the section "coref" of the grammar model; false when it has another shape. */
bool pair_net_open(pair_net *net, const void *section, size_t size);
size_t pair_net_size(void);
/* Sums of the own rows of a mention in a part: PAIR_HIDDEN numbers, to be begun from. */
void pair_begin(const pair_net *net, const chains *c, uint32_t m, enum pair_part part, int16_t *sums);
/* The score of m's beginning a chain, or of m and a: from the sums of both and the rows of the pair. */
float pair_score_new(const pair_net *net, const int16_t *sums);
float pair_score(const pair_net *net, const int16_t *later, const int16_t *earlier, const uint16_t *rows, int n);

#endif
