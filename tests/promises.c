/* promises.c - walks a finished report and checks that its parts fit each other and the text. */
#include "promises.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static _Thread_local char said[256];

__attribute__((format(printf, 1, 2))) static const char *broken(const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(said, sizeof said, format, args);
    va_end(args);
    return said;
}

/* The report's parts, and of each byte of the text how many code points come before it. */
typedef struct parts {
    const char *text;
    size_t bytes, n_tokens, n_sentences, n_furniture;
    const dl_token *tokens;
    const dl_sentence *sentences;
    const dl_furniture *furniture;
    uint32_t *before;
    unsigned char *seen; /* bytes that some token or furniture covers */
} parts;

/* White space, and what shows nothing at all: both may stand outside every word. */
static bool is_space(utf8proc_int32_t c) {
    utf8proc_category_t k = utf8proc_category(c);
    return c == '\n' || c == '\t' || c == '\r' || k == UTF8PROC_CATEGORY_ZS || k == UTF8PROC_CATEGORY_CF;
}

static const char *check_text(parts *p) {
    uint32_t n = 0;
    if (strlen(p->text) != p->bytes) return broken("the text holds a NUL or is not ended by one");
    for (size_t i = 0; i < p->bytes;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)p->text + i, (utf8proc_ssize_t)(p->bytes - i), &c);
        if (step < 1) return broken("the text is no UTF-8 at byte %zu", i);
        if (is_space(c)) memset(p->seen + i, 1, (size_t)step);
        p->before[i] = n++;
        for (utf8proc_ssize_t k = 1; k < step; k++) p->before[i + (size_t)k] = UINT32_MAX; /* inside a character */
        i += (size_t)step;
    }
    p->before[p->bytes] = n;
    return NULL;
}

static const char *check_token(const parts *p, size_t i) {
    const dl_token *t = &p->tokens[i];
    if (!t->bytes || t->byte > p->bytes || t->bytes > p->bytes - t->byte) return broken("token %zu lies outside the text", i);
    if (p->before[t->byte] != t->span.start || p->before[t->byte + t->bytes] != t->span.end)
        return broken("token %zu: span [%u, %u) is not where its bytes are", i, t->span.start, t->span.end);
    if (i && t->byte < t[-1].byte + t[-1].bytes) return broken("token %zu starts before its neighbour ends", i);
    if (strlen(t->form) != t->bytes || memcmp(t->form, p->text + t->byte, t->bytes)) return broken("token %zu: form is not its text", i);
    if (!t->lemma || !*t->lemma) return broken("token %zu has no lemma", i);
    if (t->upos >= DL_UPOS_COUNT || t->xpos >= DL_XPOS_COUNT || t->deprel >= DL_DEPREL_COUNT || t->feats >> DL_FEAT_COUNT)
        return broken("token %zu has a tag that is none", i);
    memset(p->seen + t->byte, 1, t->bytes);
    return NULL;
}

/* Heads lie within the sentence and lead to its one root. */
static const char *check_tree(const parts *p, size_t k) {
    const dl_sentence *s = &p->sentences[k];
    const dl_token *t = p->tokens + s->first;
    unsigned char state[DL_MAX_SENTENCE] = {0}; /* 1: on the way now, 2: leads to the root */
    uint32_t roots = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        roots += t[i].head == DL_ROOT;
        if (t[i].head != DL_ROOT && (t[i].head < s->first || t[i].head >= s->first + s->count || t[i].head == s->first + i))
            return broken("sentence %zu: head of word %u lies outside", k, i);
        if ((t[i].deprel == DL_REL_root) != (t[i].head == DL_ROOT)) return broken("sentence %zu: word %u is half a root", k, i);
    }
    if (roots != 1 || s->root < s->first || s->root >= s->first + s->count || p->tokens[s->root].head != DL_ROOT)
        return broken("sentence %zu has %u roots or names another", k, roots);
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t v = i;
        while (!state[v] && t[v].head != DL_ROOT) state[v] = 1, v = t[v].head - s->first;
        if (state[v] == 1) return broken("sentence %zu: heads run in a circle", k);
        for (v = i; state[v] == 1; v = t[v].head - s->first) state[v] = 2;
        state[v] = 2;
    }
    return NULL;
}

static const char *check_sentence(const parts *p, size_t k, bool kept) {
    const dl_sentence *s = &p->sentences[k];
    size_t next = k ? s[-1].first + s[-1].count : 0;
    if (s->first != next || !s->count || s->count > DL_MAX_SENTENCE || s->count > p->n_tokens - next)
        return broken("sentence %zu: words %u + %u do not follow", k, s->first, s->count);
    const dl_token *a = p->tokens + s->first, *z = a + s->count - 1;
    if (s->span.start != a->span.start || s->span.end != z->span.end) return broken("sentence %zu: span is not its words'", k);
    if (k && s->paragraph < s[-1].paragraph) return broken("sentence %zu: paragraph goes back", k);
    if ((s->flags & DL_SENTENCE_FURNITURE) && !kept) return broken("sentence %zu is furniture that nobody asked for", k);
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t words = a[i].mwt;
        if (!words || words > s->count - i) return broken("sentence %zu: word %u stands in no token", k, i);
        if (words < 2) continue;
        while (--words)
            if (a[++i].mwt) return broken("sentence %zu: word %u starts a token inside another", k, i);
    }
    return check_tree(p, k);
}

/* In order, inside the text, and never read as news, unless furniture is kept: then a dateline stands in its sentence. */
static const char *check_furniture(const parts *p, bool kept) {
    uint32_t end = 0;
    size_t s = 0;
    for (size_t i = 0; i < p->n_furniture; i++) {
        const dl_furniture *f = &p->furniture[i];
        if (f->span.start < end || f->span.end <= f->span.start || f->span.end > p->before[p->bytes] || f->kind >= DL_FURNITURE_KINDS)
            return broken("furniture %zu: span [%u, %u) or kind is wrong", i, f->span.start, f->span.end);
        end = f->span.end;
        while (s < p->n_sentences && p->sentences[s].span.end <= f->span.start) s++;
        for (size_t k = s; !kept && k < p->n_sentences && p->sentences[k].span.start < end; k++)
            if (!(p->sentences[k].flags & DL_SENTENCE_FURNITURE)) {
                const dl_token *t = p->tokens + p->sentences[k].first; /* furniture may stand between its words, not in them */
                for (uint32_t w = 0; w < p->sentences[k].count; w++)
                    if (t[w].span.start < end && f->span.start < t[w].span.end) return broken("furniture %zu is read as news", i);
            }
    }
    size_t f = 0;
    for (size_t b = 0; b < p->bytes; b++) {
        if (p->before[b] == UINT32_MAX) {
            p->seen[b] |= b && p->seen[b - 1];
            continue;
        }
        while (f < p->n_furniture && p->furniture[f].span.end <= p->before[b]) f++;
        if (f < p->n_furniture && p->furniture[f].span.start <= p->before[b]) p->seen[b] = 1;
    }
    return NULL;
}

static const char *check_meta(const dl_meta *m) {
    if (!m->id || !*m->id) return broken("no id");
    if (*m->published && strlen(m->published) != 10) return broken("published on no day");
    if ((m->published_basis == DL_PUBLISHED_UNKNOWN) != !*m->published) return broken("day of publication without its basis");
    for (size_t i = 0; i < m->n_bylines; i++)
        if (!m->bylines[i] || !*m->bylines[i]) return broken("byline %zu is empty", i);
    return NULL;
}

/* In order, of whole words or in furniture, and somewhere on Earth or nowhere. */
static const char *check_places(const parts *p, const dl_report *r) {
    size_t n;
    const dl_place *places = dl_report_places(r, &n);
    for (size_t i = 0; i < n; i++) {
        const dl_place *o = &places[i];
        if (o->span.end <= o->span.start || o->span.end > p->before[p->bytes] || (i && o->span.start < o[-1].span.end))
            return broken("place %zu: span [%u, %u) is empty, outside, or before its neighbour's end", i, o->span.start, o->span.end);
        if (o->first > p->n_tokens || o->count > p->n_tokens - o->first) return broken("place %zu has words that are not there", i);
        if (o->count && (p->tokens[o->first].span.start != o->span.start || p->tokens[o->first + o->count - 1].span.end != o->span.end))
            return broken("place %zu: span is not its words'", i);
        if (!o->name || !*o->name || o->kind >= DL_PLACE_KINDS || o->use >= DL_PLACE_USES) return broken("place %zu has no name, kind or use", i);
        if (isnan(o->lat) != isnan(o->lon) || fabs(o->lat) > 90 || fabs(o->lon) > 180) return broken("place %zu is not on Earth", i);
        if (o->country && strlen(o->country) != 3) return broken("place %zu: '%s' is no country", i, o->country);
        if ((o->approximate && isnan(o->lat)) || (o->geonames && (o->approximate || isnan(o->lat)))) return broken("place %zu: half known", i);
    }
    return NULL;
}

/* ---- what was found in it: entities, times, quantities ---- */

/* Words [first, first + count) are there, and lie within the span. */
static const char *check_place(const parts *p, const char *what, size_t i, dl_span span, uint32_t first, uint32_t count) {
    if (span.start >= span.end || span.end > p->before[p->bytes]) return broken("%s %zu: span [%u, %u)", what, i, span.start, span.end);
    if (count > p->n_tokens || first > p->n_tokens - count) return broken("%s %zu: words %u + %u", what, i, first, count);
    if (count && (p->tokens[first].span.start >= span.end || p->tokens[first + count - 1].span.end <= span.start))
        return broken("%s %zu: its words are not where it stands", what, i);
    return NULL;
}

static const char *check_entities(const parts *p, const dl_report *r) {
    size_t n, n_mentions, linked = 0;
    const dl_entity *e = dl_report_entities(r, &n);
    const dl_mention *m = dl_report_mentions(r, &n_mentions);
    for (size_t i = 0; i < n_mentions; i++) {
        const char *why = check_place(p, "mention", i, m[i].span, m[i].first, m[i].count);
        if (why) return why;
        if (!m[i].count || m[i].head < m[i].first || m[i].head >= m[i].first + m[i].count) return broken("mention %zu: head outside", i);
        if (m[i].entity >= n || m[i].form >= DL_MENTION_FORMS) return broken("mention %zu: entity or form is none", i);
        if (i && m[i].span.start < m[i - 1].span.start) return broken("mention %zu stands before its neighbour", i);
        if (m[i].next != DL_NONE && (m[i].next <= i || m[i].next >= n_mentions || m[m[i].next].entity != m[i].entity))
            return broken("mention %zu: next is none of the same entity", i);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t length = 0, at = e[i].first;
        if (!e[i].name || !*e[i].name || e[i].kind >= DL_ENTITY_KINDS) return broken("entity %zu: no name or kind", i);
        for (; at != DL_NONE && at < n_mentions && m[at].entity == i && length <= n_mentions; at = m[at].next) length++;
        if (at != DL_NONE || !length || length != e[i].mentions) return broken("entity %zu: %u mentions, %u linked", i, e[i].mentions, length);
        linked += length;
    }
    return linked == n_mentions ? NULL : broken("%zu mentions, %zu linked", n_mentions, linked);
}

static const char *check_times(const parts *p, const dl_report *r) {
    size_t n;
    const dl_time *t = dl_report_times(r, &n);
    for (size_t i = 0; i < n; i++) {
        const char *why = check_place(p, "time", i, t[i].span, t[i].first, t[i].count);
        if (why) return why;
        if (t[i].type >= DL_TIME_TYPES || t[i].weekday > 7) return broken("time %zu: type or weekday is none", i);
        if ((t[i].value && !*t[i].value) || (t[i].relative && !*t[i].relative)) return broken("time %zu: empty value", i);
    }
    return NULL;
}

static const char *check_quantities(const parts *p, const dl_report *r) {
    size_t n;
    const dl_quantity *q = dl_report_quantities(r, &n);
    for (size_t i = 0; i < n; i++) {
        const char *why = check_place(p, "quantity", i, q[i].span, q[i].first, q[i].tokens);
        if (why) return why;
        if (!isfinite(q[i].count) || !isfinite(q[i].count_high) || q[i].kind >= DL_QUANTITY_KINDS) return broken("quantity %zu: no count or kind", i);
        if (!q[i].bound || (q[i].noun != DL_ROOT && q[i].noun >= p->n_tokens)) return broken("quantity %zu: bound or noun", i);
    }
    return NULL;
}

/* The parts of a statement: spans in order, apart from each other, inside the statement's own. */
static bool in_order(const dl_span *s, uint32_t n, dl_span all) {
    for (uint32_t i = 0; i < n; i++)
        if (s[i].start >= s[i].end || s[i].start < all.start || s[i].end > all.end || (i && s[i].start < s[i - 1].end)) return false;
    return true;
}

static const char *check_statements(const parts *p, const dl_report *r) {
    size_t n, n_entities;
    const dl_statement *s = dl_report_statements(r, &n);
    (void)dl_report_entities(r, &n_entities);
    for (size_t i = 0; i < n; i++, s++) {
        if (s->span.start >= s->span.end || s->span.end > p->before[p->bytes]) return broken("statement %zu: span [%u, %u)", i, s->span.start, s->span.end);
        if (!s->n_content || !in_order(s->source, s->n_source, s->span) || !in_order(s->cue, s->n_cue, s->span) || !in_order(s->content, s->n_content, s->span))
            return broken("statement %zu: no content, or parts out of order", i);
        if (s->sentence >= p->n_sentences || (s->head != DL_NONE && s->head >= p->n_tokens) || (s->source_head != DL_NONE && s->source_head >= p->n_tokens))
            return broken("statement %zu: sentence or heads are none", i);
        if ((s->head != DL_NONE) != (s->n_cue > 0) || (s->source_head != DL_NONE) != (s->n_source > 0)) return broken("statement %zu: heads and parts", i);
        if (s->manner >= DL_MANNERS || s->act >= DL_ACTS || !(s->confidence >= 0 && s->confidence <= 1)) return broken("statement %zu: manner, act or confidence", i);
        uint32_t others[] = {s->outer, s->answers, s->denies, s->retracts}, who[] = {s->source_entity, s->addressee_entity, s->reported_by_entity};
        for (int k = 0; k < 4; k++)
            if (others[k] != DL_NONE && (others[k] >= n || others[k] == i)) return broken("statement %zu points to none or itself", i);
        for (int k = 0; k < 3; k++)
            if (who[k] != DL_NONE && who[k] >= n_entities) return broken("statement %zu: entity %u", i, who[k]);
    }
    const dl_statement *all = s - n; /* outwards from each there is an end */
    for (size_t i = 0; i < n; i++) {
        size_t steps = 0;
        for (uint32_t k = all[i].outer; k != DL_NONE && steps <= n; k = all[k].outer) steps++;
        if (steps > n) return broken("statement %zu stands in itself", i);
    }
    return NULL;
}

static const char *check_forces(const parts *p, const dl_report *r) {
    size_t n, n_quantities, n_places, n_entities, n_statements;
    const dl_force *f = dl_report_forces(r, &n);
    const dl_quantity *q = dl_report_quantities(r, &n_quantities);
    (void)dl_report_places(r, &n_places), (void)dl_report_entities(r, &n_entities), (void)dl_report_statements(r, &n_statements);
    for (size_t i = 0; i < n; i++) {
        if (f[i].quantity >= n_quantities || f[i].span.start != q[f[i].quantity].span.start) return broken("force %zu: quantity", i);
        if (!f[i].party || !*f[i].party || f[i].sentence >= p->n_sentences) return broken("force %zu: no party or sentence", i);
        if ((f[i].party_entity != DL_NONE && f[i].party_entity >= n_entities) || (f[i].place != DL_NONE && f[i].place >= n_places) ||
            (f[i].statement != DL_NONE && f[i].statement >= n_statements))
            return broken("force %zu: party, place or statement is none", i);
    }
    return NULL;
}

static const char *check_schedule(const parts *p, const dl_report *r) {
    size_t n, n_times, n_entities, n_statements;
    const dl_due *d = dl_report_schedule(r, &n);
    (void)dl_report_times(r, &n_times), (void)dl_report_entities(r, &n_entities), (void)dl_report_statements(r, &n_statements);
    for (size_t i = 0; i < n; i++) {
        if (d[i].span.start >= d[i].span.end || d[i].span.end > p->before[p->bytes] || d[i].sentence >= p->n_sentences || d[i].thing >= p->n_tokens)
            return broken("due %zu: span, sentence or thing", i);
        if (!d[i].what || !*d[i].what || (d[i].date && d[i].until) || (d[i].time != DL_NONE && d[i].time >= n_times)) return broken("due %zu: what or when", i);
        if ((d[i].party_entity != DL_NONE && d[i].party_entity >= n_entities) || (d[i].with_entity != DL_NONE && d[i].with_entity >= n_entities) ||
            (d[i].statement != DL_NONE && d[i].statement >= n_statements))
            return broken("due %zu: party or statement is none", i);
    }
    return NULL;
}

static const char *check_events(const parts *p, const dl_report *r) {
    size_t n, n_entities, n_places, n_quantities, n_statements;
    const dl_event *e = dl_report_events(r, &n);
    (void)dl_report_entities(r, &n_entities), (void)dl_report_places(r, &n_places), (void)dl_report_quantities(r, &n_quantities);
    (void)dl_report_statements(r, &n_statements);
    for (size_t i = 0; i < n; i++) {
        if (e[i].sentence >= p->n_sentences || e[i].head >= p->n_tokens) return broken("event %zu: no sentence or head", i);
        const dl_sentence *s = &p->sentences[e[i].sentence];
        if (e[i].span.start < s->span.start || e[i].span.end > s->span.end || e[i].span.start >= e[i].span.end) return broken("event %zu: its span leaves its sentence", i);
        if (e[i].head < s->first || e[i].head >= s->first + s->count) return broken("event %zu: its head leaves its sentence", i);
        if (e[i].source_entity == DL_NONE && e[i].target_entity == DL_NONE && !e[i].source && !e[i].target) return broken("event %zu: of nobody", i);
        if ((e[i].source_entity != DL_NONE && e[i].source_entity >= n_entities) || (e[i].target_entity != DL_NONE && e[i].target_entity >= n_entities) ||
            (e[i].place != DL_NONE && e[i].place >= n_places) || (e[i].quantity != DL_NONE && e[i].quantity >= n_quantities) ||
            (e[i].statement != DL_NONE && e[i].statement >= n_statements))
            return broken("event %zu: entity, place, quantity or statement is none", i);
        if (!dl_event_type_name(e[i].type) || !dl_status_name(e[i].status) || e[i].quad > 4 || !*e[i].cameo || !e[i].why) return broken("event %zu: code", i);
        if (!(e[i].confidence >= 0 && e[i].confidence <= 1) || !(e[i].goldstein >= -10 && e[i].goldstein <= 10)) return broken("event %zu: value", i);
    }
    return NULL;
}

static const char *check_stances(const parts *p, const dl_report *r) {
    size_t n, n_x, n_places, n_entities, n_statements;
    const dl_position *s = dl_report_positions(r, &n);
    const dl_incident *x = dl_report_incidents(r, &n_x);
    (void)dl_report_places(r, &n_places), (void)dl_report_entities(r, &n_entities), (void)dl_report_statements(r, &n_statements);
#define NONE_OR(i, count) ((i) == DL_NONE || (i) < (count))
    for (size_t i = 0; i < n; i++) {
        if (s[i].span.start >= s[i].span.end || s[i].span.end > p->before[p->bytes] || s[i].sentence >= p->n_sentences || s[i].head >= p->n_tokens)
            return broken("position %zu: span, sentence or head", i);
        if (!s[i].party || !s[i].issue || s[i].stance >= DL_STANCES || s[i].answer >= DL_ANSWERS) return broken("position %zu: party, issue, stance or answer", i);
        if (!NONE_OR(s[i].party_entity, n_entities) || !NONE_OR(s[i].toward_entity, n_entities) || !NONE_OR(s[i].statement, n_statements) ||
            !NONE_OR(s[i].answer_statement, n_statements))
            return broken("position %zu: points at none", i);
    }
    for (size_t i = 0; i < n_x; i++) {
        if (x[i].span.start >= x[i].span.end || x[i].span.end > p->before[p->bytes] || x[i].sentence >= p->n_sentences || !x[i].what || !*x[i].what || !x[i].claimed_by)
            return broken("incident %zu: span, sentence, what or by whom", i);
        if (!NONE_OR(x[i].claimed_entity, n_entities) || !NONE_OR(x[i].denied_entity, n_entities) || !NONE_OR(x[i].place, n_places) ||
            x[i].claim >= n_statements || !NONE_OR(x[i].denial, n_statements))
            return broken("incident %zu: points at none", i);
    }
#undef NONE_OR
    return NULL;
}

static const char *check_findings(const parts *p, const dl_report *r) {
    const char *why = check_entities(p, r);
    if (!why) why = check_times(p, r);
    if (!why) why = check_quantities(p, r);
    if (!why) why = check_forces(p, r);
    if (!why) why = check_schedule(p, r);
    if (!why) why = check_stances(p, r);
    if (!why) why = check_statements(p, r);
    if (!why) why = check_events(p, r);
    return why ? why : check_places(p, r);
}

static const char *check_all(parts *p, const dl_meta *m, bool kept) {
    const char *why = check_text(p);
    for (size_t i = 0; !why && i < p->n_tokens; i++) why = check_token(p, i);
    for (size_t k = 0; !why && k < p->n_sentences; k++) why = check_sentence(p, k, kept);
    size_t words = p->n_sentences ? p->sentences[p->n_sentences - 1].first + p->sentences[p->n_sentences - 1].count : 0;
    if (!why && words != p->n_tokens) why = broken("%zu words, %zu of them in sentences", p->n_tokens, words);
    for (size_t b = 0; !why && kept && b < p->bytes; b++)
        if (!p->seen[b]) why = broken("byte %zu is in no word although all were asked for", b);
    if (!why) why = check_furniture(p, kept);
    for (size_t b = 0; !why && b < p->bytes; b++)
        if (!p->seen[b]) why = broken("byte %zu is neither read nor furniture", b);
    return why ? why : check_meta(m);
}

const char *promises_broken(const dl_report *r, bool kept) {
    parts p = {0};
    p.text = dl_report_text(r, &p.bytes);
    p.tokens = dl_report_tokens(r, &p.n_tokens);
    p.sentences = dl_report_sentences(r, &p.n_sentences);
    p.furniture = dl_report_furniture(r, &p.n_furniture);
    p.before = malloc((p.bytes + 1) * sizeof *p.before);
    p.seen = calloc(p.bytes + 1, 1);
    const char *why = p.before && p.seen ? check_all(&p, dl_report_meta(r), kept) : broken("out of memory");
    if (!why) why = check_findings(&p, r);
    free(p.before);
    free(p.seen);
    return why;
}
