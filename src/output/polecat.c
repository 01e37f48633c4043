/* polecat.c - the 40 columns of the POLECAT data: events in PLOVER, with everybody and every place that the story names. Texts
 * that are not known are "None" there and numbers are empty. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/layouts.h"

static const char *const COLUMNS[] = {
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country",
    "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name",
    "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations",
    "Language", "Version"};
static const char *const QUADS[] = {NULL, "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"};

/* GeoNames' feature codes. */
static const char *const FEATURES[DL_PLACE_KINDS] = {
    [DL_PLACE_COUNTRY] = "PCLI", [DL_PLACE_DIVISION] = "ADM1", [DL_PLACE_COUNTY] = "ADM2", [DL_PLACE_TOWN] = "PPL",
    [DL_PLACE_CONTINENT] = "CONT", [DL_PLACE_REGION] = "RGN", [DL_PLACE_LAND] = "RGN", [DL_PLACE_SEA] = "SEA",
    [DL_PLACE_RIVER] = "STM", [DL_PLACE_LAKE] = "LK", [DL_PLACE_STRAIT] = "STRT", [DL_PLACE_ISLAND] = "ISL",
    [DL_PLACE_MOUNTAIN] = "MT", [DL_PLACE_DESERT] = "DSRT", [DL_PLACE_AIRPORT] = "AIRP", [DL_PLACE_BASE] = "INSM",
    [DL_PLACE_ROAD] = "RD", [DL_PLACE_BUILDING] = "BLDG"};

void polecat_header(FILE *f) {
    table_writer w = {.f = f, .separator = '\t', .nothing = ""};
    for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++) table_text(&w, COLUMNS[i]);
    table_end(&w);
}

static const dl_entity *entity_at(const dl_report *r, uint32_t i) {
    size_t n;
    const dl_entity *e = dl_report_entities(r, &n);
    return i < n ? &e[i] : NULL;
}

/* The words of the mention that an actor of the event stands in. */
static void raw(table_writer *w, const dl_report *r, uint32_t head) {
    size_t n, n_tokens, bytes;
    const dl_mention *m = dl_report_mentions(r, &n);
    const dl_token *t = dl_report_tokens(r, &n_tokens);
    const char *text = dl_report_text(r, &bytes);
    uint32_t at = head < n_tokens && r->mention_at ? r->mention_at[head] : DL_NONE;
    if (at < n && m[at].count) {
        const dl_token *a = &t[m[at].first], *b = a + m[at].count - 1;
        table_bytes(w, text + a->byte, b->byte + b->bytes - a->byte);
    } else if (head < n_tokens) table_text(w, t[head].form);
    else table_text(w, NULL);
}

static void actor(table_writer *w, const tables *t, const table_actor *a, const char *code, const char *sector, const dl_entity *e, uint32_t head) {
    const char *cow = *a->country ? codes_find(&t->codes, CODES_COUNTRY, a->country, CODES_COW) : NULL;
    char kind[4] = "";
    const char *const sectors[] = {sector, kind};
    if (code && !*a->country) snprintf(kind, sizeof kind, "%.3s", a->code);
    if (!strstr("IGO NGO NGM MNC IMG", kind)) *kind = 0; /* what stands in the country's place */
    if (!sector && *kind) sector = kind;
    table_text(w, a->name);
    table_text(w, *a->country ? a->country : NULL);
    table_text(w, cow && *cow ? cow : NULL);
    table_text(w, sector);
    table_list(w, sectors[0] ? sectors : &sectors[1], (sectors[0] != NULL) + (*kind != 0));
    table_text(w, e ? e->role : NULL);
    raw(w, t->r, head);
    table_text(w, NULL); /* Wikipedia */
}

static void place(table_writer *w, const tables *t, const dl_place *p) {
    size_t n_tokens, bytes;
    const dl_token *tokens = dl_report_tokens(t->r, &n_tokens);
    const char *text = dl_report_text(t->r, &bytes);
    table_text(w, p ? p->name : NULL);
    table_text(w, p && p->kind == DL_PLACE_TOWN ? p->name : NULL);
    table_text(w, p && p->kind == DL_PLACE_COUNTY ? p->name : NULL);
    table_text(w, p ? p->division : NULL);
    table_text(w, p ? p->country : NULL);
    table_real(w, p ? p->lat : NAN, 4);
    table_real(w, p ? p->lon : NAN, 4);
    if (p && p->geonames) table_number(w, p->geonames);
    else table_bytes(w, "", 0);
    if (p && p->count) {
        const dl_token *a = &tokens[p->first], *b = a + p->count - 1;
        table_bytes(w, text + a->byte, b->byte + b->bytes - a->byte);
    } else table_text(w, p ? p->name : NULL);
    table_text(w, p ? FEATURES[p->kind] : NULL);
}

/* Everybody and every place of the story: made once a report and written again in each row. */
typedef struct story {
    const char **people, **organizations, **places;
    size_t n_people, n_organizations, n_places;
} story;

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static size_t each_once(const char **names, size_t n) {
    size_t kept = 0;
    if (n) qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n; i++)
        if (!kept || strcmp(names[kept - 1], names[i])) names[kept++] = names[i];
    return kept;
}

static bool has_name(const dl_report *r, const dl_entity *e) {
    size_t n;
    const dl_mention *m = dl_report_mentions(r, &n);
    return e->name && e->first < n && m[e->first].form == DL_MENTION_NAME;
}

static bool gather(story *s, const dl_report *r) {
    size_t n, n_places;
    const dl_entity *e = dl_report_entities(r, &n);
    const dl_place *p = dl_report_places(r, &n_places);
    *s = (story){.people = malloc((n + 1) * sizeof(char *)), .organizations = malloc((n + 1) * sizeof(char *)),
                 .places = malloc((n_places + 1) * sizeof(char *))};
    if (!s->people || !s->organizations || !s->places) return false;
    for (size_t i = 0; i < n; i++) {
        if (!has_name(r, &e[i])) continue;
        if (e[i].kind == DL_ENTITY_PERSON) s->people[s->n_people++] = e[i].name;
        else if (e[i].kind == DL_ENTITY_ORGANIZATION || e[i].kind == DL_ENTITY_GROUP) s->organizations[s->n_organizations++] = e[i].name;
    }
    for (size_t i = 0; i < n_places; i++)
        if (p[i].name && p[i].use != DL_USE_EMBEDDED) s->places[s->n_places++] = p[i].name;
    s->n_people = each_once(s->people, s->n_people);
    s->n_organizations = each_once(s->organizations, s->n_organizations);
    s->n_places = each_once(s->places, s->n_places);
    return true;
}

void polecat_rows(FILE *f, const tables *t) {
    table_writer w = {.f = f, .separator = '\t', .nothing = "None", .tame = true};
    const dl_meta *meta = dl_report_meta(t->r);
    char id[40];
    story s;
    bool told = gather(&s, t->r);
    for (size_t i = 0; i < t->n && told; i++) {
        const table_row *row = &t->rows[i];
        const dl_event *e = row->e;
        snprintf(id, sizeof id, "%012llx_%08llx", (unsigned long long)tables_report_id(t->r) >> 16,
                 (unsigned long long)tables_event_id(t->r, e) & 0xFFFFFFFF);
        table_text(&w, id);
        table_text(&w, row->date && strlen(row->date) == 10 ? row->date : NULL);
        table_text(&w, dl_event_type_name(e->type));
        table_text(&w, e->mode);
        table_real(&w, (double)e->goldstein, 1);
        table_text(&w, e->quad < sizeof QUADS / sizeof *QUADS ? QUADS[e->quad] : NULL);
        table_list(&w, e->contexts, e->n_contexts);
        actor(&w, t, &row->source, e->source, e->source_sector, entity_at(t->r, e->source_entity), e->source_head);
        actor(&w, t, &row->target, e->target, e->target_sector, entity_at(t->r, e->target_entity), e->target_head);
        dl_place copy;
        place(&w, t, tables_sure_place(t->r, e, &copy));
        table_text(&w, meta->agency);
        table_text(&w, *meta->published ? meta->published : NULL);
        table_list(&w, s.people, (uint32_t)s.n_people);
        table_list(&w, s.organizations, (uint32_t)s.n_organizations);
        table_list(&w, s.places, (uint32_t)s.n_places);
        table_text(&w, "en");
        table_text(&w, "Dateline " DL_VERSION);
        table_end(&w);
    }
    free(s.people);
    free(s.organizations);
    free(s.places);
}
