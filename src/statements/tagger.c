/* tagger.c - runs the learned finder: sums for cues, then for each cue the best row of roles over the words around it. */
#include "statements/tagger.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CUES_A_SENTENCE = 24 }; /* the strongest; keeps the cost of a strange text linear */

int32_t cue_weight(const int8_t *weights, const uint32_t *features, uint32_t n) {
    int32_t s = 0;
    for (uint32_t k = 0; k < n; k++) {
        int32_t there;
        const int8_t *w = said_find(weights + CUES_AT, CUE_WIDTH, features[k], &there);
        s += *w & there;
    }
    return s;
}

/* Marks the words of one sentence that are taken for cues. */
static void find_cues(const dl_report *r, const struct statements_model *m, const said_word *w, const dl_sentence *s, int32_t *sums, uint8_t *cues) {
    uint32_t f[SAID_FEATURES], best[CUES_A_SENTENCE], n = 0;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        if (!cue_possible(r, w, i)) continue;
        if (cue_weight(m->weights, f, cue_outline(r, w, i, f)) < m->outline) continue;
        sums[i] = cue_weight(m->weights, f, cue_features(r, w, i, f));
        if (sums[i] < m->threshold) continue;
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
    int32_t a = 0, b = 0, c = 0;
    for (uint32_t k = 0; k < n; k++) __builtin_prefetch(roles + (size_t)said_bucket(features[k]) * SAID_BUCKET * (1 + ROLE_WIDTH)); /* rarely in the cache */
    for (uint32_t k = 0; k < n; k++) {
        int32_t there;
        const int8_t *w = said_find(roles, ROLE_WIDTH, features[k], &there);
        a += w[0] & there, b += w[1] & there, c += w[2] & there;
    }
    to[ROLE_SOURCE] += a, to[ROLE_CUE] += b, to[ROLE_CONTENT] += c;
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

/* A source is one run of words: of several the one stays that weighs most. */
static void keep_one_source(const role_view *v, const row *a, uint8_t *roles) {
    uint32_t best = 0, best_end = 0;
    int32_t most = INT32_MIN;
    for (uint32_t k = 0, end; k < v->count; k = end + 1) {
        int32_t weight = 0;
        for (end = k; end < v->count && roles[end] == ROLE_SOURCE; end++) weight += a->unary[end][ROLE_SOURCE] - a->unary[end][ROLE_NONE];
        if (end > k && weight > most) most = weight, best = k, best_end = end;
    }
    for (uint32_t k = 0; k < v->count; k++)
        if (roles[k] == ROLE_SOURCE && (k < best || k >= best_end)) roles[k] = ROLE_NONE;
}

/* One or two words that are nothing between words that are said, in one sentence: they are said too. */
static void fill_gaps(const role_view *v, uint8_t *roles) {
    enum { GAP = 2 };
    uint32_t last = UINT32_MAX;
    for (uint32_t k = 0; k < v->count; k++) {
        if (roles[k] == ROLE_CONTENT) {
            if (last != UINT32_MAX && k - last <= GAP + 1 && v->w[v->first + k].sentence == v->w[v->first + last].sentence)
                for (uint32_t i = last + 1; i < k; i++) roles[i] = ROLE_CONTENT;
            last = k;
        } else if (roles[k] != ROLE_NONE) last = UINT32_MAX;
    }
}

static float chance(const struct statements_model *m, int32_t sum) { return 1 / (1 + expf(-(float)sum * m->cue_scale)); }

typedef struct desk {
    const struct statements_model *m;
    const said_word *w;
    const int32_t *sums;     /* per token: of a cue */
    const uint8_t *cues;     /* per token: taken for a cue */
    row a;
    role_view v;
} desk;

/* Finds what belongs to the cue at `head`. */
static bool read_frame(dl_report *r, desk *d, frames *all, uint32_t head) {
    role_view_of(&d->v, r, d->w, d->cues, head);
    frame *f = frame_add(r, all, head, d->v.first, d->v.count);
    if (!f) return false;
    weigh(&d->v, d->m->weights, &d->a);
    decode(&d->v, &d->a, f->roles);
    keep_one_source(&d->v, &d->a, f->roles);
    fill_gaps(&d->v, f->roles);
    f->confidence = chance(d->m, d->sums[head]);
    return true;
}

bool statements_frames(dl_report *r, const struct statements_model *m, const said_word *w, const int32_t *sums, const uint8_t *cues,
                       const uint8_t *asked, frames *all) {
    desk *d = malloc(sizeof *d);
    if (!d) return false;
    d->m = m, d->w = w, d->sums = sums, d->cues = cues;
    bool ok = true;
    for (uint32_t i = 0; ok && i < r->n_tokens; i++)
        if (asked[i]) ok = read_frame(r, d, all, i);
    free(d);
    return ok;
}

bool statements_by_tagger(dl_report *r, const struct statements_model *m, frames *all) {
    said_word *w = said_words(r);
    int32_t *sums = ARENA_NEW(&r->arena, int32_t, r->n_tokens + 1);
    uint8_t *cues = ARENA_NEW(&r->arena, uint8_t, r->n_tokens + 1);
    if (!w || !sums || !cues) return false;
    for (size_t k = 0; k < r->n_sentences; k++) find_cues(r, m, w, &r->sentences[k], sums, cues);
    return statements_frames(r, m, w, sums, cues, cues, all) && statements_part(r, all) && statements_beside(r, all) &&
           statements_mend(r, w, all) && statements_claims(r, m, w, sums, cues, all) && statements_unclaimed(r, w, all);
}
