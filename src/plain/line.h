/*
 * The lines of a plain text, without the signs of quotes.
 */
#ifndef PLAIN_LINE_H
#define PLAIN_LINE_H

#include <glib.h>

struct plain_line {
	const char *rest;
	gsize n;
	guint8 quote;
	gboolean flows; /* the paragraph goes on in the next line */
	gboolean pre;	/* preformatted: its blanks say something */
};

/* Of an array of struct plain_line. */
struct plain_line *plain_line_at(GArray *lines, guint i);

/* Is there nothing to be read in it? */
gboolean plain_line_is_blank(const struct plain_line *line);

#endif
