/* chains.h - mentions and the chains they are linked into while a report is read; shared by the files that find mentions,
 * match names, find speakers, score pairs and link. Private. */
#ifndef DL_CHAINS_H
#define DL_CHAINS_H

#include "entities/actors.h"
#include "entities/mention_words.h"
#include "model.h"
#include "report.h"

#define CHAIN_NONE UINT32_MAX

enum { SEX_HE = 1, SEX_SHE = 2, SEX_IT = 4 };      /* what pronouns may stand for it; 0 unknown */
enum { NUMBER_ONE = 1, NUMBER_MANY = 2 };          /* 0 unknown, both for "the committee" */
enum mention_role { ROLE_SUBJECT, ROLE_PASSIVE, ROLE_OBJECT, ROLE_OBLIQUE, ROLE_POSSESSOR, ROLE_NMOD, ROLE_COMPOUND, ROLE_APPOS,
                    ROLE_CONJ, ROLE_ROOT, ROLE_OTHER, ROLE_COUNT };
/* What sort of expression it is: pronouns by what they can mean, nominals by how they begin. */
enum mention_sort { SORT_NAME, SORT_DEFINITE, SORT_DEMONSTRATIVE, SORT_POSSESSED, SORT_INDEFINITE, SORT_QUANTIFIED, SORT_BARE,
                    SORT_MODIFIER, SORT_GROUP, SORT_I, SORT_WE, SORT_YOU, SORT_HE, SORT_SHE, SORT_IT, SORT_THEY, SORT_THIS, SORT_THERE,
                    SORT_EACH_OTHER, SORT_COUNT };
#define SORT_IS_PRONOUN(s) ((s) >= SORT_I)

typedef struct mention {
    uint32_t first, last, head;       /* tokens, last included */
    uint32_t name_first, name_last;   /* the name in it, titles left off; only if it is a name */
    uint32_t sentence;
    uint32_t order;                   /* its number among the sentence's mentions */
    uint32_t chain;                   /* CHAIN_NONE until linked */
    uint32_t before;                  /* the mention before it with the same head lemma, or CHAIN_NONE */
    uint32_t speaker;                 /* mention that says the quotation it stands in, or CHAIN_NONE */
    uint32_t waits;                   /* a later mention that it is surely one with: “I,” she said; or CHAIN_NONE */
    uint64_t lemma, string, name;     /* hashes: head lemma, whole expression without determiner, name without titles */
    uint8_t sort, role, kind, sex, number, flags;
    uint8_t words;                    /* content words, at most 255 */
    uint8_t det, prep, after;         /* its determiner and preposition, by number; what follows its head */
    uint16_t kin;                     /* which line of nouns that go with each other its head is of; 0: none */
    uint16_t seen, again;             /* how many mentions with its head lemma are before it, after it */
    uint32_t parent;                  /* the mention whose head governs it, or CHAIN_NONE */
    uint64_t modifier, numeral;       /* hashes of its first modifier and of a number in it; 0: none */
    uint64_t word_bits, head_bit;     /* sets of words: its modifiers; its head */
    uint64_t identity, office;        /* which thing or office of the dictionary of actors it is; 0: none */
    const actor_reading *reading;     /* what that says of it, or NULL */
} mention;
enum { MENTION_QUOTED = 1, MENTION_REFLEXIVE = 2, MENTION_POSSESSIVE = 4, MENTION_PREDICATE = 8, MENTION_TITLED = 16,
       MENTION_GIVEN = 32, MENTION_METONYM = 64 };

typedef struct chain {
    uint32_t first, last, count;      /* mentions: the earliest, the latest */
    uint32_t list, tail;              /* ends of the list by chains.next, which is in order only when all is done */
    uint32_t name;                    /* the mention with its fullest name, or CHAIN_NONE */
    uint32_t names;                   /* how many are names */
    const char *code;                 /* of whom its names act as, or NULL */
    const char *described;            /* the same of its noun phrases: "the Irish government" */
    uint64_t words, heads;            /* sets of words: all words of its mentions but pronouns; their heads */
    uint8_t kind, sex, number;
} chain;

enum { TOLD = 48 };

typedef struct chains {
    dl_report *r;
    const struct mention_model *words;
    const actors *actors;
    mention *mentions; size_t n;
    uint32_t *next;                   /* per mention: the next of its chain */
    uint32_t *at;                     /* per token: the mention whose head it is */
    uint32_t *starts;                 /* per sentence: its first mention; one more at the end */
    chain *chains; size_t n_chains;
    uint32_t waiting;                 /* mentions before this one wait for nobody */
    uint32_t *place_at;               /* per token: the place that begins there, or DL_NONE */
    const char *told[TOLD]; size_t n_told; /* countries that places and names of states tell, at most so many */
} chains;

/* Mentions of the whole report, in the order of their first words, the longer first. */
bool mention_find(chains *c);
/* Who says what is quoted: sets mention.speaker. */
bool mention_speakers(chains *c);

/* What the dictionary of actors says of each mention. */
bool mention_codes(chains *c);

/* Links names: for each mention that is a name the earlier one of the same thing, or CHAIN_NONE. Made once per report. */
typedef struct name_index name_index;
name_index *name_index_new(chains *c);
uint32_t name_match(name_index *x, uint32_t m);
/* The latest mention of a thing of the dictionary; the latest holder of an office, who a noun phrase may mean. */
uint32_t name_find_identity(name_index *x, uint64_t identity);
uint32_t name_match_office(name_index *x, uint32_t m);
uint32_t code_nominal(const chains *c, name_index *x, const mention *m);
/* Actor, sector, role and canonical name of a finished chain. */
void chain_code(chains *c, const chain *k, dl_entity *e);
/* What the words beside its names say it is, if nothing else does. */
void chain_calling(const chains *c, const chain *k, dl_entity *e);
/* Whose a mention is, by the words for it; or CHAIN_NONE. */
uint32_t chain_owner(const chains *c, const mention *m);
/* Is what is so called and belongs to `owner` of another country than that? */
bool chain_is_others(const actor_reading *r, const dl_entity *owner);
/* Once all are coded: what belongs to another entity. */
void chain_code_owned(chains *c, const chain *k, dl_entity *e);
/* And of what is left: the country that the context tells, into r->homes. */
bool chains_context(chains *c);
/* True where two names cannot be one: other given names or other titles' sex before one surname. */
/* Consonants of a word, kin ones as one: two spellings of one name have one number. */
uint64_t name_bones(const char *word);
bool name_clash(const chains *c, uint32_t a, uint32_t b);

/* Names behind offices with "of" are made the heads of their phrases. */
void entities_titled(dl_report *r);
/* Finds mentions, speakers and repeated words; false when memory ends. */
bool chains_begin(chains *c, dl_report *r);
/* What m is linked to by rules alone; CHAIN_NONE where scores are to say; m itself where it begins a
 * chain. */
uint32_t chain_by_rule(chains *c, name_index *x, uint32_t m);
/* Is a, to which a rule links m, a mere proposal that scores may turn down? Names are: "Indiana" of "University of Indiana". */
bool chain_in_doubt(const chains *c, uint32_t m, uint32_t a);
/* Puts m into a's chain, or begins one (a == CHAIN_NONE). */
void chain_join(chains *c, uint32_t m, uint32_t a);
/* Once the mentions before m are linked: whoever waits for one of them joins it. */
void chain_join_waiting(chains *c, uint32_t m);
bool chains_order(chains *c);
/* Links all mentions; without a net by rules alone. False when memory ends. */
struct pair_net;
bool chains_link(chains *c, const struct pair_net *net);

#endif
