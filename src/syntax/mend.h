/* mend.h - what the grammar of verbs says about a tree that was read word by word. Private to src/syntax. */
#ifndef DL_MEND_H
#define DL_MEND_H

#include "dateline.h"
#include "syntax/word_classes.h"

/* Sets right the readings that are wrong nearly always, `s->root` too. Returns the word that became a verb, whose lemma is to
 * be found anew, or DL_ROOT. Linear in the sentence but for rare finds. */
uint32_t mend_tree(const word_classes *words, dl_token *tokens, dl_sentence *s);

#endif
