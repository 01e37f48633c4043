/* places.c - learns the tagger of place names (src/entities/place_tagger.c) from annotated reports with an averaged perceptron,
 * and measures it on reports it has not seen.
 *
 * dateline-train-places --data DIR --text TEXT.jsonl --gold GOLD.jsonl [--text .. --gold ..]... [--out FILE] [--folds N --predict FILE]
 *
 * TEXT has {id, text} a line, GOLD {id, places: [{start, end}]} with code points. --out writes the section "places".
 * --folds N trains N times on all but an Nth part of the reports of the first pair and writes what it then
 * finds in those to --predict. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entities/places.h"

enum { EPOCHS = 12, PAIRS = 8, OPEN = 255, LEARNERS = 6 };

typedef struct word {
    uint32_t first, n; /* features */
    bool blind; /* this time the word itself is not looked at */
    uint8_t gold, known; /* known: OPEN where the annotation does not tell */
} word;
typedef struct stretch {
    uint32_t first, n; /* words */
    uint32_t doc;
    bool open; /* some words' labels are not known */
} stretch;
typedef struct doc {
    char *id, *text;
    size_t bytes;
    json_t *places, *others;
    int pair;
    unsigned fold;
} doc;

static doc *docs;
static size_t n_docs;
static uint32_t *features;
static word *words;
static stretch *stretches;
static size_t n_features, n_words, n_stretches, missed, golds;

static void *grow(void *array, size_t n, size_t size) {
    if (n & (n - 1)) return array;
    void *more = realloc(array, (n ? n * 2 : 1) * size);
    if (!more) fprintf(stderr, "out of memory\n"), exit(1);
    return more;
}

static json_t *next_line(FILE *f, char **line, size_t *cap) {
    ssize_t n = getline(line, cap, f);
    return n > 1 ? json_loads(*line, 0, NULL) : NULL;
}

static void load(const char *text, const char *gold, int pair) {
    FILE *t = fopen(text, "r"), *g = fopen(gold, "r");
    if (!t || !g) fprintf(stderr, "%s: cannot read\n", t ? gold : text), exit(1);
    char *line = NULL;
    size_t cap = 0, from = n_docs;
    json_t *j;
    while ((j = next_line(t, &line, &cap))) {
        docs = grow(docs, n_docs, sizeof *docs);
        docs[n_docs++] = (doc){strdup(json_string_value(json_object_get(j, "id"))), strdup(json_string_value(json_object_get(j, "text"))),
                               json_string_length(json_object_get(j, "text")), NULL, NULL, pair, 0};
        json_decref(j);
    }
    while ((j = next_line(g, &line, &cap)))
        for (size_t i = from; i < n_docs; i++)
            if (!strcmp(docs[i].id, json_string_value(json_object_get(j, "id")))) {
                docs[i].places = json_object_get(j, "places");
                docs[i].others = json_object_get(j, "others");
            }
    fclose(t);
    fclose(g);
    free(line);
}

/* Turns the report's active words into training rows. */
static void extract(const dl_model *m, doc *d, uint32_t number) {
    dl_report *r = dl_read(m, d->text, d->bytes, NULL, NULL);
    if (!r) return;
    place_word *w = place_words(r);
    uint8_t *gold = calloc(r->n_tokens + 1, 1);
    uint32_t out[PLACE_FEATURES_MAX];
    json_t *p;
    size_t k;
    json_array_foreach(d->places, k, p) {
        long a = json_integer_value(json_object_get(p, "start")), z = json_integer_value(json_object_get(p, "end"));
        bool found = false;
        golds++;
        for (size_t i = 0; i < r->n_tokens; i++)
            if (r->tokens[i].span.start < z && r->tokens[i].span.end > a && (!gold[i] || !found)) {
                gold[i] = found ? LABEL_IN : LABEL_BEGIN;
                found |= w[i].active;
            }
        missed += !found;
    }
    /* Where other names are annotated too, places inside them are not: only persons and words unknown to the gazetteer tell. */
    for (size_t i = 0; d->others && i < r->n_tokens; i++)
        if (!gold[i] && w[i].class != CLASS_NONE) gold[i] = OPEN;
    json_array_foreach(d->others, k, p) {
        long a = json_integer_value(json_object_get(p, "start")), z = json_integer_value(json_object_get(p, "end"));
        bool person = !strcmp(json_string_value(json_object_get(p, "t")), "person");
        for (size_t i = 0; i < r->n_tokens; i++)
            if (r->tokens[i].span.start < z && r->tokens[i].span.end > a && (!gold[i] || gold[i] == OPEN))
                gold[i] = person && w[i].class != CLASS_ADJECTIVE ? 0 : OPEN;
    }
    for (size_t k = 0; k < r->n_sentences; k++) {
        const dl_sentence *s = &r->sentences[k];
        for (uint32_t i = s->first, end = s->first + s->count; i < end;) {
            if (!w[i].active) {
                i++;
                continue;
            }
            uint32_t to = place_stretch(w, i, end);
            stretches = grow(stretches, n_stretches, sizeof *stretches);
            stretches[n_stretches++] = (stretch){(uint32_t)n_words, to - i, number, false};
            for (uint32_t j = i; j < to; j++) {
                uint32_t n = place_features(r, w, s, j, out);
                words = grow(words, n_words, sizeof *words);
                uint8_t y = gold[j];
                if (y == LABEL_IN && (j == i || !gold[j - 1] || gold[j - 1] == OPEN)) y = LABEL_BEGIN;
                stretches[n_stretches - 1].open |= y == OPEN;
                words[n_words++] = (word){(uint32_t)n_features, n, false, y, y};
                for (uint32_t q = 0; q < n; q++) {
                    features = grow(features, n_features, sizeof *features);
                    features[n_features++] = out[q];
                }
            }
            i = to;
        }
    }
    free(gold);
    dl_report_free(r);
}

/* ---- the perceptron ---------------------------------------------------------------------------------------------- */

enum { STEPS = PLACE_WEIGHTS * LABELS, ALL = STEPS + LABELS * LABELS };
static float weights[ALL], sums[ALL];
static int8_t final[ALL];

/* Features that name the word itself, by their place among place_features(). Training hides them now and then, so that names it
 * has not seen are judged by what surrounds them. */
static bool hidden(const word *w, uint32_t k) { return w->blind && k < 19 && (1u << k & (1u << 1 | 1u << 2 | 7u << 4 | 3u << 17)); }

/* Best row of labels; with `fixed` among those that agree with what is known. */
static void best_labels(const stretch *s, int *y, float cost, bool fixed) {
    static float scores[DL_MAX_SENTENCE * 2][LABELS];
    static int back[DL_MAX_SENTENCE * 2][LABELS];
    for (uint32_t i = 0; i < s->n; i++) {
        const word *w = &words[s->first + i];
        float own[LABELS] = {0};
        for (uint32_t k = 0; k < w->n; k++)
            for (int l = 0; l < LABELS && !hidden(w, k); l++) own[l] += weights[features[w->first + k] * LABELS + l];
        for (int l = 0; l < LABELS; l++) {
            float best = -1e30f;
            own[l] += l != w->gold ? cost : 0;
            if (fixed && w->known != OPEN && w->known != l) own[l] = -1e15f;
            for (int x = 0; x < LABELS; x++) {
                if (l == LABEL_IN && (x == LABEL_OUT || i == 0)) continue;
                float v = (i ? scores[i - 1][x] : x == LABEL_OUT ? 0 : -1e20f) + weights[STEPS + x * LABELS + l];
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

static void update(const stretch *s, const int *y, uint32_t step) {
    int before = LABEL_OUT, gold_before = LABEL_OUT;
    for (uint32_t i = 0; i < s->n; i++) {
        const word *w = &words[s->first + i];
        if (w->gold != y[i])
            for (uint32_t k = 0; k < w->n; k++) {
                if (hidden(w, k)) continue;
                uint32_t f = features[w->first + k] * LABELS;
                weights[f + w->gold] += 1, sums[f + w->gold] += (float)step;
                weights[f + (uint32_t)y[i]] -= 1, sums[f + (uint32_t)y[i]] -= (float)step;
            }
        if (w->gold != y[i] || before != gold_before) {
            int a = STEPS + gold_before * LABELS + w->gold, b = STEPS + before * LABELS + y[i];
            weights[a] += 1, sums[a] += (float)step;
            weights[b] -= 1, sums[b] -= (float)step;
        }
        before = y[i], gold_before = w->gold;
    }
}

/* One pass after another over some stretches. */
static unsigned blindness = 30; /* per cent */

static void pass(uint32_t *order, uint32_t n, int epochs, float cost, uint64_t *seed, uint32_t *step) {
    static int y[DL_MAX_SENTENCE * 2];
    for (int e = 0; e < epochs; e++) {
        for (uint32_t i = n; i-- > 1;) {
            *seed = *seed * 6364136223846793005ull + 1442695040888963407ull;
            uint32_t j = (uint32_t)((*seed >> 33) % (i + 1)), x = order[i];
            order[i] = order[j], order[j] = x;
        }
        for (uint32_t i = 0; i < n; i++, ++*step) {
            const stretch *s = &stretches[order[i]];
            bool wrong = false;
            for (uint32_t k = 0; k < s->n; k++) {
                *seed = *seed * 6364136223846793005ull + 1442695040888963407ull;
                words[s->first + k].blind = (*seed >> 33) % 100 < blindness;
            }
            best_labels(s, y, cost, false);
            for (uint32_t k = 0; k < s->n; k++) wrong |= y[k] != words[s->first + k].gold;
            if (wrong) update(s, y, *step);
        }
    }
}

/* Learns from all reports but those of `fold` (with `folds` 0 from all) into `weights`: first from what is fully annotated; then
 * what that makes of open words is taken for true. */
static void learn_once(unsigned fold, unsigned folds, float cost, uint64_t seed) {
    uint32_t *order = calloc(n_stretches, sizeof *order), n = 0, sure = 0, step = 1;
    static int y[DL_MAX_SENTENCE * 2];
    memset(weights, 0, sizeof weights);
    memset(sums, 0, sizeof sums);
    for (uint32_t i = 0; i < n_stretches; i++) {
        const doc *d = &docs[stretches[i].doc];
        if (stretches[i].n <= DL_MAX_SENTENCE && !(folds && d->pair == 0 && d->fold == fold) && !stretches[i].open) order[n++] = i;
    }
    sure = n;
    for (uint32_t i = 0; i < n_stretches; i++)
        if (stretches[i].n <= DL_MAX_SENTENCE && stretches[i].open) order[n++] = i;
    if (n > sure) {
        uint32_t *first = calloc(sure, sizeof *first);
        memcpy(first, order, sure * sizeof *first);
        pass(first, sure, 3, cost, &seed, &step);
        free(first);
        for (uint32_t i = sure; i < n; i++) {
            const stretch *s = &stretches[order[i]];
            for (uint32_t k = 0; k < s->n; k++) words[s->first + k].blind = false;
            best_labels(s, y, 0, true);
            for (uint32_t k = 0; k < s->n; k++) words[s->first + k].gold = (uint8_t)y[k];
        }
        memset(weights, 0, sizeof weights);
        memset(sums, 0, sizeof sums);
        step = 1;
    }
    pass(order, n, EPOCHS, cost, &seed, &step);
    for (int i = 0; i < ALL; i++) weights[i] -= sums[i] / (float)step;
    free(order);
}

/* The mean of several learners that see the reports in different orders, as small whole numbers in `final`. */
static void learn(unsigned fold, unsigned folds, float cost) {
    static float mean[ALL];
    memset(mean, 0, sizeof mean);
    for (uint64_t seed = 1; seed <= LEARNERS; seed++) {
        learn_once(fold, folds, cost, seed * 12345);
        for (int i = 0; i < ALL; i++) mean[i] += weights[i];
    }
    float most = 0;
    for (int i = 0; i < ALL; i++)
        if (fabsf(mean[i]) > most) most = fabsf(mean[i]);
    for (int i = 0; i < ALL; i++) final[i] = (int8_t)lrintf(mean[i] * (most > 0 ? 127.0f / most : 1));
}

static void predict(FILE *out, const dl_model *m, const doc *d) {
    dl_report *r = dl_read(m, d->text, d->bytes, NULL, NULL);
    json_t *list = json_array(), *line;
    for (size_t i = 0; r && i < r->n_places; i++) {
        const dl_place *p = &r->places[i];
        json_t *j = json_pack("{s:i,s:i,s:s,s:s,s:s,s:b}", "start", (int)p->span.start, "end", (int)p->span.end, "name", p->name, "kind",
                              dl_place_kind_name(p->kind), "use", dl_place_use_name(p->use), "approximate", p->approximate);
        if (!isnan(p->lat)) {
            json_object_set_new(j, "lat", json_real(p->lat));
            json_object_set_new(j, "lon", json_real(p->lon));
        }
        json_object_set_new(j, "geonames", json_integer(p->geonames));
        json_array_append_new(list, j);
    }
    line = json_pack("{s:s,s:o}", "id", d->id, "places", list);
    json_dumpf(line, out, JSON_COMPACT);
    fputc('\n', out);
    json_decref(line);
    dl_report_free(r);
}

int main(int argc, char **argv) {
    const char *dir = NULL, *out = NULL, *text[PAIRS] = {0}, *gold[PAIRS] = {0}, *guess = NULL;
    int n_text = 0, n_gold = 0;
    unsigned folds = 0;
    float cost = 0;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (!strcmp(argv[i], "--data")) dir = argv[i + 1];
        else if (!strcmp(argv[i], "--out")) out = argv[i + 1];
        else if (!strcmp(argv[i], "--text") && n_text < PAIRS) text[n_text++] = argv[i + 1];
        else if (!strcmp(argv[i], "--gold") && n_gold < PAIRS) gold[n_gold++] = argv[i + 1];
        else if (!strcmp(argv[i], "--folds")) folds = (unsigned)atoi(argv[i + 1]);
        else if (!strcmp(argv[i], "--cost")) cost = (float)atof(argv[i + 1]);
        else if (!strcmp(argv[i], "--blind")) blindness = (unsigned)atoi(argv[i + 1]);
        else if (!strcmp(argv[i], "--predict")) guess = argv[i + 1];
        else fprintf(stderr, "dateline-train-places: unknown option %s\n", argv[i]), exit(2);
    }
    dl_error err;
    dl_model *m = dl_model_open(dir, &err);
    if (!m) fprintf(stderr, "%s\n", err.message), exit(1);
    m->places->tagger = (place_tagger){0};
    for (int i = 0; i < n_text && i < n_gold; i++) load(text[i], gold[i], i);
    for (size_t i = 0; i < n_docs; i++) extract(m, &docs[i], (uint32_t)i);
    fprintf(stderr, "%zu reports, %zu places, %zu of them out of reach, %zu words, %zu features\n", n_docs, golds, missed, n_words, n_features);
    size_t of_first = 0; /* neighbours may tell one story: a fold is a row of reports */
    while (of_first < n_docs && docs[of_first].pair == 0) of_first++;
    for (size_t i = 0; i < of_first; i++) docs[i].fold = (unsigned)(i * folds / of_first);
    FILE *f = guess ? fopen(guess, "w") : NULL;
    for (unsigned k = 0; f && k < folds; k++) {
        learn(k, folds, cost);
        m->places->tagger = (place_tagger){final, final + STEPS};
        for (size_t i = 0; i < n_docs; i++)
            if (docs[i].pair == 0 && docs[i].fold == k) predict(f, m, &docs[i]);
    }
    if (f && fclose(f)) fprintf(stderr, "%s: cannot write\n", guess), exit(1);
    if (out) {
        learn(0, 0, cost);
        f = fopen(out, "wb");
        if (!f || fwrite(final, sizeof final, 1, f) != 1 || fclose(f)) fprintf(stderr, "%s: cannot write\n", out), exit(1);
    }
    return 0;
}
