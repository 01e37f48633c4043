/* verbs.c - PETRARCH's verb dictionaries read into our lexicon of events: synsets become sets, a block of verbs an entry, and each
 * pattern a frame that asks the tree for the same words. Both notations are read: PETRARCH 1's words in a row, with + for the
 * target, and PETRARCH 2's nouns, {MODIFIER NOUN} and (PREPOSITION NOUN). docs/petrarch.md tells what becomes of what. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "petrarch/private.h"

enum { ELEMENTS = 24, PATTERNS_MAX = 4096, PHRASE_MAX = 120 };

/* Words that PETRARCH's patterns write bare though they are no nouns. */
static const char PREPOSITIONS[] = " OF IN ON AT BY TO FROM WITH FOR AGAINST ABOUT INTO ONTO OVER UNDER BETWEEN AMONG THROUGH DURING WITHOUT AFTER "
                                   "BEFORE BEHIND TOWARD TOWARDS UPON WITHIN ACROSS NEAR AS AMID ALONGSIDE THAN BEYOND ",
                  PARTICLES[] = " OFF UP DOWN OUT AWAY BACK ASIDE APART TOGETHER FORWARD AHEAD AROUND ALONG OVER THROUGH IN ON BY ",
                  FUNCTION[] = " WAS WERE BEEN IS ARE AM BE BEING WILL WOULD HAVE HAS HAD NOT N'T TO SHOULD COULD MAY MIGHT CAN MUST SHALL DO DOES DID "
                               "THAT WHO WHICH IF WHEN AND OR BUT IT ";

static bool among(const char *list, const char *word) {
    char spaced[PHRASE_MAX + 8];
    return snprintf(spaced, sizeof spaced, " %s ", word) < (int)sizeof spaced && strstr(list, spaced);
}

/* ---- synsets ----------------------------------------------------------------------------------------------------- */

/* The line that goes on a synset, or opens one; others are for the verbs. `in` keeps whether a synset is open. */
static bool is_synset_line(const char *s, bool *in) {
    if (*s == '&') return *in = true;
    return *in = *in && *s == '+';
}

/* "&NAME_" without its marks; whether no plurals are made of its words. */
static char *synset_name(char *s, bool *bare) {
    petr_trim(s);
    size_t n = strcspn(++s, " \t");
    s[n] = 0;
    *bare = n && s[n - 1] == '_';
    while (n && s[n - 1] == '_') s[--n] = 0;
    for (char *c = s; *c; c++) *c = (char)toupper((unsigned char)*c);
    return s;
}

static void read_synsets(petr_verbs *v, petr_file *f) {
    bool in = false, bare;
    uint32_t of = UINT32_MAX;
    for (char *line; !v->l->failed && (line = petr_line(v->l, f, true));) {
        char *s = petr_trim(line);
        if (!is_synset_line(s, &in)) continue;
        if (*s == '&') {
            char *name = synset_name(s, &bare);
            uint32_t *at = *name ? table_add(&v->names, name, strlen(name)) : NULL;
            of = UINT32_MAX;
            if (!at) petr_problem(v->l, f, "a synset without a name");
            else if (*at != TABLE_NONE) petr_problem(v->l, f, "synset &%.40s is there already; this one is left out", name);
            else {
                petr_synset new = {.items = (uint32_t)(v->items.size / sizeof(petr_item)), .set = TABLE_NONE, .line = f->line};
                of = *at = (uint32_t)(bytes_add(&v->synsets, &new, sizeof new) / sizeof new);
            }
        } else if (of != UINT32_MAX) {
            petr_item item = {.line = f->line};
            s = petr_trim(s + 1);
            if (strchr(s, '[')) *strchr(s, '[') = 0;
            item.nested = *s == '&';
            if (item.nested) s = synset_name(s, &bare);
            else petr_phrase(s);
            if (strlen(s) > PHRASE_MAX || !*s) {
                petr_problem(v->l, f, "no word, or a phrase over %d letters", PHRASE_MAX);
                continue;
            }
            item.text = petr_string(v->l, s);
            bytes_add(&v->items, &item, sizeof item);
            ((petr_synset *)(void *)v->synsets.at)[of].n++;
        }
        v->l->failed |= v->synsets.failed || v->items.failed || v->names.strings.failed;
    }
}

static petr_synset *synset_at(petr_verbs *v, uint32_t i) { return (petr_synset *)(void *)v->synsets.at + i; }
static petr_item *item_at(petr_verbs *v, uint32_t i) { return (petr_item *)(void *)v->items.at + i; }

static uint32_t find_synset(petr_verbs *v, const char *name) {
    size_t n = strlen(name);
    while (n && name[n - 1] == '_') n--;
    uint32_t *at = n && v->names.n ? table_add(&v->names, name, n) : NULL;
    return at ? *at : TABLE_NONE;
}

/* Synsets within synsets: names become numbers, unknown ones and circles are told and cut. Goes down with a stack of its own, so
 * that a chain of any length is followed. */
static void link_synsets(petr_verbs *v, const petr_file *f) {
    uint32_t n = (uint32_t)(v->synsets.size / sizeof(petr_synset)), *stack = malloc((n + 1) * sizeof *stack), *next = calloc(n + 1, sizeof *next);
    uint8_t *colour = calloc(n + 1, 1); /* 1: on the stack, 2: done */
    if (!stack || !next || !colour) v->l->failed = true;
    for (uint32_t start = 0; start < n && !v->l->failed; start++) {
        uint32_t depth = 0;
        if (colour[start]) continue;
        stack[depth++] = start;
        colour[start] = 1;
        while (depth) {
            uint32_t at = stack[depth - 1];
            petr_synset *s = synset_at(v, at);
            if (next[at] == s->n) {
                colour[at] = 2;
                depth--;
                continue;
            }
            petr_item *item = item_at(v, s->items + next[at]++);
            if (!item->nested) continue;
            const char *name = petr_text(v->l->p, item->text);
            petr_file where = {.file = f->file, .line = item->line};
            item->inner = find_synset(v, name);
            if (item->inner == TABLE_NONE) petr_problem(v->l, &where, "synset &%.40s is nowhere defined", name);
            else if (colour[item->inner] == 1) {
                petr_problem(v->l, &where, "synset &%.40s takes itself in by way of this line, which is left out", name);
                item->inner = TABLE_NONE;
            } else if (!colour[item->inner]) {
                stack[depth++] = item->inner;
                colour[item->inner] = 1;
            }
        }
    }
    free(stack);
    free(next);
    free(colour);
}

/* ---- words and sets ---------------------------------------------------------------------------------------------- */

static void lower(char *s) {
    for (; *s; s++) *s = (char)tolower((unsigned char)*s);
}

/* The dictionary writes words as they stand in a text, our lexicon lemmas: a plural is kept beside its likely singular. */
static void add_noun(petr_verbs *v, uint32_t set, const char *phrase) {
    char word[PHRASE_MAX + 8];
    snprintf(word, sizeof word, "%.*s", PHRASE_MAX, phrase);
    lower(word);
    size_t n = strlen(word);
    if (!n || ++v->n_words > PETR_WORDS_MAX) return;
    events_word(&v->book, LEX_SET, set, word, n, (lex_place){0});
    if (n < 4 || word[n - 1] != 's' || strchr("sui", word[n - 2])) return;
    if (n > 4 && !strcmp(word + n - 3, "ies")) strcpy(word + n - 3, "y");
    else if (n > 4 && (!strcmp(word + n - 3, "ses") || !strcmp(word + n - 3, "xes") || !strcmp(word + n - 4, "ches") || !strcmp(word + n - 4, "shes")))
        word[n - 2] = 0;
    else word[n - 1] = 0;
    events_word(&v->book, LEX_SET, set, word, strlen(word), (lex_place){0});
}

static uint32_t new_set(petr_verbs *v) {
    lex_set *set = BOOK_ADD(&v->book, sets);
    if (!set) return v->l->failed = true, 0;
    set->name = "";
    set->used = true;
    return (uint32_t)(v->book.n_sets - 1);
}

/* Calls `each` for every word of a synset and of those it takes in, each synset once. */
static void each_word(petr_verbs *v, uint32_t synset, void (*each)(petr_verbs *, void *, const char *), void *self) {
    uint32_t depth = 0, mark = ++v->mark, *stack = NULL, cap = 0;
    for (uint32_t at = synset;;) {
        petr_synset *s = synset_at(v, at);
        if (s->mark != mark) {
            s->mark = mark;
            for (uint32_t i = 0; i < s->n && !v->l->failed; i++) {
                petr_item *item = item_at(v, s->items + i);
                if (!item->nested) each(v, self, petr_text(v->l->p, item->text));
                else if (item->inner != TABLE_NONE && synset_at(v, item->inner)->mark != mark) {
                    if (depth == cap) {
                        uint32_t *more = realloc(stack, (cap = cap ? 2 * cap : 64) * sizeof *stack);
                        if (!more) {
                            v->l->failed = true;
                            break;
                        }
                        stack = more;
                    }
                    stack[depth++] = item->inner;
                }
            }
        }
        if (!depth || v->l->failed) break;
        at = stack[--depth];
    }
    free(stack);
}

static void into_set(petr_verbs *v, void *self, const char *word) { add_noun(v, *(uint32_t *)self, word); }

/* The set of a whole synset, made when the first pattern asks for it. */
static uint32_t set_of_synset(petr_verbs *v, uint32_t synset) {
    uint32_t set = synset_at(v, synset)->set;
    if (set != TABLE_NONE) return set;
    set = new_set(v);
    each_word(v, synset, into_set, &set);
    return synset_at(v, synset)->set = set;
}

typedef struct mixed {
    uint32_t set, n;
    const char *before, *after;
} mixed;

static void into_mixed(petr_verbs *v, void *self, const char *word) {
    mixed *m = self;
    char phrase[3 * PHRASE_MAX + 8];
    if (m->n++ >= 256) return;
    snprintf(phrase, sizeof phrase, "%.*s %.*s %.*s", PHRASE_MAX, m->before, PHRASE_MAX, word, PHRASE_MAX, m->after);
    petr_phrase(phrase);
    if (strlen(phrase) < PHRASE_MAX) add_noun(v, m->set, phrase);
}

/* A noun phrase of a pattern as a set: a synset, words, or a synset among words. TABLE_NONE where it cannot be. */
static uint32_t set_of_phrase(petr_verbs *v, petr_file *f, char *phrase) {
    petr_phrase(phrase);
    char *mark = strchr(phrase, '&');
    if (!mark) {
        uint32_t *at = table_add(&v->phrases, phrase, strlen(phrase));
        if (!at) return v->l->failed = true, TABLE_NONE;
        if (*at == TABLE_NONE) {
            *at = new_set(v);
            add_noun(v, *at, phrase);
        }
        return *at;
    }
    size_t n = strcspn(mark, " ");
    char name[PHRASE_MAX + 1], *after = mark + n;
    snprintf(name, sizeof name, "%.*s", (int)n - 1, mark + 1);
    uint32_t synset = find_synset(v, name);
    if (synset == TABLE_NONE) return petr_problem(v->l, f, "synset &%.40s is nowhere defined", name), TABLE_NONE;
    if (mark == phrase && !*after) return set_of_synset(v, synset);
    if (strchr(after, '&')) return petr_problem(v->l, f, "'%.60s': two synsets in one phrase are not carried over", phrase), TABLE_NONE;
    mixed m = {.set = new_set(v), .before = phrase, .after = after};
    *mark = 0;
    each_word(v, synset, into_mixed, &m);
    return m.set;
}

/* ---- patterns ---------------------------------------------------------------------------------------------------- */

enum { NOUN, SOURCE = '$', TARGET = '+', BOTH = '%' };
typedef struct element { /* what stands after the verb, or before it */
    char text[PHRASE_MAX + 1], preposition[24];
    char kind;
} element;

static bool add_word(element *e, const char *word) {
    size_t n = strlen(e->text), k = strlen(word);
    if (n + k + 1 > PHRASE_MAX) return false;
    if (n) e->text[n++] = ' ';
    memcpy(e->text + n, word, k + 1);
    return true;
}

/* Cuts one side of a pattern into its elements; false when it was told why it cannot be. */
static bool take_elements(petr_verbs *v, petr_file *f, char *side, element *out, size_t *n, char *with, size_t room) {
    bool braces = false, parens = false, open = false; /* open: the next noun goes on the last element */
    *n = 0;
    for (char *c = side; *c; c++)
        if (*c == '_' || isspace((unsigned char)*c)) *c = ' ';
        else *c = (char)toupper((unsigned char)*c);
    char spaced[1024];
    size_t k = 0;
    for (char *c = side; *c; c++) { /* brackets and marks are words of their own */
        if (k + 4 > sizeof spaced) return petr_problem(v->l, f, "a pattern over %zu letters", sizeof spaced - 4), false;
        bool mark = strchr("(){}", *c) || ((*c == '+' || *c == '$' || *c == '%' || *c == '^') && (c == side || c[-1] == ' ' || c[-1] == '('));
        if (mark) spaced[k++] = ' ';
        spaced[k++] = *c;
        if (mark) spaced[k++] = ' ';
    }
    spaced[k] = 0;
    char *rest = spaced, *word;
    char preposition[24] = "";
    while ((word = strsep(&rest, " "))) {
        if (!*word) continue;
        if (*n == ELEMENTS) return petr_problem(v->l, f, "a pattern of over %d parts", ELEMENTS), false;
        bool close = *word == ')';
        if (close && parens && *preposition) { /* "(WITH)": anybody with that preposition */
            out[(*n)++] = (element){.kind = TARGET};
            strcpy(out[*n - 1].preposition, preposition);
        }
        if (*word == '(' || close) parens = !close, open = false, *preposition = 0;
        else if (*word == '{') braces = true, open = false;
        else if (*word == '}') braces = open = false;
        else if (*word == '^') return petr_problem(v->l, f, "^ (skip a clause) is not carried over: the tree tells clauses apart"), false;
        else if (strchr("+$%", *word) && !word[1]) {
            out[(*n)++] = (element){.kind = *word};
            strcpy(out[*n - 1].preposition, preposition);
            *preposition = 0;
            open = false;
        } else if (!braces && among(PREPOSITIONS, word) && (parens || !rest || !*rest || !among(PARTICLES, word) || strchr("+%$&", *rest))) {
            snprintf(preposition, sizeof preposition, "%.20s", word);
            lower(preposition);
            open = false;
        } else if (!braces && !parens && with && among(PARTICLES, word)) {
            if (strlen(with) + strlen(word) + 2 > room) return petr_problem(v->l, f, "too many particles"), false;
            if (*with) strcat(with, " ");
            strcat(with, word);
        } else if (!braces && among(FUNCTION, word)) {
            petr_problem(v->l, f, "'%.30s' in a pattern is not carried over: the tree tells tense, clauses and negation", word);
            return false;
        } else {
            if (!open) {
                out[*n] = (element){.kind = NOUN};
                strcpy(out[(*n)++].preposition, preposition);
                *preposition = 0;
                open = true;
            }
            if (!add_word(&out[*n - 1], word)) return petr_problem(v->l, f, "a phrase over %d letters", PHRASE_MAX), false;
        }
    }
    if (*preposition && with && *n < ELEMENTS) { /* PETRARCH 1: "* WITH", whoever that is */
        out[(*n)++] = (element){.kind = TARGET};
        strcpy(out[*n - 1].preposition, preposition);
    }
    return true;
}

static const char *words_of(petr_verbs *v, const char *prepositions) {
    char spaced[200];
    snprintf(spaced, sizeof spaced, " %s ", prepositions);
    const char *kept = arena_copy(&v->book.arena, spaced, strlen(spaced));
    if (!kept) v->l->failed = true;
    return kept;
}

static void add_slot(lex_book_frame *frame, uint8_t role, uint8_t at, uint32_t set, const char *words, bool optional) {
    frame->words[frame->n_slots] = words;
    frame->slots[frame->n_slots++] = (lex_slot){.set = set, .role = role, .at = at, .optional = optional};
}

static void keep_frame(petr_verbs *v, const lex_book_frame *frame, bool mutual) {
    petr_pattern p = {*frame, mutual};
    bytes_add(&v->frames, &p, sizeof p);
    v->l->failed |= v->frames.failed;
}

static const char ANY[] = "to for with against from of in on at into over about toward towards by between";

/* Fills the slots of a frame with the elements; false when it was told why that cannot be. */
static bool fill_slots(petr_verbs *v, petr_file *f, element *pre, size_t n_pre, element *post, size_t n_post, lex_book_frame *frame, bool *aims, uint32_t *at) {
    bool subject = false, object = false;
    for (size_t i = 0; i < n_pre; i++) {
        if (pre[i].kind == SOURCE || (pre[i].kind == BOTH && !*pre[i].preposition)) continue; /* the subject is the source */
        if (pre[i].kind != NOUN || *pre[i].preposition || subject)
            return petr_problem(v->l, f, "before the verb only its subject is carried over"), false;
        uint32_t set = set_of_phrase(v, f, pre[i].text);
        if (set == TABLE_NONE) return false;
        add_slot(frame, LEX_ROLE_SET, LEX_AT_SUBJECT, set, NULL, false);
        frame->slots[frame->n_slots - 1].also = 1 + LEX_ROLE_SOURCE;
        subject = true;
    }
    if (!subject) add_slot(frame, LEX_ROLE_SOURCE, LEX_AT_SUBJECT, 0, NULL, false);
    *at = 0;
    for (size_t i = 0; i < n_post; i++) {
        element *e = &post[i];
        bool marked = *e->preposition;
        if (frame->n_slots + 1 >= LEX_SLOTS) return petr_problem(v->l, f, "a pattern of over %d slots", LEX_SLOTS), false;
        if (e->kind == SOURCE && !marked) return petr_problem(v->l, f, "$ after the verb is not carried over: the tree tells who does it"), false;
        if (!marked && object) return petr_problem(v->l, f, "two objects of one verb are not carried over"), false;
        object |= !marked;
        const char *words = marked ? words_of(v, e->preposition) : NULL;
        uint8_t where = marked ? LEX_AT_PREPOSITION : LEX_AT_OBJECT;
        if (e->kind == NOUN) {
            uint32_t set = set_of_phrase(v, f, e->text);
            if (set == TABLE_NONE) return false;
            if (marked) *at = frame->n_slots;
            add_slot(frame, LEX_ROLE_SET, where, set, words, false);
        } else {
            add_slot(frame, e->kind == SOURCE ? LEX_ROLE_SOURCE : LEX_ROLE_TARGET, where, 0, words, false);
            *aims |= e->kind != SOURCE;
        }
    }
    return true;
}

/* "- {FIGHTER &AIRCRAFT} * LAND (IN &TOWN) [171]" */
static void read_pattern(petr_verbs *v, petr_file *f, char *s) {
    element pre[ELEMENTS], post[ELEMENTS];
    size_t n_pre, n_post;
    char shown[200], with[PHRASE_MAX + 1] = "";
    char *open = strchr(s, '['), *close = open ? strchr(open, ']') : NULL, *star;
    lex_book_frame frame = {.code = LEX_NO_CODE};
    if (!v->has_verb) {
        petr_problem(v->l, f, "a pattern before any verb");
        return;
    }
    if (v->frames.size / sizeof(petr_pattern) >= PATTERNS_MAX) {
        if (!v->told++) petr_problem(v->l, f, "over %d patterns of one block; these and later ones are left out", PATTERNS_MAX);
        return;
    }
    if (!close) {
        petr_problem(v->l, f, "a pattern without its [CODE]");
        return;
    }
    *open++ = *close = 0;
    star = strchr(s, '*');
    if (!star || strchr(star + 1, '*')) {
        petr_problem(v->l, f, "a pattern has one *, which stands for the verb");
        return;
    }
    snprintf(shown, sizeof shown, "%.90s [%.20s]", petr_trim(s + 1), open);
    bool none, mutual;
    frame.code = petr_event_code(v, f, open, &none, &mutual);
    if (frame.code == LEX_NO_CODE && !none) return;
    *star = 0;
    if (!take_elements(v, f, s + 1, pre, &n_pre, NULL, 0) || !take_elements(v, f, star + 1, post, &n_post, with, sizeof with)) return;
    bool aims = false;
    uint32_t at;
    if (!fill_slots(v, f, pre, n_pre, post, n_post, &frame, &aims, &at)) return;
    const char *name = strrchr(v->l->paths[f->file], '/');
    char text[400];
    snprintf(text, sizeof text, "- %s, %.100s:%u", shown, name ? name + 1 : "", f->line);
    frame.text = arena_copy(&v->book.arena, text, strlen(text));
    if (!frame.text) v->l->failed = true;
    if (*with) {
        petr_particle(v, with, &frame, aims);
        return;
    }
    if (!n_post && !n_pre) {
        petr_problem(v->l, f, "a pattern that asks for nothing matches everything; give the verb the code");
        return;
    }
    size_t object = 0;
    for (size_t i = 0; i < frame.n_slots; i++)
        if (frame.slots[i].at == LEX_AT_OBJECT) object = i + 1;
    if (!aims && object) { /* "sent troops to Chad": Chad; "arrested rebels": the rebels */
        lex_book_frame second = frame;
        second.slots[object - 1].also = 1 + LEX_ROLE_TARGET;
        keep_frame(v, &second, mutual);
        add_slot(&frame, LEX_ROLE_TARGET, LEX_AT_PREPOSITION, 0, words_of(v, ANY), false);
    } else if (!aims && at) { /* "fired at the village": whose it is; "helped Chad with troops": Chad */
        lex_book_frame second = frame;
        second.slots[at].also = 1 + LEX_ROLE_TARGET;
        keep_frame(v, &second, mutual);
        add_slot(&frame, LEX_ROLE_TARGET, LEX_AT_OBJECT, 0, NULL, false);
    } else if (!aims) add_slot(&frame, LEX_ROLE_TARGET, LEX_AT_OBJECT, 0, NULL, true);
    keep_frame(v, &frame, mutual);
}

/* ---- blocks ------------------------------------------------------------------------------------------------------ */

void petr_read_verbs(petr_loader *l, petr_file *f) {
    petr_verbs v = {.l = l, .block_code = LEX_NO_CODE};
    size_t bytes = (size_t)(f->end - f->text);
    char *copy = malloc(bytes + 1);
    if (!copy || !petr_verbs_begin(&v)) l->failed = true;
    else {
        memcpy(copy, f->text, bytes);
        petr_file first = {.text = copy, .next = copy, .end = copy + bytes, .file = f->file};
        read_synsets(&v, &first);
        f->quiet = true;
        if (!l->failed) link_synsets(&v, f);
        bool in = false;
        for (char *line; !l->failed && (line = petr_line(l, f, true));) {
            char *s = petr_trim(line);
            if (is_synset_line(s, &in)) continue;
            if (!strncmp(s, "---", 3)) petr_open_block(&v, f, s);
            else if (*s == '-') read_pattern(&v, f, s);
            else if (*s == '~') petr_problem(l, f, "combinations of two verbs (~) are not carried over: the record tells statements apart");
            else if (*s != '<') petr_add_verb(&v, f, s);
        }
        petr_close_block(&v);
        l->failed |= v.book.failed;
        if (!l->failed && !petr_verbs_finish(&v)) l->failed = true;
    }
    petr_verbs_free(&v);
    free(copy);
}
