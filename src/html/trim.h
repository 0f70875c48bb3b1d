/*
 * HTML before it is parsed.  The parser needs many times the size of what it
 * reads, and its time grows with the square of the nesting, so it gets only
 * what can show: in one pass, whose time and memory are linear.
 */
#ifndef HTML_TRIM_H
#define HTML_TRIM_H

#include "html/sheet.h"

#include <glib.h>

/*
 * "html" without comments, scripts, unknown elements and unused attributes,
 * nested at most LIMIT_HTML_DEPTH deep (deeper elements lose their tags, not
 * their text) and at most about LIMIT_HTML_BYTES long; "*cut" is set if there
 * was more.  Style elements go into "sheet".
 */
GString *html_trim(const char *html, struct html_sheet *sheet, gboolean *cut);

#endif
