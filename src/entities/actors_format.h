/* actors_format.h - the compiled dictionary of actors as it lies in dateline.data: flat arrays that point at each other by
 * number. src/knowledge writes it, src/entities reads it; every change needs a new ACTORS_VERSION. */
#ifndef DL_ACTORS_FORMAT_H
#define DL_ACTORS_FORMAT_H

#include <stdint.h>

#define ACTORS_VERSION 4u
#define ACTORS_NONE UINT16_MAX /* no code, no title */

enum actor_kind {
    ACTOR_STATE,        /* a country, or a territory that acts for itself */
    ACTOR_ORGANIZATION, /* international: NATO, the ICRC */
    ACTOR_BLOC,         /* states spoken of together: the West, the G7 */
    ACTOR_GROUP,        /* armed groups */
    ACTOR_BODY,         /* a named part of a state or organization: the Duma, the Pentagon */
    ACTOR_PARTY, ACTOR_MEDIA, ACTOR_COMPANY,
    ACTOR_PERSON,
    ACTOR_TITLE,        /* "foreign minister": an office that many states have */
    ACTOR_OFFICE,       /* an office of one state under a name of its own: "Secretary of State" */
    ACTOR_ROLE,         /* common nouns: a person or persons ("soldiers"), */
    ACTOR_CORPS,        /* a body ("army"), */
    ACTOR_THING,        /* a thing that acts for its owner ("warship") */
    ACTOR_TIE,          /* "backed", "former", "of": how an actor is bound to the one named beside it */
    ACTOR_KINDS
};

/* What a spelling is to its item. */
enum actor_form {
    ACTOR_NAME, ACTOR_ADJECTIVE, ACTOR_PEOPLE, ACTOR_CAPITAL, ACTOR_SEAT, ACTOR_SINGULAR, ACTOR_PLURAL, ACTOR_NOMINAL,
    ACTOR_FORMS
};

/* What a tie says; kept in actors_item.rank. See data/actors/ties.txt. */
enum actor_tie {
    ACTORS_NO_TIE, ACTORS_BACKER, ACTORS_FROM, ACTORS_PRO, ACTORS_ANTI, ACTORS_FORMER, ACTORS_ELSEWHERE, ACTORS_OWNER, ACTORS_PLACE, ACTORS_SERVICE,
    ACTORS_DEED,
    ACTORS_TIES
};

enum { /* actors_item.flags */
    ACTOR_INHERITS = 1, /* takes its sector from whom it belongs to: spokesman, official, chief */
    ACTOR_APART = 2,    /* stands against or beside whom it is named after: critics, opponents, victims */
    ACTOR_ONE = 4,      /* title: one holder at a time */
    ACTOR_SHE = 8, ACTOR_HE = 16,
    ACTOR_LOCAL = 32,   /* title: its holders are known at home, so that elsewhere others may be meant by their names */
    ACTOR_ACTING = 64,  /* tenure: in an acting capacity */
    ACTOR_OTHER = 128,  /* of a state it is another state: ally, rival */
    ACTOR_HIRED = 256,  /* takes its sector from the organization it works for, if one is told: analyst, engineer */
};

typedef struct actors_head {
    uint32_t version, codes, items, tenures, keys, surnames, sectors, members, holders, strings;
    uint32_t classes[2]; /* bits: which of the (at most 64) sectors are classes, IGO and the like */
    uint32_t bucket_keys[37 * 37 + 1], bucket_surnames[37 * 37 + 1];
} actors_head;

typedef struct actors_code {
    char id[16];     /* "UKR", "NATO", "HAMAS" */
    char code[16];   /* whom it acts as: the country of a territory or group at home in one, else the id */
    char domain[4];  /* the country, or IGO, UNO, EUR, NGO, MNC, IMG; empty for blocs */
    uint32_t item;   /* the country, organization, bloc or group itself */
    char order;      /* which part of a person's name is the surname: 'l'ast, 'f'irst, 'g'iven name only */
    char spare[3];
} actors_code;

typedef struct actors_item {
    uint32_t name;             /* offset of the canonical name */
    uint32_t tenure, tenures;  /* offices of a person, times in government of a party */
    uint16_t code;             /* whose it is; of a person: the home country */
    uint16_t tied, title;
    uint8_t kind, sector, also; /* sectors are numbers into the list of sectors; 0 is none */
    uint8_t rank;              /* title: lower comes first when a person holds several */
    uint16_t flags;
} actors_item;

typedef struct actors_tenure {
    int32_t from, to; /* days, both included; INT32_MIN and INT32_MAX where open or unknown */
    uint16_t code, title;
    uint32_t item;    /* who; UINT32_MAX where the span only says when a name holds */
    uint32_t office;  /* item of the office under its own name, or UINT32_MAX */
    uint8_t sector, also, flags;
    uint8_t shared;   /* two holders at once on purpose */
} actors_tenure;

/* Tenures with an office are listed once more, sorted by code, title and beginning: who held it on a day. */

typedef struct actors_key {
    uint64_t capitals; /* bits of letters that must be capitals */
    uint32_t text, item;
    uint8_t bytes, form, flags, spare;
    uint32_t from_to;  /* number of a tenure that says when the name holds, or UINT32_MAX */
} actors_key;
enum { ACTORS_KEY_SHARED = 1 }; /* another item has the better claim to this name */

/* Bucket of a key by its first two bytes, in the order of memcmp: digits, letters, all else. */
static inline uint32_t actors_bucket_class(unsigned char c) {
    if (c >= '0' && c <= '9') return (uint32_t)(c - '0');
    if (c >= 'a' && c <= 'z') return 10u + (uint32_t)(c - 'a');
    return 36;
}

/* Days of a date since 1970-01-01 in the Gregorian calendar. */
static inline int32_t actors_days(int y, int m, int d) {
    y -= m <= 2;
    int era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1, doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

#endif
