/*
 * Authentication-Results (RFC 8601): what our own mail system found out about
 * the sender.  Anybody can write such a field, so only the topmost one that
 * names our system counts, and of that only what vouches for the domain of
 * From.  Pure.
 */
#ifndef TICKET_AUTHRES_H
#define TICKET_AUTHRES_H

#include "message/message.h"

#include <glib.h>

enum authres_verdict {
	AUTHRES_MISSING, /* there is no such field */
	AUTHRES_NONE,	 /* it vouches for nothing */
	AUTHRES_PASS,	 /* the domain of From is the sender's */
};

struct authres {
	enum authres_verdict verdict;
	const char *by; /* of a pass: "dmarc", "dkim" or "spf"; or NULL */
	/*
	 * Whose field is the topmost of all, for an administrator who gave
	 * the wrong id; NULL: there is none.
	 */
	char *topmost;
};

/* "ids" are the authserv-ids of our systems, NULL or with a last NULL. */
void authres_init(struct authres *a, const struct message *m, char *const *ids);
void authres_release(struct authres *a);

const char *authres_name(enum authres_verdict v);

#endif
