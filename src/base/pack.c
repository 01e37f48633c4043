/* pack.c - named, checksummed sections in one mapped file. */
#include "base/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

typedef struct header {
    char magic[8];
    uint32_t format, kind, sections, zero;
    uint64_t size, checksum;
} header;
typedef struct entry {
    char name[32];
    uint64_t offset, size;
} entry;

static const char MAGIC[8] = "DLPACK\0";

uint64_t pack_checksum(const unsigned char *bytes, size_t size) {
    /* Four independent multiply-xor lanes, so that the check of a 20 MiB file costs a few milliseconds. */
    uint64_t h[4] = {0x9E3779B97F4A7C15u, 0xC2B2AE3D27D4EB4Fu, 0x165667B19E3779F9u, 0x27D4EB2F165667C5u}, w;
    size_t i = 0;
    for (; i + 32 <= size; i += 32)
        for (int k = 0; k < 4; k++) {
            memcpy(&w, bytes + i + 8 * k, 8);
            h[k] = (h[k] ^ w) * 0x9FB21C651E98DF25u;
            h[k] ^= h[k] >> 29;
        }
    for (; i < size; i++) h[0] = (h[0] ^ bytes[i]) * 0x100000001B3u;
    uint64_t all = size;
    for (int k = 0; k < 4; k++) {
        all = (all ^ h[k]) * 0x9FB21C651E98DF25u;
        all ^= all >> 32;
    }
    return all;
}

/* What the header promises: the bytes after it, and how many of them are section table. */
static uint64_t header_checksum(const unsigned char *file, size_t size, uint32_t sections) {
    return pack_checksum(file + sizeof(header), size - sizeof(header)) ^ (sections * 0x9E3779B97F4A7C15u);
}

bool pack_open(dl_pack *p, const char *path, uint32_t kind_version, dl_error *err) {
    *p = (dl_pack){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return dl_fail(err, "%s: cannot open: %s; build it with 'make' or name its folder with --data", path, strerror(errno));
    struct stat st;
    if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
        close(fd);
        return dl_fail(err, "%s: not a regular file; name the folder that holds it with --data", path);
    }
    size_t size = (size_t)st.st_size;
    if (size < sizeof(header)) {
        close(fd);
        return dl_fail(err, "%s: only %zu bytes, cut short; build or install it again", path, size);
    }
    void *map = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    close(fd);
    if (map == MAP_FAILED) return dl_fail(err, "%s: cannot map: %s", path, strerror(errno));
    p->map = map;
    p->size = size;
    header h;
    memcpy(&h, map, sizeof h);
    const char *wrong = NULL;
    if (memcmp(h.magic, MAGIC, 8)) wrong = "not a Dateline file";
    else if (h.format != 1 || h.kind != kind_version) wrong = "made for another version of Dateline";
    else if (h.size != size) wrong = "cut short or grown";
    else if (h.zero || h.sections > 4096 || sizeof h + h.sections * sizeof(entry) > size) wrong = "damaged section table";
    else if (header_checksum(p->map, size, h.sections) != h.checksum) wrong = "damaged (checksum differs)";
    for (uint32_t i = 0; !wrong && i < h.sections; i++) {
        entry e;
        memcpy(&e, p->map + sizeof h + i * sizeof e, sizeof e);
        if (e.offset > size || e.size > size - e.offset || e.offset % 64) wrong = "damaged section table";
    }
    if (wrong) {
        pack_close(p);
        return dl_fail(err, "%s: %s; build or install it again", path, wrong);
    }
    return true;
}

void pack_close(dl_pack *p) {
    if (p->map) munmap((void *)(uintptr_t)p->map, p->size);
    *p = (dl_pack){0};
}

uint64_t pack_identity(const dl_pack *p) {
    header h;
    memcpy(&h, p->map, sizeof h);
    return h.checksum;
}

const void *pack_section(const dl_pack *p, const char *name, size_t *size) {
    *size = 0;
    if (!p->map) return NULL;
    header h;
    memcpy(&h, p->map, sizeof h);
    for (uint32_t i = 0; i < h.sections; i++) {
        entry e;
        memcpy(&e, p->map + sizeof h + i * sizeof e, sizeof e);
        if (!strncmp(e.name, name, sizeof e.name)) {
            *size = e.size;
            return p->map + e.offset;
        }
    }
    return NULL;
}

const char *pack_name(const dl_pack *p, size_t i) {
    header h;
    if (!p->map) return NULL;
    memcpy(&h, p->map, sizeof h);
    return i < h.sections ? (const char *)p->map + sizeof h + i * sizeof(entry) : NULL;
}

bool pack_write(const char *path, uint32_t kind_version, const pack_part *parts, size_t n, dl_error *err) {
    size_t table = sizeof(header) + n * sizeof(entry), size = table;
    for (size_t i = 0; i < n; i++) size = ((size + 63) & ~(size_t)63) + parts[i].size;
    unsigned char *bytes = calloc(1, size);
    if (!bytes) return dl_fail(err, "%s: out of memory", path);
    size_t at = table;
    for (size_t i = 0; i < n; i++) {
        at = (at + 63) & ~(size_t)63;
        entry e = {.offset = at, .size = parts[i].size};
        memcpy(e.name, parts[i].name, sizeof e.name);
        memcpy(bytes + sizeof(header) + i * sizeof e, &e, sizeof e);
        if (parts[i].size) memcpy(bytes + at, parts[i].bytes, parts[i].size);
        at += parts[i].size;
    }
    header h = {.format = 1, .kind = kind_version, .sections = (uint32_t)n, .size = size};
    memcpy(h.magic, MAGIC, 8);
    h.checksum = header_checksum(bytes, size, h.sections);
    memcpy(bytes, &h, sizeof h);

    char temporary[4096];
    bool ok = snprintf(temporary, sizeof temporary, "%s.part", path) < (int)sizeof temporary;
    FILE *f = ok ? fopen(temporary, "wb") : NULL;
    ok = f && fwrite(bytes, 1, size, f) == size;
    if (f && fclose(f)) ok = false;
    free(bytes);
    if (!ok || rename(temporary, path)) {
        int why = errno;
        if (f) remove(temporary);
        return dl_fail(err, "%s: cannot write: %s", path, strerror(why));
    }
    return true;
}
