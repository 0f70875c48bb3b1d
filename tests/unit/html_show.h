/*
 * A document in a notation for tests, one line each:
 *
 *	"> " for each quote, then the hints as "[Q]" (quoted, divider, intro,
 *	signature, forward), then what it is: "h2 ", the path of an item
 *	("*# "), "= " for a further line in a list, "pre ", "row ", "----".
 *
 * A blank line stands where there is a gap.  Runs: {b:bold}, {#ff0000:red},
 * {http://x:link}; "|" begins a cell, "||" one of a heading; "\" is a break;
 * "!src,alt,WxH!" is an image.
 */
#ifndef HTML_SHOW_H
#define HTML_SHOW_H

#include "doc/doc.h"

/* To be freed. */
char *html_show(const struct doc *d);

/* Reads HTML and compares. */
void html_check(const char *html, const char *want);

#endif
