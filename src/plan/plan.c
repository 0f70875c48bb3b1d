#include "plan/plan.h"

#include "picture/place.h"
#include "plan/exclude.h"
#include "plan/policy.h"
#include "ticket/bounce.h"
#include "ticket/said.h"

#include <string.h>

void
plan_prepare(
    struct message *m, const struct options *o, const struct verdict *v)
{
	if (v->returns_ours)
		bounce_make_note(m);
	exclude_files(m, o);
	picture_place(m, o);
}

/* "files" are the keys of the message's files, and are taken. */
static struct mark *
make_mark(const struct plan *p, const struct message *m,
    const struct verdict *v, GPtrArray *files)
{
	struct mark *mark = g_new0(struct mark, 1);

	mark->step =
	    g_strdup(p->outcome == OUTCOME_NEW ? FILED_ISSUE : FILED_COMMENT);
	mark->digest = g_strdup(v->digest);
	mark->project = g_strdup(p->project);
	mark->body = g_strdup(m->spool->digest);
	mark->size = m->spool->body_size;
	mark->text = texts_digest(texts_first(&p->texts));
	mark->said = said_new(m);
	mark->follows = g_strdup(p->follows);
	g_ptr_array_add(files, NULL);
	mark->files = (char **)g_ptr_array_steal(files, NULL);
	return mark;
}

/* The mark of the issue stays as it is, but for the text. */
static struct mark *
make_shown(const struct plan *p, const struct facts *f)
{
	struct mark *shown = mark_copy(f->done.filed ? f->done.filed : p->mark);

	g_free(shown->text);
	shown->text = texts_digest(p->texts.text);
	return shown;
}

/* Where it goes, and what is there. */
static void
take_facts(struct plan *p, const struct verdict *v, const struct facts *f)
{
	const struct jira_issue *issue = f->issue;

	p->outcome = f->answers ? OUTCOME_REPLY : OUTCOME_NEW;
	if (issue) {
		p->issue = g_strdup(issue->id);
		p->key = g_strdup(issue->key);
	}
	p->follows = g_strdup(facts_follows(f));
	if (p->outcome == OUTCOME_NEW)
		p->origin = g_strdup(v->digest);
	else if (issue && issue->mark)
		p->origin = g_strdup(issue->mark->digest);
	p->twins = f->twins || (f->done.filed && !f->answers);
	p->noted = f->done.noted;
	for (guint i = 0; issue && i < issue->files->len; i++) {
		const struct jira_file *file =
		    g_ptr_array_index(issue->files, i);

		if (file->path)
			g_ptr_array_add(p->known, g_strdup(file->path));
	}
}

/* OUTCOME_NEW: it is to be filed in some way. */
static enum outcome
outcome_unfiled(const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f)
{
	switch (policy_find(o, m, v, f->answers ? TICKET_FOUND : TICKET_NONE)) {
	case POLICY_DROP: return OUTCOME_DROP;
	case POLICY_REFUSE: return OUTCOME_REFUSE;
	case POLICY_FILE: break;
	}
	return OUTCOME_NEW;
}

struct plan *
plan_new(const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new();
	struct plan *p = g_new0(struct plan, 1);

	p->steps = g_array_new(FALSE, FALSE, sizeof(struct step));
	p->known = g_ptr_array_new_with_free_func(g_free);
	p->reason = v->reason;
	p->id = g_strdup(f->id);
	if (v->undesired)
		p->reason = "undesired-subject";
	p->outcome = outcome_unfiled(o, m, v, f);
	if (p->outcome != OUTCOME_NEW)
		return p;

	take_facts(p, v, f);
	p->project = g_strdup(o->jira_project);
	p->type = g_strdup(o->issue_type);
	p->image_scaler = o->image_scaler;
	p->image_max = o->image_max;
	texts_write(&p->texts, o, m, v, f);
	steps_list(p->steps, keys, &p->texts, o, m, f);
	p->mark = make_mark(p, m, v, keys);
	if (p->texts.first)
		p->shown = make_shown(p, f);
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
	texts_release(&p->texts);
	mark_free(p->mark);
	mark_free(p->shown);
	g_ptr_array_unref(p->known);
	g_array_unref(p->steps);
	g_free(p);
}

const char *
outcome_name(enum outcome o)
{
	static const char *const names[] = { "drop", "new", "reply", "refuse" };

	return names[o];
}
