/*
 * What an earlier delivery of a message did, from the marks on the issue
 * that it belongs to.
 */
#ifndef PLAN_DONE_H
#define PLAN_DONE_H

#include "base/error.h"
#include "jira/jira.h"
#include "message/message.h"

#include <glib.h>

/* A file of the issue that may be one of the message. */
struct stored_file {
	char *key;	  /* mark_file_key() */
	char sha256[65];  /* ""; not asked for: it is ours all the same */
	gboolean earlier; /* it was there before the message was filed */
};

struct done {
	struct mark *filed;    /* its issue or comment; NULL: none */
	struct mark *filed_as; /* the longest content that was filed */
	gboolean was_cut;      /* that content is only the start of ours */
	gboolean nothing_new;  /* all that it says is in the ticket */
	const char *another;   /* it is another mail: what differs; or NULL */
	gboolean noted;	       /* there is a note on files not taken */
	GPtrArray *stored;     /* of struct stored_file; NULL: not looked */
};

/*
 * Reads the marks on an issue, which is the message's own unless the message
 * "answers" it; "digest" is that of the message.  With "another" nothing was
 * done of the message: who filed that is another mail (same.h).  "*out" is all
 * zero before, and to be released in either case.  "id" is the ticket id of the
 * message itself, by which a comment without its mark is known.  Returns 0 or
 * -1.
 */
int done_find(struct done *out, struct jira *j, const struct jira_issue *issue,
    gboolean answers, const struct message *m, const char *digest,
    const char *id, struct error *err);

void stored_file_free(gpointer p);
void done_release(struct done *d);

#endif
