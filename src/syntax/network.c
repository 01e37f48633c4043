/* network.c - opening the grammar section: every size and offset is checked once here, so that reading need not. */
#include "syntax/network.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model.h"

typedef struct section {
    const unsigned char *bytes;
    size_t size;
    bool bad;
} section;

static const void *view(section *s, uint64_t at, uint64_t size) {
    if (at % 64 || at > s->size || size > s->size - at) s->bad = true;
    return s->bad ? NULL : s->bytes + at;
}

static bool sizes_make_sense(const grammar_header *h) {
    const uint32_t *t = h->first_tag;
    bool ok = h->version == GRAMMAR_VERSION && h->embed && h->embed <= 512 && h->embed % 16 == 0 && h->hidden &&
              h->hidden <= SRU_MAX && h->hidden % 32 == 0 && h->layers && h->layers <= GRAMMAR_LAYERS && h->arc % 64 == 0 &&
              h->arc <= 512 && h->rel % 16 == 0 && h->rel <= 512 && h->tag % 16 == 0 && h->tag <= 512 &&
              h->arc && h->rel && h->tag && h->slots && !(h->slots & (h->slots - 1)) && h->slots < 1u << 24 &&
              h->n_words && h->n_words < h->slots && h->n_feats && h->n_feats < 4096 && h->n_scripts && h->n_scripts < 4096;
    ok = ok && !t[0] && t[1] == DL_UPOS_COUNT && t[2] == t[1] + DL_XPOS_COUNT && t[3] == t[2] + h->n_feats && t[4] == t[3] + h->n_scripts;
    for (int i = 0; ok && i < FEAT_TABLES; i++) ok = h->table_rows[i] == (i ? FEATURE_ROWS[i] : h->n_words);
    return ok;
}

/* What each matrix must measure; outputs are padded to 64. */
static void expected(const grammar_header *h, int i, uint32_t *in, uint32_t *out) {
    uint32_t width = 2 * h->hidden;
    switch (i) {
    case M_IN: *in = 3 * h->embed, *out = width; break;
    case M_TOP: *in = width, *out = (2 * h->arc + 2 * h->rel + h->tag + 63u) & ~63u; break;
    case M_ARC: *in = h->arc, *out = h->arc; break;
    case M_REL: *in = h->rel, *out = (DL_DEPREL_COUNT + 63u) & ~63u; break;
    case M_TAG: *in = h->tag, *out = (h->first_tag[TAG_KINDS] + 63u) & ~63u; break;
    default: *in = width, *out = 3 * width;
    }
}

bool syntax_model_open(dl_model *m, dl_error *err) {
    section s = {0};
    s.bytes = pack_section(&m->grammar, "syntax", &s.size);
    if (!s.bytes || s.size < sizeof(grammar_header)) return dl_fail(err, "dateline.model: no grammar in it; build or install it again");
    const grammar_header *h = (const void *)s.bytes;
    if (!sizes_make_sense(h)) return dl_fail(err, "dateline.model: grammar of another version of Dateline; build or install it again");
    struct syntax_model *x = calloc(1, sizeof *x);
    if (!x) return dl_fail(err, "out of memory");
    x->head = h;
    x->run = kernels_choose();
    if (!word_classes_open(&x->classes, &m->data, err)) return free(x), false;
    x->slots = view(&s, h->slots_at, (uint64_t)h->slots * 8);
    x->feats = view(&s, h->feats_at, (uint64_t)h->n_feats * 8);
    x->scripts = view(&s, h->scripts_at, (uint64_t)h->n_scripts * GRAMMAR_SCRIPT);
    for (int t = 0; t < FEAT_TABLES; t++) x->tables[t] = view(&s, h->tables_at[t], (uint64_t)h->table_rows[t] * h->embed);
    x->arc_root = view(&s, h->arc_root_at, 2 * h->arc);
    x->rel_root = view(&s, h->rel_root_at, 4 * h->rel);
    for (uint32_t l = 0; l < h->layers; l++) {
        x->v[l] = view(&s, h->v_at[l], 16 * h->hidden);
        x->b[l] = view(&s, h->b_at[l], 16 * h->hidden);
    }
    for (int i = 0; i < M_LAYER + (int)h->layers; i++) {
        uint32_t in, out;
        expected(h, i, &in, &out);
        if (h->matrix[i].in != in || h->matrix[i].out != out) s.bad = true;
        x->matrix[i] = (matrix){view(&s, h->matrix[i].weights_at, (uint64_t)in * out), view(&s, h->matrix[i].scale_at, 4 * out),
                                view(&s, h->matrix[i].bias_at, 4 * out), view(&s, h->matrix[i].sum_at, 4 * out), (int)in, (int)out};
    }
    uint32_t used = 0;
    for (uint32_t i = 0; !s.bad && i < h->slots; i++) {
        used += x->slots[i][1] != 0;
        s.bad = x->slots[i][1] >= h->n_words;
    }
    for (uint32_t i = 0; !s.bad && i < h->n_scripts; i++) s.bad = !memchr(x->scripts[i], 0, GRAMMAR_SCRIPT);
    if (s.bad || used == h->slots) {
        free(x);
        return dl_fail(err, "dateline.model: damaged grammar; build or install it again");
    }
    m->syntax = x;
    return true;
}

void syntax_model_close(dl_model *m) {
    free(m->syntax);
    m->syntax = NULL;
}

const char *dl_model_backend(const dl_model *m) { return m->syntax->run->name; }

uint32_t syntax_word(const struct syntax_model *s, uint64_t hash) {
    uint32_t mask = s->head->slots - 1, upper = (uint32_t)(hash >> 32);
    for (uint32_t at = (uint32_t)hash & mask;; at = (at + 1) & mask) {
        if (!s->slots[at][1]) return 0;
        if (s->slots[at][0] == upper) return s->slots[at][1];
    }
}
