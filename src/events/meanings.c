/* meanings.c - reads the sections that src/knowledge/meanings.c writes. */
#include "events/meanings.h"

#include <string.h>

bool meanings_open(dl_meanings *m, const dl_pack *data) {
    size_t words, names, sets;
    const void *w = pack_section(data, "meanings.words", &words), *n = pack_section(data, "meanings.names", &names);
    const void *s = pack_section(data, "meanings.sets", &sets);
    if (!w || !n || !s || !table_open(&m->words, w, words) || !table_open(&m->names, n, names)) return false;
    m->sets = s;
    m->n_sets = (uint32_t)(sets / sizeof *m->sets);
    return true;
}

unsigned meanings_of(const dl_meanings *m, char kind, const char *lemma, size_t bytes, const uint16_t **sets) {
    char key[72] = {kind, ':'};
    if (!kind || bytes + 2 > sizeof key) return 0;
    memcpy(key + 2, lemma, bytes);
    uint32_t at = table_find(&m->words, key, bytes + 2);
    if (at == TABLE_NONE || at >= m->n_sets || m->sets[at] > m->n_sets - at - 1) return 0;
    *sets = m->sets + at + 1;
    return m->sets[at];
}

char meanings_kind(int upos) {
    switch (upos) {
    case DL_VERB: case DL_AUX: return 'v';
    case DL_NOUN: case DL_PROPN: return 'n';
    case DL_ADJ: return 'a';
    case DL_ADV: case DL_PART: return 'r';
    default: return 0;
    }
}
