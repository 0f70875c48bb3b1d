/*
 * What the mail that confirms a ticket says: the template, filled with what
 * the customer's mail has.
 */
#ifndef PLAN_LETTER_H
#define PLAN_LETTER_H

#include "config/options.h"
#include "message/message.h"
#include "send/template.h"
#include "ticket/id.h"

#include <glib.h>

/*
 * "ticketid", "issuekey" and "link" are those of the ticket; "now" is the time
 * of its making, in seconds since 1970.  Fills "f"; filled_release() it.
 */
void letter_write(const struct options *o, const struct message *m,
    const struct ticket_ids *ids, const char *ticketid, const char *issuekey,
    const char *link, gint64 now, struct filled *f);

#endif
