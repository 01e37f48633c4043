/* notes.c - paragraphs that are furniture by their words: links, notes from the desk, captions, headers; and the contributors
 * and copyright notices that close a report. A phrase alone never decides: what follows it must be what such a line holds. */
#include <string.h>

#include "text/furniture.h"

static bool is_bracket(const piece *p) { return p->mark == '(' || p->mark == '[' || p->mark == '{'; }

/* "3 min read", "12 comments", "1 of 9". */
static bool is_count(const pieces *s) {
    if (!s->whole || s->n < 2 || !(s->at[0].flags & PIECE_DIGIT)) return false;
    size_t n = pieces_match(s, 1, LIST_BIT(COUNTED_LINE), NULL);
    if (n) return 1 + n + pieces_close(s, 1 + n) == s->n;
    return s->n == 3 && s->at[2].flags & PIECE_DIGIT && s->at[1].end - s->at[1].start == 2 && !memcmp(s->r->text + s->at[1].start, "of", 2);
}

static bool is_bullet(const piece *p) {
    return piece_is_dash(p) || p->mark == '*' || p->mark == '|' || p->mark == '+' || p->mark == '>' || p->mark == 0xB7 ||
           p->mark == 0x2022 || p->mark == 0xBB || (p->mark >= 0x2190 && p->mark <= 0x27BF);
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
static bool labels(const pieces *s, size_t i) {
    if (i >= s->n) return false;
    if (s->at[i].mark == ':') return true;
    return (piece_is_dash(&s->at[i]) || s->at[i].mark == '|' || s->at[i].mark == '>' || s->at[i].mark == 0xBB) &&
           s->at[i].flags & PIECE_SPACE && i + 1 < s->n && s->at[i + 1].flags & PIECE_SPACE;
}

/* ---- contributors ---------------------------------------------------------------------------------------------------- */

#define CONTRIBUTORS (LIST_BIT(CONTRIB_OPEN) | LIST_BIT(CONTRIB_CLOSE) | LIST_BIT(CONTRIB_LAST) | LIST_BIT(CONTRIB_FROM))

/* Nothing but names, places, offices and houses, the small words between them, and a phrase that says what they did. */
static bool contributors(const pieces *s, size_t from) {
    bool told = false, name = false;
    size_t capitals = 0;
    for (size_t i = from, n; i < s->n; i += n) {
        const piece *p = &s->at[i];
        uint32_t entry;
        if ((n = pieces_match(s, i, LIST_BIT(CONTRIB_OPEN), &entry))) {
            size_t after = i + n;
            while (after < s->n && (s->at[after].mark == ':' || s->at[after].mark == ',')) after++;
            if (after >= s->n || !(s->at[after].flags & (PIECE_CAP | PIECE_ADDRESS))) {
                if (!pieces_match(s, after < s->n ? after : i, LIST_BIT(AGENCY) | LIST_BIT(ROLE), NULL)) return false;
            }
            told = true;
            capitals += i > from && p->flags & PIECE_CAP;
        } else if ((n = pieces_match(s, i, LIST_BIT(CONTRIB_CLOSE), &entry))) {
            if (!name) return false;
            told = true;
        } else if ((n = pieces_match(s, i, LIST_BIT(CONTRIB_FROM), &entry))) {
            /* a person does, not a house: "Reuters reported from Kabul" is news */
            if (!name || i + n >= s->n || !(s->at[i + n].flags & PIECE_CAP)) return false;
            if (pieces_match(s, from, LIST_BIT(AGENCY), NULL) == i - from) return false;
            told = true;
        } else if ((n = pieces_match(s, i, LIST_BIT(CONTRIB_LAST), &entry)) && i + n + pieces_close(s, i + n) == s->n && capitals >= 2) {
            told = true;
        } else if ((n = pieces_match(s, i, LIST_BIT(AGENCY) | LIST_BIT(ROLE), &entry))) {
            name = true;
            capitals += 2;
        } else if (piece_is_word(p)) {
            uint64_t lists = pieces_lists(s, i);
            n = 1;
            if (p->flags & PIECE_CAP) {
                if (i == from && IN_LIST(lists, NO_NAME)) return false;
                name = true;
                capitals++;
            } else if (!(p->flags & PIECE_ADDRESS) && !(IN_LIST(lists, NAME_LINK) || IN_LIST(lists, PARTICLE))) {
                return false;
            }
        } else {
            n = 1;
            if (p->mark == '"' || p->mark == '?' || p->mark == '!' || p->mark == '$' || p->mark == '%') return false;
        }
    }
    return told && capitals + name > 0;
}

/* ---- copyright ------------------------------------------------------------------------------------------------------- */

static bool has_phrase(const pieces *s, size_t from, uint64_t list) {
    for (size_t i = from; i < s->n; i++)
        if (pieces_match(s, i, list, NULL)) return true;
    return false;
}

static bool is_year(const pieces *s, size_t i) {
    if (i >= s->n || !(s->at[i].flags & PIECE_DIGIT)) return false;
    const char *c = s->r->text + s->at[i].start;
    size_t n = s->at[i].end - s->at[i].start;
    return (n == 4 || (n == 9 && c[4] == '-')) && ((c[0] == '1' && c[1] == '9') || (c[0] == '2' && c[1] == '0'));
}

/* A mark, then a year or an owner; or a phrase that only such notices have. */
static bool copyright(const pieces *s, size_t i) {
    while (i < s->n && (is_bracket(&s->at[i]) || is_bullet(&s->at[i])) && !pieces_match(s, i, LIST_BIT(COPYRIGHT_MARK), NULL)) i++;
    size_t n = 0, marks = 0;
    while (i < s->n && (n = pieces_match(s, i, LIST_BIT(COPYRIGHT_MARK), NULL))) i += n, marks++;
    if (!marks) return false;
    while (i < s->n && (s->at[i].mark == ',' || s->at[i].mark == ':')) i++;
    if (i >= s->n || is_year(s, i) || marks >= 2) return true;
    if (has_phrase(s, i, LIST_BIT(COPYRIGHT_SURE))) return true;
    /* "Copyright The Associated Press", "© Reuters 2014" */
    if (pieces_match(s, i, LIST_BIT(AGENCY), &(uint32_t){0})) {
        n = pieces_match(s, i, LIST_BIT(AGENCY), NULL);
        return is_year(s, i + n) || i + n + pieces_close(s, i + n) >= s->n;
    }
    for (size_t k = i; k < s->n && k < i + 10; k++) {
        if (is_year(s, k)) return true;
        if (piece_is_word(&s->at[k]) && !(s->at[k].flags & PIECE_CAP) && !IN_LIST(pieces_lists(s, k), NAME_LINK)) return false;
    }
    return false;
}

/* A mark after a few words: "The-Example-Wire & © 2018". */
static bool has_mark_early(const pieces *s) {
    for (size_t i = 0; i < s->n && i < 6 && s->at[i].mark != '.'; i++)
        if (s->at[i].mark == 0xA9) return true;
    return false;
}

/* ---- links, labels, captions, headers ---------------------------------------------------------------------------------- */

/* Phrases of the line's end: "... on Twitter @someone.", "... below:". */
static bool ends_link(const pieces *s) {
    size_t end = s->n;
    while (end > 0 && s->at[end - 1].mark) end--;
    for (size_t back = 1; back <= 6 && back <= end; back++) {
        size_t n = pieces_match(s, end - back, LIST_BIT(LINK_END), NULL);
        if (n == back) return true;
        if (n && n + 1 >= back - 1 && s->at[end - 1].flags & PIECE_ADDRESS) return true; /* "on Twitter @x", "on Twitter at @x" */
    }
    for (size_t i = 0; i < s->n; i++) { /* "on Twitter at http://...", "at www...." */
        const piece *p = &s->at[i];
        if (piece_is_word(p) && p->end - p->start >= 4 && (!memcmp(s->r->text + p->start, "http", 4) || !memcmp(s->r->text + p->start, "www.", 4)))
            return true;
    }
    return end > 0 && s->at[end - 1].flags & PIECE_ADDRESS;
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

/* "jk/pt", "amp/sms (Reuters, dpa)": those who wrote and edited. */
static bool is_initials(const pieces *s) {
    size_t i = 0;
    if (!s->whole) return false;
    while (i < s->n) {
        const piece *p = &s->at[i];
        if (!piece_is_word(p) || p->flags & PIECE_DIGIT || p->end - p->start > 4 || p->flags & (PIECE_CAP | PIECE_ADDRESS)) return false;
        i++;
        if (!pieces_mark(s, i, '/') || s->at[i].flags & PIECE_SPACE) break;
        i++;
    }
    if (i < 3) return false;
    return i == s->n || s->at[i].mark == '(';
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
        for (size_t hour = i; hour < s->n && hour < i + 8; hour++) { /* "Published 6:22 AM EST, Mon February 14, 2022" */
            if (pieces_day(s, hour, &d)) {
                i = hour;
                break;
            }
            if (!(s->at[hour].mark || s->at[hour].flags & (PIECE_DIGIT | PIECE_SHOUT) || s->at[hour].end - s->at[hour].start <= 4)) break;
        }
    } else {
        i = 0;
    }
    size_t got = i < s->n ? pieces_day(s, i, &d) : 0;
    if (!got || (!label && !(d.year && top))) return false;
    for (size_t k = i + got; k < s->n; k++) { /* hours and zones */
        const piece *p = &s->at[k];
        size_t bytes = p->end - p->start;
        if (p->mark ? p->mark == '"' : !(p->flags & (PIECE_DIGIT | PIECE_SHOUT) || bytes <= 2 || (bytes == 4 && s->r->text[p->end - 1] == '.') || pieces_match(s, k, LIST_BIT(HEADER_LABEL), NULL) ||
                                         pieces_day(s, k, &(stated_day){0}) || IN_LIST(pieces_lists(s, k), MONTH)))
            return false;
    }
    if (d.year) *day = d;
    return true;
}

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
        else if (p->mark ? p->mark != '.' && p->mark != ',' : !(p->flags & PIECE_CAP) && !IN_LIST(pieces_lists(s, i), PARTICLE)) return false;
    }
    while (to > from && s->at[to - 1].mark == '.') to--;
    return joined && house && house >= to;
}

/* A last sentence such as "Picture: Jane Doe." */
static bool ends_credited(const pieces *s) {
    for (size_t i = s->n > 12 ? s->n - 12 : 1; i < s->n; i++) {
        size_t n, caps;
        if (s->at[i - 1].mark != '.' || !(s->at[i].flags & PIECE_CAP) || !(n = pieces_match(s, i, LIST_BIT(CAPTION_CREDIT), NULL))) continue;
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
static size_t credit_at_end(const pieces *s) {
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
        if (!n && ((piece_is_word(&s->at[i]) && !IN_LIST(pieces_lists(s, i), NAME_LINK)) || s->at[i].mark == '?' || s->at[i].mark == '!' || s->at[i].mark == ':')) return false;
        if (!n) n = 1;
    }
    return any && s->whole;
}

static bool no_words(const pieces *s) {
    for (size_t i = 0; i < s->n; i++)
        if (piece_is_word(&s->at[i])) return false;
    return s->whole;
}

/* A phrase is all that is left from piece i on. One word with a full stop is a sentence ("Listen."), unless it shouts. */
static bool is_line(const pieces *s, size_t i, uint64_t list) {
    size_t n = i < s->n && s->whole ? pieces_match(s, i, list, NULL) : 0;
    if (!n || i + n + pieces_close(s, i + n) != s->n) return false;
    bool stop = pieces_mark(s, i + n, '.') || pieces_mark(s, i + n, '!');
    return n > 1 || !stop || s->at[i].flags & PIECE_SHOUT;
}

int furniture_note(const pieces *s, position where, stated_day *day) {
    if (!s->n) return NEWS;
    size_t words = count_words(s), n;
    if (no_words(s)) return s->n <= 2 && s->at[0].mark == '.' ? DL_FURNITURE_GLITCH : DL_FURNITURE_OTHER;
    if (is_markup(s)) return DL_FURNITURE_OTHER;
    bool short_line = words <= 30;
    bool bracket = is_bracket(&s->at[0]);
    size_t i = 0;
    /* whole lines, with their bullet or bracket or without */
    if (s->at[0].mark == '"' && is_line(s, 1, LIST_BIT(LINK_LINE)) && pieces_mark(s, s->n - 2, ':')) return DL_FURNITURE_LINK;
    for (int turn = 0; turn < 2 && i < s->n; turn++) {
        if (is_line(s, i, LIST_BIT(LINK_LINE))) return DL_FURNITURE_LINK;
        if (is_line(s, i, LIST_BIT(HEADER_LINE))) return DL_FURNITURE_HEADER;
        if (!bracket && !is_bullet(&s->at[0])) break;
        while (i < s->n && (is_bracket(&s->at[i]) || is_bullet(&s->at[i]))) i++;
    }
    if (i >= s->n) return NEWS;
    if ((n = pieces_match(s, i, LIST_BIT(CORRECTION_LABEL), NULL)) &&
        (pieces_mark(s, i + n, ':') || (s->whole && i + n + pieces_close(s, i + n) == s->n)))
        return DL_FURNITURE_CORRECTION;
    if (pieces_match(s, i, LIST_BIT(CORRECTION_OPEN), NULL) && words <= 120) {
        /* "(This version corrects ...", or the words themselves: "An earlier version of this story ..." */
        n = pieces_match(s, i, LIST_BIT(CORRECTION_OPEN), NULL);
        if (bracket || n >= 4) return DL_FURNITURE_CORRECTION;
    }
    if (bracket && pieces_match(s, i, LIST_BIT(CORRECTION_PAREN), NULL) && s->at[s->n - (s->n > 1 && s->at[s->n - 1].mark == '.' ? 2 : 1)].mark == ')' &&
        s->whole && words <= 60)
        return DL_FURNITURE_CORRECTION;
    if ((n = pieces_match(s, i, LIST_BIT(NOTE_LABEL), NULL)) && pieces_mark(s, i + n, ':')) return DL_FURNITURE_OTHER;
    if (words <= 40 && pieces_match(s, i, LIST_BIT(NOTE_OPEN), NULL)) return DL_FURNITURE_OTHER;
    if (is_count(s)) return DL_FURNITURE_HEADER;
    if (s->whole && words <= 10 && (made_of(s, LIST_BIT(CREDIT_LINE)) || is_credit(s, 0, s->n))) return DL_FURNITURE_CAPTION;
    if ((n = pieces_match(s, i, LIST_BIT(CAPTION_LABEL), NULL)) && labels(s, i + n) && words <= 120) return DL_FURNITURE_CAPTION;
    if (words <= 25 && (n = pieces_match(s, i, LIST_BIT(CAPTION_CREDIT), NULL)) && (n >= 2 || pieces_mark(s, i + n, ':') || pieces_mark(s, i + n, '/')) &&
        i + n < s->n && (s->at[i + n].flags & PIECE_CAP || s->at[i + n].mark))
        return DL_FURNITURE_CAPTION;
    if (words <= 80 && (credit_at_end(s) < s->n || ends_credited(s))) return DL_FURNITURE_CAPTION;
    if (copyright(s, 0)) return DL_FURNITURE_COPYRIGHT;
    if (words <= 60 && pieces_match(s, i, LIST_BIT(COPYRIGHT_SURE), NULL)) return DL_FURNITURE_COPYRIGHT;
    if (words <= 40 && has_mark_early(s) && has_phrase(s, i, LIST_BIT(COPYRIGHT_SURE))) return DL_FURNITURE_COPYRIGHT;
    if (short_line && (n = pieces_match(s, i, LIST_BIT(LINK_LABEL), NULL)) && labels(s, i + n)) {
        /* "Read: Why it matters" but not "See: the law says so, he said." */
        if (!ends_sentence(s) || (words <= 14 && s->at[i].flags & PIECE_SHOUT) || i + n + 1 >= s->n) return DL_FURNITURE_LINK;
    }
    if (short_line && s->at[i].flags & PIECE_CAP && pieces_match(s, i, LIST_BIT(LINK_OPEN), NULL)) return DL_FURNITURE_LINK;
    if (words <= 25 && s->at[i].flags & PIECE_CAP && pieces_match(s, i, LIST_BIT(LINK_VERB), NULL) && ends_link(s)) return DL_FURNITURE_LINK;
    if (where.before < 6 && is_slug(s)) return DL_FURNITURE_HEADER;
    if (is_dated(s, where.before < 6 && where.first, day)) return DL_FURNITURE_HEADER;
    if (bracket && s->whole && contributors(s, i)) return DL_FURNITURE_CONTRIBUTORS;
    return NEWS;
}

size_t furniture_tail(const pieces *s, int *kind) {
    size_t first = 0;
    if (!s->whole || !s->n) return s->n;
    if (is_initials(s)) return *kind = DL_FURNITURE_HEADER, 0;
    while (first < s->n && (is_bracket(&s->at[first]) || is_bullet(&s->at[first]))) first++;
    if (contributors(s, first)) return *kind = DL_FURNITURE_CONTRIBUTORS, 0;
    for (size_t i = 1; i < s->n; i++) {
        const piece *p = &s->at[i], *b = &s->at[i - 1];
        if (!(p->flags & PIECE_SPACE) || !(p->flags & PIECE_CAP || is_bracket(p) || p->mark == 0xA9)) continue;
        /* "http://... Copyright 2018 The Associated Press. All rights reserved." */
        if (p->flags & PIECE_CAP && is_year(s, i + 1) && pieces_match(s, i, LIST_BIT(COPYRIGHT_MARK), NULL) && has_phrase(s, i, LIST_BIT(COPYRIGHT_SURE)))
            return *kind = DL_FURNITURE_COPYRIGHT, i;
        bool stop = b->mark == '.' || b->mark == '!' || b->mark == '?' || b->mark == 0x2026 ||
                    ((b->mark == '"' || b->mark == ')' || b->mark == '\'') && i > 1 && s->at[i - 2].mark == '.');
        if (!stop) continue;
        if (copyright(s, i)) return *kind = DL_FURNITURE_COPYRIGHT, i;
        if (contributors(s, i + (is_bracket(p) ? 1 : 0))) return *kind = DL_FURNITURE_CONTRIBUTORS, i;
        pieces rest = {s->r, s->t, s->at + i, s->n - i, s->whole};
        if (s->n - i <= 40 && pieces_match(s, i, LIST_BIT(LINK_VERB), NULL) && ends_link(&rest)) return *kind = DL_FURNITURE_LINK, i;
    }
    size_t credit = credit_at_end(s);
    return credit < s->n ? (*kind = DL_FURNITURE_CAPTION, credit) : s->n;
}
