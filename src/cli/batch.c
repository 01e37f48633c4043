/* batch.c - the command's main job: read every report of every input and write what was asked for, one report in memory at a
 * time. A report that cannot be read is told on one line and the batch goes on. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"
#include "input/input.h"
#include "output/output.h"

/* Colours and folding only where a person looks on: on a terminal, unless NO_COLOR (no-color.org) or a dumb terminal. */
static brief_look look_of_output(void) {
    brief_look look = {0};
    if (!isatty(STDOUT_FILENO)) return look;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM"), *columns = getenv("COLUMNS");
    look.colour = !(no_color && *no_color) && term && strcmp(term, "dumb");
    struct winsize size;
    if (columns && atoi(columns) > 0) look.width = atoi(columns);
    else look.width = !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col ? size.ws_col : 80;
    if (look.width < 20) look.width = 20;
    return look;
}

static bool read_one(const dl_model *model, const cli_options *o, const input_report *in, const brief_look *look) {
    static bool one_before;
    dl_error err;
    dl_options options = {.id = in->id,
                          .date = in->date ? in->date : o->date,
                          .date_is_metadata = in->date,
                          .keep_furniture = o->format == CLI_CONLLU};
    dl_report *r = dl_read(model, in->text, in->len, &options, &err);
    if (!r) {
        cli_say("%.450s: %s", in->where, err.message);
        return false;
    }
    errno = 0; /* for cli_finish */
    if (o->format == CLI_JSONL) output_jsonl(stdout, r, o->tokens);
    else if (o->format == CLI_CONLLU) output_conllu(stdout, r);
    else {
        const char *name = in->id ? in->id : o->n_files > 1 ? in->where : NULL;
        if (one_before) putchar('\n');
        output_brief(stdout, r, &(brief_look){.colour = look->colour, .width = look->width, .name = name});
    }
    one_before = true;
    if (in->remark) cli_say("%.450s: %s", in->where, in->remark);
    uint32_t bad = dl_report_meta(r)->bad_bytes;
    if (bad) cli_say("%.450s: %u undecodable byte%s read as U+FFFD", in->where, bad, bad == 1 ? "" : "s");
    dl_report_free(r);
    return true;
}

int cli_batch(const cli_options *o) {
    static char *standard_input[] = {"-"};
    static char room[256 * 1024];
    dl_error err;
    dl_model *model = dl_model_open(o->data, &err);
    if (!model) {
        cli_say("%s", err.message);
        return CLI_MODEL;
    }
    setvbuf(stdout, room, _IOFBF, sizeof room);
    brief_look look = look_of_output();
    char **files = o->n_files ? o->files : standard_input;
    int n = o->n_files ? o->n_files : 1, status = CLI_OK;
    for (int i = 0; i < n && status != CLI_OUTPUT; i++) {
        dl_input *in = input_open(files[i], o->lines, &err);
        if (!in) {
            cli_say("%s", err.message);
            status = CLI_SOME_FAILED;
            continue;
        }
        input_report report;
        for (input_status got; status != CLI_OUTPUT && (got = input_next(in, &report, &err)) != INPUT_END;) {
            if (got == INPUT_BROKEN) {
                cli_say("%s", err.message);
                status = CLI_SOME_FAILED;
                continue;
            }
            if (!read_one(model, o, &report, &look)) status = CLI_SOME_FAILED;
            status = cli_finish(status); /* each report goes out when it is ready */
        }
        input_close(in);
    }
    dl_model_close(model);
    return status;
}
