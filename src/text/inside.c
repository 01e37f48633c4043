/* inside.c - furniture in the middle of a paragraph: accidents of scraping (a fragment that repeats the end of the
 * sentence, a second full stop, a tag of the page) and the links and credits of boxes that were flattened into the
 * text. */
#include <string.h>

#include "text/furniture.h"

static bool blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }
static bool small(char c) { return c >= 'a' && c <= 'z'; }
static bool capital(char c) { return c >= 'A' && c <= 'Z'; }

enum { FRAGMENT_MAX = 80, WORD_MIN = 4, TAG_MAX = 400, CREDIT_MAX = 120, CREDIT_PIECES = 24 };

/* Bytes of a closing quotation mark or bracket at text[i], or 0. */
static uint32_t closer(const char *text, uint32_t i, uint32_t end) {
    if (i >= end) return 0;
    if (text[i] == '"' || text[i] == '\'' || text[i] == ')' || text[i] == ']') return 1;
    return i + 2 < end && !memcmp(text + i, "\xE2\x80", 2) &&
                   ((unsigned char)text[i + 2] == 0x9D || (unsigned char)text[i + 2] == 0x99)
               ? 3
               : 0;
}

/* Length of the run of small letters that ends before text[end]. */
static uint32_t word_before(const char *text, uint32_t start, uint32_t end) {
    uint32_t n = 0;
    while (n < FRAGMENT_MAX && end - n > start && small(text[end - n - 1])) n++;
    return n;
}

/* A fragment at `at` that no sentence could begin with and that repeats the end of what stands before the stop at
 * `stop`: the last words as they are ("... peace talks. peace talks."), or the last word after a part of one ("...
 * peace-building measures. -making measures."). Its end, or 0. */
static uint32_t repeats(const char *text, uint32_t start, uint32_t stop, uint32_t at, uint32_t end) {
    uint32_t word = word_before(text, start, stop), i = at;
    if (word < WORD_MIN || (stop > start + word && !blank(text[stop - word - 1]) && text[stop - word - 1] != '-'))
        return 0;
    bool part = text[i] == '-' || (i + 2 < end && !memcmp(text + i, "\xE2\x80\x93", 3));
    if (part) i += text[i] == '-' ? 1 : 3;
    if (i >= end || !small(text[i])) return 0;
    uint32_t from = i;
    for (; i < end && i - at < FRAGMENT_MAX && !(text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == '"');
         i++) {
    }
    if (i >= end || text[i] != text[stop] || i - at > stop - start) return 0;
    if (i + 1 < end && !blank(text[i + 1])) return 0;
    if (word_before(text, at, i) != word || memcmp(text + i - word, text + stop - word, word)) return 0;
    bool same = i - from < stop - start && i - from > word && !memcmp(text + from, text + stop - (i - from), i - from);
    if (!part && !same) return 0;
    return i + 1;
}

/* "<tweet id=\"1\">", "</p>", "<br/>": the end of a tag at text[at], or 0. */
static uint32_t tag(const char *text, uint32_t at, uint32_t end) {
    uint32_t i = at + 1;
    bool attributes = false, closed = i < end && text[i] == '/';
    if (closed) i++;
    if (i >= end || !(small(text[i]) || capital(text[i]))) return 0;
    while (i < end && (small(text[i]) || capital(text[i]) || (text[i] >= '0' && text[i] <= '9') || text[i] == '-')) i++;
    bool plain = i < end && (text[i] == '>' || text[i] == '/');
    if (!plain && !(i < end && blank(text[i]))) return 0;
    for (; i < end && i - at < TAG_MAX && text[i] != '>' && text[i] != '<'; i++) attributes |= text[i] == '=';
    return i < end && text[i] == '>' && (plain || closed || attributes) ? i + 1 : 0;
}

/* "(AP Photo/Jane Doe)", "(Image: Jane Doe)": the end of a credit at text[at], or 0. */
static uint32_t credit(const dl_report *r, uint32_t at, uint32_t end) {
    const char *close = memchr(r->text + at, ')', end - at < CREDIT_MAX ? end - at : CREDIT_MAX);
    if (!close) return 0;
    piece room[CREDIT_PIECES];
    pieces s = {.r = r, .t = r->model->text, .at = room};
    pieces_read(&s, at + 1, (uint32_t)(close - r->text), CREDIT_PIECES);
    size_t n = s.n ? pieces_match(&s, 0, LIST_BIT(CAPTION_CREDIT), NULL) : 0;
    if (!n || !s.whole || !(s.at[0].flags & PIECE_CAP)) return 0;
    bool marked =
        n < s.n ? s.at[n].mark == '/' || s.at[n].mark == ':' || (n >= 2 && s.at[n].flags & PIECE_CAP) : n >= 2;
    return marked ? (uint32_t)(close - r->text) + 1 : 0;
}

/* After a sentence's end: a link's words, with a new sentence or nothing after them. Its end, or 0. */
static uint32_t link_words(const dl_report *r, uint32_t at, uint32_t end) {
    size_t taken;
    const text_model *t = r->model->text;
    uint32_t entry = phrase_longest_text(&t->phrases, r->text + at, r->text + end, &taken);
    if (!IN_LIST(text_phrase_lists(t, entry), LINK_INSIDE)) return 0;
    uint32_t i = at + (uint32_t)taken;
    while (i < end && (blank(r->text[i]) || r->text[i] == '.')) i++;
    bool starts = i >= end || capital(r->text[i]) || r->text[i] == '"' || r->text[i] == '(' ||
                  (i + 2 < end && !memcmp(r->text + i, "\xE2\x80\x9C", 3));
    return starts ? at + (uint32_t)taken : 0;
}

bool furniture_inside(const dl_report *r, uint32_t start, uint32_t end, inside_found *found, void *context) {
    const char *text = r->text;
    for (uint32_t i = start; i < end; i++) {
        uint32_t n;
        if (text[i] == '<' && (n = tag(text, i, end))) {
            if (!found(context, i, n, DL_FURNITURE_GLITCH)) return false;
            i = n - 1;
            continue;
        }
        if (text[i] == '(' && (n = credit(r, i, end))) {
            if (!found(context, i, n, DL_FURNITURE_CAPTION)) return false;
            i = n - 1;
            continue;
        }
        if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
        uint32_t j = i + 1;
        while ((n = closer(text, j, end))) j += n;
        uint32_t at = j;
        while (at < end && blank(text[at])) at++;
        if (at == j || at >= end) continue;
        if ((text[at] == '.' || text[at] == ',' || text[at] == ';') && (at + 1 >= end || blank(text[at + 1]))) {
            /* ". . ." is an ellipsis, and "Inc. ," an abbreviation */
            uint32_t k = at + 1;
            while (k < end && blank(text[k])) k++;
            bool dots = (k < end && text[k] == '.') || (i > start && (text[i - 1] == '.' || blank(text[i - 1])));
            bool short_word = text[at] != '.' && text[i] == '.' && word_before(text, start, i) < WORD_MIN;
            if (dots || short_word) continue;
            if (!found(context, at, at + 1, DL_FURNITURE_GLITCH)) return false;
            i = at;
        } else if (j == i + 1 && (small(text[at]) || text[at] == '-' || text[at] == '\xE2') &&
                   (n = repeats(text, start, i, at, end))) {
            uint32_t word = word_before(text, start, i);
            if (text_word_lists(r->model->text, text + i - word, word)) continue; /* an abbreviation's full stop */
            if (!found(context, at, n, DL_FURNITURE_GLITCH)) return false;
            i = n - 1;
        } else if (capital(text[at]) && (n = link_words(r, at, end))) {
            if (!found(context, at, n, DL_FURNITURE_LINK)) return false;
            i = n - 1;
        }
    }
    return true;
}
