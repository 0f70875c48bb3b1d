/*
 * What is to be done with a message: a list of steps, made of message,
 * verdict and facts alone.  For a message that was half filed before the
 * list is shorter; that is the whole of the retry logic.
 */
#ifndef PLAN_H
#define PLAN_H

#include "facts.h"
#include "message.h"
#include "options.h"

#include <glib.h>

enum outcome {
	OUTCOME_DROP, /* nothing to do, and that is right */
	OUTCOME_NEW,
	OUTCOME_REPLY,
};

enum step_kind {
	STEP_CREATE,
	STEP_COMMENT,
	STEP_ATTACH,
};

struct step {
	enum step_kind kind;
	struct attachment *attachment; /* borrowed; of STEP_ATTACH */
};

struct plan {
	enum outcome outcome;
	const char *reason; /* for the log; a constant */
	char *id;	    /* ticket id */
	char *issue, *key;  /* number and key; NULL: to be created */
	char *project, *type;
	char *summary, *text;
	char *digest; /* of the message */
	char *body_digest;
	gint64 body_size;
	struct attachment *whole; /* the text that had to be cut; or NULL */
	GArray *steps;		  /* of struct step */
};

/* Borrows attachments from the message, which must live longer. */
struct plan *plan_new(const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f);
void plan_free(struct plan *p);

const char *outcome_name(enum outcome o);

#endif
