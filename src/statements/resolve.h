/* resolve.h - what the files share that read more off a statement once its parts are found: its act, who speaks to whom, by
 * which channel, when, and which earlier statement it takes up. Private to src/statements. */
#ifndef DL_RESOLVE_H
#define DL_RESOLVE_H

#include "model.h"
#include "statements/saying.h"
#include "statements/statements.h"

/* The tree as lists: of each token the last of its dependents, and of each dependent the one before it; DL_NONE ends a list. */
typedef struct branches {
    uint32_t *last, *before;
} branches;

typedef struct resolver {
    dl_report *r;
    const struct saying_model *words;
    branches tree;
    uint32_t *sentence_of; /* per token */
    uint32_t *acting;      /* per statement: the token of the cue that told its act, or DL_NONE */
    uint32_t *speaker_at;  /* per token that heads a source: the entity it was found to be, or DL_NONE */
    uint32_t *name_first, *name_next, name_mask; /* focus.c: entities by their surnames and given names */
    uint32_t *alias;       /* per entity: a description of whom it was found to be, or DL_NONE */
    bool *timed;           /* per token: it tells a time */
    uint8_t *role;         /* per token: ROLE_... in the statement that is being looked at, see resolve_mark() */
} resolver;

/* Each for one statement, or (threads, running on) for all. */
void resolve_act(resolver *v, dl_statement *s);
void resolve_settle(const resolver *v, dl_statement *s); /* act, once the speaker is known */
void resolve_speaker(resolver *v, dl_statement *s);
void resolve_silent(resolver *v); /* quotations that nobody is named for */
void resolve_addressee(resolver *v, dl_statement *s);
void resolve_channel(resolver *v, dl_statement *s);
void resolve_date(resolver *v, dl_statement *s);
bool resolve_threads(resolver *v);

/* Sets v->role of the statement's tokens to `on` ? their roles : ROLE_NONE. Cost: the statement's length. */
void resolve_mark(resolver *v, const dl_statement *s, bool on);
/* The tokens that a span begins with and ends before. */
void resolve_tokens(const dl_report *r, dl_span span, uint32_t *from, uint32_t *to);
/* The dependent with this relation nearest before the head's others, or DL_NONE. */
uint32_t resolve_child(const resolver *v, uint32_t of, int rel);
/* The subject of a verb, or of the verb that it goes with ("said, adding that"), or DL_NONE. */
uint32_t resolve_subject(const resolver *v, uint32_t verb);
/* The verb of the answer where this verb asks: "Asked whether it is true, Roe said". */
uint32_t resolve_answer(const resolver *v, uint32_t asked);
/* The entity whom a noun phrase with this head stands for, or DL_NONE. */
uint32_t resolve_entity(const resolver *v, uint32_t head);
/* True for persons, groups, organizations and countries: those who can speak and be spoken to. */
bool resolve_is_someone(const resolver *v, uint32_t entity);
/* True if a dependent with lemma `lemma` and relation `rel` hangs on the token. */
bool resolve_has(const resolver *v, uint32_t of, int rel, const char *lemma);
/* The name of the paper, station or agency that a noun phrase with this head names, as written; NULL if it names none. */
const char *resolve_outlet(resolver *v, uint32_t head);
/* Bits of the token's lemma, or of its form. */
uint32_t resolve_bits(const resolver *v, uint32_t token);

/* focus.c: whom a source means, of which `entity` is what the links of mentions tell. */
bool focus_begin(resolver *v);
uint32_t focus_of_pronoun(const resolver *v, uint32_t pronoun, uint32_t entity);
uint32_t focus_of_name(const resolver *v, uint32_t token, uint32_t entity);
uint32_t focus_of_description(const resolver *v, const dl_statement *s, uint32_t head, uint32_t entity);

/* The longest cue that begins with token i of a sentence that ends before `end`; TABLE_NONE if there is none. */
uint32_t resolve_cue(const resolver *v, uint32_t i, uint32_t end, uint32_t *last);

#endif
