/* calendar.c - days, ISO weeks and Easter of the Gregorian calendar, as plain integers. */
#include "calendar.h"

/* Counted in eras of 400 years from a year that starts in March, so that the leap day comes last. */
int calendar_days(int year, int month, int day) {
    int m = month - 1;
    year += m / 12 - (m % 12 < 0);
    m = (m % 12 + 12) % 12 + 1;
    if (m <= 2) year--;
    int era = (year >= 0 ? year : year - 399) / 400, yoe = year - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void calendar_date(int days, int *year, int *month, int *day) {
    days += 719468;
    int era = (days >= 0 ? days : days - 146096) / 146097, doe = days - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

int calendar_month_length(int year, int month) {
    return calendar_days(year, month + 1, 1) - calendar_days(year, month, 1);
}

bool calendar_valid(int year, int month, int day) {
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= calendar_month_length(year, month);
}

int calendar_weekday(int days) { return ((days + 3) % 7 + 7) % 7 + 1; }

void calendar_week(int days, int *year, int *week) {
    int thursday = days - calendar_weekday(days) + 4, month, day; /* a week belongs to the year of its Thursday */
    calendar_date(thursday, year, &month, &day);
    *week = (thursday - calendar_days(*year, 1, 1)) / 7 + 1;
}

int calendar_week_start(int year, int week) {
    int fourth = calendar_days(year, 1, 4); /* is always in week 1 */
    return fourth - calendar_weekday(fourth) + 1 + (week - 1) * 7;
}

/* The anonymous Gregorian computus. */
int calendar_easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100, d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7, f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return calendar_days(year, f / 31, f % 31 + 1);
}

bool calendar_parse(const char *s, int *year, int *month, int *day) {
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? s[i] != '-' : s[i] < '0' || s[i] > '9') return false;
    if (s[10]) return false;
    *year = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
    *month = (s[5] - '0') * 10 + (s[6] - '0');
    *day = (s[8] - '0') * 10 + (s[9] - '0');
    return calendar_valid(*year, *month, *day);
}
