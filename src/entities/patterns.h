/* patterns.h - a compiled pattern grammar and how it is matched: lists of words, patterns over them, and the fields
 * that a match sets. The notation is described in docs/patterns.md; src/knowledge/patterns.c compiles it to the arrays
 * below. Knows nothing of what the fields mean: src/entities/timevalue.c and quantities.c do. */
#ifndef DL_PATTERNS_H
#define DL_PATTERNS_H

#include "base/arena.h"
#include "dateline.h"

/* What words and patterns may set. */
#define PAT_FIELD_LIST(X) \
    X(year) X(yy) X(decade) X(month) X(day) X(weekday) X(nth) X(quarter) X(half) X(season) X(part) \
    X(hour) X(minute) X(second) X(ampm) X(easter) X(unit) X(n) X(high) X(dir) X(ref) X(mod) X(edge) X(base) X(vague) \
    X(bound) X(currency) X(measure) X(other)
typedef enum pat_field {
#define X(f) PAT_##f,
    PAT_FIELD_LIST(X)
#undef X
    PAT_FIELD_COUNT
} pat_field;

/* What kind of thing a pattern reads: times up to NEVER, quantities from UNCOUNTED on. These two take words and read
 * nothing. */
#define PAT_TYPE_LIST(X) \
    X(DATE) X(TIME) X(DURATION) X(SET) X(NEVER) X(UNCOUNTED) X(COUNTED) X(SHARE) X(PERCENT) X(MONEY) X(MEASURE)
typedef enum pat_type {
#define X(t) PAT_TYPE_##t,
    PAT_TYPE_LIST(X)
#undef X
    PAT_TYPE_COUNT
} pat_type;

/* How the fields become a value: see the functions of these names in timevalue.c and quantities.c. */
#define PAT_OP_LIST(X) X(none) X(date) X(span) X(each) X(ref) X(amount)
typedef enum pat_op {
#define X(o) PAT_OP_##o,
    PAT_OP_LIST(X)
#undef X
    PAT_OP_COUNT
} pat_op;

/* Names that data files may write for field values. Units are ordered from short to long. */
#define PAT_UNIT_LIST(X) \
    X(second, 1) X(minute, 2) X(hour, 3) X(day, 4) X(weekend, 5) X(week, 6) X(fortnight, 7) X(month, 8) X(quarter, 9) \
    X(half, 10) X(season, 11) X(year, 12) X(decade, 13) X(century, 14) X(millennium, 15)
enum {
#define X(u, v) PAT_UNIT_##u = v,
    PAT_UNIT_LIST(X)
#undef X
};
#define PAT_CONSTANT_LIST(X) \
    X(part, MO, 1) X(part, MI, 2) X(part, AF, 3) X(part, EV, 4) X(part, NI, 5) X(part, DT, 6) X(part, noon, 7) \
    X(part, midnight, 8) \
    X(season, SP, 1) X(season, SU, 2) X(season, FA, 3) X(season, WI, 4) \
    X(ref, past, 1) X(ref, present, 2) X(ref, future, 3) \
    X(mod, START, 1) X(mod, MID, 2) X(mod, END, 3) X(mod, APPROX, 4) X(mod, MORE_THAN, 5) X(mod, LESS_THAN, 6) \
    X(mod, EQUAL_OR_MORE, 7) X(mod, EQUAL_OR_LESS, 8) X(mod, BEFORE, 9) X(mod, AFTER, 10) \
    X(ampm, am, 1) X(ampm, pm, 2) X(edge, start, 1) X(edge, end, 2) X(edge, mid, 3) \
    X(base, today, 1) X(base, narrative, 2)
enum {
#define X(f, n, v) PAT_##f##_##n = v,
    PAT_CONSTANT_LIST(X)
#undef X
};

/* Lists that C looks for by their names in data/patterns. */
#define PAT_ROLE_LIST(X) \
    X(small, "number-small") X(ten, "number-ten") X(hundred, "number-hundred") X(scale, "number-scale") \
    X(part, "number-part") X(joiner, "number-and") X(one, "number-one") X(suffix, "number-suffix") \
    X(future, "cue-future") X(ahead, "leads-to-future") X(plan, "cue-plan") X(perhaps, "leads-ahead") \
    X(since, "leads-to-past")
typedef enum pat_role {
#define X(r, name) PAT_ROLE_##r,
    PAT_ROLE_LIST(X)
#undef X
    PAT_ROLE_COUNT
} pat_role;

/* ---- the compiled form: a header, then these arrays in order, each starting at a multiple of 8 bytes ---- */

#define PATTERNS_VERSION 1u
#define PAT_MAX_WORD 24u   /* bytes of the longest word in a grammar */
#define PAT_MAX_LENGTH 16u /* elements of the longest pattern */
enum { PAT_SYM_NUMBER = 1, PAT_SYM_ORDINAL = 2, PAT_SYM_YEARWORDS = 3, PAT_SYM_FIRST = 4 };

typedef struct pat_slot { uint32_t hash, text; uint16_t word, entries; uint32_t first; } pat_slot; /* hash table */
enum { PAT_CAPITAL = 1 }; /* the text must write this entry with a capital */
typedef struct pat_entry {
    uint16_t sym;
    uint8_t words, flags, field, sets; /* field: what the list sets */
    uint16_t pad;
    uint32_t first_word, first_set;    /* words after the first: indexes of links */
} pat_entry;
/* Values of bound, currency and measure are offsets of strings in the text. */
typedef struct pat_set { double value; uint32_t field, pad; } pat_set;
#define PAT_IS_STRING(f) ((f) == PAT_bound || (f) == PAT_currency || (f) == PAT_measure)
typedef struct pat_number {
    uint16_t sym;
    uint8_t field, digits_low, digits_high, pad[3];
    int32_t low, high;
} pat_number;
typedef struct pat_node { uint32_t first; uint16_t edges, action; } pat_node;
typedef struct pat_edge { uint16_t sym; uint8_t glued, rename; uint32_t node; } pat_edge; /* rename: field + 1 */
/* What a pattern does where it ends; action 0: nothing ends there. `next` is tried where the rule's conditions fail. */
typedef struct pat_action { uint16_t rule, sets; uint32_t first; uint16_t next, pad; } pat_action;
enum { PAT_ONLY_AFTER, PAT_UNLESS_AFTER, PAT_ONLY_BEFORE, PAT_UNLESS_BEFORE, PAT_CONTEXTS };
typedef struct pat_rule {
    uint8_t type, op;
    uint16_t pad;
    uint32_t tags, not_tags; /* bits of dl_upos for the last word; 0: any */
    struct { uint32_t first, count; } context[PAT_CONTEXTS];
} pat_rule;

/* Times and quantities share words and phrases, and are looked for apart. */
typedef enum pat_root { PAT_TIMES, PAT_QUANTITIES, PAT_ROOTS } pat_root;

typedef struct pat_head {
    uint32_t version, slots, entries, links, sets, numbers, nodes, edges, actions, rules, contexts, text;
    uint16_t role[PAT_ROLE_COUNT];
    uint32_t root[PAT_ROOTS];
} pat_head;

typedef struct pattern_set {
    const pat_head *head;
    const pat_slot *slots;
    const pat_entry *entries;
    const uint16_t *links;
    const pat_set *sets;
    const pat_number *numbers;
    const pat_node *nodes;
    const pat_edge *edges;
    const pat_action *actions;
    const pat_rule *rules;
    const uint16_t *contexts;
    const char *text;
} pattern_set;

/* Views `bytes` as a compiled grammar; false and a message if its parts do not fit together. */
bool patterns_open(pattern_set *p, const void *bytes, size_t size, dl_error *err);
/* Hash of a lower-case word, the same for compiler and reader. */
uint32_t patterns_hash(const char *word, size_t len);

/* ---- matching ---- */

enum { PAT_WORD = 1, PAT_DIGITS, PAT_MARK };
enum { PAT_ATOM_GLUED = 1, PAT_ATOM_CAPITAL = 2, PAT_ATOM_DECIMAL = 4, PAT_ATOM_GROUPED = 8 };

/* The smallest piece that patterns see: letters, a figure, or one mark. Finer than a token: "mid-1990s" is four. */
typedef struct pat_atom {
    uint32_t start, end;   /* bytes of the text */
    uint16_t word;         /* in the grammar, or 0 */
    uint8_t kind, flags, digits;
    uint8_t ready;         /* its symbols are known */
    uint16_t n_syms;
    uint32_t syms;
    uint32_t slot;
    double value;          /* of digits */
} pat_atom;

/* A symbol that starts at an atom. */
typedef struct pat_sym { uint16_t sym, len; uint32_t entry; double value; } pat_sym;

/* One stretch of text cut into atoms; its arrays are used again for the next stretch. */
typedef struct pat_line {
    dl_arena *arena;
    const char *text;
    pat_atom *atoms; size_t n, cap;
    pat_sym *syms;   size_t n_syms, cap_syms;
    bool failed;           /* memory ended */
} pat_line;

typedef struct pat_frame { double f[PAT_FIELD_COUNT]; uint64_t has; } pat_frame;
#define PAT_HAS(frame, field) (((frame)->has >> PAT_##field) & 1u)
static inline int pat_int(const pat_frame *f, pat_field field, int otherwise) {
    if (!(f->has >> field & 1)) return otherwise;
    double v = f->f[field];
    return v > 1e9 ? 1000000000 : v < -1e9 ? -1000000000 : (int)v; /* texts may hold any number */
}
static inline void pat_put(pat_frame *f, pat_field field, double value) {
    f->f[field] = value;
    f->has |= (uint64_t)1 << field;
}

typedef struct pat_match {
    uint32_t first, count; /* atoms */
    const pat_rule *rule;
    pat_frame frame;
} pat_match;

/* The end of the piece at `s` (no blank), before `end`; fills kind, flags, digits and value. `after_word`: glued to a
 * word or figure, so that 's is the possessive. Text is valid UTF-8 and NUL-terminated. */
const char *patterns_piece(const char *s, const char *end, bool after_word, pat_atom *a);
/* Lower case, plain apostrophes and hyphens; the length of the result, or 0 when it is too long for any grammar. */
size_t patterns_fold(const char *s, size_t len, char out[PAT_MAX_WORD + 1]);
/* Cuts bytes [start, end) of line->text into atoms. */
bool patterns_cut(const pattern_set *p, pat_line *line, uint32_t start, uint32_t end);
/* Asks whether a pattern that ended may stand there; `context` is the caller's. */
typedef bool pat_check(void *context, const pat_rule *rule, size_t first, size_t count);
/* The longest pattern that starts at atom `at`; its number of atoms, or 0. Constant cost. */
size_t patterns_match(const pattern_set *p, pat_root root, pat_line *line, size_t at, pat_check *check, void *context,
                      pat_match *out);
/* The symbol `sym` if it starts at atom `at`, else NULL. */
const pat_sym *patterns_symbol(const pattern_set *p, pat_line *line, size_t at, uint16_t sym);

/* numbers.c: a number in digits, words or both at atom `at`: its length in atoms, or 0. */
enum { NUMBER_ORDINAL = 1, NUMBER_VAGUE = 2 };
size_t numbers_read(const pattern_set *p, pat_line *line, size_t at, double *value);
/* A year in words, "nineteen ninety-six". */
size_t numbers_year(const pattern_set *p, pat_line *line, size_t at, double *value);

#endif
