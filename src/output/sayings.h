/* sayings.h - the brief's list of who said what. */
#ifndef DL_SAYINGS_H
#define DL_SAYINGS_H

#include "output/page.h"

/* `number`: per sentence the number it has in the brief, or 0. Nothing is written where nothing was said. */
void sayings_write(page *p, const dl_report *r, const size_t *number);

#endif
