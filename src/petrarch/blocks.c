/* blocks.c - PETRARCH's verbs and their codes as entries of our lexicon, and the lexicon made anew of ours and theirs: where both
 * know a verb, theirs stands. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "petrarch/private.h"

/* ---- codes ------------------------------------------------------------------------------------------------------- */

static uint16_t find_code(const petr_verbs *v, const char *s, size_t n) {
    for (size_t i = 0; i < v->book.n_codes; i++)
        if (strlen(v->book.codes[i].cameo) == n && !memcmp(v->book.codes[i].cameo, s, n)) return (uint16_t)i;
    return LEX_NO_CODE;
}

uint16_t petr_event_code(petr_verbs *v, petr_file *f, char *s, bool *none, bool *mutual) {
    s = petr_trim(s);
    char *second = strchr(s, ':');
    *none = *mutual = false;
    if (second) {
        *second++ = 0;
        *mutual = !strcmp(s, second);
        if (!*mutual && strcmp(second, "---"))
            petr_problem(v->l, f, "the code :%.10s of the other direction is not carried over", second);
    }
    if (!*s || !strcmp(s, "---")) return *none = true, LEX_NO_CODE;
    size_t n = strlen(s);
    if (strspn(s, "0123456789") != n || n < 2 || n > 4) {
        petr_problem(v->l, f, "'%.20s' is no CAMEO code; it has two to four figures", s);
        return LEX_NO_CODE;
    }
    uint16_t code = find_code(v, s, n);
    if (code != LEX_NO_CODE) return code;
    char root[4] = {s[0], s[1], '0', 0};
    code = n == 4 ? find_code(v, s, 3) : LEX_NO_CODE;
    if (code == LEX_NO_CODE) code = find_code(v, root, 3);
    if (code != LEX_NO_CODE && strncmp(s, "01", 2)) {
        if (n > 2) petr_problem(v->l, f, "%s is no code of ours; coded as %s", s, v->book.codes[code].cameo);
        return code;
    }
    if (!strncmp(s, "01", 2)) petr_problem(v->l, f, "%s is a statement, which the record has as such: no event", s);
    else petr_problem(v->l, f, "%s is no CAMEO code", s);
    *none = !strncmp(s, "01", 2);
    return LEX_NO_CODE;
}

/* ---- blocks ------------------------------------------------------------------------------------------------------ */

static uint32_t new_entry(petr_verbs *v, uint16_t code, bool mutual) {
    lex_book_entry *e = BOOK_ADD(&v->book, entries);
    if (!e) return v->l->failed = true, 0;
    e->name = v->block ? v->block : "PETRARCH";
    e->code = code;
    e->flags = (uint8_t)(LEX_WHOLE | (mutual ? LEX_MUTUAL : 0));
    e->frames = (uint32_t)v->book.n_frames;
    return (uint32_t)(v->book.n_entries - 1);
}

static void put_frame(petr_verbs *v, uint32_t entry, const lex_book_frame *frame) {
    lex_book_frame *to = BOOK_ADD(&v->book, frames);
    if (!to) {
        v->l->failed = true;
        return;
    }
    *to = *frame;
    to->entry = entry;
    if (!v->book.entries[entry].n_frames++) v->book.entries[entry].frames = (uint32_t)(v->book.n_frames - 1);
}

/* "S * T" and "S * to|for|with... T" */
static void put_plain_frames(petr_verbs *v, uint32_t entry) {
    static const char words[] = " to for with against from of in on at into over about toward towards between ";
    lex_book_frame frame = {.code = v->book.entries[entry].code, .n_slots = 2, .text = "S * T"};
    frame.slots[0] = (lex_slot){.role = LEX_ROLE_SOURCE, .at = LEX_AT_SUBJECT};
    frame.slots[1] = (lex_slot){.role = LEX_ROLE_TARGET, .at = LEX_AT_OBJECT};
    put_frame(v, entry, &frame);
    frame.text = "S * with T";
    frame.slots[1].at = LEX_AT_PREPOSITION;
    frame.words[1] = words;
    put_frame(v, entry, &frame);
}

/* Adds a verb's words ("beef up") to an entry, and remembers that theirs stands for it. */
static void put_verb(petr_verbs *v, uint32_t entry, const char *words) {
    events_word(&v->book, LEX_VERB, entry, words, strlen(words), (lex_place){0});
}

void petr_open_block(petr_verbs *v, petr_file *f, char *s) {
    petr_close_block(v);
    char *open = strchr(s, '['), *close = open ? strchr(open, ']') : NULL, name[80];
    bool mutual;
    if (close) *open++ = *close = 0;
    else if (open) petr_problem(v->l, f, "a [ that is not closed; write the ]");
    s += strspn(s, "- ");
    snprintf(name, sizeof name, "%.60s", petr_trim(s));
    for (size_t n = strlen(name); n && (name[n - 1] == '-' || name[n - 1] == ' '); n--) name[n - 1] = 0;
    v->block = arena_copy(&v->book.arena, *name ? name : "PETRARCH", strlen(*name ? name : "PETRARCH"));
    if (!v->block) v->l->failed = true;
    bool none;
    v->block_code = close ? petr_event_code(v, f, open, &none, &mutual) : LEX_NO_CODE;
    v->block_mutual = close && mutual;
}

/* The patterns of a block are one entry of all its verbs, those that go both ways another. */
static void put_patterns(petr_verbs *v, bool mutual) {
    const petr_pattern *patterns = (const petr_pattern *)(const void *)v->frames.at;
    const uint32_t *verbs = (const uint32_t *)(const void *)v->verbs.at;
    uint32_t entry = TABLE_NONE;
    for (size_t i = 0; i < v->frames.size / sizeof *patterns && !v->l->failed; i++) {
        if (patterns[i].mutual != mutual) continue;
        if (entry == TABLE_NONE) entry = new_entry(v, LEX_NO_CODE, mutual);
        put_frame(v, entry, &patterns[i].frame);
    }
    for (size_t i = 0; entry != TABLE_NONE && i < v->verbs.size / sizeof *verbs && !v->l->failed; i++)
        put_verb(v, entry, petr_text(v->l->p, verbs[i]));
}

void petr_close_block(petr_verbs *v) {
    const uint32_t *verbs = (const uint32_t *)(const void *)v->verbs.at;
    if (v->has_verb && !v->l->failed) {
        put_patterns(v, false);
        put_patterns(v, true);
        const petr_particle_frame *more = (const petr_particle_frame *)(const void *)v->particles.at;
        for (size_t i = 0; i < v->particles.size / sizeof *more && !v->l->failed; i++) {
            char words[160];
            uint32_t with = new_entry(v, LEX_NO_CODE, false);
            put_frame(v, with, &more[i].frame);
            for (size_t k = 0; k < v->verbs.size / sizeof *verbs && k < 64; k++)
                if (!strchr(petr_text(v->l->p, verbs[k]), ' ') &&
                    snprintf(words, sizeof words, "%s %s", petr_text(v->l->p, verbs[k]), petr_text(v->l->p, more[i].with)) < 120)
                    put_verb(v, with, words);
        }
    }
    v->frames.size = v->particles.size = v->verbs.size = v->plain.size = 0;
    v->has_verb = false;
    v->told = 0;
    v->block_code = LEX_NO_CODE;
    v->block = NULL;
}

void petr_particle(petr_verbs *v, const char *with, const lex_book_frame *frame, bool aims) {
    petr_particle_frame p = {.frame = *frame};
    char small[130];
    snprintf(small, sizeof small, "%.120s", with);
    for (char *c = small; *c; c++) *c = (char)tolower((unsigned char)*c);
    p.with = petr_string(v->l, small);
    if (!aims && p.frame.n_slots < LEX_SLOTS)
        p.frame.slots[p.frame.n_slots++] = (lex_slot){.role = LEX_ROLE_TARGET, .at = LEX_AT_OBJECT, .optional = true};
    bytes_add(&v->particles, &p, sizeof p);
    v->l->failed |= v->particles.failed;
}

/* "BEEF UP" of "+BEEF_UP", "RE-ARREST" of "RE_+ARREST": the verb first, then what hangs on it. */
static bool take_verb(petr_verbs *v, petr_file *f, char *s, char *out, size_t size) {
    char *plus = strchr(s, '+'), *word, verb[80] = "", rest[120] = "", *cut = s;
    if (strchr(s, '_') && !plus) {
        petr_problem(v->l, f, "'%.60s': which word is the verb? mark it with +", s);
        return false;
    }
    while ((word = strsep(&cut, "_"))) {
        if (!*word) continue;
        if (*word == '+' || (!plus && !*verb)) snprintf(verb, sizeof verb, "%.70s", word + (*word == '+'));
        else if (strlen(rest) + strlen(word) + 2 < sizeof rest) {
            if (*rest) strcat(rest, " ");
            strcat(rest, word);
        }
    }
    if (!*verb) return petr_problem(v->l, f, "no verb"), false;
    int n = !strcmp(rest, "RE") ? snprintf(out, size, "RE-%s", verb) : snprintf(out, size, *rest ? "%s %s" : "%s", verb, rest);
    for (char *c = out; *c; c++) *c = (char)tolower((unsigned char)*c);
    return n > 0 && (size_t)n < size && n < 120;
}

/* The tree knows a verb by its lemma; of a rare one with forms of its own (flung) the lemma may be that form. */
static void add_forms(petr_verbs *v, petr_file *f, char *forms) {
    const lexicon *x = petr_lexicon(v->l);
    char words[160];
    for (char *form; (form = strsep(&forms, " \t"));) {
        size_t n = strlen(form);
        for (char *c = form; *c; c++) *c = (char)toupper((unsigned char)*c);
        if (n < 3 || !strcmp(form + n - 2, "ED") || form[n - 1] == 'S' || !strcmp(form + n - 3, "ING") || strchr(form, '_')) continue;
        if (!take_verb(v, f, form, words, sizeof words) || (x && x->keys.n && table_find(&x->keys, words, strlen(words)) != TABLE_NONE)) continue;
        uint32_t text = petr_string(v->l, words);
        bytes_add(&v->verbs, &text, sizeof text);
    }
}

void petr_add_verb(petr_verbs *v, petr_file *f, char *s) {
    char *open = strchr(s, '['), *close = open ? strchr(open, ']') : NULL, *forms = strchr(s, '{'), words[160];
    uint16_t code = v->block_code;
    bool mutual = v->block_mutual, none;
    if (open && !close) {
        petr_problem(v->l, f, "a [ that is not closed; write the ]");
        return;
    }
    if (close) {
        *open++ = *close = 0;
        code = petr_event_code(v, f, open, &none, &mutual);
    }
    if (!v->block) petr_problem(v->l, f, "a verb before any --- block ---");
    if (forms && !strchr(forms, '}')) petr_problem(v->l, f, "a { that is not closed; write the }");
    if (forms) {
        *forms++ = 0;
        forms[strcspn(forms, "}")] = 0;
    }
    s = petr_trim(s);
    s[strcspn(s, " \t")] = 0;
    for (char *c = s; *c; c++) *c = (char)toupper((unsigned char)*c);
    if (!take_verb(v, f, s, words, sizeof words)) return;
    size_t first = v->verbs.size / sizeof(uint32_t);
    uint32_t text = petr_string(v->l, words);
    bytes_add(&v->verbs, &text, sizeof text);
    add_forms(v, f, forms);
    uint32_t *known = table_add(&v->theirs, words, strlen(words));
    if (known && *known != TABLE_NONE) {
        petr_file was = {.file = f->file, .line = *known};
        petr_problem(v->l, f, "'%.60s' is at line %u too; both count", words, was.line);
    } else if (known) *known = f->line;
    v->l->failed |= v->verbs.failed || !known;
    v->has_verb = true;
    if (code == LEX_NO_CODE) return;
    const petr_plain *plain = (const petr_plain *)(const void *)v->plain.at;
    uint32_t entry = TABLE_NONE;
    for (size_t i = v->plain.size / sizeof *plain; i-- > 0 && entry == TABLE_NONE;)
        if (plain[i].code == code && plain[i].mutual == mutual) entry = plain[i].entry;
    if (entry == TABLE_NONE) {
        entry = new_entry(v, code, mutual);
        put_plain_frames(v, entry);
        petr_plain new = {code, mutual, entry};
        bytes_add(&v->plain, &new, sizeof new);
        v->l->failed |= v->plain.failed;
    }
    for (size_t i = first; i < v->verbs.size / sizeof text; i++)
        put_verb(v, entry, petr_text(v->l->p, ((const uint32_t *)(const void *)v->verbs.at)[i]));
}

/* ---- the lexicon of both ----------------------------------------------------------------------------------------- */

const lexicon *petr_lexicon(const petr_loader *l) {
    return l->p->has_lexicon ? &l->p->lexicon : l->p->model && l->p->model->events ? &l->p->model->events->lexicon : NULL;
}

/* Ours becomes a book again, so that theirs goes in beside it and one lexicon is made of both. */
bool petr_verbs_begin(petr_verbs *v) {
    const lexicon *x = petr_lexicon(v->l);
    lex_book *b = &v->book;
    if (!x || !x->head) return true;
    b->n_carriers = x->head->carriers;
    for (uint32_t i = 0; i < b->n_carriers; i++) b->carriers[i] = i + 1 == x->head->refuse ? "refuse" : ""; /* only that one is asked for by name */
    for (uint32_t i = 0; i < x->n[LEX_CODES]; i++) {
        lex_book_code *c = BOOK_ADD(b, codes);
        if (!c) return false;
        const lex_code *from = &x->codes[i];
        memcpy(c->cameo, from->cameo, sizeof c->cameo);
        c->type = from->type, c->quad = from->quad, c->goldstein = from->goldstein;
        c->mode = x->strings + from->mode, c->name = x->strings + from->name;
        const uint32_t *list = x->lists + from->contexts;
        for (; c->n_contexts < *list && c->n_contexts < 8; c->n_contexts++) c->contexts[c->n_contexts] = x->strings + list[1 + c->n_contexts];
    }
    for (uint32_t i = 0; i < x->n[LEX_CONTENTS]; i++) {
        lex_content *c = BOOK_ADD(b, contents);
        if (!c) return false;
        *c = x->contents[i];
    }
    for (uint32_t i = 0; i < x->n[LEX_ENTRIES]; i++) {
        lex_book_entry *e = BOOK_ADD(b, entries);
        if (!e) return false;
        const lex_entry *from = &x->entries[i];
        e->name = x->strings + from->name, e->mode = x->strings + from->mode;
        e->code = from->code, e->flags = from->flags, e->frames = from->frames, e->n_frames = from->n_frames;
        const uint32_t *list = x->lists + from->contexts;
        for (; e->n_contexts < *list && e->n_contexts < 8; e->n_contexts++) e->contexts[e->n_contexts] = x->strings + list[1 + e->n_contexts];
        for (uint32_t k = 0; k < from->n_frames; k++)
            if (from->frames + k >= x->n[LEX_FRAMES]) return false;
    }
    uint32_t sets = 0;
    for (uint32_t i = 0; i < x->n[LEX_FRAMES]; i++) {
        lex_book_frame *f = BOOK_ADD(b, frames);
        if (!f) return false;
        const lex_frame *from = &x->frames[i];
        const char *text = x->strings + from->text, *colon = strstr(text, ": ");
        *f = (lex_book_frame){.text = colon ? colon + 2 : text, .n_slots = from->n_slots, .carrier = from->carrier, .code = from->code, .noun = from->noun};
        for (uint32_t k = 0; k < from->n_slots && k < LEX_SLOTS; k++) {
            f->slots[k] = x->slots[from->slots + k];
            f->words[k] = x->strings + f->slots[k].words;
            if (f->slots[k].role == LEX_ROLE_SET && f->slots[k].set >= sets) sets = f->slots[k].set + 1;
        }
    }
    for (uint32_t i = 0; i < x->n[LEX_ENTRIES]; i++)
        for (uint32_t k = 0; k < b->entries[i].n_frames; k++) b->frames[b->entries[i].frames + k].entry = i;
    for (uint32_t i = 0; i < x->n[LEX_SENSES]; i++)
        if (x->senses[i].use == LEX_SET && x->senses[i].of >= sets) sets = x->senses[i].of + 1;
    for (uint32_t i = 0; i < sets; i++) {
        lex_set *s = BOOK_ADD(b, sets);
        if (!s) return false;
        s->name = "";
        s->used = true;
    }
    return true;
}

/* Our words, but for the verbs that their dictionary has. */
static bool put_our_words(petr_verbs *v) {
    const lexicon *x = petr_lexicon(v->l);
    char whole[256];
    for (uint32_t i = 0; x && x->head && i < x->keys.n; i++) {
        const char *key = table_key(&x->keys, i);
        for (uint32_t k = table_value(&x->keys, i); k < x->n[LEX_SENSES]; k++) {
            const lex_sense *s = &x->senses[k];
            const char *with = x->strings + s->with;
            snprintf(whole, sizeof whole, *with ? "%.100s %.120s" : "%.100s", key, with);
            bool theirs = false;
            if (s->use == LEX_VERB && v->theirs.n) {
                uint32_t *at = table_add(&v->theirs, whole, strlen(whole));
                if (!at) return false;
                theirs = *at != TABLE_NONE;
            }
            if (!theirs) {
                lex_word *w = BOOK_ADD(&v->book, words);
                if (!w) return false;
                *w = (lex_word){.key = key, .with = with, .of = s->of, .use = s->use};
            }
            if (s->last) break;
        }
    }
    return true;
}

bool petr_verbs_finish(petr_verbs *v) {
    dl_bytes section = {0};
    struct petrarch *p = v->l->p;
    lexicon made = {0};
    dl_error err;
    bool ok = put_our_words(v) && events_pack(&v->book, &section) && lexicon_open(&made, section.at, section.size, &err);
    if (!ok) {
        bytes_free(&section);
        return false;
    }
    bytes_free(&p->lexicon_section);
    p->lexicon_section = section;
    p->lexicon = made;
    p->has_lexicon = true;
    return true;
}

void petr_verbs_free(petr_verbs *v) {
    dl_bytes none = {0};
    events_free(&v->book);
    bytes_free(&v->synsets);
    bytes_free(&v->items);
    bytes_free(&v->frames);
    bytes_free(&v->particles);
    bytes_free(&v->verbs);
    bytes_free(&v->plain);
    table_finish(&v->names, &none);
    table_finish(&v->phrases, &none);
    table_finish(&v->theirs, &none);
    bytes_free(&none);
}
