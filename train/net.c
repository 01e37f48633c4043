/* net.c - forward and backward passes written out over OpenBLAS products. */
#include "net.h"

#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory that lives for one pass ---- */

static char *room;
static size_t room_size, room_used;

static float *scratch(size_t n) {
    size_t bytes = (n * sizeof(float) + 63) & ~(size_t)63;
    if (!room) {
        room_size = (size_t)3 << 30; /* address space; only what is used is touched */
        room = aligned_alloc(4096, room_size);
    }
    if (!room || room_used + bytes > room_size) exit((fputs("batch too large\n", stderr), 1));
    float *p = (float *)(void *)(room + room_used);
    room_used += bytes;
    return p;
}
static float *zeroed(size_t n) { return memset(scratch(n), 0, n * sizeof(float)); }

/* ---- random numbers ---- */

static uint64_t rng_state;
static inline uint64_t rng(void) {
    uint64_t z = (rng_state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}
static inline float uniform(void) { return (float)(rng() >> 40) * 0x1p-24f; }

/* ---- small maths ---- */

static inline float fast_exp(float x) {
    x = x < -80 ? -80 : x > 80 ? 80 : x;
    float t = x * 1.44269504f, n = floorf(t + 0.5f), r = (t - n) * 0.69314718f;
    float p = 1 + r * (1 + r * (0.5f + r * (0.16666667f + r * (0.041666667f + r * 0.008333334f))));
    int32_t bits = ((int32_t)n + 127) << 23;
    float s;
    memcpy(&s, &bits, 4);
    return p * s;
}
static inline float sigmoid(float x) { return 1 / (1 + fast_exp(-x)); }
static inline float tanh_(float x) { return 2 / (1 + fast_exp(-2 * x)) - 1; }

/* C[m x n] = beta C + op(A)[m x k] op(B)[k x n], row-major. */
static void mul(bool ta, bool tb, int m, int n, int k, const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc) {
    if (m && n) cblas_sgemm(CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, m, n, k, 1, a, lda, b, ldb, beta, c, ldc);
}

static void add_bias(float *y, int n, int cols, const float *b) {
    for (int i = 0; i < n; i++)
        for (int k = 0; k < cols; k++) y[(size_t)i * cols + k] += b[k];
}
static void sum_rows(const float *y, int n, int cols, float *g) {
    for (int i = 0; i < n; i++)
        for (int k = 0; k < cols; k++) g[k] += y[(size_t)i * cols + k];
}

/* ---- parameters ---- */

static void param_new(param *p, int rows, int cols, float scale, bool sparse) {
    size_t n = (size_t)rows * (size_t)cols;
    *p = (param){.rows = rows, .cols = cols, .sparse = sparse};
    p->w = malloc(n * 4), p->g = calloc(n, 4), p->m = calloc(n, 4), p->v = calloc(n, 4);
    for (size_t i = 0; i < n; i++) p->w[i] = scale * (2 * uniform() - 1);
    if (sparse) p->touched = malloc(sizeof(int) * (size_t)rows), p->mark = calloc((size_t)rows, 1);
}

static void net_shape(net *m, uint64_t seed) {
    net_size s = m->size;
    int width = 2 * s.hidden;
    rng_state = seed * 7919 + 17;
    m->first_tag[OUT_UPOS] = 0;
    m->first_tag[OUT_XPOS] = DL_UPOS_COUNT;
    m->first_tag[OUT_FEATS] = m->first_tag[OUT_XPOS] + DL_XPOS_COUNT;
    m->first_tag[OUT_SCRIPT] = m->first_tag[OUT_FEATS] + m->lex.n_feats;
    m->first_tag[OUT_TAGS] = m->first_tag[OUT_SCRIPT] + m->lex.n_scripts;
    m->n_params = P_LAYER + L_PARAMS * s.layers;
    m->params = calloc((size_t)m->n_params, sizeof *m->params);
    param *p = m->params;
#define WEIGHTS(i, rows, cols) param_new(&p[i], rows, cols, sqrtf(6.0f / (float)((rows) + (cols))), false)
    for (int t = 0; t < FEAT_TABLES; t++) param_new(&p[P_TABLE + t], t ? (int)FEATURE_ROWS[t] : m->lex.n_words, s.embed, 0.15f, true);
    WEIGHTS(P_IN, 3 * s.embed, width);
    param_new(&p[P_IN_B], 1, width, 0, false);
    WEIGHTS(P_ARC_D, width, s.arc), param_new(&p[P_ARC_DB], 1, s.arc, 0, false);
    WEIGHTS(P_ARC_H, width, s.arc), param_new(&p[P_ARC_HB], 1, s.arc, 0, false);
    param_new(&p[P_ARC_ROOT], 1, s.arc, 0.3f, false);
    param_new(&p[P_ARC_U], s.arc, s.arc, 0.05f, false), param_new(&p[P_ARC_UB], 1, s.arc, 0, false);
    WEIGHTS(P_REL_D, width, s.rel), WEIGHTS(P_REL_H, width, s.rel), param_new(&p[P_REL_B], 1, s.rel, 0, false);
    param_new(&p[P_REL_ROOT], 1, s.rel, 0.3f, false);
    WEIGHTS(P_REL_OUT, s.rel, DL_DEPREL_COUNT), param_new(&p[P_REL_OUTB], 1, DL_DEPREL_COUNT, 0, false);
    WEIGHTS(P_TAG, width, s.tag), param_new(&p[P_TAG_B], 1, s.tag, 0, false);
    WEIGHTS(P_TAG_OUT, s.tag, m->first_tag[OUT_TAGS]), param_new(&p[P_TAG_OUTB], 1, m->first_tag[OUT_TAGS], 0, false);
    for (int l = 0; l < s.layers; l++) {
        param *q = p + P_LAYER + L_PARAMS * l;
        param_new(&q[L_W], width, 6 * s.hidden, sqrtf(3.0f / (float)width), false);
        param_new(&q[L_V], 1, 4 * s.hidden, 0.3f, false);
        param_new(&q[L_B], 1, 4 * s.hidden, 0, false);
    }
}

void net_init(net *m, net_size size, lexicon lex, uint64_t seed) {
    *m = (net){.size = size, .lex = lex, .drop = 1};
    net_shape(m, seed);
}

static void put(FILE *f, const void *p, size_t n) { if (n && fwrite(p, 1, n, f) != n) exit((fputs("cannot write the checkpoint\n", stderr), 1)); }
static void get(FILE *f, void *p, size_t n) { if (n && fread(p, 1, n, f) != n) exit((fputs("checkpoint cut short\n", stderr), 1)); }

void net_save(const net *m, const char *path) {
    FILE *f = fopen(path, "wb");
    if (!f) exit((fprintf(stderr, "%s: cannot write\n", path), 1));
    int counts[3] = {m->lex.n_words, m->lex.n_feats, m->lex.n_scripts};
    put(f, &m->size, sizeof m->size), put(f, counts, sizeof counts);
    put(f, m->lex.hashes, 8 * (size_t)counts[0]), put(f, m->lex.counts, 4 * (size_t)counts[0]);
    put(f, m->lex.feats, 8 * (size_t)counts[1]), put(f, m->lex.scripts, 48 * (size_t)counts[2]);
    for (int i = 0; i < m->n_params; i++) put(f, m->params[i].w, 4 * (size_t)m->params[i].rows * (size_t)m->params[i].cols);
    if (fclose(f)) exit((fprintf(stderr, "%s: cannot write\n", path), 1));
}

void net_load(net *m, const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) exit((fprintf(stderr, "%s: cannot open\n", path), 1));
    int counts[3];
    *m = (net){.drop = 1};
    get(f, &m->size, sizeof m->size), get(f, counts, sizeof counts);
    lexicon *x = &m->lex;
    x->n_words = counts[0], x->n_feats = counts[1], x->n_scripts = counts[2];
    x->hashes = malloc(8 * (size_t)counts[0]), x->counts = malloc(4 * (size_t)counts[0]);
    x->feats = malloc(8 * (size_t)counts[1]), x->scripts = malloc(48 * (size_t)counts[2]);
    get(f, x->hashes, 8 * (size_t)counts[0]), get(f, x->counts, 4 * (size_t)counts[0]);
    get(f, x->feats, 8 * (size_t)counts[1]), get(f, x->scripts, 48 * (size_t)counts[2]);
    lexicon_index(x);
    net_shape(m, 1);
    for (int i = 0; i < m->n_params; i++) get(f, m->params[i].w, 4 * (size_t)m->params[i].rows * (size_t)m->params[i].cols);
    fclose(f);
}

/* ---- forward ---- */

enum { MAX_LAYERS = 8 };
static const float DROP_EMBED = 0.15f, DROP_LAYER = 0.2f, DROP_OUT = 0.33f, DROP_HEAD = 0.25f; /* times net.drop */

typedef struct pass {
    float *x0, *x3, *x[MAX_LAYERS + 1]; /* x[l]: input of layer l, x[layers]: output */
    float *xd[MAX_LAYERS + 1];          /* the same under dropout: what products see */
    float *mask[MAX_LAYERS + 1];        /* per sentence: n_sentences x width */
    float *mask0;
    float *u[MAX_LAYERS], *f[MAX_LAYERS], *r[MAX_LAYERS], *c[MAX_LAYERS]; /* n x 6h; n x 2h each */
    float *arc_d, *arc_h, *q, *rel_d, *rel_h, *tag, *logits;
    float *arc_dm, *arc_hm, *tagm;      /* dropout masks, NULL when reading */
    float *arcs; size_t *arc_at;
} pass;

/* Runs one direction of a layer over sentence words [a, b); dir 1 goes backwards. */
static void sru_forward(int h, int dir, int a, int b, const float *u, const float *x, const float *v, const float *bias,
                        float *f, float *r, float *c, float *out) {
    const float *vf = v + dir * 2 * h, *vr = vf + h, *bf = bias + dir * 2 * h, *br = bf + h;
    float zero[1024] = {0};
    const float *before = zero;
    for (int k = 0; k < b - a; k++) {
        size_t i = (size_t)(dir ? b - 1 - k : a + k);
        const float *ui = u + i * 6 * (size_t)h + (size_t)dir * 3 * (size_t)h, *xi = x + i * 2 * (size_t)h + (size_t)dir * (size_t)h;
        size_t at = i * 2 * (size_t)h + (size_t)dir * (size_t)h;
        float *fi = f + at, *ri = r + at, *ci = c + at, *oi = out + at;
        for (int j = 0; j < h; j++) {
            float ff = sigmoid(ui[h + j] + vf[j] * before[j] + bf[j]);
            float rr = sigmoid(ui[2 * h + j] + vr[j] * before[j] + br[j]);
            float cc = ff * before[j] + (1 - ff) * ui[j];
            fi[j] = ff, ri[j] = rr, ci[j] = cc;
            oi[j] = rr * tanh_(cc) + (1 - rr) * xi[j];
        }
        before = ci;
    }
}

static void sru_backward(int h, int dir, int a, int b, const float *u, const float *x, const float *v, const float *f,
                         const float *r, const float *c, const float *dout, float *du, float *dx, float *dv, float *db) {
    const float *vf = v + dir * 2 * h, *vr = vf + h;
    float *dvf = dv + dir * 2 * h, *dvr = dvf + h, *dbf = db + dir * 2 * h, *dbr = dbf + h;
    float zero[1024] = {0}, carry[1024] = {0};
    for (int k = b - a - 1; k >= 0; k--) {
        size_t i = (size_t)(dir ? b - 1 - k : a + k), p = (size_t)(dir ? i + 1 : i - 1);
        size_t at = i * 2 * (size_t)h + (size_t)dir * (size_t)h, u_at = i * 6 * (size_t)h + (size_t)dir * 3 * (size_t)h;
        const float *before = k ? c + p * 2 * (size_t)h + (size_t)dir * (size_t)h : zero;
        const float *ui = u + u_at, *xi = x + at, *fi = f + at, *ri = r + at, *ci = c + at, *di = dout + at;
        float *dui = du + u_at, *dxi = dx + at;
        for (int j = 0; j < h; j++) {
            float g = tanh_(ci[j]), dr = di[j] * (g - xi[j]);
            dxi[j] += di[j] * (1 - ri[j]);
            float dc = di[j] * ri[j] * (1 - g * g) + carry[j];
            float df = dc * (before[j] - ui[j]), daf = df * fi[j] * (1 - fi[j]), dar = dr * ri[j] * (1 - ri[j]);
            dui[j] = dc * (1 - fi[j]);
            dui[h + j] = daf;
            dui[2 * h + j] = dar;
            dvf[j] += daf * before[j], dbf[j] += daf;
            dvr[j] += dar * before[j], dbr[j] += dar;
            carry[j] = dc * fi[j] + daf * vf[j] + dar * vr[j];
        }
    }
}

static float *bernoulli(size_t n, float drop) {
    float *m = scratch(n), keep = 1 / (1 - drop);
    for (size_t i = 0; i < n; i++) m[i] = uniform() < drop ? 0 : keep;
    return m;
}

static void relu_bias(float *y, int n, int cols, const float *b, const float *mask) {
    for (int i = 0; i < n; i++)
        for (int k = 0; k < cols; k++) {
            float *p = &y[(size_t)i * cols + k];
            *p += b[k];
            *p = *p > 0 ? (mask ? *p * mask[(size_t)i * cols + k] : *p) : 0;
        }
}

static void forward(net *m, const batch *b, pass *p, bool drop) {
    const net_size s = m->size;
    const int n = b->n, width = 2 * s.hidden, h = s.hidden, D = s.embed;
    param *P = m->params;
    size_t N = (size_t)n, W = (size_t)width;
    room_used = 0;
    p->x0 = zeroed(N * (size_t)D);
    for (int i = 0; i < n; i++)
        for (int t = 0; t < FEAT_TABLES; t++) {
            const float *row = P[P_TABLE + t].w + (size_t)b->rows[i][t] * (size_t)D;
            for (int k = 0; k < D; k++) p->x0[(size_t)i * D + k] += row[k];
        }
    p->mask0 = NULL;
    if (drop) {
        p->mask0 = bernoulli(N * (size_t)D, m->drop * DROP_EMBED);
        for (size_t i = 0; i < N * (size_t)D; i++) p->x0[i] *= p->mask0[i];
    }
    p->x3 = zeroed(N * 3 * (size_t)D);
    for (int q = 0; q < b->n_sentences; q++)
        for (int i = b->first[q]; i < b->first[q + 1]; i++)
            for (int k = -1; k <= 1; k++)
                if (i + k >= b->first[q] && i + k < b->first[q + 1])
                    memcpy(p->x3 + ((size_t)i * 3 + (size_t)(k + 1)) * D, p->x0 + (size_t)(i + k) * D, sizeof(float) * (size_t)D);
    p->x[0] = scratch(N * W);
    mul(false, false, n, width, 3 * D, p->x3, 3 * D, P[P_IN].w, width, 0, p->x[0], width);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < width; k++) p->x[0][(size_t)i * W + k] = tanh_(p->x[0][(size_t)i * W + k] + P[P_IN_B].w[k]);
    for (int l = 0; l <= s.layers; l++) {
        p->xd[l] = p->x[l], p->mask[l] = NULL;
        if (drop) {
            p->mask[l] = bernoulli((size_t)b->n_sentences * W, m->drop * (l == s.layers ? DROP_OUT : DROP_LAYER));
            p->xd[l] = scratch(N * W);
            for (int q = 0; q < b->n_sentences; q++)
                for (int i = b->first[q]; i < b->first[q + 1]; i++)
                    for (int k = 0; k < width; k++) p->xd[l][(size_t)i * W + k] = p->x[l][(size_t)i * W + k] * p->mask[l][(size_t)q * W + k];
        }
        if (l == s.layers) break;
        param *L = P + P_LAYER + L_PARAMS * l;
        p->u[l] = scratch(N * 3 * W), p->f[l] = scratch(N * W), p->r[l] = scratch(N * W), p->c[l] = scratch(N * W);
        p->x[l + 1] = scratch(N * W);
        mul(false, false, n, 3 * width, width, p->xd[l], width, L[L_W].w, 3 * width, 0, p->u[l], 3 * width);
        for (int q = 0; q < b->n_sentences; q++)
            for (int dir = 0; dir < 2; dir++)
                sru_forward(h, dir, b->first[q], b->first[q + 1], p->u[l], p->x[l], L[L_V].w, L[L_B].w, p->f[l], p->r[l], p->c[l], p->x[l + 1]);
    }
    const float *top = p->xd[s.layers];
    int a = s.arc;
    p->arc_d = scratch(N * (size_t)a), p->arc_h = scratch((N + 1) * (size_t)a), p->q = scratch(N * (size_t)a);
    mul(false, false, n, a, width, top, width, P[P_ARC_D].w, a, 0, p->arc_d, a);
    mul(false, false, n, a, width, top, width, P[P_ARC_H].w, a, 0, p->arc_h, a);
    p->arc_dm = drop ? bernoulli(N * (size_t)a, m->drop * DROP_HEAD) : NULL, p->arc_hm = drop ? bernoulli(N * (size_t)a, m->drop * DROP_HEAD) : NULL;
    relu_bias(p->arc_d, n, a, P[P_ARC_DB].w, p->arc_dm);
    relu_bias(p->arc_h, n, a, P[P_ARC_HB].w, p->arc_hm);
    memcpy(p->arc_h + N * (size_t)a, P[P_ARC_ROOT].w, sizeof(float) * (size_t)a);
    mul(false, false, n, a, a, p->arc_d, a, P[P_ARC_U].w, a, 0, p->q, a);
    add_bias(p->q, n, a, P[P_ARC_UB].w);
    p->rel_d = scratch(N * (size_t)s.rel), p->rel_h = scratch((N + 1) * (size_t)s.rel);
    mul(false, false, n, s.rel, width, top, width, P[P_REL_D].w, s.rel, 0, p->rel_d, s.rel);
    add_bias(p->rel_d, n, s.rel, P[P_REL_B].w);
    mul(false, false, n, s.rel, width, top, width, P[P_REL_H].w, s.rel, 0, p->rel_h, s.rel);
    memcpy(p->rel_h + N * (size_t)s.rel, P[P_REL_ROOT].w, sizeof(float) * (size_t)s.rel);
    p->tag = scratch(N * (size_t)s.tag);
    mul(false, false, n, s.tag, width, top, width, P[P_TAG].w, s.tag, 0, p->tag, s.tag);
    p->tagm = drop ? bernoulli(N * (size_t)s.tag, m->drop * DROP_HEAD) : NULL;
    relu_bias(p->tag, n, s.tag, P[P_TAG_B].w, p->tagm);
    int T = m->first_tag[OUT_TAGS];
    p->logits = scratch(N * (size_t)T);
    mul(false, false, n, T, s.tag, p->tag, s.tag, P[P_TAG_OUT].w, T, 0, p->logits, T);
    add_bias(p->logits, n, T, P[P_TAG_OUTB].w);
    /* arcs: for each sentence, words' q against heads' arc_h, column 0 the root */
    p->arc_at = (size_t *)(void *)scratch(2 * (size_t)b->n_sentences + 2);
    size_t total = 0;
    for (int q = 0; q < b->n_sentences; q++) {
        size_t k = (size_t)(b->first[q + 1] - b->first[q]) + 1;
        p->arc_at[q] = total, total += k * k;
    }
    p->arcs = scratch(total);
    for (int q = 0; q < b->n_sentences; q++) {
        int i = b->first[q], k = b->first[q + 1] - i;
        float *S = p->arcs + p->arc_at[q] + (k + 1);
        mul(false, true, k, k, a, p->q + (size_t)i * a, a, p->arc_h + (size_t)i * a, a, 0, S + 1, k + 1);
        mul(false, true, k, 1, a, p->q + (size_t)i * a, a, p->arc_h + N * (size_t)a, a, 0, S, k + 1);
    }
}

/* Turns logits[n] into log-probabilities; returns nothing. */
static void log_softmax(float *x, int n) {
    float top = x[0], sum = 0;
    for (int i = 1; i < n; i++) top = x[i] > top ? x[i] : top;
    for (int i = 0; i < n; i++) sum += fast_exp(x[i] - top);
    float z = top + logf(sum);
    for (int i = 0; i < n; i++) x[i] -= z;
}

void net_relation(const net *m, const outputs *out, const batch *b, int d, int h, float *logits) {
    const param *P = m->params;
    int R = m->size.rel;
    const float *x = out->rel_d + (size_t)d * R, *y = out->rel_h + (size_t)(h < 0 ? b->n : h) * R;
    memcpy(logits, P[P_REL_OUTB].w, sizeof(float) * DL_DEPREL_COUNT);
    for (int k = 0; k < R; k++) {
        float v = x[k] + y[k];
        if (v > 0)
            for (int j = 0; j < DL_DEPREL_COUNT; j++) logits[j] += v * P[P_REL_OUT].w[k * DL_DEPREL_COUNT + j];
    }
    log_softmax(logits, DL_DEPREL_COUNT);
}

static float largest(const float *x, size_t n) {
    float top = 0;
    for (size_t i = 0; i < n; i++) top = fabsf(x[i]) > top ? fabsf(x[i]) : top;
    return top;
}

void net_read(net *m, const batch *b, outputs *out) {
    pass p;
    forward(m, b, &p, false);
    size_t N = (size_t)b->n;
    for (int i = 0; i < b->n; i++)
        for (int k = 0; k < OUT_TAGS; k++)
            log_softmax(p.logits + (size_t)i * (size_t)m->first_tag[OUT_TAGS] + m->first_tag[k], m->first_tag[k + 1] - m->first_tag[k]);
    *out = (outputs){.arcs = p.arcs, .arc_at = p.arc_at, .tags = p.logits, .rel_d = p.rel_d, .rel_h = p.rel_h};
    out->max_embed = largest(p.x0, N * (size_t)m->size.embed);
    out->max_arc_d = largest(p.arc_d, N * (size_t)m->size.arc);
    out->max_arc_h = largest(p.arc_h, (N + 1) * (size_t)m->size.arc);
    out->max_q = largest(p.q, N * (size_t)m->size.arc);
    out->max_tag = largest(p.tag, N * (size_t)m->size.tag);
    out->max_rel = largest(p.rel_d, N * (size_t)m->size.rel) + largest(p.rel_h, (N + 1) * (size_t)m->size.rel);
}

/* ---- backward ---- */

/* logits -> d(loss)/d(logits) * weight for the true class; returns the loss. A class below 0 has no loss. */
static double cross_entropy(float *x, int n, int truth, float weight) {
    if (truth < 0) {
        memset(x, 0, sizeof(float) * (size_t)n);
        return 0;
    }
    log_softmax(x, n);
    double loss = -(double)x[truth] * (double)weight;
    for (int i = 0; i < n; i++) x[i] = weight * fast_exp(x[i]);
    x[truth] -= weight;
    return loss;
}

static void relu_back(float *d, const float *y, size_t n, const float *mask) {
    for (size_t i = 0; i < n; i++) d[i] = y[i] > 0 ? (mask ? d[i] * mask[i] : d[i]) : 0;
}

/* y = x W: dW += x' dy, dx = (beta) dx + dy W'. */
static void linear_back(int n, int in, int out, const float *x, param *w, const float *dy, float beta, float *dx) {
    mul(true, false, in, out, n, x, in, dy, out, 1, w->g, out);
    if (dx) mul(false, true, n, in, out, dy, out, w->w, out, beta, dx, in);
}

double net_learn(net *m, const batch *b, uint64_t seed) {
    rng_state = seed;
    pass p;
    forward(m, b, &p, true);
    const net_size s = m->size;
    const int n = b->n, width = 2 * s.hidden, h = s.hidden, D = s.embed, a = s.arc, R = s.rel, T = m->first_tag[OUT_TAGS];
    size_t N = (size_t)n, W = (size_t)width;
    param *P = m->params;
    double loss = 0;
    const float share = 1.0f / (float)n;

    /* tags */
    static const float WEIGHT[OUT_TAGS] = {0.5f, 0.5f, 0.3f, 0.5f};
    for (int i = 0; i < n; i++) {
        const word *w = b->words[i];
        int truth[OUT_TAGS] = {w->upos, w->xpos, w->feats_class, w->script};
        for (int k = 0; k < OUT_TAGS; k++)
            loss += cross_entropy(p.logits + (size_t)i * T + m->first_tag[k], m->first_tag[k + 1] - m->first_tag[k], truth[k], WEIGHT[k] * share);
    }
    float *dtop = scratch(N * W), *dtag = scratch(N * (size_t)s.tag);
    linear_back(n, s.tag, T, p.tag, &P[P_TAG_OUT], p.logits, 0, dtag);
    sum_rows(p.logits, n, T, P[P_TAG_OUTB].g);
    relu_back(dtag, p.tag, N * (size_t)s.tag, p.tagm);
    const float *top = p.xd[s.layers];
    linear_back(n, width, s.tag, top, &P[P_TAG], dtag, 0, dtop);
    sum_rows(dtag, n, s.tag, P[P_TAG_B].g);

    /* relations, given the true head */
    float *hid = scratch(N * (size_t)R), *out = scratch(N * DL_DEPREL_COUNT), *dhid = scratch(N * (size_t)R), *mask = bernoulli(N * (size_t)R, m->drop * DROP_HEAD);
    int *head = (int *)(void *)scratch(N);
    for (int q = 0; q < b->n_sentences; q++)
        for (int i = b->first[q]; i < b->first[q + 1]; i++) head[i] = b->words[i]->head ? b->first[q] + b->words[i]->head - 1 : n;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < R; k++) {
            float v = p.rel_d[(size_t)i * R + k] + p.rel_h[(size_t)head[i] * R + k];
            hid[(size_t)i * R + k] = v > 0 ? v * mask[(size_t)i * R + k] : 0;
        }
    mul(false, false, n, DL_DEPREL_COUNT, R, hid, R, P[P_REL_OUT].w, DL_DEPREL_COUNT, 0, out, DL_DEPREL_COUNT);
    add_bias(out, n, DL_DEPREL_COUNT, P[P_REL_OUTB].w);
    for (int i = 0; i < n; i++) loss += cross_entropy(out + (size_t)i * DL_DEPREL_COUNT, DL_DEPREL_COUNT, b->words[i]->rel, share);
    linear_back(n, R, DL_DEPREL_COUNT, hid, &P[P_REL_OUT], out, 0, dhid);
    sum_rows(out, n, DL_DEPREL_COUNT, P[P_REL_OUTB].g);
    relu_back(dhid, hid, N * (size_t)R, mask);
    float *dheads = zeroed((N + 1) * (size_t)R);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < R; k++) dheads[(size_t)head[i] * R + k] += dhid[(size_t)i * R + k];
    linear_back(n, width, R, top, &P[P_REL_D], dhid, 1, dtop);
    sum_rows(dhid, n, R, P[P_REL_B].g);
    linear_back(n, width, R, top, &P[P_REL_H], dheads, 1, dtop);
    sum_rows(dheads + N * (size_t)R, 1, R, P[P_REL_ROOT].g);

    /* arcs */
    float *dq = scratch(N * (size_t)a), *dh = zeroed((N + 1) * (size_t)a), *dd = scratch(N * (size_t)a);
    for (int q = 0; q < b->n_sentences; q++) {
        int i = b->first[q], k = b->first[q + 1] - i;
        float *S = p.arcs + p.arc_at[q] + (k + 1);
        for (int d = 0; d < k; d++) {
            float *row = S + (size_t)d * (size_t)(k + 1);
            row[d + 1] = -1e9f; /* no word heads itself */
            loss += cross_entropy(row, k + 1, b->words[i + d]->head, share);
            row[d + 1] = 0;
        }
        mul(false, false, k, a, k, S + 1, k + 1, p.arc_h + (size_t)i * a, a, 0, dq + (size_t)i * a, a);
        mul(false, false, k, a, 1, S, k + 1, p.arc_h + N * (size_t)a, a, 1, dq + (size_t)i * a, a);
        mul(true, false, k, a, k, S + 1, k + 1, p.q + (size_t)i * a, a, 0, dh + (size_t)i * a, a);
        mul(true, false, 1, a, k, S, k + 1, p.q + (size_t)i * a, a, 1, dh + N * (size_t)a, a);
    }
    sum_rows(dh + N * (size_t)a, 1, a, P[P_ARC_ROOT].g);
    linear_back(n, a, a, p.arc_d, &P[P_ARC_U], dq, 0, dd);
    sum_rows(dq, n, a, P[P_ARC_UB].g);
    relu_back(dd, p.arc_d, N * (size_t)a, p.arc_dm);
    relu_back(dh, p.arc_h, N * (size_t)a, p.arc_hm);
    linear_back(n, width, a, top, &P[P_ARC_D], dd, 1, dtop), sum_rows(dd, n, a, P[P_ARC_DB].g);
    linear_back(n, width, a, top, &P[P_ARC_H], dh, 1, dtop), sum_rows(dh, n, a, P[P_ARC_HB].g);

    /* layers */
    float *dx = dtop; /* gradient of the dropped-out input of the stage above */
    float *direct = NULL; /* and of the same input by the highway, which sees no dropout */
    for (int l = s.layers; l >= 0; l--) {
        for (int q = 0; q < b->n_sentences; q++)
            for (int i = b->first[q]; i < b->first[q + 1]; i++)
                for (int k = 0; k < width; k++) {
                    float *d = &dx[(size_t)i * W + k];
                    *d = *d * p.mask[l][(size_t)q * W + k] + (direct ? direct[(size_t)i * W + k] : 0);
                }
        if (!l) break;
        param *L = P + P_LAYER + L_PARAMS * (l - 1);
        float *du = scratch(N * 3 * W), *below = scratch(N * W);
        direct = zeroed(N * W);
        for (int q = 0; q < b->n_sentences; q++)
            for (int dir = 0; dir < 2; dir++)
                sru_backward(h, dir, b->first[q], b->first[q + 1], p.u[l - 1], p.x[l - 1], L[L_V].w, p.f[l - 1], p.r[l - 1], p.c[l - 1], dx, du, direct, L[L_V].g, L[L_B].g);
        linear_back(n, width, 3 * width, p.xd[l - 1], &L[L_W], du, 0, below);
        dx = below;
    }
    for (size_t i = 0; i < N * W; i++) dx[i] *= 1 - p.x[0][i] * p.x[0][i];
    float *dx3 = scratch(N * 3 * (size_t)D);
    linear_back(n, 3 * D, width, p.x3, &P[P_IN], dx, 0, dx3);
    sum_rows(dx, n, width, P[P_IN_B].g);
    float *dx0 = zeroed(N * (size_t)D);
    for (int q = 0; q < b->n_sentences; q++)
        for (int i = b->first[q]; i < b->first[q + 1]; i++)
            for (int k = -1; k <= 1; k++)
                if (i + k >= b->first[q] && i + k < b->first[q + 1])
                    for (int j = 0; j < D; j++) dx0[(size_t)(i + k) * D + j] += dx3[((size_t)i * 3 + (size_t)(k + 1)) * D + j];
    for (int i = 0; i < n; i++)
        for (int t = 0; t < FEAT_TABLES; t++) {
            param *e = &P[P_TABLE + t];
            uint32_t row = b->rows[i][t];
            if (!e->mark[row]) e->mark[row] = 1, e->touched[e->n_touched++] = (int)row;
            float *g = e->g + (size_t)row * D;
            for (int k = 0; k < D; k++) g[k] += dx0[(size_t)i * D + k] * p.mask0[(size_t)i * D + k];
        }
    return loss;
}

/* ---- Adam (Kingma & Ba 2015); tables update only the rows a batch touched ---- */

static int adam_steps;

static void adam(float *w, float *g, float *m, float *v, size_t n, float rate, float scale) {
    for (size_t i = 0; i < n; i++) {
        float d = g[i] * scale;
        m[i] = 0.9f * m[i] + 0.1f * d;
        v[i] = 0.98f * v[i] + 0.02f * d * d;
        w[i] -= rate * m[i] / (sqrtf(v[i]) + 1e-8f);
        g[i] = 0;
    }
}

void net_step(net *m, float rate, float clip) {
    double norm = 0;
    for (int i = 0; i < m->n_params; i++) {
        const param *p = &m->params[i];
        size_t cols = (size_t)p->cols, rows = p->sparse ? (size_t)p->n_touched : (size_t)p->rows;
        for (size_t r = 0; r < rows; r++) {
            const float *g = p->g + cols * (p->sparse ? (size_t)p->touched[r] : r);
            float sum = 0;
            for (size_t k = 0; k < cols; k++) sum += g[k] * g[k];
            norm += (double)sum;
        }
    }
    float scale = norm > (double)(clip * clip) ? clip / (float)sqrt(norm) : 1;
    adam_steps++;
    rate *= sqrtf(1 - powf(0.98f, (float)adam_steps)) / (1 - powf(0.9f, (float)adam_steps));
    for (int i = 0; i < m->n_params; i++) {
        param *p = &m->params[i];
        size_t cols = (size_t)p->cols;
        if (!p->sparse) {
            adam(p->w, p->g, p->m, p->v, (size_t)p->rows * cols, rate, scale);
            continue;
        }
        for (int r = 0; r < p->n_touched; r++) {
            size_t at = (size_t)p->touched[r] * cols;
            adam(p->w + at, p->g + at, p->m + at, p->v + at, cols, rate, scale);
            p->mark[p->touched[r]] = 0;
        }
        p->n_touched = 0;
    }
}
