/* brief.c - the record for a person: a heading, then sentence by sentence who does what to whom, who said what, what it adds up to, and what is no news. The
 * lines of a sentence are made in clauses.c. */
#include <stdlib.h>
#include <string.h>

#include "output/clauses.h"
#include "output/output.h"
#include "output/page.h"
#include "output/sayings.h"
#include "output/tally.h"

enum { KIND = 14 }; /* columns for the name of a piece of furniture */

static const char *const BASIS[] = {"", " (given)", " (from its metadata)", "", " (inferred)"};

/* One more part of the heading's line, parted from the one before by a dot. */
static void part(page *p, bool *any, page_style style, const char *s) {
    if (*any) page_string(p, PAGE_DIM, " · ");
    page_string(p, style, s);
    *any = true;
}

static void heading(page *p, const dl_meta *m) {
    if (m->title) {
        page_line(p, NULL, 0, 0);
        page_string(p, PAGE_HEADING, m->title);
        page_end(p);
    }
    bool any = false;
    page_line(p, NULL, 0, 4);
    if (p->look.name) part(p, &any, PAGE_PLAIN, p->look.name);
    if (m->agency) part(p, &any, PAGE_HEADING, m->agency);
    for (size_t i = 0; i < m->n_bylines; i++) {
        if (i) page_string(p, PAGE_PLAIN, i + 1 < m->n_bylines ? ", " : " and ");
        if (i) page_string(p, PAGE_PLAIN, m->bylines[i]);
        else part(p, &any, PAGE_PLAIN, "by "), page_string(p, PAGE_PLAIN, m->bylines[i]);
    }
    if (m->dateline_place) part(p, &any, PAGE_PLAIN, m->dateline_place);
    if (*m->published) {
        part(p, &any, PAGE_PLAIN, m->published);
        page_string(p, PAGE_DIM, BASIS[m->published_basis]);
    }
    if (!any) page_string(p, PAGE_DIM, m->title ? "no agency, byline or date given" : "no heading, agency, byline or date given");
    page_end(p);
    page_end(p);
}

/* Where code point `cp` of the text is, from a place known to be before it: spans come in order, so the text is walked once. */
static size_t walk(const char *text, size_t *at, uint32_t *cp, uint32_t to) {
    for (; *cp < to && text[*at]; (*cp)++)
        do ++*at;
        while (((unsigned char)text[*at] & 0xC0) == 0x80);
    return *at;
}

static void no_news(page *p, const dl_report *r) {
    size_t n, bytes, at = 0;
    uint32_t cp = 0;
    const dl_furniture *items = dl_report_furniture(r, &n);
    const char *text = dl_report_text(r, &bytes);
    if (!n) return;
    page_end(p);
    page_string(p, PAGE_DIM, "Not news:");
    page_end(p);
    for (size_t i = 0; i < n; i++) {
        if (items[i].span.start < cp) at = cp = 0; /* out of order */
        size_t start = walk(text, &at, &cp, items[i].span.start), end = walk(text, &at, &cp, items[i].span.end);
        page_line(p, dl_furniture_name((int)items[i].kind), KIND, KIND);
        page_text(p, PAGE_DIM, text + start, end - start);
        page_end(p);
    }
}

void output_brief(FILE *f, const dl_report *r, const brief_look *look) {
    size_t n, n_tokens, bytes;
    const dl_sentence *s = dl_report_sentences(r, &n);
    const dl_token *tokens = dl_report_tokens(r, &n_tokens);
    const char *text = dl_report_text(r, &bytes);
    page p;
    page_open(&p, f, look);
    heading(&p, dl_report_meta(r));
    size_t number = 0, *numbers = calloc(n + 1, sizeof *numbers);
    bool titled = dl_report_meta(r)->title; /* then the headline stands above already */
    for (size_t k = 0; k < n; k++)
        if (!(s[k].flags & DL_SENTENCE_FURNITURE) && !(titled && s[k].flags & DL_SENTENCE_HEADLINE))
            clauses_write(&p, text, tokens, &s[k], numbers ? (numbers[k] = ++number) : ++number);
    if (!number) {
        page_string(&p, PAGE_DIM, bytes ? "no news in it" : "an empty report");
        page_end(&p);
    }
    if (numbers) sayings_write(&p, r, numbers), tally_write(&p, r, numbers);
    free(numbers);
    no_news(&p, r);
}
