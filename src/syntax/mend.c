/* mend.c - a head is chosen for one word at a time, and now and then the words together make no clause: a verb that is a noun
 * or an adjective, a verb without its subject, a tense that cannot be shared. Such readings are set right after the tree. */
#include <string.h>
#include <strings.h>

#include "syntax/mend.h"
#include "syntax/word_features.h"

static bool is_noun(const dl_token *t) { return t->upos == DL_NOUN || t->upos == DL_PROPN; }

/* A verb with a tense of its own. */
static bool is_finite(const dl_token *t) {
    return t->upos == DL_VERB && (t->xpos == DL_XPOS_VBD || t->xpos == DL_XPOS_VBZ || t->xpos == DL_XPOS_VBP);
}

/* Each word's children, as bits of what they are to it. */
enum {
    HAS_SUBJECT = 1, HAS_AUXILIARY = 2, HAS_MARK = 4, HAS_CONJUNCTION = 8, HAS_ADVERB = 16, HAS_EARLY_CONJUNCTION = 32,
};

static void look(const dl_token *t, const dl_sentence *s, uint8_t *has) {
    memset(has, 0, s->count);
    for (uint32_t k = 0; k < s->count; k++) {
        uint32_t head = t[s->first + k].head - s->first;
        if (t[s->first + k].head == DL_ROOT || head >= s->count) continue;
        switch (t[s->first + k].deprel) {
        case DL_REL_nsubj: case DL_REL_nsubj_pass: case DL_REL_expl: has[head] |= HAS_SUBJECT; break;
        case DL_REL_aux: case DL_REL_aux_pass: has[head] |= HAS_AUXILIARY; break;
        case DL_REL_mark: has[head] |= HAS_MARK; break;
        case DL_REL_advmod: has[head] |= HAS_ADVERB; break;
        case DL_REL_cc: has[head] |= HAS_CONJUNCTION | (k < head ? HAS_EARLY_CONJUNCTION : 0); break;
        default: break;
        }
    }
}

static uint32_t classes_of(const word_classes *c, const dl_token *t) {
    feature_word w;
    feature_normalise(&w, t->form, t->bytes);
    return word_classes_find(c, w.hash);
}

/* Makes a word that was a noun or an adjective the verb of the sentence, if it can be one. */
static bool make_verb(const word_classes *words, dl_token *t, dl_sentence *s, uint32_t i) {
    uint32_t classes = classes_of(words, &t[i]);
    bool past = t[i].xpos == DL_XPOS_VBN || t[i].xpos == DL_XPOS_VBD || (t[i].xpos != DL_XPOS_VBZ && classes & CLASS_VBD);
    if (!past && !(classes & CLASS_VBZ)) return false;
    t[i].head = DL_ROOT;
    t[i].deprel = DL_REL_root;
    t[i].upos = DL_VERB;
    t[i].xpos = past ? DL_XPOS_VBD : DL_XPOS_VBZ;
    t[i].feats = 1ull << DL_FEAT_Mood_Ind | 1ull << DL_FEAT_VerbForm_Fin | 1ull << (past ? DL_FEAT_Tense_Past : DL_FEAT_Tense_Pres);
    s->root = i;
    return true;
}

/* "Canada imposed sanctions on Belarus." without any small word is often taken for one long noun, with the verb before its head
 * like an adjective or a name. A verb between two nouns of which the second heads the sentence is its verb. */
static uint32_t bare_clause(const word_classes *words, dl_token *t, dl_sentence *s) {
    uint32_t h = s->root, end = s->first + s->count;
    if (h < s->first || h >= end || !is_noun(&t[h])) return DL_ROOT;
    for (uint32_t k = s->first; k < end; k++)
        if (t[k].head == h && t[k].deprel == DL_REL_cop) return DL_ROOT;
    for (uint32_t i = s->first + 1; i < h; i++) {
        uint32_t before = i - 1;
        if (t[i].head != h || (t[i].deprel != DL_REL_amod && t[i].deprel != DL_REL_compound)) continue;
        bool noun = is_noun(&t[before]) || (t[before].upos == DL_ADJ && classes_of(words, &t[before]) & CLASS_NN); /* "the military" */
        if (!noun || (t[before].head != h && t[before].head != i)) continue;
        bool subject = t[before].deprel == DL_REL_nsubj && t[before].head == h; /* of a noun: the verb is missing */
        uint32_t classes = t[i].upos == DL_NOUN ? classes_of(words, &t[i]) : 0;
        bool no_noun = classes & CLASS_VBD && !(classes & (CLASS_NN | CLASS_NNS)); /* "struck" */
        if (t[i].xpos != DL_XPOS_VBN && t[i].xpos != DL_XPOS_VBD && t[i].xpos != DL_XPOS_VBZ && !subject && !no_noun) continue;
        if (!make_verb(words, t, s, i)) continue;
        for (uint32_t k = s->first; k < end; k++) {
            if (k == i || k == h || t[k].head != h) continue;
            if (k < before || t[k].deprel == DL_REL_nsubj || t[k].deprel == DL_REL_punct || t[k].deprel == DL_REL_advmod) t[k].head = k < before ? before : i;
            else if (k > h && t[k].deprel == DL_REL_nmod) t[k].head = i, t[k].deprel = DL_REL_obl;
            else if (k > h && t[k].deprel == DL_REL_acl) t[k].head = i, t[k].deprel = DL_REL_advcl;
        }
        t[before].head = i;
        t[before].deprel = DL_REL_nsubj;
        if (t[before].upos == DL_ADJ) t[before].upos = DL_NOUN, t[before].xpos = DL_XPOS_NN;
        t[h].head = i;
        t[h].deprel = DL_REL_obj;
        return i;
    }
    return DL_ROOT;
}

/* "France plans to deploy troops.": a name and a word that may be a verb of the present, with what is done: no noun. */
static uint32_t bare_plan(const word_classes *words, dl_token *t, dl_sentence *s) {
    uint32_t h = s->root, end = s->first + s->count, done = DL_ROOT;
    if (h <= s->first || h + 1 >= end || t[h].xpos != DL_XPOS_NNS || t[h + 1].xpos != DL_XPOS_TO) return DL_ROOT;
    if (t[h - 1].upos != DL_PROPN || t[h - 1].head != h || t[h - 1].deprel != DL_REL_compound) return DL_ROOT;
    for (uint32_t k = s->first; k < end; k++) {
        if (t[k].head != h) continue;
        if (t[k].deprel == DL_REL_acl && t[k].xpos == DL_XPOS_VB && t[h + 1].head == k) done = k;
        else if (t[k].deprel == DL_REL_cop || t[k].deprel == DL_REL_nsubj) return DL_ROOT;
    }
    if (done == DL_ROOT || !make_verb(words, t, s, h)) return DL_ROOT;
    for (uint32_t k = s->first; k + 1 < h; k++)
        if (t[k].head == h) t[k].head = h - 1;
    t[h - 1].deprel = DL_REL_nsubj;
    t[done].deprel = DL_REL_xcomp;
    return h;
}

/* "cancelled flights to Kyiv and troops unloaded arms": a verb that is joined to another without an "and" of its own has as its
 * subject the noun before it, which the tree joined to the noun before that. */
static void joined_clause(dl_token *t, const dl_sentence *s, const uint8_t *has, uint32_t i) {
    if (i < s->first + 2 || (t[i].deprel != DL_REL_conj && t[i].deprel != DL_REL_advcl) || !is_finite(&t[i])) return;
    uint32_t n = i - 1;
    if (t[n].deprel != DL_REL_conj || !is_noun(&t[n]) || t[n].head >= n || t[t[n].head].head == i) return;
    if (has[i - s->first] & (HAS_CONJUNCTION | HAS_SUBJECT | HAS_AUXILIARY | HAS_MARK | HAS_ADVERB) || !(has[n - s->first] & HAS_EARLY_CONJUNCTION)) return;
    t[n].head = i;
    t[n].deprel = DL_REL_nsubj;
}

/* "warned that the standoff could damage relations and called on China": a verb of the same tense as the one that says, joined
 * to what is said, whose own verb is none that could share its subject so ("could damage", "was holding"): whoever said it did.
 * Nor is "called" a participle there: "could ... called" is no verb. */
static void shared_tense(dl_token *t, const dl_sentence *s, const uint8_t *has, uint32_t i) {
    bool participle = t[i].upos == DL_VERB && t[i].xpos == DL_XPOS_VBN;
    if (t[i].deprel != DL_REL_conj || !(is_finite(&t[i]) || participle) || !(has[i - s->first] & HAS_CONJUNCTION)) return;
    if (has[i - s->first] & (HAS_SUBJECT | HAS_AUXILIARY | HAS_MARK)) return;
    uint32_t c = t[i].head;
    if (c < s->first || c >= i || t[c].deprel != DL_REL_ccomp || !(has[c - s->first] & HAS_AUXILIARY)) return;
    if (t[c].xpos != DL_XPOS_VB && t[c].xpos != DL_XPOS_VBG && (participle || t[c].xpos != DL_XPOS_VBN)) return;
    uint32_t m = t[c].head;
    if (m < s->first || m > c || t[m].upos != DL_VERB || t[m].xpos != (participle ? DL_XPOS_VBD : t[i].xpos)) return;
    t[i].head = m;
    if (participle) t[i].xpos = DL_XPOS_VBD, t[i].feats = t[m].feats;
}

static bool is_form(const dl_token *t, const char *form) { return !strcasecmp(t->form, form); }

/* "had been due to visit Moscow": before a verb "due" is what somebody is, and "due to" no preposition. */
static void due_to(dl_token *t, dl_sentence *s, uint32_t due) {
    uint32_t to = due + 1, verb = due + 2, end = s->first + s->count;
    if (verb >= end || !is_form(&t[due], "due") || !is_form(&t[to], "to") || t[verb].xpos != DL_XPOS_VB || t[to].head != due) return;
    uint32_t top = t[due].head; /* the verb, or its object: "due to hold | talks" */
    if (top < verb || top >= end || (top != verb && t[verb].head != top)) return;
    bool is = false;
    for (uint32_t k = s->first; k < due; k++) is |= t[k].head == top && t[k].deprel == DL_REL_cop;
    if (!is) return;
    for (uint32_t k = s->first; k < end; k++) {
        if (t[k].head != top || k == due) continue;
        bool after = k > due && t[k].deprel != DL_REL_conj && t[k].deprel != DL_REL_parataxis && t[k].deprel != DL_REL_punct;
        if (!after) t[k].head = due;
        else if (k != verb && top != verb && t[k].deprel != DL_REL_det && t[k].deprel != DL_REL_amod && t[k].deprel != DL_REL_compound) {
            t[k].head = verb;
            if (t[k].deprel == DL_REL_nmod) t[k].deprel = DL_REL_obl;
        }
        if (t[k].deprel == DL_REL_nsubj_outer) t[k].deprel = DL_REL_nsubj;
    }
    t[due].head = t[top].head;
    t[due].deprel = t[top].deprel;
    t[due].upos = DL_ADJ;
    t[due].xpos = DL_XPOS_JJ;
    if (s->root == top) s->root = due;
    if (top != verb) t[top].head = verb, t[top].deprel = DL_REL_obj;
    t[verb].head = due;
    t[verb].deprel = DL_REL_xcomp;
    t[verb].upos = DL_VERB;
    t[to].head = verb;
    t[to].deprel = DL_REL_mark;
    t[to].upos = DL_PART;
    t[to].xpos = DL_XPOS_TO;
}

/* "is due in Taipei on Sunday": before a name "due in" is no preposition of two words either. */
static void due_in(dl_token *t, dl_sentence *s, uint32_t due) {
    uint32_t in = due + 1, top = due + 2, end = s->first + s->count;
    if (top >= end || !is_form(&t[due], "due") || t[in].head != due || t[in].deprel != DL_REL_fixed) return;
    while (top + 1 < end && t[top + 1].upos == DL_PROPN && t[top].head == top + 1) top++;
    bool is = false;
    for (uint32_t k = s->first; k < due; k++) is |= t[k].head == top && t[k].deprel == DL_REL_cop;
    if (!is || t[top].upos != DL_PROPN) return;
    for (uint32_t k = s->first; k < end; k++) {
        if (t[k].head != top || k == due || t[k].deprel == DL_REL_flat || t[k].deprel == DL_REL_compound) continue;
        t[k].head = due;
        if (t[k].deprel == DL_REL_nmod) t[k].deprel = DL_REL_obl;
    }
    t[due].head = t[top].head;
    t[due].deprel = t[top].deprel;
    t[due].upos = DL_ADJ;
    t[due].xpos = DL_XPOS_JJ;
    t[due].feats = 1ull << DL_FEAT_Degree_Pos;
    if (s->root == top) s->root = due;
    t[top].head = due;
    t[top].deprel = DL_REL_obl;
    t[in].head = top;
    t[in].deprel = DL_REL_case;
    t[in].upos = DL_ADP;
    t[in].xpos = DL_XPOS_IN;
}

/* ", a claim Islamabad denied.": what stands between an apposition and the stop is a name and a verb. True if that became one. */
static bool said_beside(const word_classes *words, dl_token *t, const dl_sentence *s, uint32_t i) {
    uint32_t end = s->first + s->count, p = i;
    if (i + 1 < end && t[i + 1].upos != DL_PUNCT) return false;
    while (p > s->first && t[p - 1].upos == DL_PROPN) p--;
    if (p == i) return false;
    uint32_t from = p;
    if (p > s->first && t[p - 1].upos == DL_DET && is_form(&t[p - 1], "the")) p--;
    if (p < s->first + 4 || t[p - 1].upos != DL_NOUN || !(is_form(&t[p - 2], "a") || is_form(&t[p - 2], "an")) || t[p - 3].form[0] != ',') return false;
    uint32_t noun = p - 1, subject = i - 1, classes = classes_of(words, &t[i]);
    bool past = classes & CLASS_VBD;
    if ((t[i].head == noun && t[i].deprel == DL_REL_acl_relcl) || (!past && !(classes & CLASS_VBZ))) return false;
    for (uint32_t k = from; k < i; k++)
        if (t[k].head < from || t[k].head >= i) subject = k;
    uint32_t up = t[i].head;
    bool own = t[noun].head < noun - 2; /* the noun hangs where it should */
    if (!own && (up == DL_ROOT || up >= noun)) return false;
    for (uint32_t k = s->first; k < end; k++)
        if (t[k].head == i && k < noun) t[k].head = noun; /* the comma, and what was taken for its subject */
    for (uint32_t k = noun - 1; k < noun; k++) t[k].head = noun;
    if (!own) t[noun].head = up, t[noun].deprel = DL_REL_parataxis;
    t[i].head = noun;
    t[i].deprel = DL_REL_acl_relcl;
    t[i].upos = DL_VERB;
    t[i].xpos = past ? DL_XPOS_VBD : DL_XPOS_VBZ;
    t[i].feats = 1ull << DL_FEAT_Mood_Ind | 1ull << DL_FEAT_VerbForm_Fin | 1ull << (past ? DL_FEAT_Tense_Past : DL_FEAT_Tense_Pres);
    for (uint32_t k = p; k < i; k++)
        if (k < from || k == subject) t[k].head = k == subject ? i : subject;
    t[subject].deprel = DL_REL_nsubj;
    return true;
}

/* "accused Eritrea, which was not at the talks, of shelling the town": behind the comma goes on who is accused, and not the
 * clause about them. */
static void after_relative(dl_token *t, const dl_sentence *s, uint32_t i) {
    if (i < s->first + 3 || t[i].xpos != DL_XPOS_VBG || !is_form(&t[i - 1], "of") || t[i - 1].head != i || t[i - 2].form[0] != ',') return;
    for (uint32_t up = t[i].head, steps = 0; up != DL_ROOT && up >= s->first && up < i && steps < 8; up = t[up].head, steps++) {
        uint32_t whom = t[up].head;
        if (t[up].deprel != DL_REL_acl_relcl || whom == DL_ROOT || whom > up) continue;
        if (t[whom].deprel != DL_REL_obj && t[whom].deprel != DL_REL_nsubj_pass) return;
        t[i].head = t[whom].head;
        t[i].deprel = DL_REL_advcl;
        return;
    }
}

/* ", dashing hopes for a ceasefire": what stands before a noun behind a comma, and can only be a verb, is what was done by it. */
static void free_participle(const word_classes *words, dl_token *t, const dl_sentence *s, uint32_t i) {
    uint32_t h = t[i].head, verb;
    if (i < s->first + 2 || t[i - 1].form[0] != ',' || h != i + 1 || h >= s->first + s->count || !is_noun(&t[h]) || t[i].upos == DL_VERB) return;
    if ((t[i].deprel != DL_REL_compound && t[i].deprel != DL_REL_amod) || (t[h].deprel != DL_REL_appos && t[h].deprel != DL_REL_parataxis && t[h].deprel != DL_REL_dep)) return;
    uint32_t classes = classes_of(words, &t[i]);
    if (!(classes & CLASS_VBG) || classes & (t[i].upos == DL_ADJ ? CLASS_NN | CLASS_JJ : CLASS_NN)) return;
    for (verb = t[h].head; verb != DL_ROOT && verb >= s->first && verb < i && t[verb].upos != DL_VERB; verb = t[verb].head) {}
    if (verb == DL_ROOT || verb < s->first || verb >= i) return;
    for (uint32_t k = s->first; k < i; k++)
        if (t[k].head == h) t[k].head = i;
    t[i].head = verb;
    t[i].deprel = DL_REL_advcl;
    t[i].upos = DL_VERB;
    t[i].xpos = DL_XPOS_VBG;
    t[i].feats = 1ull << DL_FEAT_Tense_Pres | 1ull << DL_FEAT_VerbForm_Part;
    t[h].head = i;
    t[h].deprel = DL_REL_obj;
}

/* "accused neighbouring Orland of laying mines": what is only ever an adjective does nothing; the noun after it is the object. */
static void no_gerund(const word_classes *words, dl_token *t, const dl_sentence *s, uint32_t i) {
    uint32_t end = s->first + s->count, verb = t[i].head, noun = DL_ROOT;
    if (t[i].xpos != DL_XPOS_VBG || verb == DL_ROOT || verb >= i || t[verb].upos != DL_VERB) return;
    if (t[i].deprel != DL_REL_xcomp && t[i].deprel != DL_REL_ccomp && t[i].deprel != DL_REL_advcl) return;
    uint32_t classes = classes_of(words, &t[i]);
    if (!(classes & CLASS_JJ) || classes & CLASS_VBG) return;
    for (uint32_t k = i + 1; k < end && noun == DL_ROOT; k++)
        if (t[k].head == i && t[k].deprel == DL_REL_obj && is_noun(&t[k])) noun = k;
    if (noun == DL_ROOT) return;
    for (uint32_t k = s->first; k < end; k++)
        if (t[k].head == i) t[k].head = verb;
    t[i].head = noun;
    t[i].deprel = DL_REL_amod;
    t[i].upos = DL_ADJ;
    t[i].xpos = DL_XPOS_JJ;
    t[i].feats = 1ull << DL_FEAT_Degree_Pos;
}

/* "must “bear full responsibility”": the word after "must" is the verb, though it could be a noun before the one that was taken
 * for the head of it all. */
static void bare_modal(const word_classes *words, dl_token *t, dl_sentence *s, uint32_t i) {
    uint32_t end = s->first + s->count, h = t[i].head, verb = i + 1;
    while (verb < end && (t[verb].upos == DL_PUNCT || t[verb].upos == DL_ADV || t[verb].upos == DL_PART)) verb++;
    if (t[i].xpos != DL_XPOS_MD || h == DL_ROOT || h <= verb || h >= end || !is_noun(&t[h]) || t[verb].head != h) return;
    if (!(classes_of(words, &t[verb]) & CLASS_VB) || t[verb].deprel == DL_REL_det) return;
    for (uint32_t k = s->first; k < end; k++)
        if (t[k].head == h && t[k].deprel == DL_REL_cop) return;
    for (uint32_t k = s->first; k < end; k++) {
        bool clause = k < verb || t[k].deprel == DL_REL_punct || t[k].deprel == DL_REL_advcl || t[k].deprel == DL_REL_conj;
        if (t[k].head == h && k != verb && clause) t[k].head = verb;
    }
    t[verb].head = t[h].head;
    t[verb].deprel = t[h].deprel;
    t[verb].upos = DL_VERB;
    t[verb].xpos = DL_XPOS_VB;
    t[verb].feats = 1ull << DL_FEAT_VerbForm_Inf;
    if (s->root == h) s->root = verb;
    t[h].head = verb;
    t[h].deprel = DL_REL_obj;
}

uint32_t mend_tree(const word_classes *words, dl_token *t, dl_sentence *s) {
    uint8_t has[DL_MAX_SENTENCE];
    if (s->count > DL_MAX_SENTENCE || s->count < 3) return DL_ROOT;
    uint32_t verb = bare_clause(words, t, s);
    if (verb == DL_ROOT) verb = bare_plan(words, t, s);
    look(t, s, has);
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        joined_clause(t, s, has, i);
        shared_tense(t, s, has, i);
        due_to(t, s, i);
        due_in(t, s, i);
        free_participle(words, t, s, i);
        if (said_beside(words, t, s, i) && verb == DL_ROOT) verb = i;
        after_relative(t, s, i);
        no_gerund(words, t, s, i);
        bare_modal(words, t, s, i);
    }
    return verb;
}
