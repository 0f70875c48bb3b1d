/*
 * One conversion of bytes to UTF-8, by iconv's name of a charset.
 */
#ifndef CODING_CONVERT_H
#define CODING_CONVERT_H

#include <glib.h>

/*
 * NULL: iconv does not know the charset, or it does not have these bytes.  Else
 * a new string of "*length" bytes, in which there may be NUL.
 */
char *convert_strictly(
    const char *bytes, gsize n, const char *from, gsize *length);

/*
 * The same with bytes that the charset does not have marked by U+FFFD; NULL
 * also when there are so many of them that the charset must be another one.
 */
char *convert_marked(
    const char *bytes, gsize n, const char *from, gsize *length);

#endif
