/*
 * From the parsed tree to the document.
 */
#ifndef HTML_WALK_H
#define HTML_WALK_H

#include "doc/doc.h"
#include "html/sheet.h"

#include <gumbo.h>

/* Adds what the tree shows. Stops when the document is full. */
void html_walk(
    struct doc *d, const GumboNode *root, const struct html_sheet *sheet);

#endif
