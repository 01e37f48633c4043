/* corpus.c - gathers the reports that are read for measuring. */
#include "corpus.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "file.h"

static bool add(corpus *c, const char *text) {
    char **texts = realloc(c->texts, (c->n + 1) * sizeof *texts);
    if (texts) c->texts = texts;
    size_t *bytes = realloc(c->bytes, (c->n + 1) * sizeof *bytes);
    if (bytes) c->bytes = bytes;
    if (!texts || !bytes || !(c->texts[c->n] = strdup(text))) return false;
    c->bytes[c->n++] = strlen(text);
    return true;
}

static bool add_wire(corpus *c, char *lines, size_t most, dl_error *err) {
    for (char *line = lines, *next; *line && c->n < most; line = next) {
        size_t n = strcspn(line, "\n");
        next = line + n + (line[n] == '\n');
        json_t *o = json_loadb(line, n, 0, NULL);
        const char *text = json_string_value(json_object_get(o, "text"));
        bool ok = !text || add(c, text);
        json_decref(o);
        if (!ok) return dl_fail(err, "out of memory");
    }
    return c->n > 0 || dl_fail(err, "the wire reports hold no text");
}

static bool add_examples(corpus *c, size_t most, dl_error *err) {
    static const char *const names[] = {"strait", "flood", "strike"};
    for (size_t k = 0; c->n < most; k++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/examples/%s.txt", SOURCE_DIR, names[k % 3]);
        size_t n;
        char *text = file_read(path, &n, err);
        if (!text) return false;
        for (size_t i = 0; i < n; i++) /* other figures each time, so that no two reports are the same */
            if (text[i] >= '0' && text[i] <= '9') text[i] = (char)('0' + (unsigned)(text[i] - '0' + (int)(k / 3)) % 10);
        bool ok = add(c, text);
        free(text);
        if (!ok) return dl_fail(err, "out of memory");
    }
    return true;
}

bool corpus_load(corpus *c, size_t most, dl_error *err) {
    *c = (corpus){0};
    const char *folder = getenv("DATELINE_SHARED");
    char path[4096];
    snprintf(path, sizeof path, "%s/data/raw/wire.jsonl.xz", folder && *folder ? folder : "../shared");
    bool ok;
    if (!access(path, R_OK)) {
        c->name = "wire reports";
        size_t n;
        char *lines = file_read(path, &n, err);
        ok = lines && add_wire(c, lines, most, err);
        free(lines);
    } else {
        c->name = "example reports, repeated";
        ok = add_examples(c, most, err);
    }
    if (!ok) corpus_free(c);
    return ok;
}

void corpus_free(corpus *c) {
    for (size_t i = 0; i < c->n; i++) free(c->texts[i]);
    free(c->texts);
    free(c->bytes);
    *c = (corpus){0};
}

char *corpus_long(const corpus *c, size_t bytes, bool bare) {
    char *text = malloc(bytes + 1);
    if (!text) return NULL;
    size_t n = 0;
    for (size_t k = 0; n < bytes; k = (k + 1) % c->n) {
        for (size_t i = 0; i < c->bytes[k] && n < bytes; i++) {
            char b = c->texts[k][i];
            bool letter = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
            if (!bare) text[n++] = b;
            else if (letter) text[n++] = b;
            else if (n && text[n - 1] != ' ') text[n++] = ' ';
        }
        for (int i = 0; i < 2 && n < bytes; i++) text[n++] = bare ? ' ' : '\n';
    }
    text[n] = 0;
    return text;
}
