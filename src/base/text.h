/*
 * Text that has passed the message border: valid UTF-8 without control
 * characters, except newline and tab in bodies.  These functions put text
 * into that form and measure and cut it.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <glib.h>

/*
 * Characters that change how the rest reads and show nothing, and controls:
 * text_scrub() drops the first and makes blanks of the second.
 */
gboolean text_is_deceptive(gunichar c);
gboolean text_is_control(gunichar c);

/*
 * Makes text of n bytes (-1: a string) valid UTF-8: bad bytes become
 * U+FFFD, CR LF and CR become LF, other control characters a blank, NUL
 * U+FFFD; directional overrides and other invisible controls that forge what
 * is read are dropped.  Returns a new string.
 */
char *text_scrub(const char *text, gssize n);

/*
 * The same for one header field: white space runs become one blank, the
 * ends are trimmed, and it is cut after LIMIT_HEADER_TEXT bytes.
 */
char *text_scrub_line(const char *text, gssize n);

/* The same for a log: every control becomes a blank, and nothing is cut. */
char *text_scrub_log(const char *text);

/* Length in UTF-16 units, which is what Jira counts. */
size_t text_length(const char *text);

/*
 * The first bytes of "text" that are at most "units" UTF-16 units long;
 * never splits a character.  Returns the number of bytes.
 */
size_t text_prefix(const char *text, size_t units);

/*
 * Takes white space off the end of every line and blank lines off both
 * ends.  In place; returns its argument.
 */
char *text_trim(char *text);

/*
 * A file name that is safe everywhere: the last component, without
 * characters that act in paths, multipart headers or Jira's markup, at most
 * "max" bytes with its extension kept.  "fallback" is used when nothing
 * remains.  Returns a new string.
 */
char *text_file_name(const char *name, const char *fallback, gint64 max);

#endif
