/* layouts.h - one function per layout writes the rows that tables.h gathered. */
#ifndef DL_LAYOUTS_H
#define DL_LAYOUTS_H

#include "output/tables.h"

void csv_header(FILE *f);
void csv_rows(FILE *f, const tables *t);
void phoenix_rows(FILE *f, const tables *t);
void petrarch_rows(FILE *f, const tables *t);
void polecat_header(FILE *f);
void polecat_rows(FILE *f, const tables *t);
void gdelt_rows(FILE *f, const tables *t);

#endif
