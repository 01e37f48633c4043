/* resolve.c - reads act, speaker, addressee, channel, date and threads off each statement; what looks words and trees
 * up for them stands here too. */
#include "statements/resolve.h"

#include <stdlib.h>

#include "base/error.h"

bool saying_model_open(dl_model *m, dl_error *err) {
    struct saying_model *x = m->saying = calloc(1, sizeof *x);
    size_t n[5];
    if (!x) return dl_fail(err, "out of memory");
    const void *cues = pack_section(&m->data, "statements.cues", &n[0]),
               *contents = pack_section(&m->data, "statements.contents", &n[1]),
               *channels = pack_section(&m->data, "statements.channels", &n[2]),
               *names = pack_section(&m->data, "statements.names", &n[3]),
               *words = pack_section(&m->data, "statements.words", &n[4]);
    if (!phrase_open(&x->cues, cues, n[0]) || !phrase_open(&x->contents, contents, n[1]) ||
        !phrase_open(&x->channels, channels, n[2]) || !table_open(&x->names, names, n[3]) ||
        !table_open(&x->words, words, n[4]))
        return dl_fail(err, "dateline.data: no cues of statements; build it again with this version");
    return true;
}

void saying_model_close(dl_model *m) { free(m->saying); }

/* ---- words ------------------------------------------------------------------------------------------------------- */

uint32_t resolve_bits(const resolver *v, uint32_t token) {
    const dl_token *t = &v->r->tokens[token];
    uint32_t bits = saying_word(v->words, t->lemma);
    return t->upos == DL_PROPN ? bits | saying_word(v->words, t->form) : bits;
}

/* Words that may stand inside a cue without belonging to it. */
static bool is_between(const dl_token *t) {
    return t->upos == DL_ADV || t->upos == DL_DET || t->upos == DL_AUX || t->deprel == DL_REL_nmod_poss ||
           t->deprel == DL_REL_amod || (t->upos == DL_PART && t->xpos != DL_XPOS_TO) || t->xpos == DL_XPOS_OPENQ ||
           (t->upos == DL_PUNCT && (t->form[0] == '"' || !strcmp(t->form, "\xE2\x80\x9C")));
}

uint32_t resolve_cue(const resolver *v, uint32_t i, uint32_t end, uint32_t *last) {
    const dl_token *t = v->r->tokens;
    enum { MOST = 10 };
    uint32_t found = TABLE_NONE;
    dl_walk w = PHRASE_START;
    if (end - i > MOST) end = i + MOST;
    if ((t[i].upos == DL_NOUN || t[i].upos == DL_PROPN) && saying_word(v->words, t[i].lemma) & SAYING_VERB_ONLY)
        return TABLE_NONE;
    for (uint32_t k = i; k < end; k++) {
        dl_walk before = w;
        if (phrase_step(&v->words->cues, &w, t[k].lemma, strlen(t[k].lemma))) {
            uint32_t value = phrase_value(&v->words->cues, w);
            if (value != TABLE_NONE) found = value, *last = k;
        } else {
            w = before;
            if (k == i || !is_between(&t[k])) break;
        }
    }
    return found;
}

/* ---- trees and places ----------------------------------------------------------------------------------------------
 */

void resolve_tokens(const dl_report *r, dl_span span, uint32_t *from, uint32_t *to) {
    size_t edge[2];
    for (int k = 0; k < 2;
         k++) { /* the first token that ends after the start; the first that starts at or after the end */
        size_t low = 0, high = r->n_tokens;
        while (low < high) {
            size_t mid = (low + high) / 2;
            if (k ? r->tokens[mid].span.start < span.end : r->tokens[mid].span.end <= span.start) low = mid + 1;
            else high = mid;
        }
        edge[k] = low;
    }
    *from = (uint32_t)edge[0];
    *to = (uint32_t)(edge[1] > edge[0] ? edge[1] : edge[0]);
}

static void mark_spans(resolver *v, const dl_span *s, uint32_t n, uint8_t role) {
    for (uint32_t k = 0; k < n; k++) {
        uint32_t from, to;
        resolve_tokens(v->r, s[k], &from, &to);
        if (from < to) memset(v->role + from, role, to - from);
    }
}

void resolve_mark(resolver *v, const dl_statement *s, bool on) {
    mark_spans(v, s->content, s->n_content, on ? ROLE_CONTENT : ROLE_NONE);
    mark_spans(v, s->source, s->n_source, on ? ROLE_SOURCE : ROLE_NONE);
    mark_spans(v, s->cue, s->n_cue, on ? ROLE_CUE : ROLE_NONE);
}

uint32_t resolve_child(const resolver *v, uint32_t of, int rel) {
    uint32_t found = DL_NONE;
    for (uint32_t d = v->tree.last[of]; d != DL_NONE; d = v->tree.before[d])
        if (v->r->tokens[d].deprel == rel) found = d;
    return found;
}

bool resolve_has(const resolver *v, uint32_t of, int rel, const char *lemma) {
    for (uint32_t d = v->tree.last[of]; d != DL_NONE; d = v->tree.before[d])
        if (v->r->tokens[d].deprel == rel && !strcmp(v->r->tokens[d].lemma, lemma)) return true;
    return false;
}

uint32_t resolve_subject(const resolver *v, uint32_t verb) {
    const dl_token *t = v->r->tokens;
    for (int steps = 0; steps < 5 && verb != DL_ROOT; steps++, verb = t[verb].head) {
        uint32_t near = DL_NONE;
        for (uint32_t d = v->tree.last[verb]; d != DL_NONE;
             d = v->tree.before[d]) /* of two the nearer one: The talks “go on,” Roe said */
            if ((t[d].deprel == DL_REL_nsubj || t[d].deprel == DL_REL_nsubj_pass) &&
                (near == DL_NONE || labs((long)d - (long)verb) < labs((long)near - (long)verb)))
                near = d;
        if (near != DL_NONE) return near;
        int rel = t[verb].deprel;
        if (rel == DL_REL_acl && t[verb].head != DL_ROOT) return t[verb].head; /* the letter calling on them */
        if (rel != DL_REL_conj && rel != DL_REL_advcl && rel != DL_REL_xcomp) break;
    }
    return DL_NONE;
}

uint32_t resolve_entity(const resolver *v, uint32_t head) {
    const dl_report *r = v->r;
    if (head == DL_NONE) return DL_NONE;
    if (r->mention_at[head] != DL_NONE) return r->mentions[r->mention_at[head]].entity;
    /* "Prime Minister Roe": the name may hang on its title. */
    for (uint32_t d = v->tree.last[head]; d != DL_NONE; d = v->tree.before[d]) {
        int rel = r->tokens[d].deprel;
        if ((rel == DL_REL_flat || rel == DL_REL_appos || rel == DL_REL_compound) && r->mention_at[d] != DL_NONE)
            return r->mentions[r->mention_at[d]].entity;
    }
    uint32_t up = r->tokens[head].head;
    int rel = r->tokens[head].deprel;
    if (up != DL_ROOT && (rel == DL_REL_flat || rel == DL_REL_compound) && r->mention_at[up] != DL_NONE)
        return r->mentions[r->mention_at[up]].entity;
    return DL_NONE;
}

bool resolve_is_someone(const resolver *v, uint32_t entity) {
    if (entity == DL_NONE) return false;
    const dl_entity *e = &v->r->entities[entity];
    return e->kind == DL_ENTITY_PERSON || e->kind == DL_ENTITY_GROUP || e->kind == DL_ENTITY_ORGANIZATION ||
           e->kind == DL_ENTITY_COUNTRY || e->actor;
}

static bool branches_of(dl_report *r, branches *b) {
    b->last = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1);
    b->before = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1);
    if (!b->last || !b->before) return false;
    for (size_t i = 0; i < r->n_tokens; i++) b->last[i] = b->before[i] = DL_NONE;
    for (uint32_t i = 0; i < r->n_tokens; i++) {
        uint32_t head = r->tokens[i].head;
        if (head == DL_ROOT) continue;
        b->before[i] = b->last[head];
        b->last[head] = i;
    }
    return true;
}

/* ---- the stage ------------------------------------------------------------------------------------------------------
 */

bool statements_resolve(dl_report *r) {
    if (!r->n_statements) return true;
    resolver v = {.r = r, .words = r->model->saying};
    v.sentence_of = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1);
    v.acting = ARENA_NEW(&r->arena, uint32_t, r->n_statements);
    v.speaker_at = ARENA_NEW(&r->arena, uint32_t, r->n_tokens + 1);
    v.alias = ARENA_NEW(&r->arena, uint32_t, r->n_entities + 1);
    v.timed = ARENA_NEW(&r->arena, bool, r->n_tokens + 1);
    v.role = ARENA_NEW(&r->arena, uint8_t, r->n_tokens + 1);
    if (!v.sentence_of || !v.acting || !v.speaker_at || !v.alias || !v.timed || !v.role || !branches_of(r, &v.tree))
        return false;
    for (size_t i = 0; i < r->n_tokens; i++) v.speaker_at[i] = DL_NONE;
    for (size_t k = 0; k < r->n_entities; k++) v.alias[k] = DL_NONE;
    for (size_t k = 0; k < r->n_times; k++) memset(v.timed + r->times[k].first, true, r->times[k].count);
    for (uint32_t k = 0; k < r->n_sentences; k++)
        for (uint32_t i = 0; i < r->sentences[k].count; i++) v.sentence_of[r->sentences[k].first + i] = k;
    if (!focus_begin(&v)) return false;
    for (size_t k = 0; k < r->n_statements; k++) {
        dl_statement *s = &r->statements[k];
        resolve_mark(&v, s, true);
        resolve_act(&v, s);
        resolve_speaker(&v, s);
        resolve_settle(&v, s);
        resolve_addressee(&v, s);
        resolve_channel(&v, s);
        resolve_date(&v, s);
        resolve_mark(&v, s, false);
    }
    resolve_silent(&v);
    return resolve_threads(&v);
}
