/* error.h - filling a dl_error. */
#ifndef DL_ERROR_H
#define DL_ERROR_H

#include "dateline.h"

/* Formats one line into `err` (may be NULL) and returns false, so that a caller can `return dl_fail(...)`. */
__attribute__((format(printf, 2, 3))) bool dl_fail(dl_error *err, const char *format, ...);

#endif
