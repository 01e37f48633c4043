/* options.c - the arguments of each command. */
#include <getopt.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/cli.h"
#include "knowledge/knowledge.h"
#include "knowledge/events_examples.h"
#include "output/output.h"
#include "petrarch/petrarch.h"

enum { HELP = 1000, FORMAT, TOKENS, DATE, LINES, DATA, FIELDS, JOBS, ERRORS, OUTPUT, RESUME, DICTIONARY, PAIRS, STATUSES, DB, NO_TEXT, PETRARCH };
enum { MOST_JOBS = 256 };

static const struct option LONG[] = {
    {"help", no_argument, NULL, HELP},        {"format", required_argument, NULL, FORMAT},
    {"tokens", no_argument, NULL, TOKENS},    {"date", required_argument, NULL, DATE},
    {"jsonl", no_argument, NULL, LINES},      {"data", required_argument, NULL, DATA},
    {"fields", required_argument, NULL, FIELDS}, {"jobs", required_argument, NULL, JOBS},
    {"errors", required_argument, NULL, ERRORS}, {"output", required_argument, NULL, OUTPUT},
    {"resume", no_argument, NULL, RESUME},    {"dictionary", required_argument, NULL, DICTIONARY},
    {"all-statuses", no_argument, NULL, STATUSES},
    {"pairs", required_argument, NULL, PAIRS},
    {"db", required_argument, NULL, DB},      {"no-text", no_argument, NULL, NO_TEXT},
    {"petrarch-dictionaries", required_argument, NULL, PETRARCH},
    {NULL, 0, NULL, 0},
};

static const char *const NAME[CLI_COMMANDS] = {"read", "code", "add", "explain"};

/* The commands that know an option; all, where it is not named here. */
static bool knows(cli_command command, int option) {
    switch (option) {
    case FORMAT:
    case TOKENS:
    case STATUSES:
    case PAIRS:
    case OUTPUT: return command == CLI_CODE;
    case DB:
    case NO_TEXT: return command == CLI_ADD;
    case JOBS:
    case ERRORS: return command != CLI_EXPLAIN;
    case RESUME: return command != CLI_READ && command != CLI_EXPLAIN;
    default: return true;
    }
}

/* One more of the user's dictionaries; false when there are too many. The list lives as long as the program. */
static bool add_dictionary(dl_dictionary **list, size_t *n, const char *path) {
    enum { MOST = 64 };
    static dl_dictionary all[MOST];
    if (*n == MOST) return false;
    *list = all;
    all[(*n)++] = (dl_dictionary){.path = path};
    return true;
}
#define TOO_MANY "too many dictionaries; put some of them into one file"

static const struct {
    const char *name;
    cli_format format;
    int layout;
} FORMATS[] = {{"jsonl", CLI_JSONL, 0},
               {"conllu", CLI_CONLLU, 0},
               {"csv", CLI_TABLE, OUTPUT_CSV},
               {"phoenix", CLI_TABLE, OUTPUT_PHOENIX},
               {"petrarch", CLI_TABLE, OUTPUT_PETRARCH},
               {"polecat", CLI_TABLE, OUTPUT_POLECAT},
               {"gdelt", CLI_TABLE, OUTPUT_GDELT}};
#define FORMATS_SAID "jsonl, csv, phoenix, petrarch, polecat, gdelt or conllu"

static bool find_format(cli_options *o, const char *name) {
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
        if (!strcmp(name, FORMATS[i].name)) return o->format = FORMATS[i].format, o->layout = FORMATS[i].layout, true;
    return false;
}

static bool stop(int *status, int with) { return *status = with, false; }

/* "id=guid,text=body": cuts the argument into its parts. */
static bool take_fields(char *s, input_fields *f) {
    for (char *part; (part = strsep(&s, ","));) {
        char *value = strchr(part, '=');
        if (!value || !value[1]) return false;
        *value++ = 0;
        if (!strcmp(part, "id")) f->id = value;
        else if (!strcmp(part, "text")) f->text = value;
        else if (!strcmp(part, "date")) f->date = value;
        else return false;
    }
    return true;
}

static int take_jobs(const char *s) {
    char *end;
    long n = strtol(s, &end, 10);
    return *end || end == s || n < 1 || n > MOST_JOBS ? 0 : (int)n;
}

static int all_processors(void) {
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) ? (int)sysconf(_SC_NPROCESSORS_ONLN) : CPU_COUNT(&set);
    return n < 1 ? 1 : n > MOST_JOBS ? MOST_JOBS : n;
}

bool cli_parse(cli_command command, int argc, char **argv, cli_options *o, int *status) {
    bool format = false;
    *o = (cli_options){.format = CLI_BRIEF, .jobs = all_processors()};
    optind = 1;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":", LONG, NULL)) != -1;) {
        if (!knows(command, c)) return stop(status, cli_misuse("'%s' takes no %s", NAME[command], argv[optind - 1]));
        switch (c) {
        case HELP: cli_help(stdout); return stop(status, cli_finish(CLI_OK));
        case FORMAT:
            format = true;
            if (!find_format(o, optarg)) return stop(status, cli_misuse("no format \"%.40s\"; it is " FORMATS_SAID, optarg));
            break;
        case STATUSES: o->every_status = true; break;
        case PETRARCH: o->petrarch = optarg; break;
        case TOKENS: o->tokens = true; break;
        case DATE:
            if (!date_valid(optarg)) return stop(status, cli_misuse("\"%.40s\" is no date; write it YYYY-MM-DD", optarg));
            o->date = optarg;
            break;
        case LINES: o->lines = true; break;
        case DATA: o->data = optarg; break;
        case FIELDS:
            if (!take_fields(optarg, &o->fields)) return stop(status, cli_misuse("--fields is like id=guid,text=body,date=published"));
            break;
        case JOBS:
            if (!(o->jobs = take_jobs(optarg))) return stop(status, cli_misuse("--jobs is a number from 1 to %d", MOST_JOBS));
            break;
        case ERRORS: o->errors = optarg; break;
        case OUTPUT: o->output = optarg; break;
        case DB: o->db = optarg; break;
        case NO_TEXT: o->no_text = true; break;
        case RESUME: o->resume = true; break;
        case PAIRS: o->pairs = optarg; break;
        case DICTIONARY:
            if (!add_dictionary(&o->dictionaries, &o->n_dictionaries, optarg)) return stop(status, cli_misuse(TOO_MANY));
            break;
        case ':': return stop(status, cli_misuse("%.80s needs a value", argv[optind - 1]));
        default: return stop(status, cli_misuse("no option %.80s", argv[optind - 1]));
        }
    }
    if (command == CLI_ADD && !o->db) return stop(status, cli_misuse("add needs --db FILE"));
    if (o->pairs && (format || argc > optind)) return stop(status, cli_misuse("--pairs FILE takes no --format and no other files"));
    if (command == CLI_CODE && !format && !o->pairs) return stop(status, cli_misuse("code needs --format: " FORMATS_SAID));
    if (command == CLI_CODE && o->resume && !o->output) return stop(status, cli_misuse("--resume needs the --output it goes on with"));
    o->files = argv + optind;
    o->n_files = argc - optind;
    return true;
}

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

static int lint_petrarch(const char *dir) {
    dl_error err = {""};
    dl_model *model = dl_model_open(NULL, &err);
    if (!model) return cli_say("%s", err.message), CLI_MODEL;
    petrarch_log log = {.to = stdout};
    struct petrarch *p = petrarch_open(model, dir, &log, &err);
    petrarch_close(p);
    dl_model_close(model);
    if (!p) return cli_say("%s", err.message), CLI_SOME_FAILED;
    return cli_finish(log.problems ? CLI_SOME_FAILED : CLI_OK);
}

int cli_lint(int argc, char **argv) {
    static const struct option options[] = {
        {"dictionary", required_argument, NULL, 'd'}, {"petrarch-dictionaries", required_argument, NULL, 'p'}, {NULL, 0, NULL, 0}};
#define LINT_TAKES "lint takes one folder, or none for data, --dictionary FILE, and --petrarch-dictionaries DIR"
    const char *petrarch = NULL;
    dl_dictionary *list = NULL;
    size_t n = 0;
    optind = 1;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
        if (c == ':') return cli_misuse("%.80s needs a value", argv[optind - 1]);
        if (c != 'd' && c != 'p') return cli_misuse(LINT_TAKES);
        if (c == 'p') petrarch = optarg;
        else if (!add_dictionary(&list, &n, optarg)) return cli_misuse(TOO_MANY);
    }
    if (argc - optind > 1 || (petrarch && (n || optind < argc))) return cli_misuse(LINT_TAKES);
    dl_error err = {""};
    if (petrarch) return lint_petrarch(petrarch);
    const char *dir = optind < argc ? argv[optind] : n ? NULL : "data";
    long problems = knowledge_lint(dir, list, n, stdout, &err);
    if (!problems && dir && !n) problems = events_lint(dir, stdout, &err);
    if (problems < 0) return cli_say("%s", err.message), CLI_SOME_FAILED;
    return cli_finish(problems ? CLI_SOME_FAILED : CLI_OK);
}
