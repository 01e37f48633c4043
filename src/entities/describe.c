/* describe.c - the actor that a noun phrase means: its head names an actor or says what kind of one ("soldiers"), and the
 * words beside it say whose ("Ukrainian", "Ukraine's", "of the Russian parliament", "Turkish-backed"). */
#include <string.h>

#include "entities/actors.h"

enum { BEFORE = 14, AFTER = 10, READINGS = 12, DEPTH = 3 };

typedef struct scene {
    const actors *a;
    const dl_token *tokens;
    uint32_t first, end; /* of the sentence */
    int32_t day;
} scene;

static void take_code(actor_reading *to, const actor_reading *from) {
    to->id = from->id;
    to->code = from->code;
    to->domain = from->domain;
}

static enum actor_tie tie_at(const scene *s, uint32_t i) {
    return i < s->first || i >= s->end ? ACTORS_NO_TIE : actors_tie(s->a, s->tokens[i].form, strlen(s->tokens[i].form));
}

static bool is_form(const scene *s, uint32_t i, const char *form) {
    return i >= s->first && i < s->end && !strcmp(s->tokens[i].form, form);
}

static bool is_hyphen(const scene *s, uint32_t i) {
    return is_form(s, i, "-") || is_form(s, i, "\xE2\x80\x93") || is_form(s, i, "\xE2\x80\x91") || is_form(s, i, "\xE2\x80\x90");
}

/* "'s", or the apostrophe after a plural. */
static bool is_possessive(const scene *s, uint32_t i) {
    return is_form(s, i, "'s") || is_form(s, i, "\xE2\x80\x99s") || is_form(s, i, "'") || is_form(s, i, "\xE2\x80\x99") || is_form(s, i, "'S");
}

static bool is_agent(const actor_reading *r) {
    return r->kind == ACTOR_ROLE || r->kind == ACTOR_CORPS || r->kind == ACTOR_THING || r->kind == ACTOR_TITLE;
}
static bool is_owner(const actor_reading *r) { return *r->code || is_agent(r) || r->kind == ACTOR_BLOC; }

/* The name that covers token `at` and begins at or after `from`: the longest, of equals the one that begins first. */
static bool cover(const scene *s, uint32_t from, uint32_t at, uint32_t *first, uint32_t *last, actor_match *m) {
    bool found = false;
    for (uint32_t i = from; i <= at; i++) {
        actor_match n;
        if (!actors_match(s->a, s->tokens + i, s->end - i, &n) || i + n.tokens <= at || (found && n.tokens <= m->tokens)) continue;
        *m = n;
        *first = i;
        *last = i + n.tokens - 1;
        found = true;
    }
    return found;
}

/* The reading that suits a place in a phrase: beside a noun an adjective or a name, at its head anything. */
static bool read_best(const scene *s, const actor_match *m, bool modifier, actor_reading *out) {
    actor_reading r[READINGS];
    size_t n = actors_readings(m, s->day, r, READINGS), best = 0;
    for (size_t i = 1; i < n; i++)
        if (modifier && r[i].form == ACTOR_ADJECTIVE && r[best].form != ACTOR_ADJECTIVE && r[i].shared <= r[best].shared) best = i;
    if (n) *out = r[best];
    return n > 0;
}

typedef struct found {
    actor_reading owner, tied;
    bool has_owner, has_tied, former, stranger; /* stranger: whose it is is told by a name that nobody knows */
    uint32_t start; /* leftmost token taken */
} found;

/* "the major parties", "a general rule": here the word is an adjective, no officer. */
static bool is_adjective(const scene *s, uint32_t i, const actor_reading *r) {
    return s->tokens[i].upos == DL_ADJ && is_agent(r) && s->tokens[i].form[0] >= 'a' && s->tokens[i].form[0] <= 'z';
}

/* The name ending just before token `end`; several words where they are one name. */
static bool name_before(const scene *s, uint32_t end, uint32_t *first, actor_reading *r) {
    uint32_t from = end - s->first > BEFORE ? end - BEFORE : s->first;
    for (uint32_t i = from; i < end; i++) {
        actor_match m;
        if (actors_match(s->a, s->tokens + i, end - i, &m) && m.tokens == end - i && read_best(s, &m, true, r)) {
            if (m.tokens == 1 && is_adjective(s, i, r)) continue;
            *first = i;
            return true;
        }
    }
    return false;
}

/* A word that may stand between whose it is and what it is without a say: "senior", "top", "45", "last". */
static bool may_skip(const scene *s, uint32_t i) {
    const dl_token *t = &s->tokens[i];
    if (t->upos == DL_ADJ || t->upos == DL_NUM || t->upos == DL_NOUN || t->upos == DL_PROPN) return true;
    return t->upos == DL_X && t->form[0] >= 'a' && t->form[0] <= 'z';
}

/* "pro-Russian", "anti-government", "ex-minister" as one token: what the prefix says; `m` gets the rest if it is a name. */
static enum actor_tie prefix_of(const scene *s, uint32_t i, actor_match *m, bool *named) {
    const char *form = s->tokens[i].form, *hyphen = strchr(form, '-');
    *named = false;
    if (!hyphen || hyphen == form || hyphen - form > 8 || !hyphen[1]) return ACTORS_NO_TIE;
    enum actor_tie tie = actors_tie(s->a, form, (size_t)(hyphen - form));
    if (tie != ACTORS_PRO && tie != ACTORS_ANTI && tie != ACTORS_FORMER) return ACTORS_NO_TIE;
    *named = actors_find(s->a, hyphen + 1, strlen(hyphen + 1), m);
    return tie;
}

/* What stands before token `at`, going left: "the Chinese foreign ministry |official". */
static void look_left(const scene *s, uint32_t at, found *f) {
    uint32_t skipped = 0;
    bool sector_taken = false;
    f->start = at;
    while (at > s->first && skipped < 4) {
        uint32_t i = at - 1, first;
        actor_reading r;
        enum actor_tie tie = tie_at(s, i);
        if (is_possessive(s, i) || is_hyphen(s, i)) {
            at = i;
            continue;
        }
        if ((tie == ACTORS_BACKER || tie == ACTORS_FROM) && i > s->first && is_hyphen(s, i - 1) && name_before(s, i - 1, &first, &r)) {
            if (*r.code || r.kind == ACTOR_BLOC) {
                if (tie == ACTORS_BACKER && !f->has_tied) f->tied = r, f->has_tied = true;
                if (tie == ACTORS_FROM && !f->has_owner) f->owner = r, f->has_owner = true;
            }
            at = f->start = first;
            continue;
        }
        if (tie == ACTORS_FORMER) {
            f->former |= !f->has_owner || f->owner.kind != ACTOR_STATE;
            at = f->start = i;
            continue;
        }
        actor_match rest;
        bool named;
        enum actor_tie prefix = prefix_of(s, i, &rest, &named);
        if (prefix != ACTORS_NO_TIE) {
            bool read = named && read_best(s, &rest, true, &r);
            if (prefix == ACTORS_PRO && read && *r.code && !f->has_tied) f->tied = r, f->has_tied = true;
            if (prefix == ACTORS_FORMER) f->former = true;
            at = f->start = i;
            continue;
        }
        if (name_before(s, at, &first, &r) && is_owner(&r)) {
            enum actor_tie side = ACTORS_NO_TIE; /* "pro-Russian", "anti-government" */
            if (first >= s->first + 2 && is_hyphen(s, first - 1)) side = tie_at(s, first - 2);
            if (side == ACTORS_PRO || side == ACTORS_ANTI) {
                if (side == ACTORS_PRO && *r.code && !f->has_tied) f->tied = r, f->has_tied = true;
                at = f->start = first - 2;
                continue;
            }
            if (!f->has_owner) f->owner = r, f->has_owner = true;
            else if (!*f->owner.code && *r.code) { /* "Chinese | foreign ministry": whose the ministry is */
                actor_reading inner = f->owner;
                take_code(&f->owner, &r);
                if (!*inner.sector) f->owner.sector = *r.sector ? r.sector : r.kind == ACTOR_STATE ? "GOV" : "", f->owner.also = r.also;
                sector_taken = true;
            } else break;
            if (*f->owner.code && (sector_taken || !is_agent(&r))) {
                f->start = first;
                break;
            }
            at = f->start = first;
            continue;
        }
        if (!may_skip(s, i)) break;
        at = i;
        skipped++;
    }
}

static bool describe(const scene *s, uint32_t head, int depth, actor_reading *out);

/* The head of the noun phrase that begins after a preposition at `prep`: by the tree, else the last word of the run of
 * names and agent nouns that follows. */
static bool object_of(const scene *s, uint32_t prep, uint32_t *head) {
    const dl_token *t = &s->tokens[prep];
    if (t->deprel == DL_REL_case && t->head != DL_ROOT && t->head > prep && t->head < s->end) {
        *head = t->head;
        return true;
    }
    bool any = false;
    for (uint32_t i = prep + 1; i < s->end && i <= prep + AFTER;) {
        actor_match m;
        if (actors_match(s->a, s->tokens + i, s->end - i, &m)) {
            *head = i + m.tokens - 1;
            any = true;
            i += m.tokens;
        } else if (any || tie_at(s, i) >= ACTORS_OWNER) break;
        else i++;
    }
    return any;
}

/* True when token `i` belongs to the phrase headed by `head`. */
static bool below(const scene *s, uint32_t i, uint32_t head) {
    for (int up = 0; up < 12 && i != DL_ROOT && i >= s->first && i < s->end; up++, i = s->tokens[i].head)
        if (i == head) return true;
    return false;
}

bool actors_employs(const actor_reading *r) {
    switch (r->kind) {
    case ACTOR_ORGANIZATION: case ACTOR_GROUP: case ACTOR_BODY: case ACTOR_PARTY: case ACTOR_MEDIA: case ACTOR_COMPANY: case ACTOR_CORPS:
        return *r->sector;
    default: return false;
    }
}

/* Armed or criminal: whoever leads, speaks or fights for such is one of them, and no state's officer. */
static bool is_outlaw(const actor_reading *r) {
    static const char *const sectors[] = {"REB", "UAF", "CRM", "PRM"};
    for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
        if (!strcmp(r->sector, sectors[i])) return r->kind != ACTOR_STATE;
    return false;
}

/* What stands behind the head: "of Ukraine", "in Syria", "for the army". */
static void look_right(const scene *s, uint32_t last, uint32_t head, const actor_reading *base, int depth, found *f, actor_reading *place,
                       bool *has_place) {
    bool tree = s->tokens[head].upos != DL_X || s->tokens[head].head != DL_ROOT;
    for (uint32_t i = last + 1; i < s->end && i <= last + AFTER && (!f->has_owner || !*f->owner.code); i++) {
        enum actor_tie tie = tie_at(s, i);
        uint32_t object = i;
        if (tie < ACTORS_OWNER) {
            if (tree && below(s, i, head) && s->tokens[i].upos != DL_PUNCT) continue;
            break;
        }
        if (!object_of(s, i, &object) || object <= i) break;
        if (s->tokens[i].deprel == DL_REL_case && !below(s, object, head)) break;
        actor_reading r;
        bool known = depth < DEPTH && describe(s, object, depth + 1, &r) && is_owner(&r);
        bool serves = tie == ACTORS_SERVICE && (base->flags & (ACTOR_INHERITS | ACTOR_HIRED));
        if (tie == ACTORS_PLACE && base->flags & (ACTOR_HIRED | ACTOR_INHERITS) && known && actors_employs(&r)) serves = true;
        if (!known && tie == ACTORS_OWNER && s->tokens[object].upos == DL_PROPN) f->stranger = true;
        if (known) {
            if ((tie == ACTORS_OWNER || serves)) {
                if (!f->has_owner || (!*f->owner.code && !*f->owner.sector)) f->owner = r, f->has_owner = true; /* "deputy head of the Red Cross" */
                else if (!*f->owner.code) take_code(&f->owner, &r);
            } else if (tie == ACTORS_PLACE && !*has_place && *r.code) *place = r, *has_place = true;
        }
        i = object;
    }
}

static bool ends_office(const char *sector) {
    static const char *const office[] = {"GOV", "LEG", "MIL", "SPY", "JUD", "COP", ""};
    for (size_t i = 0; i < sizeof office / sizeof *office; i++)
        if (!strcmp(sector, office[i])) return true;
    return false;
}

/* Joins an agent noun with whom it belongs to. */
static void combine(actor_reading *r, const found *f, const actor_reading *place, bool has_place) {
    const actor_reading *o = &f->owner;
    bool role = r->kind == ACTOR_ROLE || r->kind == ACTOR_CORPS, title = r->kind == ACTOR_TITLE;
    bool person = o->kind == ACTOR_PERSON || o->kind == ACTOR_TITLE, counterpart = r->flags & ACTOR_OTHER && !(r->flags & ACTOR_INHERITS);
    if (f->has_owner && r->flags & ACTOR_OTHER && (counterpart ? person : o->kind == ACTOR_STATE || o->kind == ACTOR_BLOC)) {
        r->sector = r->also = ""; /* "Russia's allies", "Wang's counterpart": which is not said */
        has_place = false;
    } else if (f->has_owner) {
        if (!*r->code) take_code(r, o);
        if (!*r->tied && *o->tied) r->tied = o->tied;
        if (role && (r->flags & ACTOR_APART)) {
            bool ruler = o->kind == ACTOR_PERSON || o->kind == ACTOR_TITLE || !strcmp(o->sector, "GOV");
            r->sector = ruler ? "OPP" : "";
            r->also = "";
        } else if ((role || title) && (r->flags & ACTOR_INHERITS || counterpart)) {
            if (o->kind == ACTOR_STATE && !*o->sector) r->sector = "GOV", r->also = "";
            else if (*o->sector) r->sector = o->sector, r->also = o->also;
        } else if (role && r->flags & ACTOR_HIRED && actors_employs(o)) r->sector = o->sector, r->also = o->also;
        else if (title && is_outlaw(o)) r->sector = o->sector, r->also = o->also;
        else if (!*r->sector) r->sector = o->sector;
        /* What an organization or armed group has of its own is its: "Hamas police", "NATO forces". */
        if (*o->also && !strcmp(o->also, "PRE") && !*r->also) r->also = o->also;
    }
    if (f->stranger && title && r->flags & ACTOR_INHERITS && !f->has_owner) r->sector = r->also = ""; /* "president of the Eagle Forum" */
    if (f->has_tied && !*r->tied) {
        r->tied = f->tied.code;
        if (!strcmp(r->code, f->tied.code)) r->id = r->code = r->domain = "";
    }
    if (!*r->code && has_place) take_code(r, place);
    if (f->former && ends_office(r->sector)) r->former = true, r->also = "", r->sector = "ELI";
}

/* "46 percent of", "many of", "two of": who they are stands behind. */
static bool is_share(const scene *s, uint32_t head) {
    const dl_token *t = &s->tokens[head];
    if (tie_at(s, head + 1) != ACTORS_OWNER) return false;
    return t->upos == DL_NUM || t->upos == DL_ADJ || t->upos == DL_DET || t->upos == DL_PRON ||
           (t->upos == DL_NOUN && head > s->first && t[-1].upos == DL_NUM);
}

static bool describe(const scene *s, uint32_t head, int depth, actor_reading *out) {
    uint32_t from = head - s->first > 6 ? head - 6 : s->first, first = head, last = head;
    actor_match m;
    found f = {0};
    bool named;
    if (!cover(s, from, head, &first, &last, &m)) {
        if (prefix_of(s, head, &m, &named) == ACTORS_FORMER && named) f.former = true;
        else { /* "of the Ukrainian capital": an unknown word still says whose */
            uint32_t object;
            if (!depth) return is_share(s, head) && object_of(s, head + 1, &object) && object > head && describe(s, object, 1, out);
            look_left(s, head, &f);
            if (!f.has_owner || !*f.owner.code) return false;
            *out = f.owner;
            return true;
        }
    }
    if (!read_best(s, &m, false, out)) return false;
    actor_reading place = {0};
    bool has_place = false;
    if (is_agent(out) || out->kind == ACTOR_OFFICE || (out->kind == ACTOR_BODY && !*out->code)) {
        look_left(s, first, &f);
        if (!f.has_owner || !*f.owner.code) look_right(s, last, head, out, depth, &f, &place, &has_place);
        if (out->kind == ACTOR_OFFICE && f.has_owner && *f.owner.code && strcmp(f.owner.code, out->code)) {
            /* An office under a name that another state has too: that state's, if it is in the dictionary. */
            actor_reading r[READINGS];
            size_t n = actors_readings(&m, s->day, r, READINGS);
            for (size_t i = 0; i < n; i++)
                if (!strcmp(r[i].code, f.owner.code)) *out = r[i];
        }
        combine(out, &f, &place, has_place);
        if (out->kind == ACTOR_TITLE && *out->code && !out->former && s->day != ACTORS_NO_DAY) {
            actor_reading holder;
            if (actors_holder(s->a, out->code, out->role, s->day, &holder) && !*out->sector) out->sector = holder.sector;
        }
    } else if (out->kind == ACTOR_PERSON || out->kind == ACTOR_GROUP) {
        look_left(s, first, &f);
        if (f.former && out->kind == ACTOR_PERSON && ends_office(out->sector) && out->in_office && !f.has_owner) out->former = true;
    }
    return true;
}

bool actors_describe(const actors *a, const dl_token *tokens, uint32_t first, uint32_t count, uint32_t head, int32_t day,
                     actor_reading *out) {
    if (!a->head || head < first || head - first >= count) return false;
    scene s = {a, tokens, first, first + count, day};
    return describe(&s, head, 0, out);
}
