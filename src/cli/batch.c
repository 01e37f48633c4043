/* batch.c - the commands read and code: every report of every input becomes what was asked for, in the order in which the
 * reports came. A report that cannot be read is told on one line and the batch goes on. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pack.h"
#include "cli/feed.h"
#include "output/output.h"

typedef struct batch {
    const cli_options *options;
    const dl_model *model;
    feed feed;
    brief_look look;
    cli_journal journal;
    bool one_before;
    int status;
} batch;

int cli_width(void) {
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    int width = columns && atoi(columns) > 0 ? atoi(columns) : !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col ? size.ws_col : 80;
    return width < 20 ? 20 : width;
}

brief_look cli_look(void) {
    brief_look look = {0};
    if (!isatty(STDOUT_FILENO)) return look;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    look.colour = !(no_color && *no_color) && term && strcmp(term, "dumb");
    look.width = cli_width();
    return look;
}

static bool next(void *context, pipeline_job *job) { return feed_next(&((batch *)context)->feed, job); }

static void render(const void *context, pipeline_job *job) {
    const batch *b = context;
    const cli_options *o = b->options;
    if (!feed_read(b->model, o, o->format == CLI_CONLLU, job)) return;
    bool memory_left = true;
    FILE *f = open_memstream(&job->out, &job->out_len);
    if (f) {
        if (o->format == CLI_JSONL) output_jsonl(f, job->report, o->tokens);
        else if (o->format == CLI_CONLLU) output_conllu(f, job->report);
        else if (o->format == CLI_TABLE) memory_left = output_table(f, job->report, (output_layout)o->layout, o->every_status);
        else {
            const char *name = job->id ? job->id : o->n_files != 1 || strcmp(o->files[0], job->where) ? job->where : NULL;
            if (!job->id && !o->n_files) name = NULL;
            output_brief(f, job->report, &(brief_look){.colour = b->look.colour, .width = b->look.width, .name = name});
        }
    }
    if (f && !fclose(f) && memory_left) return;
    job->broken = true;
    dl_fail(&job->err, "%.300s: out of memory", job->where);
}

static bool write_out(void *context, pipeline_job *job) {
    batch *b = context;
    if (job->broken) feed_failed(&b->feed, job);
    else {
        progress_hide();
        errno = 0; /* for cli_finish */
        if (b->options->format == CLI_BRIEF && b->one_before) putchar('\n');
        b->one_before = true;
        fwrite(job->out, 1, job->out_len, stdout);
        feed_remarks(job);
        b->journal.output += job->out_len;
    }
    b->status = cli_finish(b->status); /* each report goes out when it is ready */
    if (b->status == CLI_OUTPUT) return false;
    b->journal.done++;
    b->journal.failed += job->broken;
    b->journal.errors = b->feed.errors ? (uint64_t)ftell(b->feed.errors) : 0;
    if (!journal_write(&b->journal)) {
        cli_say("%.300s.progress: cannot write: %s; make room or write elsewhere", b->options->output, strerror(errno));
        b->status = CLI_OUTPUT;
        return false;
    }
    feed_finished(&b->feed, job);
    return true;
}

/* What must be the same for a run to go on where another was. */
static uint64_t task_of(const cli_options *o, const dl_model *model) {
    char *what = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&what, &n);
    if (!f) return 0;
    fprintf(f, "%s\n%d %d %d %d %d\n%s\n%s %s %s\n", dl_model_version(model), o->format, o->layout, o->every_status, o->tokens, o->lines, o->date ? o->date : "",
            o->fields.id ? o->fields.id : "", o->fields.text ? o->fields.text : "", o->fields.date ? o->fields.date : "");
    for (int i = 0; i < o->n_files; i++) fprintf(f, "%s\n", o->files[i]);
    for (size_t i = 0; i < o->n_dictionaries; i++) fprintf(f, "%s\n", o->dictionaries[i].path);
    if (o->petrarch) fprintf(f, "%s\n", o->petrarch);
    uint64_t hash = fclose(f) ? 0 : pack_checksum((const unsigned char *)what, n);
    free(what);
    return hash;
}

/* Standard output becomes the file of --output, cut back to what the journal knows of. */
static bool open_output(batch *b, dl_error *err) {
    const char *path = b->options->output;
    if (!path) return true;
    if (!journal_open(&b->journal, path, b->options->resume, task_of(b->options, b->model), err)) return false;
    if (b->journal.complete) return true;
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (b->journal.done ? 0 : O_TRUNC), 0666);
    if (fd < 0) return dl_fail(err, "%.300s: cannot open: %s; check the path", path, strerror(errno));
    off_t keep = (off_t)b->journal.output, size = b->journal.done ? lseek(fd, 0, SEEK_END) : keep;
    bool ok = size >= keep;
    if (!ok) dl_fail(err, "%.300s: is shorter than its .progress says; start again without --resume", path);
    else if ((b->journal.done && (ftruncate(fd, keep) || lseek(fd, keep, SEEK_SET) < 0)) || dup2(fd, STDOUT_FILENO) < 0)
        ok = dl_fail(err, "%.300s: cannot write: %s; make room or write elsewhere", path, strerror(errno));
    close(fd);
    cli_name_output(path);
    return ok;
}

/* The line that a table begins with; one that is taken up again has it. */
static void write_header(batch *b) {
    char *line = NULL;
    size_t n = 0;
    FILE *f = b->options->format == CLI_TABLE && !b->journal.done ? open_memstream(&line, &n) : NULL;
    if (!f) return;
    output_table_header(f, (output_layout)b->options->layout);
    if (!fclose(f)) fwrite(line, 1, n, stdout), b->journal.output += n;
    free(line);
}

static int run(batch *b) {
    static char room[256 * 1024];
    static const pipeline_steps steps = {next, render, write_out, NULL};
    dl_error err;
    if (!open_output(b, &err)) {
        cli_say("%s", err.message);
        journal_close(&b->journal, b->options->output, false);
        return CLI_OUTPUT;
    }
    if (b->journal.complete) {
        cli_say("%.300s: no .progress beside it, so it is complete: nothing to resume", b->options->output);
        return CLI_OK;
    }
    setvbuf(stdout, room, _IOFBF, sizeof room);
    b->look = cli_look();
    b->status = CLI_OK;
    if (!feed_open(&b->feed, b->options, b->journal.errors, &err)) {
        cli_say("%s", err.message);
        b->status = CLI_OUTPUT;
    } else {
        write_header(b);
        b->feed.skip = b->journal.done;
        b->feed.failed = b->journal.failed;
        if (!pipeline_run(&steps, b, b->options->jobs)) {
            cli_say("out of memory");
            b->status = CLI_SOME_FAILED;
        }
        b->status = feed_close(&b->feed, b->status);
    }
    b->status = cli_finish(b->status);
    journal_close(&b->journal, b->options->output, b->status == CLI_OK || b->status == CLI_SOME_FAILED);
    return b->status;
}

dl_model *cli_open_model(const cli_options *o, dl_error *err) {
    const dl_model_options with = {.dir = o->data, .dictionaries = o->dictionaries, .n_dictionaries = o->n_dictionaries,
                                   .petrarch = o->petrarch};
    dl_model *model = dl_model_open_with(&with, err);
    const char *first;
    long left_out = model ? dl_model_petrarch_problems(model, &first) : 0;
    if (left_out)
        cli_say("%.380s%s; dateline lint --petrarch-dictionaries lists what is not carried over (%ld line%s)", first,
                left_out > 1 ? ", and others" : "", left_out, left_out == 1 ? "" : "s");
    return model;
}

int cli_batch(const cli_options *o) {
    dl_error err;
    dl_model *model = cli_open_model(o, &err);
    if (!model) {
        cli_say("%s", err.message);
        return CLI_MODEL;
    }
    batch b = {.options = o, .model = model, .journal = {.fd = -1}};
    int status = run(&b);
    dl_model_close(model);
    return status;
}
