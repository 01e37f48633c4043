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
/* R rows by B blocks of 16 outputs in registers. */
#define TILE(R, B)                                                                                                        \
    static void tile_##R##_##B(const int8_t *w, long block, const uint8_t *x, long stride, int in, const matrix *m,     \
                               int at, float *y) {                                                                       \
        __m512i acc[R][B];                                                                                               \
        for (int r = 0; r < R; r++)                                                                                      \
            for (int b = 0; b < B; b++) acc[r][b] = _mm512_setzero_si512();                                              \
        for (int k = 0; k < in; k += 4) {                                                                                \
            __m512i v[B];                                                                                                \
            for (int b = 0; b < B; b++) v[b] = _mm512_load_si512(w + b * block + k * 16);                                \
            for (int r = 0; r < R; r++) {                                                                                \
                int32_t four;                                                                                            \
                memcpy(&four, x + r * stride + k, 4);                                                                    \
                __m512i all = _mm512_set1_epi32(four);                                                                   \
                for (int b = 0; b < B; b++) acc[r][b] = _mm512_dpbusd_epi32(acc[r][b], all, v[b]);                       \
            }                                                                                                            \
        }                                                                                                                \
        for (int r = 0; r < R; r++)                                                                                      \
            for (int b = 0; b < B; b++) {                                                                                \
                int j = at + 16 * b;                                                                                     \
                __m512 f = _mm512_cvtepi32_ps(_mm512_sub_epi32(acc[r][b], _mm512_loadu_si512(m->sum + j)));              \
                f = _mm512_add_ps(_mm512_mul_ps(f, _mm512_loadu_ps(m->scale + j)), _mm512_loadu_ps(m->bias + j));        \
                _mm512_storeu_ps(y + (long)r * m->out + j, f);                                                           \
            }                                                                                                            \
    }
TILE(6, 4)
TILE(1, 4)
TILE(6, 1)
TILE(1, 1)

enum { IN_MAX = 2048, ROWS = 6 };

static void product(const matrix *m, const int8_t *x, long stride, int n, float *y) {
    uint8_t shifted[ROWS * IN_MAX];
    long block = (long)m->in * 16;
    for (int i = 0; i < n;) {
        int rows = n - i >= ROWS ? ROWS : 1;
        for (int r = 0; r < rows; r++)
            for (int k = 0; k < m->in; k++) shifted[r * IN_MAX + k] = (uint8_t)(x[(i + r) * stride + k] ^ 0x80);
        float *out = y + (long)i * m->out;
        int j = 0;
        for (; j + 64 <= m->out; j += 64)
            (rows == ROWS ? tile_6_4 : tile_1_4)(m->weights + (long)j * m->in, block, shifted, IN_MAX, m->in, m, j, out);
        for (; j < m->out; j += 16)
            (rows == ROWS ? tile_6_1 : tile_1_1)(m->weights + (long)j * m->in, block, shifted, IN_MAX, m->in, m, j, out);
        i += rows;
    }
}
#elif defined(__AVX2__)
/* Products of |x| with w under x's sign: pairs stay below 2^15, so that the saturating add never saturates. */
#define TILE(R)                                                                                                           \
    static void tile_##R(const int8_t *w, const int8_t *x, long stride, int in, const matrix *m, int at, float *y) {     \
        __m256i acc[R][2], ones = _mm256_set1_epi16(1);                                                                  \
        for (int r = 0; r < R; r++) acc[r][0] = acc[r][1] = _mm256_setzero_si256();                                      \
        for (int k = 0; k < in; k += 4) {                                                                                \
            __m256i v0 = _mm256_load_si256((const __m256i *)(const void *)(w + k * 16));                                 \
            __m256i v1 = _mm256_load_si256((const __m256i *)(const void *)(w + k * 16 + 32));                            \
            for (int r = 0; r < R; r++) {                                                                                \
                int32_t four;                                                                                            \
                memcpy(&four, x + r * stride + k, 4);                                                                    \
                __m256i all = _mm256_set1_epi32(four), size = _mm256_abs_epi8(all);                                      \
                __m256i p0 = _mm256_maddubs_epi16(size, _mm256_sign_epi8(v0, all));                                      \
                __m256i p1 = _mm256_maddubs_epi16(size, _mm256_sign_epi8(v1, all));                                      \
                acc[r][0] = _mm256_add_epi32(acc[r][0], _mm256_madd_epi16(p0, ones));                                    \
                acc[r][1] = _mm256_add_epi32(acc[r][1], _mm256_madd_epi16(p1, ones));                                    \
            }                                                                                                            \
        }                                                                                                                \
        for (int r = 0; r < R; r++)                                                                                      \
            for (int b = 0; b < 2; b++) {                                                                                \
                int j = at + 8 * b;                                                                                      \
                __m256 f = _mm256_mul_ps(_mm256_cvtepi32_ps(acc[r][b]), _mm256_loadu_ps(m->scale + j));                  \
                _mm256_storeu_ps(y + (long)r * m->out + j, _mm256_add_ps(f, _mm256_loadu_ps(m->bias + j)));              \
            }                                                                                                            \
    }
TILE(4)
TILE(1)

static void product(const matrix *m, const int8_t *x, long stride, int n, float *y) {
    for (int i = 0; i < n;) {
        int rows = n - i >= 4 ? 4 : 1;
        for (int j = 0; j < m->out; j += 16)
            (rows == 4 ? tile_4 : tile_1)(m->weights + (long)j * m->in, x + i * stride, stride, m->in, m, j, y + (long)i * m->out);
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

const kernels KERNELS_TABLE = {KERNELS_NAME, product, tanh_all, sru, to_int8, to_int16, embed, dots, add_relu};
