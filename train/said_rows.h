/* said_rows.h - articles with annotated attributions, as the reader sees them: frames over its own words. */
#ifndef DL_TRAIN_SAID_ROWS_H
#define DL_TRAIN_SAID_ROWS_H

#include <stdio.h>

#include "statements/tagger.h"

typedef struct said_frame {
    uint32_t head;           /* token of the cue */
    uint32_t n, *tokens;     /* those with a role, in order */
    uint8_t *roles;
} said_frame;

typedef struct said_article {
    char *id, *text;
    dl_report *r;
    said_word *w;
    uint8_t *is_cue, *cues;  /* per token: annotated; guessed */
    said_frame *frames;
    uint32_t n;
} said_article;

typedef struct said_articles {
    said_article *at;
    size_t n, n_frames, lost;
} said_articles;

/* Reads all articles; stops the program with a message when that fails. */
void said_read(said_articles *all, const dl_model *m, const char *text, const char *gold);
void said_free(said_articles *all);
/* Finds the statements of an article with these weights and writes them as a line of JSON. */
void said_predict(FILE *f, said_article *a, const struct statements_model *learned);
void said_write(const char *path, const struct statements_model *learned);

#endif
