/* place_rows.h - annotated reports as rows for the learner of places: features of words with their labels, and
 * features of names with their use. */
#ifndef TRAIN_PLACE_ROWS_H
#define TRAIN_PLACE_ROWS_H

#include "entities/places.h"

enum { LABEL_OPEN = 255 }; /* the annotation does not tell */

typedef struct row_word {
    uint32_t first, n; /* features */
    uint8_t known, gold;
    bool blind; /* this time the word itself is not looked at */
} row_word;

/* Active words that stand side by side and are labelled together. */
typedef struct row_stretch {
    uint32_t first, n; /* words */
    uint32_t fold;     /* UINT32_MAX: always learned from */
    bool open;         /* some labels are not known */
} row_stretch;

typedef struct row_name {
    uint32_t first, n; /* features */
    uint32_t fold;
    uint8_t use;
} row_name;

typedef struct row_gold {
    uint32_t start, end; /* code points */
    double lat, lon;     /* NAN: not known */
} row_gold;

typedef struct row_report {
    char *id, *text;
    uint32_t fold;
    row_gold *golds; size_t n_golds;
} row_report;

typedef struct rows {
    uint32_t *features; size_t n_features;
    row_word *words; size_t n_words;
    row_stretch *stretches; size_t n_stretches;
    row_name *names; size_t n_names;
    row_report *reports; size_t n_reports;
    size_t golds, out_of_reach;
} rows;

/* Reports of GeoWebNews' form: TEXT has {id, text} a line, GOLD {id, places: [{start, end, type}]} in code points. A
 * fold is a row of neighbours, since they may tell one story. Ends the program with a message when they cannot be
 * read. */
void rows_of_reports(rows *r, const dl_model *m, const char *text, const char *gold, uint32_t folds);
/* Reports of our own, a paragraph each, with names of places in brackets; '#' begins a comment line. */
void rows_of_marked(rows *r, const dl_model *m, const char *path);
/* A treebank with entities: names of places and of persons are known, the rest of the gazetteer's words are open. Only
 * documents whose name holds one of `genres` ("_news_,_bio_"). */
void rows_of_treebank(rows *r, const dl_model *m, const char *path, const char *genres);

#endif
