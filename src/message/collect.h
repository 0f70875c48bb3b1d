/*
 * What comes together on the walk through a mail: its files, the pictures
 * between its texts, and what must be known of a part when a later one is
 * met.  Private to message/.
 */
#ifndef MESSAGE_COLLECT_H
#define MESSAGE_COLLECT_H

#include "message/message.h"

#include <glib.h>
#include <gmime/gmime.h>

/* What of the parts is still wanted. */
enum wanted {
	WANT_ALL,
	WANT_FILES, /* texts are not shown: another one says the same */
	WANT_TEXTS, /* files are on the list already */
};

/* Where in the tree a part is: passed by value, and so never restored. */
struct context {
	enum wanted wanted;
	int depth;	  /* of multiparts and containers; 0: the mail itself */
	gboolean related; /* in a multipart/related */
	gboolean mixed;	  /* in a multipart/mixed that has a text */
	gboolean attach;  /* texts are files as well: in a report */
	gboolean twin;	  /* a text/plain says what is shown */
};

/* A message that is attached. */
struct inner_message {
	GMimePart *part;   /* borrowed of the tree */
	GMimeObject *root; /* of its own tree; NULL: not looked into */
	char *name;	   /* of the file that it is */
	int level;	   /* attached messages that it is in */
};

void inner_message_free(gpointer p);

struct collect {
	struct message *message; /* gets body, texts and files */
	const struct limits *limits;
	gboolean plain_first; /* of several forms of a text */
	int level;	      /* of attached messages; 0: the mail itself */

	/* What is kept as long as the message. */
	GPtrArray *opened; /* trees out of containers */
	GPtrArray *inner;  /* of struct inner_message */

	int parts;	      /* seen so far */
	int tries;	      /* of another form of a text that shows nothing */
	gboolean lost;	      /* something can only be had from the original */
	gsize text_size;      /* of all texts */
	guint plain;	      /* how many texts are text/plain */
	char *charset;	      /* of the first text that says it, or NULL */
	guint placed;	      /* pictures that stand between texts */
	guint data_uris;      /* pictures that stood in the text */
	GPtrArray *calendars; /* of calendar.c; NULL: none */
};

/*
 * Adds a part, whole, to the files, and shows it where it stands if it is a
 * picture between texts.  Returns the file, borrowed, or NULL: it cannot be
 * read.
 */
struct attachment *collect_file(
    struct collect *c, struct context at, GMimeObject *object);

#endif
