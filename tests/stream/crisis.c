/* crisis.c - drawing what happens in the quarrel over the Ardal Bank, and telling it. A telling is a sentence of a kind's several
 * wordings, with the parties named in one of their several ways. */
#include "crisis.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS = 64, DAYS = 40, OBJECTS = 4, WORDINGS = 5, TEXT = 4096, FIRST_DAY = 20213 /* 2025-05-05, a Monday, since 1970 */ };

typedef struct party {
    const char *code, *adjective, *names[3]; /* the country, its capital, its government */
} party;
static const party PARTIES[] = {
    {"ISL", "Icelandic", {"Iceland", "Reykjavik", "the Icelandic government"}},
    {"IRL", "Irish", {"Ireland", "Dublin", "the Irish government"}},
    {"NOR", "Norwegian", {"Norway", "Oslo", "the Norwegian government"}},
    {"PRT", "Portuguese", {"Portugal", "Lisbon", "the Portuguese government"}},
};
enum { N_PARTIES = sizeof PARTIES / sizeof *PARTIES };

/* In a wording %S is who does it, %T to whom, %A the adjective of whom, %W the day, %O the object, %N the number. */
typedef struct kind {
    const char *types[CRISIS_TYPES];
    const char *wordings[WORDINGS];
    const char *objects[OBJECTS];
    const char *denial; /* how the one who is said to have done it denies it, or NULL */
    int number;         /* 0: none */
} kind;
static const kind KINDS[] = {
    {{"ACCUSE"}, {"%S accused %T %W of %O.", "%S %W accused %T of %O.", "%T was accused of %O by %S %W."},
     {"bad faith", "piracy", "overfishing", "sabotage"}, NULL, 0},
    {{"REQUEST"}, {"%S demanded %W that %T %O.", "%S %W demanded that %T %O.", "%S called on %T %W to %O.", "%S urged %T %W to %O."},
     {"recall its trawlers", "free the crew", "pay for the nets", "open its ports"}, NULL, 0},
    {{"REJECT"}, {"%S rejected %O of %T %W.", "%S %W turned down %O of %T.", "%S %W rejected %O of %T.", "%S spurned %O of %T %W."},
     {"the demand", "the proposal", "the offer", "the request"}, NULL, 0},
    {{"COERCE", "ASSAULT"}, {"%S seized %A %O %W.", "%S %W seized %A %O.", "%S captured %A %O %W.", "%A %O were seized by %S %W."},
     {"trawlers", "fishing boats", "ferries", "tankers"}, "%S denied %W that it had seized %A %O.", 0},
    {{"SANCTION", "COERCE"}, {"%S imposed sanctions on %T %W.", "%S %W imposed sanctions against %T.", "%S slapped sanctions on %T %W."},
     {""}, NULL, 0},
    {{"CONSULT"}, {"%S held talks with %T %W.", "%S %W held talks with %T.", "%S conferred with %T %W.", "%S met with %T %W."}, {""}, NULL, 0},
    {{"MOBILIZE"}, {"%S deployed %N warships against %T %W.", "%S %W deployed %N warships against %T.", "%S massed %N warships against %T %W."},
     {""}, NULL, 30},
    {{"ASSAULT"}, {"%S shelled %A %O %W.", "%S attacked %A %O %W.", "%S %W fired on %A %O.", "%A %O were attacked by %S %W."},
     {"boats", "harbors", "lighthouses", "patrol ships"}, "%S denied %W that it had attacked %A %O.", 0},
    {{"THREATEN"}, {"%S threatened %T %W with %O.", "%S %W threatened %T with %O."}, {"war", "a blockade", "new tariffs", "reprisals"}, NULL, 0},
    {{"SUPPORT", "COOPERATE"}, {"%S praised %T %W.", "%S %W praised %T.", "%S commended %T %W."}, {""}, NULL, 0},
    {{"AID"}, {"%S gave %T %N million dollars in aid %W.", "%S %W provided %N million dollars in aid to %T."}, {""}, NULL, 20},
    {{"PROTEST"}, {"%S protested %W against %T."}, {""}, NULL, 0},
};
enum { N_KINDS = sizeof KINDS / sizeof *KINDS - 1 /* protests are for a later day */ };

static const char *const AGENCIES[] = {"AP", "Reuters", "AFP", "DPA", "UPI"};
static const char *const FILLERS[] = {
    "The weather on the Ardal Bank was calm.", "Cod was dear in all harbors.", "Nobody was hurt.", "It was not clear what comes next.",
    "The bank lies halfway between the two coasts.", "Fishing there is as old as the towns on its shores.", "Shares were little changed.",
};
static const char *const ATTRIBUTIONS[] = {", diplomats said.", ", according to officials.", ", the police said.", ", witnesses said."};
static const char *const WEEKDAYS[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

static uint32_t draw(uint64_t *seed, uint32_t below) {
    *seed += 0x9E3779B97F4A7C15u;
    uint64_t h = *seed;
    h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9u;
    h = (h ^ h >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)((h ^ h >> 31) % below);
}
static bool chance(uint64_t *seed, uint32_t percent) { return draw(seed, 100) < percent; }

static void write_date(int day, char date[11]) {
    int z = FIRST_DAY + day + 719468, era = z / 146097, of_era = z - era * 146097;
    int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365, of_year = of_era - (365 * year + year / 4 - year / 100);
    int month = (5 * of_year + 2) / 153, d = of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    snprintf(date, 11, "%04u-%02u-%02u", (unsigned)(year + era * 400 + (month <= 2)) % 10000, (unsigned)month % 100, (unsigned)d % 100);
}

static int wordings(const kind *k) {
    int n = 0;
    while (n < WORDINGS && k->wordings[n]) n++;
    return n;
}

static int party_of(const char *code) {
    int i = 0;
    while (strcmp(PARTIES[i].code, code)) i++;
    return i;
}

/* Things that happen, by day; no two of a kind between the same two within two days, for not even people could tell them apart. */
static void draw_events(crisis *c, uint64_t *seed) {
    for (int tries = 0; c->n_events < EVENTS && tries < 10000; tries++) {
        crisis_event e = {.day = (int)(draw(seed, DAYS)), .kind = (int)draw(seed, N_KINDS), .object = (int)draw(seed, OBJECTS)};
        uint32_t s = draw(seed, N_PARTIES), t = draw(seed, N_PARTIES);
        if (s == t) continue;
        const kind *k = &KINDS[e.kind];
        if (!k->objects[e.object]) e.object = 0;
        e.source = PARTIES[s].code;
        e.target = PARTIES[t].code;
        e.number = k->number ? k->number + (int)draw(seed, 6) * 5 : 0;
        memcpy(e.types, k->types, sizeof e.types);
        write_date(e.day, e.date);
        bool too_close = false;
        for (int i = 0; i < c->n_events; i++) {
            const crisis_event *o = &c->events[i];
            bool pair = o->source == e.source && o->target == e.target;
            too_close |= pair && !strcmp(o->types[0], e.types[0]) && abs(o->day - e.day) <= 2;
        }
        if (!too_close) c->events[c->n_events++] = e;
    }
}

static void put(char *text, const char *s) { strncat(text, s, TEXT - strlen(text) - 1); }

/* One telling at the end of the text. */
static void tell(crisis_report *r, const crisis *c, int event, int published, uint64_t *seed, bool deny, bool other_number) {
    const crisis_event *e = &c->events[event];
    const kind *k = &KINDS[e->kind];
    const party *s = &PARTIES[party_of(e->source)], *t = &PARTIES[party_of(e->target)];
    const char *wording = deny ? k->denial : k->wordings[draw(seed, (uint32_t)wordings(k))];
    char number[16], first[2];
    crisis_telling *at = &r->tellings[r->n_tellings++];
    at->start = strlen(r->text);
    at->event = event;
    uint32_t source_name = draw(seed, 3), target_name = draw(seed, 3);
    bool no_day = e->day == published && !deny && chance(seed, 30); /* news of today may leave it out */
    bool attributed = !deny && chance(seed, 15);
    for (const char *w = wording; *w; w++) {
        const char *part = first;
        first[0] = *w;
        first[1] = 0;
        if (*w == '%')
            switch (*++w) {
            case 'S': part = s->names[deny ? 0 : source_name]; break;
            case 'T': part = t->names[target_name]; break;
            case 'A': part = t->adjective; break;
            case 'O': part = k->objects[e->object]; break;
            case 'N':
                snprintf(number, sizeof number, "%d", other_number ? e->number * 4 / 3 : e->number);
                part = number;
                break;
            default:
                part = WEEKDAYS[(deny ? published : e->day) % 7];
                if (no_day) {
                    r->text[strlen(r->text) - 1] = 0;
                    part = "";
                } else put(r->text, "on ");
            }
        else if (*w == '.' && attributed) part = ATTRIBUTIONS[draw(seed, sizeof ATTRIBUTIONS / sizeof *ATTRIBUTIONS)];
        size_t before = strlen(r->text);
        put(r->text, part);
        if (before == at->start && r->text[before] == 't') r->text[before] = 'T';
    }
    at->end = strlen(r->text);
}

static void begin(crisis_report *r, int published, uint64_t *seed) {
    static const char *const TOWNS[] = {"BERGEN", "CORK", "BRUSSELS", "LONDON"};
    write_date(published, r->date);
    r->agency = AGENCIES[draw(seed, sizeof AGENCIES / sizeof *AGENCIES)];
    r->corrects = r->copies = -1;
    char head[64];
    snprintf(head, sizeof head, "%s (%s) - ", TOWNS[draw(seed, 4)], r->agency);
    put(r->text, head);
}

/* What may be told on a day: of the last four days, the newest most. */
static int pick_event(const crisis *c, int published, uint64_t *seed) {
    for (int tries = 0; tries < 400; tries++) {
        int i = (int)draw(seed, (uint32_t)c->n_events), ago = published - c->events[i].day;
        if (ago < 0 || ago > 4 || (ago > 1 && chance(seed, 60))) continue;
        return i;
    }
    return -1;
}

static void write_report(crisis *c, crisis_report *r, int published, uint64_t *seed) {
    begin(r, published, seed);
    int wanted = 2 + (int)draw(seed, 4);
    for (int i = 0; i < wanted; i++) {
        int event = pick_event(c, published, seed);
        bool again = event < 0;
        for (int k = 0; k < r->n_tellings; k++) again |= r->tellings[k].event == event && !chance(seed, 25);
        if (again) continue;
        bool deny = KINDS[c->events[event].kind].denial && chance(seed, 15);
        tell(r, c, event, published, seed, deny, chance(seed, 20));
        put(r->text, chance(seed, 40) ? "\n\n" : " ");
        if (chance(seed, 50)) {
            put(r->text, FILLERS[draw(seed, sizeof FILLERS / sizeof *FILLERS)]);
            put(r->text, "\n\n");
        }
    }
}

/* The same words under another agency's name, one sentence of its own behind. */
static void copy_report(const crisis *c, crisis_report *r, int of, uint64_t *seed) {
    const crisis_report *o = &c->reports[of];
    *r = (crisis_report){.text = r->text, .agency = AGENCIES[draw(seed, 5)], .copies = of, .corrects = -1, .n_tellings = o->n_tellings};
    memcpy(r->date, o->date, sizeof r->date);
    memcpy(r->tellings, o->tellings, sizeof r->tellings);
    const char *body = strstr(o->text, ") - ") + 4;
    char head[64];
    snprintf(head, sizeof head, "GLASGOW (%s) - ", r->agency);
    put(r->text, head);
    long shift = (long)strlen(head) - (long)(body - o->text);
    put(r->text, body);
    put(r->text, FILLERS[draw(seed, 4)]);
    for (int i = 0; i < r->n_tellings; i++) {
        r->tellings[i].start = (size_t)((long)r->tellings[i].start + shift);
        r->tellings[i].end = (size_t)((long)r->tellings[i].end + shift);
    }
}

crisis *crisis_new(uint64_t seed, int reports) {
    crisis *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->events = calloc(EVENTS, sizeof *c->events);
    c->reports = calloc((size_t)reports, sizeof *c->reports);
    if (!c->events || !c->reports) return crisis_free(c), NULL;
    draw_events(c, &seed);
    for (int i = 0; i < reports; i++) {
        crisis_report *r = &c->reports[i];
        int published = i * (DAYS + 2) / reports;
        r->text = calloc(1, TEXT);
        if (!r->text) return crisis_free(c), NULL;
        c->n_reports++;
        int old = i > 10 ? i - 1 - (int)draw(&seed, 8) : -1;
        if (old >= 0 && c->reports[old].copies < 0 && c->reports[old].corrects < 0 && chance(&seed, 12)) copy_report(c, r, old, &seed);
        else write_report(c, r, published, &seed);
        snprintf(r->id, sizeof r->id, "report-%d", i + 1);
        if (old >= 0 && r->copies < 0 && c->reports[old].corrects < 0 && chance(&seed, 8)) {
            r->corrects = old;
            memcpy(r->id, c->reports[old].id, sizeof r->id);
        }
    }
    return c;
}

void crisis_free(crisis *c) {
    if (!c) return;
    for (int i = 0; i < c->n_reports; i++) free(c->reports[i].text);
    free(c->reports);
    free(c->events);
    free(c);
}
