/* patterns.c - reads data/patterns: lists of words, ranges of figures, phrases, and the patterns of times and
 * quantities made of them. The notation is described in docs/patterns.md. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "knowledge/grammar.h"
#include "knowledge/knowledge.h"

typedef struct name { /* what <...> may mean */
    const char *name;
    uint16_t sym;
    uint8_t field; /* PAT_FIELD_COUNT: sets none */
    grammar_phrase *phrase;
    source *s;
    const char *at;
    bool used;
} name;

typedef enum section { IN_NOTHING, IN_LIST, IN_NUMBERS, IN_PHRASE, IN_RULES } section;
typedef struct line {
    source *s;
    char *text;
    section in;
    size_t name;
    pat_type type;
} line;

typedef struct reader {
    grammar g;
    dl_arena arena;
    source *files;
    size_t n_files;
    name *names;
    size_t n_names, cap_names;
    line *lines;
    size_t n_lines, cap_lines;
    line **rule_line;
    size_t cap_rules; /* for "as in line 12" */
    bool failed;
} reader;

static const char *const FIELDS[] = {
#define X(f) #f,
    PAT_FIELD_LIST(X)
#undef X
};
static const char *const TYPES[] = {
#define X(f) #f,
    PAT_TYPE_LIST(X)
#undef X
};
static const char *const OPS[] = {
#define X(f) #f,
    PAT_OP_LIST(X)
#undef X
};
static const char *const ROLES[] = {
#define X(r, n) n,
    PAT_ROLE_LIST(X)
#undef X
};
static const struct {
    const char *field, *name;
    int value;
} CONSTANTS[] = {
#define X(f, n, v) {#f, #n, v},
    PAT_CONSTANT_LIST(X)
#undef X
#define X(u, v) {"unit", #u, v},
        PAT_UNIT_LIST(X)
#undef X
};

static int find_name(const char *const *table, size_t n, const char *s, size_t len) {
    for (size_t i = 0; i < n; i++)
        if (strlen(table[i]) == len && !memcmp(table[i], s, len)) return (int)i;
    return -1;
}
#define FIND(table, s, len) find_name(table, sizeof table / sizeof *table, s, len)

static char *skip(char *s) {
    while (*s == ' ' || *s == '\t') s++;
    return s;
}

static size_t word_length(const char *s) { return strcspn(s, " \t,;"); }

static name *find(reader *r, const char *s, size_t len) {
    for (size_t i = 0; i < r->n_names; i++)
        if (strlen(r->names[i].name) == len && !memcmp(r->names[i].name, s, len)) return r->names + i;
    return NULL;
}

static void *more(void *array, size_t n, size_t *cap, size_t size, bool *failed) {
    if (n < *cap) return array;
    size_t want = *cap ? *cap * 2 : 64;
    void *p = realloc(array, want * size);
    if (!p) return *failed = true, array;
    *cap = want;
    return p;
}

/* ---- first pass: what is defined ---- */

static name *define(reader *r, source *s, const char *at, size_t len) {
    name *before = find(r, at, len);
    if (before) {
        source_problem(s, at, "%.*s is defined twice, first in %s; give one another name", (int)len, at,
                       source_place(s, before->s, before->at));
        return NULL;
    }
    r->names = more(r->names, r->n_names, &r->cap_names, sizeof *r->names, &r->failed);
    if (r->failed) return NULL;
    name *n = r->names + r->n_names++;
    *n = (name){.name = arena_copy(&r->arena, at, len), .field = PAT_FIELD_COUNT, .s = s, .at = at};
    if (!n->name) r->failed = true;
    return r->failed ? NULL : n;
}

static bool is_name(const char *s, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!islower((unsigned char)s[i]) && !isdigit((unsigned char)s[i]) && s[i] != '-') return false;
    return n > 0;
}

/* "list month sets month:", "phrase clock:", "number:", "DATE:". */
static bool heading(reader *r, source *s, char *text, line *now) {
    size_t len = strlen(text);
    if (len < 2 || text[len - 1] != ':' || strchr("<[(", *text)) return false;
    size_t k = word_length(text);
    if (text[k] == 0) k--; /* the colon */
    int type = FIND(TYPES, text, k);
    if (type >= 0 && k + 1 == len) {
        now->in = IN_RULES;
        now->type = (pat_type)type;
        return true;
    }
    if (k == 6 && !memcmp(text, "number", 6) && k + 1 == len) return now->in = IN_NUMBERS, true;
    bool list = k == 4 && !memcmp(text, "list", 4), phrase = k == 6 && !memcmp(text, "phrase", 6);
    if (!list && !phrase) return false;
    char *at = skip(text + k), *end = text + len - 1;
    size_t n = strcspn(at, " \t:");
    now->in = IN_NOTHING;
    if (!is_name(at, n)) return source_problem(s, at, "no name; write small letters, digits and hyphens"), true;
    name *d = define(r, s, at, n);
    if (!d) return true;
    char *rest = skip(at + n);
    if (list && rest < end && !strncmp(rest, "sets ", 5)) {
        rest = skip(rest + 5);
        int field = find_name(FIELDS, PAT_FIELD_COUNT, rest, strcspn(rest, " \t:"));
        if (field < 0) source_problem(s, rest, "no field of this name; docs/patterns.md lists them");
        else d->field = (uint8_t)field;
        rest = skip(rest + strcspn(rest, " \t:"));
    }
    if (rest != end)
        source_problem(s, rest, "not understood; write 'list NAME:', 'list NAME sets FIELD:' or 'phrase NAME:'");
    if (list) {
        d->sym = r->g.next_sym++;
        int role = FIND(ROLES, at, n);
        if (role >= 0) r->g.role[role] = d->sym, d->used = true;
    } else {
        d->phrase = ARENA_NEW(&r->arena, grammar_phrase, 1);
        if (!d->phrase) return r->failed = true;
        d->phrase->name = d->name;
    }
    now->in = list ? IN_LIST : IN_PHRASE;
    now->name = (size_t)(d - r->names);
    return true;
}

/* "day = 1..31", "two-digits sets yy = 00..99": a figure written with as many digits as the bounds. */
static void number(reader *r, source *s, char *text) {
    size_t n = word_length(text);
    if (!is_name(text, n)) return source_problem(s, text, "no name; write small letters, digits and hyphens");
    char *p = skip(text + n), *field = text;
    size_t field_len = n;
    if (!strncmp(p, "sets ", 5)) {
        field = skip(p + 5);
        field_len = word_length(field);
        p = skip(field + field_len);
    }
    int f = FIND(FIELDS, field, field_len), read = 0, low_len = 0, low, high;
    if (f < 0) return source_problem(s, field, "no field of this name; docs/patterns.md lists them");
    if (sscanf(p, "= %d%n..%d%n", &low, &low_len, &high, &read) < 2 || p[read] || low < 0 || low > high)
        return source_problem(s, p, "no range; write '= LOW..HIGH'");
    name *d = define(r, s, text, n);
    if (!d) return;
    d->sym = r->g.next_sym++;
    d->field = (uint8_t)f;
    const char *digits = skip(p + 1), *dots = strstr(digits, "..");
    pat_number number = {.sym = d->sym,
                         .field = (uint8_t)f,
                         .digits_low = (uint8_t)(dots - digits),
                         .digits_high = (uint8_t)strlen(dots + 2),
                         .low = low,
                         .high = high};
    bytes_add(&r->g.numbers, &number, sizeof number);
}

static void first_pass(reader *r) {
    for (size_t i = 0; i < r->n_files; i++) {
        source *s = r->files + i;
        line now = {.s = s};
        source_rewind(s);
        for (char *text; (text = source_line(s, NULL)) && !r->failed;) {
            if (heading(r, s, text, &now)) continue;
            if (now.in == IN_NOTHING) {
                source_problem(s, text, "stands under no heading that is understood; headings end in ':'");
                continue;
            }
            if (now.in == IN_NUMBERS) {
                number(r, s, text);
                continue;
            }
            r->lines = more(r->lines, r->n_lines, &r->cap_lines, sizeof *r->lines, &r->failed);
            if (r->failed) return;
            now.text = text;
            r->lines[r->n_lines++] = now;
        }
    }
}

/* ---- second pass: entries and patterns ---- */

/* "field value" or, where a list sets a field, "value". */
static bool set(grammar *g, source *s, char *p, char *end, uint8_t field, grammar_sets *sets) {
    p = skip(p);
    size_t n = word_length(p);
    int f = find_name(FIELDS, PAT_FIELD_COUNT, p, n);
    char *value = p;
    if (f >= 0 && skip(p + n) < end) value = skip(p + n);
    else if (field < PAT_FIELD_COUNT) f = field;
    else return source_problem(s, p, "no field of this name; docs/patterns.md lists them"), false;
    n = word_length(value);
    char *stop = value;
    double v = strtod(value, &stop);
    bool found = n > 0 && stop == value + n;
    for (size_t i = 0; !found && i < sizeof CONSTANTS / sizeof *CONSTANTS; i++)
        if (!strcmp(CONSTANTS[i].field, FIELDS[f]) && strlen(CONSTANTS[i].name) == n &&
            !memcmp(CONSTANTS[i].name, value, n)) {
            v = CONSTANTS[i].value;
            found = true;
        }
    if (PAT_IS_STRING(f)) {
        char *close = *value == '"' ? memchr(value + 1, '"', (size_t)(end - value - 1)) : NULL;
        if (!close) return source_problem(s, value, "field %s takes a text in quotes", FIELDS[f]), false;
        v = grammar_string(g, value + 1, (size_t)(close - value - 1));
        n = (size_t)(close + 1 - value);
        found = true;
    }
    if (!found) return source_problem(s, value, "no value of field %s", FIELDS[f]), false;
    if (skip(value + n) < end)
        return source_problem(s, value + n, "more than one value; part settings by commas"), false;
    if (sets->n == sizeof sets->set / sizeof *sets->set) return source_problem(s, p, "too many settings"), false;
    sets->set[sets->n++] = (pat_set){v, (uint32_t)f, 0};
    return true;
}

static bool all_sets(grammar *g, source *s, char *p, char *end, uint8_t field, grammar_sets *sets) {
    for (;;) {
        p = skip(p);
        if (p >= end) return true;
        char *comma = memchr(p, ',', (size_t)(end - p)), *stop = comma ? comma : end;
        while (stop > p && (stop[-1] == ' ' || stop[-1] == '\t')) stop--;
        if (!set(g, s, p, stop, field, sets)) return false;
        if (!comma) return true;
        p = comma + 1;
    }
}

/* The " = " that parts a line's words from what they set, or its end. */
static char *equals(char *text) {
    char *p = strstr(text, " = ");
    return p ? p : text + strlen(text);
}

/* Cuts the words of one entry like a report's; returns how many. */
static unsigned cut(reader *r, source *s, char *p, char *end, uint16_t *words, bool *capital) {
    unsigned n = 0;
    bool after_word = false;
    *capital = false;
    while (p < end) {
        if (*p == ' ' || *p == '\t') {
            p++;
            after_word = false;
            continue;
        }
        pat_atom a;
        char word[PAT_MAX_WORD + 2];
        const char *e = patterns_piece(p, end, after_word, &a);
        if (a.kind == PAT_WORD && e < end && *e == '.') e++;
        size_t len = patterns_fold(p, (size_t)(e - p), word);
        if (a.kind == PAT_DIGITS || !len)
            return source_problem(s, p, a.kind == PAT_DIGITS ? "figures belong under 'number:'" : "word too long"), 0;
        if (n == 8) return source_problem(s, p, "more than eight words"), 0;
        if (!n && (a.flags & PAT_ATOM_CAPITAL)) *capital = true;
        words[n++] = grammar_word(&r->g, word, len);
        after_word = a.kind != PAT_MARK;
        p += e - p;
    }
    return n;
}

static void entry(reader *r, line *l) {
    name *list = r->names + l->name;
    grammar_sets sets = {.n = 0};
    char *stop = equals(l->text), *end = stop + strlen(stop);
    if (*stop && !all_sets(&r->g, l->s, stop + 3, end, list->field, &sets)) return;
    for (unsigned i = 1; i < sets.n; i++) /* a list's own field first: the reader of numbers looks there */
        if (sets.set[i].field == list->field) {
            pat_set first = sets.set[0];
            sets.set[0] = sets.set[i];
            sets.set[i] = first;
        }
    if (list->field < PAT_FIELD_COUNT && (!sets.n || sets.set[0].field != list->field))
        return source_problem(l->s, l->text, "sets no %s, as this list does", FIELDS[list->field]);
    for (char *p = l->text; p < stop;) {
        size_t n = strcspn(p, ",");
        char *e = p + n < stop ? p + n : stop;
        uint16_t words[8];
        bool capital;
        unsigned k = cut(r, l->s, p, e, words, &capital);
        if (!k) {
            source_problem(l->s, p, "no word");
            return;
        }
        if (!grammar_entry(&r->g, list->sym, words, k, capital, list->field < PAT_FIELD_COUNT ? list->field : 0, &sets))
            source_problem(l->s, skip(p), "%.*s is in this list twice; take one away", (int)(e - skip(p)), skip(p));
        p = e + 1;
    }
}

typedef struct parser {
    reader *r;
    source *s;
    char *p, *end;
    bool bad;
} parser;

static grammar_sequence *choices(parser *q, char close, size_t *n);

static void push(parser *q, grammar_sequence *out, size_t *cap, grammar_item item) {
    if (out->n == *cap) {
        size_t want = *cap ? *cap * 2 : 8;
        grammar_item *items = arena_grow(&q->r->arena, out->items, out->n, want, sizeof *items);
        if (!items) {
            q->r->failed = q->bad = true;
            return;
        }
        out->items = items;
        *cap = want;
    }
    out->items[out->n++] = item;
}

static bool named(parser *q, grammar_item *item) {
    size_t n = strcspn(q->p + 1, ":> \t"), len = strcspn(q->p, ">");
    char *at = q->p + 1;
    if (q->p[len] != '>' || q->p + len >= q->end)
        return source_problem(q->s, q->p, "not closed; write <NAME> or <NAME:FIELD>"), false;
    q->p += len + 1;
    if (at[n] == ':') {
        int field = find_name(FIELDS, PAT_FIELD_COUNT, at + n + 1, (size_t)(q->p - 1 - (at + n + 1)));
        if (field < 0)
            return source_problem(q->s, at + n + 1, "no field of this name; docs/patterns.md lists them"), false;
        item->rename = (uint8_t)(field + 1);
    }
    if (n == 1 && *at == 'n') return item->sym = PAT_SYM_NUMBER, true;
    if (n == 10 && !memcmp(at, "year-words", 10)) return item->sym = PAT_SYM_YEARWORDS, true;
    name *found = find(q->r, at, n);
    if (!found) return source_problem(q->s, at, "no list, number or phrase of this name"), false;
    found->used = true;
    if (found->phrase) {
        if (item->rename) return source_problem(q->s, at, "a phrase cannot be given another field"), false;
        item->phrase = found->phrase;
    } else {
        if (item->rename && found->field == PAT_FIELD_COUNT)
            return source_problem(q->s, at, "sets no field that could be renamed"), false;
        item->sym = found->sym;
    }
    return true;
}

/* Elements up to `close`, '|' or the end. */
static grammar_sequence sequence(parser *q, char close) {
    grammar_sequence out = {0};
    size_t cap = 0;
    bool glue = false;
    while (!q->bad) {
        q->p = skip(q->p);
        if (q->p >= q->end || *q->p == close || *q->p == '|') break;
        grammar_item item = {.glued = glue};
        glue = false;
        if (*q->p == '+' && q->p + 1 < q->end && q->p[1] != ' ') {
            item.glued = 1;
            q->p++;
        }
        char c = *q->p;
        if (c == '<') {
            if (!named(q, &item)) q->bad = true;
            push(q, &out, &cap, item);
        } else if (c == '[' || c == '(') {
            q->p++;
            item.choices = choices(q, c == '[' ? ']' : ')', &item.n_choices);
            if (q->bad) break;
            if (c == '[') { /* may be left out: one more choice, which is empty */
                grammar_sequence *with =
                    arena_grow(&q->r->arena, item.choices, item.n_choices, item.n_choices + 1, sizeof *with);
                if (!with) q->r->failed = q->bad = true;
                else item.choices = with, item.n_choices++;
            }
            push(q, &out, &cap, item);
        } else if (c == ')' || c == ']') {
            source_problem(q->s, q->p, "closes what was not opened");
            q->bad = true;
        } else {
            size_t n = strcspn(q->p, " \t<>[]()|");
            if (q->p + n > q->end) n = (size_t)(q->end - q->p);
            char *stop = q->p + n;
            bool after_word = false;
            while (q->p < stop && !q->bad) {
                pat_atom a;
                char word[PAT_MAX_WORD + 2];
                const char *e = patterns_piece(q->p, stop, after_word, &a);
                if (a.kind == PAT_WORD && e < stop && *e == '.') e++;
                size_t len = patterns_fold(q->p, (size_t)(e - q->p), word);
                if (!len || a.kind == PAT_DIGITS) {
                    source_problem(q->s, q->p, len ? "figures belong under 'number:'" : "word too long");
                    q->bad = true;
                    break;
                }
                bool joins = len == 1 && strchr("-/:", *word);
                item.sym = grammar_literal(&q->r->g, word, len, (a.flags & PAT_ATOM_CAPITAL) != 0);
                if (joins) item.glued = 1;
                push(q, &out, &cap, item);
                item.glued = 1;
                glue = joins;
                after_word = a.kind != PAT_MARK;
                q->p += e - q->p;
            }
        }
    }
    return out;
}

static grammar_sequence *choices(parser *q, char close, size_t *n) {
    grammar_sequence *all = NULL;
    char *open = q->p - 1;
    for (size_t cap = 0;; q->p++) {
        if (*n == cap) {
            all = arena_grow(&q->r->arena, all, *n, cap ? cap * 2 : 4, sizeof *all);
            cap = cap ? cap * 2 : 4;
            if (!all) return q->r->failed = q->bad = true, NULL;
        }
        all[(*n)++] = sequence(q, close);
        if (q->bad) return NULL;
        if (q->p >= q->end) {
            source_problem(q->s, open, "not closed; add '%c'", close);
            q->bad = true;
            return NULL;
        }
        if (*q->p == close) return q->p++, all;
    }
}

static void phrase(reader *r, line *l) {
    grammar_phrase *ph = r->names[l->name].phrase;
    char *stop = equals(l->text);
    parser q = {r, l->s, l->text, stop, false};
    grammar_sequence s = sequence(&q, 0);
    if (!q.bad && q.p < q.end) source_problem(l->s, q.p, "a choice needs ( ) or [ ] around it"), q.bad = true;
    if (*stop && !all_sets(&r->g, l->s, stop + 3, stop + strlen(stop), PAT_FIELD_COUNT, &s.sets)) return;
    if (q.bad) return;
    grammar_sequence *all = arena_grow(&r->arena, ph->choices, ph->n, ph->n + 1, sizeof *all);
    if (!all) {
        r->failed = true;
        return;
    }
    all[ph->n++] = s;
    ph->choices = all;
}

/* "unless after a <list>", "tag NOUN PROPN": what must hold around a match. */
static bool condition(reader *r, source *s, char *p, char *end, pat_rule *rule) {
    static const char *const KINDS[] = {"only after ", "unless after ", "only before ", "unless before "};
    p = skip(p);
    bool tag = !strncmp(p, "tag ", 4), not_tag = !strncmp(p, "not tag ", 8);
    int kind = -1;
    for (int i = 0; i < PAT_CONTEXTS; i++)
        if (!strncmp(p, KINDS[i], strlen(KINDS[i]))) kind = i;
    if (!tag && !not_tag && kind < 0)
        return source_problem(s, p,
                              "no condition; write 'only after', 'unless after', 'only before', 'unless before', 'tag' "
                              "or 'not tag'"),
               false;
    p += tag ? 4 : not_tag ? 8 : (int)strlen(KINDS[kind]);
    if (kind >= 0) rule->context[kind].first = (uint32_t)(r->g.contexts.size / sizeof(uint16_t));
    for (p = skip(p); p < end; p = skip(p)) {
        size_t n = strcspn(p, " \t;");
        if (p + n > end) n = (size_t)(end - p);
        if (tag || not_tag) {
            int upos = -1;
            for (int i = 0; i < DL_UPOS_COUNT; i++)
                if (strlen(dl_upos_name(i)) == n && !memcmp(dl_upos_name(i), p, n)) upos = i;
            if (upos < 0) return source_problem(s, p, "no tag; write those of Universal Dependencies"), false;
            *(tag ? &rule->tags : &rule->not_tags) |= 1u << upos;
        } else {
            grammar_item item = {0};
            if (*p == '<') {
                parser q = {r, s, p, end, false};
                if (!named(&q, &item)) return false;
                if (!item.sym) return source_problem(s, p, "only lists and numbers can stand here"), false;
            } else {
                char word[PAT_MAX_WORD + 2];
                size_t len = patterns_fold(p, n, word);
                if (!len) return source_problem(s, p, "word too long"), false;
                item.sym = grammar_literal(&r->g, word, len, *p >= 'A' && *p <= 'Z');
            }
            bytes_add(&r->g.contexts, &item.sym, sizeof item.sym);
            rule->context[kind].count++;
        }
        p += n;
    }
    return true;
}

static void rule(reader *r, line *l) {
    char *stop = equals(l->text), *end = stop + strlen(stop);
    parser q = {r, l->s, l->text, stop, false};
    bool reads = l->type != PAT_TYPE_NEVER && l->type != PAT_TYPE_UNCOUNTED;
    if (!*stop && !reads) stop = l->text + strcspn(l->text, ";"), q.end = stop;
    grammar_sequence s = sequence(&q, 0);
    if (q.bad) return;
    if (q.p < q.end) return source_problem(l->s, q.p, "a choice needs ( ) or [ ] around it");
    pat_rule out = {.type = (uint8_t)l->type, .op = PAT_OP_none};
    grammar_sets sets = {.n = 0};
    char *p = *stop == ' ' ? skip(stop + 3) : stop;
    if (reads) {
        size_t n = word_length(p);
        int op = FIND(OPS, p, n);
        if (op < 0)
            return source_problem(l->s, p, "no way to read it; write ' = ' and one of those in docs/patterns.md");
        out.op = (uint8_t)op;
        char *semicolon = p + strcspn(p, ";");
        if (!all_sets(&r->g, l->s, p + n, semicolon, PAT_FIELD_COUNT, &sets)) return;
        p = semicolon;
    }
    while (*p == ';') {
        char *semicolon = p + 1 + strcspn(p + 1, ";");
        if (!condition(r, l->s, p + 1, semicolon, &out)) return;
        p = semicolon;
    }
    if (p < end) return source_problem(l->s, p, "not understood");
    uint16_t id = (uint16_t)(r->g.rules.size / sizeof out), other = 0;
    if (id == UINT16_MAX) {
        r->failed = true;
        return;
    }
    bytes_add(&r->g.rules, &out, sizeof out);
    r->rule_line = more(r->rule_line, id, &r->cap_rules, sizeof *r->rule_line, &r->failed);
    if (r->failed) return;
    r->rule_line[id] = l;
    bool quantity = l->type > PAT_TYPE_NEVER;
    grammar_added added = GRAMMAR_ADDED;
    if (!quantity) added = grammar_pattern(&r->g, PAT_TIMES, &s, id, &sets, &other);
    else added = grammar_pattern(&r->g, PAT_QUANTITIES, &s, id, &sets, &other);
    switch (added) {
    case GRAMMAR_ADDED:
        break;
    case GRAMMAR_EMPTY:
        source_problem(l->s, l->text, "fits where there is no word; leave at least one word outside [ ]");
        break;
    case GRAMMAR_TOO_LONG:
        source_problem(l->s, l->text, "longer than %u words or with too many settings; make it shorter",
                       PAT_MAX_LENGTH);
        break;
    case GRAMMAR_TOO_MANY:
        source_problem(l->s, l->text, "can be read in too many ways; part it or use a list");
        break;
    case GRAMMAR_CIRCLE:
        source_problem(l->s, l->text, "uses a phrase that uses itself");
        break;
    case GRAMMAR_UNREACHABLE:
        source_problem(l->s, l->text, "never reached, since %s takes all it fits; take one away",
                       source_place(l->s, r->rule_line[other]->s, r->rule_line[other]->text));
        break;
    }
}

void knowledge_patterns(knowledge *k, source *files, size_t n) {
    if (!n) return;
    reader r = {.files = files, .n_files = n};
    if (!grammar_start(&r.g)) r.failed = true;
    else first_pass(&r);
    const section order[] = {IN_LIST, IN_PHRASE, IN_RULES};
    for (size_t o = 0; o < 3; o++)
        for (size_t i = 0; i < r.n_lines && !r.failed; i++) {
            line *l = r.lines + i;
            if (l->in != order[o]) continue;
            if (l->in == IN_LIST) entry(&r, l);
            else if (l->in == IN_PHRASE) phrase(&r, l);
            else rule(&r, l);
        }
    for (size_t i = 0; i < r.n_names && !r.failed; i++)
        if (!r.names[i].used)
            source_problem(r.names[i].s, r.names[i].at, "%s is used by no pattern; take it away", r.names[i].name);
    dl_bytes out = {0};
    if (r.failed || !grammar_finish(&r.g, &out)) source_problem(files, files->text, "out of memory, or too many words");
    else knowledge_section(k, "patterns", &out);
    bytes_free(&out);
    grammar_free(&r.g);
    arena_free(&r.arena);
    free(r.names);
    free(r.lines);
    free(r.rule_line);
}
