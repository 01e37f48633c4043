/* actors_book.h - the dictionary of actors as read from its files (actors_read.c), before it is checked (actors_check.c) and
 * packed (actors_pack.c). A user's dictionaries are read over a book that begins with the compiled one (actors_extend.c): what
 * has no source in its place is ours. Strings point into the sources or the compiled section, which outlive the book. */
#ifndef DL_ACTORS_BOOK_H
#define DL_ACTORS_BOOK_H

#include "base/arena.h"
#include "base/fold.h"
#include "entities/actors_format.h"
#include "knowledge/knowledge.h"

enum { BOOK_NONE = UINT32_MAX };

typedef struct book_place {
    source *s; /* NULL: ours, already checked */
    const char *at;
} book_place;

typedef struct book_text {
    const char *s;
    size_t n;
} book_text;

/* A code and the block or blocks that define it. */
typedef struct book_code {
    book_text code;
    book_text domain;
    uint32_t item;     /* BOOK_NONE while only used, not yet defined */
    enum actor_kind kind;
    char order;        /* which part of a person's name is the surname: 'l'ast, 'f'irst, 'g'iven name only */
    book_place place;
    bool mentioned;
} book_code;

typedef struct book_item {
    enum actor_kind kind;
    book_text name;
    uint32_t code, tied, title; /* BOOK_NONE where there is none */
    uint8_t sector, also, rank;
    uint16_t flags;
    book_place place;
} book_item;

typedef struct book_spelling {
    book_text text;
    uint32_t item, tenure;
    enum actor_form form;
    bool shared;
    book_place place;
    dl_fold fold;
} book_spelling;

/* A span of time in which an office was held, a party governed or a name was used. Each end is a range, since a source may
 * know only the year. */
typedef struct book_tenure {
    uint32_t item, office; /* who; ACTOR_OFFICE or ACTOR_TITLE item, or BOOK_NONE */
    uint32_t code;
    int32_t from[2], to[2];
    uint8_t sector, also, flags;
    bool shared;           /* two holders at once on purpose */
    book_place place;
} book_tenure;

typedef struct book_sector {
    char code[4];
    bool domain; /* stands in the country's place: IGO */
} book_sector;

typedef struct actors_book {
    dl_arena arena; /* strings that no source holds */
    book_code *codes;         size_t n_codes;
    book_item *items;         size_t n_items;
    book_spelling *spellings; size_t n_spellings;
    book_spelling *shorts;    size_t n_shorts; /* ours: short names, which were made from spellings before */
    book_tenure *tenures;     size_t n_tenures;
    book_sector sectors[64];  size_t n_sectors; /* 0 is none */
    struct { uint32_t bloc, member; book_place place; } *members; size_t n_members;
    struct actors_names *names; /* items by name, for the reader */
    bool over;                /* begins with ours */
    bool failed;              /* memory ended */
} actors_book;

/* Enters what is in the book already into the reader's tables of names. */
bool actors_book_index(actors_book *b);
/* Reads all files, reporting every slip of form. */
bool actors_book_read(actors_book *b, source *files, size_t n);
/* Reports what reads well but cannot be right: clashes, overlaps, unknown codes, unreachable entries. */
void actors_book_check(actors_book *b);
/* The section "actors". */
bool actors_book_pack(actors_book *b, dl_bytes *out);
void actors_book_free(actors_book *b);

struct actors;
/* Reads a user's files over the compiled dictionary and packs both as one section: an actor of ours that is written again is
 * extended, a name or an office that both speak of is as the user says. Reports problems; false only when memory ended. */
bool actors_extend(const struct actors *ours, source *files, size_t n, dl_bytes *out);

/* One more element of an array that doubles. Used by the book's files. */
void *book_more(actors_book *b, void *array, size_t n, size_t size);

#endif
