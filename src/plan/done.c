#include "plan/done.h"

#include "base/log.h"
#include "plan/same.h"
#include "ticket/said.h"

#include <string.h>

/* What one look works with; all borrowed. */
struct look {
	struct jira *jira;
	const struct jira_issue *issue;
	const struct message *message;
	const GPtrArray *marks; /* of the comments */
};

void
stored_file_free(gpointer p)
{
	struct stored_file *s = p;

	g_free(s->key);
	g_free(s);
}

/* What stands for a mark that was lost. */
static struct mark *
lost_mark(const char *step, const char *digest, gint64 created)
{
	struct mark *m = g_new0(struct mark, 1);

	m->step = g_strdup(step);
	m->digest = g_strdup(digest);
	m->size = -1;
	m->files = g_new0(char *, 1);
	m->created = created;
	return m;
}

static struct mark *
own_mark(const struct jira_issue *issue, const char *digest)
{
	return issue->mark ? mark_copy(issue->mark) :
			     lost_mark(FILED_ISSUE, digest, issue->created);
}

/* Sorts out the marks of this message; "own": that of its own issue. */
static void
read_marks(struct done *d, const struct mark *own, const char *digest,
    const GPtrArray *marks)
{
	const struct mark *filed = own, *longest = own;

	for (guint i = 0; i < marks->len; i++) {
		const struct mark *m = g_ptr_array_index(marks, i);

		if (strcmp(m->digest, digest) != 0)
			continue;
		if (strcmp(m->step, FILED_NOTE) == 0)
			d->noted = TRUE;
		if (strcmp(m->step, FILED_COMMENT) == 0 && !own)
			filed = m;
		if ((strcmp(m->step, FILED_COMMENT) == 0 ||
			strcmp(m->step, FILED_REST) == 0) &&
		    (!longest || m->size > longest->size))
			longest = m;
	}
	if (!filed)
		return;
	d->filed = mark_copy(filed);
	d->filed_as = mark_copy(longest ? longest : filed);
}

static gboolean
names_file(const struct mark *m, const char *key)
{
	return g_strv_contains((const char *const *)m->files, key);
}

/* Does another message on this issue have a file of this name and size? */
static gboolean
is_of_others(const struct done *d, const struct look *l, const char *key)
{
	const struct mark *of_issue = l->issue->mark;

	if (of_issue && strcmp(of_issue->digest, d->filed->digest) != 0 &&
	    names_file(of_issue, key))
		return TRUE;
	for (guint i = 0; i < l->marks->len; i++) {
		const struct mark *m = g_ptr_array_index(l->marks, i);

		if (strcmp(m->digest, d->filed->digest) != 0 &&
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
may_be_ours(const struct done *d, const struct look *l,
    const struct jira_file *file, const char *key)
{
	return is_like_ours(file, l->message) || names_file(d->filed, key) ||
	    names_file(d->filed_as, key) ||
	    strcmp(file->name, MESSAGE_ORIGINAL) == 0;
}

static void
add_stored(
    struct done *d, const char *key, const char *sha256, gboolean earlier)
{
	struct stored_file *s = g_new0(struct stored_file, 1);

	s->key = g_strdup(key);
	s->earlier = earlier;
	g_strlcpy(s->sha256, sha256, sizeof s->sha256);
	g_ptr_array_add(d->stored, s);
}

/*
 * Adds a file of the issue, if it is ours.  It is if it came after our mark,
 * and no other message has one of the same name and size ("image001" is
 * everywhere); else the content decides.  Where Jira does not give that out,
 * its key goes to "unseen".  Returns 0 or -1.
 */
static int
read_stored_file(struct done *d, const struct look *l,
    const struct jira_file *file, GPtrArray *unseen, struct error *err)
{
	gboolean earlier = !d->filed || file->created < d->filed->created;
	g_autofree char *key = mark_file_key(file->name, file->size);
	gboolean doubt = earlier || !d->filed->body || is_of_others(d, l, key);
	char sha256[65] = "";
	int rc = 1;

	if (earlier ? !is_like_ours(file, l->message) :
		      doubt && !may_be_ours(d, l, file, key))
		return 0;
	if (doubt)
		rc = jira_get_digest(l->jira, file, sha256, err);
	if (rc == 1)
		add_stored(d, key, sha256, earlier);
	else if (rc == 0 && !earlier)
		g_ptr_array_add(unseen, g_steal_pointer(&key));
	return rc < 0 ? -1 : 0;
}

static void
count(GHashTable *counts, const char *key, int n)
{
	n += GPOINTER_TO_INT(g_hash_table_lookup(counts, key));
	g_hash_table_replace(counts, g_strdup(key), GINT_TO_POINTER(n));
}

/* Files of each name and size, by their keys. */
struct counts {
	GHashTable *later;  /* that came after our mark, and may be ours */
	GHashTable *before; /* of earlier mails, that were not there by then */
};

/* What the mail of another mark brought; a note names the same files again. */
static void
uncount_mark(const struct counts *c, const struct done *d, const struct mark *m)
{
	const gboolean before = m && m->created < d->filed->created;

	if (!m || strcmp(m->digest, d->filed->digest) == 0 ||
	    strcmp(m->step, FILED_NOTE) == 0 ||
	    strcmp(m->step, FILED_DUPLICATE) == 0)
		return;
	for (guint i = 0; m->files[i]; i++)
		if (before)
			count(c->before, m->files[i], 1);
		else
			count(c->later, m->files[i], -1);
}

static void
count_files(const struct counts *c, const struct done *d, const struct look *l)
{
	for (guint i = 0; i < l->issue->files->len; i++) {
		const struct jira_file *f =
		    g_ptr_array_index(l->issue->files, i);
		g_autofree char *key = mark_file_key(f->name, f->size);

		if (f->created < d->filed->created)
			count(c->before, key, -1);
		else
			count(c->later, key, 1);
	}
	for (guint i = 0; i < d->stored->len; i++) {
		const struct stored_file *s = g_ptr_array_index(d->stored, i);

		if (!s->earlier)
			count(c->later, s->key, -1);
	}
	uncount_mark(c, d, l->issue->mark);
	for (guint i = 0; i < l->marks->len; i++)
		uncount_mark(c, d, g_ptr_array_index(l->marks, i));
}

static int
count_of(GHashTable *counts, const char *key)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(counts, key));
}

/*
 * Files that came after our mark, of which nobody can see whose they are: ours
 * are those that the other messages do not account for.  An earlier message
 * brought its files before, as far as they are there.  A file too many is seen,
 * a file too few is not.
 */
static void
count_unseen(struct done *d, const struct look *l, const GPtrArray *unseen)
{
	const struct counts c = {
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};

	if (unseen->len)
		count_files(&c, d, l);
	for (guint i = 0; i < unseen->len; i++) {
		const char *key = g_ptr_array_index(unseen, i);

		if (count_of(c.later, key) <= MAX(count_of(c.before, key), 0))
			continue;
		add_stored(d, key, "", FALSE);
		count(c.later, key, -1);
	}
	g_hash_table_unref(c.later);
	g_hash_table_unref(c.before);
}

/* The files that this message may have brought, or need not bring. */
static int
read_stored(struct done *d, const struct look *l, struct error *err)
{
	const GPtrArray *files = l->issue->files;
	g_autoptr(GPtrArray) unseen = g_ptr_array_new_with_free_func(g_free);

	d->stored = g_ptr_array_new_with_free_func(stored_file_free);
	for (guint i = 0; i < files->len; i++)
		if (read_stored_file(
			d, l, g_ptr_array_index(files, i), unseen, err) < 0)
			return -1;
	count_unseen(d, l, unseen);
	return 0;
}

/*
 * Is this very content among the files of the issue?  1, 0 (also when Jira
 * does not give it out), or -1.
 */
static int
has_file(const struct look *l, struct attachment *a, struct error *err)
{
	const GPtrArray *files = l->issue->files;
	int rc = 0;

	for (guint i = 0; rc == 0 && i < files->len; i++) {
		const struct jira_file *f = g_ptr_array_index(files, i);

		if (jira_is_like(f, a))
			rc = jira_has_content(
			    l->jira, f, attachment_digest(a), err);
	}
	return rc;
}

static int
has_all_files(const struct look *l, struct error *err)
{
	const GPtrArray *ours = l->message->attachments;
	int rc = 1;

	for (guint i = 0; rc == 1 && i < ours->len; i++)
		rc = has_file(l, g_ptr_array_index(ours, i), err);
	return rc;
}

/* An issue that lost its mark: what its description says must do. */
static int
compare_text(struct done *d, const struct look *l, struct error *err)
{
	g_autofree char *text = NULL;

	if (jira_get_description(l->jira, l->issue->id, &text, err) < 0)
		return -1;
	if (!said_is_in(l->message, text))
		d->another = "what it says";
	return 0;
}

/* Is what was filed with its digest the message?  Returns 0 or -1. */
static int
compare(struct done *d, const struct look *l, struct error *err)
{
	g_autofree char *said = said_new(l->message);
	const char *differs, *unused;
	enum same same = same_mail(d->filed_as, l->message, said, &differs);
	enum same first = same_mail(d->filed, l->message, said, &unused);
	int files = 1;

	/* What was filed at first is there beside the rest that came later. */
	if (same == SAME_NOT && first != SAME_START)
		same = first;
	if (same == SAME_TEXT)
		files = has_all_files(l, err);
	if (files < 0)
		return -1;
	d->was_cut = same == SAME_START;
	d->nothing_new = same == SAME_TEXT && files;
	if (same == SAME_NOT)
		d->another = differs;
	else if (!files)
		d->another = "its files";
	return 0;
}

static gboolean
has_said(const char *text, const void *message)
{
	return said_is_in(message, text);
}

/*
 * Some Jiras drop the properties that they are given.  Then the comment is
 * known by the id that it ends with, and by what it says.  1, 0 or -1.
 */
static int
find_lost(struct done *d, const struct look *l, const char *digest,
    const char *id, struct error *err)
{
	gint64 created = 0;
	int rc = jira_find_comment(
	    l->jira, l->issue->id, id, has_said, l->message, &created, err);

	if (rc != 1)
		return rc;
	log_warning("%s: a comment of ours has lost its mark. Does this Jira "
		    "drop entity properties? What was filed is told by its "
		    "text alone",
	    l->issue->key);
	d->filed = lost_mark(FILED_COMMENT, digest, created);
	d->filed_as = mark_copy(d->filed);
	return 1;
}

int
done_find(struct done *out, struct jira *j, const struct jira_issue *issue,
    gboolean answers, const struct message *m, const char *digest,
    const char *id, struct error *err)
{
	g_autoptr(GPtrArray) marks = jira_get_marks(j, issue->id, err);
	const struct look look = { j, issue, m, marks };
	struct mark *own = answers ? NULL : own_mark(issue, digest);
	int lost = 0, rc = marks ? 0 : -1;

	if (rc == 0)
		read_marks(out, own, digest, marks);
	if (rc == 0 && !out->filed && !issue->mark)
		lost = find_lost(out, &look, digest, id, err);
	if (rc == 0)
		rc = lost < 0 ? -1 : read_stored(out, &look, err);
	if (rc == 0 && !answers && !issue->mark)
		rc = compare_text(out, &look, err);
	else if (rc == 0 && out->filed && !lost)
		rc = compare(out, &look, err);
	mark_free(own);
	return rc;
}

void
done_release(struct done *d)
{
	mark_free(d->filed);
	mark_free(d->filed_as);
	if (d->stored)
		g_ptr_array_unref(d->stored);
	*d = (struct done){ 0 };
}
