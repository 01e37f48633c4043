/* gold_tokens.c - lays a treebank's tokens and sentences over its own text as if the text stage had found them. */
#include "gold_tokens.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "report.h"

/* Places the words of one surface token that stands at byte `at`: side by side where their forms make up the token's,
 * otherwise from its start, the last up to its end. */
static bool place_words(dl_report *r, const bank *b, const bank_token *t, uint32_t at) {
    uint32_t length = (uint32_t)strlen(t->form), sum = 0, from = at;
    for (uint32_t i = 0; i < t->words; i++) sum += (uint32_t)strlen(b->words[t->first + i].form);
    for (uint32_t i = 0; i < t->words; i++) {
        const bank_word *w = &b->words[t->first + i];
        uint32_t n = (uint32_t)strlen(w->form), bytes = n < length ? n : length;
        if (sum != length) from = i + 1 < t->words ? at : at + length - bytes;
        dl_token *to = &r->tokens[r->n_tokens++];
        *to = (dl_token){.byte = from, .bytes = bytes, .head = DL_ROOT, .form = arena_copy(&r->arena, w->form, n),
                         .mwt = i ? 0 : (uint8_t)t->words};
        if (!to->form) return false;
        if (i + 1 == t->words && t->space_after) to->flags |= DL_TOKEN_SPACE_AFTER;
        to->span = (dl_span){report_cp(r, from), report_cp(r, from + bytes)};
        if (sum == length) from += n;
    }
    return true;
}

static bool lay(dl_report *r, const bank *b, dl_error *err) {
    r->tokens = ARENA_NEW(&r->arena, dl_token, b->n_words + 1);
    r->sentences = ARENA_NEW(&r->arena, dl_sentence, b->n_sentences + 1);
    if (!r->tokens || !r->sentences) return false;
    uint32_t at = 0, paragraph = 0;
    for (size_t k = 0; k < b->n_sentences; k++) {
        const bank_sentence *from = &b->sentences[k];
        dl_sentence *s = &r->sentences[r->n_sentences++];
        paragraph += from->newpar && k;
        *s = (dl_sentence){.first = (uint32_t)r->n_tokens, .paragraph = paragraph,
                           .flags = from->newpar ? DL_SENTENCE_NEWPAR : 0};
        for (uint32_t i = from->first_token; i < from->first_token + from->tokens; i++) {
            const char *form = b->tokens[i].form;
            at += (uint32_t)strspn(r->text + at, " \n"); /* repair moves nothing in a treebank's text */
            if (strncmp(r->text + at, form, strlen(form))) return dl_fail(err, "\"%.60s\" is not where it should be", form);
            if (!place_words(r, b, &b->tokens[i], at)) return false;
            at += (uint32_t)strlen(form);
        }
        s->count = (uint32_t)r->n_tokens - s->first;
        if (s->count > DL_MAX_SENTENCE) return dl_fail(err, "sentence of %u words; %u can be read", s->count, DL_MAX_SENTENCE);
        s->span = (dl_span){r->tokens[s->first].span.start, r->tokens[r->n_tokens - 1].span.end};
    }
    return true;
}

/* Which words stand in a quotation, as the text stage tells: from an opening quote to the closing one or the paragraph's end. */
static void mark_quotes(dl_report *r) {
    bool open = false;
    for (size_t k = 0; k < r->n_sentences; k++) {
        const dl_sentence *s = &r->sentences[k];
        if (s->flags & DL_SENTENCE_NEWPAR) open = false;
        for (uint32_t i = s->first; i < s->first + s->count; i++) {
            dl_token *t = &r->tokens[i];
            bool begins = !strcmp(t->form, "\u201c") || !strcmp(t->form, "``"), ends = !strcmp(t->form, "\u201d") || !strcmp(t->form, "''");
            if (!strcmp(t->form, "\"")) begins = !open, ends = open;
            if (begins || ends) open = begins;
            else if (open) t->flags |= DL_TOKEN_IN_QUOTE;
        }
    }
}

dl_report *gold_tokens_read(const dl_model *model, const bank *b, dl_error *err) {
    dl_fail(err, "out of memory");
    char *text = bank_text(b, 0, b->n_sentences);
    dl_report *r = calloc(1, sizeof *r);
    bool ok = text && r;
    if (ok) {
        r->model = model;
        ok = text_repair(r, text, strlen(text)) && lay(r, b, err);
        if (ok) mark_quotes(r);
        ok = ok && syntax_read(r);
    }
    free(text);
    if (ok) return r;
    dl_report_free(r);
    return NULL;
}
