/* serve.h - a store on the web: a page and a JSON API over HTTP, for one store and one model. docs/serve.md tells how to use it,
 * docs/openapi.json what each address answers. */
#ifndef DL_SERVE_H
#define DL_SERVE_H

#include <stdbool.h>

#include "dateline.h"

typedef struct server server;

typedef struct serve_options {
    const char *db;          /* the store */
    const char *listen;      /* ADDRESS:PORT; port 0 takes a free one */
    const char *token_file;  /* its first line is what everybody must know who asks; or NULL */
    bool add;                /* reports may be added */
} serve_options;

enum { SERVE_URL = 96 };

/* Serves in threads of its own until serve_stop(). `model` must live until then. NULL and a one-line message when the store
 * cannot be opened, the address cannot be had, or others than this machine could ask and no token is set. */
server *serve_start(const serve_options *o, const dl_model *model, dl_error *err);
const char *serve_url(const server *s);
/* Whether the page was built into this program. */
bool serve_has_page(void);
void serve_stop(server *s);

#endif
