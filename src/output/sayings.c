/* sayings.c - the brief's list of who said what: speaker, act and addressee on one line with the way, the day and the
 * statement that is taken up; below it the words. Numbers are those of the sentences. */
#include "output/sayings.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBER = 4, STEP = 6, LONG = 30 };

typedef struct list {
    page *p;
    const dl_report *r;
    const char *text;
    const dl_token *tokens;
    size_t n_tokens;
    const dl_entity *entities;
    const dl_statement *statements;
    size_t n;
    const size_t *number; /* per sentence; 0 where it has none */
} list;

/* ---- words
 * ------------------------------------------------------------------------------------------------------------- */

static size_t token_after(const list *l, uint32_t cp) {
    size_t low = 0, high = l->n_tokens;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (l->tokens[mid].span.end <= cp) low = mid + 1;
        else high = mid;
    }
    return low;
}

/* The token that ends a span, and one. */
static size_t token_end(const list *l, uint32_t cp) {
    size_t at = token_after(l, cp);
    return at < l->n_tokens && l->tokens[at].span.start < cp ? at + 1 : at;
}

static bool is_mark(const dl_token *t) {
    return t->upos == DL_PUNCT && (t->xpos == DL_XPOS_OPENQ || t->xpos == DL_XPOS_CLOSEQ);
}

/* Tokens [from, to) as they stand in the text, a quotation in its own colour. */
static void write_tokens(const list *l, size_t from, size_t to, page_style style) {
    for (size_t i = from; i < to; i++) {
        const dl_token *t = &l->tokens[i];
        if (i > from && l->tokens[i - 1].byte + l->tokens[i - 1].bytes < t->byte) page_string(l->p, style, " ");
        page_text(l->p, t->flags & DL_TOKEN_IN_QUOTE || is_mark(t) ? PAGE_QUOTE : style, l->text + t->byte, t->bytes);
    }
}

static bool parts(const dl_token *t) {
    return t->upos == DL_PUNCT && (t->xpos == DL_XPOS_COMMA || t->xpos == DL_XPOS_COLON || !strcmp(t->form, ".")) &&
           !(t->flags & DL_TOKEN_IN_QUOTE);
}

/* What was said, without a leading "that" and the commas and stops at its ends. */
static void write_content(const list *l, const dl_statement *s) {
    page_line(l->p, NULL, STEP, STEP);
    for (uint32_t k = 0; k < s->n_content; k++) {
        size_t from = token_after(l, s->content[k].start), to = token_end(l, s->content[k].end);
        while (from < to && (parts(&l->tokens[from]) ||
                             (!k && l->tokens[from].deprel == DL_REL_mark && !strcmp(l->tokens[from].form, "that"))))
            from++;
        while (to > from && parts(&l->tokens[to - 1])) to--;
        if (k) page_string(l->p, PAGE_DIM, " … ");
        write_tokens(l, from, to, PAGE_WHOM);
    }
    page_end(l->p);
}

/* ---- who and what
 * --------------------------------------------------------------------------------------------------------- */

static bool is_joined(const list *l, const dl_statement *s) {
    if (s->source_head == DL_NONE) return false;
    for (size_t i = token_after(l, s->source[0].start);
         i < l->n_tokens && l->tokens[i].span.start < s->source[s->n_source - 1].end; i++)
        if (l->tokens[i].deprel == DL_REL_conj && l->tokens[i].head == s->source_head) return true;
    return false;
}

/* By name; as the report has it where several speak or where a description would be longer than that. */
static void write_speaker(const list *l, const dl_statement *s, page_style style) {
    const char *name = s->source_entity == DL_NONE ? NULL : l->entities[s->source_entity].name;
    if (!name && !s->n_source) {
        page_string(l->p, PAGE_DIM, "nobody named");
        return;
    }
    bool pronoun = s->source_head != DL_NONE && l->tokens[s->source_head].upos == DL_PRON;
    bool shorter = s->n_source == 1 && name && !pronoun && strlen(name) > s->source[0].end - s->source[0].start;
    if (name && !is_joined(l, s) && !(shorter && strlen(name) > LONG)) page_string(l->p, style, name);
    else write_tokens(l, token_after(l, s->source[0].start), token_end(l, s->source[s->n_source - 1].end), style);
}

/* "say" for several, "says" for one. */
static bool is_many(const list *l, const dl_statement *s) {
    if (s->source_head == DL_NONE) return false;
    const dl_token *t = &l->tokens[s->source_head];
    if (s->source_entity != DL_NONE && l->entities[s->source_entity].kind == DL_ENTITY_PERSON && t->upos == DL_PRON &&
        !DL_HAS(t, Number_Plur))
        return false;
    return (t->upos != DL_PROPN && DL_HAS(t, Number_Plur)) || is_joined(l, s);
}

static void write_act(const list *l, const dl_statement *s) {
    const char *act = dl_act_name(s->act);
    bool many = is_many(l, s);
    if (s->negated) {
        page_string(l->p, PAGE_VERB, many ? "do " : "does ");
        page_string(l->p, PAGE_NOT, "not ");
        page_string(l->p, PAGE_VERB, act);
        return;
    }
    size_t n = strlen(act);
    bool y = act[n - 1] == 'y' && !strchr("aeiou", act[n - 2]);
    page_text(l->p, PAGE_VERB, act, many || !y ? n : n - 1);
    if (!many) page_string(l->p, PAGE_VERB, y ? "ies" : "s");
}

/* The cue, where it says more than the act's own verb or "said". */
static void write_cue(const list *l, const dl_statement *s) {
    if (s->head == DL_NONE) return;
    const char *lemma = l->tokens[s->head].lemma;
    if (!strcmp(lemma, dl_act_name(s->act)) || !strcmp(lemma, "say") || !strcmp(lemma, "tell")) return;
    page_string(l->p, PAGE_DIM, " (");
    for (uint32_t k = 0; k < s->n_cue; k++) {
        if (k) page_string(l->p, PAGE_DIM, " … ");
        write_tokens(l, token_after(l, s->cue[k].start), token_end(l, s->cue[k].end), PAGE_DIM);
    }
    page_string(l->p, PAGE_DIM, ")");
}

/* "denies 4 (Orland)" */
static void write_thread(const list *l, const dl_statement *s, const char *what, uint32_t to) {
    char number[64];
    if (to == DL_NONE || !l->number[l->statements[to].sentence]) return;
    const dl_statement *other = &l->statements[to];
    snprintf(number, sizeof number, " · %s %zu", what, l->number[other->sentence]);
    page_string(l->p, PAGE_DIM, number);
    if (other->source_entity == s->source_entity) return;
    page_string(l->p, PAGE_DIM, " (");
    write_speaker(l, other, PAGE_DIM);
    page_string(l->p, PAGE_DIM, ")");
}

static void write_statement(const list *l, const dl_statement *s, bool first) {
    char label[24];
    snprintf(label, sizeof label, "%*zu", NUMBER - 2, l->number[s->sentence]);
    page_line(l->p, first ? label : NULL, NUMBER, NUMBER + 4);
    write_speaker(l, s, PAGE_WHO);
    page_string(l->p, PAGE_PLAIN, " ");
    write_act(l, s);
    write_cue(l, s);
    if (s->addressee_entity != DL_NONE) {
        page_string(l->p, PAGE_DIM, " → ");
        page_string(l->p, PAGE_WHO, l->entities[s->addressee_entity].name);
    }
    const char *more[] = {s->channel, s->date};
    for (int k = 0; k < 2; k++)
        if (more[k]) page_string(l->p, PAGE_DIM, " · "), page_string(l->p, PAGE_DIM, more[k]);
    if (s->reported_by_entity != DL_NONE)
        page_string(l->p, PAGE_DIM, " · quoted by "),
            page_string(l->p, PAGE_DIM, l->entities[s->reported_by_entity].name);
    write_thread(l, s, "answers", s->answers);
    write_thread(l, s, "denies", s->denies);
    write_thread(l, s, "takes back", s->retracts);
    if (s->outer != DL_NONE && l->statements[s->outer].source_entity != DL_NONE &&
        l->statements[s->outer].source_entity != s->source_entity) {
        page_string(l->p, PAGE_DIM, " · as told by ");
        write_speaker(l, &l->statements[s->outer], PAGE_DIM);
    }
    page_end(l->p);
    write_content(l, s);
}

/* What nobody says, and is not in quotation marks, is left to the sentences above. */
static bool is_shown(const list *l, const dl_statement *s) {
    return l->number[s->sentence] && (s->source_entity != DL_NONE || s->manner != DL_MANNER_INDIRECT);
}

void sayings_write(page *p, const dl_report *r, const size_t *number) {
    size_t n, bytes;
    list l = {.p = p, .r = r, .number = number};
    l.text = dl_report_text(r, &bytes);
    l.tokens = dl_report_tokens(r, &l.n_tokens);
    l.entities = dl_report_entities(r, &n);
    l.statements = dl_report_statements(r, &l.n);
    size_t last = 0;
    for (size_t i = 0; i < l.n; i++) {
        const dl_statement *s = &l.statements[i];
        if (!is_shown(&l, s)) continue;
        if (!last) {
            page_end(p);
            page_string(p, PAGE_DIM, "Who said what:");
            page_end(p);
        }
        write_statement(&l, s, number[s->sentence] != last);
        last = number[s->sentence];
    }
}
