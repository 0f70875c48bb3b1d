/*
 * HTML mail as a document.
 */
#ifndef HTML_READ_H
#define HTML_READ_H

#include "doc/doc.h"

/*
 * The document that an HTML text shows to a person, without what is hidden.
 * "html" is UTF-8, of any content; what comes out is scrubbed.  Data URIs of
 * images are expected as "data:0", "data:1" ...  doc->cut is set if it is
 * more than the parser (LIMIT_HTML_BYTES, LIMIT_HTML_MEMORY) or a document can
 * hold.  Never NULL.
 */
struct doc *html_read(const char *html);

#endif
