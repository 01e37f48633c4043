/* gold_tokens.h - reads a treebank with its own tokens and sentences given, so that the grammar is measured alone. */
#ifndef DL_EVAL_GOLD_TOKENS_H
#define DL_EVAL_GOLD_TOKENS_H

#include "bank.h"

/* A report whose tokens and sentences are the treebank's and whose grammar the model read; free with dl_report_free. NULL
 * and a message when a sentence is longer than is ever read, or memory ends. */
dl_report *gold_tokens_read(const dl_model *model, const bank *b, dl_error *err);

#endif
