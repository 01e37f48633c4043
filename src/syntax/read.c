/* read.c - the syntax stage: words to tags, features, lemmas and a tree for each sentence.
 *
 * Sentences are read a chunk at a time, so that products run over many words and buffers stay in the cache. */
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "report.h"
#include "syntax/lemma.h"
#include "syntax/mend.h"
#include "syntax/network.h"
#include "syntax/mst.h"

enum { CHUNK = 96, ROWS = CHUNK + DL_MAX_SENTENCE };
/* How much less likely a lemma may be and still win by being a word: of its own class, of one that the tree gave it. */
static const float LEMMA_MARGIN = 4, LEMMA_ANY = 1e9f;

/* Buffers for one chunk, in one block. */
typedef struct workroom {
    int8_t *embed;               /* (ROWS + 2) x embed: a zero row before and after each sentence */
    float *x[2], *u;             /* layers take turns; u: 6h each word */
    int8_t *q;                   /* width */
    float *top;                  /* all projections */
    int8_t *arc_d, *tag;
    float *biaffine;
    int16_t *arc_q, *arc_h;      /* arc_h: room for the root before each sentence's rows */
    float *tags, *rels;
    int8_t *hidden;
    float *scores;               /* (n + 1)^2 of one sentence */
    int *heads;
    void *mst;
    const dl_token **words;
} workroom;

static bool workroom_new(workroom *w, const struct syntax_model *m, int longest) {
    const grammar_header *h = m->head;
    size_t rows = (size_t)(CHUNK + longest), width = 2 * h->hidden, n = (size_t)longest, top = (size_t)m->matrix[M_TOP].out;
    size_t tags = (size_t)m->matrix[M_TAG].out, rels = (size_t)m->matrix[M_REL].out;
    struct { void **at; size_t size; } parts[] = {
        {(void **)&w->embed, (2 * rows + 2) * h->embed}, {(void **)&w->x[0], rows * width * 4}, {(void **)&w->x[1], rows * width * 4},
        {(void **)&w->u, rows * 3 * width * 4}, {(void **)&w->q, rows * width}, {(void **)&w->top, rows * top * 4},
        {(void **)&w->arc_d, rows * h->arc}, {(void **)&w->tag, rows * h->tag}, {(void **)&w->biaffine, rows * h->arc * 4},
        {(void **)&w->arc_q, rows * h->arc * 2}, {(void **)&w->arc_h, (n + 1) * h->arc * 2}, {(void **)&w->tags, rows * tags * 4},
        {(void **)&w->rels, rows * rels * 4}, {(void **)&w->hidden, rows * h->rel}, {(void **)&w->scores, (n + 1) * (n + 1) * 4},
        {(void **)&w->heads, (rows + 1) * sizeof(int)}, {&w->mst, mst_room(longest)}, {(void **)&w->words, rows * sizeof(void *)}};
    size_t total = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) total += (parts[i].size + 127) & ~(size_t)63;
    char *block = aligned_alloc(64, (total + 63) & ~(size_t)63);
    if (!block) return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        *parts[i].at = block;
        block += (parts[i].size + 127) & ~(size_t)63;
    }
    return true;
}

/* True if the dictionary has `lemma` as a base form of this part of speech, or has nothing to say of such words. */
static bool is_base(const struct syntax_model *m, int upos, const char *lemma) {
    static const uint16_t BASE[DL_UPOS_COUNT] = {[DL_NOUN] = CLASS_NN, [DL_VERB] = CLASS_VB, [DL_ADJ] = CLASS_JJ, [DL_ADV] = CLASS_RB};
    if (!BASE[upos]) return true;
    feature_word w;
    feature_normalise(&w, lemma, strlen(lemma));
    return word_classes_find(&m->classes, w.hash) & BASE[upos];
}

/* What the lists say of a form that no edit made a word of: "shot". */
static const char *listed_base(const struct syntax_model *m, const dl_token *t) {
    if (t->upos == DL_VERB) return word_classes_base(&m->classes, true, t->form);
    return t->upos == DL_NOUN && t->xpos == DL_XPOS_NNS ? word_classes_base(&m->classes, false, t->form) : NULL;
}

/* The likeliest lemma edit that fits the form and makes a word of the dictionary, if one of the first few does ("cancelled" to
 * "cancel", not "cancell"); else what the lists say; else the likeliest that fits; the form itself when none does. */
static const char *choose_lemma(dl_report *r, const struct syntax_model *m, const dl_token *t, float *scores, float margin) {
    char made[LEMMA_BYTES], first[LEMMA_BYTES] = "";
    float least = -1e30f;
    for (int tries = 0; tries < (margin > LEMMA_MARGIN ? 48 : 12); tries++) {
        int k = m->run->best((int)m->head->n_scripts, scores);
        if (*first && scores[k] < least) break;
        if (lemma_apply(t->form, m->scripts[k], made)) {
            if (is_base(m, t->upos, made)) return strcmp(made, t->form) ? arena_copy(&r->arena, made, strlen(made)) : t->form;
            if (!*first) memcpy(first, made, sizeof first), least = scores[k] - margin;
        }
        scores[k] = -1e30f;
    }
    const char *base = listed_base(m, t);
    if (base) return base;
    return *first && strcmp(first, t->form) ? arena_copy(&r->arena, first, strlen(first)) : t->form;
}

/* "froze" is no base form, wherever it stands. */
static void mend_tense(const struct syntax_model *m, dl_token *t) {
    if (t->upos != DL_VERB || (t->xpos != DL_XPOS_VB && t->xpos != DL_XPOS_VBP)) return;
    feature_word w;
    feature_normalise(&w, t->form, t->bytes);
    uint32_t classes = word_classes_find(&m->classes, w.hash);
    const char *base = classes & CLASS_VB || !(classes & CLASS_VBD) ? NULL : word_classes_base(&m->classes, true, t->form);
    if (!base || !strcmp(base, "be")) return; /* "are" is of the present */
    t->xpos = DL_XPOS_VBD;
    t->feats = 1ull << DL_FEAT_Mood_Ind | 1ull << DL_FEAT_Tense_Past | 1ull << DL_FEAT_VerbForm_Fin;
}

/* Tags, features and lemma of one word from its scores. */
static bool name_word(dl_report *r, const struct syntax_model *m, dl_token *t, float *scores) {
    const uint32_t *f = m->head->first_tag;
    int best[TAG_SCRIPT];
    for (int k = 0; k < TAG_SCRIPT; k++) best[k] = m->run->best((int)(f[k + 1] - f[k]), scores + f[k]);
    t->upos = (uint8_t)best[TAG_UPOS];
    t->xpos = (uint8_t)best[TAG_XPOS];
    t->feats = m->feats[best[TAG_FEATS]];
    mend_tense(m, t);
    t->lemma = choose_lemma(r, m, t, scores + f[TAG_SCRIPT], LEMMA_MARGIN);
    return t->lemma != NULL;
}

/* Encodes the sentences [from, to), n words in all, up to the projections of the top. */
static void encode(dl_report *r, const struct syntax_model *m, workroom *w, size_t from, size_t to, int n) {
    const grammar_header *h = m->head;
    const kernels *run = m->run;
    size_t embed = h->embed;
    int width = 2 * (int)h->hidden, at = 0;
    int8_t *row = w->embed;
    for (size_t s = from; s < to; s++) {
        const dl_sentence *sentence = &r->sentences[s];
        int8_t *first = row;
        memset(row, 0, embed);
        row += embed;
        for (uint32_t i = 0; i < sentence->count; i++, row += embed) {
            const dl_token *t = &r->tokens[sentence->first + i];
            feature_word word;
            uint32_t rows[FEAT_TABLES];
            const int8_t *tables[FEAT_TABLES];
            feature_normalise(&word, t->form, t->bytes);
            feature_rows(&word, syntax_word(m, word.hash), word_classes_find(&m->classes, word.hash), i && (t[-1].flags & DL_TOKEN_SPACE_AFTER), t->flags & DL_TOKEN_SPACE_AFTER, !i, rows);
            for (int k = 0; k < FEAT_TABLES; k++) tables[k] = m->tables[k] + (size_t)rows[k] * embed;
            run->embed((int)embed, FEAT_TABLES, tables, h->embed_scale, row);
        }
        memset(row, 0, embed);
        /* Three neighbouring rows are one row of the window. */
        run->product(&m->matrix[M_IN], first, (long)embed, (int)sentence->count, w->x[0] + (size_t)at * (size_t)width);
        at += (int)sentence->count;
    }
    run->tanh_all(n * width, w->x[0], w->q);
    float *x = w->x[0], *y = w->x[1];
    for (uint32_t l = 0; l < h->layers; l++) {
        run->product(&m->matrix[M_LAYER + l], w->q, width, n, w->u);
        at = 0;
        for (size_t s = from; s < to; s++) {
            int k = (int)r->sentences[s].count;
            run->sru((int)h->hidden, k, w->u + (size_t)at * 3 * (size_t)width, x + (size_t)at * (size_t)width, m->v[l], m->b[l],
                     y + (size_t)at * (size_t)width, w->q + (size_t)at * (size_t)width);
            at += k;
        }
        float *other = x;
        x = y, y = other;
    }
    run->product(&m->matrix[M_TOP], w->q, width, n, w->top);
}

/* Heads of one sentence whose words are rows [at, at + n) of the chunk; w->heads[at + i] gets 0 for the root or 1-based. */
static void attach(const struct syntax_model *m, workroom *w, int at, int n) {
    const grammar_header *h = m->head;
    size_t top = (size_t)m->matrix[M_TOP].out;
    int arc = (int)h->arc;
    memcpy(w->arc_h, m->arc_root, sizeof(int16_t) * h->arc);
    for (int i = 0; i < n; i++) {
        const float *row = w->top + (size_t)(at + i) * top + h->arc;
        int16_t *q = w->arc_h + (size_t)(i + 1) * h->arc;
        m->run->to_int16(arc, row, h->arc_h_scale, q);
        for (int k = 0; k < arc; k++) q[k] = q[k] > 0 ? q[k] : 0;
    }
    m->run->dots(arc, n, n + 1, w->arc_q + (size_t)at * h->arc, w->arc_h, h->arc_step, w->scores + n + 1, n + 1);
    int heads[DL_MAX_SENTENCE + 1];
    mst_tree(w->scores, n, heads, w->mst);
    memcpy(w->heads + at, heads + 1, sizeof(int) * (size_t)n);
}

static bool read_chunk(dl_report *r, const struct syntax_model *m, workroom *w, size_t from, size_t to, int n) {
    const grammar_header *h = m->head;
    const kernels *run = m->run;
    size_t top = (size_t)m->matrix[M_TOP].out, tags = (size_t)m->matrix[M_TAG].out, rels = (size_t)m->matrix[M_REL].out;
    encode(r, m, w, from, to, n);
    report_tick(r, PART_ENCODE);
    for (int i = 0; i < n; i++) {
        const float *row = w->top + (size_t)i * top;
        run->to_int8((int)h->arc, row, h->arc_d_scale, 0, w->arc_d + (size_t)i * h->arc);
        run->to_int8((int)h->tag, row + 2 * h->arc + 2 * h->rel, h->tag_scale, 0, w->tag + (size_t)i * h->tag);
    }
    run->product(&m->matrix[M_ARC], w->arc_d, (long)h->arc, n, w->biaffine);
    run->to_int16(n * (int)h->arc, w->biaffine, h->q_scale, w->arc_q);
    int at = 0;
    for (size_t s = from; s < to; s++) {
        const dl_sentence *sentence = &r->sentences[s];
        attach(m, w, at, (int)sentence->count);
        for (uint32_t i = 0; i < sentence->count; i++) {
            const float *own = w->top + (size_t)(at + (int)i) * top + 2 * h->arc;
            int head = w->heads[at + (int)i];
            const float *of = head ? w->top + (size_t)(at + head - 1) * top + 2 * h->arc + h->rel : m->rel_root;
            run->add_relu((int)h->rel, own, of, h->rel_scale, w->hidden + (size_t)(at + (int)i) * h->rel);
        }
        at += (int)sentence->count;
    }
    run->product(&m->matrix[M_REL], w->hidden, (long)h->rel, n, w->rels);
    report_tick(r, PART_TREE);
    run->product(&m->matrix[M_TAG], w->tag, (long)h->tag, n, w->tags);
    at = 0;
    for (size_t s = from; s < to; s++) {
        dl_sentence *sentence = &r->sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++, at++) {
            dl_token *t = &r->tokens[sentence->first + i];
            if (!name_word(r, m, t, w->tags + (size_t)at * tags)) return false;
            int head = w->heads[at];
            float *rel = w->rels + (size_t)at * rels;
            t->head = head ? sentence->first + (uint32_t)head - 1 : DL_ROOT;
            rel[DL_REL_root] = -1e30f; /* only the root's own relation */
            t->deprel = (uint8_t)(head ? run->best(DL_DEPREL_COUNT, rel) : DL_REL_root);
            if (!head) sentence->root = sentence->first + i;
        }
        uint32_t verb = mend_tree(&m->classes, r->tokens, sentence);
        if (verb != DL_ROOT) {
            dl_token *t = &r->tokens[verb];
            run->product(&m->matrix[M_TAG], w->tag + (size_t)(at - (int)(sentence->first + sentence->count - verb)) * h->tag, (long)h->tag, 1, w->tags);
            if (!(t->lemma = choose_lemma(r, m, t, w->tags + h->first_tag[TAG_SCRIPT], LEMMA_ANY))) return false;
        }
    }
    report_tick(r, PART_WORDS);
    return true;
}

bool syntax_read(dl_report *r) {
    const struct syntax_model *m = r->model->syntax;
    uint32_t longest = 0;
    for (size_t s = 0; s < r->n_sentences; s++) longest = r->sentences[s].count > longest ? r->sentences[s].count : longest;
    if (!longest) return true;
    workroom w;
    if (!workroom_new(&w, m, (int)longest)) return false;
    bool ok = true;
    for (size_t from = 0, to; ok && from < r->n_sentences; from = to) {
        uint32_t n = 0;
        for (to = from; to < r->n_sentences && n < CHUNK; to++) n += r->sentences[to].count;
        ok = read_chunk(r, m, &w, from, to, (int)n);
    }
    free(w.embed);
    return ok;
}
