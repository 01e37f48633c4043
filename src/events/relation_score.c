/* relation_score.c - the learned score of each relation for a pair: features that are known, weighed by their rarity, summed;
 * and in words, those that spoke most for the best. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "events/relation.h"
#include "model.h"
#include "report.h"

enum { REASONS = 3 };

bool relation_section_open(struct relation_model *m, const void *section, size_t size) {
    const relation_head *h = section;
    m->head = NULL;
    if (!h || size < sizeof *h || h->relations != RELATIONS) return false;
    if (size - sizeof *h != (size_t)h->features * (sizeof(uint32_t) + sizeof(relation_row))) return false;
    m->head = h;
    m->hashes = (const uint32_t *)(h + 1);
    m->rows = (const relation_row *)(m->hashes + h->features);
    return true;
}

bool relation_model_open(dl_model *m, dl_error *err) {
    struct relation_model *x = m->relations = calloc(1, sizeof *x);
    if (!x) return dl_fail(err, "out of memory");
    if (!meanings_open(&x->meanings, &m->data)) return dl_fail(err, "dateline.data: no sets of meanings; build it again with dateline compile");
    size_t size;
    const void *section = pack_section(&m->grammar, "relations", &size);
    relation_section_open(x, section, size); /* a model without it, or of other features, scores nothing */
    return true;
}

void relation_model_close(dl_model *m) {
    free(m->relations);
    m->relations = NULL;
}

static const relation_row *find_row(const struct relation_model *m, uint32_t hash) {
    uint32_t low = 0, high = m->head->features;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (m->hashes[mid] < hash) low = mid + 1;
        else high = mid;
    }
    return low < m->head->features && m->hashes[low] == hash ? &m->rows[low] : NULL;
}

static float unit(uint8_t shift) { return exp2f(-(float)shift / 4); }

/* How a feature is told to a person: the longest beginning that fits, and what comes before and after the rest of its name. */
static const struct {
    const char *begin, *before, *after;
} TOLD[] = {
    {"Sgov=[", "the source's predicate means ", ""}, {"Sgov=", "the source's predicate is \"", "\""},
    {"Tgov=[", "the target's predicate means ", ""}, {"Tgov=", "the target's predicate is \"", "\""},
    {"w:", "the word \"", "\""}, {"zm:[", "between the two, a word that means ", ""}, {"zm:", "between the two, \"", "\""},
    {"za:[", "after the two, a word that means ", ""}, {"za:", "after the two, \"", "\""},
    {"zb:[", "before the two, a word that means ", ""}, {"zb:", "before the two, \"", "\""},
    {"m:", "a word that means ", ""}, {"b:", "the words \"", "\""}, {"k:", "words that mean ", ""},
    {"E:", "the lexicon codes ", ""}, {"S:[", "the source means ", ""}, {"S:", "the source has \"", "\""},
    {"T:[", "the target means ", ""}, {"T:", "the target has \"", "\""}, {"T^[", "the target's head means ", ""}, {"S^[", "the source's head means ", ""},
    {"Sgov>", "under the source's predicate, ", ""}, {"Tgov>", "under the target's predicate, ", ""},
    {"path:", "the way from source to target ", ""}, {"[", "meanings ", ""},
};

/* Appends one feature. In bodies, "[" before a meaning goes, and "S" and "T" are left as they are. */
static size_t tell(char *out, size_t size, const char *name) {
    const char *before = "", *after = "";
    for (size_t i = 0; i < sizeof TOLD / sizeof *TOLD; i++)
        if (!strncmp(name, TOLD[i].begin, strlen(TOLD[i].begin))) {
            before = TOLD[i].before, after = TOLD[i].after;
            name += strlen(TOLD[i].begin);
            break;
        }
    bool coded = !strcmp(before, "the lexicon codes "), both = coded && strstr(name, ":st");
    if (coded) after = both ? " of the two" : "";
    int n = snprintf(out, size, "%s%.*s%s", before, coded ? (int)strcspn(name, ":") : 200, name, after);
    size_t length = n < 0 ? 0 : (size_t)n < size ? (size_t)n : size - 1, to = 0;
    for (size_t i = 0; i < length; i++)
        if (out[i] != '[') out[to++] = out[i];
    out[to] = 0;
    return to;
}

/* Whether two features tell of the same words: what is behind the last mark of their names is the same. */
static bool alike(const char *a, const char *b) {
    if (!strncmp(a, "E:", 2) && !strncmp(b, "E:", 2)) return true;
    const char *x = a + strlen(a), *y = b + strlen(b);
    while (x > a && !strchr(":=[> ", x[-1])) x--;
    while (y > b && !strchr(":=[> ", y[-1])) y--;
    return !strcmp(x, y);
}

/* The features that speak most for the best relation, in words, each telling something else. */
static const char *reasons(dl_arena *arena, const relation_features *f, const relation_row **rows, int best) {
    char line[REASONS * 320] = "";
    const char *told[REASONS];
    size_t at = 0;
    for (int n = 0; n < REASONS; n++) {
        uint32_t top = DL_NONE;
        float most = 0;
        for (uint32_t i = 0; i < f->n; i++) {
            float w = rows[i] ? (float)rows[i]->weight[best] * unit(rows[i]->shift) * (float)rows[i]->rarity : 0;
            if (w <= most) continue;
            bool new = true;
            for (int k = 0; k < n && new; k++) new = !alike(told[k], f->names + f->name[i]);
            if (new) most = w, top = i;
        }
        if (top == DL_NONE) break;
        told[n] = f->names + f->name[top];
        if (n) at += (size_t)snprintf(line + at, sizeof line - at, "; ");
        at += tell(line + at, sizeof line - at, told[n]);
    }
    return arena_copy(arena, line, at);
}

static bool score(const struct relation_model *m, const relation_pair *p, relation_features *f, const relation_row **rows, relation_guess *g) {
    float sum[RELATIONS] = {0}, norm = 0, most = -1e9f, all = 0;
    relation_features_of(&m->meanings, p, f);
    for (uint32_t i = 0; i < f->n; i++) {
        if (!(rows[i] = find_row(m, f->hash[i]))) continue;
        float value = (float)rows[i]->rarity / 16, weight = value * unit(rows[i]->shift);
        norm += value * value;
        for (int k = 0; k < RELATIONS; k++) sum[k] += weight * (float)rows[i]->weight[k];
    }
    norm = norm > 0 ? 1 / sqrtf(norm) : 0;
    g->best = 0;
    for (int k = 0; k < RELATIONS; k++) {
        sum[k] = (sum[k] * norm + m->head->bias[k]) * m->head->sharpness;
        if (sum[k] > most) most = sum[k], g->best = k;
    }
    for (int k = 0; k < RELATIONS; k++) all += g->p[k] = expf(sum[k] - most);
    for (int k = 0; k < RELATIONS; k++) g->p[k] /= all;
    g->why = reasons(&p->r->arena, f, rows, g->best);
    return g->why != NULL;
}

bool relation_ready(const struct relation_model *m) { return m && m->head; }

bool relation_score(const struct relation_model *m, const relation_pair *p, relation_guess *g) {
    if (!relation_ready(m)) return false;
    relation_features *f = malloc(sizeof *f);
    const relation_row **rows = malloc(RELATION_FEATURES * sizeof *rows);
    bool ok = f && rows && score(m, p, f, rows, g);
    free(f);
    free(rows);
    return ok;
}

bool events_score(dl_report *r, uint32_t predicate, uint32_t source, uint32_t target, relation_guess *g) {
    relation_pair p;
    return relation_heads(&p, r, predicate, source, target) && relation_score(r->model->relations, &p, g);
}
