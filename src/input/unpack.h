/* unpack.h - the bytes of a file as they were before gzip or zstd packed them; what is packed is known by its first bytes. */
#ifndef DL_UNPACK_H
#define DL_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct unpack unpack;

/* Takes over `fd`, but for standard input. NULL when memory ends. */
unpack *unpack_open(int fd);
/* Up to `room` (not 0) bytes to `to`: how many, 0 at the end, -1 with the reason in *why. What was good before the error has
 * been given out by then. */
ssize_t unpack_read(unpack *u, char *to, size_t room, const char **why);
/* Bytes taken from the file so far, packed as they are. */
uint64_t unpack_taken(const unpack *u);
void unpack_close(unpack *u);

#endif
