/*
 * What an answer adds to its ticket: the part of its body that is new.
 */
#ifndef PLAN_ANSWER_H
#define PLAN_ANSWER_H

#include "config/options.h"
#include "message/message.h"

/* Leaves of the body what is new in it, unless all of it is wanted. */
void answer_cut(struct message *m, const struct options *o);

#endif
