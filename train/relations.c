/* relations.c - learns which relation a sentence states between its marked source and target, from pairs with their relation
 * (TSV) and from rules (train/relations.txt): one linear machine per relation (squared hinge, dual coordinate descent) over the
 * features of src/events, each weighed by its rarity. Needs libm alone; seconds.
 *
 * dateline-train-relations [--folds N] [--rounds N] [--out FILE] [--predict FILE] [--rules FILE [--early]] [--dump]
 * PAIRS.tsv...
 * With --folds it says how well that does on sentences that were not learned from; the same sentence, however marked, is never in
 * two folds. --early leaves out the rules that were
 * written after looking at what went wrong there. --predict writes what was guessed for each pair, for ../shared/eval/score_plv.py. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/table_build.h"
#include "events/marked.h"
#include "events/relation.h"
#include "model.h"
#include "relation_rules.h"
#include "report.h"

typedef struct example {
    char uid[24];
    int relation;
    uint64_t text;           /* hash of the sentence */
    uint32_t *f;             /* numbers of its features */
    uint32_t n;
    bool rule;
    float scale;             /* makes its vector of length one */
} example;

static struct {
    double cost, rule_weight, known;
    int folds, rounds, passes, times;
    unsigned seed;
} set = {.cost = 6, .rule_weight = 0.3, .folds = 0, .rounds = 3, .passes = 40, .times = 6, .seed = 1, .known = 4};

static example *examples;
static size_t n_examples, cap_examples;
static dl_model *model;

/* ---- features as numbers ----------------------------------------------------------------------------------------------- */

static table_builder intern;
static uint32_t *hashes;     /* per feature number */
static size_t cap_hashes;
static float *value;         /* per feature: its rarity among what is learned from; 0 where it is unknown */
static uint32_t *seen;

static uint32_t feature_number(uint32_t hash) {
    uint32_t i = table_intern(&intern, (const char *)&hash, sizeof hash);
    if (i >= cap_hashes) {
        cap_hashes = cap_hashes ? 2 * cap_hashes : 1 << 16;
        hashes = realloc(hashes, cap_hashes * sizeof *hashes);
    }
    hashes[i] = hash;
    return i;
}

static uint64_t text_hash(const char *s) { return table_hash(s, strlen(s)); }

static bool add(const char *uid, const char *root, const marked_row *row, bool rule, bool dump) {
    static relation_features f;
    dl_error err;
    relation_pair p;
    int relation = relation_find(root);
    if (relation < 0) return fprintf(stderr, "dateline-train-relations: no relation is called '%s'\n", root), false;
    dl_report *r = dl_read(model, row->text, row->bytes, &(dl_options){.keep_furniture = true}, &err);
    if (!r || !relation_marked(&p, r, row->spans, row->roles, row->n)) return false;
    relation_features_of(&model->relations->meanings, &p, &f);
    if (n_examples == cap_examples) {
        cap_examples = cap_examples ? 2 * cap_examples : 4096;
        examples = realloc(examples, cap_examples * sizeof *examples);
    }
    example *e = &examples[n_examples++];
    *e = (example){.relation = relation, .text = text_hash(row->text), .n = f.n, .rule = rule, .f = malloc((f.n + 1) * sizeof(uint32_t))};
    snprintf(e->uid, sizeof e->uid, "%s", uid);
    for (uint32_t i = 0; i < f.n; i++) e->f[i] = feature_number(f.hash[i]);
    if (dump) {
        printf("%s\t%s\t%s", uid, root, row->text);
        for (uint32_t i = 0; i < f.n; i++) printf("\t%s", f.names + f.name[i]);
        putchar('\n');
    }
    dl_report_free(r);
    return true;
}

static bool load(const char *path, bool dump, dl_error *err) {
    marked_file f;
    if (!marked_open(&f, path, err)) return false;
    unsigned long number = 0;
    for (int got; (got = marked_next(&f, err)); number++) {
        char uid[24];
        snprintf(uid, sizeof uid, "%lu", number);
        if (got < 0) fprintf(stderr, "dateline-train-relations: %s\n", err->message);
        else if (!add(*f.row.uid ? f.row.uid : uid, f.row.root, &f.row, false, dump)) return false;
    }
    marked_close(&f);
    return true;
}

static bool take_rule(void *context, const char *root, char *sentence) {
    marked_row row;
    const char *wrong = marked_take(&row, sentence);
    if (wrong) return fprintf(stderr, "dateline-train-relations: %s: %s\n", sentence, wrong), false;
    return add("rule", root, &row, true, *(bool *)context);
}

/* ---- learning ---------------------------------------------------------------------------------------------------------- */

static uint64_t state = 88172645463325252u;
static unsigned draw(unsigned below) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (unsigned)((state >> 33) % below);
}

/* Rarity of each feature among the examples to learn from, as the section keeps it. */
static void weigh(const uint32_t *order, size_t n) {
    memset(seen, 0, intern.n * sizeof *seen);
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < examples[order[i]].n; k++) seen[examples[order[i]].f[k]]++;
    for (uint32_t f = 0; f < intern.n; f++) {
        double v = seen[f] >= set.known ? log((double)n / seen[f]) : 0;
        value[f] = (float)(floor(v * 16 + 0.5) / 16);
    }
    for (size_t i = 0; i < n_examples; i++) {
        double norm = 0;
        for (uint32_t k = 0; k < examples[i].n; k++) norm += (double)value[examples[i].f[k]] * value[examples[i].f[k]];
        examples[i].scale = norm > 0 ? (float)(1 / sqrt(norm)) : 0;
    }
}

/* One machine per relation: weights of the features, weight[f * RELATIONS + relation], and biases (a feature of value one). */
static void learn(const uint32_t *order, size_t n, float *weight, float *bias) {
    uint32_t *turn = malloc(n * sizeof *turn);
    float *alpha = malloc(n * sizeof *alpha), *w = malloc(intern.n * sizeof *w);
    for (size_t i = 0; i < n; i++) turn[i] = (uint32_t)i;
    for (int c = 0; c < RELATIONS; c++) {
        float b = 0;
        memset(alpha, 0, n * sizeof *alpha);
        memset(w, 0, intern.n * sizeof *w);
        for (int pass = 0; pass < set.passes; pass++) {
            for (size_t i = n; i > 1; i--) {
                unsigned k = draw((unsigned)i);
                uint32_t t = turn[i - 1];
                turn[i - 1] = turn[k], turn[k] = t;
            }
            float most = 0;
            for (size_t j = 0; j < n; j++) {
                const example *e = &examples[order[turn[j]]];
                float y = e->relation == c ? 1 : -1, sum = 0;
                float soft = (float)(0.5 / (set.cost * (e->rule ? set.rule_weight : 1)));
                for (uint32_t k = 0; k < e->n; k++) sum += w[e->f[k]] * value[e->f[k]];
                float *a = &alpha[turn[j]], was = *a, gradient = y * (b + sum * e->scale) - 1 + soft * was;
                *a = was - gradient / (2 + soft); /* 2: the lengths of the vector and of the bias */
                if (*a < 0) *a = 0;
                float step = (*a - was) * y;
                if (fabsf(step) > most) most = fabsf(step);
                if (step == 0) continue;
                b += step;
                step *= e->scale;
                for (uint32_t k = 0; k < e->n; k++) w[e->f[k]] += step * value[e->f[k]];
            }
            if (most < 3e-3f) break;
        }
        bias[c] = b;
        for (uint32_t f = 0; f < intern.n; f++) weight[(size_t)f * RELATIONS + (size_t)c] = w[f];
    }
    free(turn);
    free(alpha);
    free(w);
}

static void margins(const example *e, const float *weight, const float *bias, float *out) {
    memcpy(out, bias, RELATIONS * sizeof *out);
    for (uint32_t k = 0; k < e->n; k++)
        for (int c = 0; c < RELATIONS; c++) out[c] += weight[(size_t)e->f[k] * RELATIONS + (size_t)c] * value[e->f[k]] * e->scale;
}

/* ---- how well ---------------------------------------------------------------------------------------------------------- */

typedef struct figures {
    double accuracy, root, quad, binary;
} figures;

static double macro(const int *gold, const int *guess, size_t n, int classes) {
    double sum = 0;
    int there = 0;
    for (int c = 0; c < classes; c++) {
        double both = 0, g = 0, p = 0;
        for (size_t i = 0; i < n; i++) both += gold[i] == c && guess[i] == c, g += gold[i] == c, p += guess[i] == c;
        there += g > 0;
        sum += both > 0 ? 2 * both / (g + p) : 0;
    }
    return sum / there;
}

static figures judge(const int *gold, const int *guess, size_t n) {
    figures f = {0};
    int *g = malloc(n * sizeof *g), *p = malloc(n * sizeof *p);
    for (size_t i = 0; i < n; i++) f.accuracy += gold[i] == guess[i];
    f.accuracy /= (double)n;
    f.root = macro(gold, guess, n, RELATIONS);
    for (size_t i = 0; i < n; i++) g[i] = relation_quad(gold[i]) - 1, p[i] = relation_quad(guess[i]) - 1;
    f.quad = macro(g, p, n, 4);
    for (size_t i = 0; i < n; i++) g[i] = g[i] > 1, p[i] = p[i] > 1;
    f.binary = macro(g, p, n, 2);
    free(g);
    free(p);
    return f;
}

static void print_classes(const int *gold, const int *guess, size_t n) {
    static int table[RELATIONS][RELATIONS];
    memset(table, 0, sizeof table);
    for (size_t i = 0; i < n; i++) table[gold[i]][guess[i]]++;
    printf("%-10s %6s %6s %6s %5s  most often read as\n", "relation", "P", "R", "F1", "n");
    for (int c = 0; c < RELATIONS; c++) {
        int g = 0, p = 0, wrong = -1;
        for (int k = 0; k < RELATIONS; k++) {
            g += table[c][k], p += table[k][c];
            if (k != c && table[c][k] && (wrong < 0 || table[c][k] > table[c][wrong])) wrong = k;
        }
        double P = p ? (double)table[c][c] / p : 0, R = g ? (double)table[c][c] / g : 0;
        printf("%-10s %6.3f %6.3f %6.3f %5d  %s\n", relation_name(c), P, R, P + R > 0 ? 2 * P * R / (P + R) : 0, g,
               wrong < 0 ? "-" : relation_name(wrong));
    }
}

/* Deals sentences to folds, each relation's evenly; equal texts to one fold. */
static void deal(uint8_t *fold, size_t n) {
    uint32_t *order = malloc(n * sizeof *order);
    for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i, fold[i] = 255;
    for (size_t i = n; i > 1; i--) {
        unsigned k = draw((unsigned)i);
        uint32_t t = order[i - 1];
        order[i - 1] = order[k], order[k] = t;
    }
    for (int c = 0; c < RELATIONS; c++) {
        unsigned next = draw((unsigned)set.folds);
        for (size_t i = 0; i < n; i++) {
            if (examples[order[i]].relation != c || fold[order[i]] != 255) continue;
            for (size_t k = 0; k < n; k++)
                if (examples[k].text == examples[order[i]].text) fold[k] = (uint8_t)next;
            next = (next + 1) % (unsigned)set.folds;
        }
    }
    free(order);
}

/* The sharpness at which probabilities fit what is so best. */
static float fit_sharpness(const float *m, const int *gold, size_t n) {
    float best = 1;
    double least = 1e300;
    for (float s = 0.5f; s < 12; s *= 1.1f) {
        double loss = 0;
        for (size_t i = 0; i < n; i++) {
            double all = 0;
            for (int c = 0; c < RELATIONS; c++) all += exp((double)(s * (m[i * RELATIONS + (size_t)c] - m[i * RELATIONS + (size_t)gold[i]])));
            loss += log(all);
        }
        if (loss < least) least = loss, best = s;
    }
    return best;
}

static float cross_validate(size_t pairs, float *weight, const char *predict) {
    uint8_t *fold = malloc(pairs);
    uint32_t *order = malloc(n_examples * sizeof *order);
    int *gold = malloc(pairs * sizeof *gold), *guess = malloc(pairs * sizeof *guess);
    float *m = malloc(pairs * RELATIONS * sizeof *m), bias[RELATIONS], sharpness = 1;
    figures mean = {0};
    FILE *out = predict ? fopen(predict, "w") : NULL;
    for (int round = 0; round < set.rounds; round++) {
        state = 88172645463325252u + set.seed + (unsigned)round * 977u;
        for (int i = 0; i < 20; i++) draw(2);
        deal(fold, pairs);
        for (int k = 0; k < set.folds; k++) {
            size_t n = 0;
            for (size_t i = 0; i < n_examples; i++)
                if (examples[i].rule || (!examples[i].rule && fold[i] != k)) order[n++] = (uint32_t)i;
            weigh(order, n);
            learn(order, n, weight, bias);
            for (size_t i = 0; i < pairs; i++) {
                if (fold[i] != k) continue;
                margins(&examples[i], weight, bias, m + i * RELATIONS);
                guess[i] = 0;
                for (int c = 1; c < RELATIONS; c++)
                    if (m[i * RELATIONS + (size_t)c] > m[i * RELATIONS + (size_t)guess[i]]) guess[i] = c;
            }
        }
        for (size_t i = 0; i < pairs; i++) gold[i] = examples[i].relation;
        figures f = judge(gold, guess, pairs);
        printf("round %d: root accuracy %.1f, macro-F1: root %.1f, quad %.1f, binary %.1f\n", round + 1, 100 * f.accuracy, 100 * f.root,
               100 * f.quad, 100 * f.binary);
        mean.accuracy += f.accuracy, mean.root += f.root, mean.quad += f.quad, mean.binary += f.binary;
        for (size_t i = 0; !round && out && i < pairs; i++)
            fprintf(out, "{\"uid\": \"%s\", \"root\": \"%s\", \"quad\": %d}\n", examples[i].uid, relation_name(guess[i]), relation_quad(guess[i]));
        if (!round) {
            print_classes(gold, guess, pairs);
            sharpness = fit_sharpness(m, gold, pairs);
        }
    }
    double r = set.rounds;
    printf("mean of %d: root accuracy %.1f, macro-F1: root %.1f, quad %.1f, binary %.1f (sharpness %.2f)\n", set.rounds, 100 * mean.accuracy / r,
           100 * mean.root / r, 100 * mean.quad / r, 100 * mean.binary / r, (double)sharpness);
    if (out) fclose(out);
    free(fold), free(order), free(gold), free(guess), free(m);
    return sharpness;
}

/* ---- the section ------------------------------------------------------------------------------------------------------- */

static int by_hash(const void *a, const void *b) {
    uint32_t x = hashes[*(const uint32_t *)a], y = hashes[*(const uint32_t *)b];
    return (x > y) - (x < y);
}

static bool write_section(const float *weight, const float *bias, float sharpness, const char *path) {
    uint32_t *order = malloc(intern.n * sizeof *order), n = 0;
    for (uint32_t f = 0; f < intern.n; f++)
        if (value[f] > 0) order[n++] = f;
    qsort(order, n, sizeof *order, by_hash);
    relation_head head = {.relations = RELATIONS, .features = n, .sharpness = sharpness};
    memcpy(head.bias, bias, sizeof head.bias);
    FILE *out = fopen(path, "wb");
    bool ok = out && fwrite(&head, sizeof head, 1, out) == 1;
    for (uint32_t i = 0; ok && i < n; i++) ok = fwrite(&hashes[order[i]], sizeof *hashes, 1, out) == 1;
    for (uint32_t i = 0; ok && i < n; i++) {
        const float *w = weight + (size_t)order[i] * RELATIONS;
        float most = 0;
        for (int c = 0; c < RELATIONS; c++) most = fabsf(w[c]) > most ? fabsf(w[c]) : most;
        relation_row row = {.rarity = (uint8_t)fminf(255, value[order[i]] * 16)};
        while (row.shift < 255 && most * exp2f((float)(row.shift + 1) / 4) <= 127) row.shift++;
        for (int c = 0; c < RELATIONS; c++) row.weight[c] = (int8_t)lroundf(fminf(127, fmaxf(-127, w[c] * exp2f((float)row.shift / 4))));
        ok = fwrite(&row, sizeof row, 1, out) == 1;
    }
    ok = out && !fclose(out) && ok;
    printf("%u features\n", n);
    free(order);
    return ok;
}

int main(int argc, char **argv) {
    const char *out = NULL, *predict = NULL, *rules = NULL;
    bool dump = false, early = false;
    dl_error err = {""};
    if (!(model = dl_model_open(NULL, &err))) return fprintf(stderr, "dateline-train-relations: %s\n", err.message), 1;
    size_t pairs = 0;
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i], *next = i + 1 < argc ? argv[i + 1] : "0";
        if (!strcmp(a, "--folds")) set.folds = atoi(next), i++;
        else if (!strcmp(a, "--rounds")) set.rounds = atoi(next), i++;
        else if (!strcmp(a, "--seed")) set.seed = (unsigned)atoi(next), i++;
        else if (!strcmp(a, "--cost")) set.cost = atof(next), i++;
        else if (!strcmp(a, "--rule-weight")) set.rule_weight = atof(next), i++;
        else if (!strcmp(a, "--times")) set.times = atoi(next), i++;
        else if (!strcmp(a, "--known")) set.known = atof(next), i++;
        else if (!strcmp(a, "--out")) out = next, i++;
        else if (!strcmp(a, "--predict")) predict = next, i++;
        else if (!strcmp(a, "--rules")) rules = next, i++;
        else if (!strcmp(a, "--dump")) dump = true;
        else if (!strcmp(a, "--early")) early = true;
        else if (!load(a, dump, &err)) return fprintf(stderr, "dateline-train-relations: %s\n", err.message), 1;
    }
    pairs = n_examples;
    if (rules && !relation_rules(rules, set.seed, set.times, early, take_rule, &dump, &err)) return fprintf(stderr, "dateline-train-relations: %s\n", err.message), 1;
    if (!n_examples) return fprintf(stderr, "usage: dateline-train-relations [--folds N] [--out FILE] [--rules FILE] PAIRS.tsv...\n"), 2;
    value = malloc(intern.n * sizeof *value);
    seen = malloc(intern.n * sizeof *seen);
    float *weight = malloc((size_t)intern.n * RELATIONS * sizeof *weight), bias[RELATIONS], sharpness = 4;
    if (set.folds && pairs) sharpness = cross_validate(pairs, weight, predict);
    if (out) {
        uint32_t *order = malloc(n_examples * sizeof *order);
        for (size_t i = 0; i < n_examples; i++) order[i] = (uint32_t)i;
        weigh(order, n_examples);
        learn(order, n_examples, weight, bias);
        if (!write_section(weight, bias, sharpness, out)) return fprintf(stderr, "dateline-train-relations: %s: cannot write\n", out), 1;
    }
    return 0;
}
