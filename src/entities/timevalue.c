/* timevalue.c - from the fields of a matched time pattern to a TIMEX3 value. A date is read from the coarsest field to
 * the finest: a shift from a base ("last year"), then what the words name in it ("November", "Monday", "evening"). */
#include "entities/timevalue.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "entities/calendar.h"

static const char *const PARTS[] = {"", "TMO", "TMI", "TAF", "TEV", "TNI", "TDT", "T12:00", "T24:00"};
static const char *const SEASONS[] = {"", "SP", "SU", "FA", "WI"};
static const char *const MODS[] = {"",          "START",         "MID",           "END",    "APPROX", "MORE_THAN",
                                   "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "BEFORE", "AFTER"};
static const char *const REFS[] = {"", "PAST_REF", "PRESENT_REF", "FUTURE_REF"};
#define NAME(table, i) ((i) > 0 && (size_t)(i) < sizeof table / sizeof *table ? table[i] : "")

/* A day and how much of it counts. */
typedef struct point {
    int year, month, day, days, grain, season;
    bool open;
} point;

static void from_days(point *p, int days) {
    p->days = days;
    calendar_date(days, &p->year, &p->month, &p->day);
}

static int floor_div(int a, int b) { return a / b - (a % b < 0); }

static bool year_fits(int year) { return year >= 1 && year <= 9999; }

static void set_month(point *p, int year, int month) {
    year += floor_div(month - 1, 12);
    month = (month - 1) - floor_div(month - 1, 12) * 12 + 1;
    if (!year_fits(year)) p->open = true;
    else from_days(p, calendar_days(year, month, 1));
    p->grain = PAT_UNIT_month;
}

static void set_day(point *p, int days) {
    from_days(p, days);
    p->grain = PAT_UNIT_day;
    if (!year_fits(p->year)) p->open = true;
}

static int quarter_of(const point *p) { return (p->month - 1) / 3 + 1; }

/* `count` units from `p`, whose grain becomes the unit. */
static void shift(point *p, int unit, double count) {
    if (count != floor(count)) { /* half a century, a year and a half: go to a finer unit */
        static const struct {
            int from, to;
            double times;
        } FINER[] = {
            {PAT_UNIT_century, PAT_UNIT_year, 100},     {PAT_UNIT_decade, PAT_UNIT_year, 10},
            {PAT_UNIT_millennium, PAT_UNIT_year, 1000}, {PAT_UNIT_year, PAT_UNIT_month, 12},
            {PAT_UNIT_month, PAT_UNIT_week, 4},         {PAT_UNIT_week, PAT_UNIT_day, 7},
        };
        for (size_t i = 0; i < sizeof FINER / sizeof *FINER; i++)
            if (FINER[i].from == unit) {
                shift(p, FINER[i].to, round(count * FINER[i].times));
                return;
            }
        count = round(count);
    }
    if (fabs(count) > 4e6) {
        p->open = true;
        return;
    }
    int n = (int)count;
    switch (unit) {
    case PAT_UNIT_second:
    case PAT_UNIT_minute:
    case PAT_UNIT_hour:
        if (unit == PAT_UNIT_hour && n % 24 == 0) set_day(p, p->days + n / 24);
        else p->open = n != 0, p->grain = unit; /* the hour of publication is not known */
        return;
    case PAT_UNIT_day:
        set_day(p, p->days + n);
        return;
    case PAT_UNIT_weekend: /* the one of this week is its end */
        set_day(p, p->days - calendar_weekday(p->days) + 6 + n * 7);
        p->grain = unit;
        return;
    case PAT_UNIT_fortnight:
        n *= 2; /* fall through */
    case PAT_UNIT_week:
        set_day(p, p->days - calendar_weekday(p->days) + 1 + n * 7);
        p->grain = PAT_UNIT_week;
        return;
    case PAT_UNIT_month:
        set_month(p, p->year, p->month + n);
        return;
    case PAT_UNIT_quarter:
        set_month(p, p->year, quarter_of(p) * 3 - 2 + 3 * n);
        p->grain = unit;
        return;
    case PAT_UNIT_half:
        set_month(p, p->year, (p->month > 6 ? 7 : 1) + 6 * n);
        p->grain = unit;
        return;
    default: {
        int years = unit == PAT_UNIT_decade       ? 10
                    : unit == PAT_UNIT_century    ? 100
                    : unit == PAT_UNIT_millennium ? 1000
                                                  : 1;
        if (n > 9999 / years + 1 || n < -9999 / years - 1 || !year_fits(p->year + n * years)) p->open = true;
        else from_days(p, calendar_days(p->year + n * years, 1, 1));
        p->grain = unit;
    }
    }
}

static void write_date(const point *p, char *out, size_t size) {
    int week_year, week;
    if (p->open) {
        *out = 0;
        return;
    }
    switch (p->grain) {
    case PAT_UNIT_day:
        snprintf(out, size, "%04d-%02d-%02d", p->year, p->month, p->day);
        break;
    case PAT_UNIT_weekend:
    case PAT_UNIT_week:
        calendar_week(p->days, &week_year, &week);
        snprintf(out, size, "%04d-W%02d%s", week_year, week, p->grain == PAT_UNIT_weekend ? "-WE" : "");
        break;
    case PAT_UNIT_month:
        snprintf(out, size, "%04d-%02d", p->year, p->month);
        break;
    case PAT_UNIT_quarter:
        snprintf(out, size, "%04d-Q%d", p->year, quarter_of(p));
        break;
    case PAT_UNIT_half:
        snprintf(out, size, "%04d-H%d", p->year, p->month > 6 ? 2 : 1);
        break;
    case PAT_UNIT_season:
        snprintf(out, size, "%04d-%s", p->year, NAME(SEASONS, p->season));
        break;
    case PAT_UNIT_year:
        snprintf(out, size, "%04d", p->year);
        break;
    case PAT_UNIT_decade:
        snprintf(out, size, "%03d", p->year / 10);
        break;
    case PAT_UNIT_century:
        snprintf(out, size, "%02d", p->year / 100);
        break;
    case PAT_UNIT_millennium:
        snprintf(out, size, "%d", p->year / 1000);
        break;
    default:
        *out = 0;
    }
}

/* ---- what a year leaves open ---- */

/* The year nearest to the base for a day that comes once a year, unless tense or "last" and "next" say otherwise. `at`
 * gives the day in a year. */
typedef int day_of_year(const pat_frame *f, int year);

static int pick_year(const pat_frame *f, const time_context *c, const point *base, day_of_year *at, int slack) {
    int dir = pat_int(f, PAT_dir, 0), best = base->year;
    bool said = PAT_HAS(f, dir);
    int distance = 1 << 30;
    if (said && dir == 0) return base->year;
    for (int y = base->year - 1; y <= base->year + 1; y++) {
        if (!year_fits(y)) continue;
        int d = at(f, y) - base->days;
        if (said && dir < 0 && d >= 0) continue;
        if (said && dir > 0 && d <= 0) continue;
        if (!said && d > (c->tense < 0 ? slack : c->tense > 0 ? 400 : 90)) continue;
        if (!said && c->tense > 0 && d < -slack) continue;
        if ((d < 0 ? -d : d) < distance) distance = d < 0 ? -d : d, best = y;
    }
    return best;
}

static int month_day(const pat_frame *f, int year) {
    return calendar_days(year, pat_int(f, PAT_month, 1), pat_int(f, PAT_day, 15));
}

/* "last November" said in November is a year ago; "in November" may be this one. */
static int pick_month_year(const pat_frame *f, const time_context *c, const point *base) {
    int month = pat_int(f, PAT_month, 1), gap = month - base->month;
    if (PAT_HAS(f, dir)) {
        int dir = pat_int(f, PAT_dir, 0);
        return base->year + (dir < 0 ? -(gap >= 0) : dir > 0 ? gap <= 0 : 0);
    }
    if (c->tense < 0) return base->year - (gap > 0);
    if (c->tense > 0) return base->year + (gap < 0);
    return base->year + (gap > 3 ? -1 : gap < -8 ? 1 : 0); /* mostly the past; the next three months are to come */
}

static int holiday_day(const pat_frame *f, int year) {
    if (PAT_HAS(f, easter)) return calendar_easter(year) + pat_int(f, PAT_easter, 0);
    int month = pat_int(f, PAT_month, 1);
    if (!PAT_HAS(f, nth)) return calendar_days(year, month, pat_int(f, PAT_day, 1));
    int nth = pat_int(f, PAT_nth, 1), weekday = pat_int(f, PAT_weekday, 1);
    if (nth < 0) {
        int last = calendar_days(year, month + 1, 1) - 1;
        return last - (calendar_weekday(last) - weekday + 7) % 7;
    }
    int first = calendar_days(year, month, 1);
    return first + (weekday - calendar_weekday(first) + 7) % 7 + (nth - 1) * 7;
}

static int pick_weekday(const pat_frame *f, const time_context *c, const point *base, bool week) {
    int weekday = pat_int(f, PAT_weekday, 1), monday = base->days - calendar_weekday(base->days) + 1;
    int back = (calendar_weekday(base->days) - weekday + 7) % 7; /* days since the last one, today included */
    if (week) return monday + weekday - 1;
    if (PAT_HAS(f, dir)) {
        int dir = pat_int(f, PAT_dir, 0);
        if (dir == 0) return monday + weekday - 1;
        return dir < 0 ? base->days - (back ? back : 7) : base->days + (back ? 7 - back : 7);
    }
    return c->tense > 0 && back ? base->days + 7 - back : base->days - back;
}

/* ---- dates ---- */

static int four_digits(int yy, const time_context *c) {
    int now = 2000, month, day;
    if (c->known) calendar_date(c->today, &now, &month, &day);
    int year = now / 100 * 100 + yy;
    return year > now + 20 ? year - 100 : year;
}

static bool has_year(const pat_frame *f) { return PAT_HAS(f, year) || PAT_HAS(f, yy) || PAT_HAS(f, decade); }
static bool is_holiday(const pat_frame *f) { return PAT_HAS(f, easter) || (PAT_HAS(f, nth) && PAT_HAS(f, month)); }
static bool has_clock(const pat_frame *f) { return PAT_HAS(f, hour) || PAT_HAS(f, part); }
static bool names_day(const pat_frame *f) { return PAT_HAS(f, weekday) || PAT_HAS(f, day) || is_holiday(f); }

void timevalue_speak(time_context *c, int grain, int day) {
    c->grain = grain;
    c->spoken[grain] = day;
    c->when[grain] = ++c->spoken_of;
}

/* The base of a date that has no year of its own; false when it is not known. "The next day" is told from the last day
 * that was spoken of, not from a year. */
static bool base_of(const pat_frame *f, const time_context *c, point *p) {
    int unit = PAT_HAS(f, unit) ? pat_int(f, PAT_unit, 0) : PAT_UNIT_day, last = 0;
    if (pat_int(f, PAT_base, PAT_base_today) == PAT_base_narrative)
        for (int g = 1; g <= (unit > PAT_UNIT_day ? unit : PAT_UNIT_day); g++)
            if (c->when[g] > c->when[last]) last = g;
    if (last) return from_days(p, c->spoken[last]), true;
    if (!c->known) return false;
    return from_days(p, c->today), true;
}

/* "last week", "two years ago", "the same quarter". A year from a quarter is a quarter: "a year earlier". */
static void move(const pat_frame *f, const time_context *c, point *p) {
    int unit = pat_int(f, PAT_unit, PAT_UNIT_day), dir = pat_int(f, PAT_dir, 0);
    bool narrative = pat_int(f, PAT_base, PAT_base_today) == PAT_base_narrative;
    double n = PAT_HAS(f, n) ? f->f[PAT_n] : 1;
    if (unit == PAT_UNIT_year && dir && PAT_HAS(f, n) && n == floor(n) && n < 100 && c->grain == PAT_UNIT_quarter) {
        from_days(p, c->spoken[c->grain]);
        set_month(p, p->year + dir * (int)n, p->month);
        p->grain = PAT_UNIT_quarter;
        return;
    }
    if (unit == PAT_UNIT_weekend && !PAT_HAS(f, n) && dir == 0 &&
        calendar_weekday(p->days) < (c->tense < 0 ? 6
                                     : c->tense   ? 0
                                                  : 3))
        dir = -1;
    if (unit == PAT_UNIT_quarter && narrative && dir == 0 && c->grain != PAT_UNIT_quarter) { /* the one reported on */
        if (c->known) from_days(p, c->today);
        dir = -1;
    }
    if (dir == 0) n = 1;
    shift(p, unit, dir * n);
}

static void refine(const pat_frame *f, const time_context *c, point *p, bool year_said, bool moved) {
    int unit = pat_int(f, PAT_unit, 0);
    bool in_year = year_said || (moved && unit == PAT_UNIT_year), in_week = moved && unit == PAT_UNIT_week;
    if (is_holiday(f)) {
        int year = in_year ? p->year : pick_year(f, c, p, holiday_day, 60);
        set_day(p, holiday_day(f, year));
        if (unit == PAT_UNIT_week && !moved) shift(p, PAT_UNIT_week, 0);
    } else if (PAT_HAS(f, month) && PAT_HAS(f, day)) {
        int month = pat_int(f, PAT_month, 1), day = pat_int(f, PAT_day, 1);
        bool leap_day = month == 2 && day == 29; /* then the nearest year that has one */
        int year = in_year ? p->year : pick_year(f, c, p, month_day, 45);
        for (int i = 0; leap_day && !in_year && i < 8 && !calendar_valid(year, month, day); i++) year--;
        if (!calendar_valid(year, month, day)) p->open = true;
        else set_day(p, calendar_days(year, month, day));
        p->grain = PAT_UNIT_day;
        if (unit == PAT_UNIT_week && !moved) shift(p, PAT_UNIT_week, 0);
    } else if (PAT_HAS(f, month)) {
        int month = pat_int(f, PAT_month, 1);
        if (month < 1 || month > 12) p->open = true;
        else set_month(p, in_year ? p->year : pick_month_year(f, c, p), month);
    } else if (PAT_HAS(f, quarter) || PAT_HAS(f, half)) {
        bool quarter = PAT_HAS(f, quarter);
        int q = quarter ? pat_int(f, PAT_quarter, 1) : pat_int(f, PAT_half, 1), now = quarter        ? quarter_of(p)
                                                                                      : p->month > 6 ? 2
                                                                                                     : 1;
        if (q > (quarter ? 4 : 2)) p->open = true;
        int last = now > 1   ? now - 1
                   : quarter ? 4
                             : 2; /* the one just over is mostly meant: its results are expected */
        int year = in_year ? p->year : c->tense > 0 && q != last ? p->year + (q < now) : p->year - (q > now);
        if (!p->open) set_month(p, year, quarter ? q * 3 - 2 : q * 6 - 5);
        p->grain = quarter ? PAT_UNIT_quarter : PAT_UNIT_half;
    } else if (PAT_HAS(f, season)) {
        /* The season's middle month stands for it; winter counts to the year it begins in. */
        int season = pat_int(f, PAT_season, 1), month = season * 3 + 1;
        if (!in_year) {
            pat_frame g = *f;
            pat_put(&g, PAT_month, month > 12 ? 12 : month);
            p->year = pick_month_year(&g, c, p);
        }
        from_days(p, calendar_days(p->year, month > 12 ? 12 : month, 1));
        p->season = season;
        p->grain = PAT_UNIT_season;
    } else if (PAT_HAS(f, weekday)) {
        set_day(p, pick_weekday(f, c, p, in_week));
    } else if (has_clock(f)) {
        set_day(p, p->days);
    } else if (!moved && unit == PAT_UNIT_decade) p->grain = unit;
}

static void write_clock(const pat_frame *f, char *out, size_t size) {
    *out = 0;
    if (!PAT_HAS(f, hour)) {
        if (PAT_HAS(f, part)) snprintf(out, size, "%s", NAME(PARTS, pat_int(f, PAT_part, 0)));
        return;
    }
    int hour = pat_int(f, PAT_hour, 0), minute = pat_int(f, PAT_minute, 0), second = pat_int(f, PAT_second, -1);
    if (hour > 99) minute = hour % 100, hour /= 100; /* 0735 GMT */
    int part = pat_int(f, PAT_part, 0);
    bool pm = pat_int(f, PAT_ampm, 0) == PAT_ampm_pm || part == PAT_part_AF || part == PAT_part_EV ||
              (part == PAT_part_NI && hour > 5);
    if (pm && hour < 12) hour += 12;
    if (pat_int(f, PAT_ampm, 0) == PAT_ampm_am && hour == 12) hour = 0;
    if (hour > 24 || minute > 59 || (hour == 24 && minute)) return;
    if (second >= 0 && second < 60) snprintf(out, size, "T%02d:%02d:%02d", hour, minute, second);
    else snprintf(out, size, "T%02d:%02d", hour, minute);
}

/* What an open date still tells: "P-1W", "XXXX-WXX-7TEV", "XXXX-02-24". A day without its year is a value of its own.
 */
static void write_open(const pat_frame *f, const char *clock, time_value *out) {
    static const char UNITS[][3] = {"", "S", "M", "H", "D", "WE", "W", "W", "M", "Q", "", "", "Y", "", "", ""};
    int unit = pat_int(f, PAT_unit, 0), dir = pat_int(f, PAT_dir, 0), month = pat_int(f, PAT_month, 0),
        day = pat_int(f, PAT_day, 0);
    double n = PAT_HAS(f, n) ? f->f[PAT_n] : dir ? 1 : 0;
    if (month >= 1 && month <= 12 && day >= 1 && !PAT_HAS(f, nth)) {
        if (calendar_valid(2000, month, day) && !unit)
            snprintf(out->value, sizeof out->value, "XXXX-%02d-%02d%s", month, day, clock);
    } else if (month >= 1 && month <= 12 && !PAT_HAS(f, nth) && !unit) {
        snprintf(out->value, sizeof out->value, "XXXX-%02d", month);
    } else if (PAT_HAS(f, weekday) && !PAT_HAS(f, nth)) {
        snprintf(out->relative, sizeof out->relative, "XXXX-WXX-%d%s", pat_int(f, PAT_weekday, 1), clock);
    } else if (unit && PAT_HAS(f, dir) && n < 1e6 && n == floor(n)) {
        int times = unit == PAT_UNIT_decade      ? 10
                    : unit == PAT_UNIT_century   ? 100
                    : unit == PAT_UNIT_fortnight ? 2
                    : unit == PAT_UNIT_half      ? 6
                                                 : 1;
        const char *letter = unit == PAT_UNIT_half ? "M" : unit > PAT_UNIT_year ? "Y" : UNITS[unit];
        snprintf(out->relative, sizeof out->relative, "P%s%s%ld%s%s", unit < PAT_UNIT_day ? "T" : "",
                 dir > 0 ? "" : "-", (long)(dir ? n * times : 0), letter, clock);
    } else if (*clock) snprintf(out->relative, sizeof out->relative, "XXXX-XX-XX%s", clock);
}

static void read_date(const pat_frame *f, const time_context *c, time_value *out) {
    point p = {.grain = PAT_UNIT_day};
    char clock[40];
    write_clock(f, clock, sizeof clock);
    int unit = pat_int(f, PAT_unit, 0);
    bool year_said = has_year(f), known = true, moved = false;
    out->type = *clock ? DL_TIME_TIME : DL_TIME_DATE;
    out->weekday = PAT_HAS(f, nth) && PAT_HAS(f, month) ? 0 : pat_int(f, PAT_weekday, 0);
    if (PAT_HAS(f, vague)) { /* several years ago; "a few days later" than a time that is told stays open */
        if (pat_int(f, PAT_base, PAT_base_today) == PAT_base_narrative) return;
        snprintf(out->value, sizeof out->value, "%s", pat_int(f, PAT_dir, -1) < 0 ? "PAST_REF" : "FUTURE_REF");
        return;
    }
    if (unit == PAT_UNIT_century && PAT_HAS(f, nth)) {
        snprintf(out->value, sizeof out->value, "%02d", pat_int(f, PAT_nth, 1) - 1);
        return;
    }
    if (year_said) {
        int year = PAT_HAS(f, year)     ? pat_int(f, PAT_year, 0)
                   : PAT_HAS(f, decade) ? 1900 + pat_int(f, PAT_decade, 0)
                                        : four_digits(pat_int(f, PAT_yy, 0), c);
        if (!year_fits(year)) return;
        from_days(&p, calendar_days(year, 1, 1));
        p.grain = PAT_UNIT_year;
        if (unit == PAT_UNIT_quarter && c->grain == PAT_UNIT_quarter) { /* the 1988 quarter */
            point spoken = {0};
            from_days(&spoken, c->spoken[c->grain]);
            set_month(&p, year, spoken.month);
            p.grain = unit;
        }
    } else if ((known = base_of(f, c, &p)) && PAT_HAS(f, unit) && PAT_HAS(f, dir)) {
        move(f, c, &p);
        moved = true;
    }
    if (known) refine(f, c, &p, year_said, moved);
    int edge = pat_int(f, PAT_edge, 0);
    if (known && edge == PAT_edge_end && p.grain == PAT_UNIT_year && PAT_HAS(f, n) &&
        !p.open) /* year-end: its last day */
        set_day(&p, calendar_days(p.year, 12, 31));
    static const char *const EDGES[] = {"", "START", "END", "MID"};
    if (edge && !out->mod) out->mod = NAME(EDGES, edge);
    bool no_day = *clock && !names_day(f) && !PAT_HAS(f, dir) && !year_said;
    if (!known) {
        write_open(f, clock, out);
        out->needs_day = no_day;
        return;
    }
    if (p.open) return;
    write_date(&p, out->value, sizeof out->value);
    if (*clock && *out->value) strncat(out->value, clock, sizeof out->value - strlen(out->value) - 1);
    out->grain = p.grain;
    out->day = p.days;
    out->needs_day = no_day;
}

void timevalue_on_day(const pat_match *m, int day, time_value *out) {
    point p = {.grain = PAT_UNIT_day};
    char clock[40];
    from_days(&p, day);
    write_clock(&m->frame, clock, sizeof clock);
    write_date(&p, out->value, sizeof out->value);
    if (*out->value) strncat(out->value, clock, sizeof out->value - strlen(out->value) - 1);
    *out->relative = 0;
    out->grain = p.grain;
    out->day = day;
    out->needs_day = false;
}

/* ---- durations and sets ---- */

static bool write_span(const pat_frame *f, char *out, size_t size) {
    static const struct {
        const char *before, *after, *finer;
        double times;
    } FORMS[] = {
        {"", "", "", 1},     {"PT", "S", "", 1}, {"PT", "M", "S", 60}, {"PT", "H", "M", 60},
        {"P", "D", "", 1},   {"P", "D", "", 2},  {"P", "W", "", 1},    {"P", "W", "", 2},
        {"P", "M", "", 1},   {"P", "Q", "", 1},  {"P", "M", "", 6},    {"P", "M", "", 3},
        {"P", "Y", "M", 12}, {"P", "Y", "", 10}, {"P", "Y", "", 100},  {"P", "Y", "", 1000},
    };
    int unit = pat_int(f, PAT_unit, PAT_UNIT_day);
    bool finer = *FORMS[unit].finer != 0;
    double n = PAT_HAS(f, n) ? f->f[PAT_n] : 1;
    if (!PAT_HAS(f, unit)) return snprintf(out, size, "PXX"), true; /* a while */
    if (PAT_HAS(f, vague)) {
        const char *after = unit == PAT_UNIT_decade ? "DE" : unit == PAT_UNIT_century ? "CE" : FORMS[unit].after;
        return snprintf(out, size, "%sX%s", FORMS[unit].before, after), true;
    }
    if (!finer) n *= FORMS[unit].times;
    if (!(n >= 0) || n > 1e9) return false;
    double whole = floor(n), rest = finer ? round((n - whole) * FORMS[unit].times) : 0;
    if (n == whole) snprintf(out, size, "%s%.0f%s", FORMS[unit].before, n, FORMS[unit].after);
    else if (!finer) snprintf(out, size, "%s%.4g%s", FORMS[unit].before, n, FORMS[unit].after);
    else if (whole == 0) snprintf(out, size, "%s%.0f%s", FORMS[unit].before, rest, FORMS[unit].finer);
    else snprintf(out, size, "%s%.0f%s%.0f%s", FORMS[unit].before, whole, FORMS[unit].after, rest, FORMS[unit].finer);
    return true;
}

static void read_set(const pat_frame *f, time_value *out) {
    char clock[40];
    write_clock(f, clock, sizeof clock);
    out->type = DL_TIME_SET;
    if (PAT_HAS(f, weekday))
        snprintf(out->value, sizeof out->value, "XXXX-WXX-%d%s", pat_int(f, PAT_weekday, 1), clock);
    else if (PAT_HAS(f, month)) snprintf(out->value, sizeof out->value, "XXXX-%02d", pat_int(f, PAT_month, 1));
    else if (PAT_HAS(f, season))
        snprintf(out->value, sizeof out->value, "XXXX-%s", NAME(SEASONS, pat_int(f, PAT_season, 1)));
    else if (*clock) snprintf(out->value, sizeof out->value, "XXXX-XX-XX%s", clock);
    else if (!write_span(f, out->value, sizeof out->value)) *out->value = 0;
}

void timevalue_read(const pat_match *m, const time_context *c, time_value *out) {
    const pat_frame *f = &m->frame;
    memset(out, 0, sizeof *out);
    if (PAT_HAS(f, mod)) out->mod = NAME(MODS, pat_int(f, PAT_mod, 0));
    switch (m->rule->op) {
    case PAT_OP_date:
        read_date(f, c, out);
        break;
    case PAT_OP_span:
        out->type = DL_TIME_DURATION;
        if (!write_span(f, out->value, sizeof out->value)) *out->value = 0;
        break;
    case PAT_OP_each:
        read_set(f, out);
        break;
    case PAT_OP_ref:
        out->type = DL_TIME_DATE;
        snprintf(out->value, sizeof out->value, "%s", NAME(REFS, pat_int(f, PAT_ref, 0)));
        break;
    default:
        break;
    }
}
