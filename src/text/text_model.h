/* text_model.h - what the text stage needs of dateline.data, looked up once when the model opens. */
#ifndef DL_TEXT_MODEL_H
#define DL_TEXT_MODEL_H

#include "base/table.h"
#include "model.h"
#include "text/lists.h"

typedef struct text_model text_model;

struct text_model {
    dl_table words;     /* exact words to entries */
    dl_phrases phrases; /* phrases to entries */
    const text_entry *entries;
    const char *strings; /* values of entries */
    uint32_t n_entries;
    const struct ends_weights *ends; /* section "segment" of dateline.model: words, and where sentences end */
};

/* The lists of dateline.data. */
bool text_lists_open(text_model *t, const dl_pack *data, dl_error *err);

/* The lists in which a word stands as written. */
static inline uint64_t text_word_lists(const text_model *t, const char *word, size_t bytes) {
    uint32_t e = table_find(&t->words, word, bytes);
    return e < t->n_entries ? t->entries[e].lists : 0;
}
/* The lists of a phrase's number (from phrase_...()); none for TABLE_NONE. */
static inline uint64_t text_phrase_lists(const text_model *t, uint32_t entry) {
    return entry < t->n_entries ? t->entries[entry].lists : 0;
}
/* What data/text gives after `=>`; "" where nothing. */
static inline const char *text_value(const text_model *t, uint32_t entry) {
    return entry < t->n_entries ? t->strings + t->entries[entry].value : "";
}

#endif
