/* private.h - what the files of this room share: the dictionaries as they are kept, and the reader of their lines. */
#ifndef DL_PETRARCH_PRIVATE_H
#define DL_PETRARCH_PRIVATE_H

#include "base/table_build.h"
#include "events/lexicon.h"
#include "knowledge/events_book.h"
#include "output/codes.h"
#include "petrarch/petrarch.h"

/* A code and the days (since 1970-01-01, both included) on which it holds. */
typedef struct petr_code {
    int32_t from, to;
    uint32_t actor, sector; /* offsets of strings; 0: "" */
    bool dated;
} petr_code;

typedef struct petr_place {
    uint32_t file, line;
} petr_place;

/* Codes [first, first + n) of an actor. */
typedef struct petr_actor {
    uint32_t first, n;
    petr_place place;
} petr_actor;

typedef struct petr_agent {
    uint32_t code, sector; /* strings: "GOV", "MOSREB"; our sector of it, "" */
    bool before;    /* stands before the actor's code: NGO~ */
    petr_place place;
} petr_agent;

enum { LIST_SENTENCE, LIST_STORY, LIST_ISSUE, LIST_NOT_SENTENCE, LIST_NOT_STORY }; /* discards; issues and what excludes them */
typedef struct petr_entry {
    uint32_t next;   /* another entry of the same phrase, or UINT32_MAX */
    uint32_t code;   /* string: of an issue */
    uint16_t section;/* <ISSUE> it stands in */
    uint8_t kind;
} petr_entry;

struct petrarch {
    const dl_model *model;
    dl_bytes strings;
    dl_bytes codes, actors, agents, entries;          /* arrays of the above */
    dl_bytes actor_section, agent_section, list_section;
    dl_phrases actor_phrases, agent_phrases, list_phrases;
    uint32_t sections;                                 /* of issues */
    dl_bytes lexicon_section;                          /* of events: ours with their verbs */
    lexicon lexicon;
    bool has_lexicon;
};

/* While loading. */
typedef struct petr_file {
    char *text, *end, *next;
    uint32_t file, line;  /* line that was read last, from 1 */
    bool quiet;           /* read a second time: what is wrong with comments and letters was told */
} petr_file;

typedef struct petr_loader {
    struct petrarch *p;
    petrarch_log *log;
    codes codes;
    table_builder strings;    /* offset of each string in p->strings */
    phrase_builder actors, agents, lists;
    table_builder seen_codes; /* of actors, split already */
    dl_bytes splits;          /* pairs of strings: actor, sector */
    char **paths; size_t n_paths;
    bool failed;              /* memory ended */
} petr_loader;

/* The next line that holds anything, in place: comments (#, <!-- -->, and with `semicolons` ;) and blanks at the end gone, blanks
 * at the start kept. NULL at the end. */
char *petr_line(petr_loader *l, petr_file *f, bool semicolons);
/* Tells of the line read last. */
__attribute__((format(printf, 3, 4))) void petr_problem(petr_loader *l, const petr_file *f, const char *format, ...);
const char *petr_path(const petr_loader *l, petr_place place);

char *petr_trim(char *s);
/* Capitals and "_" as blanks, runs of blanks as one, in place. */
void petr_phrase(char *s);
uint32_t petr_string(petr_loader *l, const char *s);
static inline const char *petr_text(const struct petrarch *p, uint32_t at) { return (const char *)p->strings.at + at; }
/* The plural that PETRARCH makes of a noun: -S, -IES, -ES. */
void petr_plural(const char *noun, char *out, size_t size);
/* "USAGOV" as our actor and sector; strings. */
/* Our sector of the first part of a code that has one, or 0. */
uint32_t petr_sector(petr_loader *l, const char *code);
void petr_split_code(petr_loader *l, const char *code, uint32_t *actor, uint32_t *sector);

void petr_read_actors(petr_loader *l, petr_file *f);
void petr_read_agents(petr_loader *l, petr_file *f);
void petr_read_discards(petr_loader *l, petr_file *f);
void petr_read_issues(petr_loader *l, petr_file *f);
void petr_read_verbs(petr_loader *l, petr_file *f);


/* ---- verbs -------------------------------------------------------------------------------------------------------- */

enum { PETR_WORDS_MAX = 2000000 }; /* of all sets */

typedef struct petr_synset {
    uint32_t items, n;   /* [items, items + n) */
    uint32_t set;        /* made of it, or TABLE_NONE */
    uint32_t mark, line;
} petr_synset;

typedef struct petr_item {
    uint32_t text, line; /* string */
    uint32_t inner;      /* of a nested one: its synset, or TABLE_NONE */
    bool nested;
} petr_item;

typedef struct petr_plain { /* the entry of a block's verbs that have one code */
    uint16_t code;
    bool mutual;
    uint32_t entry;
} petr_plain;

typedef struct petr_pattern {
    lex_book_frame frame;
    bool mutual;
} petr_pattern;

typedef struct petr_particle_frame { /* "* OFF [160]": a frame of every verb of the block with that word */
    uint32_t with;
    lex_book_frame frame;
} petr_particle_frame;

/* While a dictionary of verbs is read. */
typedef struct petr_verbs {
    petr_loader *l;
    lex_book book;                     /* ours, and theirs behind it */
    table_builder names;               /* of synsets */
    table_builder phrases;             /* of patterns: the set of each */
    table_builder theirs;              /* verbs: line */
    dl_bytes synsets, items;
    dl_bytes frames, particles, verbs, plain; /* of the block that is open */
    const char *block;                 /* its name */
    uint16_t block_code;
    bool block_mutual, has_verb;
    uint32_t mark, told, n_words;
} petr_verbs;

const lexicon *petr_lexicon(const petr_loader *l); /* the one to build on */
bool petr_verbs_begin(petr_verbs *v);
bool petr_verbs_finish(petr_verbs *v);
void petr_verbs_free(petr_verbs *v);
void petr_open_block(petr_verbs *v, petr_file *f, char *s);
void petr_close_block(petr_verbs *v);
void petr_add_verb(petr_verbs *v, petr_file *f, char *s);
/* The code of "[CODE]" or "[CODE:CODE]"; LEX_NO_CODE with *none where it says that there is no event, without where it was told
 * that the code is none. *mutual: both do it to each other. */
uint16_t petr_event_code(petr_verbs *v, petr_file *f, char *s, bool *none, bool *mutual);
void petr_particle(petr_verbs *v, const char *with, const lex_book_frame *frame, bool aims);

#endif
