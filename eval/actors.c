/* actors.c - for whom those named in the news act: mentions drawn at random from GeoWebNews and PolNeAR articles and annotated
 * by hand with country and sector before the reader was seen on them (eval/actors/mentions.tsv). */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "eval.h"
#include "file.h"

/* The sets' names in the list and their files. */
static const struct { const char *name, *file; } SETS[] = {
    {"geowebnews", "data/places/gwn.text.jsonl.xz"},
    {"polnear/dev", "data/polnear/dev.text.jsonl.xz"},
    {"polnear/train", "data/polnear/train.text.jsonl.xz"},
};
enum { N_SETS = sizeof SETS / sizeof *SETS, FIELDS = 7, MENTIONS = 512 };

/* Parts of the list; the last line of the result is of all. */
static const struct { const char *part, *name; } PARTS[] = {
    {"a", "a, looked at"}, {"b", "b, not looked at"}, {"c", "c, not looked at"},
};
enum { N_PARTS = sizeof PARTS / sizeof *PARTS };

typedef struct wanted {
    const char *part, *set, *id, *country, *sector;
    uint32_t start, end;
} wanted;

typedef struct tally {
    int seen, country, sector, both;
} tally;

/* One of the values parted by '/'; '-' stands for none. */
static bool allows(const char *values, const char *value) {
    size_t n = strlen(value);
    for (const char *v = values; v; v = strchr(v, '/') ? strchr(v, '/') + 1 : NULL)
        if (strcspn(v, "/") == n && !strncmp(v, value, n)) return true;
    return false;
}

static size_t read_list(char *text, wanted *list, size_t max) {
    size_t n = 0;
    for (char *line; (line = strsep(&text, "\n")) && n < max;) {
        char *f[FIELDS], *rest = line;
        if (!*line || *line == '#') continue;
        for (int i = 0; i < FIELDS; i++)
            if (!(f[i] = strsep(&rest, "\t"))) return 0;
        list[n++] = (wanted){.part = f[0], .set = f[1], .id = f[2], .start = (uint32_t)atoi(f[3]), .end = (uint32_t)atoi(f[4]),
                             .country = f[5], .sector = f[6]};
    }
    return n;
}

static uint32_t apart(uint32_t a, uint32_t b) { return a < b ? b - a : a - b; }

/* The entity of the mention that is most like the span, of those whose heads stand within it; else of the shortest one around it
 * whose name the span is ("Campus Manager Tara Boyle", where a tree has the title for the head). */
static const dl_entity *entity_at(const dl_report *r, const wanted *w) {
    size_t n, n_entities, n_tokens, bytes;
    uint32_t least = 0;
    const dl_mention *m = dl_report_mentions(r, &n), *best = NULL;
    const dl_token *t = dl_report_tokens(r, &n_tokens);
    for (size_t i = 0; i < n; i++) {
        const dl_span head = t[m[i].head].span;
        if (head.start < w->start || head.end > w->end) continue;
        const uint32_t off = apart(m[i].span.start, w->start) + apart(m[i].span.end, w->end);
        if (!best || off < least) best = &m[i], least = off;
    }
    const dl_entity *e = dl_report_entities(r, &n_entities);
    const char *text = dl_report_text(r, &bytes), *from = text, *to;
    for (uint32_t i = 0; i < w->start && *from; i++)
        for (from++; (*from & 0xC0) == 0x80;) from++;
    to = from;
    for (uint32_t i = w->start; i < w->end && *to; i++)
        for (to++; (*to & 0xC0) == 0x80;) to++;
    for (size_t i = 0; i < n && !best; i++) { /* in order: what begins last around it is the shortest */
        const char *name = e[m[n - 1 - i].entity].name;
        if (m[n - 1 - i].span.start <= w->start && m[n - 1 - i].span.end >= w->end && strlen(name) == (size_t)(to - from) &&
            !strncmp(name, from, (size_t)(to - from)))
            best = &m[n - 1 - i];
    }
    return best ? &e[best->entity] : NULL;
}

/* Blocs have no code of their own in events: "Central American migrants" belong to no state. */
static const char *country_of(const dl_entity *e) {
    static const char *const organizations[] = {"WTO", "EU", "NATO", "UN", "MNC"};
    if (!e || !e->actor) return "-";
    if (strlen(e->actor) == 3) return e->actor;
    for (size_t i = 0; i < sizeof organizations / sizeof *organizations; i++)
        if (!strcmp(organizations[i], e->actor)) return e->actor;
    return "-";
}

static void score(const dl_report *r, const wanted *w, bool details, tally *t) {
    const dl_entity *e = entity_at(r, w);
    const char *country = country_of(e), *sector = e && e->sector ? e->sector : "-";
    bool c = e && allows(w->country, country), s = e && allows(w->sector, sector);
    t->seen++;
    t->country += c;
    t->sector += s;
    t->both += c && s;
    if (details && !(c && s)) {
        size_t bytes;
        const char *text = dl_report_text(r, &bytes), *at = text;
        for (uint32_t from = 0; from < w->start && *at; from++)
            for (at++; (*at & 0xC0) == 0x80;) at++;
        printf("  %s %s:%u \"%.*s\" wanted %s %s, got %s %s%s%s\n", w->part, w->id, w->start, (int)(w->end - w->start), at,
               w->country, w->sector, e ? country : "nothing", sector, e ? ": " : "", e ? e->name : "");
    }
}

static size_t part_of(const wanted *w) {
    size_t i = 0;
    while (i < N_PARTS && strcmp(PARTS[i].part, w->part)) i++;
    return i;
}

static bool score_set(const dl_model *model, size_t set, const wanted *list, size_t n, const char *part, bool details, tally *t,
                      dl_error *err) {
    const char *path = eval_find(SETS[set].file);
    size_t bytes;
    char *lines = path ? file_read(path, &bytes, err) : NULL;
    bool ok = !path || lines;
    for (char *line = lines, *next; line && *line && ok; line = next) {
        size_t length = strcspn(line, "\n");
        next = line + length + (line[length] == '\n');
        json_t *o = json_loadb(line, length, 0, NULL);
        const char *id = json_string_value(json_object_get(o, "id")), *text = json_string_value(json_object_get(o, "text"));
        const char *date = json_string_value(json_object_get(o, "date"));
        dl_report *r = NULL;
        for (size_t i = 0; i < n && ok && id && text; i++) {
            if (strcmp(list[i].set, SETS[set].name) || strcmp(list[i].id, id) || (part && strcmp(list[i].part, part))) continue;
            const dl_options options = {.date = date && strlen(date) == 10 ? date : NULL, .date_is_metadata = true};
            if (!r) ok = (r = dl_read(model, text, strlen(text), &options, err));
            if (ok) score(r, &list[i], details, &t[part_of(&list[i])]);
        }
        dl_report_free(r);
        json_decref(o);
    }
    free(lines);
    return ok;
}

int eval_actors(const dl_model *model, int n, char **args) {
    bool details = false;
    const char *part = NULL;
    for (int i = 0; i < n; i++)
        if (!strcmp(args[i], "--details")) details = true;
        else part = args[i];
    printf("\nCountry and sector of actors\n");
    dl_error err = {{0}};
    size_t bytes;
    char *text = file_read(EVAL_DIR "/actors/mentions.tsv", &bytes, &err);
    wanted list[MENTIONS];
    size_t wants = text ? read_list(text, list, MENTIONS) : 0;
    bool ok = wants || (text && dl_fail(&err, "eval/actors/mentions.tsv is not as its first lines say"));
    for (size_t i = 0; i < wants && ok; i++) ok = part_of(&list[i]) < N_PARTS || dl_fail(&err, "mentions.tsv: no part %s", list[i].part);
    tally t[N_PARTS + 1] = {{0}};
    for (size_t set = 0; set < N_SETS && ok; set++) ok = score_set(model, set, list, wants, part, details, t, &err);
    for (size_t i = 0; i < N_PARTS; i++) {
        t[N_PARTS].seen += t[i].seen;
        t[N_PARTS].country += t[i].country;
        t[N_PARTS].sector += t[i].sector;
        t[N_PARTS].both += t[i].both;
    }
    for (size_t i = 0; i <= N_PARTS && ok; i++)
        if (t[i].seen)
            printf("%-18s %3d mentions  country %5.1f  sector %5.1f  both %5.1f\n", i < N_PARTS ? PARTS[i].name : "all", t[i].seen,
                   100.0 * t[i].country / t[i].seen, 100.0 * t[i].sector / t[i].seen, 100.0 * t[i].both / t[i].seen);
    if (!ok) fprintf(stderr, "dateline-eval: %s\n", err.message);
    free(text);
    return !ok;
}
