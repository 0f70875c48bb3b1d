#include "plan/facts.h"

#include "base/limits.h"
#include "base/log.h"
#include "ticket/content.h"

#include <string.h>

#define DAY_MS G_GINT64_CONSTANT(86400000)

/* What one look-up works with; all borrowed. */
struct query {
	struct jira *jira;
	const struct options *options;
	const struct message *message;
	const struct verdict *verdict;
	const struct memory *memory; /* or NULL */
	GPtrArray *hits;  /* of struct jira_issue; NULL: not searched */
	const char *mute; /* number of an issue without comments; or NULL */
};

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
	jira_issue_free(f->closed);
	done_release(&f->done);
	g_free(f->id);
	*f = (struct facts){ 0 };
}

/* Which issue. */

static gboolean
has_label(const struct jira_issue *issue, const char *label)
{
	return g_ptr_array_find_with_equal_func(
	    issue->labels, label, g_str_equal, NULL);
}

/*
 * Jicket 0.6 set no label, and people edit labels: the tag in the summary
 * counts.  The search takes words apart, so its hits are compared here.
 */
static gboolean
has_tag(const struct jira_issue *issue, const char *id)
{
	g_autofree char *tag = ticket_tag(id);

	return issue->summary && strstr(issue->summary, tag) != NULL;
}

gboolean
facts_names(const struct jira_issue *issue, const char *id)
{
	return has_label(issue, id) || has_tag(issue, id);
}

/* Issues that were made for our project stay ours when they move. */
static gboolean
is_of_project(const struct jira_issue *issue, const char *project)
{
	return g_strcmp0(issue->project, project) == 0 ||
	    (issue->mark && g_strcmp0(issue->mark->project, project) == 0);
}

/*
 * Is it the issue that this message made, for this project (NULL: any)?  An
 * issue of our label without a mark is a clone, or lost its mark in a
 * migration.
 */
static gboolean
is_made_by(
    const struct jira_issue *issue, const char *digest, const char *project)
{
	if (!issue->mark)
		return !project || g_strcmp0(issue->project, project) == 0;
	return g_strcmp0(issue->mark->digest, digest) == 0 &&
	    (!project || g_strcmp0(issue->mark->project, project) == 0);
}

/*
 * The same for the message itself, which is not filed again if it is so.
 * Without a mark the label alone is too little: short ids can collide.
 */
static gboolean
is_own(
    const struct jira_issue *issue, const struct query *q, const char *project)
{
	const char *subject = q->message->fields.subject;

	return is_made_by(issue, q->verdict->digest, project) &&
	    (issue->mark ||
		(issue->summary && *subject &&
		    strstr(issue->summary, subject)));
}

static void
add_label(GString *labels, const char *id)
{
	g_autofree char *quoted = jira_quote(id);

	if (strstr(labels->str, quoted))
		return;
	g_string_append_printf(labels, "%s%s", labels->len ? ", " : "", quoted);
}

static void
add_text(GString *texts, const char *field, const char *id)
{
	g_autofree char *phrase = jira_quote(id);
	g_autofree char *operand = jira_quote(phrase);

	g_string_append_printf(
	    texts, "%s%s ~ %s", texts->len ? " OR " : "", field, operand);
}

static void
add_summary(GString *texts, const char *id)
{
	add_text(texts, "summary", id);
}

/* Labels are asked for in all projects, since issues move. */
static char *
join_jql(const GString *labels, const GString *texts, const char *project)
{
	g_autofree char *quoted = jira_quote(project);

	return g_strdup_printf("labels in (%s) OR (project = %s AND (%s)) "
			       "ORDER BY created ASC",
	    labels->str, quoted, texts->str);
}

/*
 * One question: was it filed already, and (with "candidates") which ticket is
 * it about?
 */
static char *
build_jql(const struct query *q, gboolean candidates)
{
	const struct verdict *v = q->verdict;
	const guint ids = q->message->fields.references->len;
	g_autoptr(GString) labels = g_string_new(NULL);
	g_autoptr(GString) texts = g_string_new(NULL);
	guint references = 0;

	for (guint i = 0; i < TICKET_NUMBERS; i++) {
		add_label(labels, v->ids[i]);
		add_summary(texts, v->ids[i]);
	}
	for (guint i = 0; candidates && i < v->candidates->len; i++) {
		const struct candidate *c = g_ptr_array_index(v->candidates, i);

		add_label(labels, c->id);
		/* Texts cost more than labels: no numbers but the first. */
		if (c->evidence != EVIDENCE_REFERENCE || references++ < ids)
			add_summary(texts, c->id);
		if (c->evidence == EVIDENCE_REFERENCE && references <= ids)
			add_text(texts, "comment", c->id);
	}
	return join_jql(labels, texts, q->options->jira_project);
}

/* Reads an issue that Jira may have named wrongly or late. 1, 0 or -1. */
static int
read_own(struct jira *j, const char *issue, const char *digest,
    const char *project, struct jira_issue **out, struct error *err)
{
	struct jira_issue *read = NULL;
	int rc = jira_get_issue(j, issue, &read, err);

	if (rc != 1)
		return rc;
	if (!is_made_by(read, digest, project)) {
		jira_issue_free(read);
		return 0;
	}
	*out = read;
	return 1;
}

/*
 * Was this message filed as an issue before?  1, 0 or -1.  A label of ours
 * on an issue of another message is a collision: the next number is taken.
 */
static int
find_self(struct facts *f, const struct query *q, struct error *err)
{
	const struct verdict *v = q->verdict;
	const char *project = q->options->jira_project;
	guint n = 0;
	gboolean taken = TRUE;

	for (; taken && n < TICKET_NUMBERS; n++) {
		taken = FALSE;
		for (guint i = 0; i < q->hits->len; i++) {
			const struct jira_issue *hit =
			    g_ptr_array_index(q->hits, i);
			struct jira_issue *issue = NULL;
			int rc;

			if (!facts_names(hit, v->ids[n]))
				continue;
			rc = jira_get_issue(q->jira, hit->id, &issue, err);
			if (rc < 0)
				return -1;
			if (rc == 1 && is_own(issue, q, project)) {
				f->issue = issue;
				f->id = g_strdup(v->ids[n]);
				f->evidence = "its own id";
				return 1;
			}
			/* For another project it is filed again, as asked. */
			taken = taken || (rc == 1 && !is_own(issue, q, NULL));
			jira_issue_free(issue);
		}
	}
	f->id = g_strdup(v->ids[n - 1]);
	return 0;
}

/* May the message be added to this issue?  Closed ones may be out. */
static gboolean
is_open_for(const struct jira_issue *issue, const struct query *q, gint64 now)
{
	const struct options *o = q->options;

	if (g_strcmp0(issue->id, q->mute) == 0)
		return FALSE;
	if (!issue->closed || o->closed == CLOSED_COMMENT)
		return TRUE;
	/* What nobody wrote is no reason for a new issue. */
	if (q->verdict->class == CLASS_AUTOREPLY || q->verdict->returns_ours)
		return TRUE;
	return o->closed_age > 0 && issue->closed_since &&
	    now - issue->closed_since < o->closed_age * DAY_MS;
}

static gboolean
is_comment_of(const GPtrArray *marks, const char *digest)
{
	for (guint i = 0; i < marks->len; i++) {
		const struct mark *m = g_ptr_array_index(marks, i);

		if (strcmp(m->step, FILED_COMMENT) == 0 &&
		    strcmp(m->digest, digest) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Did an earlier delivery comment there, before it was closed? 1, 0, -1. */
static int
has_our_comment(
    const struct query *q, const struct jira_issue *issue, struct error *err)
{
	g_autoptr(GPtrArray) marks = jira_get_marks(q->jira, issue->id, err);

	return marks ? is_comment_of(marks, q->verdict->digest) : -1;
}

/*
 * Takes the issue, or keeps it in mind as the closed one; owns it in either
 * case.  1, 0 or -1.
 */
static int
take_issue(struct facts *f, const struct query *q, const struct candidate *c,
    struct jira_issue *issue, gint64 now, struct error *err)
{
	int open = is_open_for(issue, q, now);

	if (!open)
		open = has_our_comment(q, issue, err);
	if (open != 1) {
		if (f->closed)
			jira_issue_free(issue);
		else
			f->closed = issue;
		return open;
	}
	f->issue = issue;
	f->answers = TRUE;
	f->evidence = evidence_name(c->evidence);
	g_free(f->id);
	f->id = g_strdup(c->id);
	return 1;
}

/* Is there a later issue of the same ticket id? */
static gboolean
has_twin(const GPtrArray *hits, const struct jira_issue *hit, const char *id)
{
	for (guint i = 0; i < hits->len; i++) {
		const struct jira_issue *other = g_ptr_array_index(hits, i);

		if (other != hit && facts_names(other, id))
			return TRUE;
	}
	return FALSE;
}

/* A hit that this candidate means. 1, 0 or -1. */
static int
find_candidate(struct facts *f, const struct query *q,
    const struct candidate *c, gint64 now, struct error *err)
{
	for (guint i = 0; i < q->hits->len; i++) {
		const struct jira_issue *hit = g_ptr_array_index(q->hits, i);
		struct jira_issue *issue = NULL;
		int rc;

		if (!facts_names(hit, c->id))
			continue;
		rc = jira_get_issue(q->jira, hit->id, &issue, err);
		if (rc < 0)
			return -1;
		if (rc == 0)
			continue;
		if (!is_of_project(issue, q->options->jira_project) ||
		    (c->digest && !is_made_by(issue, c->digest, NULL))) {
			jira_issue_free(issue);
			continue;
		}
		rc = take_issue(f, q, c, issue, now, err);
		f->twins = rc == 1 && has_twin(q->hits, hit, c->id);
		if (rc != 0)
			return rc;
	}
	return 0;
}

/*
 * The same for an answer that comes before the index knows its ticket: this
 * host made it a moment ago.  1, 0 or -1.
 */
static int
recall_candidate(struct facts *f, const struct query *q,
    const struct candidate *c, gint64 now, struct error *err)
{
	g_autofree char *number =
	    memory_recall(q->memory, c->digest ? c->digest : c->id);
	struct jira_issue *issue = NULL;
	int rc = number ? jira_get_issue(q->jira, number, &issue, err) : 0;

	if (rc != 1)
		return rc;
	if (!is_of_project(issue, q->options->jira_project) ||
	    (!has_label(issue, c->id) && !has_tag(issue, c->id)) ||
	    (c->digest && !is_made_by(issue, c->digest, NULL))) {
		jira_issue_free(issue);
		return 0;
	}
	return take_issue(f, q, c, issue, now, err);
}

/* Ids of ours name the issue: no search is needed. 1, 0 or -1. */
static int
find_by_number(
    struct facts *f, const struct query *q, gint64 now, struct error *err)
{
	const GPtrArray *candidates = q->verdict->candidates;

	for (guint i = 0; i < candidates->len; i++) {
		const struct candidate *c = g_ptr_array_index(candidates, i);
		struct jira_issue *issue = NULL;
		int rc;

		if (!c->issue)
			continue;
		rc = jira_get_issue(q->jira, c->issue, &issue, err);
		if (rc < 0)
			return -1;
		if (rc == 1)
			rc = take_issue(f, q, c, issue, now, err);
		if (rc != 0)
			return rc;
	}
	return 0;
}

/* The label that is a ticket id; NULL: none is. */
static const char *
ticket_label(const struct jira_issue *issue, const char *prefix)
{
	for (guint i = 0; i < issue->labels->len; i++)
		if (g_str_has_prefix(
			g_ptr_array_index(issue->labels, i), prefix))
			return g_ptr_array_index(issue->labels, i);
	return NULL;
}

/* Jira's own count of ms; the Message-ID may have it in seconds. */
static gboolean
is_created_at(const struct jira_issue *issue, gint64 ms)
{
	return ABS(issue->created - ms) <= 1000;
}

/* The issue of a notification by Jira that it answers. 1, 0 or -1. */
static int
find_by_notification(
    struct facts *f, const struct query *q, gint64 now, struct error *err)
{
	const GPtrArray *list = q->verdict->notifications;
	int rc = 0;

	for (guint i = 0; rc == 0 && i < list->len; i++) {
		const struct notification *n = g_ptr_array_index(list, i);
		struct candidate c = { EVIDENCE_NOTIFICATION, NULL, NULL,
			NULL };
		struct jira_issue *issue = NULL;

		rc = jira_get_issue(q->jira, n->issue, &issue, err);
		if (rc != 1)
			continue;
		if (!is_of_project(issue, q->options->jira_project) ||
		    !is_created_at(issue, n->created)) {
			jira_issue_free(issue);
			rc = 0;
			continue;
		}
		c.id = g_strdup(ticket_label(issue, q->options->id_prefix));
		if (!c.id)
			c.id = g_strdup(q->verdict->ids[0]);
		rc = take_issue(f, q, &c, issue, now, err);
		g_free(c.id);
	}
	return rc;
}

/* The hits of this message and of what it may answer.  0 or -1. */
static int
search(struct query *q, struct error *err)
{
	g_autofree char *jql = build_jql(q, TRUE), *own = NULL;
	GPtrArray *hits;
	gboolean cut;

	q->hits = jira_search(q->jira, jql, &cut, err);
	if (!q->hits || !cut)
		return q->hits ? 0 : -1;
	/* Clones of another ticket must not keep its own from us. */
	own = build_jql(q, FALSE);
	hits = jira_search(q->jira, own, NULL, err);
	if (!hits)
		return -1;
	g_ptr_array_extend_and_steal(q->hits, hits);
	return 0;
}

/* Is it ours?  We write the id of the mail below. */
static gboolean
ends_with_id(const char *text, const void *id)
{
	g_autofree char *trimmed = g_strchomp(g_strdup(text));
	g_autofree char *line = content_own_id(id);

	return g_str_has_suffix(trimmed, line);
}

/*
 * The same as find_comment() where Jira drops marks, for the nearest reference
 * alone.
 */
static int
find_unmarked(const struct query *q, const char *issue, struct error *err)
{
	const GPtrArray *candidates = q->verdict->candidates;
	const struct candidate *c = NULL;
	struct jira_issue *read = NULL;
	gint64 created;
	guint i = 0;
	int rc;

	for (; i < candidates->len; i++) {
		c = g_ptr_array_index(candidates, i);
		if (c->evidence == EVIDENCE_REFERENCE)
			break;
	}
	if (i == candidates->len)
		return (int)i;
	rc = jira_get_issue(q->jira, issue, &read, err);
	if (rc == 1)
		rc = read->mark ? 0 :
				  jira_find_comment(q->jira, issue, c->id,
				      ends_with_id, c->id, &created, err);
	jira_issue_free(read);
	if (rc < 0)
		return -1;
	return rc == 1 ? (int)i : (int)candidates->len;
}

/*
 * Of which reference, by its place among the candidates, is there a comment?
 * The number of candidates: of none.  -1: failed.
 */
static int
find_comment(const struct query *q, const char *issue, struct error *err)
{
	const GPtrArray *candidates = q->verdict->candidates;
	g_autoptr(GPtrArray) marks = jira_get_marks(q->jira, issue, err);
	guint i = 0;

	for (; marks && i < candidates->len; i++) {
		const struct candidate *c = g_ptr_array_index(candidates, i);

		if (c->evidence == EVIDENCE_REFERENCE &&
		    is_comment_of(marks, c->digest))
			break;
	}
	if (marks && !marks->len)
		return find_unmarked(q, issue, err);
	return marks ? (int)i : -1;
}

/* Takes the issue of this number for an answer to one of its comments. */
static int
take_commented(struct facts *f, const struct query *q, const char *number,
    const char *reference, gint64 now, struct error *err)
{
	struct candidate c = { EVIDENCE_REFERENCE, NULL, NULL, NULL };
	struct jira_issue *issue = NULL;
	int rc = jira_get_issue(q->jira, number, &issue, err);

	if (rc != 1)
		return rc;
	if (!is_of_project(issue, q->options->jira_project)) {
		jira_issue_free(issue);
		return 0;
	}
	c.id = g_strdup(ticket_label(issue, q->options->id_prefix));
	if (!c.id)
		c.id = g_strdup(reference);
	rc = take_issue(f, q, &c, issue, now, err);
	g_free(c.id);
	return rc;
}

/*
 * What this host knows of the nearest mail that became a comment: the number
 * of an issue that is still there.  1, 0 or -1.
 */
static int
recall_commented(const struct query *q, char **out, struct error *err)
{
	const GPtrArray *candidates = q->verdict->candidates;
	g_autofree char *number = NULL;
	struct jira_issue *issue = NULL;
	int rc;

	for (guint i = 0; !number && i < candidates->len; i++) {
		const struct candidate *c = g_ptr_array_index(candidates, i);

		if (c->evidence == EVIDENCE_REFERENCE)
			number = memory_recall_comment(q->memory, c->digest);
	}
	rc = number ? jira_get_issue(q->jira, number, &issue, err) : 0;
	if (rc == 1)
		*out = g_steal_pointer(&number);
	jira_issue_free(issue);
	return rc;
}

/* Numbers of the issues whose comments are to be looked through, or NULL. */
static GPtrArray *
list_commented(const struct query *q, struct error *err)
{
	GPtrArray *numbers;
	char *recalled = NULL;

	if (recall_commented(q, &recalled, err) < 0)
		return NULL;
	numbers = g_ptr_array_new_with_free_func(g_free);
	if (recalled)
		g_ptr_array_add(numbers, recalled);
	for (guint i = 0; i < MIN(q->hits->len, LIMIT_COMMENTED); i++) {
		const struct jira_issue *hit = g_ptr_array_index(q->hits, i);

		if (g_strcmp0(hit->id, recalled) != 0)
			g_ptr_array_add(numbers, g_strdup(hit->id));
	}
	return numbers;
}

/*
 * A mail that it answers may be a comment, which shows the id of its mail to
 * the search, after a while.  Anybody can quote that; the mark of the comment
 * proves it.  The nearest reference counts.  1, 0 or -1.
 */
static int
find_by_comments(
    struct facts *f, const struct query *q, gint64 now, struct error *err)
{
	const GPtrArray *candidates = q->verdict->candidates;
	g_autoptr(GPtrArray) numbers = NULL;
	const char *found = NULL;
	int best = (int)candidates->len;

	if (!q->message->fields.references->len)
		return 0;
	numbers = list_commented(q, err);
	if (!numbers)
		return -1;
	for (guint i = 0; i < numbers->len; i++) {
		const char *number = g_ptr_array_index(numbers, i);
		const int nearest = find_comment(q, number, err);

		if (nearest < 0)
			return -1;
		if (nearest < best)
			found = number;
		best = MIN(best, nearest);
	}
	if (!found)
		return 0;
	return take_commented(f, q, found,
	    ((const struct candidate *)g_ptr_array_index(candidates, best))->id,
	    now, err);
}

/* Those by words, or all others.  1, 0 or -1. */
static int
try_candidates(struct facts *f, const struct query *q, gboolean words,
    gint64 now, struct error *err)
{
	const GPtrArray *candidates = q->verdict->candidates;
	int rc = 0;

	for (guint i = 0; rc == 0 && i < candidates->len; i++) {
		const struct candidate *c = g_ptr_array_index(candidates, i);

		if ((c->evidence == EVIDENCE_WORD) != words)
			continue;
		rc = find_candidate(f, q, c, now, err);
		if (rc == 0)
			rc = recall_candidate(f, q, c, now, err);
	}
	return rc;
}

static int
find_by_search(struct facts *f, struct query *q, gint64 now, struct error *err)
{
	const struct verdict *v = q->verdict;
	int rc;

	/*
	 * Nothing should stand between the search and the new issue. Data
	 * Center tells with the search who we are; Cloud must be asked.
	 */
	if (q->jira->flavour == FLAVOUR_CLOUD && !v->candidates->len &&
	    jira_verify(q->jira, err) < 0)
		return -1;
	rc = search(q, err);
	if (rc == 0)
		rc = find_self(f, q, err);
	if (rc == 0)
		rc = try_candidates(f, q, FALSE, now, err);
	if (rc == 0)
		rc = find_by_comments(f, q, now, err);
	if (rc == 0)
		rc = try_candidates(f, q, TRUE, now, err);
	/* An empty answer may be all that an expired token gets to see. */
	if (rc == 0 && jira_verify(q->jira, err) < 0)
		rc = -1;
	g_clear_pointer(&q->hits, g_ptr_array_unref);
	return rc;
}

/* The memory of this host: the issue that the message made a moment ago. */
static int
find_by_memory(struct facts *f, const struct query *q, struct error *err)
{
	const char *hint = memory_issue(q->memory);
	int rc;

	if (!hint)
		return 0;
	rc = read_own(q->jira, hint, q->verdict->digest,
	    q->options->jira_project, &f->issue, err);
	if (rc != 1)
		return rc;
	for (guint i = 0; i < TICKET_NUMBERS && !f->id; i++)
		if (has_label(f->issue, q->verdict->ids[i]))
			f->id = g_strdup(q->verdict->ids[i]);
	if (!f->id)
		f->id = g_strdup(q->verdict->ids[0]);
	f->evidence = "the memory of this host";
	return 1;
}

static int
find(struct facts *out, struct query *q, gint64 now, struct error *err)
{
	const struct verdict *v = q->verdict;
	int rc;

	*out = (struct facts){ 0 };
	rc = find_by_memory(out, q, err);
	if (rc == 0)
		rc = find_by_number(out, q, now, err);
	if (rc == 0)
		rc = find_by_notification(out, q, now, err);
	if (rc == 0)
		rc = find_by_search(out, q, now, err);
	if (rc == 0 && !out->id)
		out->id = g_strdup(v->ids[0]);
	if (rc < 0 || !out->issue)
		return rc < 0 ? -1 : 0;
	log_debug("belongs to %s: %s", out->issue->key, out->evidence);
	return done_find(&out->done, q->jira, out->issue, out->answers,
	    q->message, v->digest, v->ids[0], err);
}

int
facts_find(struct facts *out, struct jira *j, const struct options *o,
    const struct message *m, const struct verdict *v,
    const struct memory *memory, gint64 now, struct error *err)
{
	struct query q = { j, o, m, v, memory, NULL, NULL };

	return find(out, &q, now, err);
}

int
facts_find_other(struct facts *f, struct jira *j, const struct options *o,
    const struct message *m, const struct verdict *v, gint64 now,
    struct error *err)
{
	g_autofree char *mute = g_strdup(f->issue->id);
	struct query q = { j, o, m, v, NULL, NULL, mute };

	facts_release(f);
	return find(f, &q, now, err);
}

const char *
facts_follows(const struct facts *f)
{
	if (f->done.filed)
		return f->done.filed->follows;
	return f->closed && !f->answers ? f->closed->key : NULL;
}

GPtrArray *
facts_search(
    struct jira *j, const char *project, const char *id, struct error *err)
{
	g_autoptr(GString) labels = g_string_new(NULL);
	g_autoptr(GString) texts = g_string_new(NULL);
	g_autofree char *jql = NULL;

	add_label(labels, id);
	add_summary(texts, id);
	jql = join_jql(labels, texts, project);
	return jira_search(j, jql, NULL, err);
}

int
facts_find_own(struct jira *j, const char *project, const char *id,
    const char *digest, struct jira_issue **out, struct error *err)
{
	g_autoptr(GPtrArray) hits = facts_search(j, project, id, err);

	for (guint i = 0; hits && i < hits->len; i++) {
		const struct jira_issue *hit = g_ptr_array_index(hits, i);
		int rc = facts_names(hit, id) ?
		    read_own(j, hit->id, digest, project, out, err) :
		    0;

		if (rc != 0)
			return rc;
	}
	return hits ? 0 : -1;
}
