/* dateline.c - "KYIV, Ukraine, Feb 14 (Reuters) -": place, day and agency before a dash at the start of a report. The
 * less of these is there, the surer the rest must be, since a shouted word and a dash alone may be anything. */
#include <string.h>

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
        if (piece_is_word(p) && pieces_mark(s, j + 1, '.') && !(s->at[j + 1].flags & PIECE_SPACE) &&
            p->end - p->start <= 5 && j + 2 < s->n)
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
    *known = n > 0 && (i + 1 + n == close || s->at[i + 1 + n].mark == '/' || s->at[i + 1 + n].mark == ',' ||
                       piece_is_dash(&s->at[i + 1 + n]));
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
    if (s->at[i].mark == '"' && i && s->at[i - 1].mark == ')' && s->at[i].flags & PIECE_SPACE && i + 1 < s->n &&
        s->at[i + 1].flags & PIECE_SPACE)
        return 1;
    size_t n = 0;
    while (i + n < s->n && n < 3 && piece_is_dash(&s->at[i + n]) && (!n || !(s->at[i + n].flags & PIECE_SPACE))) n++;
    if (!n || i + n == s->n) return n;
    bool wide =
        s->at[i].end - s->at[i].start > 1 || n > 1 || (i && s->at[i - 1].mark == ')' && s->at[i].flags & PIECE_SPACE);
    return wide || s->at[i + n].flags & PIECE_SPACE ? n : 0;
}

/* Does news begin here: a capital, a digit, a quotation? */
static bool begins(const pieces *s, size_t i) {
    if (i >= s->n) return false;
    const piece *p = &s->at[i];
    return p->flags & (PIECE_CAP | PIECE_DIGIT) || p->mark == '"' || p->mark == '\'' || p->mark == '`' ||
           p->mark == '$' || p->mark == '(' || p->mark == '[' || p->mark == 0xA3 || p->mark == 0x20AC;
}

/* What was read at the start of a paragraph, up to its dash. */
typedef struct parts {
    size_t place;              /* pieces of the place's own name */
    size_t end;                /* where the dash should be */
    bool shouted;              /* the place is in capitals */
    bool region, plain_region; /* one follows; none that is rather the rest of a shouted heading */
    bool day, paren, known;    /* known: the parenthesis holds an agency of the list */
} parts;

/* Regions, day and agency after the place, in any order that is used. False when they rule a dateline out. */
static bool read_parts(const pieces *s, parts *p, dateline_found *f) {
    size_t i = p->place, n;
    p->plain_region = true;
    while (i < s->n) {
        bool comma = pieces_mark(s, i, ','),
             stop = pieces_mark(s, i, '.') && !p->region && !p->paren; /* "MOSCOW. Feb 14" */
        size_t j = i + (comma || stop ? 1 : 0);
        stated_day day;
        bool shouted, known = false;
        const char *agency = "";
        if (!p->day && j < s->n && (n = pieces_day(s, j, &day))) {
            p->day = true;
            f->day = day;
        } else if (!p->paren && (n = agency_at(s, j, &agency, &known))) {
            p->paren = true;
            p->known = known;
            f->agency = agency;
        } else if (comma && !p->paren && !p->day && i <= p->place + 8 && (n = place_at(s, j, 4, &shouted))) {
            if (pieces_match(s, j, LIST_BIT(AGENCY), NULL)) return false;
            /* a shouted region is "N.H." or "SC" */
            const piece *first = &s->at[j];
            p->plain_region &=
                !shouted || (n <= 2 && (first->end - first->start <= 2 || s->r->text[first->start + 1] == '.'));
            p->region = true;
        } else {
            break;
        }
        i = j + n;
    }
    p->end = i;
    return i <= p->place + 24;
}

/* Do the parts, with what closes them and what comes after, make a dateline? */
static bool convinces(const pieces *s, const parts *p, bool first, size_t dash, bool colon, size_t after) {
    bool alone = after >= s->n && s->whole, news = begins(s, after);
    bool city = pieces_match(s, 0, LIST_BIT(CITY), NULL) == p->place;
    size_t letters = s->at[p->place - 1].end - s->at[0].start;
    if (!alone && !news && !(p->known && dash)) return false; /* a word in small letters goes on */
    if (p->known) {
        bool glued = city && after < s->n && !(s->at[after].flags & PIECE_SPACE); /* "Moscow (CNN)The Kremlin ..." */
        return dash || colon || ((p->shouted || glued) && (alone || news));
    }
    if (p->paren) return p->shouted && dash && letters >= 3;
    if (p->day) return p->shouted && (dash || (colon && city)) && letters >= 3;
    if (colon) {
        /* "New Delhi: ..." may be a headline too: then it is short and has no stop at its end */
        bool sentence = s->n > 30 || (s->n > 8 && s->at[s->n - 1].mark == '.');
        return city && !alone && (p->shouted || (first && sentence));
    }
    if (!dash || letters < 4) return false;
    bool apart = s->at[p->end].flags & PIECE_SPACE;
    if (!p->shouted) return city && first && !alone && apart;
    if (city) return true;
    bool barred = pieces_match(s, 0, LIST_BIT(NO_PLACE), NULL) > 0;
    if (barred || !p->plain_region || p->place > 4 || !(p->region || (first && !alone))) return false;
    return apart || s->at[p->end].mark == '_'; /* not "NEWS-Trump" */
}

/* An agency without a place, after a day or not: "(CNN) --", "Dec 29 (Reuters) -". Where it ends, or 0. */
static size_t placeless(const pieces *s, bool first, dateline_found *f) {
    bool known = false;
    size_t day = pieces_day(s, 0, &f->day), paren = agency_at(s, day, &f->agency, &known), i = day + paren;
    if (!paren || !known || !(day || first)) return 0;
    size_t dash = dash_at(s, i);
    return dash || (!day && begins(s, i) && s->at[i].mark != '(') ? i + dash : 0;
}

/* The place with its regions, as far as the first day, agency or dash. */
static void name_place(const pieces *s, size_t end, dateline_found *f) {
    stated_day day;
    f->place_start = s->at[0].start;
    for (size_t k = 0; k < end; k++) {
        uint32_t mark = s->at[k].mark;
        if (mark == '(' || mark == ':' || mark == 0xFFFD || piece_is_dash(&s->at[k]) || pieces_day(s, k, &day)) return;
        if (mark != ',') f->place_end = s->at[k].end;
    }
}

bool furniture_dateline(const pieces *s, bool first, dateline_found *f) {
    *f = (dateline_found){.agency = ""};
    if (!s->n) return false;
    parts p = {0};
    size_t end = placeless(s, first, f);
    if (!end) {
        *f = (dateline_found){.agency = ""};
        p.place = place_at(s, 0, PLACE_WORDS, &p.shouted);
        if (!p.place || pieces_day(s, 0, &f->day)) return false;
        if (pieces_match(s, 0, LIST_BIT(BYLINE_OPEN) | LIST_BIT(AGENCY) | LIST_BIT(ROLE), NULL) ||
            !read_parts(s, &p, f))
            return false;
        size_t dash = dash_at(s, p.end);
        if (!dash && p.paren && s->at[p.end - 1].mark == '/' && pieces_mark(s, p.end, '.')) dash = 1; /* "/TASS/." */
        bool colon = !dash && pieces_mark(s, p.end, ':') && !(s->at[p.end].flags & PIECE_SPACE);
        end = p.end + (colon ? 1 : dash);
        if (!convinces(s, &p, first, dash, colon, end)) return false;
        name_place(s, end, f);
    }
    f->furniture_end = s->at[end - 1].end;
    f->end = end < s->n ? s->at[end].start : f->furniture_end;
    return true;
}
