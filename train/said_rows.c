/* said_rows.c - reads annotated articles with the reader itself and lays their attributions over its words. */
#include "said_rows.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../eval/file.h"

static _Noreturn void stop(const char *what) {
    fprintf(stderr, "dateline-train-statements: %s\n", what);
    exit(1);
}

static void *get(size_t n, size_t size) {
    void *p = calloc(n + 1, size);
    if (!p) stop("out of memory");
    return p;
}

/* The first token that ends after a code point. */
static uint32_t token_at(const dl_report *r, uint32_t cp) {
    size_t low = 0, high = r->n_tokens;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r->tokens[mid].span.end <= cp) low = mid + 1;
        else high = mid;
    }
    return (uint32_t)low;
}

static void lay(const dl_report *r, json_t *spans, uint8_t role, uint8_t *roles) {
    size_t i;
    json_t *s;
    json_array_foreach(spans, i, s) {
        uint32_t from = (uint32_t)json_integer_value(json_array_get(s, 0)), to = (uint32_t)json_integer_value(json_array_get(s, 1));
        for (uint32_t k = token_at(r, from); k < r->n_tokens && r->tokens[k].span.start < to; k++) roles[k] = role;
    }
}

/* The word of a cue that the rest of it hangs from: a verb, noun or adjective rather than a small word. */
static uint32_t cue_head(const dl_report *r, const said_word *w, const uint8_t *roles) {
    uint32_t best = DL_NONE, rank = 0;
    for (uint32_t i = 0; i < r->n_tokens; i++) {
        if (roles[i] != ROLE_CUE || !cue_possible(r, w, i)) continue;
        const dl_token *t = &r->tokens[i];
        bool top = t->head == DL_ROOT || roles[t->head] != ROLE_CUE;
        bool full = t->upos == DL_VERB || t->upos == DL_NOUN || t->upos == DL_ADJ || t->upos == DL_PROPN;
        uint32_t k = 1 + 2 * (uint32_t)top + 3 * (uint32_t)full;
        if (k > rank) rank = k, best = i;
    }
    return best;
}

static void add_frames(said_articles *all, said_article *a, json_t *quotes) {
    dl_report *r = a->r;
    uint8_t *roles = get(r->n_tokens, 1);
    a->frames = get(json_array_size(quotes), sizeof *a->frames);
    size_t i;
    json_t *q;
    json_array_foreach(quotes, i, q) {
        memset(roles, 0, r->n_tokens);
        lay(r, json_object_get(q, "content"), ROLE_CONTENT, roles);
        lay(r, json_object_get(q, "source"), ROLE_SOURCE, roles);
        lay(r, json_object_get(q, "cue"), ROLE_CUE, roles);
        said_frame f = {.head = cue_head(r, a->w, roles)};
        all->lost += f.head == DL_NONE;
        if (f.head == DL_NONE || a->is_cue[f.head]) continue;
        for (uint32_t k = 0; k < r->n_tokens; k++) f.n += roles[k] != 0;
        f.tokens = get(f.n, sizeof *f.tokens);
        f.roles = get(f.n, 1);
        f.n = 0;
        for (uint32_t k = 0; k < r->n_tokens; k++)
            if (roles[k]) f.tokens[f.n] = k, f.roles[f.n++] = roles[k];
        a->is_cue[f.head] = 1;
        a->frames[a->n++] = f;
        all->n_frames++;
    }
    free(roles);
}

static json_t *lines(const char *path) {
    dl_error err;
    size_t n;
    char *text = file_read(path, &n, &err);
    if (!text) stop(err.message);
    json_t *list = json_array();
    for (char *line = text, *end; *line; line = end) {
        size_t k = strcspn(line, "\n");
        end = line + k + (line[k] == '\n');
        json_t *o = json_loadb(line, k, 0, NULL);
        if (o) json_array_append_new(list, o);
    }
    free(text);
    return list;
}

void said_read(said_articles *all, const dl_model *m, const char *text, const char *gold) {
    json_t *texts = lines(text), *golds = lines(gold), *by_id = json_object(), *o;
    size_t i;
    json_array_foreach(golds, i, o) json_object_set(by_id, json_string_value(json_object_get(o, "id")), json_object_get(o, "quotes"));
    all->at = get(json_array_size(texts), sizeof *all->at);
    json_array_foreach(texts, i, o) {
        const char *id = json_string_value(json_object_get(o, "id")), *s = json_string_value(json_object_get(o, "text"));
        json_t *quotes = id ? json_object_get(by_id, id) : NULL;
        if (!s || !quotes) continue;
        said_article *a = &all->at[all->n++];
        a->id = strdup(id);
        a->text = strdup(s);
        a->r = dl_read(m, a->text, strlen(a->text), NULL, NULL);
        if (!a->r || !(a->w = said_words(a->r))) stop("an article cannot be read");
        a->is_cue = get(a->r->n_tokens, 1);
        a->cues = get(a->r->n_tokens, 1);
        add_frames(all, a, quotes);
    }
    json_decref(texts);
    json_decref(golds);
    json_decref(by_id);
}

void said_free(said_articles *all) {
    for (size_t i = 0; i < all->n; i++) {
        said_article *a = &all->at[i];
        for (uint32_t k = 0; k < a->n; k++) free(a->frames[k].tokens), free(a->frames[k].roles);
        free(a->frames), free(a->is_cue), free(a->cues), free(a->id), free(a->text);
        dl_report_free(a->r);
    }
    free(all->at);
}

static void put_spans(FILE *f, const char *key, const dl_span *s, uint32_t n) {
    fprintf(f, "\"%s\":[", key);
    for (uint32_t i = 0; i < n; i++) fprintf(f, "%s[%u,%u]", i ? "," : "", s[i].start, s[i].end);
    fputc(']', f);
}

void said_predict(FILE *f, said_article *a, const struct statements_model *learned) {
    frames found = {0}; /* the lists of words are the model's own */
    dl_report *r = a->r;
    r->n_statements = 0;
    if (!statements_by_tagger(r, learned, &found) || !statements_assemble(r, &found)) stop("out of memory");
    fprintf(f, "{\"id\":\"%s\",\"quotes\":[", a->id);
    for (size_t i = 0; i < r->n_statements; i++) {
        const dl_statement *s = &r->statements[i];
        fputs(i ? ",{" : "{", f);
        put_spans(f, "source", s->source, s->n_source);
        fputc(',', f);
        put_spans(f, "cue", s->cue, s->n_cue);
        fputc(',', f);
        put_spans(f, "content", s->content, s->n_content);
        fprintf(f, ",\"confidence\":%.4f}", (double)s->confidence);
    }
    fputs("]}\n", f);
}

void said_write(const char *path, const struct statements_model *learned) {
    FILE *f = fopen(path, "wb");
    said_section head = {SAID_VERSION, learned->cue_scale, learned->threshold, learned->outline};
    if (!f || fwrite(&head, sizeof head, 1, f) != 1 || fwrite(learned->weights, SAID_BYTES, 1, f) != 1 || fclose(f))
        stop("the section cannot be written");
}
