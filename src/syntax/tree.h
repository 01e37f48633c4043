/* tree.h - walking one sentence's dependency tree: children in the order of the text, what a subtree covers, and the words
 * that make up a verb. Shared by every stage after syntax. */
#ifndef DL_TREE_H
#define DL_TREE_H

#include "dateline.h"

enum { TREE_MOST = DL_MAX_SENTENCE + 64, TREE_NONE = 0xFFFF };

/* Indices are words of the sentence, from 0. A word beyond TREE_MOST, or whose head lies outside, hangs nowhere. */
typedef struct tree {
    const dl_token *words;
    uint32_t first;             /* of words[0] among the report's tokens */
    uint16_t n, root;           /* TREE_NONE when the sentence is empty */
    uint16_t parent[TREE_MOST]; /* TREE_NONE for the root */
    uint16_t child[TREE_MOST];  /* first child */
    uint16_t next[TREE_MOST];   /* next sibling */
    uint16_t left[TREE_MOST], right[TREE_MOST]; /* first and last word of the subtree */
} tree;

#define TREE_CHILDREN(t, head, c) (uint16_t c = (t)->child[head]; c != TREE_NONE; c = (t)->next[c])

void tree_index(tree *t, const dl_token *report_tokens, const dl_sentence *s);
/* The relation without its subtype: nsubj for nsubj:pass. */
int tree_base(int deprel);
/* The first child with this relation, or with `base` any subtype of it; TREE_NONE if there is none. */
uint16_t tree_child(const tree *t, uint16_t head, int deprel);
uint16_t tree_child_base(const tree *t, uint16_t head, int base);
/* True for a word that states something: a verb, or one with a subject or copula of its own. */
bool tree_is_clause(const tree *t, uint16_t word);

/* The words that together are a clause's verb, in the order of the text: auxiliaries, negation, adverbs inside or directly
 * before, particles, the verb itself (not a predicate after a copula), "to" of an infinitive, "there". */
typedef struct tree_verb {
    uint16_t words[24];
    uint16_t n;
    bool negated, passive, copula;
} tree_verb;
void tree_verb_of(const tree *t, uint16_t head, tree_verb *v);

#endif
