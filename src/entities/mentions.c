/* mentions.c - finds the expressions that may stand for a thing: names, noun phrases, pronouns, each with its span, number,
 * sex and kind, read off the trees. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "entities/chains.h"

enum { LOWER_BYTES = 128 };

static uint32_t lower_bits(const chains *c, const char *word) {
    char low[LOWER_BYTES];
    size_t n = strlen(word);
    if (n >= sizeof low) return 0;
    for (size_t i = 0; i < n; i++) low[i] = (char)tolower((unsigned char)word[i]);
    return mention_word(c->words, low, n);
}

/* ---- spans ------------------------------------------------------------------------------------------------------- */

/* "the ambassador to Norway, Ann Roe,": she is the ambassador, though the tree may hang her on Norway. */
static bool hangs_too_low(const chains *c, uint32_t i) {
    const dl_token *t = c->r->tokens;
    uint32_t on = t[i].head, above = on == DL_ROOT ? DL_ROOT : t[on].head;
    return t[i].deprel == DL_REL_appos && t[i].upos == DL_PROPN && above != DL_ROOT && t[on].deprel == DL_REL_nmod && on < i && above < on &&
           (lower_bits(c, t[above].lemma ? t[above].lemma : t[above].form) & WORD_KIND) == KIND_PERSON &&
           (lower_bits(c, t[on].lemma ? t[on].lemma : t[on].form) & WORD_KIND) != KIND_PERSON &&
           !(mention_word(c->words, t[on].form, strlen(t[on].form)) & WORD_GIVEN);
}

/* First and last token of each token's whole subtree. */
static void subtrees(const chains *c, const dl_sentence *s, uint32_t *left, uint32_t *right) {
    const dl_token *t = c->r->tokens;
    for (uint32_t i = s->first; i < s->first + s->count; i++) left[i] = right[i] = i;
    for (uint32_t i = s->first; i < s->first + s->count; i++) /* a sentence is at most 256 words deep */
        for (uint32_t up = t[i].head, at = i; up != DL_ROOT && !hangs_too_low(c, at); at = up, up = t[up].head) {
            bool grew = false;
            if (i < left[up]) left[up] = i, grew = true;
            if (i > right[up]) right[up] = i, grew = true;
            if (!grew) break; /* whoever is above has it already */
        }
}

/* Does a dependent belong to its head's expression? */
static bool inside(const dl_token *dep, bool after, bool predicate) {
    switch (dep->deprel) {
    case DL_REL_case: return after; /* the possessive 's */
    case DL_REL_det: case DL_REL_amod: case DL_REL_nummod: case DL_REL_compound: case DL_REL_flat: case DL_REL_fixed:
    case DL_REL_nmod: case DL_REL_nmod_poss: case DL_REL_nmod_desc: case DL_REL_nmod_unmarked: case DL_REL_det_predet:
    case DL_REL_acl: case DL_REL_acl_relcl: case DL_REL_goeswith:
        return true;
    case DL_REL_advmod: return after && !predicate;
    case DL_REL_obl: case DL_REL_advcl: return false;
    default: return false;
    }
}


typedef struct family {
    uint32_t *first_child, *sibling; /* children in the order of the text; DL_ROOT ends */
    uint32_t *left, *right;
} family;

/* "the envoy on Monday", "allies despite their refusal": not of the noun, whatever the tree says. */
static bool loose(const chains *c, const family *f, uint32_t dep, bool someone) {
    const dl_token *t = c->r->tokens;
    if (someone && (lower_bits(c, t[dep].lemma ? t[dep].lemma : t[dep].form) & WORD_KIND) == KIND_TIME) return true;
    for (uint32_t d = f->first_child[dep]; d != DL_ROOT && d < dep; d = f->sibling[d])
        if (t[d].deprel == DL_REL_case && lower_bits(c, t[d].form) & WORD_LOOSE) return true;
    return false;
}

static void find_span(const chains *c, const family *f, uint32_t head, mention *m) {
    const dl_token *t = c->r->tokens;
    bool predicate = false, place = false;
    uint32_t kind = lower_bits(c, t[head].lemma ? t[head].lemma : t[head].form) & WORD_KIND;
    bool someone = kind == KIND_PERSON || kind == KIND_ORGANIZATION || kind == KIND_GROUP || t[head].upos == DL_PROPN;
    for (uint32_t d = f->first_child[head]; d != DL_ROOT; d = f->sibling[d]) {
        predicate |= t[d].deprel == DL_REL_cop;
        place |= t[d].deprel == DL_REL_case && d < head; /* "was on the edge" */
    }
    m->first = m->last = head;
    if (predicate && !place) m->flags |= MENTION_PREDICATE;
    bool open = true;
    for (uint32_t d = f->first_child[head]; d != DL_ROOT; d = f->sibling[d]) {
        if (d < head) { /* the leftmost that belongs, if nothing after it does not */
            if (inside(&t[d], false, predicate)) m->first = f->left[d] < m->first ? f->left[d] : m->first;
            else if (t[d].deprel != DL_REL_punct && f->right[d] < head) m->first = head;
        } else if (open) {
            if (t[d].deprel == DL_REL_nmod && loose(c, f, d, someone)) open = false;
            else if (inside(&t[d], true, predicate)) m->last = f->right[d] > m->last ? f->right[d] : m->last;
            else if (t[d].deprel != DL_REL_punct) open = false;
        }
    }
    while (m->last > head && t[m->last].upos == DL_PUNCT && t[m->last].xpos != DL_XPOS_RRB) m->last--;
    while (m->first < head && t[m->first].upos == DL_PUNCT && t[m->first].xpos != DL_XPOS_LRB) m->first++;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t h, const char *word) {
    for (; *word; word++)
        if (*word != '.') h = (h ^ (uint64_t)tolower((unsigned char)*word)) * 0x100000001b3u; /* U.S. is US */
    return (h ^ ' ') * 0x100000001b3u;
}

static bool is_word(const dl_token *t, const char *word) { return !strcasecmp(t->form, word); }

static bool capital(const dl_token *t) { return isupper((unsigned char)*t->form) || (unsigned char)*t->form >= 0x80; }

/* ---- what it is -------------------------------------------------------------------------------------------------- */

static uint8_t role_of(const dl_token *all, uint32_t i) {
    for (int up = 0; up < 8 && all[i].deprel == DL_REL_conj && all[i].head != DL_ROOT; up++) i = all[i].head; /* as its first */
    const dl_token *t = &all[i];
    switch (t->deprel) {
    case DL_REL_nsubj: case DL_REL_nsubj_outer: case DL_REL_csubj: return ROLE_SUBJECT;
    case DL_REL_nsubj_pass: return ROLE_PASSIVE;
    case DL_REL_obj: case DL_REL_iobj: return ROLE_OBJECT;
    case DL_REL_obl: case DL_REL_obl_agent: case DL_REL_obl_unmarked: return ROLE_OBLIQUE;
    case DL_REL_nmod_poss: return ROLE_POSSESSOR;
    case DL_REL_nmod: case DL_REL_nmod_unmarked: case DL_REL_nmod_desc: return ROLE_NMOD;
    case DL_REL_compound: return ROLE_COMPOUND;
    case DL_REL_appos: return ROLE_APPOS;
    case DL_REL_conj: return ROLE_CONJ;
    case DL_REL_root: return ROLE_ROOT;
    default: return ROLE_OTHER;
    }
}

static bool pronoun(const dl_token *t, mention *m) {
    if (t->upos == DL_ADV && (is_word(t, "there") || is_word(t, "here"))) {
        m->sort = SORT_THERE;
        m->sex = SEX_IT;
        m->kind = KIND_PLACE;
        return true;
    }
    if (t->upos != DL_PRON) return false;
    bool prs = DL_HAS(t, PronType_Prs), reflex = DL_HAS(t, Reflex_Yes);
    if (DL_HAS(t, PronType_Rcp)) return m->sort = SORT_EACH_OTHER, m->number = NUMBER_MANY, is_word(t, "each") || is_word(t, "one");
    if (DL_HAS(t, PronType_Dem)) {
        if (t->deprel == DL_REL_det || t->deprel == DL_REL_mark || t->deprel == DL_REL_advmod) return false;
        bool many = is_word(t, "these") || is_word(t, "those");
        m->sort = SORT_THIS;
        m->number = many ? NUMBER_MANY : NUMBER_ONE;
        if (!many) m->sex = SEX_IT;
        return true;
    }
    if (!prs && !reflex) return false;
    if (t->deprel == DL_REL_expl) return false;
    static const struct { const char *forms; uint8_t sort, sex, number, kind; } TABLE[] = {
        {" i me my mine myself ", SORT_I, 0, NUMBER_ONE, KIND_PERSON},
        {" we us our ours ourselves ", SORT_WE, 0, NUMBER_MANY, 0},
        {" you your yours yourself yourselves ", SORT_YOU, 0, 0, KIND_PERSON},
        {" he him his himself ", SORT_HE, SEX_HE, NUMBER_ONE, KIND_PERSON},
        {" she her hers herself ", SORT_SHE, SEX_SHE, NUMBER_ONE, KIND_PERSON},
        {" it its itself ", SORT_IT, SEX_IT, NUMBER_ONE, 0},
        {" they them their theirs themselves themself 'em em ", SORT_THEY, 0, NUMBER_MANY, 0},
    };
    char key[32];
    size_t n = strlen(t->form);
    if (n > 12) return false;
    key[0] = ' ';
    for (size_t i = 0; i < n; i++) key[i + 1] = (char)tolower((unsigned char)t->form[i]);
    memcpy(key + n + 1, " ", 2);
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++)
        if (strstr(TABLE[i].forms, key)) {
            m->sort = TABLE[i].sort;
            m->sex = TABLE[i].sex;
            m->number = TABLE[i].number;
            m->kind = TABLE[i].kind;
            if (reflex || strstr(key, "sel")) m->flags |= MENTION_REFLEXIVE;
            if (DL_HAS(t, Poss_Yes)) m->flags |= MENTION_POSSESSIVE;
            return true;
        }
    return false;
}

static void sex_of_kind(mention *m) {
    switch (m->kind) {
    case KIND_GROUP: case KIND_ORGANIZATION: case KIND_COUNTRY:
        m->sex = SEX_IT;
        m->number |= NUMBER_MANY;
        break;
    case KIND_PLACE: case KIND_EVENT: case KIND_TIME: case KIND_OBJECT: case KIND_ABSTRACT: m->sex = SEX_IT; break;
    default: break;
    }
}

/* The name itself: the run of proper nouns around the head, titles and determiners left off. */
static void name_of(const chains *c, const family *f, mention *m) {
    const dl_token *t = c->r->tokens;
    uint32_t from = m->head, to = m->head, kind = lower_bits(c, t[m->head].lemma ? t[m->head].lemma : t[m->head].form) & WORD_KIND;
    bool of = kind && kind != KIND_PERSON; /* "Bank of England", but not "Ann Roe of England" */
    for (uint32_t d = f->first_child[m->head]; d != DL_ROOT; d = f->sibling[d]) {
        if (d < m->head && (t[d].deprel == DL_REL_compound || t[d].deprel == DL_REL_flat ||
                            (t[d].deprel == DL_REL_amod && capital(&t[d])) || (t[d].deprel == DL_REL_nmod_poss && capital(&t[d])))) {
            if (capital(&t[f->left[d]]) && f->left[d] >= m->first && f->left[d] < from) from = f->left[d];
        } else if (d > m->head && (t[d].deprel == DL_REL_flat || t[d].deprel == DL_REL_goeswith || t[d].deprel == DL_REL_fixed ||
                                   (t[d].deprel == DL_REL_compound && t[d].upos == DL_PROPN) ||
                                   (t[d].deprel == DL_REL_nummod && d == to + 1))) {
            if (f->right[d] > to && f->right[d] <= m->last) to = f->right[d];
        } else if (d > m->head && of && t[d].deprel == DL_REL_nmod && t[d].upos == DL_PROPN && f->left[d] == to + 1 && f->right[d] <= m->last) {
            bool whole = true; /* "Organization for Security and Cooperation in Europe": "of" and capitals */
            for (uint32_t i = f->left[d]; i <= f->right[d]; i++)
                whole &= capital(&t[i]) || t[i].upos == DL_ADP || t[i].upos == DL_CCONJ || t[i].upos == DL_DET || t[i].upos == DL_PART;
            if (whole) to = f->right[d];
        }
    }
    bool titled = m->flags & MENTION_TITLED;
    if (kind == KIND_PERSON || mention_word(c->words, t[m->head].form, strlen(t[m->head].form)) & WORD_TITLE) {
        uint32_t run = m->last + 1; /* "Chancellor Olaf Scholz" where the title is the head and the name hangs on it */
        while (run > m->head + 1 && t[run - 1].upos == DL_PROPN && t[run - 1].deprel == DL_REL_flat) run--;
        if (run <= m->last) {
            m->name_first = run;
            m->name_last = m->last;
            m->flags |= MENTION_TITLED;
            return;
        }
    }
    for (uint32_t i = m->head; i-- > from && !kind;) /* "German Chancellor Olaf Scholz" */
        if (t[i].head == m->head && i + 1 <= to && (mention_word(c->words, t[i].form, strlen(t[i].form)) & WORD_TITLE ||
                                     (t[i].deprel == DL_REL_compound && (lower_bits(c, t[i].form) & WORD_KIND) == KIND_PERSON))) {
            titled = true;
            from = i;
            break;
        }
    while (from < to) { /* "President Vladimir Putin", "Mr. Tedeschi" */
        uint32_t bits = mention_word(c->words, t[from].form, strlen(t[from].form));
        if (!(bits & WORD_TITLE) && t[from].deprel != DL_REL_nmod_desc && !(titled && t[from].deprel == DL_REL_amod)) break;
        titled = true;
        if (bits & WORD_TITLE_HE) m->sex = SEX_HE;
        if (bits & WORD_TITLE_SHE) m->sex = SEX_SHE;
        from++;
    }
    for (uint32_t d = f->first_child[m->head]; d != DL_ROOT && d < from; d = f->sibling[d]) /* "eastern Ukraine" */
        if (t[d].deprel == DL_REL_amod && d >= m->first && lower_bits(c, t[d].form) & WORD_PART) from = d;
    m->name_first = from;
    m->name_last = to;
    if (titled) m->flags |= MENTION_TITLED;
}

/* Kind and sex of a name from its title, its given name, and the nouns in it. */
static void kind_of_name(const chains *c, const family *f, mention *m) {
    const dl_token *t = c->r->tokens;
    for (uint32_t d = f->first_child[m->head]; d != DL_ROOT; d = f->sibling[d])
        if (t[d].deprel == DL_REL_nmod_desc || (d < m->head && t[d].deprel == DL_REL_compound && t[d].upos == DL_NOUN)) {
            uint32_t bits = lower_bits(c, t[d].lemma ? t[d].lemma : t[d].form), title = mention_word(c->words, t[d].form, strlen(t[d].form));
            if ((bits & WORD_KIND) != KIND_PERSON && !(title & WORD_TITLE)) continue;
            m->flags |= MENTION_TITLED;
            m->kind = KIND_PERSON;
            if (bits & WORD_HE || title & WORD_TITLE_HE) m->sex = SEX_HE;
            if (bits & WORD_SHE || title & WORD_TITLE_SHE) m->sex = SEX_SHE;
        }
    name_of(c, f, m);
    if (m->flags & MENTION_TITLED) m->kind = KIND_PERSON;
    uint32_t first = mention_word(c->words, t[m->name_first].form, strlen(t[m->name_first].form));
    if (m->kind != KIND_PERSON) {
        uint32_t kind = 0;
        for (uint32_t i = m->name_last + 1; i-- > m->name_first && !kind;) {
            if (i != m->head && i != m->name_last) continue;
            kind = lower_bits(c, t[i].lemma ? t[i].lemma : t[i].form) & WORD_KIND;
            if (m->name_first == m->name_last && kind != KIND_ORGANIZATION && kind != KIND_PLACE && kind != KIND_TIME) kind = 0;
        }
        if (first & WORD_GIVEN && kind != KIND_TIME && (m->name_first == m->name_last || (kind != KIND_ORGANIZATION && kind != KIND_PLACE && kind != KIND_EVENT)))
            kind = KIND_PERSON;
        m->kind = (uint8_t)kind;
    }
    if (m->kind == KIND_PERSON && first & WORD_GIVEN) {
        m->flags |= MENTION_GIVEN;
        if (!m->sex) m->sex = first & WORD_GIVEN_HE ? SEX_HE : first & WORD_GIVEN_SHE ? SEX_SHE : 0;
    }
}

static void nominal(const chains *c, const family *f, mention *m) {
    const dl_token *t = c->r->tokens, *h = &t[m->head];
    uint32_t bits = lower_bits(c, h->lemma ? h->lemma : h->form);
    m->kind = bits & WORD_KIND;
    m->kin = (uint16_t)(bits >> WORD_KIN_SHIFT);
    m->sex = bits & WORD_HE ? SEX_HE : bits & WORD_SHE ? SEX_SHE : 0;
    m->sort = h->deprel == DL_REL_compound ? SORT_MODIFIER : SORT_BARE;
    for (uint32_t d = f->first_child[m->head]; d != DL_ROOT && d < m->head; d = f->sibling[d]) {
        if (t[d].deprel == DL_REL_nmod_poss) m->sort = SORT_POSSESSED;
        else if (t[d].deprel == DL_REL_nummod && m->sort == SORT_BARE) m->sort = SORT_QUANTIFIED;
        else if (t[d].deprel == DL_REL_det)
            m->sort = DL_HAS(&t[d], Definite_Ind) ? SORT_INDEFINITE : DL_HAS(&t[d], Definite_Def) ? SORT_DEFINITE
                      : DL_HAS(&t[d], PronType_Dem) ? SORT_DEMONSTRATIVE : SORT_QUANTIFIED;
    }
}

/* "the Prime Minister", "the Senator" without a name: an office rather than a name. */
static bool is_office(const chains *c, const family *f, uint32_t i) {
    const dl_token *t = c->r->tokens;
    bool determined = false;
    for (uint32_t d = f->first_child[i]; d != DL_ROOT; d = f->sibling[d]) {
        if (t[d].deprel == DL_REL_flat || (t[d].deprel == DL_REL_appos && d == i + 1)) return false;
        determined |= d < i && (t[d].deprel == DL_REL_det || t[d].deprel == DL_REL_nmod_poss);
    }
    return determined && (lower_bits(c, t[i].lemma ? t[i].lemma : t[i].form) & WORD_KIND) == KIND_PERSON;
}

/* "spokesman Ann Roe" where the noun is the head and the name hangs on it. */
static bool bears_name(const chains *c, const family *f, uint32_t i, const mention *m) {
    const dl_token *t = c->r->tokens;
    for (uint32_t d = f->first_child[i]; d != DL_ROOT; d = f->sibling[d])
        if (d == i + 1 && t[d].deprel == DL_REL_flat && t[d].upos == DL_PROPN && t[m->last].upos == DL_PROPN && t[m->last].deprel == DL_REL_flat)
            return (lower_bits(c, t[i].lemma ? t[i].lemma : t[i].form) & WORD_KIND) == KIND_PERSON;
    return false;
}

/* Is this token the head of an expression of its own? */
static bool heads_mention(const dl_token *t, const dl_token *all) {
    switch (t->deprel) {
    case DL_REL_flat: case DL_REL_fixed: case DL_REL_goeswith: case DL_REL_nmod_desc: case DL_REL_case: case DL_REL_mark:
    case DL_REL_cc: case DL_REL_discourse: case DL_REL_expl: case DL_REL_reparandum: case DL_REL_compound_prt:
        return false;
    case DL_REL_compound:
        if (t->head == DL_ROOT) return false;
        return !(t->upos == DL_PROPN && all[t->head].upos == DL_PROPN);
    default: return true;
    }
}

/* "all of us", "some of the ships" */
static bool counts_some(const chains *c, const family *f, uint32_t i) {
    const dl_token *t = c->r->tokens;
    uint8_t upos = t[i].upos;
    if (upos != DL_DET && upos != DL_PRON && upos != DL_NUM && upos != DL_ADJ) return false;
    if (t[i].deprel == DL_REL_det || t[i].deprel == DL_REL_amod || t[i].deprel == DL_REL_nummod) return false;
    for (uint32_t d = f->first_child[i]; d != DL_ROOT; d = f->sibling[d])
        if (d > i + 1 && t[d].deprel == DL_REL_nmod && is_word(&t[i + 1], "of")) return true;
    return false;
}

static bool is_time(const chains *c, const dl_token *t) {
    return (lower_bits(c, t->lemma ? t->lemma : t->form) & WORD_KIND) == KIND_TIME;
}

/* "23" of "on January 23, 2006", as the treebanks have it: the day is the head. */
static bool is_date(const chains *c, const family *f, uint32_t i) {
    const dl_token *t = c->r->tokens;
    if (t[i].upos != DL_NUM || t[i].form[0] < '0' || t[i].form[0] > '9') return false;
    for (uint32_t d = f->first_child[i]; d != DL_ROOT; d = f->sibling[d])
        if (t[d].upos == DL_PROPN && is_time(c, &t[d])) return true;
    return false;
}

/* The month of such a date. */
static bool of_date(const chains *c, const family *f, uint32_t i) {
    const dl_token *t = c->r->tokens;
    uint32_t up = t[i].head;
    if (up == DL_ROOT) return false;
    return t[i].upos == DL_PROPN && is_time(c, &t[i]) && is_date(c, f, up) && f->first_child[i] == DL_ROOT;
}

/* "in 1984" */
static bool is_year(const dl_token *t) {
    return t->upos == DL_NUM && strlen(t->form) == 4 && (t->form[0] == '1' || t->form[0] == '2') && strspn(t->form, "0123456789") == 4 &&
           (t->deprel == DL_REL_obl || t->deprel == DL_REL_nmod || t->deprel == DL_REL_nmod_unmarked || t->deprel == DL_REL_obl_unmarked);
}

/* Does a longer name of the dictionary begin here ("US Army")? */
static bool begins_longer(const actors *a, const dl_token *t, size_t n) {
    actor_match match;
    return actors_match(a, t, n, &match) && match.tokens > 1;
}

/* The "US" of "US Embassy", where both words are names. */
static bool names_actor(const chains *c, uint32_t i) {
    const dl_token *t = &c->r->tokens[i];
    const actors *a = c->r->model->actors;
    actor_match match;
    actor_reading r;
    return t->deprel == DL_REL_compound && t->upos == DL_PROPN && t->head > i && a && a->head && actors_match(a, t, 1, &match) &&
           actors_readings(&match, ACTORS_NO_DAY, &r, 1) == 1 && (r.kind == ACTOR_STATE || r.kind == ACTOR_ORGANIZATION) &&
           r.form == ACTOR_NAME && !begins_longer(a, t, c->r->n_tokens - i);
}

static uint64_t one_bit(const char *word) { return 1ull << ((mix(0xcbf29ce484222325u, word) * 0x9e3779b97f4a7c15u) >> 58); }

/* A small number for a determiner or preposition, from 1 on. */
static uint8_t small_number(const char *word) { return (uint8_t)(1 + ((mix(0xcbf29ce484222325u, word) * 0x9e3779b97f4a7c15u) >> 32) % 63); }

/* What its words are, for the features of pairs. */
static void add_words(const chains *c, const family *f, mention *m) {
    const dl_token *t = c->r->tokens;
    for (uint32_t d = f->first_child[m->head]; d != DL_ROOT; d = f->sibling[d]) {
        if (d < m->head) {
            if (t[d].deprel == DL_REL_case) m->prep = small_number(t[d].form);
            else if (t[d].deprel == DL_REL_det || (t[d].deprel == DL_REL_nmod_poss && t[d].upos == DL_PRON)) m->det = small_number(t[d].form);
            else if (!m->modifier && (t[d].deprel == DL_REL_amod || t[d].deprel == DL_REL_compound)) m->modifier = mix(0xcbf29ce484222325u, t[d].form);
            if (t[d].deprel == DL_REL_nummod) m->numeral = mix(0xcbf29ce484222325u, t[d].form);
        } else if (d <= m->last) {
            if (t[d].deprel == DL_REL_nmod) m->after |= is_word(&t[f->left[d]], "of") ? 1 : 2;
            else if (t[d].deprel == DL_REL_acl_relcl) m->after |= 4;
            else if (t[d].deprel == DL_REL_acl) m->after |= 8;
        }
    }
    for (uint32_t i = m->first; i <= m->last && i < m->first + 24; i++)
        if (i != m->head && (t[i].upos == DL_ADJ || t[i].upos == DL_NOUN || t[i].upos == DL_PROPN || t[i].upos == DL_NUM))
            m->word_bits |= one_bit(t[i].lemma ? t[i].lemma : t[i].form);
    m->head_bit = one_bit(t[m->head].lemma ? t[m->head].lemma : t[m->head].form);
}

static bool make(const chains *c, const family *f, uint32_t i, mention *m) {
    const dl_token *t = c->r->tokens, *h = &t[i];
    *m = (mention){.first = i, .last = i, .head = i, .name_first = i, .name_last = i, .chain = CHAIN_NONE, .before = CHAIN_NONE,
                   .speaker = CHAIN_NONE, .waits = CHAIN_NONE, .parent = CHAIN_NONE, .role = role_of(t, i)};
    if (h->flags & DL_TOKEN_IN_QUOTE) m->flags |= MENTION_QUOTED;
    if (pronoun(h, m)) {
        if (m->sort == SORT_EACH_OTHER && i + 1 < c->r->n_tokens) m->last = i + 1;
    } else {
        bool noun = h->upos == DL_NOUN || h->upos == DL_PROPN;
        bool date = is_date(c, f, i);
        if (!noun && !date && !counts_some(c, f, i) && !is_year(h)) return false;
        if (of_date(c, f, i)) return false;
        if (!heads_mention(h, t) && !names_actor(c, i)) return false;
        find_span(c, f, i, m);
        if (DL_HAS(h, Number_Plur)) m->number = NUMBER_MANY;
        else if (DL_HAS(h, Number_Sing)) m->number = NUMBER_ONE;
        if ((h->upos == DL_PROPN && !is_office(c, f, i)) || (h->upos == DL_NOUN && bears_name(c, f, i, m))) {
            m->sort = SORT_NAME;
            kind_of_name(c, f, m);
        } else if (noun) nominal(c, f, m);
        else {
            m->sort = SORT_QUANTIFIED;
            m->kind = date || is_year(h) ? KIND_TIME : KIND_UNKNOWN;
        }
        if (!m->sex) sex_of_kind(m);
        else if (m->kind != KIND_PERSON) sex_of_kind(m);
    }
    m->lemma = mix(0xcbf29ce484222325u, h->lemma ? h->lemma : h->form);
    uint32_t from = m->first;
    while (from < m->head && t[from].upos == DL_DET) from++;
    m->string = m->name = 0xcbf29ce484222325u;
    for (uint32_t k = from; k <= m->last; k++)
        if (t[k].xpos != DL_XPOS_POS) {
            m->string = mix(m->string, t[k].form);
            if (m->words < 255 && t[k].upos != DL_PUNCT && t[k].upos != DL_DET) m->words++;
        }
    for (uint32_t k = m->name_first; k <= m->name_last; k++)
        if (t[k].upos != DL_DET && t[k].xpos != DL_XPOS_POS) m->name = mix(m->name, t[k].form);
    add_words(c, f, m);
    return true;
}

static int by_place(const void *a, const void *b) {
    const mention *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->last != y->last) return x->last > y->last ? -1 : 1;
    return x->head < y->head ? -1 : x->head > y->head;
}

static bool conjunct(const mention *m) { return m->sort < SORT_MODIFIER && m->kind != KIND_TIME; }

/* "Germany and France": a mention over all conjuncts, for the pronouns that mean them together. */
static bool make_group(const chains *c, const family *f, const mention *one, mention *m) {
    const dl_token *t = c->r->tokens;
    uint32_t last = one->last;
    bool any = false;
    for (uint32_t d = f->first_child[one->head]; d != DL_ROOT; d = f->sibling[d])
        if (t[d].deprel == DL_REL_conj && d > one->head && (t[d].upos == DL_NOUN || t[d].upos == DL_PROPN)) {
            any = true;
            last = f->right[d] > last ? f->right[d] : last;
        }
    if (!any || !conjunct(one)) return false;
    *m = *one;
    m->last = last;
    m->sort = SORT_GROUP;
    m->number = NUMBER_MANY;
    m->sex = one->sex == SEX_IT ? SEX_IT : 0;
    m->name_first = m->name_last = m->head;
    m->flags &= (uint8_t)~(MENTION_TITLED | MENTION_GIVEN);
    m->string ^= 0x9e3779b97f4a7c15u;
    m->lemma ^= 0x9e3779b97f4a7c15u;
    m->name ^= 0x9e3779b97f4a7c15u;
    return true;
}

bool mention_find(chains *c) {
    dl_report *r = c->r;
    size_t n = r->n_tokens + 1;
    family f = {.first_child = ARENA_NEW(&r->arena, uint32_t, n), .sibling = ARENA_NEW(&r->arena, uint32_t, n),
                .left = ARENA_NEW(&r->arena, uint32_t, n), .right = ARENA_NEW(&r->arena, uint32_t, n)};
    c->mentions = ARENA_NEW(&r->arena, mention, 2 * n);
    c->at = ARENA_NEW(&r->arena, uint32_t, n);
    c->starts = ARENA_NEW(&r->arena, uint32_t, r->n_sentences + 1);
    if (!f.first_child || !f.sibling || !f.left || !f.right || !c->mentions || !c->at || !c->starts) return false;
    for (size_t i = 0; i < n; i++) f.first_child[i] = f.sibling[i] = DL_ROOT, c->at[i] = CHAIN_NONE;
    for (size_t k = 0; k < r->n_sentences; k++) {
        const dl_sentence *s = &r->sentences[k];
        size_t from = c->n;
        c->starts[k] = (uint32_t)from;
        if (s->flags & DL_SENTENCE_FURNITURE) continue;
        subtrees(c, s, f.left, f.right);
        for (uint32_t i = s->first + s->count; i-- > s->first;) {
            uint32_t head = r->tokens[i].head;
            if (head == DL_ROOT) continue;
            f.sibling[i] = f.first_child[head];
            f.first_child[head] = i;
        }
        for (uint32_t i = s->first; i < s->first + s->count; i++) {
            if (!make(c, &f, i, &c->mentions[c->n])) continue;
            c->mentions[c->n++].sentence = (uint32_t)k;
            if (!SORT_IS_PRONOUN(c->mentions[c->n - 1].sort) && make_group(c, &f, &c->mentions[c->n - 1], &c->mentions[c->n])) c->n++;
        }
        qsort(c->mentions + from, c->n - from, sizeof(mention), by_place);
        for (size_t m = from; m < c->n; m++) {
            c->mentions[m].order = (uint32_t)(m - from);
            if (c->mentions[m].sort != SORT_GROUP) c->at[c->mentions[m].head] = (uint32_t)m;
        }
    }
    c->starts[r->n_sentences] = (uint32_t)c->n;
    return true;
}
