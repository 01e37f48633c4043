/* json.c - writing JSON straight to a stream. */
#include "output/json.h"

#include <math.h>
#include <string.h>

void json_put(FILE *f, const char *literal) { fwrite_unlocked(literal, 1, strlen(literal), f); }

void json_string(FILE *f, const char *s) {
    static const char hex[] = "0123456789abcdef";
    if (!s) {
        json_put(f, "null");
        return;
    }
    putc_unlocked('"', f);
    for (const char *run = s;;) { /* runs of plain characters go out whole */
        unsigned char c = (unsigned char)*s;
        if (c >= 0x20 && c != '"' && c != '\\') {
            s++;
            continue;
        }
        fwrite_unlocked(run, 1, (size_t)(s - run), f);
        if (!c) break;
        char escape[] = {'\\', (char)c, '0', '0', hex[c >> 4], hex[c & 15]};
        size_t n = 2;
        if (c == '\n') escape[1] = 'n';
        else if (c == '\t') escape[1] = 't';
        else if (c == '\r') escape[1] = 'r';
        else if (c < 0x20) escape[1] = 'u', n = 6;
        fwrite_unlocked(escape, 1, n, f);
        run = ++s;
    }
    putc_unlocked('"', f);
}

void json_number(FILE *f, uint64_t n) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    fwrite_unlocked(digits + at, 1, sizeof digits - at, f);
}

void json_real(FILE *f, double n) {
    char digits[40];
    if (!isfinite(n)) return json_put(f, "null");
    if (n >= 0 && n < 1e15 && n == floor(n)) return json_number(f, (uint64_t)n);
    snprintf(digits, sizeof digits, "%.10g", n);
    for (char *s = digits; *s; s++)
        if (*s == ',') *s = '.'; /* whatever the locale writes */
    json_put(f, digits);
}

void json_span(FILE *f, dl_span span) {
    putc_unlocked('[', f);
    json_number(f, span.start);
    putc_unlocked(',', f);
    json_number(f, span.end);
    putc_unlocked(']', f);
}
