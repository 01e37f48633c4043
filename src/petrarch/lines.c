/* lines.c - the lines of PETRARCH's dictionaries: comments in their several styles, phrases with "_" for a blank, and reports
 * that name the line. A file of any bytes is read in one pass. */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "petrarch/private.h"

const char *petr_path(const petr_loader *l, petr_place place) { return place.file < l->n_paths ? l->paths[place.file] : "?"; }

void petr_problem(petr_loader *l, const petr_file *f, const char *format, ...) {
    char line[400];
    va_list args;
    int n = snprintf(line, sizeof line, "%.200s:%u: ", l->paths[f->file], f->line);
    va_start(args, format);
    vsnprintf(line + n, sizeof line - (size_t)n, format, args);
    va_end(args);
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < ' ') *c = ' ';
    if (!l->log->problems++) snprintf(l->log->first, sizeof l->log->first, "%s", line);
    if (l->log->to) fprintf(l->log->to, "%s\n", line);
}

char *petr_trim(char *s) {
    while (isspace((unsigned char)*s)) s++;
    for (size_t n = strlen(s); n && isspace((unsigned char)s[n - 1]); n--) s[n - 1] = 0;
    return s;
}

static bool is_utf8(const char *s) {
    size_t n = strlen(s);
    for (const char *end = s + n; s < end;) {
        utf8proc_int32_t ch;
        if ((unsigned char)*s < 0x80) {
            s++;
            continue;
        }
        utf8proc_ssize_t k = utf8proc_iterate((const utf8proc_uint8_t *)s, end - s, &ch);
        if (k <= 0) return false;
        s += k;
    }
    return true;
}

/* Cuts the line at the end of [at, stop) out of the text. */
static char *take(petr_file *f) {
    char *at = f->next, *stop = memchr(at, '\n', (size_t)(f->end - at));
    if (!stop) stop = f->end;
    f->next = stop < f->end ? stop + 1 : f->end;
    for (char *c = at; c < stop; c++)
        if (!*c) *c = ' ';
    *stop = 0;
    f->line++;
    return at;
}

char *petr_line(petr_loader *l, petr_file *f, bool semicolons) {
    while (f->next < f->end) {
        char *line = take(f), *open;
        if ((open = strstr(line, "<!--")) || (open = strstr(line, "<!"))) {
            char *close = strstr(open, "-->");
            if (close) memmove(open, close + 3, strlen(close + 3) + 1);
            else {
                uint32_t from = f->line;
                *open = 0;
                bool ends = open[1] != '!' || strncmp(open + 1, "!--", 3); /* "<! ..." is one line */
                while (!ends && f->next < f->end) ends = strstr(take(f), "-->") != NULL;
                if (!ends && !f->quiet) petr_problem(l, &(petr_file){.file = f->file, .line = from}, "a comment that never ends; close it with -->");
            }
        }
        char *hash = strchr(line, '#');
        if (hash) *hash = 0;
        for (char *c = line; semicolons && (c = strchr(c, ';')); c++)
            if (c == line || isspace((unsigned char)c[-1])) {
                *c = 0;
                break;
            }
        size_t n = strlen(line);
        while (n && isspace((unsigned char)line[n - 1])) line[--n] = 0;
        if (!n) continue;
        if (!is_utf8(line)) {
            if (!f->quiet) petr_problem(l, f, "no UTF-8; save the file as UTF-8");
            continue;
        }
        return line;
    }
    return NULL;
}

void petr_phrase(char *s) {
    char *out = s, *start = s;
    bool blank = true;
    for (; *s; s++) {
        char c = *s == '_' || isspace((unsigned char)*s) ? ' ' : (char)toupper((unsigned char)*s);
        if (c != ' ' || !blank) *out++ = c;
        blank = c == ' ';
    }
    if (out > start && out[-1] == ' ') out--;
    *out = 0;
}

uint32_t petr_string(petr_loader *l, const char *s) {
    uint32_t *at = table_add(&l->strings, s, strlen(s));
    if (!at) return l->failed = true, 0;
    if (*at == TABLE_NONE) *at = (uint32_t)bytes_add(&l->p->strings, s, strlen(s) + 1);
    l->failed |= l->p->strings.failed;
    return *at;
}

void petr_plural(const char *noun, char *out, size_t size) {
    size_t n = strlen(noun);
    char last = n ? noun[n - 1] : 0;
    if (last == 'Y') snprintf(out, size, "%.*sIES", (int)n - 1, noun);
    else snprintf(out, size, "%s%s", noun, last == 'S' ? "ES" : "S");
}

/* ---- codes ------------------------------------------------------------------------------------------------------- */

/* The sector that CAMEO writes like this; the one of the same name where several are. */
static const char *sector_of(const codes *c, const char *three) {
    const char *found = NULL;
    for (uint32_t i = 0; i < c->keys.n; i++) {
        const char *key = table_key(&c->keys, i), *cameo;
        if (*key != codes_prefix(CODES_SECTOR) || !(cameo = codes_find(c, CODES_SECTOR, key + 1, CODES_SECTOR_CAMEO)) ||
            strncmp(cameo, three, 3))
            continue;
        if (!found || !strncmp(key + 1, three, 3)) found = key + 1;
    }
    return found;
}

static const char *key_of(const codes *c, enum codes_list list, int field, const char *code) {
    for (uint32_t i = 0; i < c->keys.n; i++) {
        const char *key = table_key(&c->keys, i), *value;
        if (*key == codes_prefix(list) && (value = codes_find(c, list, key + 1, field)) && !strcmp(value, code)) return key + 1;
    }
    return NULL;
}

uint32_t petr_sector(petr_loader *l, const char *code) {
    const char *kind = NULL;
    for (size_t n = strlen(code), i = 0; i + 3 <= n && !kind; i += 3) kind = sector_of(&l->codes, code + i);
    return kind ? petr_string(l, kind) : 0;
}

static void split(petr_loader *l, const char *code, uint32_t *actor, uint32_t *sector) {
    size_t n = strlen(code);
    char base[4] = "";
    *actor = *sector = 0;
    snprintf(base, sizeof base, "%.3s", code);
    const char *ours = key_of(&l->codes, CODES_ACTOR, CODES_ACTOR_CAMEO, code);
    uint32_t kind = n > 3 ? petr_sector(l, code + 3) : 0;
    const char *country = codes_find(&l->codes, CODES_COUNTRY, base, CODES_COUNTRY_CAMEO) ? base : key_of(&l->codes, CODES_COUNTRY, CODES_COUNTRY_CAMEO, base);
    if (country) ours = NULL; /* what is at home in a country counts there */
    if (ours) *actor = petr_string(l, ours);
    else if (country && (n == 3 || (n == 6 && kind))) *actor = petr_string(l, country);
    else *actor = petr_string(l, code);
    if (!ours) *sector = kind;
}

void petr_split_code(petr_loader *l, const char *code, uint32_t *actor, uint32_t *sector) {
    uint32_t *at = table_add(&l->seen_codes, code, strlen(code)), both[2] = {0, 0};
    if (!at) l->failed = true;
    else if (*at == TABLE_NONE) { /* a dictionary has few codes and many names */
        split(l, code, &both[0], &both[1]);
        *at = (uint32_t)(bytes_add(&l->splits, both, sizeof both) / sizeof both);
        l->failed |= l->splits.failed;
    }
    if (at && !l->failed) memcpy(both, l->splits.at + *at * sizeof both, sizeof both);
    *actor = both[0];
    *sector = both[1];
}
