/* kernels_vnni.c - the kernels for AVX-512 with VNNI. */
#define KERNELS_NAME "avx512-vnni"
#define KERNELS_TABLE KERNELS_VNNI
#include "syntax/kernels_body.h"
