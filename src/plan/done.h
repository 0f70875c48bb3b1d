/*
 * The second half of facts.h: which steps of a message are done.  Private to
 * facts*.c.
 */
#ifndef FACTS_DONE_H
#define FACTS_DONE_H

#include "plan/facts.h"

/*
 * Reads the marks on the issue that was found, and fills what facts say of
 * an earlier delivery.  Returns 0 or -1.
 */
int facts_find_done(struct facts *f, struct jira *j, const struct message *m,
    const char *digest, struct error *err);

#endif
