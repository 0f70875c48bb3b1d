/*
 * Which lines of a plain text are preformatted: code, traces, tables, and
 * changes to files, whose blanks say something.
 */
#ifndef PLAIN_PRE_H
#define PLAIN_PRE_H

#include <glib.h>

/* One line of the text, without the signs of quotes. */
struct plain_line {
	const char *rest;
	gsize n;
	guint8 quote;
	gboolean flows; /* the paragraph goes on in the next line */
	gboolean pre;
};

struct plain_line *plain_line_at(GArray *lines, guint i);

/* Is there nothing to be read in it? */
gboolean plain_line_is_blank(const struct plain_line *line);

/* Sets "pre"; "lines" are of struct plain_line. */
void plain_find_pre(GArray *lines);

#endif
