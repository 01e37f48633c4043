/* ud_score.h - the CoNLL 2018 shared task's figures for one reading of a text against the treebank's. */
#ifndef DL_EVAL_UD_SCORE_H
#define DL_EVAL_UD_SCORE_H

#include "bank.h"

#define UD_METRICS(X) \
    X(tokens, "tokens") X(sentences, "sentences") X(words, "words") X(upos, "upos") X(xpos, "xpos") X(ufeats, "ufeats") \
    X(lemma, "lemma") X(uas, "UAS") X(las, "LAS") X(clas, "CLAS")
typedef enum ud_metric {
#define X(id, name) UD_##id,
    UD_METRICS(X)
#undef X
    UD_COUNT
} ud_metric;

extern const char *const ud_metric_name[UD_COUNT];

typedef struct ud_scores {
    struct { size_t right, gold, system; } of[UD_COUNT];
} ud_scores;

/* False with a message when the two do not hold the same characters (white space aside), or memory ends. */
bool ud_score(const bank *gold, const bank *system, ud_scores *out, dl_error *err);
/* F1 in percent. */
double ud_f1(const ud_scores *s, ud_metric m);

#endif
