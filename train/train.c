/* train.c - learns the grammar model.
 *
 *   dateline-train learn OUT.ckpt --gold FILE… [--silver FILE…] [--dev FILE…] [--size e,h,l,arc,rel,tag] [--epochs N] [--seed N]
 *                            [--rate R] [--drop SHARE] [--forget K] [--from MODEL.ckpt]
 *   dateline-train test MODEL.ckpt… --dev FILE…          accuracy on gold tokens; several models vote
 *   dateline-train annotate OUT.conllu MODEL.ckpt… --text FILE…   the models' common reading of unlabelled CoNLL-U
 *
 * Each takes --words dateline.data, which holds the classes that words may have.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "net.h"
#include "syntax/lemma.h"
#include "syntax/mst.h"

enum { MAX_MODELS = 8, BATCH_WORDS = 1000, READ_WORDS = 4000, LONGEST = 200 };

static uint64_t random_state;
static uint32_t random_below(uint32_t n) {
    uint64_t z = (random_state += 0x9E3779B97F4A7C15u);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ z >> 31) >> 32) % n;
}

/* ---- batches ---- */

typedef struct room {
    int *first; const word **words; uint32_t (*rows)[FEAT_TABLES];
} room;

static void fill(batch *b, room *r, const corpus *c, const int *order, int from, int limit, int n_order, int *to) {
    *b = (batch){.first = r->first, .words = r->words, .rows = (const uint32_t(*)[FEAT_TABLES])r->rows};
    int k = from;
    for (; k < n_order; k++) {
        const sentence *s = &c->sentences[order[k]];
        if (b->n && b->n + s->n > limit) break;
        r->first[b->n_sentences++] = b->n;
        for (int i = 0; i < s->n; i++) {
            r->words[b->n] = &c->words[s->first + i];
            memcpy(r->rows[b->n++], c->words[s->first + i].rows, sizeof *r->rows);
        }
    }
    r->first[b->n_sentences] = b->n;
    *to = k;
}

static room room_new(const corpus *c, int limit) {
    int longest = 0;
    for (int i = 0; i < c->n_sentences; i++) longest = c->sentences[i].n > longest ? c->sentences[i].n : longest;
    size_t n = (size_t)limit + (size_t)longest + 1;
    return (room){malloc(sizeof(int) * (n + 1)), malloc(sizeof(word *) * n), malloc(sizeof(uint32_t) * FEAT_TABLES * n)};
}

/* Reads some sentences as reports also come: in capitals, headline case, or lower case. Only the rows change. */
static void vary_case(const lexicon *x, batch *b, room *r) {
    for (int s = 0; s < b->n_sentences; s++) {
        uint32_t how = random_below(100);
        if (how >= 7) continue; /* 0-2 headline case, 3-4 capitals, 5-6 lower case */
        for (int i = b->first[s]; i < b->first[s + 1]; i++) {
            char form[256];
            size_t n = strlen(b->words[i]->form);
            if (n >= sizeof form) continue;
            memcpy(form, b->words[i]->form, n + 1);
            for (size_t k = 0; k < n; k++) {
                bool up = how >= 3 && how < 5 ? true : how < 3 && !k && (n > 3 || i == b->first[s]);
                bool low = how >= 5;
                if (up && form[k] >= 'a' && form[k] <= 'z') form[k] = (char)(form[k] - 32);
                if (low && form[k] >= 'A' && form[k] <= 'Z') form[k] = (char)(form[k] + 32);
            }
            const word *w = b->words[i];
            corpus_rows(x, form, i > b->first[s] && b->words[i - 1]->space_after, w->space_after, i == b->first[s], r->rows[i]);
        }
    }
}

/* Takes a word seen n times for an unknown one in k / (k + n) of its uses, so that the rest of it is learned from too; and now
 * and then one for a word of no dictionary, as new words are. */
static void forget_words(const lexicon *x, batch *b, room *r, float k) {
    for (int i = 0; i < b->n; i++) {
        uint32_t w = r->rows[i][FEAT_WORD];
        if (w && (float)random_below(1 << 20) < (float)(1 << 20) * k / (k + (float)x->counts[w])) r->rows[i][FEAT_WORD] = 0;
        if (random_below(100) < 4) r->rows[i][FEAT_CLASS] = 0;
    }
}

/* ---- reading with one or several models ---- */

typedef struct score { int words, upos, xpos, feats, lemma, uas, las; } score;

static const char *universal(int rel, char *out) {
    snprintf(out, 32, "%s", dl_deprel_name(rel));
    out[strcspn(out, ":")] = 0;
    return out;
}

/* The models' mean reading of a batch is written into guess[], which parallels the batch's words. */
static void read_batch(net *models, int n_models, const corpus *c, const int *order, int from, int *to, int n_order, room *r, word *guess) {
    batch b = {0};
    fill(&b, r, c, order, from, READ_WORDS, n_order, to);
    size_t total = 0;
    for (int s = 0; s < b.n_sentences; s++) total += (size_t)(b.first[s + 1] - b.first[s] + 1) * (size_t)(b.first[s + 1] - b.first[s] + 1);
    int T = models[0].first_tag[OUT_TAGS];
    float *arcs = calloc(total, sizeof *arcs), *tags = calloc((size_t)b.n * (size_t)T, sizeof *tags);
    int *head = calloc((size_t)b.n + 1, sizeof *head);
    float *rels = calloc((size_t)b.n * DL_DEPREL_COUNT, sizeof *rels);
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < n_models; k++) {
            outputs out;
            for (int i = 0; i < b.n; i++) r->rows[i][FEAT_WORD] = (uint32_t)lexicon_word(&models[k].lex, b.words[i]->hash);
            if (pass && n_models == 1) goto have; /* the first pass's outputs still stand */
            net_read(&models[k], &b, &out);
            if (!pass) {
                size_t at = 0;
                for (int s = 0; s < b.n_sentences; s++) {
                    int n = b.first[s + 1] - b.first[s];
                    for (int d = 1; d <= n; d++) {
                        const float *row = out.arcs + out.arc_at[s] + (size_t)d * (size_t)(n + 1);
                        float top = -1e30f, sum = 0;
                        for (int h = 0; h <= n; h++)
                            if (h != d && row[h] > top) top = row[h];
                        for (int h = 0; h <= n; h++)
                            if (h != d) sum += expf(row[h] - top);
                        for (int h = 0; h <= n; h++)
                            arcs[at + (size_t)d * (size_t)(n + 1) + (size_t)h] += h == d ? 0 : expf(row[h] - top) / sum;
                    }
                    at += (size_t)(n + 1) * (size_t)(n + 1);
                }
                for (size_t i = 0; i < (size_t)b.n * (size_t)T; i++) tags[i] += expf(out.tags[i]);
            }
            if (n_models == 1) {
                static outputs kept;
                kept = out;
            have:
                if (!pass) continue;
                out = kept;
            }
            if (pass)
                for (int s = 0; s < b.n_sentences; s++)
                    for (int i = b.first[s]; i < b.first[s + 1]; i++) {
                        float logits[DL_DEPREL_COUNT];
                        net_relation(&models[k], &out, &b, i, head[i] ? b.first[s] + head[i] - 1 : -1, logits);
                        for (int j = 0; j < DL_DEPREL_COUNT; j++) rels[(size_t)i * DL_DEPREL_COUNT + (size_t)j] += expf(logits[j]);
                    }
        }
        if (pass) break;
        size_t at = 0;
        for (int s = 0; s < b.n_sentences; s++) {
            int n = b.first[s + 1] - b.first[s];
            int *h = malloc(sizeof *h * (size_t)(n + 1));
            void *space = malloc(mst_room(n));
            for (size_t i = 0; i < (size_t)(n + 1) * (size_t)(n + 1); i++) arcs[at + i] = logf(arcs[at + i] + 1e-9f);
            mst_tree(arcs + at, n, h, space);
            memcpy(head + b.first[s], h + 1, sizeof *h * (size_t)n);
            free(h), free(space);
            at += (size_t)(n + 1) * (size_t)(n + 1);
        }
    }
    const net *m = &models[0];
    for (int i = 0; i < b.n; i++) {
        word *g = &guess[i];
        int best[OUT_TAGS];
        for (int k = 0; k < OUT_TAGS; k++) {
            const float *t = tags + (size_t)i * (size_t)T + m->first_tag[k];
            best[k] = 0;
            for (int j = 1; j < m->first_tag[k + 1] - m->first_tag[k]; j++)
                if (t[j] > t[best[k]]) best[k] = j;
        }
        *g = *b.words[i];
        g->head = head[i];
        g->upos = best[OUT_UPOS], g->xpos = best[OUT_XPOS], g->feats = m->lex.feats[best[OUT_FEATS]];
        const float *q = tags + (size_t)i * (size_t)T + m->first_tag[OUT_SCRIPT];
        char lemma[LEMMA_BYTES];
        float top = -1;
        snprintf(lemma, sizeof lemma, "%s", g->form);
        for (int j = 0; j < m->lex.n_scripts; j++) {
            char made[LEMMA_BYTES];
            if (q[j] > top && lemma_apply(g->form, m->lex.scripts[j], made)) top = q[j], memcpy(lemma, made, sizeof lemma);
        }
        g->lemma = strdup(lemma);
        g->rel = 0;
        for (int j = 1; j < DL_DEPREL_COUNT; j++)
            if (rels[(size_t)i * DL_DEPREL_COUNT + (size_t)j] > rels[(size_t)i * DL_DEPREL_COUNT + (size_t)g->rel] && (head[i] == 0) == (j == DL_REL_root)) g->rel = j;
        if (!head[i]) g->rel = DL_REL_root;
    }
    free(arcs), free(tags), free(head), free(rels);
}

static int *in_order(const corpus *c) {
    int *order = malloc(sizeof *order * (size_t)(c->n_sentences + 1));
    for (int i = 0; i < c->n_sentences; i++) order[i] = i;
    return order;
}

static score test(net *models, int n_models, const corpus *c) {
    score z = {0};
    room r = room_new(c, READ_WORDS);
    int *order = in_order(c);
    word *guess = malloc(sizeof *guess * (READ_WORDS + 2000));
    for (int from = 0, to, at = 0; from < c->n_sentences; from = to) {
        read_batch(models, n_models, c, order, from, &to, c->n_sentences, &r, guess);
        int n = 0;
        for (int s = from; s < to; s++)
            for (int i = 0; i < c->sentences[s].n; i++, n++) {
                const word *w = &c->words[c->sentences[s].first + i], *g = &guess[n];
                char x[32], y[32];
                bool head = w->head == g->head;
                z.words++, z.upos += w->upos == g->upos, z.xpos += w->xpos == g->xpos, z.feats += w->feats == g->feats;
                z.lemma += !strcmp(w->lemma, g->lemma), z.uas += head;
                z.las += head && !strcmp(universal(w->rel, x), universal(g->rel, y));
                free(g->lemma);
            }
        at += n;
        (void)at;
    }
    free(order), free(guess), free(r.first), free(r.words), free(r.rows);
    return z;
}

static void print_score(const char *name, score z) {
    double n = z.words / 100.0;
    printf("%-28s UPOS %.2f XPOS %.2f feats %.2f lemma %.2f UAS %.2f LAS %.2f\n", name, z.upos / n, z.xpos / n, z.feats / n, z.lemma / n, z.uas / n, z.las / n);
    fflush(stdout);
}

/* ---- commands ---- */

typedef struct options {
    const char *gold[32], *silver[32], *dev[32], *text[32], *models[32];
    int n_gold, n_silver, n_dev, n_text, n_models, epochs, seed;
    double rate, drop, forget;
    const char *from;
    net_size size;
} options;

static int learn(const char *out, const options *o) {
    corpus gold = {0}, silver = {0}, dev[32] = {0};
    for (int i = 0; i < o->n_gold; i++) corpus_read(&gold, o->gold[i]);
    for (int i = 0; i < o->n_silver; i++) corpus_read(&silver, o->silver[i]);
    for (int i = 0; i < o->n_dev; i++) corpus_read(&dev[i], o->dev[i]);
    lexicon x = {0};
    net m;
    if (o->from) net_load(&m, o->from), x = m.lex;
    else {
        lexicon_build(&x, &gold, o->n_silver ? &silver : NULL, 2, 4, 40000);
        net_init(&m, o->size, x, (uint64_t)o->seed);
    }
    m.drop = (float)o->drop;
    corpus_prepare(&gold, &x);
    corpus_prepare(&silver, &x);
    for (int i = 0; i < o->n_dev; i++) corpus_prepare(&dev[i], &x);
    printf("gold %d words, silver %d; vocabulary %d, features %d, lemma edits %d\n", gold.n_words, silver.n_words, x.n_words, x.n_feats, x.n_scripts);
    fflush(stdout);
    random_state = (uint64_t)o->seed * 1000003;
    /* With silver data an epoch takes as much of it as 1.5 times the gold, going round. */
    corpus *both[2] = {&gold, &silver};
    int *order[2] = {in_order(&gold), in_order(&silver)}, at[2] = {0};
    room r[2] = {room_new(&gold, BATCH_WORDS), room_new(&silver, BATCH_WORDS)};
    double per_epoch = gold.n_words * (o->n_silver ? 2.5 : 1.0), all = per_epoch * o->epochs, done = 0;
    uint64_t step = 0;
    for (int e = 0; e < o->epochs; e++) {
        clock_t start = clock();
        double loss = 0, seen = 0;
        while (seen < per_epoch) {
            int k = o->n_silver && random_below(5) >= 2;
            corpus *c = both[k];
            if (!at[k])
                for (int i = c->n_sentences - 1; i > 0; i--) {
                    int j = (int)random_below((uint32_t)i + 1), t = order[k][i];
                    order[k][i] = order[k][j], order[k][j] = t;
                }
            batch b;
            int to;
            fill(&b, &r[k], c, order[k], at[k], BATCH_WORDS, c->n_sentences, &to);
            at[k] = to >= c->n_sentences ? 0 : to;
            if (b.n > 3 * BATCH_WORDS) continue;
            vary_case(&x, &b, &r[k]);
            forget_words(&x, &b, &r[k], (float)o->forget);
            loss += net_learn(&m, &b, (uint64_t)o->seed << 40 ^ ++step) * b.n;
            seen += b.n, done += b.n;
            double left = done < all ? 1 - done / all : 0, warm = step < 400 ? (double)step / 400 : 1;
            net_step(&m, (float)(o->rate * warm * (left < 0.7 ? left / 0.7 : 1)), 2.0f);
        }
        printf("epoch %d loss %.4f, %.0f s\n", e + 1, loss / seen, (double)(clock() - start) / CLOCKS_PER_SEC);
        fflush(stdout);
        if (e % 3 == 2 || e == o->epochs - 1) {
            for (int i = 0; i < o->n_dev; i++) print_score(o->dev[i], test(&m, 1, &dev[i]));
            net_save(&m, out);
        }
    }
    return 0;
}

static int annotate(const char *out, const options *o) {
    static net models[MAX_MODELS];
    for (int i = 0; i < o->n_models; i++) net_load(&models[i], o->models[i]);
    corpus c = {0};
    for (int i = 0; i < o->n_text; i++) corpus_read(&c, o->text[i]);
    corpus_prepare(&c, &models[0].lex);
    room r = room_new(&c, READ_WORDS);
    int *order = in_order(&c), kept = 0;
    for (int i = 0; i < c.n_sentences; i++)
        if (c.sentences[i].n <= LONGEST) order[kept++] = i;
    word *guess = malloc(sizeof *guess * (READ_WORDS + LONGEST + 1));
    corpus read = {0};
    read.words = malloc(sizeof(word) * (size_t)(c.n_words + 1)), read.sentences = malloc(sizeof(sentence) * (size_t)(c.n_sentences + 1));
    for (int from = 0, to; from < kept; from = to) {
        read_batch(models, o->n_models, &c, order, from, &to, kept, &r, guess);
        int n = 0;
        for (int k = from; k < to; k++) {
            sentence s = c.sentences[order[k]];
            read.sentences[read.n_sentences++] = (sentence){read.n_words, s.n, s.newpar};
            for (int i = 0; i < s.n; i++) read.words[read.n_words++] = guess[n++];
        }
    }
    corpus_write(&read, out);
    return 0;
}

int main(int argc, char **argv) {
    options o = {.epochs = 30, .seed = 1, .rate = 2e-3, .drop = 1, .forget = 0.5, .size = {128, 128, 3, 128, 128, 128}};
    if (argc < 3) return fputs("usage: dateline-train learn|test|annotate FILE… [options]; see the head of train/train.c\n", stderr), 2;
    int first = !strcmp(argv[1], "test") ? 2 : 3;
    bool classes = false;
    const char **list = o.models;
    int *n = &o.n_models;
    for (int i = first; i < argc; i++) {
        const char *a = argv[i], *v = i + 1 < argc ? argv[i + 1] : "";
        if (!strcmp(a, "--gold")) list = o.gold, n = &o.n_gold;
        else if (!strcmp(a, "--silver")) list = o.silver, n = &o.n_silver;
        else if (!strcmp(a, "--dev")) list = o.dev, n = &o.n_dev;
        else if (!strcmp(a, "--text")) list = o.text, n = &o.n_text;
        else if (!strcmp(a, "--epochs")) o.epochs = atoi(v), i++;
        else if (!strcmp(a, "--seed")) o.seed = atoi(v), i++;
        else if (!strcmp(a, "--rate")) o.rate = atof(v), i++;
        else if (!strcmp(a, "--forget")) o.forget = atof(v), i++;
        else if (!strcmp(a, "--from")) o.from = v, i++;
        else if (!strcmp(a, "--words")) corpus_classes(v), classes = true, i++;
        else if (!strcmp(a, "--drop")) o.drop = atof(v), i++;
        else if (!strcmp(a, "--size")) {
            net_size *s = &o.size;
            if (sscanf(v, "%d,%d,%d,%d,%d,%d", &s->embed, &s->hidden, &s->layers, &s->arc, &s->rel, &s->tag) != 6) return fputs("--size takes six numbers\n", stderr), 2;
            i++;
        } else if (*n < 32) list[(*n)++] = a;
    }
    if (!classes) return fputs("--words dateline.data is missing\n", stderr), 2;
    if (o.n_models > MAX_MODELS) return fputs("too many models\n", stderr), 2;
    if (!strcmp(argv[1], "learn")) return learn(argv[2], &o);
    if (!strcmp(argv[1], "annotate")) return annotate(argv[2], &o);
    static net models[MAX_MODELS];
    for (int i = 0; i < o.n_models; i++) net_load(&models[i], o.models[i]);
    for (int i = 0; i < o.n_dev; i++) {
        corpus dev = {0};
        corpus_read(&dev, o.dev[i]);
        corpus_prepare(&dev, &models[0].lex);
        print_score(o.dev[i], test(models, o.n_models, &dev));
        corpus_free(&dev);
    }
    return 0;
}
