/* apply.c - what the dictionaries say of a report: codes of the entities that its mentions name, sentences that are discarded,
 * and the issues a sentence is about. */
#include <string.h>

#include "entities/actors.h"
#include "petrarch/private.h"
#include "report.h"

enum { BEFORE = 24, AFTER = 8 }; /* words of a mention that are looked at, around its head */

static const petr_actor *actor_of(const struct petrarch *p, uint32_t i) { return (const petr_actor *)(const void *)p->actors.at + i; }
static const petr_agent *agent_of(const struct petrarch *p, uint32_t i) { return (const petr_agent *)(const void *)p->agents.at + i; }
static const petr_entry *entry_of(const struct petrarch *p, uint32_t i) { return (const petr_entry *)(const void *)p->entries.at + i; }

/* The code on a day: the first with days that hold, else the first without any. NULL where there is none. */
static const petr_code *code_on(const struct petrarch *p, const petr_actor *a, int32_t day) {
    const petr_code *codes = (const petr_code *)(const void *)p->codes.at, *plain = NULL;
    if (!a->n) return NULL;
    codes += a->first;
    for (uint32_t i = 0; i < a->n; i++) {
        if (!codes[i].dated && !plain) plain = &codes[i];
        if (codes[i].dated && day != ACTORS_NO_DAY && day >= codes[i].from && day <= codes[i].to) return &codes[i];
    }
    return plain;
}

/* ---- entities ---------------------------------------------------------------------------------------------------- */

/* What a mention says; `worth` orders mentions of one entity. */
typedef struct verdict {
    const petr_code *code;   /* of an actor, or NULL */
    const petr_agent *agent; /* or NULL */
    uint8_t worth;
} verdict;

static bool is_word(const dl_token *t, const char *word) { return !strcasecmp(t->form, word); }

static verdict judge(const dl_report *r, const struct petrarch *p, const dl_mention *m, int32_t day) {
    const dl_token *t = r->tokens;
    uint32_t end = m->first + m->count, from = m->head > m->first + BEFORE ? m->head - BEFORE : m->first,
             to = end > m->head + AFTER ? m->head + AFTER : end;
    verdict v = {0};
    bool at_head = false;
    for (uint32_t i = from; i < to;) {
        size_t actor_words = 0, agent_words = 0;
        uint32_t actor = phrase_longest(&p->actor_phrases, t + i, to - i, &actor_words),
                 agent = phrase_longest(&p->agent_phrases, t + i, to - i, &agent_words);
        bool after = i > m->head; /* "the army of Chad": one who owns, not "the strike that hit Chad" */
        uint32_t k = i;
        while (after && k > m->head + 1 && (is_word(&t[k - 1], "the") || is_word(&t[k - 1], "a"))) k--;
        bool tied = !after || is_word(&t[k - 1], "of");
        bool covers = actor != TABLE_NONE && i <= m->head && m->head < i + actor_words;
        if (actor != TABLE_NONE && actor_words >= agent_words) {
            const petr_code *code = code_on(p, actor_of(p, actor), day);
            if (code && tied && (!at_head || covers) && (!after || !v.code)) v.code = code, at_head = covers;
            i += (uint32_t)actor_words;
        } else if (agent != TABLE_NONE) {
            if (!after && (!v.agent || i + agent_words > m->head)) v.agent = agent_of(p, agent);
            i += (uint32_t)agent_words;
        } else i++;
        if (after && !tied && is_word(&t[i - 1], "that")) break;
    }
    v.worth = (uint8_t)((v.code ? 4 : 0) + (v.code && m->form == DL_MENTION_NAME ? 2 : 0) + (v.agent ? 1 : 0));
    return v;
}

/* Whole codes where the agent's part is more than a sector: "PSE" and "REBHMS". */
static bool write_down(dl_report *r, const struct petrarch *p, dl_entity *e, const verdict *v) {
    const char *actor = v->code ? petr_text(p, v->code->actor) : NULL, *sector = v->code ? petr_text(p, v->code->sector) : NULL;
    if (v->code) {
        e->actor = *actor ? actor : NULL;
        e->sector = *sector ? sector : NULL;
        if (!*actor) return true;
    }
    if (!v->agent) return true;
    const char *kind = petr_text(p, v->agent->code);
    char *made = arena_alloc(&r->arena, 32);
    if (!made) return false;
    if (v->agent->before) snprintf(made, 32, "%.12s%.15s", kind, e->actor ? e->actor : "");
    else if (e->actor && strlen(e->actor) == 3 && strlen(kind) > 3) snprintf(made, 32, "%.15s%.12s", e->actor, kind);
    else {
        if (v->agent->sector) e->sector = petr_text(p, v->agent->sector);
        return true;
    }
    e->actor = made;
    e->sector = v->agent->before || !v->agent->sector ? NULL : petr_text(p, v->agent->sector);
    return true;
}

bool petrarch_entities(dl_report *r) {
    const struct petrarch *p = r->model->petrarch;
    if (!p || !r->n_entities || (!p->actors.size && !p->agents.size)) return true;
    verdict *best = ARENA_NEW(&r->arena, verdict, r->n_entities);
    if (!best) return false;
    int32_t day = actors_day(*r->meta.published ? r->meta.published : NULL);
    for (size_t i = 0; i < r->n_mentions; i++) {
        const dl_mention *m = &r->mentions[i];
        if (m->form == DL_MENTION_PRONOUN || !m->count || m->entity >= r->n_entities) continue;
        verdict v = judge(r, p, m, day);
        if (v.worth > best[m->entity].worth) best[m->entity] = v;
    }
    for (size_t i = 0; i < r->n_entities; i++)
        if (best[i].worth && !write_down(r, p, &r->entities[i], &best[i])) return false;
    return true;
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

typedef struct hit {
    const petr_entry *e;
    uint32_t sentence;
} hit;

typedef struct hits {
    hit *list;
    size_t n, cap;
} hits;

static bool add_hit(dl_report *r, hits *h, const petr_entry *e, uint32_t sentence) {
    if (h->n == h->cap) {
        size_t cap = h->cap ? 2 * h->cap : 64;
        hit *more = arena_grow(&r->arena, h->list, h->n, cap, sizeof *more);
        if (!more) return false;
        h->list = more;
        h->cap = cap;
    }
    h->list[h->n++] = (hit){e, sentence};
    return true;
}

static bool find_hits(dl_report *r, const struct petrarch *p, hits *h) {
    for (uint32_t s = 0; s < r->n_sentences; s++) {
        const dl_sentence *at = &r->sentences[s];
        for (uint32_t i = 0; i < at->count;) {
            size_t words;
            uint32_t k = phrase_longest(&p->list_phrases, r->tokens + at->first + i, at->count - i, &words);
            i += words && k != TABLE_NONE ? (uint32_t)words : 1;
            for (; k != TABLE_NONE; k = entry_of(p, k)->next)
                if (!add_hit(r, h, entry_of(p, k), s)) return false;
        }
    }
    return true;
}

/* Bits of `kinds` for sections of issues. */
static bool excluded(const uint8_t *story, const hits *h, size_t from, size_t to, const petr_entry *issue) {
    if (story[issue->section]) return true;
    for (size_t i = from; i < to; i++)
        if (h->list[i].e->kind == LIST_NOT_SENTENCE && h->list[i].e->section == issue->section) return true;
    return false;
}

static bool add_issue(dl_report *r, const char *code, uint32_t sentence, size_t from) {
    for (size_t i = from; i < r->n_issues; i++)
        if (!strcmp(r->issues[i].code, code)) return r->issues[i].count++, true;
    if (!(r->n_issues & (r->n_issues - 1)) || !r->n_issues) {
        size_t cap = r->n_issues ? 2 * r->n_issues : 1;
        petrarch_issue *more = arena_grow(&r->arena, r->issues, r->n_issues, cap, sizeof *more);
        if (!more) return false;
        r->issues = more;
    }
    r->issues[r->n_issues++] = (petrarch_issue){code, sentence, 1};
    return true;
}

bool petrarch_events(dl_report *r) {
    const struct petrarch *p = r->model->petrarch;
    if (!p || !p->entries.size) return true;
    hits h = {0};
    uint8_t *story = ARENA_NEW(&r->arena, uint8_t, p->sections + 1), *gone = ARENA_NEW(&r->arena, uint8_t, r->n_sentences + 1);
    if (!story || !gone || !find_hits(r, p, &h)) return false;
    bool all_gone = false;
    for (size_t i = 0; i < h.n; i++) {
        if (h.list[i].e->kind == LIST_STORY) all_gone = true;
        if (h.list[i].e->kind == LIST_SENTENCE) gone[h.list[i].sentence] = 1;
        if (h.list[i].e->kind == LIST_NOT_STORY) story[h.list[i].e->section] = 1;
    }
    for (size_t i = 0, end; i < h.n; i = end) {
        size_t from = r->n_issues;
        for (end = i; end < h.n && h.list[end].sentence == h.list[i].sentence; end++) {
        }
        for (size_t k = i; k < end; k++)
            if (h.list[k].e->kind == LIST_ISSUE && !excluded(story, &h, i, end, h.list[k].e) &&
                !add_issue(r, petr_text(p, h.list[k].e->code), h.list[k].sentence, from))
                return false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < r->n_events; i++) {
        const dl_event *e = &r->events[i];
        bool here = e->sentence < r->n_sentences && gone[e->sentence];
        if (!all_gone && !here) r->events[kept++] = *e;
        else if (!report_refuse(r, e->head, e->why, all_gone ? "the story holds a discarded phrase" : "the sentence holds a discarded phrase")) return false;
    }
    r->n_events = kept;
    return true;
}
