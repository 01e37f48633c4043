/* statements.c - learns the finder of statements (src/statements/) from articles with annotated attributions: which words
 * are cues, by logistic regression; which words around a cue name the source or are said, by a conditional random field.
 *
 * statements.sh calls it.
 *
 * dateline-train-statements --data DIR --text TEXT.jsonl --gold GOLD.jsonl [--out FILE] [--folds N --predict FILE [--only K]]
 *
 * Files may be packed with xz. --out writes the section "statements" of dateline.model. --folds N learns N times (or only for
 * part K) from all but an Nth part of the articles and writes what it finds in those to --predict, as
 * ../shared/eval/score_quotes.py reads it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "said_rows.h"

/* Chosen on an eighth of the articles that was not learned from. */
enum { CUE_EPOCHS = 4, ROLE_EPOCHS = 6, LEARNERS = 3, JACKKNIFE = 4, LEAST_SEEN = 2, NO_FOLD = UINT32_MAX };
static const float RATE = 0.025f, SHRINKAGE = 0.01f, CUT = 0.3f; /* CUT: chance from which a word is taken for a cue */

static said_articles all;

/* While learning, every feature has its weights: of cues, of roles, of steps. */
enum { W_CUES = 0, W_ROLES = 1 << CUE_BITS, W_STEPS = W_ROLES + (1 << ROLE_BITS) * ROLES, W_ALL = W_STEPS + STEP_BYTES };
static float weights[W_ALL], squares[W_ALL], means[W_ALL];
static uint32_t seen_cues[1 << CUE_BITS], seen_roles[1 << ROLE_BITS]; /* how often each was met */
static uint8_t kept_cues[1 << CUE_BITS], kept_roles[1 << ROLE_BITS];
static int8_t final[SAID_BYTES];
static struct statements_model learned = {.weights = final};
static uint64_t seed = 12345;

static uint32_t dice(uint32_t n) {
    seed = seed * 6364136223846793005ull + 1442695040888963407ull;
    return (uint32_t)((seed >> 33) % n);
}

static void shuffle(uint32_t *order, uint32_t n) {
    for (uint32_t i = n; i-- > 1;) {
        uint32_t j = dice(i + 1), x = order[i];
        order[i] = order[j], order[j] = x;
    }
}

/* One step of AdaGrad against gradient `g`. */
static void move(size_t at, float g) {
    squares[at] += g * g;
    weights[at] -= RATE * (g + SHRINKAGE * weights[at]) / sqrtf(squares[at] + 1e-2f);
}

/* Of features only those are learned that `kept` holds. */
static uint32_t only(const uint8_t *kept, uint32_t *f, uint32_t n) {
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
        if (kept[f[i]]) f[k++] = f[i];
    return k;
}

static void forget(size_t from, size_t to) {
    memset(weights + from, 0, (to - from) * sizeof *weights);
    memset(squares + from, 0, (to - from) * sizeof *squares);
    memset(means + from, 0, (to - from) * sizeof *means);
}

/* The mean of the weights after each of the later passes. */
static void remember(size_t from, size_t to, float share) {
    for (size_t i = from; i < to; i++) means[i] += weights[i] * share;
}

/* Whether an article is kept from learning: one of part `a` of `folds`, or of part `b` of another division. */
static bool left_out(uint32_t article, uint32_t folds, uint32_t a, uint32_t b) {
    return (a != NO_FOLD && article % folds == a) || (b != NO_FOLD && article / 7 % JACKKNIFE == b);
}

/* ---- cues -------------------------------------------------------------------------------------------------------- */

static float cue_sum(const uint32_t *f, uint32_t n) {
    float s = 0;
    for (uint32_t k = 0; k < n; k++) s += weights[W_CUES + f[k]];
    return s;
}

static void learn_cues(uint32_t folds, uint32_t a, uint32_t b, int epochs) {
    uint32_t *order = malloc(all.n * sizeof *order), n = 0, f[SAID_FEATURES];
    for (uint32_t i = 0; i < all.n; i++)
        if (!left_out(i, folds, a, b)) order[n++] = i;
    forget(W_CUES, W_ROLES);
    memset(seen_cues, 0, sizeof seen_cues);
    for (int e = 0; e < epochs; e++) {
        shuffle(order, n);
        for (uint32_t j = 0; j < n; j++) {
            const said_article *t = &all.at[order[j]];
            for (uint32_t i = 0; i < t->r->n_tokens; i++) {
                if (!cue_possible(t->r, t->w, i)) continue;
                uint32_t k = cue_features(t->r, t->w, i, f);
                k = only(kept_cues, f, k);
                for (uint32_t m = 0; m < k && !e; m++) seen_cues[f[m]]++;
                float g = 1 / (1 + expf(-cue_sum(f, k))) - (float)t->is_cue[i];
                if (fabsf(g) < 0.002f) continue;
                while (k-- > 0) move(W_CUES + f[k], g);
            }
        }
        if (e >= epochs / 2) remember(W_CUES, W_ROLES, 1.0f / (float)(epochs - epochs / 2));
    }
    memcpy(weights + W_CUES, means + W_CUES, (W_ROLES - W_CUES) * sizeof *weights);
    free(order);
}

static void guess_cues(said_article *t) {
    uint32_t f[SAID_FEATURES];
    float cut = logf(CUT / (1 - CUT));
    for (uint32_t i = 0; i < t->r->n_tokens; i++)
        t->cues[i] = cue_possible(t->r, t->w, i) && cue_sum(f, cue_features(t->r, t->w, i, f)) >= cut;
}

/* ---- roles ------------------------------------------------------------------------------------------------------- */

typedef struct lattice {
    uint32_t n_own[ROLE_WINDOW], own[ROLE_WINDOW][SAID_FEATURES];
    uint32_t n_steps[ROLE_WINDOW], steps[ROLE_WINDOW][SAID_FEATURES];
    uint32_t n_whole[ROLE_WINDOW], whole[ROLE_WINDOW][SAID_FEATURES]; /* by sentence of the window */
    uint32_t sentence[ROLE_WINDOW], first_sentence;
    float unary[ROLE_WINDOW][ROLES], step[ROLE_WINDOW][ROLES][ROLES];
    float ahead[ROLE_WINDOW][ROLES], back[ROLE_WINDOW][ROLES];
} lattice;
static lattice lat;

static void lattice_of(const role_view *v) {
    lat.first_sentence = v->w[v->first].sentence;
    uint32_t before = UINT32_MAX;
    for (uint32_t k = 0; k < v->count; k++) {
        uint32_t at = v->first + k, s = v->w[at].sentence - lat.first_sentence;
        lat.sentence[k] = s;
        if (s != before) lat.n_whole[s] = only(kept_roles, lat.whole[s], role_sentence(v, lat.first_sentence + s, lat.whole[s]));
        before = s;
        lat.n_own[k] = only(kept_roles, lat.own[k], role_word(v, at, lat.own[k]));
        lat.n_steps[k] = k ? role_step(v, at, lat.steps[k]) : 0;
        for (uint32_t y = 0; y < ROLES; y++) {
            float u = 0;
            for (uint32_t i = 0; i < lat.n_own[k]; i++) u += weights[W_ROLES + lat.own[k][i] * ROLES + y];
            for (uint32_t i = 0; i < lat.n_whole[s]; i++) u += weights[W_ROLES + lat.whole[s][i] * ROLES + y];
            if (at == v->head) u = y == ROLE_CUE ? 0 : -60;
            lat.unary[k][y] = u;
            for (uint32_t x = 0; x < ROLES && k; x++) {
                float e = 0;
                for (uint32_t i = 0; i < lat.n_steps[k]; i++) e += weights[W_STEPS + (lat.steps[k][i] * ROLES + x) * ROLES + y];
                lat.step[k][x][y] = e;
            }
        }
    }
}

static float log_sum(const float *a) {
    float most = a[0], s = 0;
    for (int i = 1; i < ROLES; i++) most = a[i] > most ? a[i] : most;
    for (int i = 0; i < ROLES; i++) s += expf(a[i] - most);
    return most + logf(s);
}

static double learn_frame(const said_article *t, const said_frame *g, bool count) {
    static role_view v;
    static uint8_t gold[ROLE_WINDOW];
    role_view_of(&v, t->r, t->w, t->cues, g->head);
    memset(gold, 0, sizeof gold);
    for (uint32_t i = 0; i < g->n; i++)
        if (g->tokens[i] >= v.first && g->tokens[i] < v.first + v.count) gold[g->tokens[i] - v.first] = g->roles[i];
    gold[g->head - v.first] = ROLE_CUE;
    lattice_of(&v);
    uint32_t n = v.count;
    float a[ROLES];
    memcpy(lat.ahead[0], lat.unary[0], sizeof lat.ahead[0]);
    for (uint32_t k = 1; k < n; k++)
        for (int y = 0; y < ROLES; y++) {
            for (int x = 0; x < ROLES; x++) a[x] = lat.ahead[k - 1][x] + lat.step[k][x][y];
            lat.ahead[k][y] = log_sum(a) + lat.unary[k][y];
        }
    float all_of_it = log_sum(lat.ahead[n - 1]);
    memset(lat.back[n - 1], 0, sizeof lat.back[n - 1]);
    for (uint32_t k = n - 1; k-- > 0;)
        for (int x = 0; x < ROLES; x++) {
            for (int y = 0; y < ROLES; y++) a[y] = lat.back[k + 1][y] + lat.step[k + 1][x][y] + lat.unary[k + 1][y];
            lat.back[k][x] = log_sum(a);
        }
    double loss = all_of_it;
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t i = 0; i < lat.n_own[k] && count; i++) seen_roles[lat.own[k][i]]++;
        for (uint32_t i = 0; i < lat.n_whole[lat.sentence[k]] && count; i++) seen_roles[lat.whole[lat.sentence[k]][i]]++;
        loss -= lat.unary[k][gold[k]] + (k ? lat.step[k][gold[k - 1]][gold[k]] : 0);
        for (uint32_t y = 0; y < ROLES; y++) {
            float d = expf(lat.ahead[k][y] + lat.back[k][y] - all_of_it) - (float)(gold[k] == y);
            if (fabsf(d) > 0.002f && v.first + k != v.head) {
                for (uint32_t i = 0; i < lat.n_own[k]; i++) move(W_ROLES + lat.own[k][i] * ROLES + y, d);
                uint32_t s = lat.sentence[k];
                for (uint32_t i = 0; i < lat.n_whole[s]; i++) move(W_ROLES + lat.whole[s][i] * ROLES + y, d);
            }
            for (uint32_t x = 0; x < ROLES && k; x++) {
                float e = expf(lat.ahead[k - 1][x] + lat.step[k][x][y] + lat.unary[k][y] + lat.back[k][y] - all_of_it) -
                          (float)(gold[k - 1] == x && gold[k] == y);
                if (fabsf(e) > 0.002f)
                    for (uint32_t i = 0; i < lat.n_steps[k]; i++) move(W_STEPS + (lat.steps[k][i] * ROLES + x) * ROLES + y, e);
            }
        }
    }
    return loss;
}

static void learn_roles(uint32_t folds, uint32_t fold, int epochs) {
    uint32_t (*order)[2] = malloc((all.n_frames + 1) * sizeof *order), n = 0;
    uint32_t *turn = malloc((all.n_frames + 1) * sizeof *turn);
    for (uint32_t i = 0; i < all.n; i++)
        for (uint32_t k = 0; k < all.at[i].n && !left_out(i, folds, fold, NO_FOLD); k++) order[n][0] = i, order[n++][1] = k;
    for (uint32_t i = 0; i < n; i++) turn[i] = i;
    forget(W_ROLES, W_ALL);
    memset(seen_roles, 0, sizeof seen_roles);
    for (int e = 0; e < epochs; e++) {
        double loss = 0;
        shuffle(turn, n);
        for (uint32_t i = 0; i < n; i++) loss += learn_frame(&all.at[order[turn[i]][0]], &all.at[order[turn[i]][0]].frames[order[turn[i]][1]], !e);
        fprintf(stderr, "  pass %d: %.3f\n", e + 1, loss / n);
        if (e >= epochs / 2) remember(W_ROLES, W_ALL, 1.0f / (float)(epochs - epochs / 2));
    }
    memcpy(weights + W_ROLES, means + W_ROLES, (W_ALL - W_ROLES) * sizeof *weights);
    free(order);
    free(turn);
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static int8_t small(float x, float step) {
    x /= step;
    return (int8_t)lrintf(x > 127 ? 127 : x < -127 ? -127 : x);
}

typedef struct entry {
    uint32_t feature;
    float worth;
} entry;

static int by_worth(const void *a, const void *b) {
    const entry *x = a, *y = b;
    return x->worth != y->worth ? (x->worth > y->worth ? -1 : 1) : x->feature < y->feature ? -1 : x->feature > y->feature;
}

/* A role's weight against that of no role; a cue's weight. */
static float weight(size_t from, uint32_t stride, uint32_t feature, uint32_t y) {
    const float *w = weights + from + (size_t)feature * stride;
    return stride > 1 ? w[y + 1] - w[0] : w[y];
}

/* Keeps the eight features of each bucket that matter most: seldom met or light ones change little. */
static void choose(uint8_t *kept, const uint32_t *seen, uint32_t features, size_t from, uint32_t stride, uint32_t width) {
    size_t known = 0, n_kept = 0;
    memset(kept, 0, features);
    for (uint32_t b = 0; b < features >> SAID_NAME_BITS; b++) {
        entry e[1 << SAID_NAME_BITS];
        uint32_t n = 0;
        for (uint32_t f = b << SAID_NAME_BITS; f < (b + 1) << SAID_NAME_BITS; f++) {
            float worth = 0;
            for (uint32_t y = 0; y < width; y++) worth += powf(weight(from, stride, f, y), 2) * (float)seen[f];
            if (seen[f] >= LEAST_SEEN && worth > 0) e[n++] = (entry){f, worth};
        }
        qsort(e, n, sizeof *e, by_worth);
        for (uint32_t k = 0; k < n && k < SAID_BUCKET; k++) kept[e[k].feature] = 1, n_kept++;
        known += n;
    }
    fprintf(stderr, "%zu of %zu features are kept\n", n_kept, known);
}

static void fill(int8_t *out, const uint8_t *kept, uint32_t features, size_t from, uint32_t stride, uint32_t width, float step) {
    for (uint32_t b = 0; b < features >> SAID_NAME_BITS; b++) {
        int8_t *at = out + (size_t)b * SAID_BUCKET * (1 + width);
        uint32_t k = 0;
        memset(at, 0, SAID_BUCKET * (1 + width));
        for (uint32_t f = b << SAID_NAME_BITS; f < (b + 1) << SAID_NAME_BITS; f++) {
            if (!kept[f]) continue;
            at[k] = (int8_t)said_name(f);
            for (uint32_t y = 0; y < width; y++) at[SAID_BUCKET + k * width + y] = small(weight(from, stride, f, y), step);
            k++;
        }
    }
}

/* The steps between weights are set so that nearly all of them fit into a byte. */
enum { STEPS_OF_CUES = 42, STEPS_OF_ROLES = 42 };

static int by_size(const void *a, const void *b) { return *(const int32_t *)a < *(const int32_t *)b ? -1 : *(const int32_t *)a > *(const int32_t *)b; }

/* The weight that the outlines of nearly all cues have. */
static int32_t find_outline(void) {
    size_t n = 0, words = 0;
    for (size_t i = 0; i < all.n; i++) words += all.at[i].r->n_tokens;
    int32_t *sums = malloc((words + 1) * sizeof *sums);
    uint32_t f[SAID_FEATURES];
    for (size_t i = 0; i < all.n; i++)
        for (uint32_t k = 0; k < all.at[i].r->n_tokens; k++) {
            const said_article *t = &all.at[i];
            if (!cue_possible(t->r, t->w, k) || cue_weight(final, f, cue_features(t->r, t->w, k, f)) < learned.threshold) continue;
            sums[n++] = cue_weight(final, f, cue_outline(t->r, t->w, k, f));
        }
    qsort(sums, n, sizeof *sums, by_size);
    int32_t least = n ? sums[n / 200] : 0;
    free(sums);
    return least;
}

static void shrink(void) {
    fill(final + CUES_AT, kept_cues, 1 << CUE_BITS, W_CUES, 1, CUE_WIDTH, 1.0f / STEPS_OF_CUES);
    fill(final + ROLES_AT, kept_roles, 1 << ROLE_BITS, W_ROLES, ROLES, ROLE_WIDTH, 1.0f / STEPS_OF_ROLES);
    for (size_t i = 0; i < STEP_BYTES; i++) final[STEPS_AT + i] = small(weights[W_STEPS + i], 1.0f / STEPS_OF_ROLES);
    learned.cue_scale = 1.0f / STEPS_OF_CUES;
    learned.threshold = (int32_t)lrintf(logf(CUT / (1 - CUT)) / learned.cue_scale);
    learned.outline = find_outline();
}

static void choose_cues(uint32_t folds, uint32_t fold) {
    memset(kept_cues, 1, sizeof kept_cues);
    learn_cues(folds, fold, NO_FOLD, 2);
    choose(kept_cues, seen_cues, 1 << CUE_BITS, W_CUES, 1, CUE_WIDTH);
}

static void choose_roles(uint32_t folds, uint32_t fold) {
    memset(kept_roles, 1, sizeof kept_roles);
    learn_roles(folds, fold, 3);
    choose(kept_roles, seen_roles, 1 << ROLE_BITS, W_ROLES, ROLES, ROLE_WIDTH);
}

/* The mean of several learners that meet the articles in other orders. */
static void learn_mean(uint32_t folds, uint32_t fold, bool roles) {
    static float mean[W_ALL];
    size_t from = roles ? W_ROLES : W_CUES, to = roles ? W_ALL : W_ROLES;
    memset(mean, 0, sizeof mean);
    for (int k = 0; k < LEARNERS; k++) {
        if (roles) learn_roles(folds, fold, ROLE_EPOCHS);
        else learn_cues(folds, fold, NO_FOLD, CUE_EPOCHS);
        for (size_t i = from; i < to; i++) mean[i] += weights[i] / (float)LEARNERS;
    }
    memcpy(weights + from, mean + from, (to - from) * sizeof *mean);
}

static void learn(uint32_t folds, uint32_t fold) {
    choose_cues(folds, fold);
    for (uint32_t b = 0; b < JACKKNIFE; b++) { /* guesses of cues as they will be in articles not learned from */
        learn_cues(folds, fold, b, CUE_EPOCHS);
        for (uint32_t i = 0; i < all.n; i++)
            if (left_out(i, folds, NO_FOLD, b)) guess_cues(&all.at[i]);
    }
    learn_mean(folds, fold, false);
    choose_roles(folds, fold);
    learn_mean(folds, fold, true);
    shrink();
}

static void judge(uint32_t folds, uint32_t only, const char *path) {
    FILE *f = fopen(path, "w");
    for (uint32_t k = 0; f && k < folds; k++) {
        if (only != NO_FOLD && k != only) continue;
        learn(folds, k);
        for (uint32_t i = 0; i < all.n; i++)
            if (i % folds == k) said_predict(f, &all.at[i], &learned);
    }
    if (!f || fclose(f)) fprintf(stderr, "%s: cannot write\n", path), exit(1);
}

int main(int argc, char **argv) {
    enum { DATA, TEXT, GOLD, OUT, FOLDS, PREDICT, ONLY, OPTIONS };
    static const char *const names[OPTIONS] = {"--data", "--text", "--gold", "--out", "--folds", "--predict", "--only"};
    const char *value[OPTIONS] = {0};
    for (int i = 1; i < argc; i += 2) {
        int k = 0;
        while (k < OPTIONS && strcmp(names[k], argv[i])) k++;
        if (k == OPTIONS || i + 1 == argc) fprintf(stderr, "dateline-train-statements: %s: see the head of train/statements.c\n", argv[i]), exit(2);
        value[k] = argv[i + 1];
    }
    if (!value[TEXT] || !value[GOLD]) fprintf(stderr, "dateline-train-statements: --text and --gold are needed\n"), exit(2);
    dl_error err;
    dl_model *m = dl_model_open(value[DATA], &err);
    if (!m) fprintf(stderr, "%s\n", err.message), exit(1);
    said_read(&all, m, value[TEXT], value[GOLD]);
    fprintf(stderr, "%zu articles, %zu attributions, %zu not reached\n", all.n, all.n_frames, all.lost);
    if (value[FOLDS] && value[PREDICT]) judge((uint32_t)atoi(value[FOLDS]), value[ONLY] ? (uint32_t)atoi(value[ONLY]) : NO_FOLD, value[PREDICT]);
    if (value[OUT]) {
        learn(1, NO_FOLD);
        said_write(value[OUT], &learned);
    }
    said_free(&all);
    dl_model_close(m);
    return 0;
}
