/* paragraphs.c - where paragraphs begin: always at an empty line; at a single line break only if the lines are
 * paragraphs and not hard-wrapped text. A wrapped line is known by this: the next line's first word would not have
 * fitted any more. */
#include <string.h>

#include "base/utf8.h"
#include "text/furniture.h"

typedef struct line {
    uint32_t start, end; /* without blanks at either end */
    uint32_t indent;     /* blanks before it */
    uint32_t width;      /* characters, with the indent */
    bool after_empty;
} line;

static bool blank(char c) { return c == ' ' || c == '\t'; }

/* Non-breaking and other wide blanks and zero-width characters at the end of a line are as good as none. */
static uint32_t wide_blank(const char *text, uint32_t at, uint32_t end) {
    if (at + 1 < end && !memcmp(text + at, "\xC2\xA0", 2)) return 2;
    if (at + 2 < end && (!memcmp(text + at, "\xE2\x80\x8B", 3) || !memcmp(text + at, "\xE3\x80\x80", 3) ||
                         (!memcmp(text + at, "\xE2\x80", 2) && (unsigned char)text[at + 2] <= 0x8F)))
        return 3;
    return 0;
}

static uint32_t count_characters(const char *text, uint32_t start, uint32_t end) {
    uint32_t n = 0;
    for (uint32_t i = start; i < end; i++) n += utf8_starts(text[i]) != 0;
    return n;
}

/* Fills `lines` with those that hold anything; returns how many. `lines` NULL: only counts line breaks. */
static size_t split_lines(const dl_report *r, line *lines) {
    const char *text = r->text;
    size_t n = 0;
    bool empty = true;
    for (uint32_t i = 0; i < r->bytes;) {
        const char *stop = memchr(text + i, '\n', r->bytes - i);
        uint32_t end = stop ? (uint32_t)(stop - text) : r->bytes, a = i, z = end;
        while (a < z) {
            uint32_t w = blank(text[a]) ? 1 : wide_blank(text, a, z);
            if (!w) break;
            a += w;
        }
        for (;;) {
            if (z > a && blank(text[z - 1])) z--;
            else if (z > a + 1 && wide_blank(text, z - 2, z) == 2) z -= 2;
            else if (z > a + 2 && wide_blank(text, z - 3, z) == 3) z -= 3;
            else break;
        }
        if (a < z) {
            if (lines) lines[n] = (line){a, z, a - i, count_characters(text, i, z), empty};
            n++;
            empty = false;
        } else {
            empty = true;
        }
        i = end + 1;
    }
    return n;
}

static bool ends_sentence(const char *text, const line *l) {
    uint32_t i = l->end;
    while (i > l->start) {
        char c = text[i - 1];
        if (c == '"' || c == '\'' || c == ')' || c == ']') i--;
        else if (i > l->start + 2 && !memcmp(text + i - 3, "\xE2\x80", 3 - 1) &&
                 ((unsigned char)c == 0x9D || (unsigned char)c == 0x99))
            i -= 3;
        else break;
    }
    if (i == l->start) return false;
    return text[i - 1] == '.' || text[i - 1] == '!' || text[i - 1] == '?' || text[i - 1] == ':' ||
           (i > l->start + 2 && !memcmp(text + i - 3, "\xE2\x80\xA6", 3));
}

static uint32_t first_word(const char *text, const line *l) {
    uint32_t i = l->start;
    while (i < l->end && !blank(text[i])) i++;
    return count_characters(text, l->start, i);
}

static bool small_letter(char c) { return c >= 'a' && c <= 'z'; }

enum { WRAP_MIN = 30, WRAP_MAX = 160, SLACK = 12 };

/* The width at which this report's lines were wrapped, or 0 if its lines are paragraphs. In wrapped text many lines
 * leave no room for the next word, and that word mostly begins in small letters; the lines that leave room end a
 * sentence. */
static uint32_t wrap_width(const char *text, const line *lines, size_t n) {
    uint32_t width = 0;
    size_t breaks = 0, full = 0, small = 0, open = 0, loose = 0;
    for (size_t i = 0; i < n; i++) {
        if (lines[i].width > WRAP_MAX && !memchr(text + lines[i].start, ' ', lines[i].end - lines[i].start))
            continue; /* an address */
        if (lines[i].width > WRAP_MAX) return 0;
        if (lines[i].width > width) width = lines[i].width;
    }
    if (width < WRAP_MIN) return 0;
    for (size_t i = 0; i + 1 < n; i++) {
        if (lines[i + 1].after_empty) continue;
        bool ends = ends_sentence(text, &lines[i]);
        breaks++;
        if (lines[i].width + 1 + first_word(text, &lines[i + 1]) + SLACK > width) {
            full++;
            open += !ends;
            small += small_letter(text[lines[i + 1].start]);
        } else {
            loose += !ends;
        }
    }
    if (!breaks) return 0;
    if (breaks <= 2) return full == breaks && open == breaks && small ? width : 0;
    bool wrapped = full * 10 >= breaks * 4 && open * 10 >= full * 6 && small * 10 >= full * 4 &&
                   loose * 10 <= (breaks - full) * 5 + 10;
    return wrapped ? width : 0;
}

/* Does the line b go on with what line a began? */
static bool goes_on(const char *text, const line *a, const line *b, uint32_t width) {
    if (b->after_empty) return false;
    bool ends = ends_sentence(text, a);
    if (!width) /* a sentence broken in two by accident */
        return !ends && small_letter(text[b->start]) && a->end - a->start >= 40 && text[a->end - 1] != ';' &&
               (small_letter(text[a->end - 1]) || text[a->end - 1] == ',');
    uint32_t need = a->width + 1 + first_word(text, b);
    if (b->indent >= a->indent + 2) return false;
    if (need > width) return true;
    if (ends) return false;
    return need + 2 * SLACK > width || small_letter(text[b->start]);
}

bool text_paragraphs(dl_report *r, para **paras, size_t *n) {
    size_t count = split_lines(r, NULL);
    line *lines = ARENA_NEW(&r->arena, line, count + 1);
    *paras = ARENA_NEW(&r->arena, para, count + 1);
    *n = 0;
    if (!lines || !*paras) return false;
    split_lines(r, lines);
    uint32_t width = wrap_width(r->text, lines, count);
    for (size_t i = 0; i < count; i++) {
        if (i && goes_on(r->text, &lines[i - 1], &lines[i], width)) (*paras)[*n - 1].end = lines[i].end;
        else
            (*paras)[(*n)++] =
                (para){.start = lines[i].start, .end = lines[i].end, .kind = NEWS, .newpar = lines[i].after_empty};
    }
    return true;
}
