/*
 * The texts of a message: which kind a part is of, and what it adds to the
 * body.  Private to message/.
 */
#ifndef MESSAGE_TEXT_H
#define MESSAGE_TEXT_H

#include "message/collect.h"

enum text_kind {
	TEXT_NONE, /* a file */
	TEXT_PLAIN,
	TEXT_HTML,
	TEXT_ENRICHED, /* RFC 1896, and text/richtext before it */
};

/* "depth" is as in struct context. */
enum text_kind mime_text_kind(GMimeObject *object, int depth);

/*
 * Is there a text of this kind with something in it in this tree?  Deeper than
 * "nesting" it does not count.
 */
gboolean mime_has_text(
    GMimeObject *object, enum text_kind kind, int depth, gint64 nesting);

/* Adds a text to the body, after what came before. */
void mime_add_text(
    struct collect *c, struct context at, GMimePart *part, enum text_kind kind);

/* A text/plain that is not shown: what --inspect says all the same. */
void mime_note_text(struct collect *c, GMimePart *part);

#endif
