/* knowledge.h - how the plain files of data/ become sections of dateline.data, and how a new kind of data is added.
 *
 * Each folder of data/ is one kind: the files of data/text are read by knowledge_text(), and so on. To add a kind:
 *   1. put its files into data/NAME/ (ending .txt or .tsv; read in order of their names);
 *   2. write src/knowledge/NAME.c with knowledge_NAME(), which goes through its files line by line, reports every
 * problem with source_problem(), and hands finished sections to knowledge_section(), named "NAME.something";
 *   3. add one line to the table KINDS in knowledge.c, and the declaration below;
 *   4. read the sections where they are used, straight from the map, with pack_section() and base/table.h.
 * A kind checks all it can (duplicates, clashes, unknown codes, dates): `dateline lint` runs the same code as `dateline
 * compile`, and any problem keeps dateline.data from being written.
 *
 * What all data files share: UTF-8; a `#` at the start of a line or after a blank begins a comment (`\#` is a plain #);
 * a line that ends in ` \` goes on in the next; blanks at both ends do not count; lines left empty are skipped. */
#ifndef DL_KNOWLEDGE_H
#define DL_KNOWLEDGE_H

#include <stdio.h>

#include "base/table_build.h"
#include "dateline.h"

typedef struct knowledge knowledge;

/* Where problems are told, and how many there were. */
typedef struct source_log {
    FILE *to;         /* each on a line of its own; or NULL */
    char *first;      /* the first of them, cut to `room` bytes; or NULL */
    size_t room;
    long problems;
} source_log;

/* One data file while it is read. */
typedef struct source {
    source_log *log;
    char *path;       /* "data/text/furniture.txt" */
    char *text, *end; /* content, cut up by source_line(); NUL-terminated */
    char *raw;        /* content as it was, for line and column of a problem */
    char *next;       /* where the next line begins */
} source;

/* The next line that holds anything: trimmed, its comment gone, continuations joined; *bytes (may be NULL) its length.
 * NULL at the end. It may be changed in place and lives as long as the source. */
char *source_line(source *s, size_t *bytes);
/* "[link line]" gives "link line"; NULL for any other line. A bracket that is not closed is reported. */
char *source_heading(source *s, char *line);
/* Cuts `line` at each `separator` into trimmed fields and returns how many there are, which may be more than `max`;
 * only `max` are stored, the last of which is not cut further. */
size_t source_split(char *line, char separator, char **fields, size_t max);
/* Goes back to the first line, as it was. */
void source_rewind(source *s);

/* Reports a problem at `at`, a place in the source's text: "FILE:LINE:COLUMN: " and the message, which says what is
 * wrong; and after a semicolon what to do. */
__attribute__((format(printf, 3, 4))) void source_problem(source *s, const char *at, const char *format, ...);
/* Where something was defined before, as "line 12" or "data/x/y.txt:12": for "defined twice" messages; `s` NULL is what was
 * compiled before. Valid until the thread's fourth next call. */
const char *source_place(source *now, source *s, const char *at);

/* Adds a section to the pack; takes over the bytes and empties `section`. */
void knowledge_section(knowledge *k, const char *name, dl_bytes *section);
/* For tables that point into another kind's data: the sections already added, or NULL. Kinds run in the order of KINDS.
 */
const dl_bytes *knowledge_find(knowledge *k, const char *name);

typedef void knowledge_reader(knowledge *k, source *files, size_t n);
knowledge_reader knowledge_text;     /* data/text: word lists of furniture, sentences and tokens */
knowledge_reader knowledge_words;    /* data/words: words of English and the classes they may have */
knowledge_reader knowledge_mentions; /* data/mentions: kinds of common nouns, given names, titles */
knowledge_reader knowledge_patterns; /* data/patterns: times and quantities */
knowledge_reader knowledge_actors;   /* data/actors: states, organizations, groups, office-holders, agents */
knowledge_reader knowledge_events;   /* data/events: verbs, nouns and frames of events, and their codes */
knowledge_reader knowledge_places;   /* data/places: the gazetteer and words that tell places from other names */
knowledge_reader knowledge_statements; /* data/statements: cues of acts, addressees, channels */
knowledge_reader knowledge_codes;    /* data/codes: what other formats call countries, actors and sectors */
knowledge_reader knowledge_ledger;   /* data/ledger: words by which the ledger is kept */
knowledge_reader knowledge_meanings; /* data/meanings: sets of words that mean much the same */
knowledge_reader knowledge_senses;   /* data/senses: what verbs, nouns and adjectives are about */

struct actors;
/* Reads a user's dictionaries over the compiled dictionary of actors `ours`, reports problems to `log`, and makes one section
 * of both. False when a file cannot be read or memory ends. */
bool knowledge_dictionaries(const struct actors *ours, const dl_dictionary *list, size_t n, source_log *log, dl_bytes *section,
                            dl_error *err);

/* Reads, checks and compiles every file of `dir` into the pack `out`. Problems go to stderr; `depfile` (may be NULL)
 * gets a make rule that names every file and folder read, so that the build runs this again when one changes. */
bool knowledge_compile(const char *dir, const char *out, const char *depfile, dl_error *err);
/* Reads and checks the same way, and then `n` dictionaries over what was read, and prints every problem to `to`, one a line.
 * `dir` NULL: dictionaries over the compiled data of the model that is found. Returns how many problems there are, or -1 with
 * a message when a folder or file cannot be read at all. */
long knowledge_lint(const char *dir, const dl_dictionary *list, size_t n, FILE *to, dl_error *err);

#endif
