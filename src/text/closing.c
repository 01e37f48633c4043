/* closing.c - what closes a report: who contributed to it and who owns it, in paragraphs of their own or after the last
 * sentence. Both are known by holding nothing but names, years and small words around a phrase that says so. */
#include <string.h>

#include "text/furniture.h"

/* Nothing but names, places, offices and houses, the small words between them, and a phrase that says what they did. */
bool furniture_contributors(const pieces *s, size_t from) {
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
        } else if ((n = pieces_match(s, i, LIST_BIT(CONTRIB_LAST), &entry)) && i + n + pieces_close(s, i + n) == s->n &&
                   capitals >= 2) {
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
static bool is_notice(const pieces *s, size_t i) {
    while (i < s->n && (piece_is_bracket(&s->at[i]) || piece_is_bullet(&s->at[i])) &&
           !pieces_match(s, i, LIST_BIT(COPYRIGHT_MARK), NULL))
        i++;
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
        if (piece_is_word(&s->at[k]) && !(s->at[k].flags & PIECE_CAP) && !IN_LIST(pieces_lists(s, k), NAME_LINK))
            return false;
    }
    return false;
}

/* A mark after a few words: "The-Example-Wire & © 2018". */
static bool has_mark_early(const pieces *s) {
    for (size_t i = 0; i < s->n && i < 6 && s->at[i].mark != '.'; i++)
        if (s->at[i].mark == 0xA9) return true;
    return false;
}

bool furniture_copyright(const pieces *s, size_t i, size_t words) {
    if (is_notice(s, 0)) return true;
    if (words <= 60 && pieces_match(s, i, LIST_BIT(COPYRIGHT_SURE), NULL)) return true;
    return words <= 40 && has_mark_early(s) && has_phrase(s, i, LIST_BIT(COPYRIGHT_SURE));
}

/* "jk/pt", "amp/sms (Reuters, dpa)": those who wrote and edited. */
static bool is_initials(const pieces *s) {
    size_t i = 0;
    if (!s->whole) return false;
    while (i < s->n) {
        const piece *p = &s->at[i];
        if (!piece_is_word(p) || p->flags & PIECE_DIGIT || p->end - p->start > 4 ||
            p->flags & (PIECE_CAP | PIECE_ADDRESS))
            return false;
        i++;
        if (!pieces_mark(s, i, '/') || s->at[i].flags & PIECE_SPACE) break;
        i++;
    }
    if (i < 3) return false;
    return i == s->n || s->at[i].mark == '(';
}

size_t furniture_tail(const pieces *s, int *kind) {
    size_t first = 0;
    if (!s->whole || !s->n) return s->n;
    if (is_initials(s)) return *kind = DL_FURNITURE_HEADER, 0;
    while (first < s->n && (piece_is_bracket(&s->at[first]) || piece_is_bullet(&s->at[first]))) first++;
    if (furniture_contributors(s, first)) return *kind = DL_FURNITURE_CONTRIBUTORS, 0;
    for (size_t i = 1; i < s->n; i++) {
        const piece *p = &s->at[i], *b = &s->at[i - 1];
        if (!(p->flags & PIECE_SPACE) || !(p->flags & PIECE_CAP || piece_is_bracket(p) || p->mark == 0xA9)) continue;
        /* "http://... Copyright 2018 The Associated Press. All rights reserved." */
        if (p->flags & PIECE_CAP && is_year(s, i + 1) && pieces_match(s, i, LIST_BIT(COPYRIGHT_MARK), NULL) &&
            has_phrase(s, i, LIST_BIT(COPYRIGHT_SURE)))
            return *kind = DL_FURNITURE_COPYRIGHT, i;
        bool stop = b->mark == '.' || b->mark == '!' || b->mark == '?' || b->mark == 0x2026 ||
                    ((b->mark == '"' || b->mark == ')' || b->mark == '\'') && i > 1 && s->at[i - 2].mark == '.');
        if (!stop) continue;
        if (is_notice(s, i)) return *kind = DL_FURNITURE_COPYRIGHT, i;
        if (furniture_contributors(s, i + (piece_is_bracket(p) ? 1 : 0))) return *kind = DL_FURNITURE_CONTRIBUTORS, i;
        if (s->n - i <= 40 && furniture_link_words(s, i)) return *kind = DL_FURNITURE_LINK, i;
    }
    size_t credit = furniture_credit(s);
    return credit < s->n ? (*kind = DL_FURNITURE_CAPTION, credit) : s->n;
}
