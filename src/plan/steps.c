#include "plan/steps.h"

#include "base/log.h"
#include "picture/place.h"

#include <string.h>

/* What is listed, and what it is held against while that is done. */
struct list {
	GArray *steps;	 /* of struct step */
	GPtrArray *keys; /* of char *: of all files */
	const struct texts *texts;
	const struct message *message;
	const struct facts *facts;
	GPtrArray *stored;  /* of struct stored_file; what is not taken yet */
	GHashTable *wanted; /* names of pictures; NULL: all */
};

static void
add_step(const struct list *l, enum step_kind kind, struct attachment *a)
{
	struct step step = { kind, a };

	g_array_append_val(l->steps, step);
}

/* Whose is the file that is there? */
enum there {
	THERE_NOT,
	THERE_OURS, /* an earlier delivery attached it */
	THERE_HAD,  /* the ticket had it before the message came */
};

static gboolean
names_had(const struct mark *m, const char *sha256)
{
	g_autofree char *key = mark_had_key(sha256);

	return m->files && g_strv_contains((const char *const *)m->files, key);
}

/*
 * Did the delivery that filed the message find the file?  That is not asked
 * again: Jira may not give out the content any more.
 */
static gboolean
was_had(const struct done *d, struct attachment *a)
{
	const char *sha256 = d->filed ? attachment_digest(a) : "";

	return *sha256 &&
	    (names_had(d->filed, sha256) || names_had(d->filed_as, sha256));
}

/*
 * Of the files of this message each counts once: two that are alike in one
 * mail are two attachments.  One that was there before does for all.  It may
 * have been sent under its plain name.
 */
static enum there
take_stored(GPtrArray *stored, struct attachment *a)
{
	g_autofree char *plain = attachment_plain_name(a->name);
	g_autofree char *key = mark_file_key(a->name, a->size);
	g_autofree char *plain_key = mark_file_key(plain, a->size);

	for (guint i = 0; i < stored->len; i++) {
		const struct stored_file *s = g_ptr_array_index(stored, i);

		if (strcmp(s->key, key) != 0 && strcmp(s->key, plain_key) != 0)
			continue;
		if (*s->sha256 && strcmp(s->sha256, attachment_digest(a)) != 0)
			continue;
		if (s->earlier)
			return THERE_HAD;
		g_ptr_array_remove_index(stored, i);
		return THERE_OURS;
	}
	return THERE_NOT;
}

/* The same where the name tells the content, whoever brought it. */
static gboolean
is_there(const struct facts *f, const struct attachment *a)
{
	for (guint i = 0; f->issue && i < f->issue->files->len; i++)
		if (jira_is_like(g_ptr_array_index(f->issue->files, i), a))
			return TRUE;
	return FALSE;
}

static void
add_by_content(const struct list *l, struct attachment *a)
{
	if (!is_there(l->facts, a))
		add_step(l, STEP_ATTACH, a);
}

/* NULL: there is no such file. */
static void
add_file(const struct list *l, struct attachment *a)
{
	enum there there;

	if (!a)
		return;
	there =
	    was_had(&l->facts->done, a) ? THERE_HAD : take_stored(l->stored, a);
	if (there == THERE_HAD)
		log_info("a file of %" G_GINT64_FORMAT
			 " bytes is on the ticket already",
		    a->size);
	else if (there == THERE_NOT)
		add_step(l, STEP_ATTACH, a);
	g_ptr_array_add(l->keys,
	    there == THERE_HAD ? mark_had_key(attachment_digest(a)) :
				 mark_file_key(a->name, a->size));
}

static void
add_pictures(const struct list *l)
{
	const GPtrArray *files = l->message->attachments;

	for (guint i = 0; i < files->len; i++) {
		struct attachment *a = g_ptr_array_index(files, i);

		if (a->by_content &&
		    (!l->wanted || g_hash_table_contains(l->wanted, a->name)))
			add_by_content(l, a);
	}
}

static void
add_others(const struct list *l)
{
	const GPtrArray *files = l->message->attachments;

	for (guint i = 0; i < files->len; i++) {
		struct attachment *a = g_ptr_array_index(files, i);

		if (!a->by_content)
			add_file(l, a);
	}
}

/*
 * Has the description to get its pictures?  It has if it says what it said
 * at first; any other text is none that we may replace.
 */
static gboolean
lacks_pictures(const struct texts *t, const struct mark *filed)
{
	g_autofree char *first = t->first ? texts_digest(t->first) : NULL;

	return first && (!filed || g_strcmp0(filed->text, first) == 0);
}

static void
add_files(const struct list *l)
{
	const struct texts *t = l->texts;

	if (!t->pictures_first)
		add_pictures(l);
	add_others(l);
	if (t->quoted)
		add_by_content(l, t->quoted);
	add_file(l, t->whole);
	if (t->has_original ||
	    (l->facts->done.filed && texts_were_refused(l->facts->done.filed)))
		add_file(l, t->original);
}

static void
add_link(const struct list *l)
{
	const struct jira_issue *issue = l->facts->issue;
	const char *follows = facts_follows(l->facts);

	if (follows &&
	    !(issue &&
		g_ptr_array_find_with_equal_func(
		    issue->links, follows, g_str_equal, NULL)))
		add_step(l, STEP_LINK, NULL);
}

static void
add_steps(const struct list *l)
{
	const struct facts *f = l->facts;

	if (f->done.nothing_new)
		return;
	if (!f->done.filed && !f->answers)
		add_step(l, STEP_CREATE, NULL);
	if (l->texts->pictures_first)
		add_pictures(l);
	if (!f->done.filed && f->answers)
		add_step(l, STEP_COMMENT, NULL);
	if (f->done.was_cut)
		add_step(l, STEP_REST, NULL);
	if (lacks_pictures(l->texts, f->done.filed))
		add_step(l, STEP_SHOW, NULL);
	add_files(l);
	add_link(l);
}

void
steps_list(GArray *steps, GPtrArray *keys, const struct texts *t,
    const struct options *o, const struct message *m, const struct facts *f)
{
	g_autoptr(GPtrArray) stored = g_ptr_array_new();
	g_autoptr(GHashTable) wanted = f->answers && o->quoted == QUOTED_DROP ?
	    picture_names(m->body) :
	    NULL;
	const struct list list = { steps, keys, t, m, f, stored, wanted };

	for (guint i = 0; f->done.stored && i < f->done.stored->len; i++)
		g_ptr_array_add(stored, g_ptr_array_index(f->done.stored, i));
	add_steps(&list);
}
