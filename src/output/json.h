/* json.h - writing JSON straight to a stream: no tree is built, since an archive passes through here. */
#ifndef DL_JSON_H
#define DL_JSON_H

#include <stdint.h>
#include <stdio.h>

#include "dateline.h"

void json_put(FILE *f, const char *literal);               /* as it is */
void json_string(FILE *f, const char *s);                  /* quoted and escaped; null for NULL */
void json_number(FILE *f, uint64_t n);
void json_real(FILE *f, double n);                         /* null for what is no number */
void json_span(FILE *f, dl_span span);                     /* [start,end] */

#endif
