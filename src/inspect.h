/*
 * What was understood of a message, as JSON, for scripts and the curious.
 */
#ifndef INSPECT_H
#define INSPECT_H

#include "classify.h"
#include "message.h"

/* One JSON object on one line; to be freed. */
char *inspect_print(const struct message *m, const struct verdict *v);

#endif
