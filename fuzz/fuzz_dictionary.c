/* fuzz_dictionary.c - any text as a user's dictionary: it is read over ours or refused with a problem, and what comes of it is a
 * sound section. */
#include <stdlib.h>

#include "entities/actors.h"
#include "knowledge/knowledge.h"
#include "model.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n) {
    static dl_model *model;
    dl_error err = {""};
    if (!model && !(model = dl_model_open(NULL, &err))) abort();
    const dl_dictionary mine = {.path = "mine.txt", .text = n ? (const char *)bytes : "", .bytes = n};
    char first[400] = "";
    source_log log = {.first = first, .room = sizeof first};
    dl_bytes section = {0};
    actors both;
    if (!knowledge_dictionaries(model->actors, &mine, 1, &log, &section, &err)) abort();
    if (log.problems ? !*first : !actors_open(&both, section.at, section.size, &err)) abort();
    bytes_free(&section);
    return 0;
}
