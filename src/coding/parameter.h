/*
 * Fields that have a value and parameters, Content-Type and
 * Content-Disposition (RFC 2045, 5.1; RFC 2231), as mail has them: quotes
 * within quotes, blanks without quotes, encoded words and raw 8-bit text
 * where RFC 2231 is due.
 */
#ifndef CODING_PARAMETER_H
#define CODING_PARAMETER_H

#include <glib.h>

/* The value before the parameters, in lower case: "text/plain". To be freed. */
char *parameter_value(const char *field);

/*
 * A parameter, decoded to UTF-8 and not yet scrubbed, to be freed; NULL if
 * it is not there or empty.  What RFC 2231 has encoded wins over the same
 * parameter in plain.  "charset" is a guess for raw 8-bit text; it may be
 * NULL.  "field" may be NULL and may be folded.
 */
char *parameter_get(const char *field, const char *name, const char *charset);

#endif
