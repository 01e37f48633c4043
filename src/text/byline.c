/* byline.c - who signs a report: "By A and B – Associated Press", "By JANE DOE, Staff Writer", "Jane Doe in London".
 * What is left after the names must be an office, a house or a place, and nothing that could be the rest of a sentence.
 */
#include <string.h>

#include "text/furniture.h"

static bool is_separator(const piece *p) {
    return p->mark == ',' || p->mark == '|' || p->mark == '/' || p->mark == ';' || p->mark == 0x2022 ||
           p->mark == 0xB7 || p->mark == '(' || p->mark == ')' || p->mark == ':' || piece_is_dash(p);
}

static bool word_is(const pieces *s, size_t i, const char *word) {
    size_t n = strlen(word);
    return i < s->n && s->at[i].end - s->at[i].start == n && !memcmp(s->r->text + s->at[i].start, word, n);
}

static bool joins_names(const pieces *s, size_t i) {
    return i < s->n && (s->at[i].mark == ',' || s->at[i].mark == '&' || s->at[i].mark == '/' || s->at[i].mark == ';' ||
                        word_is(s, i, "and") || word_is(s, i, "AND") || word_is(s, i, "And") || word_is(s, i, "with"));
}

/* Names parted by commas and "and". Stops before what is no name; *shouted: all in capitals. */
static size_t read_names(const pieces *s, size_t i, bool signer, byline_found *f, size_t *fewest, bool *shouted) {
    size_t j = i, end = i;
    *fewest = 99;
    *shouted = true;
    f->n_names = 0;
    for (;;) {
        size_t caps, n = 0;
        if (j < s->n && !pieces_match(s, j, LIST_BIT(AGENCY) | LIST_BIT(ROLE), NULL))
            n = pieces_name(s, j, signer, &caps);
        /* one word is a place or a paper rather than a second signer, unless it signs alone */
        if (!n || (caps < 2 && f->n_names)) return end;
        if (f->n_names < BYLINE_NAMES) {
            f->names[f->n_names].start = s->at[j].start;
            f->names[f->n_names++].end = s->at[j + n - 1].end;
        }
        for (size_t k = j; k < j + n; k++) *shouted &= !piece_is_word(&s->at[k]) || (s->at[k].flags & PIECE_SHOUT);
        if (caps < *fewest) *fewest = caps;
        end = j += n;
        size_t seps = 0;
        while (seps < 2 && joins_names(s, j)) j++, seps++; /* ", and" */
        if (!seps) return end;
    }
}

/* Offices, houses, places and addresses after the names, up to the end or to where they stop being that. */
static size_t read_affiliation(const pieces *s, size_t i, byline_found *f, bool *office) {
    size_t j = i, end = i, words = 0;
    while (j < s->n && words < 16) {
        uint32_t entry;
        size_t n = pieces_match(s, j, LIST_BIT(AGENCY), &entry);
        if (n) {
            if (!*f->agency) f->agency = text_value(s->t, entry);
            *office = true;
        } else if ((n = pieces_match(s, j, LIST_BIT(ROLE), NULL))) {
            *office = true;
        } else {
            const piece *p = &s->at[j];
            if (p->flags & PIECE_ADDRESS) n = 1, *office = true;
            else if (is_separator(p)) n = 1;
            else if (piece_is_word(p) && p->flags & PIECE_CAP && !(p->flags & PIECE_DIGIT)) n = 1;
            else if (piece_is_word(p) && IN_LIST(pieces_lists(s, j), NAME_LINK)) n = 1;
            else if (p->mark == '.' && !(p->flags & PIECE_SPACE) && j + 1 < s->n && s->at[j + 1].mark)
                n = 1; /* "N.Y.," */
            else break;
        }
        words += n;
        end = j += n;
    }
    return end;
}

static bool dateline_follows(const pieces *s, size_t i) {
    pieces rest = {s->r, s->t, s->at + i, s->n - i, s->whole};
    dateline_found d;
    return furniture_dateline(&rest, true, &d) && *d.agency;
}

/* Names, then an agency's dateline in the same line; *f takes what is before it. */
static bool before_dateline(const pieces *s, size_t after, size_t end, byline_found *f) {
    for (size_t k = after, n; k <= end + 1 && k < s->n; k += n) {
        n = pieces_match(s, k, LIST_BIT(AGENCY) | LIST_BIT(ROLE), NULL);
        if (n) continue;
        n = 1;
        if (s->at[k].flags & PIECE_CAP && dateline_follows(s, k)) return f->pieces = k, f->sure = true;
    }
    return false;
}

bool furniture_byline(const pieces *s, byline_found *f) {
    *f = (byline_found){.agency = ""};
    size_t i = s->n > 2 && (s->at[0].mark == '(' || piece_is_dash(&s->at[0]) || s->at[0].mark == 0x2022) ? 1 : 0;
    size_t open = pieces_match(s, i, LIST_BIT(BYLINE_OPEN), NULL), fewest, n;
    if (s->n < 2 || !open) return false;
    i += open;
    if (pieces_mark(s, i, ':')) i++;
    bool office = false, shouted = false, role = false;
    size_t line = pieces_match(s, 0, LIST_BIT(BYLINE_LINE), NULL);
    if (line && s->whole && line + pieces_close(s, line) == s->n) return f->pieces = s->n, f->sure = true;
    while (i < s->n) { /* "By sportswriter ...", "By Xinhua writer ..." */
        uint32_t entry;
        if ((n = pieces_match(s, i, LIST_BIT(ROLE), NULL))) role = true;
        else if ((n = pieces_match(s, i, LIST_BIT(AGENCY), &entry))) {
            role = true;
            if (!*f->agency) f->agency = text_value(s->t, entry);
        } else break;
        i += n;
        while (i < s->n && (s->at[i].mark == ',' || s->at[i].mark == ':' || s->at[i].mark == '\'')) i++;
    }
    size_t after = read_names(s, i, role, f, &fewest, &shouted);
    /* "By Staff Reporter. The minister ..." */
    if (after == i) {
        if (!role) return false;
        size_t close = pieces_close(s, i);
        if (i + close < s->n && !(pieces_mark(s, i, '.') && s->at[i + close].flags & PIECE_CAP && close == 1))
            return false;
        f->sure = true;
        f->pieces = i + close;
        return true;
    }
    size_t end = read_affiliation(s, after, f, &office), close = pieces_close(s, end);
    office |= role;
    if (end + close == s->n && s->whole) {
        /* one bare word is a name only beside an office */
        if (fewest < 2 && !office) return false;
        if (fewest < 2 && !shouted && !role && !*f->agency) return false;
        f->pieces = s->n;
        f->sure = office || shouted;
        return true;
    }
    if (fewest < 2) return false;
    if (pieces_mark(s, after, '|')) return f->pieces = after + 1, f->sure = true;
    return before_dateline(s, after, end, f);
}

bool furniture_names(const pieces *s, byline_found *f) {
    *f = (byline_found){.agency = ""};
    size_t fewest;
    bool shouted;
    size_t n = s->whole ? read_names(s, 0, false, f, &fewest, &shouted) : 0;
    if (!n || n != s->n || fewest < 2) return false;
    f->pieces = n;
    return f->sure = true;
}

bool furniture_byline_bare(const pieces *s, byline_found *f) {
    *f = (byline_found){.agency = ""};
    size_t fewest;
    bool office = false, shouted;
    if (!s->n) return false;
    size_t line = pieces_match(s, 0, LIST_BIT(BYLINE_LINE), NULL);
    uint32_t entry = UINT32_MAX;
    if (!line && (line = pieces_match(s, 0, LIST_BIT(AGENCY), &entry))) {
        f->agency = text_value(s->t, entry);
        line += pieces_match(s, line, LIST_BIT(ROLE), NULL); /* "Associated Press Writer" */
    }
    if (!line) line = pieces_match(s, 0, LIST_BIT(ROLE), NULL); /* an office on a line of its own, under the names */
    if (line && s->whole && line + pieces_close(s, line) == s->n) return f->pieces = s->n, f->sure = true;
    f->agency = "";
    size_t after = read_names(s, 0, false, f, &fewest, &shouted);
    if (!after || fewest < 2) return false;
    bool place = word_is(s, after, "in");
    if (!place && !(after < s->n && is_separator(&s->at[after]) && s->at[after].mark != '/')) return false;
    size_t end = read_affiliation(s, after, f, &office);
    if (office && end < s->n && before_dateline(s, after, end, f)) return true;
    if (end != s->n || !s->whole || s->n > 24 || s->at[s->n - 1].mark == '.') return false;
    /* "Jane Doe in London": a name, "in", and one or two words */
    if (!office && !(place && s->n - after <= 4 && s->n - after >= 2)) return false;
    f->pieces = s->n;
    f->sure = office;
    return true;
}
