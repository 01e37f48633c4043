/* quantise.c - a checkpoint in floating point to the section "syntax" of dateline.model.
 *
 *   dateline-quantise OUT.bin MODEL.ckpt DATELINE.data FILE.conllu…
 *
 * Weights become int8 with one step for each output; the steps of activations are fixed from what the model does on the
 * sentences of FILE. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net.h"
#include "syntax/grammar.h"

static unsigned char *blob;
static size_t used;

static uint64_t append(const void *bytes, size_t n) {
    size_t at = (used + 63) & ~(size_t)63;
    blob = realloc(blob, at + n + 64);
    memset(blob + used, 0, at - used);
    if (bytes) memcpy(blob + at, bytes, n);
    else memset(blob + at, 0, n);
    used = at + n;
    return at;
}

static int clip(float x, int most) {
    long v = lrintf(x);
    return v > most ? most : v < -most ? -most : (int)v;
}

/* w[in][out] (columns from `parts` side by side) and bias to int8 blocks; `step` is the input's. */
static void put_matrix(grammar_header *h, int which, int in, int n_parts, const param *const *weights, const param *const *biases, float step) {
    int out = 0;
    for (int p = 0; p < n_parts; p++) out += weights[p]->cols;
    int padded = (out + 63) & ~63;
    int8_t *q = calloc((size_t)padded * (size_t)in, 1);
    float *scale = calloc((size_t)padded, 4), *bias = calloc((size_t)padded, 4);
    int32_t *sum = calloc((size_t)padded, 4);
    for (int p = 0, j = 0; p < n_parts; p++)
        for (int c = 0; c < weights[p]->cols; c++, j++) {
            const param *w = weights[p];
            float top = 1e-8f;
            for (int k = 0; k < in; k++) top = fmaxf(top, fabsf(w->w[(size_t)k * (size_t)w->cols + (size_t)c]));
            for (int k = 0; k < in; k++) {
                int v = clip(w->w[(size_t)k * (size_t)w->cols + (size_t)c] * 127 / top, 127);
                q[((size_t)(j / 16) * (size_t)in + (size_t)(k & ~3)) * 16 + (size_t)(j % 16) * 4 + (size_t)(k & 3)] = (int8_t)v;
                sum[j] += 128 * v;
            }
            scale[j] = top / 127 * step;
            bias[j] = biases[p] ? biases[p]->w[c] : 0;
        }
    h->matrix[which].in = (uint32_t)in, h->matrix[which].out = (uint32_t)padded;
    h->matrix[which].weights_at = append(q, (size_t)padded * (size_t)in);
    h->matrix[which].scale_at = append(scale, 4 * (size_t)padded);
    h->matrix[which].bias_at = append(bias, 4 * (size_t)padded);
    h->matrix[which].sum_at = append(sum, 4 * (size_t)padded);
    free(q), free(scale), free(bias), free(sum);
}

int main(int argc, char **argv) {
    if (argc < 5) return fputs("usage: dateline-quantise OUT.bin MODEL.ckpt DATELINE.data FILE.conllu…\n", stderr), 2;
    corpus_classes(argv[3]);
    net m;
    net_load(&m, argv[2]);
    const net_size s = m.size;
    const lexicon *x = &m.lex;
    param *P = m.params;

    /* Largest activations on real sentences. */
    corpus c = {0};
    for (int i = 4; i < argc; i++) corpus_read(&c, argv[i]);
    corpus_prepare(&c, x);
    outputs most = {0};
    for (int i = 0; i < c.n_sentences; i++) {
        const word *words[1024];
        uint32_t rows[1024][FEAT_TABLES];
        int first[2] = {0, c.sentences[i].n};
        if (first[1] > 1024) continue;
        for (int k = 0; k < first[1]; k++) {
            words[k] = &c.words[c.sentences[i].first + k];
            memcpy(rows[k], words[k]->rows, sizeof rows[k]);
        }
        batch b = {1, first[1], first, words, (const uint32_t(*)[FEAT_TABLES])rows};
        outputs o;
        net_read(&m, &b, &o);
        most.max_embed = fmaxf(most.max_embed, o.max_embed), most.max_arc_d = fmaxf(most.max_arc_d, o.max_arc_d);
        most.max_arc_h = fmaxf(most.max_arc_h, o.max_arc_h), most.max_q = fmaxf(most.max_q, o.max_q);
        most.max_rel = fmaxf(most.max_rel, o.max_rel), most.max_tag = fmaxf(most.max_tag, o.max_tag);
    }
    printf("largest: embed %.2f arc_d %.2f arc_h %.2f q %.2f rel %.2f tag %.2f\n", most.max_embed, most.max_arc_d, most.max_arc_h, most.max_q, most.max_rel, most.max_tag);

    grammar_header h = {.version = GRAMMAR_VERSION, .embed = (uint32_t)s.embed, .hidden = (uint32_t)s.hidden, .layers = (uint32_t)s.layers, .arc = (uint32_t)s.arc,
                        .rel = (uint32_t)s.rel, .tag = (uint32_t)s.tag, .n_words = (uint32_t)x->n_words, .n_feats = (uint32_t)x->n_feats, .n_scripts = (uint32_t)x->n_scripts};
    for (int t = 0; t <= TAG_KINDS; t++) h.first_tag[t] = (uint32_t)m.first_tag[t];
    append(NULL, sizeof h);
    for (h.slots = 1024; h.slots < 2 * h.n_words; h.slots *= 2) {}
    uint32_t(*slot)[2] = calloc(h.slots, sizeof *slot);
    for (int i = 1; i < x->n_words; i++) {
        uint32_t at = (uint32_t)x->hashes[i] & (h.slots - 1);
        while (slot[at][1]) at = (at + 1) & (h.slots - 1);
        slot[at][0] = (uint32_t)(x->hashes[i] >> 32), slot[at][1] = (uint32_t)i;
    }
    h.slots_at = append(slot, sizeof *slot * h.slots);
    h.feats_at = append(x->feats, 8 * (size_t)x->n_feats);
    h.scripts_at = append(x->scripts, GRAMMAR_SCRIPT * (size_t)x->n_scripts);

    /* All tables share one step, so that rows add up as integers; the few weights past 4.5 deviations are held. */
    double square = 0, count = 0;
    float top = 0;
    for (int t = 0; t < FEAT_TABLES; t++)
        for (size_t i = 0; i < (size_t)P[t].rows * (size_t)s.embed; i++) square += (double)P[t].w[i] * (double)P[t].w[i], count++, top = fmaxf(top, fabsf(P[t].w[i]));
    float limit = fminf(top, 6 * (float)sqrt(square / count));
    h.embed_step = limit / 127;
    float input_step = most.max_embed / 127;
    h.embed_scale = h.embed_step / input_step;
    for (int t = 0; t < FEAT_TABLES; t++) {
        size_t n = (size_t)P[t].rows * (size_t)s.embed;
        int8_t *q = malloc(n);
        for (size_t i = 0; i < n; i++) q[i] = (int8_t)clip(P[t].w[i] / h.embed_step, 127);
        h.table_rows[t] = (uint32_t)P[t].rows;
        h.tables_at[t] = append(q, n);
        free(q);
    }
    const float unit = 1.0f / 127;
#define M(which, in, step, n, ...) put_matrix(&h, which, in, n, (const param *const[]){__VA_ARGS__}, biases, step)
    const param *biases[5] = {&P[P_IN_B]};
    M(M_IN, 3 * s.embed, input_step, 1, &P[P_IN]);
    biases[0] = NULL;
    for (int l = 0; l < s.layers; l++) {
        const param *L = P + P_LAYER + L_PARAMS * l;
        M(M_LAYER + l, 2 * s.hidden, unit, 1, &L[L_W]);
        h.v_at[l] = append(L[L_V].w, 16 * (size_t)s.hidden);
        h.b_at[l] = append(L[L_B].w, 16 * (size_t)s.hidden);
    }
    biases[0] = &P[P_ARC_DB], biases[1] = &P[P_ARC_HB], biases[2] = &P[P_REL_B], biases[3] = NULL, biases[4] = &P[P_TAG_B];
    M(M_TOP, 2 * s.hidden, unit, 5, &P[P_ARC_D], &P[P_ARC_H], &P[P_REL_D], &P[P_REL_H], &P[P_TAG]);
    biases[0] = &P[P_ARC_UB];
    M(M_ARC, s.arc, most.max_arc_d / 127, 1, &P[P_ARC_U]);
    biases[0] = &P[P_REL_OUTB];
    M(M_REL, s.rel, most.max_rel / 127, 1, &P[P_REL_OUT]);
    biases[0] = &P[P_TAG_OUTB];
    M(M_TAG, s.tag, most.max_tag / 127, 1, &P[P_TAG_OUT]);
    h.arc_d_scale = 127 / most.max_arc_d, h.rel_scale = 127 / most.max_rel, h.tag_scale = 127 / most.max_tag;
    h.arc_h_scale = 2047 / most.max_arc_h, h.q_scale = 2047 / most.max_q;
    h.arc_step = 1 / (h.arc_h_scale * h.q_scale);
    int16_t *root = malloc(2 * (size_t)s.arc);
    for (int k = 0; k < s.arc; k++) root[k] = (int16_t)clip(P[P_ARC_ROOT].w[k] * h.arc_h_scale, 2047);
    h.arc_root_at = append(root, 2 * (size_t)s.arc);
    h.rel_root_at = append(P[P_REL_ROOT].w, 4 * (size_t)s.rel);
    append(NULL, 64);
    memcpy(blob, &h, sizeof h);
    FILE *f = fopen(argv[1], "wb");
    if (!f || fwrite(blob, 1, used, f) != used || fclose(f)) return fprintf(stderr, "%s: cannot write\n", argv[1]), 1;
    printf("%s: %.1f MiB\n", argv[1], (double)used / (1 << 20));
    return 0;
}
