/*
 * What is to be done with a message: a list of steps, made of message,
 * verdict and facts alone.  For a message that was half filed before the
 * list is shorter; that is the whole of the retry logic.
 */
#ifndef PLAN_H
#define PLAN_H

#include "config/options.h"
#include "message/message.h"
#include "plan/facts.h"

#include <glib.h>

enum outcome {
	OUTCOME_DROP, /* nothing to do, and that is right */
	OUTCOME_NEW,
	OUTCOME_REPLY,
};

enum step_kind {
	STEP_CREATE,
	STEP_COMMENT,
	STEP_REST, /* of a mail that was cut when it was filed */
	STEP_LINK, /* to the closed issue that it follows */
	STEP_ATTACH,
	STEP_SHOW, /* the text with its pictures, which are there by now */
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
	char *follows;	    /* key of a closed issue; or NULL */
	char *project, *type;
	char *summary, *text;
	char *tagged; /* the summary with the ticket id in any case */
	char *first;  /* description until the pictures are there; or NULL */
	char *rest;   /* text of STEP_REST */
	struct mark *mark;  /* of the issue or comment, with its first text */
	struct mark *shown; /* of the issue with its pictures; or NULL */
	char *origin;	    /* digest of the message that opened it */
	gboolean twins;	    /* there may be another issue of it */
	gboolean noted;	    /* a note on refused files is there */
	GPtrArray *known;   /* of char *: paths of the files of the issue */
	struct attachment *whole;    /* a text that had to be cut; or NULL */
	struct attachment *quoted;   /* what was taken off an answer; or NULL */
	struct attachment *original; /* also for when Jira refuses the text */
	gboolean has_original;	     /* it is attached in any case */
	gboolean pictures_first;     /* their names mean nothing before */
	const char *image_scaler;    /* borrowed; see struct options */
	struct pixels image_max;
	GArray *steps; /* of struct step */
};

/*
 * Makes a message ready for facts and plan: leaves out the files that the
 * ticket shall not have, and finds the pictures of the text.
 */
void plan_prepare(struct message *m, const struct options *o);

/* Borrows attachments from the message, which must live longer. */
struct plan *plan_new(const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f);
void plan_free(struct plan *p);

/* The digest by which a mark knows a text; to be freed. */
char *plan_text_digest(const char *text);

const char *outcome_name(enum outcome o);

#endif
