/* tokens.c - gathers joined atoms into tokens and follows double quotation marks over them, across sentences and, where
 * a quotation is opened again, across paragraphs; a mark that has lost its other half is kept from swallowing the
 * report. */
#include <stdlib.h>

#include "text/segment.h"

#define BIT(k) (1u << ATOM_##k)
static const uint32_t QUOTES = BIT(QUOTE) | BIT(QUOTE_OPEN) | BIT(QUOTE_CLOSE);

/* Does the quotation mark at atom i open, close, or neither (an inch mark, a stray)? */
static enum { NEITHER, OPENS, CLOSES } turn(const atom_list *atoms, size_t i, bool open) {
    const text_atom *a = &atoms->at[i];
    bool before = a->flags & ATOM_SPACE, after = i + 1 < atoms->n && !(a[1].flags & ATOM_SPACE);
    uint32_t left = i && !before ? 1u << a[-1].kind : 0;
    if (left & (BIT(OPEN) | BIT(DASH) | BIT(HYPHEN) | BIT(SLASH) | BIT(SINGLE_OPEN))) before = after;
    switch (a->kind) {
    case ATOM_QUOTE_OPEN:
        return open && !before && !after ? CLOSES : OPENS;
    case ATOM_QUOTE_CLOSE:
        return open ? CLOSES : before && after ? OPENS : NEITHER;
    default:
        break;
    }
    if (before && after) return OPENS;
    if (open) return CLOSES;
    if (before) return OPENS; /* blanks on both sides */
    return after && left & (BIT(WORD) | BIT(COMMA) | BIT(COLON)) && a[1].kind == ATOM_WORD ? OPENS : NEITHER;
}

static text_token *append(token_list *tokens) {
    if (tokens->n == tokens->room) {
        size_t room = tokens->room ? tokens->room * 2 : 1024;
        text_token *at = realloc(tokens->at, room * sizeof *at);
        if (!at) return NULL;
        tokens->at = at;
        tokens->room = room;
    }
    return &tokens->at[tokens->n++];
}

/* The quotation opened before token `from` was never closed: it holds to the end of its first sentence at most. */
static void close_early(token_list *tokens, const atom_list *atoms, size_t from, size_t to) {
    size_t i = from;
    while (i < to && !(BIT(STOP) >> atoms->at[tokens->at[i].atom].kind & 1) &&
           !(BIT(EXCLAIM) >> atoms->at[tokens->at[i].atom].kind & 1))
        i++;
    for (i++; i < to; i++) tokens->at[i].in_quote = false;
}

bool text_tokens(token_list *tokens, const atom_list *atoms, bool goes_on) {
    bool open = false;
    size_t from = 0; /* first token inside the open quotation */
    tokens->n = 0;
    for (size_t i = 0; i < atoms->n; i++) {
        uint32_t kind = 1u << atoms->at[i].kind;
        if (!(atoms->at[i].flags & ATOM_JOIN) || !tokens->n) {
            text_token *t = append(tokens);
            if (!t) return false;
            *t = (text_token){.atom = (uint32_t)i, .in_quote = open};
        }
        text_token *t = &tokens->at[tokens->n - 1];
        if (t->atoms++ || !(kind & QUOTES)) continue;
        int turned = turn(atoms, i, open);
        t->in_quote = false;
        t->opens = turned == OPENS;
        if (turned == OPENS) {
            if (open) close_early(tokens, atoms, from, tokens->n - 1);
            open = true;
            from = tokens->n;
        } else if (turned == CLOSES) {
            open = false;
        }
    }
    if (open && !goes_on) close_early(tokens, atoms, from, tokens->n);
    return true;
}
