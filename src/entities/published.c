/* published.c - the day of publication as the report itself states it: in its dateline, header or byline; or a day
 * there and the year of its copyright. Never from the news. */
#include <stdio.h>

#include "base/utf8.h"
#include "entities/calendar.h"
#include "entities/times.h"

uint32_t times_byte(const dl_report *r, uint32_t cp) {
    uint32_t lo = 0, hi = r->bytes / 256; /* the last mark that is not past it */
    if (!r->cp_marks) return cp < r->bytes ? cp : r->bytes;
    while (lo < hi) {
        uint32_t mid = (lo + hi + 1) / 2;
        if (r->cp_marks[mid] <= cp) lo = mid;
        else hi = mid - 1;
    }
    uint32_t byte = lo * 256, at = r->cp_marks[lo];
    while (byte < r->bytes && !utf8_starts(r->text[byte])) byte++; /* belongs to a character counted before the mark */
    for (; at < cp && byte < r->bytes; at++)
        for (byte++; byte < r->bytes && !utf8_starts(r->text[byte]);) byte++;
    return byte;
}

static bool any_rule(void *context, const pat_rule *rule, size_t first, size_t count) {
    return (void)context, (void)first, (void)count, !rule->tags;
}

/* What a piece of furniture says of its day: full dates count at once; a day of a year and a year alone are kept. */
typedef struct day_found {
    int year, month, day;
} day_found;

static bool look_for_day(times_reader *t, uint32_t start, uint32_t end, day_found *found) {
    pat_line *line = &t->search.line;
    if (end > start + 4096) end = start + 4096; /* furniture is short */
    while (end < t->r->bytes && !utf8_starts(t->r->text[end])) end--;
    if (!patterns_cut(t->p, line, start, end)) return false;
    for (size_t i = 0; i < line->n;) {
        pat_match m;
        size_t n = patterns_match(t->p, PAT_TIMES, line, i, any_rule, NULL, &m);
        if (n && m.rule->op == PAT_OP_date && !PAT_HAS(&m.frame, nth) && !PAT_HAS(&m.frame, unit)) {
            int year = pat_int(&m.frame, PAT_year, 0), month = pat_int(&m.frame, PAT_month, 0),
                day = pat_int(&m.frame, PAT_day, 0);
            if (year && month && day && !(found->year && found->month)) *found = (day_found){year, month, day};
            else if (month && day && !found->month) found->month = month, found->day = day;
        }
        i += n ? n : 1;
    }
    return true;
}

/* A year alone, as copyright lines have it. */
static int copyright_year(times_reader *t, uint32_t start, uint32_t end) {
    for (uint32_t i = start; i + 4 <= end; i++) {
        const char *s = t->r->text + i;
        if ((s[0] == '1' && s[1] == '9') || (s[0] == '2' && s[1] == '0'))
            if (s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9' && !(s[4] >= '0' && s[4] <= '9'))
                return (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
    }
    return 0;
}

bool times_find_published(times_reader *t) {
    dl_report *r = t->r;
    dl_meta *meta = &r->meta;
    day_found found = {0};
    int copyright = 0;
    for (size_t i = 0; i < r->n_furniture && !*meta->published; i++) {
        const dl_furniture *f = r->furniture + i;
        bool tells = f->kind == DL_FURNITURE_DATELINE || f->kind == DL_FURNITURE_HEADER ||
                     f->kind == DL_FURNITURE_BYLINE || f->kind == DL_FURNITURE_OTHER;
        uint32_t start = times_byte(r, f->span.start), end = times_byte(r, f->span.end);
        if (f->kind == DL_FURNITURE_COPYRIGHT && !copyright) copyright = copyright_year(t, start, end);
        if (tells && !found.year && !look_for_day(t, start, end, &found)) return false;
    }
    if (*meta->published) return true;
    dl_published_basis basis = found.year ? DL_PUBLISHED_STATED : DL_PUBLISHED_INFERRED;
    if (!found.year) found.year = copyright; /* "KYIV, Feb 14" above "Copyright 2022" */
    if (found.year && calendar_valid(found.year, found.month, found.day)) {
        snprintf(meta->published, sizeof meta->published, "%04u-%02u-%02u", (unsigned)found.year % 10000,
                 (unsigned)found.month % 100, (unsigned)found.day % 100);
        meta->published_basis = basis;
    }
    return true;
}
