/* file.c - a whole file in memory, unpacked by xz on the way where it is packed. */
#include "file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"

/* A stream of the unpacked file; *child is xz's process, or 0. The file is xz's standard input, so no name is quoted. */
static FILE *open_file(const char *path, pid_t *child) {
    FILE *f = fopen(path, "rb");
    size_t n = strlen(path);
    *child = 0;
    if (!f || n < 3 || strcmp(path + n - 3, ".xz")) return f;
    int ends[2];
    if (pipe(ends)) return fclose(f), NULL;
    *child = fork();
    if (!*child) {
        dup2(fileno(f), 0);
        dup2(ends[1], 1);
        close(ends[0]);
        execlp("xz", "xz", "-dc", (char *)NULL);
        _exit(127);
    }
    fclose(f);
    close(ends[1]);
    if (*child < 0) return close(ends[0]), NULL;
    return fdopen(ends[0], "rb");
}

char *file_read(const char *path, size_t *size, dl_error *err) {
    pid_t child;
    FILE *f = open_file(path, &child);
    if (!f) return dl_fail(err, "%s: cannot open: %s", path, strerror(errno)), NULL;
    size_t n = 0, cap = 1 << 16, got;
    char *bytes = malloc(cap + 1);
    while (bytes && (got = fread(bytes + n, 1, cap - n, f)) > 0)
        if ((n += got) == cap) {
            char *larger = realloc(bytes, (cap *= 2) + 1);
            if (!larger) free(bytes);
            bytes = larger;
        }
    bool bad = ferror(f);
    fclose(f);
    int status = 0;
    if (child > 0) waitpid(child, &status, 0);
    if (!bytes || bad || status) {
        free(bytes);
        return dl_fail(err, "%s: cannot be read%s", path, status ? " through xz; install xz-utils" : ""), NULL;
    }
    bytes[n] = 0;
    *size = n;
    return bytes;
}
