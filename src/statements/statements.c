/* statements.c - the stage that finds who says, thinks or plans what: frames, then statements made of them. */
#include <stdlib.h>

#include "base/error.h"
#include "statements/tagger.h"

frame *frame_add(dl_report *r, frames *all, uint32_t head, uint32_t first, uint32_t count) {
    if (all->n == all->room) {
        uint32_t room = all->room ? all->room * 2 : 32;
        frame *more = arena_grow(&r->arena, all->items, all->n, room, sizeof *more);
        if (!more) return NULL;
        all->items = more;
        all->room = room;
    }
    frame *f = &all->items[all->n];
    *f = (frame){.head = head, .first = first, .count = count, .roles = ARENA_NEW(&r->arena, uint8_t, count + 1)};
    if (!f->roles) return NULL;
    all->n++;
    return f;
}

bool statements_model_open(dl_model *m, dl_error *err) {
    size_t size, words;
    struct statements_model *s = m->statements = calloc(1, sizeof *s);
    if (!s) return dl_fail(err, "out of memory");
    const void *senses = pack_section(&m->data, "senses.words", &words);
    if (!table_open(&s->senses, senses, words))
        return dl_fail(err, "dateline.data: no lists of what words are about; build it again with this version");
    const said_section *section = pack_section(&m->grammar, "statements", &size);
    if (!section || !size) return true; /* nothing learned yet: no statements are found */
    if (size != sizeof *section + SAID_BYTES || section->version != SAID_VERSION || !(section->cue_scale > 0))
        return dl_fail(err, "dateline.model: what was learned of statements is of another version; train it again (make train)");
    s->weights = (const int8_t *)(section + 1);
    s->cue_scale = section->cue_scale;
    s->threshold = section->threshold;
    s->outline = section->outline;
    return true;
}

void statements_model_close(dl_model *m) { free(m->statements); }

bool statements_read(dl_report *r) {
    frames all = {0};
    const struct statements_model *m = r->model->statements;
    return !m->weights || (statements_by_tagger(r, m, &all) && statements_assemble(r, &all) && statements_resolve(r));
}
