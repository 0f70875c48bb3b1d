/*
 * What this host remembers of the messages that it filed a moment ago, and a
 * lock on the one that it is filing.  Jira's search knows a new issue only
 * after a while; the host that made it knows its number at once.  And between
 * a request and its answer nobody knows: so the intent is written down before
 * the request.  A memory that may be lost at any time, and never a reason for
 * a failure: it only saves a look-up from being too early.
 *
 * All functions but memory_open() take NULL for a host without a memory.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <glib.h>

struct memory;

/*
 * Opens the memory of this user in a state folder (see base/state.h) and waits
 * until no other process of this host works on the message.  What is kept is
 * kept by project, and by names: the digest of a message, or a ticket id.  A
 * request that was cut off may have its effect for "settle" seconds.  NULL: it
 * cannot be used, which was logged.
 */
struct memory *memory_open(
    const char *dir, gint64 settle, const char *project, const char *digest);

/* Gives the lock back.  So does the end of the process. */
void memory_close(struct memory *m);

/* The number of the issue that the message became, or NULL. Borrowed. */
const char *memory_issue(const struct memory *m);

/*
 * Remembers it, for the message and for its ticket id.  Whatever was written
 * down is settled.
 */
void memory_remember(struct memory *m, const char *id, const char *issue);

/*
 * The number of the issue that another message became, by its digest, or
 * that has a ticket id.  NULL: not known; to be freed.
 */
char *memory_recall(const struct memory *m, const char *name);

/*
 * The same for a message that became a comment, by its digest: the number of
 * the issue that has it.
 */
void memory_remember_comment(
    struct memory *m, const char *digest, const char *issue);
char *memory_recall_comment(const struct memory *m, const char *digest);

/*
 * Writes down that a request is about to be sent for this message; "what" is
 * any text that is the same each time.  Returns 0, or -1 when somebody took
 * the memory away, and another process may be at work on the same message.
 */
int memory_intend(struct memory *m, const char *what);

/*
 * The request that was written down has had its effect, or never will have
 * one.
 */
void memory_settle(struct memory *m);

/*
 * Was this written down, by an earlier process that did not live to see the
 * outcome, or could not find it out?  Then it may still have its effect for so
 * many milliseconds.  0: no more, or it was not.
 */
gint64 memory_doubt(const struct memory *m, const char *what);

/*
 * Notes something that was met with, and that an outage explains as well as
 * a habit of this Jira does.  Is it a habit?  It is when it was noted at
 * first long ago (ten times the time of memory_open()), again and again, and
 * never taken back since.  So it is for a host without a memory.
 */
gboolean memory_note(struct memory *m, const char *what);

/* It is not so after all. */
void memory_take_back(struct memory *m, const char *what);

#endif
