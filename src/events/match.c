/* match.c - which entry and frame of the lexicon fits a word, and which words fill the frame's slots. */
#include <string.h>

#include "events/coder.h"

enum { DEPTH = 12 };

typedef struct fit {
    uint32_t source, target, content, object, clause;
    int score;
    uint8_t missing; /* the slot that nothing fills, where the frame does not fit */
    bool unknown; /* its content is a clause that no entry fits */
} fit;

bool match_in_set(const coder *c, uint32_t i, uint32_t set) {
    const dl_token *t = &c->tokens[i];
    if (!t->lemma) return false;
    for (const lex_sense *s = lexicon_senses(c->lex, t->lemma); s; s = s->last ? NULL : s + 1)
        if (s->use == LEX_SET && s->of == set && (!s->words || clause_with(c, i, c->lex->strings + s->with))) return true;
    return false;
}

/* The word of the slot's noun phrase that is in the set: its head, what "some of" stands for, or one joined to it. */
static uint32_t set_word(const coder *c, uint32_t i, uint32_t set) {
    if (match_in_set(c, i, set)) return i;
    uint32_t inner = clause_through(c, i);
    if (inner != i && match_in_set(c, inner, set)) return inner;
    EACH_CHILD(c, i, k)
        if (c->tokens[k].deprel == DL_REL_conj && match_in_set(c, k, set)) return k;
    return NO_TOKEN;
}

static bool nominal(const dl_token *t) { return t->upos == DL_NOUN || t->upos == DL_PROPN || t->upos == DL_PRON || t->upos == DL_NUM || t->upos == DL_DET || t->upos == DL_ADJ || t->upos == DL_X; }

static bool content_at(coder *c, const lex_slot *slot, uint32_t k, int depth, fit *f) {
    const find *x = depth < DEPTH ? match_word(c, k, depth + 1) : NULL;
    if (!x && c->tokens[k].upos != DL_VERB) {
        uint32_t inner = clause_through(c, k);
        if (inner != k && depth < DEPTH) x = match_word(c, inner, depth + 1);
        if (x) k = inner;
    }
    (void)slot;
    if (!x) return false;
    f->content = k;
    return true;
}

/* Tries to fill one slot with token k. */
static bool fill(coder *c, const lex_slot *slot, uint32_t k, int depth, fit *f) {
    const dl_token *t = &c->tokens[k];
    switch (slot->role) {
    case LEX_ROLE_SET: {
        uint32_t word = set_word(c, k, slot->set);
        if (word == NO_TOKEN) return false;
        if (slot->also == 1 + LEX_ROLE_TARGET) f->target = k;
        if (slot->also == 1 + LEX_ROLE_SOURCE) f->source = k;
        if (f->object == NO_TOKEN && slot->at != LEX_AT_SUBJECT) f->object = word;
        return true;
    }
    case LEX_ROLE_CONTENT: return content_at(c, slot, k, depth, f);
    case LEX_ROLE_TARGET:
        if (!nominal(t) || c->is_time[k]) return false;
        if (f->target == NO_TOKEN) f->target = k;
        return true;
    default:
        if (!nominal(t) || c->is_time[k]) return false;
        f->source = k;
        return true;
    }
}

/* A child of `i` in a relation that takes a preposition, marked by one of the slot's words. */
static bool fill_marked(coder *c, const lex_slot *slot, uint32_t i, int depth, fit *f) {
    const char *words = c->lex->strings + slot->words;
    if (strstr(words, " s ")) { /* "Navalny's arrest": he does not arrest */
        uint32_t k = clause_child(c, i, DL_REL_nmod_poss);
        if (k != NO_TOKEN && fill(c, slot, k, depth, f)) {
            if (f->source == k && slot->role == LEX_ROLE_TARGET) f->source = NO_TOKEN;
            return true;
        }
    }
    EACH_CHILD(c, i, k) {
        const dl_token *t = &c->tokens[k];
        bool noun = t->deprel == DL_REL_obl || t->deprel == DL_REL_nmod || t->deprel == DL_REL_obl_agent || t->deprel == DL_REL_acl ||
                    t->deprel == DL_REL_advcl || t->deprel == DL_REL_ccomp || t->deprel == DL_REL_xcomp || t->deprel == DL_REL_obj ||
                    t->deprel == DL_REL_conj || t->deprel == DL_REL_nmod_desc || t->deprel == DL_REL_dep;
        if (noun && k != f->content && clause_marked(c, k, words) && fill(c, slot, k, depth, f)) return true;
    }
    return false;
}

static bool fill_clause(coder *c, const lex_slot *slot, uint32_t i, int depth, fit *f) {
    EACH_CHILD(c, i, k) {
        const dl_token *t = &c->tokens[k];
        bool to = clause_marked(c, k, " to ");
        bool right = slot->at == LEX_AT_TO ? to && (t->deprel == DL_REL_xcomp || t->deprel == DL_REL_advcl || t->deprel == DL_REL_acl || t->deprel == DL_REL_ccomp)
                                           : !to && t->deprel == DL_REL_ccomp;
        if (!right) continue;
        if (t->deprel == DL_REL_advcl && k < i) continue;
        if (slot->at == LEX_AT_THAT && (clause_marked(c, k, " whether if ") || !clause_modal(c, k, c->lex->strings + slot->words))) continue;
        if (content_at(c, slot, k, depth, f)) return true;
        if (t->upos == DL_VERB || t->upos == DL_ADJ || t->upos == DL_NOUN) {
            f->clause = k;
            f->unknown = true;
            return true;
        }
    }
    return false;
}

/* "the US invasion", but not "the mosque visit". */
static bool acts(const coder *c, uint32_t i) {
    party p;
    uint32_t m = c->r->mention_at[i];
    if (m == DL_NONE || !who_is(c, i, &p)) return false;
    return p.code || p.sector || c->r->entities[c->r->mentions[m].entity].kind == DL_ENTITY_PERSON;
}

/* For nouns: whose it is. */
static uint32_t noun_owner(const coder *c, uint32_t i) {
    const dl_token *t = c->tokens;
    uint32_t k = clause_child(c, i, DL_REL_nmod_poss);
    if (k != NO_TOKEN) return k;
    uint32_t best = NO_TOKEN;
    EACH_CHILD(c, i, m)
        if ((t[m].deprel == DL_REL_amod || t[m].deprel == DL_REL_compound || t[m].deprel == DL_REL_nmod_desc || t[m].deprel == DL_REL_nmod) && m < i && acts(c, m)) best = m;
    return best;
}

static bool fill_bare(coder *c, const lex_slot *slot, uint32_t i, int bare, bool second, int depth, fit *f) {
    const dl_token *t = c->tokens;
    uint32_t iobj = clause_child(c, i, DL_REL_iobj), k;
    if (second) { /* two bare ones: gave Ukraine tanks */
        uint32_t obj = clause_object(c, i);
        if (iobj == NO_TOKEN && obj != NO_TOKEN) { /* "was given tanks"; or a tree with two objects */
            uint32_t other = NO_TOKEN;
            EACH_CHILD(c, i, m)
                if (t[m].deprel == DL_REL_obj && m > obj) other = m;
            if (other == NO_TOKEN && !clause_passive(c, i)) return false;
            iobj = obj;
            obj = other != NO_TOKEN ? other : clause_child(c, i, DL_REL_obj);
        }
        k = bare == 0 ? iobj : obj;
    } else k = clause_object(c, i);
    if (k != NO_TOKEN && fill(c, slot, k, depth, f)) {
        if (f->object == NO_TOKEN || slot->role == LEX_ROLE_TARGET) f->object = k;
        return true;
    }
    if (slot->role != LEX_ROLE_CONTENT) return false;
    EACH_CHILD(c, i, m) /* stopped bombing; denied invading; said it would leave */
        if ((t[m].deprel == DL_REL_ccomp || t[m].deprel == DL_REL_xcomp) && !clause_marked(c, m, " to ") && content_at(c, slot, m, depth, f)) return true;
    return false;
}

static bool fits(coder *c, uint32_t i, const lex_frame *frame, bool noun, int depth, fit *f) {
    const lex_slot *slots = c->lex->slots + frame->slots;
    int bare = 0;
    bool second = false;
    for (int k = 0; k < frame->n_slots; k++) second |= slots[k].at == LEX_AT_SECOND;
    *f = (fit){NO_TOKEN, NO_TOKEN, NO_TOKEN, NO_TOKEN, NO_TOKEN, frame->weight, 0, false};
    f->source = noun ? noun_owner(c, i) : clause_subject(c, i);
    if (!noun && f->source == NO_TOKEN && c->tokens[i].deprel == DL_REL_acl && clause_child(c, i, DL_REL_aux_pass) == NO_TOKEN) {
        bool object = false; /* "lawmakers called for a vote": what takes no object is no passive */
        for (int k = 0; k < frame->n_slots; k++) object |= slots[k].at == LEX_AT_OBJECT;
        if (!object && c->tokens[i].head != DL_ROOT) f->source = c->tokens[i].head;
    }
    for (int k = 0; k < frame->n_slots; k++) {
        const lex_slot *s = &slots[k];
        bool ok = false;
        switch (s->at) {
        case LEX_AT_SUBJECT:
            ok = s->role == LEX_ROLE_SOURCE || (f->source != NO_TOKEN && fill(c, s, f->source, depth, f));
            if (s->role != LEX_ROLE_SOURCE && s->also != 1 + LEX_ROLE_SOURCE) f->source = NO_TOKEN; /* fighting kills, troops receive arms */
            break;
        case LEX_AT_OBJECT: case LEX_AT_SECOND:
            ok = fill_bare(c, s, i, bare, second, depth, f);
            bare++;
            break;
        case LEX_AT_PREPOSITION:
            ok = fill_marked(c, s, i, depth, f);
            if (!ok && f->object != NO_TOKEN) ok = fill_marked(c, s, f->object, depth, f);
            if (!ok && f->content != NO_TOKEN && c->tokens[f->content].upos != DL_VERB) ok = fill_marked(c, s, f->content, depth, f);
            break;
        default: ok = fill_clause(c, s, i, depth, f); break;
        }
        if (!ok && !s->optional) return f->missing = (uint8_t)k, false;
        if (ok && s->optional) f->score += 1;
        if (ok && s->role == LEX_ROLE_SOURCE && s->at == LEX_AT_PREPOSITION) f->score += 2;
    }
    if (f->source == i) f->source = NO_TOKEN;
    /* what is announced of somebody else is not done by who announces it */
    return frame->carrier != LEX_CARRIERS + 1 || f->content == NO_TOKEN || c->tokens[f->content].upos != DL_VERB ||
           clause_child(c, f->content, DL_REL_nsubj) == NO_TOKEN;
}

/* The code of a frame that fits: its own, or what its carrier makes of the content. */
static uint16_t code_of(const coder *c, const lex_frame *frame, const fit *f, bool *plain) {
    *plain = false;
    if (!frame->carrier) return frame->code;
    const find *x = f->content != NO_TOKEN && c->found[f->content] ? &c->finds[c->found[f->content] - 1] : NULL;
    if (frame->carrier == LEX_CARRIERS + 1) return x ? x->code : LEX_NO_CODE;
    uint16_t code = lexicon_carry(c->lex, frame->carrier, x ? x->code : LEX_NO_CODE);
    if (code == LEX_SAME) {
        *plain = true;
        return x ? x->code : LEX_NO_CODE;
    }
    if (code == LEX_NO_CODE && frame->code != LEX_NO_CODE) code = frame->code;
    return code;
}

static bool serves(const lex_sense *s, const dl_token *t) {
    switch (s->use) {
    case LEX_VERB: return t->upos == DL_VERB;
    case LEX_NOUN: case LEX_TOPIC: return t->upos == DL_NOUN || (t->upos == DL_PROPN && *t->form >= 'a');
    case LEX_ADJ: return t->upos == DL_ADJ;
    default: return false;
    }
}

/* "Russian forces", "the Rapid Support Forces": a word for somebody is no deed. */
static bool is_somebody(const coder *c, uint32_t i) {
    const dl_report *r = c->r;
    uint32_t m = r->mention_at ? r->mention_at[i] : DL_NONE;
    if (m == DL_NONE || r->mentions[m].head != i) return false;
    const dl_entity *e = &r->entities[r->mentions[m].entity];
    return (e->kind == DL_ENTITY_ORGANIZATION || e->kind == DL_ENTITY_GROUP || e->kind == DL_ENTITY_PERSON) && (e->actor || e->sector);
}

const find *match_word(coder *c, uint32_t i, int depth) {
    if (c->looked[i]) return c->looked[i] == 2 && c->found[i] ? &c->finds[c->found[i] - 1] : NULL;
    const dl_token *t = &c->tokens[i];
    c->looked[i] = 1;
    bool somebody = is_somebody(c, i);
    find best = {.score = 0};
    int best_score = -100;
    trace tried = {.n = 0};
    if (t->lemma && (t->upos == DL_VERB || t->upos == DL_NOUN || t->upos == DL_ADJ || t->upos == DL_PROPN)) {
        for (const lex_sense *s = lexicon_senses(c->lex, t->lemma); s; s = s->last ? NULL : s + 1) {
            if (!serves(s, t) || (s->words && !clause_with(c, i, c->lex->strings + s->with))) continue;
            const lex_entry *e = &c->lex->entries[s->of];
            bool noun = s->use == LEX_NOUN || s->use == LEX_TOPIC;
            if (noun && somebody) continue;
            uint32_t first = e->frames;
            bool any = false;
            for (uint32_t k = first; k < first + e->n_frames; k++) {
                const lex_frame *frame = &c->lex->frames[k];
                fit f;
                bool plain;
                if (!!frame->noun != noun) continue;
                bool suits = fits(c, i, frame, noun, depth, &f);
                trace_frame(c, &tried, k, suits, f.missing);
                if (!suits) continue;
                uint16_t code = code_of(c, frame, &f, &plain);
                if (code >= LEX_SAME && !frame->nothing && !(e->flags & LEX_WHOLE)) continue;
                any = true;
                int score = f.score + s->words * 6 - (f.unknown ? 8 : 0) - (s->use == LEX_TOPIC);
                if (score > best_score) {
                    best_score = score;
                    best = (find){.token = i, .entry = s->of, .frame = k, .source = f.source, .target = f.target, .content = f.content, .clause = f.clause,
                                  .object = f.object, .code = code,
                                  .flags = (uint8_t)((noun ? FIND_NOUN : 0) | (s->use == LEX_TOPIC ? FIND_TOPIC : 0) | (plain ? FIND_PLAIN : 0)),
                                  .score = (uint8_t)(score < 0 ? 0 : score > 255 ? 255 : score)};
                }
            }
            if (noun && !any) { /* a noun stands for its entry also when nobody is named beside it */
                uint32_t k = UINT32_MAX;
                uint16_t code = e->code;
                for (uint32_t m = first; m < first + e->n_frames; m++)
                    if (c->lex->frames[m].noun && !c->lex->frames[m].carrier && c->lex->frames[m].code < LEX_SAME) {
                        k = m;
                        if (code >= LEX_SAME) code = c->lex->frames[m].code;
                        break;
                    }
                int score = s->words * 6 - (s->use == LEX_TOPIC);
                if (k == UINT32_MAX && e->n_frames) k = first;
                if (k != UINT32_MAX && code < LEX_SAME && score > best_score) {
                    best_score = score;
                    best = (find){.token = i, .entry = s->of, .frame = k, .source = noun_owner(c, i), .target = NO_TOKEN, .content = NO_TOKEN,
                                  .object = NO_TOKEN, .clause = NO_TOKEN, .code = code, .flags = (uint8_t)(FIND_NOUN | (s->use == LEX_TOPIC ? FIND_TOPIC : 0)),
                                  .score = (uint8_t)(score < 0 ? 0 : score)};
                }
            }
        }
    }
    c->looked[i] = 2;
    trace_word(c, &tried, i, best_score == -100 ? UINT32_MAX : best.frame);
    if (best_score == -100 || c->failed) return NULL;
    if (best.code >= LEX_SAME) return trace_find(c, &best, "says that there is no event"), NULL;
    if (c->n_finds == c->cap_finds) {
        size_t cap = c->cap_finds ? 2 * c->cap_finds : 64;
        find *more = arena_grow(&c->r->arena, c->finds, c->n_finds, cap, sizeof *more);
        if (!more) {
            c->failed = true;
            return NULL;
        }
        c->finds = more;
        c->cap_finds = cap;
    }
    c->finds[c->n_finds++] = best;
    c->found[i] = (uint32_t)c->n_finds;
    return &c->finds[c->n_finds - 1];
}
