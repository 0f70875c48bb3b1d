/*
 * What of a plan is still to be done.
 */
#include "plan/steps.h"

#include "base/log.h"
#include "picture/place.h"
#include "ticket/content.h"

#include <string.h>

/* What the files are held against while the steps are listed. */
struct files {
	const struct facts *facts;
	GPtrArray *stored;  /* of struct stored_file; what is not taken yet */
	GPtrArray *keys;    /* of char *: for the mark */
	GHashTable *wanted; /* names of pictures; NULL: all */
};

static void
add_step(struct plan *p, enum step_kind kind, struct attachment *a)
{
	struct step step = { kind, a };

	g_array_append_val(p->steps, step);
}

/*
 * Is the file there?  Of those of this message each counts once: two that
 * are alike in one mail are two attachments.  One that was there before does
 * for all.  It may have been sent under its plain name.
 */
static gboolean
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
			log_info("a file of %" G_GINT64_FORMAT
				 " bytes is on the ticket already",
			    a->size);
		else
			g_ptr_array_remove_index(stored, i);
		return TRUE;
	}
	return FALSE;
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
add_by_content(struct plan *p, const struct files *files, struct attachment *a)
{
	if (!is_there(files->facts, a))
		add_step(p, STEP_ATTACH, a);
}

/* NULL: there is no such file. */
static void
add_file(struct plan *p, const struct files *files, struct attachment *a)
{
	if (!a)
		return;
	g_ptr_array_add(files->keys, mark_file_key(a->name, a->size));
	if (!take_stored(files->stored, a))
		add_step(p, STEP_ATTACH, a);
}

static void
add_pictures(struct plan *p, const struct files *files, const struct message *m)
{
	for (guint i = 0; i < m->attachments->len; i++) {
		struct attachment *a = g_ptr_array_index(m->attachments, i);

		if (a->by_content &&
		    (!files->wanted ||
			g_hash_table_contains(files->wanted, a->name)))
			add_by_content(p, files, a);
	}
}

static void
add_others(struct plan *p, const struct files *files, const struct message *m)
{
	for (guint i = 0; i < m->attachments->len; i++) {
		struct attachment *a = g_ptr_array_index(m->attachments, i);

		if (!a->by_content)
			add_file(p, files, a);
	}
}

/* Did Jira refuse the text when the message was filed? */
static gboolean
has_refused_text(const struct facts *f)
{
	g_autofree char *text = content_refused();
	g_autofree char *digest = plan_text_digest(text);

	return f->done.filed && g_strcmp0(f->done.filed->text, digest) == 0;
}

/* Does an earlier delivery hold as much as this one, or more? */
static gboolean
is_shorter(const struct message *m, const struct facts *f)
{
	return f->done.filed && f->done.filed_as->size > m->spool->body_size;
}

/*
 * Has the description to get its pictures?  It has if it says what it said
 * at first; any other text is none that we may replace.
 */
static gboolean
lacks_pictures(const struct plan *p, const struct facts *f)
{
	return p->first &&
	    (!f->done.filed ||
		g_strcmp0(f->done.filed->text, p->mark->text) == 0);
}

static void
add_files(struct plan *p, const struct files *files, const struct message *m)
{
	if (!p->pictures_first)
		add_pictures(p, files, m);
	add_others(p, files, m);
	if (p->quoted)
		add_by_content(p, files, p->quoted);
	add_file(p, files, p->whole);
	if (p->has_original || has_refused_text(files->facts))
		add_file(p, files, p->original);
}

static void
add_link(struct plan *p, const struct facts *f)
{
	if (p->follows &&
	    !(f->issue &&
		g_ptr_array_find_with_equal_func(
		    f->issue->links, p->follows, g_str_equal, NULL)))
		add_step(p, STEP_LINK, NULL);
}

static void
add_steps(struct plan *p, const struct files *files, const struct message *m)
{
	const struct facts *f = files->facts;

	if (is_shorter(m, f))
		return;
	if (!f->done.filed && p->outcome == OUTCOME_NEW)
		add_step(p, STEP_CREATE, NULL);
	if (p->pictures_first)
		add_pictures(p, files, m);
	if (!f->done.filed && p->outcome == OUTCOME_REPLY)
		add_step(p, STEP_COMMENT, NULL);
	if (f->done.was_cut)
		add_step(p, STEP_REST, NULL);
	if (lacks_pictures(p, f))
		add_step(p, STEP_SHOW, NULL);
	add_files(p, files, m);
	add_link(p, f);
}

/* The mark of the issue stays as it is, but for the text. */
static struct mark *
make_shown(const struct plan *p, const struct facts *f)
{
	struct mark *shown = mark_copy(f->done.filed ? f->done.filed : p->mark);

	g_free(shown->text);
	shown->text = plan_text_digest(p->text);
	return shown;
}

void
plan_add_steps(struct plan *p, const struct options *o, const struct message *m,
    const struct facts *f)
{
	g_autoptr(GPtrArray) stored = g_ptr_array_new();
	g_autoptr(GPtrArray) keys = g_ptr_array_new();
	g_autoptr(GHashTable) wanted = f->answers && o->quoted == QUOTED_DROP ?
	    picture_names(m->body) :
	    NULL;
	const struct files files = { f, stored, keys, wanted };

	for (guint i = 0; f->done.stored && i < f->done.stored->len; i++)
		g_ptr_array_add(stored, g_ptr_array_index(f->done.stored, i));
	add_steps(p, &files, m);
	g_ptr_array_add(keys, NULL);
	p->mark->files = (char **)g_ptr_array_steal(keys, NULL);
	if (p->first)
		p->shown = make_shown(p, f);
}
