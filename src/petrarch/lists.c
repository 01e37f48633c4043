/* lists.c - PETRARCH's lists of phrases: discards, which drop a sentence or a story, and issues, which say what a sentence is
 * about, with the phrases that exclude them. */
#include <ctype.h>
#include <string.h>

#include "petrarch/private.h"

enum { PHRASE_MAX = 400, FORMS_MAX = 64 };

static void add(petr_loader *l, petr_file *f, const char *phrase, petr_entry e) {
    uint32_t *at = *phrase ? phrase_add(&l->lists, phrase, strlen(phrase), false) : NULL;
    if (!at) {
        if (!l->lists.failed) petr_problem(l, f, "'%.60s' is no phrase; it has no letters or a word over 60 of them", phrase);
        return;
    }
    e.next = *at;
    *at = (uint32_t)(bytes_add(&l->p->entries, &e, sizeof e) / sizeof e);
    l->failed |= l->p->entries.failed || l->lists.failed;
}

void petr_read_discards(petr_loader *l, petr_file *f) {
    for (char *line; !l->failed && (line = petr_line(l, f, false));) {
        char *s = petr_trim(line);
        petr_entry e = {.kind = *s == '+' ? LIST_STORY : LIST_SENTENCE};
        s += *s == '+';
        if (strchr(s, '[')) *strchr(s, '[') = 0; /* TABARI wrote a code, which says nothing here */
        petr_phrase(s);
        add(l, f, s, e);
    }
}

/* ---- issues ------------------------------------------------------------------------------------------------------ */

/* The word at `at` in other forms; those that do not fit are left out. */
static size_t vary(char forms[][PHRASE_MAX + 8], size_t n, size_t at, const char *word, size_t bytes, const char *rest, size_t cut, const char *ending) {
    if (n == FORMS_MAX || cut > bytes) return n;
    char made[PHRASE_MAX + 8];
    int k = snprintf(made, sizeof made, "%.*s%.*s%s%s", (int)at, forms[n - 1], (int)(bytes - cut), word, ending, rest);
    if (k < 0 || k >= (int)sizeof made) return n;
    strcpy(forms[n], made);
    return n + 1;
}

/* Writes out "n:", "v:" and "+" in a phrase of capitals: all forms, the first of which takes its place. */
static size_t expand(const char *phrase, char forms[][PHRASE_MAX + 8]) {
    char word[PHRASE_MAX + 8], rest[PHRASE_MAX + 8], base[PHRASE_MAX + 8];
    size_t n = 1;
    snprintf(forms[0], sizeof forms[0], "%s", phrase);
    for (size_t i = 0; i < n; i++)
        for (char *mark; (mark = strpbrk(forms[i], "+:"));) {
            if (*mark == '+') { /* a blank or a hyphen */
                *mark = ' ';
                if (n < FORMS_MAX) {
                    strcpy(forms[n], forms[i]);
                    forms[n++][mark - forms[i]] = '-';
                }
                continue;
            }
            char kind = mark > forms[i] ? mark[-1] : 0;
            if ((kind != 'N' && kind != 'V') || (mark - 1 > forms[i] && mark[-2] != ' ')) { /* a plain colon */
                *mark = ' ';
                continue;
            }
            size_t at = (size_t)(mark - 1 - forms[i]), bytes = strcspn(mark + 1, " ");
            snprintf(word, sizeof word, "%.*s", (int)bytes, mark + 1);
            snprintf(rest, sizeof rest, "%s", mark + 1 + bytes);
            if (snprintf(base, sizeof base, "%.*s%s%s", (int)at, forms[i], word, rest) >= (int)sizeof base) return n;
            char last = bytes ? word[bytes - 1] : 0;
            size_t from = n;
            strcpy(forms[i], base);
            if (n < FORMS_MAX) strcpy(forms[n], base), n++;
            if (kind == 'N') n = last == 'Y' ? vary(forms, n, at, word, bytes, rest, 1, "IES") : vary(forms, n, at, word, bytes, rest, 0, "S");
            else {
                n = vary(forms, n, at, word, bytes, rest, 0, "S");
                n = vary(forms, n, at, word, bytes, rest, 0, last == 'E' ? "D" : "ED");
                n = vary(forms, n, at, word, bytes, rest, last == 'E', "ING");
            }
            if (n > from + 1) { /* the copy of the base served only to build on */
                memmove(forms[from], forms[from + 1], (n - from - 1) * sizeof forms[0]);
                n--;
            }
        }
    return n;
}

void petr_read_issues(petr_loader *l, petr_file *f) {
    static _Thread_local char forms[FORMS_MAX][PHRASE_MAX + 8];
    uint16_t section = (uint16_t)l->p->sections;
    char category[64] = "";
    for (char *line; !l->failed && (line = petr_line(l, f, false));) {
        char *s = petr_trim(line), *code = strrchr(s, '['), *close = code ? strchr(code, ']') : NULL;
        if (*s == '<') {
            char *from = strchr(s, '"'), *to = from ? strchr(from + 1, '"') : NULL;
            *category = 0;
            if (!strncasecmp(s, "<ISSUE", 6) && to) {
                *to = 0;
                snprintf(category, sizeof category, "%.60s", from + 1);
            } else if (strncasecmp(s, "</ISSUE>", 8)) petr_problem(l, f, "'%.40s' is no <ISSUE CATEGORY=\"...\">", s);
            if (section < UINT16_MAX) section++;
            continue;
        }
        petr_entry e = {.kind = s[0] != '~' ? LIST_ISSUE : s[1] == '~' ? LIST_NOT_STORY : LIST_NOT_SENTENCE, .section = section};
        if (code && !close) {
            petr_problem(l, f, "a [ that is not closed; write the ]");
            continue;
        }
        if (code) *code++ = *close = 0;
        code = code ? petr_trim(code) : category;
        while (*s == '~') s++;
        if (e.kind == LIST_ISSUE && (!*code || strpbrk(code, " ,;\t"))) {
            petr_problem(l, f, "'%.60s' has no code of one word; write it as [CODE]", petr_trim(s));
            continue;
        }
        e.code = petr_string(l, e.kind == LIST_ISSUE ? code : "");
        petr_phrase(s);
        if (strlen(s) > PHRASE_MAX) {
            petr_problem(l, f, "a phrase over %d letters", PHRASE_MAX);
            continue;
        }
        size_t n = expand(s, forms);
        for (size_t i = 0; i < n; i++) {
            petr_phrase(forms[i]);
            add(l, f, forms[i], e);
        }
    }
    l->p->sections = section + 1u;
}
