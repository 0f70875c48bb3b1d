/*
 * The raw header: fields as they stand in the message, without a MIME
 * parser.  What decides about identity and trust (Message-ID, references,
 * trace fields) is read here, so that it is the same whether the MIME
 * parser survives a message or not.
 */
#ifndef INTAKE_HEADER_H
#define INTAKE_HEADER_H

#include <glib.h>

struct field {
	char *name;  /* as written */
	char *value; /* raw bytes, unfolded, trimmed */
};

struct header {
	GPtrArray *fields; /* of struct field, in order */
	guint received;	   /* index of the first Received field */
	gboolean cut;	   /* there are more fields than are read */
	gboolean junk;	   /* there are lines that are no fields */
};

/* Parses a header block of n bytes; bad lines are skipped. */
void header_init(
    struct header *h, const char *block, size_t n, gint64 max_fields);
void header_release(struct header *h);

/* The first field of this name (any case), or NULL. Borrowed. */
const char *header_get(const struct header *h, const char *name);

/* The last one: of trace fields that of the first hop. */
const char *header_get_last(const struct header *h, const char *name);

/*
 * The same among the trace fields that the delivering system put above the
 * first Received field; those below it are the sender's claims.
 */
const char *header_get_trace(const struct header *h, const char *name);

#endif
