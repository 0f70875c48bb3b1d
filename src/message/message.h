/*
 * What a mail says, as plain C.  This is the border: behind it every string
 * is valid UTF-8 without control characters (bodies keep newline and tab),
 * every size has its cap, and no MIME library is seen.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "base/attachment.h"
#include "config/options.h"
#include "doc/doc.h"
#include "intake/header.h"
#include "intake/spool.h"

#include <glib.h>

struct address {
	char *name;  /* display name; "" if there is none */
	char *addr;  /* "user@example.com"; "" if it is none */
	char *local; /* "MAILER-DAEMON", of one without a domain; or "" */
};

struct message {
	struct header header; /* raw */

	GPtrArray *from, *to, *cc;	   /* of struct address */
	guint more_from, more_to, more_cc; /* addresses beyond the limit */
	char *subject;			   /* "" if there is none */
	char *date;			   /* as written, one line; may be "" */
	char *id;	       /* of Message-ID; NULL: none or junk */
	GPtrArray *references; /* ids that it answers, nearest first */

	struct doc *body; /* what a ticket shows of it */
	guint own_lines;  /* those of the body that the sender wrote */
	char *text;	  /* body as plain text; "" if there is none */
	/*
	 * The same by its parts, for --inspect: the first text/plain comes
	 * first, even when its HTML is shown.
	 */
	GPtrArray *texts;
	char *charset;		/* that a text says it is in, or NULL */
	gboolean text_cut;	/* there is more text than is kept */
	gboolean encrypted;	/* a part of it is */
	GPtrArray *attachments; /* of struct attachment */
	GPtrArray *left_out;	/* of char *: files not attached, and why */
	gboolean doubt; /* something was lost, cut, repaired or guessed */
	gboolean plain; /* read without the MIME parser */

	const struct spool *spool; /* borrowed */
	gpointer mime;		   /* owned by mime.c */
};

/*
 * Reads the message with the MIME parser.  Whatever stands in the mail, a
 * message comes out.  Borrows the spool.  "order" says which of several forms
 * of a text becomes the body.
 */
struct message *message_new(const struct spool *s, enum body_order order);

/*
 * Reads it without the MIME parser, for a message that breaks it or whose
 * header is beyond the limits: raw fields, no body text, no attachment.
 */
struct message *message_new_plain(const struct spool *s);

void message_free(struct message *m);

/* The name of the attachment that is the whole mail. */
#define MESSAGE_ORIGINAL "original.eml"

/* The original as a file; free with attachment_free(). */
struct attachment *message_original(const struct message *m);

/* "Name <user@example.com>", or what there is of it; to be freed. */
char *address_format(const struct address *a);

/* Adds one; used by the readers of a message. */
void message_add_address(GPtrArray *list, const char *name, const char *addr);

#endif
