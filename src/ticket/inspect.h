/*
 * What was understood of a message, as JSON, for scripts and the curious.
 */
#ifndef INSPECT_H
#define INSPECT_H

#include "config/options.h"
#include "message/message.h"
#include "ticket/classify.h"

/*
 * One JSON object on one line; to be freed.  Cuts the body down to what a
 * comment would say of it.
 */
char *inspect_print(
    const struct options *o, struct message *m, const struct verdict *v);

#endif
