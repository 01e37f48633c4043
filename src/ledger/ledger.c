/* ledger.c - the ledger of a report: its words, and the order in which its parts are made. */
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model.h"

bool ledger_model_open(dl_model *m, dl_error *err) {
    size_t size;
    const void *words = pack_section(&m->data, "ledger.words", &size);
    if (!(m->ledger = calloc(1, sizeof *m->ledger))) return dl_fail(err, "out of memory");
    return table_open(&m->ledger->words, words, size) || dl_fail(err, "dateline.data: no words of the ledger in it; build or install it again");
}

void ledger_model_close(dl_model *m) {
    free(m->ledger);
    m->ledger = NULL;
}

uint32_t ledger_word(const dl_report *r, uint32_t token) {
    const char *lemma = r->tokens[token].lemma;
    uint32_t bits = lemma ? table_find(&r->model->ledger->words, lemma, strlen(lemma)) : TABLE_NONE;
    return bits == TABLE_NONE ? 0 : bits;
}

bool ledger_read(dl_report *r) { return ledger_forces(r) && ledger_schedule(r); }
