/* clauses.h - one sentence as lines "who → does → what": read off its tree. */
#ifndef DL_CLAUSES_H
#define DL_CLAUSES_H

#include "output/page.h"

void clauses_write(page *p, const char *text, const dl_token *report_tokens, const dl_sentence *s, size_t number);

#endif
