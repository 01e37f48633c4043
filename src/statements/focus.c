/* focus.c - whom "he" and "she" mean as speakers: news goes on with the one whom it has just been about, so a speaking
 * pronoun is rather the subject of the last clause before it than any other name that fits. Names of one word are taken
 * for the fuller name that ends in it, and "the actor" for whoever spoke right before. */
#include <ctype.h>

#include "entities/mention_words.h"
#include "statements/resolve.h"

enum { HE = 1, SHE = 2, SENTENCES_BACK = 5, PARAGRAPHS_BACK = 3 };

/* ---- he or she
 * --------------------------------------------------------------------------------------------------------- */

static uint8_t sex_of_pronoun(const dl_token *t) {
    if (t->upos != DL_PRON) return 0;
    return DL_HAS(t, Gender_Masc) ? HE : DL_HAS(t, Gender_Fem) ? SHE : 0;
}

/* What titles and given names tell of an entity: HE, SHE, or 0 where they do not. */
static uint8_t sex_of(const resolver *v, uint32_t entity) {
    const dl_report *r = v->r;
    uint8_t sex = 0, by_noun = 0;
    uint32_t seen = 0;
    for (uint32_t m = r->entities[entity].first; m != DL_NONE && seen < 12; m = r->mentions[m].next, seen++) {
        const dl_mention *x = &r->mentions[m];
        if (x->form == DL_MENTION_PRONOUN) continue;
        bool given = false;
        for (uint32_t i = x->first; i < x->first + x->count && i <= x->head + 3; i++) {
            const dl_token *t = &r->tokens[i];
            uint32_t bits = mention_word(r->model->mentions, t->form, strlen(t->form));
            if (bits & WORD_TITLE_HE) return HE;
            if (bits & WORD_TITLE_SHE) return SHE;
            if (!given && t->upos == DL_PROPN && bits & WORD_GIVEN && x->form == DL_MENTION_NAME && i < x->head + 1) {
                given = true;
                sex = bits & WORD_GIVEN_HE ? HE : bits & WORD_GIVEN_SHE ? SHE : sex;
            }
            if (x->form == DL_MENTION_NOMINAL && i == x->head)
                by_noun = bits & WORD_HE ? HE : bits & WORD_SHE ? SHE : by_noun;
        }
    }
    return sex ? sex : by_noun;
}

static bool may_be(const resolver *v, uint32_t entity, uint8_t sex) {
    if (entity == DL_NONE) return false;
    int kind = v->r->entities[entity].kind;
    if (kind != DL_ENTITY_PERSON && kind != DL_ENTITY_OTHER) return false;
    uint8_t own = sex ? sex_of(v, entity) : 0;
    return !own || own == sex;
}

/* ---- what each sentence is about
 * ------------------------------------------------------------------------------------------ */

/* A subject of one of the sentence's main clauses, outside quotations. */
static bool is_main_subject(const resolver *v, uint32_t i) {
    const dl_token *t = v->r->tokens;
    if ((t[i].deprel != DL_REL_nsubj && t[i].deprel != DL_REL_nsubj_pass) || t[i].flags & DL_TOKEN_IN_QUOTE ||
        t[i].head == DL_ROOT)
        return false;
    uint32_t verb = t[i].head;
    for (int steps = 0; steps < 4 && t[verb].head != DL_ROOT; steps++, verb = t[verb].head)
        if (t[verb].deprel != DL_REL_conj && t[verb].deprel != DL_REL_parataxis) return false;
    return true;
}

/* One person, by name or as "the mayor"; a name of which nothing is known may be one where it speaks. */
static bool is_a_person(const resolver *v, uint32_t i, uint32_t entity, uint8_t sex) {
    const dl_report *r = v->r;
    if (!may_be(v, entity, sex)) return false;
    if (r->entities[entity].kind == DL_ENTITY_PERSON)
        return r->tokens[i].upos == DL_PROPN || !DL_HAS(&r->tokens[i], Number_Plur);
    uint32_t verb = r->tokens[i].head, last, m = r->mention_at[i];
    if (verb == DL_ROOT || m == DL_NONE || r->mentions[m].form != DL_MENTION_NAME) return false;
    return resolve_cue(v, verb, verb + 1, &last) != TABLE_NONE;
}

/* Of tokens [from, to) the last main subject, or speaker, that may be a person of this sex (0: any). */
static uint32_t focus_in(const resolver *v, uint32_t from, uint32_t to, uint8_t sex) {
    const dl_report *r = v->r;
    for (uint32_t i = to; i-- > from;) {
        if (v->speaker_at[i] == DL_NONE && !is_main_subject(v, i)) continue;
        uint32_t e = v->speaker_at[i] != DL_NONE ? v->speaker_at[i] : resolve_entity(v, i);
        uint8_t pronoun = sex_of_pronoun(&r->tokens[i]);
        if (pronoun ? (pronoun == sex || !sex) && e != DL_NONE : is_a_person(v, i, e, sex)) return e;
    }
    return DL_NONE;
}

/* The last of its mentions before a token, or DL_NONE; only the first hundred are looked at. */
static uint32_t last_before(const resolver *v, const dl_entity *e, uint32_t token) {
    const dl_report *r = v->r;
    uint32_t last = DL_NONE, seen = 0;
    for (uint32_t m = e->first; m != DL_NONE && seen < 100 && r->mentions[m].first < token;
         m = r->mentions[m].next, seen++)
        last = r->mentions[m].first;
    return last;
}

/* "The paper said so. 'Yes,' it added": a thing that speaks is the one that spoke last. */
static uint32_t speaking_thing(const resolver *v, uint32_t pronoun, uint32_t entity) {
    enum { BACK = 3 };
    const dl_report *r = v->r;
    uint32_t k = v->sentence_of[pronoun], from = r->sentences[k > BACK ? k - BACK : 0].first;
    uint32_t at = last_before(v, &r->entities[entity], pronoun);
    bool here = at != DL_NONE && at >= r->sentences[k].first; /* named in the sentence itself, and not in what is said */
    if (here && !(r->tokens[at].flags & DL_TOKEN_IN_QUOTE)) return entity;
    for (uint32_t i = pronoun; i-- > from;) {
        uint32_t e = v->speaker_at[i];
        if (e == DL_NONE) continue;
        int kind = r->entities[e].kind;
        if (kind == DL_ENTITY_PERSON || DL_HAS(&r->tokens[i], Number_Plur) || sex_of_pronoun(&r->tokens[i])) continue;
        return e;
    }
    return entity;
}

uint32_t focus_of_pronoun(const resolver *v, uint32_t pronoun, uint32_t entity) {
    const dl_report *r = v->r;
    uint8_t sex = sex_of_pronoun(&r->tokens[pronoun]);
    if (r->tokens[pronoun].upos == DL_PRON && !strcmp(r->tokens[pronoun].lemma, "it") && entity != DL_NONE)
        return speaking_thing(v, pronoun, entity);
    if (!sex) return entity;
    uint32_t k = v->sentence_of[pronoun], found = focus_in(v, r->sentences[k].first, pronoun, sex);
    for (uint32_t back = 1; found == DL_NONE && back <= SENTENCES_BACK && back <= k; back++) {
        const dl_sentence *s = &r->sentences[k - back];
        if (r->sentences[k].paragraph - s->paragraph > PARAGRAPHS_BACK) break;
        found = focus_in(v, s->first, s->first + s->count, sex);
    }
    return found == DL_NONE ? entity : found;
}

/* ---- names of one word
 * ------------------------------------------------------------------------------------------------------ */

/* Where what is said of somebody begins behind the name: "Ann Roe (D-Nev.)", "Ann Roe of the Harbour Post". */
static const char *name_end(const char *name) {
    size_t n = strcspn(name, "(,");
    const char *of = strstr(name, " of ");
    if (of && (size_t)(of - name) < n) n = (size_t)(of - name);
    while (n && name[n - 1] == ' ') n--;
    return name + n;
}

/* The surname of a name of several words; *bytes gets its length. "Roe" of "Ann Roe Jr." */
static const char *surname(const resolver *v, const char *name, size_t *bytes) {
    char word[64];
    const char *end = name_end(name), *at = end;
    for (int words = 0; words < 2; words++) {
        while (at > name && at[-1] != ' ') at--;
        *bytes = (size_t)(end - at);
        if (at == name || *bytes >= sizeof word) break;
        memcpy(word, at, *bytes);
        word[*bytes] = 0;
        if (!(saying_word(v->words, word) & SAYING_SUFFIX)) break;
        end = at - 1;
        at = end;
    }
    return at;
}

static bool may_have_surname(const dl_entity *e) {
    return e->name && e->mentions && (e->kind == DL_ENTITY_PERSON || e->kind == DL_ENTITY_OTHER);
}

/* "Roe", or "Boston's Roe": nowhere is a given name beside it. (The entity's own name may come from a dictionary.) */
static bool is_bare(const resolver *v, uint32_t entity) {
    const dl_report *r = v->r;
    uint32_t seen = 0;
    for (uint32_t m = r->entities[entity].first; m != DL_NONE && seen < 60; m = r->mentions[m].next, seen++) {
        const dl_mention *x = &r->mentions[m];
        if (x->form != DL_MENTION_NAME && r->tokens[x->head].upos != DL_PROPN) continue;
        for (uint32_t i = x->first; i < x->first + x->count && i <= x->head + 1; i++) {
            const dl_token *t = &r->tokens[i];
            bool near = i + 1 == x->head || i == x->head + 1,
                 title = mention_word(r->model->mentions, t->form, strlen(t->form)) & WORD_TITLE;
            if (near && t->upos == DL_PROPN && !title) return false;
        }
    }
    return true;
}

/* Lists of the entities with names of several words by the last and by the first of them: number 2k is entity k under its
 * surname, 2k + 1 under its given name. */
static void list_under(resolver *v, uint32_t number, const char *word, size_t n) {
    uint32_t *slot = &v->name_first[table_hash(word, n) & v->name_mask];
    v->name_next[number] = *slot;
    *slot = number;
}

static bool index_names(resolver *v) {
    const dl_report *r = v->r;
    size_t room = 64;
    while (room < r->n_entities * 4) room *= 2;
    v->name_mask = (uint32_t)room - 1;
    v->name_first = ARENA_NEW(&v->r->arena, uint32_t, room);
    v->name_next = ARENA_NEW(&v->r->arena, uint32_t, 2 * r->n_entities + 2);
    if (!v->name_first || !v->name_next) return false;
    for (size_t k = 0; k < room; k++) v->name_first[k] = DL_NONE;
    for (uint32_t k = 0; k < r->n_entities; k++) {
        const dl_entity *e = &r->entities[k];
        if (!may_have_surname(e) || !strchr(e->name, ' ') || is_bare(v, k)) continue;
        size_t n, given = strcspn(e->name, " ");
        const char *word = surname(v, e->name, &n);
        if (!n || word == e->name) continue;
        list_under(v, 2 * k, word, n);
        if (e->kind == DL_ENTITY_PERSON) list_under(v, 2 * k + 1, e->name, given); /* or the surname, where it comes first */
    }
    return true;
}

/* What the pronouns that are linked to a bare name tell of it. */
static uint8_t sex_by_pronouns(const resolver *v, uint32_t entity, uint32_t token) {
    const dl_report *r = v->r;
    uint32_t seen = 0;
    int she = 0;
    if (entity == DL_NONE) return 0;
    for (uint32_t m = r->entities[entity].first; m != DL_NONE && seen < 50 && r->mentions[m].first <= token;
         m = r->mentions[m].next, seen++) {
        uint8_t sex = sex_of_pronoun(&r->tokens[r->mentions[m].head]);
        she += sex == SHE ? 1 : sex == HE ? -1 : 0;
    }
    return she > 0 ? SHE : she < 0 ? HE : 0;
}

/* Two words that are each a name, as persons have them. */
static bool looks_like_a_person(const dl_entity *e) {
    const char *second = strchr(e->name, ' ');
    return e->kind == DL_ENTITY_PERSON ||
           (second && !strchr(second + 1, ' ') && isupper((unsigned char)*e->name) && isupper((unsigned char)second[1]));
}

/* A town or a firm of which no more than the word is known may be somebody's surname. */
static bool may_be_a_surname(const dl_entity *e) {
    bool thing = e->kind == DL_ENTITY_PLACE || e->kind == DL_ENTITY_COUNTRY || e->kind == DL_ENTITY_ORGANIZATION;
    return thing ? !e->actor : may_have_surname(e);
}

uint32_t focus_of_name(const resolver *v, uint32_t token, uint32_t entity) {
    enum { MOST = 16, MANY = 4, HEAD_START = 150 }; /* tokens by which one of whom much is said comes before another */
    const dl_report *r = v->r;
    const char *word = r->tokens[token].form;
    size_t bytes = strlen(word), n;
    if (!isupper((unsigned char)*word) || r->tokens[token].upos == DL_PRON) return entity;
    if (entity != DL_NONE && !may_be_a_surname(&r->entities[entity])) return entity;
    bool full = entity != DL_NONE && !is_bare(v, entity);
    uint32_t near = r->sentences[v->sentence_of[token] ? v->sentence_of[token] - 1 : 0].first;
    if (full) { /* linked to somebody who was named in full: right, unless a namesake was just spoken of and he was not */
        uint32_t at = last_before(v, &r->entities[entity], token);
        if (at == DL_NONE || at >= near) return entity;
    }
    uint8_t sex = sex_by_pronouns(v, entity, token);
    uint32_t best = DL_NONE, best_at = 0, best_rank = 0, seen = 0;
    for (uint32_t k = v->name_first[table_hash(word, bytes) & v->name_mask]; k != DL_NONE && seen < MOST;
         k = v->name_next[k], seen++) {
        uint32_t id = k / 2;
        const dl_entity *f = &r->entities[id];
        const char *own = k & 1 ? f->name : surname(v, f->name, &n);
        if (k & 1) n = strcspn(f->name, " ");
        uint32_t at = last_before(v, f, token);
        if (id == entity || n != bytes || memcmp(own, word, n) || at == DL_NONE) continue;
        uint8_t other = sex ? sex_of(v, id) : 0;
        uint32_t rank = 1 + (!other || other == sex) * 4u + !(k & 1) * 2u + looks_like_a_person(f);
        if (full && (at < near || rank < 6)) continue;
        if (f->mentions >= MANY) at += HEAD_START;
        if (rank > best_rank || (rank == best_rank && at > best_at)) best = id, best_at = at, best_rank = rank;
    }
    return best == DL_NONE ? entity : best;
}

bool focus_begin(resolver *v) {
    const dl_report *r = v->r;
    if (!index_names(v)) return false;
    for (uint32_t i = 0; i < r->n_tokens; i++) {
        if (!is_main_subject(v, i)) continue;
        uint32_t e = resolve_entity(v, i), better = focus_of_name(v, i, focus_of_pronoun(v, i, e));
        if (better != e) v->speaker_at[i] = better;
    }
    return true;
}

/* ---- descriptions
 * ------------------------------------------------------------------------------------------------------------ */

static bool clashes(const dl_entity *e, const dl_entity *f) {
    return (e->role && f->role && strcmp(e->role, f->role)) || (e->actor && f->actor && strcmp(e->actor, f->actor));
}

/* True if the entity is named before mention `m`. */
static bool is_named_before(const resolver *v, uint32_t entity, uint32_t m) {
    const dl_report *r = v->r;
    uint32_t seen = 0;
    for (uint32_t k = r->entities[entity].first; k != DL_NONE && k < m && seen < 20; k = r->mentions[k].next, seen++)
        if (r->mentions[k].form == DL_MENTION_NAME) return true;
    return false;
}

/* "The senator", "the billionaire": nouns by which somebody is called again who was named right before. */
static uint32_t called_again(const resolver *v, uint32_t head, uint32_t entity) {
    enum { MENTIONS_BACK = 300 };
    const dl_report *r = v->r;
    uint32_t k = v->sentence_of[head], own = r->mention_at[head];
    for (uint32_t m = own, seen = 0; m-- > 0 && seen < MENTIONS_BACK; seen++) { /* who was called so before */
        const dl_mention *x = &r->mentions[m];
        if (x->form != DL_MENTION_NOMINAL || x->entity == entity || strcmp(r->tokens[x->head].lemma, r->tokens[head].lemma))
            continue;
        if (r->entities[x->entity].kind == DL_ENTITY_PERSON && resolve_has(v, x->head, DL_REL_det, "the") &&
            is_named_before(v, x->entity, m))
            return x->entity;
    }
    for (uint32_t back = 1; back <= 3 && back <= k; back++) {
        const dl_sentence *s = &r->sentences[k - back];
        if (r->sentences[k].paragraph - s->paragraph > 2) break;
        uint32_t found = focus_in(v, s->first, s->first + s->count, 0);
        if (found != DL_NONE && !clashes(&r->entities[entity], &r->entities[found])) return found;
    }
    return entity;
}

/* True if nothing names the entity, and this is the first description of it. */
static bool is_new(const resolver *v, const dl_entity *e, uint32_t mention) {
    uint32_t seen = 0, first = DL_NONE;
    for (uint32_t m = e->first; m != DL_NONE && seen < 50; m = v->r->mentions[m].next, seen++) {
        if (v->r->mentions[m].form == DL_MENTION_NAME) return false;
        if (first == DL_NONE && v->r->mentions[m].form == DL_MENTION_NOMINAL) first = m;
    }
    return first == mention;
}

uint32_t focus_of_description(const resolver *v, const dl_statement *s, uint32_t head, uint32_t entity) {
    const dl_report *r = v->r;
    uint32_t m = r->mention_at[head];
    const dl_entity *e = &r->entities[entity];
    if (m == DL_NONE || r->mentions[m].form != DL_MENTION_NOMINAL || e->kind != DL_ENTITY_PERSON || !is_new(v, e, m))
        return entity;
    if (!resolve_has(v, head, DL_REL_det, "the") || !DL_HAS(&r->tokens[head], Number_Sing)) return entity;
    if (resolve_bits(v, head) & SAYING_RECALLS) return called_again(v, head, entity);
    if (s == r->statements) return entity;
    const dl_statement *before = s - 1;
    uint32_t k = v->sentence_of[head], was = before->sentence;
    if (before->source_entity == DL_NONE || before->outer != s->outer || k < was || before->act == DL_ACT_ASK ||
        !is_named_before(v, before->source_entity, m) ||
        r->sentences[k].paragraph - r->sentences[was].paragraph > 1)
        return entity;
    const dl_entity *f = &r->entities[before->source_entity];
    return f->kind == DL_ENTITY_PERSON && !clashes(e, f) ? before->source_entity : entity;
}
