/* file.h - reading a whole file, packed with xz or not. */
#ifndef DL_EVAL_FILE_H
#define DL_EVAL_FILE_H

#include "dateline.h"

/* All of a file, unpacked if it ends in .xz, NUL-terminated, to be freed; NULL and a message if it cannot be read. */
char *file_read(const char *path, size_t *size, dl_error *err);

#endif
