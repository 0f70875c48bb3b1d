/*
 * Bytes of a mail as text.  Declared charsets are wrong often enough that
 * there is one ladder for all of them.
 */
#ifndef CODING_CHARSET_H
#define CODING_CHARSET_H

#include <glib.h>

/*
 * Decodes n bytes: by a byte order mark; by what their shift sequences say
 * (coding/shift.h); by the declared charset, strictly (NULL, us-ascii and
 * unknown names count as undeclared, a charset without ASCII letters is not
 * believed of bytes that are ASCII, iso-8859-1 means windows-1252, as
 * everywhere on the web, and is not believed of what is UTF-8); as UTF-16 if
 * it looks like it, or as UTF-8 if it is valid; by the declared charset (or
 * UTF-8) with the bad bytes marked, if they are few; else as windows-1252.
 * Never fails.  "*doubt" is set to TRUE when bad bytes were marked, nobody
 * could read what shift sequences speak of, or the charset was guessed, not
 * when the bytes themselves show it; it may be NULL.  Returns a new string
 * that is valid UTF-8, not yet scrubbed.
 */
char *charset_decode(
    const char *bytes, gsize n, const char *declared, gboolean *doubt);

/* Does the name of a charset say anything? "us-ascii" of other bytes does not.
 */
gboolean charset_is_said(const char *declared);

#endif
