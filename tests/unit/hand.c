/* hand.c - a report made by hand from CoNLL-U. */
#include "hand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "hand_report: line \"%s\": not %s\n", line, #condition); \
            abort(); \
        } \
    } while (0)

static int lookup(const char *(*name)(int), int count, const char *s) {
    for (int i = 0; i < count; i++)
        if (!strcmp(name(i), s)) return i;
    return -1;
}

static uint64_t feats_of(const char *s) {
    uint64_t feats = 0;
    char all[1024], one[1100], name[128];
    snprintf(all, sizeof all, "|%s|", s);
    for (int i = 0; i < DL_FEAT_COUNT; i++) {
        snprintf(one, sizeof one, "|%s|", dl_feats_string(UINT64_C(1) << i, name, sizeof name));
        if (strstr(all, one)) feats |= UINT64_C(1) << i;
    }
    return feats;
}

dl_report *hand_report(const char *conllu) {
    dl_report *r = calloc(1, sizeof *r);
    size_t size = strlen(conllu) + 16, lines = 1;
    for (const char *c = conllu; *c; c++) lines += *c == '\n';
    char *copy = malloc(size), *rest = copy, *line = copy;
    CHECK(r && copy);
    strcpy(copy, conllu);
    r->text = arena_alloc(&r->arena, size);
    r->tokens = ARENA_NEW(&r->arena, dl_token, lines);
    r->sentences = ARENA_NEW(&r->arena, dl_sentence, lines);
    r->meta.id = "hand";
    CHECK(r->text && r->tokens && r->sentences);
    bool quoted = false;
    long range_end = 0;
    uint32_t cp = 0;
    dl_sentence *s = NULL;
    while ((line = strsep(&rest, "\n"))) {
        char *c[10] = {NULL}, *at = line, *word;
        int n = 0;
        while (n < 10 && (word = strsep(&at, " \t")))
            if (*word) c[n++] = word;
        if (!n) {
            s = NULL;
            range_end = 0;
            continue;
        }
        if (*c[0] == '#' || strchr(c[0], '.')) continue;
        if (!s) {
            s = &r->sentences[r->n_sentences];
            *s = (dl_sentence){.first = (uint32_t)r->n_tokens, .paragraph = (uint32_t)r->n_sentences, .flags = DL_SENTENCE_NEWPAR};
            r->n_sentences++;
        }
        dl_token *t = &r->tokens[r->n_tokens];
        if (strchr(c[0], '-')) { /* 3-4 don't: the next words are parts of it */
            long from = atol(c[0]);
            range_end = atol(strchr(c[0], '-') + 1);
            t->mwt = (uint8_t)(range_end - from + 1);
            continue;
        }
        CHECK(n >= 8);
        long id = atol(c[0]), head = atol(c[6]);
        CHECK(id == (long)(r->n_tokens - s->first) + 1);
        if (range_end < id) t->mwt = 1;
        t->form = arena_copy(&r->arena, c[1], strlen(c[1]));
        t->lemma = arena_copy(&r->arena, c[2], strlen(c[2]));
        int upos = lookup(dl_upos_name, DL_UPOS_COUNT, c[3]), xpos = lookup(dl_xpos_name, DL_XPOS_COUNT, c[4]),
            deprel = lookup(dl_deprel_name, DL_DEPREL_COUNT, c[7]);
        CHECK(upos >= 0);
        CHECK(deprel >= 0);
        t->upos = (uint8_t)upos;
        t->xpos = (uint8_t)(xpos < 0 ? DL_XPOS_XX : xpos);
        t->deprel = (uint8_t)deprel;
        t->feats = feats_of(c[5]);
        t->head = head ? s->first + (uint32_t)head - 1 : DL_ROOT;
        if (!head) s->root = (uint32_t)r->n_tokens;
        size_t bytes = strlen(c[1]);
        t->byte = r->bytes;
        t->bytes = (uint32_t)bytes;
        memcpy(r->text + r->bytes, c[1], bytes);
        r->bytes += (uint32_t)bytes;
        t->span.start = cp;
        for (const char *f = c[1]; *f; f++) cp += ((unsigned char)*f & 0xC0) != 0x80;
        t->span.end = cp;
        if (xpos == DL_XPOS_CLOSEQ) quoted = false;
        if (quoted) t->flags |= DL_TOKEN_IN_QUOTE;
        if (xpos == DL_XPOS_OPENQ) quoted = true;
        bool glued = strstr(c[n - 1], "SpaceAfter=No") || id < range_end;
        if (!glued) {
            t->flags |= DL_TOKEN_SPACE_AFTER;
            r->text[r->bytes++] = ' ';
            cp++;
        }
        if (!s->count++) s->span.start = t->span.start;
        s->span.end = t->span.end;
        r->n_tokens++;
    }
    free(copy);
    return r;
}
