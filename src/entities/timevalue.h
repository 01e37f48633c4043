/* timevalue.h - from the fields of a matched time pattern to a TIMEX3 value, against the day of publication and the
 * time that the report speaks of. */
#ifndef DL_TIMEVALUE_H
#define DL_TIMEVALUE_H

#include "entities/patterns.h"

typedef struct time_context {
    bool known;                                        /* the day of publication is */
    int today;                                         /* that day, as calendar_days() */
    int grain;                                         /* PAT_UNIT_...: of the time last spoken of; 0: none yet */
    int spoken[PAT_UNIT_millennium + 1];               /* first day of the last time of each grain */
    unsigned when[PAT_UNIT_millennium + 1], spoken_of; /* in which order they were; 0: none of this grain */
    int tense; /* of the governing verb: -1 past, 0 unknown or present, 1 future */
} time_context;

typedef struct time_value {
    dl_time_type type;
    char value[64];    /* empty: open */
    char relative[64]; /* what is known of an open value; may be empty */
    const char *mod;   /* or NULL */
    int grain, day;    /* when a date: its unit and first day; grain 0: no date */
    int weekday;       /* named in the text, or 0 */
    bool needs_day;    /* a time of day whose day is not said */
} time_value;

/* Reads one match. Never invents: what does not follow stays open. */
void timevalue_read(const pat_match *m, const time_context *c, time_value *out);
/* Remembers a date as the time that the report now speaks of. */
void timevalue_speak(time_context *c, int grain, int day);
/* Gives a time of day its day. */
void timevalue_on_day(const pat_match *m, int day, time_value *out);

#endif
