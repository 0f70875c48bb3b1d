/*
 * What the steps of a plan leave for those after them, and the look that is
 * taken when the outcome of a request is not clear.
 */
#ifndef EXECUTE_PROGRESS_H
#define EXECUTE_PROGRESS_H

#include "base/error.h"
#include "base/memory.h"
#include "jira/jira.h"
#include "picture/scaler.h"
#include "plan/plan.h"

#include <glib.h>

struct progress {
	const struct plan *plan; /* borrowed */
	struct jira *jira;	 /* borrowed */
	struct memory *memory;	 /* borrowed; or NULL */
	char *issue, *key;	 /* number and key; NULL: not created yet */
	GPtrArray *known;	 /* of char *: paths of files that were there */
	GPtrArray *sent;	 /* of char *: keys of the files of this run */
	struct scaler scaler;
	GString *refused;      /* files that Jira did not take, and why */
	gboolean text_refused; /* the original must be attached */
	gboolean created;      /* the issue is of this run */
};

void progress_init(struct progress *at, const struct plan *p, struct jira *j,
    struct memory *memory);
void progress_release(struct progress *at);

/*
 * A look at Jira: is the effect of a request there?  1 (and taken over into
 * the progress), 0 or -1.
 */
typedef int (*progress_look)(
    struct progress *at, const void *what, struct error *err);

/*
 * To be called before a request that must not be sent twice.  When an earlier
 * delivery sent the same ("name" tells it from others of the message) and did
 * not learn the outcome, looks for its effect, until Jira must be done with
 * it.  Returns 1 when the effect is there, 0 when the request is to be sent,
 * which is written down, or -1: it is too early to tell, and no time is left.
 */
int progress_intend(struct progress *at, const char *name, progress_look look,
    const void *what, struct error *err);

/*
 * To be called when a request failed with "err".  If it may have had its
 * effect all the same, looks up to "looks" times, with growing pauses, as
 * long as the deadline allows.  Returns 0 when the effect is there, and
 * clears the error; else -1.
 */
int progress_settle(struct progress *at, progress_look look, const void *what,
    int looks, struct error *err);

/* The looks themselves. */
int progress_look_issue(
    struct progress *at, const void *unused, struct error *err);
/* "what" is the step of a mark (FILED_...). */
int progress_look_comment(
    struct progress *at, const void *what, struct error *err);
int progress_look_shown(
    struct progress *at, const void *unused, struct error *err);
int progress_look_link(
    struct progress *at, const void *unused, struct error *err);
/* "what" is a struct attachment. */
int progress_look_file(
    struct progress *at, const void *what, struct error *err);

#endif
