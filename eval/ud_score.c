/* ud_score.c - the CoNLL 2018 shared task's metrics, written from their definition.
 *
 * Tokens and sentences count as right when both sides have the same span of characters. Words are paired by the span of
 * their surface token; where multiword tokens stand, by the longest common subsequence of lower-cased forms over the run
 * of overlapping tokens. Every other figure counts pairs that agree: UAS needs the heads paired with each other, LAS the
 * relation too (without its subtype), CLAS the same over content words only. All are F1 over gold and system counts. */
#include "ud_score.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"

const char *const ud_metric_name[UD_COUNT] = {
#define X(id, name) name,
    UD_METRICS(X)
#undef X
};

double ud_f1(const ud_scores *s, ud_metric m) {
    size_t both = s->of[m].gold + s->of[m].system;
    return both ? 200.0 * (double)s->of[m].right / (double)both : 0;
}

typedef struct pairing {
    const bank *gold, *system;
    uint32_t *of_gold, *of_system; /* partner's index, or NONE */
} pairing;
#define NONE UINT32_MAX

static void pair(pairing *p, uint32_t g, uint32_t s) {
    p->of_gold[g] = s;
    p->of_system[s] = g;
}

/* Next character of `s` in lower case, white space skipped; 0 at the end. */
static utf8proc_int32_t next_lower(const char **s) {
    while (**s) {
        utf8proc_int32_t c;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)*s, -1, &c);
        if (n < 1) n = 1, c = 0xFFFD;
        *s += n;
        if (utf8proc_category(c) != UTF8PROC_CATEGORY_ZS) return utf8proc_tolower(c);
    }
    return 0;
}

static bool same_form(const char *a, const char *b) {
    for (;;) {
        utf8proc_int32_t x = next_lower(&a), y = next_lower(&b);
        if (x != y) return false;
        if (!x) return true;
    }
}

/* Pairs gold words [g, ge) with system words [s, se) along a longest common subsequence of forms. */
static bool pair_run(pairing *p, uint32_t g, uint32_t ge, uint32_t s, uint32_t se) {
    size_t rows = ge - g + 1, width = se - s + 1;
    if (rows > SIZE_MAX / sizeof(uint32_t) / width) return false;
    uint32_t *longest = calloc(rows * width, sizeof *longest);
    if (!longest) return false;
#define AT(i, j) longest[(size_t)((i) - g) * width + ((j) - s)]
    for (uint32_t i = ge; i-- > g;)
        for (uint32_t j = se; j-- > s;) {
            if (same_form(p->gold->words[i].form, p->system->words[j].form)) AT(i, j) = AT(i + 1, j + 1) + 1;
            else AT(i, j) = AT(i + 1, j) > AT(i, j + 1) ? AT(i + 1, j) : AT(i, j + 1);
        }
    for (uint32_t i = g, j = s; i < ge && j < se;) {
        if (same_form(p->gold->words[i].form, p->system->words[j].form)) pair(p, i++, j++);
        else if (AT(i + 1, j) >= AT(i, j + 1)) i++;
        else j++;
    }
#undef AT
    free(longest);
    return true;
}

/* The first word at or after `from` that starts at `end` or later; *end grows to the end of those before it. */
static uint32_t run_end(const bank *b, uint32_t from, uint32_t *end) {
    for (; from < b->n_words && b->words[from].start < *end; from++)
        if (b->words[from].end > *end) *end = b->words[from].end;
    return from;
}

static bool pair_words(pairing *p) {
    const bank_word *gold = p->gold->words, *system = p->system->words;
    uint32_t g = 0, s = 0, ng = (uint32_t)p->gold->n_words, ns = (uint32_t)p->system->n_words;
    while (g < ng && s < ns) {
        const bank_word *a = &gold[g], *b = &system[s];
        if (!a->multi && !b->multi) {
            if (a->start == b->start && a->end == b->end) pair(p, g++, s++);
            else if (a->start <= b->start) g++;
            else s++;
        } else if (a->multi && b->end <= a->start) s++;
        else if (b->multi && a->end <= b->start) g++;
        else {
            uint32_t end = a->multi ? a->end : 0, ge = g, se = s, before;
            if (b->multi && b->end > end) end = b->end;
            do {
                before = end;
                ge = run_end(p->gold, ge, &end);
                se = run_end(p->system, se, &end);
            } while (end != before);
            if (!pair_run(p, g, ge, s, se)) return false;
            g = ge;
            s = se;
        }
    }
    return true;
}

/* Relations whose words carry content: all but function words and punctuation. */
static bool is_content(const char *rel) {
    static const char *const function[] = {"aux", "cop", "mark", "det", "clf", "case", "cc", "punct"};
    size_t n = strcspn(rel, ":");
    for (size_t i = 0; i < sizeof function / sizeof *function; i++)
        if (strlen(function[i]) == n && !strncmp(rel, function[i], n)) return false;
    return true;
}

static bool same_relation(const char *a, const char *b) {
    size_t n = strcspn(a, ":");
    return n == strcspn(b, ":") && !strncmp(a, b, n);
}

/* Whether `feature` ("Name=Value" of `n` bytes) is of a feature that UD defines for all languages. */
static bool is_universal(const char *feature, size_t n) {
    static const char *const names[] = {"PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy",
                                        "Number", "Case", "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect",
                                        "Voice", "Evident", "Polarity", "Person", "Polite"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t k = strlen(names[i]);
        if (k < n && feature[k] == '=' && !strncmp(feature, names[i], k)) return true;
    }
    return false;
}

static bool has_feature(const char *list, const char *feature, size_t n) {
    for (const char *p = list; *p; p += strcspn(p, "|"), p += *p == '|')
        if (strcspn(p, "|") == n && !strncmp(p, feature, n)) return true;
    return false;
}

/* Every universal feature of `a` is in `b`. */
static bool features_within(const char *a, const char *b) {
    for (const char *p = a; *p; p += strcspn(p, "|"), p += *p == '|') {
        size_t n = strcspn(p, "|");
        if (is_universal(p, n) && !has_feature(b, p, n)) return false;
    }
    return true;
}

static bool same_heads(const pairing *p, uint32_t g, uint32_t s) {
    uint32_t a = p->gold->words[g].head, b = p->system->words[s].head;
    if (a == BANK_ROOT || b == BANK_ROOT) return a == b;
    return p->of_system[b] == a;
}

static void count_pairs(const pairing *p, ud_scores *out) {
    for (uint32_t g = 0; g < p->gold->n_words; g++) {
        uint32_t s = p->of_gold[g];
        if (s == NONE) continue;
        const bank_word *a = &p->gold->words[g], *b = &p->system->words[s];
        bool head = same_heads(p, g, s), relation = head && same_relation(a->deprel, b->deprel);
        out->of[UD_words].right++;
        out->of[UD_upos].right += !strcmp(a->upos, b->upos);
        out->of[UD_xpos].right += !strcmp(a->xpos, b->xpos);
        out->of[UD_ufeats].right += features_within(a->feats, b->feats) && features_within(b->feats, a->feats);
        out->of[UD_lemma].right += !strcmp(a->lemma, b->lemma);
        out->of[UD_uas].right += head;
        out->of[UD_las].right += relation;
        out->of[UD_clas].right += relation && is_content(a->deprel);
    }
}

/* How many spans stand in both arrays; both are in order and do not overlap. `T` has start and end. */
#define COUNT_COMMON(T, a, na, b, nb, into) \
    for (size_t i_ = 0, j_ = 0; i_ < (na) && j_ < (nb);) { \
        const T *x_ = &(a)[i_], *y_ = &(b)[j_]; \
        (into) += x_->start == y_->start && x_->end == y_->end; \
        if (x_->end <= y_->end) i_++; \
        if (y_->end <= x_->end) j_++; \
    }

/* Says where two texts part, with a little of each. */
static bool fail_texts(const bank *gold, const bank *system, size_t at, dl_error *err) {
    char piece[2][128];
    const bank *of[2] = {gold, system};
    for (int k = 0; k < 2; k++) {
        size_t n = 0;
        for (size_t i = at > 12 ? at - 12 : 0; i < of[k]->n_chars && i < at + 12; i++)
            n += (size_t)utf8proc_encode_char((utf8proc_int32_t)of[k]->chars[i], (utf8proc_uint8_t *)piece[k] + n);
        piece[k][n] = 0;
    }
    return dl_fail(err, "texts differ at character %zu: gold \"%s\", system \"%s\"", at, piece[0], piece[1]);
}

bool ud_score(const bank *gold, const bank *system, ud_scores *out, dl_error *err) {
    *out = (ud_scores){0};
    size_t same = 0, shorter = gold->n_chars < system->n_chars ? gold->n_chars : system->n_chars;
    while (same < shorter && gold->chars[same] == system->chars[same]) same++;
    if (same < gold->n_chars || same < system->n_chars) return fail_texts(gold, system, same, err);

    size_t ng = gold->n_words, ns = system->n_words;
    pairing p = {gold, system, malloc((ng + 1) * sizeof *p.of_gold), malloc((ns + 1) * sizeof *p.of_system)};
    bool ok = p.of_gold && p.of_system;
    if (ok) {
        for (size_t i = 0; i < ng; i++) p.of_gold[i] = NONE;
        for (size_t i = 0; i < ns; i++) p.of_system[i] = NONE;
        for (int m = UD_words; m <= UD_las; m++) out->of[m].gold = ng, out->of[m].system = ns;
        for (size_t i = 0; i < ng; i++) out->of[UD_clas].gold += is_content(gold->words[i].deprel);
        for (size_t i = 0; i < ns; i++) out->of[UD_clas].system += is_content(system->words[i].deprel);
        out->of[UD_tokens].gold = gold->n_tokens, out->of[UD_tokens].system = system->n_tokens;
        out->of[UD_sentences].gold = gold->n_sentences, out->of[UD_sentences].system = system->n_sentences;
        COUNT_COMMON(bank_token, gold->tokens, gold->n_tokens, system->tokens, system->n_tokens, out->of[UD_tokens].right)
        COUNT_COMMON(bank_sentence, gold->sentences, gold->n_sentences, system->sentences, system->n_sentences,
                     out->of[UD_sentences].right)
        if ((ok = pair_words(&p))) count_pairs(&p, out);
    }
    free(p.of_gold);
    free(p.of_system);
    return ok || dl_fail(err, "out of memory while scoring %zu words", ng + ns);
}
