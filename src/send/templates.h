/*
 * The built-in confirmation, in the languages that we have it in.
 */
#ifndef SEND_TEMPLATES_H
#define SEND_TEMPLATES_H

#include <glib.h>

struct builtin {
	const char *code;  /* of the language: send/language.h */
	gboolean right;	   /* it is written from right to left */
	const char *title; /* of a mail that does not say its subject */
	const char *hello;
	const char *received; /* that we have it, and its %(subject)s */
	const char *came;     /* the same without the subject */
	const char *number;   /* its %(ticketid)s */
	const char *answer;   /* how something is added to it */
};

extern const struct builtin builtins[];
extern const gsize builtin_count;

/* The row of a language, or of its first part; NULL: there is none. */
const struct builtin *builtin_find(const char *language);

/*
 * The HTML of a template with these words; to be freed.  "names": it says the
 * subject.
 */
char *builtin_html(const struct builtin *b, gboolean names);

#endif
