/* calendar.h - days, ISO weeks and Easter of the Gregorian calendar, as plain integers. */
#ifndef DL_CALENDAR_H
#define DL_CALENDAR_H

#include <stdbool.h>

/* Days since 1970-01-01 of a date of the years 1 to 9999; months outside 1..12 roll into other years. */
int calendar_days(int year, int month, int day);
void calendar_date(int days, int *year, int *month, int *day);
int calendar_month_length(int year, int month);
/* False for 31 February and the like. */
bool calendar_valid(int year, int month, int day);
/* 1 Monday .. 7 Sunday. */
int calendar_weekday(int days);
/* ISO 8601 week: the year it belongs to and its number. */
void calendar_week(int days, int *year, int *week);
/* Monday of an ISO week. */
int calendar_week_start(int year, int week);
/* Easter Sunday of the western churches. */
int calendar_easter(int year);
/* "2022-02-14" and nothing else. */
bool calendar_parse(const char *s, int *year, int *month, int *day);

#endif
