/* relation_rules.c - reads lists and rules and takes some of the sentences that each rule stands for, by a seeded draw. */
#include "relation_rules.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { LISTS = 128, CHOICES = 128, SENTENCE = 4096, DEPTH = 8 };

typedef struct list {
    char name[32];
    char *choices[CHOICES];
    int n;
} list;

typedef struct rules {
    list lists[LISTS];
    int n;
    uint64_t state;
    int times;
    const char *wrong;
} rules;

static unsigned draw(rules *r, unsigned below) {
    r->state ^= r->state << 13, r->state ^= r->state >> 7, r->state ^= r->state << 17;
    return (unsigned)((r->state >> 33) % below);
}

static const list *find(const rules *r, const char *name, size_t n) {
    for (int i = 0; i < r->n; i++)
        if (strlen(r->lists[i].name) == n && !memcmp(r->lists[i].name, name, n)) return &r->lists[i];
    return NULL;
}

/* Appends what `s` up to `end` stands for. */
static void expand(rules *r, const char *s, const char *end, char *out, size_t *at, int depth) {
    while (s < end && !r->wrong) {
        if (*s == '{') {
            const char *close = memchr(s, '}', (size_t)(end - s));
            const list *l = close ? find(r, s + 1, (size_t)(close - s - 1)) : NULL;
            if (!l || depth == DEPTH) r->wrong = "a list that is not above, or lists in a ring";
            else {
                const char *c = l->choices[draw(r, (unsigned)l->n)];
                expand(r, c, c + strlen(c), out, at, depth + 1);
                s = close + 1;
            }
        } else if (*s == '(') {
            const char *bars[CHOICES + 1], *e = s;
            unsigned n = 0;
            bars[n++] = s;
            while (e < end && *e != ')') {
                if (*e == '|' && n < CHOICES) bars[n++] = e;
                e++;
            }
            bars[n] = e;
            unsigned k = draw(r, n);
            if (e == end) r->wrong = "a bracket that is not closed";
            else expand(r, bars[k] + 1, bars[k + 1], out, at, depth);
            s = e + 1;
        } else if (*at + 1 < SENTENCE) out[(*at)++] = *s++;
        else r->wrong = "a sentence that is too long";
    }
    out[*at] = 0;
}

static void add_list(rules *r, char *line, char *equals) {
    list *l = &r->lists[r->n];
    *equals = 0;
    equals += 2;
    if (r->n == LISTS || sscanf(line, "%31s", l->name) != 1) {
        r->wrong = "a list without a name, or too many lists";
        return;
    }
    for (char *c = equals + 1, *bar; c && l->n < CHOICES; c = bar) { /* " | " between; any further blank belongs to a choice */
        if ((bar = strstr(c, " | "))) *bar = 0, bar += 3;
        l->choices[l->n++] = strdup(c);
    }
    if (!l->n) r->wrong = "a list without choices";
    r->n++;
}

/* The first letter of a sentence is a capital; it may stand behind a mark. */
static void capital(char *s) {
    while (*s == '<') s += 3;
    if (*s >= 'a' && *s <= 'z') *s = (char)(*s - 32);
}

/* "6 AID text": takes so many sentences, each once. */
static bool take_rule(rules *r, const char *line, rules_take *take, void *context) {
    char root[32];
    int many = 4, skip = 0;
    if (isdigit((unsigned char)*line)) many = (int)strtol(line, (char **)&line, 10);
    many *= r->times;
    if (sscanf(line, " %31s %n", root, &skip) != 1 || !skip) {
        r->wrong = "neither a list (name = a | b) nor a rule (RELATION sentence)";
        return true;
    }
    char *out = malloc(SENTENCE);
    bool on = out != NULL;
    uint64_t seen[256];
    int n_seen = 0;
    for (int tries = 0; on && tries < 4 * many && n_seen < many && n_seen < 256 && !r->wrong; tries++) {
        size_t at = 0;
        expand(r, line + skip, line + strlen(line), out, &at, 0);
        uint64_t hash = 1469598103934665603u;
        for (size_t i = 0; i < at; i++) hash = (hash ^ (unsigned char)out[i]) * 1099511628211u;
        int k = 0;
        while (k < n_seen && seen[k] != hash) k++;
        if (k < n_seen || r->wrong) continue;
        seen[n_seen++] = hash;
        capital(out);
        on = take(context, root, out);
    }
    free(out);
    return on;
}

bool relation_rules(const char *path, unsigned seed, int times, bool early, rules_take *take, void *context, dl_error *err) {
    FILE *f = fopen(path, "r");
    if (!f) return dl_fail(err, "%.300s: cannot read: %s", path, strerror(errno));
    rules *r = calloc(1, sizeof *r);
    if (r) r->times = times, r->state = 0x9E3779B97F4A7C15u ^ seed * 0x2545F4914F6CDD1Du;
    char *line = NULL;
    size_t room = 0, number = 0;
    bool on = r != NULL;
    while (on && !r->wrong && getline(&line, &room, f) > 0) {
        number++;
        line[strcspn(line, "\n")] = 0;
        if (early && !strncmp(line, "# ---- later", 12)) break;
        if (!*line || *line == '#') continue;
        char *equals = strstr(line, " = ");
        if (equals && islower((unsigned char)*line)) add_list(r, line, equals);
        else on = take_rule(r, line, take, context);
    }
    if (r && r->wrong) on = dl_fail(err, "%.300s:%zu: %s", path, number, r->wrong);
    for (int i = 0; r && i < r->n; i++)
        for (int k = 0; k < r->lists[i].n; k++) free(r->lists[i].choices[k]);
    free(r);
    free(line);
    fclose(f);
    return on;
}
