/*
 * Text for Jira, in its wiki markup.  Nothing that a mail says acts as
 * markup: what would is escaped, what would not is left readable.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include <glib.h>

/*
 * Appends text so that Jira shows it literally.  "text" has passed the
 * message border.  It is taken to begin a line.
 */
void markup_escape(GString *out, const char *text);

/*
 * The same, cut so that out is at most "limit" UTF-16 units long (what Jira
 * counts), at the end of a paragraph, else of a line, else of a word.
 * Returns whether anything was left out.
 */
gboolean markup_escape_cut(GString *out, const char *text, size_t limit);

#endif
