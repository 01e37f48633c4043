/* check_table.c - check_table LAYOUT <TABLE: prints how many events a table holds, or what is wrong with it. */
#include <stdio.h>
#include <stdlib.h>

#include "table_check.h"

int main(int argc, char **argv) {
    size_t n = 0, cap = 1 << 20, rows;
    char *text = malloc(cap), why[512];
    if (argc != 2 || !text) return fputs("usage: check_table LAYOUT <TABLE\n", stderr), 2;
    for (size_t got; (got = fread(text + n, 1, cap - n - 1, stdin)); n += got)
        if (n + got + 1 == cap && !(text = realloc(text, cap *= 2))) return 2;
    text[n] = 0;
    bool ok = table_check(argv[1], text, why, sizeof why, &rows);
    if (ok) printf("%zu\n", rows);
    else fprintf(stderr, "%s\n", why);
    free(text);
    return !ok;
}
