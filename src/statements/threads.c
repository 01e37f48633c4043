/* threads.c - which earlier statement one takes up: answers a question or demand, denies a claim, takes back what its
 * speaker said. Candidates among the statements before it are weighed by the words and entities that both speak of and
 * by how near they are; a thread is drawn only where that is plain. */
#include <stdlib.h>

#include "statements/resolve.h"

enum { REACH = 40, WORDS = 160 }; /* statements looked back at; features of one */

/* What a statement speaks of, in order: hashes of its words and numbers of its entities. */
typedef struct topic {
    uint64_t *items;
    uint32_t n;
    float weight;         /* of all its items */
    uint32_t first, last; /* sentences */
} topic;

typedef struct weaver {
    resolver *v;
    topic *topics;
    uint64_t *keys; /* hash table: item, and in how many statements it is */
    uint32_t *counts;
    uint32_t mask;
} weaver;

static uint32_t slot_of(const weaver *w, uint64_t key) {
    uint32_t at = (uint32_t)(key >> 32) & w->mask;
    while (w->keys[at] && w->keys[at] != key) at = (at + 1) & w->mask;
    return at;
}

/* Rare words tell more than those that are in every statement. */
static float weight_of(const weaver *w, uint64_t item) {
    uint32_t in = w->counts[slot_of(w, item)];
    return in <= 2 ? 1.0f : in <= 4 ? 0.7f : in <= 8 ? 0.4f : 0.2f;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static bool speaks(const resolver *v, uint32_t token) {
    const dl_token *t = &v->r->tokens[token];
    if (t->upos != DL_NOUN && t->upos != DL_PROPN && t->upos != DL_VERB && t->upos != DL_ADJ && t->upos != DL_NUM)
        return false;
    return !(resolve_bits(v, token) & SAYING_EMPTY);
}

/* The words of the content and of the cue's object ("denied the accusation"), and the entities named there. */
static bool read_topic(weaver *w, const dl_statement *s, topic *out) {
    resolver *v = w->v;
    dl_report *r = v->r;
    uint64_t items[WORDS];
    uint32_t n = 0;
    out->first = out->last = s->sentence;
    for (uint32_t k = 0; k < s->n_content; k++) {
        uint32_t from, to;
        resolve_tokens(r, s->content[k], &from, &to);
        if (from >= to) continue;
        if (v->sentence_of[from] < out->first) out->first = v->sentence_of[from];
        if (v->sentence_of[to - 1] > out->last) out->last = v->sentence_of[to - 1];
        for (uint32_t i = from; i < to && n + 2 <= WORDS; i++) {
            const dl_token *t = &r->tokens[i];
            uint32_t m = r->mention_at[i];
            bool named =
                m != DL_NONE && r->mentions[m].form != DL_MENTION_NOMINAL; /* counts once, as whom it stands for */
            bool part = t->upos == DL_PROPN && (t->deprel == DL_REL_flat || t->deprel == DL_REL_compound);
            if (named) items[n++] = ((uint64_t)r->mentions[m].entity + 1) * 0x9E3779B97F4A7C15ull | 1;
            else if (!part && speaks(v, i)) items[n++] = table_hash(t->lemma, strlen(t->lemma)) | 1;
        }
    }
    qsort(items, n, sizeof *items, by_value);
    out->items = ARENA_NEW(&r->arena, uint64_t, n + 1);
    if (!out->items) return false;
    for (uint32_t k = 0; k < n; k++)
        if (!k || items[k] != items[k - 1]) out->items[out->n++] = items[k];
    return true;
}

static bool read_topics(weaver *w) {
    dl_report *r = w->v->r;
    size_t all = 0, room = 64;
    w->topics = ARENA_NEW(&r->arena, topic, r->n_statements);
    if (!w->topics) return false;
    for (size_t k = 0; k < r->n_statements; k++) {
        if (!read_topic(w, &r->statements[k], &w->topics[k])) return false;
        all += w->topics[k].n;
    }
    while (room < all * 2) room *= 2;
    w->mask = (uint32_t)room - 1;
    w->keys = ARENA_NEW(&r->arena, uint64_t, room);
    w->counts = ARENA_NEW(&r->arena, uint32_t, room);
    if (!w->keys || !w->counts) return false;
    for (size_t k = 0; k < r->n_statements; k++)
        for (uint32_t i = 0; i < w->topics[k].n; i++) {
            uint32_t at = slot_of(w, w->topics[k].items[i]);
            w->keys[at] = w->topics[k].items[i];
            w->counts[at]++;
        }
    for (size_t k = 0; k < r->n_statements; k++)
        for (uint32_t i = 0; i < w->topics[k].n; i++) w->topics[k].weight += weight_of(w, w->topics[k].items[i]);
    return true;
}

/* The weight of what both speak of, at most 1: as a part of what the shorter speaks of; *shared gets the plain sum. */
static float likeness(const weaver *w, const topic *a, const topic *b, float *shared) {
    float sum = 0;
    for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->items[i] == b->items[k]) sum += weight_of(w, a->items[i]), i++, k++;
        else if (a->items[i] < b->items[k]) i++;
        else k++;
    }
    float least = a->weight < b->weight ? a->weight : b->weight;
    *shared = sum;
    return least > 0 ? sum / (least + 0.5f) : 0;
}

/* ---- what may be taken up
 * ---------------------------------------------------------------------------------------------- */

static bool asserts(const dl_statement *s) {
    switch (s->act) {
    case DL_ACT_SAY:
    case DL_ACT_CLAIM:
    case DL_ACT_CONFIRM:
    case DL_ACT_WARN:
    case DL_ACT_ACCUSE:
    case DL_ACT_CRITICISE:
    case DL_ACT_ANNOUNCE:
    case DL_ACT_BELIEVE:
    case DL_ACT_FEAR:
    case DL_ACT_ANSWER:
    case DL_ACT_THREATEN:
        return !s->negated;
    default:
        return false;
    }
}

static bool wants(const dl_statement *s) {
    switch (s->act) {
    case DL_ACT_DEMAND:
    case DL_ACT_REQUEST:
    case DL_ACT_PROPOSE:
    case DL_ACT_OFFER:
    case DL_ACT_ASK:
    case DL_ACT_CALL:
    case DL_ACT_ADVISE:
        return !s->negated;
    default:
        return false;
    }
}

static bool same_speaker(const dl_statement *a, const dl_statement *b) {
    return a->source_entity != DL_NONE && a->source_entity == b->source_entity;
}

/* A reply in words: "replied that", not "answered the call". */
static bool replies(const resolver *v, const dl_statement *s) {
    uint32_t from, to;
    if (s->head == DL_NONE || !(resolve_bits(v, s->head) & SAYING_REPLIES)) return false;
    resolve_tokens(v->r, s->content[0], &from, &to);
    return s->manner != DL_MANNER_INDIRECT || (from < to && v->r->tokens[from].deprel == DL_REL_mark);
}

/* The question that the same verb hangs together with: "Asked whether ..., he said". */
static bool asked_with(const resolver *v, const dl_statement *s, const dl_statement *question) {
    const dl_token *t = v->r->tokens;
    if (question->act != DL_ACT_ASK || question->head == DL_NONE || s->head == DL_NONE || question == s ||
        same_speaker(s, question))
        return false;
    if (v->sentence_of[question->head] != v->sentence_of[s->head]) return false;
    uint32_t answer = resolve_answer(v, question->head);
    if (answer != DL_NONE && (answer == s->head || (t[s->head].head == answer && t[s->head].deprel == DL_REL_conj))) return true;
    uint32_t at = s->head; /* up from the reply to a verb on which the question hangs */
    for (int steps = 0; steps < 4 && at != DL_ROOT; steps++, at = t[at].head)
        if (t[question->head].head == at && t[question->head].deprel == DL_REL_advcl) return true;
    if (question->head > s->head) return false;
    /* The tree upside down: the reply hangs on an "asked" that begins the sentence. */
    if (t[s->head].head == question->head && t[s->head].deprel == DL_REL_parataxis)
        return v->r->sentences[v->sentence_of[question->head]].first == question->head;
    return t[question->head].xpos == DL_XPOS_VBN && t[question->head].deprel == DL_REL_advcl;
}

/* ---- the threads
 * -------------------------------------------------------------------------------------------------------- */

typedef enum thread { ANSWERS, DENIES, RETRACTS } thread;

/* "Her office", "Varga's spokesman": whose source names the other speaker speaks for him. */
static bool speaks_for(const resolver *v, const dl_statement *s, const dl_statement *other) {
    const dl_report *r = v->r;
    for (uint32_t k = 0; k < s->n_source; k++) {
        uint32_t from, to;
        resolve_tokens(r, s->source[k], &from, &to);
        for (uint32_t i = from; i < to; i++) {
            uint32_t m = r->mention_at[i];
            if (m != DL_NONE && r->mentions[m].entity == other->source_entity) return true;
        }
    }
    return false;
}

static bool may_take_up(const resolver *v, thread kind, const dl_statement *s, const dl_statement *earlier) {
    if (earlier->source_entity == DL_NONE) return false;
    switch (kind) {
    case ANSWERS:
        return wants(earlier) && !same_speaker(s, earlier);
    case DENIES:
        return asserts(earlier) && !same_speaker(s, earlier);
    case RETRACTS:
        return (same_speaker(s, earlier) || speaks_for(v, s, earlier)) && earlier->act != DL_ACT_RETRACT && earlier->act != DL_ACT_ASK &&
               !earlier->negated;
    }
    return false;
}

/* The statement before s that it most likely takes up, or DL_NONE. A thread needs words in common, the more the
 * farther. */
static uint32_t find(const weaver *w, thread kind, uint32_t at, float least) {
    const dl_report *r = w->v->r;
    const dl_statement *s = &r->statements[at];
    const topic *own = &w->topics[at];
    uint32_t best = DL_NONE;
    float best_score = least;
    for (uint32_t k = at, seen = 0; k-- > 0 && seen < REACH; seen++) {
        const dl_statement *earlier = &r->statements[k];
        if (k == s->outer || earlier->outer == at || w->v->acting[k] == DL_NONE || !may_take_up(w->v, kind, s, earlier))
            continue;
        float shared, like = likeness(w, own, &w->topics[k], &shared);
        uint32_t far = own->first > w->topics[k].last ? own->first - w->topics[k].last : 0;
        if (shared < 1.0f) continue;
        float score =
            like + 0.1f * (shared > 4 ? 4 : shared) - 0.02f * (float)(far > 20 ? 20 : far) + (far <= 2 ? 0.12f : 0);
        if (kind == DENIES && (earlier->act == DL_ACT_CLAIM || earlier->act == DL_ACT_ACCUSE)) score += 0.15f;
        if (kind == DENIES && s->addressee_entity != DL_NONE && s->addressee_entity == earlier->source_entity)
            score += 0.15f;
        if (kind == RETRACTS && (wants(earlier) || earlier->act == DL_ACT_THREATEN || earlier->act == DL_ACT_CLAIM))
            score += 0.2f;
        if (score > best_score) best = k, best_score = score;
    }
    return best;
}

/* The act that a noun names: "the accusation", "this offer"; SAYING_NO_ACT if what is said is more than such a noun. */
static uint8_t named_act(const resolver *v, const dl_statement *s) {
    uint32_t from, to, last;
    resolve_tokens(v->r, s->content[0], &from, &to);
    if (s->n_content > 2 || to - from > 6) return SAYING_NO_ACT; /* "a charge that they called 'absurd'" has two parts */
    for (uint32_t i = from; i < to; i++) {
        const dl_token *t = &v->r->tokens[i];
        bool top = t->head == DL_ROOT || t->head < from || t->head >= to;
        if (!top || t->upos != DL_NOUN) continue;
        uint32_t cue = resolve_cue(v, i, to, &last);
        return cue == TABLE_NONE ? SAYING_NO_ACT : saying_act(cue, GOES_ANY);
    }
    return SAYING_NO_ACT;
}

static bool is_kin(uint8_t named, uint8_t act, bool near) {
    if (near && act == DL_ACT_SAY && named == DL_ACT_CLAIM) return true; /* "the claim": of whoever just said so */
    bool blame = named == DL_ACT_ACCUSE || named == DL_ACT_CLAIM || named == DL_ACT_CRITICISE;
    bool wish = named == DL_ACT_DEMAND || named == DL_ACT_REQUEST || named == DL_ACT_CALL;
    return named == act || (blame && (act == DL_ACT_ACCUSE || act == DL_ACT_CLAIM || act == DL_ACT_CRITICISE)) ||
           (wish && (act == DL_ACT_DEMAND || act == DL_ACT_REQUEST || act == DL_ACT_CALL));
}

/* Whether the earlier statement speaks of this one's speaker. */
static bool concerns(const weaver *w, uint32_t earlier, uint32_t entity) {
    uint64_t item = ((uint64_t)entity + 1) * 0x9E3779B97F4A7C15ull | 1;
    const topic *t = &w->topics[earlier];
    for (uint32_t i = 0; i < t->n; i++)
        if (t->items[i] == item) return true;
    return w->v->r->statements[earlier].addressee_entity == entity;
}

/* "the apology", "that claim", and "a claim" set beside it: not just any. */
static bool is_known(const resolver *v, const dl_statement *s) {
    uint32_t from, to;
    resolve_tokens(v->r, s->content[0], &from, &to);
    return from >= to || v->r->tokens[from].upos != DL_DET || v->r->tokens[from].lemma[0] != 'a' || to <= s->head;
}

/* "denied the accusation": the last thing of that name that somebody else said, of him or right before. */
static uint32_t find_named(const weaver *w, uint32_t at) {
    const dl_statement *s = &w->v->r->statements[at];
    uint8_t act = s->source_entity == DL_NONE ? SAYING_NO_ACT : named_act(w->v, s);
    if (act == SAYING_NO_ACT || act == DL_ACT_SAY || act == DL_ACT_BELIEVE) return DL_NONE;
    bool known = is_known(w->v, s);
    for (uint32_t k = at, seen = 0; k-- > 0 && seen < REACH; seen++) {
        const dl_statement *earlier = &w->v->r->statements[k];
        bool near = w->topics[at].first <= w->topics[k].last + 3;
        bool kin = is_kin(act, earlier->act, near) && known;
        bool beside = asserts(earlier) && earlier->sentence == s->sentence && act != DL_ACT_DEMAND && act != DL_ACT_PROPOSE; /* "..., a claim Chad denies" */
        if (!(kin || beside) || earlier->negated || earlier->source_entity == DL_NONE ||
            same_speaker(s, earlier))
            continue;
        if (near || concerns(w, k, s->source_entity)) return k;
    }
    return DL_NONE;
}

/* "withdrew the remark", "she had misspoken": whatever he, or she whom he speaks for, has said right before. */
static uint32_t find_remark(const weaver *w, uint32_t at) {
    const dl_statement *s = &w->v->r->statements[at];
    for (uint32_t k = at, seen = 0; k-- > 0 && seen < REACH; seen++) {
        const dl_statement *earlier = &w->v->r->statements[k];
        if (w->topics[at].first > w->topics[k].last + 2) break;
        if (k == s->outer || earlier->outer == at || !may_take_up(w->v, RETRACTS, s, earlier)) continue;
        if (asserts(earlier) || wants(earlier) || earlier->act == DL_ACT_PROMISE) return k;
    }
    return DL_NONE;
}

bool resolve_threads(resolver *v) {
    dl_report *r = v->r;
    weaver w = {.v = v};
    if (!read_topics(&w)) return false;
    for (uint32_t k = 0; k < r->n_statements; k++) {
        dl_statement *s = &r->statements[k];
        for (uint32_t e = k > 4 ? k - 4 : 0; e < r->n_statements && e < k + 5;
             e++) /* its question may come after it in the list */
            if (asked_with(v, s, &r->statements[e])) s->answers = e;
        bool passive = v->acting[k] != DL_NONE && resolve_child(v, v->acting[k], DL_REL_nsubj_pass) != DL_NONE;
        if (s->negated || (passive && s->act == DL_ACT_DENY)) continue; /* "was denied entry" */
        switch (s->act) {
        case DL_ACT_DENY:
            s->denies = find_named(&w, k);
            if (s->denies == DL_NONE) s->denies = find(&w, DENIES, k, 0.40f);
            break;
        case DL_ACT_REJECT:
        case DL_ACT_ACCEPT:
        case DL_ACT_REFUSE:
        case DL_ACT_WELCOME:
            if (s->answers == DL_NONE) s->answers = find_named(&w, k);
            if (s->answers != DL_NONE && s->act == DL_ACT_REJECT && asserts(&r->statements[s->answers])) {
                s->act = DL_ACT_DENY; /* "rejected the accusation" */
                s->denies = s->answers;
                s->answers = DL_NONE;
            } else if (s->answers == DL_NONE) s->answers = find(&w, ANSWERS, k, 0.45f);
            break;
        case DL_ACT_RETRACT:
            s->retracts = find(&w, RETRACTS, k, 0.3f);
            if (s->retracts == DL_NONE) s->retracts = find_remark(&w, k);
            break;
        default:
            break;
        }
        if (s->answers == DL_NONE && replies(v, s) && k) { /* to whoever spoke right before */
            const dl_statement *before = &r->statements[k - 1];
            bool near = w.topics[k].first <= w.topics[k - 1].last + 2;
            if (near && before->source_entity != DL_NONE && !same_speaker(s, before) && before->outer == s->outer &&
                s->source_entity != DL_NONE)
                s->answers = k - 1;
        }
    }
    return true;
}
