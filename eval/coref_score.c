/* coref_score.c - MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF with phi-4 (Luo 2005). */
#include "coref_score.h"

#include <stdlib.h>
#include <string.h>

static int by_key(const void *a, const void *b) {
    const coref_mention *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}
static int by_cluster(const void *a, const void *b) {
    const coref_mention *x = a, *y = b;
    return x->cluster != y->cluster ? (x->cluster < y->cluster ? -1 : 1) : by_key(a, b);
}

/* One mention a key, no singletons, clusters numbered from 0 to *clusters; sorted by key. */
static size_t tidy(coref_mention *m, size_t n, size_t *clusters) {
    size_t kept = 0;
    if (n) qsort(m, n, sizeof *m, by_key);
    for (size_t i = 0; i < n; i++)
        if (!kept || m[kept - 1].key != m[i].key) m[kept++] = m[i];
    n = kept;
    if (n) qsort(m, n, sizeof *m, by_cluster);
    kept = 0;
    *clusters = 0;
    for (size_t i = 0, end; i < n; i = end) {
        uint32_t cluster = m[i].cluster;
        for (end = i; end < n && m[end].cluster == cluster; end++) {}
        if (end - i < 2) continue;
        for (size_t k = i; k < end; k++) m[kept++] = (coref_mention){m[k].key, (uint32_t)*clusters};
        ++*clusters;
    }
    if (kept) qsort(m, kept, sizeof *m, by_key);
    return kept;
}

/* Best assignment of rows to columns (rows <= columns), the Hungarian method; weight[r * columns + c] is what a pair is worth. */
static double assign(const double *weight, size_t rows, size_t columns) {
    double *u = calloc(rows + 1, sizeof *u), *v = calloc(columns + 1, sizeof *v), *least = calloc(columns + 1, sizeof *least), sum = 0;
    size_t *p = calloc(columns + 1, sizeof *p), *way = calloc(columns + 1, sizeof *way);
    char *used = calloc(columns + 1, 1);
    if (!u || !v || !least || !p || !way || !used) abort();
    for (size_t i = 1; i <= rows; i++) {
        p[0] = i;
        size_t j0 = 0;
        for (size_t j = 0; j <= columns; j++) least[j] = 1e18, used[j] = 0;
        do {
            used[j0] = 1;
            size_t i0 = p[j0], j1 = 0;
            double delta = 1e18;
            for (size_t j = 1; j <= columns; j++) {
                if (used[j]) continue;
                double cost = -weight[(i0 - 1) * columns + j - 1] - u[i0] - v[j];
                if (cost < least[j]) least[j] = cost, way[j] = j0;
                if (least[j] < delta) delta = least[j], j1 = j;
            }
            for (size_t j = 0; j <= columns; j++) {
                if (used[j]) u[p[j]] += delta, v[j] -= delta;
                else least[j] -= delta;
            }
            j0 = j1;
        } while (p[j0]);
        do {
            size_t j1 = way[j0];
            p[j0] = p[j1];
            j0 = j1;
        } while (j0);
    }
    for (size_t j = 1; j <= columns; j++)
        if (p[j]) sum += weight[(p[j] - 1) * columns + j - 1];
    free(u), free(v), free(least), free(p), free(way), free(used);
    return sum;
}

/* One side against the other for MUC and B-cubed: common[i * others + j] mentions are shared. */
static void one_way(const double *common, const double *size, size_t n, size_t others, size_t step, size_t other_step, double *muc,
                    double *muc_of, double *b3, double *b3_of) {
    for (size_t i = 0; i < n; i++) {
        double left = size[i], parts = 0;
        for (size_t j = 0; j < others; j++) {
            double k = common[i * step + j * other_step];
            if (k > 0) parts++, left -= k, *b3 += k * k / size[i];
        }
        *muc += size[i] - (parts + left); /* mentions the other side lacks are parts of their own */
        *muc_of += size[i] - 1;
        *b3_of += size[i];
    }
}

bool coref_add(coref_scores *s, coref_mention *gold, size_t n_gold, coref_mention *system, size_t n_system) {
    size_t keys, answers;
    n_gold = tidy(gold, n_gold, &keys);
    n_system = tidy(system, n_system, &answers);
    double *common = calloc(keys * answers + 1, sizeof *common), *phi = calloc(keys * answers + 1, sizeof *phi);
    double *key_size = calloc(keys + 1, sizeof *key_size), *answer_size = calloc(answers + 1, sizeof *answer_size);
    bool ok = common && phi && key_size && answer_size;
    if (ok) {
        size_t shared = 0;
        for (size_t i = 0; i < n_gold; i++) key_size[gold[i].cluster]++;
        for (size_t j = 0; j < n_system; j++) answer_size[system[j].cluster]++;
        for (size_t i = 0, j = 0; i < n_gold && j < n_system;) {
            if (gold[i].key < system[j].key) i++;
            else if (gold[i].key > system[j].key) j++;
            else common[gold[i++].cluster * answers + system[j++].cluster]++, shared++;
        }
        s->got[COREF_MENTIONS] += (double)shared, s->of[COREF_MENTIONS] += (double)n_gold;
        s->right[COREF_MENTIONS] += (double)shared, s->given[COREF_MENTIONS] += (double)n_system;
        one_way(common, key_size, keys, answers, answers, 1, &s->got[COREF_MUC], &s->of[COREF_MUC], &s->got[COREF_B3], &s->of[COREF_B3]);
        one_way(common, answer_size, answers, keys, 1, answers, &s->right[COREF_MUC], &s->given[COREF_MUC], &s->right[COREF_B3],
                &s->given[COREF_B3]);
        bool wide = keys <= answers;
        for (size_t i = 0; i < keys; i++)
            for (size_t j = 0; j < answers; j++)
                phi[wide ? i * answers + j : j * keys + i] = 2 * common[i * answers + j] / (key_size[i] + answer_size[j]);
        double best = keys && answers ? assign(phi, wide ? keys : answers, wide ? answers : keys) : 0;
        s->got[COREF_CEAFE] += best, s->of[COREF_CEAFE] += (double)keys;
        s->right[COREF_CEAFE] += best, s->given[COREF_CEAFE] += (double)answers;
    }
    free(common), free(phi), free(key_size), free(answer_size);
    return ok;
}

double coref_recall(const coref_scores *s, int m) { return s->of[m] > 0 ? s->got[m] / s->of[m] : 0; }
double coref_precision(const coref_scores *s, int m) { return s->given[m] > 0 ? s->right[m] / s->given[m] : 0; }
double coref_f1(const coref_scores *s, int m) {
    double p = coref_precision(s, m), r = coref_recall(s, m);
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
}
double coref_conll(const coref_scores *s) { return (coref_f1(s, COREF_MUC) + coref_f1(s, COREF_B3) + coref_f1(s, COREF_CEAFE)) / 3; }
