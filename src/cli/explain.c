/* explain.c - the command explain: how the reader took a report or one sentence of it, and why. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "input/input.h"

/* "FILE:12" is sentence 12 of FILE, unless there is a file of that whole name. */
static size_t take_sentence(char *path) {
    char *colon = strrchr(path, ':');
    if (!colon || colon == path || !isdigit((unsigned char)colon[1]) || !access(path, F_OK)) return EXPLAIN_ALL;
    char *end;
    unsigned long n = strtoul(colon + 1, &end, 10);
    if (*end) return EXPLAIN_ALL;
    *colon = 0;
    return n;
}

static int explain_one(const dl_model *model, const cli_options *o, const input_report *in, bool named, size_t wanted) {
    dl_error err;
    brief_look look = cli_look();
    look.name = named ? in->id ? in->id : in->where : NULL;
    dl_options options = {.id = in->id, .date = in->date ? in->date : o->date, .date_is_metadata = in->date, .explain = true};
    dl_report *r = dl_read(model, in->text, in->len, &options, &err);
    if (!r) return cli_say("%.300s: %s", in->where, err.message), CLI_SOME_FAILED;
    explain_result result = output_explain(stdout, r, &look, wanted);
    dl_report_free(r);
    if (result == EXPLAIN_NO_MEMORY) return cli_say("%.300s: out of memory", in->where), CLI_SOME_FAILED;
    if (result == EXPLAIN_NO_SENTENCE && wanted != EXPLAIN_ALL)
        return cli_say("%.300s: has no sentence %zu; 'dateline read' numbers them", in->where, wanted), CLI_SOME_FAILED;
    if (result == EXPLAIN_NO_SENTENCE) puts("no news in it");
    return cli_finish(CLI_OK);
}

int cli_explain(const cli_options *o) {
    dl_error err;
    if (o->n_files > 1) return cli_misuse("explain takes one FILE or FILE:SENTENCE");
    char *path = strdup(o->n_files ? o->files[0] : "-");
    if (!path) return cli_say("out of memory"), CLI_SOME_FAILED;
    size_t wanted = take_sentence(path);
    dl_model *model = cli_open_model(o, &err);
    if (!model) {
        cli_say("%s", err.message);
        free(path);
        return CLI_MODEL;
    }
    dl_input *in = input_open(path, o->lines, &o->fields, &err);
    int status = in ? CLI_OK : CLI_SOME_FAILED;
    if (!in) cli_say("%s", err.message);
    input_report report;
    for (input_status got; in && status != CLI_OUTPUT && (got = input_next(in, &report, &err)) != INPUT_END;) {
        int one = CLI_SOME_FAILED;
        if (got == INPUT_BROKEN) cli_say("%s", err.message);
        else one = explain_one(model, o, &report, !input_is_text(in), wanted);
        if (one != CLI_OK) status = one;
    }
    if (in) input_close(in);
    dl_model_close(model);
    free(path);
    return status;
}
