/* codes.c - looking codes of other formats up straight from the map. */
#include "output/codes.h"

#include <string.h>

void codes_open(codes *c, const dl_model *m) {
    size_t size = 0;
    const void *keys = m ? pack_section(&m->data, CODES_KEYS, &size) : NULL;
    table_open(&c->keys, keys, size);
    c->fields = m ? pack_section(&m->data, CODES_FIELDS, &c->bytes) : NULL;
    if (!c->fields || !c->bytes || c->fields[c->bytes - 1]) c->fields = NULL, c->bytes = 0;
}

const char *codes_find(const codes *c, enum codes_list list, const char *key, int field) {
    char name[20] = {codes_prefix(list)};
    size_t n = key ? strlen(key) : 0;
    if (!n || n > sizeof name - 2 || !c->fields) return NULL;
    memcpy(name + 1, key, n);
    uint32_t at = table_find(&c->keys, name, n + 1);
    if (at == TABLE_NONE) return NULL;
    for (; field > 0 && at < c->bytes; field--) at += (uint32_t)strlen(c->fields + at) + 1;
    return at < c->bytes ? c->fields + at : "";
}
