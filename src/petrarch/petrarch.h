/* petrarch.h - a team's PETRARCH dictionaries over our own knowledge: what was loaded from a folder of them, and what the reader
 * does with it. docs/petrarch.md tells how each kind of line is understood. */
#ifndef DL_PETRARCH_H
#define DL_PETRARCH_H

#include <stdio.h>

#include "dateline.h"

struct petrarch;

/* Who is told of the lines that cannot be carried over, each as "FILE:LINE: what is wrong". */
typedef struct petrarch_log {
    FILE *to;        /* or NULL */
    long problems;
    char first[400]; /* the first of them */
} petrarch_log;

/* Loads every dictionary in `dir`, told by their names: *actors*, *agents*, *verbs* or CAMEO*, *discards*, *issues*. A line that
 * cannot be carried over is left out and told; NULL and `err` when the folder cannot be read, holds no dictionary, or memory
 * ends. The model gives codes and keys of its own. */
struct petrarch *petrarch_open(const dl_model *m, const char *dir, petrarch_log *log, dl_error *err);
void petrarch_close(struct petrarch *p);

/* Stages of reading a report, both false only when memory ends. Nothing happens where the model has no dictionaries. */
bool petrarch_entities(dl_report *r); /* codes of entities that the dictionaries name */
bool petrarch_events(dl_report *r);   /* events in discarded sentences go; issues of sentences */

/* Our lexicon of events with their verbs in it, or NULL where no verbs were loaded. */
const struct lexicon *petrarch_lexicon(const struct petrarch *p);

/* How often a sentence speaks of an issue. */
typedef struct petrarch_issue {
    const char *code;
    uint32_t sentence, count;
} petrarch_issue;

#endif
