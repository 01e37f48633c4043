/* pairs.c - which earlier mentions a mention may be linked to, and how likely each is. */
#include "entities/pairs.h"

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

/* What can never be: itself inside itself, a sex or number that is against what is known. */
static bool possible(const chains *c, uint32_t mi, uint32_t ai) {
    const mention *m = &c->mentions[mi], *a = &c->mentions[ai];
    if (contains(a, m) || contains(m, a) || owned_by_others(c, m, a)) return false;
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

/* Every feature has so many values; one row of the net for each. */
#define OWN(X, P) \
    X(P##_sort, SORT_COUNT) X(P##_kind, KIND_COUNT) X(P##_sex, 8) X(P##_number, 4) X(P##_role, ROLE_COUNT) X(P##_words, 5) \
    X(P##_flags, 32) X(P##_order, 4) X(P##_seen, 3)
#define FEATURES(X) \
    OWN(X, NEW) X(NEW_begin, 4) X(NEW_word, 256) OWN(X, M) OWN(X, A) X(A_count, 6) X(A_named, 2) X(A_begin, 4) \
    X(sorts, SORT_COUNT * SORT_COUNT) X(kinds, KIND_COUNT * KIND_COUNT) X(roles, ROLE_COUNT * ROLE_COUNT) X(sexes, 64) \
    X(numbers, 16) X(sentences, 8 * 3) X(mentions, 8 * 3) X(words, 8 * 3) X(same, 16 * 9) X(modifiers, 8 * 2) X(said, 5 * 3) X(clause, 3 * 3) \
    X(speaker, 8 * 3) X(nearer, 5 * 3) X(place, ROLE_COUNT * 4 * 2) X(paragraphs, 4 * 3) X(latest, 2) X(agrees, 2 * 3) X(codes, 4 * 3) \
    X(heads, 512)
enum {
#define X(id, n) F_##id, F_##id##_last = F_##id + (n) - 1,
    FEATURES(X)
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

static int own(const chains *c, const mention *m, int base, uint8_t kind, uint8_t sex, uint8_t number, uint16_t *rows) {
    int n = 0, seen = m->before == CHAIN_NONE ? 0 : c->mentions[m->before].before == CHAIN_NONE ? 1 : 2;
    rows[n++] = (uint16_t)(base + m->sort);
    rows[n++] = (uint16_t)((base += SORT_COUNT) + kind);
    rows[n++] = (uint16_t)((base += KIND_COUNT) + sex);
    rows[n++] = (uint16_t)((base += 8) + number);
    rows[n++] = (uint16_t)((base += 4) + m->role);
    rows[n++] = (uint16_t)((base += ROLE_COUNT) + word_bucket(m->words));
    rows[n++] = (uint16_t)((base += 5) + (m->flags & 31));
    rows[n++] = (uint16_t)((base += 32) + cut((int)m->order, 3));
    rows[n++] = (uint16_t)((base += 4) + seen);
    return n;
}

/* Nominal, name or pronoun. */
static int class_of(const mention *m) { return m->sort == SORT_NAME ? 0 : SORT_IS_PRONOUN(m->sort) ? 1 : 2; }

static int begin_bucket(const mention *m) { return m->sentence == 0 ? 0 : m->sentence < 3 ? 1 : m->sentence < 10 ? 2 : 3; }

/* Modifiers of two noun phrases with one head word. */
static int modifiers(const chains *c, const mention *m, const mention *a) {
    const dl_token *t = c->r->tokens;
    int own_m = 0, own_a = 0, shared = 0;
    for (uint32_t i = m->first; i < m->head; i++) {
        if (t[i].upos != DL_ADJ && t[i].upos != DL_NOUN && t[i].upos != DL_PROPN && t[i].upos != DL_NUM && t[i].upos != DL_PRON) continue;
        bool found = false;
        for (uint32_t k = a->first; k <= a->last && k < a->first + 20 && !found; k++) found = !strcasecmp(t[i].form, t[k].form);
        if (found) shared++;
        else own_m++;
    }
    for (uint32_t k = a->first; k < a->head; k++)
        own_a += t[k].upos == DL_ADJ || t[k].upos == DL_NOUN || t[k].upos == DL_PROPN || t[k].upos == DL_NUM || t[k].upos == DL_PRON;
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
    if (!(s & 2) && !SORT_IS_PRONOUN(m->sort) && (c->mentions[k->first].lemma == m->lemma || c->mentions[k->last].lemma == m->lemma)) s |= 4;
    if (m->sort != SORT_NAME && !SORT_IS_PRONOUN(m->sort) && in_name(c, m, a)) s |= 8;
    return s;
}

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
    const mention *m = &c->mentions[mi];
    const dl_report *r = c->r;
    int n = 0;
    if (ai == CHAIN_NONE) {
        n = own(c, m, F_NEW_sort, m->kind, m->sex, m->number, rows);
        rows[n++] = (uint16_t)(F_NEW_begin + begin_bucket(m));
        rows[n++] = (uint16_t)(F_NEW_word + (m->lemma >> 20) % 256);
        return n;
    }
    const mention *a = &c->mentions[ai];
    const chain *k = &c->chains[a->chain];
    int cm = class_of(m), ca = class_of(a);
    uint32_t distance = m->sentence - a->sentence;
    int paragraphs = (int)(r->sentences[m->sentence].paragraph - r->sentences[a->sentence].paragraph);
    n += own(c, m, F_M_sort, m->kind, m->sex, m->number, rows);
    n += own(c, a, F_A_sort, k->kind, k->sex, k->number, rows + n);
#define ROW(id, value) rows[n++] = (uint16_t)(F_##id + (value))
    ROW(A_count, cut((int)k->count, 5));
    ROW(A_named, k->name != CHAIN_NONE);
    ROW(A_begin, begin_bucket(a));
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
    ROW(nearer, cut(nearer, 4) * 3 + cm);
    ROW(place, (a->role * 4 + cut((int)distance, 3)) * 2 + (cm == 1));
    ROW(paragraphs, cut(paragraphs, 3) * 3 + cm);
    ROW(latest, k->last == ai);
    ROW(codes, (k->code && !m->reading ? 3 : codes(m, k)) * 3 + cm);
    ROW(agrees, pair_agrees(c, mi, ai) * 3 + cm);
    if (cm != 1 && ca != 1 && m->lemma != a->lemma) {
        uint64_t h = (m->lemma * 3 + (ca == 0 ? (uint64_t)a->kind + 7 : a->lemma)) * 0x9e3779b97f4a7c15u;
        ROW(heads, h >> 55);
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
    sum16 a, b;
    memcpy(&a, sums, sizeof a);
    memcpy(&b, sums + 16, sizeof b);
    for (int i = 0; i < n; i++) {
        row16 x, y;
        memcpy(&x, net->rows + (size_t)rows[i] * PAIR_HIDDEN, sizeof x);
        memcpy(&y, net->rows + (size_t)rows[i] * PAIR_HIDDEN + 16, sizeof y);
        a += __builtin_convertvector(x, sum16);
        b += __builtin_convertvector(y, sum16);
    }
    memcpy(sums, &a, sizeof a);
    memcpy(sums + 16, &b, sizeof b);
}

void pair_begin(const pair_net *net, const uint16_t *rows, int16_t *sums) {
    memset(sums, 0, PAIR_HIDDEN * sizeof *sums);
    add_rows(net, rows, PAIR_OWN, sums);
}

float pair_score(const pair_net *net, const int16_t *begun, const uint16_t *rows, int n) {
    int16_t sum[PAIR_HIDDEN] = {0};
    if (begun) memcpy(sum, begun, sizeof sum);
    add_rows(net, begun ? rows + PAIR_OWN : rows, begun ? n - PAIR_OWN : n, sum);
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
