/*
 * The guard: the process that the MTA started.  It spools the message,
 * forks, and waits.  Whatever a mail does to the child, the guard is there
 * to say so with an exit status that keeps the message.
 */
#ifndef INTAKE_GUARD_H
#define INTAKE_GUARD_H

#include "base/deadline.h"
#include "base/error.h"
#include "intake/spool.h"

/* The work of the child; "plain": leave the MIME parser alone. */
typedef int (*guard_work)(
    void *arg, const struct spool *s, gboolean plain, struct error *err);

/*
 * Puts the process into a known state: no inherited descriptors, 0 to 2
 * open, as many as are allowed, no core files, SIGPIPE and SIGXFSZ ignored,
 * a private umask.
 */
void guard_prepare(void);

/*
 * Runs the work in a child, and once more as "plain" if the child dies.  That
 * somebody killed it (SIGKILL) is not the message's fault: this is noted in
 * the memory of the host ("state_dir", see base/memory.h), and only when it
 * happens again the plain way is taken.  Returns 0, or -1 with the child's
 * error, FAIL_CRASH, FAIL_DEADLINE or FAIL_SIGNAL.
 */
int guard_run(guard_work work, void *arg, const struct spool *s,
    const struct deadline *d, const char *state_dir, struct error *err);

#endif
