/* expect.c - expectations on text, syntax and output. */
#include "expect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output/output.h"

/* Byte place of a code-point offset. */
static size_t byte_at(const char *s, uint32_t cp) {
    size_t i = 0;
    for (; s[i]; i++)
        if (((unsigned char)s[i] & 0xC0) != 0x80 && !cp--) break;
    return i;
}

void expect_slice(const reading *g, dl_span span, char *out, size_t size) {
    size_t n = 0, end = byte_at(g->text, span.end);
    bool space = false;
    for (size_t i = byte_at(g->text, span.start); i < end && n + 2 < size; i++) {
        if (strchr(" \t\r\n", g->text[i])) space = true;
        else {
            if (space && n) out[n++] = ' ';
            space = false;
            out[n++] = g->text[i];
        }
    }
    out[n] = 0;
}

long expect_token(const reading *g, const char *word) {
    const char *mark = strrchr(word, '#');
    long nth = mark && mark != word && atol(mark + 1) > 0 ? atol(mark + 1) : 0;
    size_t n = nth ? (size_t)(mark - word) : strlen(word);
    if (!nth) nth = 1;
    for (size_t i = 0; i < g->n_tokens; i++)
        if (strlen(g->tokens[i].form) == n && !strncmp(g->tokens[i].form, word, n) && !--nth) return (long)i;
    return -1;
}

/* ---- text ------------------------------------------------------------------------------------------------------ */

static bool is(const char *got, const char *want, char *why, size_t size) {
    snprintf(why, size, "%s", got ? got : "nothing");
    return got && !strcmp(got, want);
}

static bool agency(const reading *g, char **a, char *why, size_t size) { return is(g->meta->agency, a[0], why, size); }
static bool title(const reading *g, char **a, char *why, size_t size) { return is(g->meta->title, a[0], why, size); }
static bool place(const reading *g, char **a, char *why, size_t size) { return is(g->meta->dateline_place, a[0], why, size); }

static bool byline(const reading *g, char **a, char *why, size_t size) {
    for (size_t i = 0; i < g->meta->n_bylines; i++)
        if (is(g->meta->bylines[i], a[0], why, size)) return true;
    return false;
}

static bool published(const reading *g, char **a, char *why, size_t size) {
    static const char *const basis[] = {"unknown", "given", "metadata", "stated", "inferred"};
    snprintf(why, size, "%s %s", g->meta->published, basis[g->meta->published_basis]);
    return !strcmp(g->meta->published, a[0]) && (!a[1] || !strcmp(basis[g->meta->published_basis], a[1]));
}

static bool number(size_t got, const char *want, char *why, size_t size) {
    snprintf(why, size, "%zu", got);
    return got == strtoul(want, NULL, 10);
}

static bool bad_bytes(const reading *g, char **a, char *why, size_t size) { return number(g->meta->bad_bytes, a[0], why, size); }
static bool sentences(const reading *g, char **a, char *why, size_t size) { return number(g->n_sentences, a[0], why, size); }
static bool bylines(const reading *g, char **a, char *why, size_t size) { return number(g->meta->n_bylines, a[0], why, size); }
static bool furnitures(const reading *g, char **a, char *why, size_t size) { return number(g->n_furniture, a[0], why, size); }

static bool paragraphs(const reading *g, char **a, char *why, size_t size) {
    return number(g->n_sentences ? g->sentences[g->n_sentences - 1].paragraph + 1 : 0, a[0], why, size);
}

/* Appends one more of what there is instead. */
static void more(char *why, size_t size, const char *mark, const char *what) {
    size_t n = strlen(why);
    snprintf(why + n, size - n, "%s%s[%s]", n ? " " : "", mark, what);
}

static bool furniture(const reading *g, char **a, char *why, size_t size) {
    char slice[2048];
    for (size_t i = 0; i < g->n_furniture; i++) {
        const char *kind = dl_furniture_name((int)g->furniture[i].kind);
        expect_slice(g, g->furniture[i].span, slice, sizeof slice);
        if (!strcmp(kind, a[0]) && (!a[1] || !strcmp(slice, a[1]))) return true;
        more(why, size, kind, slice);
    }
    return false;
}

static bool sentence(const reading *g, char **a, char *why, size_t size) {
    char slice[2048];
    for (size_t i = 0; i < g->n_sentences; i++) {
        expect_slice(g, g->sentences[i].span, slice, sizeof slice);
        if (!strcmp(slice, a[0])) return true;
        more(why, size, "", slice);
    }
    return false;
}

/* "do|n't|go": these words, one after another, anywhere. */
static bool tokens(const reading *g, char **a, char *why, size_t size) {
    char want[2048], all[2048] = "";
    snprintf(want, sizeof want, "|%s|", a[0]);
    size_t n = 0, room = g->n_tokens + 2;
    for (size_t i = 0; i < g->n_tokens; i++) room += strlen(g->tokens[i].form);
    char *got = malloc(room);
    if (!got) abort();
    for (size_t i = 0; i < g->n_tokens; i++) n += (size_t)sprintf(got + n, "|%s", g->tokens[i].form);
    memcpy(got + n, "|", 2);
    bool found = strstr(got, want);
    snprintf(all, sizeof all, "%s", got);
    snprintf(why, size, "%s", all);
    free(got);
    return found;
}

/* Which words stand in a quotation: quoted "word". */
static bool quoted(const reading *g, char **a, char *why, size_t size) {
    long i = expect_token(g, a[0]);
    if (i < 0) snprintf(why, size, "no such word");
    return i >= 0 && g->tokens[i].flags & DL_TOKEN_IN_QUOTE;
}

const expectation expect_text[] = {
    {"agency", 1, agency},         {"title", 1, title},           {"place", 1, place},
    {"byline", 1, byline},         {"bylines", 1, bylines},       {"published", 1, published},
    {"bad_bytes", 1, bad_bytes},   {"furniture", 1, furniture},   {"furnitures", 1, furnitures},
    {"sentence", 1, sentence},     {"sentences", 1, sentences},   {"paragraphs", 1, paragraphs},
    {"tokens", 1, tokens},         {"quoted", 1, quoted},         {NULL, 0, NULL},
};

/* ---- syntax ------------------------------------------------------------------------------------------------------ */

/* head WORD -> HEAD [RELATION]; HEAD is a word or ROOT. */
static bool head(const reading *g, char **a, char *why, size_t size) {
    long i = expect_token(g, a[0]);
    if (i < 0) return snprintf(why, size, "no such word"), false;
    const dl_token *t = &g->tokens[i];
    snprintf(why, size, "%s -> %s %s", t->form, t->head == DL_ROOT ? "ROOT" : g->tokens[t->head].form, dl_deprel_name(t->deprel));
    bool right = !strcmp(a[2], "ROOT") ? t->head == DL_ROOT : t->head != DL_ROOT && (long)t->head == expect_token(g, a[2]);
    return right && (!a[3] || !strcmp(a[3], dl_deprel_name(t->deprel)));
}

static bool token_is(const reading *g, char **a, char *why, size_t size, int which) {
    long i = expect_token(g, a[0]);
    if (i < 0) return snprintf(why, size, "no such word"), false;
    const dl_token *t = &g->tokens[i];
    return is(which == 0 ? t->lemma : which == 1 ? dl_upos_name(t->upos) : dl_xpos_name(t->xpos), a[1], why, size);
}
static bool lemma(const reading *g, char **a, char *why, size_t size) { return token_is(g, a, why, size, 0); }
static bool upos(const reading *g, char **a, char *why, size_t size) { return token_is(g, a, why, size, 1); }
static bool xpos(const reading *g, char **a, char *why, size_t size) { return token_is(g, a, why, size, 2); }

/* feats WORD Feature=Value: among the others. */
static bool feats(const reading *g, char **a, char *why, size_t size) {
    long i = expect_token(g, a[0]);
    if (i < 0) return snprintf(why, size, "no such word"), false;
    char all[1024], want[256], among[1100];
    dl_feats_string(g->tokens[i].feats, all, sizeof all);
    snprintf(why, size, "%s", all);
    snprintf(want, sizeof want, "|%s|", a[1]);
    snprintf(among, sizeof among, "|%s|", all);
    return strstr(among, want);
}

const expectation expect_syntax[] = {
    {"head", 3, head}, {"lemma", 2, lemma}, {"upos", 2, upos}, {"xpos", 2, xpos}, {"feats", 2, feats}, {NULL, 0, NULL},
};

/* ---- output ------------------------------------------------------------------------------------------------------ */

static bool printed(const reading *g, const char *want, char *why, size_t size, int how) {
    char *out = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&out, &n);
    if (!f) abort();
    brief_look look = {0};
    if (how == 0) output_brief(f, g->report, &look);
    else if (how == 1) output_jsonl(f, g->report, true);
    else output_conllu(f, g->report);
    if (fclose(f)) abort();
    bool found = strstr(out, want);
    snprintf(why, size, "%s", out);
    for (char *c = why; *c; c++)
        if (*c == '\n') *c = '/'; /* a comment of the protocol is one line */
    free(out);
    return found;
}
static bool brief(const reading *g, char **a, char *why, size_t size) { return printed(g, a[0], why, size, 0); }
static bool jsonl(const reading *g, char **a, char *why, size_t size) { return printed(g, a[0], why, size, 1); }
static bool conllu(const reading *g, char **a, char *why, size_t size) { return printed(g, a[0], why, size, 2); }

const expectation expect_output[] = {{"brief", 1, brief}, {"jsonl", 1, jsonl}, {"conllu", 1, conllu}, {NULL, 0, NULL}};
