/* private.h - what the files of this room share: the dictionaries as they are kept, and the reader of their lines. */
#ifndef DL_PETRARCH_PRIVATE_H
#define DL_PETRARCH_PRIVATE_H

#include "base/table_build.h"
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
};

/* While loading. */
typedef struct petr_file {
    char *text, *end, *next;
    uint32_t file, line;  /* line that was read last, from 1 */
    bool shown;           /* a comment that never ends was told */
} petr_file;

typedef struct petr_loader {
    struct petrarch *p;
    petrarch_log *log;
    codes codes;
    table_builder strings;    /* offset of each string in p->strings */
    phrase_builder actors, agents, lists;
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

#endif
