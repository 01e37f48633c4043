/* files.c - the files that were built into the program: the page's, by their exact names, and the description of the API. */
#include <string.h>

#include "output/json.h"
#include "serve/private.h"

static const char DESCRIPTION[] =
#include "openapi.inc"
    ;

const page_file *files_find(const char *path) {
    const char *last = strrchr(path, '/');
    bool own = !last || !strchr(last, '.'); /* an address of the page itself, as /report/3 */
    const page_file *index = NULL;
    for (size_t i = 0; i < page_n_files; i++) {
        if (!strcmp(page_files[i].path, path)) return &page_files[i];
        if (!strcmp(page_files[i].path, "/index.html")) index = &page_files[i];
    }
    return own ? index : NULL;
}

void answer_description(request *q) { json_put(q->out, DESCRIPTION); }
