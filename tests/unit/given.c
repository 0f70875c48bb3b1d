#include "tests/unit/given.h"

#include <string.h>

#include "tests/unit/test.h"

int
given_message(void **state, const char *mail)
{
	struct filing *f = g_new0(struct filing, 1);

	filing_begin(f, mail, "-n", NULL);
	facts_none(&f->facts, f->verdict);
	*state = f;
	return 0;
}

int
given_end(void **state)
{
	filing_end(*state);
	g_free(*state);
	return 0;
}

void
given_issue(struct filing *f, const char *extra)
{
	g_autofree char *text = seed_issue(&(struct seed){ .extra = extra });

	jira_issue_free(f->facts.issue);
	f->facts.issue = NULL;
	fake_json(&f->http, 200, text);
	assert_int_equal(
	    jira_get_issue(&f->jira, "10042", &f->facts.issue, &f->err), 1);
}

void
given_filed(struct filing *f, const char *step, gint64 size, const char *text)
{
	struct done *done = &f->facts.done;
	struct mark *m = g_new0(struct mark, 1);

	m->step = g_strdup(step);
	m->digest = g_strdup(f->verdict->digest);
	m->size = size;
	m->body = g_strdup(GIVEN_BODY);
	m->text = g_strdup(text);
	mark_free(done->filed);
	mark_free(done->filed_as);
	done->filed = m;
	done->filed_as = mark_copy(m);
}

void
given_stored(struct filing *f, const char *name, gint64 size,
    const char *sha256, gboolean earlier)
{
	struct stored_file *s = g_new0(struct stored_file, 1);
	struct done *done = &f->facts.done;

	if (!done->stored)
		done->stored = g_ptr_array_new_with_free_func(stored_file_free);
	s->key = mark_file_key(name, size);
	s->earlier = earlier;
	if (sha256)
		g_strlcpy(s->sha256, sha256, sizeof s->sha256);
	g_ptr_array_add(done->stored, s);
}

struct plan *
given_plan(const struct filing *f)
{
	return plan_new(&f->options, f->message, f->verdict, &f->facts);
}

char *
given_steps(const struct filing *f)
{
	static const char *const names[] = { "create", "comment", "rest",
		"link", "attach", "show" };
	struct plan *p = given_plan(f);
	GString *out = g_string_new(outcome_name(p->outcome));

	for (guint i = 0; i < p->steps->len; i++) {
		const struct step *s = &g_array_index(p->steps, struct step, i);
		const char *name = s->attachment ? s->attachment->name : "";
		const char *dash = strrchr(name, '-');

		g_string_append_printf(out, " %s%s%.*s%s", names[s->kind],
		    s->attachment ? ":" : "",
		    (int)(dash ? dash - name : (gssize)strlen(name)), name,
		    dash ? strrchr(name, '.') : "");
	}
	plan_free(p);
	return g_string_free(out, FALSE);
}
