/* ledger.c - the ledger of a report: its words, and the order in which its parts are made. */
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "model.h"

bool ledger_model_open(dl_model *m, dl_error *err) {
    size_t words_size, table_size, issues_size;
    const void *words = pack_section(&m->data, "ledger.words", &words_size), *table = pack_section(&m->data, "ledger.issue_words", &table_size);
    const ledger_issue *issues = pack_section(&m->data, "ledger.issues", &issues_size);
    if (!(m->ledger = calloc(1, sizeof *m->ledger))) return dl_fail(err, "out of memory");
    m->ledger->issues = issues;
    m->ledger->n_issues = (uint32_t)(issues_size / sizeof *issues);
    bool ok = table_open(&m->ledger->words, words, words_size) && table_open(&m->ledger->issue_words, table, table_size) && issues &&
              issues_size % sizeof *issues == 0 && m->ledger->n_issues <= LEDGER_ISSUES;
    for (uint32_t i = 0; ok && i < m->ledger->n_issues; i++) ok = memchr(issues[i].label, 0, sizeof issues[i].label) != NULL;
    return ok || dl_fail(err, "dateline.data: no words of the ledger in it; build or install it again");
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

bool ledger_read(dl_report *r) { return ledger_forces(r) && ledger_schedule(r) && ledger_positions(r) && ledger_incidents(r); }
