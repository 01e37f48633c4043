/* tables.c - gathering the events of a report as rows of the formats that have one row per event. */
#include "output/tables.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "entities/actors.h"
#include "entities/places.h"
#include "petrarch/petrarch.h"

/* ---- actors ------------------------------------------------------------------------------------------------------ */

/* IGO, NGO, UKR: what an actor without a line in data/codes is of. */
static const char *domain_of(const dl_model *m, const char *actor) {
    const actors *a = m ? m->actors : NULL;
    for (uint32_t i = 0; a && a->head && i < a->head->codes; i++)
        if (!strcmp(a->codes[i].id, actor)) return a->codes[i].domain;
    return NULL;
}

static bool is_code(const char *s) {
    size_t n = strlen(s);
    if (n < 3 || n > 30) return false;
    for (; *s; s++)
        if (!isupper((unsigned char)*s) && !isdigit((unsigned char)*s)) return false;
    return true;
}

static const char *filled(const char *s) { return s && *s ? s : NULL; }

static void read_actor(const tables *t, const table_rules *rules, const char *actor, const char *sector, uint32_t entity, table_actor *out) {
    size_t n;
    const dl_entity *entities = dl_report_entities(t->r, &n);
    *out = (table_actor){.name = entity < n ? entities[entity].name : NULL};
    if (!filled(actor)) return;
    const char *base = NULL, *cameo = codes_find(&t->codes, CODES_COUNTRY, actor, CODES_COUNTRY_CAMEO);
    if (cameo) {
        const char *gdelt = codes_find(&t->codes, CODES_COUNTRY, actor, CODES_COUNTRY_GDELT);
        base = *cameo ? cameo : actor;
        if (rules->gdelt && filled(gdelt)) base = gdelt;
        snprintf(out->country, sizeof out->country, "%.3s", actor);
    } else {
        base = filled(codes_find(&t->codes, CODES_ACTOR, actor, CODES_ACTOR_CAMEO));
        out->group = filled(codes_find(&t->codes, CODES_ACTOR, actor, CODES_ACTOR_GROUP));
        const char *domain = base ? NULL : domain_of(t->r->model, actor);
        if (domain && !(base = filled(codes_find(&t->codes, CODES_ACTOR, domain, CODES_ACTOR_CAMEO)))) base = filled(domain);
        if (!base && !domain && is_code(actor)) { /* of somebody's own dictionary */
            base = actor;
            snprintf(out->country, sizeof out->country, "%.3s", actor);
            if (!codes_find(&t->codes, CODES_COUNTRY, out->country, 0)) *out->country = 0;
        }
    }
    if (!base) return;
    const char *kind = filled(sector) ? codes_find(&t->codes, CODES_SECTOR, sector, CODES_SECTOR_CAMEO) : "";
    if (!kind) kind = is_code(sector) ? sector : "";
    snprintf(out->code, sizeof out->code, "%.30s%.6s", base, strstr(base, kind) ? "" : kind);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static bool is_fact(const dl_event *e) { return e->status == DL_STATUS_OCCURRED || e->status == DL_STATUS_ONGOING; }

typedef struct sorted {
    uint64_t hash;
    uint32_t row;
} sorted;

static int by_hash(const void *a, const void *b) {
    const sorted *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static uint64_t mix(uint64_t h, const char *s) { return (h ^ table_hash(s ? s : "", s ? strlen(s) : 0)) * 0x9e3779b97f4a7c15u; }

static bool same(const table_row *a, const table_row *b) {
    return !strcmp(a->source.code, b->source.code) && !strcmp(a->target.code, b->target.code) && !strcmp(a->e->cameo, b->e->cameo) &&
           !strcmp(a->date ? a->date : "", b->date ? b->date : "");
}

static bool merge(tables *t) {
    sorted *s = malloc((t->n + 1) * sizeof *s);
    if (!s) return false;
    for (size_t i = 0; i < t->n; i++) {
        const table_row *row = &t->rows[i];
        s[i] = (sorted){mix(mix(mix(mix(0, row->source.code), row->target.code), row->e->cameo), row->date), (uint32_t)i};
    }
    qsort(s, t->n, sizeof *s, by_hash);
    for (size_t i = 0, k; i < t->n; i = k) {
        table_row *first = &t->rows[s[i].row], *last = first;
        for (k = i + 1; k < t->n && s[k].hash == s[i].hash && same(first, &t->rows[s[k].row]); k++) {
            last->next = s[k].row;
            last = &t->rows[s[k].row];
            last->later = true;
            first->times++;
        }
    }
    free(s);
    return true;
}

bool tables_gather(tables *t, const dl_report *r, table_rules rules) {
    size_t n, n_sentences;
    const dl_event *e = dl_report_events(r, &n);
    const dl_sentence *s = dl_report_sentences(r, &n_sentences);
    const dl_meta *meta = dl_report_meta(r);
    *t = (tables){.r = r, .lead = DL_NONE};
    codes_open(&t->codes, r->model);
    for (size_t i = 0; i < n_sentences && t->lead == DL_NONE; i++)
        if (!(s[i].flags & (DL_SENTENCE_HEADLINE | DL_SENTENCE_FURNITURE))) t->lead = s[i].paragraph;
    t->rows = malloc((n + 1) * sizeof *t->rows);
    if (!t->rows) return false;
    for (size_t i = 0; i < n; i++) {
        if (!rules.every_status && !is_fact(&e[i])) continue;
        table_row row = {.e = &e[i], .times = 1, .next = DL_NONE};
        row.date = filled(e[i].date) ? e[i].date : filled(meta->published);
        read_actor(t, &rules, e[i].source, e[i].source_sector, e[i].source_entity, &row.source);
        read_actor(t, &rules, e[i].target, e[i].target_sector, e[i].target_entity, &row.target);
        if ((*row.source.code != 0) + (*row.target.code != 0) < rules.actors) continue;
        t->rows[t->n++] = row;
    }
    return !rules.merge || merge(t);
}

void tables_free(tables *t) { free(t->rows); }

/* ---- what a row tells -------------------------------------------------------------------------------------------- */

uint64_t tables_report_id(const dl_report *r) { return mix(0, dl_report_meta(r)->id); }

uint64_t tables_event_id(const dl_report *r, const dl_event *e) {
    char where[80];
    snprintf(where, sizeof where, "%u %u %u %u %u %u", e->span.start, e->span.end, e->source_head, e->target_head, e->type, e->status);
    uint64_t h = mix(mix(mix(mix(mix(mix(0, dl_report_meta(r)->id), where), e->cameo), e->source), e->target), e->date);
    return h ^ h >> 29;
}

const char *tables_day(const char *date, char out[9]) {
    size_t n = date ? strspn(date, "0123456789-") : 0;
    *out = 0;
    if (date && !date[n] && (n == 4 || n == 7 || n == 10)) snprintf(out, 9, "%.4s%.2s%.2s", date, n > 4 ? date + 5 : "", n > 7 ? date + 8 : "");
    return out;
}

const dl_place *tables_place(const dl_report *r, const dl_event *e) {
    size_t n;
    const dl_place *p = dl_report_places(r, &n);
    return e->place < n ? &p[e->place] : NULL;
}

const dl_place *tables_sure_place(const dl_report *r, const dl_event *e, dl_place *copy) {
    const dl_place *p = tables_place(r, e);
    if (!p || !p->approximate) return p;
    *copy = (dl_place){.span = p->span, .name = p->name, .kind = p->kind, .use = p->use, .lat = NAN, .lon = NAN, .approximate = true};
    return copy;
}

const char *tables_country_name(const dl_report *r, const char *alpha3) {
    const gazetteer *g = r->model && r->model->places ? &r->model->places->gazetteer : NULL;
    for (uint32_t i = 1; g && i < g->n_countries; i++)
        if (!strcmp(g->countries[i].code, alpha3) && g->countries[i].item < g->n_items)
            return gazetteer_name(g, &g->items[g->countries[i].item]);
    return alpha3;
}

const char *tables_url(const dl_report *r) {
    const char *id = dl_report_meta(r)->id;
    return id && (!strncmp(id, "http://", 7) || !strncmp(id, "https://", 8)) ? id : NULL;
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static void begin(table_writer *w) {
    if (w->begun) putc_unlocked(w->separator, w->f);
    w->begun = true;
}

static void put(table_writer *w, const char *s, size_t n, bool quoted) {
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        if (quoted && c == '"') putc_unlocked('"', w->f);
        if ((unsigned char)c < ' ' || c == 0x7F) c = ' ';
        putc_unlocked(c == '"' && w->tame ? '\'' : c, w->f);
    }
}

void table_bytes(table_writer *w, const char *s, size_t n) {
    begin(w);
    bool comma = w->separator == ',', quote = false;
    for (size_t i = 0; comma && i < n && !quote; i++) quote = s[i] == ',' || s[i] == '"';
    if (quote) putc_unlocked('"', w->f);
    put(w, s, n, quote);
    if (quote) putc_unlocked('"', w->f);
}

void table_text(table_writer *w, const char *s) {
    if (!s) s = w->nothing;
    table_bytes(w, s, strlen(s));
}

void table_list(table_writer *w, const char *const *items, size_t n) {
    begin(w);
    bool comma = w->separator == ',', quote = false;
    for (size_t i = 0; comma && i < n; i++) quote |= strpbrk(items[i], ",\"") != NULL;
    if (!n) fputs(w->nothing, w->f);
    if (quote) putc_unlocked('"', w->f);
    for (size_t i = 0; i < n; i++) {
        if (i) fputs("; ", w->f);
        put(w, items[i], strlen(items[i]), quote);
    }
    if (quote) putc_unlocked('"', w->f);
}

void table_number(table_writer *w, uint64_t n) {
    char digits[24];
    int k = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    table_bytes(w, digits, (size_t)k);
}

void table_real(table_writer *w, double v, int decimals) {
    char digits[64];
    if (!isfinite(v)) {
        table_bytes(w, "", 0);
        return;
    }
    int k = snprintf(digits, sizeof digits, "%.*f", decimals, v);
    if (k < 0 || k >= (int)sizeof digits) k = snprintf(digits, sizeof digits, "%.10g", v);
    for (char *s = digits; *s; s++)
        if (*s == ',') *s = '.'; /* whatever the locale writes */
    table_bytes(w, digits, (size_t)k);
}

void table_issues(table_writer *w, const tables *t, const table_row *row) {
    enum { MOST = 32 };
    petrarch_issue sum[MOST];
    const petrarch_issue *all = t->r->issues;
    size_t n = 0;
    for (;; row = &t->rows[row->next]) {
        size_t low = 0, high = t->r->n_issues; /* in the order of sentences */
        while (low < high) {
            size_t mid = (low + high) / 2;
            if (all[mid].sentence < row->e->sentence) low = mid + 1;
            else high = mid;
        }
        for (; low < t->r->n_issues && all[low].sentence == row->e->sentence; low++) {
            size_t k = 0;
            while (k < n && strcmp(sum[k].code, all[low].code)) k++;
            if (k < n) sum[k].count += all[low].count;
            else if (n < MOST) sum[n++] = all[low];
        }
        if (row->next == DL_NONE) break;
    }
    begin(w);
    for (size_t i = 0; i < n; i++) fprintf(w->f, i ? ";%s,%u" : "%s,%u", sum[i].code, sum[i].count);
}

void table_end(table_writer *w) {
    putc_unlocked('\n', w->f);
    w->begun = false;
}
