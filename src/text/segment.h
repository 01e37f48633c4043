/* segment.h - what the parts of token and sentence making share: atoms (the smallest pieces a text is ever cut into),
 * and tokens made of them. Private to src/text. */
#ifndef DL_SEGMENT_H
#define DL_SEGMENT_H

#include "report.h"
#include "text/text_model.h"

/* What an atom is made of. A word is a run of letters, a number a run of digits; marks are one character each, except
 * that equal symbols, full stops, hyphens, and question and exclamation marks run together. */
typedef enum atom_kind {
    ATOM_WORD,
    ATOM_NUMBER,
    ATOM_STOP,
    ATOM_DOTS,
    ATOM_EXCLAIM,
    ATOM_COMMA,
    ATOM_COLON,
    ATOM_SEMICOLON,
    ATOM_HYPHEN,
    ATOM_DASH,
    ATOM_APOSTROPHE,
    ATOM_SINGLE_OPEN,
    ATOM_QUOTE,
    ATOM_QUOTE_OPEN,
    ATOM_QUOTE_CLOSE,
    ATOM_OPEN,
    ATOM_CLOSE,
    ATOM_SLASH,
    ATOM_AT,
    ATOM_HASH,
    ATOM_AMPERSAND,
    ATOM_CURRENCY,
    ATOM_PERCENT,
    ATOM_PLUS,
    ATOM_UNDERSCORE,
    ATOM_SYMBOL,
    ATOM_KINDS
} atom_kind;

enum {
    ATOM_JOIN = 1,  /* belongs to one token with the atom before */
    ATOM_SPACE = 2, /* white space stands before it (or the block starts here) */
    ATOM_UPPER = 4, /* word: starts upper-case */
    ATOM_SHOUT = 8  /* word: no lower-case letter in it */
};

typedef struct text_atom {
    uint32_t start, end; /* bytes */
    uint8_t kind, flags;
} text_atom;

/* Lists that grow and keep their room from block to block. */
typedef struct atom_list {
    text_atom *at;
    size_t n, room;
} atom_list;

/* Atoms [atom, atom + atoms) of the block. */
typedef struct text_token {
    uint32_t atom, atoms;
    bool in_quote; /* inside double quotation marks */
    bool opens;    /* a quotation mark that opens */
    bool ends;     /* a sentence ends after it */
} text_token;

typedef struct token_list {
    text_token *at;
    size_t n, room;
} token_list;

/* Cuts text[start, end) into atoms. False when memory ends. */
bool text_atoms(atom_list *atoms, const char *text, uint32_t start, uint32_t end);
/* Sets ATOM_JOIN by the rules of UD English. */
void text_join(const text_model *t, const atom_list *atoms, const char *text);
/* Gathers joined atoms into tokens and follows quotation marks. `goes_on`: the next block begins with an opening mark,
 * so that a quotation may stay open. False when memory ends. */
bool text_tokens(token_list *tokens, const atom_list *atoms, bool goes_on);
/* Words inside the token text[0, n): stores where the second, third… start and returns how many words (1 to 4). */
unsigned text_split(const text_model *t, const char *text, uint32_t n, uint32_t starts[4]);
/* The lists of tokens.txt in which a word stands, in any case. */
uint64_t text_lists_of(const text_model *t, const char *word, size_t n);

/* How often a word is written lower-case inside a sentence: 0 unknown, 1 never … 15 always. */
unsigned text_lower(const text_model *t, const char *word, size_t n);
/* Whether it is a common word, mostly written so. */
bool text_common(const text_model *t, const char *word, size_t n);

#define SHORTS                                                                                                         \
    (LIST_BIT(SHORT_NAME) | LIST_BIT(SHORT_NUMBER) | LIST_BIT(SHORT) | LIST_BIT(SHORT_DATE) | LIST_BIT(SHORT_PLACE))

#endif
