/* parts.h - the parts of the JSON record that have a file of their own. Each writes ,"name":[...]. */
#ifndef DL_OUTPUT_PARTS_H
#define DL_OUTPUT_PARTS_H

#include <stdio.h>

#include "dateline.h"

void output_entities(FILE *f, const dl_report *r);
void output_statements(FILE *f, const dl_report *r);
void output_events(FILE *f, const dl_report *r);
void output_ledger(FILE *f, const dl_report *r); /* several: one for each list of the ledger */

#endif
