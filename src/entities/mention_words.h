/* mention_words.h - what data/mentions says of a word, as bits: the kind of thing a common noun names, given names, titles. */
#ifndef DL_MENTION_WORDS_H
#define DL_MENTION_WORDS_H

#include "base/table.h"

/* Finer than the kinds of the record; 0 is unknown. X(id, heading in data/mentions) */
#define MENTION_KINDS(X) \
    X(PERSON, "person") X(GROUP, "group") X(ORGANIZATION, "organization") X(COUNTRY, "country") X(PLACE, "place") \
    X(EVENT, "event") X(TIME, "time") X(OBJECT, "object") X(ANIMAL, "animal") X(ABSTRACT, "abstract")
enum {
    KIND_UNKNOWN,
#define X(id, heading) KIND_##id,
    MENTION_KINDS(X)
#undef X
    KIND_COUNT
};

enum {
    WORD_KIND = 15,     /* mask: kind of a common noun (lower case, singular) */
    WORD_HE = 16, WORD_SHE = 32,
    WORD_GIVEN = 64,    /* a given name */
    WORD_TITLE = 128,   /* stands before names */
    WORD_GIVEN_HE = 256, WORD_GIVEN_SHE = 512, WORD_TITLE_HE = 1024, WORD_TITLE_SHE = 2048,
    WORD_REACHES = 4096, /* a verb whose object is a place where it takes one: visit, leave, bomb */
    WORD_PART = 8192,    /* eastern, mainland: a part of a country is not the country */
    WORD_LOOSE = 16384,  /* a preposition that says when or why, rarely of a noun */
    WORD_KIN_SHIFT = 16  /* above: the number of the line of nouns that it goes with */
};

struct mention_model {
    dl_table words;     /* to bits */
    dl_table nicknames; /* "bill/william" */
    struct pair_net *net; /* what was learned of pairs, or NULL */
};

/* Bits of a word as written; 0 when nothing is known of it. */
static inline uint32_t mention_word(const struct mention_model *m, const char *word, size_t bytes) {
    uint32_t bits = table_find(&m->words, word, bytes);
    return bits == TABLE_NONE ? 0 : bits;
}

#endif
