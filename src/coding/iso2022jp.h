/*
 * Japanese mail as Windows and telephones write it: ISO-2022-JP (RFC 1468)
 * with the characters of Microsoft's and NEC's and with half-width kana,
 * which iconv's converters refuse.
 */
#ifndef CODING_ISO2022JP_H
#define CODING_ISO2022JP_H

#include <glib.h>

/* Does the text switch to a Japanese set by an escape sequence? */
gboolean iso2022jp_is(const char *bytes, gsize n);

/* The same text in CP932; NULL if it is not of this kind. */
GString *iso2022jp_to_cp932(const char *bytes, gsize n);

#endif
