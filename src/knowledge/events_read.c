/* events_read.c - reads data/events: codes, carriers, sets, lists of status words, and entries of words, frames and examples.
 * The notation is described in docs/events.md. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "knowledge/events_book.h"

static const char *const TYPES[] = {
#define X(t) #t,
    DL_EVENT_LIST(X)
#undef X
};
static const char *const USES[] = {
#define X(id, name) name,
    LEX_USES(X)
#undef X
};
static const char *const STATUSES[] = {
#define X(id, name) name,
    LEX_STATUSES(X)
#undef X
};

static int find_name(const char *const *table, size_t n, const char *s, size_t bytes) {
    for (size_t i = 0; i < n; i++)
        if (strlen(table[i]) == bytes && !memcmp(table[i], s, bytes)) return (int)i;
    return -1;
}
#define FIND(table, s, bytes) find_name(table, sizeof table / sizeof *table, s, bytes)

static uint32_t find_set(const lex_book *b, const char *name, size_t bytes) {
    for (size_t i = 0; i < b->n_sets; i++)
        if (strlen(b->sets[i].name) == bytes && !memcmp(b->sets[i].name, name, bytes)) return (uint32_t)i;
    return BOOK_NO;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

/* "tank, armoured vehicle, <weapon>": words, and for a set the sets it takes in. */
static void read_words(lex_book *b, source *s, char *line, uint8_t use, uint32_t of) {
    char *word[256];
    size_t n = source_split(line, ',', word, 256);
    if (n > 256) source_problem(s, line, "over 256 words on a line; break it"), n = 256;
    for (size_t i = 0; i < n; i++) {
        size_t bytes = strlen(word[i]);
        if (!bytes) continue;
        if (*word[i] == '<') {
            uint32_t other = word[i][bytes - 1] == '>' ? find_set(b, word[i] + 1, bytes - 2) : BOOK_NO;
            if (other == BOOK_NO) source_problem(s, word[i], "no set is called %s; define it as [set NAME]", word[i]);
            else if (use != LEX_SET) source_problem(s, word[i], "%s: only a set takes in a set", word[i]);
            else {
                lex_set *to = &b->sets[of];
                to->inside = events_more(b, to->inside, to->n_inside, &to->cap_inside, sizeof *to->inside);
                if (to->inside) to->inside[to->n_inside++] = other;
                b->sets[other].used = true;
            }
            continue;
        }
        if (strpbrk(word[i], "*[]<>|=") || isupper((unsigned char)*word[i])) {
            if (strpbrk(word[i], "*[]<>|=")) {
                source_problem(s, word[i], "'%s' is no word; write words with commas between, or a frame with *", word[i]);
                continue;
            }
        }
        events_word(b, use, of, word[i], bytes, (lex_place){s, word[i]});
    }
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static size_t read_contexts(lex_book *b, source *s, char *text, const char **out) {
    char *part[8];
    size_t k = 0, n = source_split(text, ',', part, 8);
    for (size_t i = 0; i < n && i < 8; i++) {
        for (char *c = part[i]; *c; c++)
            if (!islower((unsigned char)*c) && *c != '_') source_problem(s, c, "'%s' is no context; write small letters", part[i]);
        if (*part[i]) out[k++] = events_copy(b, part[i], strlen(part[i]));
    }
    return k;
}

/* CODE | TYPE | quad | Goldstein | mode | contexts | what it is */
static void read_code(lex_book *b, source *s, char *line) {
    char *f[7], *end;
    if (source_split(line, '|', f, 7) != 7) {
        source_problem(s, line, "seven columns are wanted: code | type | quad | goldstein | mode | contexts | meaning");
        return;
    }
    size_t n = strlen(f[0]);
    if (n < 3 || n > 4 || strspn(f[0], "0123456789") != n) {
        source_problem(s, f[0], "'%s' is no CAMEO code; write three or four figures", f[0]);
        return;
    }
    if (events_code(b, f[0], n) != LEX_NO_CODE) source_problem(s, f[0], "code %s is there already; keep one", f[0]);
    int type = FIND(TYPES, f[1], strlen(f[1]));
    if (type < 0) source_problem(s, f[1], "'%s' is no event type of PLOVER", f[1]);
    float goldstein = strtof(f[3], &end);
    if (*end || end == f[3] || goldstein < -10 || goldstein > 10) source_problem(s, f[3], "'%s' is no value from -10 to 10", f[3]);
    if (strlen(f[2]) != 1 || *f[2] < '0' || *f[2] > '4') source_problem(s, f[2], "'%s' is no quad class; write 1 to 4, or 0", f[2]);
    lex_book_code *c = BOOK_ADD(b, codes);
    if (!c) return;
    memcpy(c->cameo, f[0], n);
    c->type = (uint8_t)(type < 0 ? 0 : type);
    c->quad = (uint8_t)(*f[2] - '0');
    c->goldstein = goldstein;
    c->mode = events_copy(b, f[4], strlen(f[4]));
    c->name = events_copy(b, f[6], strlen(f[6]));
    c->n_contexts = read_contexts(b, s, f[5], c->contexts);
}

/* First line: "content | agree | refuse ..."; then what each makes of a content: "07 | 033 | 122 ...", "-" nothing, "=" itself. */
static void read_carriers(lex_book *b, source *s, char *line) {
    char *f[LEX_CARRIERS + 1];
    size_t n = source_split(line, '|', f, LEX_CARRIERS + 1);
    if (n > LEX_CARRIERS + 1) {
        source_problem(s, line, "over %d carriers", LEX_CARRIERS);
        return;
    }
    if (!b->n_carriers) {
        for (size_t i = 1; i < n; i++) b->carriers[i - 1] = events_copy(b, f[i], strlen(f[i]));
        b->n_carriers = (uint32_t)(n - 1);
        return;
    }
    if (n != b->n_carriers + 1) {
        source_problem(s, line, "%zu columns where the heading has %u", n, b->n_carriers + 1);
        return;
    }
    size_t bytes = strlen(f[0]);
    bool any = !strcmp(f[0], "any");
    if (!any && (bytes > 4 || strspn(f[0], "0123456789") != bytes)) {
        source_problem(s, f[0], "'%s' is neither the beginning of a code nor 'any'", f[0]);
        return;
    }
    for (size_t i = 0; i < b->n_contents; i++)
        if (!strcmp(b->contents[i].prefix, any ? "" : f[0])) source_problem(s, f[0], "'%s' is there already; keep one", f[0]);
    lex_content *c = BOOK_ADD(b, contents);
    if (!c) return;
    if (!any) memcpy(c->prefix, f[0], bytes);
    for (size_t i = 0; i < b->n_carriers; i++) {
        char *v = f[i + 1];
        c->code[i] = !strcmp(v, "-") ? LEX_NO_CODE : !strcmp(v, "=") ? LEX_SAME : events_code(b, v, strlen(v));
        if (c->code[i] == LEX_NO_CODE && strcmp(v, "-")) source_problem(s, v, "unknown code %s; see codes.txt", v);
    }
}

/* ---- frames ------------------------------------------------------------------------------------------------------ */

/* One slot: S, T, X, <set>, or <set>=T. */
static bool read_filler(lex_book *b, source *s, char *word, lex_slot *slot) {
    size_t n = strlen(word);
    if (n == 1 && (*word == 'S' || *word == 'T' || *word == 'X')) {
        slot->role = *word == 'S' ? LEX_ROLE_SOURCE : *word == 'T' ? LEX_ROLE_TARGET : LEX_ROLE_CONTENT;
        return true;
    }
    if (*word != '<') return false;
    char *close = strchr(word, '>');
    uint32_t set = close ? find_set(b, word + 1, (size_t)(close - word - 1)) : BOOK_NO;
    if (set == BOOK_NO) {
        source_problem(s, word, "no set is called %s; define it as [set NAME]", word);
        set = 0;
    } else b->sets[set].used = true;
    slot->role = LEX_ROLE_SET;
    slot->set = set;
    if (close && !strcmp(close, ">=T")) slot->also = 1 + LEX_ROLE_TARGET;
    else if (close && !strcmp(close, ">=S")) slot->also = 1 + LEX_ROLE_SOURCE;
    else if (close && close[1]) source_problem(s, close, "'%s' after a set; only =S or =T may follow", close + 1);
    return true;
}

/* "= 072", "= agree(X)", "= agree(X) 030", "= X". */
static void read_frame_code(lex_book *b, source *s, char *text, lex_book_frame *f) {
    char *open = strchr(text, '(');
    if (!strcmp(text, "X")) {
        f->carrier = LEX_CARRIERS + 1;
        return;
    }
    if (!strcmp(text, "-")) { /* what looks like it and is none: an earthquake kills */
        f->nothing = true;
        return;
    }
    if (open) {
        for (uint32_t i = 0; i < b->n_carriers; i++)
            if (strlen(b->carriers[i]) == (size_t)(open - text) && !memcmp(b->carriers[i], text, (size_t)(open - text)))
                f->carrier = (uint8_t)(i + 1);
        if (!f->carrier || strncmp(open, "(X)", 3)) {
            source_problem(s, text, "'%s' is no carrier of the content; see [carriers]", text);
            return;
        }
        for (text = open + 3; *text == ' '; text++) {
        }
        if (!*text) return;
    }
    f->code = events_code(b, text, strlen(text));
    if (f->code == LEX_NO_CODE) source_problem(s, text, "unknown code %s; see codes.txt", text);
}

static void read_frame(lex_book *b, source *s, char *line, uint32_t entry) {
    lex_book_frame f = {.entry = entry, .code = b->entries[entry].code, .noun = *line == '*', .place = {s, line}};
    char *equals = strstr(line, " = "), *part[24];
    if (equals) {
        *equals = 0;
        char *c = equals + 3;
        while (*c == ' ') c++;
        f.code = LEX_NO_CODE;
        read_frame_code(b, s, c, &f);
    } else if (f.code == LEX_NO_CODE) source_problem(s, line, "no code: neither the entry nor this frame has one; write = CODE");
    while (*line && line[strlen(line) - 1] == ' ') line[strlen(line) - 1] = 0;
    f.text = events_copy(b, line, strlen(line));
    bool after = false, optional = false;
    int bare = 0;
    size_t n = 0;
    for (char *w = strtok(line, " \t"); w; w = strtok(NULL, " \t")) {
        if (n == 24) {
            source_problem(s, w, "a frame of over 24 words");
            return;
        }
        part[n++] = w;
    }
    const char *words = NULL;
    bool to = false, that = false;
    for (size_t i = 0; i < n; i++) {
        char *w = part[i];
        bool closes = false;
        if (*w == '[') optional = true, w++;
        size_t bytes = strlen(w);
        if (bytes && w[bytes - 1] == ']') closes = true, w[--bytes] = 0;
        if (!strcmp(w, "*")) {
            if (after) source_problem(s, w, "two * in one frame");
            after = true;
            continue;
        }
        lex_slot slot = {.optional = optional};
        if (read_filler(b, s, w, &slot)) {
            if (f.n_slots == LEX_SLOTS) {
                source_problem(s, w, "a frame of over %d slots", LEX_SLOTS);
                return;
            }
            if (!after) slot.at = LEX_AT_SUBJECT;
            else if (to && slot.role == LEX_ROLE_CONTENT) slot.at = LEX_AT_TO;
            else if (that) slot.at = LEX_AT_THAT;
            else if (words) slot.at = LEX_AT_PREPOSITION;
            else slot.at = bare++ ? LEX_AT_SECOND : LEX_AT_OBJECT;
            if (slot.at == LEX_AT_PREPOSITION || slot.at == LEX_AT_THAT) f.words[f.n_slots] = words;
            f.slots[f.n_slots++] = slot;
            words = NULL;
            to = that = false;
        } else if (!bytes || strspn(w, "abcdefghijklmnopqrstuvwxyz|_") != bytes) {
            source_problem(s, w, "'%s' in a frame; write S, T, X, <set>, * or prepositions in small letters", w);
            return;
        } else {
            char spaced[80];
            size_t k = 0;
            spaced[k++] = ' ';
            for (char *c = w; *c && k < sizeof spaced - 2; c++) spaced[k++] = *c == '|' ? ' ' : *c;
            spaced[k++] = ' ';
            words = events_copy(b, spaced, k);
            to = !strcmp(w, "to");
            that = !strcmp(w, "that") || !strncmp(w, "must", 4);
        }
        if (closes) optional = false;
    }
    if (!after) source_problem(s, f.place.at, "a frame without *, which stands for the entry's word");
    if (words) source_problem(s, f.place.at, "a preposition with nothing after it");
    lex_book_frame *to_add = BOOK_ADD(b, frames);
    if (!to_add) return;
    *to_add = f;
    lex_book_entry *e = &b->entries[entry];
    if (!e->n_frames) e->frames = (uint32_t)(b->n_frames - 1);
    e->n_frames++;
    if (e->n_frames > LEX_FRAMES_MAX) source_problem(s, f.place.at, "over %d frames in one entry; make two of it", LEX_FRAMES_MAX);
}

/* ---- entries ----------------------------------------------------------------------------------------------------- */

/* "attack = 190" or "supply" */
static uint32_t read_entry(lex_book *b, source *s, char *heading) {
    char *equals = strstr(heading, " = ");
    uint16_t code = LEX_NO_CODE;
    if (equals) {
        *equals = 0;
        char *c = equals + 3;
        code = events_code(b, c, strlen(c));
        if (code == LEX_NO_CODE) source_problem(s, c, "unknown code %s; see codes.txt", c);
    }
    for (size_t i = 0; i < b->n_entries; i++)
        if (!strcmp(b->entries[i].name, heading))
            source_problem(s, heading, "[%s] is there already, in %s; give one another name", heading,
                           source_place(s, b->entries[i].place.s, b->entries[i].place.at));
    lex_book_entry *e = BOOK_ADD(b, entries);
    if (!e) return BOOK_NO;
    e->name = events_copy(b, heading, strlen(heading));
    e->code = code;
    e->place = (lex_place){s, heading};
    return (uint32_t)(b->n_entries - 1);
}

static void read_example(lex_book *b, source *s, char *line, uint32_t entry) {
    char *arrow = strstr(line, " -> ");
    if (!arrow) {
        source_problem(s, line, "an example without its coding; write e.g. SENTENCE -> SOURCE TYPE TARGET STATUS");
        return;
    }
    *arrow = 0;
    lex_example *x = BOOK_ADD(b, examples);
    if (x) *x = (lex_example){events_copy(b, line, strlen(line)), events_copy(b, arrow + 4, strlen(arrow + 4)), entry, {s, line}};
    if (entry != BOOK_NO) b->entries[entry].has_example = true;
}

static void read_entry_line(lex_book *b, source *s, char *line, uint32_t entry) {
    lex_book_entry *e = &b->entries[entry];
    if (!strncmp(line, "e.g. ", 5)) {
        read_example(b, s, line + 5, entry);
        return;
    }
    char *colon = strchr(line, ':');
    int use = colon ? FIND(USES, line, (size_t)(colon - line)) : -1;
    if (use >= 0 && use < LEX_SET) {
        e->has_words = true;
        read_words(b, s, colon + 1, (uint8_t)use, entry);
    } else if (strchr(line, '*') && (!colon || colon > strchr(line, '*'))) read_frame(b, s, line, entry);
    else if (colon) {
        char *value = colon + 1;
        while (*value == ' ') value++;
        *colon = 0;
        if (!strcmp(line, "mode")) e->mode = events_copy(b, value, strlen(value));
        else if (!strcmp(line, "contexts")) e->n_contexts = read_contexts(b, s, value, e->contexts);
        else if (!strcmp(line, "mutual") && !strcmp(value, "yes")) e->flags |= LEX_MUTUAL;
        else source_problem(s, line, "'%s:' is unknown; write verbs, nouns, topics, adjectives, mode, contexts or mutual: yes", line);
    } else source_problem(s, line, "neither a list of words (verbs: ...), a frame (S * T) nor an example (e.g. ...)");
}

enum { IN_NOTHING, IN_CODES, IN_CARRIERS, IN_SET, IN_STATUS, IN_ENTRY };

/* Which kind of block a heading opens; *name is what follows the word. */
static int kind_of(char *heading, char **name) {
    *name = heading;
    if (!strcmp(heading, "codes")) return IN_CODES;
    if (!strcmp(heading, "carriers")) return IN_CARRIERS;
    if (!strncmp(heading, "set ", 4)) return *name = heading + 4, IN_SET;
    if (!strncmp(heading, "status ", 7)) return *name = heading + 7, IN_STATUS;
    return IN_ENTRY;
}

/* Sets are named before they are filled, so that they may take each other in whatever their order. */
static void define_set(lex_book *b, source *s, const char *name) {
    if (find_set(b, name, strlen(name)) != BOOK_NO) {
        source_problem(s, name, "set %s is there already; keep one", name);
        return;
    }
    lex_set *to = BOOK_ADD(b, sets);
    if (to) to->name = events_copy(b, name, strlen(name)), to->place = (lex_place){s, name};
}

/* Each pass reads the kinds of block that the later ones speak of. */
static void pass(lex_book *b, source *files, size_t n, int number) {
    char *line, *name;
    for (size_t i = 0; i < n && !b->failed; i++) {
        source *s = &files[i];
        int in = IN_NOTHING;
        uint32_t of = 0;
        if (number) source_rewind(s);
        while ((line = source_line(s, NULL)) && !b->failed) {
            char *heading = *line == '[' && strchr(line, ']') && !strchr(line, '*') ? source_heading(s, line) : NULL;
            if (heading) {
                in = kind_of(heading, &name);
                if (number == 0 && in == IN_SET) define_set(b, s, name);
                if (number == 2 && in == IN_SET) of = find_set(b, name, strlen(name));
                if (number == 2 && in == IN_STATUS) {
                    int status = FIND(STATUSES, name, strlen(name));
                    if (status < 0) source_problem(s, name, "'%s' is no status; see docs/events.md", name);
                    of = (uint32_t)status;
                    if (status < 0) in = IN_NOTHING;
                }
                if (number == 2 && in == IN_ENTRY) of = read_entry(b, s, heading);
                if (of == BOOK_NO) return;
            } else if (number == 0 && in == IN_CODES) read_code(b, s, line);
            else if (number == 1 && in == IN_CARRIERS) read_carriers(b, s, line);
            else if (number == 2 && in == IN_SET) read_words(b, s, line, LEX_SET, of);
            else if (number == 2 && in == IN_STATUS) {
                if (!strncmp(line, "e.g. ", 5)) read_example(b, s, line + 5, BOOK_NO);
                else read_words(b, s, line, LEX_STATUS, of);
            }
            else if (number == 2 && in == IN_ENTRY) read_entry_line(b, s, line, of);
            else if (number == 2 && in == IN_NOTHING) source_problem(s, line, "a line before any [heading]");
        }
    }
}

void events_read_files(lex_book *b, source *files, size_t n) {
    for (int i = 0; i < 3; i++) pass(b, files, n, i);
}
