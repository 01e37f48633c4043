/* worker.c - the thread that reads reports for requests that wait: one at a time, in the order they came, few at most. */
#include <stdlib.h>

#include "serve/private.h"

enum { MOST_WAITING = 16 };

struct worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more;
    request *first, *last;
    int n;
    bool closing;
};

static void *work(void *of) {
    struct worker *w = of;
    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!w->first && !w->closing) pthread_cond_wait(&w->more, &w->lock);
        request *q = w->first;
        if (!q) break;
        bool closing = w->closing;
        w->first = q->next;
        w->n--;
        pthread_mutex_unlock(&w->lock);
        if (closing) request_fail(q, 503, "the server is being stopped");
        else routes_answer(q);
        MHD_resume_connection(q->connection);
        pthread_mutex_lock(&w->lock);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct worker *worker_open(void) {
    struct worker *w = calloc(1, sizeof *w);
    if (!w) return NULL;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->more, NULL);
    if (!pthread_create(&w->thread, NULL, work, w)) return w;
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->more);
    free(w);
    return NULL;
}

bool worker_take(struct worker *w, request *q) {
    pthread_mutex_lock(&w->lock);
    bool room = w->n < MOST_WAITING && !w->closing;
    if (room) {
        q->next = NULL;
        if (w->first) w->last->next = q;
        else w->first = q;
        w->last = q;
        w->n++;
        pthread_cond_signal(&w->more);
    }
    pthread_mutex_unlock(&w->lock);
    return room;
}

void worker_close(struct worker *w) {
    if (!w) return;
    pthread_mutex_lock(&w->lock);
    w->closing = true;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->more);
    free(w);
}
