/* glitch.c - small accidents of scraping: a fragment after a full stop that repeats the end of the sentence ("... measures.
 * -construction measures."), and a second mark where a sentence has ended already ("... borders. ."). */
#include <string.h>

#include "text/furniture.h"

static bool blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }
static bool small(char c) { return c >= 'a' && c <= 'z'; }

enum { FRAGMENT_MAX = 80, WORD_MIN = 4 };

/* Bytes of a closing quotation mark or bracket at text[i], or 0. */
static uint32_t closer(const char *text, uint32_t i, uint32_t end) {
    if (i >= end) return 0;
    if (text[i] == '"' || text[i] == '\'' || text[i] == ')' || text[i] == ']') return 1;
    return i + 2 < end && !memcmp(text + i, "\xE2\x80", 2) && ((unsigned char)text[i + 2] == 0x9D || (unsigned char)text[i + 2] == 0x99) ? 3 : 0;
}

/* Length of the run of small letters that ends before text[end]. */
static uint32_t word_before(const char *text, uint32_t start, uint32_t end) {
    uint32_t n = 0;
    while (end - n > start && small(text[end - n - 1])) n++;
    return n;
}

/* A fragment at `at` that no sentence could begin with and that ends in the word just before the stop at `stop`. */
static uint32_t repeats(const char *text, uint32_t start, uint32_t stop, uint32_t at, uint32_t end) {
    uint32_t word = word_before(text, start, stop), i = at;
    if (word < WORD_MIN || (stop > start + word && !blank(text[stop - word - 1]) && text[stop - word - 1] != '-')) return 0;
    if (text[i] == '-') i++;
    else if (i + 2 < end && !memcmp(text + i, "\xE2\x80\x93", 3)) i += 3;
    if (i >= end || !small(text[i])) return 0;
    for (; i < end && i - at < FRAGMENT_MAX && !(text[i] == '.' || text[i] == '!' || text[i] == '?' || text[i] == '"'); i++) {}
    if (i >= end || text[i] != text[stop] || i - at > stop - start) return 0;
    if (i + 1 < end && !blank(text[i + 1])) return 0;
    if (word_before(text, at, i) != word || memcmp(text + i - word, text + stop - word, word)) return 0;
    return i + 1;
}

bool furniture_glitches(const text_model *t, const char *text, uint32_t start, uint32_t end, glitch_found *found, void *context) {
    for (uint32_t i = start; i + 2 < end; i++) {
        if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
        uint32_t j = i + 1, n;
        while ((n = closer(text, j, end))) j += n;
        uint32_t at = j;
        while (at < end && blank(text[at])) at++;
        if (at == j || at >= end) continue;
        if ((text[at] == '.' || text[at] == ',' || text[at] == ';') && (at + 1 >= end || blank(text[at + 1]))) {
            /* ". . ." is an ellipsis */
            uint32_t k = at + 1;
            while (k < end && blank(text[k])) k++;
            bool dots = (k < end && text[k] == '.') || (i > start && text[i - 1] == '.') ||
                        (i >= start + 2 && blank(text[i - 1]) && text[i - 2] == '.') || (i > start && blank(text[i - 1]));
            if (!dots && !(text[at] != '.' && i > start && text[i] == '.' && word_before(text, start, i) < WORD_MIN)) {
                if (!found(context, at, at + 1)) return false;
                i = at;
            }
            continue;
        }
        if (j == i + 1 && (n = repeats(text, start, i, at, end))) {
            uint32_t word = word_before(text, start, i);
            if (text_word_lists(t, text + i - word, word)) continue; /* an abbreviation's full stop */
            if (!found(context, at, n)) return false;
            i = n - 1;
        }
    }
    return true;
}
