/* source.h - opening and closing a data file; what a kind of data uses of it is in knowledge.h. */
#ifndef DL_SOURCE_H
#define DL_SOURCE_H

#include <stdarg.h>

#include "knowledge/knowledge.h"

enum { SOURCE_MAX = 64 << 20 }; /* bytes; more is no list that somebody wrote */

/* Reads the whole file and reports what is no UTF-8 or no text in it (and blanks it). False when it cannot be read. */
bool source_open(source *s, source_log *log, const char *path, dl_error *err);
/* The same for a text in memory, copied; `path` names it in messages. */
bool source_take(source *s, source_log *log, const char *path, const char *text, size_t bytes, dl_error *err);
void source_close(source *s);
/* Counts a problem and tells it; past a thousand it only counts. */
__attribute__((format(printf, 2, 0))) void source_log_problem(source_log *log, const char *format, va_list args);

#endif
