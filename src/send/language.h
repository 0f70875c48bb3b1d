/*
 * In which language a customer is answered.  A language is a tag in lower
 * case (RFC 5646): "de", "pt-br".
 */
#ifndef SEND_LANGUAGE_H
#define SEND_LANGUAGE_H

#include <glib.h>

/*
 * The language of a text by its script or by its own words; NULL: not sure.
 * Static.  Looks at its first LIMIT_LANGUAGE_TEXT bytes, in valid UTF-8.
 */
const char *language_guess(const char *text);

/*
 * The languages that a mail asks for, best first: by its Accept-Language (RFC
 * 9110, 12.5.4) and its Content-Language (RFC 3282), raw values, and by its
 * text.  Each may be NULL.  A list of char * without free text: what is no
 * tag is left out, and so is what is beyond LIMIT_LANGUAGES.
 */
GPtrArray *language_wanted(
    const char *accept, const char *content, const char *text);

/* Is it a tag as the functions above make them? */
gboolean language_is_tag(const char *tag);

/* The length of its first part: that of "pt" in "pt-br". */
gsize language_primary(const char *tag);

#endif
