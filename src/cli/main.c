/* main.c - the command `dateline`: picks the subcommand. */
#include <string.h>

#include "cli/cli.h"

int main(int argc, char **argv) {
    cli_options o;
    int status;
    const char *command = argc > 1 ? argv[1] : "";
    if (!strcmp(command, "read")) return cli_parse(CLI_READ, argc - 1, argv + 1, &o, &status) ? cli_batch(&o) : status;
    if (!strcmp(command, "code")) return cli_parse(CLI_CODE, argc - 1, argv + 1, &o, &status) ? o.pairs ? cli_pairs(&o) : cli_batch(&o) : status;
    if (!strcmp(command, "add")) return cli_parse(CLI_ADD, argc - 1, argv + 1, &o, &status) ? cli_add(&o) : status;
    if (!strcmp(command, "explain")) return cli_parse(CLI_EXPLAIN, argc - 1, argv + 1, &o, &status) ? cli_explain(&o) : status;
    if (!strcmp(command, "show")) return cli_show(argc - 1, argv + 1);
#ifdef DL_HAVE_SERVE
    if (!strcmp(command, "serve")) return cli_serve(argc - 1, argv + 1);
#endif
    if (!strcmp(command, "compile")) return cli_compile(argc - 1, argv + 1);
    if (!strcmp(command, "lint")) return cli_lint(argc - 1, argv + 1);
    if (!strcmp(command, "--help") || !strcmp(command, "-h") || !strcmp(command, "help")) {
        cli_help(stdout);
        return cli_finish(CLI_OK);
    }
    if (!strcmp(command, "--version")) {
        puts("dateline " DL_VERSION);
        return cli_finish(CLI_OK);
    }
    if (!*command) return cli_misuse("no command; try 'dateline read FILE'");
    return cli_misuse("no command \"%.40s\"", command);
}
