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
 * Takes one stored file of this name and size off the list: two files
 * that are alike in one mail are two attachments.
 */
static gboolean
take_stored(GPtrArray *stored, const struct attachment *a)
{
	for (guint i = 0; i < stored->len; i++) {
		const struct jira_file *f = g_ptr_array_index(stored, i);

		if (f->size == a->size && strcmp(f->name, a->name) == 0) {
			g_ptr_array_remove_index(stored, i);
			return TRUE;
		}
	}
	return FALSE;
}

static void
add_attachments(struct plan *p, const struct message *m, const struct facts *f)
{
	g_autoptr(GPtrArray) stored = g_ptr_array_new();

	/* Files of the issue are this message's only if it was here. */
	for (guint i = 0; f->filed && f->issue && i < f->issue->files->len; i++)
		g_ptr_array_add(stored, g_ptr_array_index(f->issue->files, i));
	for (guint i = 0; i < m->attachments->len; i++) {
		struct attachment *a = g_ptr_array_index(m->attachments, i);

		if (!take_stored(stored, a))
			add_step(p, STEP_ATTACH, a);
	}
	if (p->whole && !take_stored(stored, p->whole))
		add_step(p, STEP_ATTACH, p->whole);
}

static void
add_steps(struct plan *p, const struct message *m, const struct facts *f)
{
	if (!f->filed)
		add_step(p,
		    p->outcome == OUTCOME_NEW ? STEP_CREATE : STEP_COMMENT,
		    NULL);
	add_attachments(p, m, f);
}

struct plan *
plan_new(const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f)
{
	struct plan *p = g_new0(struct plan, 1);
	gboolean cut = FALSE;

	p->steps = g_array_new(FALSE, FALSE, sizeof(struct step));
	p->reason = v->reason;
	p->id = g_strdup(f->id);
	p->digest = g_strdup(v->digest);
	if (v->class == CLASS_OWN)
		return p;

	p->outcome = f->issue && f->found_by ? OUTCOME_REPLY : OUTCOME_NEW;
	if (f->issue) {
		p->issue = g_strdup(f->issue->id);
		p->key = g_strdup(f->issue->key);
	}
	p->project = g_strdup(o->jira_project);
	p->type = g_strdup(o->issue_type);
	p->summary = content_summary(m, o->summary_tag ? p->id : NULL);
	p->text = content_text(m, &cut);
	p->body_digest = g_strdup(m->spool->digest);
	p->body_size = m->spool->body_size;
	if (cut) {
		p->whole = attachment_from_text(
		    CONTENT_WHOLE, "text/plain; charset=utf-8", m->text);
		(void)attachment_measure(p->whole, FALSE);
	}
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
	g_free(p->project);
	g_free(p->type);
	g_free(p->summary);
	g_free(p->text);
	g_free(p->digest);
	g_free(p->body_digest);
	attachment_free(p->whole);
	g_array_unref(p->steps);
	g_free(p);
}

const char *
outcome_name(enum outcome o)
{
	static const char *const names[] = { "drop", "new", "reply" };

	return names[o];
}
