/* coref_gold.c - reads "Entity=(12-person-new-...-1-coref(13-place...)12)" brackets. */
#include "coref_gold.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

enum { OPEN_MAX = 256 };

/* "12-person-giv:act-nnnnn-cf1-2,3-coref": the number of the entity, and of the first head word in the span. */
static gold_mention parse(const char *s, size_t n) {
    gold_mention m = {.entity = (uint32_t)strtoul(s, NULL, 10), .head = 1};
    int field = 0;
    for (size_t i = 0; i < n; i++)
        if (s[i] == '-' && ++field == 5) m.head = (uint32_t)strtoul(s + i + 1, NULL, 10);
        else if (field == 1 && s[i] != '-' && strlen(m.type) + 1 < sizeof m.type) m.type[strlen(m.type)] = s[i];
        else if (field == 6 && s[i] != '-' && strlen(m.link) + 1 < sizeof m.link) m.link[strlen(m.link)] = s[i];
    return m;
}

static bool add(gold_mentions *g, gold_mention m) {
    if (g->n == g->cap) {
        size_t cap = g->cap ? g->cap * 2 : 1024;
        gold_mention *p = realloc(g->at, cap * sizeof *p);
        if (!p) return false;
        g->at = p;
        g->cap = cap;
    }
    g->at[g->n++] = m;
    return true;
}

bool coref_gold(gold_mentions *g, const bank *b, dl_error *err) {
    *g = (gold_mentions){0};
    size_t open[OPEN_MAX], n_open = 0;
    for (size_t k = 0; k < b->n_sentences; k++) {
        const bank_sentence *s = &b->sentences[k];
        for (uint32_t w = s->first_word; w < s->first_word + s->words; w++) {
            const char *p = strstr(b->words[w].misc, "Entity=");
            if (!p || (p != b->words[w].misc && p[-1] != '|')) continue;
            p += 7;
            while (*p && *p != '|') {
                if (*p == '(') {
                    size_t n = strcspn(++p, "()|");
                    gold_mention m = parse(p, n);
                    m.document = s->document;
                    m.first = w;
                    m.last = w;
                    m.head = w + (m.head ? m.head - 1 : 0);
                    if (!add(g, m)) return dl_fail(err, "out of memory");
                    p += n;
                    if (*p == ')') p++;
                    else if (n_open < OPEN_MAX) open[n_open++] = g->n - 1;
                } else { /* "12)" */
                    uint32_t entity = (uint32_t)strtoul(p, NULL, 10);
                    size_t i = n_open;
                    while (i && g->at[open[i - 1]].entity != entity) i--;
                    if (!i) return dl_fail(err, "document %s: entity %u closes but was not opened", b->documents[s->document], entity);
                    g->at[open[i - 1]].last = w;
                    memmove(open + i - 1, open + i, (n_open - i) * sizeof *open);
                    n_open--;
                    p += strcspn(p, ")|");
                    if (*p == ')') p++;
                }
            }
        }
    }
    for (size_t i = 0; i < g->n; i++)
        if (g->at[i].head > g->at[i].last) g->at[i].head = g->at[i].last;
    return true;
}
