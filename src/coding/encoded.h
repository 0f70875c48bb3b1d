/*
 * Encoded words of headers, "=?charset?B?...?=" (RFC 2047).  The MIME
 * library loses text in them (two adjacent words in base64, the first one
 * padded, in GMime before 3.2.14) and drops bytes of unknown charsets; here
 * they are decoded by the one ladder of coding/charset.h.
 */
#ifndef CODING_ENCODED_H
#define CODING_ENCODED_H

#include <glib.h>

/*
 * Decodes an unstructured field (a subject).  Raw 8-bit text is decoded as
 * well; white space between two words is dropped, and adjacent words of one
 * charset are joined before they are decoded, so that characters split over
 * words survive.  "charset" is a guess for the raw text; it may be NULL.
 * Returns new UTF-8 text, not yet scrubbed.
 */
char *encoded_decode(const char *raw, const char *charset);

/*
 * Rewrites a structured field (addresses, parameters) so that its encoded
 * words and raw 8-bit text are words in UTF-8 and Q that any parser gets
 * right.  "quoted": a parameter, in which a quote that was encoded would end
 * the value; it becomes "_".  Of a field with many beginnings of words that
 * are none, most get a blank within.  Returns a new string.
 */
char *encoded_canonical(const char *raw, gboolean quoted);

/* Behind the blanks at p, and behind the ends of lines that were folded. */
const char *encoded_skip_blanks(const char *p);

#endif
