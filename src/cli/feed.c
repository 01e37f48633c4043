/* feed.c - opens one input after another, makes each report a job of its own, and tells of those that could not be read. */
#include "cli/feed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "output/json.h"

static uint64_t size_of_all(const cli_options *o) {
    uint64_t all = 0, size;
    const char *path;
    dl_error err;
    input_walk *w = input_walk_open(o->files, o->n_files, &err);
    for (input_status got; w && (got = input_walk_next(w, &path, &size, &err)) != INPUT_END;)
        if (got == INPUT_REPORT) {
            if (!size) { /* a pipe: nobody knows */
                all = 0;
                break;
            }
            all += size;
        }
    input_walk_close(w);
    return all;
}

static bool open_errors(feed *f, const cli_options *o, uint64_t errors_at, dl_error *err) {
    if (!o->errors) return true;
    f->errors = fopen(o->errors, errors_at ? "r+" : "w");
    if (!f->errors || (errors_at && (ftruncate(fileno(f->errors), (off_t)errors_at) || fseek(f->errors, 0, SEEK_END))))
        return dl_fail(err, "%.300s: cannot write: %s; name another file with --errors", o->errors, strerror(errno));
    return true;
}

bool feed_open(feed *f, const cli_options *o, uint64_t errors_at, dl_error *err) {
    *f = (feed){.options = o};
    if (!open_errors(f, o, errors_at, err)) return false;
    f->walk = input_walk_open(o->files, o->n_files, err);
    if (!f->walk) return false;
    if (progress_wanted() && !isatty(STDOUT_FILENO)) progress_open(size_of_all(o));
    return true;
}

static void shut(feed *f) {
    if (!f->in) return;
    f->taken += input_taken(f->in);
    input_close(f->in);
    free(f->path);
    f->path = NULL;
    f->in = NULL;
}

static char *copy(const char *s) { return s ? strdup(s) : NULL; }

/* A copy, since the pipeline holds it while the input goes on. */
static void fill(feed *f, pipeline_job *job, const input_report *r) {
    *job = (pipeline_job){.where = copy(r->where), .id = copy(r->id), .date = copy(r->date), .remark = r->remark,
                          .text = malloc(r->len + 1), .len = r->len, .is_text = input_is_text(f->in),
                          .taken = f->taken + input_taken(f->in)};
    if (job->text && job->where && !r->id == !job->id && !r->date == !job->date) {
        memcpy(job->text, r->text, r->len);
        return;
    }
    job->broken = true;
    dl_fail(&job->err, "%.300s: out of memory", r->where);
}

static bool next(feed *f, pipeline_job *job) {
    const char *path;
    dl_error err;
    for (;;) {
        if (!f->in) {
            input_status got = input_walk_next(f->walk, &path, NULL, &err);
            if (got == INPUT_END) return false;
            if (got == INPUT_REPORT) {
                f->path = strdup(path);
                if (f->path) f->in = input_open(f->path, f->options->lines, &f->options->fields, &err);
                else dl_fail(&err, "out of memory");
            }
            if (!f->in) {
                free(f->path);
                f->path = NULL;
                *job = (pipeline_job){.broken = true, .err = err, .taken = f->taken};
                return true;
            }
        }
        input_report report = {0};
        input_status got = input_next(f->in, &report, &err);
        if (got == INPUT_REPORT) return fill(f, job, &report), true;
        if (got == INPUT_BROKEN) {
            *job = (pipeline_job){.broken = true, .err = err, .where = copy(report.where), .id = copy(report.id),
                                  .taken = f->taken + input_taken(f->in)};
            return true;
        }
        shut(f);
    }
}

bool feed_next(feed *f, pipeline_job *job) {
    for (; f->skip; f->skip--) {
        if (!next(f, job)) return false;
        free(job->where), free(job->id), free(job->date), free(job->text);
        *job = (pipeline_job){0}; /* when no report is left, nobody frees them twice */
    }
    return next(f, job);
}

void feed_failed(feed *f, const pipeline_job *job) {
    f->failed++;
    if (!f->errors) {
        cli_say("%s", job->err.message);
        return;
    }
    json_put(f->errors, "{\"id\":");
    json_string(f->errors, job->id);
    json_put(f->errors, ",\"where\":");
    json_string(f->errors, job->where);
    json_put(f->errors, ",\"error\":");
    json_string(f->errors, job->err.message);
    json_put(f->errors, "}\n");
    fflush(f->errors);
}

void feed_remarks(const pipeline_job *job) {
    uint32_t bad = dl_report_meta(job->report)->bad_bytes;
    if (job->remark) cli_say("%.450s: %s", job->where, job->remark);
    if (bad) cli_say("%.450s: %u undecodable byte%s read as U+FFFD", job->where, bad, bad == 1 ? "" : "s");
}

void feed_finished(feed *f, const pipeline_job *job) {
    size_t n = 0;
    if (job->report) dl_report_sentences(job->report, &n);
    f->done++;
    f->sentences += n;
    progress_step(f->done, f->sentences, job->taken);
}

int feed_close(feed *f, int status) {
    progress_close();
    shut(f);
    input_walk_close(f->walk);
    if (f->errors) {
        bool bad = ferror(f->errors) != 0;
        int why = errno;
        if (fclose(f->errors)) bad = true, why = errno;
        f->errors = NULL;
        if (bad) {
            cli_say("%.300s: cannot write: %s; make room or write elsewhere", f->options->errors, strerror(why));
            return CLI_OUTPUT;
        }
        if (f->failed)
            cli_say("%llu report%s could not be read; %.300s says which", (unsigned long long)f->failed,
                    f->failed == 1 ? "" : "s", f->options->errors);
    }
    return status == CLI_OK && f->failed ? CLI_SOME_FAILED : status;
}

bool feed_read(const dl_model *model, const cli_options *o, bool keep_furniture, pipeline_job *job) {
    dl_error err;
    dl_options options = {.id = job->id,
                          .date = job->date ? job->date : o->date,
                          .date_is_metadata = job->date,
                          .keep_furniture = keep_furniture};
    job->report = dl_read(model, job->text, job->len, &options, &err);
    if (job->report) return true;
    job->broken = true;
    return dl_fail(&job->err, "%.300s: %.200s", job->where, err.message);
}
