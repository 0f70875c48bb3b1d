/*
 * HTML as plain text.
 */
#ifndef HTML_H
#define HTML_H

#include "doc.h"

/*
 * The text of an HTML document as a person would read it: blocks on lines of
 * their own, lists with dashes, quotes behind "> ", links with their
 * address, nothing of scripts, styles and the head.  "html" is UTF-8.
 * Returns new text, not yet scrubbed; NULL for a document that is nested
 * deeper than any that a person reads.
 */
char *html_to_text(const char *html);

/*
 * The document that an HTML text shows; NULL if it is nested deeper than any
 * that a person reads.  "html" is UTF-8, of any content; what comes out is
 * scrubbed.
 */
struct doc *html_read(const char *html);

#endif
