/* crisis.h - a crisis that never was, and the reports of it: what happened is drawn first, then told by several agencies in other
 * words, again and again, with other numbers, denials, copies and corrections. The same seed gives the same crisis. */
#ifndef DL_CRISIS_H
#define DL_CRISIS_H

#include <stddef.h>
#include <stdint.h>

enum { CRISIS_TELLINGS = 8, CRISIS_TYPES = 3 };

/* What happened. */
typedef struct crisis_event {
    int day;                     /* of the crisis */
    char date[11];
    const char *source, *target; /* codes; the target may be NULL */
    const char *types[CRISIS_TYPES]; /* PLOVER's types it may be read as */
    int kind, object, place, number;
} crisis_event;

/* Where a report tells it: characters [start, end) of the text. */
typedef struct crisis_telling {
    size_t start, end;
    int event;
} crisis_telling;

typedef struct crisis_report {
    char id[24], date[11];
    const char *agency;
    char *text;
    crisis_telling tellings[CRISIS_TELLINGS];
    int n_tellings;
    int corrects;                /* the report whose id it has, or -1 */
    int copies;                  /* the report whose words it has, or -1 */
} crisis_report;

typedef struct crisis {
    crisis_event *events;
    int n_events;
    crisis_report *reports;      /* in the order in which they came */
    int n_reports;
} crisis;

/* NULL when memory ends. */
crisis *crisis_new(uint64_t seed, int reports);
void crisis_free(crisis *c);

#endif
