/*
 * The verbs of a plan.  Each can be put into words (--dry-run) and run.
 */
#ifndef EXECUTE_VERBS_H
#define EXECUTE_VERBS_H

#include "base/error.h"
#include "base/memory.h"
#include "jira/jira.h"
#include "plan/plan.h"

/* The plan as JSON; to be freed. */
char *plan_print(const struct plan *p);

/*
 * Carries out the steps in order.  After a request whose outcome is not
 * clear it looks before it goes on; what fails is left for the next
 * delivery of the message.  "memory" may be NULL.  Returns 0 or -1.
 */
int plan_execute(const struct plan *p, struct jira *j, struct memory *memory,
    struct error *err);

#endif
