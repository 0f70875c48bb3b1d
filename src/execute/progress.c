#include "execute/progress.h"

#include "base/deadline.h"
#include "base/log.h"
#include "plan/facts.h"

#include <string.h>

void
progress_init(struct progress *at, const struct plan *p, struct jira *j,
    struct memory *memory)
{
	*at = (struct progress){ .plan = p, .jira = j, .memory = memory };
	at->issue = g_strdup(p->issue);
	at->key = g_strdup(p->key);
	scaler_init(&at->scaler, p->image_scaler, p->image_max, j->deadline);
	at->refused = g_string_new(NULL);
	at->sent = g_ptr_array_new_with_free_func(g_free);
	at->known = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < p->known->len; i++)
		g_ptr_array_add(
		    at->known, g_strdup(g_ptr_array_index(p->known, i)));
}

void
progress_release(struct progress *at)
{
	g_free(at->issue);
	g_free(at->key);
	g_string_free(at->refused, TRUE);
	g_ptr_array_unref(at->known);
	g_ptr_array_unref(at->sent);
}

int
progress_look_issue(struct progress *at, const void *unused, struct error *err)
{
	struct jira_issue *issue = NULL;
	int rc = facts_find_own(at->jira, at->plan->project, at->plan->id,
	    at->plan->mark->digest, &issue, err);

	(void)unused;
	if (rc != 1)
		return rc;
	/* The next delivery compares the two in full. */
	if (issue->mark &&
	    g_strcmp0(issue->mark->body, at->plan->mark->body) != 0) {
		memory_remember(at->memory, at->plan->id, issue->id);
		rc = error_set(err, FAIL_BUSY,
		    "%s was made of a mail with the same Message-ID and "
		    "another body",
		    issue->key);
		jira_issue_free(issue);
		return rc;
	}
	at->issue = g_strdup(issue->id);
	at->key = g_strdup(issue->key);
	if (issue->mark && texts_were_refused(issue->mark))
		at->text_refused = TRUE;
	jira_issue_free(issue);
	return 1;
}

int
progress_look_comment(struct progress *at, const void *what, struct error *err)
{
	g_autoptr(GPtrArray) marks = jira_get_marks(at->jira, at->issue, err);
	const struct mark *ours = at->plan->mark;

	for (guint i = 0; marks && i < marks->len; i++) {
		const struct mark *m = g_ptr_array_index(marks, i);

		/* A rest counts for the content that it brought. */
		if (strcmp(m->step, what) == 0 &&
		    strcmp(m->digest, ours->digest) == 0 &&
		    (strcmp(m->step, FILED_REST) != 0 ||
			m->size >= ours->size)) {
			if (texts_were_refused(m))
				at->text_refused = TRUE;
			return 1;
		}
	}
	return marks ? 0 : -1;
}

/* Has the issue the mark of the text with its pictures? */
int
progress_look_shown(struct progress *at, const void *unused, struct error *err)
{
	struct jira_issue *issue = NULL;
	int rc = jira_get_issue(at->jira, at->issue, &issue, err);

	(void)unused;
	if (rc == 1)
		rc = issue->mark &&
		    g_strcmp0(issue->mark->text, at->plan->shown->text) == 0;
	jira_issue_free(issue);
	return rc;
}

int
progress_look_link(struct progress *at, const void *unused, struct error *err)
{
	struct jira_issue *issue = NULL;
	int rc = jira_get_issue(at->jira, at->issue, &issue, err);

	(void)unused;
	if (rc == 1)
		rc = g_ptr_array_find_with_equal_func(
		    issue->links, at->plan->follows, g_str_equal, NULL);
	jira_issue_free(issue);
	return rc;
}

static gboolean
is_known(const struct progress *at, const struct jira_file *f)
{
	return f->path &&
	    g_ptr_array_find_with_equal_func(
		at->known, f->path, g_str_equal, NULL);
}

static guint
count_sent(const struct progress *at, const struct attachment *a)
{
	g_autofree char *key = mark_file_key(a->name, a->size);
	guint n = 0;

	for (guint i = 0; i < at->sent->len; i++)
		n += strcmp(g_ptr_array_index(at->sent, i), key) == 0;
	return n;
}

/*
 * Is this stored file the attachment?  1, 0 or -1.  Where the name tells the
 * content it does not matter who brought it, and when.
 */
static int
is_file(struct progress *at, const struct jira_file *f,
    const struct attachment *a, struct error *err)
{
	if (!jira_is_like(f, a))
		return 0;
	if (a->by_content)
		return 1;
	if (is_known(at, f))
		return 0;
	return jira_has_content(at->jira, f, a->sha256, err);
}

/*
 * Is there a file that was not there before, with this content?  Another
 * message may bring one of the same name and size at the same moment, and
 * this one may have brought the same file before.
 */
int
progress_look_file(struct progress *at, const void *what, struct error *err)
{
	const struct attachment *a = what;
	struct jira_issue *issue = NULL;
	int rc = jira_get_issue(at->jira, at->issue, &issue, err);
	guint found = 0;

	for (guint i = 0; rc == 1 && i < issue->files->len; i++) {
		int same =
		    is_file(at, g_ptr_array_index(issue->files, i), a, err);

		if (same < 0)
			rc = -1;
		found += same == 1;
	}
	jira_issue_free(issue);
	return rc == 1 ? found > count_sent(at, a) : rc;
}

/* Pauses between two looks grow, in ms; what is left is for the request. */
#define PAUSE_FIRST 500
#define PAUSE_MAX   8000
#define PAUSE_LEAVE 1000

int
progress_intend(struct progress *at, const char *name, progress_look look,
    const void *what, struct error *err)
{
	const struct deadline *d = at->jira->deadline;
	gint64 doubt;

	/* What was there when the delivery began, the facts know. */
	for (gint64 pause = PAUSE_FIRST;
	     (doubt = memory_doubt(at->memory, name)) > 0;
	     pause = MIN(pause * 2, PAUSE_MAX)) {
		int rc;

		log_info("%s: an earlier delivery was cut off at this step, "
			 "looking for its effect",
		    at->plan->id);
		pause = MIN(pause, doubt);
		if (deadline_left(d) < pause + PAUSE_LEAVE)
			return error_set(err, FAIL_DEADLINE,
			    "an earlier delivery was cut off at this step, and "
			    "Jira may still be at work on it");
		g_usleep((gulong)pause * 1000);
		rc = look(at, what, err);
		if (rc != 0)
			return rc;
	}
	if (memory_intend(at->memory, name) < 0)
		return error_set(err, FAIL_INTERNAL,
		    "the memory of this host was removed while it was in use");
	return 0;
}

int
progress_settle(struct progress *at, progress_look look, const void *what,
    int looks, struct error *err)
{
	long pause = 1;
	int failed = 0;

	if (!failure_leaves_doubt(err->failure)) {
		memory_settle(at->memory);
		return -1;
	}
	log_info(
	    "%s: outcome not clear (%s), looking", at->plan->id, err->detail);
	for (int i = 0; i < looks && failed < 2; i++) {
		struct error missed = ERROR_INIT;
		int rc;

		/* Index and database of Jira may need a moment. */
		if (i > 0) {
			if (deadline_left(at->jira->deadline) <
			    (pause + 1) * 1000)
				break;
			deadline_sleep(at->jira->deadline, pause);
			pause *= 2;
		}
		rc = look(at, what, &missed);
		if (rc == 1) {
			memory_settle(at->memory);
			error_release(err);
			return 0;
		}
		failed += rc < 0;
		if (missed.failure == FAIL_CONNECT)
			failed = 2;
		error_release(&missed);
	}
	return -1;
}
