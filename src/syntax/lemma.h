/* lemma.h - lemmas as edits of the form: take a suffix off, put another on, with the case kept or lowered. */
#ifndef DL_LEMMA_H
#define DL_LEMMA_H

#include <stdbool.h>
#include <stddef.h>

/* How the form's case is treated before the suffix is changed. */
typedef enum lemma_case { LEMMA_KEEP = 'K', LEMMA_LOWER = 'L', LEMMA_TITLE = 'T' } lemma_case;

enum { LEMMA_SCRIPT = 48, LEMMA_BYTES = 128 };

/* Writes the edit from `form` to `lemma` as "<case><suffix off>\t<suffix on>" into script[LEMMA_SCRIPT]; false if it does
 * not fit. */
bool lemma_script(const char *form, const char *lemma, char *script);
/* Applies a script; false when the form does not end in the suffix to take off, or the result is empty or over
 * LEMMA_BYTES - 1 bytes. `form` of any length; `out` holds LEMMA_BYTES. */
bool lemma_apply(const char *form, const char *script, char *out);

#endif
