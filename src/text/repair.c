/* repair.c - any bytes become UTF-8 that the later stages can trust: what cannot be decoded is U+FFFD, line ends are
 * '\n', and control characters are blanks. Each character stays where it stood, counted in code points. */
#include <string.h>

#include "report.h"

/* Bytes of the well-formed or cut-off character at s; *ok says which. One cut-off character is as long as it could have
 * been the beginning of a good one ("maximal subpart", as the Unicode Standard recommends and Python does). */
static unsigned char_bytes(const unsigned char *s, const unsigned char *end, bool *ok) {
    unsigned char lead = s[0], low = 0x80, high = 0xBF;
    unsigned want = lead < 0xC2 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : 0, got = 0;
    if (lead == 0xE0) low = 0xA0;
    else if (lead == 0xED) high = 0x9F;
    else if (lead == 0xF0) low = 0x90;
    else if (lead == 0xF4) high = 0x8F;
    while (got < want && s + 1 + got < end && s[1 + got] >= low && s[1 + got] <= high) {
        low = 0x80;
        high = 0xBF;
        got++;
    }
    *ok = want && got == want;
    return got + 1;
}

/* What stands for an ASCII control character: line breaks for those that break lines, else a blank. */
static char plain(const unsigned char *s, const unsigned char *end) {
    switch (*s) {
    case '\n':
    case '\t':
        return (char)*s;
    case '\r':
        return s + 1 < end && s[1] == '\n' ? ' ' : '\n';
    case '\v':
    case '\f':
        return '\n';
    default:
        return ' ';
    }
}

/* The same for characters beyond ASCII; all others stay. C1 control characters are what Windows-1252 becomes when it is
 * taken for Latin-1 on its way here, and stand for its quotes and dashes. */
static uint32_t plain_wide(uint32_t c) {
    static const uint16_t windows[32] = {0x20AC, ' ',    0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                         0x2039, 0x152,  ' ',    0x17D,  ' ',    ' ',    0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                         0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  ' ',    0x17E,  0x178};
    if (c >= 0x80 && c <= 0x9F) return windows[c - 0x80];
    if (c == 0x2028 || c == 0x2029) return '\n';
    return c == 0xFEFF ? ' ' : c;
}

static char *put(char *to, uint32_t c) {
    if (c < 0x80) *to++ = (char)c;
    else if (c < 0x800) *to++ = (char)(0xC0 | c >> 6), *to++ = (char)(0x80 | (c & 0x3F));
    else if (c < 0x10000)
        *to++ = (char)(0xE0 | c >> 12), *to++ = (char)(0x80 | (c >> 6 & 0x3F)), *to++ = (char)(0x80 | (c & 0x3F));
    else {
        *to++ = (char)(0xF0 | c >> 18), *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        *to++ = (char)(0x80 | (c >> 6 & 0x3F)), *to++ = (char)(0x80 | (c & 0x3F));
    }
    return to;
}

/* Files with a UTF-16 byte order mark: decoded, so that they are read and not reported as damage. */
static bool from_utf16(dl_report *r, const unsigned char *raw, size_t len, bool big) {
    char *to = r->text = arena_alloc(&r->arena, len / 2 * 3 + 4);
    if (!to) return false;
    for (size_t i = 0; i + 1 < len; i += 2) {
        uint32_t c = big ? (uint32_t)raw[i] << 8 | raw[i + 1] : (uint32_t)raw[i + 1] << 8 | raw[i];
        if (c >= 0xD800 && c < 0xE000) {
            uint32_t low = i + 3 >= len ? 0
                           : big        ? (uint32_t)raw[i + 2] << 8 | raw[i + 3]
                                        : (uint32_t)raw[i + 3] << 8 | raw[i + 2];
            if (c < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            } else {
                c = 0xFFFD;
                r->meta.bad_bytes += 2;
            }
        }
        if (c == '\r' && i + 3 < len && (big ? raw[i + 3] : raw[i + 2]) == '\n' && !(big ? raw[i + 2] : raw[i + 3]))
            c = ' ';
        if (c < ' ' || c == 0x7F) {
            unsigned char one = (unsigned char)c;
            c = (unsigned char)plain(&one, &one + 1);
        } else {
            c = plain_wide(c);
        }
        to = put(to, c);
    }
    if (len % 2) {
        to = put(to, 0xFFFD);
        r->meta.bad_bytes++;
    }
    r->bytes = (uint32_t)(to - r->text);
    return true;
}

static bool from_utf8(dl_report *r, const unsigned char *raw, size_t len, bool *ascii) {
    const unsigned char *end = raw + len;
    size_t size = len, bad = 0;
    bool ok;
    for (const unsigned char *s = raw; s < end;) { /* each replacement takes three bytes */
        if (*s < 0x80) {
            s++;
            continue;
        }
        *ascii = false;
        unsigned n = char_bytes(s, end, &ok);
        if (!ok) bad += n, size += 3 - n % 3;
        else size += s[0] == 0xC2 && s[1] < 0xA0; /* may become a quote of three bytes */
        s += n;
    }
    char *to = r->text = arena_alloc(&r->arena, size + 1);
    if (!to) return false;
    for (const unsigned char *s = raw; s < end;) {
        if (*s < 0x80) {
            *to++ = *s >= ' ' && *s != 0x7F ? (char)*s : plain(s, end);
            s++;
            continue;
        }
        unsigned n = char_bytes(s, end, &ok);
        if (!ok) to = put(to, 0xFFFD);
        else if (n == 2 && s[0] == 0xC2) to = put(to, plain_wide(s[1]));
        else if (n == 3 && (s[0] == 0xE2 || s[0] == 0xEF))
            to = put(to, plain_wide((uint32_t)(s[0] & 15) << 12 | (s[1] & 63u) << 6 | (s[2] & 63u)));
        else {
            memcpy(to, s, n);
            to += n;
        }
        s += n;
    }
    r->meta.bad_bytes = (uint32_t)bad;
    r->bytes = (uint32_t)(to - r->text);
    return true;
}

bool text_repair(dl_report *r, const char *raw, size_t len) {
    const unsigned char *s = (const unsigned char *)raw;
    bool ascii = true, wide = len >= 2 && ((s[0] == 0xFF && s[1] == 0xFE) || (s[0] == 0xFE && s[1] == 0xFF));
    if (wide ? !from_utf16(r, s, len, s[0] == 0xFE) : !from_utf8(r, s, len, &ascii)) return false;
    if (ascii && !wide) return true;
    r->cp_marks = ARENA_NEW(&r->arena, uint32_t, r->bytes / 256 + 1);
    if (!r->cp_marks) return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->bytes; i++) {
        if (i % 256 == 0) r->cp_marks[i / 256] = n;
        n += ((unsigned char)r->text[i] & 0xC0) != 0x80;
    }
    if (r->bytes % 256 == 0) r->cp_marks[r->bytes / 256] = n;
    return true;
}

/* Continuation bytes have 10 as their highest bits; eight are counted a step. */
uint32_t report_cp(const dl_report *r, uint32_t byte) {
    if (!r->cp_marks) return byte;
    uint32_t n = r->cp_marks[byte / 256], i = byte & ~255u, inside = 0;
    for (; i + 8 <= byte; i += 8) {
        uint64_t w;
        memcpy(&w, r->text + i, 8);
        inside += (uint32_t)__builtin_popcountll(w >> 7 & ~(w >> 6) & 0x0101010101010101u);
        n += 8;
    }
    for (; i < byte; i++) inside += ((unsigned char)r->text[i] & 0xC0) == 0x80, n++;
    return n - inside;
}
