/*
 * What an earlier delivery of a message did, from the marks on its issue.
 */
#include "facts_done.h"

#include <string.h>

static struct mark *
mark_copy(const struct mark *m)
{
	struct mark *copy = g_new0(struct mark, 1);

	copy->step = g_strdup(m->step);
	copy->digest = g_strdup(m->digest);
	copy->project = g_strdup(m->project);
	copy->body = g_strdup(m->body);
	copy->size = m->size;
	copy->text = g_strdup(m->text);
	copy->follows = g_strdup(m->follows);
	copy->files = g_strdupv(m->files);
	copy->created = m->created;
	return copy;
}

/* What stands for the mark of an issue that has none any more. */
static struct mark *
lost_mark(const struct jira_issue *issue, const char *digest)
{
	struct mark *m = g_new0(struct mark, 1);

	m->step = g_strdup(MARK_ISSUE);
	m->digest = g_strdup(digest);
	m->size = -1;
	m->files = g_new0(char *, 1);
	m->created = issue->created;
	return m;
}

/* Sorts out the marks of this message. */
static void
read_marks(struct facts *f, const char *digest, const GPtrArray *marks)
{
	const struct mark *filed = NULL, *longest = NULL;

	if (!f->answers) {
		if (!f->issue->mark)
			f->issue->mark = lost_mark(f->issue, digest);
		filed = longest = f->issue->mark;
	}
	for (guint i = 0; i < marks->len; i++) {
		const struct mark *m = g_ptr_array_index(marks, i);

		if (strcmp(m->digest, digest) != 0)
			continue;
		if (strcmp(m->step, MARK_NOTE) == 0)
			f->noted = TRUE;
		if (strcmp(m->step, MARK_COMMENT) == 0 && f->answers)
			filed = m;
		if ((strcmp(m->step, MARK_COMMENT) == 0 ||
			strcmp(m->step, MARK_REST) == 0) &&
		    (!longest || m->size > longest->size))
			longest = m;
	}
	if (!filed)
		return;
	f->filed = mark_copy(filed);
	f->filed_as = mark_copy(longest ? longest : filed);
}

/* Does another message on this issue have a file of this name and size? */
static gboolean
is_of_others(const struct facts *f, const GPtrArray *marks, const char *key)
{
	const struct mark *of_issue = f->issue->mark;

	if (of_issue && strcmp(of_issue->digest, f->filed->digest) != 0 &&
	    g_strv_contains((const char *const *)of_issue->files, key))
		return TRUE;
	for (guint i = 0; i < marks->len; i++) {
		const struct mark *m = g_ptr_array_index(marks, i);

		if (strcmp(m->digest, f->filed->digest) != 0 &&
		    g_strv_contains((const char *const *)m->files, key))
			return TRUE;
	}
	return FALSE;
}

/* Has the message a file with just this content?  1, 0 or -1. */
static int
has_content(struct jira *j, const struct message *m, const struct jira_file *f,
    struct error *err)
{
	int rc = 0;

	for (guint i = 0; rc == 0 && i < m->attachments->len; i++) {
		struct attachment *a = g_ptr_array_index(m->attachments, i);

		if (!jira_is_like(f, a))
			continue;
		if (!*a->sha256)
			(void)attachment_measure(a, TRUE);
		rc = jira_has_content(j, f, a->sha256, err);
	}
	return rc;
}

/*
 * The files that this message may have brought: those that came after its
 * mark.  Where another message has one of the same name and size ("image001"
 * is everywhere), the content decides.
 */
static int
read_stored(struct facts *f, struct jira *j, const struct message *m,
    const GPtrArray *marks, struct error *err)
{
	f->stored = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < f->issue->files->len; i++) {
		const struct jira_file *file =
		    g_ptr_array_index(f->issue->files, i);
		g_autofree char *key = mark_file_key(file->name, file->size);
		int rc = 1;

		if (file->created < f->filed->created)
			continue;
		if (is_of_others(f, marks, key))
			rc = has_content(j, m, file, err);
		if (rc < 0)
			return -1;
		if (rc == 1)
			g_ptr_array_add(f->stored, g_steal_pointer(&key));
	}
	return 0;
}

int
facts_find_done(struct facts *f, struct jira *j, const struct message *m,
    const char *digest, struct error *err)
{
	const struct spool *s = m->spool;
	g_autoptr(GPtrArray) marks = jira_get_marks(j, f->issue->id, err);

	if (!marks)
		return -1;
	read_marks(f, digest, marks);
	if (!f->filed)
		return 0;
	if (read_stored(f, j, m, marks, err) < 0)
		return -1;
	if (f->filed_as->body && f->filed_as->size >= 0 &&
	    f->filed_as->size < s->body_size) {
		g_autofree char *start =
		    spool_prefix_digest(s, f->filed_as->size);

		/* A copy with a footer of a list is no longer delivery. */
		f->was_cut = g_strcmp0(start, f->filed_as->body) == 0;
	}
	return 0;
}
