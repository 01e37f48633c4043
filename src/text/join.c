/* join.c - the rules that say which atoms stay together in one token, by the conventions of the English UD treebanks. Each
 * rule looks at a mark and what stands on both sides of it inside one run without white space. */
#include <string.h>

#include "text/segment.h"

struct chunk {
    text_atom *a; /* atoms of the run */
    size_t n;     /* how many */
    size_t left;  /* atoms of the block that follow the run */
    bool quoted;  /* a single quotation mark is open */
    const char *text;
};

static size_t length(const text_atom *a) { return a->end - a->start; }
static char head(const struct chunk *c, size_t i) { return c->text[c->a[i].start]; }
static unsigned lists(const struct chunk *c, size_t i) {
    return i < c->n ? text_lists(c->text + c->a[i].start, length(&c->a[i])) : 0;
}
static bool is(const struct chunk *c, size_t i, atom_kind kind) { return i < c->n && c->a[i].kind == kind; }
static bool joined(const struct chunk *c, size_t i) { return i < c->n && c->a[i].flags & ATOM_JOIN; }
static void join(struct chunk *c, size_t i) { c->a[i].flags |= ATOM_JOIN; }
static void join_both(struct chunk *c, size_t i) { join(c, i), join(c, i + 1); }
static bool letter(const struct chunk *c, size_t i) { return is(c, i, ATOM_WORD) && length(&c->a[i]) == 1; }
static bool upper(const struct chunk *c, size_t i) { return is(c, i, ATOM_WORD) && c->a[i].flags & ATOM_UPPER; }
static bool closes(const struct chunk *c, size_t i) {
    static const uint64_t closing = 1u << ATOM_CLOSE | 1u << ATOM_QUOTE | 1u << ATOM_QUOTE_CLOSE | 1u << ATOM_APOSTROPHE |
                                    1u << ATOM_COMMA | 1u << ATOM_STOP | 1u << ATOM_COLON | 1u << ATOM_SEMICOLON |
                                    1u << ATOM_EXCLAIM;
    return i < c->n && closing >> c->a[i].kind & 1;
}
static bool equals(const struct chunk *c, size_t i, const char *s) {
    return is(c, i, ATOM_WORD) && length(&c->a[i]) == strlen(s) && !strncasecmp(c->text + c->a[i].start, s, strlen(s));
}

/* Web addresses, mail addresses, file names: one token, less the marks that close the phrase around it. */
static bool address(struct chunk *c) {
    size_t from = 0, to = c->n;
    while (from < to && (is(c, from, ATOM_OPEN) || is(c, from, ATOM_QUOTE) || is(c, from, ATOM_QUOTE_OPEN) ||
                         (is(c, from, ATOM_SYMBOL) && head(c, from) == '<') || is(c, from, ATOM_APOSTROPHE) || is(c, from, ATOM_SINGLE_OPEN)))
        from++;
    bool web = false, mail = false;
    size_t at = from;
    for (size_t i = from; i + 1 < to && !web; i++) {
        if (is(c, i, ATOM_COLON) && is(c, i + 1, ATOM_SLASH) && is(c, i + 2, ATOM_SLASH) && is(c, i - 1, ATOM_WORD) && i > from)
            web = true, at = i - 1;
        if (equals(c, i, "www") && is(c, i + 1, ATOM_STOP) && (i == from || is(c, i - 1, ATOM_OPEN))) web = true, at = i;
        if (is(c, i, ATOM_AT) && i > from && (is(c, i - 1, ATOM_WORD) || is(c, i - 1, ATOM_NUMBER) || is(c, i - 1, ATOM_UNDERSCORE) || is(c, i - 1, ATOM_DOTS)) &&
            (is(c, i + 1, ATOM_WORD) || is(c, i + 1, ATOM_NUMBER)))
            mail = true;
    }
    if (!web && !mail) return false;
    from = web ? at : from;
    size_t open = 0, close = 0;
    for (size_t i = from; i < to; i++) open += is(c, i, ATOM_OPEN), close += is(c, i, ATOM_CLOSE);
    while (to > from + 1 && (closes(c, to - 1) || is(c, to - 1, ATOM_DOTS) || (is(c, to - 1, ATOM_SYMBOL) && head(c, to - 1) == '>'))) {
        if (is(c, to - 1, ATOM_CLOSE) && open >= close--) break; /* a bracket that was opened inside stays */
        to--;
    }
    for (size_t i = from + 1; i < to; i++) {
        if (!web && (is(c, i, ATOM_COMMA) || is(c, i, ATOM_CLOSE) || is(c, i, ATOM_OPEN) || is(c, i, ATOM_SEMICOLON) ||
                     (is(c, i, ATOM_SYMBOL) && (head(c, i) == '>' || head(c, i) == '<')))) {
            i++;
            continue;
        }
        join(c, i);
    }
    return true;
}

/* The full stop at i, which ends the run (but for closing marks): part of an abbreviation? */
static bool abbreviates(const struct chunk *c, size_t i) {
    const text_atom *next = i + 1 == c->n && c->left ? &c->a[c->n] : NULL;
    bool more_marks = i + 1 < c->n;
    if (i >= 2 && letter(c, i - 1) && joined(c, i - 1) && is(c, i - 2, ATOM_STOP)) return true; /* U.S. */
    if (i >= 2 && joined(c, i - 1) && is(c, i - 2, ATOM_STOP) && length(&c->a[i - 1]) <= 2) return true; /* Ph.D., M.Sc. */
    if (!is(c, i - 1, ATOM_WORD)) return false;
    if (letter(c, i - 1) && upper(c, i - 1)) { /* initial: J. Smith; but not: vitamin C. */
        if (i >= 2 && joined(c, i - 1)) return false;
        if (next) return next->kind == ATOM_WORD ? next->flags & ATOM_UPPER && head(c, i - 1) != 'I' : next->kind == ATOM_COMMA;
        return more_marks && (is(c, i + 1, ATOM_COMMA) || is(c, i + 1, ATOM_WORD));
    }
    if (joined(c, i - 1) && !(i >= 2 && is(c, i - 2, ATOM_HYPHEN))) return false;
    unsigned what = lists(c, i - 1);
    if (!(what & LIST_ABBREVIATION)) return false;
    if (what & LIST_TITLE) return upper(c, i - 1) || (next && next->kind == ATOM_WORD) || (what & LIST_TITLE && equals(c, i - 1, "vs"));
    if (what & LIST_ABBR) return true;
    if (what & LIST_NUMBERED && next && next->kind == ATOM_NUMBER) return true;
    if (what & LIST_NUMBERED && more_marks && is(c, i + 1, ATOM_NUMBER)) return true;
    if (what & LIST_MONTH && upper(c, i - 1))
        return (next && (next->kind == ATOM_NUMBER || next->kind == ATOM_COMMA)) || length(&c->a[i - 1]) > 3 || more_marks ||
               (next && next->kind == ATOM_WORD && !(next->flags & ATOM_UPPER));
    if (what & LIST_PLACE && upper(c, i - 1))
        return more_marks || length(&c->a[i - 1]) >= 4 || (next && next->kind == ATOM_WORD && !(next->flags & ATOM_UPPER)) ||
               (next && next->kind == ATOM_COMMA);
    return false;
}

static void at_stop(struct chunk *c, size_t i) {
    bool left = i > 0, right = i + 1 < c->n;
    if (right && is(c, i + 1, ATOM_NUMBER) && (!left || is(c, i - 1, ATOM_NUMBER) || !is(c, i - 1, ATOM_WORD))) { /* 1.5, .5 */
        join(c, i + 1);
        if (left && is(c, i - 1, ATOM_NUMBER)) join(c, i);
        return;
    }
    if (left && right && is(c, i - 1, ATOM_WORD) && is(c, i + 1, ATOM_WORD)) {
        bool sentence = length(&c->a[i - 1]) > 1 && length(&c->a[i + 1]) > 1 && !(c->a[i - 1].flags & ATOM_UPPER) &&
                        c->a[i + 1].flags & ATOM_UPPER && !(c->a[i + 1].flags & ATOM_SHOUT); /* a missing blank: end.The */
        if (letter(c, i - 1) && upper(c, i - 1) && length(&c->a[i + 1]) > 2 && upper(c, i + 1)) { /* J.Smith */
            join(c, i);
            return;
        }
        if (!sentence) join_both(c, i);
        return;
    }
    if (left && right && is(c, i - 1, ATOM_NUMBER) && is(c, i + 1, ATOM_WORD) && !upper(c, i + 1)) { /* 20.doc */
        join_both(c, i);
        return;
    }
    if (!left && right && is(c, i + 1, ATOM_WORD) && !upper(c, i + 1)) { /* .com */
        join(c, i + 1);
        return;
    }
    if (left && abbreviates(c, i)) join(c, i);
}

/* Groups of digits parted by hyphens, from the first: telephone numbers and dates stay whole, ranges and scores part. */
static void at_number(struct chunk *c, size_t i) {
    size_t groups = 1, end = i;
    if (i && (is(c, i - 1, ATOM_HYPHEN) || is(c, i - 1, ATOM_SLASH)) && i > 1 && is(c, i - 2, ATOM_NUMBER)) return;
    while (is(c, end + 1, ATOM_HYPHEN) && is(c, end + 2, ATOM_NUMBER)) end += 2, groups++;
    bool whole = groups > 2 || (groups == 2 && length(&c->a[i]) == 3 && length(&c->a[i + 2]) == 4);
    if (whole)
        for (size_t k = i + 1; k <= end; k++) join(c, k);
    for (end = i; is(c, end + 1, ATOM_SLASH) && is(c, end + 2, ATOM_NUMBER); end += 2)
        join_both(c, end + 1);
}

static void at_apostrophe(struct chunk *c, size_t i) {
    bool left = i > 0 && (is(c, i - 1, ATOM_WORD) || is(c, i - 1, ATOM_NUMBER));
    bool right = i + 1 < c->n && (is(c, i + 1, ATOM_WORD) || is(c, i + 1, ATOM_NUMBER));
    if (left && right) {
        join_both(c, i);
    } else if (right && !left) {
        unsigned n = (unsigned)length(&c->a[i + 1]);
        if (is(c, i + 1, ATOM_NUMBER) ? n == 2 && !c->quoted : lists(c, i + 1) & LIST_CLIPPED || (i + 2 == c->n && (equals(c, i + 1, "s") || equals(c, i + 1, "ve") ||
            equals(c, i + 1, "ll") || equals(c, i + 1, "re") || equals(c, i + 1, "m") || equals(c, i + 1, "d"))))
            join(c, i + 1);
        else
            c->quoted = true;
    } else if (left) {
        char last = c->text[c->a[i - 1].end - 1];
        if ((last == 's' || last == 'S') && !c->quoted && is(c, i - 1, ATOM_WORD) && length(&c->a[i - 1]) > 2)
            join(c, i); /* the allies' */
        else
            c->quoted = false;
    } else {
        c->quoted = i == 0 && c->n > 1;
    }
}

static void rules(struct chunk *c) {
    if (c->n == 1) return;
    if (address(c)) return;
    for (size_t i = 0; i < c->n; i++) {
        bool left = i > 0, right = i + 1 < c->n, inside = left && right;
        switch (c->a[i].kind) {
        case ATOM_WORD:
            if (left && is(c, i - 1, ATOM_NUMBER)) { /* 10th, 1990s, 3D; but: 5 pm, 20 km */
                if (!(lists(c, i) & LIST_UNIT) || is(c, i + 1, ATOM_NUMBER)) join(c, i);
            }
            break;
        case ATOM_NUMBER:
            if (left && is(c, i - 1, ATOM_WORD)) join(c, i); /* F16 */
            at_number(c, i);
            break;
        case ATOM_STOP: at_stop(c, i); break;
        case ATOM_COMMA:
            if (inside && is(c, i - 1, ATOM_NUMBER) && is(c, i + 1, ATOM_NUMBER) && length(&c->a[i + 1]) == 3) join_both(c, i);
            break;
        case ATOM_COLON:
            if (inside && is(c, i - 1, ATOM_NUMBER) && is(c, i + 1, ATOM_NUMBER)) join_both(c, i);
            break;
        case ATOM_HYPHEN:
            if (inside && is(c, i - 1, ATOM_WORD) && is(c, i + 1, ATOM_WORD) && lists(c, i - 1) & LIST_PREFIX &&
                !(i >= 2 && is(c, i - 2, ATOM_HYPHEN)))
                join_both(c, i);
            if (inside && is(c, i - 1, ATOM_WORD) && is(c, i + 1, ATOM_NUMBER) && lists(c, i - 1) & LIST_PREFIX &&
                length(&c->a[i - 1]) > 2)
                join_both(c, i); /* mid-1980s */
            break;
        case ATOM_APOSTROPHE: at_apostrophe(c, i); break;
        case ATOM_SINGLE_OPEN:
            if (!left && is(c, i + 1, ATOM_NUMBER) && length(&c->a[i + 1]) == 2) join(c, i + 1);
            else c->quoted = true;
            break;
        case ATOM_UNDERSCORE:
            if (left && (is(c, i - 1, ATOM_WORD) || is(c, i - 1, ATOM_NUMBER))) join(c, i);
            if (right && (is(c, i + 1, ATOM_WORD) || is(c, i + 1, ATOM_NUMBER))) join(c, i + 1);
            break;
        case ATOM_AMPERSAND:
            if (inside && is(c, i - 1, ATOM_WORD) && is(c, i + 1, ATOM_WORD) && length(&c->a[i - 1]) <= 2 && length(&c->a[i + 1]) <= 2)
                join_both(c, i);
            break;
        case ATOM_AT: case ATOM_HASH:
            if (!left && is(c, i + 1, ATOM_WORD)) join(c, i + 1);
            break;
        case ATOM_PLUS:
            if (!left && is(c, i + 1, ATOM_NUMBER)) join(c, i + 1);
            break;
        case ATOM_CURRENCY:
            if (left && is(c, i - 1, ATOM_WORD) && length(&c->a[i - 1]) <= 2 && upper(c, i - 1)) join(c, i); /* US$ */
            break;
        default: break;
        }
    }
}

static const char *const FACES[] = {":-)", ":-(", ";-)", ":-/", ":-D", ":-P", ":)", ":(", ";)", "=)", ":D", ":P", ":p", ":/", "(:", "<3", "XD", ":o)", "=D", "=("};

/* A face at atom i that ends the run or stands before a mark. */
static void faces(struct chunk *c) {
    for (size_t i = 0; i < c->n; i++) {
        if (!is(c, i, ATOM_COLON) && !is(c, i, ATOM_SEMICOLON) && !is(c, i, ATOM_SYMBOL) && !(is(c, i, ATOM_OPEN) && !i)) continue;
        for (size_t k = 0; k < sizeof FACES / sizeof *FACES; k++) {
            size_t n = strlen(FACES[k]), end = i;
            if (c->a[c->n - 1].end - c->a[i].start < n || memcmp(c->text + c->a[i].start, FACES[k], n)) continue;
            while (end < c->n && c->a[end].end < c->a[i].start + n) end++;
            if (end == c->n || c->a[end].end != c->a[i].start + n) continue;
            if (end + 1 < c->n && !closes(c, end + 1)) continue;
            if (i && is(c, i - 1, ATOM_NUMBER) && is(c, end, ATOM_CLOSE)) continue;
            for (size_t m = i + 1; m <= end; m++) join(c, m);
            break;
        }
    }
    /* [...] */
    if (c->n >= 3 && is(c, 0, ATOM_OPEN) && is(c, 1, ATOM_DOTS) && is(c, 2, ATOM_CLOSE) && head(c, 0) == '[') join(c, 1), join(c, 2);
}

void text_join(const atom_list *atoms, const char *text) {
    struct chunk c = {.text = text};
    for (size_t i = 0, end; i < atoms->n; i = end) {
        for (end = i + 1; end < atoms->n && !(atoms->at[end].flags & ATOM_SPACE);) end++;
        c.a = atoms->at + i;
        c.n = end - i;
        c.left = atoms->n - end;
        rules(&c);
        if (c.n > 1) faces(&c);
        else if (is(&c, 0, ATOM_APOSTROPHE)) c.quoted = false;
    }
}

/* ---- words inside a token ------------------------------------------------------------------------------------------ */

/* Bytes of an apostrophe that ends just before text[n], or 0. */
static unsigned apostrophe_before(const char *s, uint32_t n) {
    if (n && (s[n - 1] == '\'' || s[n - 1] == '`')) return 1;
    return n >= 3 && (!memcmp(s + n - 3, "\xE2\x80\x99", 3)) ? 3 : 0;
}

/* The byte where the last clitic of s[0, n) starts, or 0. */
static uint32_t clitic(const char *s, uint32_t n) {
    static const char *const tails[] = {"s", "m", "re", "ve", "ll", "d"};
    unsigned a = apostrophe_before(s, n);
    if (a && n > a + 1 && (s[n - a - 1] | 32) == 's') return n - a; /* allies' */
    for (unsigned k = 0; k < sizeof tails / sizeof *tails; k++) {
        uint32_t len = (uint32_t)strlen(tails[k]);
        if (n > len && !strncasecmp(s + n - len, tails[k], len) && (a = apostrophe_before(s, n - len)) && n > len + a)
            return n - len - a;
    }
    if (n > 3 && (s[n - 1] | 32) == 't' && (a = apostrophe_before(s, n - 1)) && n > a + 2 && (s[n - 2 - a] | 32) == 'n')
        return n - 2 - a; /* n't */
    return 0;
}

unsigned text_split(const char *s, uint32_t n, uint32_t starts[4]) {
    static const struct { const char *whole; uint8_t parts[3]; } runons[] = {
        {"cannot", {3}}, {"gonna", {3}}, {"wanna", {3}}, {"gotta", {3}}, {"dunno", {2, 3}},
    };
    unsigned count = 1;
    if (n == 5 || n == 6) {
        for (unsigned k = 0; k < sizeof runons / sizeof *runons; k++)
            if (strlen(runons[k].whole) == n && !strncasecmp(s, runons[k].whole, n)) {
                for (unsigned p = 0; p < 3 && runons[k].parts[p]; p++) starts[p] = runons[k].parts[p], count++;
                return count;
            }
    }
    if (n > 3 && (s[n - 2] | 32) == 'n' && (s[n - 1] | 32) == 't' && text_lists(s, n) & LIST_RUNON) return starts[0] = n - 2, 2;
    uint32_t cuts[3], end = n;
    unsigned k = 0;
    while (k < 3 && (end = clitic(s, end))) cuts[k++] = end;
    for (unsigned i = 0; i < k; i++) starts[i] = cuts[k - 1 - i];
    return k + 1;
}
