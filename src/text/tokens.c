/* tokens.c - gathers joined atoms into tokens and follows double quotation marks over them. */
#include <stdlib.h>

#include "text/segment.h"

/* A straight mark opens where blank, bracket or dash stands before it and text follows; else it closes. */
static bool opens(const atom_list *atoms, size_t i, bool open) {
    const text_atom *a = &atoms->at[i];
    if (a->kind == ATOM_QUOTE_OPEN) return true;
    if (a->kind == ATOM_QUOTE_CLOSE) return false;
    bool before = a->flags & ATOM_SPACE, after = i + 1 < atoms->n && !(a[1].flags & ATOM_SPACE);
    if (before && after) return true;
    if (!before && i) {
        uint8_t k = a[-1].kind;
        if ((k == ATOM_OPEN || k == ATOM_DASH || k == ATOM_HYPHEN || k == ATOM_SLASH) && after) return true;
    }
    return before == after ? !open : false;
}

bool text_tokens(token_list *tokens, const atom_list *atoms, const char *text, bool *open) {
    (void)text;
    tokens->n = 0;
    /* A quotation that runs on from an earlier paragraph is opened again at the start of this one. */
    bool quote = *open && atoms->n &&
                 (atoms->at[0].kind == ATOM_QUOTE || atoms->at[0].kind == ATOM_QUOTE_OPEN);
    if (!quote) *open = false;
    quote = false;
    for (size_t i = 0; i < atoms->n; i++) {
        if (!(atoms->at[i].flags & ATOM_JOIN) || !tokens->n) {
            if (tokens->n == tokens->room) {
                size_t room = tokens->room ? tokens->room * 2 : 1024;
                text_token *at = realloc(tokens->at, room * sizeof *at);
                if (!at) return false;
                tokens->at = at;
                tokens->room = room;
            }
            tokens->at[tokens->n++] = (text_token){.atom = (uint32_t)i, .in_quote = quote};
        }
        tokens->at[tokens->n - 1].atoms++;
        uint8_t kind = atoms->at[i].kind;
        if (kind == ATOM_QUOTE || kind == ATOM_QUOTE_OPEN || kind == ATOM_QUOTE_CLOSE) {
            quote = opens(atoms, i, quote);
            tokens->at[tokens->n - 1].in_quote = false;
        }
    }
    *open = quote;
    return true;
}
