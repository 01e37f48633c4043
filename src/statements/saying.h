/* saying.h - what data/statements says of words: which act a cue tells, to whom a verb speaks, by which channel. Shared by the
 * compiler of data and by the files that resolve statements. */
#ifndef DL_SAYING_H
#define DL_SAYING_H

#include <string.h>

#include "base/table.h"

/* How a cue goes on: any way, with an infinitive, with somebody and an infinitive, with an object that is no clause. */
enum { GOES_ANY, GOES_TO, GOES_WHOM_TO, GOES_THING, GOES };
enum { SAYING_NO_ACT = 0xFF };

/* A cue's acts, a byte for each way to go on; SAYING_NO_ACT where that way is not listed. */
static inline uint8_t saying_act(uint32_t cue, int goes) { return (uint8_t)(cue >> 8 * goes); }
static inline uint32_t saying_with(uint32_t cue, int goes, uint8_t act) {
    return (cue & ~(0xFFu << 8 * goes)) | (uint32_t)act << 8 * goes;
}

/* Bits of single words. X(id, heading) */
#define SAYING_WORDS(X) \
    X(LIGHT, "light") X(NEGATES, "negates") X(QUOTES, "quotes") X(TELLS_OBJECT, "addressee object") X(TELLS_TO, "addressee to") \
    X(TELLS_ON, "addressee on") X(TELLS_FROM, "addressee from") X(TELLS_AT, "addressee at") X(TELLS_WITH, "addressee with") \
    X(MEETING, "meeting") X(OUTLET, "outlet") X(REPLIES, "replies") X(SPEAKS, "speaks") X(EMPTY, "empty") \
    X(SUFFERS, "suffers") X(IMPERSONAL, "impersonal") X(VERB_ONLY, "verbs only") X(SUFFIX, "suffix") X(RECALLS, "recalls")
enum {
#define X(id, heading) SAYING_BIT_##id,
    SAYING_WORDS(X)
#undef X
    SAYING_BITS
};
enum {
#define X(id, heading) SAYING_##id = 1u << SAYING_BIT_##id,
    SAYING_WORDS(X)
#undef X
};

struct saying_model {
    dl_phrases cues;     /* to acts by how they go on */
    dl_phrases contents; /* to an act */
    dl_phrases channels; /* to a number in `names` */
    dl_table names;      /* channels as the record writes them */
    dl_table words;      /* to bits */
};

/* Bits of a word, a lemma or (outlets) as written; 0 when nothing is known of it. */
static inline uint32_t saying_word(const struct saying_model *m, const char *word) {
    uint32_t bits = table_find(&m->words, word, strlen(word));
    return bits == TABLE_NONE ? 0 : bits;
}

#endif
