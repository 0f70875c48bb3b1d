/*
 * Header fields of a mail that goes out: folded, in ASCII, and with encoded
 * words (RFC 2047) for everything that is not plain, also for what looks like
 * such a word and is none of ours.
 */
#ifndef SEND_FIELD_H
#define SEND_FIELD_H

#include <glib.h>

/* Lines are folded before they are longer, without their ends. */
#define FIELD_LINE 76

/* A field that is being written. */
struct field_writer {
	GString *out; /* borrowed */
	gsize column;
};

/* Writes "Name:"; the name is a literal of ours. */
struct field_writer field_begin(GString *out, const char *name);

/* Adds a token of ASCII that must not be broken. */
void field_token(struct field_writer *f, const char *token);

/*
 * Adds free text (RFC 5322, 3.2.5): plain words stay as they are, runs of
 * others become encoded words.  It is scrubbed, and cut after "max"
 * characters.
 */
void field_text(struct field_writer *f, const char *text, glong max);

/*
 * Adds a display name and its address ("<a@b>"): one quoted string, or
 * encoded words.  The address is checked; "end" is "" or ",".
 */
void field_mailbox(struct field_writer *f, const char *name, glong max,
    const char *address, const char *end);

/*
 * Adds the ids in "ids" (see msgid_list()), each in angle brackets; of many,
 * the last "max".  Returns how many there were.
 */
guint field_ids(struct field_writer *f, const char *ids, guint max);

void field_end(struct field_writer *f);

#endif
