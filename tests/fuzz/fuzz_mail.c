/*
 * Whole mails, as they come in: read by --inspect's way, planned as a new
 * issue and as an answer, and read once more the plain way.
 */
#include "tests/fuzz/fuzz.h"

#include "base/attachment.h"
#include "base/json.h"
#include "base/text.h"
#include "execute/verbs.h"
#include "message/read.h"
#include "plan/answer.h"
#include "plan/plan.h"
#include "ticket/classify.h"
#include "ticket/inspect.h"

static void
want_addresses(const GPtrArray *list)
{
	for (guint i = 0; i < list->len; i++) {
		const struct address *a = g_ptr_array_index(list, i);

		fuzz_want(fuzz_is_line(a->name) && fuzz_is_line(a->addr));
	}
}

static void
want_message(const struct message *m)
{
	want_addresses(m->fields.from);
	want_addresses(m->fields.to);
	want_addresses(m->fields.cc);
	fuzz_want(
	    fuzz_is_line(m->fields.subject) && fuzz_is_line(m->fields.date));
	fuzz_want(fuzz_is_text(m->text));
	for (guint i = 0; i < m->texts->len; i++)
		fuzz_want(fuzz_is_text(g_ptr_array_index(m->texts, i)));
	for (guint i = 0; i < m->left_out->len; i++)
		fuzz_want(fuzz_is_line(g_ptr_array_index(m->left_out, i)));
	for (guint i = 0; i < m->attachments->len; i++)
		fuzz_file(g_ptr_array_index(m->attachments, i));
	fuzz_doc(m->body);
}

static void
want_plan(const struct options *o, const struct message *m,
    const struct verdict *v, const struct facts *f)
{
	struct plan *p = plan_new(o, m, v, f);
	g_autofree char *printed = plan_print(p);
	g_autoptr(cJSON) json = json_parse(printed, strlen(printed));

	fuzz_want(json != NULL);
	if (p->texts.text)
		fuzz_want(fuzz_is_text(p->texts.text) &&
		    text_length(p->texts.text) <= LIMIT_JIRA_TEXT);
	if (p->texts.summary)
		fuzz_want(fuzz_is_line(p->texts.summary) &&
		    text_length(p->texts.summary) <= LIMIT_SUMMARY);
	plan_free(p);
}

static void
inspect(const struct options *o, struct message *m, const struct verdict *v)
{
	g_autofree char *text = NULL;
	g_autoptr(cJSON) json = NULL;

	answer_cut(m, o);
	text = inspect_print(m, v, o);
	json = json_parse(text, strlen(text));
	fuzz_want(json != NULL);
}

/* As a new issue, then as --inspect shows it. */
static void
read_new(
    const struct options *o, const struct ticket_ids *ids, struct message *m)
{
	struct verdict *v = classify(m, ids, o, NULL);
	struct facts none;

	want_message(m);
	plan_prepare(m, o, v);
	facts_none(&none, v);
	want_plan(o, m, v, &none);
	facts_release(&none);
	inspect(o, m, v);
	verdict_free(v);
	message_free(m);
}

/* As a comment, with what is off by default, and with low limits. */
static void
read_answer(
    const struct options *o, const struct ticket_ids *ids, struct message *m)
{
	struct verdict *v = classify(m, ids, o, NULL);
	char id[] = "10001", key[] = "SUP-1";
	struct jira_issue issue = { .id = id, .key = key };
	struct facts answers = {
		.id = v->ids[0], .issue = &issue, .answers = TRUE
	};

	issue.labels = issue.files = issue.links = g_ptr_array_new();
	plan_prepare(m, o, v);
	answer_cut(m, o);
	want_message(m);
	want_plan(o, m, v, &answers);
	g_ptr_array_unref(issue.labels);
	verdict_free(v);
	message_free(m);
}

void
fuzz_one(const char *bytes, gsize n)
{
	static struct options o, other;
	static struct ticket_ids *ids;
	struct spool s;

	if (!ids) {
		fuzz_options(&o, NULL);
		fuzz_options(&other, "--body-order=text/plain,text/html",
		    "--quoted=collapse", "--flavour=cloud",
		    "--attach-original=always", "--exclude-attachments=image/*",
		    "--max-attachment=1k", "--max-parts=9", "--max-nesting=3",
		    "--max-addresses=3", "--max-references=3", NULL);
		ids = ticket_ids_new(&o);
	}
	if (fuzz_spool(&s, bytes, n)) {
		read_new(&o, ids, message_read(&s, FALSE));
		s.limits = &other.limits;
		read_answer(&other, ids, message_read(&s, TRUE));
		s.limits = &o.limits;
		read_new(&o, ids, message_new_plain(&s));
	}
	spool_release(&s);
}
