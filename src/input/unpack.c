/* unpack.c - plain, gzip and zstd files behind one read(). Several packed parts may follow each other, as `cat` makes them. A
 * file that ends amid a part is cut short, which is told and never taken for its end. */
#include "input/unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { ROOM = 64 * 1024, MAGIC = 4 };

typedef enum packing { PLAIN, GZIP, ZSTD } packing;

struct unpack {
    int fd;
    packing packing;
    bool known, ended, amid; /* known: its first bytes were looked at. amid: a packed part has begun and not ended */
    size_t next, filled;
    uint64_t taken;
    z_stream gzip;
    ZSTD_DStream *zstd;
    unsigned char bytes[ROOM];
};

unpack *unpack_open(int fd) {
    unpack *u = malloc(sizeof *u);
    if (!u) return NULL;
    memset(u, 0, offsetof(unpack, bytes));
    u->fd = fd;
    return u;
}

uint64_t unpack_taken(const unpack *u) { return u->taken; }

void unpack_close(unpack *u) {
    if (!u) return;
    if (u->packing == GZIP) inflateEnd(&u->gzip);
    ZSTD_freeDStream(u->zstd);
    if (u->fd != STDIN_FILENO) close(u->fd);
    free(u);
}

static ssize_t take(unpack *u, void *to, size_t room, const char **why) {
    ssize_t n;
    do n = read(u->fd, to, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) *why = strerror(errno);
    else u->taken += (uint64_t)n;
    return n;
}

/* More of the file behind what is not used yet. */
static bool fill(unpack *u, const char **why) {
    if (u->next == u->filled) u->next = u->filled = 0;
    ssize_t n = take(u, u->bytes + u->filled, ROOM - u->filled, why);
    if (n < 0) return false;
    u->filled += (size_t)n;
    u->ended = n == 0;
    return true;
}

static bool look(unpack *u, const char **why) {
    static const unsigned char gzip[] = {0x1F, 0x8B}, zstd[] = {0x28, 0xB5, 0x2F, 0xFD};
    while (!u->ended && u->filled < MAGIC)
        if (!fill(u, why)) return false;
    u->known = true;
    if (u->filled >= 2 && !memcmp(u->bytes, gzip, 2)) {
        if (inflateInit2(&u->gzip, 15 + 16) != Z_OK) return *why = "out of memory", false;
        u->packing = GZIP;
    } else if (u->filled >= 4 && !memcmp(u->bytes, zstd, 4)) {
        u->zstd = ZSTD_createDStream();
        if (!u->zstd || ZSTD_isError(ZSTD_initDStream(u->zstd))) return *why = "out of memory", false;
        u->packing = ZSTD;
    }
    return true;
}

static ssize_t plain(unpack *u, char *to, size_t room, const char **why) {
    size_t left = u->filled - u->next;
    if (!left) return u->ended ? 0 : take(u, to, room, why);
    if (left > room) left = room;
    memcpy(to, u->bytes + u->next, left);
    u->next += left;
    return (ssize_t)left;
}

/* One step of unpacking; stores how many bytes came out. */
static bool step(unpack *u, char *to, size_t room, size_t *out, const char **why) {
    if (u->packing == GZIP) {
        u->gzip.next_in = u->bytes + u->next;
        u->gzip.avail_in = (uInt)(u->filled - u->next);
        u->gzip.next_out = (unsigned char *)to;
        u->gzip.avail_out = (uInt)room;
        if (!u->amid && inflateReset(&u->gzip) != Z_OK) return *why = "damaged", false;
        u->amid = true;
        int got = inflate(&u->gzip, Z_NO_FLUSH);
        u->next = u->filled - u->gzip.avail_in;
        *out = room - u->gzip.avail_out;
        if (got == Z_STREAM_END) u->amid = false;
        else if (got != Z_OK && got != Z_BUF_ERROR) return *why = "damaged: what gzip packed does not unpack; fetch or pack it again", false;
        return true;
    }
    ZSTD_inBuffer in = {u->bytes, u->filled, u->next};
    ZSTD_outBuffer to_buffer = {to, room, 0};
    size_t got = ZSTD_decompressStream(u->zstd, &to_buffer, &in);
    if (ZSTD_isError(got)) return *why = "damaged: what zstd packed does not unpack; fetch or pack it again", false;
    u->next = in.pos;
    *out = to_buffer.pos;
    u->amid = got != 0;
    return true;
}

ssize_t unpack_read(unpack *u, char *to, size_t room, const char **why) {
    if (!u->known && !look(u, why)) return -1;
    if (u->packing == PLAIN) return plain(u, to, room, why);
    if (room > 1u << 30) room = 1u << 30; /* zlib counts in 32 bits */
    for (;;) {
        size_t out = 0, before = u->filled - u->next;
        if ((before || u->amid) && !step(u, to, room, &out, why)) return out ? (ssize_t)out : -1; /* gzip's error comes again */
        if (out) return (ssize_t)out;
        if (u->filled - u->next && u->filled - u->next < before) continue; /* a part ended; the next begins */
        if (u->ended) {
            if (!u->amid && u->next == u->filled) return 0;
            *why = "cut short: it ends amid what was packed; fetch or pack it again";
            return -1;
        }
        if (u->filled == ROOM && u->next) {
            memmove(u->bytes, u->bytes + u->next, u->filled - u->next);
            u->filled -= u->next;
            u->next = 0;
        }
        if (!fill(u, why)) return -1;
    }
}
