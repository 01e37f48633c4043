/* two_threads.c - the library as somebody else's program uses it: one model, two threads, the public header alone. */
#include <dateline.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *work(void *model) {
    static const char text[] = "The envoy met the rebels on Monday. They did not agree.";
    size_t n = 0;
    for (int i = 0; i < 20; i++) {
        dl_report *r = dl_read(model, text, strlen(text), NULL, NULL);
        if (!r) return NULL;
        dl_report_sentences(r, &n);
        dl_report_free(r);
    }
    return n == 2 ? model : NULL;
}

int main(int argc, char **argv) {
    dl_error err;
    dl_model *model = dl_model_open(argc > 1 ? argv[1] : NULL, &err);
    if (!model) return fprintf(stderr, "%s\n", err.message), 1;
    pthread_t one, two;
    void *a = NULL, *b = NULL;
    if (pthread_create(&one, NULL, work, model) || pthread_create(&two, NULL, work, model)) return 1;
    pthread_join(one, &a);
    pthread_join(two, &b);
    dl_model_close(model);
    return !(a && b);
}
