/* fuzz_reader.c - any bytes through the whole reader and every output, and what must hold of the record whatever they are. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dateline.h"
#include "output/output.h"

#define MUST(condition) \
    do { \
        if (!(condition)) { \
            fprintf(stderr, "does not hold: %s\n", #condition); \
            abort(); \
        } \
    } while (0)

static void check(const dl_report *r) {
    size_t bytes, n, n_tokens, n_furniture;
    const char *text = dl_report_text(r, &bytes);
    const dl_sentence *s = dl_report_sentences(r, &n);
    const dl_token *t = dl_report_tokens(r, &n_tokens);
    const dl_furniture *f = dl_report_furniture(r, &n_furniture);
    uint32_t cp = 0, token = 0, at = 0, end = 0;
    MUST(strlen(text) == bytes); /* so no NUL is left in it */
    for (size_t i = 0; i < bytes; i++) cp += ((unsigned char)text[i] & 0xC0) != 0x80;
    for (size_t i = 0; i < n_furniture; i++) MUST(f[i].span.start < f[i].span.end && f[i].span.end <= cp && f[i].kind < DL_FURNITURE_KINDS);
    for (size_t k = 0; k < n; k++) {
        MUST(s[k].first == token && s[k].count > 0 && s[k].count <= DL_MAX_SENTENCE);
        MUST(s[k].span.start >= end && s[k].span.start < s[k].span.end && s[k].span.end <= cp);
        MUST(s[k].span.start == t[token].span.start && s[k].span.end == t[token + s[k].count - 1].span.end);
        MUST(s[k].root >= token && s[k].root < token + s[k].count && t[s[k].root].head == DL_ROOT);
        end = s[k].span.end;
        unsigned roots = 0;
        for (uint32_t i = token; i < token + s[k].count; i++) {
            MUST(t[i].byte >= at && t[i].bytes > 0 && t[i].byte + t[i].bytes <= bytes);
            MUST(t[i].form && *t[i].form && t[i].lemma && *t[i].lemma);
            MUST(t[i].upos < DL_UPOS_COUNT && t[i].xpos < DL_XPOS_COUNT && t[i].deprel < DL_DEPREL_COUNT);
            at = t[i].byte + t[i].bytes;
            roots += t[i].head == DL_ROOT;
            MUST(t[i].head == DL_ROOT || (t[i].head >= token && t[i].head < token + s[k].count));
            uint32_t up = i, steps = 0; /* no cycle */
            while (t[up].head != DL_ROOT && steps++ <= DL_MAX_SENTENCE) up = t[up].head;
            MUST(steps <= DL_MAX_SENTENCE);
        }
        MUST(roots == 1);
        token += s[k].count;
    }
    MUST(token == n_tokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static dl_model *model;
    static FILE *sink;
    dl_error err;
    if (!model) {
        model = dl_model_open(NULL, &err);
        sink = fopen("/dev/null", "w");
        if (!model || !sink) {
            fprintf(stderr, "%s\n", err.message);
            exit(1);
        }
    }
    dl_options options = {.keep_furniture = size & 1, .date = size & 2 ? "2024-02-29" : NULL};
    dl_report *r = dl_read(model, (const char *)data, size, &options, &err);
    MUST(r);
    check(r);
    brief_look look = {.colour = size & 4, .width = size & 8 ? 40 : 0, .id = true};
    output_brief(sink, r, &look);
    output_jsonl(sink, r, true);
    output_conllu(sink, r);
    dl_report_free(r);
    return 0;
}
