/*
 * What a message is: a person's, a machine's, or jicket's own come back; and
 * the tickets that it names, best evidence first.  Pure: no look at Jira, at
 * the clock or at anything but the message and its envelope.
 */
#ifndef TICKET_CLASSIFY_H
#define TICKET_CLASSIFY_H

#include "config/class.h"
#include "intake/envelope.h"
#include "message/message.h"
#include "ticket/id.h"
#include "ticket/names.h"

#include <glib.h>

struct verdict {
	enum class class;
	const char *reason;    /* for log and --inspect; a constant */
	gboolean sure;	       /* of the class: it is no guess */
	gboolean returns_ours; /* a bounce of our own mail */
	const char *mute; /* code of why it is not answered; NULL: it may be */
	gboolean undesired;	   /* by its subject */
	char *digest;		   /* of this message */
	char *ids[TICKET_NUMBERS]; /* its ticket ids, the first preferred */
	GPtrArray *candidates;	   /* of struct candidate */
	GPtrArray *notifications;  /* of struct notification */
};

/* "e" is NULL where the envelope is not known. */
struct verdict *classify(const struct message *m, const struct ticket_ids *ids,
    const struct options *o, const struct envelope *e);

/*
 * Another mail was filed with the Message-ID of this one: from now on it is
 * known by what it says, and has ticket ids of its own.  The same mail always
 * comes to the same digest.
 */
void verdict_leave_id(
    struct verdict *v, const struct message *m, const struct ticket_ids *ids);
void verdict_free(struct verdict *v);

#endif
