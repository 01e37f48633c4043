/* gazetteer.c - opening the gazetteer's sections, with every offset in them checked once, and looking names up. */
#include "entities/gazetteer.h"

#include <math.h>
#include <string.h>

#include "base/error.h"

static const void *section(const dl_pack *pack, const char *name, size_t each, uint32_t *n) {
    size_t size = 0;
    const void *at = pack_section(pack, name, &size);
    *n = at ? (uint32_t)(size / each) : 0;
    return at;
}

/* Every number that is followed later points into its section. */
static bool numbers_hold(const gazetteer *g, uint32_t n_starts) {
    bool ok = n_starts == g->keys.n + 1 && g->starts[g->keys.n] == g->n_lists && !g->starts[0] && g->n_countries &&
              g->n_divisions;
    for (uint32_t i = 0; ok && i < g->keys.n; i++)
        ok = g->starts[i] <= g->starts[i + 1] && table_value(&g->keys, i) == i;
    for (uint32_t i = 0; ok && i < g->n_lists; i++) ok = (g->lists[i] & ~NAME_FLAGS) < g->n_items;
    for (uint32_t i = 0; ok && i < g->n_items; i++) {
        const place_item *p = &g->items[i];
        ok = p->name < g->n_texts && p->country < g->n_countries && p->division < g->n_divisions &&
             p->kind < DL_PLACE_KINDS && p->lat >= -900000 && p->lat <= 900000 && p->lon >= -1800000 &&
             p->lon <= 1800000;
    }
    for (uint32_t i = 0; ok && i < g->n_countries; i++) ok = !g->countries[i].code[3];
    for (uint32_t i = 0; ok && i < g->n_divisions; i++)
        ok = !g->divisions[i].code[sizeof g->divisions->code - 1] &&
             (g->divisions[i].item == UINT32_MAX || g->divisions[i].item < g->n_items);
    return ok;
}

/* The pack's checksum vouches for the bytes; this vouches that they were written by a compiler of the same mind. */
bool gazetteer_open(gazetteer *g, const dl_pack *pack, dl_error *err) {
    uint32_t n_starts;
    size_t size = 0;
    *g = (gazetteer){0};
    g->items = section(pack, PLACES_ITEMS, sizeof *g->items, &g->n_items);
    if (!g->items) return true;
    g->texts = section(pack, PLACES_TEXTS, 1, &g->n_texts);
    g->starts = section(pack, PLACES_STARTS, sizeof *g->starts, &n_starts);
    g->lists = section(pack, PLACES_LISTS, sizeof *g->lists, &g->n_lists);
    g->countries = section(pack, PLACES_COUNTRIES, sizeof *g->countries, &g->n_countries);
    g->divisions = section(pack, PLACES_DIVISIONS, sizeof *g->divisions, &g->n_divisions);
    const void *keys = pack_section(pack, PLACES_KEYS, &size);
    bool ok = table_open(&g->keys, keys, size);
    const void *words = pack_section(pack, PLACES_WORDS, &size);
    ok = table_open(&g->words, words, size) && ok;
    ok = ok && g->texts && g->starts && g->lists && g->countries && g->divisions && g->n_texts &&
         !g->texts[g->n_texts - 1] && numbers_hold(g, n_starts);
    return ok || dl_fail(err, "dateline.data: the list of places does not add up; compile it again (dateline compile)");
}

const uint32_t *gazetteer_list(const gazetteer *g, uint32_t key, uint32_t *n) {
    *n = g->starts[key + 1] - g->starts[key];
    return g->lists + g->starts[key];
}

uint32_t gazetteer_word(const gazetteer *g, const dl_fold *f) {
    uint32_t bits = table_find(&g->words, f->key, f->bytes);
    return bits == TABLE_NONE ? 0 : bits;
}

float gazetteer_km(const place_item *a, const place_item *b) {
    const float RAD = 3.14159265f / 180e4f;
    float p = (float)a->lat * RAD, q = (float)b->lat * RAD;
    float s = sinf((q - p) / 2), t = sinf((float)((double)b->lon - a->lon) * RAD / 2);
    float h = s * s + cosf(p) * cosf(q) * t * t;
    return 12742.0f * asinf(h < 1 ? sqrtf(h) : 1);
}
