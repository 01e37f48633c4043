/* private.h - what the files of the server share: a request on its way through guard, route and answer. */
#ifndef DL_SERVE_PRIVATE_H
#define DL_SERVE_PRIVATE_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <sqlite3.h>

#include "serve/serve.h"
#include "store/store.h"

enum {
    MOST_PARAMS = 64,        /* parameters of a query */
    MOST_VALUE = 1000,       /* bytes of one of them */
    MOST_PASTE = 2 << 20,    /* bytes of a report that is pasted: about a second of reading for each 350,000 */
    MOST_ROWS = 1000,        /* of a page of an answer */
    MOST_EXPORT = 100000,    /* of a file */
    QUERY_SECONDS = 10       /* that a query may take */
};

/* ---- connections to the store that only read ---------------------------------------------------------------------- */

typedef struct reader reader;
typedef struct readers readers;

readers *readers_open(const char *path, dl_error *err);
void readers_close(readers *r);
/* A connection with a snapshot of the store, to be given back; NULL and a message if none can be had. `version` gets a number
 * that grows when the store was changed by anybody. */
reader *readers_take(readers *r, uint64_t *version, dl_error *err);
void readers_give(readers *r, reader *one);

/* A statement, prepared once for each text of SQL; NULL with reader_error() set. It is reset when it is next asked for. */
sqlite3_stmt *reader_prepare(reader *r, const char *sql);
/* Steps; false at the end and on errors. */
bool reader_step(reader *r, sqlite3_stmt *s);
/* What failed since the connection was taken, or NULL. */
const char *reader_error(reader *r);
struct db *reader_db(reader *r);

/* ---- requests ----------------------------------------------------------------------------------------------------- */

typedef struct request request;

typedef struct param {
    const char *name, *value;
} param;

typedef struct route {
    const char *method, *path;  /* of the API; "{id}" stands for a number, "{key}" for anything */
    const char *takes;          /* parameters it knows, each between blanks; "" for none */
    void (*answer)(request *q);
    bool changes;               /* something: needs the header that no other site can send */
    bool body;                  /* takes a report */
    bool works;                 /* long: by the thread that reads */
    bool no_store;              /* asks nothing of the store */
} route;

struct server {
    serve_options options;
    const dl_model *model;
    struct MHD_Daemon *daemon;
    readers *readers;
    struct worker *worker;
    char *token;
    bool may_save;              /* searches: the store may be written */
    char url[SERVE_URL];
    char start[17];             /* parts this run's ETags from another's */
};

struct request {
    server *s;
    struct MHD_Connection *connection;
    const route *route;
    bool head, done, suspended, bad;
    char method[8];
    char path[256];
    int64_t id;                 /* of {id} */
    char key[MOST_VALUE + 1];   /* of {key} */
    param params[MOST_PARAMS];
    int n_params;
    reader *reader;
    char *body;
    size_t body_bytes, body_room;
    uint64_t started;           /* milliseconds, when its head was there */
    struct request *next;       /* that waits for the thread that reads */
    /* the answer */
    FILE *out;
    char *bytes;
    size_t n_bytes;
    int status;
    const char *type;           /* NULL: JSON */
    char etag[48];
    char location[MOST_VALUE + 64];
    char file[48];              /* name to save it under */
};

void routes_answer(request *q);
/* The route of a path below /api/v1; NULL if there is none, with the methods it has in `allow` if only the method is wrong. */
const route *routes_find(request *q, const char *method, const char *path, char *allow, size_t room);

/* The answer is an error: one line. What was written before is dropped. Always false. */
__attribute__((format(printf, 3, 4))) bool request_fail(request *q, int status, const char *format, ...);

/* The strings of these names in the JSON object that was sent, each to be freed; NULL where there is none. False after
 * request_fail(); what is there must be freed then too. */
bool body_strings(request *q, const char *const *names, int n, char **values);

/* ---- parameters --------------------------------------------------------------------------------------------------- */

bool params_read(request *q);
const char *params_text(const request *q, const char *name);
/* Which word of `choice`, which ends with NULL; the first if it is not given. -1 after request_fail(). */
int params_choice(request *q, const char *name, const char *const *choice);
/* A number in [low, high]; `otherwise` if it is not given. False after request_fail(). */
bool params_number(request *q, const char *name, int64_t low, int64_t high, int64_t otherwise, int64_t *n);
/* A day, or NULL. False after request_fail(). */
bool params_day(request *q, const char *name, const char **day);
bool params_is_number(const char *s, int64_t *n);
/* The host the client calls us by, safe to stand in XML, or "localhost". */
const char *params_host(const request *q, char *room, size_t n);

/* ---- asking: a query that is put together from parts and values --------------------------------------------------- */

enum { ASK_SQL = 12000, ASK_VALUES = 160 };
typedef struct ask {
    request *q;
    size_t n;
    int n_values;
    bool where, full;
    struct { const char *text; int64_t number; } values[ASK_VALUES];
    char sql[ASK_SQL];
} ask;

void ask_open(ask *a, request *q);
void ask_put(ask *a, const char *sql);
/* A value in place of the '@' of `sql`; all '@' get the same. */
void ask_text(ask *a, const char *sql, const char *value);
void ask_number(ask *a, const char *sql, int64_t value);
void ask_and(ask *a);                           /* WHERE before the first condition, AND before the others */

/* Conditions out of the request's parameters; a parameter that is not given makes none. '@' stands for all its values. False
 * after request_fail(). */
bool ask_any(ask *a, const char *name, const char *sql);
bool ask_any_number(ask *a, const char *name, int64_t low, int64_t high, const char *sql);
/* An actor is a code or the id of an entity: `code` and `id` are the conditions for either. */
bool ask_actor(ask *a, const char *name, const char *code, const char *id);
bool ask_like(ask *a, const char *name, const char *sql);
bool ask_days(ask *a, const char *day);         /* since, until: of the column `day` */

/* The statement with its values; NULL after request_fail(). */
sqlite3_stmt *ask_run(ask *a);
bool ask_next(request *q, sqlite3_stmt *s);     /* false at the end, and after request_fail() */

/* ---- writing rows ------------------------------------------------------------------------------------------------- */

/* {"total", "rows", "next"} of the rows of `a`, in the order of `order` (SQL), or CSV or a calendar if that was asked for. A column
 * NAME:json is JSON already. `what` names the file. `total` -1: it is counted. */
void rows_answer(ask *a, const char *order, const char *what);
/* "name":value,... of the row's columns. */
void rows_columns(FILE *f, sqlite3_stmt *s);
/* An object of the only row, or of all rows an array. False after request_fail(). */
bool rows_array(ask *a, FILE *f);

/* ---- answers ------------------------------------------------------------------------------------------------------ */

void answer_store(request *q);
void answer_timeline(request *q);
void answer_bins(request *q);
void answer_event(request *q);
void answer_statements(request *q);
void answer_actors(request *q);
void answer_actor(request *q);
void answer_pairs(request *q);
void answer_positions(request *q);
void answer_forces(request *q);
void answer_series(request *q);
void answer_incidents(request *q);
void answer_schedule(request *q);
void answer_disputed(request *q);
void answer_places(request *q);
void answer_reports(request *q);
void answer_report(request *q);
void answer_search(request *q);
void answer_searches(request *q);
void answer_keep_search(request *q);
void answer_drop_search(request *q);
void answer_feed(request *q);
void answer_read(request *q);
void answer_add(request *q);
void answer_description(request *q);

/* The answer is where an id of `table` leads today, if it was found to be one with another; false if it is alive or was never. */
bool answer_moved(request *q, const char *table, const char *path);
/* The record of a text. False after request_fail(). */
bool reports_put_record(request *q, const char *text, size_t bytes, const dl_options *o);
/* The conditions of /timeline over the view timeline as t. */
bool timeline_where(ask *a);

/* ---- the thread that reads reports -------------------------------------------------------------------------------- */

struct worker *worker_open(void);
/* Answers the request later and wakes its connection then; false when too many wait. */
bool worker_take(struct worker *w, request *q);
void worker_close(struct worker *w);            /* those that wait are told so */

/* ---- who may ask -------------------------------------------------------------------------------------------------- */

/* NULL and an error if the file has no token that is long enough. */
char *guard_token(const char *path, dl_error *err);
/* False after request_fail(): the wrong host, another site, no token. */
bool guard_passes(request *q);

/* ---- the page ----------------------------------------------------------------------------------------------------- */

typedef struct page_file {
    const char *path;           /* "/index.html" */
    const char *type, *etag;
    const unsigned char *bytes; /* packed by gzip */
    size_t n;
} page_file;

extern const page_file page_files[];
extern const size_t page_n_files;
/* The file of a path; a path without a dot is the page's own and gets index.html. NULL: there is none. */
const page_file *files_find(const char *path);

/* Callbacks of libmicrohttpd. */
enum MHD_Result http_request(void *server, struct MHD_Connection *c, const char *url, const char *method, const char *version,
                             const char *upload, size_t *upload_bytes, void **context);
void http_finished(void *server, struct MHD_Connection *c, void **context, enum MHD_RequestTerminationCode why);
/* Queues the answer that was written; closes what the request held. */
enum MHD_Result http_send(request *q);
uint64_t http_now(void);

#endif
