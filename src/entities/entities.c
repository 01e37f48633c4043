/* entities.c - the entities stage: mentions are found and linked, and each chain becomes an entity of the record. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entities/chains.h"
#include "entities/pairs.h"

bool mention_model_open(dl_model *m, dl_error *err) {
    size_t words, pairs, size;
    struct mention_model *x = m->mentions = calloc(1, sizeof *x);
    pair_net *net = calloc(1, sizeof *net);
    if (!x || !net) {
        free(net);
        return dl_fail(err, "out of memory");
    }
    x->net = net;
    const void *w = pack_section(&m->data, "mentions.words", &words), *p = pack_section(&m->data, "mentions.nicknames", &pairs);
    if (!table_open(&x->words, w, words) || !table_open(&x->nicknames, p, pairs))
        return dl_fail(err, "dateline.data: no lists of words for mentions; build it again with this version");
    const void *section = pack_section(&m->grammar, "coref", &size);
    if (!pair_net_open(net, section, size)) { /* not learned yet, or for other features: rules alone, so that it can be learned */
        free(net);
        x->net = NULL;
    }
    return true;
}

void mention_model_close(dl_model *m) {
    if (m->mentions) free(m->mentions->net);
    free(m->mentions);
}

static uint8_t record_kind(uint8_t kind) {
    static const uint8_t TO[KIND_COUNT] = {
        [KIND_UNKNOWN] = DL_ENTITY_OTHER,       [KIND_PERSON] = DL_ENTITY_PERSON,   [KIND_GROUP] = DL_ENTITY_GROUP,
        [KIND_ORGANIZATION] = DL_ENTITY_ORGANIZATION, [KIND_COUNTRY] = DL_ENTITY_COUNTRY, [KIND_PLACE] = DL_ENTITY_PLACE,
        [KIND_EVENT] = DL_ENTITY_EVENT,         [KIND_TIME] = DL_ENTITY_OTHER,      [KIND_OBJECT] = DL_ENTITY_OTHER,
        [KIND_ANIMAL] = DL_ENTITY_OTHER,        [KIND_ABSTRACT] = DL_ENTITY_OTHER};
    return TO[kind];
}

/* The words of tokens [first, last] as written, white space as one blank, a final possessive left off. */
static const char *words_of(dl_report *r, uint32_t first, uint32_t last) {
    while (last > first && r->tokens[last].xpos == DL_XPOS_POS) last--;
    uint32_t from = r->tokens[first].byte, to = r->tokens[last].byte + r->tokens[last].bytes;
    char *s = arena_copy(&r->arena, r->text + from, to - from);
    if (!s) return NULL;
    size_t n = 0;
    for (size_t i = 0; s[i]; i++) {
        bool blank = s[i] == ' ' || s[i] == '\n' || s[i] == '\t';
        if (!blank || (n && s[n - 1] != ' ')) s[n++] = blank ? ' ' : s[i];
    }
    s[n] = 0;
    return s;
}

static bool name_entity(chains *c, const chain *k, dl_entity *e) {
    uint32_t m = k->name;
    if (m != CHAIN_NONE) return (e->name = words_of(c->r, c->mentions[m].name_first, c->mentions[m].name_last));
    m = k->first;
    for (uint32_t i = k->first; i != CHAIN_NONE; i = c->next[i]) /* the first that says what it is */
        if (!SORT_IS_PRONOUN(c->mentions[i].sort)) {
            m = i;
            break;
        }
    return (e->name = words_of(c->r, c->mentions[m].first, c->mentions[m].last));
}

static bool record(chains *c) {
    dl_report *r = c->r;
    r->entities = ARENA_NEW(&r->arena, dl_entity, c->n_chains + 1);
    r->mentions = ARENA_NEW(&r->arena, dl_mention, c->n + 1);
    r->mention_at = c->at;
    if (!r->entities || !r->mentions) return false;
    r->n_mentions = c->n;
    r->n_entities = c->n_chains;
    for (size_t i = 0; i < c->n; i++) {
        const mention *m = &c->mentions[i];
        uint32_t last = m->last;
        while (last > m->first && r->tokens[last].xpos == DL_XPOS_POS) last--;
        r->mentions[i] = (dl_mention){
            .span = {r->tokens[m->first].span.start, r->tokens[last].span.end}, .first = m->first, .count = m->last - m->first + 1,
            .head = m->head, .entity = m->chain, .next = c->next[i],
            .form = SORT_IS_PRONOUN(m->sort) ? DL_MENTION_PRONOUN : m->sort != SORT_NAME ? DL_MENTION_NOMINAL
                    : m->flags & MENTION_METONYM ? DL_MENTION_METONYM : DL_MENTION_NAME};
    }
    for (size_t k = 0; k < c->n_chains; k++) {
        dl_entity *e = &r->entities[k];
        *e = (dl_entity){.first = c->chains[k].first, .mentions = c->chains[k].count, .kind = record_kind(c->chains[k].kind)};
        if (!name_entity(c, &c->chains[k], e)) return false;
        chain_code(c, &c->chains[k], e);
    }
    for (size_t k = 0; k < c->n_chains; k++) chain_code_owned(c, &c->chains[k], &r->entities[k]);
    return chains_context(c);
}

bool entities_read(dl_report *r) {
    chains c;
    entities_titled(r);
    return chains_begin(&c, r) && chains_link(&c, r->model->mentions->net) && record(&c);
}
