/* atoms.c - cuts a block into atoms: runs of letters, runs of digits, and marks. Nothing finer is ever a token, so that
 * what follows only has to decide which neighbours stay together. */
#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "text/segment.h"

enum { BLANK = ATOM_KINDS, LETTER_UPPER, LETTER_LOWER, SOFT };

static const uint8_t ASCII[128] = {
    [0 ... 8] = ATOM_SYMBOL, [9 ... 13] = BLANK,           [14 ... 27] = ATOM_SYMBOL,
    [28 ... ' '] = BLANK,    ['!'] = ATOM_EXCLAIM,         ['"'] = ATOM_QUOTE,
    ['#'] = ATOM_HASH,       ['$'] = ATOM_CURRENCY,        ['%'] = ATOM_PERCENT,
    ['&'] = ATOM_AMPERSAND,  ['\''] = ATOM_APOSTROPHE,     ['('] = ATOM_OPEN,
    [')'] = ATOM_CLOSE,      ['*'] = ATOM_SYMBOL,          ['+'] = ATOM_PLUS,
    [','] = ATOM_COMMA,      ['-'] = ATOM_HYPHEN,          ['.'] = ATOM_STOP,
    ['/'] = ATOM_SLASH,      ['0' ... '9'] = ATOM_NUMBER,  [':'] = ATOM_COLON,
    [';'] = ATOM_SEMICOLON,  ['<' ... '>'] = ATOM_SYMBOL,  ['?'] = ATOM_EXCLAIM,
    ['@'] = ATOM_AT,         ['A' ... 'Z'] = LETTER_UPPER, ['['] = ATOM_OPEN,
    ['\\'] = ATOM_SYMBOL,    [']'] = ATOM_CLOSE,           ['^'] = ATOM_SYMBOL,
    ['_'] = ATOM_UNDERSCORE, ['`'] = ATOM_APOSTROPHE,      ['a' ... 'z'] = LETTER_LOWER,
    ['{'] = ATOM_OPEN,       ['|'] = ATOM_SYMBOL,          ['}'] = ATOM_CLOSE,
    ['~'] = ATOM_SYMBOL,     [127] = ATOM_SYMBOL,
};

static unsigned class_of(uint32_t c) {
    switch (c) {
    case 0x85:
    case 0x2028:
    case 0x2029:
        return BLANK;
    case 0xAD:
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
        return SOFT;
    case 0x2018:
    case 0x201A:
    case 0x201B:
    case 0x2039:
        return ATOM_SINGLE_OPEN;
    case 0x2019:
    case 0x2BC:
    case 0xB4:
    case 0x203A:
        return ATOM_APOSTROPHE;
    case 0x201C:
    case 0x201E:
    case 0xAB:
        return ATOM_QUOTE_OPEN;
    case 0x201D:
    case 0xBB:
        return ATOM_QUOTE_CLOSE;
    case 0x201F:
    case 0xFF02:
        return ATOM_QUOTE;
    case 0x2010:
    case 0x2011:
        return ATOM_HYPHEN;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return ATOM_DASH;
    case 0x2026:
        return ATOM_DOTS;
    case 0xAA:
    case 0xB0:
    case 0xB2:
    case 0xB3:
    case 0xB9:
    case 0xBA:
        return ATOM_SYMBOL; /* degrees, raised figures */
    default:
        break;
    }
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_ZS:
        return BLANK;
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return LETTER_UPPER;
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return LETTER_LOWER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
        return SOFT;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO:
        return ATOM_NUMBER;
    case UTF8PROC_CATEGORY_SC:
        return ATOM_CURRENCY;
    case UTF8PROC_CATEGORY_PS:
        return ATOM_OPEN;
    case UTF8PROC_CATEGORY_PE:
        return ATOM_CLOSE;
    case UTF8PROC_CATEGORY_PD:
        return ATOM_DASH;
    case UTF8PROC_CATEGORY_PI:
        return ATOM_QUOTE_OPEN;
    case UTF8PROC_CATEGORY_PF:
        return ATOM_QUOTE_CLOSE;
    default:
        return ATOM_SYMBOL;
    }
}

static text_atom *append(atom_list *atoms) {
    if (atoms->n == atoms->room) {
        size_t room = atoms->room ? atoms->room * 2 : 1024;
        text_atom *at = realloc(atoms->at, room * sizeof *at);
        if (!at) return NULL;
        atoms->at = at;
        atoms->room = room;
    }
    return &atoms->at[atoms->n++];
}

/* Marks that run together when repeated. */
static bool runs_on(unsigned kind) {
    return kind == ATOM_STOP || kind == ATOM_HYPHEN || kind == ATOM_SYMBOL || kind == ATOM_EXCLAIM ||
           kind == ATOM_UNDERSCORE || kind == ATOM_CURRENCY || kind == ATOM_APOSTROPHE || kind == ATOM_HASH ||
           kind == ATOM_PLUS;
}

static unsigned class_at(const char *text, uint32_t i, unsigned *n) {
    unsigned char c = (unsigned char)text[i];
    *n = 1;
    return c < 128 ? ASCII[c] : class_of(utf8_next(text + i, n));
}

/* The run of letters that has begun before i; returns its end. */
static uint32_t word(text_atom *a, const char *text, uint32_t i, uint32_t end, unsigned class) {
    bool upper = class == LETTER_UPPER, lower = class == LETTER_LOWER, first = upper;
    for (unsigned n; i < end; i += n) {
        class = class_at(text, i, &n);
        if (class < LETTER_UPPER) break;
        if (class == LETTER_UPPER && !upper && !lower) first = true;
        upper |= class == LETTER_UPPER;
        lower |= class == LETTER_LOWER;
    }
    a->kind = ATOM_WORD;
    a->flags |= (uint8_t)((first ? ATOM_UPPER : 0) | (upper && !lower ? ATOM_SHOUT : 0));
    return i;
}

/* The mark whose first character, of n bytes, has ended before i; returns the end of its run. */
static uint32_t mark(text_atom *a, const char *text, uint32_t i, uint32_t end, unsigned class, unsigned n) {
    unsigned m;
    a->kind = (uint8_t) class;
    if (n == 1 && runs_on(class)) {
        while (i < end && (text[i] == text[i - 1] || (class == ATOM_EXCLAIM && class_at(text, i, &m) == ATOM_EXCLAIM)))
            i++;
        if (i - a->start > 1 && class == ATOM_STOP) a->kind = ATOM_DOTS;
        if (i - a->start > 1 && class == ATOM_HYPHEN) a->kind = ATOM_DASH;
        if (i - a->start > 1 && class == ATOM_APOSTROPHE)
            a->kind = text[a->start] == '`' ? ATOM_QUOTE_OPEN : ATOM_QUOTE;
    } else if (class == ATOM_DOTS) {
        while (i < end && class_at(text, i, &m) == ATOM_DOTS) i += m;
    } else if (n == 3 && (class == ATOM_APOSTROPHE || class == ATOM_SINGLE_OPEN) && i < end) {
        unsigned next = class_at(text, i, &m); /* two single marks for a double one */
        if (m == 3 && (next == ATOM_APOSTROPHE || next == ATOM_SINGLE_OPEN)) a->kind = ATOM_QUOTE, i += 3;
    }
    while (i < end && class_at(text, i, &m) == SOFT) i += m; /* variation selectors and the like belong to their mark */
    return i;
}

bool text_atoms(atom_list *atoms, const char *text, uint32_t start, uint32_t end) {
    atoms->n = 0;
    unsigned space = ATOM_SPACE;
    for (uint32_t i = start; i < end;) {
        unsigned n, class = class_at(text, i, &n);
        if (class == BLANK) {
            space = ATOM_SPACE;
            i += n;
            continue;
        }
        text_atom *a = append(atoms);
        if (!a) return false;
        *a = (text_atom){.start = i, .kind = ATOM_NUMBER, .flags = (uint8_t)space};
        space = 0;
        i += n;
        if (class >= LETTER_UPPER) i = word(a, text, i, end, class);
        else if (class == ATOM_NUMBER)
            while (i < end && class_at(text, i, &n) == ATOM_NUMBER) i += n;
        else i = mark(a, text, i, end, class, n);
        a->end = i;
    }
    return true;
}
