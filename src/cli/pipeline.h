/* pipeline.h - many reports over many threads: any thread reads the next one and works on it, one thread finishes them in the
 * order in which they came. A bounded number is under way at any time, so that memory does not grow with the batch. */
#ifndef DL_PIPELINE_H
#define DL_PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dateline.h"

/* One report on its way. The pipeline frees the strings and the rest after it was finished. */
typedef struct pipeline_job {
    char *where, *id, *date, *text; /* as input_report has them; id and date may be NULL */
    size_t len;
    const char *remark;   /* what had to be passed over in it, or NULL; never freed */
    bool is_text;         /* `where` is the path of a file that is this report alone */
    bool broken;          /* could not be read: `err` says why */
    dl_error err;
    uint64_t taken;       /* bytes of all inputs read when it was taken */
    dl_report *report;    /* what work() made */
    char *out;
    size_t out_len;
    void *more;           /* the caller's, from malloc() */
} pipeline_job;

typedef struct pipeline_steps {
    bool (*next)(void *context, pipeline_job *job);         /* fills a zeroed job; false at the end. One thread at a time */
    void (*work)(const void *context, pipeline_job *job);   /* in any thread */
    bool (*finish)(void *context, pipeline_job *job);       /* in the caller's thread, in order; false ends everything */
    void (*idle)(void *context); /* there too, when the next job is not ready; or NULL */
} pipeline_steps;

/* Runs all through `threads` threads; false when memory ends before it began or a thread cannot be started. */
bool pipeline_run(const pipeline_steps *steps, void *context, int threads);

#endif
