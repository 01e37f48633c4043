/* codes.c - what the dictionary of actors says of each mention: which thing in it a name is, whether a capital or a palace
 * stands for its government, which office a noun phrase means, and how the finished entity is coded. */

#include <string.h>

#include "entities/chains.h"

enum {
    READINGS = 8,
    CITY = 100000, /* people: no Miss Charlotte */
    LEADERS = 6,   /* rank of those who are known by their surnames: heads of state to foreign ministers */
    FAMILIES = 24, /* ranks from that of parties' people on: not meant where an officer may be */
};

static uint64_t hash_of(uint64_t a, uint64_t b) {
    uint64_t h = (a + 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu ^ (b + 1) * 0xc4ceb9fe1a85ec53u;
    return (h ^ h >> 31) | 1;
}
static uint64_t item_hash(const actor_reading *r) { return hash_of(r->item, (uint64_t)(uintptr_t)r->in->strings); }

static uint64_t text_hash(const char *s) {
    uint64_t h = 0xcbf29ce484222325u;
    for (; *s; s++) h = (h ^ (unsigned char)*s) * 0x100000001b3u;
    return h;
}

/* One office of one state: "RUS foreign minister". 0 where several hold it, or nobody now. */
static uint64_t office_hash(const actor_reading *r) {
    if (!*r->code || !*r->role || r->former) return 0;
    if (r->kind == ACTOR_PERSON) return r->in_office ? hash_of(text_hash(r->code), text_hash(r->role)) : 0;
    return (r->kind == ACTOR_TITLE || r->kind == ACTOR_OFFICE) && r->flags & ACTOR_ONE ? hash_of(text_hash(r->code), text_hash(r->role)) : 0;
}

static uint8_t kind_of(const actor_reading *r) {
    switch (r->kind) {
    case ACTOR_STATE: return KIND_COUNTRY;
    case ACTOR_PERSON: case ACTOR_TITLE: case ACTOR_OFFICE: case ACTOR_ROLE: return KIND_PERSON;
    case ACTOR_THING: return KIND_UNKNOWN;
    case ACTOR_GROUP: return KIND_GROUP;
    default: return KIND_ORGANIZATION;
    }
}

static uint32_t word_of(const chains *c, const dl_token *t) { return t->lemma ? mention_word(c->words, t->lemma, strlen(t->lemma)) : 0; }

/* Does the name of a town or palace stand for those who sit there? Told from its place in the sentence: in, near and to a
 * town are places; one that says, wants or owns something acts. */
static bool acts(const chains *c, const mention *m) {
    const dl_token *t = c->r->tokens;
    const char *prep = NULL;
    for (uint32_t i = m->head; i-- > 0 && i + 6 > m->head;)
        if (t[i].deprel == DL_REL_case && t[i].head == m->head) prep = t[i].form;
    const dl_token *head = t[m->head].head == DL_ROOT ? NULL : &t[t[m->head].head];
    switch (m->role) {
    case ROLE_SUBJECT: case ROLE_PASSIVE: return true;
    case ROLE_POSSESSOR: return !head || (word_of(c, head) & WORD_KIND) != KIND_PLACE;
    case ROLE_OBJECT: return head && !(word_of(c, head) & WORD_REACHES);
    case ROLE_OBLIQUE: case ROLE_NMOD:
        if (!prep) return false;
        if (!strcasecmp(prep, "by") || !strcasecmp(prep, "with") || !strcasecmp(prep, "between") || !strcasecmp(prep, "against") ||
            !strcasecmp(prep, "on"))
            return true;
        if (!strcasecmp(prep, "to") && m->role == ROLE_OBLIQUE) return head && !(word_of(c, head) & WORD_REACHES);
        return (!strcasecmp(prep, "of") || !strcasecmp(prep, "from")) && m->role == ROLE_NMOD && head &&
               (word_of(c, head) & WORD_KIND) == KIND_ABSTRACT; /* "a signal from Moscow" */
    default: return false;
    }
}

/* ---- what countries the report is about ------------------------------------------------------------------------------- */

static bool is_told(const chains *c, const char *code) {
    for (size_t i = 0; i < c->n_told; i++)
        if (!strcmp(c->told[i], code)) return true;
    return false;
}

/* Somebody who is known in one country: others elsewhere have the name. */
static bool is_local(const actor_reading *r) { return r->kind == ACTOR_PERSON && r->flags & ACTOR_LOCAL; }

static void tell(chains *c, const char *code) {
    if (code && *code && c->n_told < TOLD && !is_told(c, code)) c->told[c->n_told++] = code;
}

static bool note_places(chains *c) {
    const dl_report *r = c->r;
    if (!(c->place_at = ARENA_NEW(&c->r->arena, uint32_t, r->n_tokens + 1))) return false;
    for (size_t i = 0; i <= r->n_tokens; i++) c->place_at[i] = DL_NONE;
    for (size_t i = 0; i < r->n_places; i++) {
        const dl_place *p = &r->places[i];
        tell(c, p->country);
        if (p->count && p->first < r->n_tokens) c->place_at[p->first] = (uint32_t)i;
    }
    return true;
}

/* "Georgia" beside Alabama, "San Jose" in California: the name of a state or its capital that here is a place elsewhere. */
static bool is_elsewhere(const chains *c, const mention *m, const actor_reading *r) {
    if (r->kind != ACTOR_STATE || c->place_at[m->name_first] == DL_NONE) return false;
    const dl_place *p = &c->r->places[c->place_at[m->name_first]];
    return p->country && (p->kind == DL_PLACE_DIVISION || p->kind == DL_PLACE_TOWN) && p->first + p->count > m->name_last &&
           strcmp(p->country, r->code) && strcmp(p->country, r->id);
}

static bool is_person(const actor_match *match) {
    actor_reading r[READINGS];
    size_t n = actors_readings(match, ACTORS_NO_DAY, r, READINGS);
    for (size_t i = 0; i < n; i++)
        if (r[i].kind == ACTOR_PERSON) return true;
    return false;
}

/* Is the whole name, which is no titled person's, that of a state, a city or, in several words, of any place that a list has? */
static bool is_place(const chains *c, const mention *m) {
    if (c->place_at[m->name_first] == DL_NONE || m->flags & MENTION_TITLED || m->kind != KIND_PERSON) return false;
    const dl_place *p = &c->r->places[c->place_at[m->name_first]];
    bool clear = p->count > 1 || p->kind == DL_PLACE_DIVISION || (p->use == DL_USE_LITERAL && p->population >= CITY);
    return clear && p->first + p->count == m->name_last + 1 && p->country && !p->approximate &&
           (p->kind == DL_PLACE_DIVISION || p->kind == DL_PLACE_COUNTY || p->kind == DL_PLACE_TOWN || p->kind == DL_PLACE_REGION);
}

/* "Paul D. Ryan" as Paul Ryan; "Florida Sen. Marco Rubio" and "Republican Donald Trump" by the full name that ends them, which is
 * the name from then on. */
static bool find_within(const chains *c, mention *m, uint32_t *n, actor_match *match) {
    const dl_token *t = c->r->tokens + m->name_first;
    char name[100];
    if (*n == 3 && t[1].form[0] >= 'A' && t[1].form[0] <= 'Z' && (!t[1].form[1] || !strcmp(t[1].form + 1, ".")) &&
        strlen(t[0].form) + strlen(t[2].form) + 2 < sizeof name) {
        strcpy(name, t[0].form);
        strcat(strcat(name, " "), t[2].form);
        if (actors_find(c->actors, name, strlen(name), match)) return is_person(match);
    }
    for (uint32_t skip = 1; skip < 4 && skip + 2 <= *n; skip++)
        if (actors_match(c->actors, t + skip, *n - skip, match) && match->tokens == *n - skip && is_person(match)) {
            m->name_first += skip;
            *n -= skip;
            return true;
        }
    return false;
}

/* Reads the whole name of a mention; false when the dictionary has no such name. */
static bool read_name(const chains *c, mention *m, int32_t day, actor_reading *out) {
    const dl_token *t = c->r->tokens;
    actor_match match;
    actor_reading r[READINGS];
    uint32_t n = m->name_last - m->name_first + 1;
    while (n > 1 && t[m->name_first + n - 1].xpos == DL_XPOS_POS) n--;
    if ((!actors_match(c->actors, t + m->name_first, n, &match) || match.tokens != n) && !find_within(c, m, &n, &match)) return false;
    size_t k = actors_readings(&match, day, r, READINGS);
    for (size_t i = 0; i < k; i++) {
        if (r[i].form == ACTOR_ADJECTIVE || r[i].form == ACTOR_PEOPLE || r[i].form == ACTOR_NOMINAL || r[i].kind > ACTOR_PERSON) continue;
        if (r[i].kind == ACTOR_PERSON && n == 1 && m->kind && m->kind != KIND_PERSON) continue;
        if (m->flags & MENTION_TITLED && r[i].kind != ACTOR_PERSON) continue; /* "Mr. Jordan" */
        if (is_elsewhere(c, m, &r[i])) continue;
        *out = r[i];
        return true;
    }
    return false;
}

static bool is_the(const dl_token *t) { return !strcasecmp(t->form, "the"); }

/* A name for those of a state: "the Japanese", "some Germans". */
static bool people_name(const chains *c, const mention *m, actor_reading *out) {
    actor_match match;
    actor_reading r[READINGS];
    const dl_token *t = &c->r->tokens[m->name_last];
    if (m->name_first != m->name_last || t->deprel == DL_REL_compound || t->deprel == DL_REL_amod ||
        !actors_match(c->actors, t, 1, &match))
        return false;
    size_t n = actors_readings(&match, ACTORS_NO_DAY, r, READINGS);
    for (size_t i = 0; i < n; i++)
        if (r[i].form == ACTOR_PEOPLE && r[i].kind == ACTOR_STATE) return *out = r[i], true;
    return false;
}

/* "Some Germans", "many ordinary Greeks": a part of the people, and never the government. */
static bool is_some(const chains *c, const mention *m) {
    const dl_token *t = c->r->tokens;
    for (uint32_t i = m->first; i < m->head; i++)
        if (t[i].head == m->head && (t[i].deprel == DL_REL_amod || (t[i].deprel == DL_REL_det && !is_the(&t[i])))) return true;
    return false;
}

static bool keep(chains *c, mention *m, const actor_reading *r) {
    actor_reading *kept = arena_alloc(&c->r->arena, sizeof *kept);
    if (!kept) return false;
    *kept = *r;
    m->reading = kept;
    return true;
}

/* "Foreign Minister" of "Foreign Minister Sergei Lavrov": the word that heads the title, or DL_ROOT. */
static uint32_t title_of(const chains *c, const mention *m) {
    const dl_token *t = c->r->tokens;
    if (m->head < m->name_first) return m->head;
    for (uint32_t i = m->head; i-- > m->first;)
        if (t[i].head == m->head && (t[i].deprel == DL_REL_nmod_desc || (t[i].deprel == DL_REL_compound && (t[i].upos == DL_NOUN || i < m->name_first))))
            return i;
    return DL_ROOT;
}

/* "PAC" of "a super PAC": the name ends a longer one that begins before it. */
static bool is_rest(const chains *c, const mention *m) {
    actor_match match;
    for (uint32_t i = m->name_first > m->first + 3 ? m->name_first - 3 : m->first; i < m->name_first; i++)
        if (c->r->tokens[i].upos != DL_DET && /* "The New York Times" is no longer name */
            actors_match(c->actors, c->r->tokens + i, m->name_last - i + 1, &match) && match.tokens == m->name_last - i + 1) return true;
    return false;
}

/* Several words that together are one noun for those who act; one word of them is not enough, for the Pittsburgh Pirates. */
static bool is_whole_plural(const chains *c, const mention *m) {
    actor_match match;
    actor_reading r[READINGS];
    uint32_t n = m->name_last - m->name_first + 1;
    if (n < 2 || !actors_match(c->actors, c->r->tokens + m->name_first, n, &match) || match.tokens != n) return false;
    size_t k = actors_readings(&match, ACTORS_NO_DAY, r, READINGS);
    return k && r[0].kind == ACTOR_ROLE && r[0].form == ACTOR_PLURAL;
}

static bool code_name(chains *c, mention *m, const dl_sentence *s, int32_t day) {
    actor_reading r;
    if (!is_rest(c, m) && read_name(c, m, day, &r)) {
        m->identity = item_hash(&r);
        if ((r.form == ACTOR_CAPITAL || r.form == ACTOR_SEAT) && r.kind == ACTOR_STATE) {
            if (r.form == ACTOR_CAPITAL && !acts(c, m)) { /* the town itself: no actor, and not one with its government */
                m->kind = KIND_PLACE;
                m->sex = SEX_IT;
                m->identity = hash_of(name_bones(c->r->tokens[m->name_last].form), m->identity);
                return true;
            }
            m->flags |= MENTION_METONYM;
        }
        m->kind = kind_of(&r);
        m->sex = r.kind == ACTOR_PERSON ? (r.flags & ACTOR_SHE ? SEX_SHE : r.flags & ACTOR_HE ? SEX_HE : m->sex) : SEX_IT;
        if (r.kind != ACTOR_PERSON) m->number |= NUMBER_MANY;
        m->office = office_hash(&r);
        return keep(c, m, &r);
    }
    if (people_name(c, m, &r)) { /* "Germans": of the state, and not the state */
        if (is_some(c, m)) r.sector = "CVL";
        m->kind = KIND_PERSON;
        m->number |= NUMBER_MANY;
        return keep(c, m, &r);
    }
    if (is_place(c, m)) { /* "North Darfur" is no Mr. Darfur */
        m->kind = KIND_PLACE;
        m->sex = SEX_IT;
        return true;
    }
    uint32_t title = title_of(c, m);
    if (title != DL_ROOT && actors_describe(c->actors, c->r->tokens, s->first, s->count, title, day, &r)) {
        if (kind_of(&r) != KIND_PERSON) {
            char first = c->r->tokens[title].form[0];
            if (r.kind != ACTOR_CORPS || (title > m->name_first && (first < 'a' || first > 'z')) || m->kind == KIND_PERSON) return true;
            m->kind = KIND_ORGANIZATION; /* "the retail chain Tesco" */
            return keep(c, m, &r);
        }
        m->office = office_hash(&r);
        m->kind = KIND_PERSON;
        return keep(c, m, &r);
    }
    for (int k = 0; k < 2; k++) { /* the head, and where a tree strings words together the last one */
        uint32_t at = k ? m->name_last : m->head;
        if ((k && at == m->head) || !actors_describe(c->actors, c->r->tokens, s->first, s->count, at, day, &r)) continue;
        bool party = is_whole_plural(c, m); /* "House Republicans" */
        bool people = party || (r.kind == ACTOR_ROLE && r.form == ACTOR_PLURAL && m->name_first == m->name_last); /* "Muslims" */
        if (!people && (m->kind == KIND_PERSON || (r.kind != ACTOR_CORPS && r.kind != ACTOR_BODY))) continue;
        m->kind = kind_of(&r); /* "the Russian Defense Ministry" */
        m->sex = people ? m->sex : SEX_IT;
        m->number |= NUMBER_MANY;
        return keep(c, m, &r);
    }
    return true;
}

bool mention_codes(chains *c) {
    c->actors = c->r->model->actors;
    int32_t day = actors_day(*c->r->meta.published ? c->r->meta.published : NULL);
    if (!note_places(c)) return false;
    if (!c->actors || !c->actors->head) return true;
    for (size_t i = 0; i < c->n; i++) {
        mention *m = &c->mentions[i];
        const dl_sentence *s = &c->r->sentences[m->sentence];
        if (SORT_IS_PRONOUN(m->sort) || m->sort == SORT_GROUP || m->kind == KIND_TIME) continue;
        if (m->sort == SORT_NAME) {
            if (!code_name(c, m, s, day)) return false;
            continue;
        }
        actor_reading r;
        if (!actors_describe(c->actors, c->r->tokens, s->first, s->count, m->head, day, &r) || r.form == ACTOR_NOMINAL) continue;
        if (m->kind == KIND_EVENT || m->kind == KIND_PLACE || m->kind == KIND_OBJECT || m->kind == KIND_ABSTRACT) {
            if (r.kind < ACTOR_TITLE || r.kind == ACTOR_THING) continue; /* "talks with the United States" are no actor */
        }
        m->office = m->number == NUMBER_MANY ? 0 : office_hash(&r);
        if (!keep(c, m, &r)) return false;
    }
    for (size_t i = 0; i < c->n; i++)
        if (c->mentions[i].reading && !is_local(c->mentions[i].reading)) tell(c, c->mentions[i].reading->domain);
    for (size_t i = 0; i < c->n && c->n_told; i++) { /* a Phil Scott in Coventry is no governor of Vermont */
        mention *m = &c->mentions[i];
        if (m->reading && is_local(m->reading) && !is_told(c, m->reading->domain)) m->reading = NULL, m->identity = m->office = 0;
    }
    return true;
}

/* "the alliance" once NATO was named: the latest mention of a thing that the dictionary lets a text call so. */
uint32_t code_nominal(const chains *c, name_index *x, const mention *m) {
    actor_match match;
    actor_reading r[READINGS];
    uint32_t best = CHAIN_NONE;
    if (!c->actors || !c->actors->head || m->sort != SORT_DEFINITE) return CHAIN_NONE;
    uint32_t from = m->first + 1 < m->head ? m->first + 1 : m->head;
    const dl_token *t = c->r->tokens;
    if (m->last != m->head ||
        !actors_find_surname(c->actors, c->r->text + t[from].byte, t[m->head].byte + t[m->head].bytes - t[from].byte, &match))
        return CHAIN_NONE;
    size_t n = actors_readings(&match, ACTORS_NO_DAY, r, READINGS);
    for (size_t i = 0; i < n; i++) {

        if (r[i].form != ACTOR_NOMINAL) continue;
        uint32_t who = name_find_identity(x, item_hash(&r[i]));
        if (who != CHAIN_NONE && (best == CHAIN_NONE || who > best)) best = who;
    }
    return best;
}

/* ---- the entity ------------------------------------------------------------------------------------------------------ */

/* How much a reading says of the entity it is of; lower is better. */
static int rank(const mention *m) {
    const actor_reading *r = m->reading;
    if (m->identity) return r->kind == ACTOR_PERSON && r->former ? 2 : 0;
    if (m->sort == SORT_NAME) return 1;
    return *r->code ? 3 : 4;
}

static const char *filled(const char *s) { return s && *s ? s : NULL; }

/* "a model", "the mayor of Halden": what a description calls a person, without its article. */
static const char *description(chains *c, const mention *m) {
    const dl_token *t = c->r->tokens;
    uint32_t from = m->first, last = m->head;
    while (from < m->head && (t[from].upos == DL_DET || t[from].upos == DL_PRON)) from++;
    for (uint32_t i = m->head; i-- > from;) /* whose it is is the code's to say */
        if (t[i].xpos == DL_XPOS_POS) {
            from = i + 1;
            break;
        }
    for (uint32_t i = m->head + 1; i <= m->last && t[i].deprel != DL_REL_acl_relcl && t[i].upos != DL_PUNCT && t[i].upos != DL_VERB; i++)
        if (t[i].upos == DL_NOUN || t[i].upos == DL_PROPN) last = i;
    return arena_copy(&c->r->arena, c->r->text + t[from].byte, t[last].byte + t[last].bytes - t[from].byte);
}

/* A surname alone means no one of a country that the report does not tell of, and "XI" is no name in a text that is not shouted. */
static bool may_be_meant(const chains *c, const mention *m, const actor_reading *r) {
    const dl_token *t = &c->r->tokens[m->name_first];
    bool loud = t->form[1] >= 'A' && t->form[1] <= 'Z';
    for (uint32_t i = m->head > 2 ? m->head - 2 : 0; loud && i < c->r->n_tokens && i < m->head + 3; i++)
        if (c->r->tokens[i].form[0] >= 'a' && c->r->tokens[i].form[0] <= 'z') return false;
    return is_told(c, r->domain) || (r->rank <= LEADERS && (m->flags & MENTION_TITLED || !c->n_told));
}

/* "Putin", "President Obama", "Clinton" alone: the one of that surname who holds an office, or that office; else what all
 * leaders of that surname have in common, though it is not said who is meant. */
static void code_surname(const chains *c, const mention *m, const char *role, dl_entity *e) {
    const dl_token *t = &c->r->tokens[m->name_first];
    actor_match match;
    actor_reading r[READINGS * 4];
    size_t bytes = strlen(t->form);
    bool family = t->xpos == DL_XPOS_NNPS && bytes > 3 && t->form[bytes - 1] == 's'; /* "the Clintons" */
    if (!c->actors || !c->actors->head || m->name_first != m->name_last || (m->kind && m->kind != KIND_PERSON) ||
        !actors_find_surname(c->actors, t->form, family ? bytes - 1 : bytes, &match))
        return;
    bool dated = *c->r->meta.published;
    size_t n = actors_readings(&match, actors_day(dated ? c->r->meta.published : NULL), r, READINGS * 4), k = 0;
    size_t officers = 0, holders = 0, at = 0, titled = 0, title = 0;
    for (size_t i = 0; i < n; i++) {
        if (r[i].kind != ACTOR_PERSON || (!r[i].in_office && !r[i].former) || !may_be_meant(c, m, &r[i])) continue;
        if (!dated && r[i].rank > LEADERS && !(m->flags & MENTION_TITLED)) continue; /* of all times too many have the name */
        r[k] = r[i];
        officers += r[k++].rank < FAMILIES;
    }
    n = 0;
    for (size_t i = 0; i < k; i++)
        if (!officers || r[i].rank < FAMILIES) r[n++] = r[i]; /* "Clinton" is no daughter of hers */
    for (size_t i = 0; i < n; i++) {
        if (!r[i].in_office) continue;
        at = i, holders++;
        if (role && !strcmp(r[i].title, role)) title = i, titled++;
    }
    bool one = holders == 1 && (n == 1 || m->flags & MENTION_TITLED || r[at].rank <= LEADERS);
    if (titled == 1) one = true, at = title;
    if (one && !family) {
        e->name = r[at].name;
        e->actor = r[at].code;
        e->sector = r[at].sector;
        e->role = r[at].role;
        e->kind = DL_ENTITY_PERSON;
        return;
    }
    const char *code = NULL, *sector = NULL;
    bool leader = false;
    for (size_t i = 0; i < n; i++) {
        leader |= r[i].rank <= LEADERS;
        if (!code) code = r[i].code, sector = r[i].sector;
        if (strcmp(code, r[i].code)) return;
        if (strcmp(sector, r[i].sector)) sector = "";
    }
    if (!code || (!leader && !family)) return;
    e->actor = code;
    if (family) sector = "ELI";
    else if (holders == 1) sector = r[at].sector; /* who is in office is more in the news */
    if (*sector) e->sector = sector;
    e->kind = DL_ENTITY_PERSON;
}

/* Are these the letters of a longer name that the dictionary does not have: "CSU" of Colorado State University? */
static bool is_short_of(const chains *c, const chain *k, const mention *m) {
    const dl_token *t = &c->r->tokens[m->name_first];
    if (!m->identity || m->name_first != m->name_last || k->name == CHAIN_NONE) return false;
    const mention *full = &c->mentions[k->name];
    if (full->identity || full->name_last - full->name_first < 2) return false;
    for (const char *s = t->form; *s; s++)
        if (*s != '.' && (*s < 'A' || *s > 'Z')) return false;
    return true;
}

void chain_code(chains *c, const chain *k, dl_entity *e) {
    int best = 99, best_sector = 99, best_role = 99, described = 99;
    for (uint32_t i = k->first; i != CHAIN_NONE; i = c->next[i]) {
        const mention *m = &c->mentions[i];
        const actor_reading *r = m->reading;
        if (k->kind == KIND_PERSON && m->sort < SORT_MODIFIER && m->sort != SORT_NAME && m->kind == KIND_PERSON) {
            int plain = m->sort == SORT_INDEFINITE || m->sort == SORT_DEFINITE || m->sort == SORT_BARE || m->sort == SORT_POSSESSED ? (int)m->sort : 50;
            if (k->names && plain < described && !e->role && (c->r->tokens[m->head].deprel == DL_REL_appos || m->flags & MENTION_PREDICATE))
                described = plain, e->role = description(c, m);
        }
        if (!r || is_short_of(c, k, m)) continue;
        int n = rank(m);
        if (m->identity && n <= best && *r->name && !(m->flags & MENTION_METONYM)) e->name = r->name;
        if (n < best && *r->code) best = n, e->actor = r->code;
        if (m->identity && r->kind == ACTOR_PERSON && !*c->r->meta.published) n = 5; /* of which day is the office? */
        if (n < best_sector && *r->sector) best_sector = n, e->sector = r->sector;
        if (n < best_role && *r->role) best_role = n, e->role = r->role;
    }
    if (best == 99 && k->name != CHAIN_NONE && !(c->mentions[k->name].reading && c->mentions[k->name].reading->kind == ACTOR_ROLE))
        code_surname(c, &c->mentions[k->name], e->role, e);
    e->actor = filled(e->actor);
    e->sector = filled(e->sector);
    e->role = filled(e->role);
    chain_calling(c, k, e);
}

/* "its allies", "his counterpart", "Russia's rivals": of another country than the owner. A person's allies are those at home. */
bool chain_is_others(const actor_reading *r, const dl_entity *owner) {
    return r->flags & ACTOR_OTHER && (!(r->flags & ACTOR_INHERITS) || owner->kind != DL_ENTITY_PERSON);
}

/* "his ministry", "Scholz's government": whoever owns it says for whom it acts; and what an aide is. */
void chain_code_owned(chains *c, const chain *k, dl_entity *e) {
    for (uint32_t i = k->first; i != CHAIN_NONE; i = c->next[i]) {
        const mention *m = &c->mentions[i];
        if (!m->reading || SORT_IS_PRONOUN(m->sort) || m->identity || !(m->reading->flags & ACTOR_INHERITS || m->sort == SORT_POSSESSED)) continue;
        uint32_t at = chain_owner(c, m);
        if (at == CHAIN_NONE || c->mentions[at].chain == m->chain) continue;
        const dl_entity *owner = &c->r->entities[c->mentions[at].chain];
        bool pronoun = SORT_IS_PRONOUN(c->mentions[at].sort), person = owner->kind == DL_ENTITY_PERSON;
        if (chain_is_others(m->reading, owner)) return;
        if (m->sort == SORT_POSSESSED && !k->names && (pronoun || (!e->actor && owner->actor)))
            e->actor = owner->actor; /* the words beside it are not whose it is */
        if (!e->actor && person) e->actor = owner->actor;
        if (!e->sector && m->reading->flags & ACTOR_INHERITS && !(m->reading->flags & ACTOR_APART)) e->sector = owner->sector;
        bool against = m->reading->flags & ACTOR_APART && !(m->reading->flags & ACTOR_OTHER);
        if (against && !k->names && person && owner->sector && !strcmp(owner->sector, "GOV")) e->sector = "OPP"; /* "Putin's critics" */
        if (!k->names) return;
    }
}
