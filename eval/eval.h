/* eval.h - what the parts of dateline-eval share: where development data lies and how reports are read for measuring. */
#ifndef DL_EVAL_H
#define DL_EVAL_H

#include "bank.h"

/* Path of `name` in the folder of development data ($DATELINE_SHARED, else ../shared); static storage. */
const char *eval_path(const char *name);
/* The path if the file is there; otherwise says on standard output that this measurement is skipped and returns NULL. */
const char *eval_find(const char *name);
/* Reads text as one report with furniture kept or set apart, and lays it out as a bank. */
bool eval_read(const dl_model *model, const char *text, size_t n, bool keep_furniture, bank *out, dl_error *err);

/* Each prints its part and returns the exit status; `n` arguments follow its name on the command line. */
int eval_ud(const dl_model *model, int n, char **treebanks);
int eval_parse(const dl_model *model, int n, char **treebanks);
int eval_relations(const dl_model *model, int n, char **treebanks);
int eval_sentences(const dl_model *model, int n, char **none);
int eval_coref(const dl_model *model, int n, char **args);
int eval_actors(const dl_model *model, int n, char **args);
int eval_times(const dl_model *model, int n, char **args);
int eval_speakers(const dl_model *model, int n, char **args);
int eval_events(const dl_model *model, int n, char **args);
int eval_statements(const dl_model *model, int n, char **args);
int eval_seed(const dl_model *model, int n, char **args);

#endif
