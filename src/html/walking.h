/*
 * A walk over the tree: where it stands, and the step that its parts, which
 * know one kind of element each, take to what is in theirs.
 */
#ifndef HTML_WALKING_H
#define HTML_WALKING_H

#include "html/element.h"
#include "html/flow.h"

#include <gumbo.h>

struct html_walk {
	struct html_flow flow;
	const struct html_sheet *sheet;
	int depth;
	const GumboNode *sign; /* of a list item: not shown */
	gsize sign_bytes;
};

/* Adds what a node shows, be it text or an element.  It is html/walk.c's. */
void html_walk_node(
    struct html_walk *w, const GumboNode *node, const struct html_look *look);

#endif
