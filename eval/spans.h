/* spans.h - hand-made sentence boundaries: for each report the spans its sentences should have, as numbers only. */
#ifndef DL_EVAL_SPANS_H
#define DL_EVAL_SPANS_H

#include "dateline.h"

typedef struct span_item {
    uint32_t report;       /* index among the list's reports */
    uint32_t start, end;   /* code points */
    uint32_t other_end;    /* a second end that is accepted as well; equal to `end` where there is none */
} span_item;

typedef struct span_list {
    char **reports; size_t n_reports; /* ids */
    span_item *items; size_t n_items; /* in the file's order */
} span_list;

typedef struct span_score {
    size_t right, gold, system;
} span_score;

/* Reads eval/boundaries/`name`; false and a message with the line number if it is missing or malformed. */
bool spans_load(span_list *list, const char *name, dl_error *err);
void spans_free(span_list *list);
/* Counts the sentences of `r` (those of furniture left out) against the list's for report `id`. */
void spans_count(span_score *s, const span_list *list, const char *id, const dl_report *r);
void spans_print(const char *name, const span_score *s);

#endif
