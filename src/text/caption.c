/* caption.c - the words of pictures: lines with a label or a credit, and credits at the end of a line. */
#include <string.h>

#include "text/furniture.h"

/* Names and a house after a slash or "via": "Jane Doe/Getty Images", "Jane Doe via Getty Images". */
static bool is_credit(const pieces *s, size_t from, size_t to) {
    bool joined = false;
    size_t house = 0;
    for (size_t i = from, n; i < to; i += n) {
        if ((n = pieces_match(s, i, LIST_BIT(CREDIT_LINE), NULL)) && i + n <= to && (s->at[i].flags & PIECE_CAP)) {
            house = i + n;
            continue;
        }
        n = 1;
        const piece *p = &s->at[i];
        bool via = !p->mark && p->end - p->start == 3 && !memcmp(s->r->text + p->start, "via", 3);
        if (p->mark == '/' || via) joined = true;
        else if (p->mark ? p->mark != '.' && p->mark != ','
                         : !(p->flags & PIECE_CAP) && !IN_LIST(pieces_lists(s, i), PARTICLE))
            return false;
    }
    while (to > from && s->at[to - 1].mark == '.') to--;
    return joined && house && house >= to;
}

/* A last sentence such as "Picture: Jane Doe." */
static bool ends_credited(const pieces *s) {
    for (size_t i = s->n > 12 ? s->n - 12 : 1; i < s->n; i++) {
        size_t n, caps;
        if (s->at[i - 1].mark != '.' || !(s->at[i].flags & PIECE_CAP) ||
            !(n = pieces_match(s, i, LIST_BIT(CAPTION_CREDIT), NULL)))
            continue;
        i += n;
        bool marked = pieces_mark(s, i, ':') || pieces_mark(s, i, '/');
        if (!marked && n < 2) return false;
        i += marked;
        n = i < s->n ? pieces_name(s, i, false, &caps) : 0;
        if (!n) return false;
        while (i + n < s->n && (s->at[i + n].mark == '/' || s->at[i + n].flags & PIECE_CAP)) n++;
        return i + n + pieces_close(s, i + n) == s->n;
    }
    return false;
}

/* A parenthesis at the end that is a photo credit: which piece it starts at, or s->n. */
size_t furniture_credit(const pieces *s) {
    size_t end = s->n;
    while (end > 0 && (s->at[end - 1].mark == '.' || s->at[end - 1].mark == '"')) end--;
    if (!end || s->at[end - 1].mark != ')') return s->n;
    for (size_t i = end - 1; i > 0 && end - i < 24; i--)
        if (s->at[i - 1].mark == '(') {
            size_t n = pieces_match(s, i, LIST_BIT(CAPTION_CREDIT), NULL);
            if (!n) return is_credit(s, i, end - 1) ? i - 1 : s->n;
            /* "(Photo/AP)", "(Picture: ...)", "(AP Photo)", "(Photo by ...)": something is credited */
            bool marked = s->at[i + n].mark == '/' || s->at[i + n].mark == ':' || s->at[i + n].mark == ')' || n >= 2;
            return marked ? i - 1 : s->n;
        }
    return s->n;
}

static bool made_of(const pieces *s, uint64_t lists) {
    bool any = false;
    for (size_t i = 0, n; i < s->n; i += n) {
        n = pieces_match(s, i, lists, NULL);
        any |= n > 0;
        if (!n && ((piece_is_word(&s->at[i]) && !IN_LIST(pieces_lists(s, i), NAME_LINK)) || s->at[i].mark == '?' ||
                   s->at[i].mark == '!' || s->at[i].mark == ':'))
            return false;
        if (!n) n = 1;
    }
    return any && s->whole;
}

bool furniture_caption(const pieces *s, size_t i, size_t words) {
    size_t n;
    if (s->whole && words <= 10 && (made_of(s, LIST_BIT(CREDIT_LINE)) || is_credit(s, 0, s->n))) return true;
    if (words <= 120 && (n = pieces_match(s, i, LIST_BIT(CAPTION_LABEL), NULL)) && pieces_label(s, i + n)) return true;
    if (words <= 25 && (n = pieces_match(s, i, LIST_BIT(CAPTION_CREDIT), NULL)) && i + n < s->n) {
        bool marked = pieces_mark(s, i + n, ':') || pieces_mark(s, i + n, '/');
        if (marked || (n >= 2 && (s->at[i + n].flags & PIECE_CAP || s->at[i + n].mark))) return true;
    }
    return words <= 80 && (furniture_credit(s) < s->n || ends_credited(s));
}
