/* places.c - learns the finder of place names (src/entities/place_tagger.c, place_use.c) from annotated reports by averaged
 * perceptrons, and measures it on reports it has not seen.
 *
 * places.sh calls it.
 *
 * dateline-train-places --data DIR --text TEXT.jsonl --gold GOLD.jsonl [--treebank FILE.conllu --genres LIST]
 *                       [--marked FILE] [--out FILE]
 *                       [--folds N --predict FILE]
 *
 * Files may be packed with xz. DIR holds dateline.data and a dateline.model without a section "places", or with this
 * version's. --out writes the section "places" of dateline.model. --folds N learns N times from all but an Nth part of
 * the reports and writes what it then finds in those to --predict; it says how good that is. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "place_rows.h"

enum { EPOCHS = 12, LEARNERS = 6, BLIND = 20 /* per cent */, NO_FOLD = UINT32_MAX - 1 };

static rows all;
static float weights[PLACE_WEIGHTS_ALL], sums[PLACE_WEIGHTS_ALL];
static int8_t final[PLACE_WEIGHTS_ALL];
static uint64_t seed;

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

static void change(size_t at, float by, uint32_t step) {
    weights[at] += by;
    sums[at] += by * (float)step;
}

/* ---- which words name places ------------------------------------------------------------------------------------- */

/* Features that name the word itself, by their place among place_features(). Training hides them now and then, so
 * that names it has not seen are judged by what surrounds them. */
static bool hidden(const row_word *w, uint32_t k) {
    return w->blind && k < 19 && (1u << k & (1u << 1 | 1u << 2 | 7u << 4 | 3u << 17));
}

/* Best row of labels; with `fixed` among those that agree with what is known. */
static void best_labels(const row_stretch *s, int *y, bool fixed) {
    static float scores[DL_MAX_SENTENCE][LABELS];
    static int back[DL_MAX_SENTENCE][LABELS];
    for (uint32_t i = 0; i < s->n; i++) {
        const row_word *w = &all.words[s->first + i];
        float own[LABELS] = {0};
        for (uint32_t k = 0; k < w->n; k++)
            for (int l = 0; l < LABELS && !hidden(w, k); l++)
                own[l] += weights[all.features[w->first + k] * LABELS + (uint32_t)l];
        for (int l = 0; l < LABELS; l++) {
            float best = -1e30f;
            if (fixed && w->known != LABEL_OPEN && w->known != l) own[l] = -1e9f;
            for (int x = 0; x < LABELS; x++) {
                if (l == LABEL_IN && (x == LABEL_OUT || i == 0)) continue;
                float v = (i                ? scores[i - 1][x]
                           : x == LABEL_OUT ? 0
                                            : -1e20f) +
                          weights[PLACE_STEPS_AT + x * LABELS + l];
                if (v > best) best = v, back[i][l] = x;
            }
            scores[i][l] = best + own[l];
        }
    }
    int l = 0;
    for (int x = 1; x < LABELS; x++)
        if (scores[s->n - 1][x] > scores[s->n - 1][l]) l = x;
    for (uint32_t i = s->n; i-- > 0;) {
        y[i] = l;
        l = back[i][l];
    }
}

static void learn_stretch(const row_stretch *s, uint32_t step) {
    int y[DL_MAX_SENTENCE], before = LABEL_OUT, gold_before = LABEL_OUT;
    for (uint32_t k = 0; k < s->n; k++) all.words[s->first + k].blind = dice(100) < BLIND;
    best_labels(s, y, false);
    for (uint32_t i = 0; i < s->n; i++) {
        const row_word *w = &all.words[s->first + i];
        for (uint32_t k = 0; k < w->n && w->gold != y[i]; k++) {
            size_t f = (size_t)all.features[w->first + k] * LABELS;
            if (hidden(w, k)) continue;
            change(f + w->gold, 1, step);
            change(f + (size_t)y[i], -1, step);
        }
        if (w->gold != y[i] || before != gold_before) {
            change((size_t)(PLACE_STEPS_AT + gold_before * LABELS + w->gold), 1, step);
            change((size_t)(PLACE_STEPS_AT + before * LABELS + y[i]), -1, step);
        }
        before = y[i], gold_before = w->gold;
    }
}

static uint32_t pass(uint32_t *order, uint32_t n, int epochs) {
    uint32_t step = 1;
    memset(weights, 0, sizeof weights);
    memset(sums, 0, sizeof sums);
    for (int e = 0; e < epochs; e++) {
        shuffle(order, n);
        for (uint32_t i = 0; i < n; i++) learn_stretch(&all.stretches[order[i]], step++);
    }
    return step;
}

/* First from what is fully annotated; then what that makes of open words is taken for true. */
static uint32_t learn_labels(uint32_t fold) {
    uint32_t *order = calloc(all.n_stretches + 1, sizeof *order), n = 0, sure;
    int y[DL_MAX_SENTENCE];
    for (uint32_t i = 0; i < all.n_stretches; i++)
        if (all.stretches[i].fold != fold && !all.stretches[i].open) order[n++] = i;
    sure = n;
    for (uint32_t i = 0; i < all.n_stretches; i++)
        if (all.stretches[i].fold != fold && all.stretches[i].open) order[n++] = i;
    if (n > sure) {
        uint32_t *first = calloc(sure + 1, sizeof *first);
        memcpy(first, order, sure * sizeof *first);
        pass(first, sure, 3);
        free(first);
    }
    for (uint32_t i = sure; i < n; i++) {
        const row_stretch *s = &all.stretches[order[i]];
        for (uint32_t k = 0; k < s->n; k++) all.words[s->first + k].blind = false;
        best_labels(s, y, true);
        for (uint32_t k = 0; k < s->n; k++) all.words[s->first + k].gold = (uint8_t)y[k];
    }
    uint32_t step = pass(order, n, EPOCHS);
    free(order);
    return step;
}

/* ---- how a name is used ------------------------------------------------------------------------------------------ */

static int best_use(const row_name *n) {
    float score[DL_PLACE_USES] = {0};
    int best = 0;
    for (uint32_t k = 0; k < n->n; k++)
        for (int y = 0; y < DL_PLACE_USES; y++)
            score[y] += weights[PLACE_USES_AT + all.features[n->first + k] * DL_PLACE_USES + (uint32_t)y];
    for (int y = 1; y < DL_PLACE_USES; y++)
        if (score[y] > score[best]) best = y;
    return best;
}

static uint32_t learn_uses(uint32_t fold) {
    uint32_t *order = calloc(all.n_names + 1, sizeof *order), n = 0, step = 1;
    for (uint32_t i = 0; i < all.n_names; i++)
        if (all.names[i].fold != fold) order[n++] = i;
    for (int e = 0; e < EPOCHS; e++) {
        shuffle(order, n);
        for (uint32_t i = 0; i < n; i++, step++) {
            const row_name *row = &all.names[order[i]];
            int y = best_use(row);
            for (uint32_t k = 0; k < row->n && y != row->use; k++) {
                size_t f = PLACE_USES_AT + (size_t)all.features[row->first + k] * DL_PLACE_USES;
                change(f + row->use, 1, step);
                change(f + (size_t)y, -1, step);
            }
        }
    }
    free(order);
    return step;
}

/* ---- all of it --------------------------------------------------------------------------------------------------- */

static void shrink(const float *mean, size_t from, size_t to) {
    float most = 0;
    for (size_t i = from; i < to; i++)
        if (fabsf(mean[i]) > most) most = fabsf(mean[i]);
    for (size_t i = from; i < to; i++) final[i] = (int8_t)lrintf(mean[i] * (most > 0 ? 127.0f / most : 1));
}

/* Learns from all reports but those of `fold` into `final`: the mean of several learners that see the reports in
 * different orders, as small whole numbers. */
static void learn(uint32_t fold) {
    static float mean[PLACE_WEIGHTS_ALL];
    memset(mean, 0, sizeof mean);
    for (uint64_t k = 1; k <= LEARNERS; k++) {
        seed = k * 12345;
        uint32_t step = learn_labels(fold);
        for (size_t i = 0; i < PLACE_USES_AT; i++) mean[i] += weights[i] - sums[i] / (float)step;
        step = learn_uses(fold);
        for (size_t i = PLACE_USES_AT; i < PLACE_WEIGHTS_ALL; i++) mean[i] += weights[i] - sums[i] / (float)step;
    }
    shrink(mean, 0, PLACE_USES_AT);
    shrink(mean, PLACE_USES_AT, PLACE_WEIGHTS_ALL);
}

static void count_uses(uint32_t fold, size_t right[DL_PLACE_USES][DL_PLACE_USES]) {
    for (size_t i = 0; i < all.n_names; i++) {
        const row_name *n = &all.names[i];
        if (n->fold != fold) continue;
        int32_t score[DL_PLACE_USES] = {0};
        int best = 0;
        for (uint32_t k = 0; k < n->n; k++)
            for (int y = 0; y < DL_PLACE_USES; y++)
                score[y] += final[PLACE_USES_AT + all.features[n->first + k] * DL_PLACE_USES + (uint32_t)y];
        for (int y = 1; y < DL_PLACE_USES; y++)
            if (score[y] > score[best]) best = y;
        right[n->use][best]++;
    }
}

/* What was found against the annotation: names that overlap one to one, and how many of those with a position lie
 * within 161 km. */
typedef struct tally {
    size_t gold, found, right, placed, near;
} tally;

static double km(double a, double b, double c, double d) {
    const double RAD = 3.14159265358979 / 180;
    double s = sin((c - a) * RAD / 2), t = sin((d - b) * RAD / 2), h = s * s + cos(a * RAD) * cos(c * RAD) * t * t;
    return 12742 * asin(h < 1 ? sqrt(h) : 1);
}

static void compare(tally *t, const row_report *from, const dl_report *r) {
    bool *used = calloc(r->n_places + 1, 1);
    t->gold += from->n_golds;
    t->found += r->n_places;
    for (size_t i = 0; used && i < from->n_golds; i++) {
        const row_gold *g = &from->golds[i];
        const dl_place *best = NULL;
        for (size_t k = 0; k < r->n_places; k++) {
            const dl_place *p = &r->places[k];
            bool exact = p->span.start == g->start && p->span.end == g->end;
            if (!used[k] && p->span.start < g->end && p->span.end > g->start && (!best || exact)) best = p;
        }
        if (!best) continue;
        used[best - r->places] = true;
        t->right++;
        t->placed += !isnan(g->lat);
        t->near += !isnan(g->lat) && !isnan(best->lat) && km(g->lat, g->lon, best->lat, best->lon) <= 161;
    }
    free(used);
}

static void predict(FILE *out, const dl_model *m, const row_report *from, tally *t) {
    dl_report *r = dl_read(m, from->text, strlen(from->text), NULL, NULL);
    json_t *list = json_array();
    if (r) compare(t, from, r);
    for (size_t i = 0; r && i < r->n_places; i++) {
        const dl_place *p = &r->places[i];
        json_t *j = json_pack("{s:i,s:i,s:s,s:s,s:s,s:b,s:i}", "start", (int)p->span.start, "end", (int)p->span.end,
                              "name", p->name, "kind", dl_place_kind_name(p->kind), "use", dl_place_use_name(p->use),
                              "approximate", p->approximate, "geonames", (int)p->geonames);
        if (!isnan(p->lat)) {
            json_object_set_new(j, "lat", json_real(p->lat));
            json_object_set_new(j, "lon", json_real(p->lon));
        }
        json_array_append_new(list, j);
    }
    json_t *line = json_pack("{s:s,s:o}", "id", from->id, "places", list);
    json_dumpf(line, out, JSON_COMPACT);
    fputc('\n', out);
    json_decref(line);
    dl_report_free(r);
}

static void judge(dl_model *m, uint32_t folds, const char *path) {
    FILE *f = fopen(path, "w");
    size_t right[DL_PLACE_USES][DL_PLACE_USES] = {0}, good = 0;
    tally t = {0};
    for (uint32_t k = 0; f && k < folds; k++) {
        learn(k);
        m->places->tagger = place_tagger_at(final);
        for (size_t i = 0; i < all.n_reports; i++)
            if (all.reports[i].fold == k) predict(f, m, &all.reports[i], &t);
        count_uses(k, right);
    }
    if (!f || fclose(f)) fprintf(stderr, "%s: cannot write\n", path), exit(1);
    for (int u = 0; u < DL_PLACE_USES; u++) {
        fprintf(stderr, "%-12s", dl_place_use_name(u));
        for (int v = 0; v < DL_PLACE_USES; v++) fprintf(stderr, " %5zu", right[u][v]);
        fputc('\n', stderr);
        good += right[u][u];
    }
    double p = t.found ? (double)t.right / (double)t.found : 0, q = t.gold ? (double)t.right / (double)t.gold : 0;
    fprintf(stderr,
            "names (overlap): precision %.3f, recall %.3f, F1 %.3f; of those with a position %.3f within 161 km\n", p,
            q, p + q > 0 ? 2 * p * q / (p + q) : 0, t.placed ? (double)t.near / (double)t.placed : 0);
    fprintf(stderr, "uses right: %.3f\n", all.n_names ? (double)good / (double)all.n_names : 0);
}

int main(int argc, char **argv) {
    const char *names[] = {"--data", "--text",  "--gold",    "--treebank", "--genres",
                           "--out",  "--folds", "--predict", "--marked"},
               *value[9] = {0};
    for (int i = 1; i < argc; i += 2) {
        size_t k = 0;
        while (k < 9 && strcmp(names[k], argv[i])) k++;
        if (k == 9 || i + 1 == argc)
            fprintf(stderr, "dateline-train-places: %s: see the head of train/places.c\n", argv[i]), exit(2);
        value[k] = argv[i + 1];
    }
    dl_error err;
    dl_model *m = dl_model_open(value[0], &err);
    if (!m) fprintf(stderr, "%s\n", err.message), exit(1);
    m->places->tagger = (place_tagger){0};
    uint32_t folds = value[6] ? (uint32_t)atoi(value[6]) : 0;
    if (value[1] && value[2]) rows_of_reports(&all, m, value[1], value[2], folds);
    if (value[3]) rows_of_treebank(&all, m, value[3], value[4] ? value[4] : "_");
    if (value[8]) rows_of_marked(&all, m, value[8]);
    fprintf(stderr, "%zu reports, %zu places, %zu of them out of reach; %zu words\n", all.n_reports, all.golds,
            all.out_of_reach, all.n_words);
    if (folds && value[7]) judge(m, folds, value[7]);
    if (value[5]) {
        learn(NO_FOLD);
        FILE *f = fopen(value[5], "wb");
        if (!f || fwrite(final, sizeof final, 1, f) != 1 || fclose(f))
            fprintf(stderr, "%s: cannot write\n", value[5]), exit(1);
    }
    dl_model_close(m);
    return 0;
}
