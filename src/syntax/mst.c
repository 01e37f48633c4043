/* mst.c - greedy heads when they already form a tree, else Chu-Liu-Edmonds with one root. */
#include "syntax/mst.h"

#include <stdbool.h>
#include <string.h>

#define AT(d, h) score[(size_t)(d) * (size_t)(n + 1) + (size_t)(h)]
#define NEVER (-1e30f)
enum { ROOTS_TRIED = 4 };

/* Six rows of n + 1 ints, two more for each of at most n contractions, and a copy of the scores. */
size_t mst_room(int n) {
    size_t m = (size_t)n + 1;
    return sizeof(int) * (6 * m + 2 * m * m) + sizeof(float) * m * m;
}

static int best_head(const float *score, int n, const int *alive, int d) {
    int best = 0;
    for (int h = 1; h <= n; h++)
        if (h != d && (!alive || alive[h]) && AT(d, h) > AT(d, best)) best = h;
    return best;
}

/* A word on a cycle of the living words' heads, or 0. */
static int find_cycle(const int *head, const int *alive, int n, int *mark) {
    memset(mark, 0, sizeof(int) * (size_t)(n + 1));
    for (int s = 1; s <= n; s++) {
        if (!alive[s] || mark[s]) continue;
        int v = s;
        while (v && !mark[v]) mark[v] = s, v = head[v];
        if (v && mark[v] == s) return v;
    }
    return 0;
}

/* Maximum spanning arborescence from word 0. Each cycle is contracted into one of its words, `r`, and the others die, until
 * no cycle is left; the contractions are then undone in reverse, each breaking its cycle at the word it is entered by.
 * `room`: five rows of n + 1 ints, one left to the caller, two for each contraction. enter[v]: the word of the cycle that v would head; leave[v]: the word of the cycle that would head v, -1 for v not
 * alive outside the cycle. */
static void edmonds(float *score, int n, int *head, int *room) {
    size_t m = (size_t)n + 1;
    int *alive = room, *mark = alive + m, *member = mark + m, *rep = member + m, *kept = rep + m, *rows = kept + 2 * m;
    int level = 0, r;
    for (int d = 0; d <= n; d++) alive[d] = 1;
    for (int d = 1; d <= n; d++) head[d] = best_head(score, n, NULL, d);
    while ((r = find_cycle(head, alive, n, mark))) {
        int *enter = rows + 2 * m * (size_t)level, *leave = enter + m, c = r;
        memset(member, 0, sizeof(int) * m);
        do member[c] = 1, c = head[c];
        while (c != r);
        for (int v = 0; v <= n; v++) {
            leave[v] = -1;
            if (!alive[v] || member[v]) continue;
            float into = 2 * NEVER;
            enter[v] = leave[v] = r;
            do {
                float gain = AT(c, v) - AT(c, head[c]);
                if (gain > into) into = gain, enter[v] = c;
                if (v && AT(v, c) > AT(v, leave[v])) leave[v] = c;
                c = head[c];
            } while (c != r);
            AT(r, v) = into;
            if (v) {
                AT(v, r) = AT(v, leave[v]);
                if (member[head[v]]) head[v] = r;
            }
        }
        for (c = head[r]; c != r; c = head[c]) alive[c] = 0;
        rep[level] = r;
        kept[level++] = head[r];
        head[r] = best_head(score, n, alive, r);
    }
    while (level--) {
        int *enter = rows + 2 * m * (size_t)level, *leave = enter + m, v;
        r = rep[level];
        v = head[r];
        head[r] = kept[level];
        for (int u = 1; u <= n; u++)
            if (leave[u] >= 0 && head[u] == r) head[u] = leave[u];
        head[enter[v]] = v;
    }
}

void mst_tree(float *score, int n, int *head, void *room) {
    int roots = 0;
    for (int d = 1; d <= n; d++) roots += !(head[d] = best_head(score, n, NULL, d));
    int *ints = room;
    int *alive = ints;
    for (int d = 0; d <= n; d++) alive[d] = 1;
    if (roots == 1 && !find_cycle(head, alive, n, ints + n + 1)) return;

    /* The words that gain most from being the root, by their own best other head. */
    int tried[ROOTS_TRIED], k = 0;
    float gain[ROOTS_TRIED];
    for (int d = 1; d <= n; d++) {
        float other = 2 * NEVER;
        for (int h = 1; h <= n; h++)
            if (h != d && AT(d, h) > other) other = AT(d, h);
        float g = AT(d, 0) - other;
        int i = k < ROOTS_TRIED ? k++ : ROOTS_TRIED;
        for (; i > 0 && gain[i - 1] < g; i--)
            if (i < ROOTS_TRIED) tried[i] = tried[i - 1], gain[i] = gain[i - 1];
        if (i < ROOTS_TRIED) tried[i] = d, gain[i] = g;
    }
    size_t m = (size_t)n + 1;
    int *best = ints + 5 * m;
    float *copy = (float *)(void *)(ints + 6 * m + 2 * m * m);
    float best_sum = 0;
    memcpy(copy, score, sizeof(float) * m * m);
    for (int t = 0; t < k; t++) {
        if (t) memcpy(score, copy, sizeof(float) * m * m);
        for (int d = 1; d <= n; d++)
            if (d != tried[t]) AT(d, 0) = NEVER;
        edmonds(score, n, head, ints);
        float sum = 0;
        for (int d = 1; d <= n; d++) sum += copy[(size_t)d * m + (size_t)head[d]];
        if (!t || sum > best_sum) {
            best_sum = sum;
            memcpy(best, head, sizeof(int) * m);
        }
    }
    memcpy(head, best, sizeof(int) * m);
}
