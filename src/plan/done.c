/*
 * What an earlier delivery of a message did, from the marks on its issue.
 */
#include "plan/done.h"

#include <string.h>

void
stored_file_free(gpointer p)
{
	struct stored_file *s = p;

	g_free(s->key);
	g_free(s);
}

/* What stands for the mark of an issue that has none any more. */
static struct mark *
lost_mark(const struct jira_issue *issue, const char *digest)
{
	struct mark *m = g_new0(struct mark, 1);

	m->step = g_strdup(FILED_ISSUE);
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
		if (strcmp(m->step, FILED_NOTE) == 0)
			f->noted = TRUE;
		if (strcmp(m->step, FILED_COMMENT) == 0 && f->answers)
			filed = m;
		if ((strcmp(m->step, FILED_COMMENT) == 0 ||
			strcmp(m->step, FILED_REST) == 0) &&
		    (!longest || m->size > longest->size))
			longest = m;
	}
	if (!filed)
		return;
	f->filed = mark_copy(filed);
	f->filed_as = mark_copy(longest ? longest : filed);
}

static gboolean
names_file(const struct mark *m, const char *key)
{
	return g_strv_contains((const char *const *)m->files, key);
}

/* Does another message on this issue have a file of this name and size? */
static gboolean
is_of_others(const struct facts *f, const GPtrArray *marks, const char *key)
{
	const struct mark *of_issue = f->issue->mark;

	if (of_issue && strcmp(of_issue->digest, f->filed->digest) != 0 &&
	    names_file(of_issue, key))
		return TRUE;
	for (guint i = 0; i < marks->len; i++) {
		const struct mark *m = g_ptr_array_index(marks, i);

		if (strcmp(m->digest, f->filed->digest) != 0 &&
		    names_file(m, key))
			return TRUE;
	}
	return FALSE;
}

/* Could it be an attachment, of which the content must be seen? */
static gboolean
is_like_ours(const struct jira_file *file, const struct message *m)
{
	for (guint i = 0; i < m->attachments->len; i++) {
		const struct attachment *a =
		    g_ptr_array_index(m->attachments, i);

		if (!a->by_content && jira_is_like(file, a))
			return TRUE;
	}
	return FALSE;
}

/* The same for all that a delivery attaches, texts and the original too. */
static gboolean
may_be_ours(const struct facts *f, const struct message *m,
    const struct jira_file *file, const char *key)
{
	return is_like_ours(file, m) || names_file(f->filed, key) ||
	    names_file(f->filed_as, key) ||
	    strcmp(file->name, MESSAGE_ORIGINAL) == 0;
}

/*
 * What is known of one file of the issue; NULL: it is none of ours.  It is
 * if it came after our mark, and no other message has one of the same name
 * and size ("image001" is everywhere); else the content decides.  Returns 0
 * or -1.
 */
static int
read_file(const struct facts *f, struct jira *j, const struct message *m,
    const GPtrArray *marks, const struct jira_file *file,
    struct stored_file **out, struct error *err)
{
	gboolean earlier = !f->filed || file->created < f->filed->created;
	g_autofree char *key = mark_file_key(file->name, file->size);
	gboolean doubt = earlier || is_of_others(f, marks, key);
	char sha256[65] = "";
	int rc = 1;

	*out = NULL;
	if (earlier ? !is_like_ours(file, m) :
		      doubt && !may_be_ours(f, m, file, key))
		return 0;
	if (doubt)
		rc = jira_get_digest(j, file, sha256, err);
	if (rc == 1) {
		*out = g_new0(struct stored_file, 1);
		(*out)->key = g_steal_pointer(&key);
		(*out)->earlier = earlier;
		g_strlcpy((*out)->sha256, sha256, sizeof sha256);
	}
	return rc < 0 ? -1 : 0;
}

/* The files that this message may have brought, or need not bring. */
static int
read_stored(struct facts *f, struct jira *j, const struct message *m,
    const GPtrArray *marks, struct error *err)
{
	f->stored = g_ptr_array_new_with_free_func(stored_file_free);
	for (guint i = 0; i < f->issue->files->len; i++) {
		struct stored_file *one;

		if (read_file(f, j, m, marks,
			g_ptr_array_index(f->issue->files, i), &one, err) < 0)
			return -1;
		if (one)
			g_ptr_array_add(f->stored, one);
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
	if (read_stored(f, j, m, marks, err) < 0)
		return -1;
	if (f->filed && f->filed_as->body && f->filed_as->size >= 0 &&
	    f->filed_as->size < s->body_size) {
		g_autofree char *start =
		    spool_prefix_digest(s, f->filed_as->size);

		/* A copy with a footer of a list is no longer delivery. */
		f->was_cut = g_strcmp0(start, f->filed_as->body) == 0;
	}
	return 0;
}
