/*
 * How often something happened on this host within the last hour, so that it
 * can be ended when it happens too often.  Whatever a mail says of itself
 * can be forged; that there are too many of them cannot.
 *
 * Names that have the same hash are counted together: then a brake acts too
 * early, and never too late.
 */
#ifndef BASE_BRAKE_H
#define BASE_BRAKE_H

#include <glib.h>

struct brake;

/*
 * Opens the counters of this user in a state folder (see base/state.h), and
 * waits until no other process is counting.  NULL: it cannot be used, which was
 * logged; a host without a memory has no brakes of this kind.
 */
struct brake *brake_open(const char *dir);
void brake_close(struct brake *b);

/*
 * How often a name was counted in the hour before "now" (s since 1970): an
 * estimate from this clock hour and the one before.
 */
guint brake_get(const struct brake *b, const char *name, gint64 now);

/* Counts a name once. */
void brake_count(struct brake *b, const char *name, gint64 now);

#endif
