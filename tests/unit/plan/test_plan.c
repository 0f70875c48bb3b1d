/*
 * Plans of whole messages are in tests/corpus; here are the steps of hand
 * made facts.  What carrying them out asks of Jira is in test_verbs.c.
 */
#include "ticket/content.h"

#include "tests/unit/given.h"
#include "tests/unit/test.h"

#include <string.h>

static const char mail[] =
    "Message-ID: <a@b>\nFrom: a@b\nSubject: x\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=m\n\n"
    "--m\n\ntext\n"
    "--m\nContent-Type: text/csv; name=a.csv\n\n1;2\n"
    "--m\nContent-Type: text/csv; name=a.csv\n\n1;2\n"
    "--m\nContent-Type: text/csv; name=\"b 1.csv\"\n\n1;2\n"
    "--m--\n";

static int
setup(void **state)
{
	return given_message(state, mail);
}

/* The issue is there; files of these names and three bytes are on it. */
static void
issue_is_there(struct filing *f, const char *names)
{
	g_auto(GStrv) list = g_strsplit(names, "|", -1);
	g_autoptr(GString) files = g_string_new("\"attachment\":[");

	g_clear_pointer(&f->facts.done.stored, g_ptr_array_unref);
	for (char **name = list; *name; name++) {
		g_string_append_printf(files,
		    "%s{\"id\":\"%d\",\"filename\":\"%s\",\"size\":3}",
		    name == list ? "" : ",", (int)(name - list), *name);
		given_stored(f, *name, 3, NULL, FALSE);
	}
	g_string_append_c(files, ']');
	given_issue(f, files->str);
}

/* What an earlier delivery filed: so many bytes, this text (NULL: ours). */
static void
was_filed(struct filing *f, gint64 size, const char *text)
{
	g_autofree char *ours = NULL, *digest = NULL;
	gboolean cut;

	if (!text)
		ours = content_text(f->message, &f->options, NULL, &cut);
	digest = texts_digest(text ? text : ours);
	given_filed(f, FILED_ISSUE, size, digest);
}

static void
a_new_message_takes_all_steps(void **state)
{
	assert_text(given_steps(*state),
	    "new create attach:a.csv attach:a.csv attach:b 1.csv");
}

static void
what_is_done_is_not_done_again(void **state)
{
	struct filing *f = *state;

	issue_is_there(f, "b 1.csv");
	was_filed(f, f->spool.body_size, NULL);
	assert_text(given_steps(f), "new attach:a.csv attach:a.csv");
}

static void
two_equal_files_are_two(void **state)
{
	struct filing *f = *state;

	issue_is_there(f, "a.csv");
	was_filed(f, f->spool.body_size, NULL);
	assert_text(given_steps(f), "new attach:a.csv attach:b 1.csv");
}

static void
a_file_under_its_plain_name_is_there(void **state)
{
	struct filing *f = *state;

	issue_is_there(f, "a.csv|b_1.csv|a.csv");
	was_filed(f, f->spool.body_size, NULL);
	assert_text(given_steps(f), "new");
}

static void
a_file_of_another_size_is_another(void **state)
{
	struct filing *f = *state;

	issue_is_there(f, "a.csv|a.csv");
	given_stored(f, "b 1.csv", 4, NULL, FALSE);
	was_filed(f, f->spool.body_size, NULL);
	assert_text(given_steps(f), "new attach:b 1.csv");
}

static void
a_filed_message_has_no_steps(void **state)
{
	struct filing *f = *state;

	issue_is_there(f, "a.csv|b 1.csv|a.csv");
	was_filed(f, f->spool.body_size, NULL);
	assert_text(given_steps(f), "new");
}

/* Which files are of others is told by the facts; see facts.h. */
static void
files_of_others_do_not_count(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	issue_is_there(f, "a.csv|b 1.csv|a.csv");
	g_clear_pointer(&f->facts.done.stored, g_ptr_array_unref);
	f->facts.answers = TRUE;
	assert_text(given_steps(f),
	    "reply comment attach:a.csv attach:a.csv attach:b 1.csv");
	/* But they are there, for a look after an unclear outcome. */
	p = given_plan(f);
	assert_int_equal(p->known->len, 3);
	plan_free(p);
}

static void
own_mail_is_dropped(void **state)
{
	struct filing *f = *state;

	f->verdict->class = CLASS_OWN;
	assert_text(given_steps(f), "drop");
}

static void
a_delivery_that_says_nothing_new_does_nothing(void **state)
{
	struct filing *f = *state;

	issue_is_there(f, "");
	was_filed(f, f->spool.body_size + 1, NULL);
	f->facts.done.nothing_new = TRUE;
	assert_text(given_steps(f), "new");
}

static void
a_longer_delivery_brings_the_rest(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	issue_is_there(f, "a.csv");
	was_filed(f, f->spool.body_size - 1, "only the start");
	f->facts.done.was_cut = TRUE;
	assert_text(given_steps(f), "new rest attach:a.csv attach:b 1.csv");
	p = given_plan(f);
	assert_non_null(strstr(p->texts.rest, p->texts.text));
	plan_free(p);
}

/* The text came through, only files did not. */
static void
a_rest_does_not_repeat_the_text(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	issue_is_there(f, "a.csv");
	was_filed(f, f->spool.body_size - 1, NULL);
	f->facts.done.was_cut = TRUE;
	assert_text(given_steps(f), "new rest attach:a.csv attach:b 1.csv");
	p = given_plan(f);
	assert_null(strstr(p->texts.rest, "*From:*"));
	plan_free(p);
}

/* Longer and not the same at its start: a list put a footer below it. */
static void
a_changed_delivery_brings_no_rest(void **state)
{
	struct filing *f = *state;

	issue_is_there(f, "a.csv|a.csv");
	was_filed(f, f->spool.body_size - 1, "another text");
	assert_text(given_steps(f), "new attach:b 1.csv");
}

static void
a_comment_is_completed_like_an_issue(void **state)
{
	struct filing *f = *state;

	issue_is_there(f, "a.csv|a.csv");
	f->facts.answers = TRUE;
	was_filed(f, 0, "");
	f->facts.done.was_cut = TRUE;
	assert_text(given_steps(f), "reply rest attach:b 1.csv");
}

static void
a_closed_issue_is_followed(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	issue_is_there(f, "");
	f->facts.closed = g_steal_pointer(&f->facts.issue);
	assert_text(given_steps(f),
	    "new create attach:a.csv attach:a.csv attach:b 1.csv link");
	p = given_plan(f);
	assert_string_equal(p->follows, "SUP-42");
	assert_string_equal(p->mark->follows, "SUP-42");
	assert_null(p->key);
	assert_non_null(strstr(p->texts.text, "\n*Follows:* SUP-42\n"));
	plan_free(p);
}

static void
a_link_that_is_there_is_not_made_again(void **state)
{
	struct filing *f = *state;

	issue_is_there(f, "a.csv|a.csv|b 1.csv");
	was_filed(f, f->spool.body_size, NULL);
	assert_text(given_steps(f), "new");
	f->facts.done.filed->follows = g_strdup("SUP-1");
	assert_text(given_steps(f), "new link");
	g_ptr_array_add(f->facts.issue->links, g_strdup("SUP-2"));
	assert_text(given_steps(f), "new link");
	g_ptr_array_add(f->facts.issue->links, g_strdup("SUP-1"));
	assert_text(given_steps(f), "new");
}

/* What it was made for counts, not what is closed by now. */
static void
a_filed_message_follows_what_its_mark_says(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	issue_is_there(f, "");
	f->facts.closed = g_steal_pointer(&f->facts.issue);
	issue_is_there(f, "a.csv|a.csv|b 1.csv");
	was_filed(f, f->spool.body_size, NULL);
	assert_text(given_steps(f), "new");
	f->facts.done.filed->follows = g_strdup("SUP-7");
	p = given_plan(f);
	assert_string_equal(p->follows, "SUP-7");
	assert_string_equal(p->mark->follows, "SUP-7");
	plan_free(p);
}

/* By its digest its twins are known: of the first mail, not of an answer. */
static void
the_origin_is_the_message_that_opened_the_ticket(void **state)
{
	struct filing *f = *state;
	struct plan *p = given_plan(f);

	assert_string_equal(p->origin, f->verdict->digest);
	assert_false(p->twins);
	plan_free(p);

	issue_is_there(f, "");
	f->facts.answers = TRUE;
	p = given_plan(f);
	assert_null(p->origin);
	plan_free(p);

	f->facts.issue->mark = g_new0(struct mark, 1);
	f->facts.issue->mark->digest = g_strdup("of the first mail");
	f->facts.twins = TRUE;
	p = given_plan(f);
	assert_string_equal(p->origin, "of the first mail");
	assert_true(p->twins);
	plan_free(p);
}

/* A second delivery looks for twins: at the first none could be seen. */
static void
a_filed_message_may_have_twins(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	issue_is_there(f, "");
	was_filed(f, f->spool.body_size, NULL);
	p = given_plan(f);
	assert_true(p->twins);
	plan_free(p);
}

/* An open issue that it answers comes before a closed one. */
static void
an_answer_follows_nothing(void **state)
{
	struct filing *f = *state;
	struct plan *p;

	issue_is_there(f, "");
	f->facts.closed = g_steal_pointer(&f->facts.issue);
	issue_is_there(f, "");
	f->facts.answers = TRUE;
	p = given_plan(f);
	assert_null(p->follows);
	assert_null(strstr(p->texts.text, "Follows"));
	plan_free(p);
	g_clear_pointer(&f->facts.closed, jira_issue_free);
}

static void
a_text_that_was_refused_brings_the_original(void **state)
{
	struct filing *f = *state;
	g_autofree char *refused = content_refused();
	struct plan *p = given_plan(f);
	g_autofree char *name = g_strdup(p->texts.original->name);
	g_autofree char *want = g_strdup_printf("new attach:%s", name);
	gint64 size = p->texts.original->size;

	plan_free(p);
	issue_is_there(f, "a.csv|a.csv|b 1.csv");
	was_filed(f, f->spool.body_size, refused);
	assert_text(given_steps(f), want);
	assert_int_equal(size, strlen(mail));
	given_stored(f, name, size, NULL, FALSE);
	assert_text(given_steps(f), "new");
}

static void
the_mark_says_what_was_filed(void **state)
{
	struct filing *f = *state;
	struct plan *p = given_plan(f);
	g_autofree char *text = texts_digest(p->texts.text);
	g_autofree char *b = mark_file_key("b 1.csv", 3);

	assert_string_equal(p->mark->step, FILED_ISSUE);
	assert_string_equal(p->mark->digest, f->verdict->digest);
	assert_string_equal(p->mark->project, "SUP");
	assert_string_equal(p->mark->body, f->spool.digest);
	assert_int_equal(p->mark->size, f->spool.body_size);
	assert_string_equal(p->mark->text, text);
	assert_int_equal(g_strv_length(p->mark->files), 3);
	assert_string_equal(p->mark->files[2], b);
	plan_free(p);

	/* All files, whether they are there or not. */
	issue_is_there(f, "a.csv|a.csv");
	f->facts.answers = TRUE;
	p = given_plan(f);
	assert_string_equal(p->mark->step, FILED_COMMENT);
	assert_int_equal(g_strv_length(p->mark->files), 3);
	plan_free(p);
	plan_free(NULL);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, given_end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_new_message_takes_all_steps),
		T(what_is_done_is_not_done_again),
		T(two_equal_files_are_two),
		T(a_file_under_its_plain_name_is_there),
		T(a_file_of_another_size_is_another),
		T(a_filed_message_has_no_steps),
		T(files_of_others_do_not_count),
		T(own_mail_is_dropped),
		T(a_delivery_that_says_nothing_new_does_nothing),
		T(a_longer_delivery_brings_the_rest),
		T(a_rest_does_not_repeat_the_text),
		T(a_changed_delivery_brings_no_rest),
		T(a_comment_is_completed_like_an_issue),
		T(a_closed_issue_is_followed),
		T(a_link_that_is_there_is_not_made_again),
		T(a_filed_message_follows_what_its_mark_says),
		T(the_origin_is_the_message_that_opened_the_ticket),
		T(a_filed_message_may_have_twins),
		T(an_answer_follows_nothing),
		T(a_text_that_was_refused_brings_the_original),
		T(the_mark_says_what_was_filed),
	};

	return RUN(tests);
}
