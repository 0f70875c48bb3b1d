/*
 * Is it the same mail?  A Message-ID is a hint: devices and shops repeat
 * them, and who knows one can use it.  A mail is taken as filed before only
 * if everything that it says, text and files, is in the ticket already.
 * Pure; the manual has the rule in words ("SAME MAIL").
 */
#ifndef PLAN_SAME_H
#define PLAN_SAME_H

#include "jira/mark.h"
#include "message/message.h"

enum same {
	SAME_NOT,   /* another mail, or it cannot be told */
	SAME_START, /* what was filed is only the start of it */
	SAME_TEXT,  /* if its files are in the ticket as well */
	SAME_ALL,   /* byte for byte */
};

/*
 * Compares what was filed with a message and its said_new(), which may be
 * NULL.  "*differs" gets a constant for the log with SAME_NOT.
 */
enum same same_mail(const struct mark *filed, const struct message *m,
    const char *said, const char **differs);

#endif
