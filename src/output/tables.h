/* tables.h - what the formats with one row per event share: which events become rows, with whom, when and where in the codes of
 * those formats, ids that stay the same from run to run, and fields that cannot break a row. */
#ifndef DL_TABLES_H
#define DL_TABLES_H

#include "output/codes.h"
#include "output/output.h"
#include "report.h"

enum { TABLE_CODE = 40 }; /* bytes of an actor's code */

typedef struct table_actor {
    char code[TABLE_CODE];  /* CAMEO: "RUSMIL", "IGOWSTNAT"; empty where nothing is known */
    const char *name;       /* as the report's entities have it, or NULL */
    char country[4];        /* alpha-3; empty for actors of none */
    const char *group;      /* GDELT's known group, or NULL */
} table_actor;

/* One row; events that are one in a format (same day, actors and code) are chained. */
typedef struct table_row {
    const dl_event *e;
    table_actor source, target;
    const char *date;       /* YYYY-MM-DD, or as much as is known: of the event, else of the report; or NULL */
    uint32_t times;         /* how many events it stands for */
    uint32_t next;          /* row of the next of them, or DL_NONE */
    bool later;             /* it is such a next one */
} table_row;

typedef struct tables {
    const dl_report *r;
    codes codes;
    table_row *rows; size_t n;
    uint32_t lead;          /* paragraph that the news opens with */
} tables;

typedef struct table_rules {
    bool every_status;      /* also what is planned, denied, feared...; else only what is said to have happened */
    bool merge;             /* one row for events of the same day, actors and code */
    bool gdelt;             /* GDELT's country codes */
    int actors;             /* how many of the two actors must have a code */
} table_rules;

/* False when memory ends. */
bool tables_gather(tables *t, const dl_report *r, table_rules rules);
void tables_free(tables *t);

/* The same report and event have the same number on every machine and day. */
uint64_t tables_event_id(const dl_report *r, const dl_event *e);
uint64_t tables_report_id(const dl_report *r);
/* "20220214" of "2022-02-14", "202202" where no day is known, "" where nothing is. */
const char *tables_day(const char *date, char out[9]);
const dl_place *tables_place(const dl_report *r, const dl_event *e); /* or NULL */
/* The same for columns that cannot say that a position is a guess: a place that is not in the gazetteer is a name alone, put
 * together in `copy`. */
const dl_place *tables_sure_place(const dl_report *r, const dl_event *e, dl_place *copy);
const char *tables_country_name(const dl_report *r, const char *alpha3); /* or the code itself */
/* The report's id if it is a web address, or NULL. */
const char *tables_url(const dl_report *r);

/* One row as it is written. */
typedef struct table_writer {
    FILE *f;
    char separator;         /* tab, or comma: then fields are quoted where needed (RFC 4180) */
    const char *nothing;    /* what stands for NULL */
    bool tame;              /* double quotes become single ones: for readers that take them for quotation of a field */
    bool begun;
} table_writer;

/* Tabs, line ends and control characters in a text become blanks in formats that cannot hold them. */
void table_text(table_writer *w, const char *s);
void table_bytes(table_writer *w, const char *s, size_t n);
/* "a; b"; nothing where the list is empty. */
void table_list(table_writer *w, const char *const *items, size_t n);
void table_number(table_writer *w, uint64_t n);
void table_real(table_writer *w, double v, int decimals); /* nothing where it is no number */
void table_end(table_writer *w);
/* "CODE,COUNT;CODE,COUNT": the issues of the sentences that a row was read from, as PETRARCH writes them. */
void table_issues(table_writer *w, const tables *t, const table_row *row);

#endif
