/* input.h - where reports come from: one after another out of a text file, a file of JSON lines, or standard input. Holds one
 * report at a time, whatever the length of the file. */
#ifndef DL_INPUT_H
#define DL_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "dateline.h"

typedef struct dl_input dl_input;

/* One report; valid until the next call on the same input. */
typedef struct input_report {
    const char *where;  /* "reports.jsonl:12", "speech.txt", "standard input": for messages */
    const char *id;     /* NULL: the input gives none */
    const char *date;   /* day that came with the report as YYYY-MM-DD, or NULL */
    const char *remark; /* what had to be passed over in it, for a message; or NULL */
    const char *text;   /* any bytes, not NUL-terminated */
    size_t len;
} input_report;

typedef enum input_status {
    INPUT_END,
    INPUT_REPORT,
    INPUT_BROKEN /* this one cannot be read: `err` says why; go on with the next */
} input_status;

/* `path` "-" is standard input. A path that ends in ".jsonl", or any with `lines`, holds one JSON object per line with "text"
 * and, if known, "id" and "date"; any other is the text of one report. NULL and a one-line message if it cannot be opened. */
dl_input *input_open(const char *path, bool lines, dl_error *err);
input_status input_next(dl_input *in, input_report *report, dl_error *err);
void input_close(dl_input *in);

#endif
