/*
 * The second half of plan.h: the steps.  Private to plan*.c.
 */
#ifndef PLAN_STEPS_H
#define PLAN_STEPS_H

#include "plan/plan.h"

/* Lists what is to be done of a plan that has its texts. */
void plan_add_steps(struct plan *p, const struct options *o,
    const struct message *m, const struct facts *f);

#endif
