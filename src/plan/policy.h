/*
 * Is a mail filed at all?  What the administrator wants of mail that no
 * person wrote, and what jicket does where nothing is said.  Pure.
 */
#ifndef PLAN_POLICY_H
#define PLAN_POLICY_H

#include "config/options.h"
#include "message/message.h"
#include "ticket/classify.h"

#include <glib.h>

enum policy {
	POLICY_FILE,
	POLICY_DROP,   /* not filed, and the mail system is told that all is
			* well */
	POLICY_REFUSE, /* not filed, and its sender is told */
};

/* What is known of the ticket that a mail names. */
enum policy_ticket {
	TICKET_NOT_ASKED, /* yet: what depends on it is to be filed */
	TICKET_NONE,
	TICKET_FOUND,
};

enum policy policy_find(const struct options *o, const struct message *m,
    const struct verdict *v, enum policy_ticket ticket);

#endif
