/* join.c - the rules that say which atoms stay together in one token, by the conventions of the English UD treebanks.
 * Each rule looks at a mark and what stands on both sides of it inside one run without white space. */
#include "text/chunk.h"

/* The full stop at i ends its run, but for closing marks: is it part of an abbreviation? */
static bool abbreviates(const chunk *c, size_t i) {
    const text_atom *next = i + 1 == c->n && c->left ? &c->a[c->n] : NULL;
    bool marks = i + 1 < c->n;
    if (i >= 2 && chunk_joined(c, i - 1) && chunk_is(c, i - 1, ATOM_WORD) && chunk_is(c, i - 2, ATOM_STOP) &&
        chunk_length(c, i - 1) <= 2)
        return true; /* U.S., Ph.D., M.Sc. */
    if (!chunk_is(c, i - 1, ATOM_WORD)) return false;
    if (chunk_letter(c, i - 1) && chunk_upper(c, i - 1)) { /* J. Smith; but not: vitamin C. */
        if (i >= 2 && chunk_joined(c, i - 1)) return false;
        if (!next) return marks && chunk_any(c, i + 1, KIND(COMMA) | KIND(SEMICOLON) | KIND(WORD) | KIND(HYPHEN));
        if (next->kind != ATOM_WORD)
            return next->kind == ATOM_COMMA || next->kind == ATOM_AMPERSAND || next->kind == ATOM_OPEN;
        if (chunk_char(c, i - 1) == 'I' || !(next->flags & ATOM_UPPER)) return false;
        /* A name follows; a word that is nearly always small has its capital from the start of a sentence. */
        return text_lower(c->t, c->text + next->start, next->end - next->start) < 13;
    }
    if (chunk_joined(c, i - 1) && !(i >= 2 && chunk_is(c, i - 2, ATOM_HYPHEN))) return false;
    uint64_t lists = chunk_lists(c, i - 1);
    if (!(lists & SHORTS)) return false;
    bool small = next && next->kind == ATOM_WORD && !(next->flags & ATOM_UPPER), upper = chunk_upper(c, i - 1);
    bool number = next ? next->kind == ATOM_NUMBER : chunk_is(c, i + 1, ATOM_NUMBER);
    bool comma = next ? next->kind == ATOM_COMMA : chunk_is(c, i + 1, ATOM_COMMA);
    if (IN_LIST(lists, SHORT)) return true;
    if (IN_LIST(lists, SHORT_NAME) && (upper || (next && next->kind == ATOM_WORD))) return true;
    if (IN_LIST(lists, SHORT_NUMBER) && number) return true;
    if (IN_LIST(lists, SHORT_DATE) && upper)
        return number || comma || small || marks || chunk_length(c, i - 1) > 3 ||
               (next && next->kind == ATOM_WORD &&
                IN_LIST(text_lists_of(c->t, c->text + next->start, next->end - next->start), SHORT_DATE));
    return IN_LIST(lists, SHORT_PLACE) && upper && (marks || comma || small || chunk_length(c, i - 1) >= 4);
}

static void at_stop(chunk *c, size_t i) {
    bool left = i > 0, right = i + 1 < c->n;
    if (right && chunk_is(c, i + 1, ATOM_NUMBER) && !(left && chunk_is(c, i - 1, ATOM_WORD))) { /* 1.5, .5 */
        chunk_join(c, i + 1);
        if (left && chunk_is(c, i - 1, ATOM_NUMBER)) chunk_join(c, i);
        return;
    }
    if (left && chunk_is(c, i - 1, ATOM_WORD) && chunk_is(c, i + 1, ATOM_WORD)) {
        bool letter = chunk_letter(c, i - 1), capital = chunk_upper(c, i + 1) && !(c->a[i + 1].flags & ATOM_SHOUT);
        if (letter && chunk_upper(c, i - 1) && capital && chunk_length(c, i + 1) > 2) { /* J.Smith */
            chunk_join(c, i);
            return;
        }
        /* A blank is missing: end.The, or between two common words. */
        if (chunk_length(c, i - 1) > 1 && chunk_length(c, i + 1) > 1) {
            if (chunk_lower(c, i - 1) && capital) return;
            bool more = (i > 2 && chunk_is(c, i - 2, ATOM_STOP)) ||
                        (chunk_is(c, i + 2, ATOM_STOP) && i + 3 < c->n); /* comp.sources.d */
            if (!more && chunk_lower(c, i - 1) && chunk_lower(c, i + 1) &&
                text_common(c->t, c->text + c->a[i - 1].start, chunk_length(c, i - 1)) &&
                text_common(c->t, c->text + c->a[i + 1].start, chunk_length(c, i + 1)))
                return;
        }
        chunk_join_both(c, i);
        return;
    }
    if (left && chunk_is(c, i - 1, ATOM_NUMBER) && chunk_lower(c, i + 1)) { /* 20.doc */
        chunk_join_both(c, i);
        return;
    }
    if (!left && chunk_lower(c, i + 1) &&
        (IN_LIST(chunk_lists(c, i + 1), ADDRESS_END) ||
         !text_common(c->t, c->text + c->a[i + 1].start, chunk_length(c, i + 1)))) { /* .com */
        chunk_join(c, i + 1);
        return;
    }
    if (c->first && i == 1 && c->n == 2 && chunk_is(c, 0, ATOM_NUMBER) && chunk_length(c, 0) <= 2 && c->left &&
        c->a[2].kind == ATOM_WORD && c->a[2].flags & ATOM_UPPER) { /* the number of a heading: 1. Introduction */
        chunk_join(c, i);
        return;
    }
    if (left && abbreviates(c, i)) chunk_join(c, i);
    else if (chunk_is(c, i + 1, ATOM_EXCLAIM)) chunk_join(c, i + 1); /* .? */
}

/* Groups of digits parted by hyphens or slashes, from the first: telephone numbers, post codes and dates stay whole,
 * ranges and scores part. */
static void at_number(chunk *c, size_t i) {
    size_t groups = 1, end = i;
    if (i > 1 && chunk_any(c, i - 1, KIND(HYPHEN) | KIND(SLASH)) && chunk_is(c, i - 2, ATOM_NUMBER)) return;
    while (chunk_any(c, end + 1, KIND(HYPHEN) | KIND(SLASH)) && chunk_is(c, end + 2, ATOM_NUMBER)) end += 2, groups++;
    if (groups == 1) return;
    size_t a = chunk_length(c, i), b = chunk_length(c, i + 2);
    if (groups > 2 || chunk_is(c, i + 1, ATOM_SLASH) || (b == 4 && (a == 1 || a == 3 || a == 5)))
        for (size_t k = i + 1; k <= end; k++) chunk_join(c, k);
}

/* After a number: 10th, 1990s, 3D stay whole; 5 pm, 20 km part. */
static void after_number(chunk *c, size_t i) {
    bool code = i > 1 && chunk_is(c, i - 2, ATOM_WORD) && chunk_joined(c, i - 1); /* B2B */
    bool clock = chunk_letter(c, i) && (c->text[c->a[i].start] | 32) != 'm' && chunk_is(c, i + 1, ATOM_STOP) &&
                 chunk_equals(c, i + 2, "m");
    bool unit = IN_LIST(chunk_lists(c, i), UNIT) && !chunk_any(c, i + 1, KIND(NUMBER) | KIND(UNDERSCORE));
    if (code || !(clock || unit)) chunk_join(c, i);
}

static void at_apostrophe(chunk *c, size_t i) {
    static const char *const tails[] = {"s", "ve", "ll", "re", "m", "d"};
    bool left = i > 0 && chunk_any(c, i - 1, KINDS_TEXT), right = chunk_any(c, i + 1, KINDS_TEXT);
    if (left && right) {
        chunk_join_both(c, i);
    } else if (right) {
        bool clipped = chunk_is(c, i + 1, ATOM_NUMBER) ? chunk_length(c, i + 1) == 2 && !c->quoted
                                                       : IN_LIST(chunk_lists(c, i + 1), CLIPPED);
        for (size_t k = 0; k < sizeof tails / sizeof *tails; k++)
            clipped |= i + 2 == c->n && chunk_equals(c, i + 1, tails[k]);
        if (clipped) chunk_join(c, i + 1);
        else c->quoted = true;
    } else if (left) {
        size_t n = chunk_length(c, i - 1);
        const char *end = c->text + c->a[i - 1].end;
        bool s = n > 2 && chunk_is(c, i - 1, ATOM_WORD) && strchr("sSxXzZ", end[-1]);
        bool in = n > 3 && chunk_is(c, i - 1, ATOM_WORD) && end[-1] == 'n' && end[-2] == 'i';
        if ((s || in) && !c->quoted) chunk_join(c, i); /* the allies', cookin' */
        else c->quoted = false;
    } else {
        c->quoted = i == 0 && c->n > 1;
    }
}

/* Whether the atom after the run is this word. */
static bool next_equals(const chunk *c, const char *s) {
    size_t n = strlen(s);
    return c->left && c->a[c->n].end - c->a[c->n].start == n && !memcmp(c->text + c->a[c->n].start, s, n);
}

static void at_hyphen(chunk *c, size_t i) {
    if (!i || !chunk_is(c, i - 1, ATOM_WORD)) return;
    if (i + 1 == c->n) { /* cut off: th- */
        /* ... but not what a second part completes: six- or seven-year */
        bool suspended = next_equals(c, "and") || next_equals(c, "or") || next_equals(c, "to");
        bool known =
            chunk_length(c, i - 1) > 2 && text_common(c->t, c->text + c->a[i - 1].start, chunk_length(c, i - 1));
        if (IN_LIST(chunk_lists(c, i - 1), HYPHEN_BEFORE) || !(suspended || known)) chunk_join(c, i);
        return;
    }
    bool before = IN_LIST(chunk_lists(c, i - 1), HYPHEN_BEFORE) && !(i >= 2 && chunk_is(c, i - 2, ATOM_HYPHEN));
    if (chunk_is(c, i + 1, ATOM_WORD) && (before || IN_LIST(chunk_lists(c, i + 1), HYPHEN_AFTER)))
        chunk_join_both(c, i);
    if (chunk_is(c, i + 1, ATOM_NUMBER) && before && chunk_length(c, i - 1) > 2) chunk_join_both(c, i); /* mid-1980s */
}

static bool slashed(const chunk *c, size_t i) {
    if (!i || !chunk_is(c, i - 1, ATOM_WORD)) return false;
    uint32_t start = c->a[i - 1].start, end = chunk_is(c, i + 1, ATOM_WORD) ? c->a[i + 1].end : c->a[i].end;
    return IN_LIST(text_lists_of(c->t, c->text + start, end - start), SLASHED);
}

static void rules(chunk *c) {
    if (chunk_address(c)) return;
    for (size_t i = 0; i < c->n; i++) {
        bool left = i > 0, inside = left && i + 1 < c->n;
        bool words = inside && chunk_is(c, i - 1, ATOM_WORD) && chunk_is(c, i + 1, ATOM_WORD);
        bool numbers = inside && chunk_is(c, i - 1, ATOM_NUMBER) && chunk_is(c, i + 1, ATOM_NUMBER);
        switch (c->a[i].kind) {
        case ATOM_WORD:
            if (left && chunk_is(c, i - 1, ATOM_NUMBER)) after_number(c, i);
            break;
        case ATOM_NUMBER:
            if (left && chunk_is(c, i - 1, ATOM_WORD)) chunk_join(c, i); /* F16 */
            at_number(c, i);
            break;
        case ATOM_STOP:
            at_stop(c, i);
            break;
        case ATOM_DOTS:
            if (chunk_is(c, i + 1, ATOM_EXCLAIM)) chunk_join(c, i + 1);
            break;
        case ATOM_EXCLAIM:
            if (inside && chunk_any(c, i + 1, KIND(STOP) | KIND(DOTS))) chunk_join(c, i + 1);
            break;
        case ATOM_COMMA:
            if (numbers && chunk_length(c, i + 1) == 3) chunk_join_both(c, i);
            break;
        case ATOM_COLON:
            if (numbers) chunk_join_both(c, i);
            break;
        case ATOM_HYPHEN:
            at_hyphen(c, i);
            break;
        case ATOM_APOSTROPHE:
            at_apostrophe(c, i);
            break;
        case ATOM_SINGLE_OPEN:
            if (!left && chunk_is(c, i + 1, ATOM_NUMBER) && chunk_length(c, i + 1) == 2) chunk_join(c, i + 1);
            else c->quoted = true;
            break;
        case ATOM_UNDERSCORE:
            if (inside && chunk_any(c, i - 1, KINDS_TEXT) && chunk_any(c, i + 1, KINDS_TEXT)) chunk_join_both(c, i);
            break;
        case ATOM_AMPERSAND:
            if (words && chunk_length(c, i - 1) <= 3 && chunk_length(c, i + 1) <= 2 && c->a[i - 1].flags & ATOM_SHOUT)
                chunk_join_both(c, i);
            else if (words && chunk_letter(c, i - 1) && chunk_letter(c, i + 1)) chunk_join_both(c, i);
            break;
        case ATOM_SLASH:
            if (slashed(c, i)) {
                chunk_join(c, i);
                if (chunk_is(c, i + 1, ATOM_WORD)) chunk_join(c, i + 1);
            }
            break;
        case ATOM_AT:
        case ATOM_HASH:
            if (!left && chunk_is(c, i + 1, ATOM_WORD)) chunk_join(c, i + 1);
            break;
        case ATOM_PLUS:
            if (!left && chunk_is(c, i + 1, ATOM_NUMBER)) chunk_join(c, i + 1);
            break;
        case ATOM_CURRENCY:
            if (left && chunk_is(c, i - 1, ATOM_WORD) && chunk_length(c, i - 1) <= 2 && chunk_upper(c, i - 1))
                chunk_join(c, i); /* US$ */
            break;
        case ATOM_SYMBOL:
            if (words && chunk_char(c, i) == '*') chunk_join_both(c, i);
            break;
        default:
            break;
        }
    }
}

/* Marks alone: a line drawn with them is one token, and so is a face. */
static void marks(chunk *c) {
    const uint32_t line = KIND(SYMBOL) | KIND(DASH) | KIND(HYPHEN) | KIND(PLUS) | KIND(UNDERSCORE);
    bool drawn = c->n > 1;
    for (size_t i = 0; drawn && i < c->n; i++) drawn = chunk_any(c, i, line) && (unsigned char)chunk_char(c, i) < 0x80;
    for (size_t i = 1; drawn && i < c->n; i++) chunk_join(c, i);
    if (drawn) return;
    for (size_t i = 0; i < c->n; i++) {
        if (!chunk_any(c, i, KIND(COLON) | KIND(SEMICOLON) | KIND(SYMBOL)) &&
            !(i == 0 && chunk_any(c, i, KIND(OPEN) | KIND(HYPHEN) | KIND(WORD))))
            continue;
        /* A face that ends the run or stands before a mark, and is no end of a bracket. */
        for (size_t end = i + 1; end < c->n && end < i + 4; end++) {
            if (c->a[end].end - c->a[i].start > 4) break;
            if (end + 1 < c->n && !chunk_any(c, end + 1, KINDS_CLOSING)) continue;
            if (i && chunk_is(c, i - 1, ATOM_NUMBER) && chunk_is(c, end, ATOM_CLOSE)) continue;
            if (!IN_LIST(text_word_lists(c->t, c->text + c->a[i].start, c->a[end].end - c->a[i].start), FACE)) continue;
            for (size_t m = i + 1; m <= end; m++) chunk_join(c, m);
            break;
        }
    }
}

void text_join(const text_model *t, const atom_list *atoms, const char *text) {
    chunk c = {.text = text, .t = t};
    for (size_t i = 0, end; i < atoms->n; i = end) {
        for (end = i + 1; end < atoms->n && !(atoms->at[end].flags & ATOM_SPACE);) end++;
        c.a = atoms->at + i;
        c.n = end - i;
        c.left = atoms->n - end;
        c.first = i == 0;
        if (c.n > 1) rules(&c), marks(&c);
        else if (chunk_is(&c, 0, ATOM_APOSTROPHE)) c.quoted = false;
    }
}
