/* atoms.c - cuts text into the smallest pieces that patterns see: letters, figures and single marks. The same cutter
 * reads the words of data files, so that "New Year's Day" means the same in a list and in a report. */
#include <string.h>

#include "base/utf8.h"
#include "entities/patterns.h"

uint32_t patterns_hash(const char *word, size_t len) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)word[i]) * 16777619u;
    h ^= h >> 15;
    return h ? h : 1;
}

static inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool is_ascii_letter(char c) { return (unsigned char)((c | 32) - 'a') < 26; }

/* Punctuation, symbols and spaces of Latin-1 and of the blocks U+2000..U+2BFF and U+3000..U+303F are no letters. */
static bool is_letter(const char *s, unsigned *n) {
    if ((unsigned char)*s < 0x80) return *n = 1, is_ascii_letter(*s);
    uint32_t c = utf8_next(s, n);
    return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2C00) && !(c >= 0x3000 && c < 0x3040) &&
           c != 0xFFFD && c != 0xFEFF;
}

static unsigned space_at(const char *s) {
    if (*s == ' ' || (*s >= '\t' && *s <= '\r')) return 1;
    if ((unsigned char)*s < 0xC2) return 0;
    unsigned n;
    uint32_t c = utf8_next(s, &n);
    return c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x3000 ? n
                                                                                                                 : 0;
}

static bool is_apostrophe(const char *s, unsigned *n) {
    if (*s == '\'') return *n = 1, true;
    return s[0] == '\xE2' && s[1] == '\x80' && s[2] == '\x99' ? *n = 3, true : false;
}

/* The possessive 's at `s`, its length in bytes, or 0. */
static unsigned possessive(const char *s, const char *end) {
    unsigned n, m;
    if (end - s < 2 || !is_apostrophe(s, &n) || s + n >= end || (s[n] | 32) != 's') return 0;
    return s + n + 1 < end && (is_letter(s + n + 1, &m) || is_digit(s[n + 1])) ? 0 : n + 1;
}

/* ".30pm", ".30 a.m.": the point parts hours and minutes. */
static bool clock_follows(const char *s, const char *end) {
    if (end - s < 5 || !is_digit(s[1]) || !is_digit(s[2])) return false;
    s += s[3] == ' ' ? 4 : 3;
    if (end - s < 2 || ((*s | 32) != 'a' && (*s | 32) != 'p')) return false;
    s++;
    if (*s == '.' && end - s > 1) s++;
    unsigned n;
    return (*s | 32) == 'm' && (s + 1 == end || !is_letter(s + 1, &n));
}

static const char *read_digits(const char *s, const char *end, pat_atom *a) {
    double v = 0;
    unsigned digits = 0;
    for (; s < end && is_digit(*s); s++, digits++) v = v * 10 + (*s - '0');
    a->digits = digits > 255 ? 255 : (uint8_t)digits;
    if (digits <= 3) /* 130,000: groups of just three */
        while (end - s >= 4 && *s == ',' && is_digit(s[1]) && is_digit(s[2]) && is_digit(s[3]) &&
               !(end - s > 4 && is_digit(s[4]))) {
            v = v * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
            s += 4;
            a->flags |= PAT_ATOM_GROUPED;
        }
    if (end - s >= 2 && *s == '.' && is_digit(s[1]) && !clock_follows(s, end)) {
        double place = 0.1;
        for (s++; s < end && is_digit(*s); s++, place /= 10) v += place * (*s - '0');
        a->flags |= PAT_ATOM_DECIMAL;
    }
    a->value = v;
    return s;
}

const char *patterns_piece(const char *s, const char *end, bool after_word, pat_atom *a) {
    const char *begin = s;
    unsigned n;
    a->flags = 0;
    a->digits = 0;
    a->value = 0;
    if (is_digit(*s)) {
        a->kind = PAT_DIGITS;
        return read_digits(s, end, a);
    }
    if (after_word && (n = possessive(s, end))) {
        a->kind = PAT_WORD;
        return s + n;
    }
    if (!is_letter(s, &n)) {
        a->kind = PAT_MARK;
        utf8_next(s, &n);
        return s + n;
    }
    a->kind = PAT_WORD;
    if (*s >= 'A' && *s <= 'Z') a->flags |= PAT_ATOM_CAPITAL;
    unsigned m;
    if (n == 1 && end - s > 2 && s[1] == '.' && is_ascii_letter(s[2]) && !(end - s > 3 && is_ascii_letter(s[3]))) {
        while (end - s > 1 && is_ascii_letter(*s) && s[1] == '.' &&
               !(end - s > 2 && is_ascii_letter(s[2]) && end - s > 3 && is_ascii_letter(s[3])))
            s += 2; /* a.m., U.S. */
        if (s < end && is_ascii_letter(*s) && s[-1] == '.') s++;
        return s;
    }
    for (;;) {
        while (s < end && is_letter(s, &n)) s += n;
        if (s < end && s > begin && is_apostrophe(s, &n) && s + n < end && is_letter(s + n, &m) && !possessive(s, end))
            s += n; /* o'clock */
        else return s;
    }
}

size_t patterns_fold(const char *s, size_t len, char out[PAT_MAX_WORD + 1]) {
    if (len > PAT_MAX_WORD) return 0;
    size_t k = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c >= 'A' && c <= 'Z') c |= 32;
        if (c == 0xE2 && i + 2 < len && (unsigned char)s[i + 1] == 0x80) {
            unsigned char d = (unsigned char)s[i + 2];
            char plain = d == 0x99 || d == 0x98   ? '\''
                         : d >= 0x90 && d <= 0x93 ? '-'
                                                  : 0; /* curly quotes, short dashes */
            if (plain) {
                out[k++] = plain;
                i += 2;
                continue;
            }
        }
        out[k++] = (char)c;
    }
    out[k] = 0;
    return k;
}

/* Slot of a folded word, or NULL. The table is at most half full, so that the walk ends. */
static const pat_slot *find(const pattern_set *p, const char *word, size_t len) {
    uint32_t h = patterns_hash(word, len), mask = p->head->slots - 1;
    for (uint32_t i = h & mask;; i = (i + 1) & mask) {
        const pat_slot *s = p->slots + i;
        if (!s->hash) return NULL;
        if (s->hash == h && !strncmp(p->text + s->text, word, len) && !p->text[s->text + len]) return s;
    }
}

static bool room(pat_line *line) {
    if (line->n < line->cap) return true;
    size_t cap = line->cap ? line->cap * 2 : 256;
    pat_atom *more = arena_grow(line->arena, line->atoms, line->n, cap, sizeof *more);
    if (!more) return line->failed = true, false;
    line->atoms = more;
    line->cap = cap;
    return true;
}

bool patterns_cut(const pattern_set *p, pat_line *line, uint32_t start, uint32_t end) {
    const char *text = line->text, *s = text + start, *stop = text + end;
    bool glued = false, after_word = false;
    line->n = line->n_syms = 0;
    while (s < stop) {
        unsigned n = space_at(s);
        if (n) {
            s += n;
            glued = after_word = false;
            continue;
        }
        if (!room(line)) return false;
        pat_atom *a = line->atoms + line->n++;
        const char *e = patterns_piece(s, stop, after_word, a);
        a->word = 0;
        a->ready = 0;
        a->n_syms = 0;
        if (glued) a->flags |= PAT_ATOM_GLUED;
        if (a->kind != PAT_DIGITS) {
            char word[PAT_MAX_WORD + 2];
            size_t len = patterns_fold(s, (size_t)(e - s), word);
            const pat_slot *slot = NULL;
            if (len) {
                /* "Sept." is a word of its own if the grammar lists it with its full stop. */
                if (a->kind == PAT_WORD && e < stop && *e == '.' && len < PAT_MAX_WORD) {
                    word[len] = '.', word[len + 1] = 0;
                    if ((slot = find(p, word, len + 1))) e++;
                    else word[len] = 0;
                }
                if (!slot) slot = find(p, word, len);
            }
            if (slot) {
                a->word = slot->word;
                a->slot = (uint32_t)(slot - p->slots);
            }
        }
        a->start = (uint32_t)(s - text);
        a->end = (uint32_t)(e - text);
        after_word = a->kind != PAT_MARK;
        glued = true;
        s = e;
    }
    return true;
}
