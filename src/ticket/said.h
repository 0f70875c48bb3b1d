/*
 * What a mail says, in digests: enough to tell a second delivery of it from
 * another mail of the same Message-ID, and too little to read.  It is kept
 * in the mark of what was filed.
 */
#ifndef TICKET_SAID_H
#define TICKET_SAID_H

#include "message/message.h"

#include <glib.h>

/* How what was filed and what arrives now compare. */
struct said_relation {
	gboolean same_time;    /* Date, or the first hop without one */
	gboolean same_subject; /* less what lists put before it, if one did */
	gboolean same_sender;  /* or a list wrote it anew */
	gboolean by_list;      /* it comes by a list now, and did not before */
	gboolean within;       /* all lines of now stand in what was filed */
	gboolean holds;	       /* all lines filed stand in it, there are some */
	guint surplus;	       /* lines that it has beside those */
};

/*
 * The digests of a message; to be freed.  NULL: it was read without the MIME
 * parser, and its texts are not known.
 */
char *said_new(const struct message *m);

/* Neither may be NULL.  FALSE: one of them is of no form that we know. */
gboolean said_compare(
    const char *filed, const char *now, struct said_relation *out);

/*
 * Does a text, written as markup and perhaps edited, hold all words of what
 * is shown of it?
 */
gboolean said_is_in(const struct message *m, const char *text);

#endif
