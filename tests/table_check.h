/* table_check.h - reads a table of events back as its public readers do, and says what they would stumble over. */
#ifndef DL_TABLE_CHECK_H
#define DL_TABLE_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* `layout`: "csv", "phoenix", "petrarch", "polecat" or "gdelt". Changes `text` (NUL-terminated). False with a line in `why`
 * when something is wrong; *rows gets the number of events. */
bool table_check(const char *layout, char *text, char *why, size_t size, size_t *rows);

#endif
