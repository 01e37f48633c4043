/* net.h - the grammar model in floating point: its parameters, a forward pass, the loss and its gradient.
 *
 * x  = sum of the word's table rows                                              embed
 * x1 = tanh(W [x_(i-1); x_i; x_(i+1)] + b)                                       width = 2 * hidden
 * layers of bidirectional simple recurrent units (Lei et al. 2018), whose only products are over whole sentences:
 *   f = sigma(U_f + v_f c' + b_f), r = sigma(U_r + v_r c' + b_r), c = f c' + (1 - f) U_c, h = r tanh(c) + (1 - r) x
 * arcs: biaffine over ReLU projections (Dozat & Manning 2017); relations: one hidden layer over head and dependent; tags,
 * features and lemma edits: one hidden layer and four softmaxes.
 */
#ifndef TRAIN_NET_H
#define TRAIN_NET_H

#include "corpus.h"

typedef struct net_size {
    int embed, hidden, layers, arc, rel, tag;
} net_size;

enum { OUT_UPOS, OUT_XPOS, OUT_FEATS, OUT_SCRIPT, OUT_TAGS };

typedef struct param {
    float *w, *g, *m, *v;
    int rows, cols;
    bool sparse;       /* a table: only touched rows are updated */
    int *touched, n_touched; unsigned char *mark;
} param;

enum { P_TABLE, P_IN = P_TABLE + FEAT_TABLES, P_IN_B, P_ARC_D, P_ARC_DB, P_ARC_H, P_ARC_HB, P_ARC_ROOT, P_ARC_U, P_ARC_UB,
       P_REL_D, P_REL_H, P_REL_B, P_REL_ROOT, P_REL_OUT, P_REL_OUTB, P_TAG, P_TAG_B, P_TAG_OUT, P_TAG_OUTB, P_LAYER };
enum { L_W, L_V, L_B, L_PARAMS }; /* of each layer: W [width][6h], v [4h] (f, r of each direction), b [4h] */

typedef struct net {
    net_size size;
    lexicon lex;
    int first_tag[OUT_TAGS + 1]; /* columns of the four softmaxes in P_TAG_OUT */
    int n_params;
    param *params;
    float drop;        /* dropout in learning, as a share of the usual */
} net;

typedef struct batch {
    int n_sentences, n;      /* words */
    const int *first;        /* n_sentences + 1 offsets */
    const word **words;      /* n */
    const uint32_t (*rows)[FEAT_TABLES];
} batch;

/* What a forward pass gives a reader. arcs: per sentence (k+1)^2 scores laid out as mst.h wants, at arc_at[s]. */
typedef struct outputs {
    float *arcs; size_t *arc_at;
    float *tags;             /* n x first_tag[OUT_TAGS] log-probabilities */
    float *rel_d, *rel_h;    /* n x rel; (n + 1) x rel, the last row the root's */
    float max_embed, max_arc_d, max_arc_h, max_q, max_rel, max_tag; /* for the quantiser */
} outputs;

void net_init(net *m, net_size size, lexicon lex, uint64_t seed);
void net_save(const net *m, const char *path);
void net_load(net *m, const char *path);
/* Adds the batch's gradient to the parameters' and returns the mean loss per word. `seed` drives dropout. */
double net_learn(net *m, const batch *b, uint64_t seed);
/* No dropout; fills `out` with memory that lives until the next call of any net function. */
void net_read(net *m, const batch *b, outputs *out);
/* Relation log-probabilities of word d (index in batch) under head h (index, or -1 root) into logits[DL_DEPREL_COUNT]. */
void net_relation(const net *m, const outputs *out, const batch *b, int d, int h, float *logits);
/* Adam step with gradients clipped to `clip` in norm, then zeroed. */
void net_step(net *m, float rate, float clip);

#endif
