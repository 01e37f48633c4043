/* coref.c - learns which earlier mention a mention is linked to, from GUM's entities: one hidden layer over the rows that
 * src/entities/pairs.c gives for each pair, a softmax over the candidates of each mention and "begins a chain", errors
 * weighed by kind, AdaGrad. Needs libm alone; some minutes on one core.
 *
 * dateline-train-coref [--folds N] [--out FILE] [--test TREEBANK] [--epochs N] [--seed N] TREEBANK...
 *
 * --folds: how well it does on documents that were not learned from; --test: on those of another treebank, after learning all. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../eval/coref_gold.h"
#include "../eval/coref_score.h"
#include "../eval/gold_tokens.h"
#include "entities/pairs.h"
#include "report.h"

enum { NETS = 1 /* side by side; three gain 0.1 and cost half as much again */, H = PAIR_HIDDEN / NETS, DOCUMENTS = 1024 };

typedef struct document {
    dl_report *report;
    chains c;
    mention *fresh;          /* mentions before anything was linked */
    uint32_t *rule, *gold;   /* per mention: what rules link it to; its entity, or CHAIN_NONE */
    coref_mention *key; size_t n_key;
    char name[64];
} document;

static struct {
    float rate, decay, drop, false_new, false_link, wrong_link;
    int epochs, folds;
    unsigned seed;
} set = {.rate = 0.06f, .decay = 1e-6f, .drop = 0.15f, .false_new = 2.5f, .false_link = 0.25f, .wrong_link = 1.0f, .epochs = 12, .folds = 0, .seed = 7};

static uint64_t state = 88172645463325252u;
static float uniform(void) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (float)(state >> 40) / 16777216.0f;
}

/* ---- documents --------------------------------------------------------------------------------------------------------- */

static document documents[DOCUMENTS];
static size_t n_documents;

static uint64_t key(uint32_t first, uint32_t last) { return (uint64_t)first << 32 | last; }

static bool prepare(const dl_model *model, const bank *b, size_t first, size_t end, const gold_mention *gold, size_t n_gold, dl_error *err) {
    document *d = &documents[n_documents++];
    bank part;
    if (!bank_part(&part, b, first, end) || !(d->report = gold_tokens_read(model, &part, err))) return false;
    bank_free(&part);
    uint32_t base = b->sentences[first].first_word;
    snprintf(d->name, sizeof d->name, "%s", b->documents[b->sentences[first].document]);
    if (!chains_begin(&d->c, d->report)) return false;
    size_t n = d->c.n;
    d->fresh = malloc((n + 1) * sizeof *d->fresh);
    d->rule = malloc((n + 1) * sizeof *d->rule);
    d->gold = malloc((n + 1) * sizeof *d->gold);
    d->key = malloc((n_gold + 1) * sizeof *d->key);
    memcpy(d->fresh, d->c.mentions, n * sizeof *d->fresh);
    for (size_t i = 0; i < n_gold; i++)
        d->key[d->n_key++] = (coref_mention){key(gold[i].first - base, gold[i].last - base), gold[i].entity};
    name_index *x = name_index_new(&d->c);
    for (uint32_t m = 0; m < n; m++) {
        const mention *self = &d->c.mentions[m];
        d->gold[m] = CHAIN_NONE;
        for (size_t i = 0; i < n_gold; i++) { /* the same span; else the same head, where no other has it */
            bool exact = gold[i].first - base == self->first && gold[i].last - base == self->last;
            if (exact) d->gold[m] = gold[i].entity;
            if (exact) break;
            if (gold[i].head - base == self->head && self->sort != SORT_GROUP && d->gold[m] == CHAIN_NONE) d->gold[m] = gold[i].entity;
        }
        d->rule[m] = chain_by_rule(&d->c, x, m);
    }
    return true;
}

static bool load(const dl_model *model, const char *path, dl_error *err) {
    static bank b;
    gold_mentions gold;
    if (!bank_load(&b, path, err) || !coref_gold(&gold, &b, err)) return false;
    size_t g = 0;
    for (size_t k = 0, end; k < b.n_sentences && n_documents < DOCUMENTS; k = end) {
        uint32_t name = b.sentences[k].document;
        for (end = k; end < b.n_sentences && b.sentences[end].document == name; end++) {}
        size_t from = g;
        while (g < gold.n && gold.at[g].document == name) g++;
        if (!prepare(model, &b, k, end, gold.at + from, g - from, err)) return false;
    }
    return true;
}

/* ---- net --------------------------------------------------------------------------------------------------------------- */

typedef struct net {
    float *w, *wg;           /* rows x H and their sums of squared gradients */
    float b[H], v[H], bg[H], vg[H];
} net;

static void net_new(net *n) {
    size_t rows = (size_t)pair_row_count() * H;
    n->w = malloc(rows * sizeof(float));
    n->wg = malloc(rows * sizeof(float));
    for (size_t i = 0; i < rows; i++) n->w[i] = (uniform() - 0.5f) * 0.1f, n->wg[i] = 1e-3f;
    for (int k = 0; k < H; k++) n->b[k] = 0.2f, n->v[k] = (k % 2 ? -1 : 1) * (0.3f + 0.3f * uniform()), n->bg[k] = n->vg[k] = 1e-3f;
}

static float forward(const net *n, const uint16_t *rows, int count, float *h) {
    memcpy(h, n->b, sizeof n->b);
    for (int i = 0; i < count; i++) {
        const float *w = n->w + (size_t)rows[i] * H;
        for (int k = 0; k < H; k++) h[k] += w[k];
    }
    float s = 0;
    for (int k = 0; k < H; k++) {
        h[k] = h[k] > 0 ? h[k] : 0;
        s += h[k] * n->v[k];
    }
    return s;
}

static void step(float *w, float *sum, float g, float rate) {
    *sum += g * g;
    *w -= rate * g / sqrtf(*sum);
}

static void backward(net *n, const uint16_t *rows, int count, const float *h, float g, float rate) {
    float gh[H];
    for (int k = 0; k < H; k++) {
        gh[k] = h[k] > 0 ? g * n->v[k] : 0;
        step(&n->v[k], &n->vg[k], g * h[k], rate * 0.3f);
        step(&n->b[k], &n->bg[k], gh[k], rate);
    }
    for (int i = 0; i < count; i++) {
        float *w = n->w + (size_t)rows[i] * H, *sum = n->wg + (size_t)rows[i] * H;
        for (int k = 0; k < H; k++) {
            float gk = gh[k] + set.decay * w[k];
            sum[k] += gk * gk;
            w[k] -= rate * gk / sqrtf(sum[k]);
        }
    }
}

/* ---- one document ------------------------------------------------------------------------------------------------------ */

typedef struct option {
    uint32_t who;
    uint16_t rows[3 * PAIR_SLOTS];
    int n;
    float h[H], score, cost;
    bool right;
} option;

static int drop_rows(uint16_t *rows, int n) {
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (uniform() >= set.drop) rows[kept++] = rows[i];
    return kept;
}

/* Links the document's mentions by what nets say together; with `rate` above 0 the one net learns on the way. */
static void pass(net *n, int nets, document *d, float rate, double *loss) {
    static option o[PAIR_CANDIDATES + 1];
    chains *c = &d->c;
    memcpy(c->mentions, d->fresh, c->n * sizeof *d->fresh);
    c->n_chains = 0;
    c->waiting = 0;
    for (uint32_t m = 0; m < c->n; m++) {
        uint32_t candidates[PAIR_CANDIDATES], best = d->rule[m];
        bool doubt = chain_in_doubt(c, m, best);
        if (best == CHAIN_NONE || doubt) {
            int many = doubt ? 1 : pair_candidates(c, m, candidates), nearer = doubt ? -1 : 0, best_at = 0;
            if (doubt) candidates[0] = best;
            bool any = false;
            for (int i = 0; i <= many; i++) {
                option *x = &o[i];
                x->who = i ? candidates[i - 1] : CHAIN_NONE;
                x->n = pair_own_rows(c, m, i ? PAIR_LATER : PAIR_NEW, x->rows);
                if (i) x->n += pair_own_rows(c, x->who, PAIR_EARLIER, x->rows + x->n);
                if (i) x->n += pair_rows(c, m, x->who, nearer, x->rows + x->n);
                if (i && !doubt) nearer += pair_agrees(c, m, x->who);
                if (rate > 0) x->n = drop_rows(x->rows, x->n);
                x->score = 0;
                for (int k = 0; k < nets; k++) x->score += forward(&n[k], x->rows, x->n, x->h);
                x->right = i && d->gold[m] != CHAIN_NONE && d->gold[x->who] == d->gold[m];
                any |= x->right;
                if (x->score > o[best_at].score) best_at = i;
            }
            best = o[best_at].who;
            if (rate > 0) {
                o[0].right = !any;
                float most = -1e9f, all = 0, good = 0;
                for (int i = 0; i <= many; i++) {
                    o[i].cost = o[i].right ? 0 : !i ? set.false_new : any ? set.wrong_link : set.false_link;
                    float s = o[i].score + o[i].cost;
                    most = s > most ? s : most;
                }
                for (int i = 0; i <= many; i++) {
                    float e = expf(o[i].score + o[i].cost - most);
                    all += e;
                    if (o[i].right) good += e;
                }
                *loss -= log((double)(good / all) + 1e-30);
                for (int i = 0; i <= many; i++) {
                    float e = expf(o[i].score + o[i].cost - most), g = e / all - (o[i].right ? e / (good + 1e-30f) : 0);
                    if (fabsf(g) > 1e-3f) backward(n, o[i].rows, o[i].n, o[i].h, g, rate);
                }
            }
        }
        chain_join(c, m, best == m ? CHAIN_NONE : best);
        chain_join_waiting(c, m + 1);
    }
}

static void score(document *d, coref_scores *s) {
    coref_mention *gold = malloc((d->n_key + 1) * sizeof *gold), *system = malloc((d->c.n + 1) * sizeof *system);
    memcpy(gold, d->key, d->n_key * sizeof *gold);
    for (size_t m = 0; m < d->c.n; m++)
        system[m] = (coref_mention){key(d->c.mentions[m].first, d->c.mentions[m].last), d->c.mentions[m].chain};
    coref_add(s, gold, d->n_key, system, d->c.n);
    free(gold);
    free(system);
}

/* ---- learning ---------------------------------------------------------------------------------------------------------- */

static bool in_test(size_t i, int fold) { return set.folds && (int)(i % (size_t)set.folds) == fold; }

static void learn(net *n, int fold) {
    size_t order[DOCUMENTS], many = 0;
    net_new(n);
    for (size_t i = 0; i < n_documents; i++)
        if (!in_test(i, fold)) order[many++] = i;
    size_t rows = (size_t)pair_row_count() * H;
    float *mean = calloc(rows + 2 * H, sizeof *mean);
    int averaged = 0;
    for (int e = 0; e < set.epochs; e++) {
        double loss = 0;
        float rate = set.rate * (1.0f - 0.9f * (float)e / (float)set.epochs);
        for (size_t i = many; i > 1; i--) {
            size_t k = (size_t)(uniform() * (float)i), t = order[i - 1];
            order[i - 1] = order[k], order[k] = t;
        }
        for (size_t i = 0; i < many; i++) pass(n, 1, &documents[order[i]], rate, &loss);
        fprintf(stderr, "fold %d epoch %d loss %.0f\n", fold, e + 1, loss);
        if (e * 2 >= set.epochs) { /* the mean of the second half of the way */
            averaged++;
            for (size_t i = 0; i < rows; i++) mean[i] += n->w[i];
            for (int k = 0; k < H; k++) mean[rows + (size_t)k] += n->b[k], mean[rows + H + (size_t)k] += n->v[k];
        }
    }
    for (size_t i = 0; averaged && i < rows; i++) n->w[i] = mean[i] / (float)averaged;
    for (int k = 0; averaged && k < H; k++) n->b[k] = mean[rows + (size_t)k] / (float)averaged, n->v[k] = mean[rows + H + (size_t)k] / (float)averaged;
    free(mean);
}

/* Weights of the first layer to whole numbers of -127 to 127; the scale goes to the other weights, since a sum is cut at zero at
 * any scale. */
static void quantise(net *n) {
    float most = 0;
    size_t rows = (size_t)pair_row_count() * H;
    for (size_t i = 0; i < rows; i++) most = fabsf(n->w[i]) > most ? fabsf(n->w[i]) : most;
    float scale = most / 127;
    for (size_t i = 0; i < rows; i++) n->w[i] = roundf(n->w[i] / scale);
    for (int k = 0; k < H; k++) n->b[k] /= scale, n->v[k] *= scale / NETS;
}

/* Some nets, each from a beginning of its own; what they say together is steadier than what one says. */
static void learn_all(net n[NETS], int fold) {
    for (int k = 0; k < NETS; k++) {
        state = 88172645463325252u + set.seed + (unsigned)k * 101;
        learn(&n[k], fold);
        quantise(&n[k]);
    }
}

/* The nets side by side, as if they were one. */
static bool write_section(const net n[NETS], const char *path) {
    size_t rows = (size_t)pair_row_count();
    uint32_t head[2] = {(uint32_t)rows, PAIR_HIDDEN};
    float top[2 * PAIR_HIDDEN + 2] = {0};
    int8_t *w = malloc(rows * PAIR_HIDDEN);
    for (int k = 0; k < NETS; k++) {
        memcpy(top + k * H, n[k].b, sizeof n[k].b);
        memcpy(top + PAIR_HIDDEN + k * H, n[k].v, sizeof n[k].v);
        for (size_t r = 0; r < rows; r++)
            for (size_t i = 0; i < H; i++) w[r * PAIR_HIDDEN + (size_t)k * H + i] = (int8_t)n[k].w[r * H + i];
    }
    top[2 * PAIR_HIDDEN] = 1;
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(head, sizeof head, 1, f) == 1 && fwrite(top, sizeof top, 1, f) == 1 && fwrite(w, PAIR_HIDDEN, rows, f) == rows;
    ok = f && !fclose(f) && ok;
    free(w);
    return ok;
}

/* What becomes of mentions by their sort: those with an earlier one to link to (linked right, linked wrong, left alone), and
 * those without (linked all the same, left alone). */
static struct { int right, wrong, missed, spurious, alone; } fate[SORT_COUNT];
static void count_fates(const document *d) {
    for (uint32_t m = 0; m < d->c.n; m++) {
        const mention *x = &d->c.mentions[m];
        bool earlier = false, linked = false, right = false;
        for (uint32_t a = 0; a < m; a++) {
            bool gold = d->gold[m] != CHAIN_NONE && d->gold[a] == d->gold[m], ours = d->c.mentions[a].chain == x->chain;
            earlier |= gold;
            linked |= ours;
            right |= gold && ours;
        }
        int *at = earlier ? (right ? &fate[x->sort].right : linked ? &fate[x->sort].wrong : &fate[x->sort].missed)
                          : linked ? &fate[x->sort].spurious : &fate[x->sort].alone;
        ++*at;
    }
}
static void print_fates(void) {
    static const char *const NAMES[SORT_COUNT] = {"name", "definite", "demonstrative", "possessed", "indefinite", "quantified", "bare",
                                                  "modifier", "group", "I", "we", "you", "he", "she", "it", "they", "this", "there", "each other"};
    printf("%-14s %7s %7s %7s %9s %7s\n", "sort", "right", "wrong", "missed", "spurious", "alone");
    for (int s = 0; s < SORT_COUNT; s++)
        printf("%-14s %7d %7d %7d %9d %7d\n", NAMES[s], fate[s].right, fate[s].wrong, fate[s].missed, fate[s].spurious, fate[s].alone);
}

static void print(const char *name, const coref_scores *s) {
    printf("%-10s mentions %.2f  MUC %.2f (R %.2f P %.2f)  B3 %.2f  CEAFe %.2f  CoNLL %.2f\n", name, 100 * coref_f1(s, 0), 100 * coref_f1(s, 1),
           100 * coref_recall(s, 1), 100 * coref_precision(s, 1), 100 * coref_f1(s, 2), 100 * coref_f1(s, 3), 100 * coref_conll(s));
}

int main(int argc, char **argv) {
    const char *out = NULL, *test = NULL;
    dl_error err = {""};
    dl_model *model = dl_model_open(NULL, &err);
    if (!model) return fprintf(stderr, "dateline-train-coref: %s\n", err.message), 1;
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i], *next = i + 1 < argc ? argv[i + 1] : "0";
        if (!strcmp(a, "--folds")) set.folds = atoi(next), i++;
        else if (!strcmp(a, "--epochs")) set.epochs = atoi(next), i++;
        else if (!strcmp(a, "--seed")) set.seed = (unsigned)atoi(next), i++;
        else if (!strcmp(a, "--rate")) set.rate = (float)atof(next), i++;
        else if (!strcmp(a, "--decay")) set.decay = (float)atof(next), i++;
        else if (!strcmp(a, "--drop")) set.drop = (float)atof(next), i++;
        else if (!strcmp(a, "--costs")) sscanf(next, "%f,%f,%f", &set.false_new, &set.false_link, &set.wrong_link), i++;
        else if (!strcmp(a, "--test")) test = next, i++;
        else if (!strcmp(a, "--out")) out = next, i++;
        else if (!load(model, a, &err)) return fprintf(stderr, "dateline-train-coref: %s\n", err.message), 1;
    }
    if (!n_documents) return fprintf(stderr, "usage: dateline-train-coref [--folds N] [--out FILE] [--epochs N] [--seed N] TREEBANK...\n"), 2;
    static net n[NETS];
    if (set.folds) { /* how well: on documents that were not learned from */
        coref_scores all = {0}, news = {0};
        for (int fold = 0; fold < set.folds; fold++) {
            learn_all(n, fold);
            double none = 0;
            for (size_t i = 0; i < n_documents; i++) {
                if (!in_test(i, fold)) continue;
                pass(n, NETS, &documents[i], 0, &none);
                score(&documents[i], &all);
                count_fates(&documents[i]);
                if (strstr(documents[i].name, "_news_")) score(&documents[i], &news);
            }
            print("so far", &all);
            fflush(stdout);
        }
        print("news", &news);
        print("all", &all);
        print_fates();
    }
    if (test) {
        size_t before = n_documents;
        set.folds = 0;
        learn_all(n, -1);
        if (!load(model, test, &err)) return 1;
        coref_scores all = {0}, news = {0};
        double none = 0;
        for (size_t i = before; i < n_documents; i++) {
            pass(n, NETS, &documents[i], 0, &none);
            score(&documents[i], &all);
            count_fates(&documents[i]);
            if (strstr(documents[i].name, "_news_")) score(&documents[i], &news);
        }
        print("news", &news);
        print("all", &all);
        print_fates();
        return 0;
    }
    if (out) {
        set.folds = 0;
        learn_all(n, -1);
        if (!write_section(n, out)) return fprintf(stderr, "%s: cannot write\n", out), 1;
    }
    dl_model_close(model);
    return 0;
}
