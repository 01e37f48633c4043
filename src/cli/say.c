/* say.c - what the command tells its user: help, errors of one line, and whether the output got where it should. */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "cli/cli.h"

void cli_help(FILE *f) {
    fputs("Dateline reads wire reports into a checkable record of who said or did what to whom.\n"
          "\n"
          "usage: dateline read [OPTIONS] [FILE...]\n"
          "       dateline code --format FORMAT [--tokens] [--all-statuses] [--output FILE [--resume]] [OPTIONS] [FILE...]\n"
          "       dateline code --pairs FILE\n"
          "       dateline explain [OPTIONS] [FILE[:SENTENCE]]\n"
          "       dateline add --db FILE [--no-text] [OPTIONS] [FILE...]\n"
          "       dateline show --db FILE [--since DAY] [--until DAY] [--format text|csv|json|ics] QUESTION\n"
#ifdef DL_HAVE_SERVE
          "       dateline serve --db FILE [--listen ADDRESS:PORT] [--token-file FILE] [--add]\n"
#endif
          "       dateline compile DIR -o FILE\n"
          "       dateline lint [--dictionary FILE | --petrarch-dictionaries DIR] [DIR]\n"
          "       dateline --help | --version\n"
          "\n"
          "  read       print a brief for a person\n"
          "  code       print the record for a machine\n"
          "  explain    show how a sentence was read: tree, mentions, events and why, and what was turned down\n"
          "  add        keep the record in a database (SQLite): each report once, each event once with all who tell it\n"
          "  show       ask that: timeline, actor NAME, pair A B, positions, forces, incidents, schedule, disputed, sources\n"
#ifdef DL_HAVE_SERVE
          "  serve      show it in a browser, and answer programs in JSON, at http://127.0.0.1:8990/\n"
#endif
          "  compile    compile the knowledge in a folder of plain text into the file the others use\n"
          "  lint       check that folder (data, if none is named) and print every problem as FILE:LINE:COLUMN\n"
          "\n"
          "  --format   jsonl: one JSON object per report and line; csv, phoenix, petrarch, polecat, gdelt: one row per\n"
          "             event, in our own columns or those of others; conllu: CoNLL-U of the whole text\n"
          "  --all-statuses  rows also for what is planned, denied or feared, in formats that cannot tell it from facts\n"
          "  --tokens   add every word with its lemma, tags and head to the JSON\n"
          "  --output   write there instead of to standard output, and note in FILE.progress how far it is\n"
          "  --no-text  keep no text in the database, only where things stand in it\n"
          "  --resume   go on where a run that was killed had come to\n"
          "  --pairs    the relation between the actors marked <s>...</s> and <t>...</t> in the column \"marked_sentence\" of\n"
          "             a table with tabs and a header, as one JSON object a line\n"
          "\n"
          "OPTIONS of every command that reads reports:\n"
          "  --date     day of publication, YYYY-MM-DD, of reports that bring none\n"
          "  --jsonl    inputs are JSON lines whatever their names: \"text\" and, if known, \"id\" and \"date\"\n"
          "  --fields   names of these members, as in id=guid,text=body,date=published\n"
          "  --jobs     threads that read; all processors if not given\n"
          "  --errors   file for what could not be read, one JSON object a line with \"id\", \"where\" and \"error\"\n"
          "  --dictionary   actors of your own, over those that come with Dateline; may be given again\n"
          "  --petrarch-dictionaries   folder of dictionaries of actors, agents, verbs, discards and issues for PETRARCH\n"
          "  --data     folder that holds dateline.model and dateline.data\n"
          "\n"
          "A FILE is the text of one report, or JSON lines where its name ends in .jsonl, either also packed by gzip or zstd;\n"
          "or a folder of such, or a pattern in quotes; - or none is standard input.\n"
          "Exit status: 0 all read; 1 some report could not be read; 2 wrong usage; 3 model, data file or dictionary\n"
          "missing or broken; 4 output cannot be written. See dateline(1).\n",
          f);
}

static const char *output_name = "standard output";

void cli_name_output(const char *name) { output_name = name; }

static void say(const char *format, va_list args, const char *after) {
    char line[1024];
    int why = errno; /* cli_finish may still ask for it */
    vsnprintf(line, sizeof line, format, args);
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7F) *c = '?';
    if (fflush(stdout) && !why) why = errno; /* what was read before comes before */
    progress_hide();
    fprintf(stderr, "dateline: %s%s\n", line, after);
    errno = why;
}

void cli_say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    say(format, args, "");
    va_end(args);
}

int cli_misuse(const char *format, ...) {
    va_list args;
    va_start(args, format);
    say(format, args, "; see dateline --help");
    va_end(args);
    return CLI_USAGE;
}

int cli_finish(int status) {
    static bool told;
    if (!ferror(stdout)) { /* else errno is still what the write that failed left: the output only copies since */
        errno = 0;
        if (!fflush(stdout)) return status;
    }
    int why = errno;
    if (!told && why != EPIPE) /* a reader that has gone wants no words */
        cli_say("%.300s: cannot write: %s; make room or write elsewhere", output_name, why ? strerror(why) : "output error");
    told = true;
    return CLI_OUTPUT;
}
