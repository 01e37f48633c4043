/* trace.c - why a word did not become an event: which frame wanted what. Kept for `dateline explain` only. */
#include <stdio.h>
#include <string.h>

#include "events/coder.h"

enum { MISSES = 4 }; /* frames told of a word that fits none */

void trace_frame(const coder *c, trace *t, uint32_t frame, bool fits, uint8_t missing) {
    if (!c->r->options.explain || t->n == TRACE_FRAMES) return;
    t->tried[t->n].frame = frame;
    t->tried[t->n].fits = fits;
    t->tried[t->n++].missing = missing;
}

/* "nothing of the set it wants stands after into|against" */
static const char *lack(coder *c, const lex_frame *frame, uint8_t missing) {
    static const char *const wanted[] = {"nobody who does it", "nobody it is done to", "no event it speaks of", "no word of the set it wants"};
    if (missing >= frame->n_slots) return "its content is no event";
    const lex_slot *s = &c->lex->slots[frame->slots + missing];
    char text[200], words[100] = "";
    for (const char *w = c->lex->strings + s->words; *w && strlen(words) + 2 < sizeof words; w++)
        if (*w != ' ') strncat(words, w, 1);
        else if (*words && w[1]) strcat(words, "|");
    switch (s->at) {
    case LEX_AT_SUBJECT: snprintf(text, sizeof text, "%s is its subject", wanted[s->role]); break;
    case LEX_AT_OBJECT: case LEX_AT_SECOND: snprintf(text, sizeof text, "%s is its object", wanted[s->role]); break;
    case LEX_AT_PREPOSITION: snprintf(text, sizeof text, "%s stands after %s", wanted[s->role], words); break;
    default: snprintf(text, sizeof text, "%s stands in a clause after it", wanted[s->role]); break;
    }
    const char *kept = arena_copy(&c->r->arena, text, strlen(text));
    if (!kept) c->failed = true;
    return kept ? kept : "";
}

static void refuse(coder *c, uint32_t token, uint32_t frame, const char *why) {
    c->failed |= !report_refuse(c->r, token, c->lex->strings + c->lex->frames[frame].text, why);
}

void trace_word(coder *c, const trace *t, uint32_t i, uint32_t best) {
    for (int k = 0, misses = 0; k < t->n; k++) {
        const lex_frame *frame = &c->lex->frames[t->tried[k].frame];
        if (t->tried[k].frame == best) continue;
        if (t->tried[k].fits) refuse(c, i, t->tried[k].frame, best == UINT32_MAX ? "what it makes of its content is no event" : "fits too, but less closely");
        else if (best == UINT32_MAX && misses++ < MISSES) refuse(c, i, t->tried[k].frame, lack(c, frame, t->tried[k].missing));
    }
}

void trace_find(coder *c, const find *f, const char *why) {
    if (c->r->options.explain) refuse(c, f->token, f->frame, why);
}
