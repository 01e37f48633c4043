/* lemma.c - making and applying lemma edits. Only ASCII letters change case here but for the characters utf8proc folds. */
#include "syntax/lemma.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

/* The form in the script's case, in `out` of LEMMA_BYTES; the typographic apostrophe becomes the plain one. 0 if too long. */
static size_t in_case(const char *form, char how, char *out) {
    size_t n = 0, first = 1;
    unsigned step;
    for (const char *s = form; *s; s += step) {
        uint32_t c = utf8_next(s, &step);
        if (c == 0x2019) c = '\'';
        if (c != 0xAD && (how == LEMMA_LOWER || (how == LEMMA_TITLE && !first))) c = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
        first = 0;
        if (c == 0xAD) continue;
        if (n + 4 >= LEMMA_BYTES) return 0;
        n += (size_t)utf8proc_encode_char((utf8proc_int32_t)c, (utf8proc_uint8_t *)out + n);
    }
    out[n] = 0;
    return n;
}

static size_t common(const char *a, const char *b) {
    size_t n = 0;
    while (a[n] && a[n] == b[n]) n++;
    while (n && !utf8_starts(a[n])) n--;
    return n;
}

bool lemma_script(const char *form, const char *lemma, char *script) {
    static const char CASES[] = {LEMMA_LOWER, LEMMA_KEEP, LEMMA_TITLE};
    char buffer[LEMMA_BYTES];
    size_t best = 0, shared = 0;
    bool found = false;
    for (size_t k = 0; k < sizeof CASES; k++) {
        if (!in_case(form, CASES[k], buffer)) return false;
        size_t n = common(buffer, lemma);
        if (!found || n > shared) found = true, best = k, shared = n;
    }
    in_case(form, CASES[best], buffer);
    size_t off = strlen(buffer + shared), on = strlen(lemma + shared);
    if (off + on + 3 > LEMMA_SCRIPT) return false;
    script[0] = CASES[best];
    memcpy(script + 1, buffer + shared, off);
    script[1 + off] = '\t';
    memcpy(script + 2 + off, lemma + shared, on + 1);
    return true;
}

bool lemma_apply(const char *form, const char *script, char *out) {
    size_t n = in_case(form, script[0], out);
    const char *tab = n ? strchr(script, '\t') : NULL;
    if (!tab) return false;
    size_t off = (size_t)(tab - script - 1), on = strlen(tab + 1);
    if (off > n || memcmp(out + n - off, script + 1, off) || n - off + on == 0 || n - off + on >= LEMMA_BYTES) return false;
    memcpy(out + n - off, tab + 1, on + 1);
    return true;
}
