/* corpus.h - treebanks in memory as the trainer needs them: feature rows in, class numbers out. */
#ifndef TRAIN_CORPUS_H
#define TRAIN_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dateline.h"
#include "syntax/word_classes.h"
#include "syntax/word_features.h"

typedef struct word {
    char *form, *lemma;
    uint64_t hash;                /* of the normalised form */
    uint32_t rows[FEAT_TABLES];
    int head;                     /* 1-based in the sentence, 0 root */
    int upos, xpos, rel;          /* enums of dateline.h, -1 unknown */
    uint64_t feats;
    int feats_class, script;      /* -1: no class */
    bool space_after;
    uint8_t mwt;                  /* words of the surface token that starts here; 0 inside one */
} word;

typedef struct sentence {
    int first, n;
    bool newpar;
} sentence;

typedef struct corpus {
    word *words; int n_words, cap_words;
    sentence *sentences; int n_sentences, cap_sentences;
} corpus;

/* The closed lists a model is trained for; index 0 of the vocabulary is the unknown word. */
typedef struct lexicon {
    uint64_t *hashes; int *counts; int n_words;     /* vocabulary: normalised hash and how often seen */
    uint64_t *table_hash; int *table_index; int table_size; /* open addressing over it */
    uint64_t *feats; int n_feats;
    char (*scripts)[48]; int n_scripts;
} lexicon;

/* Opens dateline.data for the classes of words, before anything is prepared; exits with a message if it can't be read. */
void corpus_classes(const char *path);
/* Appends a CoNLL-U file (or .xz of one) to the corpus; exits with a message if it can't be read. */
void corpus_read(corpus *c, const char *path);
void corpus_free(corpus *c);
/* Writes CoNLL-U. */
void corpus_write(const corpus *c, const char *path);

/* Builds the lists from the gold corpus and, for words only, from `more` (may be NULL). */
void lexicon_build(lexicon *x, const corpus *gold, const corpus *more, int min_gold, int min_more, int max_words);
int lexicon_word(const lexicon *x, uint64_t hash);
void lexicon_index(lexicon *x); /* makes the hash table from hashes[] */
/* Fills rows, feats_class and script of all words. */
void corpus_prepare(corpus *c, const lexicon *x);
/* Rows of one word of a sentence as given by its forms. */
void corpus_rows(const lexicon *x, const char *form, bool space_before, bool space_after, bool first, uint32_t *rows);

#endif
