/* tree.c - walking one sentence's dependency tree. */
#include "syntax/tree.h"

void tree_index(tree *t, const dl_token *report_tokens, const dl_sentence *s) {
    t->first = s->first;
    t->words = report_tokens + s->first;
    t->n = (uint16_t)(s->count < TREE_MOST ? s->count : TREE_MOST);
    t->root = TREE_NONE;
    for (uint16_t i = 0; i < t->n; i++) t->child[i] = t->next[i] = t->parent[i] = TREE_NONE;
    for (uint16_t i = t->n; i-- > 0;) { /* backwards, so that children come out in order */
        t->left[i] = t->right[i] = i;
        uint32_t head = t->words[i].head;
        if (head == DL_ROOT) t->root = i;
        else if (head >= s->first && head - s->first < t->n && head - s->first != i) {
            uint16_t h = (uint16_t)(head - s->first);
            t->parent[i] = h;
            t->next[i] = t->child[h];
            t->child[h] = i;
        }
    }
    if (t->root == TREE_NONE) return;
    /* Outward from the root, then extents back inward; what a damaged tree leaves unreached keeps its own extent. */
    uint16_t order[TREE_MOST], n = 0;
    order[n++] = t->root;
    for (uint16_t k = 0; k < n; k++)
        for TREE_CHILDREN(t, order[k], c) order[n++] = c;
    for (uint16_t k = n; k-- > 1;) {
        uint16_t i = order[k], h = t->parent[i];
        if (t->left[i] < t->left[h]) t->left[h] = t->left[i];
        if (t->right[i] > t->right[h]) t->right[h] = t->right[i];
    }
}

int tree_base(int deprel) {
    switch (deprel) {
    case DL_REL_acl_relcl: return DL_REL_acl;
    case DL_REL_advcl_relcl: return DL_REL_advcl;
    case DL_REL_aux_pass: return DL_REL_aux;
    case DL_REL_cc_preconj: return DL_REL_cc;
    case DL_REL_compound_prt: return DL_REL_compound;
    case DL_REL_csubj_outer: case DL_REL_csubj_pass: return DL_REL_csubj;
    case DL_REL_det_predet: return DL_REL_det;
    case DL_REL_nmod_desc: case DL_REL_nmod_poss: case DL_REL_nmod_unmarked: return DL_REL_nmod;
    case DL_REL_nsubj_outer: case DL_REL_nsubj_pass: return DL_REL_nsubj;
    case DL_REL_obl_agent: case DL_REL_obl_unmarked: return DL_REL_obl;
    default: return deprel;
    }
}

uint16_t tree_child(const tree *t, uint16_t head, int deprel) {
    for TREE_CHILDREN(t, head, c)
        if (t->words[c].deprel == deprel) return c;
    return TREE_NONE;
}

uint16_t tree_child_base(const tree *t, uint16_t head, int base) {
    for TREE_CHILDREN(t, head, c)
        if (tree_base(t->words[c].deprel) == base) return c;
    return TREE_NONE;
}

bool tree_is_clause(const tree *t, uint16_t word) {
    return t->words[word].upos == DL_VERB || t->words[word].upos == DL_AUX ||
           tree_child_base(t, word, DL_REL_nsubj) != TREE_NONE || tree_child_base(t, word, DL_REL_csubj) != TREE_NONE ||
           tree_child(t, word, DL_REL_cop) != TREE_NONE;
}

static bool is_negation(const dl_token *w) {
    return w->deprel == DL_REL_advmod && (DL_HAS(w, Polarity_Neg) || DL_HAS(w, PronType_Neg));
}

void tree_verb_of(const tree *t, uint16_t head, tree_verb *v) {
    *v = (tree_verb){.copula = tree_child(t, head, DL_REL_cop) != TREE_NONE};
    bool in[TREE_MOST] = {false};
    uint16_t from = head, to = head;
    for TREE_CHILDREN(t, head, c) {
        const dl_token *w = &t->words[c];
        bool negation = is_negation(w), infinitive = w->deprel == DL_REL_mark && w->upos == DL_PART && !v->copula;
        v->negated |= negation;
        v->passive |= w->deprel == DL_REL_aux_pass;
        if (tree_base(w->deprel) == DL_REL_aux || w->deprel == DL_REL_cop || w->deprel == DL_REL_compound_prt ||
            w->deprel == DL_REL_expl || negation || infinitive) {
            in[c] = true;
            if (c < from) from = c;
            if (c > to) to = c;
        }
    }
    in[head] = !v->copula;
    /* Single adverbs between these words or right before the verb: "categorically rejected", "has long wanted". */
    for TREE_CHILDREN(t, head, c)
        if (t->words[c].deprel == DL_REL_advmod && t->left[c] == c && t->right[c] == c && !v->copula &&
            ((c > from && c < head) || c + 1 == head))
            in[c] = true;
    if (from > 0 && in[head] && from == head && in[head - 1]) from = (uint16_t)(head - 1);
    for (uint16_t i = from; i <= to && v->n < sizeof v->words / sizeof *v->words; i++)
        if (in[i]) v->words[v->n++] = i;
}
