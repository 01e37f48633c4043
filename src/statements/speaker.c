/* speaker.c - whose words they are: the entity of the source, behind relative pronouns, behind "I" and "we" in a
 * quotation, and behind whoever quotes him; and the speaker of a quotation that goes on without naming one again. */
#include <ctype.h>

#include "statements/resolve.h"

static bool is_relative(const dl_token *t) {
    return DL_HAS(t, PronType_Rel) || t->xpos == DL_XPOS_WP || t->xpos == DL_XPOS_WDT || t->xpos == DL_XPOS_WPS;
}

/* "the man who said": what the relative clause hangs on. */
static uint32_t antecedent(const resolver *v, uint32_t pronoun) {
    const dl_token *t = v->r->tokens;
    for (uint32_t k = t[pronoun].head, steps = 0; k != DL_ROOT && steps < 6; k = t[k].head, steps++)
        if (t[k].deprel == DL_REL_acl_relcl || t[k].deprel == DL_REL_acl) return t[k].head;
    return pronoun && t[pronoun - 1].upos == DL_PUNCT && pronoun > 1 ? pronoun - 2 : DL_NONE;
}

static bool is_first_person(const dl_token *t) {
    return t->upos == DL_PRON && DL_HAS(t, Person_1) && t->flags & DL_TOKEN_IN_QUOTE;
}

/* True unless the word stands in a phrase or clause that only tells more of the head ("a survey of students"). */
static bool is_part_of(const resolver *v, uint32_t token, uint32_t head) {
    const dl_token *t = v->r->tokens;
    for (int steps = 0; token != head && steps < 6; steps++, token = t[token].head) {
        int rel = t[token].deprel;
        if (t[token].head == DL_ROOT || rel == DL_REL_nmod || rel == DL_REL_obl || rel == DL_REL_acl ||
            rel == DL_REL_acl_relcl)
            return t[token].head == DL_ROOT;
    }
    return true;
}

/* The longest mention inside the source, a person's name first: for a source that is no noun phrase as a whole. */
static uint32_t inside_source(const resolver *v, const dl_statement *s) {
    const dl_report *r = v->r;
    uint32_t from, to, best = DL_NONE, best_count = 0;
    for (uint32_t k = 0; k < s->n_source; k++) {
        resolve_tokens(r, s->source[k], &from, &to);
        for (uint32_t i = from; i < to; i++) {
            uint32_t m = r->mention_at[i];
            if (m == DL_NONE || r->mentions[m].first < from || !is_part_of(v, i, s->source_head)) continue;
            const dl_mention *x = &r->mentions[m];
            bool person = x->form == DL_MENTION_NAME && r->entities[x->entity].kind == DL_ENTITY_PERSON;
            uint32_t count = x->count + (person ? DL_MAX_SENTENCE : 0);
            if (count > best_count) best = x->entity, best_count = count;
        }
    }
    return best;
}

/* "as saying" stands right after whoever is quoted. */
static bool as_saying(const resolver *v, uint32_t who) {
    const dl_token *t = v->r->tokens;
    return who + 2 < v->r->n_tokens && !strcmp(t[who + 1].lemma, "as") && t[who + 2].xpos == DL_XPOS_VBG;
}

/* "His office quoted him as saying", "he was quoted by his office": the words are his, the report of them is the
 * office's. */
static bool quoted_by(resolver *v, dl_statement *s) {
    const dl_report *r = v->r;
    uint32_t from, to, k, verb = DL_NONE;
    resolve_tokens(r, s->cue[0], &from, &k);
    resolve_tokens(r, s->cue[s->n_cue - 1], &k, &to);
    for (uint32_t i = from; i < to; i++)
        if (v->role[i] == ROLE_CUE && r->tokens[i].upos == DL_VERB && resolve_bits(v, i) & SAYING_QUOTES) verb = i;
    if (verb == DL_NONE && s->head != DL_NONE && r->tokens[s->head].head != DL_ROOT &&
        resolve_bits(v, r->tokens[s->head].head) & SAYING_QUOTES)
        verb = r->tokens[s->head].head; /* the cue is "as saying" alone */
    if (verb == DL_NONE) return false;
    bool passive = resolve_child(v, verb, DL_REL_aux_pass) != DL_NONE;
    uint32_t by = passive ? resolve_child(v, verb, DL_REL_obl_agent) : resolve_subject(v, verb);
    uint32_t who = passive ? resolve_subject(v, verb) : resolve_child(v, verb, DL_REL_obj);
    uint32_t speaker = resolve_entity(v, who);
    if (who == DL_NONE || speaker == DL_NONE || (v->role[who] == ROLE_CONTENT && !as_saying(v, who))) return false;
    if (!resolve_is_someone(v, speaker) && r->tokens[who].upos != DL_PRON && r->tokens[who].upos != DL_PROPN)
        return false;
    s->source_entity = v->speaker_at[who] = speaker; /* who goes on speaking */
    s->reported_by_entity = resolve_entity(v, by);
    if (s->reported_by_entity == speaker) s->reported_by_entity = DL_NONE;
    return true;
}

static bool is_beside(int rel) {
    return rel == DL_REL_flat || rel == DL_REL_appos || rel == DL_REL_compound || rel == DL_REL_nmod_desc;
}

/* True if the name that ends a source belongs to its head: set beside it, or after a title in capitals ("Deputy Chief
 * of Staff Ann Roe"). */
static bool belongs(const resolver *v, uint32_t name, uint32_t head) {
    const dl_token *t = v->r->tokens;
    uint32_t top = name, first = v->r->mentions[v->r->mention_at[name]].first;
    for (int steps = 0; top != head && steps < 4 && is_beside(t[top].deprel); steps++) top = t[top].head;
    bool twin = first > head && t[name].head == t[head].head && t[name].deprel == t[head].deprel &&
                t[first - 1].xpos == DL_XPOS_COMMA;
    return top == head || twin ||
           (first > head && isupper((unsigned char)*t[head].form) && t[head].upos != DL_PRON &&
            (t[first - 1].upos == DL_PROPN ||
             (t[first - 1].upos == DL_NOUN && isupper((unsigned char)*t[first - 1].form))));
}

/* "Campaign chairman Ann Roe", "another friend, Ann Roe,": the name that ends the source's first or second part. Where
 * the head is no one who can speak, any person's name in the source is better. */
static uint32_t named_in(const resolver *v, const dl_statement *s, uint32_t head, uint32_t entity) {
    const dl_report *r = v->r;
    uint32_t m = r->mention_at[head], from, to, any = DL_NONE;
    if (m != DL_NONE && r->mentions[m].form == DL_MENTION_NAME && entity != DL_NONE &&
        r->entities[entity].kind == DL_ENTITY_PERSON)
        return entity;
    resolve_tokens(r, s->source[0], &from, &to);
    for (uint32_t i = from; i < to; i++) {
        uint32_t x = r->mention_at[i], end = x == DL_NONE ? 0 : r->mentions[x].first + r->mentions[x].count;
        if (x == DL_NONE || r->mentions[x].form != DL_MENTION_NAME ||
            r->entities[r->mentions[x].entity].kind != DL_ENTITY_PERSON)
            continue;
        if (end != to && r->tokens[end].xpos != DL_XPOS_COMMA && r->tokens[end].xpos != DL_XPOS_LRB) continue;
        if (belongs(v, i, head)) return r->mentions[x].entity;
        any = r->mentions[x].entity;
    }
    uint32_t beside = to + 1 < r->n_tokens && r->tokens[to].xpos == DL_XPOS_COMMA ? r->mention_at[to + 1] : DL_NONE;
    if (beside != DL_NONE && m != DL_NONE && r->mentions[m].form == DL_MENTION_NOMINAL && s->head != DL_NONE) {
        /* "another friend, Ann Roe told": the name was left outside */
        const dl_mention *x = &r->mentions[beside];
        bool person = x->form == DL_MENTION_NAME && r->entities[x->entity].kind == DL_ENTITY_PERSON;
        if (person && x->first == to + 1 && x->first + x->count == s->head) return x->entity;
    }
    bool speaks = resolve_is_someone(v, entity) || (m != DL_NONE && r->mentions[m].form == DL_MENTION_NAME);
    return any != DL_NONE && !speaks ? any : entity;
}

/* "said, adding that", "a letter calling on them": whoever the governing verb or noun names. */
static uint32_t unsaid_subject(const resolver *v, const dl_statement *s) {
    const dl_token *t = v->r->tokens;
    if (s->head == DL_NONE || t[s->head].upos != DL_VERB || t[s->head].xpos == DL_XPOS_VBN ||
        resolve_child(v, s->head, DL_REL_aux_pass) != DL_NONE)
        return DL_NONE;
    uint32_t subject = resolve_subject(v, s->head);
    if (subject == DL_NONE) return DL_NONE;
    uint32_t e = v->speaker_at[subject] != DL_NONE ? v->speaker_at[subject] : resolve_entity(v, subject);
    return resolve_is_someone(v, e) || (e != DL_NONE && t[subject].upos == DL_PROPN) ? e : DL_NONE;
}

/* "Asked by a reporter whether it is true, Roe said": in a clause without a subject of its own the one who is asked is
 * the subject of the clause that follows, and the asker stands after "by" or nowhere. The verb of the answer, or DL_NONE; the
 * tree may have it under the question. */
uint32_t resolve_answer(const resolver *v, uint32_t h) {
    const dl_token *t = v->r->tokens;
    if (h == DL_NONE || (t[h].xpos != DL_XPOS_VBN && t[h].xpos != DL_XPOS_VBD) ||
        !(resolve_bits(v, h) & SAYING_TELLS_OBJECT) || resolve_child(v, h, DL_REL_nsubj) != DL_NONE ||
        resolve_child(v, h, DL_REL_nsubj_pass) != DL_NONE || resolve_child(v, h, DL_REL_obj) != DL_NONE ||
        resolve_child(v, h, DL_REL_mark) != DL_NONE || resolve_child(v, h, DL_REL_aux) != DL_NONE)
        return DL_NONE;
    const dl_sentence *s = &v->r->sentences[v->sentence_of[h]];
    int rel = t[h].deprel;
    if (t[h].head != DL_ROOT && h < t[h].head)
        return rel == DL_REL_advcl || (h == s->first && (rel == DL_REL_ccomp || rel == DL_REL_parataxis)) ? t[h].head : DL_NONE;
    if (t[h].head != DL_ROOT || h != s->first) return DL_NONE;
    for (uint32_t d = v->tree.last[h]; d != DL_NONE; d = v->tree.before[d]) /* the last of these is the answer */
        if ((t[d].deprel == DL_REL_ccomp || t[d].deprel == DL_REL_parataxis) && t[d].upos == DL_VERB && d > h &&
            resolve_child(v, d, DL_REL_nsubj) != DL_NONE && resolve_child(v, d, DL_REL_mark) == DL_NONE)
            return d;
    return DL_NONE;
}

/* "'That is over,' Roe said, adding 'Let us go.'": such a verb goes on with whoever spoke before it in the sentence,
 * wherever the tree has it. */
static uint32_t goes_on(const resolver *v, const dl_statement *s) {
    const dl_token *t = v->r->tokens;
    if (s == v->r->statements || s->head == DL_NONE || t[s->head].xpos != DL_XPOS_VBG || t[s->head].deprel != DL_REL_advcl ||
        s->outer != DL_NONE || !s->head || t[s->head - 1].upos != DL_PUNCT)
        return DL_NONE;
    const dl_statement *before = s - 1;
    return before->sentence == s->sentence && before->outer == DL_NONE && before->head != DL_NONE && before->head < s->head
               ? before->source_entity
               : DL_NONE;
}

void resolve_speaker(resolver *v, dl_statement *s) {
    const dl_report *r = v->r;
    uint32_t answer = resolve_answer(v, s->head);
    if (answer != DL_NONE) {
        uint32_t by = resolve_child(v, s->head, DL_REL_obl_agent), whom = resolve_subject(v, answer);
        s->source_entity = resolve_entity(v, by);
        s->addressee_entity = whom == DL_NONE                  ? DL_NONE
                              : v->speaker_at[whom] != DL_NONE ? v->speaker_at[whom]
                                                               : resolve_entity(v, whom);
        return;
    }
    if (s->n_cue && quoted_by(v, s)) return;
    if (s->head != DL_NONE && resolve_bits(v, s->head) & SAYING_IMPERSONAL && s->act == DL_ACT_BELIEVE) return;
    if (!s->n_source) {
        s->source_entity = unsaid_subject(v, s);
        if (s->source_entity == DL_NONE) s->source_entity = goes_on(v, s);
        return;
    }
    const dl_token *t = &r->tokens[s->source_head];
    if (is_first_person(t) && s->outer != DL_NONE && r->statements[s->outer].manner != DL_MANNER_INDIRECT &&
        r->statements[s->outer].source_entity != DL_NONE) {
        s->source_entity = r->statements[s->outer].source_entity;
        return;
    }
    uint32_t head = is_relative(t) ? antecedent(v, s->source_head) : s->source_head;
    s->source_entity = resolve_entity(v, head);
    if (s->source_entity == DL_NONE) s->source_entity = inside_source(v, s);
    bool pronoun = head != DL_NONE && r->tokens[head].upos == DL_PRON;
    if (head == DL_NONE || (pronoun && r->tokens[head].flags & DL_TOKEN_IN_QUOTE)) return;
    if (!pronoun) s->source_entity = named_in(v, s, head, s->source_entity);
    s->source_entity = focus_of_name(v, head, focus_of_pronoun(v, head, s->source_entity));
    if (s->source_entity == DL_NONE) return;
    uint32_t described = focus_of_description(v, s, head, s->source_entity);
    if (described != s->source_entity) v->alias[s->source_entity] = described;
    if (v->alias[s->source_entity] != DL_NONE) s->source_entity = v->alias[s->source_entity];
    v->speaker_at[head] = s->source_entity;
}

/* ---- quotations without a speaker
 * -------------------------------------------------------------------------------------- */

static bool is_spoken(const dl_statement *s) { return s->manner != DL_MANNER_INDIRECT; }

/* Where the content begins and ends in sentences. */
static void reach(const resolver *v, const dl_statement *s, uint32_t *first, uint32_t *last) {
    uint32_t from, to, k;
    resolve_tokens(v->r, s->content[0], &from, &k);
    resolve_tokens(v->r, s->content[s->n_content - 1], &k, &to);
    *first = v->sentence_of[from < v->r->n_tokens ? from : v->r->n_tokens - 1];
    *last = v->sentence_of[to > from ? to - 1 : from];
}

/* "He shook his head, adding that it was late: 'Let us go.'": behind a colon speaks who spoke last in that sentence, or
 * whom it is about. */
static uint32_t before_colon(const resolver *v, const dl_statement *s) {
    const dl_report *r = v->r;
    if (s->head == DL_NONE || r->tokens[s->head].form[0] != ':') return DL_NONE;
    const dl_sentence *own = &r->sentences[v->sentence_of[s->head]];
    for (uint32_t i = s->head; i-- > own->first;)
        if (v->speaker_at[i] != DL_NONE && !(r->tokens[i].flags & DL_TOKEN_IN_QUOTE)) return v->speaker_at[i];
    uint32_t e = resolve_entity(v, resolve_child(v, own->root, DL_REL_nsubj));
    return resolve_is_someone(v, e) ? e : DL_NONE;
}

static bool may_speak_on(const resolver *v, const dl_statement *s) {
    if (s->source_head == DL_NONE) return resolve_is_someone(v, s->source_entity);
    int upos = v->r->tokens[s->source_head].upos;
    return upos == DL_PROPN || upos == DL_PRON || resolve_is_someone(v, s->source_entity);
}

/* A quotation that nobody is named for goes on with what was said right before it, in whatever manner, where that ends the
 * sentence before; else nobody says it. */
void resolve_silent(resolver *v) {
    dl_report *r = v->r;
    const dl_statement *before = NULL;
    for (size_t k = 0; k < r->n_statements; k++) {
        dl_statement *s = &r->statements[k];
        if (s->outer != DL_NONE) continue;
        if (is_spoken(s) && !s->n_source && s->source_entity == DL_NONE) s->source_entity = before_colon(v, s);
        uint32_t first, last, was_first, was_last;
        bool silent = is_spoken(s) && !s->n_source && s->source_entity == DL_NONE && !s->n_cue;
        if (silent && before && before->source_entity != DL_NONE &&
            (is_spoken(before) || (!before->negated && may_speak_on(v, before)))) {
            reach(v, s, &first, &last);
            reach(v, before, &was_first, &was_last);
            if (before->sentence > was_last) was_last = before->sentence;
            if (first <= was_last + 1 && first >= was_first) s->source_entity = before->source_entity;
        }
        before = s;
    }
}
