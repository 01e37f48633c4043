/* output.h - what is made of a record: JSON lines, CoNLL-U, tables of events, or a brief for a person. Each writes to a stdio stream without
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

/* One row per event, in our own columns or those of others; docs/formats.md tells what stands in each. */
typedef enum output_layout { OUTPUT_CSV, OUTPUT_PHOENIX, OUTPUT_PETRARCH, OUTPUT_POLECAT, OUTPUT_GDELT, OUTPUT_LAYOUTS } output_layout;
/* The line that comes first; nothing for layouts that have none. */
void output_table_header(FILE *f, output_layout layout);
/* `every_status`: also events that the report does not say to have happened, in layouts that cannot tell them apart. False
 * when memory ends. */
bool output_table(FILE *f, const dl_report *r, output_layout layout, bool every_status);

typedef struct brief_look {
    bool colour;
    const char *name; /* shown in the heading where there are several reports; or NULL */
    int width; /* columns, at least 20; 0: lines are not folded */
} brief_look;
void output_brief(FILE *f, const dl_report *r, const brief_look *look);

/* How the reader took one sentence, counted as in the brief (0: the headline), or all of them. */
#define EXPLAIN_ALL SIZE_MAX
typedef enum explain_result { EXPLAIN_DONE, EXPLAIN_NO_SENTENCE, EXPLAIN_NO_MEMORY } explain_result;
explain_result output_explain(FILE *f, const dl_report *r, const brief_look *look, size_t sentence);

#endif
