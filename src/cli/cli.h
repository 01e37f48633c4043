/* cli.h - the command's parts: options, help, and the batch that reads reports and writes what was asked for. */
#ifndef DL_CLI_H
#define DL_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "dateline.h"

enum cli_status { /* the program's exit status, as the manual says it */
    CLI_OK = 0,
    CLI_SOME_FAILED = 1, /* a report could not be read; the others were */
    CLI_USAGE = 2,
    CLI_MODEL = 3,       /* the model or data file is missing or damaged */
    CLI_OUTPUT = 4       /* standard output cannot be written */
};

typedef enum cli_format { CLI_BRIEF, CLI_JSONL, CLI_CONLLU } cli_format;

typedef struct cli_options {
    cli_format format;
    bool tokens, lines;
    const char *date, *data;
    char **files; /* none: standard input */
    int n_files;
} cli_options;

/* Reads the arguments after the command's name; false with the exit status in *status when there is nothing more to do. */
bool cli_parse_read(int argc, char **argv, cli_options *o, int *status);
bool cli_parse_code(int argc, char **argv, cli_options *o, int *status);
int cli_compile(int argc, char **argv);
int cli_lint(int argc, char **argv);

int cli_batch(const cli_options *o);

void cli_help(FILE *f);
/* One line on standard error: "dateline: ...". Control characters, as a file's name may hold, become '?'. */
__attribute__((format(printf, 1, 2))) void cli_say(const char *format, ...);
/* The same for wrong usage, with a pointer to --help; returns CLI_USAGE. */
__attribute__((format(printf, 1, 2))) int cli_misuse(const char *format, ...);
/* Closes standard output and says so if not everything got there. */
int cli_finish(int status);

#endif
