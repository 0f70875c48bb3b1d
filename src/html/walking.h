/*
 * What the files of the walk over the tree share.
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
	int *spans; /* of a table: rows that a cell of a column still takes */
};

void html_walk_node(
    struct html_walk *w, const GumboNode *node, const struct html_look *look);
void html_walk_children(
    struct html_walk *w, const GumboElement *e, const struct html_look *look);

/* A table, of data or not. */
void html_walk_table(
    struct html_walk *w, const GumboNode *node, const struct html_look *look);

/* Fields of a form: what is written, and what is chosen or stands first. */
void html_walk_input(
    struct html_walk *w, const GumboElement *e, const struct html_look *look);
void html_walk_select(
    struct html_walk *w, const GumboElement *e, const struct html_look *look);

#endif
