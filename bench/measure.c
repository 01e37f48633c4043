/* measure.c - clocks, memory and instruction counts. */
#include "measure.h"

#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}
double measure_wall(void) { return seconds(CLOCK_MONOTONIC); }
double measure_cpu(void) { return seconds(CLOCK_PROCESS_CPUTIME_ID); }

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double first_output_once(char *const argv[]) {
    int ends[2];
    if (pipe(ends)) return -1;
    double from = measure_wall();
    pid_t child = fork();
    if (!child) {
        dup2(ends[1], 1);
        close(ends[0]);
        close(ends[1]);
        execv(argv[0], argv);
        _exit(127);
    }
    close(ends[1]);
    char bytes[4096];
    double ms = child > 0 && read(ends[0], bytes, sizeof bytes) > 0 ? (measure_wall() - from) * 1e3 : -1;
    while (child > 0 && read(ends[0], bytes, sizeof bytes) > 0) {}
    close(ends[0]);
    if (child > 0) waitpid(child, NULL, 0);
    return ms;
}

double measure_first_output(char *const argv[], int runs) {
    double ms[64];
    if (runs > 64) runs = 64;
    for (int i = 0; i < runs; i++) ms[i] = first_output_once(argv);
    qsort(ms, (size_t)runs, sizeof *ms, by_size);
    return ms[runs / 2];
}

size_t measure_peak_memory(void) {
    FILE *f = fopen("/proc/self/status", "r");
    char line[256];
    size_t kb = 0;
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "VmHWM: %zu", &kb) == 1) break;
    if (f) fclose(f);
    return kb;
}

static bool read_all(const dl_model *model, const corpus *c, size_t n) {
    for (size_t i = 0; i < n; i++) {
        dl_report *r = dl_read(model, c->texts[i], c->bytes[i], NULL, NULL);
        if (!r) return false;
        dl_report_free(r);
    }
    return true;
}

static uint64_t count_by_processor(const dl_model *model, const corpus *c, size_t n) {
    struct perf_event_attr a = {.type = PERF_TYPE_HARDWARE, .size = sizeof a, .config = PERF_COUNT_HW_INSTRUCTIONS,
                                .disabled = 1, .exclude_kernel = 1, .exclude_hv = 1};
    int fd = (int)syscall(SYS_perf_event_open, &a, 0, -1, -1, 0);
    if (fd < 0) return 0;
    uint64_t count = 0;
    ioctl(fd, PERF_EVENT_IOC_ENABLE, 0);
    bool ok = read_all(model, c, n);
    ioctl(fd, PERF_EVENT_IOC_DISABLE, 0);
    if (!ok || read(fd, &count, sizeof count) != sizeof count) count = 0;
    close(fd);
    return count;
}

/* Runs `self --count N` under callgrind and reads the total it prints. */
static uint64_t count_by_valgrind(const char *self, size_t n) {
    char command[8192], line[512];
    snprintf(command, sizeof command,
             "valgrind --tool=callgrind --callgrind-out-file=/dev/null '%s' --count %zu 2>&1 >/dev/null", self, n);
    FILE *f = popen(command, "r");
    unsigned long long count = 0;
    while (f && fgets(line, sizeof line, f)) {
        char *at = strstr(line, "Collected :");
        if (at) count = strtoull(at + 11, NULL, 10);
    }
    return f && !pclose(f) ? count : 0;
}

uint64_t measure_instructions(const char *self, const dl_model *model, const corpus *c, size_t n, const char **how) {
    *how = "perf";
    uint64_t count = count_by_processor(model, c, n);
    if (count) return count;
    *how = "valgrind, which hides AVX-512";
    uint64_t with = count_by_valgrind(self, n), without = with ? count_by_valgrind(self, 0) : 0;
    return with > without && without ? with - without : 0;
}
