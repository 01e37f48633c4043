/* relation_features.c - what a sentence with a marked source and target shows of their relation: its words and their meanings by
 * place, the predicates that govern the two, what hangs from them, and the way between the two through the tree. */
#include <stdio.h>
#include <string.h>

#include "events/relation.h"
#include "report.h"

enum { SETS_MAX = 6, ITEMS_MAX = 96, CHAIN_MAX = 4 };

/* One token as the features see it. */
typedef struct word {
    uint32_t token;
    char zone;               /* b before both, m between, a after; S, T */
    char key[48];            /* lemma with its particle; "S", "T", "name", "number" */
    uint8_t bytes, n_sets;
    bool content;
    uint16_t sets[SETS_MAX];
} word;

typedef struct view {
    const dl_meanings *m;
    const relation_pair *p;
    const dl_token *tokens;
    relation_features *f;
    word items[ITEMS_MAX];   /* the sentence without function words, each marked span as one */
    unsigned n_items;
} view;

/* ---- names of features ------------------------------------------------------------------------------------------------- */

/* A feature's name is joined from up to six parts. */
static void feature(view *v, const char *a, const char *b, const char *c, const char *d, const char *e) {
    relation_features *f = v->f;
    const char *parts[5] = {a, b, c, d, e};
    if (f->n == RELATION_FEATURES || f->used + 256 > RELATION_NAMES) return;
    char *name = f->names + f->used;
    uint32_t n = 0;
    for (int i = 0; i < 5; i++) {
        if (!parts[i]) continue;
        size_t len = strnlen(parts[i], 50);
        memcpy(name + n, parts[i], len);
        n += (uint32_t)len;
    }
    name[n] = 0;
    uint32_t hash = (uint32_t)table_hash(name, n);
    for (uint32_t i = 0; i < f->n; i++)
        if (f->hash[i] == hash) return;
    f->hash[f->n] = hash;
    f->name[f->n++] = f->used;
    f->used += n + 1;
}

static const char *set_name(const view *v, uint16_t set) { return meanings_name(v->m, set); }

/* ---- words ------------------------------------------------------------------------------------------------------------- */

static uint8_t role_of(const view *v, uint32_t t) { return v->p->role[t - v->p->first]; }
static bool inside(const view *v, uint32_t t) { return t - v->p->first < v->p->count; }

static void fold_lemma(const dl_token *t, char *out, uint8_t *bytes, size_t size) {
    const char *s = t->lemma ? t->lemma : t->form;
    size_t n = 0;
    for (; s[n] && n + 1 < size; n++) out[n] = s[n] >= 'A' && s[n] <= 'Z' ? (char)(s[n] + 32) : s[n];
    out[n] = 0;
    *bytes = (uint8_t)n;
}

static void read_word(const view *v, uint32_t t, word *w) {
    const dl_token *x = &v->tokens[t];
    *w = (word){.token = t};
    fold_lemma(x, w->key, &w->bytes, 32);
    char kind = meanings_kind(x->upos);
    const uint16_t *sets;
    unsigned n = 0;
    /* "call off": the particle follows within a few words */
    for (uint32_t k = t + 1; kind == 'v' && k < t + 6 && inside(v, k); k++)
        if (v->tokens[k].head == t && v->tokens[k].deprel == DL_REL_compound_prt && strlen(v->tokens[k].form) < 12) {
            char joined[48];
            uint8_t bytes;
            memcpy(joined, w->key, w->bytes);
            joined[w->bytes] = '_';
            fold_lemma(&v->tokens[k], joined + w->bytes + 1, &bytes, 14);
            memcpy(w->key, joined, sizeof joined);
            w->bytes = (uint8_t)(w->bytes + 1 + bytes);
            break;
        }
    n = meanings_of(v->m, kind, w->key, w->bytes, &sets);
    char *bar = strchr(w->key, '_');
    if (!n && bar) n = meanings_of(v->m, kind, w->key, (size_t)(bar - w->key), &sets);
    if (!n && kind == 'a') n = meanings_of(v->m, 'v', w->key, w->bytes, &sets);
    for (unsigned i = 0; i < n && w->n_sets < SETS_MAX; i++) w->sets[w->n_sets++] = sets[i];
    w->content = x->upos == DL_VERB || x->upos == DL_NOUN || x->upos == DL_ADJ || n;
}

/* The sentence as a row of items. */
static void collect(view *v) {
    const relation_pair *p = v->p;
    uint32_t first_mark = DL_NONE, last_mark = 0;
    for (uint32_t i = 0; i < p->count; i++)
        if (p->role[i]) {
            if (first_mark == DL_NONE) first_mark = i;
            last_mark = i;
        }
    for (uint32_t i = 0; i < p->count && v->n_items < ITEMS_MAX; i++) {
        const dl_token *x = &v->tokens[p->first + i];
        word *w = &v->items[v->n_items];
        if (p->role[i]) { /* a marked span is one item */
            char who = p->role[i] & RELATION_SOURCE ? 'S' : 'T';
            if (v->n_items && w[-1].zone == who) continue;
            *w = (word){.token = p->first + i, .zone = who, .bytes = 1};
            w->key[0] = who;
            v->n_items++;
            continue;
        }
        if (x->upos == DL_PUNCT || x->upos == DL_DET || x->upos == DL_SYM || x->deprel == DL_REL_compound_prt ||
            (x->upos == DL_PART && x->xpos == DL_XPOS_POS))
            continue;
        read_word(v, p->first + i, w);
        w->zone = first_mark == DL_NONE || i < first_mark ? 'b' : i < last_mark ? 'm' : 'a';
        if (x->upos == DL_PROPN || x->upos == DL_NUM) {
            strcpy(w->key, x->upos == DL_NUM ? "number" : "name");
            w->bytes = (uint8_t)strlen(w->key);
            w->content = w->n_sets > 0;
            if (v->n_items && w[-1].zone == w->zone && !strcmp(w[-1].key, w->key) && !w->n_sets) continue;
        }
        v->n_items++;
    }
}

static void bags(view *v) {
    char zone[4] = {'z', 0, ':', 0};
    for (unsigned i = 0; i < v->n_items; i++) {
        const word *w = &v->items[i];
        zone[1] = w->zone;
        if (w->content) {
            feature(v, "w:", w->key, NULL, NULL, NULL);
            feature(v, zone, w->key, NULL, NULL, NULL);
        }
        for (unsigned k = 0; k < w->n_sets; k++) {
            feature(v, "m:", set_name(v, w->sets[k]), NULL, NULL, NULL);
            feature(v, zone, "[", set_name(v, w->sets[k]), NULL, NULL);
        }
        if (i + 1 < v->n_items) feature(v, "b:", w->key, " ", v->items[i + 1].key, NULL);
    }
    /* pairs of meanings near each other, in their order */
    for (unsigned i = 0; i < v->n_items; i++) {
        const word *a = &v->items[i];
        unsigned seen = 0;
        for (unsigned j = i + 1; j < v->n_items && seen < 4; j++) {
            const word *b = &v->items[j];
            bool mark = b->zone == 'S' || b->zone == 'T';
            if (!b->content && !mark) continue;
            seen++;
            for (unsigned x = 0; x < (a->n_sets ? a->n_sets : 1u); x++)
                for (unsigned y = 0; y < (b->n_sets ? b->n_sets : 1u); y++) {
                    const char *s = a->n_sets ? set_name(v, a->sets[x]) : a->zone == 'S' ? "S" : a->zone == 'T' ? "T" : NULL;
                    const char *t = b->n_sets ? set_name(v, b->sets[y]) : mark ? b->key : NULL;
                    if (s && t) feature(v, "k:", s, " ", t, NULL);
                }
        }
    }
}

/* ---- tree -------------------------------------------------------------------------------------------------------------- */

static uint32_t parent(const view *v, uint32_t t) {
    uint32_t h = v->tokens[t].head;
    return h != DL_ROOT && inside(v, h) ? h : DL_NONE;
}

/* The first word above the marked head that is not marked the same way and has content of its own. */
static uint32_t governor(const view *v, uint32_t t, uint8_t role, uint32_t *below) {
    for (int guard = 0; t != DL_NONE && guard < 64; guard++) {
        uint32_t h = parent(v, t);
        *below = t;
        if (h == DL_NONE) return DL_NONE;
        if (!(role_of(v, h) & role) && v->tokens[t].deprel != DL_REL_conj) return h;
        t = h;
    }
    return DL_NONE;
}

static const char *relation_label(const view *v, uint32_t t) { return dl_deprel_name(v->tokens[t].deprel); }

/* The preposition or mark of a word. */
static const char *case_of(const view *v, uint32_t t) {
    for (uint32_t k = t; k-- > v->p->first && k + 8 > t;)
        if (v->tokens[k].head == t && (v->tokens[k].deprel == DL_REL_case || v->tokens[k].deprel == DL_REL_mark) && v->tokens[k].lemma)
            return v->tokens[k].lemma;
    return "";
}

/* What a predicate says of itself and what hangs from it. */
static void predicate(view *v, const char *tag, uint32_t t, int depth, const word *above) {
    word w;
    read_word(v, t, &w);
    if (!above) {
        feature(v, tag, "=", w.key, NULL, NULL);
        for (unsigned k = 0; k < w.n_sets; k++) feature(v, tag, "=[", set_name(v, w.sets[k]), NULL, NULL);
    }
    bool subject = false, passive = false, object = false;
    for (uint32_t i = v->p->first; i < v->p->first + v->p->count; i++) {
        const dl_token *x = &v->tokens[i];
        if (x->head != t) continue;
        const char *rel = dl_deprel_name(x->deprel);
        uint8_t role = role_of(v, i);
        switch (x->deprel) {
        case DL_REL_punct: case DL_REL_det: case DL_REL_case: case DL_REL_cc: case DL_REL_compound_prt: continue;
        case DL_REL_aux: case DL_REL_aux_pass: case DL_REL_mark:
            passive |= x->deprel == DL_REL_aux_pass;
            if (x->lemma) feature(v, tag, ".", x->lemma, NULL, NULL);
            continue;
        case DL_REL_nsubj: case DL_REL_nsubj_pass: subject = true; break;
        case DL_REL_obj: object = true; break;
        default: break;
        }
        if (role) {
            const char *who = role & RELATION_SOURCE ? "S" : "T";
            feature(v, tag, ">", rel, case_of(v, i), who);
            for (unsigned k = 0; k < w.n_sets; k++) feature(v, set_name(v, w.sets[k]), ">", rel, case_of(v, i), who);
            feature(v, w.key, ">", rel, case_of(v, i), who);
        }
        word c;
        read_word(v, i, &c);
        if (x->upos == DL_PROPN && !role) continue;
        feature(v, tag, ">", rel, "=", c.key);
        for (unsigned k = 0; k < c.n_sets; k++) feature(v, tag, ">", rel, "=[", set_name(v, c.sets[k]));
        if (x->deprel == DL_REL_nsubj || x->deprel == DL_REL_nsubj_pass) continue;
        for (unsigned k = 0; k < c.n_sets; k++) {
            feature(v, w.key, ">[", set_name(v, c.sets[k]), NULL, NULL);
            for (unsigned j = 0; j < w.n_sets; j++) feature(v, "[", set_name(v, w.sets[j]), ">[", set_name(v, c.sets[k]), NULL);
            for (unsigned j = 0; above && j < above->n_sets; j++)
                feature(v, "[", set_name(v, above->sets[j]), ">>[", set_name(v, c.sets[k]), NULL);
        }
        bool goes_on = x->deprel == DL_REL_xcomp || x->deprel == DL_REL_ccomp || x->deprel == DL_REL_obj || x->deprel == DL_REL_advcl ||
                       x->deprel == DL_REL_acl || x->deprel == DL_REL_obl || x->deprel == DL_REL_nmod || x->deprel == DL_REL_conj;
        if (depth && goes_on) predicate(v, rel, i, depth - 1, &w);
    }
    if (passive) feature(v, tag, "~passive", NULL, NULL, NULL);
    feature(v, tag, subject ? "~s" : "~", object ? "o" : "", NULL, NULL);
}

/* Labels of the way from source to target over the word that is above both. */
static void path(view *v, uint32_t s, uint32_t t) {
    uint32_t up[16], n = 0;
    for (uint32_t x = s; x != DL_NONE && n < 16; x = parent(v, x)) up[n++] = x;
    uint32_t down[16], m = 0;
    for (uint32_t x = t; x != DL_NONE && m < 16; x = parent(v, x)) {
        uint32_t k = 0;
        while (k < n && up[k] != x) k++;
        if (k == n) {
            down[m++] = x;
            continue;
        }
        char name[200] = "";
        size_t at = 0;
        for (uint32_t i = 0; i < k && at < 80; i++) at += (size_t)snprintf(name + at, sizeof name - at, "%s<", relation_label(v, up[i]));
        feature(v, "up:", name, NULL, NULL, NULL);
        for (uint32_t i = m; i-- > 0 && at < 140;) at += (size_t)snprintf(name + at, sizeof name - at, ">%s", relation_label(v, down[i]));
        feature(v, "path:", name, NULL, NULL, NULL);
        return;
    }
}

/* What the marked words themselves say: "US military", "Netanyahu's decision". */
static void marked(view *v, uint8_t role, const char *tag, uint32_t head) {
    for (uint32_t i = 0; i < v->p->count; i++) {
        if (!(v->p->role[i] & role)) continue;
        uint32_t t = v->p->first + i;
        word w;
        read_word(v, t, &w);
        if (v->tokens[t].upos == DL_PROPN && !w.n_sets) continue;
        if (w.content) feature(v, tag, ":", w.key, NULL, NULL);
        for (unsigned k = 0; k < w.n_sets; k++) feature(v, tag, ":[", set_name(v, w.sets[k]), NULL, NULL);
        if (t == head)
            for (unsigned k = 0; k < w.n_sets; k++) feature(v, tag, "^[", set_name(v, w.sets[k]), NULL, NULL);
    }
    if (head == DL_NONE) {
        feature(v, tag, "-none", NULL, NULL, NULL);
        return;
    }
    const dl_report *r = v->p->r;
    uint32_t m = r->mention_at ? r->mention_at[head] : DL_NONE;
    if (m != DL_NONE) {
        const dl_entity *e = &r->entities[r->mentions[m].entity];
        feature(v, tag, "#", dl_entity_kind_name(e->kind), NULL, NULL);
        if (e->sector) feature(v, tag, "#", e->sector, NULL, NULL);
    }
}

/* What the lexicon reads in the sentence, and of whom. */
static void coded(view *v) {
    const dl_report *r = v->p->r;
    for (size_t i = 0; i < r->n_events; i++) {
        const dl_event *e = &r->events[i];
        if (!inside(v, e->head)) continue;
        const char *type = dl_event_type_name(e->type);
        bool s = e->source_head != DL_NONE && inside(v, e->source_head) && role_of(v, e->source_head) & RELATION_SOURCE;
        bool t = e->target_head != DL_NONE && inside(v, e->target_head) && role_of(v, e->target_head) & RELATION_TARGET;
        feature(v, "E:", type, NULL, NULL, NULL);
        if (s || t) feature(v, "E:", type, s ? ":s" : ":", t ? "t" : "", NULL);
        if (s || t) feature(v, "E:", e->cameo, s ? ":s" : ":", t ? "t" : "", NULL);
    }
}

void relation_features_of(const dl_meanings *m, const relation_pair *p, relation_features *f) {
    view v = {.m = m, .p = p, .tokens = p->r->tokens, .f = f};
    f->n = f->used = 0;
    feature(&v, "bias", NULL, NULL, NULL, NULL);
    collect(&v);
    bags(&v);
    coded(&v);
    marked(&v, RELATION_SOURCE, "S", p->source);
    marked(&v, RELATION_TARGET, "T", p->target);
    uint32_t below = DL_NONE, s = DL_NONE, t = DL_NONE;
    if (p->source != DL_NONE && (s = governor(&v, p->source, RELATION_SOURCE, &below)) != DL_NONE)
        feature(&v, "Sgov:", relation_label(&v, below), case_of(&v, below), NULL, NULL);
    if (p->predicate != DL_NONE) s = p->predicate;
    if (s != DL_NONE) predicate(&v, "Sgov", s, 2, NULL);
    if (p->target != DL_NONE && (t = governor(&v, p->target, RELATION_TARGET, &below)) != DL_NONE) {
        feature(&v, "Tgov:", relation_label(&v, below), case_of(&v, below), NULL, NULL);
        if (t != s) predicate(&v, "Tgov", t, 1, NULL);
    }
    if (p->source != DL_NONE && p->target != DL_NONE) path(&v, p->source, p->target);
}
