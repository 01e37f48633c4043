/* utf8.h - stepping through text that is already valid UTF-8. */
#ifndef DL_UTF8_H
#define DL_UTF8_H

#include <stdint.h>

/* Decodes the character at `s` (valid UTF-8) and stores its length in bytes in *n. */
static inline uint32_t utf8_next(const char *s, unsigned *n) {
    const unsigned char *u = (const unsigned char *)s;
    if (u[0] < 0x80) { *n = 1; return u[0]; }
    if (u[0] < 0xE0) { *n = 2; return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu); }
    if (u[0] < 0xF0) { *n = 3; return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu); }
    *n = 4;
    return (u[0] & 0x07u) << 18 | (u[1] & 0x3Fu) << 12 | (u[2] & 0x3Fu) << 6 | (u[3] & 0x3Fu);
}

/* True for a byte that starts a character. */
static inline int utf8_starts(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

#endif
