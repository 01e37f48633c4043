/* words.c - a text as a set of hashed stems. The stems are crude (endings cut off): they need only be the same for the forms of one
 * word, and seldom for two. */
#include "store/words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 40, SHORTEST = 4 };

static bool in_word(unsigned char c) {
    return c >= 0x80 ? c != 0xE2 : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t without_ending(const char *s, size_t n) {
    static const char *const ENDINGS[] = {"ing", "ed", "es", "s"};
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        size_t k = strlen(ENDINGS[i]);
        if (n >= k + SHORTEST - 1 && !memcmp(s + n - k, ENDINGS[i], k)) n -= k;
    }
    return n > SHORTEST && s[n - 1] == 'e' ? n - 1 : n;
}

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

words words_of(const char *text, size_t bytes) {
    words w = {.n = 0};
    for (size_t i = 0; i < bytes && w.n < WORDS_MOST;) {
        char s[LONGEST];
        size_t n = 0, large = 0;
        bool number = false;
        for (; i < bytes && !in_word((unsigned char)text[i]); i++)
            if ((unsigned char)text[i] == 0xE2) i += i + 2 < bytes ? 2 : bytes - i - 1; /* dashes and curved quotation marks */
        for (; i < bytes && in_word((unsigned char)text[i]); i++) {
            char c = text[i];
            number |= c >= '0' && c <= '9';
            if (c >= 'A' && c <= 'Z') c |= 0x20, large++;
            if (n < LONGEST) s[n++] = c;
        }
        if (n < SHORTEST && !number && (large < 2 || large < n)) continue;
        if (!number) n = without_ending(s, n);
        uint32_t h = 0x811c9dc5u;
        for (size_t k = 0; k < n; k++) h = (h ^ (unsigned char)s[k]) * 0x01000193u;
        w.hash[w.n++] = h;
    }
    qsort(w.hash, (size_t)w.n, sizeof *w.hash, by_value);
    int kept = 0;
    for (int i = 0; i < w.n; i++)
        if (!kept || w.hash[kept - 1] != w.hash[i]) w.hash[kept++] = w.hash[i];
    w.n = kept;
    return w;
}

int words_shared(const words *a, const words *b) {
    int shared = 0;
    for (int i = 0, k = 0; i < a->n && k < b->n;)
        if (a->hash[i] == b->hash[k]) shared++, i++, k++;
        else if (a->hash[i] < b->hash[k]) i++;
        else k++;
    return shared;
}

double words_alike(const words *a, const words *b) {
    int smaller = a->n < b->n ? a->n : b->n;
    return smaller ? (double)words_shared(a, b) / smaller : 0;
}
