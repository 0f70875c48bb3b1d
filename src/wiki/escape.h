/*
 * Text for Jira, in its wiki markup.  Nothing that a mail says acts as
 * markup: what would is disarmed, what would not is left readable.
 *
 * Two programs read it: Data Center's renderer and Cloud's converter.  They
 * differ, and what is written here acts in neither.
 */
#ifndef WIKI_ESCAPE_H
#define WIKI_ESCAPE_H

#include "wiki/cursor.h"

#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"

/*
 * The next part of the text that is written in one way.  FALSE: the end.
 * After a token that is to stand outside, the walk is at a start again, since
 * the caller closes what the text stands in and opens it anew.
 */
gboolean markup_next(struct markup *m, struct markup_token *t);

void markup_put(GString *out, const struct markup_token *t);

/* Appends all that is left of a text which stands in a line. */
void markup_escape_rest(GString *out, struct markup *m);

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

/*
 * How many bytes of a text (at most n) to keep so that it ends with a
 * paragraph, else a line, else a word, and not at the price of half of it.
 */
size_t markup_good_cut(const char *text, size_t n);

#endif
