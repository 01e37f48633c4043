/* ledger.h - what the files of this room share: the words of data/ledger as bits of a lemma. Private to the library. */
#ifndef DL_LEDGER_H
#define DL_LEDGER_H

#include "base/table.h"
#include "report.h"

/* X(id, heading in data/ledger) */
#define LEDGER_WORDS(X) \
    X(FORCE, "force") X(OF_WAR, "of war") X(ONLY_OF_WAR, "only of war") X(HAS, "has") X(WATCH, "watch") X(LOSS, "loss") X(WISH, "wish") X(WHERE, "where") X(BORDER, "border") \
    X(THING, "due thing") X(DEED, "due deed") X(SET, "set") X(LASTS, "lasts") X(OFF, "off") \
    X(DEMANDS, "demands") X(OFFERS, "offers") X(REFUSES, "refuses") X(ACCEPTS, "accepts") X(WITNESS, "witness") X(STANCE, "stance") X(OFFERED, "offered") \
    X(SAYS_NO, "says no") X(SAYS_YES, "says yes") X(TAKES_BACK, "takes back") X(PLAIN, "plain") X(CLAIM, "claim") X(PARTY, "party sectors")
enum {
#define X(id, heading) LEDGER_BIT_##id,
    LEDGER_WORDS(X)
#undef X
    LEDGER_BITS
};
enum {
#define X(id, heading) LEDGER_##id = 1u << LEDGER_BIT_##id,
    LEDGER_WORDS(X)
#undef X
};

/* What positions are about: a word of each group must be there. */
enum { LEDGER_ISSUES = 200, LEDGER_GROUPS = 8 };
typedef struct ledger_issue {
    char label[60];
    uint32_t groups; /* a bit for each */
} ledger_issue;

struct ledger_model {
    dl_table words, issue_words; /* lemma to bits; "7 troops" to the groups of issue 7 that it is in */
    const ledger_issue *issues;
    uint32_t n_issues;
};

/* Bits of a token's lemma; 0 when nothing is known of it. */
uint32_t ledger_word(const dl_report *r, uint32_t token);

bool ledger_forces(dl_report *r);   /* r->forces */
bool ledger_schedule(dl_report *r); /* r->schedule */
bool ledger_positions(dl_report *r); /* r->positions; after the schedule */
bool ledger_incidents(dl_report *r); /* r->incidents */

#endif
