/* spans.c - reads hand-made sentence boundaries and counts how many a reading shares.
 *
 * A file holds, after '#' comments, a line `report ID` and below it one `START END [OTHER-END]` a sentence, in code points
 * of the report's text; OTHER-END is a second end that is as good (a stray full stop after the sentence's own). */
#include "spans.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#ifndef EVAL_DIR
#define EVAL_DIR "eval"
#endif

static bool add_line(span_list *list, char *line) {
    char id[256];
    unsigned a, b, c;
    int n;
    if (sscanf(line, "report %255s", id) == 1) {
        char **larger = realloc(list->reports, (list->n_reports + 1) * sizeof *larger);
        if (!larger) return false;
        list->reports = larger;
        return (list->reports[list->n_reports++] = strdup(id)) != NULL;
    }
    if ((n = sscanf(line, "%u %u %u", &a, &b, &c)) < 2 || !list->n_reports || a >= b) return false;
    if (!(list->n_items & (list->n_items - 1))) { /* a power of two: full */
        span_item *larger = realloc(list->items, (list->n_items ? list->n_items * 2 : 1) * sizeof *larger);
        if (!larger) return false;
        list->items = larger;
    }
    list->items[list->n_items++] = (span_item){(uint32_t)list->n_reports - 1, a, b, n == 3 ? c : b};
    return true;
}

bool spans_load(span_list *list, const char *name, dl_error *err) {
    char path[4096], line[512];
    *list = (span_list){0};
    snprintf(path, sizeof path, "%s/boundaries/%s", EVAL_DIR, name);
    FILE *f = fopen(path, "r");
    if (!f) return dl_fail(err, "%s: %s", path, strerror(errno));
    bool ok = true;
    for (unsigned long number = 1; ok && fgets(line, sizeof line, f); number++) {
        size_t blank = strspn(line, " \t\r\n");
        if (line[blank] && line[blank] != '#' && !add_line(list, line + blank))
            ok = dl_fail(err, "%s:%lu: want 'report ID' or 'START END [OTHER-END]'", path, number);
    }
    fclose(f);
    if (!ok) spans_free(list);
    return ok;
}

void spans_free(span_list *list) {
    for (size_t i = 0; i < list->n_reports; i++) free(list->reports[i]);
    free(list->reports);
    free(list->items);
    *list = (span_list){0};
}

void spans_count(span_score *s, const span_list *list, const char *id, const dl_report *r) {
    size_t n;
    const dl_sentence *sentence = dl_report_sentences(r, &n);
    for (size_t k = 0; k < n; k++) s->system += !(sentence[k].flags & DL_SENTENCE_FURNITURE);
    for (size_t i = 0; i < list->n_items; i++) {
        const span_item *want = &list->items[i];
        if (strcmp(list->reports[want->report], id)) continue;
        s->gold++;
        for (size_t k = 0; k < n; k++)
            if (!(sentence[k].flags & DL_SENTENCE_FURNITURE) && sentence[k].span.start == want->start &&
                (sentence[k].span.end == want->end || sentence[k].span.end == want->other_end)) {
                s->right++;
                break;
            }
    }
}

void spans_print(const char *name, const span_score *s) {
    size_t both = s->gold + s->system;
    printf("%s: F1 %.2f (%zu right, %zu wanted, %zu found)\n", name, both ? 200.0 * (double)s->right / (double)both : 0,
           s->right, s->gold, s->system);
}
