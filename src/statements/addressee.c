/* addressee.c - to whom it is said: the object of a telling verb, what stands after "to", "on" or "from" beside it,
 * whoever asked, and whoever the speaker is meeting with. */
#include "statements/resolve.h"

/* The dependent with relation obl (or nmod) whose preposition is `with`. */
static uint32_t oblique(const resolver *v, uint32_t of, const char *with) {
    const dl_token *t = v->r->tokens;
    uint32_t found = DL_NONE;
    for (uint32_t d = v->tree.last[of]; d != DL_NONE; d = v->tree.before[d])
        if ((t[d].deprel == DL_REL_obl || t[d].deprel == DL_REL_nmod) && resolve_has(v, d, DL_REL_case, with))
            found = d;
    return found;
}

/* Whoever the noun phrase stands for, unless it is the speaker or no one. */
static uint32_t listener(const resolver *v, const dl_statement *s, uint32_t head) {
    uint32_t e = head == DL_NONE ? DL_NONE : resolve_entity(v, head);
    if (head != DL_NONE && v->timed[head]) return DL_NONE; /* "told Wednesday" */
    bool name = e != DL_NONE && v->r->tokens[head].upos == DL_PROPN &&
                v->r->mention_at[head] != DL_NONE; /* of whom nothing else is known */
    return e != DL_NONE && e != s->source_entity && (name || resolve_is_someone(v, e)) ? e : DL_NONE;
}

/* A radio station or paper is no listener but the way to them. */
static bool is_outlet(resolver *v, uint32_t head) { return resolve_outlet(v, head) != NULL; }

/* Of the verb's own objects; DL_NONE if nobody is told. */
static uint32_t told(resolver *v, const dl_statement *s, uint32_t verb) {
    const dl_token *t = v->r->tokens;
    uint32_t bits = resolve_bits(v, verb), found;
    if (bits & SAYING_TELLS_OBJECT) {
        bool passive = resolve_child(v, verb, DL_REL_aux_pass) != DL_NONE;
        for (uint32_t d = v->tree.last[verb]; d != DL_NONE; d = v->tree.before[d]) {
            int rel = t[d].deprel;
            bool object = passive ? rel == DL_REL_nsubj_pass : rel == DL_REL_obj || rel == DL_REL_iobj;
            if (!object ||
                (v->role[d] == ROLE_CONTENT && rel != DL_REL_iobj && t[d].upos != DL_PROPN && t[d].upos != DL_PRON) ||
                v->role[d] == ROLE_SOURCE || is_outlet(v, d))
                continue;
            if ((found = listener(v, s, d)) != DL_NONE) return found;
        }
    }
    static const struct {
        uint32_t bit;
        const char *with;
    } BESIDE[] = {{SAYING_TELLS_TO, "to"},     {SAYING_TELLS_ON, "on"}, {SAYING_TELLS_ON, "upon"},
                  {SAYING_TELLS_FROM, "from"}, {SAYING_TELLS_AT, "at"}, {SAYING_TELLS_WITH, "with"}};
    for (size_t k = 0; k < sizeof BESIDE / sizeof *BESIDE; k++) {
        if (!(bits & BESIDE[k].bit)) continue;
        uint32_t d = oblique(v, verb, BESIDE[k].with), object = resolve_child(v, verb, DL_REL_obj);
        if (d == DL_NONE && object != DL_NONE && BESIDE[k].bit == SAYING_TELLS_FROM)
            d = oblique(v, object, BESIDE[k].with);
        if (d != DL_NONE && !is_outlet(v, d) && (found = listener(v, s, d)) != DL_NONE) return found;
    }
    return DL_NONE;
}

/* "Asked by Roe, he replied", "speaking at a meeting with Roe, he said": what hangs on the verb as a clause of its own.
 */
static uint32_t around(resolver *v, const dl_statement *s, uint32_t verb) {
    const dl_token *t = v->r->tokens;
    uint32_t found;
    for (uint32_t d = v->tree.last[verb]; d != DL_NONE; d = v->tree.before[d]) {
        int rel = t[d].deprel;
        bool clause = rel == DL_REL_advcl, place = rel == DL_REL_obl;
        if ((!clause && !place) || v->role[d] == ROLE_CONTENT) continue;
        if (clause) {
            uint32_t by = resolve_bits(v, d) & SAYING_TELLS_OBJECT && t[d].xpos == DL_XPOS_VBN
                              ? resolve_child(v, d, DL_REL_obl_agent)
                              : DL_NONE;
            if (by != DL_NONE && (found = listener(v, s, by)) != DL_NONE) return found;
            for (uint32_t e = v->tree.last[d]; e != DL_NONE; e = v->tree.before[e])
                if ((t[e].deprel == DL_REL_obl || t[e].deprel == DL_REL_obj) && resolve_bits(v, e) & SAYING_MEETING &&
                    (found = listener(v, s, oblique(v, e, "with"))) != DL_NONE)
                    return found;
        } else if (resolve_bits(v, d) & SAYING_MEETING && !is_outlet(v, d)) {
            uint32_t with = oblique(v, d, "with");
            if (with != DL_NONE && !is_outlet(v, with) && (found = listener(v, s, with)) != DL_NONE) return found;
        }
    }
    return DL_NONE;
}

/* "warned that Orland will pay a high price": the subject of what is threatened. */
static uint32_t threatened(const resolver *v, const dl_statement *s) {
    const dl_token *t = v->r->tokens;
    uint32_t from, to;
    resolve_tokens(v->r, s->content[0], &from, &to);
    for (uint32_t i = from; i < to; i++) {
        if (!(resolve_bits(v, i) & SAYING_SUFFERS) || t[i].upos != DL_VERB || !resolve_has(v, i, DL_REL_aux, "will"))
            continue;
        bool top = t[i].head == DL_ROOT || v->role[t[i].head] != ROLE_CONTENT;
        uint32_t subject = top ? resolve_child(v, i, DL_REL_nsubj) : DL_NONE;
        return subject == DL_NONE ? DL_NONE : listener(v, s, subject);
    }
    return DL_NONE;
}

void resolve_addressee(resolver *v, dl_statement *s) {
    const dl_token *t = v->r->tokens;
    uint32_t acting = v->acting[s - v->r->statements], found = DL_NONE;
    if (s->head == DL_NONE || s->addressee_entity != DL_NONE) return;
    uint32_t verbs[3] = {acting, s->head,
                         DL_NONE}; /* "threatened to tell", "is telling"; and the verb it is joined to */
    int rel = t[s->head].deprel;
    if ((rel == DL_REL_xcomp || rel == DL_REL_advcl || rel == DL_REL_conj) && t[s->head].head != DL_ROOT)
        verbs[2] = t[s->head].head;
    for (int k = 0; k < 2 && found == DL_NONE; k++)
        if (verbs[k] != DL_NONE && (k == 0 || verbs[k] != verbs[0])) found = told(v, s, verbs[k]);
    for (int k = 1; k < 3 && found == DL_NONE; k++)
        if (verbs[k] != DL_NONE && v->role[verbs[k]] != ROLE_CONTENT) found = around(v, s, verbs[k]);
    if (found == DL_NONE && (s->act == DL_ACT_WARN || s->act == DL_ACT_THREATEN) && !s->negated)
        found = threatened(v, s);
    s->addressee_entity = found;
}
