/* gazetteer.h - names of places and what each may mean, looked up straight from the map. */
#ifndef DL_GAZETTEER_H
#define DL_GAZETTEER_H

#include "base/fold.h"
#include "base/pack.h"
#include "base/table.h"
#include "entities/places_format.h"

typedef struct gazetteer {
    const place_item *items; uint32_t n_items;
    const char *texts; uint32_t n_texts;
    dl_table keys, words;
    const uint32_t *starts, *lists; uint32_t n_lists;
    const place_country *countries; uint32_t n_countries;
    const place_division *divisions; uint32_t n_divisions;
} gazetteer;

/* Points into the pack's sections and checks that their sizes agree; a pack without places gives an empty gazetteer. */
bool gazetteer_open(gazetteer *g, const dl_pack *pack, dl_error *err);

/* Number of a name, or TABLE_NONE. */
static inline uint32_t gazetteer_key(const gazetteer *g, const dl_fold *f) {
    return table_find(&g->keys, f->key, f->bytes);
}
/* What the name may mean: item numbers with NAME_... bits, most important first. */
const uint32_t *gazetteer_list(const gazetteer *g, uint32_t key, uint32_t *n);
static inline const place_item *gazetteer_item(const gazetteer *g, uint32_t entry) {
    return &g->items[entry & ~NAME_FLAGS];
}
static inline const char *gazetteer_name(const gazetteer *g, const place_item *p) { return g->texts + p->name; }

/* Bits of PLACE_WORD_... for a single word. */
uint32_t gazetteer_word(const gazetteer *g, const dl_fold *f);

/* Great-circle distance in kilometres between two places. */
float gazetteer_km(const place_item *a, const place_item *b);

#endif
