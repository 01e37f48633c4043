/* pairs.c - `dateline code --pairs FILE`: sentences with a source and a target marked in, the relation between the two out, one JSON
 * object a line. A line that cannot be read is told and the rest go on. */
#include <string.h>

#include "cli/cli.h"
#include "events/marked.h"
#include "events/relation.h"
#include "model.h"
#include "output/json.h"

/* The uid as it was given: a number stays one. */
static void put_uid(FILE *to, const char *uid) {
    size_t n = strlen(uid);
    bool number = n && n < 16 && strspn(uid, "0123456789") == n && (uid[0] != '0' || n == 1);
    if (number) json_put(to, uid);
    else json_string(to, uid);
}

static bool answer(const dl_model *model, const marked_row *row, unsigned long number, dl_error *err) {
    relation_pair pair;
    relation_guess guess;
    dl_report *r = dl_read(model, row->text, row->bytes, &(dl_options){.keep_furniture = true}, err);
    if (!r) return false;
    bool ok = relation_marked(&pair, r, row->spans, row->roles, row->n) && relation_score(model->relations, &pair, &guess);
    if (ok) {
        json_put(stdout, "{\"uid\":");
        if (*row->uid) put_uid(stdout, row->uid);
        else json_number(stdout, number);
        json_put(stdout, ",\"root\":");
        json_string(stdout, relation_name(guess.best));
        json_put(stdout, ",\"quad\":");
        json_number(stdout, (uint64_t)relation_quad(guess.best));
        printf(",\"confidence\":%.2f,\"why\":", (double)guess.p[guess.best]);
        json_string(stdout, guess.why);
        json_put(stdout, "}\n");
    } else snprintf(err->message, sizeof err->message, "out of memory");
    dl_report_free(r);
    return ok;
}

int cli_pairs(const cli_options *o) {
    dl_error err = {""};
    marked_file f;
    dl_model *model = dl_model_open_with(&(dl_model_options){.dir = o->data, .dictionaries = o->dictionaries, .n_dictionaries = o->n_dictionaries}, &err);
    if (!model) return cli_say("%s", err.message), CLI_MODEL;
    int status = CLI_OK;
    if (!relation_ready(model->relations)) {
        cli_say("dateline.model: nothing is known there of relations; build it again with this version");
        status = CLI_MODEL;
    } else if (!marked_open(&f, o->pairs, &err)) {
        cli_say("%s", err.message);
        status = CLI_SOME_FAILED;
    } else {
        unsigned long number = 0;
        for (int got; (got = marked_next(&f, &err)) && status != CLI_OUTPUT; number++) {
            if (got < 0 || !answer(model, &f.row, number, &err)) {
                cli_say("%s", err.message);
                status = CLI_SOME_FAILED;
            }
            if (ferror(stdout)) status = CLI_OUTPUT;
        }
        marked_close(&f);
    }
    dl_model_close(model);
    return cli_finish(status);
}
