/* lexicon_format.h - the compiled lexicon of events: one section of flat arrays, written by src/knowledge/events*.c and read in
 * place. What the plain files look like is in docs/events.md. Private. */
#ifndef DL_LEXICON_FORMAT_H
#define DL_LEXICON_FORMAT_H

#include <stdint.h>

#define LEX_MAGIC 0x5856454Cu
#define LEX_NO_CODE 0xFFFFu   /* a carrier makes nothing of this content */
#define LEX_SAME 0xFFFEu      /* ... the content itself, as it is */
enum { LEX_CARRIERS = 12, LEX_SLOTS = 8, LEX_FRAMES_MAX = 64 };

/* The arrays, in this order: X(id, item). */
#define LEX_ARRAYS(X) \
    X(KEYS, unsigned char) X(SENSES, lex_sense) X(ENTRIES, lex_entry) X(FRAMES, lex_frame) X(SLOTS_ARRAY, lex_slot) X(CODES, lex_code) \
    X(CONTENTS, lex_content) X(LISTS, uint32_t) X(STRINGS, char)
enum {
#define X(id, item) LEX_##id,
    LEX_ARRAYS(X)
#undef X
    LEX_ARRAY_COUNT
};

typedef struct lex_head {
    uint32_t magic, carriers; /* how many columns the table of contents has */
    uint32_t refuse, pad;     /* 1 + the column of "refuse", which "will not" means; 0 none */
    struct { uint32_t at, n; } array[LEX_ARRAY_COUNT]; /* at: bytes from the head; n: items */
} lex_head;

/* What a word can be. TOPIC: a noun that says what another word is about (aid, sanctions) and is no event alone. */
#define LEX_USES(X) X(VERB, "verbs") X(NOUN, "nouns") X(TOPIC, "topics") X(ADJ, "adjectives") X(SET, "set") X(STATUS, "status")
enum {
#define X(id, name) LEX_##id,
    LEX_USES(X)
#undef X
    LEX_USE_COUNT
};

/* One meaning of a lemma. Those of one lemma follow each other; the table of keys gives the first. */
typedef struct lex_sense {
    uint32_t with;  /* string: further words that must hang on it ("out", "take part": "part"), blank between; "" none */
    uint32_t of;    /* entry, set, or LEX_STATUS_... */
    uint8_t use, last, words, pad;
} lex_sense;

enum {
    LEX_MUTUAL = 1, /* both sides do it to each other */
    LEX_WHOLE = 2,  /* a frame without a code says that there is no event, and words that fill its sets are none (src/petrarch) */
};
typedef struct lex_entry {
    uint32_t name;          /* string */
    uint32_t frames, n_frames;
    uint32_t mode;          /* string; "": as the code has it */
    uint32_t contexts;      /* in LISTS: a count, then strings; 0: as the code has them */
    uint16_t code;          /* or LEX_NO_CODE where every frame has its own */
    uint8_t flags, pad;
} lex_entry;

enum { LEX_ROLE_SOURCE, LEX_ROLE_TARGET, LEX_ROLE_CONTENT, LEX_ROLE_SET };          /* what fills a slot */
enum { LEX_AT_SUBJECT, LEX_AT_OBJECT, LEX_AT_SECOND, LEX_AT_PREPOSITION, LEX_AT_TO, LEX_AT_THAT }; /* where it stands */
typedef struct lex_slot {
    uint32_t set;          /* of LEX_ROLE_SET */
    uint32_t words;        /* string: prepositions, blank before and after each */
    uint8_t role, at, optional, also; /* also: 1 + another role that the same words fill: <city>=T */
} lex_slot;

typedef struct lex_frame {
    uint32_t text;          /* string "entry: S * T", shown as why */
    uint32_t slots;
    uint16_t code;          /* with `carrier`: what it is where the content is unknown */
    uint8_t n_slots, carrier; /* 1 + column of the table of contents, 0: none; LEX_CARRIERS + 1: the content itself */
    uint8_t weight;         /* how many conditions it has */
    uint8_t noun;           /* for nouns and topics, else for verbs and adjectives */
    uint8_t nothing, pad;   /* what fits it is no event */
} lex_frame;

typedef struct lex_code {
    char cameo[5];
    uint8_t type, quad, pad;
    float goldstein;
    uint32_t mode, contexts, name; /* strings; LISTS */
} lex_code;

/* What each carrier makes of a content whose code begins like this. The longest prefix is taken. */
typedef struct lex_content {
    char prefix[6];
    uint16_t code[LEX_CARRIERS];
} lex_content;

/* What a word says of the standing of what depends on it, as bits of LEX_STATUS. */
#define LEX_STATUSES(X) \
    X(PLANNED, "planned") X(POSSIBLE, "possible") X(CONDITIONAL, "conditional") X(DENIED, "denied") X(ALLEGED, "alleged") \
    X(NEGATED, "negated") X(FACT, "fact") X(ONGOING, "ongoing") X(SAID, "said") X(ASKED, "asked") X(PAST, "past") X(SOON, "soon") X(COMMON, "common") X(PART, "part") \
    X(PLANNED_CLAUSE, "planned clause") X(POSSIBLE_CLAUSE, "possible clause")
enum {
#define X(id, name) LEX_STATUS_##id,
    LEX_STATUSES(X)
#undef X
    LEX_STATUS_COUNT
};

#endif
