/*
 * The rules of machine.h as data: what robots write into header, subject and
 * body.  Private to ticket/.
 */
#ifndef TICKET_MACHINE_RULES_H
#define TICKET_MACHINE_RULES_H

#include "config/class.h"

#include <glib.h>

/*
 * A rule holds if all that it names does.  Texts are regular expressions,
 * as pattern_new() takes them.
 */
struct machine_rule {
	enum class class; /* CLASS_HUMAN: it only forbids an answer */
	const char *code; /* the reason, as the manual lists it */
	/* A header field of this name, or, with "^", one that matches ... */
	const char *field;
	const char *value;  /* ... with this; NULL: but "no" and the like */
	const char *sender; /* "local@domain", or what there is of it */
	const char *subject;
	gboolean answers;     /* the subject is that of an automatic answer */
	const char *text;     /* the start of the body */
	const char *part;     /* the media type of a file of the mail */
	gboolean null_sender; /* of the envelope */
	gboolean guess;	      /* a person's mail may be like that */
};

extern const struct machine_rule machine_rules[];
extern const size_t machine_rule_count;

/* Subjects of automatic answers; the last is NULL. */
extern const char *const machine_subjects[];

#endif
