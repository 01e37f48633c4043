/* serve.c - the command serve: a store in the browser until somebody stops it. */
#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "cli/cli.h"
#include "serve/serve.h"

int cli_serve(int argc, char **argv) {
    enum { DB = 'd', LISTEN = 'l', TOKEN = 't', ADD = 'a', DATA = 'm', HELP = 'h' };
    static const struct option options[] = {{"db", required_argument, NULL, DB}, {"listen", required_argument, NULL, LISTEN},
                                            {"token-file", required_argument, NULL, TOKEN}, {"add", no_argument, NULL, ADD},
                                            {"data", required_argument, NULL, DATA}, {"help", no_argument, NULL, HELP}, {NULL, 0, NULL, 0}};
    serve_options o = {.listen = "127.0.0.1:8990"};
    cli_options model_options = {0};
    optind = 1;
    opterr = 0;
    for (int c; (c = getopt_long(argc, argv, ":", options, NULL)) != -1;)
        switch (c) {
        case HELP: cli_help(stdout); return cli_finish(CLI_OK);
        case DB: o.db = optarg; break;
        case LISTEN: o.listen = optarg; break;
        case TOKEN: o.token_file = optarg; break;
        case ADD: o.add = true; break;
        case DATA: model_options.data = optarg; break;
        case ':': return cli_misuse("%.80s needs a value", argv[optind - 1]);
        default: return cli_misuse("no option %.80s", argv[optind - 1]);
        }
    if (!o.db) return cli_misuse("serve needs --db FILE");
    if (optind < argc) return cli_misuse("serve takes no %.80s", argv[optind]);

    sigset_t stop; /* before any thread is made, so that all of them leave these to us */
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stop, NULL);
    signal(SIGPIPE, SIG_IGN);

    dl_error err;
    dl_model *model = cli_open_model(&model_options, &err);
    if (!model) return cli_say("%s", err.message), CLI_MODEL;
    server *s = serve_start(&o, model, &err);
    if (s) {
        int got;
        printf("Dateline shows %s at %s%s\n", o.db, serve_url(s), serve_has_page() ? "" : " (built without its page: the API alone)");
        fflush(stdout);
        sigwait(&stop, &got);
        serve_stop(s);
    } else cli_say("%s", err.message);
    dl_model_close(model);
    return cli_finish(s ? CLI_OK : CLI_SOME_FAILED);
}
