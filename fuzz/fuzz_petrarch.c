/* fuzz_petrarch.c - any bytes as a PETRARCH dictionary, its kind told by the first: it loads or tells why not, line by line, and a
 * report read with it keeps every promise. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model.h"
#include "output/output.h"
#include "petrarch/petrarch.h"
#include "promises.h"

static const char TEXT[] = "Kelva's guards met the Zemblan king on Monday. France hurled insults at Chad, and sent troops to Russia, he said.";

static void load(dl_model *model, const char *folder, FILE *sink) {
    petrarch_log log = {.to = sink};
    dl_error err = {""};
    struct petrarch *p = petrarch_open(model, folder, &log, &err);
    if (!p || (log.problems != 0) != (*log.first != 0)) {
        fprintf(stderr, "%s %s\n", err.message, log.first);
        abort();
    }
    model->petrarch = p;
    dl_report *r = dl_read(model, TEXT, strlen(TEXT), &(dl_options){.date = "2024-02-29", .explain = true}, &err);
    const char *broken = r ? promises_broken(r, false) : err.message;
    if (broken) {
        fprintf(stderr, "%s\n", broken);
        abort();
    }
    for (int layout = 0; layout < OUTPUT_LAYOUTS; layout++) output_table(sink, r, (output_layout)layout, true);
    output_explain(sink, r, &(brief_look){.width = 80}, EXPLAIN_ALL);
    dl_report_free(r);
    model->petrarch = NULL;
    petrarch_close(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const names[] = {"actors", "agents", "verbs", "discards", "issues"};
    static char folder[] = "/tmp/fuzz-petrarch-XXXXXX";
    static dl_model *model;
    static FILE *sink;
    char path[64];
    dl_error err;
    if (!model) {
        model = dl_model_open(NULL, &err);
        sink = fopen("/dev/null", "w");
        if (!model || !sink || !mkdtemp(folder)) exit(1);
    }
    snprintf(path, sizeof path, "%s/%s.txt", folder, names[(size ? *data : 0) % 5]);
    FILE *f = fopen(path, "w");
    if (!f) exit(1);
    if (size) fwrite(data + 1, 1, size - 1, f);
    fclose(f);
    load(model, folder, sink);
    remove(path);
    return 0;
}
