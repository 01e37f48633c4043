/* compile.c - turning data/ into dateline.data; as yet there is nothing to compile, and the pack is empty. */
#include "knowledge/compile.h"

#include <stdio.h>

#include "base/error.h"
#include "base/pack.h"

bool knowledge_compile(const char *dir, const char *out, const char *depfile, dl_error *err) {
    if (depfile) {
        FILE *f = fopen(depfile, "w");
        if (f) fprintf(f, "%s: %s\n", out, dir);
        if (!f || fclose(f)) return dl_fail(err, "%s: cannot write", depfile);
    }
    return pack_write(out, PACK_DATA_VERSION, NULL, 0, err);
}
