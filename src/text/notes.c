/* notes.c - paragraphs that are furniture by their words: links, corrections, notes from the desk, headers. A phrase
 * alone never decides: what follows it must be what such a line holds. */
#include <string.h>

#include "text/furniture.h"

/* "3 min read", "12 comments", "1 of 9". */
static bool is_count(const pieces *s) {
    if (!s->whole || s->n < 2 || !(s->at[0].flags & PIECE_DIGIT)) return false;
    size_t n = pieces_match(s, 1, LIST_BIT(COUNTED_LINE), NULL);
    if (n) return 1 + n + pieces_close(s, 1 + n) == s->n;
    return s->n == 3 && s->at[2].flags & PIECE_DIGIT && s->at[1].end - s->at[1].start == 2 &&
           !memcmp(s->r->text + s->at[1].start, "of", 2);
}

/* Does the line end in a full sentence's punctuation? */
static bool ends_sentence(const pieces *s) {
    size_t i = s->n;
    while (i > 0 && (s->at[i - 1].mark == '"' || s->at[i - 1].mark == '\'' || s->at[i - 1].mark == ')')) i--;
    return i > 0 && (s->at[i - 1].mark == '.' || s->at[i - 1].mark == '!' || s->at[i - 1].mark == '?');
}

static size_t count_words(const pieces *s) {
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) n += piece_is_word(&s->at[i]);
    return s->whole ? n : SIZE_MAX;
}

/* After a label: a colon, or a dash or bar before something else. */
bool pieces_label(const pieces *s, size_t i) {
    if (i >= s->n) return false;
    if (s->at[i].mark == ':') return true;
    return (piece_is_dash(&s->at[i]) || s->at[i].mark == '|' || s->at[i].mark == '>' || s->at[i].mark == 0xBB) &&
           s->at[i].flags & PIECE_SPACE && i + 1 < s->n && s->at[i + 1].flags & PIECE_SPACE;
}

/* Phrases of the line's end: "... on Twitter @someone.", "... below:". */
static bool ends_link(const pieces *s, size_t from) {
    size_t end = s->n;
    while (end > 0 && s->at[end - 1].mark) end--;
    for (size_t back = 1; back <= 6 && from + back <= end; back++) {
        size_t n = pieces_match(s, end - back, LIST_BIT(LINK_END), NULL);
        if (n == back) return true;
        if (n && n + 1 >= back - 1 && s->at[end - 1].flags & PIECE_ADDRESS)
            return true; /* "on Twitter @x", "on Twitter at @x" */
    }
    for (size_t i = from; i < s->n; i++) { /* "on Twitter at http://...", "at www...." */
        const piece *p = &s->at[i];
        if (piece_is_word(p) && p->end - p->start >= 4 &&
            (!memcmp(s->r->text + p->start, "http", 4) || !memcmp(s->r->text + p->start, "www.", 4)))
            return true;
    }
    return end > 0 && s->at[end - 1].flags & PIECE_ADDRESS;
}

bool furniture_link_words(const pieces *s, size_t from) {
    return pieces_match(s, from, LIST_BIT(LINK_VERB), NULL) && ends_link(s, from);
}

/* "width:100%;", ".box {", "}", "<div>": left over from a page. */
static bool is_markup(const pieces *s) {
    const char *text = s->r->text;
    uint32_t a = s->at[0].start, z = s->at[s->n - 1].end;
    if (!s->whole || z - a > 400) return false;
    if (text[z - 1] == '.' && z - a > 1 && text[z - 2] == '>') z--;
    if (text[a] == '<' && text[z - 1] == '>') return true;
    if (text[a] == '}' || ((text[a] == '.' || text[a] == '#') && text[z - 1] == '{')) return true;
    if (text[z - 1] == ';' && s->n >= 4 && piece_is_word(&s->at[0]) && !(s->at[0].flags & PIECE_CAP))
        for (size_t i = 1; i + 1 < s->n && i < 4; i++)
            if (s->at[i].mark == ':' && !(s->at[i].flags & PIECE_SPACE)) return s->n <= 12;
    return false;
}

/* "BC-US--Trump", "AFP_ENG_1997": one word in the manner of a file's name. */
static bool is_slug(const pieces *s) {
    if (s->at[0].flags & PIECE_SPACE && s->n > 1 && s->at[s->n - 1].flags & PIECE_SPACE) return false;
    const char *c = s->r->text + s->at[0].start;
    uint32_t n = s->at[s->n - 1].end - s->at[0].start, parts = 0, upper = 0, digits = 0;
    if (n < 5 || n > 60 || !s->whole) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (c[i] == ' ' || c[i] == '.' || (unsigned char)c[i] >= 0x80) return false;
        parts += (c[i] == '-' || c[i] == '_') && i > 0;
        digits += c[i] >= '0' && c[i] <= '9';
        if (!parts) upper += c[i] >= 'A' && c[i] <= 'Z' ? 1 : 100;
    }
    return upper >= 2 && upper < 10 && (parts >= 2 || (parts && digits));
}

/* A label, a day, perhaps an hour and a zone: "Published Saturday, March 31, 2018 1:19PM CST". */
static bool is_dated(const pieces *s, bool top, stated_day *day) {
    size_t i = 0, n = 0;
    bool label = false;
    stated_day d = {0};
    if (!s->whole || s->n > 30 || s->n < 2) return false;
    for (; i < s->n && i < 4; i++) /* "CTV Saskatoon Published ..." */
        if ((n = pieces_match(s, i, LIST_BIT(HEADER_LABEL), NULL))) break;
        else if (!(s->at[i].flags & PIECE_CAP)) break;
    if (n) {
        label = true;
        i += n;
        if (pieces_mark(s, i, ':')) i++;
        for (size_t hour = i; hour < s->n && hour < i + 8;
             hour++) { /* "Published 6:22 AM EST, Mon February 14, 2022" */
            if (pieces_day(s, hour, &d)) {
                i = hour;
                break;
            }
            if (!(s->at[hour].mark || s->at[hour].flags & (PIECE_DIGIT | PIECE_SHOUT) ||
                  s->at[hour].end - s->at[hour].start <= 4))
                break;
        }
    } else {
        i = 0;
    }
    size_t got = i < s->n ? pieces_day(s, i, &d) : 0;
    if (!got || (!label && !(d.year && top))) return false;
    for (size_t k = i + got; k < s->n; k++) { /* hours and zones */
        const piece *p = &s->at[k];
        size_t bytes = p->end - p->start;
        if (p->mark
                ? p->mark == '"'
                : !(p->flags & (PIECE_DIGIT | PIECE_SHOUT) || bytes <= 2 ||
                    (bytes == 4 && s->r->text[p->end - 1] == '.') || pieces_match(s, k, LIST_BIT(HEADER_LABEL), NULL) ||
                    pieces_day(s, k, &(stated_day){0}) || IN_LIST(pieces_lists(s, k), MONTH)))
            return false;
    }
    if (d.year) *day = d;
    return true;
}

static bool no_words(const pieces *s) {
    for (size_t i = 0; i < s->n; i++)
        if (piece_is_word(&s->at[i])) return false;
    return s->whole;
}

/* A phrase is all that is left from piece i on. One word with a full stop is a sentence ("Listen."), unless it shouts.
 */
static bool is_line(const pieces *s, size_t i, uint64_t list) {
    size_t n = i < s->n && s->whole ? pieces_match(s, i, list, NULL) : 0;
    if (!n || i + n + pieces_close(s, i + n) != s->n) return false;
    bool stop = pieces_mark(s, i + n, '.') || pieces_mark(s, i + n, '!');
    return n > 1 || !stop || s->at[i].flags & PIECE_SHOUT;
}

static bool is_correction(const pieces *s, size_t i, bool bracket, size_t words) {
    size_t n = pieces_match(s, i, LIST_BIT(CORRECTION_LABEL), NULL);
    if (n && (pieces_mark(s, i + n, ':') || (s->whole && i + n + pieces_close(s, i + n) == s->n))) return true;
    /* "(This version corrects ...", or the words themselves: "An earlier version of this story ..." */
    n = pieces_match(s, i, LIST_BIT(CORRECTION_OPEN), NULL);
    if (n && words <= 120 && (bracket || n >= 4)) return true;
    size_t last = s->n - (s->at[s->n - 1].mark == '.' && s->n > 1 ? 2 : 1);
    return bracket && s->whole && words <= 60 && s->at[last].mark == ')' &&
           pieces_match(s, i, LIST_BIT(CORRECTION_PAREN), NULL);
}

static bool is_link(const pieces *s, size_t i, size_t words) {
    size_t n = pieces_match(s, i, LIST_BIT(LINK_LABEL), NULL);
    if (words > 30) return false;
    /* "Read: Why it matters" but not "See: the law says so, he said." */
    if (n && pieces_label(s, i + n) &&
        (!ends_sentence(s) || (words <= 14 && s->at[i].flags & PIECE_SHOUT) || i + n + 1 >= s->n))
        return true;
    if (!(s->at[i].flags & PIECE_CAP)) return false;
    return pieces_match(s, i, LIST_BIT(LINK_OPEN), NULL) || (words <= 25 && furniture_link_words(s, i));
}

int furniture_note(const pieces *s, position where, stated_day *day) {
    if (!s->n) return NEWS;
    if (no_words(s)) return s->n <= 2 && s->at[0].mark == '.' ? DL_FURNITURE_GLITCH : DL_FURNITURE_OTHER;
    if (is_markup(s)) return DL_FURNITURE_OTHER;
    size_t words = count_words(s), i = 0, n;
    bool bracket = piece_is_bracket(&s->at[0]);
    if (s->at[0].mark == '"' && is_line(s, 1, LIST_BIT(LINK_LINE)) && pieces_mark(s, s->n - 2, ':'))
        return DL_FURNITURE_LINK;
    for (int turn = 0; turn < 2 && i < s->n; turn++) { /* whole lines, with their bullet or bracket and without */
        if (is_line(s, i, LIST_BIT(LINK_LINE))) return DL_FURNITURE_LINK;
        if (is_line(s, i, LIST_BIT(HEADER_LINE))) return DL_FURNITURE_HEADER;
        while (i < s->n && (piece_is_bracket(&s->at[i]) || piece_is_bullet(&s->at[i]))) i++;
    }
    if (i >= s->n) return NEWS;
    if (is_correction(s, i, bracket, words)) return DL_FURNITURE_CORRECTION;
    if ((n = pieces_match(s, i, LIST_BIT(NOTE_LABEL), NULL)) && pieces_mark(s, i + n, ':')) return DL_FURNITURE_OTHER;
    if (words <= 40 && pieces_match(s, i, LIST_BIT(NOTE_OPEN), NULL)) return DL_FURNITURE_OTHER;
    if (is_count(s)) return DL_FURNITURE_HEADER;
    if (furniture_caption(s, i, words)) return DL_FURNITURE_CAPTION;
    if (furniture_copyright(s, i, words)) return DL_FURNITURE_COPYRIGHT;
    if (is_link(s, i, words)) return DL_FURNITURE_LINK;
    if (where.before < 6 && is_slug(s)) return DL_FURNITURE_HEADER;
    if (is_dated(s, where.before < 6 && where.first, day)) return DL_FURNITURE_HEADER;
    if (bracket && s->whole && furniture_contributors(s, i)) return DL_FURNITURE_CONTRIBUTORS;
    return NEWS;
}
