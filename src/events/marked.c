/* marked.c - reads marked sentences: columns by the header's names, fields perhaps in double quotes as spreadsheets write them,
 * marks taken out and told as spans. */
#include "events/marked.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/error.h"
#include "events/relation.h"

enum { COLUMNS = 64 };

/* A field's text without its quotes, in place. False when a quote is not closed. */
static bool unquote(char *field) {
    if (*field != '"') return true;
    char *to = field;
    for (const char *s = field + 1; *s; s++) {
        if (*s == '"' && *++s != '"') { /* the end; what follows is kept as it is */
            memmove(to, s, strlen(s) + 1);
            return true;
        }
        *to++ = *s;
    }
    return false;
}

/* Cuts the line at tabs that are not in quotes. */
static size_t split(char *line, char **fields) {
    size_t n = 0;
    for (char *s = line; n < COLUMNS;) {
        fields[n++] = s;
        bool quoted = *s == '"';
        for (s += quoted; *s && (quoted || *s != '\t'); s++)
            if (quoted && *s == '"') {
                if (s[1] == '"') s++;
                else quoted = false;
            }
        if (!*s) break;
        *s++ = 0;
    }
    return n;
}

static char *next_line(marked_file *f) {
    ssize_t n = getline(&f->line, &f->room, f->in);
    if (n < 0) return NULL;
    f->at++;
    if (memchr(f->line, 0, (size_t)n)) f->line[0] = 0;
    while (n && (f->line[n - 1] == '\n' || f->line[n - 1] == '\r')) f->line[--n] = 0;
    return f->line;
}

bool marked_open(marked_file *f, const char *path, dl_error *err) {
    *f = (marked_file){.name = path, .uid = -1, .sentence = -1, .root = -1};
    bool standard = !strcmp(path, "-");
    if (standard) f->name = "standard input";
    if (!(f->in = standard ? stdin : fopen(path, "rb"))) return dl_fail(err, "%.300s: cannot read: %s", path, strerror(errno));
    char *line = next_line(f), *fields[COLUMNS];
    size_t n = line ? split(line, fields) : 0;
    for (size_t i = 0; i < n; i++) {
        char *name = !i && !strncmp(fields[i], "\xEF\xBB\xBF", 3) ? fields[i] + 3 : fields[i];
        unquote(name);
        if (!strcmp(name, "uid")) f->uid = (int)i;
        else if (!strcmp(name, "marked_sentence")) f->sentence = (int)i;
        else if (!strcmp(name, "gold_root")) f->root = (int)i;
    }
    if (f->sentence >= 0) return true;
    dl_fail(err, "%.300s:1: no column \"marked_sentence\"; the first line must name the columns, with tabs between", f->name);
    marked_close(f);
    return false;
}

const char *marked_take(marked_row *row, char *s) {
    char *to = row->text = s;
    uint32_t at = 0, open[2] = {DL_NONE, DL_NONE};
    row->n = 0;
    while (*s) {
        int closing = s[0] == '<' && s[1] == '/';
        char who = s[0] == '<' ? s[1 + closing] : 0;
        if ((who == 's' || who == 't') && s[2 + closing] == '>') {
            uint32_t *from = &open[who == 't'];
            if (closing == (*from == DL_NONE)) return closing ? "a mark is closed that was not opened" : "a mark is opened twice";
            if (!closing) *from = at;
            else {
                if (row->n == MARKED_SPANS) return "over 64 marks; keep fewer";
                row->spans[row->n] = (dl_span){*from, at};
                row->roles[row->n++] = who == 's' ? RELATION_SOURCE : RELATION_TARGET;
                *from = DL_NONE;
            }
            s += 3 + closing;
            continue;
        }
        at += ((unsigned char)*s & 0xC0) != 0x80;
        *to++ = *s++;
    }
    *to = 0;
    row->bytes = (size_t)(to - row->text);
    if (open[0] != DL_NONE || open[1] != DL_NONE) return "a mark is not closed";
    if (!row->n) return "neither a source in <s>...</s> nor a target in <t>...</t>";
    return NULL;
}

/* Valid UTF-8 throughout? */
static bool is_text(const char *s) {
    size_t n = strlen(s);
    while (n) {
        utf8proc_int32_t c;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &c);
        if (step <= 0) return false;
        s += step;
        n -= (size_t)step;
    }
    return true;
}

int marked_next(marked_file *f, dl_error *err) {
    char *line, *fields[COLUMNS];
    if (!(line = next_line(f))) return 0;
    size_t n = split(line, fields);
    marked_row *row = &f->row;
    const char *wrong = NULL;
    if (!*line) wrong = "an empty line";
    else if (n <= (size_t)f->sentence || (f->uid >= 0 && n <= (size_t)f->uid)) wrong = "fewer columns than the header names";
    else if (!is_text(fields[f->sentence])) wrong = "the sentence is not UTF-8";
    else if (!unquote(fields[f->sentence])) wrong = "a double quote is not closed";
    else wrong = marked_take(row, fields[f->sentence]);
    if (!wrong && row->bytes > DL_MAX_TEXT) wrong = "the sentence is too long";
    if (wrong) return dl_fail(err, "%.300s:%lu: %s; the line is passed over", f->name, f->at, wrong), -1;
    row->uid = f->uid >= 0 ? fields[f->uid] : "";
    row->root = f->root >= 0 && (size_t)f->root < n ? fields[f->root] : "";
    return 1;
}

void marked_close(marked_file *f) {
    if (f->in && f->in != stdin) fclose(f->in);
    free(f->line);
    f->in = NULL;
    f->line = NULL;
}
