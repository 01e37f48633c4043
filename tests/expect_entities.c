/* expect_entities.c - what a case may expect of entities and their mentions. A mention is named by its text, "he#2" being the
 * second that reads so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expect.h"

static const dl_mention *find(const reading *g, const char *text) {
    char want[1024], slice[1024];
    size_t n, n_entities, left = 1;
    const dl_mention *m = dl_report_mentions(g->report, &n);
    (void)dl_report_entities(g->report, &n_entities);
    snprintf(want, sizeof want, "%s", text);
    char *number = strrchr(want, '#');
    if (number) left = strtoul(number + 1, NULL, 10), *number = 0;
    for (size_t i = 0; i < n; i++) {
        expect_slice(g, m[i].span, slice, sizeof slice);
        if (!strcmp(slice, want) && !--left) return &m[i];
    }
    return NULL;
}

static const dl_entity *entity_of(const reading *g, const dl_mention *m) {
    size_t n;
    return &dl_report_entities(g->report, &n)[m->entity];
}

/* All mentions of an entity, for the message. */
static void list(const reading *g, const dl_mention *of, char *why, size_t size) {
    size_t n, at = 0;
    const dl_mention *m = dl_report_mentions(g->report, &n);
    for (uint32_t i = entity_of(g, of)->first; i != DL_NONE && at < size; i = m[i].next) {
        char slice[256];
        expect_slice(g, m[i].span, slice, sizeof slice);
        at += (size_t)snprintf(why + at, size - at, "%s%s", at ? " = " : "", slice);
    }
}

/* same A B...: one entity. */
static bool same(const reading *g, char **a, char *why, size_t size) {
    const dl_mention *first = find(g, a[0]);
    if (!first) return snprintf(why, size, "no mention '%s'", a[0]), false;
    list(g, first, why, size);
    for (int i = 1; a[i]; i++) {
        const dl_mention *m = find(g, a[i]);
        if (!m) return snprintf(why, size, "no mention '%s'", a[i]), false;
        if (m->entity != first->entity) return false;
    }
    return true;
}

/* apart A B...: no two of one entity. */
static bool apart(const reading *g, char **a, char *why, size_t size) {
    for (int i = 0; a[i]; i++)
        for (int k = 0; k < i; k++) {
            const dl_mention *m = find(g, a[i]), *o = find(g, a[k]);
            if (!m || !o) return snprintf(why, size, "no mention '%s'", m ? a[k] : a[i]), false;
            if (m->entity == o->entity) return list(g, m, why, size), false;
        }
    return true;
}

/* mention A name|nominal|pronoun|metonym */
static bool mention(const reading *g, char **a, char *why, size_t size) {
    const dl_mention *m = find(g, a[0]);
    if (!m) return snprintf(why, size, "no mention '%s'", a[0]), false;
    snprintf(why, size, "%s", dl_mention_form_name(m->form));
    return !a[1] || !strcmp(why, a[1]);
}

static bool field(const reading *g, char **a, char *why, size_t size, int which) {
    const dl_mention *m = find(g, a[0]);
    if (!m) return snprintf(why, size, "no mention '%s'", a[0]), false;
    const dl_entity *e = entity_of(g, m);
    const char *got = which == 0 ? e->name : which == 1 ? dl_entity_kind_name(e->kind) : which == 2 ? e->actor : which == 3 ? e->sector : e->role;
    snprintf(why, size, "%s", got ? got : "-");
    return !strcmp(why, a[1]);
}
static bool named(const reading *g, char **a, char *why, size_t size) { return field(g, a, why, size, 0); }
static bool kind(const reading *g, char **a, char *why, size_t size) { return field(g, a, why, size, 1); }
static bool actor(const reading *g, char **a, char *why, size_t size) { return field(g, a, why, size, 2); }
static bool sector(const reading *g, char **a, char *why, size_t size) { return field(g, a, why, size, 3); }
static bool role(const reading *g, char **a, char *why, size_t size) { return field(g, a, why, size, 4); }

const expectation expect_entities[] = {
    {"same", 2, same}, {"apart", 2, apart}, {"mention", 1, mention}, {"named", 2, named}, {"kind", 2, kind},
    {"actor", 2, actor}, {"sector", 2, sector}, {"role", 2, role}, {NULL, 0, NULL},
};
