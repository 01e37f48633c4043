/* relation_rules.h - marked sentences made from the rules of train/relations.txt. */
#ifndef RELATION_RULES_H
#define RELATION_RULES_H

#include <stdbool.h>

#include "dateline.h"

/* Calls `take` for each sentence, `times` as many as the rules say; `early`: only rules above the line
 * that begins with "# ---- later". `sentence` may be changed in place. Stops when it returns false. */
typedef bool rules_take(void *context, const char *root, char *sentence);
bool relation_rules(const char *path, unsigned seed, int times, bool early, rules_take *take, void *context, dl_error *err);

#endif
