/*
 * The folder for what this host remembers between runs.  Others may have put
 * anything in its place, so it is used only if it is safe; all below it is
 * opened by its descriptor.
 */
#ifndef BASE_STATE_H
#define BASE_STATE_H

#include <glib.h>
#include <sys/stat.h>

/* Is used where it is there and we may write to it. */
#define STATE_DIR "/var/lib/jicket"

/*
 * Opens a file in a state folder for reading and writing, and makes it if it
 * is not there.  "dir" is the folder (made if need be); NULL: STATE_DIR, or
 * else a folder of our own below the one for temporary files.  "*path" gets
 * the name of the file, to be freed.  Returns a descriptor of a file that is
 * ours alone, or -1, which was logged.
 */
int state_open(const char *dir, const char *name, char **path);

/* Is the open file still the one of that name? */
gboolean state_is_same(int fd, const char *path);

#endif
