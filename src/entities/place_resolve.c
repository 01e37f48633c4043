/* place_resolve.c - which place a name means. Every name's candidates are weighed by their size, by what the text
 * says they lie in ("Paris, Texas"), and by the countries, divisions and neighbourhoods of the report's other
 * places; a few rounds settle it. */
#include <math.h>
#include <string.h>

#include "entities/places.h"

enum { ROUNDS = 3, CANDIDATES = 96, ANCHORS = 48, GROUPS = 2048, SLOTS = 4 * GROUPS };

typedef struct candidate {
    uint32_t item;
    float prior, told; /* by itself; by what stands beside it in the text */
    float x, y, z;
} candidate;

/* What a word beside the name says of it: "Zurich canton", "Mexico City". */
enum said { SAID_NOTHING, SAID_AREA, SAID_TOWN };

/* All mentions of one name in the report: they mean one place. */
typedef struct group {
    uint32_t key;
    enum said said;
    bool adjective;
    candidate *c;
    uint32_t n, best, mentions;
    float sure; /* how far the best is ahead: 0..1 */
} group;

typedef struct resolver {
    dl_report *r;
    const gazetteer *g;
    const place_word *w;
    group *groups;
    uint32_t n_groups;
    uint16_t *slots;      /* hash table of groups, 1-based */
    uint32_t *of;         /* group of each place, UINT32_MAX: not in the gazetteer */
    float *country, *division; /* support, by index */
} resolver;

static bool is_wide(const place_item *p) {
    return p->kind == DL_PLACE_COUNTRY || p->kind == DL_PLACE_CONTINENT || p->kind == DL_PLACE_REGION ||
           p->kind == DL_PLACE_SEA;
}

static float prior(const place_item *p, uint32_t entry) {
    float v, size = log10f((float)p->population + 50);
    switch (p->kind) {
    case DL_PLACE_COUNTRY: case DL_PLACE_CONTINENT: v = 9; break;
    case DL_PLACE_DIVISION: v = 4 + 0.35f * size; break;
    case DL_PLACE_COUNTY: v = 2.4f + 0.35f * size; break;
    case DL_PLACE_TOWN: v = size + (p->seat == 2 ? 1.5f : p->seat ? 0.5f : 0); break;
    case DL_PLACE_LAND: v = 7.5f; break;
    case DL_PLACE_REGION: case DL_PLACE_SEA: v = 9; break;
    case DL_PLACE_ISLAND: case DL_PLACE_LANDMARK: case DL_PLACE_STRAIT: v = 6; break;
    default: v = 5.5f;
    }
    if (p->flags & PLACE_HISTORIC) v -= 2;
    if (p->flags & PLACE_SECTION) v -= 0.5f;
    if (entry & NAME_OTHER && !(entry & (NAME_ADJECTIVE | NAME_SHORT)) &&
        (p->kind == DL_PLACE_TOWN || p->kind == DL_PLACE_DIVISION))
        v -= p->population > 500000 ? 0.3f : 1;
    return v;
}

/* ---- candidates -------------------------------------------------------------------------------------------------- */

/* A town, or a country, stands before the division of the same name in it, unless the text says otherwise. */
static void weigh_kinds(const resolver *v, group *a) {
    for (uint32_t i = 0; i < a->n; i++) {
        const place_item *p = gazetteer_item(v->g, a->c[i].item);
        if (a->said == SAID_AREA && p->kind != DL_PLACE_TOWN) a->c[i].prior += 3;
        if (a->said == SAID_TOWN && p->kind == DL_PLACE_TOWN) a->c[i].prior += 3;
        for (uint32_t k = 0; k < a->n && p->kind == DL_PLACE_DIVISION && a->said == SAID_NOTHING; k++) {
            const place_item *t = gazetteer_item(v->g, a->c[k].item);
            if (t->kind == DL_PLACE_COUNTRY && t->country == p->country) a->c[i].prior -= 3;
            if (t->kind != DL_PLACE_TOWN || t->country != p->country || t->division != p->division ||
                t->population < p->population / 8)
                continue;
            a->c[i].prior -= 1.5f;
            break;
        }
    }
}

static bool fill_group(resolver *v, group *a, const dl_fold *f, bool dotted, uint32_t least) {
    uint32_t n, fits[CANDIDATES];
    const uint32_t *list = gazetteer_list(v->g, a->key, &n);
    uint64_t all = f->letters >= 64 ? UINT64_MAX : ((uint64_t)1 << f->letters) - 1;
    bool shorts = false; /* "EU" is no small town called Eu */
    for (uint32_t i = 0; i < n && f->letters <= 4 && f->capitals == all; i++) shorts |= (list[i] & NAME_SHORT) != 0;
    for (uint32_t i = 0; i < n && a->n < CANDIDATES; i++) {
        bool is_short = list[i] & NAME_SHORT;
        const place_item *p = gazetteer_item(v->g, list[i]);
        if (!place_form_fits(list[i], f, dotted) || (shorts && !is_short)) continue;
        if (p->kind >= DL_PLACE_DIVISION && p->kind <= DL_PLACE_TOWN && p->population < least && !is_short) continue;
        fits[a->n++] = list[i];
    }
    if (!a->n) return true;
    if (!(a->c = ARENA_NEW(&v->r->arena, candidate, a->n))) return false;
    for (uint32_t i = 0; i < a->n; i++) {
        const float RAD = 3.14159265f / 180e4f;
        const place_item *p = gazetteer_item(v->g, fits[i]);
        float lat = (float)p->lat * RAD, lon = (float)p->lon * RAD;
        a->c[i] = (candidate){fits[i], prior(p, fits[i]), 0, cosf(lat) * cosf(lon), cosf(lat) * sinf(lon), sinf(lat)};
    }
    weigh_kinds(v, a);
    return true;
}

/* Where a group's number is kept; 0 there if it is new. */
static uint16_t *find_slot(const resolver *v, uint32_t key, enum said said) {
    uint32_t i = (key * 3 + (uint32_t)said) * 2654435761u >> 19;
    for (;; i++) {
        uint16_t *slot = &v->slots[i % SLOTS];
        if (!*slot || (v->groups[*slot - 1].key == key && v->groups[*slot - 1].said == said)) return slot;
    }
}

/* A name's group, made if it is new; of towns and divisions only those of at least so many people. UINT32_MAX: the
 * gazetteer has no such name. */
static uint32_t find_key(resolver *v, const dl_fold *f, bool dotted, uint32_t least, enum said said) {
    uint32_t key = f->bytes ? gazetteer_key(v->g, f) : TABLE_NONE;
    if (key == TABLE_NONE) return UINT32_MAX;
    uint16_t *slot = find_slot(v, key, said);
    if (*slot) return v->groups[*slot - 1].mentions++, *slot - 1u;
    if (v->n_groups == GROUPS) return UINT32_MAX;
    group *a = &v->groups[v->n_groups];
    *a = (group){.key = key, .said = said, .mentions = 1};
    if (!fill_group(v, a, f, dotted, least) || !a->n) return UINT32_MAX;
    *slot = (uint16_t)++v->n_groups;
    return v->n_groups - 1;
}

/* Ordinary words ("Congress", "Republic") mean no village, nor do three capitals ("CHU"), and "the East" no Province
 * East. */
static uint32_t least_people(const place_word *w, uint32_t first, uint32_t end, const dl_fold *f) {
    const uint32_t ordinary = 1u << PLACE_WORD_COMMON | 1u << PLACE_WORD_FACILITY | 1u << PLACE_WORD_BODY |
                              1u << PLACE_WORD_FEATURE | 1u << PLACE_WORD_TITLE;
    if (end == first + 1 && w[first].bits >> PLACE_WORD_DIRECTION & 1) return UINT32_MAX;
    if (end == first + 1 && w[first].bits & ordinary) return 20000;
    return f->letters <= 3 && f->capitals == (1u << f->letters) - 1 ? UINT32_MAX : 0;
}

static uint32_t find_group(resolver *v, uint32_t first, uint32_t end, enum said said) {
    dl_fold f = {0};
    for (uint32_t i = first; i < end; i++)
        if (!fold_add(&f, v->r->tokens[i].form, v->r->tokens[i].bytes)) return UINT32_MAX;
    return find_key(v, &f, place_is_dotted(&v->r->tokens[end - 1]), least_people(v->w, first, end, &f), said);
}

static enum said says(const place_word *w) {
    return w->bits >> PLACE_WORD_KIND & 1 ? SAID_AREA : w->bits >> PLACE_WORD_TOWN & 1 ? SAID_TOWN : SAID_NOTHING;
}

/* "Kandahar province", "the city of Kandahar": the word beside the name, in lower case. */
static enum said said_beside(const resolver *v, uint32_t first, uint32_t end) {
    const place_word *w = v->w;
    if (end < v->r->n_tokens && w[end].shape == SHAPE_LOWER && says(&w[end]) == SAID_AREA) return SAID_AREA;
    if (end < v->r->n_tokens && w[end].bits >> PLACE_WORD_TOWNLY & 1) return SAID_TOWN;
    if (first >= 2 && w[first - 2].shape == SHAPE_LOWER && !strcmp(v->r->tokens[first - 1].form, "of"))
        return says(&w[first - 2]);
    return SAID_NOTHING;
}

/* The name itself, or without a word that says of what kind it is: "Anhui Province", "Republic of Cyprus". */
static uint32_t find_whole(resolver *v, const dl_place *p) {
    const place_word *w = v->w;
    if (p->count) {
        uint32_t first = p->first, end = first + p->count, at = find_group(v, first, end, said_beside(v, first, end));
        if (at == UINT32_MAX && p->count > 1 && says(&w[end - 1]))
            at = find_group(v, first, end - 1, says(&w[end - 1]));
        if (at == UINT32_MAX && p->count > 2 && says(&w[first]) && !strcmp(v->r->tokens[first + 1].form, "of"))
            at = find_group(v, first + 2 + (p->count > 3 && !strcmp(v->r->tokens[first + 2].form, "the")), end,
                            says(&w[first]));
        return at;
    }
    dl_fold f = {0}; /* in furniture, which has no words */
    size_t bytes = strlen(p->name);
    return fold_add(&f, p->name, bytes) ? find_key(v, &f, bytes && p->name[bytes - 1] == '.', 0, SAID_NOTHING)
                                        : UINT32_MAX;
}

/* A name inside a longer one that no list has: "downtown X", "University of X", "X Airport" are near X. Small places
 * count only if the report names them elsewhere too, and a street may be named after any place. */
static uint32_t find_inside(resolver *v, dl_place *p) {
    const place_word *w = v->w;
    uint32_t end = p->first + p->count, key = 0, best = UINT32_MAX, known = v->n_groups;
    int most = 0;
    if (!p->count || p->kind == DL_PLACE_ROAD) return UINT32_MAX;
    for (uint32_t i = p->first; i < end; i++) {
        uint32_t n = place_longest(v->r, v->g, w, i, end, &key);
        if (!n) continue;
        uint16_t seen = *find_slot(v, key, SAID_NOTHING);
        bool named = seen && seen <= known;
        uint8_t class = n == w[i].match ? w[i].class : CLASS_NONE;
        bool common = w[i].bits & (1u << PLACE_WORD_COMMON | 1u << PLACE_WORD_FACILITY | 1u << PLACE_WORD_BODY |
                                   1u << PLACE_WORD_FEATURE | 1u << PLACE_WORD_DIRECTION | 1u << PLACE_WORD_GIVEN) &&
                      n == 1;
        bool large = (class == CLASS_COUNTRY && p->kind != DL_PLACE_BUILDING) ||
                     /* not the "US Embassy" */ class == CLASS_DIVISION || class == CLASS_METROPOLIS ||
                     class == CLASS_CITY || class == CLASS_REGION ||
                     (class == CLASS_SHORT && p->kind != DL_PLACE_BUILDING) || class == CLASS_COUNTY ||
                     class == CLASS_WATER;
        bool adjective = class == CLASS_ADJECTIVE && p->kind == DL_PLACE_OTHER; /* not the "French Quarter" */
        int value = named ? 8 : large && !common ? 6 : adjective ? 4 : 0;
        value += value ? (int)n : 0;
        if (value > most) {
            uint32_t at = find_group(v, i, i + n, SAID_NOTHING);
            if (at != UINT32_MAX) best = at, most = value;
        }
        i += n - 1;
    }
    if (best == UINT32_MAX && p->count == 1) { /* "anti-Russian", "al-Tanf" */
        const dl_token *t = &v->r->tokens[p->first];
        const char *part = strrchr(t->form, '-');
        dl_fold f = {0};
        if (part && part[1] && part > t->form && fold_add(&f, part + 1, strlen(part + 1)) && f.capitals & 1 &&
            f.letters > 3)
            return find_key(v, &f, false, 1000, SAID_NOTHING);
    }
    p->approximate = best != UINT32_MAX && !(v->groups[best].c[0].item & NAME_ADJECTIVE);
    return best;
}

/* ---- evidence ---------------------------------------------------------------------------------------------------- */

static float apart(const candidate *a, const candidate *b) {
    float x = a->x - b->x, y = a->y - b->y, z = a->z - b->z;
    return 6371.0f * sqrtf(x * x + y * y + z * z);
}

static bool contains(const gazetteer *g, const candidate *outer, const candidate *inner) {
    const place_item *o = gazetteer_item(g, outer->item), *i = gazetteer_item(g, inner->item);
    if (o == i) return false;
    switch (o->kind) {
    case DL_PLACE_COUNTRY: return o->country == i->country && i->kind != DL_PLACE_COUNTRY;
    case DL_PLACE_DIVISION:
        return o->country == i->country && i->kind != DL_PLACE_COUNTRY && i->kind != DL_PLACE_DIVISION &&
               (o->division == i->division || (!i->division && apart(outer, inner) < 300));
    case DL_PLACE_COUNTY: return i->kind >= DL_PLACE_TOWN && apart(outer, inner) < 60;
    case DL_PLACE_TOWN: /* not "Atlanta, Macon and Savannah" */
        return (i->kind > DL_PLACE_TOWN || i->flags & PLACE_SECTION ||
                (o->population > 200000 && i->population < o->population / 8)) &&
               apart(outer, inner) < 40;
    case DL_PLACE_CONTINENT: case DL_PLACE_SEA: return false;
    case DL_PLACE_REGION:
    case DL_PLACE_LAND:
    case DL_PLACE_ISLAND:
        return i->kind >= DL_PLACE_COUNTY && apart(outer, inner) < 300;
    default: return false;
    }
}

/* "inner, outer": the pair that fits best is told by the text. */
static void weigh_pair(resolver *v, group *inner, group *outer, float strength) {
    float most = -1;
    uint32_t bi = 0, bo = 0;
    for (uint32_t o = 0; o < outer->n; o++)
        for (uint32_t i = 0; i < inner->n; i++) {
            float s = inner->c[i].prior + outer->c[o].prior;
            if (s > most && contains(v->g, &outer->c[o], &inner->c[i])) most = s, bi = i, bo = o;
        }
    if (most < 0) return;
    if (gazetteer_item(v->g, outer->c[bo].item)->kind == DL_PLACE_TOWN) strength *= 0.5f;
    for (uint32_t i = 0; i < inner->n; i++)
        if (i == bi || contains(v->g, &outer->c[bo], &inner->c[i]))
            if (inner->c[i].told < strength) inner->c[i].told = strength;
    if (outer->c[bo].told < strength / 2) outer->c[bo].told = strength / 2;
}

static void weigh_neighbours(resolver *v, const dl_place *places, size_t n) {
    const dl_token *t = v->r->tokens;
    for (size_t i = 0; i + 1 < n; i++) {
        const dl_place *a = &places[i], *b = &places[i + 1];
        uint32_t gap = a->first + a->count, between = b->first - gap;
        if (v->of[i] == UINT32_MAX || v->of[i + 1] == UINT32_MAX || v->of[i] == v->of[i + 1]) continue;
        if (!a->count && b->span.start <= a->span.end + 2) { /* a dateline's parts */
            weigh_pair(v, &v->groups[v->of[i]], &v->groups[v->of[i + 1]], 7);
            continue;
        }
        if (!a->count || !b->count || between > 3) continue;
        group *x = &v->groups[v->of[i]], *y = &v->groups[v->of[i + 1]];
        const char *first = between ? t[gap].form : "";
        if (between == 1 && (!strcmp(first, ",") || !strcmp(first, "("))) weigh_pair(v, x, y, 7);
        else if (between <= 2 && (!strcmp(first, "in") || !strcmp(first, "of"))) weigh_pair(v, x, y, 3);
        else if (between == 1 && (!strcmp(first, "'s") || !strcmp(first, "\xE2\x80\x99s"))) weigh_pair(v, y, x, 5);
        else if (between <= 3 && x->adjective) weigh_pair(v, y, x, 2);
        else if (between == 0) weigh_pair(v, x, y, 2);
    }
}

static float support(const place_item *p) {
    switch (p->kind) {
    case DL_PLACE_COUNTRY: case DL_PLACE_DIVISION: return 1;
    case DL_PLACE_TOWN: return p->population > 100000 ? 0.8f : 0.5f;
    default: return 0.6f;
    }
}

static void add_support(resolver *v, const group *a, float sign) {
    const place_item *p = gazetteer_item(v->g, a->c[a->best].item);
    float s = sign * support(p) * a->sure * log2f(1 + (float)a->mentions) * (a->adjective ? 0.5f : 1);
    v->country[p->country] += p->country ? s : 0;
    v->division[p->division] += p->division ? s : 0;
}

static void choose(resolver *v, group *a, const group *anchors[], uint32_t n_anchors, bool alone) {
    float most = -1e9f, second = -1e9f;
    if (!alone) add_support(v, a, -1);
    for (uint32_t i = 0; i < a->n; i++) {
        const candidate *c = &a->c[i];
        const place_item *p = gazetteer_item(v->g, c->item);
        float s = c->prior + c->told;
        if (!alone) {
            float country = v->country[p->country], division = v->division[p->division], near = 0;
            if (p->country) s += 1.3f * log2f(1 + (country > 0 ? country : 0));
            if (p->division && p->kind != DL_PLACE_DIVISION) s += 0.6f * log2f(1 + (division > 0 ? division : 0));
            if (p->division && p->kind == DL_PLACE_DIVISION) s += 1.5f * log2f(1 + (division > 0 ? division : 0));
            for (uint32_t k = 0; k < n_anchors && !is_wide(p); k++) {
                if (anchors[k] == a) continue;
                float d = apart(c, &anchors[k]->c[anchors[k]->best]) / 50;
                near += anchors[k]->sure / (1 + d * d);
            }
            s += 1.5f * log2f(1 + near);
        }
        if (s > most) second = most, most = s, a->best = i;
        else if (s > second) second = s;
    }
    a->sure = a->n == 1 ? 1 : most - second > 3 ? 1 : (most - second) / 3;
    if (!alone) add_support(v, a, 1);
}

static void settle(resolver *v) {
    const group *anchors[ANCHORS];
    for (uint32_t i = 0; i < v->n_groups; i++) { /* "Lebanon Mayor" tells what "Lebanon" is elsewhere too */
        const uint16_t *plain = find_slot(v, v->groups[i].key, SAID_NOTHING);
        if (v->groups[i].said != SAID_TOWN || !*plain) continue;
        group *a = &v->groups[*plain - 1];
        for (uint32_t k = 0; k < a->n; k++)
            if (gazetteer_item(v->g, a->c[k].item)->kind == DL_PLACE_TOWN) a->c[k].told += 2;
    }
    for (uint32_t i = 0; i < v->n_groups; i++) {
        choose(v, &v->groups[i], NULL, 0, true);
        add_support(v, &v->groups[i], 1);
    }
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < v->n_groups && n < ANCHORS; i++)
            if (!is_wide(gazetteer_item(v->g, v->groups[i].c[v->groups[i].best].item))) anchors[n++] = &v->groups[i];
        for (uint32_t i = 0; i < v->n_groups; i++) choose(v, &v->groups[i], anchors, n, false);
    }
}

/* ---- writing it down --------------------------------------------------------------------------------------------- */

static uint8_t guess_kind(const place_word *w, const dl_place *p) {
    if (!p->count) return DL_PLACE_OTHER;
    uint32_t bits = w[p->first + p->count - 1].bits;
    if (bits >> PLACE_WORD_ROAD & 1) return DL_PLACE_ROAD;
    if (bits >> PLACE_WORD_FACILITY & 1) return DL_PLACE_BUILDING;
    if ((bits | w[p->first].bits) >> PLACE_WORD_FEATURE & 1) return DL_PLACE_FEATURE;
    return DL_PLACE_OTHER;
}

/* A name means one place all over a report, unless a mention says otherwise: "Athens, Georgia, and Athens, Greece". */
static uint32_t best_of_mention(const resolver *v, const dl_place *places, size_t n, size_t i) {
    const group *a = &v->groups[v->of[i]];
    const dl_place *p = &places[i], *o = p + 1;
    uint32_t gap = p->first + p->count;
    if (i + 1 >= n || v->of[i + 1] == UINT32_MAX || v->of[i + 1] == v->of[i] || !p->count || !o->count ||
        o->first != gap + 1 || strcmp(v->r->tokens[gap].form, ","))
        return a->best;
    const group *outer = &v->groups[v->of[i + 1]];
    if (contains(v->g, &outer->c[outer->best], &a->c[a->best])) return a->best;
    for (uint32_t k = 0; k < a->n; k++)
        if (contains(v->g, &outer->c[outer->best], &a->c[k])) return k;
    return a->best;
}

static void write_down(const resolver *v, dl_place *p, const group *a, uint32_t best) {
    const place_item *i = gazetteer_item(v->g, a->c[best].item);
    p->lat = i->lat / 1e4;
    p->lon = i->lon / 1e4;
    p->country = i->country ? v->g->countries[i->country].code : NULL;
    if (i->division) {
        const place_division *d = &v->g->divisions[i->division];
        p->division_code = d->code;
        p->division = d->item == UINT32_MAX ? NULL : gazetteer_name(v->g, &v->g->items[d->item]);
    }
    if (p->approximate) return;
    p->name = gazetteer_name(v->g, i);
    p->geonames = i->geonames;
    p->population = i->population;
    p->kind = i->kind;
}

/* How much the report is about a place: how often it is named, and how many others lie about it. */
static float focus(const resolver *v, const group *a) {
    float near = 0, all = 0;
    for (uint32_t i = 0; i < v->n_groups && i < 4 * ANCHORS; i++) {
        const group *o = &v->groups[i];
        const place_item *p = gazetteer_item(v->g, o->c[o->best].item);
        float weight = is_wide(p) || o->adjective ? 0 : log2f(1 + (float)o->mentions),
              d = apart(&a->c[a->best], &o->c[o->best]) / 100;
        near += weight / (1 + d * d);
        all += weight;
    }
    return all > 0 ? near / all : 0;
}

/* How narrowly a place tells where something in it lies. */
static float fineness(const dl_place *p) {
    switch (p->kind) {
    case DL_PLACE_TOWN: case DL_PLACE_LANDMARK: case DL_PLACE_AIRPORT: case DL_PLACE_BASE: return 1;
    case DL_PLACE_COUNTY: return 0.9f;
    case DL_PLACE_DIVISION: case DL_PLACE_ISLAND: case DL_PLACE_LAND: return 0.15f;
    case DL_PLACE_COUNTRY: return 0.1f;
    case DL_PLACE_CONTINENT: case DL_PLACE_SEA: case DL_PLACE_REGION: return 0;
    default: return 0.3f;
    }
}

/* A street, a building or a hamlet that no list has lies by the place it is said to be in, or by a small place named
 * near it that the report is about. */
static bool place_unknown(const resolver *v, dl_place *places, size_t n) {
    float *about = ARENA_NEW(&v->r->arena, float, v->n_groups + 1);
    if (!about) return false;
    for (uint32_t i = 0; i < v->n_groups; i++) about[i] = focus(v, &v->groups[i]);
    for (size_t i = 0; i < n; i++) {
        if (v->of[i] != UINT32_MAX) continue;
        float most = 0;
        const dl_place *best = NULL, *p = &places[i];
        for (size_t k = i > 100 ? i - 100 : 0; k < n && k < i + 100; k++) {
            const dl_place *o = &places[k];
            if (v->of[k] == UINT32_MAX || isnan(o->lat)) continue;
            float far = fabsf((float)o->first - (float)p->first),
                  s = fineness(o) * (8 * about[v->of[k]] + 10 / (10 + far));
            uint32_t gap = p->first + p->count;
            if (k == i + 1 && p->count && o->first > gap && o->first - gap <= 2) {
                const char *link = v->r->tokens[gap].form;
                if (!strcmp(link, ",") || !strcmp(link, "in") || !strcmp(link, "(")) s += 10 * (fineness(o) + 0.1f);
            }
            if (s > most) most = s, best = o;
        }
        if (!best) continue;
        places[i].lat = best->lat;
        places[i].lon = best->lon;
        places[i].country = best->country;
        places[i].division = best->division;
        places[i].division_code = best->division_code;
        places[i].approximate = true;
    }
    return true;
}

bool place_resolve(dl_report *r, const gazetteer *g, const place_word *w, dl_place *places, size_t n) {
    resolver v = {.r = r, .g = g, .w = w};
    v.of = ARENA_NEW(&r->arena, uint32_t, n + 1);
    v.groups = ARENA_NEW(&r->arena, group, n < GROUPS ? n + 1 : GROUPS);
    v.slots = ARENA_NEW(&r->arena, uint16_t, SLOTS);
    v.country = ARENA_NEW(&r->arena, float, g->n_countries);
    v.division = ARENA_NEW(&r->arena, float, g->n_divisions);
    if (!v.of || !v.groups || !v.slots || !v.country || !v.division) return false;
    for (size_t i = 0; i < n; i++) {
        places[i].kind = guess_kind(w, &places[i]);
        v.of[i] = find_whole(&v, &places[i]);
    }
    for (size_t i = 0; i < n; i++) {
        if (v.of[i] == UINT32_MAX) v.of[i] = find_inside(&v, &places[i]);
        if (v.of[i] != UINT32_MAX) v.groups[v.of[i]].adjective = v.groups[v.of[i]].c[0].item & NAME_ADJECTIVE;
    }
    weigh_neighbours(&v, places, n);
    settle(&v);
    for (size_t i = 0; i < n; i++)
        if (v.of[i] != UINT32_MAX) write_down(&v, &places[i], &v.groups[v.of[i]], best_of_mention(&v, places, n, i));
    return place_unknown(&v, places, n);
}
