/* promises.h - what every report keeps to, whatever its text; asked by tests and by fuzzing. */
#ifndef DL_TESTS_PROMISES_H
#define DL_TESTS_PROMISES_H

#include "dateline.h"

/* The first promise that `r` breaks, as one line in static storage of the thread, or NULL if it keeps all. `kept`: it was
 * read with keep_furniture. */
const char *promises_broken(const dl_report *r, bool kept);

#endif
