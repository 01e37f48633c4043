/* events.h - the two measurements of events. */
#ifndef DL_EVAL_EVENTS_H
#define DL_EVAL_EVENTS_H

#include "dateline.h"

/* Events of sentences marked by hand; details tells what is missed and wrong in those that may be looked at. */
int eval_events_sample(const dl_model *model, bool details);

#endif
