/* times.c - the times a report speaks of: finds them by the patterns of data/patterns and gives each its TIMEX3 value,
 * from the day of publication, from the time last spoken of and from the tense of the verb it belongs to. */
#include "entities/times.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "entities/calendar.h"
#include "entities/timevalue.h"

typedef struct times_reader {
    pattern_search search;
    const pattern_set *p;
    dl_report *r;
    time_context now;
    size_t cap;
    size_t sentence_first;      /* first time of this sentence */
} times_reader;

/* ---- the day of publication ---- */

static uint32_t byte_of(const dl_report *r, uint32_t cp) {
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
typedef struct day_found { int year, month, day; } day_found;

static bool look_for_day(times_reader *t, uint32_t start, uint32_t end, day_found *found) {
    pat_line *line = &t->search.line;
    if (end > start + 4096) end = start + 4096; /* furniture is short */
    while (end < t->r->bytes && !utf8_starts(t->r->text[end])) end--;
    if (!patterns_cut(t->p, line, start, end)) return false;
    for (size_t i = 0; i < line->n;) {
        pat_match m;
        size_t n = patterns_match(t->p, PAT_TIMES, line, i, any_rule, NULL, &m);
        if (n && m.rule->op == PAT_OP_date && !PAT_HAS(&m.frame, nth) && !PAT_HAS(&m.frame, unit)) {
            int year = pat_int(&m.frame, PAT_year, 0), month = pat_int(&m.frame, PAT_month, 0), day = pat_int(&m.frame, PAT_day, 0);
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

static bool find_published(times_reader *t) {
    dl_report *r = t->r;
    dl_meta *meta = &r->meta;
    day_found found = {0};
    int copyright = 0;
    for (size_t i = 0; i < r->n_furniture && !*meta->published; i++) {
        const dl_furniture *f = r->furniture + i;
        bool tells = f->kind == DL_FURNITURE_DATELINE || f->kind == DL_FURNITURE_HEADER || f->kind == DL_FURNITURE_BYLINE || f->kind == DL_FURNITURE_OTHER;
        uint32_t start = byte_of(r, f->span.start), end = byte_of(r, f->span.end);
        if (f->kind == DL_FURNITURE_COPYRIGHT && !copyright) copyright = copyright_year(t, start, end);
        if (tells && !found.year && !look_for_day(t, start, end, &found)) return false;
    }
    if (*meta->published) return true;
    dl_published_basis basis = found.year ? DL_PUBLISHED_STATED : DL_PUBLISHED_INFERRED;
    if (!found.year) found.year = copyright; /* "KYIV, Feb 14" above "Copyright 2022" */
    if (found.year && calendar_valid(found.year, found.month, found.day)) {
        snprintf(meta->published, sizeof meta->published, "%04u-%02u-%02u", (unsigned)found.year % 10000, (unsigned)found.month % 100,
                 (unsigned)found.day % 100);
        meta->published_basis = basis;
    }
    return true;
}

/* ---- tense ---- */

static bool in_role(times_reader *t, size_t atom, pat_role role) {
    return patterns_symbol(t->p, &t->search.line, atom, t->p->head->role[role]) != NULL;
}

static bool is_verb(const dl_token *t) { return t->upos == DL_VERB || t->upos == DL_AUX; }

/* Words alone, where there is no tree: the nearest cue before the time, else after it. News tells the past. */
static int tense_of_words(times_reader *t, size_t at) {
    for (size_t i = at; i-- > 0;) {
        if (in_role(t, i, PAT_ROLE_future)) return 1;
        if (in_role(t, i, PAT_ROLE_past)) return -1;
    }
    for (size_t i = at; i < t->search.line.n; i++) {
        if (in_role(t, i, PAT_ROLE_future)) return 1;
        if (in_role(t, i, PAT_ROLE_past)) return -1;
    }
    return -1;
}

static bool is_cue(times_reader *t, uint32_t token, pat_role role) {
    const dl_token *k = t->r->tokens + token;
    for (size_t i = 0; i < t->search.line.n; i++) {
        const pat_atom *a = t->search.line.atoms + i;
        if (a->start >= k->byte + k->bytes) break;
        if (a->end > k->byte && a->word && in_role(t, i, role)) return true;
    }
    return false;
}

enum { PRESENT = 2 }; /* a day to come if it is the verb's own: "they meet on Monday", not "they follow Monday's talks" */

/* -1, 0, 1, PRESENT as the verb's own form and the words that hang on it say. */
static int tense_of_verb(times_reader *t, uint32_t verb) {
    const dl_token *tokens = t->r->tokens, *v = tokens + verb;
    const dl_sentence *s = t->search.sentence;
    bool past = false, present = false, infinitive = DL_HAS(v, VerbForm_Inf), perfect = false, future = false, passive = false;
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        const dl_token *c = tokens + i;
        if (c->head != verb || (c->deprel != DL_REL_aux && c->deprel != DL_REL_aux_pass && c->deprel != DL_REL_cop)) continue;
        if (is_cue(t, i, PAT_ROLE_future)) future = true;
        if (c->lemma && !strcmp(c->lemma, "have")) perfect = true;
        if (c->deprel == DL_REL_aux_pass) passive = true;
        if (DL_HAS(c, Tense_Past)) past = true;
        if (DL_HAS(c, Tense_Pres)) present = true;
    }
    if (is_cue(t, verb, PAT_ROLE_plan)) return 1;
    if (perfect) return -1; /* "would have met" too */
    if (future) return 1;
    if (infinitive && v->head != DL_ROOT && is_cue(t, v->head, PAT_ROLE_future)) return 1;
    if (infinitive) return passive && v->deprel == DL_REL_acl; /* "guidelines to be published" */
    if (past || (DL_HAS(v, Tense_Past) && !DL_HAS(v, VerbForm_Part))) return -1;
    if (present) return is_cue(t, verb, PAT_ROLE_future); /* "is expected" */
    if (DL_HAS(v, Tense_Pres) && DL_HAS(v, VerbForm_Fin)) return PRESENT;
    return DL_HAS(v, Tense_Past) ? -1 : 0;
}

/* True if the words right before an atom are an entry of the role's list. */
static bool leads(times_reader *t, size_t atom, pat_role role) {
    for (size_t i = 1; i <= 2 && i <= atom; i++) {
        const pat_sym *s = patterns_symbol(t->p, &t->search.line, atom - i, t->p->head->role[role]);
        if (s && s->len == i) return true;
    }
    return false;
}

/* Of the verb that governs the time; a day that belongs to a noun ("a bid due in February") leaves a month open to both
 * sides. */
static int tense_at(times_reader *t, size_t atom, bool month) {
    const dl_token *tokens = t->r->tokens;
    const dl_sentence *s = t->search.sentence;
    uint32_t k = search_token(&t->search, atom);
    if (leads(t, atom, PAT_ROLE_ahead)) return 1;
    if (leads(t, atom, PAT_ROLE_since)) return -1;
    if (tokens[k].upos == DL_X) return tense_of_words(t, atom);
    bool seen = false, noun = false;
    for (int steps = 0; steps < 24 && k != DL_ROOT; k = tokens[k].head, steps++) {
        bool copula = false;
        for (uint32_t i = s->first; i < s->first + s->count && !is_verb(tokens + k); i++)
            if (tokens[i].head == k && tokens[i].deprel == DL_REL_cop) copula = true;
        if (!is_verb(tokens + k) && !copula) {
            noun |= steps > 0 && (tokens[k].upos == DL_NOUN || tokens[k].upos == DL_PROPN);
            continue;
        }
        seen = true;
        int tense = tense_of_verb(t, k);
        if (tense == PRESENT) tense = !noun;
        if (tense == 0 && leads(t, atom, PAT_ROLE_perhaps)) return 1;
        if (tense < 0 && noun && month) return 0;
        if (tense || DL_HAS(tokens + k, VerbForm_Fin)) return tense;
    }
    return seen ? 0 : -1;
}

/* ---- finding ---- */

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

typedef struct clock_waiting { pat_match match; size_t time; } clock_waiting;
enum { MAX_WAITING = 8 };

static const char *keep(dl_report *r, const char *s) { return *s ? arena_copy(&r->arena, s, strlen(s)) : NULL; }

static bool read_sentence(times_reader *t) {
    dl_report *r = t->r;
    pat_line *line = &t->search.line;
    clock_waiting waiting[MAX_WAITING];
    size_t n_waiting = 0, first = r->n_times;
    int days[2] = {0}; /* the first day named in this sentence */
    for (size_t i = 0; i < line->n;) {
        pat_match m;
        size_t n = patterns_match(t->p, PAT_TIMES, line, i, search_allows, &t->search, &m);
        if (line->failed) return false;
        if (!n || m.rule->type == PAT_TYPE_NEVER) {
            i += n ? n : 1;
            continue;
        }
        time_value v;
        t->now.tense = m.rule->op == PAT_OP_date ? tense_at(t, i, PAT_HAS(&m.frame, month) && !PAT_HAS(&m.frame, weekday)) : 0;
        timevalue_read(&m, &t->now, &v);
        dl_time *out = add_time(t);
        if (!out) return false;
        uint32_t end = line->atoms[i + n - 1].end;
        if (i + n == line->n && r->text[end - 1] == '.') end--; /* the full stop of "10 p.m." that also ends the sentence */
        uint32_t last = search_token(&t->search, i + n - 1);
        out->first = search_token(&t->search, i);
        out->count = last - out->first + 1;
        out->span = (dl_span){report_cp(r, line->atoms[i].start), report_cp(r, end)};
        out->type = v.type;
        out->value = keep(r, v.value);
        out->relative = out->value ? NULL : keep(r, v.relative);
        out->mod = v.mod;
        out->weekday = (uint8_t)v.weekday;
        if ((*v.value && !out->value) || (!out->value && *v.relative && !out->relative)) return false;
        if (v.needs_day && n_waiting < MAX_WAITING) {
            waiting[n_waiting].match = m;
            waiting[n_waiting++].time = r->n_times - 1;
        } else if (v.grain && *v.value) {
            if (v.grain == PAT_UNIT_day && !days[0]) days[0] = 1, days[1] = v.day;
            /* "a year earlier" is told for comparison; what follows goes on from before. */
            bool aside = pat_int(&m.frame, PAT_base, 0) == PAT_base_narrative || (PAT_HAS(&m.frame, unit) && pat_int(&m.frame, PAT_unit, 0) == PAT_UNIT_year);
            if (!aside) t->now.grain = v.grain, t->now.spoken = v.day;
        }
        i += n;
    }
    (void)first;
    for (size_t i = 0; i < n_waiting; i++) { /* "at 10:35 a.m. Friday" in two pieces */
        if (!days[0]) continue;
        time_value v = {0};
        timevalue_on_day(&waiting[i].match, days[1], &v);
        dl_time *out = r->times + waiting[i].time;
        if (*v.value && !(out->value = keep(r, v.value))) return false;
        if (out->value) out->relative = NULL;
    }
    return true;
}

bool times_read(dl_report *r) {
    if (!r->model || !r->model->entities) return true;
    times_reader t = {.p = &r->model->entities->patterns, .r = r};
    t.search.r = r;
    t.search.line.arena = &r->arena;
    t.search.line.text = r->text;
    if (!*r->meta.published && !find_published(&t)) return false;
    int year, month, day;
    if (calendar_parse(r->meta.published, &year, &month, &day)) {
        t.now.known = true;
        t.now.today = calendar_days(year, month, day);
    }
    for (size_t i = 0; i < r->n_sentences; i++) {
        const dl_sentence *s = r->sentences + i;
        if (!s->count || (s->flags & DL_SENTENCE_FURNITURE)) continue;
        if (!search_sentence(&t.search, t.p, s) || !read_sentence(&t)) return false;
    }
    return true;
}
