/* segment.c - trains the network that decides where sentences end (src/text/ends.h): reads treebanks as plain text,
 * cuts them into tokens as the reader does, learns by AdaGrad, and writes the section "segment" in fixed point. */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../eval/bank.h"
#include "../eval/file.h"
#include "text/ends.h"

/* ---- what is learned, in floats ---- */

enum { INPUT = ENDS_WINDOW * ENDS_TOKEN_DIM };
typedef struct net {
    float words[ENDS_WORDS][ENDS_WORD_DIM];
    float shapes[ENDS_SHAPES][ENDS_SHAPE_DIM];
    float input[ENDS_HIDDEN][INPUT];
    float globals[ENDS_GLOBALS][ENDS_GLOBAL_VALUES][ENDS_HIDDEN];
    float hidden_bias[ENDS_HIDDEN], output[ENDS_HIDDEN], bias;
    float pairs[ENDS_PAIR_VALUES];
} net;
enum { PARAMETERS = sizeof(net) / sizeof(float) };

typedef struct example {
    ends_features f;
    bool end;
    float weight;
} example;
typedef struct examples {
    example *at;
    size_t n, room;
} examples;

static uint64_t seed = 4;
static uint32_t dice(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33);
}
static float uniform(void) { return (float)dice() / 2147483648.0f; }

static void *get(size_t n, size_t size) {
    void *p = calloc(n, size);
    if (!p) fprintf(stderr, "out of memory\n"), exit(1);
    return p;
}

/* One step on one example: forward with dropout, then AdaGrad on what it touched. Returns the loss. */
struct trainer {
    net value, squares;
    float rate, step; /* at the start, and now */
    float start;      /* of the sums of squares */
    float hidden_drop, word_drop, pair_drop, decay;
};

static inline void update(struct trainer *t, float *value, float gradient) {
    float *square = (float *)&t->squares + (value - (float *)&t->value);
    *square += gradient * gradient;
    *value -= t->step * gradient / sqrtf(*square + 1e-6f);
}

static double learn(struct trainer *t, const example *e) {
    net *v = &t->value;
    ends_features f = e->f;
    for (int k = 0; k < ENDS_WINDOW; k++)
        if (uniform() < t->word_drop) f.window[k].word = 0;
    float in[INPUT], hidden[ENDS_HIDDEN], back[INPUT] = {0}, *to = in;
    for (int k = 0; k < ENDS_WINDOW; k++) {
        memcpy(to, v->words[f.window[k].word], sizeof v->words[0]);
        to += ENDS_WORD_DIM;
        memcpy(to, v->shapes[f.window[k].shape], sizeof v->shapes[0]);
        to += ENDS_SHAPE_DIM;
    }
    float score = v->bias;
    for (int h = 0; h < ENDS_HIDDEN; h++) {
        if (uniform() < t->hidden_drop) {
            hidden[h] = 0;
            continue;
        }
        float sum = v->hidden_bias[h];
        for (int i = 0; i < INPUT; i++) sum += v->input[h][i] * in[i];
        for (int g = 0; g < ENDS_GLOBALS; g++) sum += v->globals[g][f.globals[g]][h];
        hidden[h] = sum > 0 ? sum / (1 - t->hidden_drop) : 0;
        score += hidden[h] * v->output[h];
    }
    bool keep[ENDS_PAIRS];
    for (int p = 0; p < ENDS_PAIRS; p++)
        if ((keep[p] = uniform() >= t->pair_drop)) score += v->pairs[f.pairs[p]] / (1 - t->pair_drop);
    float probability = 1 / (1 + expf(-score)), error = (probability - (float)e->end) * e->weight;
    double loss = -log((e->end ? probability : 1 - probability) + 1e-9);

    update(t, &v->bias, error);
    for (int p = 0; p < ENDS_PAIRS; p++)
        if (keep[p]) update(t, &v->pairs[f.pairs[p]], error / (1 - t->pair_drop) + t->decay * v->pairs[f.pairs[p]]);
    for (int h = 0; h < ENDS_HIDDEN; h++) {
        if (hidden[h] <= 0) continue;
        float g = error * v->output[h] / (1 - t->hidden_drop);
        update(t, &v->output[h], error * hidden[h]);
        update(t, &v->hidden_bias[h], g);
        for (int k = 0; k < ENDS_GLOBALS; k++)
            update(t, &v->globals[k][f.globals[k]][h], g + t->decay * v->globals[k][f.globals[k]][h]);
        float *row = v->input[h], *squares = t->squares.input[h];
        for (int i = 0; i < INPUT; i++) {
            back[i] += g * row[i];
            float d = g * in[i];
            squares[i] += d * d;
            row[i] -= t->step * d / sqrtf(squares[i] + 1e-6f);
        }
    }
    for (int k = 0; k < ENDS_WINDOW; k++) {
        const float *b = back + k * ENDS_TOKEN_DIM;
        if (f.window[k].word)
            for (int d = 0; d < ENDS_WORD_DIM; d++)
                update(t, &v->words[f.window[k].word][d], b[d] + t->decay * v->words[f.window[k].word][d]);
        for (int d = 0; d < ENDS_SHAPE_DIM; d++) update(t, &v->shapes[f.window[k].shape][d], b[ENDS_WORD_DIM + d]);
    }
    return loss;
}

/* ---- fixed point ---- */

static long fixed(float x, float scale, long limit) {
    long q = lroundf(x * scale);
    return q > limit ? limit : q < -limit ? -limit : q;
}

static void freeze(const net *v, ends_net *w) {
    w->hidden_scale = 1.0f / (64 * 2048);
    w->pair_scale = 1.0f / 32;
    w->bias = v->bias;
    for (int i = 0; i < ENDS_WORDS; i++)
        for (int d = 0; d < ENDS_WORD_DIM; d++) w->words[i][d] = (int8_t)fixed(v->words[i][d], 64, 127);
    for (int i = 0; i < ENDS_SHAPES; i++)
        for (int d = 0; d < ENDS_SHAPE_DIM; d++) w->shapes[i][d] = (int8_t)fixed(v->shapes[i][d], 64, 127);
    for (int h = 0; h < ENDS_HIDDEN; h++) {
        for (int i = 0; i < INPUT; i++) w->input[h][i] = (int16_t)fixed(v->input[h][i], 2048, 32767);
        for (int g = 0; g < ENDS_GLOBALS; g++)
            for (int k = 0; k < ENDS_GLOBAL_VALUES; k++)
                w->globals[g][k][h] = (int16_t)fixed(v->globals[g][k][h], 2048, 32767);
        w->hidden_bias[h] = (int16_t)fixed(v->hidden_bias[h], 2048, 32767);
        w->output[h] = v->output[h];
    }
    for (int i = 0; i < ENDS_PAIR_VALUES; i++) w->pairs[i] = (int8_t)fixed(v->pairs[i], 32, 127);
}

/* ---- words: how often each is written lower-case, and which are common enough for a vector ---- */

typedef struct count {
    uint64_t hash;
    uint32_t lower, upper, bank;
} count;
static count *counts;
enum { COUNTS = 1 << 20 };

static count *count_of(uint64_t hash) {
    size_t i = hash & (COUNTS - 1);
    while (counts[i].hash && counts[i].hash != hash) i = (i + 1) & (COUNTS - 1);
    counts[i].hash = hash;
    return &counts[i];
}

static int by_bank(const void *a, const void *b) {
    const count *x = a, *y = b;
    if (x->bank != y->bank) return x->bank < y->bank ? 1 : -1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}
static int by_use(const void *a, const void *b) {
    const count *x = a, *y = b;
    uint32_t m = x->lower + x->upper, n = y->lower + y->upper;
    if (m != n) return m < n ? 1 : -1;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static text_model model; /* the lists, and the words counted so far */

/* Room a block needs, kept between blocks. */
static struct {
    atom_list atoms;
    token_list tokens;
    ends_block block;
} work;

static void cut(const char *text, uint32_t start, uint32_t end) {
    if (!text_atoms(&work.atoms, text, start, end)) exit(1);
    text_join(&model, &work.atoms, text);
    if (!text_tokens(&work.tokens, &work.atoms, false)) exit(1);
}

static void count_block(const char *text, uint32_t start, uint32_t end, void *bank) {
    cut(text, start, end);
    bool first = true;
    for (size_t i = 0; i < work.tokens.n; i++) {
        const text_token *t = &work.tokens.at[i];
        const text_atom *a = &work.atoms.at[t->atom], *z = a + t->atoms - 1;
        if (z->end - a->start > 40) continue;
        count *c = count_of(ends_hash(text + a->start, z->end - a->start));
        if (bank) c->bank++;
        if (a->kind == ATOM_WORD && !(a->flags & ATOM_SHOUT && z->end - a->start > 1)) {
            if (!(a->flags & ATOM_UPPER)) c->lower++;
            else if (!first) c->upper++;
        }
        first = a->kind == ATOM_STOP || a->kind == ATOM_EXCLAIM || a->kind == ATOM_DOTS || a->kind == ATOM_COLON ||
                a->kind == ATOM_DASH || a->kind == ATOM_QUOTE || a->kind == ATOM_QUOTE_OPEN || a->kind == ATOM_OPEN ||
                a->kind == ATOM_SYMBOL || a->kind == ATOM_QUOTE_CLOSE;
    }
}

/* Gives every line of a text to `block`. */
typedef void for_block(const char *text, uint32_t start, uint32_t end, void *with);
static void each_line(const char *text, for_block *block, void *with) {
    for (uint32_t i = 0, end; text[i]; i = end + (text[end] != 0)) {
        for (end = i; text[end] && text[end] != '\n';) end++;
        if (end > i) block(text, i, end, with);
    }
}

static void each_report(const char *path, for_block *block, void *with) {
    dl_error err;
    size_t size;
    char *lines = file_read(path, &size, &err);
    if (!lines) fprintf(stderr, "%s\n", err.message), exit(1);
    for (char *line = lines; *line;) {
        size_t n = strcspn(line, "\n");
        json_t *o = json_loadb(line, n, 0, NULL);
        const char *text = json_string_value(json_object_get(o, "text"));
        if (text) each_line(text, block, with);
        json_decref(o);
        line += n + (line[n] == '\n');
    }
    free(lines);
}

static void add_slot(ends_weights *w, uint64_t hash, unsigned word, unsigned lower) {
    uint16_t check = (uint16_t)(hash >> 48 | 1);
    for (unsigned k = 0; k < 8; k++) {
        ends_slot *s = &w->slots[(hash + k) & (ENDS_SLOTS - 1)];
        if (s->check && s->check != check) continue;
        if (s->check) return;
        *s = (ends_slot){.check = check, .word = word & 4095u, .lower = lower & 15u};
        return;
    }
}

static void make_slots(ends_weights *w) {
    size_t n = 0;
    for (size_t i = 0; i < COUNTS; i++)
        if (counts[i].hash) counts[n++] = counts[i];
    qsort(counts, n, sizeof *counts, by_bank);
    size_t words = ENDS_ENDINGS, slots = 0;
    for (int pass = 0; pass < 2; pass++) { /* words with vectors first, so that they surely find room */
        if (pass) qsort(counts, n, sizeof *counts, by_use);
        for (size_t i = 0; i < n; i++) {
            const count *c = &counts[i];
            uint32_t uses = c->lower + c->upper;
            unsigned lower = uses < 3 ? 0 : 1 + (unsigned)(14.0 * (c->lower + 0.1) / (uses + 0.2) + 0.5);
            if (!pass) {
                if (c->bank < 4 || words == ENDS_WORDS) break;
                add_slot(w, c->hash, (unsigned)words++, lower);
                slots++;
            } else if (lower && slots < ENDS_SLOTS * 2 / 3) {
                if (uses < 3) break;
                add_slot(w, c->hash, 0, lower);
                slots++;
            }
        }
    }
    fprintf(stderr, "%zu words, %zu with vectors, %zu slots\n", n, words - ENDS_ENDINGS, slots);
}

/* ---- examples ---- */

static bool blank(const char *s, unsigned *n) {
    const unsigned char *u = (const unsigned char *)s;
    *n = u[0] < 0x80 ? 1 : u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
    if (*n == 1) return u[0] == ' ' || (u[0] >= 9 && u[0] <= 13);
    if (*n == 2) return u[0] == 0xC2 && (u[1] == 0xA0 || u[1] == 0x85);
    return *n == 3 &&
           ((u[0] == 0xE2 && u[1] == 0x80 && (u[2] <= 0x8A || u[2] == 0xAF)) ||
            (u[0] == 0xE2 && u[1] == 0x81 && u[2] == 0x9F) || (u[0] == 0xE3 && u[1] == 0x80 && u[2] == 0x80));
}

/* Goes through a treebank's text and gives every candidate place to `see`. */
static void each_candidate(const bank *b, void (*see)(void *, const ends_features *, bool end), void *to,
                           long *missed) {
    char *text = bank_text(b, 0, b->n_sentences);
    uint8_t *ends = get(b->n_chars + 1, 1);
    for (size_t i = 0; i < b->n_sentences; i++) ends[b->sentences[i].end] = 1;
    uint32_t chars = 0, at = 0;
    unsigned n;
    for (uint32_t i = 0, end; text[i]; i = end + (text[end] != 0)) {
        for (end = i; text[end] && text[end] != '\n';) end++;
        if (end == i) continue;
        cut(text, i, end);
        if (!ends_begin(&work.block, &model, &work.tokens, &work.atoms, text)) exit(1);
        for (size_t k = 0; k + 1 < work.tokens.n; k++) {
            const text_token *t = &work.tokens.at[k];
            uint32_t stop = work.atoms.at[t->atom + t->atoms - 1].end;
            for (; at < stop; at += n) chars += !blank(text + at, &n);
            bool gold = ends[chars];
            if (ends_candidate(&work.block, k)) {
                ends_features f;
                ends_look(&work.block, k, &f);
                see(to, &f, gold);
            } else {
                *missed += gold;
            }
            if (gold) ends_here(&work.block, k);
        }
        for (; at < end; at += n) chars += !blank(text + at, &n);
    }
    if (chars != b->n_chars) fprintf(stderr, "warning: %u characters, the treebank has %zu\n", chars, b->n_chars);
    free(text);
    free(ends);
}

static float set_weight = 1, silver_weight = 0.3f;

/* Abbreviations that end their sentence are rare in the treebanks; a few more are made, by putting one in the place of
 * the last word where a small word begins the next sentence. */
static bool abbreviate(ends_features *f) {
    static const struct {
        const char *before, *form;
        uint8_t before_shape, shape;
    } made[] = {
        {"the", "U.S.", SHAPE_LOWER, SHAPE_ACRONYM},
        {"the", "U.S.", SHAPE_LOWER, SHAPE_ACRONYM},
        {"the", "U.N.", SHAPE_LOWER, SHAPE_ACRONYM},
        {"the", "U.K.", SHAPE_LOWER, SHAPE_ACRONYM},
        {",", "D.C.", ATOM_COMMA, SHAPE_ACRONYM},
        {"8", "a.m.", SHAPE_DIGITS1, SHAPE_ACRONYM},
        {"10", "p.m.", SHAPE_DIGITS2, SHAPE_ACRONYM},
        {NULL, "Inc.", 0, SHAPE_ABBR},
        {NULL, "Co.", 0, SHAPE_ABBR},
        {",", "etc.", ATOM_COMMA, SHAPE_ABBR},
        {NULL, "Jr.", 0, SHAPE_ABBR},
        {NULL, "U.S.", 0, SHAPE_ACRONYM},
    };
    const ends_token *next = &f->window[ENDS_LEFT];
    if (f->window[ENDS_LEFT - 1].shape != ATOM_STOP || !ends_raised(next->shape) || next->lower < 14 ||
        next->word < ENDS_ENDINGS || next->word >= ENDS_ENDINGS + 200 || dice() % 4)
        return false;
    unsigned k = dice() % (sizeof made / sizeof *made);
    memmove(f->window + 1, f->window, sizeof *f->window * (ENDS_LEFT - 2));
    f->window[ENDS_LEFT - 1] = ends_see(&model, made[k].form, strlen(made[k].form), made[k].shape);
    if (made[k].before)
        f->window[ENDS_LEFT - 2] = ends_see(&model, made[k].before, strlen(made[k].before), made[k].before_shape);
    f->globals[8] = f->window[ENDS_LEFT - 1].lower;
    f->globals[10] = f->window[ENDS_LEFT - 2].lower;
    f->globals[17] = (uint8_t)((f->globals[17] & 6) + (ends_raised(f->window[ENDS_LEFT - 2].shape) ? 8 : 0));
    ends_pairs(f);
    return true;
}

static void keep(void *to, const ends_features *f, bool end) {
    examples *all = to;
    if (all->n == all->room) {
        all->room = all->room ? all->room * 2 : 4096;
        if (!(all->at = realloc(all->at, all->room * sizeof *all->at))) exit(1);
    }
    all->at[all->n++] = (example){*f, end, set_weight};
    ends_features other = *f;
    if (end && set_weight == 1 && abbreviate(&other)) {
        set_weight = 2;
        keep(to, &other, true);
        set_weight = 1;
    }
}

/* ---- silver: places of edited news whose answer is plain ---- */

static bool word_at(const char *text, size_t token, const char *const *words) {
    const text_token *t = &work.tokens.at[token];
    const text_atom *a = &work.atoms.at[t->atom];
    for (; *words; words++)
        if (t->atoms == 1 && a->end - a->start == strlen(*words) &&
            !strncmp(text + a->start, *words, a->end - a->start))
            return true;
    return false;
}

/* Whether what follows a question in quotation marks says who asked it: "Clinton said." */
static bool attribution(const char *text, size_t i) {
    static const char *const verbs[] = {"said", "asked",   "says",    "asks",     "wrote", "added",
                                        "told", "tweeted", "replied", "wondered", NULL};
    static const char *const marks[] = {".", ",", ":", NULL};
    for (size_t k = i; k < i + 5 && k + 1 < work.tokens.n; k++) {
        if (word_at(text, k, verbs)) return word_at(text, k + 1, marks);
        if (!(work.atoms.at[work.tokens.at[k].atom].flags & ATOM_UPPER)) return false;
    }
    return false;
}

/* 1: a sentence surely ends after token i; 0: surely not; -1: no telling. Only for paragraphs that end in a stop. */
static int plain_answer(const ends_block *b, size_t i, const ends_features *f) {
    const ends_token t0 = f->window[ENDS_LEFT - 1], p1 = f->window[ENDS_LEFT - 2], next = f->window[ENDS_LEFT];
    bool closed = t0.shape == ATOM_QUOTE_CLOSE;
    unsigned mark = closed ? p1.shape : t0.shape;
    bool plain_word = p1.word >= ENDS_ENDINGS && p1.lower >= 13;
    if (mark == ATOM_STOP && ends_raised(next.shape)) return closed || next.lower >= 13 || plain_word ? 1 : -1;
    if (mark == ATOM_STOP)
        return plain_word && next.shape == ATOM_QUOTE_OPEN && ends_raised(f->window[ENDS_LEFT + 1].shape) ? 1 : -1;
    if (ends_strong(mark)) return closed && attribution(b->text, i + 1) ? 0 : -1;
    /* After "U.N." a word that is not among the commonest belongs to the name. */
    bool common = next.word >= ENDS_ENDINGS && next.word < ENDS_ENDINGS + 150;
    if (ends_short(mark)) return next.lower >= 7 && (common || mark != SHAPE_ACRONYM) ? -1 : 0;
    if (mark == ATOM_COLON) return next.shape == ATOM_QUOTE_OPEN || ends_raised(next.shape) ? 0 : -1;
    if (mark == ATOM_SEMICOLON || mark == ATOM_DASH || mark == ATOM_CLOSE) return -1;
    return 0;
}

static void silver_block(const char *text, uint32_t start, uint32_t end, void *all) {
    cut(text, start, end);
    ends_block *b = &work.block;
    if (!ends_begin(b, &model, &work.tokens, &work.atoms, text)) exit(1);
    size_t n = work.tokens.n;
    if (n < 8 || !(ends_strong(b->seen[n - 1].shape) ||
                   (b->seen[n - 1].shape == ATOM_QUOTE_CLOSE && ends_strong(b->seen[n - 2].shape))))
        return;
    for (size_t i = 0; i + 1 < n; i++) {
        if (!ends_candidate(b, i)) continue;
        ends_features f;
        ends_look(b, i, &f);
        int answer = plain_answer(b, i, &f);
        set_weight = silver_weight;
        if (answer >= 0) keep(all, &f, answer);
        if (answer > 0) ends_here(b, i);
    }
}

struct tally {
    const ends_weights *w;
    long right, gold, system, n;
    double loss;
};
static void judge(void *to, const ends_features *f, bool end) {
    struct tally *t = to;
    float score = ends_score(t->w, f);
    bool says = score > 0;
    t->right += says && end;
    t->gold += end;
    t->system += says;
    t->loss += log1p(exp(end ? -(double)score : (double)score));
    t->n++;
}

static void load(bank *b, const char *path) {
    dl_error err;
    if (!bank_load(b, path, &err)) fprintf(stderr, "%s\n", err.message), exit(1);
}

/* Learns one network from the examples, in a new order each epoch. Returns the mean loss of the last. */
static double learn_net(struct trainer *t, const examples *all, int epochs, ends_net *out) {
    net *v = &t->value, *mean = get(1, sizeof *mean);
    memset(v, 0, sizeof *v);
    for (size_t i = 0; i < PARAMETERS; i++) ((float *)&t->squares)[i] = t->start;
    for (float *p = &v->words[1][0]; p < &v->shapes[0][0]; p++) *p = 0.2f * (uniform() - 0.5f);
    for (float *p = &v->shapes[0][0]; p < &v->input[0][0]; p++) *p = 1.0f * (uniform() - 0.5f);
    for (float *p = &v->input[0][0]; p < &v->globals[0][0][0]; p++) *p = 0.2f * (uniform() - 0.5f);
    for (int h = 0; h < ENDS_HIDDEN; h++) v->output[h] = 0.5f * (uniform() - 0.5f), v->hidden_bias[h] = 0.05f;

    size_t means = 0, *order = get(all->n, sizeof *order);
    for (size_t i = 0; i < all->n; i++) order[i] = i;
    double loss = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
        t->step = t->rate * (1.0f - 0.9f * (float)(epoch - 1) / (float)epochs);
        for (size_t i = all->n - 1; i > 0; i--) {
            size_t k = dice() % (i + 1), swap = order[i];
            order[i] = order[k];
            order[k] = swap;
        }
        loss = 0;
        for (size_t i = 0; i < all->n; i++) {
            loss += learn(t, &all->at[order[i]]);
            if (epoch < epochs || i % (all->n / 32 + 1)) continue;
            means++; /* the mean over the last epoch is steadier than where it ends */
            for (size_t k = 0; k < PARAMETERS; k++)
                ((float *)mean)[k] += (((float *)v)[k] - ((float *)mean)[k]) / (float)means;
        }
    }
    freeze(mean, out);
    free(mean);
    free(order);
    return loss / (double)all->n;
}

int main(int argc, char **argv) {
    const char *out = "segment.bin", *train[8], *dev[8], *plain[8], *silver[8];
    size_t n_train = 0, n_dev = 0, n_plain = 0, n_silver = 0;
    int epochs = 3;
    const char *data = "build/dateline.data";
    struct trainer *t = get(1, sizeof *t);
    t->rate = 0.2f;
    t->start = 1;
    t->hidden_drop = 0.25f;
    t->word_drop = 0.1f;
    t->pair_drop = 0.2f;
    t->decay = 1e-5f;
    for (int i = 1; i + 1 < argc; i += 2) {
        const char *key = argv[i], *value = argv[i + 1];
        if (!strcmp(key, "-o")) out = value;
        else if (!strcmp(key, "--data")) data = value;
        else if (!strcmp(key, "--train") && n_train < 8) train[n_train++] = value;
        else if (!strcmp(key, "--dev") && n_dev < 8) dev[n_dev++] = value;
        else if (!strcmp(key, "--plain") && n_plain < 8) plain[n_plain++] = value;
        else if (!strcmp(key, "--silver") && n_silver < 8) silver[n_silver++] = value;
        else if (!strcmp(key, "--silver-weight")) silver_weight = strtof(value, NULL);
        else if (!strcmp(key, "--seed")) seed = strtoull(value, NULL, 10);
        else if (!strcmp(key, "--epochs")) epochs = atoi(value);
        else if (!strcmp(key, "--rate")) t->rate = strtof(value, NULL);
        else if (!strcmp(key, "--hidden-drop")) t->hidden_drop = strtof(value, NULL);
        else if (!strcmp(key, "--word-drop")) t->word_drop = strtof(value, NULL);
        else if (!strcmp(key, "--pair-drop")) t->pair_drop = strtof(value, NULL);
        else if (!strcmp(key, "--start")) t->start = strtof(value, NULL);
        else if (!strcmp(key, "--decay")) t->decay = strtof(value, NULL);
        else return fprintf(stderr, "unknown option %s\n", key), 2;
    }
    if (!n_train)
        return fprintf(stderr, "usage: dateline-train-segment --train FILE.conllu… [--dev FILE.conllu…] [--plain "
                               "FILE.jsonl…] [-o FILE]\n"),
               2;

    ends_weights *w = get(1, sizeof *w);
    dl_pack pack;
    dl_error err;
    if (!pack_open(&pack, data, PACK_DATA_VERSION, &err) || !text_lists_open(&model, &pack, &err))
        return fprintf(stderr, "%s\n", err.message), 1;
    model.ends = w;
    counts = get(COUNTS, sizeof *counts);
    bank *banks = get(n_train + n_dev, sizeof *banks);
    for (size_t i = 0; i < n_train; i++) {
        load(&banks[i], train[i]);
        char *text = bank_text(&banks[i], 0, banks[i].n_sentences);
        each_line(text, count_block, w);
        free(text);
    }
    for (size_t i = 0; i < n_dev; i++) load(&banks[n_train + i], dev[i]);
    for (size_t i = 0; i < n_plain; i++) each_report(plain[i], count_block, NULL);
    make_slots(w);
    free(counts);

    examples all = {0};
    long missed = 0;
    for (size_t i = 0; i < n_train; i++) each_candidate(&banks[i], keep, &all, &missed);
    for (size_t i = 0; i < n_silver && silver_weight > 0; i++) each_report(silver[i], silver_block, &all);
    fprintf(stderr, "%zu examples, %ld ends at no candidate\n", all.n, missed);

    w->version = ENDS_VERSION;
    for (int n = 0; n < ENDS_NETS; n++) {
        double loss = learn_net(t, &all, epochs, &w->nets[n]);
        fprintf(stderr, "network %d: loss %.4f", n + 1, loss);
        for (size_t i = 0; i < n_dev; i++) { /* with the networks so far */
            struct tally tally = {.w = w};
            missed = 0;
            each_candidate(&banks[n_train + i], judge, &tally, &missed);
            fprintf(stderr, " | %.4f ends F1 %.2f", tally.loss / (double)tally.n,
                    200.0 * (double)tally.right / (double)(tally.gold + missed + tally.system));
        }
        fprintf(stderr, "\n");
    }
    FILE *f = fopen(out, "wb");
    if (!f || fwrite(w, sizeof *w, 1, f) != 1 || fclose(f)) return fprintf(stderr, "%s: cannot write\n", out), 1;
    fprintf(stderr, "%s: %zu bytes\n", out, sizeof *w);
    return 0;
}
