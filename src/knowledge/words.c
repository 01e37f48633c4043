/* words.c - compiles data/words/: lists of English words by class become a table from every form of theirs, regular or listed,
 * to the set of classes it may have, and one from irregular forms to their base. */
#include <stdlib.h>
#include <string.h>

#include "knowledge/knowledge.h"
#include "syntax/word_classes.h"
#include "syntax/word_features.h"

enum { WORD_BYTES = 40, NOUN = 0, VERB, ADJECTIVE, ADVERB, POS_COUNT };
static const char *const POS[POS_COUNT] = {"noun", "verb", "adjective", "adverb"};

typedef struct form {
    uint64_t hash;
    uint32_t set;
} form;

typedef struct book {
    table_builder lemmas[POS_COUNT]; /* 1: its plural, past or comparative is listed; 2: its -ing is; else 0 */
    dl_bytes forms;
    table_builder irregular;         /* "v shot" to the place of its base form in `bases` */
    dl_bytes bases;
} book;

enum { LISTED = 1, LISTED_ING = 2 };

static void add(book *b, const char *word, uint32_t set) {
    feature_word w;
    feature_normalise(&w, word, strlen(word));
    bytes_add(&b->forms, &(form){w.hash, set}, sizeof(form));
}

/* `word` without its last `cut` bytes and with `end` for them. */
static void add_form(book *b, const char *word, size_t cut, const char *end, uint32_t set) {
    char made[WORD_BYTES + 8];
    size_t n = strlen(word) - cut;
    memcpy(made, word, n);
    memcpy(made + n, end, strlen(end) + 1);
    add(b, made, set);
}

static bool vowel(char c) { return c && strchr("aeiou", c); }
static bool ends(const char *word, const char *end) {
    size_t n = strlen(word), m = strlen(end);
    return n > m && !strcmp(word + n - m, end);
}
static bool ends_cy(const char *w) { return ends(w, "y") && !vowel(w[strlen(w) - 2]); }
static bool ends_co(const char *w) { return ends(w, "o") && !vowel(w[strlen(w) - 2]); }
static bool hisses(const char *w) { return ends(w, "s") || ends(w, "x") || ends(w, "z") || ends(w, "ch") || ends(w, "sh"); }

/* -s of nouns and verbs. */
static void add_s(book *b, const char *w, uint32_t set) {
    if (ends_cy(w)) add_form(b, w, 1, "ies", set);
    else if (hisses(w)) add_form(b, w, 0, "es", set);
    else add_form(b, w, 0, "s", set);
    if (ends_co(w)) add_form(b, w, 0, "es", set);
}

/* -ed, -er, -est alike. */
static void add_e(book *b, const char *w, const char *end, uint32_t set) {
    if (ends(w, "e")) add_form(b, w, 0, end + 1, set);
    else if (ends_cy(w)) {
        char changed[WORD_BYTES + 8];
        size_t n = strlen(w);
        memcpy(changed, w, n + 1);
        changed[n - 1] = 'i';
        add_form(b, changed, 0, end, set);
    } else add_form(b, w, 0, end, set);
}

static void add_ing(book *b, const char *w) {
    if (ends(w, "ie")) add_form(b, w, 2, "ying", CLASS_VBG);
    else if (ends(w, "e") && !ends(w, "ee") && !ends(w, "oe") && !ends(w, "ye")) add_form(b, w, 1, "ing", CLASS_VBG);
    else add_form(b, w, 0, "ing", CLASS_VBG);
}

static void add_lemma(book *b, int pos, const char *w, uint32_t listed) {
    static const uint32_t BASE[POS_COUNT] = {CLASS_NN, CLASS_VB, CLASS_JJ, CLASS_RB};
    add(b, w, BASE[pos]);
    if (pos == NOUN && !(listed & LISTED)) add_s(b, w, CLASS_NNS);
    if (pos == VERB) {
        add_s(b, w, CLASS_VBZ);
        if (!(listed & LISTED)) add_e(b, w, "ed", CLASS_VBD);
        if (!(listed & LISTED_ING)) add_ing(b, w);
    }
    /* Longer adjectives are compared with "more". */
    if (pos == ADJECTIVE && !(listed & LISTED) && strlen(w) <= 7) {
        add_e(b, w, "er", CLASS_JJR);
        add_e(b, w, "est", CLASS_JJS);
    }
}

/* The class of a listed form by the way it ends. */
static uint32_t class_of(int pos, const char *form) {
    if (pos == NOUN) return CLASS_NNS;
    if (pos == VERB) return ends(form, "ing") ? CLASS_VBG : ends(form, "s") && strcmp(form, "was") ? CLASS_VBZ : CLASS_VBD;
    if (pos == ADVERB) return CLASS_RB;
    return ends(form, "st") ? CLASS_JJS : CLASS_JJR;
}

/* Of two base forms with the same form the first in the list is taken. */
static void add_irregular(book *b, int pos, const char *form, const char *base) {
    char key[WORD_BYTES + 8] = {pos == VERB ? 'v' : 'n', ' '};
    if (pos != VERB && pos != NOUN) return;
    memcpy(key + 2, form, strlen(form) + 1);
    uint32_t *at = table_add(&b->irregular, key, strlen(key));
    if (!at || *at != TABLE_NONE) return;
    *at = (uint32_t)b->bases.size;
    bytes_add(&b->bases, base, strlen(base) + 1);
}

static void read_forms(book *b, source *s, int pos, char *line) {
    char *lemma = strtok(line, " \t"), *w;
    uint32_t *listed = table_add(&b->lemmas[pos], lemma, strlen(lemma));
    if (!listed) return; /* memory ended; said when the section is finished */
    if (*listed == TABLE_NONE) {
        source_problem(s, lemma, "'%s' is not in the list [%s]; put it there first", lemma, POS[pos]);
        *listed = 0;
    }
    while ((w = strtok(NULL, " \t"))) {
        if (strlen(w) > WORD_BYTES) {
            source_problem(s, w, "a word of over %d bytes; correct it", WORD_BYTES);
            continue;
        }
        uint32_t set = class_of(pos, w);
        add(b, w, set);
        add_irregular(b, pos, w, lemma);
        if (set == CLASS_VBG) *listed |= LISTED_ING;
        else if (set != CLASS_VBZ) *listed |= LISTED;
    }
}

static void read_lemmas(book *b, source *s, int pos, char *line) {
    for (char *w = strtok(line, " \t"); w; w = strtok(NULL, " \t")) {
        if (strlen(w) > WORD_BYTES) {
            source_problem(s, w, "a word of over %d bytes; correct it", WORD_BYTES);
            continue;
        }
        uint32_t *listed = table_add(&b->lemmas[pos], w, strlen(w));
        if (listed && *listed != TABLE_NONE) source_problem(s, w, "'%s' is in the list [%s] already; take one out", w, POS[pos]);
        if (listed) *listed = 0;
    }
}

static void read_file(book *b, source *s) {
    int pos = -1;
    bool forms = false;
    for (char *line; (line = source_line(s, NULL));) {
        char *heading = source_heading(s, line);
        if (heading) {
            char *tail = strstr(heading, " forms");
            forms = tail && !tail[6];
            if (forms) *tail = 0;
            for (pos = POS_COUNT - 1; pos >= 0 && strcmp(heading, POS[pos]); pos--) {}
            if (pos < 0) source_problem(s, line, "no list is called [%s]; write noun, verb, adjective or adverb, or one with ' forms'", heading);
        } else if (pos < 0) source_problem(s, line, "a word before any [list]; write its heading above it");
        else if (forms) read_forms(b, s, pos, line);
        else read_lemmas(b, s, pos, line);
    }
}

/* Forms into open slots. Words whose hashes agree in the upper half would share a slot's tag only if they also met. */
static void finish(knowledge *k, dl_bytes *forms) {
    size_t n = forms->size / sizeof(form), slots = 1024;
    const form *f = (const form *)(const void *)forms->at;
    while (slots < 2 * n) slots *= 2;
    dl_bytes out = {0};
    bytes_add(&out, NULL, slots * 8);
    uint32_t (*slot)[2] = (void *)out.at;
    for (size_t i = 0; !out.failed && i < n; i++) {
        uint32_t at = (uint32_t)f[i].hash & (uint32_t)(slots - 1), upper = (uint32_t)(f[i].hash >> 32);
        while (slot[at][1] && slot[at][0] != upper) at = (at + 1) & (uint32_t)(slots - 1);
        slot[at][0] = upper;
        slot[at][1] |= f[i].set;
    }
    out.failed |= forms->failed;
    bytes_free(forms);
    knowledge_section(k, "words.classes", &out);
}

void knowledge_words(knowledge *k, source *files, size_t n) {
    book b = {0};
    for (size_t i = 0; i < n; i++) read_file(&b, &files[i]);
    for (int pos = 0; pos < POS_COUNT; pos++) {
        dl_bytes section = {0};
        dl_table t;
        if (!table_finish(&b.lemmas[pos], &section)) b.forms.failed = true;
        if (table_open(&t, section.at, section.size))
            for (uint32_t i = 0; i < t.n; i++) add_lemma(&b, pos, table_key(&t, i), table_value(&t, i));
        bytes_free(&section);
    }
    finish(k, &b.forms);
    dl_bytes irregular = {0};
    if (!table_finish(&b.irregular, &irregular)) irregular.failed = true;
    knowledge_section(k, "words.forms", &irregular);
    knowledge_section(k, "words.bases", &b.bases);
}
