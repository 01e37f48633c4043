/* progress.c - one line on a terminal that says how far a long batch is, how fast, and how long it will take. Drawn a few times
 * a second; taken away before anything else is said. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

enum { WIDTH = 24 };
static const double FIRST = 0.3, EVERY = 0.2; /* seconds: a short run needs no bar */

static struct {
    bool on, drawn;
    uint64_t total; /* bytes of all inputs; 0: not known */
    double start, last;
} bar;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

bool progress_wanted(void) {
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && term && strcmp(term, "dumb");
}

void progress_open(uint64_t total) {
    bar.on = true;
    bar.total = total;
    bar.start = now();
    bar.last = bar.start + FIRST - EVERY;
}

void progress_hide(void) {
    if (bar.drawn) fputs("\r\033[K", stderr);
    bar.drawn = false;
}

void progress_close(void) {
    progress_hide();
    bar.on = false;
}

static void left(double seconds) {
    long s = (long)(seconds + 0.5);
    if (s >= 3600) fprintf(stderr, "  %ld:%02ld:%02ld left", s / 3600, s / 60 % 60, s % 60);
    else fprintf(stderr, "  %ld:%02ld left", s / 60, s % 60);
}

void progress_step(uint64_t reports, uint64_t sentences, uint64_t taken) {
    if (!bar.on) return;
    double t = now(), past = t - bar.start;
    if (t - bar.last < EVERY) return;
    bar.last = t;
    fputs("\r\033[K", stderr);
    if (bar.total && taken <= bar.total) {
        double part = (double)taken / (double)bar.total;
        int full = (int)(part * WIDTH);
        fputc('[', stderr);
        for (int i = 0; i < WIDTH; i++) fputc(i < full ? '#' : '-', stderr);
        fprintf(stderr, "] %3.0f%%  ", 100 * part);
    }
    fprintf(stderr, "%llu report%s  %.0f sentences/s", (unsigned long long)reports, reports == 1 ? "" : "s",
            (double)sentences / past);
    if (bar.total && taken && taken <= bar.total) left(past * (double)(bar.total - taken) / (double)taken);
    fflush(stderr);
    bar.drawn = true;
}
