/* sentences.c - the stage that turns each block into tokens and sentences, and writes both into the report. */
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "text/ends.h"

/* The report's arrays while they grow, and room used again for each block. */
struct stage {
    dl_report *r;
    atom_list atoms;
    token_list tokens;
    ends_block ends;
    size_t token_room, sentence_room;
    uint32_t at_byte, at_cp; /* code points are counted along */
};

static uint32_t code_point(struct stage *s, uint32_t byte) {
    if (!s->r->cp_marks) return byte;
    while (s->at_byte < byte) s->at_cp += ((unsigned char)s->r->text[s->at_byte++] & 0xC0) != 0x80;
    return s->at_cp;
}

static dl_token *add_token(struct stage *s) {
    dl_report *r = s->r;
    if (r->n_tokens == s->token_room) {
        s->token_room = s->token_room ? s->token_room * 2 : r->bytes / 4 + 64;
        r->tokens = arena_grow(&r->arena, r->tokens, r->n_tokens, s->token_room, sizeof *r->tokens);
        if (!r->tokens) return NULL;
    }
    return &r->tokens[r->n_tokens++];
}

static dl_sentence *add_sentence(struct stage *s) {
    dl_report *r = s->r;
    if (r->n_sentences == s->sentence_room) {
        s->sentence_room = s->sentence_room ? s->sentence_room * 2 : r->bytes / 64 + 16;
        r->sentences = arena_grow(&r->arena, r->sentences, r->n_sentences, s->sentence_room, sizeof *r->sentences);
        if (!r->sentences) return NULL;
    }
    return &r->sentences[r->n_sentences++];
}

/* Where the sentences of the block end. */
static bool find_ends(struct stage *s, bool headline) {
    const text_model *t = s->r->model->text;
    ends_block *b = &s->ends;
    if (!ends_begin(b, t, &s->tokens, &s->atoms, s->r->text)) return false;
    for (size_t i = 0; i + 1 < s->tokens.n; i++) {
        if (!ends_candidate(b, i)) continue;
        unsigned mark = b->seen[i].shape == ATOM_QUOTE_CLOSE && i ? b->seen[i - 1].shape : b->seen[i].shape;
        if (headline && !ends_strong(mark)) continue; /* Every Word Of It Begins So */
        ends_features f;
        ends_look(b, i, &f);
        /* No mark and a number: "Some 3,000 Turkish soldiers" is likelier than a list. */
        bool number = (mark >= SHAPE_DIGITS1 && mark <= SHAPE_DIGITS) || mark == SHAPE_NUMERIC;
        if (ends_score(t->ends, &f) <= (number ? 1 : 0)) continue;
        s->tokens.at[i].ends = true;
        ends_here(b, i);
    }
    return true;
}

static dl_sentence *begin_sentence(struct stage *s, const dl_block *block, uint32_t paragraph, uint32_t byte,
                                   bool first) {
    dl_sentence *sentence = add_sentence(s);
    if (!sentence) return NULL;
    *sentence = (dl_sentence){.first = (uint32_t)s->r->n_tokens, .paragraph = paragraph};
    sentence->span.start = code_point(s, byte);
    sentence->flags = (uint8_t)((first ? DL_SENTENCE_NEWPAR : 0) | (block->furniture ? DL_SENTENCE_FURNITURE : 0) |
                                (block->headline ? DL_SENTENCE_HEADLINE : 0));
    return sentence;
}

/* Where the words of a token begin: clitics part, and so does the full stop of an abbreviation that ends its sentence
 * ("Inc", "etc", "p.m"; but "U.S."). */
static unsigned words_of(const struct stage *s, const text_token *t, bool last, uint32_t starts[4], bool *stop) {
    const text_atom *a = &s->atoms.at[t->atom], *z = a + t->atoms - 1;
    const char *text = s->r->text;
    *stop = last && t->atoms > 1 && z->kind == ATOM_STOP && a->kind == ATOM_WORD &&
            (t->atoms == 2 ? z->start - a->start > 1
                           : t->atoms == 4 && !(a->flags & ATOM_UPPER) && text[z->start - 1] == 'm');
    if (*stop) return starts[0] = z->start - a->start, 2;
    return text_split(s->r->model->text, text + a->start, z->end - a->start, starts);
}

static bool read_block(struct stage *s, const dl_block *block, uint32_t paragraph, bool goes_on) {
    dl_report *r = s->r;
    if (!text_atoms(&s->atoms, r->text, block->start, block->end)) return false;
    text_join(r->model->text, &s->atoms, r->text);
    if (!text_tokens(&s->tokens, &s->atoms, goes_on) || !find_ends(s, block->headline)) return false;

    /* Every word's form with its NUL takes at most twice the block's bytes. */
    char *form = s->tokens.n ? arena_alloc(&r->arena, 2 * (size_t)(block->end - block->start)) : NULL;
    if (s->tokens.n && !form) return false;
    dl_sentence *sentence = NULL;
    bool first = block->newpar;
    for (size_t i = 0; i < s->tokens.n; i++) {
        const text_token *t = &s->tokens.at[i];
        const text_atom *a = &s->atoms.at[t->atom], *z = a + t->atoms - 1;
        bool last = t->ends || i + 1 == s->tokens.n, stop;
        uint32_t starts[4] = {0}, words = words_of(s, t, last, starts, &stop), from = a->start;
        if (sentence && sentence->count + words > DL_MAX_SENTENCE) {
            sentence->flags |= DL_SENTENCE_CUT;
            sentence = NULL;
        }
        if (!sentence && !(sentence = begin_sentence(s, block, paragraph, from, first))) return false;
        first = false;
        for (uint32_t w = 0; w < words; w++) {
            uint32_t to = w + 1 < words ? a->start + starts[w] : z->end;
            dl_token *token = add_token(s);
            if (!token) return false;
            *token = (dl_token){.byte = from,
                                .bytes = to - from,
                                .form = form,
                                .head = DL_ROOT,
                                .mwt = (uint8_t)(stop ? 1
                                                 : w  ? 0
                                                      : words),
                                .flags = t->in_quote ? DL_TOKEN_IN_QUOTE : 0};
            token->span.start = code_point(s, from);
            token->span.end = code_point(s, to);
            memcpy(form, r->text + from, to - from);
            form += to - from + 1;
            from = to;
        }
        dl_token *end = &r->tokens[r->n_tokens - 1];
        if (i + 1 == s->tokens.n || z[1].flags & ATOM_SPACE) end->flags |= DL_TOKEN_SPACE_AFTER;
        sentence->count += words;
        sentence->span.end = end->span.end;
        if (t->ends) sentence = NULL;
    }
    return true;
}

/* Whether a block begins with a mark that may open a quotation. */
static bool opens_quotation(const dl_report *r, const dl_block *b) {
    const char *s = r->text + b->start;
    size_t n = b->end - b->start;
    while (n && (*s == ' ' || *s == '\t')) s++, n--;
    return n > 3 && (*s == '"' || !memcmp(s, "\xE2\x80\x9C", 3) || !memcmp(s, "``", 2));
}

bool text_sentences(dl_report *r) {
    struct stage s = {.r = r};
    bool ok = true;
    uint32_t paragraph = 0;
    for (size_t b = 0; ok && b < r->n_blocks; b++) {
        if (b && r->blocks[b].newpar) paragraph++;
        ok = read_block(&s, &r->blocks[b], paragraph, b + 1 < r->n_blocks && opens_quotation(r, &r->blocks[b + 1]));
    }
    free(s.atoms.at);
    free(s.tokens.at);
    ends_close(&s.ends);
    return ok;
}
