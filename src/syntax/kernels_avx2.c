/* kernels_avx2.c - the kernels for AVX2. */
#define KERNELS_NAME "avx2"
#define KERNELS_TABLE KERNELS_AVX2
#include "syntax/kernels_body.h"
