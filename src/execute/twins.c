#include "execute/twins.h"

#include "base/log.h"
#include "plan/facts.h"

#include <string.h>

/* Issue numbers grow with time. */
static gint64
number(const struct jira_issue *issue)
{
	return g_ascii_strtoll(issue->id, NULL, 10);
}

/* The issues of the message, read by number.  NULL: failed. */
static GPtrArray *
find_twins(struct jira *j, const struct plan *p, struct error *err)
{
	g_autoptr(GPtrArray) hits = facts_search(j, p->project, p->id, err);
	GPtrArray *twins =
	    g_ptr_array_new_with_free_func((GDestroyNotify)jira_issue_free);

	/* One hit, or none yet: that is how it should be. */
	for (guint i = 0; hits && hits->len > 1 && i < hits->len; i++) {
		const struct jira_issue *hit = g_ptr_array_index(hits, i);
		struct jira_issue *issue = NULL;
		int rc = jira_get_issue(j, hit->id, &issue, err);

		if (rc < 0) {
			g_ptr_array_unref(twins);
			return NULL;
		}
		if (rc == 1 && issue->mark &&
		    g_strcmp0(issue->mark->digest, p->origin) == 0 &&
		    g_strcmp0(issue->mark->project, p->project) == 0)
			g_ptr_array_add(twins, issue);
		else
			jira_issue_free(issue);
	}
	if (!hits)
		g_clear_pointer(&twins, g_ptr_array_unref);
	return twins;
}

static int
point(struct jira *j, const struct plan *p, const struct jira_issue *from,
    const struct jira_issue *to, struct error *err)
{
	g_autoptr(GPtrArray) marks = jira_get_marks(j, from->id, err);
	g_autofree char *text = g_strdup_printf("The same mail was filed as "
						"%s by another host at the "
						"same moment. Please go on "
						"there.",
	    to->key);
	struct mark mark = *p->mark;
	char step[] = FILED_DUPLICATE;

	for (guint i = 0; marks && i < marks->len; i++) {
		const struct mark *m = g_ptr_array_index(marks, i);

		if (strcmp(m->step, FILED_DUPLICATE) == 0)
			return 0;
	}
	if (!marks)
		return -1;
	log_warning("%s is the same mail as %s", from->key, to->key);
	mark.step = step;
	mark.files = NULL;
	return jira_add_comment(j, from->id, text, &mark, NULL, err);
}

int
twins_settle(
    struct jira *j, const struct plan *p, const char *made, struct error *err)
{
	g_autoptr(GPtrArray) twins = find_twins(j, p, err);
	const struct jira_issue *first = NULL;

	for (guint i = 0; twins && i < twins->len; i++) {
		const struct jira_issue *t = g_ptr_array_index(twins, i);

		if (!first || number(t) < number(first))
			first = t;
	}
	for (guint i = 0; twins && i < twins->len; i++) {
		const struct jira_issue *t = g_ptr_array_index(twins, i);

		/* The other host is looking at this moment, too. */
		if (t == first || (made && strcmp(t->id, made) != 0))
			continue;
		if (point(j, p, t, first, err) < 0)
			return -1;
	}
	return twins ? 0 : -1;
}
