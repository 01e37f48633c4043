/* fold.c - keys of names, by Unicode decomposition and a few letters that do not decompose. */
#include "base/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

/* Letters that Unicode does not take apart but newsrooms write plainly. */
static const char *plain(uint32_t c) {
    switch (c) {
    case 0xF8: case 0xD8: return "o";
    case 0x142: case 0x141: return "l";
    case 0x111: case 0x110: case 0xF0: case 0xD0: return "d";
    case 0xFE: case 0xDE: return "th";
    case 0xE6: case 0xC6: return "ae";
    case 0x153: case 0x152: return "oe";
    case 0x131: return "i";
    case 0x259: case 0x18F: return "a";
    case 0x127: case 0x126: return "h";
    case 0x167: case 0x166: return "t";
    case 0x14B: case 0x14A: return "n";
    default: return NULL;
    }
}

static bool put(dl_fold *f, const char *s, size_t n, bool capital) {
    if (f->bytes + n > FOLD_MAX) return false;
    memcpy(f->key + f->bytes, s, n);
    f->bytes += (uint32_t)n;
    if (capital && f->letters < 64) f->capitals |= (uint64_t)1 << f->letters;
    f->letters++;
    return true;
}

static bool put_wide(dl_fold *f, uint32_t c) {
    const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)c);
    bool capital = p->category == UTF8PROC_CATEGORY_LU || p->category == UTF8PROC_CATEGORY_LT;
    const char *simple = plain(c);
    if (simple) return put(f, simple, strlen(simple), capital);
    if (p->category < UTF8PROC_CATEGORY_LU || (p->category > UTF8PROC_CATEGORY_LO && p->category != UTF8PROC_CATEGORY_ND))
        return true; /* marks, punctuation, symbols, blanks */
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(
        (utf8proc_int32_t)c, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
        utf8proc_uint8_t bytes[4];
        utf8proc_ssize_t m = utf8proc_encode_char(parts[i], bytes);
        if (!put(f, (const char *)bytes, (size_t)m, capital && i == 0)) return false;
    }
    return true;
}

bool fold_add(dl_fold *f, const char *s, size_t bytes) {
    const uint32_t old_bytes = f->bytes, old_letters = f->letters;
    const uint64_t old_capitals = f->capitals;
    bool ok = true;
    for (size_t i = 0; ok && i < bytes;) {
        char c = s[i];
        unsigned n = 1;
        if (c >= 'a' && c <= 'z') ok = put(f, &c, 1, false);
        else if (c >= 'A' && c <= 'Z') c = (char)(c + 32), ok = put(f, &c, 1, true);
        else if (c >= '0' && c <= '9') ok = put(f, &c, 1, false);
        else if (c == '&') ok = put(f, "a", 1, false) && put(f, "n", 1, false) && put(f, "d", 1, false);
        else if ((unsigned char)c >= 0x80) {
            uint32_t wide = utf8_next(s + i, &n);
            ok = put_wide(f, wide);
        }
        i += n;
    }
    if (!ok) f->bytes = old_bytes, f->letters = old_letters, f->capitals = old_capitals;
    return ok;
}

bool fold_joins(const char *s, size_t bytes) {
    if (bytes == 1) return strchr("-.'/", *s) != NULL;
    static const char *const wide[] = {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x80\x99", "\xC2\xAD"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (bytes == strlen(wide[i]) && !memcmp(s, wide[i], bytes)) return true;
    return false;
}
