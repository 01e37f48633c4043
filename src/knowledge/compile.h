/* compile.h - turning the folder data/ into the one mapped file dateline.data. */
#ifndef DL_COMPILE_H
#define DL_COMPILE_H

#include "dateline.h"

/* Reads and checks every file of `dir` and writes the pack `out`. `depfile` (may be NULL) gets a make rule that names every
 * file and folder read, so that the build runs this again when one changes. */
bool knowledge_compile(const char *dir, const char *out, const char *depfile, dl_error *err);

#endif
