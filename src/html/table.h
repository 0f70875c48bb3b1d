/*
 * Tables: those of data, and those that only place things on a page.
 */
#ifndef HTML_TABLE_H
#define HTML_TABLE_H

#include <glib.h>
#include <gumbo.h>

/*
 * Is it a table that a person would draw as one?  A table in a table is
 * never looked into, so that the cost for all of them is linear.
 */
gboolean html_table_is_data(const GumboNode *table);

/* Is there neither text nor an image in a row? */
gboolean html_table_is_blank(const GumboNode *row);

/* The number in an attribute, between 1 and "most"; 1 if there is none. */
int html_table_span(const GumboElement *cell, const char *name, int most);

#endif
