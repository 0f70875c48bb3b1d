/*
 * Small files in one: a mail may have more parts than a process may have
 * descriptors.
 */
#ifndef BASE_GATHER_H
#define BASE_GATHER_H

#include <glib.h>

/*
 * Takes a file without a name (temp.h) that is written to its end, of "size"
 * bytes.  Returns the descriptor that has them now, from "*start" on: a shared
 * one, which is never closed ("fd" is), or "fd" itself where that is large or
 * there is no room.
 */
int gather_file(int fd, gint64 size, gint64 *start);

/* Is it the shared one, which is not to be closed? */
gboolean gather_is_shared(int fd);

#endif
