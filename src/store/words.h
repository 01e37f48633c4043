/* words.h - whether two pieces of text speak of the same thing, by the words they share. Bytes alone are looked at, so that it can
 * be asked of any text that is in the store. */
#ifndef DL_STORE_WORDS_H
#define DL_STORE_WORDS_H

#include <stddef.h>
#include <stdint.h>

enum { WORDS_MOST = 48 };

/* A set of words: sorted hashes of what is left of them without endings. */
typedef struct words {
    uint32_t hash[WORDS_MOST];
    int n;
} words;

/* Of the words that carry meaning: those of four letters or more, numbers and names in capitals. */
words words_of(const char *text, size_t bytes);
int words_shared(const words *a, const words *b);
/* The part of the smaller set that is in the other, 0 to 1. */
double words_alike(const words *a, const words *b);

#endif
