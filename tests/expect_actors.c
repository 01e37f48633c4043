/* expect_actors.c - expectations on the dictionary of actors: how it codes a phrase of the report on the report's day. */
#include <stdio.h>
#include <string.h>

#include "entities/actors.h"
#include "expect.h"
#include "model.h"
#include "report.h"

/* Tokens [*from, *to) that spell `phrase`, blanks apart. */
static bool find_phrase(const reading *g, const char *phrase, size_t *from, size_t *to) {
    for (size_t i = 0; i < g->n_tokens; i++) {
        const char *p = phrase;
        size_t j = i;
        for (; j < g->n_tokens && *p; j++) {
            size_t n = strlen(g->tokens[j].form);
            while (*p == ' ') p++;
            if (strncmp(p, g->tokens[j].form, n)) break;
            p += n;
        }
        if (*p || j == i) continue;
        *from = i;
        *to = j;
        return true;
    }
    return false;
}

static bool describe(const reading *g, const char *phrase, actor_reading *r, char *why, size_t size) {
    size_t from, to;
    if (!find_phrase(g, phrase, &from, &to)) {
        snprintf(why, size, "the report has no such words");
        return false;
    }
    size_t head = to - 1; /* the last word of the phrase that hangs on one outside it */
    for (size_t i = to; i-- > from;)
        if (g->tokens[i].head == DL_ROOT || g->tokens[i].head < from || g->tokens[i].head >= to) {
            head = i;
            break;
        }
    for (size_t k = 0; k < g->n_sentences; k++) {
        const dl_sentence *s = &g->sentences[k];
        if (head < s->first || head - s->first >= s->count) continue;
        if (actors_describe(g->report->model->actors, g->tokens, s->first, s->count, (uint32_t)head,
                            actors_day(g->meta->published), r))
            return true;
    }
    snprintf(why, size, "nothing is known of it");
    return false;
}

static const char *dash(const char *s) { return *s ? s : "-"; }

/* codes "phrase" CODE SECTOR [ALSO]: a dash stands for nothing. */
static bool codes(const reading *g, char **a, char *why, size_t size) {
    actor_reading r;
    if (!describe(g, a[0], &r, why, size)) return !strcmp(a[1], "-") && !strcmp(a[2], "-");
    snprintf(why, size, "%s %s %s", dash(r.code), dash(r.sector), dash(r.also));
    return !strcmp(a[1], dash(r.code)) && !strcmp(a[2], dash(r.sector)) && (!a[3] || !strcmp(a[3], dash(r.also)));
}

static bool tied(const reading *g, char **a, char *why, size_t size) {
    actor_reading r;
    if (!describe(g, a[0], &r, why, size)) return false;
    snprintf(why, size, "%s", dash(r.tied));
    return !strcmp(a[1], dash(r.tied));
}

static bool role(const reading *g, char **a, char *why, size_t size) {
    actor_reading r;
    if (!describe(g, a[0], &r, why, size)) return false;
    snprintf(why, size, "%s%s", r.former ? "former " : "", dash(r.role));
    return !strcmp(why, a[1]);
}

/* holder CODE "office" "Name" */
static bool holder(const reading *g, char **a, char *why, size_t size) {
    actor_reading r;
    bool found = actors_holder(g->report->model->actors, a[0], a[1], actors_day(g->meta->published), &r);
    snprintf(why, size, "%s", found ? r.name : "nobody");
    return !strcmp(why, a[2]);
}

const expectation expect_actors[] = {
    {"codes", 3, codes}, {"tied", 2, tied}, {"held", 2, role}, {"holder", 3, holder}, {NULL, 0, NULL},
};
