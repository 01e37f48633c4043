/* corpus.c - reading CoNLL-U and turning words into feature rows and classes. */
#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/lemma.h"

static word_classes classes;

void corpus_classes(const char *path) {
    static dl_pack data;
    dl_error err;
    if (!pack_open(&data, path, PACK_DATA_VERSION, &err) || !word_classes_open(&classes, &data, &err))
        exit((fprintf(stderr, "%s\n", err.message), 1));
}

static void *grow(void *p, int n, int *cap, size_t size) {
    if (n < *cap) return p;
    *cap = *cap ? *cap * 2 : 1024;
    p = realloc(p, (size_t)*cap * size);
    if (!p) exit((fputs("out of memory\n", stderr), 1));
    return p;
}

static int find(const char *name, const char *(*names)(int), int n) {
    for (int i = 0; i < n; i++)
        if (!strcmp(name, names(i))) return i;
    return -1;
}

static uint64_t feats_of(const char *text) {
    static const struct { const char *pair; } ALL[] = {
#define X(f, v) {#f "=" #v},
        DL_FEAT_LIST(X)
#undef X
    };
    uint64_t bits = 0;
    for (const char *s = text; *s && *s != '_'; s += strcspn(s, "|"), s += *s == '|')
        for (size_t i = 0; i < sizeof ALL / sizeof *ALL; i++) {
            size_t n = strlen(ALL[i].pair);
            if (!strncmp(s, ALL[i].pair, n) && (!s[n] || s[n] == '|')) bits |= (uint64_t)1 << i;
        }
    return bits;
}

void corpus_read(corpus *c, const char *path) {
    char command[4096];
    size_t length = strlen(path);
    bool packed = length > 3 && !strcmp(path + length - 3, ".xz");
    snprintf(command, sizeof command, "xz -dc '%s'", path);
    FILE *f = packed ? popen(command, "r") : fopen(path, "r");
    if (!f) exit((fprintf(stderr, "%s: cannot open\n", path), 1));
    char *line = NULL;
    size_t room = 0;
    int n = 0, mwt_last = 0, mwt_first = 0, mwt_n = 0;
    bool mwt_space = true, newpar = true;
    for (ssize_t got; (got = getline(&line, &room, f)) >= 0;) {
        while (got && (line[got - 1] == '\n' || line[got - 1] == '\r')) line[--got] = 0;
        if (!*line) {
            if (n) {
                c->sentences = grow(c->sentences, c->n_sentences, &c->cap_sentences, sizeof(sentence));
                c->sentences[c->n_sentences++] = (sentence){c->n_words - n, n, newpar};
            }
            n = 0, mwt_last = 0, newpar = false;
            continue;
        }
        if (*line == '#') {
            if (!strncmp(line, "# newpar", 8) || !strncmp(line, "# newdoc", 8)) newpar = true;
            continue;
        }
        char *col[10] = {0}, *s = line;
        for (int k = 0; k < 10; k++) col[k] = s ? strsep(&s, "\t") : (char[]){""};
        if (strchr(col[0], '.')) continue;
        char *dash = strchr(col[0], '-');
        if (dash) {
            mwt_first = atoi(col[0]), mwt_last = atoi(dash + 1), mwt_n = mwt_last - mwt_first + 1;
            mwt_space = !strstr(col[9], "SpaceAfter=No");
            continue;
        }
        int id = atoi(col[0]);
        c->words = grow(c->words, c->n_words, &c->cap_words, sizeof(word));
        word *w = &c->words[c->n_words++];
        *w = (word){.form = strdup(col[1]), .lemma = strdup(col[2]), .head = atoi(col[6]), .mwt = 1, .feats_class = -1, .script = -1};
        w->upos = find(col[3], dl_upos_name, DL_UPOS_COUNT);
        w->xpos = find(col[4], dl_xpos_name, DL_XPOS_COUNT);
        w->rel = find(col[7], dl_deprel_name, DL_DEPREL_COUNT);
        w->feats = feats_of(col[5]);
        w->space_after = !strstr(col[9], "SpaceAfter=No");
        if (mwt_last && id <= mwt_last) {
            w->mwt = id == mwt_first ? (uint8_t)mwt_n : 0;
            w->space_after = id == mwt_last && mwt_space;
        }
        feature_word fw;
        feature_normalise(&fw, w->form, strlen(w->form));
        w->hash = fw.hash;
        n++;
    }
    free(line);
    if (packed) pclose(f);
    else fclose(f);
}

void corpus_free(corpus *c) {
    for (int i = 0; i < c->n_words; i++) free(c->words[i].form), free(c->words[i].lemma);
    free(c->words);
    free(c->sentences);
    *c = (corpus){0};
}

void corpus_write(const corpus *c, const char *path) {
    FILE *f = fopen(path, "w");
    if (!f) exit((fprintf(stderr, "%s: cannot write\n", path), 1));
    for (int s = 0; s < c->n_sentences; s++) {
        if (c->sentences[s].newpar) fprintf(f, "# newpar\n");
        for (int i = 0; i < c->sentences[s].n; i++) {
            const word *w = &c->words[c->sentences[s].first + i];
            char feats[1024];
            if (w->mwt > 1) {
                bool space = w[w->mwt - 1].space_after;
                fprintf(f, "%d-%d\t", i + 1, i + w->mwt);
                for (int k = 0; k < w->mwt; k++) fputs(w[k].form, f);
                fprintf(f, "\t_\t_\t_\t_\t_\t_\t_\t%s\n", space ? "_" : "SpaceAfter=No");
            }
            fprintf(f, "%d\t%s\t%s\t%s\t%s\t%s\t%d\t%s\t_\t%s\n", i + 1, w->form, w->lemma, dl_upos_name(w->upos),
                    dl_xpos_name(w->xpos), dl_feats_string(w->feats, feats, sizeof feats), w->head, dl_deprel_name(w->rel),
                    w->space_after || w->mwt != 1 ? "_" : "SpaceAfter=No");
        }
        fputc('\n', f);
    }
    if (fclose(f)) exit((fprintf(stderr, "%s: cannot write\n", path), 1));
}

/* ---- the lists ---- */

typedef struct counted { uint64_t key; int count, more; } counted;

static int by_key(const void *a, const void *b) {
    uint64_t x = ((const counted *)a)->key, y = ((const counted *)b)->key;
    return x < y ? -1 : x > y;
}
static int by_count(const void *a, const void *b) {
    const counted *x = a, *y = b;
    return x->count != y->count ? (y->count > x->count ? 1 : -1) : x->more != y->more ? (y->more > x->more ? 1 : -1) : by_key(a, b);
}

static int count_keys(counted *k, int n) {
    qsort(k, (size_t)n, sizeof *k, by_key);
    int out = 0;
    for (int i = 0; i < n; i++)
        if (out && k[out - 1].key == k[i].key) k[out - 1].count += k[i].count, k[out - 1].more += k[i].more;
        else k[out++] = k[i];
    qsort(k, (size_t)out, sizeof *k, by_count);
    return out;
}

static int by_text_count(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void lexicon_build(lexicon *x, const corpus *gold, const corpus *more, int min_gold, int min_more, int max_words) {
    int n = gold->n_words, m = more ? more->n_words : 0;
    counted *k = malloc(sizeof *k * (size_t)(n + m + 1));
    for (int i = 0; i < n; i++) k[i] = (counted){gold->words[i].hash, 1, 1};
    for (int i = 0; i < m; i++) k[n + i] = (counted){more->words[i].hash, 0, 1};
    int kinds = count_keys(k, n + m);
    x->hashes = malloc(sizeof *x->hashes * (size_t)(kinds + 1));
    x->counts = malloc(sizeof *x->counts * (size_t)(kinds + 1));
    x->hashes[0] = 0, x->counts[0] = 0, x->n_words = 1;
    for (int i = 0; i < kinds && x->n_words < max_words; i++)
        if (k[i].count >= min_gold || k[i].more >= min_more) {
            x->hashes[x->n_words] = k[i].key;
            x->counts[x->n_words++] = k[i].count > k[i].more ? k[i].count : k[i].more;
        }
    for (int i = 0; i < n; i++) k[i] = (counted){gold->words[i].feats, 1, 0};
    kinds = count_keys(k, n);
    x->feats = malloc(sizeof *x->feats * (size_t)kinds);
    x->n_feats = 0;
    for (int i = 0; i < kinds && k[i].count >= 3; i++) x->feats[x->n_feats++] = k[i].key;
    free(k);

    char (*all)[LEMMA_SCRIPT] = calloc((size_t)(unsigned)n + 1, sizeof *all);
    char **sorted = malloc(sizeof *sorted * ((size_t)(unsigned)n + 1));
    int scripts = 0;
    for (int i = 0; i < n; i++)
        if (strcmp(gold->words[i].lemma, "_") && lemma_script(gold->words[i].form, gold->words[i].lemma, all[scripts])) sorted[scripts] = all[scripts], scripts++;
    qsort(sorted, (size_t)scripts, sizeof *sorted, by_text_count);
    x->scripts = calloc((size_t)scripts, sizeof *x->scripts);
    x->n_scripts = 0;
    for (int i = 0, j; i < scripts; i = j) {
        for (j = i; j < scripts && !strcmp(sorted[i], sorted[j]); j++) {}
        if (j - i >= 2) memcpy(x->scripts[x->n_scripts++], sorted[i], LEMMA_SCRIPT);
    }
    free(sorted), free(all);
    lexicon_index(x);
}

void lexicon_index(lexicon *x) {
    for (x->table_size = 1024; x->table_size < 2 * x->n_words; x->table_size *= 2) {}
    x->table_hash = calloc((size_t)x->table_size, sizeof *x->table_hash);
    x->table_index = calloc((size_t)x->table_size, sizeof *x->table_index);
    for (int i = 1; i < x->n_words; i++) {
        uint64_t at = x->hashes[i];
        while (x->table_hash[at & (uint64_t)(x->table_size - 1)]) at++;
        x->table_hash[at & (uint64_t)(x->table_size - 1)] = x->hashes[i];
        x->table_index[at & (uint64_t)(x->table_size - 1)] = i;
    }
}

int lexicon_word(const lexicon *x, uint64_t hash) {
    for (uint64_t at = hash;; at++) {
        uint64_t k = at & (uint64_t)(x->table_size - 1);
        if (x->table_hash[k] == hash) return x->table_index[k];
        if (!x->table_hash[k]) return 0;
    }
}

void corpus_rows(const lexicon *x, const char *form, bool space_before, bool space_after, bool first, uint32_t *rows) {
    feature_word fw;
    feature_normalise(&fw, form, strlen(form));
    feature_rows(&fw, (uint32_t)lexicon_word(x, fw.hash), word_classes_find(&classes, fw.hash), space_before, space_after, first, rows);
}

static int by_script(const void *key, const void *item) { return strcmp(key, item); }

void corpus_prepare(corpus *c, const lexicon *x) {
    for (int s = 0; s < c->n_sentences; s++)
        for (int i = 0; i < c->sentences[s].n; i++) {
            word *w = &c->words[c->sentences[s].first + i];
            corpus_rows(x, w->form, i && w[-1].space_after, w->space_after, !i, w->rows);
            w->feats_class = -1;
            for (int k = 0; k < x->n_feats && w->feats_class < 0; k++)
                if (x->feats[k] == w->feats) w->feats_class = k;
            char script[LEMMA_SCRIPT];
            w->script = -1;
            if (lemma_script(w->form, w->lemma, script)) {
                char(*hit)[LEMMA_SCRIPT] = bsearch(script, x->scripts, (size_t)x->n_scripts, sizeof *x->scripts, by_script);
                if (hit) w->script = (int)(hit - x->scripts);
            }
        }
}
