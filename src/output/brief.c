/* brief.c - the record for a person. */
#include "output/output.h"

void output_brief(FILE *f, const dl_report *r, const brief_look *look) {
    size_t n, bytes;
    const dl_sentence *s = dl_report_sentences(r, &n);
    size_t n_tokens;
    const dl_token *t = dl_report_tokens(r, &n_tokens);
    const char *text = dl_report_text(r, &bytes);
    (void)look;
    for (size_t k = 0; k < n; k++) {
        const dl_token *last = &t[s[k].first + s[k].count - 1];
        fprintf(f, "%zu  %.*s\n", k + 1, (int)(last->byte + last->bytes - t[s[k].first].byte), text + t[s[k].first].byte);
    }
}
