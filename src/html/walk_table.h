/*
 * Tables of data on the walk.
 */
#ifndef HTML_WALK_TABLE_H
#define HTML_WALK_TABLE_H

#include "html/walking.h"

/* Adds the caption and the rows of a table that html_table_is_data(). */
void html_walk_table(
    struct html_walk *w, const GumboElement *e, const struct html_look *look);

#endif
