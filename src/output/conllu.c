/* conllu.c - the report as CoNLL-U: every character that is no white space appears, in order; furniture as sentences of its
 * own with a comment that says its kind. */
#include <string.h>

#include "output/output.h"

static void put(FILE *f, const char *s) { fwrite_unlocked(s, 1, strlen(s), f); }

/* Runs of white space and control characters become one space: a field or comment is one line. */
static void put_clean(FILE *f, const char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        size_t run = i;
        while (i < n && (unsigned char)s[i] > ' ' && s[i] != 0x7F) i++;
        fwrite_unlocked(s + run, 1, i - run, f);
        if (i == n) break;
        while (i < n && ((unsigned char)s[i] <= ' ' || s[i] == 0x7F)) i++;
        putc_unlocked(' ', f);
    }
}

/* A field that is empty or only white space would break the table. */
static void put_field(FILE *f, const char *s) {
    if (s && *s) put_clean(f, s, strlen(s));
    else putc_unlocked('_', f);
    putc_unlocked('\t', f);
}

static void put_number(FILE *f, uint64_t n, char after) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    fwrite_unlocked(digits + at, 1, sizeof digits - at, f);
    putc_unlocked(after, f);
}

static void put_spacing(FILE *f, const dl_token *t) { put(f, t->flags & DL_TOKEN_SPACE_AFTER ? "_\n" : "SpaceAfter=No\n"); }

/* The line 3-4 of a surface token that is several words. */
static void put_range(FILE *f, const char *text, const dl_token *t, uint32_t id) {
    const dl_token *last = t + t->mwt - 1;
    put_number(f, id, '-');
    put_number(f, id + t->mwt - 1u, '\t');
    put_clean(f, text + t->byte, last->byte + last->bytes - t->byte);
    put(f, "\t_\t_\t_\t_\t_\t_\t_\t");
    put_spacing(f, last);
}

static void put_sentence(FILE *f, const char *text, const dl_sentence *s, const dl_token *tokens) {
    char feats[1024];
    uint32_t range_end = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        const dl_token *t = &tokens[i];
        if (t->mwt > 1 && i + t->mwt <= s->count) {
            put_range(f, text, t, i + 1);
            range_end = i + t->mwt;
        }
        put_number(f, i + 1, '\t');
        put_field(f, t->form);
        put_field(f, t->lemma);
        put_field(f, dl_upos_name(t->upos));
        put_field(f, dl_xpos_name(t->xpos));
        put_field(f, dl_feats_string(t->feats, feats, sizeof feats));
        put_number(f, t->head == DL_ROOT ? 0 : t->head - s->first + 1, '\t');
        put_field(f, dl_deprel_name(t->deprel));
        put(f, "_\t");
        if (i < range_end) put(f, "_\n");
        else put_spacing(f, t);
    }
    putc_unlocked('\n', f);
}

void output_conllu(FILE *f, const dl_report *r) {
    size_t bytes, n, n_tokens, n_furniture, at = 0;
    const char *text = dl_report_text(r, &bytes), *id = dl_report_meta(r)->id;
    const dl_sentence *s = dl_report_sentences(r, &n);
    const dl_token *tokens = dl_report_tokens(r, &n_tokens);
    const dl_furniture *furniture = dl_report_furniture(r, &n_furniture);
    put(f, "# newdoc id = ");
    put_clean(f, id, strlen(id));
    putc_unlocked('\n', f);
    for (size_t k = 0; k < n; k++) {
        if (!s[k].count) continue;
        const dl_token *first = &tokens[s[k].first], *last = first + s[k].count - 1;
        if (s[k].flags & DL_SENTENCE_NEWPAR) put(f, "# newpar\n");
        put(f, "# sent_id = ");
        put_clean(f, id, strlen(id));
        putc_unlocked('-', f);
        put_number(f, k + 1, '\n');
        put(f, "# text = ");
        put_clean(f, text + first->byte, last->byte + last->bytes - first->byte);
        putc_unlocked('\n', f);
        if (s[k].flags & DL_SENTENCE_FURNITURE) {
            while (at < n_furniture && furniture[at].span.end <= s[k].span.start) at++;
            put(f, "# furniture = ");
            put(f, dl_furniture_name(at < n_furniture ? (int)furniture[at].kind : DL_FURNITURE_OTHER));
            putc_unlocked('\n', f);
        }
        put_sentence(f, text, &s[k], first);
    }
    if (!n) putc_unlocked('\n', f);
}
