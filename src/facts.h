/*
 * What Jira knows about a message: which issue it belongs to, and which of
 * its steps are done.  Asks no more than the plan needs.
 */
#ifndef FACTS_H
#define FACTS_H

#include "classify.h"
#include "jira.h"

#include <glib.h>

struct facts {
	struct jira_issue *issue;	  /* that it belongs to; NULL: none */
	const struct candidate *found_by; /* NULL: by its own id; borrowed */
	gboolean filed; /* the issue or comment exists already */
	gboolean noted; /* so does the note on refused files */
	char *id;	/* ticket id: of the issue, or for a new one */
};

/*
 * Looks up a message in the project.  "*out" is to be released in either
 * case.  Returns 0 or -1.
 */
int facts_find(struct facts *out, struct jira *j, const struct verdict *v,
    const char *project, struct error *err);

/* What is assumed without asking: Jira knows nothing of it. */
void facts_none(struct facts *out, const struct verdict *v);

void facts_release(struct facts *f);

#endif
