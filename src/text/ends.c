/* ends.c - what the network that decides where sentences end looks at, and its inference: words and shapes of the
 * tokens on both sides, facts about the place and the block, and pairs of neighbours. */
#include "text/ends.h"

#include <stdlib.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

bool ends_open(const ends_weights *w, size_t size) {
    return w && size == sizeof *w && w->version == ENDS_VERSION; /* a word's 12 bits are always in range */
}
_Static_assert(ENDS_WORDS == 4096, "the number of a word takes 12 bits");

/* ---- tokens ---- */

uint64_t ends_hash(const char *word, size_t bytes) {
    uint64_t h = 0xCBF29CE484222325u;
    for (size_t i = 0; i < bytes; i++) {
        unsigned char c = (unsigned char)word[i];
        if (c >= 'A' && c <= 'Z') c = (unsigned char)(c + 32);
        if (c == 0xE2 && i + 2 < bytes && (unsigned char)word[i + 1] == 0x80 && (unsigned char)word[i + 2] == 0x99)
            c = '\'', i += 2;
        h = (h ^ c) * 0x100000001B3u;
    }
    h ^= h >> 32;
    return h * 0x9FB21C651E98DF25u;
}

static const ends_slot *find(const ends_weights *w, const char *word, size_t bytes) {
    uint64_t h = ends_hash(word, bytes);
    uint16_t check = (uint16_t)(h >> 48 | 1);
    for (unsigned k = 0; k < 8; k++) {
        const ends_slot *s = &w->slots[(h + k) & (ENDS_SLOTS - 1)];
        if (!s->check) break;
        if (s->check == check) return s;
    }
    return NULL;
}

unsigned text_lower(const text_model *t, const char *word, size_t n) {
    const ends_slot *s = n <= 40 ? find(t->ends, word, n) : NULL;
    return s ? s->lower : 0;
}

bool text_common(const text_model *t, const char *word, size_t n) {
    const ends_slot *s = n <= 40 ? find(t->ends, word, n) : NULL;
    return s && s->word && s->lower >= 8;
}

_Static_assert((int)SHAPE_COUNT <= (int)ENDS_SHAPES, "shapes fit their table");

static const uint32_t ENDING_MARKS = 1u << ATOM_STOP | 1u << ATOM_EXCLAIM | 1u << ATOM_DOTS | 1u << ATOM_COMMA;

static unsigned shape_of(const ends_block *b, const text_token *t) {
    const text_atom *a = &b->atoms->at[t->atom], *z = a + t->atoms - 1;
    if (t->atoms == 1) {
        switch (a->kind) {
        case ATOM_WORD:
            if (!(a->flags & ATOM_UPPER)) return SHAPE_LOWER;
            if (a->end - a->start == 1) return SHAPE_LETTER;
            return a->flags & ATOM_SHOUT ? SHAPE_SHOUT : SHAPE_TITLE;
        case ATOM_NUMBER: {
            uint32_t n = a->end - a->start;
            return n == 1 ? SHAPE_DIGITS1 : n == 2 ? SHAPE_DIGITS2 : n == 4 ? SHAPE_YEAR : SHAPE_DIGITS;
        }
        case ATOM_APOSTROPHE: /* closes a quotation after a mark: 'Peace is near.' */
            return !(a->flags & ATOM_SPACE) && t->atom && 1u << a[-1].kind & ENDING_MARKS ? ATOM_QUOTE_CLOSE
                                                                                          : ATOM_APOSTROPHE;
        case ATOM_QUOTE:
            return t->opens ? ATOM_QUOTE_OPEN : ATOM_QUOTE_CLOSE;
        case ATOM_EXCLAIM:
            return b->text[z->end - 1] == '?' ? SHAPE_QUESTION : SHAPE_BANG;
        case ATOM_OPEN:
            return b->text[a->start] == '[' ? SHAPE_SQUARE_OPEN : ATOM_OPEN;
        case ATOM_CLOSE:
            return b->text[a->start] == ']' ? SHAPE_SQUARE_CLOSE : ATOM_CLOSE;
        case ATOM_SYMBOL:
            return b->text[a->start] == '*' || (unsigned char)b->text[a->start] >= 0x80 ? SHAPE_BULLET : ATOM_SYMBOL;
        default:
            return a->kind;
        }
    }
    unsigned kinds = 0, words = 0;
    for (const text_atom *k = a; k <= z; k++) kinds |= 1u << k->kind, words += k->kind == ATOM_WORD;
    bool upper = a->flags & ATOM_UPPER;
    if (z->kind == ATOM_STOP && a->kind == ATOM_WORD) {
        if (t->atoms > 2) return SHAPE_ACRONYM;
        if (a->end - a->start == 1) return SHAPE_INITIAL;
        uint64_t lists = text_lists_of(b->t, b->text + a->start, a->end - a->start);
        return IN_LIST(lists, SHORT) ? SHAPE_ABBR : IN_LIST(lists, SHORT_NAME) ? SHAPE_ABBR_TITLE : SHAPE_ABBR_SHORT;
    }
    if (kinds & (1u << ATOM_AT) || (kinds & 1u << ATOM_SLASH && kinds & 1u << ATOM_COLON) ||
        (kinds & 1u << ATOM_STOP && words > 1 && t->atoms > 4))
        return SHAPE_ADDRESS;
    if (!words) return kinds & 1u << ATOM_NUMBER ? SHAPE_NUMERIC : SHAPE_MARKS;
    if (kinds & (1u << ATOM_APOSTROPHE)) return upper ? SHAPE_CLITIC_UPPER : SHAPE_CLITIC_LOWER;
    if (kinds & 1u << ATOM_NUMBER) return SHAPE_MIXED;
    return upper ? SHAPE_COMPOUND_UPPER : SHAPE_COMPOUND_LOWER;
}

ends_token ends_see(const text_model *t, const char *form, size_t bytes, unsigned shape) {
    ends_token seen = {.shape = (uint8_t)shape};
    if (bytes > 40) return seen;
    const ends_slot *s = find(t->ends, form, bytes);
    if (s) seen.word = s->word, seen.lower = s->lower;
    /* An uncommon word goes by its ending; marks and numbers by their shape alone. */
    bool word = (shape >= SHAPE_LOWER && shape <= SHAPE_MIXED) ||
                (shape >= SHAPE_ABBR_TITLE && shape <= SHAPE_COMPOUND_UPPER && shape != SHAPE_NUMERIC);
    if (!seen.word && word) {
        size_t n = bytes < 3 ? bytes : 3;
        seen.word = (uint16_t)(1 + ends_hash(form + bytes - n, n) % (ENDS_ENDINGS - 1));
    }
    return seen;
}

/* ---- the block ---- */

/* 0-15 for a length. */
static uint8_t step(size_t n) {
    static const uint8_t steps[33] = {0, 1, 2, 3, 4,  5,  5,  6,  6,  7,  7,  7,  8,  8,  8,  8, 9,
                                      9, 9, 9, 9, 10, 10, 10, 10, 10, 10, 11, 11, 11, 11, 11, 11};
    return n < 33 ? steps[n] : n < 50 ? 12 : n < 80 ? 13 : n < 200 ? 14 : 15;
}

static bool room(void **at, size_t *have, size_t want, size_t size) {
    if (want <= *have) return true;
    size_t n = *have ? *have : 1024;
    while (n < want) n *= 2;
    void *p = realloc(*at, n * size);
    if (!p) return false;
    *at = p;
    *have = n;
    return true;
}

enum { STATE_QUOTE = 1, STATE_BRACKET = 2 }; /* open before this token */

bool ends_begin(ends_block *b, const text_model *t, const token_list *tokens, const atom_list *atoms,
                const char *text) {
    b->t = t;
    b->tokens = tokens;
    b->atoms = atoms;
    b->text = text;
    b->start = 0;
    b->last_end = 0;
    size_t n = tokens->n;
    if (!room((void **)&b->seen, &b->room, n + 1, sizeof *b->seen) ||
        !room((void **)&b->until, &b->until_room, n + 1, sizeof *b->until) ||
        !room((void **)&b->state, &b->state_room, n + 1, 1))
        return false;
    unsigned depth = 0, low = 0, high = 0, stops = 0, i_low = 0, since = 0, caps = 0, words = 0;
    for (size_t i = 0; i < n; i++) {
        const text_atom *a = &atoms->at[tokens->at[i].atom], *z = a + tokens->at[i].atoms - 1;
        b->seen[i] = ends_see(t, text + a->start, z->end - a->start, shape_of(b, &tokens->at[i]));
        unsigned s = b->seen[i].shape;
        b->state[i] = (uint8_t)((tokens->at[i].in_quote ? STATE_QUOTE : 0) | (depth ? STATE_BRACKET : 0));
        if (s == ATOM_OPEN || s == SHAPE_SQUARE_OPEN) depth = depth < 9 ? depth + 1 : 9, since = 0;
        if ((s == ATOM_CLOSE || s == SHAPE_SQUARE_CLOSE) && depth) depth--;
        if (depth && ++since > 60) depth = 0; /* never closed */
        stops += ends_strong(s);
        words += ends_lowered(s) || ends_raised(s);
        caps += ends_raised(s);
        if (i && ends_strong(b->seen[i - 1].shape)) low += ends_lowered(s), high += ends_raised(s);
        i_low += s == SHAPE_LOWER && a->end - a->start == 1 && text[a->start] == 'i';
    }
    unsigned until = 255;
    for (size_t i = n; i--;) {
        b->until[i] = (uint16_t)until;
        until = ends_strong(b->seen[i].shape) ? 0 : until < 255 ? until + 1 : 255;
    }
    b->style[0] = (uint8_t)((low + high == 0 ? 0 : low == 0 ? 1 : low < high ? 2 : high ? 3 : 4) + (i_low ? 5 : 0));
    b->style[1] = (uint8_t)((n && ends_strong(b->seen[n - 1].shape)                                           ? 1
                             : n && (ends_lowered(b->seen[n - 1].shape) || ends_raised(b->seen[n - 1].shape)) ? 2
                                                                                                              : 0) +
                            (stops > 3   ? 9
                             : stops > 1 ? 6
                             : stops     ? 3
                                         : 0));
    b->style[2] = step(n);
    b->style[3] = words ? (uint8_t)(caps * 15 / words) : 0;
    return true;
}

void ends_close(ends_block *b) {
    free(b->seen);
    free(b->until);
    free(b->state);
    *b = (ends_block){0};
}

bool ends_candidate(const ends_block *b, size_t i) {
    if (i + 1 >= b->tokens->n) return false;
    unsigned s = b->seen[i].shape, next = b->seen[i + 1].shape;
    if (!ends_lowered(next))
        return !(next == ATOM_COMMA || (next == ATOM_STOP && !ends_strong(s)) ||
                 (next == ATOM_HYPHEN && !(b->atoms->at[b->tokens->at[i + 1].atom].flags & ATOM_SPACE)));
    return !(ends_lowered(s) || ends_raised(s) || s == ATOM_COMMA || s == ATOM_HYPHEN || s == ATOM_OPEN ||
             s == ATOM_QUOTE_OPEN || s == ATOM_SLASH || (s >= SHAPE_DIGITS1 && s <= SHAPE_DIGITS));
}

static ends_token token_at(const ends_block *b, size_t i, int offset) {
    size_t at = i + (size_t)offset;
    return at < b->tokens->n ? b->seen[at] : (ends_token){.shape = SHAPE_NONE};
}

static uint16_t pair(unsigned kind, unsigned x, unsigned y) {
    uint32_t h = (kind * 0x9E3779B1u) ^ (x * 0x85EBCA77u + 0x165667B1u);
    h = (h ^ h >> 15) * 0x2C1B3C6Du;
    h = (h ^ y) * 0x297A2D39u;
    h ^= h >> 15;
    return (uint16_t)(h * 0x9E3779B1u >> 18);
}

void ends_pairs(ends_features *f) {
    const ends_token t0 = f->window[ENDS_LEFT - 1], n1 = f->window[ENDS_LEFT], n2 = f->window[ENDS_LEFT + 1],
                     p1 = f->window[ENDS_LEFT - 2];
    uint8_t *g = f->globals;
    /* Words are numbered by how common they are; only common ones say much about what an abbreviation before them does.
     */
    unsigned rank = n1.word < ENDS_ENDINGS         ? 0
                    : n1.word < ENDS_ENDINGS + 60  ? 4
                    : n1.word < ENDS_ENDINGS + 200 ? 3
                    : n1.word < ENDS_ENDINGS + 800 ? 2
                                                   : 1;
    g[18] = (uint8_t)(rank + (t0.shape == SHAPE_ACRONYM ? 5 : ends_short(t0.shape) ? 10 : 0));
    unsigned s0 = t0.shape, s1 = n1.shape, sp = p1.shape, s2 = n2.shape;
    f->pairs[0] = pair(0, t0.word, n1.word);
    f->pairs[1] = pair(1, t0.word, s1 << 8 | s2);
    f->pairs[2] = pair(2, n1.word, s0 << 8 | sp);
    f->pairs[3] = pair(3, s0 << 8 | s1, sp << 8 | s2);
    f->pairs[4] = pair(4, p1.word, t0.word);
    f->pairs[5] = pair(5, n1.word, n2.word);
    f->pairs[6] = pair(6, s0 << 8 | s1, g[0]);
    f->pairs[7] = pair(7, s0 << 8 | s1, n1.lower << 8 | t0.lower);
    f->pairs[9] = pair(9, s0 << 8 | s1, (unsigned)(g[18] << 8 | n1.lower));
    f->pairs[8] = pair(8, s0 << 8 | s1, (unsigned)(g[7] << 8 | g[14]));
}

void ends_look(const ends_block *b, size_t i, ends_features *f) {
    for (int k = 0; k < ENDS_WINDOW; k++) f->window[k] = token_at(b, i, k - ENDS_LEFT + 1);
    ends_token t0 = f->window[ENDS_LEFT - 1], n1 = f->window[ENDS_LEFT], n2 = f->window[ENDS_LEFT + 1],
               p1 = f->window[ENDS_LEFT - 2];
    unsigned space = b->atoms->at[b->tokens->at[i + 1].atom].flags & ATOM_SPACE ? 1 : 0;
    unsigned caps_right = 0, caps_left = 0, strong_left = 0;
    for (int k = ENDS_LEFT; k < ENDS_WINDOW; k++) caps_right += ends_raised(f->window[k].shape);
    for (int k = 0; k < ENDS_LEFT; k++) caps_left += ends_raised(f->window[k].shape);
    size_t since = i + 1 - b->start;
    for (size_t k = i; k > b->start && i - k < 4; k--) strong_left |= ends_strong(b->seen[k].shape);
    unsigned state = b->state[i + 1];
    const ends_token first = b->seen[b->start];
    uint8_t g[ENDS_GLOBALS] = {
        step(since),
        step(b->until[i]),
        step(b->tokens->n - i - 1),
        b->style[0],
        b->style[1],
        b->style[2],
        b->style[3],
        (uint8_t)(state + (t0.shape == ATOM_QUOTE_CLOSE ? 4 : 0) + (space ? 8 : 0)),
        t0.lower,
        n1.lower,
        p1.lower,
        n2.lower,
        (uint8_t)caps_right,
        (uint8_t)caps_left,
        (uint8_t)(b->last_end + (strong_left ? 4 : 0)),
        (uint8_t)((ends_lowered(first.shape)  ? 1
                   : ends_raised(first.shape) ? 2
                   : first.shape == n1.shape  ? 3
                                              : 0) +
                  (first.word && first.word == n1.word ? 4 : 0) +
                  (b->seen[0].shape == n1.shape && !ends_raised(n1.shape) ? 8 : 0)),
        step(b->until[i + 1] > b->until[i] ? b->until[i + 1] : 0),
        (uint8_t)((ends_strong(t0.shape) ? 1 : 0) +
                  (ends_lowered(n1.shape)  ? 2
                   : ends_raised(n1.shape) ? 4
                                           : 0) +
                  (ends_raised(p1.shape) ? 8 : 0)),
    };
    memcpy(f->globals, g, sizeof g);
    ends_pairs(f);
}

void ends_here(ends_block *b, size_t i) {
    unsigned s = b->seen[i].shape;
    b->last_end = ends_strong(s) ? 1 : s == ATOM_QUOTE_CLOSE || s == ATOM_CLOSE ? 2 : 3;
    b->start = i + 1;
}

/* ---- inference ---- */

static int32_t dot(const int16_t *a, const int16_t *b, unsigned n) {
#if defined(__SSE2__)
    __m128i sum = _mm_setzero_si128(), sum2 = sum;
    for (unsigned i = 0; i < n; i += 16) {
        sum = _mm_add_epi32(
            sum, _mm_madd_epi16(_mm_loadu_si128((const __m128i *)(a + i)), _mm_loadu_si128((const __m128i *)(b + i))));
        sum2 = _mm_add_epi32(sum2, _mm_madd_epi16(_mm_loadu_si128((const __m128i *)(a + i + 8)),
                                                  _mm_loadu_si128((const __m128i *)(b + i + 8))));
    }
    sum = _mm_add_epi32(sum, sum2);
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
    sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
    return _mm_cvtsi128_si32(sum);
#else
    int32_t sum = 0;
    for (unsigned i = 0; i < n; i++) sum += (int32_t)a[i] * b[i];
    return sum;
#endif
}
_Static_assert(ENDS_WINDOW *ENDS_TOKEN_DIM % 16 == 0, "the dot product takes sixteen at a time");

static float net_score(const ends_net *w, const ends_features *f) {
    int16_t input[ENDS_WINDOW * ENDS_TOKEN_DIM], *in = input;
    for (int k = 0; k < ENDS_WINDOW; k++) {
        const int8_t *word = w->words[f->window[k].word], *shape = w->shapes[f->window[k].shape];
        for (int d = 0; d < ENDS_WORD_DIM; d++) *in++ = word[d];
        for (int d = 0; d < ENDS_SHAPE_DIM; d++) *in++ = shape[d];
    }
    int32_t sums[ENDS_HIDDEN];
    for (int h = 0; h < ENDS_HIDDEN; h++) sums[h] = w->hidden_bias[h] * 64;
    for (int g = 0; g < ENDS_GLOBALS; g++) {
        const int16_t *row = w->globals[g][f->globals[g]];
        for (int h = 0; h < ENDS_HIDDEN; h++) sums[h] += row[h] * 64;
    }
    float score = w->bias;
    for (int h = 0; h < ENDS_HIDDEN; h++) {
        int32_t sum = sums[h] + dot(w->input[h], input, ENDS_WINDOW * ENDS_TOKEN_DIM);
        if (sum > 0) score += (float)sum * w->hidden_scale * w->output[h];
    }
    int32_t pairs = 0;
    for (int p = 0; p < ENDS_PAIRS; p++) pairs += w->pairs[f->pairs[p]];
    return score + (float)pairs * w->pair_scale;
}

float ends_score(const ends_weights *w, const ends_features *f) {
    float score = 0;
    for (int n = 0; n < ENDS_NETS; n++) score += net_score(&w->nets[n], f);
    return score / ENDS_NETS;
}
