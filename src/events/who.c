/* who.c - whom the words in a frame's slots stand for, and whom the clause offers where a slot is empty. */
#include <string.h>

#include "events/coder.h"

static const dl_entity *entity_at(const coder *c, uint32_t i) {
    uint32_t m = i != NO_TOKEN && c->r->mention_at ? c->r->mention_at[i] : DL_NONE;
    return m == DL_NONE ? NULL : &c->r->entities[c->r->mentions[m].entity];
}

static bool set_party(const coder *c, uint32_t i, party *out) {
    const dl_entity *e = entity_at(c, i);
    if (!e || c->is_time[i]) return false;
    *out = (party){i, (uint32_t)(e - c->r->entities), e->actor, e->sector};
    return true;
}

/* The country of the place that stands at token `k`; NULL where that is only a guess from the places named with it. */
static const char *country_at(const coder *c, uint32_t k) {
    const dl_place *p = c->place_at[k] ? &c->r->places[c->place_at[k] - 1] : NULL;
    return p && !p->approximate ? p->country : NULL;
}

/* A country or organization that a phrase is said to be of: "Ukrainian villages", "the border of Poland", "its army". */
static bool owner(const coder *c, uint32_t i, party *out) {
    const dl_token *t = c->tokens;
    party p;
    for (int pass = 0; pass < 2; pass++)
        EACH_CHILD(c, i, k) {
            bool near = t[k].deprel == DL_REL_nmod_poss || t[k].deprel == DL_REL_amod || t[k].deprel == DL_REL_compound || t[k].deprel == DL_REL_nmod_desc;
            bool far = t[k].deprel == DL_REL_nmod && clause_marked(c, k, " of in from with on at to ");
            if (!(pass ? far : near)) continue;
            if (!set_party(c, k, &p)) p = (party){k, DL_NONE, NULL, NULL};
            if (!p.code) p.code = country_at(c, k);
            if (p.code) {
                *out = p;
                return true;
            }
        }
    return false;
}

bool who_names(const coder *c, const party *p) {
    if (p->code) return true;
    if (p->entity == DL_NONE) return false;
    const dl_entity *e = &c->r->entities[p->entity];
    if (e->sector || e->kind == DL_ENTITY_PERSON || e->kind == DL_ENTITY_GROUP || e->kind == DL_ENTITY_ORGANIZATION || e->kind == DL_ENTITY_COUNTRY) return true;
    return e->kind == DL_ENTITY_OTHER && p->token != NO_TOKEN && c->tokens[p->token].upos == DL_PROPN;
}

/* Whom a thing that is nobody belongs to or is about: "the business dealings of a hotel group", "the death of a student". */
static bool about(const coder *c, uint32_t i, party *out, int depth) {
    const dl_token *t = c->tokens;
    EACH_CHILD(c, i, k) {
        bool near = t[k].deprel == DL_REL_nmod_poss || t[k].deprel == DL_REL_compound || t[k].deprel == DL_REL_nmod_desc;
        if (!near && (t[k].deprel != DL_REL_nmod || !clause_marked(c, k, " of by against in over from with on at to "))) continue;
        if (set_party(c, k, out) && who_names(c, out)) return true;
        if (depth && about(c, k, out, depth - 1)) return true;
    }
    return false;
}

bool who_is(const coder *c, uint32_t i, party *out) {
    if (i == NO_TOKEN) return false;
    party own = {NO_TOKEN, DL_NONE, NULL, NULL}, other;
    uint32_t inner = clause_through(c, i);
    bool known = set_party(c, i, &own);
    if ((!known || !own.code) && inner != i && set_party(c, inner, &other) && (other.code || !known)) own = other, known = true;
    if (!known || !own.code) {
        if (owner(c, inner, &other)) {
            if (!known) own = other, known = true;
            else own.code = other.code, own.sector = own.sector ? own.sector : NULL;
        } else if (country_at(c, inner)) {
            if (!known) own.token = inner;
            own.code = country_at(c, inner);
            known = true;
        }
    }
    if ((!known || !who_names(c, &own)) && about(c, inner, &other, 2)) own = other, known = true;
    *out = own;
    return known;
}

size_t who_all(const coder *c, uint32_t i, party *out) {
    size_t n = 0;
    if (i == NO_TOKEN) return 0;
    if (who_is(c, i, &out[n])) n++;
    EACH_CHILD(c, i, k)
        if (n < PARTIES && c->tokens[k].deprel == DL_REL_conj && who_is(c, k, &out[n])) n++;
    return n;
}

static bool same(const party *a, const party *b) {
    if (a->entity != DL_NONE && a->entity == b->entity) return true;
    return a->token == b->token && a->token != NO_TOKEN;
}

/* Leaves out those of `list` who are among `others` too. */
static size_t without(party *list, size_t n, const party *others, size_t n_others) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool among = false;
        for (size_t k = 0; k < n_others; k++) among |= same(&list[i], &others[k]);
        if (!among) list[kept++] = list[i];
    }
    return kept;
}

static const find *found_at(const coder *c, uint32_t i) { return i != NO_TOKEN && c->found[i] ? &c->finds[c->found[i] - 1] : NULL; }

/* A clause that says more of a noun: "troops it was sending". */
static const find *said_of(const coder *c, uint32_t noun) {
    if (noun == NO_TOKEN) return NULL;
    EACH_CHILD(c, noun, k)
        if ((c->tokens[k].deprel == DL_REL_acl_relcl || c->tokens[k].deprel == DL_REL_acl) && c->found[k]) return found_at(c, k);
    return NULL;
}

static size_t source_of(const coder *c, const find *f, party *out, int depth) {
    size_t n = who_all(c, f->source, out);
    if (n || depth > 4) return n;
    const find *x = found_at(c, f->content);
    unsigned carrier = c->lex->frames[f->frame].carrier;
    if (x && (carrier == LEX_CARRIERS + 1 || !carrier)) n = source_of(c, x, out, depth + 1);
    if (n || f->source != NO_TOKEN || f->object == NO_TOKEN || f->object == f->target || f->flags & FIND_NOUN) return n;
    uint32_t things = clause_through(c, f->object); /* "Russian troops were sent": by Russia */
    if (owner(c, things, &out[0])) return 1;
    x = said_of(c, things);
    return x && x != f ? source_of(c, x, out, depth + 1) : 0;
}

size_t who_source(const coder *c, const find *f, party *out) { return source_of(c, f, out, 0); }

static bool is_prep(const coder *c, uint32_t k) { return clause_marked(c, k, " in into near at on around over along against inside across outside off toward towards to from out "); }

static bool other(const party *p, const party *source, size_t n_source) {
    if (!p->code) return false;
    for (size_t s = 0; s < n_source; s++)
        if (same(p, &source[s]) || (source[s].code && !strcmp(source[s].code, p->code))) return false;
    return true;
}

/* Where it is done, if that belongs to another than who does it: "in Syria", "members of the mission to Georgia". */
static size_t by_place(const coder *c, uint32_t i, const party *source, size_t n_source, party *out, int depth) {
    if (i == NO_TOKEN) return 0;
    const dl_token *t = c->tokens;
    EACH_CHILD(c, i, k)
        if ((t[k].deprel == DL_REL_obl || t[k].deprel == DL_REL_nmod) && is_prep(c, k) && who_is(c, k, out) && other(out, source, n_source)) return 1;
    if (!depth) return 0;
    EACH_CHILD(c, i, k)
        if ((t[k].deprel == DL_REL_nmod || t[k].deprel == DL_REL_obl || t[k].deprel == DL_REL_conj) && t[k].upos != DL_VERB &&
            by_place(c, k, source, n_source, out, depth - 1))
            return 1;
    return 0;
}

/* "demands rejected by the West", said beside a sentence: the sentence's subject makes the demands. */
static size_t of_sentence(const coder *c, uint32_t i, const party *source, size_t n_source, party *out) {
    const dl_token *t = c->tokens;
    if (t[i].deprel != DL_REL_acl || t[i].head == DL_ROOT) return 0;
    uint32_t noun = t[i].head, top = noun;
    if (t[noun].deprel != DL_REL_parataxis && t[noun].deprel != DL_REL_appos && t[noun].deprel != DL_REL_dep && t[noun].deprel != DL_REL_obl_unmarked) return 0;
    for (int steps = 0; steps < 40 && t[top].head != DL_ROOT; steps++) top = t[top].head;
    uint32_t subject = clause_child(c, top, DL_REL_nsubj);
    return subject != NO_TOKEN && who_is(c, subject, out) && other(out, source, n_source);
}

/* Somebody, not only a thing of somebody's: "the Korean nuclear issue". */
static bool acts(const coder *c, const party *p) {
    if (p->entity == DL_NONE) return true; /* a place by its name */
    uint8_t kind = c->r->entities[p->entity].kind;
    return kind == DL_ENTITY_PERSON || kind == DL_ENTITY_GROUP || kind == DL_ENTITY_ORGANIZATION || kind == DL_ENTITY_COUNTRY || kind == DL_ENTITY_PLACE;
}

/* Who is named in a clause that no entry fits: "denied that its ships had entered Russian waters". */
static size_t in_clause(const coder *c, uint32_t i, const party *source, size_t n_source, party *out, int depth) {
    const dl_token *t = c->tokens;
    EACH_CHILD(c, i, k) {
        bool side = t[k].deprel == DL_REL_nsubj || t[k].deprel == DL_REL_obj || t[k].deprel == DL_REL_obl || t[k].deprel == DL_REL_nsubj_pass ||
                    t[k].deprel == DL_REL_iobj || t[k].deprel == DL_REL_nmod;
        if (side && who_is(c, k, out) && other(out, source, n_source) && (t[k].deprel != DL_REL_nsubj || acts(c, out))) return 1;
        if (depth && (t[k].deprel == DL_REL_xcomp || t[k].deprel == DL_REL_ccomp || side) && in_clause(c, k, source, n_source, out, depth - 1)) return 1;
    }
    return 0;
}

/* Whether token k names who says something in this sentence. */
static bool speaks(const coder *c, size_t sentence, uint32_t k) {
    const dl_report *r = c->r;
    size_t low = 0, high = r->n_statements; /* in the order of their spans */
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r->statements[mid].span.end <= r->sentences[sentence].span.start) low = mid + 1;
        else high = mid;
    }
    for (size_t s = low; s < r->n_statements && s < low + 32; s++)
        for (uint32_t i = 0; i < r->statements[s].n_source; i++)
            if (r->statements[s].source[i].start <= c->tokens[k].span.start && c->tokens[k].span.end <= r->statements[s].source[i].end) return true;
    return false;
}

/* The only other actor of the sentence, when there is just one. */
static size_t only_other(const coder *c, uint32_t i, const party *source, size_t n_source, party *out) {
    const dl_report *r = c->r;
    size_t low = 0, high = r->n_sentences, n = 0;
    while (low + 1 < high) {
        size_t mid = (low + high) / 2;
        if (r->sentences[mid].first <= i) low = mid;
        else high = mid;
    }
    const dl_sentence *s = &r->sentences[low];
    for (uint32_t k = s->first; k < s->first + s->count; k++) {
        party p;
        if (!set_party(c, k, &p)) p = (party){k, DL_NONE, NULL, NULL};
        if (!p.code) p.code = country_at(c, k);
        if (!other(&p, source, n_source) || speaks(c, low, k)) continue;
        if (n && out->code && !strcmp(out->code, p.code)) continue;
        if (n++) return 0;
        *out = p;
    }
    return n;
}

/* Beyond the words that fill the target's slot. */
static size_t elsewhere(const coder *c, const find *f, const party *source, size_t n_source, party *out, uint8_t *how, int depth);

/* "near its borders": a thing of one's own is nobody it could be done to. */
static size_t without_own(const coder *c, party *list, size_t n, const party *source, size_t n_source) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t kind = list[i].entity == DL_NONE ? DL_ENTITY_OTHER : c->r->entities[list[i].entity].kind;
        bool somebody = kind == DL_ENTITY_PERSON || kind == DL_ENTITY_GROUP || kind == DL_ENTITY_ORGANIZATION || kind == DL_ENTITY_COUNTRY, own = false;
        for (size_t k = 0; k < n_source; k++) own |= list[i].code && source[k].code && !strcmp(list[i].code, source[k].code);
        if (somebody || !own) list[kept++] = list[i];
    }
    return kept;
}

static size_t target_of(const coder *c, const find *f, party *out, uint8_t *how, int depth) {
    party source[PARTIES], q[PARTIES + 1];
    size_t n_source = source_of(c, f, source, 0), n, m;
    *how = TARGET_SLOT;
    n = without_own(c, out, without(out, who_all(c, f->target, out), source, n_source), source, n_source);
    for (size_t i = 0; i < n; i++)
        if (out[i].code) return n;
    uint8_t inner;
    m = elsewhere(c, f, source, n_source, q, &inner, depth);
    if (!n) {
        memcpy(out, q, m * sizeof *q);
        *how = inner;
        return m;
    }
    if (m && inner == TARGET_GUESS && n == 1 && out[0].sector) out[0].code = q[0].code; /* "troops": of the only country named */
    if (!m || inner == TARGET_GUESS) return n;
    if (!who_names(c, &out[0])) { /* "the border with Iraq" is Iraq's */
        out[0] = q[0];
        *how = inner;
        return 1;
    }
    for (size_t i = 0; i < n; i++) out[i].code = q[0].code; /* "villagers in Syria" */
    return n;
}

static size_t elsewhere(const coder *c, const find *f, const party *source, size_t n_source, party *out, uint8_t *how, int depth) {
    size_t n;
    *how = TARGET_CONTENT;
    const find *x = found_at(c, f->content);
    if (x && depth < 4) { /* what is carried says whom it is about: its target, or who is to do it */
        uint8_t inner;
        if ((n = without(out, who_all(c, x->source, out), source, n_source)) && out[0].code) return n;
        n = without(out, target_of(c, x, out, &inner, depth + 1), source, n_source);
        if (n && inner < TARGET_GUESS) return n;
    }
    if (f->clause != NO_TOKEN && in_clause(c, f->clause, source, n_source, out, 1)) return 1;
    if (f->object != NO_TOKEN) {
        uint32_t things = clause_through(c, f->object);
        if (owner(c, things, out) && other(out, source, n_source)) return 1;
        x = said_of(c, things);
        if (x && x != f && depth < 4) {
            uint8_t inner;
            n = without(out, target_of(c, x, out, &inner, depth + 1), source, n_source);
            if (n && inner < TARGET_GUESS) return n;
            n = without(out, who_all(c, x->source, out), source, n_source);
            if (n) return n;
        }
    }
    x = f->content != NO_TOKEN ? said_of(c, f->content) : NULL;
    if (x && x != f && depth < 4) { /* "restrictions imposed on the mayor" */
        uint8_t inner;
        n = without(out, target_of(c, x, out, &inner, depth + 1), source, n_source);
        if (n && inner < TARGET_GUESS) return n;
    }
    *how = TARGET_PLACE;
    const lex_code *code = &c->lex->codes[f->code]; /* one meets in Geneva, but fights in Syria */
    bool deed = code->quad % 2 == 0 || !strcmp(code->cameo, "042");
    if ((deed && by_place(c, f->token, source, n_source, out, 0)) || by_place(c, f->object, source, n_source, out, 3) ||
        by_place(c, f->content, source, n_source, out, 1) || (deed && by_place(c, f->source, source, n_source, out, 2)) ||
        (f->target != NO_TOKEN && by_place(c, f->target, source, n_source, out, 1)) || of_sentence(c, f->token, source, n_source, out))
        return 1;
    if (f->object != NO_TOKEN && about(c, clause_through(c, f->object), out, 1) && without(out, 1, source, n_source)) return 1;
    *how = TARGET_GUESS;
    if (!deed) return 0;
    return only_other(c, f->token, source, n_source, out);
}

size_t who_target(const coder *c, const find *f, party *out, uint8_t *how) { return target_of(c, f, out, how, 0); }
