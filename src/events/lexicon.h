/* lexicon.h - looking words up in the compiled lexicon of events. Everything points into the section; nothing is allocated. */
#ifndef DL_LEXICON_H
#define DL_LEXICON_H

#include "base/table.h"
#include "events/lexicon_format.h"

typedef struct lexicon {
    const lex_head *head;
    dl_table keys;
    const lex_sense *senses;
    const lex_entry *entries;
    const lex_frame *frames;
    const lex_slot *slots;
    const lex_code *codes;
    const lex_content *contents;
    const uint32_t *lists;
    const char *strings;
    uint32_t n[LEX_ARRAY_COUNT];
} lexicon;

struct events_model {
    lexicon lexicon;
};

/* Points `x` into a section and checks every number in it, so that no lookup can leave the section. */
bool lexicon_open(lexicon *x, const void *section, size_t size, dl_error *err);
/* Meanings of a lemma, the last of which is marked; NULL when there are none. Tries small letters where it is not found. */
const lex_sense *lexicon_senses(const lexicon *x, const char *lemma);
/* Whether a lemma is in one of the status lists, LEX_STATUS_... */
bool lexicon_says(const lexicon *x, const char *lemma, uint32_t status);
/* All its status lists, as bits. */
uint32_t lexicon_status(const lexicon *x, const char *lemma);
/* What column `carrier` (from 1) makes of a content: a code, LEX_NO_CODE, or LEX_SAME. `content` LEX_NO_CODE: one not known. */
uint16_t lexicon_carry(const lexicon *x, unsigned carrier, uint16_t content);

#endif
