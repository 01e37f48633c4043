/* add.c - the command add: every report of every input goes into the store. Threads read, one writes; what is there already is
 * not read again, so that a run that was killed goes on by itself. */
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/feed.h"
#include "store/store.h"

/* Reports are kept in groups while they come fast, and at once where the next is not there yet: nobody is locked out, and little
 * is lost, while this program waits. */
enum { GROUP = 64 };

typedef struct adder {
    const cli_options *options;
    const dl_model *model;
    feed feed;
    dl_store *store;
    dl_store *asked;            /* another connection, for the threads that read; NULL: they read all */
    pthread_mutex_t asking;
    uint64_t added, corrected, known;
    unsigned group;
    int status;
} adder;

/* What a thread found out of a job. */
typedef struct work_note {
    char hash[STORE_HASH];
    bool known;
} work_note;

static bool next(void *context, pipeline_job *job) { return feed_next(&((adder *)context)->feed, job); }

static bool is_blank(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] > ' ') return false;
    return true;
}

static void read_job(const void *context, pipeline_job *job) {
    adder *a = (adder *)(uintptr_t)context;
    work_note *w = calloc(1, sizeof *w);
    if (!w) {
        job->broken = true;
        dl_fail(&job->err, "%.300s: out of memory", job->where);
        return;
    }
    job->more = w;
    if (is_blank(job->text, job->len)) {
        job->broken = true;
        dl_fail(&job->err, "%.300s: is empty, so there is nothing to keep; was it fetched whole?", job->where);
        return;
    }
    store_hash(job->text, job->len, w->hash);
    if (a->asked) {
        pthread_mutex_lock(&a->asking);
        w->known = store_knows(a->asked, job->id, w->hash);
        pthread_mutex_unlock(&a->asking);
    }
    if (!w->known) feed_read(a->model, a->options, false, job);
}

static void commit(void *context) {
    adder *a = context;
    dl_error err;
    a->group = 0;
    if (store_commit(a->store, &err)) return;
    cli_say("%s", err.message);
    a->status = CLI_OUTPUT;
}

static bool keep(adder *a, pipeline_job *job) {
    work_note *w = job->more;
    char path[PATH_MAX];
    if (w->known) {
        a->known++;
        return true;
    }
    store_origin from = {.id = job->id, .hash = w->hash, .no_text = a->options->no_text,
                         .file = job->is_text && !job->id ? realpath(job->where, path) : NULL};
    dl_error err;
    switch (store_add(a->store, a->model, job->report, &from, &err)) {
    case STORE_FAILED:
        cli_say("%s", err.message);
        a->status = CLI_OUTPUT;
        return false;
    case STORE_KNOWN: a->known++; return true;
    case STORE_CORRECTED:
        a->corrected++;
        cli_say("%.450s: other text than the store has of \"%.100s\"; this version supersedes that one", job->where,
                job->id ? job->id : job->where);
        break;
    case STORE_ADDED: a->added++; break;
    }
    feed_remarks(job);
    if (++a->group == GROUP) commit(a);
    return a->status != CLI_OUTPUT;
}

static bool finish(void *context, pipeline_job *job) {
    adder *a = context;
    bool go = a->status != CLI_OUTPUT;
    if (!go) return false;
    if (job->broken) feed_failed(&a->feed, job);
    else go = keep(a, job);
    if (go) feed_finished(&a->feed, job);
    return go;
}

static int run(adder *a) {
    static const pipeline_steps steps = {next, read_job, finish, commit};
    dl_error err;
    if (!feed_open(&a->feed, a->options, 0, &err)) {
        cli_say("%s", err.message);
        return CLI_OUTPUT;
    }
    if (!pipeline_run(&steps, a, a->options->jobs)) {
        cli_say("out of memory");
        a->status = CLI_SOME_FAILED;
    }
    commit(a);
    a->status = feed_close(&a->feed, a->status);
    if (a->status != CLI_OUTPUT)
        printf("%llu report%s added, %llu corrected, %llu known before, %llu could not be read\n", (unsigned long long)a->added,
               a->added == 1 ? "" : "s", (unsigned long long)a->corrected, (unsigned long long)a->known,
               (unsigned long long)a->feed.failed);
    return cli_finish(a->status);
}

int cli_add(const cli_options *o) {
    dl_error err;
    dl_model *model = cli_open_model(o, &err);
    if (!model) {
        cli_say("%s", err.message);
        return CLI_MODEL;
    }
    adder a = {.options = o, .model = model, .asking = PTHREAD_MUTEX_INITIALIZER};
    int status = CLI_OUTPUT;
    a.store = store_open(o->db, true, &err);
    if (a.store) {
        a.asked = store_open(o->db, false, NULL);
        status = run(&a);
    } else cli_say("%s", err.message);
    store_close(a.asked);
    store_close(a.store);
    dl_model_close(model);
    return status;
}
