/* grammar.h - a pattern grammar between its plain files (patterns.c reads them) and its compiled form (grammar.c makes
 * it): words, lists, patterns as trees of elements, and the trie that they unfold into. */
#ifndef DL_GRAMMAR_H
#define DL_GRAMMAR_H

#include "base/arena.h"
#include "base/table_build.h"
#include "entities/patterns.h"

typedef struct grammar_sets {
    pat_set set[12];
    unsigned n;
} grammar_sets;

/* An element of a pattern: a symbol, or a choice among sequences (one of which may be empty). */
typedef struct grammar_item {
    uint16_t sym; /* 0: a choice, or a phrase */
    uint8_t glued, rename;
    struct grammar_phrase *phrase;
    struct grammar_sequence *choices;
    size_t n_choices;
} grammar_item;

typedef struct grammar_sequence {
    grammar_item *items;
    size_t n;
    grammar_sets sets; /* only of a phrase's alternatives */
} grammar_sequence;

typedef struct grammar_phrase {
    const char *name;
    grammar_sequence *choices;
    size_t n;
    bool used, open; /* open: being unfolded, so that meeting it again is a circle */
} grammar_phrase;

typedef struct grammar {
    dl_arena arena;
    table_builder words; /* folded word → id - 1 */
    dl_bytes strings;    /* values of fields that are texts; the compiled text begins with them */
    dl_bytes entries, entry_words, links, sets, numbers, rules, contexts, actions; /* arrays as in patterns.h */
    uint16_t role[PAT_ROLE_COUNT];
    uint16_t next_sym;
    uint16_t *literal;
    size_t literal_cap; /* word id → its symbol */
    struct grammar_edge *edges;
    size_t n_edges, cap_edges; /* of the trie, in order of making */
    uint32_t *bucket;
    size_t buckets;
    uint16_t *node_action;
    size_t n_nodes, cap_nodes;
    bool failed;
} grammar;

typedef enum grammar_added {
    GRAMMAR_ADDED,
    GRAMMAR_EMPTY,
    GRAMMAR_TOO_LONG,
    GRAMMAR_TOO_MANY,
    GRAMMAR_CIRCLE,
    GRAMMAR_UNREACHABLE
} grammar_added;

bool grammar_start(grammar *g);
/* Offset of a text among the compiled strings. */
uint32_t grammar_string(grammar *g, const char *s, size_t len);
/* Id of a folded word, from 1. */
uint16_t grammar_word(grammar *g, const char *word, size_t len);
/* The symbol of a word itself, which needs the case `capital` asks for. */
uint16_t grammar_literal(grammar *g, const char *word, size_t len, bool capital);
/* An entry of a list: `n` word ids. False when the list has these words already. */
bool grammar_entry(grammar *g, uint16_t sym, const uint16_t *words, unsigned n, bool capital, uint8_t field,
                   const grammar_sets *sets);
/* Unfolds a pattern of rule `rule` into the trie of `root`; on GRAMMAR_UNREACHABLE *other is the rule that takes all of
 * it. */
grammar_added grammar_pattern(grammar *g, pat_root root, const grammar_sequence *pattern, uint16_t rule,
                              const grammar_sets *sets, uint16_t *other);
/* Appends the compiled form; false when memory ended. */
bool grammar_finish(grammar *g, dl_bytes *out);
void grammar_free(grammar *g);

#endif
