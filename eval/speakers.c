/* speakers.c - who says what is quoted: 200 direct quotations of PolNeAR that were looked at (eval/quotes/speakers.tsv) and
 * 100 that judge (speakers_judging.tsv), each with mentions of its speaker by full name. A speaker is right when the entity that the statement names has one of them, or that
 * name. With --gold the parts of each attribution are given as PolNeAR has them, so that only the finding of the
 * speaker is measured. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "eval.h"
#include "file.h"
#include "report.h"
#include "statements/statements.h"

enum { LINE = 1024, ALTERNATIVES = 8 };

typedef struct quotation {
    char id[256];
    uint32_t at;
    dl_span speaker[ALTERNATIVES];
    size_t n;
} quotation;

typedef struct counts {
    size_t all, found, right, silent;
} counts;

/* ---- attributions as PolNeAR has them
 * ---------------------------------------------------------------------------------- */

static void paint(const dl_report *r, frame *f, const json_t *spans, uint8_t role) {
    size_t k;
    json_t *span;
    json_array_foreach(spans, k, span) {
        uint32_t start = (uint32_t)json_integer_value(json_array_get(span, 0)),
                 end = (uint32_t)json_integer_value(json_array_get(span, 1));
        for (uint32_t i = 0; i < r->n_tokens; i++)
            if (r->tokens[i].span.start < end && start < r->tokens[i].span.end) f->roles[i] = role;
    }
}

static bool use_gold(dl_report *r, const json_t *quotes) {
    frames all = {0};
    size_t k;
    json_t *q;
    r->statements = NULL;
    r->n_statements = 0;
    json_array_foreach(quotes, k, q) {
        frame *f = frame_add(r, &all, DL_NONE, 0, (uint32_t)r->n_tokens);
        if (!f) return false;
        paint(r, f, json_object_get(q, "content"), ROLE_CONTENT);
        paint(r, f, json_object_get(q, "source"), ROLE_SOURCE);
        paint(r, f, json_object_get(q, "cue"), ROLE_CUE);
        for (uint32_t i = 0; i < f->count;
             i++) { /* the cue's head: of its words the one that hangs on none of them, a verb first */
            const dl_token *t = &r->tokens[i];
            bool inside = t->head != DL_ROOT && f->roles[t->head] == ROLE_CUE;
            bool better = f->head == DL_NONE || (t->upos == DL_VERB && r->tokens[f->head].upos != DL_VERB);
            if (f->roles[i] == ROLE_CUE && !inside && better) f->head = i;
        }
    }
    return statements_assemble(r, &all) && statements_resolve(r);
}

/* ---- scoring
 * ------------------------------------------------------------------------------------------------------------- */

/* The direct statement in whose content the quotation begins; of several the innermost. */
static const dl_statement *find(const dl_report *r, uint32_t at) {
    const dl_statement *best = NULL;
    for (size_t i = 0; i < r->n_statements; i++) {
        const dl_statement *s = &r->statements[i];
        for (uint32_t k = 0; k < s->n_content; k++)
            if (s->content[k].start <= at + 1 && at < s->content[k].end &&
                (!best || labs((long)s->content[0].start - (long)at) <= labs((long)best->content[0].start - (long)at)))
                best = s;
    }
    return best;
}

/* True if the mention is the name: its head lies in it, or the name is set beside the head ("delegate Ann Roe"). */
static bool names(const dl_report *r, const dl_mention *m, dl_span name) {
    const dl_token *head = &r->tokens[m->head];
    if (head->span.start >= name.start && head->span.end <= name.end) return true;
    if (name.start < m->span.start || name.end > m->span.end) return false;
    for (uint32_t i = m->first; i < m->first + m->count; i++) {
        const dl_token *t = &r->tokens[i];
        bool beside = t->deprel == DL_REL_flat || t->deprel == DL_REL_appos || t->deprel == DL_REL_nmod_desc ||
                      (t->deprel == DL_REL_compound && i > m->head);
        if (t->head == m->head && beside && t->span.start >= name.start && t->span.end <= name.end) return true;
    }
    return false;
}

/* True if the words of the span are the entity's name. */
static bool is_name(const dl_report *r, uint32_t entity, dl_span span) {
    const char *name = r->entities[entity].name;
    for (size_t i = 0; i < r->n_tokens; i++) {
        const dl_token *t = &r->tokens[i];
        if (t->span.start != span.start) continue;
        size_t n = strlen(name), k = i;
        while (k + 1 < r->n_tokens && r->tokens[k].span.end < span.end) k++;
        return r->tokens[k].span.end == span.end && r->tokens[k].byte + r->tokens[k].bytes - t->byte == n &&
               !strncmp(r->text + t->byte, name, n);
    }
    return false;
}

static bool is_named(const dl_report *r, uint32_t entity, const quotation *q) {
    for (size_t k = 0; k < q->n; k++)
        if (is_name(r, entity, q->speaker[k])) return true;
    for (size_t m = 0; m < r->n_mentions; m++)
        for (size_t k = 0; k < q->n && r->mentions[m].entity == entity; k++)
            if (names(r, &r->mentions[m], q->speaker[k])) return true;
    return false;
}

static void show(const dl_report *r, const quotation *q, const dl_statement *s, const char *what) {
    char source[80] = "";
    if (s && s->n_source) {
        uint32_t n = 0;
        for (size_t i = 0; i < r->n_tokens && n < 60; i++)
            if (r->tokens[i].span.start >= s->source[0].start && r->tokens[i].span.end <= s->source[0].end)
                n += (uint32_t)snprintf(source + n, sizeof source - n, "%.15s ", r->tokens[i].form);
    }
    printf("  %s %u: %s [%s] %s\n", q->id, q->at, what, source,
           s && s->source_entity != DL_NONE ? r->entities[s->source_entity].name : "");
}

static void score(const dl_report *r, const quotation *q, bool details, counts *c) {
    const dl_statement *s = find(r, q->at);
    bool right = s && s->source_entity != DL_NONE && is_named(r, s->source_entity, q);
    c->all++;
    c->found += s != NULL;
    c->silent += s && s->source_entity == DL_NONE;
    c->right += right;
    if (details && !right) show(r, q, s, !s ? "not found" : s->source_entity == DL_NONE ? "nobody" : "wrong");
}

/* ---- files
 * --------------------------------------------------------------------------------------------------------------- */

static bool read_quotation(char *line, quotation *q) {
    char *rest = strchr(line, '\t');
    int used;
    if (*line == '#' || !rest) return false;
    *rest++ = 0;
    *q = (quotation){.at = (uint32_t)strtoul(rest, &rest, 10)};
    snprintf(q->id, sizeof q->id, "%.255s", line);
    while (q->n < ALTERNATIVES && sscanf(rest, " %u-%u%n", &q->speaker[q->n].start, &q->speaker[q->n].end, &used) == 2)
        rest += used, q->n++;
    return q->n > 0;
}

static size_t read_all(const char *path, quotation **out, dl_error *err) {
    FILE *f = fopen(path, "r");
    char line[LINE];
    size_t n = 0;
    *out = calloc(4096, sizeof **out);
    if (!f || !*out) return dl_fail(err, "%s: cannot read", path), 0;
    while (n < 4096 && fgets(line, sizeof line, f)) n += read_quotation(line, &(*out)[n]);
    fclose(f);
    return n;
}

/* The line of a JSONL file that has this id; goes on from where it was. */
static json_t *object_of(char **at, const char *id) {
    while (**at) {
        size_t n = strcspn(*at, "\n");
        json_t *o = json_loadb(*at, n, 0, NULL);
        *at += n + ((*at)[n] == '\n');
        const char *own = json_string_value(json_object_get(o, "id"));
        if (own && !strcmp(own, id)) return o;
        json_decref(o);
    }
    return NULL;
}

static bool score_article(const dl_model *model, json_t *text, const json_t *gold, const quotation *q, size_t n,
                          bool details, counts *c, dl_error *err) {
    const char *raw = json_string_value(json_object_get(text, "text"));
    dl_report *r = raw ? dl_read(model, raw, strlen(raw), NULL, err) : NULL;
    bool ok = r && (!gold || use_gold(r, json_object_get(gold, "quotes")) || dl_fail(err, "out of memory"));
    for (size_t k = 0; ok && k < n; k++) score(r, &q[k], details, c);
    dl_report_free(r);
    return ok;
}

/* Reads and scores the articles of one list; false and `err` when something is missing. */
static bool score_list(const dl_model *model, const char *list, char *text_at, char *gold_at, bool with_gold, bool details,
                       counts *c, dl_error *err) {
    quotation *all = NULL;
    size_t n = read_all(list, &all, err);
    bool ok = n > 0;
    for (size_t i = 0, k; ok && i < n; i = k) { /* both files and the list are in the order of the ids */
        for (k = i; k < n && !strcmp(all[k].id, all[i].id);) k++;
        json_t *text = object_of(&text_at, all[i].id), *gold = with_gold ? object_of(&gold_at, all[i].id) : NULL;
        ok = text && (gold || !with_gold) ? score_article(model, text, gold, &all[i], k - i, details, c, err)
                                          : dl_fail(err, "no article %s in this order", all[i].id);
        json_decref(text);
        json_decref(gold);
    }
    free(all);
    return ok;
}

int eval_speakers(const dl_model *model, int n_args, char **args) {
    static const struct {
        const char *path, *what;
        bool looked_at;
    } lists[] = {{EVAL_DIR "/quotes/speakers.tsv", "looked at", true},
                 {EVAL_DIR "/quotes/speakers_judging.tsv", "judging", false}};
    bool details = false, with_gold = false, ok = true;
    for (int i = 0; i < n_args; i++) details |= !strcmp(args[i], "--details"), with_gold |= !strcmp(args[i], "--gold");
    printf("\nSpeakers of direct quotations, %s\n", with_gold ? "attributions given" : "from raw text");
    if (!eval_find("data/polnear/train.text.jsonl.xz") || !eval_find("data/polnear/train.gold.jsonl.xz")) return 0;
    dl_error err = {""};
    size_t bytes;
    char *texts = file_read(eval_path("data/polnear/train.text.jsonl.xz"), &bytes, &err);
    char *golds = texts ? file_read(eval_path("data/polnear/train.gold.jsonl.xz"), &bytes, &err) : NULL;
    ok = golds != NULL;
    for (size_t k = 0; ok && k < sizeof lists / sizeof *lists; k++) {
        counts c = {0};
        ok = score_list(model, lists[k].path, texts, golds, with_gold, details && lists[k].looked_at, &c, &err);
        if (ok)
            printf("%s: %zu quotations, %zu found, %zu without a speaker, %zu right: %.1f %% of all, %.1f %% of those "
                   "with one\n",
                   lists[k].what, c.all, c.found, c.silent, c.right, 100.0 * (double)c.right / (double)c.all,
                   100.0 * (double)c.right / (double)(c.found > c.silent ? c.found - c.silent : 1));
    }
    if (!ok) fprintf(stderr, "dateline-eval: %s\n", err.message);
    free(texts);
    free(golds);
    return ok ? 0 : 1;
}
