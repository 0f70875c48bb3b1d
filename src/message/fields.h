/*
 * What the fields of a header say, decoded: those that a ticket shows or is
 * found by.
 */
#ifndef MESSAGE_FIELDS_H
#define MESSAGE_FIELDS_H

#include "intake/header.h"
#include "message/address.h"

#include <glib.h>

struct fields {
	GPtrArray *from, *to, *cc;	   /* of struct address */
	guint more_from, more_to, more_cc; /* addresses beyond the limit */
	GPtrArray *reply_to;
	guint more_reply_to;
	/* Who may have sent it, when From has no address. */
	GPtrArray *instead;
	const char *instead_name; /* of the field; static */
	const char *importance;	  /* "high", "low" or ""; static */
	char *subject;		  /* "" if there is none */
	char *date;		  /* as written, one line; may be "" */
	char *id;		  /* of Message-ID; NULL: none or junk */
	GPtrArray *references;	  /* ids that it answers, nearest first */
};

/*
 * Decodes all but the addresses, whose lists are empty: how they are read
 * depends on the reader.  "charset" is a guess for raw text, or NULL.
 */
void fields_init(struct fields *f, const struct header *h, const char *charset,
    guint references_max);
void fields_release(struct fields *f);

/* Has one of the addresses in a list what it takes to write to it? */
gboolean fields_have_address(const GPtrArray *list);

#endif
