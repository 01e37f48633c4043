/* date.h - calendar days as the record writes them. */
#ifndef DL_DATE_H
#define DL_DATE_H

#include <stdbool.h>

/* True if `s` is YYYY-MM-DD, whole, of a day that exists. */
bool date_valid(const char *s);

#endif
