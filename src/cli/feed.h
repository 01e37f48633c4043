/* feed.h - the reports of all inputs as jobs for the pipeline, and what became of those that could not be read. */
#ifndef DL_FEED_H
#define DL_FEED_H

#include "cli/cli.h"
#include "cli/pipeline.h"
#include "input/input.h"

typedef struct feed {
    const cli_options *options;
    input_walk *walk;
    dl_input *in;         /* the file that is being read, or NULL */
    char *path;           /* its name */
    uint64_t taken;       /* bytes of the files before it */
    uint64_t skip;        /* jobs to pass over unread: they were done before */
    FILE *errors;         /* --errors, or NULL */
    uint64_t done, failed, sentences; /* reports finished, without those passed over; sentences in them */
} feed;

/* Starts progress too, where a person looks on and standard output does not go there as well. `errors_at`: bytes of the
 * file of errors to keep. */
bool feed_open(feed *f, const cli_options *o, uint64_t errors_at, dl_error *err);
bool feed_next(feed *f, pipeline_job *job);
/* Says why a job failed, on standard error or in the file of errors. */
void feed_failed(feed *f, const pipeline_job *job);
/* Says what is odd about a report that was read. */
void feed_remarks(const pipeline_job *job);
/* Counts a finished job, failed or not. */
void feed_finished(feed *f, const pipeline_job *job);
/* The exit status so far becomes what the file of errors adds to it. */
int feed_close(feed *f, int status);

/* Reads the job's report; false with job->broken and job->err when that fails. */
bool feed_read(const dl_model *model, const cli_options *o, bool keep_furniture, pipeline_job *job);

#endif
