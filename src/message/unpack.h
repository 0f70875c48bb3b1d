/*
 * Parts that a mail is wrapped in: S/MIME's signed texts and winmail.dat.
 * Private to message/.
 */
#ifndef MIME_UNPACK_H
#define MIME_UNPACK_H

#include "message/walk.h"

/* Is it a text in its signature? Notes what is encrypted. */
gboolean mime_is_wrapped(struct walk *w, GMimeObject *object);

/*
 * Takes the text out of its signature, which stays a file: it proves
 * something.  What cannot be unwrapped is only a file.
 */
void mime_unwrap(struct walk *w, GMimePart *part);

gboolean mime_is_tnef(GMimeObject *object);

/*
 * Adds what is in a winmail.dat to the files, and its text to the body if
 * there is no other.  FALSE: it is none, or not all of it could be read.
 */
gboolean mime_unpack_tnef(struct walk *w, GMimePart *part);

#endif
