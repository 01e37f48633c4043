/* dateline.c - "KYIV, Ukraine, Feb 14 (Reuters) -": place, day and agency before a dash at the start of a report. The less of
 * these is there, the surer the rest must be, since a shouted word and a dash alone may be anything. */
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "text/furniture.h"

enum { PLACE_WORDS = 6, PAREN_PIECES = 8 };

/* What may stand between the words of a place: "DAR ES SALAAM", "PARIS/BERLIN", "WASHINGTON and NEW YORK". */
static bool joins_places(const pieces *s, size_t i) {
    const piece *p = &s->at[i];
    if (p->mark) return p->mark == '/' && i + 1 < s->n && !(s->at[i + 1].flags & PIECE_SPACE);
    size_t n = p->end - p->start;
    const char *c = s->r->text + p->start;
    return (n == 3 && !memcmp(c, "and", 3)) || ((n == 2 || n == 3) && IN_LIST(pieces_lists(s, i), PARTICLE));
}

/* Words of a place from i on; *shouted: all of them are capitals. */
static size_t place_at(const pieces *s, size_t i, size_t max, bool *shouted) {
    size_t j = i;
    *shouted = true;
    for (; j < s->n && j - i < max; j++) {
        const piece *p = &s->at[j];
        if (piece_is_word(p) && p->flags & PIECE_CAP && !(p->flags & PIECE_ADDRESS)) {
            if (!(p->flags & PIECE_SHOUT)) *shouted = false;
        } else if (!(j > i && j + 1 < s->n && s->at[j + 1].flags & PIECE_CAP && joins_places(s, j))) {
            break;
        }
        /* "ST. LOUIS", "Mo." */
        if (piece_is_word(p) && pieces_mark(s, j + 1, '.') && !(s->at[j + 1].flags & PIECE_SPACE) && p->end - p->start <= 5 && j + 2 < s->n)
            j++;
    }
    return j - i;
}

/* "(AP)" or "/TASS/": how many pieces; *known: the list knows it. */
static size_t agency_at(const pieces *s, size_t i, const char **agency, bool *known) {
    uint32_t slashed;
    if (pieces_mark(s, i, '/')) {
        size_t n = pieces_match(s, i + 1, LIST_BIT(AGENCY), &slashed);
        if (!n || !pieces_mark(s, i + 1 + n, '/')) return 0;
        *known = true;
        *agency = text_value(s->t, slashed);
        return n + 2;
    }
    if (!pieces_mark(s, i, '(')) return 0;
    size_t close = i + 1;
    while (close < s->n && close - i <= PAREN_PIECES && s->at[close].mark != ')') close++;
    if (!pieces_mark(s, close, ')') || close == i + 1) return 0;
    uint32_t entry;
    size_t n = pieces_match(s, i + 1, LIST_BIT(AGENCY), &entry);
    *known = n > 0 && (i + 1 + n == close || s->at[i + 1 + n].mark == '/' || s->at[i + 1 + n].mark == ',' || piece_is_dash(&s->at[i + 1 + n]));
    if (*known) *agency = text_value(s->t, entry);
    else
        for (size_t k = i + 1; k < close; k++)
            if (piece_is_word(&s->at[k]) && !(s->at[k].flags & PIECE_CAP)) return 0; /* "(about 30 miles)" */
    return close + 1 - i;
}

/* The dash that closes a dateline: how many pieces. A dash between letters is none. */
static size_t dash_at(const pieces *s, size_t i) {
    if (i >= s->n) return 0;
    /* a dash that did not survive its way here */
    if (s->at[i].mark == 0xFFFD) return 1;
    if (s->at[i].mark == '"' && i && s->at[i - 1].mark == ')' && s->at[i].flags & PIECE_SPACE && i + 1 < s->n && s->at[i + 1].flags & PIECE_SPACE)
        return 1;
    size_t n = 0;
    while (i + n < s->n && n < 3 && piece_is_dash(&s->at[i + n]) && (!n || !(s->at[i + n].flags & PIECE_SPACE))) n++;
    if (!n || i + n == s->n) return n;
    bool wide = s->at[i].end - s->at[i].start > 1 || n > 1 || (i && s->at[i - 1].mark == ')' && s->at[i].flags & PIECE_SPACE);
    return wide || s->at[i + n].flags & PIECE_SPACE ? n : 0;
}

/* Does news begin here: a capital, a digit, a quotation? */
static bool begins(const pieces *s, size_t i) {
    if (i >= s->n) return false;
    const piece *p = &s->at[i];
    return p->flags & (PIECE_CAP | PIECE_DIGIT) || p->mark == '"' || p->mark == '\'' || p->mark == '`' || p->mark == '$' ||
           p->mark == '(' || p->mark == '[' || p->mark == 0xA3 || p->mark == 0x20AC;
}

static bool is_known(const pieces *s, size_t from, size_t to, uint64_t list) {
    return to > from && pieces_match(s, from, list, NULL) == to - from;
}

bool furniture_dateline(const pieces *s, bool first, dateline_found *f) {
    *f = (dateline_found){.agency = ""};
    size_t i = 0, n, place_end = 0;
    bool shouted = false, known = false, region = false, day = false, plain_region = true;
    if (!s->n) return false;
    size_t paren = agency_at(s, 0, &f->agency, &known);
    if (paren) { /* "(CNN) --" */
        if (!known || !first) return false;
        i = paren;
        n = dash_at(s, i);
        if (!n && !begins(s, i)) return false;
        if (s->at[i].mark == '(') return false;
        i += n;
        goto found;
    }
    place_end = place_at(s, 0, PLACE_WORDS, &shouted);
    if ((n = pieces_day(s, 0, &f->day))) { /* "Dec 29 (Reuters) -" */
        if (!(paren = agency_at(s, n, &f->agency, &known)) || !known) return false;
        i = n + paren;
        if (!(n = dash_at(s, i))) return false;
        i += n;
        goto found;
    }
    if (!place_end || pieces_match(s, 0, LIST_BIT(BYLINE_OPEN) | LIST_BIT(AGENCY) | LIST_BIT(ROLE), NULL)) return false;
    i = place_end;
    while (i < s->n) { /* regions, day, agency, in any order that is used */
        size_t j = i + (pieces_mark(s, i, ',') || (pieces_mark(s, i, '.') && !region && !paren) ? 1 : 0);
        stated_day d;
        bool small, agency_known = false;
        const char *agency = "";
        if (j < s->n && (n = pieces_day(s, j, &d)) && !day) {
            day = true;
            f->day = d;
            i = j + n;
        } else if (!paren && (n = agency_at(s, j, &agency, &agency_known))) {
            paren = n;
            known = agency_known;
            f->agency = agency;
            i = j + n;
        } else if (j > i && s->at[i].mark == ',' && !paren && !day && (n = place_at(s, j, 4, &small)) && !(region && i > place_end + 8)) {
            /* without an agency, a shouted region is "N.H." or "SC" and not the rest of a shouted heading */
            const piece *p = &s->at[j];
            plain_region &= !small || (n <= 2 && (p->end - p->start <= 2 || s->r->text[p->start + 1] == '.'));
            if (pieces_match(s, j, LIST_BIT(AGENCY), NULL)) return false;
            region = true;
            i = j + n;
        } else {
            break;
        }
    }
    if (i > place_end + 24) return false;
    size_t dash = dash_at(s, i);
    if (!dash && paren && s->at[i - 1].mark == '/' && pieces_mark(s, i, '.')) dash = 1; /* "/TASS/." */
    bool colon = !dash && pieces_mark(s, i, ':') && !(s->at[i].flags & PIECE_SPACE);
    size_t after = i + (colon ? 1 : dash);
    bool alone = after >= s->n && s->whole;
    bool city = is_known(s, 0, place_end, LIST_BIT(CITY));
    size_t letters = s->at[place_end - 1].end - s->at[0].start;
    if (!alone && !begins(s, after)) {
        if (!(known && dash)) return false; /* a word in small letters goes on: no dateline but after an agency */
    }
    if (known) {
        /* "LONDON (Reuters) ..." without a dash, but not "Reports by Moscow (TASS) said" */
        bool glued = city && after < s->n && !(s->at[after].flags & PIECE_SPACE); /* "Moscow (CNN)The Kremlin ..." */
        if (!dash && !colon && !((shouted || glued) && (alone || begins(s, after)))) return false;
    } else if (paren) {
        if (!shouted || !dash || letters < 3) return false;
    } else if (day) {
        if (!shouted || !(dash || (colon && city)) || letters < 3) return false;
    } else if (colon) {
        /* "New Delhi: ..." may be a headline too: then it is short and has no stop at its end */
        bool long_enough = s->n > 30 || (s->n > 8 && s->at[s->n - 1].mark == '.');
        if (!(shouted || (first && long_enough)) || !city || alone) return false;
    } else if (!dash || letters < 4) {
        return false;
    } else if (shouted) {
        bool barred = pieces_match(s, 0, LIST_BIT(NO_PLACE), NULL) > 0;
        if (!city && (barred || !plain_region || place_end > 4 || !(region || first))) return false;
        if (alone && !(city || region)) return false;
        if (!(s->at[i].flags & PIECE_SPACE) && s->at[i].mark != '_' && !city) return false; /* "NEWS-Trump" */
    } else if (!city || !first || alone || !(s->at[i].flags & PIECE_SPACE)) {
        return false;
    }
    i = after;
    f->place_start = s->at[0].start;
    f->place_end = s->at[0].end;
    /* the place with its regions, as far as the first day or agency */
    for (size_t k = 0; k < i; k++) {
        stated_day d;
        if (s->at[k].mark == '(' || piece_is_dash(&s->at[k]) || s->at[k].mark == ':' || s->at[k].mark == 0xFFFD || pieces_day(s, k, &d)) break;
        if (s->at[k].mark != ',') f->place_end = s->at[k].end;
    }
found:
    f->furniture_end = i ? s->at[i - 1].end : 0;
    f->end = i < s->n ? s->at[i].start : f->furniture_end;
    return f->furniture_end > 0;
}
