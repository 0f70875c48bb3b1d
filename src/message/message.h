/*
 * What a mail says, as plain C.  This is the border: behind it every string
 * is valid UTF-8 without control characters (bodies keep newline and tab),
 * every size has its cap, and no MIME library is seen.
 */
#ifndef MESSAGE_MESSAGE_H
#define MESSAGE_MESSAGE_H

#include "base/attachment.h"
#include "doc/doc.h"
#include "intake/header.h"
#include "intake/spool.h"
#include "message/fields.h"

#include <glib.h>

struct message {
	struct header header; /* raw */
	struct fields fields;

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
	gpointer parsed;	   /* what attachments read from, or NULL */
	GDestroyNotify parsed_free;
};

/*
 * A message of which the raw header is read, and no more: message_read() of
 * read.h makes whole ones.  Borrows the spool.
 */
struct message *message_new(const struct spool *s);

/* Decodes the fields, once, when the charset of raw text can be guessed. */
void message_read_fields(struct message *m);

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

#endif
