/* actors_book.h - the dictionary of actors as read from its files, before it is checked (actors_check.c) and packed
 * (actors_pack.c). Strings point into the sources, which outlive the book. */
#ifndef DL_ACTORS_BOOK_H
#define DL_ACTORS_BOOK_H

#include "base/arena.h"
#include "base/fold.h"
#include "entities/actors_format.h"
#include "knowledge/knowledge.h"

enum { BOOK_NONE = UINT32_MAX };

typedef struct book_place {
    source *s;
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
    uint8_t sector, also, flags, rank;
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
    book_tenure *tenures;     size_t n_tenures;
    book_sector sectors[64];  size_t n_sectors; /* 0 is none */
    struct { uint32_t bloc, member; book_place place; } *members; size_t n_members;
    struct person_table *persons;
    bool failed;              /* memory ended */
} actors_book;

/* Reads all files, reporting every slip of form. */
bool actors_book_read(actors_book *b, source *files, size_t n);
/* Reports what reads well but cannot be right: clashes, overlaps, unknown codes, unreachable entries. */
void actors_book_check(actors_book *b);
/* The section "actors". */
bool actors_book_pack(actors_book *b, dl_bytes *out);
void actors_book_free(actors_book *b);

/* One more element of an array that doubles. Used by the book's files. */
void *book_more(actors_book *b, void *array, size_t n, size_t size);

#endif
