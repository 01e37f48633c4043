/* error.c - one-line messages. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

bool dl_fail(dl_error *err, const char *format, ...) {
    if (!err) return false;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return false;
}
