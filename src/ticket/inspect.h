/*
 * What was understood of a message, as JSON, for scripts and the curious.
 */
#ifndef TICKET_INSPECT_H
#define TICKET_INSPECT_H

#include "message/message.h"
#include "ticket/classify.h"

/*
 * One JSON object on one line; to be freed.  Its "new_part" is what the body
 * still shows: the caller has cut it.  Measures the attachments.
 */
char *inspect_print(
    const struct message *m, const struct verdict *v, const struct options *o);

#endif
