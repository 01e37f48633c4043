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

static unsigned find(const dl_meanings *m, const char *key, size_t bytes, const uint16_t **sets) {
    uint32_t at = table_find(&m->words, key, bytes);
    if (at == TABLE_NONE || at >= m->n_sets || m->sets[at] > m->n_sets - at - 1) return 0;
    *sets = m->sets + at + 1;
    return m->sets[at];
}

unsigned meanings_of(const dl_meanings *m, char kind, const char *lemma, size_t bytes, const uint16_t **sets) {
    char key[72] = {kind, ':'};
    if (!kind || !bytes || bytes + 3 > sizeof key) return 0;
    memcpy(key + 2, lemma, bytes);
    unsigned n = find(m, key, bytes + 2, sets);
    if (n || kind != 'v' || bytes < 4) return n;
    /* a lemma that lost or kept a letter of the form: "conced", "murdere", "expell" */
    char last = lemma[bytes - 1];
    if (last == 'e' || last == lemma[bytes - 2]) return find(m, key, bytes + 1, sets);
    key[bytes + 2] = 'e';
    return find(m, key, bytes + 3, sets);
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
