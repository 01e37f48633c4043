/* show.c - the command show: one question to a store, answered on standard output. */
#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "cli/cli.h"
#include "store/store.h"

#define QUESTIONS "timeline, actor NAME, pair A B, positions, forces, incidents, schedule, disputed or sources"

static bool take_format(const char *s, store_format *format) {
    static const char *const NAMES[] = {[STORE_TEXT] = "text", [STORE_CSV] = "csv", [STORE_JSON] = "json", [STORE_ICS] = "ics"};
    for (int i = 0; i <= STORE_ICS; i++)
        if (!strcmp(s, NAMES[i])) return *format = (store_format)i, true;
    return false;
}

static int answer(const char *path, const store_question *q) {
    dl_error err;
    dl_store *s = store_open(path, false, &err);
    bool ok = s && store_show(s, q, stdout, &err);
    if (!ok) cli_say("%s", err.message);
    store_close(s);
    return cli_finish(ok ? CLI_OK : CLI_SOME_FAILED);
}

int cli_show(int argc, char **argv) {
    enum { DB = 'd', SINCE = 's', UNTIL = 'u', FORMAT = 'f', HELP = 'h' };
    static const struct option options[] = {{"db", required_argument, NULL, DB}, {"since", required_argument, NULL, SINCE},
                                            {"until", required_argument, NULL, UNTIL}, {"format", required_argument, NULL, FORMAT},
                                            {"help", no_argument, NULL, HELP}, {NULL, 0, NULL, 0}};
    store_question q = {.width = isatty(STDOUT_FILENO) ? cli_width() : 0};
    const char *db = NULL;
    optind = 1;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":", options, NULL)) != -1;)
        switch (c) {
        case HELP: cli_help(stdout); return cli_finish(CLI_OK);
        case DB: db = optarg; break;
        case SINCE:
        case UNTIL:
            if (!date_valid(optarg)) return cli_misuse("\"%.40s\" is no date; write it YYYY-MM-DD", optarg);
            *(c == SINCE ? &q.since : &q.until) = optarg;
            break;
        case FORMAT:
            if (!take_format(optarg, &q.format)) return cli_misuse("no format \"%.40s\"; it is text, csv, json or ics", optarg);
            break;
        case ':': return cli_misuse("%.80s needs a value", argv[optind - 1]);
        default: return cli_misuse("no option %.80s", argv[optind - 1]);
        }
    if (!db) return cli_misuse("show needs --db FILE");
    if (optind == argc) return cli_misuse("show what? " QUESTIONS);
    q.what = argv[optind];
    int names = store_question_names(q.what);
    if (names < 0) return cli_misuse("no question \"%.40s\"; it is " QUESTIONS, q.what);
    if (argc - optind - 1 != names)
        return cli_misuse("'show %s' takes %s", q.what, !names ? "no name" : names == 1 ? "one name" : "two names");
    for (int i = 0; i < names; i++) q.names[i] = argv[optind + 1 + i];
    if (q.format == STORE_ICS && strcmp(q.what, "schedule")) return cli_misuse("only the schedule is a calendar");
    errno = 0;
    return answer(db, &q);
}
