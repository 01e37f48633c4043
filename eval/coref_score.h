/* coref_score.h - the coreference metrics of the CoNLL 2012 shared task, from their definitions: MUC, B-cubed, CEAF over
 * entities, and their mean. Mentions are numbers; two that are equal are the same mention. */
#ifndef DL_EVAL_COREF_SCORE_H
#define DL_EVAL_COREF_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct coref_mention {
    uint64_t key;      /* where it stands; unique within one side */
    uint32_t cluster;
} coref_mention;

enum { COREF_MENTIONS, COREF_MUC, COREF_B3, COREF_CEAFE, COREF_METRICS };

/* Sums over documents: recall is got / of, precision right / given. */
typedef struct coref_scores {
    double got[COREF_METRICS], of[COREF_METRICS], right[COREF_METRICS], given[COREF_METRICS];
} coref_scores;

/* Adds one document. Both sides are sorted and cleared of mentions whose cluster has no other (and of second mentions with one
 * key) in place. False when memory ends. */
bool coref_add(coref_scores *s, coref_mention *gold, size_t n_gold, coref_mention *system, size_t n_system);

double coref_recall(const coref_scores *s, int metric);
double coref_precision(const coref_scores *s, int metric);
double coref_f1(const coref_scores *s, int metric);
/* Mean of MUC, B-cubed and CEAF-e F1. */
double coref_conll(const coref_scores *s);

#endif
