/*
 * What Jira knows about a message: which issue it belongs to, and which of
 * its steps are done.  Asks no more than the plan needs.
 */
#ifndef PLAN_FACTS_H
#define PLAN_FACTS_H

#include "base/memory.h"
#include "config/options.h"
#include "jira/jira.h"
#include "plan/done.h"
#include "ticket/classify.h"

#include <glib.h>

struct facts {
	char *id; /* ticket id: of the issue, or for a new one */
	struct jira_issue *issue; /* that it belongs to; NULL: none */
	gboolean answers; /* it is a comment there; else the issue is its own */
	const char *evidence; /* why; for the log; a constant */

	/* A closed issue that it answers and must not be added to, or NULL. */
	struct jira_issue *closed;

	gboolean twins; /* another issue has the same ticket id */

	struct done done; /* by an earlier delivery */
};

/*
 * Looks up a message.  What the memory of this host knows is tried as well
 * (NULL: it has none); "now" is in ms since 1970.  "*out" is to be released in
 * either case.  Returns 0 or -1.
 */
int facts_find(struct facts *out, struct jira *j, const struct options *o,
    const struct message *m, const struct verdict *v,
    const struct memory *memory, gint64 now, struct error *err);

/* Has an issue this ticket id, as a label or as the tag of its summary? */
gboolean facts_names(const struct jira_issue *issue, const char *id);

/*
 * Issues that may have a ticket id: labels may be removed, and the field may
 * be missing on the screen.  The tag is looked for in the project alone, and
 * not exactly: see facts_names().  NULL: failed.
 */
GPtrArray *facts_search(
    struct jira *j, const char *project, const char *id, struct error *err);

/*
 * The same once more, after the issue that the message answers took no
 * comment: it is then as one that is closed for the message.
 */
int facts_find_other(struct facts *f, struct jira *j, const struct options *o,
    const struct message *m, const struct verdict *v, gint64 now,
    struct error *err);

/*
 * Looks for the issue of a message only, after a request whose outcome is
 * not clear.  Returns 1 and the issue, 0 or -1.
 */
int facts_find_own(struct jira *j, const char *project, const char *id,
    const char *digest, struct jira_issue **out, struct error *err);

/* Key of the closed issue that it follows, as what is filed says; or NULL. */
const char *facts_follows(const struct facts *f);

/* What is assumed without asking: Jira knows nothing of it. */
void facts_none(struct facts *out, const struct verdict *v);

void facts_release(struct facts *f);

#endif
