/* output.h - what is made of a record: JSON lines, CoNLL-U, or a brief for a person. Each writes to a stdio stream without
 * looking at errors; the caller asks ferror() once per report. */
#ifndef DL_OUTPUT_H
#define DL_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "dateline.h"

/* One JSON object and a newline; with `tokens` the CoNLL-U columns too. */
void output_jsonl(FILE *f, const dl_report *r, bool tokens);
/* The report as CoNLL-U; read it with options.keep_furniture to have the whole text. */
void output_conllu(FILE *f, const dl_report *r);

typedef struct brief_look {
    bool colour;
    const char *name; /* shown in the heading where there are several reports; or NULL */
    int width; /* columns, at least 20; 0: lines are not folded */
} brief_look;
void output_brief(FILE *f, const dl_report *r, const brief_look *look);

#endif
