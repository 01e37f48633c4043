/* channel.c - by which way and on which day it is said, from what hangs on the cue: "tweeted", "told the Harbour Post",
 * "in a statement on Monday". */
#include <ctype.h>

#include "statements/resolve.h"

/* ---- the channel
 * ------------------------------------------------------------------------------------------------------- */

/* The channel that begins with token i, or TABLE_NONE. */
static uint32_t channel_at(const resolver *v, uint32_t i, uint32_t end) {
    const dl_token *t = v->r->tokens;
    dl_walk w = PHRASE_START;
    uint32_t found = TABLE_NONE;
    for (uint32_t k = i; k < end && k < i + 6; k++) {
        dl_walk before = w;
        bool fits = phrase_step(&v->words->channels, &w, t[k].lemma, strlen(t[k].lemma));
        if (!fits && k > i &&
            (t[k].upos == DL_DET || t[k].upos == DL_ADJ || t[k].deprel == DL_REL_nmod_poss ||
             t[k].deprel == DL_REL_compound)) {
            w = before; /* "in a long phone call" */
            continue;
        }
        if (!fits) break;
        uint32_t value = phrase_value(&v->words->channels, w);
        if (value != TABLE_NONE) found = value;
    }
    return found;
}

static const char *named(const resolver *v, uint32_t channel) {
    return channel == TABLE_NONE ? NULL : table_key(&v->words->names, channel);
}

static bool in_name(const resolver *v, uint32_t i) {
    const dl_token *t = &v->r->tokens[i];
    return (isupper((unsigned char)*t->form) || t->upos == DL_NUM) && t->upos != DL_PUNCT && !v->timed[i] &&
           v->role[i] != ROLE_SOURCE && t->upos != DL_PRON;
}

static bool is_outlet_word(const resolver *v, uint32_t i) {
    return (resolve_bits(v, i) | saying_word(v->words, v->r->tokens[i].form)) & SAYING_OUTLET;
}

static const char *slice(resolver *v, uint32_t from, uint32_t to) {
    const dl_token *t = v->r->tokens;
    return arena_copy(&v->r->arena, v->r->text + t[from].byte, t[to].byte + t[to].bytes - t[from].byte);
}

/* Of a name the run of its words in capitals; of "state television", "the French daily Le Jour", its name or else its
 * noun with what stands before it. */
const char *resolve_outlet(resolver *v, uint32_t head) {
    const dl_token *t = v->r->tokens;
    const dl_sentence *s = &v->r->sentences[v->sentence_of[head]];
    uint32_t from = head, to = head, begin = s->first, end = s->first + s->count;
    if (in_name(v, head)) {
        bool known = false;
        while (from > begin && in_name(v, from - 1)) from--;
        while (to + 1 < end && in_name(v, to + 1) && !(t[to + 1].flags & DL_TOKEN_IN_QUOTE)) to++;
        while (from < head && t[from].upos == DL_DET) from++;
        for (uint32_t k = from; k <= to; k++) known |= is_outlet_word(v, k);
        if (!known && from > begin && t[from - 1].upos == DL_NOUN)
            known = is_outlet_word(v, from - 1); /* "newspaper Le Jour" */
        return known ? slice(v, from, to) : NULL;
    }
    if (t[head].upos != DL_NOUN || !is_outlet_word(v, head)) return NULL;
    if (head + 1 < end && in_name(v, head + 1) && t[head + 1].upos == DL_PROPN) {
        for (from = to = head + 1; to + 1 < end && in_name(v, to + 1);) to++;
        return slice(v, from, to);
    }
    while (from > begin && (t[from - 1].deprel == DL_REL_compound || t[from - 1].deprel == DL_REL_amod)) from--;
    return slice(v, from, to);
}

/* An outlet among the dependents of `of`, or of the interview they name. */
static const char *outlet_under(resolver *v, uint32_t of, int depth) {
    const dl_token *t = v->r->tokens;
    const char *found = NULL;
    for (uint32_t d = v->tree.last[of]; d != DL_NONE && !found; d = v->tree.before[d]) {
        int rel = t[d].deprel;
        bool told = rel == DL_REL_obj || rel == DL_REL_iobj || rel == DL_REL_obl || (depth && rel == DL_REL_nmod);
        if (!told || v->role[d] == ROLE_CONTENT || v->role[d] == ROLE_SOURCE) continue;
        found = resolve_outlet(v, d);
        if (!found && depth < 1 && rel == DL_REL_obl) found = outlet_under(v, d, depth + 1);
    }
    return found;
}

void resolve_channel(resolver *v, dl_statement *s) {
    const dl_token *t = v->r->tokens;
    if (s->head == DL_NONE) return;
    const dl_sentence *sentence = &v->r->sentences[v->sentence_of[s->head]];
    uint32_t end = sentence->first + sentence->count, from, to, k, found = TABLE_NONE;
    resolve_tokens(v->r, s->cue[0], &from, &k);
    resolve_tokens(v->r, s->cue[s->n_cue - 1], &k, &to);
    if ((s->channel = outlet_under(v, s->head, 0))) return;
    for (uint32_t i = from; i < to && found == TABLE_NONE; i++)
        if (v->role[i] == ROLE_CUE) found = channel_at(v, i, end);
    /* What hangs on the verb with a preposition, as far as it is no part of what is said. */
    for (uint32_t d = v->tree.last[s->head]; d != DL_NONE && found == TABLE_NONE; d = v->tree.before[d]) {
        if (t[d].deprel != DL_REL_obl || v->role[d] == ROLE_CONTENT || v->role[d] == ROLE_SOURCE) continue;
        uint32_t with = resolve_child(v, d, DL_REL_case), i = with != DL_NONE && with < d ? with : d;
        for (; i <= d && found == TABLE_NONE; i++)
            if (v->role[i] != ROLE_CONTENT) found = channel_at(v, i, end);
    }
    /* "Speaking at a news conference, he said". */
    for (uint32_t d = v->tree.last[s->head]; d != DL_NONE && found == TABLE_NONE; d = v->tree.before[d]) {
        if (t[d].deprel != DL_REL_advcl || v->role[d] == ROLE_CONTENT || !(resolve_bits(v, d) & SAYING_SPEAKS))
            continue;
        for (uint32_t e = v->tree.last[d]; e != DL_NONE && found == TABLE_NONE; e = v->tree.before[e])
            if (t[e].deprel == DL_REL_obl && v->role[e] != ROLE_CONTENT) found = channel_at(v, e, end);
    }
    s->channel = named(v, found);
}

/* ---- the day
 * ------------------------------------------------------------------------------------------------------------- */

static bool is_day(const char *value) {
    static const char form[] = "0000-00-00";
    for (int k = 0; value && k < 10; k++)
        if (form[k] == '0' ? !isdigit((unsigned char)value[k]) : value[k] != form[k]) return false;
    return value != NULL;
}

/* How many steps a word is from `verb` up its tree, without passing through what is said; 99 if it does not hang there.
 */
static int steps_to(const resolver *v, uint32_t word, uint32_t verb) {
    const dl_token *t = v->r->tokens;
    for (int steps = 0; steps < 7; steps++, word = t[word].head) {
        if (word == verb) return steps;
        if (v->role[word] == ROLE_CONTENT || t[word].head == DL_ROOT) break;
        if (steps && t[word].upos == DL_VERB && t[word].deprel != DL_REL_advcl) break; /* the time of something else */
    }
    return 99;
}

void resolve_date(resolver *v, dl_statement *s) {
    const dl_report *r = v->r;
    const dl_token *t = r->tokens;
    if (s->head == DL_NONE) return;
    const dl_sentence *sentence = &r->sentences[v->sentence_of[s->head]];
    size_t low = 0, high = r->n_times;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r->times[mid].span.start < sentence->span.start) low = mid + 1;
        else high = mid;
    }
    int rel = t[s->head].deprel, nearest = 99;
    bool joined = (rel == DL_REL_advcl || rel == DL_REL_conj || rel == DL_REL_xcomp) && t[s->head].head != DL_ROOT;
    for (size_t k = low; k < r->n_times && r->times[k].span.start < sentence->span.end; k++) {
        const dl_time *time = &r->times[k];
        if (!time->count || (time->type != DL_TIME_DATE && time->type != DL_TIME_TIME) || !is_day(time->value))
            continue;
        uint32_t head = time->first;
        for (uint32_t i = time->first; i < time->first + time->count; i++)
            if (t[i].head == DL_ROOT || t[i].head < time->first || t[i].head >= time->first + time->count) head = i;
        if (v->role[head] == ROLE_CONTENT || v->role[head] == ROLE_SOURCE) continue;
        bool past = DL_HAS(&t[s->head], Tense_Past) && DL_HAS(&t[s->head], VerbForm_Fin);
        if (past && *r->meta.published && strncmp(time->value, r->meta.published, 10) > 0) continue; /* not yet */
        int steps = steps_to(v, head, s->head);
        if (steps == 99 && joined) steps = 10 + steps_to(v, head, t[s->head].head);
        if (steps < nearest && steps < 99) {
            nearest = steps;
            s->date = arena_copy(&v->r->arena, time->value, 10);
        }
    }
}
