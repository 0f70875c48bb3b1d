/*
 * What a bounce tells: whose mail comes back, and to whom it was not
 * delivered, and why (RFC 3464).  Reports of older forms are read as far as
 * they are alike.  Anybody can write a bounce: it is believed to be of our
 * own mail only by an id in it that verifies.
 */
#ifndef TICKET_BOUNCE_H
#define TICKET_BOUNCE_H

#include "message/message.h"
#include "ticket/id.h"

#include <glib.h>

/*
 * The first Message-ID of ours in a mail that it returns, as a part, as a
 * header, or below its text.  TRUE fills the out-parameters, to be freed.
 */
gboolean bounce_find_ours(const struct message *m, const struct ticket_ids *ids,
    char **id, char **issue);

/* Texts are scrubbed lines; "" if it is not told. */
struct bounced {
	char *recipient;
	char *action; /* in lower case: "failed", "delayed" ... */
	char *status; /* "5.1.1" */
	char *diagnostic;
};

/* All recipients, of struct bounced, at most LIMIT_BOUNCED; maybe none. */
GPtrArray *bounce_recipients(const struct message *m);

/*
 * Makes of a bounce of our own mail the note that its ticket gets.  The whole
 * of it is in doubt: the original goes along.
 */
void bounce_make_note(struct message *m);

#endif
