/* places.h - finding the places a report names: first which words name a place (a small learned tagger over names
 * and their surroundings), then which place is meant (the gazetteer and the report's other places). Private to the
 * room. */
#ifndef DL_PLACES_H
#define DL_PLACES_H

#include "entities/gazetteer.h"
#include "model.h"
#include "report.h"

/* ---- words ------------------------------------------------------------------------------------------------------- */

enum place_shape { SHAPE_LOWER, SHAPE_CAP, SHAPE_UPPER, SHAPE_MIXED, SHAPE_INITIAL, SHAPE_DIGIT, SHAPE_PUNCT };

/* What the best meaning of a gazetteer name is, coarsely. */
enum place_class {
    CLASS_NONE,
    CLASS_COUNTRY,
    CLASS_DIVISION,
    CLASS_METROPOLIS,
    CLASS_CITY,
    CLASS_TOWN,
    CLASS_VILLAGE,
    CLASS_COUNTY,
    CLASS_REGION,
    CLASS_WATER,
    CLASS_ISLAND,
    CLASS_LANDMARK,
    CLASS_ADJECTIVE,
    CLASS_SHORT,
    CLASS_POSTAL
};

/* How a word is used over the whole report: counts, each at most 255. */
typedef struct place_habit {
    uint32_t hash;
    uint8_t capital, lower, located, titled, speaks, joined_left, joined_right, before_place, possessive;
} place_habit;

typedef struct place_word {
    uint32_t hash;        /* of the folded form */
    uint32_t bits;        /* 1 << PLACE_WORD_... */
    uint8_t shape;
    uint8_t class;        /* of the longest gazetteer name that covers it */
    uint8_t class_at;     /* 0: the name's first word, 1: a later one */
    bool active;          /* may be part of a name */
    uint32_t key;         /* at the name's first word: its number */
    uint32_t match;       /* at the name's first word: words it covers */
    uint32_t run, run_end;/* the capitalised words this one stands among: [run, run_end) */
    const place_habit *habit;
} place_word;

/* Looks every word of the report up. NULL when memory ends. */
place_word *place_words(dl_report *r);
/* The longest name of the gazetteer that starts at token `at`, in words, at most to `end`; 0 if there is none. */
uint32_t place_longest(const dl_report *r, const gazetteer *g, const place_word *w, uint32_t at, uint32_t end,
                       uint32_t *key);
/* Whether a candidate of a name may be meant by what is written: short forms need their capitals. */
bool place_form_fits(uint32_t entry, const dl_fold *f, bool dotted);
bool place_is_dotted(const dl_token *t);

/* ---- the tagger -------------------------------------------------------------------------------------------------- */

enum { LABEL_OUT, LABEL_BEGIN, LABEL_IN, LABELS };
enum { PLACE_FEATURES_MAX = 96, PLACE_WEIGHT_BITS = 15, PLACE_WEIGHTS = 1 << PLACE_WEIGHT_BITS };

enum { PLACE_USE_FEATURES_MAX = 40, PLACE_USE_BITS = 14 };

/* Weights of the section "places" of dateline.model, one after the other. */
typedef struct place_tagger {
    const int8_t *weights; /* [feature][label] */
    const int8_t *steps;   /* [label before][label] */
    const int8_t *uses;    /* [feature][use] */
} place_tagger;
#define PLACES_WEIGHTS "places"
enum {
    PLACE_STEPS_AT = PLACE_WEIGHTS * LABELS,
    PLACE_USES_AT = PLACE_STEPS_AT + LABELS * LABELS,
    PLACE_WEIGHTS_ALL = PLACE_USES_AT + (1 << PLACE_USE_BITS) * DL_PLACE_USES
};
static inline place_tagger place_tagger_at(const int8_t *weights) {
    return (place_tagger){weights, weights + PLACE_STEPS_AT, weights + PLACE_USES_AT};
}

/* The features of one active word, as numbers below PLACE_WEIGHTS. Returns how many. */
uint32_t place_features(const dl_report *r, const place_word *w, const dl_sentence *s, uint32_t at,
                        uint32_t out[PLACE_FEATURES_MAX]);
/* Labels every word of the report. NULL when memory ends. */
uint8_t *place_labels(dl_report *r, const place_tagger *t, const place_word *w);
/* Where the run of active words that begins at `at` ends. */
uint32_t place_stretch(const place_word *w, uint32_t at, uint32_t end);

/* How a name is used, and the features by which that is judged. */
uint32_t place_use_features(const dl_report *r, const place_word *w, uint32_t first, uint32_t count,
                            uint32_t out[PLACE_USE_FEATURES_MAX]);
dl_place_use place_use(const dl_report *r, const place_tagger *t, const place_word *w, const dl_place *p);

/* ---- which place ------------------------------------------------------------------------------------------------- */

/* Finds what each of the n places means and fills in name, country, position and kind. */
bool place_resolve(dl_report *r, const gazetteer *g, const place_word *w, dl_place *places, size_t n);

struct places_model {
    gazetteer gazetteer;
    place_tagger tagger;
};

#endif
