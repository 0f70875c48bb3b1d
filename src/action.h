/*
 * The verbs of a plan.  Each can be put into words (--dry-run) and run.
 */
#ifndef ACTION_H
#define ACTION_H

#include "error.h"
#include "jira.h"
#include "plan.h"

/* The plan as JSON; to be freed. */
char *plan_print(const struct plan *p);

/*
 * Carries out the steps in order.  What fails is left for the next delivery
 * of the message.  Returns 0 or -1.
 */
int plan_execute(const struct plan *p, struct jira *j, struct error *err);

#endif
