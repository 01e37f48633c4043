/* mend.h - what the grammar of verbs says about a tree that was read word by word. Private to src/syntax. */
#ifndef DL_MEND_H
#define DL_MEND_H

#include "dateline.h"

/* Sets right the readings that are wrong nearly always; `s->root` too. Linear in the sentence but for rare finds. */
void mend_tree(dl_token *tokens, dl_sentence *s);

#endif
