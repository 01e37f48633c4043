/* coref_gold.h - the entities that GUM's treebanks write into MISC (Entity=...), as mentions over words. */
#ifndef DL_EVAL_COREF_GOLD_H
#define DL_EVAL_COREF_GOLD_H

#include "bank.h"

typedef struct gold_mention {
    uint32_t document, first, last, head; /* words of the bank; head as the treebank marks it */
    uint32_t entity;                      /* unique in its document */
    char type[14];                        /* "person", "place"... */
    char link[6];                         /* what links it to an earlier one: "coref", "ana", "appos", "pred"... */
} gold_mention;

typedef struct gold_mentions {
    gold_mention *at;
    size_t n, cap;
} gold_mentions;

/* All mentions of a bank, in the order of their first words. False with a message when the brackets do not close or memory
 * ends. */
bool coref_gold(gold_mentions *g, const bank *b, dl_error *err);

#endif
