/* fold.h - a name's key: its letters and digits in lower case without marks, blanks, dots, hyphens or apostrophes, so that
 * "U.S." and "US", "Ki-moon" and "Kimoon", "Erdoğan" and "Erdogan" have one key however a tokenizer cuts them. */
#ifndef DL_FOLD_H
#define DL_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FOLD_MAX = 120 }; /* bytes of a key; longer names are not looked up */

typedef struct dl_fold {
    char key[FOLD_MAX + 8];
    uint32_t bytes;
    uint32_t letters;   /* characters of the key */
    uint64_t capitals;  /* bit i: character i of the key (i < 64) is a capital in the text */
} dl_fold;              /* starts as {0} */

/* Appends the letters of valid UTF-8 `s`; '&' counts as "and". False, with `f` as before, when the key grew too long. */
bool fold_add(dl_fold *f, const char *s, size_t bytes);

/* True for a text without letters that may stand inside a name ("-", ".", "'", "/"), as a comma may not. */
bool fold_joins(const char *s, size_t bytes);

#endif
