/* address.c - addresses on the web, of mail, and names of files: one token each, less the marks of the phrase around
 * them. */
#include "text/chunk.h"

static bool angle(const chunk *c, size_t i) {
    return chunk_is(c, i, ATOM_SYMBOL) &&
           (chunk_char(c, i) == '<' || chunk_char(c, i) == '>' || chunk_char(c, i) == '|');
}

/* Parts a run: no mail address or file name goes over it. */
static bool parts(const chunk *c, size_t i) {
    return chunk_any(c, i, KINDS_QUOTE | KIND(OPEN) | KIND(CLOSE) | KIND(COMMA) | KIND(SEMICOLON)) || angle(c, i) ||
           (chunk_is(c, i, ATOM_DASH) && chunk_char(c, i) != '-');
}

/* Joins [from, to) less the marks that close the phrase around it. */
static void whole(chunk *c, size_t from, size_t to) {
    size_t open = 0, close = 0;
    for (size_t i = from; i < to; i++) open += chunk_is(c, i, ATOM_OPEN), close += chunk_is(c, i, ATOM_CLOSE);
    while (to > from + 1 && (chunk_any(c, to - 1, KINDS_CLOSING) || (chunk_is(c, to - 1, ATOM_DOTS) && to == c->n) ||
                             angle(c, to - 1))) {
        if (chunk_is(c, to - 1, ATOM_CLOSE) && open >= close--) break; /* a bracket that was opened inside stays */
        to--;
    }
    for (size_t i = from + 1; i < to; i++) chunk_join(c, i);
}

bool chunk_address(chunk *c) {
    /* Nearly every run is short words and marks; look closer only where it has what an address has. */
    bool stop = false, at = false, web = false;
    for (size_t i = 0; i < c->n; i++) {
        stop |= chunk_is(c, i, ATOM_STOP) && i && i + 1 < c->n;
        at |= chunk_is(c, i, ATOM_AT) && i && i + 1 < c->n;
        web |= chunk_is(c, i, ATOM_SLASH) && chunk_is(c, i + 1, ATOM_SLASH);
    }
    if (!stop && !at && !web) return false;

    for (size_t i = 0; i + 2 < c->n; i++) {
        bool scheme = chunk_is(c, i, ATOM_WORD) && chunk_is(c, i + 1, ATOM_COLON) && chunk_is(c, i + 2, ATOM_SLASH) &&
                      chunk_is(c, i + 3, ATOM_SLASH);
        bool www = chunk_equals(c, i, "www") && chunk_is(c, i + 1, ATOM_STOP);
        if (scheme || www) return whole(c, i, c->n), true;
    }
    bool any = false;
    for (size_t from = 0, to; from < c->n; from = to + 1) {
        for (to = from; to < c->n && !parts(c, to);) to++;
        bool mail = false;
        size_t end = 0; /* after the last part of a name */
        for (size_t i = from; i < to; i++) {
            mail |= chunk_is(c, i, ATOM_AT) && i > from && i + 1 < to &&
                    chunk_any(c, i - 1, KINDS_TEXT | KIND(UNDERSCORE) | KIND(DOTS)) && chunk_any(c, i + 1, KINDS_TEXT);
            if (i > from + 1 && chunk_is(c, i - 1, ATOM_STOP) && chunk_any(c, i - 2, KINDS_TEXT) &&
                chunk_length(c, i - 2) > 1 && IN_LIST(chunk_lists(c, i), ADDRESS_END) &&
                !chunk_any(c, i + 1, KINDS_TEXT) && (!chunk_upper(c, i) || c->a[i].flags & ATOM_SHOUT))
                end = i + 1;
        }
        if (mail) end = to;
        if (end && chunk_is(c, end, ATOM_SLASH)) end = to; /* a path after the name */
        if (end) whole(c, from, end), any = true;
    }
    return any;
}
