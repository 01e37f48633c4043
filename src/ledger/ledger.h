/* ledger.h - what the files of this room share: the words of data/ledger as bits of a lemma. Private to the library. */
#ifndef DL_LEDGER_H
#define DL_LEDGER_H

#include "base/table.h"
#include "report.h"

/* X(id, heading in data/ledger) */
#define LEDGER_WORDS(X) \
    X(FORCE, "force") X(OF_WAR, "of war") X(ONLY_OF_WAR, "only of war") X(HAS, "has") X(LOSS, "loss") X(WISH, "wish") X(WHERE, "where") \
    X(THING, "due thing") X(DEED, "due deed") X(SET, "set") X(LASTS, "lasts") X(OFF, "off")
enum {
#define X(id, heading) LEDGER_BIT_##id,
    LEDGER_WORDS(X)
#undef X
    LEDGER_BITS
};
enum {
#define X(id, heading) LEDGER_##id = 1 << LEDGER_BIT_##id,
    LEDGER_WORDS(X)
#undef X
};

struct ledger_model {
    dl_table words;
};

/* Bits of a token's lemma; 0 when nothing is known of it. */
uint32_t ledger_word(const dl_report *r, uint32_t token);

bool ledger_forces(dl_report *r);   /* r->forces */
bool ledger_schedule(dl_report *r); /* r->schedule */

#endif
