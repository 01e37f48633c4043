/* explain.c - a sentence as the reader took it, for a person who wants to know why: its tree, what is mentioned in it and how that
 * is coded, times, amounts and places, who says what, the events with what made them, and what was turned down. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/output.h"
#include "output/page.h"

enum { LABEL = 14, DEEP = 24 };

/* The items of a list by their sentence: those of sentence k are order[start[k]..start[k + 1]). */
typedef struct buckets {
    uint32_t *start, *order;
} buckets;

typedef struct view {
    page p;
    const dl_report *r;
    const dl_sentence *sentences; size_t n_sentences;
    const dl_token *tokens;       size_t n_tokens;
    const dl_entity *entities;    size_t n_entities;
    const char *text;
    uint32_t *sentence_of;        /* per token */
    buckets mentions, times, quantities, places, statements, events, refusals;
} view;

/* ---- which items are of which sentence ---------------------------------------------------------------------------- */

static bool fill_index(const view *v, buckets *x, const uint32_t *sentence, size_t n) {
    x->start = calloc(v->n_sentences + 2, sizeof *x->start);
    x->order = malloc((n + 1) * sizeof *x->order);
    if (!x->start || !x->order) return false;
    for (size_t i = 0; i < n; i++)
        if (sentence[i] < v->n_sentences) x->start[sentence[i] + 2]++;
    for (size_t k = 2; k < v->n_sentences + 2; k++) x->start[k] += x->start[k - 1];
    for (size_t i = 0; i < n; i++)
        if (sentence[i] < v->n_sentences) x->order[x->start[sentence[i] + 1]++] = (uint32_t)i;
    return true;
}

/* `n` items of `size` bytes, in which a number at `offset` tells the sentence, or with `token` a word of it. */
static bool index_items(const view *v, buckets *x, const void *items, size_t n, size_t size, size_t offset, bool token) {
    uint32_t *sentence = malloc((n + 1) * sizeof *sentence);
    for (size_t i = 0; sentence && i < n; i++) {
        memcpy(&sentence[i], (const char *)items + i * size + offset, sizeof *sentence);
        if (token) sentence[i] = sentence[i] < v->n_tokens ? v->sentence_of[sentence[i]] : DL_NONE;
    }
    bool ok = sentence && fill_index(v, x, sentence, n);
    free(sentence);
    return ok;
}
#define BY_TOKEN(v, x, list, type, n) index_items(v, x, list, n, sizeof(type), offsetof(type, first), true)
#define BY_SENTENCE(v, x, list, type, n) index_items(v, x, list, n, sizeof(type), offsetof(type, sentence), false)
#define EACH(x, k, i) for (uint32_t at_##i = (x).start[k], i; at_##i < (x).start[(k) + 1] && (i = (x).order[at_##i], true); at_##i++)

/* ---- words -------------------------------------------------------------------------------------------------------- */

static void words(view *v, page_style style, uint32_t first, uint32_t count) {
    if (!count || first >= v->n_tokens || count > v->n_tokens - first) return;
    const dl_token *a = &v->tokens[first], *b = a + count - 1;
    page_text(&v->p, style, v->text + a->byte, b->byte + b->bytes - a->byte);
}

/* The words of a span; tokens come in the order of the text. */
static void words_of(view *v, page_style style, dl_span span) {
    size_t low = 0, high = v->n_tokens;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (v->tokens[mid].span.start < span.start) low = mid + 1;
        else high = mid;
    }
    size_t first = low;
    for (high = v->n_tokens; low < high;) {
        size_t mid = (low + high) / 2;
        if (v->tokens[mid].span.end <= span.end) low = mid + 1;
        else high = mid;
    }
    if (low > first) words(v, style, (uint32_t)first, (uint32_t)(low - first));
}

static void line(view *v, const char *label) { page_line(&v->p, label, LABEL, LABEL + 4); }

static void more(view *v, page_style style, const char *s) {
    if (!s || !*s) return;
    page_string(&v->p, PAGE_DIM, " · ");
    page_string(&v->p, style, s);
}

static void number(view *v, page_style style, double value) {
    char digits[40];
    snprintf(digits, sizeof digits, "%.12g", value);
    page_string(&v->p, style, digits);
}

/* "RUS MIL", or "no code". */
static void code(view *v, const char *actor, const char *sector) {
    if (!actor && !sector) return;
    page_string(&v->p, PAGE_DIM, " · ");
    if (actor) page_string(&v->p, PAGE_HEADING, actor);
    if (actor && sector) page_string(&v->p, PAGE_PLAIN, " ");
    if (sector) page_string(&v->p, PAGE_HEADING, sector);
}

static void name(view *v, page_style style, uint32_t entity, const char *otherwise) {
    page_string(&v->p, style, entity < v->n_entities && v->entities[entity].name ? v->entities[entity].name : otherwise);
}

/* ---- the tree ----------------------------------------------------------------------------------------------------- */

/* Indented under their heads, in the order of the text; a stack of its own, since a tree may be as deep as its sentence long. */
static void tree(view *v, const dl_sentence *s) {
    uint32_t stack[DL_MAX_SENTENCE + 1], depth_of[DL_MAX_SENTENCE + 1], next[DL_MAX_SENTENCE + 1], child[DL_MAX_SENTENCE + 1], n = s->count;
    if (n > DL_MAX_SENTENCE || s->root < s->first || s->root >= s->first + n) return;
    for (uint32_t i = 0; i < n; i++) child[i] = DL_NONE;
    for (uint32_t i = n; i-- > 0;) { /* children in the order of the text */
        uint32_t head = v->tokens[s->first + i].head;
        if (head == DL_ROOT || head < s->first || head - s->first >= n) continue;
        next[i] = child[head - s->first];
        child[head - s->first] = i;
    }
    uint32_t top = 0, shown = 0;
    stack[top] = s->root - s->first;
    depth_of[stack[top++]] = 0;
    while (top && shown++ < n) {
        uint32_t i = stack[--top];
        const dl_token *t = &v->tokens[s->first + i];
        char label[16], feats[512];
        int indent = LABEL + 2 * (int)(depth_of[i] < DEEP ? depth_of[i] : DEEP);
        snprintf(label, sizeof label, "%10u", i + 1);
        page_line(&v->p, label, indent, indent + 4);
        page_string(&v->p, PAGE_DIM, dl_deprel_name(t->deprel));
        page_string(&v->p, PAGE_PLAIN, " ");
        page_string(&v->p, t->upos == DL_VERB ? PAGE_VERB : PAGE_WHO, t->form);
        page_string(&v->p, PAGE_DIM, " ");
        if (t->lemma && strcmp(t->lemma, t->form)) {
            page_string(&v->p, PAGE_DIM, t->lemma);
            page_string(&v->p, PAGE_DIM, " ");
        }
        page_string(&v->p, PAGE_DIM, dl_upos_name(t->upos));
        if (t->feats) {
            page_string(&v->p, PAGE_DIM, " ");
            page_string(&v->p, PAGE_DIM, dl_feats_string(t->feats, feats, sizeof feats));
        }
        page_end(&v->p);
        uint32_t from = top;
        for (uint32_t k = child[i]; k != DL_NONE && top <= DL_MAX_SENTENCE; k = next[k]) {
            depth_of[k] = depth_of[i] + 1;
            stack[top++] = k;
        }
        for (uint32_t a = from, b = top; a + 1 < b; a++, b--) { /* the first child comes off first */
            uint32_t swap = stack[a];
            stack[a] = stack[b - 1];
            stack[b - 1] = swap;
        }
    }
}

/* ---- what is in the sentence -------------------------------------------------------------------------------------- */

static void mentions(view *v, size_t k) {
    size_t n;
    const dl_mention *m = dl_report_mentions(v->r, &n);
    EACH(v->mentions, k, i) {
        const dl_entity *e = m[i].entity < v->n_entities ? &v->entities[m[i].entity] : NULL;
        line(v, dl_mention_form_name(m[i].form));
        words(v, PAGE_WHO, m[i].first, m[i].count);
        if (e) {
            page_string(&v->p, PAGE_DIM, " is ");
            name(v, PAGE_PLAIN, m[i].entity, "nobody known");
            more(v, PAGE_DIM, dl_entity_kind_name(e->kind));
            code(v, e->actor, e->sector);
            more(v, PAGE_PLAIN, e->role);
            if (e->mentions > 1) {
                page_string(&v->p, PAGE_DIM, " · mentioned ");
                number(v, PAGE_DIM, e->mentions);
                page_string(&v->p, PAGE_DIM, " times");
            }
        }
        page_end(&v->p);
    }
}

static void facts(view *v, size_t k) {
    size_t n;
    const dl_time *t = dl_report_times(v->r, &n);
    EACH(v->times, k, i) {
        if (!t[i].count) continue;
        line(v, "time");
        words(v, PAGE_WHO, t[i].first, t[i].count);
        more(v, PAGE_DIM, dl_time_type_name(t[i].type));
        more(v, PAGE_HEADING, t[i].value ? t[i].value : "the text leaves it open");
        more(v, PAGE_PLAIN, t[i].relative);
        more(v, PAGE_PLAIN, t[i].mod);
        page_end(&v->p);
    }
    const dl_quantity *q = dl_report_quantities(v->r, &n);
    EACH(v->quantities, k, i) {
        line(v, "quantity");
        words_of(v, PAGE_WHO, q[i].span);
        page_string(&v->p, PAGE_DIM, " · ");
        number(v, PAGE_HEADING, q[i].count);
        more(v, PAGE_PLAIN, q[i].bound);
        more(v, PAGE_PLAIN, q[i].unit);
        page_end(&v->p);
    }
    const dl_place *p = dl_report_places(v->r, &n);
    EACH(v->places, k, i) {
        line(v, "place");
        words(v, PAGE_WHO, p[i].first, p[i].count);
        more(v, PAGE_PLAIN, p[i].name);
        more(v, PAGE_DIM, dl_place_kind_name(p[i].kind));
        more(v, PAGE_DIM, dl_place_use_name(p[i].use));
        more(v, PAGE_PLAIN, p[i].division);
        more(v, PAGE_HEADING, p[i].country);
        if (!isnan(p[i].lat)) {
            page_string(&v->p, PAGE_DIM, " · ");
            number(v, PAGE_DIM, p[i].lat);
            page_string(&v->p, PAGE_DIM, ", ");
            number(v, PAGE_DIM, p[i].lon);
        }
        page_end(&v->p);
    }
}

static void statements(view *v, size_t k) {
    size_t n;
    const dl_statement *s = dl_report_statements(v->r, &n);
    char label[32];
    EACH(v->statements, k, i) {
        snprintf(label, sizeof label, "statement %u", i);
        line(v, label);
        if (s[i].n_source) words_of(v, PAGE_WHO, s[i].source[0]);
        else name(v, PAGE_WHO, s[i].source_entity, "nobody named");
        page_string(&v->p, PAGE_DIM, " · ");
        page_string(&v->p, PAGE_VERB, dl_act_name(s[i].act));
        if (s[i].addressee_entity != DL_NONE) {
            page_string(&v->p, PAGE_DIM, " · to ");
            name(v, PAGE_WHO, s[i].addressee_entity, "somebody");
        }
        for (uint32_t c = 0; c < s[i].n_cue; c++) {
            page_string(&v->p, PAGE_DIM, c ? " … " : " · by ");
            words_of(v, PAGE_VERB, s[i].cue[c]);
        }
        more(v, PAGE_DIM, dl_manner_name(s[i].manner));
        page_end(&v->p);
        for (uint32_t c = 0; c < s[i].n_content; c++) {
            page_line(&v->p, NULL, LABEL + 2, LABEL + 4);
            words_of(v, PAGE_QUOTE, s[i].content[c]);
            page_end(&v->p);
        }
    }
}

static void side(view *v, const char *actor, const char *sector, uint32_t entity, const char *nobody) {
    name(v, PAGE_WHO, entity, actor ? actor : nobody);
    if (actor || sector) {
        page_string(&v->p, PAGE_PLAIN, " (");
        if (actor) page_string(&v->p, PAGE_HEADING, actor);
        if (actor && sector) page_string(&v->p, PAGE_PLAIN, " ");
        if (sector) page_string(&v->p, PAGE_HEADING, sector);
        page_string(&v->p, PAGE_PLAIN, ")");
    }
}

static void event(view *v, const dl_event *e, uint32_t i) {
    size_t n_places, n_quantities;
    const dl_place *p = dl_report_places(v->r, &n_places);
    const dl_quantity *q = dl_report_quantities(v->r, &n_quantities);
    char label[32];
    snprintf(label, sizeof label, "event %u", i);
    line(v, label);
    side(v, e->source, e->source_sector, e->source_entity, "nobody known");
    page_string(&v->p, PAGE_DIM, " → ");
    page_string(&v->p, PAGE_VERB, dl_event_type_name(e->type));
    if (e->mode) page_string(&v->p, PAGE_PLAIN, " "), page_string(&v->p, PAGE_PLAIN, e->mode);
    page_string(&v->p, PAGE_DIM, " → ");
    side(v, e->target, e->target_sector, e->target_entity, "nobody known");
    bool fact = e->status == DL_STATUS_OCCURRED || e->status == DL_STATUS_ONGOING;
    page_string(&v->p, PAGE_DIM, " · ");
    page_string(&v->p, fact ? PAGE_HEADING : PAGE_NOT, dl_status_name(e->status));
    page_end(&v->p);
    page_line(&v->p, NULL, LABEL + 2, LABEL + 4);
    page_string(&v->p, PAGE_DIM, "CAMEO ");
    page_string(&v->p, PAGE_PLAIN, *e->cameo ? e->cameo : "none");
    page_string(&v->p, PAGE_DIM, " · quad ");
    number(v, PAGE_PLAIN, e->quad);
    page_string(&v->p, PAGE_DIM, " · Goldstein ");
    number(v, PAGE_PLAIN, round((double)e->goldstein * 10) / 10);
    for (uint32_t c = 0; c < e->n_contexts; c++) more(v, PAGE_PLAIN, e->contexts[c]);
    if (e->statement != DL_NONE) {
        page_string(&v->p, PAGE_DIM, " · in statement ");
        number(v, PAGE_PLAIN, e->statement);
    }
    more(v, PAGE_PLAIN, e->date);
    if (e->until) page_string(&v->p, PAGE_DIM, " to "), page_string(&v->p, PAGE_PLAIN, e->until);
    if (e->place < n_places) page_string(&v->p, PAGE_DIM, " · in "), page_string(&v->p, PAGE_PLAIN, p[e->place].name);
    if (e->quantity < n_quantities) page_string(&v->p, PAGE_DIM, " · "), words_of(v, PAGE_PLAIN, q[e->quantity].span);
    page_end(&v->p);
    page_line(&v->p, NULL, LABEL + 2, LABEL + 4);
    page_string(&v->p, PAGE_DIM, "read from ");
    words_of(v, PAGE_QUOTE, e->span);
    page_string(&v->p, PAGE_DIM, " by ");
    page_string(&v->p, PAGE_PLAIN, e->why ? e->why : "no rule");
    page_string(&v->p, PAGE_DIM, ", sure to ");
    number(v, PAGE_PLAIN, round((double)e->confidence * 100) / 100);
    page_end(&v->p);
}

static void events(view *v, size_t k) {
    size_t n;
    const dl_event *e = dl_report_events(v->r, &n);
    EACH(v->events, k, i) event(v, &e[i], i);
    const dl_refusal *x = dl_report_refusals(v->r, &n);
    EACH(v->refusals, k, i) {
        line(v, "turned down");
        words(v, PAGE_NOT, x[i].token, 1);
        more(v, PAGE_PLAIN, x[i].what);
        page_string(&v->p, PAGE_DIM, ": ");
        page_string(&v->p, PAGE_PLAIN, x[i].why);
        page_end(&v->p);
    }
}

static void sentence(view *v, size_t k, size_t count) {
    const dl_sentence *s = &v->sentences[k];
    char label[24];
    snprintf(label, sizeof label, count ? "%zu" : "headline", count);
    line(v, label);
    words(v, PAGE_HEADING, s->first, s->count);
    page_end(&v->p);
    if (s->flags & DL_SENTENCE_CUT) {
        line(v, NULL);
        page_string(&v->p, PAGE_NOT, "cut here: the sentence is too long to be read whole");
        page_end(&v->p);
    }
    tree(v, s);
    mentions(v, k);
    facts(v, k);
    statements(v, k);
    events(v, k);
}

/* ---- all ---------------------------------------------------------------------------------------------------------- */

static bool prepare(view *v) {
    size_t n;
    v->sentence_of = malloc((v->n_tokens + 1) * sizeof *v->sentence_of);
    if (!v->sentence_of) return false;
    for (size_t i = 0; i < v->n_tokens; i++) v->sentence_of[i] = DL_NONE;
    for (size_t k = 0; k < v->n_sentences; k++)
        for (uint32_t i = 0; i < v->sentences[k].count; i++) v->sentence_of[v->sentences[k].first + i] = (uint32_t)k;
    const dl_mention *m = dl_report_mentions(v->r, &n);
    if (!BY_TOKEN(v, &v->mentions, m, dl_mention, n)) return false;
    const dl_time *t = dl_report_times(v->r, &n);
    if (!BY_TOKEN(v, &v->times, t, dl_time, n)) return false;
    const dl_quantity *q = dl_report_quantities(v->r, &n);
    if (!BY_TOKEN(v, &v->quantities, q, dl_quantity, n)) return false;
    const dl_place *p = dl_report_places(v->r, &n);
    if (!BY_TOKEN(v, &v->places, p, dl_place, n)) return false;
    const dl_statement *s = dl_report_statements(v->r, &n);
    if (!BY_SENTENCE(v, &v->statements, s, dl_statement, n)) return false;
    const dl_event *e = dl_report_events(v->r, &n);
    if (!BY_SENTENCE(v, &v->events, e, dl_event, n)) return false;
    const dl_refusal *x = dl_report_refusals(v->r, &n);
    return BY_SENTENCE(v, &v->refusals, x, dl_refusal, n);
}

explain_result output_explain(FILE *f, const dl_report *r, const brief_look *look, size_t wanted) {
    view v = {.r = r};
    size_t bytes;
    v.sentences = dl_report_sentences(r, &v.n_sentences);
    v.tokens = dl_report_tokens(r, &v.n_tokens);
    v.entities = dl_report_entities(r, &v.n_entities);
    v.text = dl_report_text(r, &bytes);
    page_open(&v.p, f, look);
    if (look->name) { /* one of several */
        page_string(&v.p, PAGE_DIM, look->name);
        page_end(&v.p);
        page_end(&v.p);
    }
    explain_result result = prepare(&v) ? EXPLAIN_NO_SENTENCE : EXPLAIN_NO_MEMORY;
    bool titled = dl_report_meta(r)->title;
    for (size_t k = 0, count = 0; result != EXPLAIN_NO_MEMORY && k < v.n_sentences; k++) {
        if (v.sentences[k].flags & DL_SENTENCE_FURNITURE) continue;
        size_t mine = titled && v.sentences[k].flags & DL_SENTENCE_HEADLINE ? 0 : ++count; /* as the brief counts */
        if (wanted != EXPLAIN_ALL && mine != wanted) continue;
        if (result == EXPLAIN_DONE) page_end(&v.p);
        sentence(&v, k, mine);
        result = EXPLAIN_DONE;
    }
    buckets *all[] = {&v.mentions, &v.times, &v.quantities, &v.places, &v.statements, &v.events, &v.refusals};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]->start), free(all[i]->order);
    free(v.sentence_of);
    return result;
}
