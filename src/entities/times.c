/* times.c - the times a report speaks of: finds them by the patterns of data/patterns and gives each its TIMEX3 value,
 * from the day of publication, from the time last spoken of and from the tense of the verb it belongs to. */
#include "entities/times.h"

#include <string.h>

#include "entities/calendar.h"

static dl_time *add_time(times_reader *t) {
    dl_report *r = t->r;
    if (r->n_times == t->cap) {
        size_t cap = t->cap ? t->cap * 2 : 16;
        dl_time *more = arena_grow(&r->arena, r->times, r->n_times, cap, sizeof *more);
        if (!more) return NULL;
        r->times = more;
        t->cap = cap;
    }
    return r->times + r->n_times++;
}

static bool keep(dl_report *r, const char *s, const char **out) {
    *out = *s ? arena_copy(&r->arena, s, strlen(s)) : NULL;
    return *out || !*s;
}

/* A time of day whose day is told elsewhere in its sentence: "at 10:35 a.m. (0735 GMT) Friday". */
typedef struct clock_waiting {
    pat_match match;
    size_t time;
} clock_waiting;
enum { MAX_WAITING = 8 };

/* Adds the time of a match; `v` gets its value. */
static bool add_match(times_reader *t, const pat_match *m, time_value *v) {
    dl_report *r = t->r;
    const pat_line *line = &t->search.line;
    timevalue_read(m, &t->now, v);
    dl_time *out = add_time(t);
    if (!out) return false;
    uint32_t end = line->atoms[m->first + m->count - 1].end;
    if (m->first + m->count == line->n && r->text[end - 1] == '.')
        end--; /* of "10 p.m.", which also ends the sentence */
    out->span = (dl_span){report_cp(r, line->atoms[m->first].start), report_cp(r, end)};
    out->type = v->type;
    out->mod = v->mod;
    out->weekday = (uint8_t)v->weekday;
    return keep(r, v->value, &out->value) && (out->value || keep(r, v->relative, &out->relative));
}

static bool read_sentence(times_reader *t) {
    dl_report *r = t->r;
    pat_line *line = &t->search.line;
    clock_waiting waiting[MAX_WAITING];
    size_t n_waiting = 0;
    bool any_day = false;
    int first_day = 0;
    for (size_t i = 0; i < line->n;) {
        pat_match m;
        size_t n = patterns_match(t->p, PAT_TIMES, line, i, search_allows, &t->search, &m);
        if (line->failed) return false;
        if (!n || m.rule->type == PAT_TYPE_NEVER) {
            i += n ? n : 1;
            continue;
        }
        time_value v;
        bool month = PAT_HAS(&m.frame, month) && !PAT_HAS(&m.frame, weekday);
        t->now.tense = m.rule->op == PAT_OP_date ? times_tense(t, i, month) : 0;
        if (!add_match(t, &m, &v)) return false;
        dl_time *out = r->times + r->n_times - 1;
        out->first = search_token(&t->search, i);
        out->count = search_token(&t->search, i + n - 1) - out->first + 1;
        if (v.needs_day && n_waiting < MAX_WAITING) {
            waiting[n_waiting++] = (clock_waiting){m, r->n_times - 1};
        } else if (v.grain && *v.value) {
            if (v.grain == PAT_UNIT_day && !any_day) any_day = true, first_day = v.day;
            /* What is told for comparison ("a year earlier") is an aside; what follows goes on from before. */
            bool aside =
                pat_int(&m.frame, PAT_base, 0) == PAT_base_narrative || pat_int(&m.frame, PAT_unit, 0) == PAT_UNIT_year;
            if (!aside) timevalue_speak(&t->now, v.grain, v.day);
        }
        i += n;
    }
    for (size_t i = 0; any_day && i < n_waiting; i++) {
        time_value v = {0};
        timevalue_on_day(&waiting[i].match, first_day, &v);
        dl_time *out = r->times + waiting[i].time;
        if (!*v.value) continue;
        if (!keep(r, v.value, &out->value)) return false;
        out->relative = NULL;
    }
    return true;
}

static bool any_words(void *context, const pat_rule *rule, size_t first, size_t count) {
    return (void)context, (void)first, (void)count, !rule->tags;
}

/* The day in a dateline: "KYIV, Feb 14 (Reuters) -". */
static bool read_dateline(times_reader *t, const dl_furniture *f) {
    pat_line *line = &t->search.line;
    uint32_t start = times_byte(t->r, f->span.start), end = times_byte(t->r, f->span.end);
    if (end - start > 512 || !patterns_cut(t->p, line, start, end)) return !line->failed;
    t->now.tense = 0;
    for (size_t i = 0; i < line->n;) {
        pat_match m;
        time_value v;
        size_t n = patterns_match(t->p, PAT_TIMES, line, i, any_words, NULL, &m);
        bool day = n && m.rule->op == PAT_OP_date && PAT_HAS(&m.frame, month) && PAT_HAS(&m.frame, day);
        if (line->failed || (day && !add_match(t, &m, &v))) return false;
        i += n ? n : 1;
    }
    return true;
}

bool times_read(dl_report *r) {
    if (!r->model || !r->model->entities) return true;
    times_reader t = {.p = &r->model->entities->patterns, .r = r};
    t.search.r = r;
    t.search.line.arena = &r->arena;
    t.search.line.text = r->text;
    if (!*r->meta.published && !times_find_published(&t)) return false;
    int year, month, day;
    if (calendar_parse(r->meta.published, &year, &month, &day)) {
        t.now.known = true;
        t.now.today = calendar_days(year, month, day);
    }
    size_t f = 0; /* furniture before the sentence */
    for (size_t i = 0; i < r->n_sentences; i++) {
        const dl_sentence *s = r->sentences + i;
        for (; f < r->n_furniture && r->furniture[f].span.start <= s->span.start; f++)
            if (r->furniture[f].kind == DL_FURNITURE_DATELINE && !read_dateline(&t, r->furniture + f)) return false;
        if (!s->count || (s->flags & DL_SENTENCE_FURNITURE)) continue;
        if (!search_sentence(&t.search, t.p, s) || !read_sentence(&t)) return false;
    }
    return true;
}
