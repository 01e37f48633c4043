/* model.h - what a dl_model holds: the two mapped files and each stage's view of its sections. Private. */
#ifndef DL_MODEL_H
#define DL_MODEL_H

#include "base/pack.h"
#include "dateline.h"

struct text_model;   /* src/text: lists for furniture, abbreviations, sentence boundaries */
struct entities_model; /* src/entities: patterns of times and quantities */
struct actors;       /* src/entities: the dictionary of actors */
struct places_model; /* src/entities: the gazetteer and the tagger of place names */
struct ledger_model; /* src/ledger: words by which the ledger is kept */
struct relation_model; /* src/events: sets of meanings, and the learned relation of two actors */
struct syntax_model; /* src/syntax: the network and its vocabulary */

struct statements_model; /* src/statements: the learned finder of statements */
struct saying_model; /* src/statements: which act a cue tells, addressees, channels */
struct mention_model;  /* src/entities: words that tell what a mention is, and the learned links between mentions */

struct events_model;   /* src/events: the lexicon of events */

struct dl_model {
    dl_pack grammar; /* dateline.model: learned */
    dl_pack data;    /* dateline.data: compiled from data/ */
    char version[17];
    struct text_model *text;
    struct syntax_model *syntax;
    struct mention_model *mentions;
    struct entities_model *entities;
    struct actors *actors;
    struct places_model *places;
    struct relation_model *relations;
    struct ledger_model *ledger;
    struct statements_model *statements;
    struct saying_model *saying;
    struct petrarch *petrarch; /* src/petrarch: a user's PETRARCH dictionaries, or NULL */
    long petrarch_problems;    /* lines of them that could not be carried over */
    char petrarch_first[400];
    struct events_model *events;
};

/* The usual grammar model with the data file at `data`: how lint tries what it has just compiled. */
dl_model *model_open_data(const char *data, dl_error *err);

/* Each stage finds its sections in the packs, checks their sizes, and keeps pointers into the maps. */
bool text_model_open(dl_model *m, dl_error *err);
void text_model_close(dl_model *m);
bool entities_model_open(dl_model *m, dl_error *err);
void entities_model_close(dl_model *m);
bool mention_model_open(dl_model *m, dl_error *err);
void mention_model_close(dl_model *m);
bool actors_model_open(dl_model *m, dl_error *err);
void actors_model_close(dl_model *m);
bool events_model_open(dl_model *m, dl_error *err);
void events_model_close(dl_model *m);
bool syntax_model_open(dl_model *m, dl_error *err);
void syntax_model_close(dl_model *m);
bool ledger_model_open(dl_model *m, dl_error *err);
void ledger_model_close(dl_model *m);
bool places_model_open(dl_model *m, dl_error *err);
void places_model_close(dl_model *m);
bool relation_model_open(dl_model *m, dl_error *err);
void relation_model_close(dl_model *m);
bool statements_model_open(dl_model *m, dl_error *err);
void statements_model_close(dl_model *m);
bool saying_model_open(dl_model *m, dl_error *err);
void saying_model_close(dl_model *m);

#endif
