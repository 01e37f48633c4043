/* events_examples.h - trying the examples of the lexicon of events with a model. */
#ifndef DL_EVENTS_EXAMPLES_H
#define DL_EVENTS_EXAMPLES_H

#include <stdio.h>

#include "dateline.h"

/* Whether one of a report's events is "SOURCE TYPE TARGET [STATUS [CODE]]" (a code or name; "-" nobody coded, "*" any; CODE
 * may be the beginning of one), or with "none" whether it has no events. `got` tells what there is. */
bool events_say(const dl_report *r, const char *wants, char *got, size_t size);
/* Reads every example under dir/events with `model`. Returns how many fail, each told to `to` (may be NULL), or -1; *count (may
 * be NULL) gets how many there are. */
long events_try_examples(const dl_model *model, const char *dir, FILE *to, long *count, dl_error *err);
/* The same with the data of `dir` itself; 0 where there is no grammar model to read with. */
long events_lint(const char *dir, FILE *to, dl_error *err);

#endif
