/* pipeline.c - a ring of jobs between the threads that read reports and the one that writes what came of them. */
#include "cli/pipeline.h"

#include <pthread.h>
#include <stdlib.h>

/* Under way at once: so many jobs a thread, and no new one while more text and output than this waits. */
enum { SLOTS_A_THREAD = 4, MOST_BYTES = 64 << 20 };

typedef struct slot {
    pipeline_job job;
    bool done;
} slot;

typedef struct ring {
    const pipeline_steps *steps;
    void *context;
    pthread_mutex_t lock, input; /* lock: all below; input: held while next() runs, and taken first */
    pthread_cond_t room, ready;
    slot *slots;
    size_t n;
    uint64_t taken, finished;    /* jobs; slot = number % n */
    size_t bytes;                /* that wait */
    bool ended, stopped;
} ring;

static void drop(pipeline_job *j) {
    free(j->where);
    free(j->id);
    free(j->date);
    free(j->text);
    free(j->out);
    free(j->more);
    dl_report_free(j->report);
    *j = (pipeline_job){0};
}

/* Takes the next job; NULL when there is none or all was stopped. */
static slot *take(ring *r) {
    slot *s = NULL;
    pthread_mutex_lock(&r->input);
    pthread_mutex_lock(&r->lock);
    while (!r->stopped && !r->ended && r->taken > r->finished && (r->taken - r->finished == r->n || r->bytes > MOST_BYTES))
        pthread_cond_wait(&r->room, &r->lock);
    bool go = !r->stopped && !r->ended;
    if (go) s = &r->slots[r->taken % r->n];
    pthread_mutex_unlock(&r->lock);
    if (go) {
        s->job = (pipeline_job){0};
        go = r->steps->next(r->context, &s->job);
        pthread_mutex_lock(&r->lock);
        if (go) {
            s->done = false;
            r->taken++;
            r->bytes += s->job.len;
        } else {
            r->ended = true;
            s = NULL;
            pthread_cond_broadcast(&r->ready);
        }
        pthread_mutex_unlock(&r->lock);
    }
    pthread_mutex_unlock(&r->input);
    return s;
}

static void *work(void *p) {
    ring *r = p;
    for (slot *s; (s = take(r));) {
        if (!s->job.broken) r->steps->work(r->context, &s->job);
        pthread_mutex_lock(&r->lock);
        s->done = true;
        r->bytes += s->job.out_len;
        pthread_cond_broadcast(&r->ready);
        pthread_mutex_unlock(&r->lock);
    }
    return NULL;
}

/* The next job in order, once it is done; NULL after the last. */
static slot *wait_for(ring *r) {
    slot *s = &r->slots[r->finished % r->n];
    pthread_mutex_lock(&r->lock);
    if (r->steps->idle && (r->taken > r->finished ? !s->done : !r->ended)) {
        pthread_mutex_unlock(&r->lock);
        r->steps->idle(r->context);
        pthread_mutex_lock(&r->lock);
    }
    while (r->taken > r->finished ? !s->done : !r->ended) pthread_cond_wait(&r->ready, &r->lock);
    if (r->taken == r->finished) s = NULL;
    pthread_mutex_unlock(&r->lock);
    return s;
}

bool pipeline_run(const pipeline_steps *steps, void *context, int threads) {
    ring r = {.steps = steps, .context = context, .n = (size_t)threads * SLOTS_A_THREAD};
    pthread_t *workers = calloc((size_t)threads, sizeof *workers);
    r.slots = calloc(r.n, sizeof *r.slots);
    pthread_mutex_init(&r.lock, NULL);
    pthread_mutex_init(&r.input, NULL);
    pthread_cond_init(&r.room, NULL);
    pthread_cond_init(&r.ready, NULL);
    int started = 0;
    while (workers && r.slots && started < threads && !pthread_create(&workers[started], NULL, work, &r)) started++;
    bool ok = started > 0; /* fewer are slower, no more */
    if (ok)
        for (slot *s; (s = wait_for(&r));) {
            bool go = steps->finish(context, &s->job);
            size_t bytes = s->job.len + s->job.out_len;
            drop(&s->job);
            pthread_mutex_lock(&r.lock);
            r.finished++;
            r.bytes -= bytes;
            r.stopped = r.stopped || !go;
            pthread_cond_broadcast(&r.room);
            pthread_mutex_unlock(&r.lock);
            if (!go) break;
        }
    for (int i = 0; i < started; i++) pthread_join(workers[i], NULL);
    for (size_t i = 0; r.slots && i < r.n; i++) drop(&r.slots[i].job); /* what was under way when all was stopped */
    pthread_cond_destroy(&r.ready);
    pthread_cond_destroy(&r.room);
    pthread_mutex_destroy(&r.input);
    pthread_mutex_destroy(&r.lock);
    free(r.slots);
    free(workers);
    return ok;
}
