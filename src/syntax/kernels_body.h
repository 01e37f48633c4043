/* kernels_body.h - the kernels' source, compiled once for each instruction set by the file that includes it with
 * KERNELS_NAME and KERNELS_TABLE defined. Only the integer product is written by hand for each; the rest is plain loops
 * that the compiler turns into vectors without changing any rounding (no fused multiply-add, no reordering). */
#include "syntax/kernels.h"

#include <string.h>

#if defined(__AVX512VNNI__) || defined(__AVX2__)
#include <immintrin.h>
#endif

/* Nearest even integer of |x| < 2^22, by the usual shift into the last mantissa bit. */
static inline float round_even(float x) { return (x + 12582912.0f) - 12582912.0f; }

static inline float clamp(float x, float low, float high) { return x < low ? low : x > high ? high : x; }

/* e^x to about 1e-6: 2^n times a polynomial on [-ln 2 / 2, ln 2 / 2]. */
static inline float exp_fast(float x) {
    x = clamp(x, -80.0f, 80.0f);
    float n = round_even(x * 1.44269504f), r = x - n * 0.69314718f;
    float p = 0.008333334f;
    p = p * r + 0.041666667f;
    p = p * r + 0.16666667f;
    p = p * r + 0.5f;
    p = p * r + 1.0f;
    p = p * r + 1.0f;
    union { int32_t i; float f; } s = {((int32_t)n + 127) << 23};
    return p * s.f;
}
static inline float sigmoid(float x) { return 1.0f / (1.0f + exp_fast(-x)); }
static inline float tanh_fast(float x) { return 2.0f / (1.0f + exp_fast(-2.0f * x)) - 1.0f; }

/* ---- integer product ---- */

#if defined(__AVX512VNNI__)
/* Rows of x against 64 outputs, sums in registers: one register for each row and block of 16 outputs, named so that the
 * compiler keeps them there. x is shifted to be unsigned. */
#define SUMS(r) __m512i s##r##0 = zero, s##r##1 = zero, s##r##2 = zero, s##r##3 = zero;
#define STEP(r)                                                                                                           \
    memcpy(&four, x + (r) * stride + k, 4);                                                                              \
    all = _mm512_set1_epi32(four);                                                                                       \
    s##r##0 = _mm512_dpbusd_epi32(s##r##0, all, w0);                                                                     \
    s##r##1 = _mm512_dpbusd_epi32(s##r##1, all, w1);                                                                     \
    s##r##2 = _mm512_dpbusd_epi32(s##r##2, all, w2);                                                                     \
    s##r##3 = _mm512_dpbusd_epi32(s##r##3, all, w3);
#define PUT(r) put(s##r##0, m, at, y + (long)(r) * m->out), put(s##r##1, m, at + 16, y + (long)(r) * m->out),            \
               put(s##r##2, m, at + 32, y + (long)(r) * m->out), put(s##r##3, m, at + 48, y + (long)(r) * m->out);

static inline void put(__m512i sum, const matrix *m, int j, float *y) {
    __m512 f = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum, _mm512_loadu_si512(m->sum + j)));
    _mm512_storeu_ps(y + j, _mm512_add_ps(_mm512_mul_ps(f, _mm512_loadu_ps(m->scale + j)), _mm512_loadu_ps(m->bias + j)));
}

#define TILE(name, ROWS_DO)                                                                                               \
    static void name(const uint8_t *x, long stride, const matrix *m, int at, float *y) {                                 \
        const int8_t *w = m->weights + (long)at * m->in;                                                                 \
        long block = (long)m->in * 16;                                                                                   \
        __m512i zero = _mm512_setzero_si512(), all;                                                                      \
        int32_t four;                                                                                                    \
        ROWS_DO(SUMS)                                                                                                    \
        for (int k = 0; k < m->in; k += 4, w += 64) {                                                                    \
            __m512i w0 = _mm512_load_si512(w), w1 = _mm512_load_si512(w + block);                                        \
            __m512i w2 = _mm512_load_si512(w + 2 * block), w3 = _mm512_load_si512(w + 3 * block);                        \
            ROWS_DO(STEP)                                                                                                \
        }                                                                                                                \
        ROWS_DO(PUT)                                                                                                     \
    }
#define ONE(DO) DO(0)
#define SIX(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5)
TILE(tile_1, ONE)
TILE(tile_6, SIX)

enum { IN_MAX = 2048, ROWS = 6 };

static void product(const matrix *m, const int8_t *x, long stride, int n, float *y) {
    uint8_t shifted[ROWS * IN_MAX];
    for (int i = 0; i < n;) {
        int rows = n - i >= ROWS ? ROWS : 1;
        for (int r = 0; r < rows; r++)
            for (int k = 0; k < m->in; k++) shifted[r * m->in + k] = (uint8_t)(x[(i + r) * stride + k] ^ 0x80);
        for (int j = 0; j < m->out; j += 64) (rows == ROWS ? tile_6 : tile_1)(shifted, m->in, m, j, y + (long)i * m->out);
        i += rows;
    }
}
#elif defined(__AVX2__)
/* Rows of x against 16 outputs, sums in registers. Products are of |x| with w under x's sign: pairs stay below 2^15, so that
 * the saturating add never saturates. */
#define SUMS(r) __m256i s##r##0 = zero, s##r##1 = zero;
#define STEP(r)                                                                                                           \
    memcpy(&four, x + (r) * stride + k, 4);                                                                              \
    all = _mm256_set1_epi32(four), size = _mm256_abs_epi8(all);                                                          \
    s##r##0 = _mm256_add_epi32(s##r##0, _mm256_madd_epi16(_mm256_maddubs_epi16(size, _mm256_sign_epi8(w0, all)), ones)); \
    s##r##1 = _mm256_add_epi32(s##r##1, _mm256_madd_epi16(_mm256_maddubs_epi16(size, _mm256_sign_epi8(w1, all)), ones));
#define PUT(r) put(s##r##0, m, at, y + (long)(r) * m->out), put(s##r##1, m, at + 8, y + (long)(r) * m->out);

static inline void put(__m256i sum, const matrix *m, int j, float *y) {
    __m256 f = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), _mm256_loadu_ps(m->scale + j));
    _mm256_storeu_ps(y + j, _mm256_add_ps(f, _mm256_loadu_ps(m->bias + j)));
}

#define TILE(name, ROWS_DO)                                                                                               \
    static void name(const int8_t *x, long stride, const matrix *m, int at, float *y) {                                  \
        const int8_t *w = m->weights + (long)at * m->in;                                                                 \
        __m256i zero = _mm256_setzero_si256(), ones = _mm256_set1_epi16(1), all, size;                                   \
        int32_t four;                                                                                                    \
        ROWS_DO(SUMS)                                                                                                    \
        for (int k = 0; k < m->in; k += 4, w += 64) {                                                                    \
            __m256i w0 = _mm256_load_si256((const __m256i *)(const void *)w);                                            \
            __m256i w1 = _mm256_load_si256((const __m256i *)(const void *)(w + 32));                                     \
            ROWS_DO(STEP)                                                                                                \
        }                                                                                                                \
        ROWS_DO(PUT)                                                                                                     \
    }
#define ONE(DO) DO(0)
#define FOUR(DO) DO(0) DO(1) DO(2) DO(3)
TILE(tile_1, ONE)
TILE(tile_4, FOUR)

static void product(const matrix *m, const int8_t *x, long stride, int n, float *y) {
    for (int i = 0; i < n;) {
        int rows = n - i >= 4 ? 4 : 1;
        for (int j = 0; j < m->out; j += 16) (rows == 4 ? tile_4 : tile_1)(x + i * stride, stride, m, j, y + (long)i * m->out);
        i += rows;
    }
}
#else
static void product(const matrix *m, const int8_t *x, long stride, int n, float *y) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m->out; j += 16) {
            const int8_t *w = m->weights + (long)j * m->in;
            int32_t acc[16] = {0};
            for (int k = 0; k < m->in; k += 4) {
                const int8_t *v = x + i * stride + k;
                for (int o = 0; o < 16; o++)
                    acc[o] += v[0] * w[k * 16 + 4 * o] + v[1] * w[k * 16 + 4 * o + 1] + v[2] * w[k * 16 + 4 * o + 2] +
                              v[3] * w[k * 16 + 4 * o + 3];
            }
            for (int o = 0; o < 16; o++) y[(long)i * m->out + j + o] = (float)acc[o] * m->scale[j + o] + m->bias[j + o];
        }
}
#endif

/* ---- elementwise ---- */

static void tanh_all(int n, float *restrict x, int8_t *restrict q) {
    for (int i = 0; i < n; i++) x[i] = tanh_fast(x[i]);
    for (int i = 0; i < n; i++) q[i] = (int8_t)(int32_t)round_even(x[i] * 127.0f);
}

static void sru_step(int h, const float *restrict u, const float *restrict x, const float *restrict vf,
                     const float *restrict bf, float *restrict c, float *restrict out) {
    const float *vr = vf + h, *br = bf + h;
    for (int j = 0; j < h; j++) {
        float f = sigmoid(u[h + j] + vf[j] * c[j] + bf[j]);
        float r = sigmoid(u[2 * h + j] + vr[j] * c[j] + br[j]);
        float now = f * c[j] + (1.0f - f) * u[j];
        c[j] = now;
        out[j] = r * tanh_fast(now) + (1.0f - r) * x[j];
    }
}

static void sru(int h, int n, const float *u, const float *x, const float *v, const float *b, float *out, int8_t *q) {
    for (int dir = 0; dir < 2; dir++) {
        float c[SRU_MAX] = {0};
        for (int k = 0; k < n; k++) {
            long i = dir ? n - 1 - k : k, at = i * 2 * h + dir * h;
            sru_step(h, u + i * 6 * h + dir * 3 * h, x + at, v + dir * 2 * h, b + dir * 2 * h, c, out + at);
        }
    }
    for (int i = 0; i < n * 2 * h; i++) q[i] = (int8_t)(int32_t)round_even(out[i] * 127.0f);
}

static void to_int8(int n, const float *restrict x, float scale, float low, int8_t *restrict q) {
    for (int i = 0; i < n; i++) q[i] = (int8_t)(int32_t)round_even(clamp(x[i] * scale, low, 127.0f));
}
static void to_int16(int n, const float *restrict x, float scale, int16_t *restrict q) {
    for (int i = 0; i < n; i++) q[i] = (int16_t)(int32_t)round_even(clamp(x[i] * scale, -2047.0f, 2047.0f));
}

static void embed(int width, int n_rows, const int8_t *const *rows, float scale, int8_t *restrict q) {
    int16_t sum[512] = {0};
    for (int r = 0; r < n_rows; r++) {
        const int8_t *row = rows[r];
        for (int i = 0; i < width; i++) sum[i] = (int16_t)(sum[i] + row[i]);
    }
    for (int i = 0; i < width; i++) q[i] = (int8_t)(int32_t)round_even(clamp((float)sum[i] * scale, -127.0f, 127.0f));
}

static void dots(int width, int n_a, int n_b, const int16_t *a, const int16_t *b, float scale, float *s, long stride) {
    for (int d = 0; d < n_a; d++)
        for (int h = 0; h < n_b; h++) {
            const int16_t *x = a + (long)d * width, *y = b + (long)h * width;
            int32_t sum = 0;
            for (int k = 0; k < width; k++) sum += x[k] * y[k];
            s[d * stride + h] = (float)sum * scale;
        }
}

static void add_relu(int n, const float *restrict a, const float *restrict b, float scale, int8_t *restrict q) {
    for (int i = 0; i < n; i++) q[i] = (int8_t)(int32_t)round_even(clamp((a[i] + b[i]) * scale, 0.0f, 127.0f));
}

static int best(int n, const float *x) {
    float top[16];
    int i = 16, k = 0;
    if (n < 32) {
        for (i = 1; i < n; i++)
            if (x[i] > x[k]) k = i;
        return k;
    }
    memcpy(top, x, sizeof top);
    for (; i + 16 <= n; i += 16)
        for (int j = 0; j < 16; j++) top[j] = x[i + j] > top[j] ? x[i + j] : top[j];
    for (int j = 1; j < 16; j++) top[0] = top[j] > top[0] ? top[j] : top[0];
    for (; i < n; i++) top[0] = x[i] > top[0] ? x[i] : top[0];
    for (; k + 16 <= n; k += 16) { /* the first block that holds it, then the place */
        int found = 0;
        for (int j = 0; j < 16; j++) found |= x[k + j] == top[0];
        if (found) break;
    }
    while (x[k] != top[0]) k++;
    return k;
}

const kernels KERNELS_TABLE = {KERNELS_NAME, product, tanh_all, sru, to_int8, to_int16, embed, dots, add_relu, best};
