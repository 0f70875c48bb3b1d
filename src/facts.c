#include "facts.h"

#include "log.h"

#include <string.h>

void
facts_none(struct facts *out, const struct verdict *v)
{
	*out = (struct facts){ .id = g_strdup(v->ids[0]) };
}

void
facts_release(struct facts *f)
{
	if (!f)
		return;
	jira_issue_free(f->issue);
	g_free(f->id);
	*f = (struct facts){ 0 };
}

static gboolean
has_label(const struct jira_issue *issue, const char *label)
{
	return g_ptr_array_find_with_equal_func(
	    issue->labels, label, g_str_equal, NULL);
}

/*
 * Jicket 0.6 set no label: its tag in the summary counts.  The search takes
 * words apart, so its hits are compared here.
 */
static gboolean
has_tag(const struct jira_issue *issue, const char *id)
{
	g_autofree char *tag = ticket_tag(id);

	return issue->summary && strstr(issue->summary, tag) != NULL;
}

static void
add_label(GString *labels, const char *id)
{
	g_autofree char *quoted = jira_quote(id);

	if (strstr(labels->str, quoted))
		return;
	g_string_append_printf(labels, "%s%s", labels->len ? ", " : "", quoted);
}

/* One question: was it filed already, and which ticket is it about? */
static char *
build_jql(const struct verdict *v, const char *project)
{
	g_autoptr(GString) labels = g_string_new(NULL);
	g_autoptr(GString) summaries = g_string_new(NULL);
	g_autofree char *quoted = jira_quote(project);

	for (guint i = 0; i < TICKET_NUMBERS; i++)
		add_label(labels, v->ids[i]);
	for (guint i = 0; i < v->candidates->len; i++) {
		const struct candidate *c = g_ptr_array_index(v->candidates, i);
		g_autofree char *phrase = NULL, *operand = NULL;

		add_label(labels, c->id);
		if (c->evidence == EVIDENCE_REFERENCE)
			continue;
		phrase = jira_quote(c->id);
		operand = jira_quote(phrase);
		g_string_append_printf(summaries, " OR summary ~ %s", operand);
	}
	return g_strdup_printf("project = %s AND (labels in (%s)%s) ORDER BY "
			       "created ASC",
	    quoted, labels->str, summaries->str);
}

/*
 * The issue of a hit, read by its number, since the search may be out of
 * date; "digest" is what it must carry (NULL: anything). 1, 0 or -1.
 */
static int
read_hit(struct jira *j, const struct jira_issue *hit, const char *digest,
    struct jira_issue **out, struct error *err)
{
	struct jira_issue *issue = NULL;
	int rc = jira_get_issue(j, hit->id, &issue, err);

	if (rc != 1)
		return rc;
	if (digest && g_strcmp0(issue->digest, digest) != 0) {
		jira_issue_free(issue);
		return 0;
	}
	*out = issue;
	return 1;
}

/*
 * Was this message filed as an issue before?  1, 0 or -1.  A label of ours
 * on an issue of another message is a collision: the next number is taken.
 */
static int
find_self(struct facts *f, struct jira *j, const struct verdict *v,
    GPtrArray *hits, struct error *err)
{
	guint n = 0;
	gboolean taken = TRUE;

	for (; taken && n < TICKET_NUMBERS; n++) {
		taken = FALSE;
		for (guint i = 0; i < hits->len; i++) {
			const struct jira_issue *hit =
			    g_ptr_array_index(hits, i);
			int rc;

			if (!has_label(hit, v->ids[n]))
				continue;
			rc = read_hit(j, hit, v->digest, &f->issue, err);
			if (rc < 0)
				return -1;
			taken = TRUE;
			if (rc == 1) {
				f->filed = TRUE;
				f->id = g_strdup(v->ids[n]);
				return 1;
			}
		}
	}
	f->id = g_strdup(v->ids[n - 1]);
	return 0;
}

/* A hit that this candidate means. 1, 0 or -1. */
static int
find_candidate(struct facts *f, struct jira *j, const struct candidate *c,
    GPtrArray *hits, struct error *err)
{
	for (guint i = 0; i < hits->len; i++) {
		const struct jira_issue *hit = g_ptr_array_index(hits, i);
		int rc;

		if (!has_label(hit, c->id) &&
		    (c->digest || !has_tag(hit, c->id)))
			continue;
		rc = read_hit(j, hit, c->digest, &f->issue, err);
		if (rc == 1)
			f->found_by = c;
		if (rc != 0)
			return rc;
	}
	return 0;
}

/* Ids of ours name the issue: no search is needed. 1, 0 or -1. */
static int
find_by_number(
    struct facts *f, struct jira *j, const struct verdict *v, struct error *err)
{
	for (guint i = 0; i < v->candidates->len; i++) {
		const struct candidate *c = g_ptr_array_index(v->candidates, i);
		int rc;

		if (!c->issue)
			continue;
		rc = jira_get_issue(j, c->issue, &f->issue, err);
		if (rc < 0)
			return -1;
		if (rc == 1) {
			f->found_by = c;
			return 1;
		}
	}
	return 0;
}

static int
find_by_search(struct facts *f, struct jira *j, const struct verdict *v,
    const char *project, struct error *err)
{
	g_autofree char *jql = build_jql(v, project);
	g_autoptr(GPtrArray) hits = jira_search(j, jql, err);
	int rc;

	if (!hits)
		return -1;
	rc = find_self(f, j, v, hits, err);
	for (guint i = 0; rc == 0 && i < v->candidates->len; i++)
		rc = find_candidate(
		    f, j, g_ptr_array_index(v->candidates, i), hits, err);
	/* An empty answer may be all that an expired token gets to see. */
	if (rc == 0 && jira_verify(j, err) < 0)
		return -1;
	return rc;
}

int
facts_find(struct facts *out, struct jira *j, const struct verdict *v,
    const char *project, struct error *err)
{
	int rc;

	*out = (struct facts){ 0 };
	rc = find_by_number(out, j, v, err);
	if (rc == 0)
		rc = find_by_search(out, j, v, project, err);
	if (rc < 0)
		return -1;
	if (!out->issue)
		return 0;
	if (out->found_by) {
		g_free(out->id);
		out->id = g_strdup(out->found_by->id);
		rc = jira_has_comment(
		    j, out->issue->id, "comment", v->digest, err);
		if (rc < 0)
			return -1;
		out->filed = rc == 1;
	}
	log_debug("belongs to %s (%s)%s", out->issue->key,
	    out->found_by ? evidence_name(out->found_by->evidence) :
			    "its own id",
	    out->filed ? ", filed before" : "");
	return 0;
}
