/* main.c - dateline-bench: how fast reports are read, where the time goes, and what it takes. Nothing here is a test. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "measure.h"
#include "report.h"

static const char *const PART[PART_COUNT] = {
    [PART_REPAIR] = "repair",       [PART_FURNITURE] = "furniture", [PART_SENTENCES] = "tokens, sentences",
    [PART_ENCODE] = "syntax: encode", [PART_TREE] = "syntax: tree", [PART_WORDS] = "syntax: tags, lemmas",
    [PART_TIMES] = "times, quantities",
    [PART_PLACES] = "places",
    [PART_ENTITIES] = "entities",
    [PART_STATEMENTS] = "statements", [PART_LEDGER] = "ledger",
    [PART_EVENTS] = "events",
    [PART_REST] = "rest",
};

typedef struct reading {
    size_t words, sentences;
    double seconds;
    report_clock clock;
} reading;

/* Reads every `step`-th report from `from`; false when memory ends. */
static bool read_reports(const dl_model *model, const corpus *c, size_t from, size_t step, reading *out) {
    *out = (reading){0};
    double start = measure_cpu();
    for (size_t i = from; i < c->n; i += step) {
        out->clock.last = 0;
        dl_report *r = report_read(model, c->texts[i], c->bytes[i], NULL, &out->clock, NULL);
        if (!r) return false;
        out->words += r->n_tokens;
        out->sentences += r->n_sentences;
        dl_report_free(r);
    }
    out->seconds = measure_cpu() - start;
    return true;
}

/* The fastest of three readings: others use the machine too. */
static bool read_best(const dl_model *model, const corpus *c, reading *best) {
    for (int k = 0; k < 3; k++) {
        reading one;
        if (!read_reports(model, c, 0, 1, &one)) return false;
        if (!k || one.seconds < best->seconds) *best = one;
    }
    return true;
}

static void print_speed(const char *name, const reading *r) {
    double words = (double)r->words / r->seconds;
    printf("%-22s %9.0f words/s %8.0f sentences/s %8.0f sentences of 25 words/s\n", name, words,
           (double)r->sentences / r->seconds, words / 25);
    fflush(stdout);
}

static void print_parts(const reading *r) {
    uint64_t all = 0;
    for (int p = 0; p < PART_COUNT; p++) all += r->clock.ns[p];
    printf("\nwhere the time goes       share   ns/word\n");
    for (int p = 0; p < PART_COUNT; p++)
        if (r->clock.ns[p])
            printf("  %-22s %5.1f%% %9.0f\n", PART[p], 100.0 * (double)r->clock.ns[p] / (double)all,
                   (double)r->clock.ns[p] / (double)r->words);
}

typedef struct worker {
    pthread_t thread;
    const dl_model *model;
    const corpus *corpus;
    size_t from, step;
    reading result;
    bool ok;
} worker;

static void *work(void *p) {
    worker *w = p;
    w->ok = read_reports(w->model, w->corpus, w->from, w->step, &w->result);
    return NULL;
}

/* Wall seconds of reading the corpus with `n` threads (2 at most); negative if a thread failed. */
static double read_threads(const dl_model *model, const corpus *c, size_t n) {
    worker w[2];
    double start = measure_wall();
    size_t started = 0;
    bool ok = true;
    for (; started < n; started++) {
        w[started] = (worker){.model = model, .corpus = c, .from = started, .step = n};
        if (pthread_create(&w[started].thread, NULL, work, &w[started])) break;
    }
    for (size_t i = 0; i < started; i++) {
        pthread_join(w[i].thread, NULL);
        ok &= w[i].ok;
    }
    return ok && started == n ? measure_wall() - start : -1;
}

static void print_threads(const dl_model *model, const corpus *c) {
    double one = read_threads(model, c, 1), two = read_threads(model, c, 2);
    printf("\ntwo threads, one model    %.2f times as fast as one (wall clock; %ld processors)\n", one > 0 && two > 0 ? one / two : 0,
           sysconf(_SC_NPROCESSORS_ONLN));
}

/* Time for texts of 1, 4 and 16 times a length; the last column is 1.00 where the cost is linear. */
static void print_growth(const dl_model *model, const corpus *c) {
    enum { BASE = 64 << 10 };
    printf("\none long text              64 KiB   256 KiB  1024 KiB   16 times the text costs\n");
    for (int bare = 0; bare < 2; bare++) {
        double ms[3] = {0};
        for (int k = 0; k < 3; k++) {
            size_t bytes = (size_t)BASE << (2 * k);
            char *text = corpus_long(c, bytes, bare);
            for (int turn = 0; text && turn < 3; turn++) {
                double from = measure_cpu();
                dl_report_free(dl_read(model, text, bytes, NULL, NULL));
                double took = (measure_cpu() - from) * 1e3;
                if (!turn || took < ms[k]) ms[k] = took;
            }
            free(text);
        }
        printf("  %-22s %6.1f ms %6.1f ms %6.1f ms   %.2f times 16\n", bare ? "one bare paragraph" : "reports", ms[0], ms[1], ms[2],
               ms[2] / ms[0] / 16);
    }
}

/* Each instruction set that can be asked for by DATELINE_BACKEND. */
static void print_backends(const corpus *c) {
    static const char *const names[] = {"plain", "avx2", "avx512-vnni"};
    printf("\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        setenv("DATELINE_BACKEND", names[i], 1);
        dl_model *model = dl_model_open(NULL, NULL);
        reading r;
        if (model && !strcmp(dl_model_backend(model), names[i]) && read_best(model, c, &r)) print_speed(names[i], &r);
        else printf("%-22s not on this machine\n", names[i]);
        dl_model_close(model);
    }
    unsetenv("DATELINE_BACKEND");
}

static void print_memory(const char *self, size_t reports) {
    char command[8192];
    size_t kb = 0;
    snprintf(command, sizeof command, "'%s' --memory %zu", self, reports);
    FILE *f = popen(command, "r");
    if (f && fscanf(f, "%zu", &kb) != 1) kb = 0;
    if (f) pclose(f);
    printf("resident memory           %.1f MiB at most, model and data included\n", (double)kb / 1024);
}

static int usage(void) {
    fprintf(stderr, "usage: dateline-bench [REPORTS]   how many reports are read (400)\n");
    return 2;
}

int main(int argc, char **argv) {
    /* --count and --memory are how the program runs itself again: read N reports once, and no more. */
    bool count = argc == 3 && !strcmp(argv[1], "--count"), memory = argc == 3 && !strcmp(argv[1], "--memory");
    char *end = "";
    unsigned long reports = argc > 1 ? strtoul(argv[argc - 1], &end, 10) : 400;
    if (*end || (argc > 2 && !count && !memory) || (!reports && !count)) return usage();
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = 0;

    setenv("DATELINE_DATA", BUILD_DIR, 0); /* the files that were built with this program */
    dl_error err;
    corpus c;
    reading r;
    if (!corpus_load(&c, reports ? reports : 1, &err)) return fprintf(stderr, "dateline-bench: %s\n", err.message), 1;
    if (!reports) c.n = 0;
    dl_model *model = dl_model_open(NULL, &err);
    if (!model) return fprintf(stderr, "dateline-bench: %s\n", err.message), 1;
    if (count || memory) {
        bool ok = read_reports(model, &c, 0, 1, &r);
        if (memory) printf("%zu\n", measure_peak_memory());
        return !ok;
    }
    if (!read_best(model, &c, &r)) return fprintf(stderr, "dateline-bench: out of memory\n"), 1;

    printf("%zu %s, %zu words in %zu sentences, one core, %s\n", c.n, c.name, r.words, r.sentences, dl_model_backend(model));
    print_speed("raw text to tree", &r);
    print_parts(&r);
    print_backends(&c);
    print_threads(model, &c);
    print_growth(model, &c);
    char *command[] = {BUILD_DIR "/dateline", "read", SOURCE_DIR "/examples/strait.txt", NULL};
    printf("\nstart to first output     %.1f ms ('dateline read', middle of 21)\n", measure_first_output(command, 21));
    print_memory(self, c.n);
    const char *how;
    size_t slice = c.n < 10 ? c.n : 10, all = c.n;
    c.n = slice;
    reading few;
    uint64_t instructions = measure_instructions(self, model, &c, slice, &how);
    if (instructions && read_reports(model, &c, 0, 1, &few))
        printf("instructions              %.0f a word (%s, first %zu reports)\n", (double)instructions / (double)few.words, how, slice);
    else printf("instructions              not counted: neither perf counters nor valgrind here\n");
    c.n = all;
    dl_model_close(model);
    corpus_free(&c);
    return 0;
}
