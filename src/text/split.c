/* split.c - the words inside one token: clitics (do + n't, Kyiv + 's, allies + ') and runs such as cannot. */
#include <string.h>

#include "text/segment.h"

uint64_t text_lists_of(const text_model *t, const char *word, size_t n) {
    char key[24];
    if (!n || n > sizeof key) return 0;
    for (size_t i = 0; i < n; i++) key[i] = (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] + 32 : word[i]);
    return text_word_lists(t, key, n);
}

/* Bytes of an apostrophe that ends just before s[n], or 0. */
static unsigned apostrophe_before(const char *s, uint32_t n) {
    if (n && (s[n - 1] == '\'' || s[n - 1] == '`')) return 1;
    return n >= 3 && !memcmp(s + n - 3, "\xE2\x80\x99", 3) ? 3 : 0;
}

/* The 80's are one word. */
static bool decade(const char *s, uint32_t n) {
    unsigned a = n > 3 && s[n - 1] == 's' ? apostrophe_before(s, n - 1) : 0;
    uint32_t digits = n - 1 - a;
    if (!a || (digits != 2 && digits != 4) || s[digits - 1] != '0') return false;
    for (uint32_t i = 0; i < digits; i++)
        if (s[i] < '0' || s[i] > '9') return false;
    return true;
}

/* The byte where the last clitic of s[0, n) starts, or 0. */
static uint32_t clitic(const char *s, uint32_t n) {
    unsigned a = apostrophe_before(s, n);
    if (decade(s, n)) return 0;
    if (a && n > a + 1 && strchr("sxz", s[n - a - 1] | 32)) return n - a; /* allies' */
    if (n > 2 && strchr("smd", s[n - 1] | 32) && (a = apostrophe_before(s, n - 1)) && n > 1 + a) return n - 1 - a;
    if (n > 3 && (a = apostrophe_before(s, n - 2)) && n > 2 + a) {
        char tail[2] = {(char)(s[n - 2] | 32), (char)(s[n - 1] | 32)};
        if (!memcmp(tail, "re", 2) || !memcmp(tail, "ve", 2) || !memcmp(tail, "ll", 2)) return n - 2 - a;
    }
    if (n > 3 && (s[n - 1] | 32) == 't' && (a = apostrophe_before(s, n - 1)) && n > a + 2 && (s[n - 2 - a] | 32) == 'n')
        return n - 2 - a; /* n't */
    return 0;
}

unsigned text_split(const text_model *t, const char *s, uint32_t n, uint32_t starts[4]) {
    if (n >= 2 && n <= 8) {
        char key[8];
        for (uint32_t i = 0; i < n; i++) key[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + 32 : s[i]);
        uint32_t entry = table_find(&t->words, key, n);
        if (entry != TABLE_NONE && IN_LIST(text_phrase_lists(t, entry), SEVERAL)) {
            unsigned words = 1;
            uint32_t at = 0;
            for (const char *v = text_value(t, entry); *v && words < 4; v++)
                if (*v != '|') at++;
                else if (at && at < n) starts[words++ - 1] = at;
            return words;
        }
    }
    uint32_t cuts[3], end = n;
    unsigned k = 0;
    while (k < 3 && (end = clitic(s, end))) cuts[k++] = end;
    for (unsigned i = 0; i < k; i++) starts[i] = cuts[k - 1 - i];
    return k + 1;
}
