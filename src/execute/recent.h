/*
 * What this host filed a moment ago, and a lock on what it is filing.  Jira's
 * search knows a new issue only after a while; the host that made it knows
 * its number at once.  A memory that may be lost at any time: it only ever
 * saves a look-up from being too early.
 */
#ifndef EXECUTE_RECENT_H
#define EXECUTE_RECENT_H

#include <glib.h>

struct recent;

/*
 * Opens the memory of this user (a small file in the folder for temporary
 * files), and waits until no other process of this host works on the same
 * message for the same project.  Never fails: without a memory, NULL.
 */
struct recent *recent_open(const char *digest, const char *project);

/* The number of the issue that the message became, or NULL. Borrowed. */
const char *recent_issue(const struct recent *r);

/* Remembers it.  "r" may be NULL. */
void recent_remember(struct recent *r, const char *issue);

/* Gives the lock back.  So does the end of the process. */
void recent_close(struct recent *r);

#endif
