/*
 * Two hosts that file the same new message at the same moment make two
 * issues: neither can see the other's before Jira's index knows it.  They
 * are found afterwards, and the later one is pointed to the earlier one.
 */
#ifndef EXECUTE_TWINS_H
#define EXECUTE_TWINS_H

#include "base/error.h"
#include "jira/jira.h"
#include "plan/plan.h"

/*
 * Looks for other issues of the message that opened the ticket, and makes
 * one comment on each but the earliest.  "made": the number of the issue that
 * this run made; then only that one is commented on, since the other host is
 * looking at the same moment.  NULL: all of them, whoever made them.  Returns
 * 0 or -1.
 */
int twins_settle(
    struct jira *j, const struct plan *p, const char *made, struct error *err);

#endif
