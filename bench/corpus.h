/* corpus.h - the reports that are read for measuring. */
#ifndef DL_BENCH_CORPUS_H
#define DL_BENCH_CORPUS_H

#include "dateline.h"

typedef struct corpus {
    char **texts; size_t *bytes; size_t n;
    const char *name;   /* what it is, for the table */
} corpus;

/* Up to `most` reports: wire reports of ../shared (or $DATELINE_SHARED) where they are, otherwise those of examples/ again
 * and again, each time under another number. */
bool corpus_load(corpus *c, size_t most, dl_error *err);
void corpus_free(corpus *c);
/* One text of about `bytes` bytes: whole reports parted by empty lines, or one paragraph of their bare words. Freed by the
 * caller; NULL when memory ends. */
char *corpus_long(const corpus *c, size_t bytes, bool bare);

#endif
