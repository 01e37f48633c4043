/* statements.h - what the files of this room share: a frame is one attribution while it is being found, a role for each word
 * of a stretch of the report. Private to src/statements. */
#ifndef DL_STATEMENTS_H
#define DL_STATEMENTS_H

#include "report.h"

enum { ROLE_NONE, ROLE_SOURCE, ROLE_CUE, ROLE_CONTENT, ROLES };

typedef struct frame {
    uint32_t head;           /* token: the cue's verb or noun, or DL_NONE */
    uint32_t first, count;   /* the tokens that `roles` speaks of */
    uint8_t *roles;          /* ROLE_... */
    float confidence;
} frame;

typedef struct frames {
    frame *items;
    uint32_t n, room;
} frames;

/* A new frame over `count` tokens, all without a role; NULL when memory ends. */
frame *frame_add(dl_report *r, frames *all, uint32_t head, uint32_t first, uint32_t count);

/* Turns frames that have a content into r->statements, r->statement_at. */
bool statements_assemble(dl_report *r, const frames *all);

/* Fills acts, entities, threads, channels and dates of r->statements. */
bool statements_resolve(dl_report *r);

#endif
