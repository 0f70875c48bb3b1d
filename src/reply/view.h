/*
 * The lines of a body as the rules for a reply look at them.
 */
#ifndef REPLY_VIEW_H
#define REPLY_VIEW_H

#include "doc/doc.h"

struct view_line {
	char *text; /* trimmed; the beginning of a long line */
	gsize lead; /* bytes of the line in the document that stand before it */
	unsigned hints;
	guint quote;	 /* depth, as in the document */
	gboolean quoted; /* part of an earlier mail, as its marks tell */
	gboolean gap;	 /* a blank line stands before it */
	int field;	 /* enum reply_field; -1: not looked at yet */
};

struct reply_view {
	struct doc *doc; /* borrowed */
	GArray *lines;	 /* of struct view_line, one for each of the doc's */
};

struct reply_view *reply_view_new(struct doc *d);
void reply_view_free(struct reply_view *v);

struct view_line *view_line(const struct reply_view *v, guint i);
guint view_length(const struct reply_view *v);

/*
 * Makes two lines of one, in the document as well; "at": bytes of the text of
 * the view's line.  A character is not split.
 */
void reply_view_split(struct reply_view *v, guint i, gsize at);

/* The first line after the quote that line i stands in. */
guint view_quote_end(const struct reply_view *v, guint i);

#endif
