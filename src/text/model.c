/* model.c - finds the text stage's sections: lists in dateline.data, the learned sentence ends in dateline.model. */
#include <stdlib.h>

#include "base/error.h"
#include "text/ends.h"
#include "text/text_model.h"

bool text_lists_open(text_model *t, const dl_pack *data, dl_error *err) {
    size_t words, phrases, entries, strings;
    const void *w = pack_section(data, "text.words", &words), *p = pack_section(data, "text.phrases", &phrases);
    t->entries = pack_section(data, "text.entries", &entries);
    t->strings = pack_section(data, "text.strings", &strings);
    t->n_entries = (uint32_t)(entries / sizeof *t->entries);
    bool ok =
        table_open(&t->words, w, words) && phrase_open(&t->phrases, p, phrases) && strings && !t->strings[strings - 1];
    for (uint32_t i = 0; ok && i < t->n_entries; i++) ok = t->entries[i].value < strings;
    return ok || dl_fail(err, "dateline.data: the word lists of the text stage are missing; build or install it again");
}

bool text_model_open(dl_model *m, dl_error *err) {
    text_model *t = m->text = calloc(1, sizeof *t);
    if (!t) return dl_fail(err, "out of memory");
    if (!text_lists_open(t, &m->data, err)) return false;
    size_t size;
    t->ends = pack_section(&m->grammar, "segment", &size);
    return ends_open(t->ends, size) || dl_fail(err, "dateline.model: its section \"segment\" is missing or of another "
                                                    "version; build or install it again");
}

void text_model_close(dl_model *m) {
    free(m->text);
    m->text = NULL;
}
