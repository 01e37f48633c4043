/* titled.c - "Secretary of State John Kerry": a tree often hangs the name on the last word of the office, as if there were a
 * State John Kerry. Where the dictionary of actors has an office with "of" and a name follows, the name is made the head. */
#include <string.h>

#include "entities/chains.h"

enum { BEFORE = 3, NAME = 5, READINGS = 4, STEPS = 200 };

static bool is_title(const actor_match *m) {
    actor_reading out[READINGS];
    size_t n = actors_readings(m, ACTORS_NO_DAY, out, READINGS);
    for (size_t i = 0; i < n; i++)
        if (out[i].kind == ACTOR_TITLE || out[i].kind == ACTOR_OFFICE) return true;
    return false;
}

static bool is_within(uint32_t i, uint32_t first, uint32_t last) { return i >= first && i <= last; }

/* Does the way up from token `i` come through [first, last], or never end? */
static bool comes_through(const dl_token *t, uint32_t i, uint32_t first, uint32_t last) {
    for (int up = 0; up < STEPS; up++, i = t[i].head) {
        if (i == DL_ROOT) return false;
        if (is_within(i, first, last)) return true;
    }
    return true;
}

/* The office is [first, last], "of" stands at `of`, the name is [last + 1, end]. */
static void hang(dl_token *t, dl_sentence *s, uint32_t first, uint32_t of, uint32_t last, uint32_t end) {
    const uint32_t x = of - 1, name = last + 1;
    if (is_within(t[x].head, first, end) || (t[x].head != DL_ROOT && comes_through(t, t[x].head, first, end))) return;
    for (uint32_t i = s->first; i < s->first + s->count; i++)
        if (!is_within(i, first, end) && is_within(t[i].head, first, end) && (i > end || t[i].head == x)) t[i].head = name;
    t[name].head = t[x].head;
    t[name].deprel = t[x].deprel;
    if (s->root == x) s->root = name;
    t[x].head = name;
    t[x].deprel = DL_REL_nmod_desc;
    for (uint32_t i = first; i < x; i++) t[i].head = x, t[i].deprel = DL_REL_compound;
    t[of].head = last;
    t[of].deprel = DL_REL_case;
    for (uint32_t i = of + 1; i < last; i++)
        if (t[i].upos != DL_ADP && t[i].upos != DL_DET) t[i].head = last, t[i].deprel = DL_REL_compound;
        else t[i].head = last;
    t[last].head = x;
    t[last].deprel = DL_REL_nmod;
    for (uint32_t i = name + 1; i <= end; i++) t[i].head = name, t[i].deprel = DL_REL_flat;
}

void entities_titled(dl_report *r) {
    const actors *a = r->model->actors;
    if (!a || !a->head) return;
    for (size_t k = 0; k < r->n_sentences; k++) {
        dl_sentence *s = &r->sentences[k];
        for (uint32_t of = s->first + 1; of + 2 < s->first + s->count; of++) {
            dl_token *t = r->tokens;
            if (strcmp(t[of].form, "of") || (t[of - 1].upos != DL_PROPN && t[of - 1].upos != DL_NOUN)) continue;
            for (uint32_t i = of > s->first + BEFORE ? of - BEFORE : s->first; i < of; i++) {
                actor_match m;
                uint32_t end;
                if (!actors_match(a, t + i, s->first + s->count - i, &m) || i + m.tokens <= of + 1 || !is_title(&m)) continue;
                const uint32_t last = i + m.tokens - 1;
                for (end = last; end + 1 < s->first + s->count && end - last < NAME && t[end + 1].upos == DL_PROPN; end++) {}
                if (end > last && t[last + 1].form[0] >= 'A' && t[last + 1].form[0] <= 'Z') hang(t, s, i, of, last, end);
                break;
            }
        }
    }
}
