/* bundle.c - puts sections into dateline.model: dateline-bundle OUT NAME=FILE… writes each file's bytes as the section
 * of that name, in place of one that is there; all other sections of OUT stay as they are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/pack.h"

enum { MAX_PARTS = 32 };

static void *slurp(const char *path, size_t *size) {
    FILE *f = fopen(path, "rb");
    long n = f && !fseek(f, 0, SEEK_END) ? ftell(f) : -1;
    char *bytes = n >= 0 ? malloc((size_t)n + 1) : NULL;
    if (bytes) rewind(f);
    if (!bytes || fread(bytes, 1, (size_t)n, f) != (size_t)n) {
        fprintf(stderr, "%s: cannot read\n", path);
        exit(1);
    }
    fclose(f);
    *size = (size_t)n;
    return bytes;
}

int main(int argc, char **argv) {
    if (argc < 3) return fprintf(stderr, "usage: dateline-bundle OUT NAME=FILE...\n"), 2;
    pack_part parts[MAX_PARTS] = {0};
    void *owned[MAX_PARTS] = {0};
    size_t n = 0;
    dl_pack old = {0};
    dl_error err;
    if (!access(argv[1], F_OK)) {
        if (!pack_open(&old, argv[1], PACK_MODEL_VERSION, &err))
            return fprintf(stderr, "dateline-bundle: %s\n", err.message), 1;
        for (; n < MAX_PARTS; n++) {
            const char *name = pack_name(&old, n);
            if (!name) break;
            strncpy(parts[n].name, name, sizeof parts[n].name - 1);
            parts[n].bytes = pack_section(&old, parts[n].name, &parts[n].size);
        }
    }
    for (int i = 2; i < argc; i++) {
        char *equals = strchr(argv[i], '=');
        size_t length = equals ? (size_t)(equals - argv[i]) : 0, at = 0;
        if (!length || length >= sizeof parts[0].name)
            return fprintf(stderr, "dateline-bundle: '%s' is not NAME=FILE\n", argv[i]), 2;
        while (at < n && (strncmp(parts[at].name, argv[i], length) || parts[at].name[length])) at++;
        if (at == MAX_PARTS) return fprintf(stderr, "dateline-bundle: more than %d sections\n", MAX_PARTS), 1;
        if (at == n) n++;
        memset(parts[at].name, 0, sizeof parts[at].name);
        memcpy(parts[at].name, argv[i], length);
        owned[at] = slurp(equals + 1, &parts[at].size);
        parts[at].bytes = owned[at];
    }
    if (!pack_write(argv[1], PACK_MODEL_VERSION, parts, n, &err))
        return fprintf(stderr, "dateline-bundle: %s\n", err.message), 1;
    for (size_t i = 0; i < n; i++) printf("%-32s %10zu bytes\n", parts[i].name, parts[i].size);
    for (size_t i = 0; i < MAX_PARTS; i++) free(owned[i]);
    pack_close(&old);
    return 0;
}
