/* bank.c - fills a treebank from CoNLL-U or from a read report, and makes plain text of it. */
#include "bank.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"
#include "file.h"
#include "report.h"

/* Makes room for one more item at the end of a growing array. */
#define MORE(array, n, cap) ((n) < (cap) || more((void **)&(array), &(cap), sizeof *(array)))
static bool more(void **array, size_t *cap, size_t size) {
    size_t want = *cap ? *cap * 2 : 1024;
    void *p = realloc(*array, want * size);
    if (!p) return false;
    *array = p;
    *cap = want;
    return true;
}

/* Appends the characters of `form` that are not space separators. */
static bool add_chars(bank *b, const char *form, size_t n) {
    while (n) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)form, (utf8proc_ssize_t)n, &c);
        if (step < 1) step = 1, c = 0xFFFD;
        if (utf8proc_category(c) != UTF8PROC_CATEGORY_ZS) {
            if (!MORE(b->chars, b->n_chars, b->cap_chars)) return false;
            b->chars[b->n_chars++] = (uint32_t)c;
        }
        form += step;
        n -= (size_t)step;
    }
    return true;
}

static bank_token *add_token(bank *b, const char *form, size_t n) {
    if (!MORE(b->tokens, b->n_tokens, b->cap_tokens)) return NULL;
    bank_token *t = &b->tokens[b->n_tokens++];
    *t = (bank_token){.start = (uint32_t)b->n_chars, .first = (uint32_t)b->n_words, .form = form};
    if (!add_chars(b, form, n)) return NULL;
    t->end = (uint32_t)b->n_chars;
    return t;
}

static bank_sentence *add_sentence(bank *b, bool newpar) {
    if (!MORE(b->sentences, b->n_sentences, b->cap_sentences)) return NULL;
    if (!b->n_documents) {
        if (!MORE(b->documents, b->n_documents, b->cap_documents)) return NULL;
        b->documents[b->n_documents++] = "";
    }
    bank_sentence *s = &b->sentences[b->n_sentences++];
    *s = (bank_sentence){.first_word = (uint32_t)b->n_words, .first_token = (uint32_t)b->n_tokens, .newpar = newpar,
                         .start = (uint32_t)b->n_chars, .document = (uint32_t)b->n_documents - 1};
    return s;
}

static void end_sentence(bank *b) {
    bank_sentence *s = &b->sentences[b->n_sentences - 1];
    s->words = (uint32_t)b->n_words - s->first_word;
    s->tokens = (uint32_t)b->n_tokens - s->first_token;
    s->end = (uint32_t)b->n_chars;
    for (uint32_t i = s->first_word; i < b->n_words; i++) { /* heads were written as ids within the sentence */
        uint32_t id = b->words[i].head;
        b->words[i].head = id && id <= s->words ? s->first_word + id - 1 : BANK_ROOT;
    }
}

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };

/* Parses the lines of `text` in place; the bank's strings point into it. */
static bool parse(bank *b, char *text, const char *path, dl_error *err) {
    bool open = false, newpar = true;
    unsigned long number = 0, last = 0; /* last: last word of the multiword token being read */
    for (char *line = text, *next; *line; line = next) {
        number++;
        size_t n = strcspn(line, "\n");
        next = line + n + (line[n] == '\n');
        if (n && line[n - 1] == '\r') n--;
        line[n] = 0;
        if (!n) {
            if (open) end_sentence(b);
            open = false;
            last = 0;
        } else if (*line == '#') {
            if (!strncmp(line, "# newdoc", 8)) {
                char *name = strstr(line, " id = ");
                if (!MORE(b->documents, b->n_documents, b->cap_documents)) return dl_fail(err, "out of memory");
                b->documents[b->n_documents++] = name ? name + 6 : "";
            }
            if (!strncmp(line, "# newdoc", 8) || !strncmp(line, "# newpar", 8)) newpar = true;
        } else {
            char *c[COLUMNS] = {line};
            int columns = 1;
            for (char *p = line; *p; p++)
                if (*p == '\t') {
                    *p = 0;
                    if (columns < COLUMNS) c[columns] = p + 1;
                    columns++;
                }
            if (columns != COLUMNS) return dl_fail(err, "%s:%lu: %d columns, not 10", path, number, columns);
            if (strchr(c[ID], '.')) continue; /* a word that is only understood */
            if (!open && !add_sentence(b, newpar)) return dl_fail(err, "out of memory");
            open = true;
            newpar = false;
            bool space = !strstr(c[MISC], "SpaceAfter=No");
            char *dash;
            unsigned long id = strtoul(c[ID], &dash, 10);
            bank_token *t = last && id <= last ? &b->tokens[b->n_tokens - 1] : add_token(b, c[FORM], strlen(c[FORM]));
            if (!t || !MORE(b->words, b->n_words, b->cap_words)) return dl_fail(err, "out of memory");
            if (!last || id > last) t->space_after = space;
            if (*dash == '-') {
                last = strtoul(dash + 1, NULL, 10);
                continue;
            }
            t->words++;
            b->words[b->n_words++] =
                (bank_word){.start = t->start, .end = t->end, .multi = last && id <= last, .space_after = t->space_after,
                            .head = (uint32_t)strtoul(c[HEAD], NULL, 10), .form = c[FORM], .lemma = c[LEMMA],
                            .upos = c[UPOS], .xpos = c[XPOS], .feats = c[FEATS], .deprel = c[DEPREL], .misc = c[MISC]};
        }
    }
    if (open) end_sentence(b);
    return true;
}

bool bank_load(bank *b, const char *path, dl_error *err) {
    *b = (bank){0};
    size_t size;
    char *bytes = file_read(path, &size, err);
    if (!bytes) return false;
    char *text = arena_copy(&b->arena, bytes, size);
    free(bytes);
    if (!text) return dl_fail(err, "out of memory");
    if (parse(b, text, path, err)) return true;
    bank_free(b);
    return false;
}

static const char *keep(bank *b, const char *s) { return arena_copy(&b->arena, s, strlen(s)); }

bool bank_of_report(bank *b, const dl_report *r) {
    *b = (bank){0};
    for (size_t k = 0; k < r->n_sentences; k++) {
        const dl_sentence *s = &r->sentences[k];
        if (!add_sentence(b, s->flags & DL_SENTENCE_NEWPAR)) return false;
        for (uint32_t i = s->first, left = 0; i < s->first + s->count; i++) {
            const dl_token *t = &r->tokens[i];
            bank_token *surface;
            if (left) {
                left--;
                surface = &b->tokens[b->n_tokens - 1];
            } else {
                left = t->mwt > 1 ? t->mwt - 1u : 0;
                const dl_token *end = t + left;
                uint32_t bytes = end->byte + end->bytes - t->byte;
                const char *form = left ? arena_copy(&b->arena, r->text + t->byte, bytes) : keep(b, t->form);
                if (!form || !(surface = add_token(b, form, strlen(form)))) return false;
                surface->space_after = end->flags & DL_TOKEN_SPACE_AFTER;
            }
            char feats[512];
            const char *kept = keep(b, dl_feats_string(t->feats, feats, sizeof feats));
            const char *form = keep(b, t->form), *lemma = keep(b, t->lemma ? t->lemma : "_");
            if (!kept || !form || !lemma || !MORE(b->words, b->n_words, b->cap_words)) return false;
            surface->words++;
            b->words[b->n_words++] =
                (bank_word){.start = surface->start, .end = surface->end, .multi = left || surface->words > 1,
                            .space_after = surface->space_after, .head = t->head == DL_ROOT ? 0 : t->head - s->first + 1,
                            .form = form, .lemma = lemma, .upos = dl_upos_name(t->upos),
                            .xpos = dl_xpos_name(t->xpos), .feats = kept, .deprel = dl_deprel_name(t->deprel), .misc = "_"};
        }
        end_sentence(b);
    }
    return true;
}

bool bank_part(bank *part, const bank *b, size_t first, size_t end) {
    *part = (bank){0};
    for (size_t k = first; k < end; k++) {
        const bank_sentence *s = &b->sentences[k];
        if (!add_sentence(part, s->newpar)) return false;
        for (uint32_t t = s->first_token; t < s->first_token + s->tokens; t++) {
            const bank_token *from = &b->tokens[t];
            bank_token *to = add_token(part, from->form, strlen(from->form));
            if (!to) return false;
            to->space_after = from->space_after;
            to->words = from->words;
            for (uint32_t i = from->first; i < from->first + from->words; i++) {
                if (!MORE(part->words, part->n_words, part->cap_words)) return false;
                bank_word *w = &part->words[part->n_words++];
                *w = b->words[i];
                w->start = to->start;
                w->end = to->end;
                w->head = w->head == BANK_ROOT ? 0 : w->head - s->first_word + 1;
            }
        }
        end_sentence(part);
    }
    return true;
}

void bank_free(bank *b) {
    arena_free(&b->arena);
    free(b->chars);
    free(b->words);
    free(b->tokens);
    free(b->sentences);
    free(b->documents);
    *b = (bank){0};
}

/* Drops white space at the end of what was written since `from`. */
static size_t strip_end(const char *text, size_t from, size_t n) {
    while (n > from && strchr(" \t", text[n - 1])) n--;
    return n;
}

char *bank_text(const bank *b, size_t first, size_t end) {
    size_t room = 2, n = 0, paragraph = 0;
    for (size_t k = first; k < end; k++) {
        const bank_sentence *s = &b->sentences[k];
        room += 2;
        for (uint32_t i = s->first_token; i < s->first_token + s->tokens; i++) room += strlen(b->tokens[i].form) + 1;
    }
    char *text = malloc(room);
    if (!text) return NULL;
    for (size_t k = first; k < end; k++) {
        const bank_sentence *s = &b->sentences[k];
        if (s->newpar && k > first) {
            n = strip_end(text, paragraph, n);
            text[n++] = '\n';
            text[n++] = '\n';
            paragraph = n;
        }
        for (uint32_t i = s->first_token; i < s->first_token + s->tokens; i++) {
            size_t length = strlen(b->tokens[i].form);
            memcpy(text + n, b->tokens[i].form, length);
            n += length;
            if (b->tokens[i].space_after) text[n++] = ' ';
        }
    }
    n = strip_end(text, paragraph, n);
    text[n++] = '\n';
    text[n] = 0;
    return text;
}
