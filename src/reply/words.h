/*
 * What mail programs write around an earlier mail, by language.  Facts only;
 * reply/regex.c makes patterns of them.
 */
#ifndef REPLY_WORDS_H
#define REPLY_WORDS_H

#include <glib.h>

/*
 * Each is a list of alternatives of a regular expression, or NULL.  In
 * "mobile", "@" stands for the name of a program or of a device.
 */
struct reply_words {
	const char *code; /* of the language */
	/* Names of fields, without their colon. */
	const char *from, *date, *to, *subject, *other;
	const char *wrote;     /* the verb of "On ... wrote:" */
	const char *original;  /* "Original Message" */
	const char *forwarded; /* "Forwarded message" */
	const char *above;     /* "reply above this line" */
	const char *mobile;    /* "Sent from my @" */
	const char *closing;   /* "Regards", at the beginning of a line */
	const char *answers;   /* "my answers are below, in red" */
};

extern const struct reply_words reply_words[];
extern const gsize reply_words_count;

/* What stands before the subject of a mail that is handed on. */
extern const char *const reply_forward_prefixes[];

#endif
