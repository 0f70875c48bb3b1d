/*
 * What stands in one line of wiki markup: text with its marks, colours,
 * links and images.
 */
#ifndef WIKI_LINE_H
#define WIKI_LINE_H

#include "doc/doc.h"

struct wiki_line {
	const struct doc *d;
	guint first, end;    /* the runs */
	gsize stop;	     /* text of the document from here on is left out */
	gboolean inner;	     /* something that is no blank stands before it */
	gboolean cell;	     /* in a table */
	unsigned add, drop;  /* marks of all of it, and of none of it */
	const char *newline; /* what RUN_BREAK becomes */
	guint newlines;	     /* at most so many of them in a row */
};

void wiki_line_put(GString *out, const struct wiki_line *l);

/* Has it an image that is shown? */
gboolean wiki_line_has_image(const struct doc *d, const struct doc_line *line);

#endif
