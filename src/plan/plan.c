#include "plan/plan.h"

#include "picture/place.h"
#include "plan/exclude.h"
#include "plan/steps.h"
#include "ticket/content.h"

#include <string.h>

void
plan_prepare(struct message *m, const struct options *o)
{
	exclude_files(m, o);
	picture_place(m, o);
}

static struct mark *
make_mark(
    const struct plan *p, const struct message *m, const struct verdict *v)
{
	struct mark *mark = g_new0(struct mark, 1);

	mark->step =
	    g_strdup(p->outcome == OUTCOME_NEW ? FILED_ISSUE : FILED_COMMENT);
	mark->digest = g_strdup(v->digest);
	mark->project = g_strdup(p->project);
	mark->body = g_strdup(m->spool->digest);
	mark->size = m->spool->body_size;
	mark->text = plan_text_digest(p->first ? p->first : p->text);
	mark->follows = g_strdup(p->follows);
	return mark;
}

/* What the ticket says while no picture is there to be shown; to be freed. */
static char *
text_without_pictures(
    const struct plan *p, const struct options *o, const struct message *m)
{
	g_autoptr(GPtrArray) hidden = picture_hidden(m->body);
	struct doc body = *m->body;
	struct message without = *m;
	gboolean cut;

	body.images = hidden;
	without.body = &body;
	return content_text(&without, o, p->follows, &cut);
}

/*
 * Data Center looks a picture up when the text is shown, Cloud when it is
 * written: there the files come first.  A new issue has none before it is
 * there itself, and so gets its text in two steps.
 */
static void
plan_pictures(struct plan *p, const struct options *o, const struct message *m)
{
	g_autoptr(GHashTable) names = picture_names(m->body);

	p->pictures_first =
	    options_flavour(o) == FLAVOUR_CLOUD && g_hash_table_size(names) > 0;
	if (!p->pictures_first || p->outcome != OUTCOME_NEW)
		return;
	p->first = text_without_pictures(p, o, m);
	if (strcmp(p->first, p->text) == 0)
		g_clear_pointer(&p->first, g_free);
}

/* Has the ticket this text, or will it get it anyway? */
static gboolean
is_text_filed(const struct plan *p, const struct mark *filed)
{
	g_autofree char *digest = plan_text_digest(p->text);

	return g_strcmp0(filed->text, digest) == 0 ||
	    g_strcmp0(filed->text, p->mark->text) == 0;
}

/* The old text and the signature that an answer had; NULL: none. */
static struct attachment *
quoted_file(const struct options *o, const struct message *m)
{
	g_autofree char *text = o->quoted == QUOTED_ATTACH ?
	    doc_plain(m->body, DOC_CUT, TRUE) :
	    NULL;
	g_autofree char *name = NULL;
	struct attachment *a;

	if (!text || !*g_strstrip(text))
		return NULL;
	a = attachment_from_text(
	    "quoted.txt", "text/plain; charset=utf-8", text);
	name = g_strdup_printf("quoted-%.8s.txt", attachment_digest(a));
	g_free(a->name);
	a->name = g_steal_pointer(&name);
	a->by_content = TRUE;
	return a;
}

/*
 * Is the whole mail attached?  Of a text beyond our own limit, and of a mail
 * that was not taken apart, it is all there is; then it is in any case.
 */
static gboolean
wants_original(const struct options *o, const struct message *m)
{
	if (m->plain || m->text_cut || o->attach_original == ORIGINAL_ALWAYS)
		return TRUE;
	return o->attach_original == ORIGINAL_DOUBT && m->doubt;
}

/* What the ticket gets to read of it. */
static void
write_texts(struct plan *p, const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f)
{
	gboolean cut = FALSE;

	p->summary = content_summary(m, o->summary_tag ? p->id : NULL);
	p->text = content_text(m, o, p->follows, &cut);
	plan_pictures(p, o, m);
	if (cut) {
		g_autofree char *whole = doc_plain(m->body, DOC_WHOLE, TRUE);

		p->whole = attachment_from_text(
		    CONTENT_WHOLE, "text/plain; charset=utf-8", whole);
		(void)attachment_measure(p->whole, FALSE);
	}
	p->quoted = quoted_file(o, m);
	p->tagged = content_summary(m, p->id);
	p->mark = make_mark(p, m, v);
	if (f->done.was_cut)
		p->rest = content_rest(
		    m, is_text_filed(p, f->done.filed_as) ? NULL : p->text);
	p->original = message_original(m);
	p->has_original = wants_original(o, m);
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
	if (f->done.filed)
		p->follows = g_strdup(f->done.filed->follows);
	else if (f->closed && !f->answers)
		p->follows = g_strdup(f->closed->key);
	if (p->outcome == OUTCOME_NEW)
		p->origin = g_strdup(v->digest);
	else if (f->issue && f->issue->mark)
		p->origin = g_strdup(f->issue->mark->digest);
	p->twins = f->twins || (f->done.filed && !f->answers);
	p->noted = f->done.noted;
	for (guint i = 0; f->issue && i < f->issue->files->len; i++) {
		const struct jira_file *file =
		    g_ptr_array_index(f->issue->files, i);

		if (file->path)
			g_ptr_array_add(p->known, g_strdup(file->path));
	}
	p->project = g_strdup(o->jira_project);
	p->type = g_strdup(o->issue_type);
	p->image_scaler = o->image_scaler;
	p->image_max = o->image_max;
	write_texts(p, o, m, v, f);
	plan_add_steps(p, o, m, f);
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
	g_free(p->first);
	g_free(p->rest);
	mark_free(p->mark);
	mark_free(p->shown);
	attachment_free(p->whole);
	attachment_free(p->quoted);
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
