/* times.h - the compiled patterns of data/patterns as times and quantities use them. Private. */
#ifndef DL_TIMES_H
#define DL_TIMES_H

#include "entities/patterns.h"
#include "entities/timevalue.h"
#include "model.h"
#include "report.h"

struct entities_model {
    pattern_set patterns;
};

/* A sentence that is being searched: its atoms, and where its tokens are. */
typedef struct pattern_search {
    const dl_report *r;
    const dl_sentence *sentence;
    pat_line line;
} pattern_search;

/* Cuts a sentence; false when memory ends. */
bool search_sentence(pattern_search *s, const pattern_set *p, const dl_sentence *sentence);
/* The token that holds an atom (the last that begins at or before it). */
uint32_t search_token(const pattern_search *s, size_t atom);
/* True where the words around a match do not belong to it and the rule's tags hold; `context` is a pattern_search. */
bool search_allows(void *context, const pat_rule *rule, size_t first, size_t count);

/* One report while its times are read. */
typedef struct times_reader {
    pattern_search search;
    const pattern_set *p;
    dl_report *r;
    time_context now;
    size_t cap;
} times_reader;

/* published.c: looks for the day of publication in the furniture; false when memory ends. */
bool times_find_published(times_reader *t);
/* tense.c: of the verb that governs the time at an atom: -1 past, 0 unknown, 1 to come. `month`: the time names a month
 * but no weekday. */
int times_tense(times_reader *t, size_t atom, bool month);
/* Byte of a code-point offset. */
uint32_t times_byte(const dl_report *r, uint32_t cp);

#endif
