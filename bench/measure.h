/* measure.h - clocks, memory and instruction counts. */
#ifndef DL_BENCH_MEASURE_H
#define DL_BENCH_MEASURE_H

#include "corpus.h"

double measure_wall(void);  /* seconds */
double measure_cpu(void);   /* seconds of this process */

/* Milliseconds from starting `argv` to its first byte of output, the middle of `runs`; negative if it prints nothing. */
double measure_first_output(char *const argv[], int runs);

/* Kilobytes that were resident at most in this process, from /proc/self/status; 0 if unknown. */
size_t measure_peak_memory(void);

/* Instructions of reading `n` reports once, without opening the model. *how says what counted: the processor ("perf"), or
 * valgrind, which runs `self` again with --count. 0 if neither can. */
uint64_t measure_instructions(const char *self, const dl_model *model, const corpus *c, size_t n, const char **how);

#endif
