/* page.c - styled words on lines of a given width. */
#include "output/page.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

static const char *const SGR[] = {"\033[0m", "\033[1m", "\033[1m", "\033[36m", "\033[31m", "\033[0m", "\033[32m", "\033[2m"};

void page_open(page *p, FILE *f, const brief_look *look) { *p = (page){.f = f, .look = *look, .fresh = true}; }

static void set_style(page *p, page_style style) {
    if (!p->look.colour || p->written == style) return;
    fputs(SGR[PAGE_PLAIN], p->f);
    if (style != PAGE_PLAIN && style != PAGE_WHOM) fputs(SGR[style], p->f);
    p->written = style;
}

static void blank(page *p, int n) {
    for (int i = 0; i < n; i++) putc_unlocked(' ', p->f);
}

/* Writes the word gathered so far; `more` when it goes on in another style or is too long to keep, so nothing may fold
 * between its pieces. */
static void write_word(page *p) {
    if (!p->n) return;
    bool fold = p->look.width && p->space && p->column + 1 + p->columns > p->look.width && p->column > p->hang;
    if (fold) {
        putc_unlocked('\n', p->f);
        blank(p, p->hang);
        p->column = p->hang;
    } else if (p->space && !p->fresh) {
        set_style(p, p->written == p->style ? p->style : PAGE_PLAIN);
        putc_unlocked(' ', p->f);
        p->column++;
    }
    set_style(p, p->style);
    fwrite(p->word, 1, p->n, p->f);
    p->column += p->columns;
    p->n = 0;
    p->columns = 0;
    p->space = p->fresh = false;
}

void page_line(page *p, const char *label, int indent, int hang) {
    if (!p->fresh) page_end(p);
    p->column = 0;
    if (label) {
        set_style(p, PAGE_DIM);
        fputs(label, p->f);
        p->column = (int)strlen(label);
    }
    blank(p, indent - p->column);
    if (p->column < indent) p->column = indent;
    p->hang = hang;
}

/* Characters that steer a terminal or turn the direction of writing. */
static bool steers(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0x2028 || c == 0x2029;
}

void page_text(page *p, page_style style, const char *s, size_t n) {
    if (style != p->style) write_word(p);
    p->style = style;
    for (size_t i = 0; i < n;) {
        unsigned len;
        uint32_t c = utf8_next(s + i, &len);
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            write_word(p);
            p->space = true;
        } else if (c != 0xAD && !steers(c)) { /* a soft hyphen is not written */
            if (p->n + len > sizeof p->word) write_word(p);
            memcpy(p->word + p->n, s + i, len);
            p->n += len;
            int columns = utf8proc_charwidth((utf8proc_int32_t)c);
            p->columns += columns > 0 ? columns : 0;
        }
        i += len;
    }
}

void page_string(page *p, page_style style, const char *s) { page_text(p, style, s, strlen(s)); }

void page_end(page *p) {
    write_word(p);
    set_style(p, PAGE_PLAIN);
    putc_unlocked('\n', p->f);
    p->column = 0;
    p->space = false;
    p->fresh = true;
}
