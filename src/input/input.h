/* input.h - where reports come from: one after another out of a text file, a file of JSON lines, or standard input, each of
 * them plain or packed by gzip or zstd. Holds one report at a time, whatever the length of the file. */
#ifndef DL_INPUT_H
#define DL_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* Members of a line's object; a NULL one has its usual name: "id", "text", "date". */
typedef struct input_fields {
    const char *id, *text, *date;
} input_fields;

/* `path` "-" is standard input. A path that ends in ".jsonl" or ".ndjson" (and ".gz" or ".zst" after it), or any with `lines`,
 * holds one JSON object per line with "text" and, if known, "id" and "date"; any other is the text of one report. `fields` may
 * be NULL and must outlive the input. NULL and a one-line message if it cannot be opened. */
dl_input *input_open(const char *path, bool lines, const input_fields *fields, dl_error *err);
input_status input_next(dl_input *in, input_report *report, dl_error *err);
void input_close(dl_input *in);
/* True when the input gave the text of one report, not lines: then its path is the report's own. */
bool input_is_text(const dl_input *in);
/* Bytes of the file read so far, packed as they are: for a measure of progress. */
uint64_t input_taken(const dl_input *in);

/* ---- many paths -------------------------------------------------------------------------------------------------- */

typedef struct input_walk input_walk;

/* Goes through `paths` in order: a file or "-" is itself; a folder is all reports in it and its folders, by name; a path that
 * is no file but holds *, ? or [ is what the shell would make of it. In a folder only names that end in .txt, .jsonl or .ndjson
 * (and .gz or .zst after it) and do not start with a dot are reports. */
input_walk *input_walk_open(char *const *paths, int n, dl_error *err);
/* The next file's path, valid until the next call. INPUT_BROKEN for a path with nothing behind it. `size`, which may be NULL,
 * gets the file's bytes, or 0 where they are not known. */
input_status input_walk_next(input_walk *w, const char **path, uint64_t *size, dl_error *err);
void input_walk_close(input_walk *w);

#endif
