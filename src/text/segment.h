/* segment.h - what the parts of sentence and token making share: atoms (the smallest pieces a text is ever cut into), the
 * rules that join them to tokens, and the word lists both ask. Private to src/text. */
#ifndef DL_SEGMENT_H
#define DL_SEGMENT_H

#include "report.h"

/* What an atom is made of. A word is a run of letters, a number a run of digits; marks are one character each, except that
 * equal symbols, full stops, hyphens, and question and exclamation marks run together. */
typedef enum atom_kind {
    ATOM_WORD, ATOM_NUMBER, ATOM_STOP, ATOM_DOTS, ATOM_EXCLAIM, ATOM_COMMA, ATOM_COLON, ATOM_SEMICOLON, ATOM_HYPHEN,
    ATOM_DASH, ATOM_APOSTROPHE, ATOM_SINGLE_OPEN, ATOM_QUOTE, ATOM_QUOTE_OPEN, ATOM_QUOTE_CLOSE, ATOM_OPEN, ATOM_CLOSE,
    ATOM_SLASH, ATOM_AT, ATOM_HASH, ATOM_AMPERSAND, ATOM_CURRENCY, ATOM_PERCENT, ATOM_PLUS, ATOM_UNDERSCORE, ATOM_SYMBOL,
    ATOM_KINDS
} atom_kind;

enum {
    ATOM_JOIN = 1,   /* belongs to one token with the atom before */
    ATOM_SPACE = 2,  /* white space stands before it (or the block starts here) */
    ATOM_LINE = 4,   /* that white space holds a line break */
    ATOM_UPPER = 8,  /* word: starts upper-case */
    ATOM_SHOUT = 16, /* word: no lower-case letter in it */
    ATOM_PLAIN = 32, /* word: ASCII letters only */
    ATOM_SURE = 64   /* the rules leave no doubt whether it joins */
};

typedef struct text_atom {
    uint32_t start, end; /* bytes */
    uint8_t kind, flags;
} text_atom;

/* A list that grows and keeps its room from block to block. */
typedef struct atom_list {
    text_atom *at;
    size_t n, room;
} atom_list;

/* Cuts text[start, end) into atoms. False when memory ends. */
bool text_atoms(atom_list *atoms, const char *text, uint32_t start, uint32_t end);
/* Sets ATOM_JOIN by the rules of UD English. */
void text_join(const atom_list *atoms, const char *text);
/* Words inside the token text[0, n): stores where the second, third… start and returns their number (1 to 4). */
unsigned text_split(const char *text, uint32_t n, uint32_t starts[4]);

/* A token as the sentence stage sees it: atoms [atom, atom + atoms) of the block. */
typedef struct text_token {
    uint32_t atom, atoms;
    bool in_quote, ends; /* ends: a sentence ends after it */
} text_token;

typedef struct token_list {
    text_token *at;
    size_t n, room;
} token_list;

/* Gathers joined atoms into tokens and marks those inside double quotation marks. `open` carries a quotation that is still
 * open from block to block. False when memory ends. */
bool text_tokens(token_list *tokens, const atom_list *atoms, const char *text, bool *open);
/* Decides after which tokens of a block a sentence ends. */
void text_ends(const token_list *tokens, const atom_list *atoms, const char *text);

/* What the lists say of a word (any case); 0 if nothing. */
enum {
    LIST_TITLE = 1,    /* abbreviation that stands before a name: Gen. */
    LIST_NUMBERED = 2, /* abbreviation only before a number: No. */
    LIST_ABBR = 4,     /* abbreviation that may end a sentence: Inc. */
    LIST_MONTH = 8,    /* abbreviation of a month: Feb. */
    LIST_PLACE = 16,   /* abbreviation of a place, only if capitalised: Calif. */
    LIST_PREFIX = 32,  /* keeps its hyphen: anti- */
    LIST_UNIT = 64,    /* parts from a number before it: km */
    LIST_CLIPPED = 128,/* starts with an apostrophe: 'em */
    LIST_RUNON = 256,  /* contraction written without its apostrophe or of two words: dont, cannot */
    LIST_ABBREVIATION = LIST_TITLE | LIST_NUMBERED | LIST_ABBR | LIST_MONTH | LIST_PLACE
};
unsigned text_lists(const char *word, size_t n);

#endif
