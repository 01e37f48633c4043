/* actors.c - PETRARCH's dictionaries of actors (names with codes, some for a time) and agents (nouns that add to the code of the
 * actor they belong to). */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "entities/actors_format.h"
#include "petrarch/private.h"

enum { PHRASE_MAX = 400 };

static petr_actor *actor_at(petr_loader *l, uint32_t i) { return (petr_actor *)(void *)l->p->actors.at + i; }
static petr_agent *agent_at(petr_loader *l, uint32_t i) { return (petr_agent *)(void *)l->p->agents.at + i; }

/* ---- codes and their days ---------------------------------------------------------------------------------------- */

/* YYYYMMDD, or YYMMDD with years to 30 in this century. */
static bool take_day(const char *s, size_t n, int32_t *day) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if ((n != 6 && n != 8) || strspn(s, "0123456789") < n) return false;
    int number = atoi(s), d = number % 100, m = number / 100 % 100, y = number / 10000;
    if (n == 6) y += y <= 30 ? 2000 : 1900;
    if (m < 1 || m > 12 || d < 1 || d > days[m - 1]) return false;
    if (m == 2 && d == 29 && (y % 4 || (!(y % 100) && y % 400))) return false;
    *day = actors_days(y, m, d);
    return true;
}

/* "", "<950601", "> 950601", "950601 - 990815". */
static bool take_days(char *s, petr_code *c) {
    char packed[40];
    size_t n = 0;
    for (; *s; s++)
        if (!isspace((unsigned char)*s)) {
            if (n + 1 == sizeof packed) return false;
            packed[n++] = *s;
        }
    packed[n] = 0;
    c->from = INT32_MIN;
    c->to = INT32_MAX;
    c->dated = n;
    if (!n) return true;
    if (*packed == '<') return take_day(packed + 1, n - 1, &c->to);
    if (*packed == '>') return take_day(packed + 1, n - 1, &c->from);
    char *dash = strchr(packed, '-');
    if (!dash) return false;
    *dash = 0;
    return take_day(packed, strlen(packed), &c->from) && take_day(dash + 1, strlen(dash + 1), &c->to) && c->from <= c->to;
}

static bool is_code(const char *s) {
    size_t n = strlen(s);
    for (; *s; s++)
        if (!isupper((unsigned char)*s) && !isdigit((unsigned char)*s)) return false;
    return n >= 2 && n <= 15;
}

/* One "[CODE DAYS]" of the current actor; `s` is what stands between the brackets. */
static void add_code(petr_loader *l, petr_file *f, uint32_t actor, char *s) {
    char *code = petr_trim(s), *days = code;
    while (*days && !isspace((unsigned char)*days) && *days != '<' && *days != '>') days++;
    petr_code c = {0};
    char shown[24];
    if (!take_days(days, &c)) {
        petr_problem(l, f, "'%.60s' tells no days; it is <YYYYMMDD, >YYYYMMDD or YYYYMMDD-YYYYMMDD", code);
        return;
    }
    *days = 0;
    for (char *k = code; *k; k++) *k = (char)toupper((unsigned char)*k);
    snprintf(shown, sizeof shown, "%.20s", code);
    if (strcmp(code, "---")) { /* no actor: the name is known and has no code */
        if (strchr(code, '/')) {
            petr_problem(l, f, "'%s': several actors under one name are not carried over; give each its name", shown);
            return;
        }
        if (!is_code(code)) {
            petr_problem(l, f, "'%s' is no code; it is 2 to 15 letters and digits", shown);
            return;
        }
        petr_split_code(l, code, &c.actor, &c.sector);
    }
    bytes_add(&l->p->codes, &c, sizeof c);
    actor_at(l, actor)->n++;
}

/* ---- actors ------------------------------------------------------------------------------------------------------ */

/* A name that another actor has too; told once the codes of both are known, if they are not the same. */
typedef struct again {
    const char *phrase;
    uint32_t was, line;
} again;

static void name_actor(petr_loader *l, petr_file *f, char *phrase, uint32_t actor, dl_bytes *twices) {
    petr_phrase(phrase);
    size_t n = strlen(phrase);
    uint32_t *at = n && n < PHRASE_MAX ? phrase_add(&l->actors, phrase, n, false) : NULL;
    if (!at) {
        if (!l->actors.failed) petr_problem(l, f, "'%.60s' is no name; it has no letters or a word over 60 of them", phrase);
        return;
    }
    if (*at != TABLE_NONE && *at != actor) {
        again twice = {phrase, *at, f->line};
        bytes_add(twices, &twice, sizeof twice);
    }
    *at = actor;
}

static bool same_codes(petr_loader *l, uint32_t a, uint32_t b) {
    const petr_actor *x = actor_at(l, a), *y = actor_at(l, b);
    const petr_code *codes = (const petr_code *)(const void *)l->p->codes.at;
    if (x->n != y->n) return false;
    for (uint32_t i = 0; i < x->n; i++) {
        const petr_code *c = &codes[x->first + i], *d = &codes[y->first + i];
        if (c->actor != d->actor || c->sector != d->sector || c->from != d->from || c->to != d->to || c->dated != d->dated) return false;
    }
    return true;
}

/* All codes at the end of a line; cuts them off. */
static void take_codes(petr_loader *l, petr_file *f, char *line, uint32_t actor) {
    char *open = strchr(line, '['), *rest = open;
    if (!open) return;
    while (*rest == '[') {
        char *close = strchr(rest, ']');
        if (!close) {
            petr_problem(l, f, "a [ that is not closed; write the ]");
            *open = 0;
            return;
        }
        *close = 0;
        add_code(l, f, actor, rest + 1);
        rest = petr_trim(close + 1);
    }
    if (*rest) petr_problem(l, f, "'%.40s' after the codes is not carried over", rest);
    *open = 0;
}

static void finish_actor(petr_loader *l, const petr_file *f, uint32_t actor, bool told, dl_bytes *twices) {
    const again *twice = (const again *)(const void *)twices->at;
    for (size_t i = 0; i < twices->size / sizeof *twice; i++) {
        petr_place was = actor_at(l, twice[i].was)->place;
        petr_file at = {.file = f->file, .line = twice[i].line};
        if (!same_codes(l, actor, twice[i].was))
            petr_problem(l, &at, "'%.60s' stands at %.150s:%u too, with other codes; this later entry is taken", twice[i].phrase,
                         petr_path(l, was), was.line);
    }
    twices->size = 0;
    if (actor == UINT32_MAX || actor_at(l, actor)->n || told) return;
    petr_file at = {.file = f->file, .line = actor_at(l, actor)->place.line};
    petr_problem(l, &at, "an actor without a code is not carried over; give it one in []");
}

void petr_read_actors(petr_loader *l, petr_file *f) {
    uint32_t actor = UINT32_MAX;
    long told = 0;
    dl_bytes twices = {0};
    for (char *line; !l->failed && (line = petr_line(l, f, true));) {
        char *s = petr_trim(line);
        bool more = *s == '+' || *s == '[';
        if (more && actor == UINT32_MAX) {
            petr_problem(l, f, "belongs to no actor: none stands before it");
            continue;
        }
        if (!more) {
            finish_actor(l, f, actor, l->log->problems > told, &twices);
            petr_actor new = {.first = (uint32_t)(l->p->codes.size / sizeof(petr_code)), .place = {f->file, f->line}};
            actor = (uint32_t)(bytes_add(&l->p->actors, &new, sizeof new) / sizeof new);
            l->failed |= l->p->actors.failed;
            if (l->failed) break;
            told = l->log->problems;
        }
        take_codes(l, f, s, actor);
        s = petr_trim(s + (*s == '+'));
        if (*s) name_actor(l, f, s, actor, &twices);
        else if (!more) petr_problem(l, f, "a code without a name");
        l->failed |= l->p->codes.failed || l->actors.failed || twices.failed;
    }
    if (!l->failed) finish_actor(l, f, actor, l->log->problems > told, &twices);
    bytes_free(&twices);
}

/* ---- agents ------------------------------------------------------------------------------------------------------ */

enum { MARKERS = 64, MARKER_WORDS = 32 };
typedef struct marker {
    char *name, *words[MARKER_WORDS];
    size_t n;
} marker;

static void add_agent(petr_loader *l, petr_file *f, const char *phrase, uint32_t agent) {
    char copy[PHRASE_MAX + 1];
    if (strlen(phrase) >= sizeof copy) return;
    strcpy(copy, phrase);
    petr_phrase(copy);
    uint32_t *at = *copy ? phrase_add(&l->agents, copy, strlen(copy), false) : NULL;
    if (!at) {
        if (!l->agents.failed) petr_problem(l, f, "'%.60s' is no noun; it has no letters or a word over 60 of them", copy);
        return;
    }
    petr_agent *was = *at == TABLE_NONE ? NULL : agent_at(l, *at), *now = agent_at(l, agent);
    if (was && (was->code != now->code || was->before != now->before))
        petr_problem(l, f, "'%.60s' stands at %.150s:%u too, with another code; this later one is taken", copy, petr_path(l, was->place), was->place.line);
    *at = agent;
}

/* "!PERSON! = MAN, MEN" */
static void define(petr_loader *l, petr_file *f, marker *markers, size_t *n, char *s) {
    char *end = strchr(s + 1, '!'), *is = end ? strchr(end, '=') : NULL;
    if (*s != '!' || !end || !is || *n == MARKERS) {
        petr_problem(l, f, "'%.60s' defines no substitution; it is !NAME! = A, B", s);
        return;
    }
    *end = 0;
    marker *m = &markers[(*n)++];
    *m = (marker){.name = s + 1};
    for (char *word; (word = strsep(&is, ","));) {
        word = petr_trim(word + (*word == '='));
        if (!*word) continue;
        if (m->n < MARKER_WORDS) m->words[m->n++] = word;
        else petr_problem(l, f, "'%.40s' is more than the %d words a substitution has", word, MARKER_WORDS);
    }
}

static void substitute(petr_loader *l, petr_file *f, const marker *markers, size_t n, char *phrase, uint32_t agent) {
    char *open = strchr(phrase, '!'), *close = open ? strchr(open + 1, '!') : NULL, made[PHRASE_MAX + 1];
    if (!close || strchr(close + 1, '!')) {
        petr_problem(l, f, "'%.60s' has no whole !NAME!, or more than one", phrase);
        return;
    }
    *close = 0;
    for (size_t i = n; i-- > 0;) {
        if (strcmp(markers[i].name, open + 1)) continue;
        for (size_t k = 0; k < markers[i].n; k++)
            if (snprintf(made, sizeof made, "%.*s%s%s", (int)(open - phrase), phrase, markers[i].words[k], close + 1) < (int)sizeof made)
                add_agent(l, f, made, agent);
        return;
    }
    petr_problem(l, f, "!%.40s! is not defined before this line", open + 1);
}

void petr_read_agents(petr_loader *l, petr_file *f) {
    marker markers[MARKERS];
    size_t n = 0;
    char plural[PHRASE_MAX + 8];
    for (char *line; !l->failed && (line = petr_line(l, f, true));) {
        char *s = petr_trim(line), *code = strchr(s, '['), *close = code ? strchr(code, ']') : NULL;
        if (strchr(s, '!') && strchr(s, '=')) {
            define(l, f, markers, &n, s);
            continue;
        }
        if (!close) {
            petr_problem(l, f, "'%.60s' has no code; write it as [~GOV]", s);
            continue;
        }
        *code++ = *close = 0;
        code = petr_trim(code);
        bool before = *code && code[strlen(code) - 1] == '~', after = *code == '~';
        if (before == after) {
            petr_problem(l, f, "[%.30s] does not tell where the actor's code goes; write [~GOV] or [NGO~]", code);
            continue;
        }
        if (before) code[strlen(code) - 1] = 0;
        else code++;
        code = petr_trim(code);
        for (char *k = code; *k; k++) *k = (char)toupper((unsigned char)*k);
        if (!is_code(code) || strlen(code) > 12) {
            petr_problem(l, f, "'%.30s' is no code; it is up to 12 letters and digits", code);
            continue;
        }
        petr_agent new = {.code = petr_string(l, code), .sector = petr_sector(l, code), .before = before, .place = {f->file, f->line}};
        uint32_t agent = (uint32_t)(bytes_add(&l->p->agents, &new, sizeof new) / sizeof new);
        if ((l->failed |= l->p->agents.failed)) return;
        char *open = strchr(s, '{'), *shut = open ? strchr(open, '}') : NULL;
        if (open && !shut) {
            petr_problem(l, f, "a { that is not closed; write the }");
            continue;
        }
        if (open) *open = *shut = 0;
        s = petr_trim(s);
        if (!*s) petr_problem(l, f, "a code without a noun");
        else if (strlen(s) > PHRASE_MAX) petr_problem(l, f, "a phrase over %d letters", PHRASE_MAX);
        else if (strchr(s, '!')) substitute(l, f, markers, n, s, agent);
        else {
            add_agent(l, f, s, agent);
            petr_phrase(s);
            if (open) snprintf(plural, sizeof plural, "%.*s", PHRASE_MAX, petr_trim(open + 1));
            else petr_plural(s, plural, sizeof plural);
            if (*plural) add_agent(l, f, plural, agent);
        }
        l->failed |= l->agents.failed;
    }
}
