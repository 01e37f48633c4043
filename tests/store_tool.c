/* store_tool.c - what tests of the store need of SQLite: `dump FILE` prints every row of every table, so that two stores can be
 * compared; `check FILE` asks SQLite whether all is whole; `set FILE SQL` runs SQL; `lock FILE SECONDS` keeps others out; `old FILE VERSION SCHEMA FROM` makes
 * a store of an older version, by its schema, with the readings of a store of today. */
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

static int copy_table(void *db, int n, char **values, char **names) {
    char sql[4000], columns[1500] = "";
    sqlite3_stmt *s;
    (void)n, (void)names;
    sqlite3_snprintf(sizeof sql, sql, "SELECT group_concat('\"' || name || '\"') FROM pragma_table_info(%Q)", values[0]);
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK) return 1;
    if (sqlite3_step(s) == SQLITE_ROW) snprintf(columns, sizeof columns, "%s", (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    sqlite3_snprintf(sizeof sql, sql, "INSERT INTO main.\"%w\" (%s) SELECT %s FROM today.\"%w\"", values[0], columns, columns, values[0]);
    return sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK;
}

static int make_old(sqlite3 *db, const char *version, const char *schema, const char *from, char **err) {
    static char script[200000];
    char sql[600];
    FILE *f = fopen(schema, "r");
    size_t n = f ? fread(script, 1, sizeof script - 1, f) : 0;
    if (f) fclose(f);
    script[n] = 0;
    if (!n) return SQLITE_CANTOPEN;
    int code = sqlite3_exec(db, script, NULL, NULL, err);
    sqlite3_snprintf(sizeof sql, sql, "ATTACH %Q AS today", from);
    if (code == SQLITE_OK) code = sqlite3_exec(db, sql, NULL, NULL, err);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE"
                                " 'sentence_search%'", copy_table, db, err);
    sqlite3_snprintf(sizeof sql, sql, "INSERT INTO sentence_search (sentence_search) VALUES ('rebuild'); PRAGMA application_id = %d;"
                                      " PRAGMA user_version = %d", 0x444C4E45, atoi(version));
    return code == SQLITE_OK ? sqlite3_exec(db, sql, NULL, NULL, err) : code;
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
    else if (!strcmp(argv[1], "old") && argc > 5) code = make_old(db, argv[3], argv[4], argv[5], &err);
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
