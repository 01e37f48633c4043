/* sentences.c - the stage that turns each block into tokens and sentences, and writes both into the report. */
#include <stdlib.h>
#include <string.h>

#include "text/segment.h"

/* ---- where sentences end -------------------------------------------------------------------------------------------- */

static bool closing(const text_atom *a) {
    return a->kind == ATOM_CLOSE || a->kind == ATOM_QUOTE_CLOSE ||
           ((a->kind == ATOM_QUOTE || a->kind == ATOM_APOSTROPHE) && !(a->flags & ATOM_SPACE));
}

void text_ends(const token_list *tokens, const atom_list *atoms, const char *text) {
    for (size_t i = 0; i < tokens->n; i++) {
        text_token *t = &tokens->at[i];
        const text_atom *first = &atoms->at[t->atom], *last = first + t->atoms - 1;
        bool alone = t->atoms == 1;
        bool stop = alone && first->kind == ATOM_STOP, strong = alone && (first->kind == ATOM_EXCLAIM || first->kind == ATOM_DOTS);
        bool abbreviation = !alone && last->kind == ATOM_STOP;
        if (!stop && !strong && !abbreviation) continue;
        size_t end = i;
        while (end + 1 < tokens->n && closing(&atoms->at[tokens->at[end + 1].atom])) end++;
        if (end + 1 == tokens->n) break;
        const text_atom *next = &atoms->at[tokens->at[end + 1].atom];
        bool lower = next->kind == ATOM_WORD && !(next->flags & ATOM_UPPER);
        bool mark = next->kind == ATOM_COMMA || next->kind == ATOM_SEMICOLON || next->kind == ATOM_COLON ||
                    next->kind == ATOM_DASH || next->kind == ATOM_HYPHEN || next->kind == ATOM_STOP;
        bool ends = !lower && !mark;
        if (abbreviation) {
            unsigned what = text_lists(text + first->start, last->start - first->start);
            bool initials = last - first == 1 && last->start - first->start == 1;
            bool acronym = last - first > 1;
            if (what & (LIST_TITLE | LIST_NUMBERED | LIST_MONTH | LIST_PLACE) || initials || next->kind == ATOM_NUMBER) ends = false;
            if (acronym || what & LIST_ABBR) {
                static const char *const starters[] = {"the", "he", "she", "it", "they", "we", "i", "but", "and", "in", "a", "an", "this",
                                                       "that", "these", "those", "there", "his", "her", "its", "their", "our", "if", "when"};
                bool starts = false;
                for (size_t k = 0; k < sizeof starters / sizeof *starters; k++)
                    starts |= strlen(starters[k]) == next->end - next->start &&
                              !strncasecmp(starters[k], text + next->start, strlen(starters[k]));
                ends &= starts;
            }
        }
        if (ends) tokens->at[end].ends = true;
        i = end;
    }
}

/* ---- the stage -------------------------------------------------------------------------------------------------------- */

/* The report's arrays while they grow, and room used again for each block. */
struct stage {
    dl_report *r;
    atom_list atoms;
    token_list tokens;
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

static bool read_block(struct stage *s, const dl_block *block, uint32_t paragraph, bool *open) {
    dl_report *r = s->r;
    if (!text_atoms(&s->atoms, r->text, block->start, block->end)) return false;
    text_join(&s->atoms, r->text);
    if (!text_tokens(&s->tokens, &s->atoms, r->text, open)) return false;
    text_ends(&s->tokens, &s->atoms, r->text);

    /* Every token's form with its NUL takes at most twice the block's bytes. */
    char *form = s->tokens.n ? arena_alloc(&r->arena, 2 * (size_t)(block->end - block->start)) : NULL;
    if (s->tokens.n && !form) return false;
    dl_sentence *sentence = NULL;
    bool first = block->newpar;
    for (size_t i = 0; i < s->tokens.n; i++) {
        const text_token *t = &s->tokens.at[i];
        const text_atom *a = &s->atoms.at[t->atom], *z = a + t->atoms - 1;
        uint32_t starts[4] = {0}, words = text_split(r->text + a->start, z->end - a->start, starts), from = a->start;
        if (sentence && sentence->count + words > DL_MAX_SENTENCE) {
            sentence->flags |= DL_SENTENCE_CUT;
            sentence = NULL;
        }
        if (!sentence) {
            if (!(sentence = add_sentence(s))) return false;
            *sentence = (dl_sentence){.first = (uint32_t)r->n_tokens, .paragraph = paragraph};
            sentence->span.start = code_point(s, from);
            sentence->flags = (uint8_t)((first ? DL_SENTENCE_NEWPAR : 0) | (block->furniture ? DL_SENTENCE_FURNITURE : 0) |
                                        (block->headline ? DL_SENTENCE_HEADLINE : 0));
            first = false;
        }
        for (uint32_t w = 0; w < words; w++) {
            uint32_t to = w + 1 < words ? a->start + starts[w] : z->end;
            dl_token *token = add_token(s);
            if (!token) return false;
            *token = (dl_token){.byte = from, .bytes = to - from, .form = form, .head = DL_ROOT, .mwt = (uint8_t)(w ? 0 : words)};
            token->span.start = code_point(s, from);
            token->span.end = code_point(s, to);
            if (t->in_quote) token->flags |= DL_TOKEN_IN_QUOTE;
            memcpy(form, r->text + from, to - from);
            form += to - from + 1;
            from = to;
        }
        if (i + 1 == s->tokens.n || z[1].flags & ATOM_SPACE) r->tokens[r->n_tokens - 1].flags |= DL_TOKEN_SPACE_AFTER;
        sentence->count += words;
        sentence->span.end = r->tokens[r->n_tokens - 1].span.end;
        if (t->ends) sentence = NULL;
    }
    return true;
}

bool text_sentences(dl_report *r) {
    struct stage s = {.r = r};
    bool ok = true, open = false;
    uint32_t paragraph = 0;
    for (size_t b = 0; ok && b < r->n_blocks; b++) {
        if (b && r->blocks[b].newpar) paragraph++;
        ok = read_block(&s, &r->blocks[b], paragraph, &open);
    }
    free(s.atoms.at);
    free(s.tokens.at);
    return ok;
}
