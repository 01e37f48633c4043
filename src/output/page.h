/* page.h - styled words on lines of a given width: folds at spaces with a hanging indent, colours only if asked to, and lets no
 * control character of a text reach a terminal. */
#ifndef DL_PAGE_H
#define DL_PAGE_H

#include "output/output.h"

typedef enum page_style {
    PAGE_PLAIN, PAGE_HEADING, PAGE_WHO, PAGE_VERB, PAGE_NOT, PAGE_WHOM, PAGE_QUOTE, PAGE_DIM
} page_style;

typedef struct page {
    FILE *f;
    brief_look look;
    int column, hang;        /* column: after what was written; hang: indent of a folded line */
    int columns;             /* of the word that is being gathered */
    size_t n;
    bool space, fresh;       /* a space waits before the word; nothing stands on the line yet */
    page_style style, written; /* of the word; that the terminal is set to */
    char word[256];
} page;

void page_open(page *p, FILE *f, const brief_look *look);
/* A new line: a dim label (may be NULL), text from column `indent` on, folded to column `hang`. */
void page_line(page *p, const char *label, int indent, int hang);
/* Text in a style; white space in it may fold. */
void page_text(page *p, page_style style, const char *s, size_t n);
void page_string(page *p, page_style style, const char *s);
void page_end(page *p); /* ends the line */

#endif
