/* hand.h - a report made by hand from CoNLL-U, so that what comes after syntax is tested without a trained model. */
#ifndef DL_HAND_H
#define DL_HAND_H

#include "report.h"

/* Sentences as CoNLL-U with any white space between columns instead of tabs; columns after DEPREL may be left out, a last
 * one that says SpaceAfter=No counts. Aborts on what it cannot read. Words between the tags `` and '' stand in quotation. */
dl_report *hand_report(const char *conllu);

#endif
