/*
 * Parts that a mail is wrapped in: S/MIME's signed texts and winmail.dat.
 * Private to message/.
 */
#ifndef MESSAGE_UNPACK_H
#define MESSAGE_UNPACK_H

#include "message/collect.h"

/* Is it a text in its signature?  "*encrypted" is set if it is encrypted. */
gboolean mime_is_wrapped(GMimeObject *object, gboolean *encrypted);

/*
 * The tree of what is in such a signature, to be unreferenced.  NULL: it
 * cannot be unwrapped and is only a file.  "lost": see mime_parse().
 */
GMimeObject *mime_unwrap(GMimePart *part, gboolean *lost);

gboolean mime_is_tnef(GMimeObject *object);

/*
 * Adds what is in a winmail.dat to the files, and its text to the body if
 * there is no other.  FALSE: it is none, or not all of it could be read.
 */
gboolean mime_unpack_tnef(struct collect *c, GMimePart *part);

#endif
