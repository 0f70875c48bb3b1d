/*
 * The tree that the MIME library makes of a mail.  The library passes over
 * lines in silence: text before the first boundary and behind the last one,
 * lines in a header that are no fields, all that follows a header without an
 * empty line.  So each line that is in no part is looked at again here:
 * where the end of a header is missing it is put in, and for the rest there
 * is doubt.
 */
#ifndef MESSAGE_TREE_H
#define MESSAGE_TREE_H

#include <glib.h>
#include <gmime/gmime.h>

/*
 * The tree of what a stream holds, to be unreferenced; NULL: there is none.
 * "lost" becomes TRUE when the tree has not all of it, or only after repair.
 */
GMimeObject *mime_parse(GMimeStream *stream, gboolean *lost);

#endif
