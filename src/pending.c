/* pending.c - weak stand-ins that let the whole link and run while a stage is still being written; the real function of the
 * same name replaces each. Delete a stand-in when its stage is there. */
#include <string.h>

#include "model.h"
#include "report.h"

#define PENDING __attribute__((weak))

PENDING bool syntax_model_open(dl_model *m, dl_error *err) { return (void)m, (void)err, true; }
PENDING void syntax_model_close(dl_model *m) { (void)m; }
PENDING const char *dl_model_backend(const dl_model *m) { return (void)m, "plain"; }

/* One block per line that holds anything. */
PENDING bool text_furniture(dl_report *r) {
    size_t lines = 1;
    for (uint32_t i = 0; i < r->bytes; i++) lines += r->text[i] == '\n';
    if (!(r->blocks = ARENA_NEW(&r->arena, dl_block, lines))) return false;
    for (uint32_t i = 0; i < r->bytes;) {
        uint32_t end = i;
        while (end < r->bytes && r->text[end] != '\n') end++;
        uint32_t blank = i;
        while (blank < end && strchr(" \t\r", r->text[blank])) blank++;
        if (blank < end) r->blocks[r->n_blocks++] = (dl_block){.start = i, .end = end, .newpar = true};
        i = end + 1;
    }
    return true;
}

/* The first word is the root of all others. */
PENDING bool syntax_read(dl_report *r) {
    for (size_t k = 0; k < r->n_sentences; k++) {
        dl_sentence *s = &r->sentences[k];
        s->root = s->first;
        for (uint32_t i = 0; i < s->count; i++) {
            dl_token *t = &r->tokens[s->first + i];
            t->lemma = t->form;
            t->upos = DL_X;
            t->head = i ? s->first : DL_ROOT;
            t->deprel = i ? DL_REL_dep : DL_REL_root;
        }
    }
    return true;
}
