/*
 * The one deadline of a run, and waiting that ends with it or with a signal
 * that asks us to stop.
 */
#ifndef BASE_DEADLINE_H
#define BASE_DEADLINE_H

#include "base/error.h"

#include <glib.h>

struct deadline {
	gint64 end; /* of g_get_monotonic_time(), microseconds */
};

void deadline_start(struct deadline *d, gint64 seconds);

/* Milliseconds that are left, never below 0. */
long deadline_left(const struct deadline *d);

/* Sleeps for some seconds, or until the deadline. */
void deadline_sleep(const struct deadline *d, long seconds);

/*
 * Blocks the signals that ask a process to stop, so that they arrive only
 * in deadline_wait().  Called once, before the first wait.
 */
void deadline_catch_signals(void);

/* Gives the signals their default meaning again, for a child. */
void deadline_release_signals(void);

/*
 * Waits until fd can be read (or has ended).  Returns 0, or -1 with
 * FAIL_DEADLINE or FAIL_SIGNAL.
 */
int deadline_wait(const struct deadline *d, int fd, struct error *err);

#endif
