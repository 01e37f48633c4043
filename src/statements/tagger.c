/* tagger.c - runs the learned finder: sums for cues, then for each cue the best row of roles over the words around it. */
#include "statements/tagger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CUES_A_SENTENCE = 24 }; /* the strongest; keeps the cost of a strange text linear */

static int32_t sum(const int8_t *cues, const uint32_t *features, uint32_t n) {
    int32_t s = 0;
    for (uint32_t k = 0; k < n; k++) {
        const int8_t *w = said_find(cues, CUE_WIDTH, features[k]);
        if (w) s += *w;
    }
    return s;
}

/* Marks the words of one sentence that are taken for cues. */
static void find_cues(const dl_report *r, const struct statements_model *m, const said_word *w, const dl_sentence *s, int32_t *sums, uint8_t *cues) {
    uint32_t f[SAID_FEATURES], best[CUES_A_SENTENCE], n = 0;
    int32_t least = (int32_t)m->threshold;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        if (!cue_possible(r, w, i)) continue;
        sums[i] = sum(m->weights + CUES_AT, f, cue_features(r, w, i, f));
        if (sums[i] < least) continue;
        if (n < CUES_A_SENTENCE) best[n++] = i;
        else {
            uint32_t worst = 0;
            for (uint32_t k = 1; k < n; k++)
                if (sums[best[k]] < sums[best[worst]]) worst = k;
            if (sums[i] > sums[best[worst]]) best[worst] = i;
        }
    }
    for (uint32_t k = 0; k < n; k++) cues[best[k]] = 1;
}

typedef struct row {
    int32_t unary[ROLE_WINDOW][ROLES], step[ROLE_WINDOW][ROLES * ROLES];
    uint8_t back[ROLE_WINDOW][ROLES];
} row;

static void add_roles(int32_t *to, const int8_t *roles, const uint32_t *features, uint32_t n) {
    for (uint32_t k = 0; k < n; k++) {
        const int8_t *w = said_find(roles, ROLE_WIDTH, features[k]);
        if (w) to[ROLE_SOURCE] += w[0], to[ROLE_CUE] += w[1], to[ROLE_CONTENT] += w[2];
    }
}

static void add_steps(int32_t *to, const int8_t *steps, const uint32_t *features, uint32_t n) {
    for (uint32_t k = 0; k < n; k++)
        for (uint32_t y = 0; y < ROLES * ROLES; y++) to[y] += steps[features[k] * ROLES * ROLES + y];
}

static void weigh(const role_view *v, const int8_t *weights, row *a) {
    uint32_t f[SAID_FEATURES], sentence = UINT32_MAX;
    int32_t whole[ROLES];
    for (uint32_t k = 0; k < v->count; k++) {
        uint32_t at = v->first + k;
        if (v->w[at].sentence != sentence) {
            sentence = v->w[at].sentence;
            memset(whole, 0, sizeof whole);
            add_roles(whole, weights + ROLES_AT, f, role_sentence(v, sentence, f));
        }
        memcpy(a->unary[k], whole, sizeof whole);
        add_roles(a->unary[k], weights + ROLES_AT, f, role_word(v, at, f));
        if (at == v->head)
            for (int y = 0; y < ROLES; y++) a->unary[k][y] = y == ROLE_CUE ? 0 : -100000000;
        memset(a->step[k], 0, sizeof a->step[k]);
        if (k) add_steps(a->step[k], weights + STEPS_AT, f, role_step(v, at, f));
    }
}

static void decode(const role_view *v, row *a, uint8_t *roles) {
    int32_t score[ROLES];
    for (int y = 0; y < ROLES; y++) score[y] = a->unary[0][y];
    for (uint32_t k = 1; k < v->count; k++) {
        int32_t next[ROLES];
        for (int y = 0; y < ROLES; y++) {
            int best = 0;
            for (int x = 1; x < ROLES; x++)
                if (score[x] + a->step[k][x * ROLES + y] > score[best] + a->step[k][best * ROLES + y]) best = x;
            a->back[k][y] = (uint8_t)best;
            next[y] = score[best] + a->step[k][best * ROLES + y] + a->unary[k][y];
        }
        memcpy(score, next, sizeof score);
    }
    int y = 0;
    for (int x = 1; x < ROLES; x++)
        if (score[x] > score[y]) y = x;
    for (uint32_t k = v->count; k-- > 0;) {
        roles[k] = (uint8_t)y;
        if (k) y = a->back[k][y];
    }
}

static float chance(const struct statements_model *m, int32_t sum) { return 1 / (1 + expf(-(float)sum * m->cue_scale)); }

bool statements_by_tagger(dl_report *r, const struct statements_model *m, frames *all) {
    said_word *w = said_words(r);
    int32_t *sums = ARENA_NEW(&r->arena, int32_t, r->n_tokens + 1);
    uint8_t *cues = ARENA_NEW(&r->arena, uint8_t, r->n_tokens + 1);
    row *a = malloc(sizeof *a);
    role_view *v = malloc(sizeof *v);
    bool ok = w && sums && cues && a && v;
    for (size_t k = 0; ok && k < r->n_sentences; k++) find_cues(r, m, w, &r->sentences[k], sums, cues);
    for (uint32_t i = 0; ok && i < r->n_tokens; i++) {
        if (!cues[i]) continue;
        role_view_of(v, r, w, cues, i);
        frame *f = frame_add(r, all, i, v->first, v->count);
        if (!f) ok = false;
        else {
            weigh(v, m->weights, a);
            decode(v, a, f->roles);
            f->confidence = chance(m, sums[i]);
        }
    }
    free(a);
    free(v);
    return ok;
}
