/* clauses.c - one sentence as lines "who → does → what — the rest": every clause of its tree on a line of its own, what is
 * said under who says it, passives with a named agent turned the right way round, quotations as they stand. Every word of the
 * sentence but its punctuation appears. */
#include "output/clauses.h"

#include <string.h>

#include "syntax/tree.h"

enum { NUMBER = 4, STEP = 2, DEEPEST = 5, CHAIN = 6 };

typedef struct view {
    page *p;
    const char *text;
    tree t;
    size_t number;         /* of the sentence; 0 once it is written */
    bool apart[TREE_MOST]; /* heads a clause with a line of its own */
    bool done[TREE_MOST];  /* written, or in a verb group; of a clause apart: its lines are written */
} view;

static bool is_punct(const view *v, uint16_t i) { return v->t.words[i].upos == DL_PUNCT; }
static int relation(const view *v, uint16_t i) { return tree_base(v->t.words[i].deprel); }
static bool in_quote(const view *v, uint16_t i) { return v->t.words[i].flags & DL_TOKEN_IN_QUOTE; }

static bool is_quote_mark(const view *v, uint16_t i) {
    int x = v->t.words[i].xpos;
    return is_punct(v, i) && (x == DL_XPOS_OPENQ || x == DL_XPOS_CLOSEQ || !strcmp(v->t.words[i].form, "\"") ||
                              !strcmp(v->t.words[i].form, "“") || !strcmp(v->t.words[i].form, "”"));
}

/* ---- which clauses get a line ---------------------------------------------------------------------------------- */

static bool has_own_line(const tree *t, uint16_t c) {
    switch (tree_base(t->words[c].deprel)) {
    case DL_REL_ccomp: return true;
    case DL_REL_parataxis: return t->right[c] - t->left[c] > 0 && tree_is_clause(t, c);
    case DL_REL_conj: return tree_is_clause(t, c);
    case DL_REL_advcl: { /* not a bare purpose: "to launch an attack" */
        uint16_t mark = tree_child(t, c, DL_REL_mark);
        bool purpose = mark != TREE_NONE && t->words[mark].upos == DL_PART;
        return tree_is_clause(t, c) && (!purpose || tree_child_base(t, c, DL_REL_nsubj) != TREE_NONE);
    }
    default: return false;
    }
}

/* "…, Quintero said": a parataxis with a subject and nothing said inside it reports its governor if that is quoted and it is
 * not, or if only a comma parts them. (After a semicolon it tells another thing.) */
static bool reports_governor(const view *v, uint16_t c) {
    const tree *t = &v->t;
    uint16_t left = t->left[c], governor = t->parent[c];
    while (left < t->n && is_punct(v, left)) left++; /* its own punctuation */
    bool comma = left > 0 && left > t->left[governor] && t->words[left - 1].xpos == DL_XPOS_COMMA;
    return t->words[c].deprel == DL_REL_parataxis && t->words[c].upos == DL_VERB &&
           (comma || (in_quote(v, governor) && !in_quote(v, c))) &&
           tree_child_base(t, c, DL_REL_nsubj) != TREE_NONE && tree_child(t, c, DL_REL_ccomp) == TREE_NONE &&
           tree_child(t, c, DL_REL_obj) == TREE_NONE && tree_child(t, c, DL_REL_xcomp) == TREE_NONE;
}

/* The verbs that act together with `head`: "wanted to see". */
static uint16_t chain_of(const tree *t, uint16_t head, uint16_t *chain) {
    uint16_t n = 0;
    chain[n++] = head;
    if (tree_child(t, head, DL_REL_cop) != TREE_NONE) return n; /* "able to reach": all of it is the predicate */
    for (uint16_t k = 0; k < n && n < CHAIN; k++)
        for TREE_CHILDREN(t, chain[k], c)
            if (t->words[c].deprel == DL_REL_xcomp && t->words[c].upos == DL_VERB) {
                chain[n++] = c;
                break;
            }
    return n;
}

/* A conjunct of a later verb of the chain stays with it: without "refused", "or to withdraw" would say the contrary. */
static void part_clauses(view *v, uint16_t head) {
    uint16_t chain[CHAIN], n = chain_of(&v->t, head, chain);
    for (uint16_t k = 0; k < n; k++)
        for TREE_CHILDREN(&v->t, chain[k], c)
            if (has_own_line(&v->t, c) && !(k && v->t.words[c].deprel == DL_REL_conj)) {
                v->apart[c] = true;
                part_clauses(v, c);
            }
}

/* ---- phrases --------------------------------------------------------------------------------------------------- */

/* Marks the words under `i` that are written with it: all but clauses apart and words already written. */
static void gather(const view *v, uint16_t i, bool *in) {
    uint16_t stack[TREE_MOST], n = 0;
    stack[n++] = i;
    while (n) {
        uint16_t w = stack[--n];
        in[w] = true;
        for TREE_CHILDREN(&v->t, w, c)
            if (!v->apart[c] && !v->done[c]) stack[n++] = c;
    }
}

/* Only the core of a noun phrase, for a subject named again: "(the Vessian government)". */
static void gather_core(const view *v, uint16_t i, bool *in) {
    in[i] = true;
    for TREE_CHILDREN(&v->t, i, c)
        switch (tree_base(v->t.words[c].deprel)) {
        case DL_REL_det: case DL_REL_amod: case DL_REL_compound: case DL_REL_flat: case DL_REL_nummod:
            gather(v, c, in);
            break;
        case DL_REL_nmod:
            if (v->t.words[c].deprel == DL_REL_nmod_poss) gather(v, c, in);
            break;
        default: break;
        }
}

/* Commas, full stops and dashes part phrases and are not written at their ends; other marks belong to them. */
static bool parts(const view *v, uint16_t i) {
    const dl_token *w = &v->t.words[i];
    return is_punct(v, i) && !is_quote_mark(v, i) && w->xpos != DL_XPOS_LRB && w->xpos != DL_XPOS_RRB &&
           (w->xpos != DL_XPOS_STOP || (!strcmp(w->form, ".") && !in_quote(v, i)));
}

/* Writes the marked words as they stand in the text; a quotation in its own colour. */
static void write_words(view *v, const bool *in, page_style style) {
    uint16_t from = 0, to = v->t.n;
    while (from < to && (!in[from] || parts(v, from))) from++;
    while (to > from && (!in[to - 1] || parts(v, (uint16_t)(to - 1)))) to--;
    uint16_t before = TREE_NONE;
    for (uint16_t i = from; i < to; i++) {
        const dl_token *w = &v->t.words[i];
        if (!in[i]) continue;
        if (before != TREE_NONE && (before + 1 != i || v->t.words[before].flags & DL_TOKEN_SPACE_AFTER))
            page_string(v->p, style, " ");
        page_text(v->p, in_quote(v, i) || is_quote_mark(v, i) ? PAGE_QUOTE : style, v->text + w->byte, w->bytes);
        before = i;
    }
}

static void write_phrase(view *v, uint16_t i, page_style style) {
    bool in[TREE_MOST] = {false};
    gather(v, i, in);
    write_words(v, in, style);
    v->done[i] = true;
}

/* A subject that stands in another clause. */
static void write_shared(view *v, uint16_t i) {
    bool in[TREE_MOST] = {false};
    gather_core(v, i, in);
    page_string(v->p, PAGE_DIM, "(");
    write_words(v, in, PAGE_DIM);
    page_string(v->p, PAGE_DIM, ")");
}

static void start_line(view *v, int depth) {
    char label[24];
    int indent = NUMBER + STEP * (depth < DEEPEST ? depth : DEEPEST);
    snprintf(label, sizeof label, "%*zu", NUMBER - 2, v->number);
    page_line(v->p, v->number ? label : NULL, indent, indent + 2 * STEP);
    v->number = 0;
}

/* ---- quotations ------------------------------------------------------------------------------------------------ */

/* A clause whose own words all but a few stand in quotation marks is shown as it was said. */
static bool is_quotation(const view *v, uint16_t head) {
    bool in[TREE_MOST] = {false};
    unsigned words = 0, quoted = 0;
    gather(v, head, in);
    for (uint16_t i = 0; i < v->t.n; i++)
        if (in[i] && !is_punct(v, i)) words++, quoted += in_quote(v, i);
    return in_quote(v, head) && quoted * 5 >= words * 4;
}

/* Marks what is said under `head`: all but clauses that stand outside the quotation. */
static void gather_said(const view *v, uint16_t head, bool *in) {
    uint16_t stack[TREE_MOST], n = 0;
    stack[n++] = head;
    while (n) {
        uint16_t w = stack[--n];
        in[w] = true;
        for TREE_CHILDREN(&v->t, w, c)
            if (!v->apart[c] || in_quote(v, c)) stack[n++] = c;
    }
}

/* The quotation in its marks, also where the text opens it in an earlier sentence or closes it in a later one. */
static void write_quotation(view *v, uint16_t head) {
    bool in[TREE_MOST] = {false}, straight = false;
    gather_said(v, head, in);
    uint16_t from = v->t.left[head], to = v->t.right[head];
    if (from > 0 && is_quote_mark(v, (uint16_t)(from - 1))) in[--from] = true;
    for (int k = 0; k < 2 && to + 1 < v->t.n && is_punct(v, (uint16_t)(to + 1)); k++)
        in[++to] = true; /* the mark may follow a stop */
    while (from < to && (!in[from] || parts(v, from))) from++;
    while (to > from && (!in[to] || parts(v, to))) to--;
    for (uint16_t i = 0; i < v->t.n; i++) straight |= !strcmp(v->t.words[i].form, "\"");
    if (in_quote(v, from) && !is_quote_mark(v, from)) page_string(v->p, PAGE_QUOTE, straight ? "\"" : "“");
    write_words(v, in, PAGE_WHOM);
    if (in_quote(v, to) && !is_quote_mark(v, to)) page_string(v->p, PAGE_QUOTE, straight ? "\"" : "”");
}

/* ---- a clause -------------------------------------------------------------------------------------------------- */

static void write_verb(view *v, const tree_verb *verb, uint16_t leave_out, uint16_t by_lemma) {
    uint16_t before = TREE_NONE;
    for (uint16_t k = 0; k < verb->n; k++) {
        uint16_t i = verb->words[k];
        const dl_token *w = &v->t.words[i];
        v->done[i] = true;
        if (i == leave_out) continue;
        if (before != TREE_NONE && (before + 1 != i || v->t.words[before].flags & DL_TOKEN_SPACE_AFTER))
            page_string(v->p, PAGE_VERB, " ");
        bool negation = DL_HAS(w, Polarity_Neg) || DL_HAS(w, PronType_Neg);
        page_style style = negation ? PAGE_NOT : in_quote(v, i) ? PAGE_QUOTE : PAGE_VERB;
        page_string(v->p, style, i == by_lemma && w->lemma ? w->lemma : w->form);
        before = i;
    }
}

/* Whether a passive can be told in the active voice from its own words: "has been taken by" has taken, "will be taken by" will
 * take, "was turned back by" turned back; but "was taken by" is no "taken", so the arrow turns instead. */
static bool can_turn(const tree *t, uint16_t head, uint16_t be, uint16_t agent, uint16_t patient, bool *by_lemma) {
    const dl_token *verb = &t->words[head], *aux = &t->words[be];
    size_t n = strlen(verb->form);
    for TREE_CHILDREN(t, head, c) /* "has" must not come to stand after "the troops" */
        if (DL_HAS(&t->words[c], Tense_Pres) && t->words[c].deprel == DL_REL_aux &&
            (patient == TREE_NONE || DL_HAS(&t->words[agent], Number_Plur) != DL_HAS(&t->words[patient], Number_Plur)))
            return false;
    *by_lemma = DL_HAS(aux, VerbForm_Inf);
    if (*by_lemma) return tree_child(t, head, DL_REL_aux) != TREE_NONE;
    if (aux->xpos == DL_XPOS_VBN) return true;
    return DL_HAS(aux, Tense_Past) && DL_HAS(aux, VerbForm_Fin) && n > 3 && !strcmp(verb->form + n - 2, "ed") &&
           tree_child(t, head, DL_REL_aux) == TREE_NONE;
}

/* What leads into the clause: "after", "but", "when". */
static void write_lead(view *v, uint16_t head) {
    for TREE_CHILDREN(&v->t, head, c) {
        const dl_token *w = &v->t.words[c];
        bool that = w->deprel == DL_REL_mark && relation(v, head) == DL_REL_ccomp && w->lemma && !strcmp(w->lemma, "that");
        bool leads = (w->deprel == DL_REL_mark && w->upos != DL_PART) || w->deprel == DL_REL_cc ||
                     (w->deprel == DL_REL_advmod && w->xpos == DL_XPOS_WRB);
        if (!leads || v->done[c]) continue;
        if (!that) {
            write_phrase(v, c, PAGE_DIM);
            page_string(v->p, PAGE_DIM, " ");
        }
        v->done[c] = true;
    }
}

/* What stands after the copula, whose first word is `from`; what stands before is left to the rest. */
static void write_predicate(view *v, uint16_t head, uint16_t from) {
    bool in[TREE_MOST] = {false}, was[TREE_MOST];
    memcpy(was, v->done, sizeof was);
    for TREE_CHILDREN(&v->t, head, c)
        if (c < from) v->done[c] = true;
    gather(v, head, in);
    write_words(v, in, PAGE_WHOM);
    memcpy(v->done, was, sizeof was);
    for TREE_CHILDREN(&v->t, head, c) v->done[c] |= c >= from && !v->apart[c];
}

/* Who, verb and whom of the clause; returns its subject, own or shared. */
static uint16_t write_core(view *v, const uint16_t *chain, uint16_t n_chain, uint16_t shared) {
    const tree *t = &v->t;
    uint16_t head = chain[0], subject = tree_child_base(t, head, DL_REL_nsubj), agent = TREE_NONE;
    if (subject == TREE_NONE) subject = tree_child_base(t, head, DL_REL_csubj);
    tree_verb verb;
    tree_verb_of(t, head, &verb);
    bool exists = tree_child(t, head, DL_REL_expl) != TREE_NONE && subject != TREE_NONE && subject > head;
    if (verb.passive) agent = tree_child(t, head, DL_REL_obl_agent);
    uint16_t be = tree_child(t, head, DL_REL_aux_pass), patient = TREE_NONE;
    bool by_lemma = false, turned = agent != TREE_NONE && be != TREE_NONE && can_turn(t, head, be, agent, subject, &by_lemma);
    const char *arrow = verb.passive && !turned ? " ← " : " → ";
    if (turned) {
        uint16_t by = tree_child(t, agent, DL_REL_case);
        if (by != TREE_NONE) v->done[by] = true;
        patient = subject;
        write_phrase(v, agent, PAGE_WHO);
    } else if (subject != TREE_NONE && !exists) write_phrase(v, subject, PAGE_WHO);
    else if (shared != TREE_NONE && subject == TREE_NONE) write_shared(v, shared);
    bool who = turned || (subject != TREE_NONE && !exists) || (shared != TREE_NONE && subject == TREE_NONE);
    if (who) page_string(v->p, PAGE_DIM, arrow);

    bool parted = false; /* something stands between the verb before and the next of the chain */
    for (uint16_t k = 0; k < n_chain; k++) {
        if (k) page_string(v->p, PAGE_DIM, parted ? " → " : " "), tree_verb_of(t, chain[k], &verb);
        v->done[chain[k]] = true;
        write_verb(v, &verb, turned && !k ? be : TREE_NONE, by_lemma && !k ? head : TREE_NONE);
        if (verb.copula) { /* the predicate with all that hangs on it after the copula */
            page_string(v->p, PAGE_DIM, " → ");
            if (!k && exists) v->done[subject] = true; /* it comes after */
            write_predicate(v, chain[k], verb.words[0]);
        }
        if (!k && turned && patient == TREE_NONE) patient = shared;
        if (!k && patient != TREE_NONE) {
            page_string(v->p, PAGE_DIM, " → ");
            if (patient == subject) write_phrase(v, patient, PAGE_WHOM);
            else write_shared(v, patient);
            parted = true;
        }
        if (!k && exists) {
            page_string(v->p, PAGE_DIM, " → ");
            write_phrase(v, subject, PAGE_WHOM);
        }
        if (!k && agent != TREE_NONE && !turned) {
            page_string(v->p, PAGE_DIM, " ← ");
            write_phrase(v, agent, PAGE_WHO);
        }
        for TREE_CHILDREN(t, chain[k], c) {
            int rel = t->words[c].deprel;
            bool next = k + 1 < n_chain && c == chain[k + 1];
            if (v->done[c] || v->apart[c] || next || (rel != DL_REL_obj && rel != DL_REL_iobj && rel != DL_REL_xcomp)) continue;
            page_string(v->p, PAGE_DIM, " → ");
            write_phrase(v, c, PAGE_WHOM);
            parted = true;
        }
    }
    return subject != TREE_NONE ? subject : shared;
}

/* Everything else that hangs on the clause's verbs, in the order of the text. */
static void write_rest(view *v, const uint16_t *chain, uint16_t n_chain) {
    bool under[TREE_MOST] = {false};
    const char *mark = " — ";
    for (uint16_t k = 0; k < n_chain; k++)
        for TREE_CHILDREN(&v->t, chain[k], c) under[c] = !v->done[c] && !v->apart[c] && !is_punct(v, c);
    for (uint16_t i = 0; i < v->t.n; i++)
        if (under[i]) {
            page_string(v->p, PAGE_DIM, mark);
            write_phrase(v, i, PAGE_DIM);
            mark = ", ";
        }
}

static void write_clause(view *v, uint16_t head, int depth, uint16_t shared) {
    tree *t = &v->t;
    v->done[head] = true;
    for TREE_CHILDREN(t, head, c)
        if (v->apart[c] && !v->done[c] && reports_governor(v, c)) {
            write_clause(v, c, depth++, TREE_NONE);
            break;
        }
    uint16_t chain[CHAIN], n = chain_of(t, head, chain), subject = TREE_NONE;
    bool quotation = is_quotation(v, head);
    start_line(v, depth);
    if (quotation) {
        write_quotation(v, head);
        n = 1;
    } else if (!tree_is_clause(t, head)) {
        write_lead(v, head);
        write_phrase(v, head, PAGE_WHOM);
        n = 1;
    } else {
        write_lead(v, head);
        subject = write_core(v, chain, n, shared);
        write_rest(v, chain, n);
    }
    page_end(v->p);
    for (uint16_t i = 0; i < t->n; i++) { /* the clauses that hang on this one, in the order of the text */
        bool under = false;
        for (uint16_t k = 0; k < n; k++) under |= t->parent[i] == chain[k];
        if (!under || !v->apart[i] || v->done[i] || (quotation && in_quote(v, i))) continue;
        int rel = relation(v, i);
        bool shares = rel == DL_REL_conj || rel == DL_REL_advcl;
        write_clause(v, i, depth + (rel != DL_REL_conj), shares ? subject : TREE_NONE);
    }
}

void clauses_write(page *p, const char *text, const dl_token *report_tokens, const dl_sentence *s, size_t number) {
    view v = {.p = p, .text = text, .number = number};
    tree_index(&v.t, report_tokens, s);
    if (v.t.root == TREE_NONE) return;
    part_clauses(&v, v.t.root);
    write_clause(&v, v.t.root, 0, TREE_NONE);
}
