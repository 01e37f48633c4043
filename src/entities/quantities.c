/* quantities.c - how many, how much: finds numbers by the patterns of data/patterns and gives each count the noun that
 * the sentence's tree says it counts. Times and years are read before and left alone. */
#include <math.h>
#include <string.h>

#include "entities/times.h"

#define MAX_AMOUNT 1e24 /* beyond it a number is a slip, not a quantity */

typedef struct quantities_reader {
    pattern_search search;
    const pattern_set *p;
    dl_report *r;
    size_t cap;
    size_t next_time; /* first time that is not yet behind us */
} quantities_reader;

static dl_quantity *add(quantities_reader *q) {
    dl_report *r = q->r;
    if (r->n_quantities == q->cap) {
        size_t cap = q->cap ? q->cap * 2 : 16;
        dl_quantity *more = arena_grow(&r->arena, r->quantities, r->n_quantities, cap, sizeof *more);
        if (!more) return NULL;
        r->quantities = more;
        q->cap = cap;
    }
    return r->quantities + r->n_quantities++;
}

/* The time whose tokens [first, last] touch, or NULL. Times and sentences are both in order. */
static const dl_time *time_at(quantities_reader *q, uint32_t first, uint32_t last) {
    const dl_report *r = q->r;
    while (q->next_time < r->n_times &&
           (!r->times[q->next_time].count || r->times[q->next_time].first + r->times[q->next_time].count <= first))
        q->next_time++;
    if (q->next_time >= r->n_times) return NULL;
    const dl_time *t = r->times + q->next_time;
    return t->first <= last ? t : NULL;
}

static const char *string(const quantities_reader *q, const pat_frame *f, pat_field field) {
    return f->has >> field & 1 ? q->p->text + (size_t)f->f[field] : NULL;
}

/* ---- what is counted ---- */

static bool is_noun(const dl_token *t) { return t->upos == DL_NOUN || t->upos == DL_PROPN; }

/* "dozens of people", "a third of the seats": the first noun that hangs on the number by "of". */
static uint32_t noun_after_of(const quantities_reader *q, uint32_t number) {
    const dl_sentence *s = q->search.sentence;
    const dl_token *tokens = q->r->tokens;
    for (uint32_t i = number + 1; i < s->first + s->count; i++)
        if (tokens[i].head == number && tokens[i].deprel == DL_REL_nmod)
            for (uint32_t k = number + 1; k < i; k++)
                if (tokens[k].head == i && tokens[k].deprel == DL_REL_case && !strcmp(tokens[k].form, "of")) return i;
    return DL_ROOT;
}

/* The counted noun of a number whose last token is `number`, or DL_ROOT. */
static uint32_t counted(const quantities_reader *q, uint32_t number, uint32_t first) {
    const dl_token *tokens = q->r->tokens, *t = tokens + number;
    for (int steps = 0; steps < 4 && t->head != DL_ROOT; steps++) {
        if (t->deprel == DL_REL_nummod && is_noun(tokens + t->head)) {
            const dl_token *noun = tokens + t->head; /* in "200 fighter jets" it may hang on the nearer noun */
            if (noun->deprel == DL_REL_compound && noun->head > t->head && is_noun(tokens + noun->head))
                return noun->head;
            return t->head;
        }
        bool inside = t->head >= first && t->head <= number; /* "150" of "100-150", "1.2" of "1.2 million" */
        if (!inside && t->deprel != DL_REL_compound && t->deprel != DL_REL_nummod) break;
        t = tokens + t->head;
        if (is_noun(t) && (size_t)(t - tokens) > number) return (uint32_t)(t - tokens);
    }
    return noun_after_of(q, number);
}

/* "a three-member panel" counts members. */
static uint32_t hyphenated(const quantities_reader *q, size_t last_atom) {
    const pat_line *line = &q->search.line;
    if (last_atom + 2 >= line->n) return DL_ROOT;
    const pat_atom *a = line->atoms + last_atom + 1;
    if (a->kind != PAT_MARK || line->text[a->start] != '-' || !(a->flags & a[1].flags & PAT_ATOM_GLUED) ||
        a[1].kind != PAT_WORD)
        return DL_ROOT;
    return search_token(&q->search, last_atom + 2);
}

/* The noun with the nouns it is compounded of: "fighter jets". */
static const char *noun_phrase(quantities_reader *q, uint32_t noun, uint32_t after) {
    const dl_token *tokens = q->r->tokens;
    uint32_t first = noun;
    while (first > after + 1 && tokens[first - 1].head == noun && tokens[first - 1].deprel == DL_REL_compound &&
           tokens[first - 1].upos == DL_NOUN)
        first--;
    size_t size = 1;
    for (uint32_t i = first; i <= noun; i++) size += tokens[i].bytes + 1;
    char *out = arena_alloc(&q->r->arena, size), *to = out;
    if (!out) return NULL;
    for (uint32_t i = first; i <= noun; i++) {
        if (i > first) *to++ = ' ';
        for (const char *s = tokens[i].form; *s && to < out + size - 1; s++)
            *to++ = *s >= 'A' && *s <= 'Z' && i == q->search.sentence->first ? (char)(*s | 32) : *s;
    }
    return out;
}

/* Numbers that count nothing: "Flight 370", a score, an age between commas, a list's number, "one" as a pronoun. */
static bool stands_alone(const quantities_reader *q, const pat_match *m, uint32_t number) {
    const dl_token *t = q->r->tokens + number;
    if (PAT_HAS(&m->frame, bound) || PAT_HAS(&m->frame, high)) return true;
    if (t->upos != DL_NUM && t->upos != DL_NOUN) return false;
    switch (t->deprel) {
    case DL_REL_obj:
    case DL_REL_nsubj:
    case DL_REL_nsubj_pass:
    case DL_REL_obl:
    case DL_REL_conj:
    case DL_REL_xcomp:
        break;
    default:
        return false;
    }
    const pat_atom *a = q->search.line.atoms + m->first;
    return a->kind == PAT_DIGITS ? !(a->digits == 4 && !(a->flags & PAT_ATOM_GROUPED))
                                 : pat_int(&m->frame, PAT_n, 0) > 1;
}

/* "between 5 and 7 million" is between five and seven million. */
static double share_scale(const quantities_reader *q, const pat_match *m, double low, double high) {
    if (!(low > 0) || low >= 1000 || high < 1e6) return low;
    for (uint32_t i = 0; i < m->count; i++)
        if (q->search.line.atoms[m->first + i].flags & PAT_ATOM_GROUPED) return low; /* "1 to 1,500,000" */
    double scale = pow(1000, floor(log10(high) / 3));
    return low * scale <= high ? low * scale : low;
}

/* ---- reading ---- */

static bool read_match(quantities_reader *q, const pat_match *m) {
    dl_report *r = q->r;
    pat_line *line = &q->search.line;
    const pat_frame *f = &m->frame;
    size_t last_atom = m->first + m->count - 1;
    uint32_t first = search_token(&q->search, m->first), last = search_token(&q->search, last_atom);
    if (m->rule->type == PAT_TYPE_UNCOUNTED) return true;
    double n = PAT_HAS(f, n) ? f->f[PAT_n] : 1, high = PAT_HAS(f, high) ? f->f[PAT_high] : n;
    if (!isfinite(n) || !isfinite(high) || n > MAX_AMOUNT || high > MAX_AMOUNT) return true;
    if (time_at(q, first, last)) return true;
    n = share_scale(q, m, n, high);
    if (high < n && !PAT_HAS(f, unit) && m->rule->type == PAT_TYPE_COUNTED) return true; /* a score, 3-1 */
    dl_quantity out = {.first = first, .bound = string(q, f, PAT_bound), .noun = DL_ROOT};
    uint32_t end = line->atoms[last_atom].end;
    switch (m->rule->type) {
    case PAT_TYPE_PERCENT:
        out.kind = DL_QUANTITY_PERCENT, out.unit = "%";
        break;
    case PAT_TYPE_MONEY:
        out.kind = DL_QUANTITY_MONEY, out.unit = string(q, f, PAT_currency);
        break;
    case PAT_TYPE_MEASURE: {
        static const char *const PER[] = {
            "",
#define X(u, v) #u,
            PAT_UNIT_LIST(X)
#undef X
        };
        out.kind = DL_QUANTITY_MEASURE;
        out.unit = string(q, f, PAT_measure);
        int unit = pat_int(f, PAT_unit, 0);
        if (out.unit && unit >= 1 && unit < (int)(sizeof PER / sizeof *PER)) {
            size_t size = strlen(out.unit) + strlen(PER[unit]) + 6;
            char *rate = arena_alloc(&r->arena, size);
            if (!rate) return false;
            strcat(strcat(strcpy(rate, out.unit), " per "), PER[unit]);
            out.unit = rate;
        }
        break;
    }
    default: {
        bool share = m->rule->type == PAT_TYPE_SHARE;
        out.kind = share ? DL_QUANTITY_SHARE : DL_QUANTITY_COUNT;
        if (share && PAT_HAS(f, high)) { /* one in three */
            if (high < 1) return true;
            n = high = n / high;
        }
        uint32_t number = share && !strcmp(r->tokens[last].form, "of") && last > first ? last - 1 : last;
        out.noun = hyphenated(q, last_atom);
        if (out.noun == DL_ROOT) out.noun = counted(q, number, first);
        if (n == high && n < 1 && out.noun != DL_ROOT) out.kind = DL_QUANTITY_SHARE; /* two thirds of the seats */
        if (out.noun != DL_ROOT && (out.noun < first || out.noun > last + 12)) out.noun = DL_ROOT;
        if (out.noun == DL_ROOT && !share && !stands_alone(q, m, number)) return true;
        if (out.noun != DL_ROOT &&
            time_at(q, first, out.noun)) { /* "two Monday meetings" counts, "20 years" does not */
            const dl_time *t = time_at(q, first, out.noun);
            if (t->first + t->count > out.noun) return true;
        }
        if (out.noun != DL_ROOT) {
            if (!(out.unit = noun_phrase(q, out.noun, last))) return false;
            if (out.noun >= last) end = r->tokens[out.noun].byte + r->tokens[out.noun].bytes, last = out.noun;
        }
    }
    }
    out.span = (dl_span){report_cp(r, line->atoms[m->first].start), report_cp(r, end)};
    out.tokens = last - first + 1;
    out.count = n;
    out.count_high = high < n ? n : high;
    if (!out.bound) out.bound = "exactly";
    dl_quantity *kept = add(q);
    if (!kept) return false;
    *kept = out;
    return true;
}

bool quantities_read(dl_report *r) {
    if (!r->model || !r->model->entities) return true;
    quantities_reader q = {.p = &r->model->entities->patterns, .r = r};
    q.search.r = r;
    q.search.line.arena = &r->arena;
    q.search.line.text = r->text;
    for (size_t i = 0; i < r->n_sentences; i++) {
        const dl_sentence *s = r->sentences + i;
        if (!s->count || (s->flags & DL_SENTENCE_FURNITURE)) continue;
        if (!search_sentence(&q.search, q.p, s)) return false;
        for (size_t k = 0; k < q.search.line.n;) {
            pat_match m;
            size_t n = patterns_match(q.p, PAT_QUANTITIES, &q.search.line, k, search_allows, &q.search, &m);
            if (q.search.line.failed || (n && !read_match(&q, &m))) return false;
            k += n ? n : 1;
        }
    }
    return true;
}
