/* source.h - opening and closing a data file; what a kind of data uses of it is in knowledge.h. */
#ifndef DL_SOURCE_H
#define DL_SOURCE_H

#include "knowledge/knowledge.h"

/* Reads the whole file and reports what is no UTF-8 or no text in it (and blanks it). False when it cannot be read. */
bool source_open(source *s, knowledge *k, const char *path, dl_error *err);
void source_close(source *s);
/* Counts a problem; where to print it, or NULL when there were too many already. */
FILE *knowledge_count_problem(knowledge *k);

#endif
