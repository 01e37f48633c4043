/* finder.h - one sentence at a time, with the places and times that begin in it: who does a verb, and whether it is so. Private to
 * src/ledger. */
#ifndef DL_LEDGER_FINDER_H
#define DL_LEDGER_FINDER_H

#include "ledger/ledger.h"
#include "syntax/tree.h"

typedef struct finder { /* starts as {.r = report} */
    dl_report *r;
    tree t;
    uint32_t sentence;             /* that `t` shows */
    uint32_t next_place, next_time; /* the first that begin in it or behind it */
} finder;

/* Goes on to the sentence that holds `token`, which must not lie before the one before; false when it is in none or too far into
 * a long one. */
bool finder_sentence(finder *f, uint32_t token);
static inline uint32_t finder_token(const finder *f, uint16_t word) { return f->t.first + word; }
uint32_t finder_bits(const finder *f, uint16_t word);
/* The actor that the words headed by `word` (or TREE_NONE) stand for, or NULL. */
const dl_entity *finder_actor(const finder *f, uint16_t word);
/* The country whose name or adjective `word` is, or NULL. */
const char *finder_country(const finder *f, uint16_t word);
/* The one who does `verb`: its own subject or agent, or that of the verb it is joined to. */
const dl_entity *finder_doer(const finder *f, uint16_t verb);
/* How sure it is that `verb` is so: false for what is denied, asked, or only might be; *planned for what is to come. */
bool finder_is_so(const finder *f, uint16_t verb, bool *planned);
/* The word as written, in small letters; NULL when memory ends. */
const char *finder_lower(const finder *f, uint16_t word);

#endif
