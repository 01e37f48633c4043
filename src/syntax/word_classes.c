/* word_classes.c - looking a word's classes up in the mapped section. */
#include "syntax/word_classes.h"

#include <string.h>

#include "base/error.h"

bool word_classes_open(word_classes *c, const dl_pack *data, dl_error *err) {
    size_t size;
    const void *section = pack_section(data, "words.classes", &size);
    size_t n = size / sizeof *c->slots, used = 0;
    if (!section || size % sizeof *c->slots || !n || n > 1u << 24 || (n & (n - 1)))
        return dl_fail(err, "dateline.data: no classes of words in it; build or install it again");
    c->slots = section;
    c->mask = (uint32_t)n - 1;
    for (size_t i = 0; i < n; i++) {
        used += c->slots[i][1] != 0;
        if (c->slots[i][1] >= CLASS_SETS) used = n;
    }
    size_t forms, bases;
    const void *table = pack_section(data, "words.forms", &forms);
    c->bases = pack_section(data, "words.bases", &bases);
    if (!table_open(&c->forms, table, forms) || !c->bases || !bases || c->bases[bases - 1]) used = n;
    for (uint32_t i = 0; used < n && i < c->forms.n; i++)
        if (table_value(&c->forms, i) >= bases) used = n;
    return used < n || dl_fail(err, "dateline.data: damaged classes of words; build or install it again");
}

uint32_t word_classes_find(const word_classes *c, uint64_t hash) {
    uint32_t upper = (uint32_t)(hash >> 32);
    for (uint32_t at = (uint32_t)hash & c->mask;; at = (at + 1) & c->mask)
        if (!c->slots[at][1] || c->slots[at][0] == upper) return c->slots[at][1];
}

const char *word_classes_base(const word_classes *c, bool verb, const char *form) {
    char key[48] = {verb ? 'v' : 'n', ' '};
    size_t n = strlen(form);
    if (n + 3 > sizeof key) return NULL;
    for (size_t i = 0; i < n; i++) key[i + 2] = (char)(form[i] >= 'A' && form[i] <= 'Z' ? form[i] | 32 : form[i]);
    uint32_t at = table_find(&c->forms, key, n + 2);
    return at == TABLE_NONE ? NULL : c->bases + at;
}
