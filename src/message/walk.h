/*
 * The walk through the tree of a message: which text is its body, and which
 * parts are files.  Private to message/.
 */
#ifndef MIME_WALK_H
#define MIME_WALK_H

#include "message/message.h"

#include <glib.h>
#include <gmime/gmime.h>

/* What becomes of the parts that the walk meets. */
enum walk_mode {
	WALK_ALL,
	WALK_FILES, /* texts are not shown: another one says the same */
	WALK_TEXTS, /* files are on the list already */
};

/* A message that is attached. */
struct walk_message {
	GMimeMessage *message; /* borrowed of the tree */
	char *name;	       /* of the file that it is */
	int level;	       /* attached messages that it is in */
};

struct walk {
	struct message *message;
	const struct limits *limits;
	gboolean plain_first; /* of several forms of a text */
	GPtrArray *opened;   /* trees out of containers; kept for the message */
	GPtrArray *messages; /* of struct walk_message; kept as well */

	enum walk_mode mode;
	int depth, parts;
	int level;	      /* of attached messages; 0: the mail itself */
	gboolean related;     /* in a multipart/related */
	gboolean mixed;	      /* in a multipart/mixed that has a text */
	gboolean attach;      /* texts are files as well: in a report */
	gboolean twin;	      /* a text/plain says what is shown */
	gboolean lost;	      /* something can only be had from the original */
	gsize text_size;      /* of all texts */
	guint placed;	      /* pictures that stand between texts */
	guint data_uris;      /* pictures that stood in the text */
	char *charset;	      /* of the first text that says it */
	guint plain;	      /* how many texts are text/plain */
	GPtrArray *calendars; /* of mime_calendar.c; NULL: none */
};

/* Reads all that hangs on it into the message. */
void walk_object(struct walk *w, GMimeObject *object);

/* Adds a part, whole, to the list of files. */
void walk_attach(struct walk *w, GMimeObject *object);

#endif
