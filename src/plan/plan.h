/*
 * What is to be done with a message: a list of steps, made of message,
 * verdict and facts alone.  For a message that was half filed before the
 * list is shorter; that is the whole of the retry logic.
 */
#ifndef PLAN_PLAN_H
#define PLAN_PLAN_H

#include "config/options.h"
#include "message/message.h"
#include "plan/facts.h"
#include "plan/steps.h"
#include "plan/texts.h"

#include <glib.h>

enum outcome {
	OUTCOME_DROP, /* nothing to do, and that is right */
	OUTCOME_NEW,
	OUTCOME_REPLY,
	OUTCOME_REFUSE, /* by a rule of the administrator */
};

struct plan {
	enum outcome outcome;
	const char *reason; /* for the log; a constant */
	char *id;	    /* ticket id */
	char *issue, *key;  /* number and key; NULL: to be created */
	char *project, *type;
	char *follows;	    /* key of a closed issue; or NULL */
	char *origin;	    /* digest of the message that opened it */
	gboolean twins;	    /* there may be another issue of it */
	gboolean noted;	    /* a note on refused files is there */
	GPtrArray *known;   /* of char *: paths of the files of the issue */
	struct texts texts; /* all zero: there is nothing to do */
	struct mark *mark;  /* of the issue or comment, with its first text */
	struct mark *shown; /* of the issue with its pictures; or NULL */
	const char *image_scaler; /* borrowed; see struct options */
	struct pixels image_max;
	GArray *steps; /* of struct step */
};

/*
 * Makes a message ready for facts and plan: leaves out the files that the
 * ticket shall not have, and finds the pictures of the text.  A bounce of our
 * own mail becomes a note.
 */
void plan_prepare(
    struct message *m, const struct options *o, const struct verdict *v);

/* Borrows attachments from the message, which must live longer. */
struct plan *plan_new(const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f);
void plan_free(struct plan *p);

const char *outcome_name(enum outcome o);

#endif
