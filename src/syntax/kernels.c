/* kernels.c - choosing the backend at run time. */
#include "syntax/kernels.h"

#include <stdlib.h>
#include <string.h>

const kernels *kernels_choose(void) {
    const kernels *have[3] = {&KERNELS_PLAIN};
    int n = 1;
#if defined(DL_HAVE_X86_KERNELS)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2")) have[n++] = &KERNELS_AVX2;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vnni"))
        have[n++] = &KERNELS_VNNI;
#endif
    const char *wanted = getenv("DATELINE_BACKEND");
    for (int i = 0; wanted && i < n; i++)
        if (!strcmp(wanted, have[i]->name)) return have[i];
    return have[n - 1];
}
