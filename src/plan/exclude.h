/*
 * Files of a mail that the administrator does not want on tickets.
 */
#ifndef PLAN_EXCLUDE_H
#define PLAN_EXCLUDE_H

#include "config/options.h"
#include "message/message.h"

/*
 * Takes the files that a rule excludes, or that are too large, from the
 * attachments; the message says instead what was left out and why.
 */
void exclude_files(struct message *m, const struct options *o);

#endif
