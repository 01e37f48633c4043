/* network.h - the opened grammar model: views into the mapped section. Private to src/syntax. */
#ifndef DL_NETWORK_H
#define DL_NETWORK_H

#include "syntax/grammar.h"
#include "syntax/kernels.h"
#include "syntax/word_classes.h"

struct syntax_model {
    const grammar_header *head;
    const kernels *run;
    word_classes classes;
    const uint32_t (*slots)[2];
    const uint64_t *feats;
    const char (*scripts)[GRAMMAR_SCRIPT];
    const int8_t *tables[FEAT_TABLES];
    const int16_t *arc_root;
    const float *rel_root;
    const float *v[GRAMMAR_LAYERS], *b[GRAMMAR_LAYERS];
    matrix matrix[M_COUNT];
};

/* Index of a word in the vocabulary by its normalised hash; 0 unknown. */
uint32_t syntax_word(const struct syntax_model *s, uint64_t hash);

#endif
