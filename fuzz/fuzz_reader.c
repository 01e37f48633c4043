/* fuzz_reader.c - any bytes through the whole reader and every output, and the promises every record keeps whatever they are. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "dateline.h"
#include "output/output.h"
#include "promises.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static dl_model *model;
    static FILE *sink;
    dl_error err;
    if (!model) {
        model = dl_model_open(NULL, &err);
        sink = fopen("/dev/null", "w");
        if (!model || !sink) {
            fprintf(stderr, "%s\n", err.message);
            exit(1);
        }
    }
    dl_options options = {.keep_furniture = size & 1, .date = size & 2 ? "2024-02-29" : NULL, .explain = size & 1};
    dl_report *r = dl_read(model, (const char *)data, size, &options, &err);
    const char *broken = r ? promises_broken(r, options.keep_furniture) : err.message;
    if (broken) {
        fprintf(stderr, "%s\n", broken);
        abort();
    }
    brief_look look = {.colour = size & 4, .width = size & 8 ? 40 : 0, .name = "x"};
    output_brief(sink, r, &look);
    output_jsonl(sink, r, true);
    output_conllu(sink, r);
    for (int layout = 0; layout < OUTPUT_LAYOUTS; layout++) output_table(sink, r, (output_layout)layout, size & 16);
    output_explain(sink, r, &look, EXPLAIN_ALL);
    dl_report_free(r);
    return 0;
}
