/* pairs.c - which earlier mentions a mention may be linked to, and how likely each is. */
#include "entities/pairs.h"

#include <ctype.h>
#include <string.h>

/* ---- candidates -------------------------------------------------------------------------------------------------- */

enum { WINDOW = 40, NEAR = 10, PRONOUN_SENTENCES = 5, OLD_SAME = 4 };

static bool contains(const mention *a, const mention *b) { return a->first <= b->first && b->last <= a->last; }

/* Is a said to be m in so many words? 0 no, 1 apposition, 2 predicate, 3 brackets, 4 comma. */
static int said_to_be(const chains *c, const mention *m, const mention *a) {
    const dl_token *t = c->r->tokens;
    const dl_token *hm = &t[m->head], *ha = &t[a->head];
    if (hm->deprel == DL_REL_appos && hm->head == a->head) return 1;
    if (m->flags & MENTION_PREDICATE && ha->head == m->head && (ha->deprel == DL_REL_nsubj || ha->deprel == DL_REL_nsubj_outer)) return 2;
    if (a->last + 2 == m->first && c->r->tokens[m->first - 1].xpos == DL_XPOS_LRB && m->last + 1 < c->r->n_tokens &&
        c->r->tokens[m->last + 1].xpos == DL_XPOS_RRB)
        return 3; /* in brackets behind it */
    if (a->last + 2 == m->first && c->r->tokens[m->first - 1].form[0] == ',') return 4; /* behind its comma */
    return 0;
}

static bool person(const mention *m) { return m->kind == KIND_PERSON; }

bool pair_agrees(const chains *c, uint32_t mi, uint32_t ai) {
    const mention *m = &c->mentions[mi], *a = &c->mentions[ai];
    const chain *k = a->chain == CHAIN_NONE ? NULL : &c->chains[a->chain];
    uint8_t sex = k ? k->sex : a->sex, number = k ? k->number : a->number, kind = k ? k->kind : a->kind;
    if (m->sex && sex && !(m->sex & sex)) return false;
    if (m->number && number && !(m->number & number)) return false;
    if (m->kind && kind && m->kind != kind && (person(m) || kind == KIND_PERSON)) return false;
    return true;
}

/* Whom they act for: 0 not known of both, 1 the same, 2 others. */
static int codes(const mention *m, const chain *k) {
    if (!m->reading || !*m->reading->code || !k->code) return 0;
    return strcmp(m->reading->code, k->code) ? 2 : 1;
}

/* The name whose it is: "Vessia" of "Vessia's ministry"; CHAIN_NONE if it is no name's. */
static uint32_t owner(const chains *c, const mention *m) {
    const dl_token *t = c->r->tokens;
    if (m->sort != SORT_POSSESSED) return CHAIN_NONE;
    for (uint32_t i = m->first; i < m->head; i++)
        if (t[i].deprel == DL_REL_nmod_poss && t[i].head == m->head) return t[i].upos == DL_PROPN ? c->at[i] : CHAIN_NONE;
    return CHAIN_NONE;
}

/* Vessia's ministry is not Orland's. (The owner of a later mention may not be linked yet.) */
static bool owned_by_others(const chains *c, const mention *m, const mention *a) {
    uint32_t x = owner(c, m), y = x == CHAIN_NONE ? CHAIN_NONE : owner(c, a);
    if (y == CHAIN_NONE) return false;
    const mention *p = &c->mentions[x], *q = &c->mentions[y];
    if (p->identity && q->identity) return p->identity != q->identity;
    if (p->chain != CHAIN_NONE && q->chain != CHAIN_NONE) return p->chain != q->chain;
    return p->lemma != q->lemma; /* of a name the last word */
}

static bool beside_verb(const dl_token *t) {
    switch (t->deprel) {
    case DL_REL_nsubj: case DL_REL_nsubj_pass: case DL_REL_obj: case DL_REL_iobj: case DL_REL_obl_agent: case DL_REL_obl: return true;
    default: return false;
    }
}

/* "The envoy thanked the mayor", "Roe spoke of the mayor": the one is not the other, unless it is himself. */
static bool beside(const chains *c, const mention *m, const mention *a) {
    const dl_token *t = c->r->tokens, *hm = &t[m->head], *ha = &t[a->head];
    return hm->head == ha->head && hm->head != DL_ROOT && t[hm->head].upos == DL_VERB && beside_verb(hm) && beside_verb(ha) &&
           !(m->flags & MENTION_REFLEXIVE) && m->sort != SORT_EACH_OTHER;
}

/* What can never be: itself inside itself, a sex or number that is against what is known. */
static bool possible(const chains *c, uint32_t mi, uint32_t ai) {
    const mention *m = &c->mentions[mi], *a = &c->mentions[ai];
    if (contains(a, m) || contains(m, a) || beside(c, m, a) || owned_by_others(c, m, a)) return false;
    if (a->sort == SORT_QUANTIFIED && a->numeral && m->after && !SORT_IS_PRONOUN(m->sort) && m->lemma != a->lemma)
        return false; /* "40 members ... the ministers of Peru" */
    if (m->sort == SORT_HE || m->sort == SORT_SHE || m->sort == SORT_IT) {
        const chain *k = &c->chains[a->chain];
        if (k->sex && !(m->sex & k->sex)) return false;
        if (m->sort != SORT_IT && (a->sort == SORT_I || a->sort == SORT_WE || a->sort == SORT_YOU) && !k->sex && !(a->flags & MENTION_QUOTED)) return true;
        if (m->sort != SORT_IT && k->kind && k->kind != KIND_PERSON && k->kind != KIND_ANIMAL) return false;
        if (a->sort == SORT_GROUP) return false;
    }
    if (m->sort == SORT_NAME && a->sort == SORT_NAME && m->kind != KIND_TIME) { /* matched by rule, but for "World Bank (WB)" */
        int said = said_to_be(c, m, a);
        if (!said || said == 4) return false;
    } /* matched by rule */
    const chain *k = &c->chains[a->chain];
    if (m->sort == SORT_NAME && k->name != CHAIN_NONE && name_clash(c, mi, k->name)) return false;
    if (codes(m, k) == 2 && (m->kind == KIND_PERSON || m->kind == KIND_ORGANIZATION || m->sort == SORT_NAME)) return false;
    if (m->sort != SORT_NAME && m->reading && *m->reading->code && k->described && strcmp(m->reading->code, k->described) &&
        (m->kind == KIND_PERSON || m->kind == KIND_ORGANIZATION)) return false; /* "the Irish government", "the Norwegian government" */
    return true;
}

int pair_candidates(const chains *c, uint32_t mi, uint32_t *out) {
    const mention *m = &c->mentions[mi];
    bool pronoun = SORT_IS_PRONOUN(m->sort);
    bool weak = m->sort >= SORT_INDEFINITE && m->sort <= SORT_GROUP; /* seldom linked, and then mostly to its own word */
    int n = 0;
    uint32_t low = mi > WINDOW ? mi - WINDOW : 0;
    for (uint32_t a = mi; a-- > low;) {
        if (pronoun && m->sentence - c->mentions[a].sentence > PRONOUN_SENTENCES) break;
        if (weak && mi - a > NEAR && c->mentions[a].lemma != m->lemma) continue;
        if (possible(c, mi, a)) out[n++] = a;
    }
    if (!pronoun) {
        uint32_t a = m->before;
        for (int k = 0; k < OLD_SAME && a != CHAIN_NONE; k++, a = c->mentions[a].before)
            if (a < low && possible(c, mi, a)) out[n++] = a;
    } else if (m->speaker != CHAIN_NONE && m->speaker < low) out[n++] = m->speaker;
    return n;
}

/* ---- features ---------------------------------------------------------------------------------------------------- */

/* Every feature has so many values; one row of the net for each. What a mention is by itself has rows of its own for each part
 * that it plays: as what begins a chain, as what is linked, as what is linked to. */
enum { WORDS = 256, SMALL = 64 };
#define OWN(X) \
    X(sort, SORT_COUNT) X(kind, KIND_COUNT) X(sort_kind, SORT_COUNT * KIND_COUNT) X(sex, 8) X(number, 4) X(role, ROLE_COUNT) \
    X(length, 5) X(flags, 32) X(order, 4) X(seen, 4 * 4) X(begin, 4) X(deprel, DL_DEPREL_COUNT) X(det, SMALL) X(prep, SMALL) \
    X(after, 16) X(parent, SORT_COUNT + 1) X(parent_kind, KIND_COUNT + 1) X(inside, 3) X(governor, WORDS) X(head, 2 * WORDS) \
    X(modifier, WORDS) X(suffix, WORDS) X(capital, 4 * 3)
#define PAIR(X) \
    X(count, 6) X(named, 2) X(chain_kind, KIND_COUNT) X(chain_sex, 8) X(chain_number, 4) X(sorts, SORT_COUNT * SORT_COUNT) \
    X(kinds, KIND_COUNT * KIND_COUNT) X(roles, ROLE_COUNT * ROLE_COUNT) X(sexes, 64) X(numbers, 16) X(sentences, 8 * 3) \
    X(mentions, 8 * 3) X(words, 8 * 3) X(same, 32 * 9) X(modifiers, 8 * 2) X(said, 5 * 3) X(clause, 3 * 3) X(speaker, 8 * 3) \
    X(nearer, 5 * 3) X(by_rule, 8) X(place, ROLE_COUNT * 4 * 2) X(paragraphs, 4 * 3) X(latest, 2) X(agrees, 2 * 3) X(codes, 4 * 3) X(heads, 512) \
    X(shared, 4 * 4 * 9) X(dets, SMALL) X(lately, 4 * 4 * 3) X(numerals, 3) X(governors, 4 * 3) X(kin, SORT_MODIFIER * 3)
enum {
#define X(id, n) OWN_##id, OWN_##id##_last = OWN_##id + (n) - 1,
    OWN(X)
#undef X
    OWN_COUNT
};
enum {
    PAIRS_BEGIN = 3 * OWN_COUNT - 1,
#define X(id, n) F_##id, F_##id##_last = F_##id + (n) - 1,
    PAIR(X)
#undef X
    ROW_COUNT
};

int pair_row_count(void) { return ROW_COUNT; }

static int cut(int n, int most) { return n < most ? n : most; }
/* 0, 1, 2, 3-4, 5-8, 9-16, 17-32, more */
static int log_bucket(uint32_t n) {
    if (n < 3) return (int)n;
    int b = 3;
    for (uint32_t top = 4; n > top && b < 7; top *= 2) b++;
    return b;
}

static int word_bucket(int n) { return n <= 1 ? 0 : n == 2 ? 1 : n <= 4 ? 2 : n <= 7 ? 3 : 4; }
static int begin_bucket(const mention *m) { return m->sentence == 0 ? 0 : m->sentence < 3 ? 1 : m->sentence < 10 ? 2 : 3; }

/* Nominal, name or pronoun. */
static int class_of(const mention *m) { return m->sort == SORT_NAME ? 0 : SORT_IS_PRONOUN(m->sort) ? 1 : 2; }

static uint64_t scatter(uint64_t h) { return (h ^ h >> 29) * 0x9e3779b97f4a7c15u; }
static uint64_t lower_hash(const char *s, size_t n) {
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < n; i++) h = (h ^ (uint64_t)tolower((unsigned char)s[i])) * 0x100000001b3u;
    return h;
}
static uint64_t token_hash(const dl_token *t) {
    const char *w = t->lemma ? t->lemma : t->form;
    return lower_hash(w, strlen(w));
}
/* One of `buckets` (a power of two) from 1 on; 0 is for none. */
static int bucket(uint64_t h, int buckets) {
    int b = (int)(scatter(h) >> 40) & (buckets - 1);
    return b ? b : 1;
}

static bool counts(const dl_token *t) {
    return t->upos == DL_ADJ || t->upos == DL_NOUN || t->upos == DL_PROPN || t->upos == DL_NUM || t->upos == DL_PRON;
}

int pair_own_rows(const chains *c, uint32_t mi, enum pair_part part, uint16_t *rows) {
    const mention *m = &c->mentions[mi];
    const dl_token *t = c->r->tokens, *h = &t[m->head];
    int n = 0, base = part * OWN_COUNT;
#define ROW(id, value) rows[n++] = (uint16_t)(base + OWN_##id + (value))
    ROW(sort, m->sort);
    ROW(kind, m->kind);
    ROW(sort_kind, m->sort * KIND_COUNT + m->kind);
    ROW(sex, m->sex);
    ROW(number, m->number);
    ROW(role, m->role);
    ROW(length, word_bucket(m->words));
    ROW(flags, m->flags & 31);
    ROW(order, cut((int)m->order, 3));
    ROW(seen, cut((int)m->seen, 3) * 4 + cut((int)m->again, 3));
    ROW(begin, begin_bucket(m));
    ROW(deprel, h->deprel);
    ROW(det, m->det);
    ROW(prep, m->prep);
    ROW(after, m->after);
    const mention *up = m->parent == CHAIN_NONE ? NULL : &c->mentions[m->parent];
    ROW(parent, up ? up->sort : SORT_COUNT);
    ROW(parent_kind, up ? up->kind : KIND_COUNT);
    ROW(inside, !up || up->sort != SORT_NAME ? 0 : up->name_first <= m->head && m->head <= up->name_last ? 2 : 1);
    ROW(governor, h->head == DL_ROOT ? 0 : bucket(token_hash(&t[h->head]), WORDS));
    ROW(head, m->sort == SORT_NAME ? 0 : bucket(m->lemma, 2 * WORDS));
    ROW(modifier, m->modifier ? bucket(m->modifier, WORDS) : 0);
    size_t bytes = h->lemma ? strlen(h->lemma) : 0;
    ROW(suffix, bytes > 4 && m->sort != SORT_NAME ? bucket(lower_hash(h->lemma + bytes - 3, 3), WORDS) : 0);
    bool first = isupper((unsigned char)*t[m->first].form), own = isupper((unsigned char)*h->form);
    ROW(capital, (first + 2 * own) * 3 + (m->first == c->r->sentences[m->sentence].first ? 1 : c->r->sentences[m->sentence].count < 6 ? 2 : 0));
#undef ROW
    return n;
}

/* Modifiers of two noun phrases with one head word. */
static int modifiers(const chains *c, const mention *m, const mention *a) {
    const dl_token *t = c->r->tokens;
    int own_m = 0, own_a = 0, shared = 0;
    for (uint32_t i = m->first; i < m->head; i++) {
        if (!counts(&t[i])) continue;
        bool found = false;
        for (uint32_t k = a->first; k <= a->last && k < a->first + 20 && !found; k++) found = !strcasecmp(t[i].form, t[k].form);
        if (found) shared++;
        else own_m++;
    }
    for (uint32_t k = a->first; k < a->head; k++) own_a += counts(&t[k]);
    bool more_a = own_a > shared;
    if (!own_m) return shared ? (more_a ? 1 : 2) : (more_a ? 3 : 4);
    return shared ? 5 : more_a ? 6 : 7;
}

/* Is the head word of nominal m among the words of a's chain's name ("the ministry": the Defense Ministry)? */
static bool in_name(const chains *c, const mention *m, const mention *a) {
    const chain *k = &c->chains[a->chain];
    if (k->name == CHAIN_NONE) return false;
    const mention *name = &c->mentions[k->name];
    const char *lemma = c->r->tokens[m->head].lemma;
    for (uint32_t i = name->name_first; lemma && i <= name->name_last; i++)
        if (!strcasecmp(lemma, c->r->tokens[i].form)) return true;
    return false;
}

static int same(const chains *c, const mention *m, const mention *a) {
    int s = 0;
    if (m->string == a->string) s |= 1;
    if (m->lemma == a->lemma) s |= 2;
    const chain *k = &c->chains[a->chain];
    if (SORT_IS_PRONOUN(m->sort)) return s;
    if (!(s & 2) && (c->mentions[k->first].lemma == m->lemma || c->mentions[k->last].lemma == m->lemma)) s |= 4;
    if (m->sort != SORT_NAME && in_name(c, m, a)) s |= 8;
    if (k->heads & m->head_bit) s |= 16;
    return s;
}

/* How many of some bits are set elsewhere too: 0 there are none, 1 none of them, 2 some, 3 all. */
static int share(uint64_t few, uint64_t all) { return !few ? 0 : !(few & all) ? 1 : few & ~all ? 2 : 3; }

/* Do both depend on one verb, as its subject and object? 1 yes; 2 m inside the object of a's verb as possessor */
static int clause(const chains *c, const mention *m, const mention *a) {
    const dl_token *t = c->r->tokens;
    uint32_t hm = t[m->head].head, ha = t[a->head].head;
    if (hm == DL_ROOT || ha == DL_ROOT) return 0;
    if (hm == ha) return 1;
    return t[hm].head == ha ? 2 : 0;
}

static int speaker(const chains *c, const mention *m, const mention *a) {
    bool first = m->sort == SORT_I || m->sort == SORT_WE, first_a = a->sort == SORT_I || a->sort == SORT_WE;
    if (m->speaker != CHAIN_NONE) {
        uint32_t who = c->mentions[m->speaker].chain;
        if (who != CHAIN_NONE && a->chain == who) return first ? 1 : 2; /* his own words */
        if (a->speaker != CHAIN_NONE && c->mentions[a->speaker].chain == who) return first == first_a ? 3 : 4;
        return first ? 5 : 0;
    }
    if (a->speaker != CHAIN_NONE && first_a) return 6; /* from outside to an "I" inside */
    return m->flags & MENTION_QUOTED ? 7 : 0;
}

int pair_rows(const chains *c, uint32_t mi, uint32_t ai, int nearer, uint16_t *rows) {
    const mention *m = &c->mentions[mi], *a = &c->mentions[ai];
    const dl_report *r = c->r;
    const dl_token *t = r->tokens;
    const chain *k = &c->chains[a->chain];
    int cm = class_of(m), ca = class_of(a), n = 0;
    uint32_t distance = m->sentence - a->sentence, latest = m->sentence - c->mentions[k->last].sentence;
    int paragraphs = (int)(r->sentences[m->sentence].paragraph - r->sentences[a->sentence].paragraph);
#define ROW(id, value) rows[n++] = (uint16_t)(F_##id + (value))
    ROW(count, cut((int)k->count, 5));
    ROW(named, k->name != CHAIN_NONE);
    ROW(chain_kind, k->kind);
    ROW(chain_sex, k->sex);
    ROW(chain_number, k->number);
    ROW(sorts, m->sort * SORT_COUNT + a->sort);
    ROW(kinds, m->kind * KIND_COUNT + k->kind);
    ROW(roles, m->role * ROLE_COUNT + a->role);
    ROW(sexes, m->sex * 8 + k->sex);
    ROW(numbers, m->number * 4 + k->number);
    ROW(sentences, log_bucket(distance) * 3 + cm);
    ROW(mentions, log_bucket((mi - ai) / 2) * 3 + cm);
    ROW(words, log_bucket((m->first - a->last) / 2) * 3 + cm);
    int s = same(c, m, a);
    ROW(same, s * 9 + cm * 3 + ca);
    if (s & 2 && cm == 2) ROW(modifiers, modifiers(c, m, a) * 2 + (ca == 2));
    ROW(said, said_to_be(c, m, a) * 3 + cm);
    ROW(clause, clause(c, m, a) * 3 + (m->flags & MENTION_REFLEXIVE ? 2 : m->flags & MENTION_POSSESSIVE ? 1 : 0));
    ROW(speaker, speaker(c, m, a) * 3 + cm);
    if (nearer < 0) ROW(by_rule, (m->string == a->string) + 2 * (m->name == a->name) + 4 * !!m->identity);
    else ROW(nearer, cut(nearer, 4) * 3 + cm);
    ROW(place, (a->role * 4 + cut((int)distance, 3)) * 2 + (cm == 1));
    ROW(paragraphs, cut(paragraphs, 3) * 3 + cm);
    ROW(latest, k->last == ai);
    ROW(codes, (k->code && !m->reading ? 3 : codes(m, k)) * 3 + cm);
    ROW(agrees, pair_agrees(c, mi, ai) * 3 + cm);
    if (cm != 1 && ca != 1 && m->lemma != a->lemma)
        ROW(heads, bucket(m->lemma * 3 + (ca == 0 ? (uint64_t)a->kind + 7 : a->lemma), 512));
    if (m->kin && m->kin == a->kin && m->lemma != a->lemma)
        ROW(kin, (m->sort < SORT_MODIFIER ? m->sort : 0) * 3 + (distance > 2 ? 2 : (int)distance));
    if (cm != 1) {
        ROW(shared, (share(m->word_bits, k->words) * 4 + share(a->word_bits, m->word_bits)) * 9 + (s & 2 ? 0 : s & 28 ? 1 : 2) * 3 + ca);
        if (s & 2 && ca == 2) {
            ROW(dets, (m->det & 7) * 8 + (a->det & 7));
            if (m->numeral) ROW(numerals, !a->numeral ? 0 : m->numeral == a->numeral ? 1 : 2);
        }
    }
    ROW(lately, (cut((int)latest, 3) * 4 + cut((int)k->count - 1, 3)) * 3 + cm);
    if (t[m->head].head != DL_ROOT && t[a->head].head != DL_ROOT) {
        const dl_token *gm = &t[t[m->head].head], *ga = &t[t[a->head].head];
        ROW(governors, ((gm->lemma && ga->lemma && !strcasecmp(gm->lemma, ga->lemma)) * 2 + (t[m->head].deprel == t[a->head].deprel)) * 3 + cm);
    }
#undef ROW
    return n;
}

/* ---- net --------------------------------------------------------------------------------------------------------- */

typedef struct net_head {
    uint32_t rows, hidden;
} net_head;

size_t pair_net_size(void) { return sizeof(net_head) + (2 * PAIR_HIDDEN + 2) * sizeof(float) + (size_t)ROW_COUNT * PAIR_HIDDEN; }

bool pair_net_open(pair_net *net, const void *section, size_t size) {
    net_head head;
    if (!section || size != pair_net_size()) return false;
    memcpy(&head, section, sizeof head);
    if (head.rows != ROW_COUNT || head.hidden != PAIR_HIDDEN) return false;
    net->head = (const float *)(const void *)((const char *)section + sizeof head);
    net->rows = (const int8_t *)(net->head + 2 * PAIR_HIDDEN + 2);
    return true;
}

typedef int8_t row16 __attribute__((vector_size(16)));
typedef int16_t sum16 __attribute__((vector_size(32)));
typedef float float4 __attribute__((vector_size(16)));
typedef int32_t int4 __attribute__((vector_size(16)));

/* Adds rows to the sums. Small integers, so that every machine gets the same. */
static void add_rows(const pair_net *net, const uint16_t *rows, int n, int16_t *sums) {
    sum16 sum[PAIR_HIDDEN / 16];
    memcpy(sum, sums, sizeof sum);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < PAIR_HIDDEN / 16; k++) {
            row16 x;
            memcpy(&x, net->rows + (size_t)rows[i] * PAIR_HIDDEN + 16 * k, sizeof x);
            sum[k] += __builtin_convertvector(x, sum16);
        }
    memcpy(sums, sum, sizeof sum);
}

void pair_begin(const pair_net *net, const chains *c, uint32_t m, enum pair_part part, int16_t *sums) {
    uint16_t rows[PAIR_SLOTS];
    memset(sums, 0, PAIR_HIDDEN * sizeof *sums);
    add_rows(net, rows, pair_own_rows(c, m, part, rows), sums);
}

static float score(const pair_net *net, const int16_t *sum) {
    float scale = net->head[2 * PAIR_HIDDEN];
    float4 score = {0};
    for (int k = 0; k < PAIR_HIDDEN; k += 4) { /* four sums side by side, in this order on every machine */
        float4 bias, weight, h = {(float)sum[k], (float)sum[k + 1], (float)sum[k + 2], (float)sum[k + 3]};
        memcpy(&bias, net->head + k, sizeof bias);
        memcpy(&weight, net->head + PAIR_HIDDEN + k, sizeof weight);
        h = bias + scale * h;
        int4 above = h > 0;
        score += (float4)((int4)h & above) * weight;
    }
    return score[0] + score[1] + score[2] + score[3];
}

float pair_score_new(const pair_net *net, const int16_t *sums) { return score(net, sums); }

float pair_score(const pair_net *net, const int16_t *later, const int16_t *earlier, const uint16_t *rows, int n) {
    int16_t sum[PAIR_HIDDEN];
    for (int k = 0; k < PAIR_HIDDEN; k++) sum[k] = (int16_t)(later[k] + earlier[k]);
    add_rows(net, rows, n, sum);
    return score(net, sum);
}
