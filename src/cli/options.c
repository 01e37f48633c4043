/* options.c - the arguments of each command. */
#include <getopt.h>
#include <string.h>

#include "base/date.h"
#include "cli/cli.h"
#include "knowledge/knowledge.h"

enum { HELP = 1000, FORMAT, TOKENS, DATE, LINES, DATA };

static const struct option LONG[] = {
    {"help", no_argument, NULL, HELP},        {"format", required_argument, NULL, FORMAT},
    {"tokens", no_argument, NULL, TOKENS},    {"date", required_argument, NULL, DATE},
    {"jsonl", no_argument, NULL, LINES},      {"data", required_argument, NULL, DATA},
    {NULL, 0, NULL, 0},
};

static bool stop(int *status, int with) { return *status = with, false; }

static bool parse(int argc, char **argv, bool code, cli_options *o, int *status) {
    bool format = false;
    *o = (cli_options){.format = CLI_BRIEF};
    optind = 1;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":", LONG, NULL)) != -1;) {
        if (!code && (c == FORMAT || c == TOKENS)) return stop(status, cli_misuse("'read' takes no %s", argv[optind - 1]));
        switch (c) {
        case HELP: cli_help(stdout); return stop(status, cli_finish(CLI_OK));
        case FORMAT:
            format = true;
            if (!strcmp(optarg, "jsonl")) o->format = CLI_JSONL;
            else if (!strcmp(optarg, "conllu")) o->format = CLI_CONLLU;
            else return stop(status, cli_misuse("no format \"%.40s\"; it is jsonl or conllu", optarg));
            break;
        case TOKENS: o->tokens = true; break;
        case DATE:
            if (!date_valid(optarg)) return stop(status, cli_misuse("\"%.40s\" is no date; write it YYYY-MM-DD", optarg));
            o->date = optarg;
            break;
        case LINES: o->lines = true; break;
        case DATA: o->data = optarg; break;
        case ':': return stop(status, cli_misuse("%.80s needs a value", argv[optind - 1]));
        default: return stop(status, cli_misuse("no option %.80s", argv[optind - 1]));
        }
    }
    if (code && !format) return stop(status, cli_misuse("code needs --format jsonl or --format conllu"));
    o->files = argv + optind;
    o->n_files = argc - optind;
    return true;
}

bool cli_parse_read(int argc, char **argv, cli_options *o, int *status) { return parse(argc, argv, false, o, status); }
bool cli_parse_code(int argc, char **argv, cli_options *o, int *status) { return parse(argc, argv, true, o, status); }

int cli_compile(int argc, char **argv) {
    static const struct option options[] = {{"depfile", required_argument, NULL, 'd'}, {NULL, 0, NULL, 0}};
    const char *out = NULL, *depfile = NULL;
    optind = 1;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":o:", options, NULL)) != -1;) {
        if (c == 'o') out = optarg;
        else if (c == 'd') depfile = optarg;
        else return cli_misuse("compile takes DIR -o FILE");
    }
    if (argc - optind != 1 || !out) return cli_misuse("compile takes DIR -o FILE");
    dl_error err = {""};
    if (knowledge_compile(argv[optind], out, depfile, &err)) return CLI_OK;
    cli_say("%s", err.message);
    return CLI_SOME_FAILED;
}

int cli_lint(int argc, char **argv) {
    if (argc > 2 || (argc == 2 && argv[1][0] == '-')) return cli_misuse("lint takes one folder, or none for data");
    dl_error err = {""};
    long problems = knowledge_lint(argc == 2 ? argv[1] : "data", stdout, &err);
    if (problems < 0) return cli_say("%s", err.message), CLI_SOME_FAILED;
    return cli_finish(problems ? CLI_SOME_FAILED : CLI_OK);
}
