/*
 * The writer of Jira's wiki markup.
 */
#ifndef WIKI_WRITE_H
#define WIKI_WRITE_H

#include "doc/doc.h"

/*
 * Appends a part of a document in wiki markup, so that "out" is at most
 * "limit" UTF-16 units long (what Jira counts), cut at the end of a
 * paragraph, else of a line, else of a word.  Returns whether anything was
 * left out.
 */
gboolean wiki_write(
    GString *out, const struct doc *d, enum doc_part part, size_t limit);

/*
 * Appends text as it is in a box with a title, after a blank line, within the
 * same limit, cut at the end of a line; nothing when hardly any of it fits.
 * Returns whether anything was left out.
 */
gboolean wiki_write_box(
    GString *out, const char *title, const char *text, size_t limit);

#endif
