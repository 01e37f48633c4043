/* search.c - sentences as patterns see them: cut into atoms, each of which lies in a token. */
#include "base/error.h"
#include "entities/times.h"

#include <stdlib.h>

bool entities_model_open(dl_model *m, dl_error *err) {
    m->entities = calloc(1, sizeof *m->entities);
    if (!m->entities) return dl_fail(err, "out of memory");
    size_t size;
    const void *bytes = pack_section(&m->data, "patterns", &size);
    return patterns_open(&m->entities->patterns, bytes, size, err);
}

void entities_model_close(dl_model *m) {
    free(m->entities);
    m->entities = NULL;
}

bool search_sentence(pattern_search *s, const pattern_set *p, const dl_sentence *sentence) {
    const dl_token *first = s->r->tokens + sentence->first, *last = first + sentence->count - 1;
    s->sentence = sentence;
    return patterns_cut(p, &s->line, first->byte, last->byte + last->bytes);
}

uint32_t search_token(const pattern_search *s, size_t atom) {
    uint32_t byte = s->line.atoms[atom].start, lo = s->sentence->first, hi = lo + s->sentence->count;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s->r->tokens[mid].byte <= byte) lo = mid;
        else hi = mid;
    }
    return lo;
}

bool search_allows(void *context, const pat_rule *rule, size_t first, size_t count) {
    const pattern_search *s = context;
    const pat_line *line = &s->line;
    size_t end = first + count;
    const pat_atom *a = line->atoms + first;
    /* "B52" and "1990s" are not 52 and 1990; the possessive 's may follow. */
    if (first > 0 && (a->flags & PAT_ATOM_GLUED) && a->kind != PAT_MARK && a[-1].kind != PAT_MARK) return false;
    if (end < line->n && (line->atoms[end].flags & PAT_ATOM_GLUED) && line->atoms[end].kind != PAT_MARK &&
        line->atoms[end - 1].kind != PAT_MARK && line->text[line->atoms[end].start] != '\'' &&
        line->text[line->atoms[end].start] != '\xE2')
        return false;
    if (!rule->tags && !rule->not_tags) return true;
    uint32_t tag = 1u << s->r->tokens[search_token(s, end - 1)].upos;
    if (tag == 1u << DL_X) return true; /* not tagged */
    return (!rule->tags || (rule->tags & tag)) && !(rule->not_tags & tag);
}
