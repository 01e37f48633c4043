/* pieces.c - a paragraph as words and marks, and the small things several finders look for in it: phrases, names, days.
 */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "text/furniture.h"

enum { WORD_MAX = 200 }; /* bytes; no phrase holds a longer word, and a megabyte without a blank must cost little */

static bool blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

static bool ascii_alnum(uint32_t c) { return (c | 32) - 'a' < 26u || c - '0' < 10u; }

/* Typographic marks as the ASCII ones they stand for. */
static uint32_t as_ascii(uint32_t c) {
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
    if (c >= 0x2018 && c <= 0x201B) return '\'';
    if (c >= 0x201C && c <= 0x201F) return '"';
    return c;
}

static bool is_mark(uint32_t c) {
    if (c < 0x80) return !ascii_alnum(c);
    return c <= 0xBF || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || c == 0xFFFD;
}

static bool is_space(uint32_t c) {
    return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x202F ||
           c == 0x3000;
}

/* Reads a word from *at on. Apostrophes, hyphens, full stops, ampersands, underscores and @ belong to it between
 * letters. */
static void read_word(const char *text, uint32_t *at, uint32_t end, piece *p) {
    uint32_t i = *at, letters = 0, small = 0, stops = 0;
    unsigned n;
    p->start = i;
    while (i < end) {
        uint32_t c = utf8_next(text + i, &n);
        if (c < 0x80 ? ascii_alnum(c) : !is_mark(c)) {
            bool upper = c < 0x80 ? c - 'A' < 26u : utf8proc_tolower((utf8proc_int32_t)c) != (utf8proc_int32_t)c;
            bool letter = c >= 0x80 || c > '9';
            if (i == p->start) p->flags |= upper ? PIECE_CAP : letter ? 0 : PIECE_DIGIT;
            letters += letter;
            small += letter && !upper;
            i += n;
            continue;
        }
        c = as_ascii(c);
        if (!(c == '\'' || c == '-' || c == '.' || c == '&' || c == '_' || c == '@') || i + n >= end || i == p->start)
            break;
        unsigned m;
        uint32_t after = utf8_next(text + i + n, &m);
        if (is_mark(after)) break;
        if (c == '.' && letters != 1 && stops == 0 && !(p->flags & (PIECE_DIGIT | PIECE_ADDRESS)) &&
            after - 'A' < 26u && small > 1)
            break; /* "Cinematography.By": a blank was lost */
        if (c == '.') stops++;
        if (c == '@') p->flags |= PIECE_ADDRESS;
        i += n;
    }
    if (i < end && text[i] == '.' && letters && (stops || (letters == 1 && p->flags & PIECE_CAP))) i++;
    if (letters && !small) p->flags |= PIECE_SHOUT;
    p->end = *at = i;
}

void pieces_read(pieces *s, uint32_t start, uint32_t end, size_t max) {
    const char *text = s->r->text;
    uint32_t i = start;
    bool space = true;
    s->n = 0;
    if (max > PIECES_MAX) max = PIECES_MAX;
    while (i < end && s->n < max) {
        unsigned n;
        uint32_t c = utf8_next(text + i, &n);
        if (is_space(c)) {
            space = true;
            i += n;
            continue;
        }
        piece *p = &s->at[s->n++];
        *p = (piece){.start = i, .flags = space ? PIECE_SPACE : 0};
        space = false;
        if (!is_mark(c)) read_word(text, &i, end, p);
        else if (c == '@' && i + 1 < end && ascii_alnum((unsigned char)text[i + 1])) {
            i++;
            read_word(text, &i, end, p);
            p->start--;
            p->flags |= PIECE_ADDRESS;
        } else {
            p->mark = as_ascii(c);
            p->end = i += n;
        }
    }
    while (i < end && blank(text[i])) i++;
    s->whole = i >= end;
}

size_t pieces_match(const pieces *s, size_t i, uint64_t lists, uint32_t *entry) {
    dl_walk w = PHRASE_START;
    size_t best = 0;
    for (size_t k = i; k < s->n && s->at[k].end - s->at[k].start < WORD_MAX; k++) {
        if (!phrase_step(&s->t->phrases, &w, s->r->text + s->at[k].start, s->at[k].end - s->at[k].start)) break;
        /* The phrase in any case and the one letter for letter may stand in different lists. */
        dl_walk only[2] = {{w.exact, UINT32_MAX}, {UINT32_MAX, w.folded}};
        for (int c = 0; c < 2; c++) {
            uint32_t e = phrase_value(&s->t->phrases, only[c]);
            if (!(text_phrase_lists(s->t, e) & lists)) continue;
            best = k + 1 - i;
            if (entry) *entry = e;
        }
    }
    return best;
}

uint64_t pieces_lists(const pieces *s, size_t i) {
    dl_walk w = PHRASE_START;
    if (s->at[i].end - s->at[i].start >= WORD_MAX) return 0;
    if (!phrase_step(&s->t->phrases, &w, s->r->text + s->at[i].start, s->at[i].end - s->at[i].start)) return 0;
    return text_phrase_lists(s->t, phrase_value(&s->t->phrases, (dl_walk){w.exact, UINT32_MAX})) |
           text_phrase_lists(s->t, phrase_value(&s->t->phrases, (dl_walk){UINT32_MAX, w.folded}));
}

size_t pieces_close(const pieces *s, size_t i) {
    size_t n = 0;
    for (; i + n < s->n; n++) {
        uint32_t m = s->at[i + n].mark;
        bool closes = m == '.' || m == ':' || m == 0x2026 || m == '>' || m == '-' || m == ')' || m == ']' || m == '!' ||
                      m == '"' || m == '|' || m == '*' || m == 0xBB || m == 0x203A || (m >= 0x2190 && m <= 0x21FF) ||
                      (m >= 0x25A0 && m <= 0x25FF);
        if (m == '(' && i + n + 2 < s->n && s->at[i + n + 1].flags & PIECE_DIGIT && s->at[i + n + 2].mark == ')')
            n += 2; /* "(12)" */
        else if (!closes) break;
    }
    return n;
}

size_t pieces_name(const pieces *s, size_t i, bool signer, size_t *capitals) {
    size_t j = i, caps = 0;
    while (j < s->n && caps < 6) {
        const piece *p = &s->at[j];
        if (!piece_is_word(p) || p->flags & (PIECE_DIGIT | PIECE_ADDRESS)) break;
        if (caps >= 2 && pieces_match(s, j, LIST_BIT(AGENCY) | LIST_BIT(ROLE), NULL)) break;
        uint64_t lists = pieces_lists(s, j);
        bool initial = p->end - p->start == 2 && s->r->text[p->end - 1] == '.';
        bool last = caps && !(j + 1 < s->n && s->at[j + 1].flags & PIECE_CAP); /* "Doris Day" */
        if (p->flags & PIECE_CAP && (initial || last || signer || !IN_LIST(lists, NO_NAME))) {
            caps++;
            j++;
            /* "Jr." */
            if (pieces_mark(s, j, '.') && !(s->at[j].flags & PIECE_SPACE) && p->end - p->start <= 3 && j + 1 < s->n)
                j++;
        } else if (IN_LIST(lists, PARTICLE) && j + 1 < s->n && !(p->flags & PIECE_CAP) &&
                   (s->at[j + 1].flags & PIECE_CAP || (caps && IN_LIST(pieces_lists(s, j + 1), PARTICLE)))) {
            j++;
        } else {
            break;
        }
    }
    *capitals = caps;
    return caps ? j - i : 0;
}

static int number(const pieces *s, size_t i, size_t digits_max) {
    const piece *p = &s->at[i];
    size_t n = p->end - p->start;
    int value = 0;
    if (!n || n > digits_max + 2) return -1;
    const char *c = s->r->text + p->start;
    size_t d = 0;
    for (; d < n && c[d] >= '0' && c[d] <= '9'; d++) value = value * 10 + (c[d] - '0');
    if (!d || d > digits_max) return -1;
    if (d < n &&
        !(n - d == 2 && digits_max == 2 &&
          (!memcmp(c + d, "st", 2) || !memcmp(c + d, "nd", 2) || !memcmp(c + d, "rd", 2) || !memcmp(c + d, "th", 2))))
        return -1;
    return value;
}

static int year_at(const pieces *s, size_t i) {
    if (i >= s->n || s->at[i].end - s->at[i].start != 4) return 0;
    int y = number(s, i, 4);
    return y >= 1800 && y <= 2100 ? y : 0;
}

static int month_at(const pieces *s, size_t *i) {
    uint32_t entry;
    if (*i >= s->n || !(s->at[*i].flags & PIECE_CAP) || pieces_match(s, *i, LIST_BIT(MONTH), &entry) != 1) return 0;
    ++*i;
    if (pieces_mark(s, *i, '.')) ++*i;
    return atoi(text_value(s->t, entry));
}

/* "2022-02-14", one piece. */
static bool iso_day(const pieces *s, size_t i, stated_day *day) {
    const piece *p = &s->at[i];
    const char *c = s->r->text + p->start;
    if (p->end - p->start != 10 || c[4] != '-' || c[7] != '-') return false;
    for (int k = 0; k < 10; k++)
        if (k != 4 && k != 7 && (c[k] < '0' || c[k] > '9')) return false;
    *day = (stated_day){atoi(c), atoi(c + 5), atoi(c + 8)};
    return true;
}

size_t pieces_day(const pieces *s, size_t i, stated_day *day) {
    size_t j = i;
    *day = (stated_day){0};
    if (j < s->n && s->at[j].flags & PIECE_CAP && pieces_match(s, j, LIST_BIT(WEEKDAY), NULL) == 1) {
        j++;
        if (pieces_mark(s, j, '.')) j++;
        if (pieces_mark(s, j, ',')) j++;
    }
    if (j >= s->n) return 0;
    if (iso_day(s, j, day)) return j + 1 - i;
    bool day_first = s->at[j].flags & PIECE_DIGIT && (day->day = number(s, j, 2)) > 0 && j + 1 < s->n;
    if (day_first) j++;
    if (!(day->month = month_at(s, &j))) return 0;
    if (!day_first) {
        if (j >= s->n || (day->day = number(s, j, 2)) <= 0) return 0;
        j++;
    }
    if (day->day > 31) return 0;
    size_t y = j + (pieces_mark(s, j, ',') ? 1 : 0);
    if ((day->year = year_at(s, y))) j = y + 1;
    return j - i;
}
