/* table_check.c - a reader of event tables for tests, written from what the layouts' loaders expect and not from our writer: how
 * many columns, which of them are dates, codes or numbers in which range, and what must agree with what in a row. */
#include "table_check.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 64 };

typedef struct row {
    char *field[COLUMNS];
    size_t n;
} row;

/* ---- kinds of fields --------------------------------------------------------------------------------------------- */

static bool digits(const char *s, size_t n) { return strlen(s) == n && strspn(s, "0123456789") == n; }

static bool real_in(const char *s, double low, double high) {
    char *end;
    double v = strtod(s, &end);
    return *s && !*end && !isspace((unsigned char)*s) && v >= low && v <= high;
}

static bool day_of(int y, int m, int d) {
    static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return y >= 1800 && y <= 2200 && m >= 1 && m <= 12 && d >= 1 && d <= days[m - 1];
}

static bool iso_date(const char *s) {
    int y, m, d;
    return strlen(s) == 10 && s[4] == '-' && s[7] == '-' && sscanf(s, "%4d-%2d-%2d", &y, &m, &d) == 3 && day_of(y, m, d);
}

/* A day, or the month or year where no more is known. */
static bool rough_date(const char *s) {
    int y = 0, m = 1;
    if (iso_date(s)) return true;
    return (digits(s, 4) || (strlen(s) == 7 && s[4] == '-' && isdigit((unsigned char)s[5]) && isdigit((unsigned char)s[6]))) && sscanf(s, "%4d-%2d", &y, &m) >= 1 &&
           day_of(y, m, 1);
}

static bool plain_date(const char *s) {
    int y, m, d;
    return digits(s, 8) && sscanf(s, "%4d%2d%2d", &y, &m, &d) == 3 && day_of(y, m, d);
}

static bool capitals(const char *s, size_t least, size_t most) {
    size_t n = strlen(s);
    for (const char *c = s; *c; c++)
        if (!isupper((unsigned char)*c) && !isdigit((unsigned char)*c)) return false;
    return n >= least && n <= most;
}

static bool cameo(const char *s) {
    size_t n = strlen(s);
    if (n < 2 || n > 4 || !digits(s, n)) return false;
    int root = (s[0] - '0') * 10 + s[1] - '0';
    return root >= 1 && root <= 20;
}

static bool among(const char *s, const char *words) { /* words parted and enclosed by "|" */
    char word[64];
    snprintf(word, sizeof word, "|%.60s|", s);
    return strstr(words, word);
}

/* One letter says what a column holds; a capital letter that it may be empty. '.': anything. */
static bool fits(char kind, const char *s) {
    if (isupper((unsigned char)kind)) {
        if (!*s) return true;
        kind = (char)tolower((unsigned char)kind);
    }
    switch (kind) {
    case '.': return true;
    case 't': return *s;                                      /* a text */
    case 'd': return iso_date(s);
    case 'm': return rough_date(s);
    case 'p': return plain_date(s);
    case 'a': return capitals(s, 3, 30) && strlen(s) % 3 == 0; /* CAMEO actor */
    case 'k': return capitals(s, 3, 3);                       /* three letters */
    case 'o': return capitals(s, 2, 15);                      /* code of the record */
    case 'f': return capitals(s, 2, 2);                       /* FIPS */
    case 'c': return cameo(s);
    case 'i': return strspn(s, "0123456789") == strlen(s) && real_in(s, 1, 2147483647);
    case 'b': return strspn(s, "0123456789") == strlen(s) && real_in(s, 1, 9007199254740991.0);
    case 'n': return strspn(s, "0123456789") == strlen(s) && real_in(s, 0, 2147483647);
    case 'g': return real_in(s, -10, 10);
    case 'y': return real_in(s, -90, 90);
    case 'x': return real_in(s, -180, 180);
    case 'r': return real_in(s, 0, 1);
    case 'e': return real_in(s, -1e15, 1e15);
    case 'h': return strlen(s) == 16 && strspn(s, "0123456789abcdef") == 16;
    case 'v': return among(s, "|AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|REJECT|THREATEN|PROTEST|SANCTION|"
                              "MOBILIZE|COERCE|ASSAULT|");
    case 's': return among(s, "|occurred|ongoing|planned|possible|conditional|denied|alleged|negated|past-background|");
    default: return false;
    }
}

/* ---- layouts ----------------------------------------------------------------------------------------------------- */

static bool wrong(char *why, size_t size, const char *what, const row *r) {
    snprintf(why, size, "%s, in the row of %.40s", what, r->field[0]);
    return false;
}
#define NEED(what) if (!(what)) return wrong(why, size, #what, r)
static bool is(const char *a, const char *b) { return !strcmp(a, b); }
static bool begins(const char *s, const char *with) { return !strncmp(s, with, strlen(with)); }

static bool check_phoenix(const row *r, char *why, size_t size) {
    char *const *f = r->field;
    static const char PENTA[] = "0001112223333344344444"; /* of root codes 0..20 */
    NEED(!*f[1] || (begins(f[1], f[2]) && begins(f[1] + strlen(f[2]), f[3]) && is(f[1] + 6, f[4])));
    NEED(*f[1] || (!*f[4] && (!*f[3] || *f[2]))); /* a month of a year at most */
    NEED(!*f[6] || begins(f[5], f[6]));
    NEED(!*f[7] || begins(f[5] + 3, f[7]));
    NEED(!*f[10] || begins(f[9], f[10]));
    NEED(begins(f[13], f[14]) && digits(f[14], 2));
    NEED(f[15][0] == PENTA[atoi(f[14])] && !f[15][1]);
    NEED(!*f[18] == !*f[19]);
    NEED(strchr(f[23], '_'));
    return true;
}

static bool check_petrarch(const row *r, char *why, size_t size) {
    NEED(r->n == 7 || begins(r->field[6], "http"));
    NEED(strchr(r->field[5], '_'));
    return true;
}

static bool check_gdelt(const row *r, char *why, size_t size) {
    char *const *f = r->field;
    NEED(!*f[1] || (begins(f[1], f[2]) && begins(f[1], f[3])));
    NEED(*f[1] || (!*f[4] && (!*f[2] || begins(f[2], f[3]))));
    NEED(!*f[1] || (floor(atof(f[4])) == atof(f[3]) && atof(f[4]) < atof(f[3]) + 1));
    NEED(*f[5] || *f[15]);
    for (int a = 5; a <= 15; a += 10) {
        NEED(!*f[a + 2] || begins(f[a], f[a + 2]));
        NEED(!*f[a + 7] || strstr(f[a], f[a + 7]));
        NEED(!*f[a + 8] || *f[a + 7]);
    }
    NEED(among(f[25], "|0|1|"));
    NEED(begins(f[26], f[27]) && begins(f[27], f[28]) && digits(f[28], 2));
    int root = atoi(f[28]);
    NEED(atoi(f[29]) == (root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4));
    for (int g = 35; g <= 51; g += 8) {
        NEED(strlen(f[g]) == 1 && f[g][0] >= '0' && f[g][0] <= '5');
        if (f[g][0] == '0') {
            for (int i = 1; i < 8; i++) NEED(!*f[g + i]);
        } else NEED(*f[g + 1] && *f[g + 2] && begins(f[g + 3], f[g + 2]) && *f[g + 5] && *f[g + 6]);
    }
    NEED(!*f[59] || (digits(f[59], 14) && !strcmp(f[59] + 8, "000000")));
    return true;
}

static bool check_polecat(const row *r, char *why, size_t size) {
    char *const *f = r->field;
    for (size_t i = 0; i < r->n; i++) NEED(!strchr(f[i], '"'));
    const char *bar = strchr(f[0], '_');
    NEED(bar && !strchr(bar + 1, '_'));
    NEED(is(f[1], "None") || iso_date(f[1]));
    NEED(among(f[5], "|None|VERBAL COOPERATION|MATERIAL COOPERATION|VERBAL CONFLICT|MATERIAL CONFLICT|"));
    for (int a = 7; a <= 15; a += 8) {
        NEED(is(f[a + 1], "None") || capitals(f[a + 1], 3, 3));
        NEED(is(f[a + 2], "None") || (real_in(f[a + 2], 2, 999) && !is(f[a + 1], "None")));
        NEED(is(f[a + 3], "None") || begins(f[a + 4], f[a + 3]));
    }
    NEED(is(f[27], "None") || capitals(f[27], 3, 3));
    NEED(!*f[28] == !*f[29]);
    NEED(is(f[34], "None") || iso_date(f[34]));
    NEED(is(f[38], "en"));
    return true;
}

static bool check_csv(const row *r, char *why, size_t size) {
    char *const *f = r->field;
    NEED(atof(f[5]) < atof(f[6]));
    NEED(!*f[28] == !*f[29] && (!*f[30] || is(f[30], "1")));
    NEED(!*f[24] || *f[23]); /* nobody says it unless it is said */
    NEED(f[20][0] >= '0' && f[20][0] <= '4' && !f[20][1]);
    return true;
}

static const struct layout {
    const char *name;
    char separator;
    const char *header;      /* its first and last names, or NULL: no header */
    const char *last;
    const char *kinds;       /* a letter for each column, "|" where those begin that may be missing */
    bool (*check)(const row *, char *, size_t);
} LAYOUTS[] = {
    {"csv", ',', "report_id", "why", "thD.nnntMMOKTOKTv..Cngs" "NOTTKYXTBETTrt", check_csv},
    {"phoenix", '\t', NULL, NULL, "iPNNNa" "KK.a" "KK.c" "nng.YXTTKt" "..", check_phoenix},
    {"petrarch", '\t', NULL, NULL, "Paac.tt|t", check_petrarch},
    {"polecat", '\t', "Event ID", "Version", "ttvtgtttttttttttttttttttttttYXBttttttttt", check_polecat},
    {"gdelt", '\t', NULL, NULL,
     "bPNNE" "A.KK..." "KKK" "A.KK..." "KKK" "nccnngnnn." "n.F..YX." "n.F..YX." "n.F..YX." "Bt", check_gdelt},
};

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* One record of comma-separated values, quotes undone in place. */
static char *read_csv(char *s, row *r) {
    for (r->n = 0; r->n < COLUMNS;) {
        char *out = r->field[r->n++] = s;
        if (*s == '"') {
            for (s++; *s && !(*s == '"' && s[1] != '"'); s++) {
                if (*s == '"') s++;
                *out++ = *s;
            }
            if (*s == '"') s++;
        } else
            while (*s && *s != ',' && *s != '\n') *out++ = *s++;
        char end = *s;
        if (*s) s++;
        *out = 0;
        if (end != ',') return s;
    }
    return s;
}

static char *read_tabs(char *s, row *r) {
    for (r->n = 0; r->n < COLUMNS;) {
        r->field[r->n++] = s;
        s += strcspn(s, "\t\n");
        char end = *s;
        if (*s) *s++ = 0;
        if (end != '\t') return s;
    }
    return s;
}

bool table_check(const char *name, char *text, char *why, size_t size, size_t *rows) {
    const struct layout *l = NULL;
    for (size_t i = 0; i < sizeof LAYOUTS / sizeof *LAYOUTS; i++)
        if (is(LAYOUTS[i].name, name)) l = &LAYOUTS[i];
    if (!l) return snprintf(why, size, "no layout %s", name), false;
    const char *optional = strchr(l->kinds, '|');
    size_t most = strlen(l->kinds) - (optional != NULL), least = optional ? (size_t)(optional - l->kinds) : most;
    bool header = l->header;
    *rows = 0;
    while (*text) {
        row r = {.n = 0};
        text = l->separator == ',' ? read_csv(text, &r) : read_tabs(text, &r);
        if (r.n < least || r.n > most) return snprintf(why, size, "%zu columns in the row of %.40s", r.n, r.field[0]), false;
        if (header) {
            if (!is(r.field[0], l->header) || !is(r.field[r.n - 1], l->last)) return snprintf(why, size, "another header"), false;
            header = false;
            continue;
        }
        ++*rows;
        for (size_t i = 0; i < r.n; i++) {
            char kind = l->kinds[optional && i >= least ? i + 1 : i];
            if (!fits(kind, r.field[i])) return snprintf(why, size, "column %zu: '%.60s' is no '%c'", i + 1, r.field[i], kind), false;
        }
        if (!l->check(&r, why, size)) return false;
    }
    if (header) return snprintf(why, size, "no header"), false;
    return true;
}
