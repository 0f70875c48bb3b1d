/*
 * The writer of mail that goes out.  Its texts may come from hostile mail:
 * whatever they are, the mail has the fields and parts that it should have,
 * in ASCII and in lines of at most 76 bytes (only a single address or id is
 * not folded).  The same values give the same bytes.
 */
#ifndef SEND_COMPOSE_H
#define SEND_COMPOSE_H

#include "base/attachment.h"
#include "base/error.h"

#include <glib.h>

enum outgoing_kind {
	OUTGOING_REPLY, /* to a customer: Auto-Submitted: auto-replied */
	OUTGOING_NOTICE /* to the administrator: auto-generated */
};

/* All borrowed; NULL: there is none.  Ids may have their angle brackets. */
struct outgoing {
	enum outgoing_kind kind;
	const char *from, *from_name; /* "from" is needed */
	const char *to, *to_name;     /* "to" is needed */
	const char *copy;	      /* second address in To */
	const char *reply_to;	      /* left out where it is "from" */
	const char *subject;
	const char *message_id;		      /* needed; ours */
	const char *in_reply_to, *references; /* the latter with blanks */
	const char *hashid, *initial_reply_id;
	const char *thread_topic, *thread_index;
	const char *html, *text; /* one is needed; "text" stands first */
	gint64 date;		 /* seconds since 1970 */
	struct attachment *file; /* is read, and rewound before */
};

/*
 * The whole mail, with CRLF.  NULL: FAIL_SEND if an address, the id or a text
 * is missing or cannot go out (the detail says which), or FAIL_SPOOL if the
 * file cannot be read.
 */
GString *outgoing_write(const struct outgoing *o, struct error *err);

#endif
