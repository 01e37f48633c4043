/* mend.c - a head is chosen for one word at a time, and now and then the words together make no clause: a verb that is an
 * adjective, a verb without its subject, a tense that cannot be shared. Three such readings are set right after the tree. */
#include <string.h>

#include "syntax/mend.h"

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

/* "Canada imposed sanctions on Belarus." without any small word is often taken for one long noun, with the verb before its head
 * like an adjective. A participle between a name and the noun that heads the sentence is its verb. */
static bool bare_clause(dl_token *t, dl_sentence *s) {
    uint32_t h = s->root;
    if (h < s->first || h >= s->first + s->count || !is_noun(&t[h])) return false;
    for (uint32_t i = s->first + 1; i < h; i++) {
        if (t[i].head != h || (t[i].deprel != DL_REL_amod && t[i].deprel != DL_REL_compound) || (t[i].xpos != DL_XPOS_VBN && t[i].xpos != DL_XPOS_VBD)) continue;
        uint32_t before = i - 1;
        if (!is_noun(&t[before]) || (t[before].head != h && t[before].head != i)) continue;
        for (uint32_t k = s->first; k < s->first + s->count; k++) {
            if (k == i || k == h) continue;
            if (t[k].head == h && (k < before || t[k].deprel == DL_REL_nsubj || t[k].deprel == DL_REL_punct || t[k].deprel == DL_REL_advmod)) t[k].head = k < before ? before : i;
            else if (t[k].head == h && k > h && t[k].deprel == DL_REL_nmod) t[k].head = i, t[k].deprel = DL_REL_obl;
        }
        t[before].head = i;
        t[before].deprel = DL_REL_nsubj;
        t[h].head = i;
        t[h].deprel = DL_REL_obj;
        t[i].head = DL_ROOT;
        t[i].deprel = DL_REL_root;
        t[i].upos = DL_VERB;
        t[i].xpos = DL_XPOS_VBD;
        s->root = i;
        return true;
    }
    return false;
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

void mend_tree(dl_token *t, dl_sentence *s) {
    uint8_t has[DL_MAX_SENTENCE];
    if (s->count > DL_MAX_SENTENCE || s->count < 3) return;
    bare_clause(t, s);
    look(t, s, has);
    for (uint32_t i = s->first; i < s->first + s->count; i++) {
        joined_clause(t, s, has, i);
        shared_tense(t, s, has, i);
    }
}
