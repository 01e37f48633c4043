/* pending.c - weak stand-ins that let the whole link and run while a stage is still being written; the real function of the
 * same name replaces each. Delete a stand-in when its stage is there. */
#include <string.h>

#include "model.h"
#include "report.h"

#define PENDING __attribute__((weak))

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
