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
    uint8_t sex = 0;
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
            if (x->form == DL_MENTION_NOMINAL && i == x->head) sex = bits & WORD_HE ? HE : bits & WORD_SHE ? SHE : sex;
        }
    }
    return sex;
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

uint32_t focus_of_pronoun(const resolver *v, uint32_t pronoun, uint32_t entity) {
    const dl_report *r = v->r;
    uint8_t sex = sex_of_pronoun(&r->tokens[pronoun]);
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
    for (uint32_t m = r->entities[entity].first; m != DL_NONE && seen < 12; m = r->mentions[m].next, seen++) {
        const dl_mention *x = &r->mentions[m];
        if (x->form != DL_MENTION_NAME) continue;
        for (uint32_t i = x->first; i < x->first + x->count && i <= x->head + 1; i++) {
            const dl_token *t = &r->tokens[i];
            bool near = i + 1 == x->head || i == x->head + 1,
                 title = mention_word(r->model->mentions, t->form, strlen(t->form)) & WORD_TITLE;
            if (near && t->upos == DL_PROPN && !title) return false;
        }
    }
    return true;
}

/* Lists of the entities with names of several words, by the last of them. */
static bool index_names(resolver *v) {
    const dl_report *r = v->r;
    size_t room = 64;
    while (room < r->n_entities * 2) room *= 2;
    v->name_mask = (uint32_t)room - 1;
    v->name_first = ARENA_NEW(&v->r->arena, uint32_t, room);
    v->name_next = ARENA_NEW(&v->r->arena, uint32_t, r->n_entities + 1);
    if (!v->name_first || !v->name_next) return false;
    for (size_t k = 0; k < room; k++) v->name_first[k] = DL_NONE;
    for (uint32_t k = 0; k < r->n_entities; k++) {
        const dl_entity *e = &r->entities[k];
        if (!may_have_surname(e) || !strchr(e->name, ' ') || is_bare(v, k)) continue;
        size_t n;
        const char *word = surname(v, e->name, &n);
        if (!n || word == e->name) continue;
        uint32_t *slot = &v->name_first[table_hash(word, n) & v->name_mask];
        v->name_next[k] = *slot;
        *slot = k;
    }
    return true;
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

uint32_t focus_of_name(const resolver *v, uint32_t token, uint32_t entity) {
    enum { MOST = 16 };
    const dl_report *r = v->r;
    const char *word = r->tokens[token].form;
    if (!isupper((unsigned char)*word) || r->tokens[token].upos == DL_PRON) return entity;
    if (entity != DL_NONE && r->entities[entity].kind == DL_ENTITY_ORGANIZATION
            ? r->entities[entity].actor != NULL
            : entity != DL_NONE && !may_have_surname(&r->entities[entity]))
        return entity;
    if (entity != DL_NONE && !is_bare(v, entity)) return entity;
    uint32_t best = DL_NONE, best_at = 0, seen = 0;
    for (uint32_t k = v->name_first[table_hash(word, strlen(word)) & v->name_mask]; k != DL_NONE && seen < MOST;
         k = v->name_next[k], seen++) {
        const dl_entity *f = &r->entities[k];
        size_t n;
        const char *own = surname(v, f->name, &n);
        uint32_t at = last_before(v, f, token);
        if (k == entity || n != strlen(word) || memcmp(own, word, n) || at == DL_NONE) continue;
        bool person = f->kind == DL_ENTITY_PERSON, was = best != DL_NONE && r->entities[best].kind == DL_ENTITY_PERSON;
        if (best == DL_NONE || person > was || (person == was && at > best_at)) best = k, best_at = at;
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

/* "The senator", "the billionaire": nouns by which somebody is called again who was named right before. */
static uint32_t called_again(const resolver *v, uint32_t head, uint32_t entity) {
    const dl_report *r = v->r;
    uint32_t k = v->sentence_of[head];
    for (uint32_t back = 1; back <= 3 && back <= k; back++) {
        const dl_sentence *s = &r->sentences[k - back];
        if (r->sentences[k].paragraph - s->paragraph > 2) break;
        uint32_t found = focus_in(v, s->first, s->first + s->count, 0);
        if (found != DL_NONE) return clashes(&r->entities[entity], &r->entities[found]) ? entity : found;
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
    if (before->source_entity == DL_NONE || before->outer != s->outer || k < was ||
        r->sentences[k].paragraph - r->sentences[was].paragraph > 1)
        return entity;
    const dl_entity *f = &r->entities[before->source_entity];
    return f->kind == DL_ENTITY_PERSON && !clashes(e, f) ? before->source_entity : entity;
}
