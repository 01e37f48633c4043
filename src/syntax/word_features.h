/* word_features.h - what the grammar model sees of a word: one row index per embedding table. Shared by training and reading,
 * so that both see the same. */
#ifndef DL_WORD_FEATURES_H
#define DL_WORD_FEATURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Tables: the word itself (index from the vocabulary, 0 unknown), hashed prefixes of 2 and 3 and suffixes of 1 to 4
 * characters, the shape of the cased form, the white space around it, and its classes (word_classes.h). */
enum {
    FEAT_WORD, FEAT_PRE2, FEAT_PRE3, FEAT_SUF1, FEAT_SUF2, FEAT_SUF3, FEAT_SUF4, FEAT_SHAPE, FEAT_SPACE, FEAT_CLASS, FEAT_TABLES
};

/* Rows of each hashed table; the word table's size is the vocabulary's. */
extern const uint32_t FEATURE_ROWS[FEAT_TABLES];

/* A word as the model looks at it: lower case, digits as 0, typographic quotes, dashes and ellipses as their ASCII
 * spellings, soft hyphens dropped; at most FEATURE_CHARS characters. */
enum { FEATURE_CHARS = 48 };
typedef struct feature_word {
    uint32_t chars[FEATURE_CHARS]; /* normalised code points */
    unsigned n;
    uint64_t hash;                 /* of all characters: the vocabulary's key */
    uint32_t shape;                /* hashed shape of the cased form */
} feature_word;

/* Normalises `bytes` bytes of valid UTF-8 at `form`. */
void feature_normalise(feature_word *w, const char *form, size_t bytes);

/* Fills rows[FEAT_TABLES]; `word` is the vocabulary index (0 unknown), `classes` the word's set. */
void feature_rows(const feature_word *w, uint32_t word, uint32_t classes, bool space_before, bool space_after, bool first,
                  uint32_t rows[FEAT_TABLES]);

#endif
