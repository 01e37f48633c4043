/* marked.h - sentences with a source in <s>...</s> and a target in <t>...</t>, as rows of a TSV file with a header. */
#ifndef DL_MARKED_H
#define DL_MARKED_H

#include <stdio.h>

#include "dateline.h"

enum { MARKED_SPANS = 64 };

typedef struct marked_row {
    char *uid, *root, *text; /* columns "uid" and "gold_root" ("" where there is none), and the sentence without its marks */
    size_t bytes;            /* of text */
    dl_span spans[MARKED_SPANS]; /* code points of text */
    uint8_t roles[MARKED_SPANS]; /* RELATION_SOURCE, RELATION_TARGET */
    size_t n;
} marked_row;

typedef struct marked_file {
    FILE *in;
    const char *name;
    char *line;
    size_t room;
    unsigned long at;        /* number of the line last read */
    int uid, sentence, root; /* columns; -1: not there */
    marked_row row;
} marked_file;

/* Takes the marks out of `s`, in place, into text, spans and roles; NULL, or what is wrong with it. */
const char *marked_take(marked_row *row, char *s);

/* Reads the header. False and a one-line message when there is no file, no header, or no column "marked_sentence". */
bool marked_open(marked_file *f, const char *path, dl_error *err);
/* The next row into f->row, valid until the next call: 1; 0 at the end; -1 and a message with the line's number for a row that
 * cannot be read: go on with the next. */
int marked_next(marked_file *f, dl_error *err);
void marked_close(marked_file *f);

#endif
