/* lexicon.c - opens the compiled lexicon of events and looks words up in it. */
#include "events/lexicon.h"

#include <string.h>

#include "base/error.h"

static bool string_ok(const lexicon *x, uint32_t at) { return at < x->n[LEX_STRINGS]; }

static bool list_ok(const lexicon *x, uint32_t at) {
    if (at >= x->n[LEX_LISTS] || x->lists[at] >= x->n[LEX_LISTS] - at) return false;
    for (uint32_t i = 1; i <= x->lists[at]; i++)
        if (!string_ok(x, x->lists[at + i])) return false;
    return true;
}

static bool code_ok(const lexicon *x, uint16_t code) { return code >= LEX_SAME || code < x->n[LEX_CODES]; }

/* That a lookup ends, and stays inside the section of `bytes` that ends where the keys do. */
static bool check_keys(const dl_table *t, const char *end) {
    uint32_t empty = 0;
    for (uint32_t i = 0; i <= t->mask; i++) {
        empty += !t->slots[i].entry;
        if (t->slots[i].entry > t->n) return false;
    }
    for (uint32_t i = 0; i < t->n; i++)
        if (t->entries[i].offset > (size_t)(end - t->strings) || t->entries[i].bytes > (size_t)(end - t->strings) - t->entries[i].offset) return false;
    return empty > 0;
}

static bool check_words(const lexicon *x) {
    for (uint32_t i = 0; i < x->keys.n; i++)
        if (table_value(&x->keys, i) >= x->n[LEX_SENSES]) return false;
    for (uint32_t i = 0; i < x->n[LEX_SENSES]; i++) {
        const lex_sense *s = &x->senses[i];
        if (!string_ok(x, s->with) || s->use >= LEX_USE_COUNT) return false;
        if (s->use < LEX_SET && s->of >= x->n[LEX_ENTRIES]) return false;
        if (s->use == LEX_STATUS && s->of >= LEX_STATUS_COUNT) return false;
    }
    return !x->n[LEX_SENSES] || x->senses[x->n[LEX_SENSES] - 1].last;
}

static bool check_frames(const lexicon *x) {
    for (uint32_t i = 0; i < x->n[LEX_ENTRIES]; i++) {
        const lex_entry *e = &x->entries[i];
        if (!string_ok(x, e->name) || !string_ok(x, e->mode) || !list_ok(x, e->contexts) || !code_ok(x, e->code)) return false;
        if (e->frames > x->n[LEX_FRAMES] || e->n_frames > x->n[LEX_FRAMES] - e->frames) return false;
    }
    for (uint32_t i = 0; i < x->n[LEX_FRAMES]; i++) {
        const lex_frame *f = &x->frames[i];
        if (!string_ok(x, f->text) || !code_ok(x, f->code) || f->n_slots > LEX_SLOTS || f->slots > x->n[LEX_SLOTS_ARRAY] ||
            f->n_slots > x->n[LEX_SLOTS_ARRAY] - f->slots)
            return false;
        if (f->carrier > LEX_CARRIERS + 1 || (f->carrier && f->carrier <= LEX_CARRIERS && f->carrier > x->head->carriers)) return false;
    }
    for (uint32_t i = 0; i < x->n[LEX_SLOTS_ARRAY]; i++)
        if (!string_ok(x, x->slots[i].words) || x->slots[i].role > LEX_ROLE_SET || x->slots[i].at > LEX_AT_THAT) return false;
    return true;
}

static bool check_codes(const lexicon *x) {
    for (uint32_t i = 0; i < x->n[LEX_CODES]; i++) {
        const lex_code *c = &x->codes[i];
        if (!memchr(c->cameo, 0, sizeof c->cameo) || c->type >= DL_EVENT_TYPES || c->quad > 4 || !string_ok(x, c->mode) ||
            !string_ok(x, c->name) || !list_ok(x, c->contexts))
            return false;
    }
    for (uint32_t i = 0; i < x->n[LEX_CONTENTS]; i++) {
        if (!memchr(x->contents[i].prefix, 0, sizeof x->contents[i].prefix)) return false;
        for (int k = 0; k < LEX_CARRIERS; k++)
            if (!code_ok(x, x->contents[i].code[k])) return false;
    }
    return true;
}

bool lexicon_open(lexicon *x, const void *section, size_t size, dl_error *err) {
    static const size_t ITEM[] = {
#define X(id, item) sizeof(item),
        LEX_ARRAYS(X)
#undef X
    };
    *x = (lexicon){0};
    const lex_head *h = section;
    bool ok = section && size >= sizeof *h && h->magic == LEX_MAGIC && h->carriers <= LEX_CARRIERS && h->refuse <= h->carriers;
    const char *at[LEX_ARRAY_COUNT];
    for (int i = 0; ok && i < LEX_ARRAY_COUNT; i++) {
        ok = h->array[i].at <= size && h->array[i].at % 8 == 0 && (uint64_t)h->array[i].n * ITEM[i] <= size - h->array[i].at;
        at[i] = (const char *)section + h->array[i].at;
        x->n[i] = h->array[i].n;
    }
    if (ok) {
        x->head = h;
        x->senses = (const void *)at[LEX_SENSES];
        x->entries = (const void *)at[LEX_ENTRIES];
        x->frames = (const void *)at[LEX_FRAMES];
        x->slots = (const void *)at[LEX_SLOTS_ARRAY];
        x->codes = (const void *)at[LEX_CODES];
        x->contents = (const void *)at[LEX_CONTENTS];
        x->lists = (const void *)at[LEX_LISTS];
        x->strings = at[LEX_STRINGS];
        ok = x->n[LEX_STRINGS] && !x->strings[x->n[LEX_STRINGS] - 1] && table_open(&x->keys, at[LEX_KEYS], x->n[LEX_KEYS]) &&
             check_keys(&x->keys, at[LEX_KEYS] + x->n[LEX_KEYS]) &&
             check_words(x) && check_frames(x) && check_codes(x);
    }
    if (!ok) *x = (lexicon){0};
    return ok || dl_fail(err, "dateline.data: no lexicon of events, or a damaged one; build it again with this version");
}

/* A lemma that was made wrong (telephon, expell, vetoe, troops) is still near the right one. */
static uint32_t find_near(const lexicon *x, char *word, size_t n) {
    uint32_t at = TABLE_NONE;
    char last = word[n - 1];
    if (n < 4) return at;
    if (last == 's' && n > 4 && (at = table_find(&x->keys, word, n - 1)) != TABLE_NONE) return at;
    if (last == 'e') return table_find(&x->keys, word, n - 1);
    if (last == word[n - 2]) return table_find(&x->keys, word, n - 1);
    word[n] = 'e';
    if ((at = table_find(&x->keys, word, n + 1)) != TABLE_NONE) return at;
    word[n] = last;
    return table_find(&x->keys, word, n + 1);
}

const lex_sense *lexicon_senses(const lexicon *x, const char *lemma) {
    char small[48];
    size_t n = strlen(lemma);
    if (!n || n + 1 >= sizeof small || !x->keys.n) return NULL;
    bool capital = false;
    for (size_t i = 0; i < n; i++) {
        bool big = lemma[i] >= 'A' && lemma[i] <= 'Z';
        capital |= big;
        small[i] = (char)(big ? lemma[i] | 32 : lemma[i]);
    }
    uint32_t at = table_find(&x->keys, lemma, n);
    if (at == TABLE_NONE && capital) at = table_find(&x->keys, small, n);
    if (at == TABLE_NONE) at = find_near(x, small, n);
    return at == TABLE_NONE ? NULL : &x->senses[at];
}

uint32_t lexicon_status(const lexicon *x, const char *lemma) {
    uint32_t bits = 0;
    for (const lex_sense *s = lexicon_senses(x, lemma); s; s = s->last ? NULL : s + 1)
        if (s->use == LEX_STATUS && !s->words) bits |= 1u << s->of;
    return bits;
}

bool lexicon_says(const lexicon *x, const char *lemma, uint32_t status) { return lexicon_status(x, lemma) >> status & 1; }

uint16_t lexicon_carry(const lexicon *x, unsigned carrier, uint16_t content) {
    const char *cameo = content < x->n[LEX_CODES] ? x->codes[content].cameo : "";
    const lex_content *best = NULL;
    size_t length = 0;
    for (uint32_t i = 0; i < x->n[LEX_CONTENTS]; i++) {
        const lex_content *c = &x->contents[i];
        size_t n = strlen(c->prefix);
        if ((!best || n > length) && !strncmp(cameo, c->prefix, n)) best = c, length = n;
    }
    return best && carrier >= 1 && carrier <= LEX_CARRIERS ? best->code[carrier - 1] : LEX_NO_CODE;
}
