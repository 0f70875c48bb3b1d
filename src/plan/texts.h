/*
 * What a ticket gets to read of a message, and the files that hold what no
 * text can.
 */
#ifndef PLAN_TEXTS_H
#define PLAN_TEXTS_H

#include "base/attachment.h"
#include "config/options.h"
#include "message/message.h"
#include "plan/facts.h"

#include <glib.h>

struct texts {
	char *summary;
	char *tagged; /* the summary with the ticket id in any case */
	char *text;   /* description or comment */
	char *first;  /* description until the pictures are there; or NULL */
	char *rest;   /* of a mail that was cut when it was filed; or NULL */
	struct attachment *whole;    /* a text that had to be cut; or NULL */
	struct attachment *quoted;   /* what was taken off an answer; or NULL */
	struct attachment *original; /* also for when Jira refuses the text */
	gboolean has_original;	     /* it is attached in any case */
	gboolean pictures_first;     /* their names mean nothing before */
	/* What they are made of; borrowed. */
	const struct options *options;
	const struct message *message;
	const char *follows;
	char *own_id; /* a line with the ticket id of the message; or NULL */
};

void texts_write(struct texts *out, const struct options *o,
    const struct message *m, const struct verdict *v, const struct facts *f);
void texts_release(struct texts *t);

/* The text with which the ticket begins. */
const char *texts_first(const struct texts *t);

/*
 * The same within so many UTF-16 units, for a Jira that takes less; to be
 * freed.  NULL: there is too little room.
 */
char *texts_within(const struct texts *t, gint64 limit);

/* The digest by which a mark knows a text; to be freed. */
char *texts_digest(const char *text);

/* Does a mark say that Jira refused the text, so that the original is due? */
gboolean texts_were_refused(const struct mark *m);

#endif
