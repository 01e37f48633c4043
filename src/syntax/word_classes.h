/* word_classes.h - what a word may be as a dictionary of English lists it, apart from any sentence: "denies" only a verb,
 * "plans" a noun or a verb. The grammar model takes the set of classes of a word as one more thing to look at. */
#ifndef DL_WORD_CLASSES_H
#define DL_WORD_CLASSES_H

#include "base/pack.h"
#include "base/table.h"

/* Bits of a set; their order is part of the learned model. VBD stands for the past participle too. */
enum {
    CLASS_NN = 1, CLASS_NNS = 2, CLASS_VB = 4, CLASS_VBZ = 8, CLASS_VBG = 16, CLASS_VBD = 32, CLASS_JJ = 64, CLASS_JJR = 128,
    CLASS_JJS = 256, CLASS_RB = 512, CLASS_SETS = 1024
};

/* View of the section "words.classes": slots {upper half of the normalised word's hash, set}, a power of two of them; a set of
 * 0 is an empty slot. */
typedef struct word_classes {
    const uint32_t (*slots)[2];
    uint32_t mask;
    dl_table forms;      /* irregular forms behind "v " or "n ", to the place of their base form in `bases` */
    const char *bases;
} word_classes;

/* False and a message when the section is missing or damaged. */
bool word_classes_open(word_classes *c, const dl_pack *data, dl_error *err);
/* The set of a word by the hash that feature_normalise() gives; 0 for a word that is in no list. */
uint32_t word_classes_find(const word_classes *c, uint64_t hash);
/* The base form of an irregular form of a verb or noun ("shot", "children"), or NULL. */
const char *word_classes_base(const word_classes *c, bool verb, const char *form);

#endif
