/* kernels.h - the arithmetic of the grammar model, once for each instruction set. Every backend gives the same bits:
 * products are exact integer sums, and float steps are separately rounded in one order. */
#ifndef DL_KERNELS_H
#define DL_KERNELS_H

#include <stdint.h>

/* y = x W' scaled, for int8 x and W. `out` is a multiple of 64, `in` of 16. Weights lie in blocks of 16 outputs: for each
 * four inputs, 16 outputs times 4 bytes. scale holds the weight's and the input's step together; sum is 128 times the sum of
 * an output's weights, which backends take off that shift the input to be unsigned. */
typedef struct matrix {
    const int8_t *weights;
    const float *scale, *bias;
    const int32_t *sum;
    int in, out;
} matrix;

enum { SRU_MAX = 256 }; /* units in one direction at most */

typedef struct kernels {
    const char *name;
    /* y[n][m->out] = x[n rows, `stride` bytes apart][m->in] by m. */
    void (*product)(const matrix *m, const int8_t *x, long stride, int n, float *y);
    /* x[n] -> tanh(x[n]) and its int8 form in steps of 1/127. */
    void (*tanh_all)(int n, float *x, int8_t *q);
    /* One sentence of n words through a bidirectional layer of h units a direction: u[n][6h] and x[n][2h] in, out[n][2h] and
     * its int8 form out; v and b as in the trainer's net.h. x and out may not overlap. */
    void (*sru)(int h, int n, const float *u, const float *x, const float *v, const float *b, float *out, int8_t *q);
    /* q[i] = x[i] * scale rounded to nearest even and held to [low, 127] resp. [-2047, 2047]. */
    void (*to_int8)(int n, const float *x, float scale, float low, int8_t *q);
    void (*to_int16)(int n, const float *x, float scale, int16_t *q);
    /* sum of table rows: rows[k] of `width` int8 each, scaled, rounded and held to int8. */
    void (*embed)(int width, int n_rows, const int8_t *const *rows, float scale, int8_t *q);
    /* s[d][h] = a[d] . b[h] * scale for n_a rows against n_b rows of `width`; row d of s starts at s + d * stride. */
    void (*dots)(int width, int n_a, int n_b, const int16_t *a, const int16_t *b, float scale, float *s, long stride);
    /* hidden[i] = max(0, a[i] + b[i]) in int8 steps. */
    void (*add_relu)(int n, const float *a, const float *b, float scale, int8_t *q);
    /* Place of the first of the largest of x[n], n > 0. No x is NaN. */
    int (*best)(int n, const float *x);
} kernels;

extern const kernels KERNELS_PLAIN, KERNELS_AVX2, KERNELS_VNNI;

/* The best backend that this processor has, or the one $DATELINE_BACKEND names if it has that. */
const kernels *kernels_choose(void);

#endif
