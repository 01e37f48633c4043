/* pack.h - the file format of dateline.model and dateline.data: named sections in one file, checked and mapped.
 *
 * Layout, little-endian: magic "DLPACK\0\0", u32 format version, u32 kind version, u32 number of sections, u32 zero,
 * u64 file size, u64 checksum (pack_checksum over everything after the header, mixed with the number of sections), then
 * per section a 32-byte name (NUL-padded), u64 offset, u64 size; sections start at multiples of 64 bytes. */
#ifndef DL_PACK_H
#define DL_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dateline.h"

typedef struct dl_pack {
    const unsigned char *map;
    size_t size;
} dl_pack;

/* Maps `path`; false and a one-line message if it is missing, cut short, damaged (checksum) or not `kind_version`. */
bool pack_open(dl_pack *p, const char *path, uint32_t kind_version, dl_error *err);
void pack_close(dl_pack *p);
/* The checksum that the file carries; it was compared with its bytes when it was opened. */
uint64_t pack_identity(const dl_pack *p);
/* A section's bytes (64-byte aligned), or NULL; *size gets its length. */
const void *pack_section(const dl_pack *p, const char *name, size_t *size);
/* The name of section `i` (at most 32 bytes, NUL-terminated where shorter), or NULL when there are no more. */
const char *pack_name(const dl_pack *p, size_t i);

typedef struct pack_part {
    char name[32];
    const void *bytes;
    size_t size;
} pack_part;

/* Writes `n` sections to `path` through a temporary file beside it. */
bool pack_write(const char *path, uint32_t kind_version, const pack_part *parts, size_t n, dl_error *err);
/* 64-bit checksum, eight bytes a step. */
uint64_t pack_checksum(const unsigned char *bytes, size_t size);

#define PACK_MODEL_VERSION 1u
#define PACK_DATA_VERSION 1u

#endif
