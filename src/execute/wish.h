/*
 * What Jira is asked to file, which becomes less and less as it refuses
 * parts of it.  What is left out of a text is in the original, which then
 * is attached.
 */
#ifndef EXECUTE_WISH_H
#define EXECUTE_WISH_H

#include "base/error.h"
#include "jira/jira.h"
#include "plan/texts.h"

#include <glib.h>

struct wish {
	struct jira_fields fields; /* of a comment "description" is the text */
	const struct texts *texts; /* borrowed; NULL: the text is not of them */
	struct mark without; /* the mark of a ticket whose text was refused */
	char *digest;	     /* in that mark */
	char *short_text;    /* what then stands for the text */
	char *poor;	     /* a summary without the subject */
	char *text, *summary, *tagged; /* as far as they are made anew */
	int broke;		       /* times that Jira itself failed */
	gboolean text_refused;	       /* the original must be attached */
};

/* Borrows what the fields hold; "id" (NULL: none) is that of the ticket. */
void wish_init(struct wish *w, const struct jira_fields *f,
    const struct texts *t, const char *id);
void wish_release(struct wish *w);

/*
 * Makes it less, after a "no" of Jira's to this very request.  FALSE: there
 * is nothing that could be left out.
 */
gboolean wish_less(
    struct wish *w, const struct refusal *why, enum failure failure);

/*
 * Is it time to ask again, after Jira itself failed and nothing was made of
 * the request?  An old database takes no character of four bytes: the second
 * time they are replaced.  Others get no second time.
 */
gboolean wish_again(struct wish *w);

#endif
