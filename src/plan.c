#include "plan.h"

#include "content.h"

#include <string.h>

static void
add_step(struct plan *p, enum step_kind kind, struct attachment *a)
{
	struct step step = { kind, a };

	g_array_append_val(p->steps, step);
}

/*
 * Is the file there?  Each stored file counts once: two that are alike in
 * one mail are two attachments.  It may have been sent under its plain name.
 */
static gboolean
take_stored(GPtrArray *stored, const struct attachment *a)
{
	g_autofree char *plain = jira_plain_name(a->name);
	g_autofree char *key = mark_file_key(a->name, a->size);
	g_autofree char *plain_key = mark_file_key(plain, a->size);
	guint at;

	if (!g_ptr_array_find_with_equal_func(stored, key, g_str_equal, &at) &&
	    !g_ptr_array_find_with_equal_func(
		stored, plain_key, g_str_equal, &at))
		return FALSE;
	g_ptr_array_remove_index(stored, at);
	return TRUE;
}

static void
add_file(
    struct plan *p, GPtrArray *keys, GPtrArray *stored, struct attachment *a)
{
	g_ptr_array_add(keys, mark_file_key(a->name, a->size));
	if (!take_stored(stored, a))
		add_step(p, STEP_ATTACH, a);
}

/* Did Jira refuse the text when the message was filed? */
static gboolean
has_refused_text(const struct facts *f)
{
	g_autofree char *text = content_refused();
	g_autofree char *digest = plan_text_digest(text);

	return f->filed && g_strcmp0(f->filed->text, digest) == 0;
}

/* Adds the files that are not there, and lists all of them in the mark. */
static void
add_files(struct plan *p, const struct message *m, const struct facts *f)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new();
	g_autoptr(GPtrArray) stored = g_ptr_array_new();

	for (guint i = 0; f->stored && i < f->stored->len; i++)
		g_ptr_array_add(stored, g_ptr_array_index(f->stored, i));
	for (guint i = 0; i < m->attachments->len; i++)
		add_file(p, keys, stored, g_ptr_array_index(m->attachments, i));
	if (p->whole)
		add_file(p, keys, stored, p->whole);
	if (has_refused_text(f))
		add_file(p, keys, stored, p->original);
	g_ptr_array_add(keys, NULL);
	p->mark->files = (char **)g_ptr_array_steal(keys, NULL);
}

/* Does an earlier delivery hold as much as this one, or more? */
static gboolean
is_shorter(const struct message *m, const struct facts *f)
{
	return f->filed_as->size > m->spool->body_size;
}

static void
add_steps(struct plan *p, const struct message *m, const struct facts *f)
{
	if (!f->filed)
		add_step(p,
		    p->outcome == OUTCOME_NEW ? STEP_CREATE : STEP_COMMENT,
		    NULL);
	else if (is_shorter(m, f))
		return;
	else if (f->was_cut)
		add_step(p, STEP_REST, NULL);
	add_files(p, m, f);
	if (p->follows &&
	    !(f->issue &&
		g_ptr_array_find_with_equal_func(
		    f->issue->links, p->follows, g_str_equal, NULL)))
		add_step(p, STEP_LINK, NULL);
}

static struct mark *
make_mark(
    const struct plan *p, const struct message *m, const struct verdict *v)
{
	struct mark *mark = g_new0(struct mark, 1);

	mark->step =
	    g_strdup(p->outcome == OUTCOME_NEW ? MARK_ISSUE : MARK_COMMENT);
	mark->digest = g_strdup(v->digest);
	mark->project = g_strdup(p->project);
	mark->body = g_strdup(m->spool->digest);
	mark->size = m->spool->body_size;
	mark->text = plan_text_digest(p->text);
	mark->follows = g_strdup(p->follows);
	return mark;
}

/* What the ticket gets to read of it. */
static void
write_texts(struct plan *p, const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f)
{
	gboolean cut = FALSE;

	p->summary = content_summary(m, o->summary_tag ? p->id : NULL);
	p->text = content_text(m, o, p->follows, &cut);
	if (cut) {
		g_autofree char *whole = doc_plain(m->body, DOC_WHOLE, TRUE);

		p->whole = attachment_from_text(
		    CONTENT_WHOLE, "text/plain; charset=utf-8", whole);
		(void)attachment_measure(p->whole, FALSE);
	}
	p->tagged = content_summary(m, p->id);
	p->mark = make_mark(p, m, v);
	if (f->was_cut)
		p->rest = content_rest(m,
		    g_strcmp0(f->filed_as->text, p->mark->text) == 0 ? NULL :
								       p->text);
	p->original = message_original(m);
}

struct plan *
plan_new(const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f)
{
	struct plan *p = g_new0(struct plan, 1);

	p->steps = g_array_new(FALSE, FALSE, sizeof(struct step));
	p->known = g_ptr_array_new_with_free_func(g_free);
	p->reason = v->reason;
	p->id = g_strdup(f->id);
	if (v->class == CLASS_OWN)
		return p;

	p->outcome = f->answers ? OUTCOME_REPLY : OUTCOME_NEW;
	if (f->issue) {
		p->issue = g_strdup(f->issue->id);
		p->key = g_strdup(f->issue->key);
	}
	if (f->filed)
		p->follows = g_strdup(f->filed->follows);
	else if (f->closed && !f->answers)
		p->follows = g_strdup(f->closed->key);
	if (p->outcome == OUTCOME_NEW)
		p->origin = g_strdup(v->digest);
	else if (f->issue && f->issue->mark)
		p->origin = g_strdup(f->issue->mark->digest);
	p->twins = f->twins || (f->filed && !f->answers);
	p->noted = f->noted;
	for (guint i = 0; f->issue && i < f->issue->files->len; i++) {
		const struct jira_file *file =
		    g_ptr_array_index(f->issue->files, i);

		if (file->path)
			g_ptr_array_add(p->known, g_strdup(file->path));
	}
	p->project = g_strdup(o->jira_project);
	p->type = g_strdup(o->issue_type);
	write_texts(p, o, m, v, f);
	add_steps(p, m, f);
	return p;
}

void
plan_free(struct plan *p)
{
	if (!p)
		return;
	g_free(p->id);
	g_free(p->issue);
	g_free(p->key);
	g_free(p->follows);
	g_free(p->project);
	g_free(p->type);
	g_free(p->origin);
	g_free(p->summary);
	g_free(p->tagged);
	g_free(p->text);
	g_free(p->rest);
	mark_free(p->mark);
	attachment_free(p->whole);
	attachment_free(p->original);
	g_ptr_array_unref(p->known);
	g_array_unref(p->steps);
	g_free(p);
}

char *
plan_text_digest(const char *text)
{
	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

const char *
outcome_name(enum outcome o)
{
	static const char *const names[] = { "drop", "new", "reply" };

	return names[o];
}
