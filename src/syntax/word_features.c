/* word_features.c - normalising a word and hashing its parts into table rows. */
#include "syntax/word_features.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "syntax/word_classes.h"

const uint32_t FEATURE_ROWS[FEAT_TABLES] = {0, 4096, 8192, 512, 4096, 8192, 8192, 1024, 8, CLASS_SETS};

static uint64_t mix(uint64_t h, uint64_t v) {
    h = (h ^ v) * 0x9FB21C651E98DF25u;
    return h ^ h >> 32;
}

/* Upper, lower, digit, other letter, or the character itself. */
static uint32_t shape_of(uint32_t c, uint32_t lower) {
    if (c >= '0' && c <= '9') return 'd';
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? 'X' : c >= 'a' && c <= 'z' ? 'x' : c;
    return lower != c ? 'X' : utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL ? 'x' : 'o';
}

void feature_normalise(feature_word *w, const char *form, size_t bytes) {
    unsigned n = 0, step, run = 0;
    uint64_t shape = 7;
    uint32_t before = 0;
    for (size_t i = 0; i < bytes && n + 3 < FEATURE_CHARS; i += step) {
        uint32_t c = utf8_next(form + i, &step), low = c;
        if (c < 0x80) {
            if (c >= 'A' && c <= 'Z') low = c + 32;
            else if (c >= '1' && c <= '9') low = '0';
        } else {
            switch (c) {
            case 0xAD: continue;
            case 0x2018: case 0x2019: case 0x02BC: case 0xB4: low = c = '\''; break;
            case 0x201C: case 0x201D: case 0x201E: case 0xAB: case 0xBB: low = c = '"'; break;
            case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2212: low = c = '-'; break;
            case 0x2014: case 0x2015:
                w->chars[n++] = '-';
                low = c = '-';
                break;
            case 0x2026:
                w->chars[n++] = '.';
                w->chars[n++] = '.';
                low = c = '.';
                break;
            default: low = (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
            }
        }
        w->chars[n++] = low;
        uint32_t s = shape_of(c, low);
        run = s == before ? run + 1 : 1;
        before = s;
        if (run <= 2) shape = mix(shape, s);
    }
    /* The two ways ASCII spells a quotation mark. */
    if (n == 2 && w->chars[0] == w->chars[1] && (w->chars[0] == '\'' || w->chars[0] == '`')) w->chars[0] = '"', n = 1;
    uint64_t hash = n;
    for (unsigned i = 0; i < n; i++) hash = mix(hash, w->chars[i]);
    w->n = n;
    w->hash = hash ? hash : 1;
    w->shape = (uint32_t)(shape % FEATURE_ROWS[FEAT_SHAPE]);
}

static uint32_t affix(const uint32_t *c, unsigned n, int table) {
    uint64_t h = 0x51ED270Bu + (unsigned)table;
    for (unsigned i = 0; i < n; i++) h = mix(h, c[i]);
    return (uint32_t)(h % FEATURE_ROWS[table]);
}

void feature_rows(const feature_word *w, uint32_t word, uint32_t classes, bool space_before, bool space_after, bool first,
                  uint32_t rows[FEAT_TABLES]) {
    static const struct { uint8_t table, length, at_end; } AFFIXES[] = {
        {FEAT_PRE2, 2, 0}, {FEAT_PRE3, 3, 0}, {FEAT_SUF1, 1, 1}, {FEAT_SUF2, 2, 1}, {FEAT_SUF3, 3, 1}, {FEAT_SUF4, 4, 1}};
    rows[FEAT_WORD] = word;
    rows[FEAT_CLASS] = classes;
    for (unsigned k = 0; k < sizeof AFFIXES / sizeof *AFFIXES; k++) {
        unsigned n = AFFIXES[k].length < w->n ? AFFIXES[k].length : w->n;
        rows[AFFIXES[k].table] = affix(w->chars + (AFFIXES[k].at_end ? w->n - n : 0), n, AFFIXES[k].table);
    }
    rows[FEAT_SHAPE] = w->shape;
    rows[FEAT_SPACE] = (uint32_t)space_before | (uint32_t)space_after << 1 | (uint32_t)first << 2;
}
