/*
 * The texts of a message: which kind a part is of, and what it adds to the
 * body.  Private to message/.
 */
#ifndef MIME_TEXT_H
#define MIME_TEXT_H

#include "message/walk.h"

enum text_kind {
	TEXT_NONE, /* a file */
	TEXT_PLAIN,
	TEXT_HTML,
	TEXT_ENRICHED, /* RFC 1896, and text/richtext before it */
};

enum text_kind mime_text_kind(const struct walk *w, GMimeObject *object);

/* Is there a text of this kind with something in it in this tree? */
gboolean mime_has_text(
    const struct walk *w, GMimeObject *object, enum text_kind kind);

/* Adds a text to the body, after what came before. */
void mime_add_text(struct walk *w, GMimePart *part, enum text_kind kind);

/* A text/plain that is not shown: what --inspect says all the same. */
void mime_note_text(struct walk *w, GMimePart *part);

#endif
