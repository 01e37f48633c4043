/* cli.h - the command's parts: options, help, and the batch that reads reports and writes what was asked for. */
#ifndef DL_CLI_H
#define DL_CLI_H

#include <stdbool.h>
#include <stdio.h>

#include "dateline.h"
#include "input/input.h"
#include "output/output.h"

enum cli_status { /* the program's exit status, as the manual says it */
    CLI_OK = 0,
    CLI_SOME_FAILED = 1, /* a report could not be read; the others were */
    CLI_USAGE = 2,
    CLI_MODEL = 3,       /* the model or data file is missing or damaged */
    CLI_OUTPUT = 4       /* standard output cannot be written */
};

typedef enum cli_format { CLI_BRIEF, CLI_JSONL, CLI_CONLLU, CLI_TABLE } cli_format;

typedef struct cli_options {
    cli_format format;
    int layout; /* of CLI_TABLE: an output_layout */
    bool tokens, lines, resume, no_text, every_status;
    const char *date, *data, *errors, *output, *db, *pairs;
    dl_dictionary *dictionaries; /* of the user, n_dictionaries */
    size_t n_dictionaries;
    const char *petrarch; /* folder of PETRARCH dictionaries, or NULL */
    input_fields fields;
    int jobs;     /* threads that read */
    char **files; /* none: standard input */
    int n_files;
} cli_options;

typedef enum cli_command { CLI_READ, CLI_CODE, CLI_ADD, CLI_EXPLAIN, CLI_COMMANDS } cli_command;

/* Reads the arguments after the command's name; false with the exit status in *status when there is nothing more to do. */
bool cli_parse(cli_command command, int argc, char **argv, cli_options *o, int *status);
int cli_compile(int argc, char **argv);
int cli_lint(int argc, char **argv);

/* The model with the user's dictionaries. */
dl_model *cli_open_model(const cli_options *o, dl_error *err);
int cli_batch(const cli_options *o);
int cli_explain(const cli_options *o);
/* Colours and folding only where a person looks on: on a terminal, unless NO_COLOR (no-color.org) or a dumb terminal. */
brief_look cli_look(void);
int cli_pairs(const cli_options *o);
int cli_add(const cli_options *o);
int cli_show(int argc, char **argv);
int cli_serve(int argc, char **argv);

/* Columns of the terminal that standard output is. */
int cli_width(void);

void cli_help(FILE *f);
/* One line on standard error: "dateline: ...". Control characters, as a file's name may hold, become '?'. */
__attribute__((format(printf, 1, 2))) void cli_say(const char *format, ...);
/* The same for wrong usage, with a pointer to --help; returns CLI_USAGE. */
__attribute__((format(printf, 1, 2))) int cli_misuse(const char *format, ...);
/* Sends out what standard output holds and says so if not everything got there. */
int cli_finish(int status);
/* Standard output is this file from now on, for messages. */
void cli_name_output(const char *name);

/* ---- progress on a terminal -------------------------------------------------------------------------------------- */

/* True where a person looks on. */
bool progress_wanted(void);
/* `total`: bytes of all inputs, or 0 where that is not known. Until then the others do nothing. */
void progress_open(uint64_t total);
void progress_step(uint64_t reports, uint64_t sentences, uint64_t taken);
void progress_hide(void); /* before something else is printed */
void progress_close(void);

/* ---- how far a batch has come, for --resume ---------------------------------------------------------------------- */

typedef struct cli_journal {
    int fd;
    bool complete;                         /* nothing is left to resume */
    uint64_t task;                         /* hash of what is done with what */
    uint64_t done, failed, output, errors; /* jobs done, failed among them; bytes of output and of errors then */
} cli_journal;

/* Opens FILE.progress beside the output; with `resume` takes over what it says. */
bool journal_open(cli_journal *j, const char *output, bool resume, uint64_t task, dl_error *err);
bool journal_write(cli_journal *j);
void journal_close(cli_journal *j, const char *output, bool finished);

#endif
