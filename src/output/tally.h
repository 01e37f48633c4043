/* tally.h - the brief's last part: events, positions, forces, incidents and what is due. */
#ifndef DL_TALLY_H
#define DL_TALLY_H

#include "output/page.h"

/* `number`: per sentence the number it is shown with, 0 for one that is not shown. */
void tally_write(page *p, const dl_report *r, const size_t *number);

#endif
