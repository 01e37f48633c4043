/* grammar.h - the section "syntax" of dateline.model: the quantised network with its vocabulary and class lists, laid out
 * to be used from the map as it is. Written by train/quantise.c, read by network.c. */
#ifndef DL_GRAMMAR_H
#define DL_GRAMMAR_H

#include <stdint.h>

#include "syntax/word_features.h"
#include "syntax/kernels.h"

enum { GRAMMAR_VERSION = 1, GRAMMAR_LAYERS = 8, GRAMMAR_SCRIPT = 48 };

/* Matrices: the input window, one for each layer, all projections of the top (arc dependent, arc head, relation dependent,
 * relation head, tags: side by side), the biaffine one, and the two outputs. */
enum { M_IN, M_TOP, M_ARC, M_REL, M_TAG, M_LAYER, M_COUNT = M_LAYER + GRAMMAR_LAYERS };
enum { TAG_UPOS, TAG_XPOS, TAG_FEATS, TAG_SCRIPT, TAG_KINDS };

/* Every offset is from the section's start and a multiple of 64; numbers are little-endian. */
typedef struct grammar_header {
    uint32_t version, embed, hidden, layers, arc, rel, tag;
    uint32_t n_words, slots;        /* vocabulary; slots of its hash table, a power of two */
    uint32_t n_feats, n_scripts, table_rows[FEAT_TABLES];
    uint32_t first_tag[TAG_KINDS + 1];
    /* steps: float = integer * step */
    float embed_step, embed_scale;  /* embed_scale: table units -> int8 of the input */
    float arc_d_scale, arc_h_scale, q_scale, arc_step, rel_scale, tag_scale;
    uint64_t slots_at;              /* slots x {uint32 upper half of the hash, uint32 index} */
    uint64_t feats_at, scripts_at;  /* uint64 each; GRAMMAR_SCRIPT bytes each */
    uint64_t tables_at[FEAT_TABLES]; /* rows x embed int8 */
    uint64_t arc_root_at, rel_root_at; /* arc int16; rel float */
    uint64_t v_at[GRAMMAR_LAYERS], b_at[GRAMMAR_LAYERS]; /* 4 x hidden floats */
    struct { uint32_t in, out; uint64_t weights_at, scale_at, bias_at, sum_at; } matrix[M_COUNT];
} grammar_header;

#endif
