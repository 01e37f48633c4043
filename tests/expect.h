/* expect.h - what a case may expect of a record: one small function per kind, in a table per stage. */
#ifndef DL_EXPECT_H
#define DL_EXPECT_H

#include <stdbool.h>
#include <stddef.h>

#include "dateline.h"

typedef struct reading {
    const dl_report *report;
    const char *text;            /* dl_report_text */
    const dl_sentence *sentences;
    const dl_token *tokens;
    const dl_furniture *furniture;
    const dl_meta *meta;
    size_t n_sentences, n_tokens, n_furniture;
} reading;

/* `args` are the line's words after the kind's name, quotes taken off; at least `least` of them, the rest NULL. True if the
 * record is as expected; else `why` may say what it holds instead. */
typedef struct expectation {
    const char *kind;
    int least;
    bool (*holds)(const reading *g, char **args, char *why, size_t size);
} expectation;

enum { EXPECT_ARGS = 12 };

/* Tables end with an empty kind. */
extern const expectation expect_text[], expect_syntax[], expect_entities[], expect_times[], expect_output[], expect_actors[], expect_places[],
                         expect_statements[], expect_ledger[], expect_events[];

/* Helpers. A span of the report as one line: runs of white space become one space. */
void expect_slice(const reading *g, dl_span span, char *out, size_t size);
/* The token written `word`; "word#2" is its second occurrence. Index or -1. */
long expect_token(const reading *g, const char *word);

#endif
