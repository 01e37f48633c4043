/* coref.c - coreference on GUM's documents: system mentions against gold ones, with the treebank's tokens and from raw text,
 * all genres and news alone, entities with one mention left out as OntoNotes does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coref_gold.h"
#include "coref_score.h"
#include "eval.h"
#include "gold_tokens.h"
#include "report.h"

/* EXACT: whole spans. HEAD: head words, since relative clauses and brackets are cut in many ways. NAMES: names alone, by head
 * words, those that both sides have: are the names of one thing linked? TEXT: whole spans, from raw text. ONTO: whole spans,
 * without what GUM marks and OntoNotes does not: appositions and predicates (which OntoNotes does not link), common nouns before
 * a noun; left out on both sides, by GUM's marks in the gold ones and by our trees in the system's. */
enum { EXACT, HEAD, NAMES, TEXT, ONTO, WAYS };
static const char *const WAY[] = {"tokens", "heads", "names", "text", "fewer"};

typedef struct document {
    const bank *all;
    size_t first, end;          /* sentences */
    uint32_t first_word, words;
    const gold_mention *gold;
    size_t n_gold;
} document;

static uint64_t key(uint32_t from, uint32_t to) { return (uint64_t)from << 32 | to; }

/* Would OntoNotes mark it? */
static bool gold_in_onto(const bank *b, const gold_mention *g) {
    const bank_word *w = &b->words[g->head];
    return strcmp(g->link, "appos") && strcmp(g->link, "pred") && !(!strcmp(w->upos, "NOUN") && !strcmp(w->deprel, "compound"));
}
static bool system_in_onto(const dl_report *r, const dl_mention *m) {
    const dl_token *t = &r->tokens[m->head];
    if (t->deprel == DL_REL_appos || (t->upos == DL_NOUN && t->deprel == DL_REL_compound)) return false;
    for (uint32_t i = m->first > 4 ? m->first - 4 : 0; i < m->head; i++) /* "is a town": the copula hangs on the predicate */
        if (r->tokens[i].deprel == DL_REL_cop && r->tokens[i].head == m->head) return false;
    return true;
}

static coref_mention *gold_side(const document *d, int way, size_t *n) {
    coref_mention *m = calloc(d->n_gold + 1, sizeof *m);
    *n = 0;
    for (size_t i = 0; m && i < d->n_gold; i++) {
        const gold_mention *g = &d->gold[i];
        const bank_word *words = d->all->words;
        if (way == NAMES && strcmp(words[g->head].upos, "PROPN")) continue;
        if (way == ONTO && !gold_in_onto(d->all, g)) continue;
        uint64_t k = way == EXACT || way == ONTO ? key(g->first, g->last) : way == TEXT ? key(words[g->first].start, words[g->last].end) : g->head;
        m[(*n)++] = (coref_mention){k, g->entity};
    }
    return m;
}

/* Words of the report are counted from `first`; characters of raw text from the document's first. */
static coref_mention *system_side(const dl_report *r, const bank *b, int way, uint32_t first, size_t *n) {
    coref_mention *m = calloc(r->n_mentions + 1, sizeof *m);
    *n = 0;
    for (size_t i = 0; m && i < r->n_mentions; i++) {
        const dl_mention *x = &r->mentions[i];
        if (way == NAMES && x->form != DL_MENTION_NAME && x->form != DL_MENTION_METONYM) continue;
        if (way == ONTO && !system_in_onto(r, x)) continue;
        uint32_t last = x->first + x->count - 1;
        uint64_t k = way == EXACT || way == ONTO ? key(first + x->first, first + last)
                     : way == TEXT ? key(first + b->words[x->first].start, first + b->words[last].end) : first + x->head;
        m[(*n)++] = (coref_mention){k, x->entity};
    }
    return m;
}

static int by_key(const void *a, const void *b) {
    const coref_mention *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* Leaves the mentions that both sides have, so that links are measured and not which words are names. */
static void shared_only(coref_mention *a, size_t *na, coref_mention *b, size_t *nb) {
    size_t i = 0, j = 0, kept = 0;
    qsort(a, *na, sizeof *a, by_key);
    qsort(b, *nb, sizeof *b, by_key);
    while (i < *na && j < *nb) {
        if (a[i].key < b[j].key) i++;
        else if (a[i].key > b[j].key) j++;
        else a[kept] = a[i++], b[kept++] = b[j++];
    }
    *na = *nb = kept;
}

static bool add(coref_scores *s, const document *d, const dl_report *r, const bank *b, int way) {
    size_t n_gold, n_system;
    uint32_t first = way == TEXT ? d->all->sentences[d->first].start : d->first_word;
    coref_mention *gold = gold_side(d, way, &n_gold), *system = system_side(r, b, way, first, &n_system);
    if (gold && system && way == NAMES) shared_only(gold, &n_gold, system, &n_system);
    bool ok = gold && system && coref_add(s, gold, n_gold, system, n_system);
    free(gold);
    free(system);
    return ok;
}

static bool measure(const dl_model *model, const document *d, coref_scores *s, dl_error *err) {
    bank part, read = {0};
    if (!bank_part(&part, d->all, d->first, d->end)) return false;
    dl_report *r = gold_tokens_read(model, &part, err);
    bool ok = r && entities_read(r) && add(&s[EXACT], d, r, NULL, EXACT) && add(&s[HEAD], d, r, NULL, HEAD) &&
              add(&s[NAMES], d, r, NULL, NAMES) && add(&s[ONTO], d, r, NULL, ONTO);
    dl_report_free(r);
    char *text = bank_text(&part, 0, part.n_sentences);
    dl_options options = {.keep_furniture = true};
    r = text ? dl_read(model, text, strlen(text), &options, err) : NULL;
    ok = ok && r && bank_of_report(&read, r) && add(&s[TEXT], d, r, &read, TEXT);
    dl_report_free(r);
    free(text);
    bank_free(&read);
    bank_free(&part);
    return ok;
}

static void print_row(const char *name, const char *way, const coref_scores *s) {
    printf("%-14s %-7s %9.2f %6.2f %6.2f", name, way, 100 * coref_f1(s, COREF_MENTIONS), 100 * coref_recall(s, COREF_MUC),
           100 * coref_precision(s, COREF_MUC));
    for (int m = COREF_MUC; m < COREF_METRICS; m++) printf(" %6.2f", 100 * coref_f1(s, m));
    printf(" %6.2f\n", 100 * coref_conll(s));
}

/* "GUM_news_iodine": news */
static const char *genre_of(const char *document, char *room, size_t size) {
    const char *at = strchr(document, '_');
    snprintf(room, size, "%.*s", at ? (int)strcspn(at + 1, "_") : 0, at ? at + 1 : "");
    return room;
}

static int measure_file(const dl_model *model, const char *path, bool details) {
    static coref_scores all[WAYS], genres[32][WAYS];
    static char names[32][32];
    size_t n_genres = 0;
    bank b;
    gold_mentions gold;
    dl_error err = {{0}};
    memset(all, 0, sizeof all);
    memset(genres, 0, sizeof genres);
    if (!bank_load(&b, path, &err) || !coref_gold(&gold, &b, &err)) return fprintf(stderr, "dateline-eval: %s\n", err.message), 1;
    size_t g = 0;
    bool ok = true;
    for (size_t k = 0, end; ok && k < b.n_sentences; k = end) {
        uint32_t name = b.sentences[k].document;
        for (end = k; end < b.n_sentences && b.sentences[end].document == name; end++) {}
        document d = {.all = &b, .first = k, .end = end, .first_word = b.sentences[k].first_word, .gold = gold.at + g};
        for (; g < gold.n && gold.at[g].document == name; g++) d.n_gold++;
        char genre[32];
        genre_of(b.documents[name], genre, sizeof genre);
        size_t at = 0;
        while (at < n_genres && strcmp(names[at], genre)) at++;
        if (at == 32) break;
        if (at == n_genres) strcpy(names[n_genres++], genre);
        coref_scores one[WAYS] = {0};
        ok = measure(model, &d, one, &err);
        for (int w = 0; w < WAYS; w++)
            for (int m = 0; m < COREF_METRICS; m++)
                for (int side = 0; side < 2; side++) {
                    coref_scores *to = side ? &all[w] : &genres[at][w];
                    to->got[m] += one[w].got[m], to->of[m] += one[w].of[m];
                    to->right[m] += one[w].right[m], to->given[m] += one[w].given[m];
                }
        if (details) print_row(b.documents[name] + 4, WAY[EXACT], &one[EXACT]);
    }
    printf("%-14s %-7s %9s %6s %6s %6s %6s %6s %6s\n", "documents", "by", "mentions", "MUC-R", "MUC-P", "MUC", "B3", "CEAFe", "CoNLL");
    for (size_t i = 0; i < n_genres; i++)
        if (details || !strcmp(names[i], "news"))
            for (int w = 0; w < WAYS; w++) print_row(names[i], WAY[w], &genres[i][w]);
    for (int w = 0; w < WAYS; w++) print_row("all", WAY[w], &all[w]);
    free(gold.at);
    bank_free(&b);
    return ok ? 0 : (fprintf(stderr, "dateline-eval: %s\n", err.message), 1);
}

int eval_coref(const dl_model *model, int n, char **args) {
    bool details = n && !strcmp(args[n - 1], "--details");
    n -= details;
    const char *path = n ? args[0] : eval_find("data/treebanks/gum-open-dev.conllu.xz");
    return path ? measure_file(model, path, details) : 0;
}
