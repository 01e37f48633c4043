/* coder.h - what the files of this room share while the events of one report are found. Private.
 *
 * A `find` is a word that some frame of the lexicon fits: which entry, which code, which words fill its slots. Finds are made
 * from the leaves up, since a carrier ("refused") needs to know what it carries ("to supply weapons"); then those that no other
 * has taken up become events. */
#ifndef DL_CODER_H
#define DL_CODER_H

#include "events/lexicon.h"
#include "model.h"
#include "report.h"

#define NO_TOKEN UINT32_MAX

enum { FIND_TOPIC = 1, FIND_TAKEN = 2, FIND_NOUN = 4, FIND_PLAIN = 8 }; /* PLAIN: the carrier keeps its content as it is */
typedef struct find {
    uint32_t token, entry, frame;
    uint32_t source, target, content, object; /* tokens, or NO_TOKEN */
    uint32_t clause;            /* a content that no entry fits, but which may name somebody */
    uint16_t code;
    uint8_t flags, score;
} find;

typedef struct coder {
    dl_report *r;
    const lexicon *lex;
    const dl_token *tokens;     /* the report's */
    uint32_t *child, *sibling;  /* per token: its first child, the next child of its head; in the order of the text */
    uint32_t *found;            /* per token: 1 + its find, 0 none */
    uint8_t *looked;            /* per token: 0 not yet, 1 being looked at, 2 done */
    uint32_t *place_at;         /* per token: 1 + the place it belongs to */
    bool *is_time;              /* per token: it is a day or the like, or belongs to one, and is nobody */
    find *finds; size_t n_finds, cap_finds;
    size_t cap_events;
    bool failed;                /* memory ended */
} coder;

/* clause.c: what stands where around a word. */
#define EACH_CHILD(c, i, k) for (uint32_t k = (c)->child[i]; k != NO_TOKEN; k = (c)->sibling[k])
bool clause_prepare(coder *c);
bool clause_is(const dl_token *t, const char *lemma);
uint32_t clause_child(const coder *c, uint32_t i, int deprel);
/* A word of `words` (" to for ") that marks token k as its case or mark; false when there is none. */
bool clause_marked(const coder *c, uint32_t k, const char *words);
/* Whether a clause has one of the auxiliaries in `words` (" must should "); " that " asks for none. */
bool clause_modal(const coder *c, uint32_t k, const char *words);
bool clause_passive(const coder *c, uint32_t i);
uint32_t clause_subject(const coder *c, uint32_t i); /* who does it, for a passive the agent; also from clauses above */
uint32_t clause_object(const coder *c, uint32_t i);
/* The word that a head such as "some of", "dozens of", "members of" stands for, or itself. */
uint32_t clause_through(const coder *c, uint32_t i);
/* Whether further words of an entry ("out" of "pull out") hang on i. */
bool clause_with(const coder *c, uint32_t i, const char *words);

/* match.c: the find of a word, or NULL. */
const find *match_word(coder *c, uint32_t i, int depth);
bool match_in_set(const coder *c, uint32_t i, uint32_t set);

/* trace.c: what was looked at and turned down, kept only with options.explain. */
enum { TRACE_FRAMES = 16 };
typedef struct trace {
    struct { uint32_t frame; uint8_t missing; bool fits; } tried[TRACE_FRAMES]; /* missing: slot that nothing fills */
    int n;
} trace;
void trace_frame(const coder *c, trace *t, uint32_t frame, bool fits, uint8_t missing);
/* The frames tried at token i, of which `best` was taken (UINT32_MAX: none). */
void trace_word(coder *c, const trace *t, uint32_t i, uint32_t best);
void trace_find(coder *c, const find *f, const char *why);

/* who.c */
typedef struct party {
    uint32_t token, entity; /* or NO_TOKEN, DL_NONE */
    const char *code, *sector;
} party;
enum { PARTIES = 6 };
/* All that token i and what is joined to it by "and" stand for; returns how many. */
size_t who_all(const coder *c, uint32_t i, party *out);
bool who_is(const coder *c, uint32_t i, party *out);
/* Source and target of a find, with what the clause offers where slots are empty. */
size_t who_source(const coder *c, const find *f, party *out);
/* Whether it names somebody who can act or be acted on. */
bool who_names(const coder *c, const party *p);
/* How a target was found, the surest way first. */
enum { TARGET_SLOT, TARGET_CONTENT, TARGET_PLACE, TARGET_GUESS };
size_t who_target(const coder *c, const find *f, party *out, uint8_t *how);

/* status.c */
uint8_t status_of(const coder *c, const find *f);

/* The statement in whose content a find stands, or DL_NONE. */
uint32_t status_statement(const coder *c, uint32_t i);

/* when.c: date, until, place and quantity of an event. */
bool when_fill(coder *c, const find *f, dl_event *e);

#endif
