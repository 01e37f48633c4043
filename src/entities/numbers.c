/* numbers.c - numbers as reports write them: "130,000", "4.5 million", "two hundred and fifty", "twenty-five", "2 1/2",
 * "half a million", "three quarters". Which words mean what stands in data/patterns/numbers.txt. */
#include "entities/patterns.h"

typedef struct reader {
    const pattern_set *p;
    pat_line *line;
} reader;

/* The value of the word at `at` in the list of `role`; its length in atoms, or 0. */
static size_t word(reader *r, size_t at, pat_role role, double *value) {
    const pat_line *line = r->line;
    if (at >= line->n || !line->atoms[at].word || !r->p->head->role[role]) return 0;
    const pat_slot *slot = r->p->slots + line->atoms[at].slot;
    size_t best = 0;
    for (uint32_t i = 0; i < slot->entries; i++) {
        const pat_entry *e = r->p->entries + slot->first + i;
        if (e->sym != r->p->head->role[role] || e->words > line->n - at || e->words <= best) continue;
        size_t k = 1;
        while (k < e->words && line->atoms[at + k].word == r->p->links[e->first_word + k - 1]) k++;
        if (k < e->words) continue;
        best = e->words;
        if (value) *value = e->sets ? r->p->sets[e->first_set].value : 0;
    }
    return best;
}

static bool is_mark(const reader *r, size_t at, char c) {
    const pat_line *line = r->line;
    if (at >= line->n) return false;
    const pat_atom *a = line->atoms + at;
    return a->kind == PAT_MARK && line->text[a->start] == c;
}

static size_t hyphen(const reader *r, size_t at) {
    return is_mark(r, at, '-') && (r->line->atoms[at].flags & PAT_ATOM_GLUED) ? 1 : 0;
}

static bool glued(const reader *r, size_t at) { return at < r->line->n && (r->line->atoms[at].flags & PAT_ATOM_GLUED); }

/* "twenty-five", "twenty", "seven": below a hundred. */
static size_t below_hundred(reader *r, size_t at, double *value) {
    double unit;
    size_t n = word(r, at, PAT_ROLE_ten, value), m;
    if (!n) return word(r, at, PAT_ROLE_small, value);
    if (is_mark(r, at + n, '-') && glued(r, at + n) && (m = word(r, at + n + 1, PAT_ROLE_small, &unit)) && unit < 10)
        return *value += unit, n + 1 + m;
    if ((m = word(r, at + n, PAT_ROLE_small, &unit)) && unit < 10) return *value += unit, n + m;
    return n;
}

/* "1/2" after a whole number or alone, "½". */
static size_t fraction_digits(reader *r, size_t at, double *value) {
    const pat_line *line = r->line;
    if (at + 2 >= line->n || line->atoms[at].kind != PAT_DIGITS || line->atoms[at].digits > 2 ||
        !is_mark(r, at + 1, '/') || !glued(r, at + 1) || !glued(r, at + 2) || line->atoms[at + 2].kind != PAT_DIGITS ||
        line->atoms[at + 2].digits > 2)
        return 0;
    double below = line->atoms[at + 2].value;
    if (below < 2 || line->atoms[at].value >= below || is_mark(r, at + 3, '/')) return 0; /* 9/11, 4/5/98 are dates */
    *value = line->atoms[at].value / below;
    return 3;
}

/* "hundred", "thousand", "bn": multiplies what is read so far. */
static size_t scale(reader *r, size_t at, bool after_digits, double *value) {
    size_t n = word(r, at, PAT_ROLE_scale, value);
    if (n) return n;
    if (after_digits && glued(r, at)) return word(r, at, PAT_ROLE_suffix, value);
    return 0;
}

static size_t digits(reader *r, size_t at, double *value) {
    double f, s;
    size_t n = fraction_digits(r, at, value), m;
    if (n) return n;
    *value = r->line->atoms[at].value;
    n = 1;
    if (!(r->line->atoms[at].flags & PAT_ATOM_DECIMAL)) {
        if ((m = fraction_digits(r, at + n, &f)) ||
            (is_mark(r, at + n, '-') && (m = fraction_digits(r, at + n + 1, &f)) && m++) ||
            (m = (at + n < r->line->n && r->line->atoms[at + n].kind == PAT_MARK) ? word(r, at + n, PAT_ROLE_part, &f)
                                                                                  : 0)) {
            *value += f;
            n += m;
        }
    }
    if ((m = scale(r, at + n, true, &s))) return *value *= s, n + m;
    if (is_mark(r, at + n, '-') && glued(r, at + n) && (m = word(r, at + n + 1, PAT_ROLE_scale, &s)))
        return *value *= s, n + 1 + m; /* a 20-million-euro loan */
    return n;
}

/* "a hundred", "two hundred and fifty thousand", "half a million". */
static size_t words(reader *r, size_t at, double *value) {
    double total = 0, now = 0, v, smallest = 0;
    size_t i = at, n, m;
    bool any = false;
    if ((n = word(r, i, PAT_ROLE_part, &v)) && v > 0 && v < 1) { /* half a million, two thirds stands further down */
        m = word(r, i + n, PAT_ROLE_one, NULL);
        double s;
        size_t k = scale(r, i + n + m, false, &s);
        if (!k) k = word(r, i + n + m, PAT_ROLE_hundred, &s);
        if (k) return *value = v * s, n + m + k;
    }
    for (;;) {
        size_t joiner = any ? word(r, i, PAT_ROLE_joiner, NULL) : 0, k = i + joiner;
        if (any && !joiner && is_mark(r, i, '-') && glued(r, i)) k = i + 1;
        if ((n = below_hundred(r, k, &v)) && now == 0) {
            now = v;
        } else if (n && joiner && now >= 100 && v < 100) {
            now += v;
        } else if (n && !joiner && now >= 100 && (int)now % 100 == 0 && v < 100) {
            now += v;
        } else if (!any && (m = word(r, i, PAT_ROLE_one, NULL)) &&
                   ((n = word(r, i + m, PAT_ROLE_hundred, &v)) || (n = word(r, i + m, PAT_ROLE_scale, &v)))) {
            if (v == 100) now = 100;
            else total = v, smallest = v;
            n += m;
        } else if (!joiner && (n = word(r, k, PAT_ROLE_hundred, &v)) && now > 0 && now < 100) {
            now *= v;
        } else if (!joiner && (n = word(r, k, PAT_ROLE_scale, &v)) && now > 0 && (smallest == 0 || v < smallest)) {
            total += now * v;
            smallest = v;
            now = 0;
        } else break;
        i = k + n;
        any = true;
        if (i - at > 12) break;
    }
    if (!any) return 0;
    *value = total + now;
    n = i - at;
    size_t k = i + hyphen(r, i); /* one and a half, one-and-a-half */
    if (word(r, k, PAT_ROLE_joiner, NULL)) {
        k += 1 + hyphen(r, k + 1);
        if ((m = word(r, k, PAT_ROLE_one, NULL))) {
            size_t part = k + m + hyphen(r, k + m);
            if ((m = word(r, part, PAT_ROLE_part, &v)) || (m = word(r, k, PAT_ROLE_part, &v), part = k, m))
                if (v < 1) return *value += v, part + m - at;
        }
    }
    if (*value < 20 && (m = word(r, i, PAT_ROLE_part, &v)) && v < 1) return *value *= v, n + m; /* two thirds */
    if (*value < 20 && is_mark(r, i, '-') && glued(r, i) && (m = word(r, i + 1, PAT_ROLE_part, &v)) && v < 1)
        return *value *= v, n + 1 + m;
    return n;
}

size_t numbers_read(const pattern_set *p, pat_line *line, size_t at, double *value) {
    reader r = {p, line};
    if (line->atoms[at].kind == PAT_DIGITS) return digits(&r, at, value);
    if (!line->atoms[at].word) return 0;
    return words(&r, at, value);
}

size_t numbers_year(const pattern_set *p, pat_line *line, size_t at, double *value) {
    reader r = {p, line};
    double century, rest;
    if (line->atoms[at].kind != PAT_WORD || !line->atoms[at].word) return 0;
    size_t n = word(&r, at, PAT_ROLE_small, &century), m;
    if (!n) n = word(&r, at, PAT_ROLE_ten, &century);
    if (!n || century < 15 || century > 20) return 0;
    if (!(m = below_hundred(&r, at + n, &rest)) || rest < 10) return 0;
    *value = century * 100 + rest;
    return n + m;
}
