/*
 * A stretch of text of one look in wiki markup: plain, marked, coloured, or a
 * link.
 */
#ifndef WIKI_SPAN_H
#define WIKI_SPAN_H

#include "doc/doc.h"

struct wiki_span {
	const char *p, *end; /* the text, with no blank at its ends */
	unsigned marks;
	gint32 colour;
	const char *link; /* NULL: none */
	gboolean cell;	  /* in a table */
	gboolean inner;	  /* something stands before it on the line */
	char after;	  /* the character behind it */
};

void wiki_span_put(GString *out, const struct wiki_span *s);

/* Is there a word in it that as code would be seen as a macro? */
gboolean wiki_span_names_macro(const struct wiki_span *s);

#endif
