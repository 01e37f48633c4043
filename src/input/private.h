/* private.h - what the two kinds of input share. */
#ifndef DL_INPUT_PRIVATE_H
#define DL_INPUT_PRIVATE_H

#include <jansson.h>

#include "input/input.h"
#include "input/unpack.h"

struct dl_input {
    const char *name;     /* for messages */
    unpack *bytes;
    input_fields fields;
    bool lines, ended;
    char *buffer;         /* bytes [next, filled) are read and not yet handed out */
    size_t next, filled, room;
    size_t line;          /* number of the line handed out last */
    json_t *object;       /* the line's object, which owns the strings of the report handed out last */
    char where[512], id[32], date[11];
};

/* Whether a file's name ends so, or would without the ".gz" or ".zst" behind it. */
bool input_name_ends(const char *path, const char *end);
/* Reads on until the buffer holds `want` bytes from `next`, or the input ends. */
bool input_fill(dl_input *in, size_t want, dl_error *err);
/* The next line's report. */
input_status input_next_line(dl_input *in, input_report *report, dl_error *err);

#endif
