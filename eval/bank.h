/* bank.h - a treebank in memory: sentences, surface tokens and words, each with its place counted in characters that are
 * not white space, so that two readings of one text can be laid over each other. From CoNLL-U, or from a read report. */
#ifndef DL_EVAL_BANK_H
#define DL_EVAL_BANK_H

#include "base/arena.h"
#include "dateline.h"

#define BANK_ROOT UINT32_MAX

typedef struct bank_word {
    uint32_t start, end;      /* of its surface token */
    bool multi;               /* the surface token holds several words */
    bool space_after;         /* after its surface token */
    uint32_t head;            /* index among the bank's words, or BANK_ROOT */
    const char *form, *lemma, *upos, *xpos, *feats, *deprel, *misc;
} bank_word;

typedef struct bank_token {
    uint32_t start, end;      /* characters */
    uint32_t first, words;    /* its words */
    const char *form;
    bool space_after;
} bank_token;

typedef struct bank_sentence {
    uint32_t start, end;      /* characters */
    uint32_t first_word, words, first_token, tokens;
    uint32_t document;        /* 0-based; documents[document] is its name */
    bool newpar;              /* first of its paragraph or document */
} bank_sentence;

typedef struct bank {
    dl_arena arena;
    uint32_t *chars; size_t n_chars, cap_chars; /* the text without white space */
    bank_word *words; size_t n_words, cap_words;
    bank_token *tokens; size_t n_tokens, cap_tokens;
    bank_sentence *sentences; size_t n_sentences, cap_sentences;
    const char **documents; size_t n_documents, cap_documents;
} bank;

/* Reads `path` (plain, or packed with xz where it ends in .xz). False with a one-line message if it cannot be read. */
bool bank_load(bank *b, const char *path, dl_error *err);
/* The sentences, tokens and words that a report holds. False only when memory ends. */
bool bank_of_report(bank *b, const dl_report *r);
void bank_free(bank *b);

/* Plain text of sentences [first, end) as a reader would get it: the sentences of a paragraph on one line, an empty line
 * between paragraphs. The caller frees it; NULL when memory ends. */
char *bank_text(const bank *b, size_t first, size_t end);
/* Sentences [first, end) as a bank of their own (sharing the strings of `b`, so free it first). */
bool bank_part(bank *part, const bank *b, size_t first, size_t end);

#endif
