/* kernels_plain.c - the kernels in portable C. */
#define KERNELS_NAME "plain"
#define KERNELS_TABLE KERNELS_PLAIN
#include "syntax/kernels_body.h"
