/* pending.c - weak stand-ins that let the whole link and run while a stage is still being written; the real function of the
 * same name replaces each. Delete a stand-in when its stage is there. */
#include <string.h>

#include "model.h"
#include "report.h"

#define PENDING __attribute__((weak))

PENDING bool text_model_open(dl_model *m, dl_error *err) { return (void)m, (void)err, true; }
PENDING void text_model_close(dl_model *m) { (void)m; }
PENDING bool syntax_model_open(dl_model *m, dl_error *err) { return (void)m, (void)err, true; }
PENDING void syntax_model_close(dl_model *m) { (void)m; }

PENDING uint32_t report_cp(const dl_report *r, uint32_t byte) {
    uint32_t n = 0, i = 0;
    if (r->cp_marks) n = r->cp_marks[byte / 256], i = byte / 256 * 256;
    for (; i < byte; i++) n += ((unsigned char)r->text[i] & 0xC0) != 0x80;
    return n;
}

/* Copies; anything but ASCII is replaced. */
PENDING bool text_repair(dl_report *r, const char *raw, size_t len) {
    r->text = arena_copy(&r->arena, raw, len);
    if (!r->text) return false;
    r->bytes = (uint32_t)len;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)r->text[i] >= 0x80 || !r->text[i]) r->text[i] = '?';
    return true;
}

/* One block per line that holds anything. */
PENDING bool text_furniture(dl_report *r) {
    size_t lines = 1;
    for (uint32_t i = 0; i < r->bytes; i++) lines += r->text[i] == '\n';
    if (!(r->blocks = ARENA_NEW(&r->arena, dl_block, lines))) return false;
    for (uint32_t i = 0; i < r->bytes;) {
        uint32_t end = i;
        while (end < r->bytes && r->text[end] != '\n') end++;
        uint32_t blank = i;
        while (blank < end && strchr(" \t\r", r->text[blank])) blank++;
        if (blank < end) r->blocks[r->n_blocks++] = (dl_block){.start = i, .end = end, .newpar = true};
        i = end + 1;
    }
    return true;
}

/* Words part at spaces; a sentence ends at a full stop before a space, at the end of a block, and at the cap. */
PENDING bool text_sentences(dl_report *r) {
    size_t words = r->bytes / 2 + 1;
    if (!(r->tokens = ARENA_NEW(&r->arena, dl_token, words))) return false;
    if (!(r->sentences = ARENA_NEW(&r->arena, dl_sentence, words))) return false;
    for (size_t b = 0; b < r->n_blocks; b++) {
        uint32_t i = r->blocks[b].start, end = r->blocks[b].end, paragraph = (uint32_t)b;
        dl_sentence *s = NULL;
        bool first = true;
        while (i < end) {
            while (i < end && strchr(" \t\r", r->text[i])) i++;
            uint32_t from = i;
            while (i < end && !strchr(" \t\r", r->text[i])) i++;
            if (i == from) break;
            bool stop = r->text[i - 1] == '.' && i - from > 1;
            for (int part = 0; part < 1 + stop; part++) {
                uint32_t a = part ? i - 1 : from, z = stop && !part ? i - 1 : i;
                dl_token *t = &r->tokens[r->n_tokens];
                *t = (dl_token){.span = {report_cp(r, a), report_cp(r, z)}, .byte = a, .bytes = z - a, .mwt = 1,
                                .form = arena_copy(&r->arena, r->text + a, z - a), .head = DL_ROOT};
                if (!t->form) return false;
                t->flags = z < r->bytes && strchr(" \t\r\n", r->text[z]) ? DL_TOKEN_SPACE_AFTER : 0;
                if (!s) {
                    s = &r->sentences[r->n_sentences++];
                    *s = (dl_sentence){.span = t->span, .first = (uint32_t)r->n_tokens, .paragraph = paragraph,
                                       .flags = first ? DL_SENTENCE_NEWPAR : 0};
                    first = false;
                }
                s->count++;
                s->span.end = t->span.end;
                r->n_tokens++;
            }
            if (s->count >= DL_MAX_SENTENCE) s->flags |= DL_SENTENCE_CUT;
            if (stop || s->count >= DL_MAX_SENTENCE) s = NULL;
        }
    }
    return true;
}

/* The first word is the root of all others. */
PENDING bool syntax_read(dl_report *r) {
    for (size_t k = 0; k < r->n_sentences; k++) {
        dl_sentence *s = &r->sentences[k];
        s->root = s->first;
        for (uint32_t i = 0; i < s->count; i++) {
            dl_token *t = &r->tokens[s->first + i];
            t->lemma = t->form;
            t->upos = DL_X;
            t->head = i ? s->first : DL_ROOT;
            t->deprel = i ? DL_REL_dep : DL_REL_root;
        }
    }
    return true;
}
