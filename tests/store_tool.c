/* store_tool.c - what tests of the store need of SQLite: `dump FILE` prints every row of every table, so that two stores can be
 * compared; `check FILE` asks SQLite whether all is whole; `set FILE SQL` runs SQL; `lock FILE SECONDS` keeps others out. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int print_row(void *table, int n, char **values, char **names) {
    (void)names;
    if (table) printf("%s:", (const char *)table);
    for (int i = 0; i < n; i++) printf(" %s |", values[i] ? values[i] : "NULL");
    putchar('\n');
    return 0;
}

static int dump_table(void *db, int n, char **values, char **names) {
    char sql[256];
    (void)n, (void)names;
    sqlite3_snprintf(sizeof sql, sql, "SELECT * FROM \"%w\" ORDER BY 1, 2", values[0]);
    return sqlite3_exec(db, sql, print_row, values[0], NULL) != SQLITE_OK;
}

int main(int argc, char **argv) {
    sqlite3 *db;
    char *err = NULL;
    if (argc < 3 || sqlite3_open(argv[2], &db) != SQLITE_OK) return 2;
    sqlite3_busy_timeout(db, 5000);
    int code = SQLITE_OK;
    if (!strcmp(argv[1], "dump"))
        code = sqlite3_exec(db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE"
                                " 'sentence_search%' ORDER BY name", dump_table, db, &err);
    else if (!strcmp(argv[1], "check"))
        code = sqlite3_exec(db, "PRAGMA integrity_check; PRAGMA foreign_key_check; INSERT INTO sentence_search (sentence_search)"
                                " VALUES ('integrity-check')", print_row, NULL, &err);
    else if (!strcmp(argv[1], "set") && argc > 3) code = sqlite3_exec(db, argv[3], print_row, NULL, &err);
    else if (!strcmp(argv[1], "lock") && argc > 3) {
        code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, &err);
        puts("locked");
        fflush(stdout);
        if (code == SQLITE_OK) sleep((unsigned)atoi(argv[3]));
    } else code = SQLITE_MISUSE;
    if (code != SQLITE_OK) fprintf(stderr, "%s\n", err ? err : sqlite3_errmsg(db));
    sqlite3_free(err);
    sqlite3_close(db);
    return code != SQLITE_OK;
}
