/* lists.h - the lists of words and phrases that the text stage uses, by the heading they stand under in data/text/. To add a
 * list: a line here, a `[heading]` there. WORDS are looked up whole and as written ("Gen."); PHRASES are compared atom by
 * atom (base/table.h) in any case, or letter for letter where the entry begins with `=`. */
#ifndef DL_LISTS_H
#define DL_LISTS_H

#include <stdint.h>

#define LISTS(X) \
    X(AGENCY, "agency", PHRASES) /* news agencies and papers; the value is the short name */

enum {
#define X(id, heading, form) LIST_##id,
    LISTS(X)
#undef X
    LIST_COUNT
};
_Static_assert(LIST_COUNT <= 64, "a set of lists is one word of bits");

#define IN_LIST(set, id) ((set) >> LIST_##id & 1u)

/* What the sections "text.words" (a table) and "text.phrases" (phrases) give a number of in "text.entries". */
typedef struct text_entry {
    uint64_t lists; /* bits of LIST_... */
    uint32_t value; /* offset in "text.strings" of what stands after `=>`; 0, the empty string, where nothing does */
    uint32_t zero;
} text_entry;

#endif
