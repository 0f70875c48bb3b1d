/*
 * What is left of a wish when Jira refuses it, and refuses it again.
 */
#include "base/text.h"
#include "execute/wish.h"
#include "ticket/content.h"

#include "tests/unit/given.h"
#include "tests/unit/test.h"

#include <string.h>

#define ASTRAL "\xf0\x9f\x98\x80"

static const char mail[] =
    "Message-ID: <a@b>\nFrom: a@b\nSubject: x " ASTRAL "\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\n\n"
    "Word " ASTRAL " one.\nAnd a second line of it.\n";

struct given {
	struct plan *plan;
	struct wish wish;
};

static void
given_wish(struct given *g, struct filing *f, gboolean comment)
{
	struct jira_fields fields = { 0 };

	g->plan = given_plan(f);
	fields.description = g->plan->texts.text;
	fields.mark = g->plan->mark;
	if (!comment) {
		fields.summary = g->plan->texts.summary;
		fields.label = g->plan->id;
	}
	wish_init(
	    &g->wish, &fields, &g->plan->texts, comment ? NULL : g->plan->id);
}

static void
end(struct given *g)
{
	wish_release(&g->wish);
	plan_free(g->plan);
}

/* A "no" without a name. */
static const struct refusal no = { 0 };

static void
an_issue_becomes_less_until_only_its_tag_is_left(void **state)
{
	struct given g;
	const struct wish *w = &g.wish;

	given_wish(&g, *state, FALSE);
	assert_true(wish_less(&g.wish, &no, FAIL_REJECTED));
	assert_string_equal(w->fields.description, w->short_text);
	assert_ptr_equal(w->fields.mark, &w->without);
	assert_true(w->text_refused);
	assert_ptr_equal(w->fields.summary, g.plan->texts.summary);
	assert_true(wish_less(&g.wish, &no, FAIL_TOO_LARGE));
	assert_string_equal(w->fields.summary, w->poor);
	assert_string_equal(w->fields.description, w->short_text);
	assert_true(wish_less(&g.wish, &no, FAIL_REJECTED));
	assert_null(w->fields.description);
	assert_false(wish_less(&g.wish, &no, FAIL_REJECTED));
	assert_string_equal(w->fields.label, g.plan->id);
	end(&g);
}

static void
a_comment_becomes_a_short_one_and_no_less(void **state)
{
	struct given g;

	given_wish(&g, *state, TRUE);
	assert_true(wish_less(&g.wish, &no, FAIL_REJECTED));
	assert_string_equal(g.wish.fields.description, g.wish.short_text);
	assert_false(wish_less(&g.wish, &no, FAIL_REJECTED));
	end(&g);
}

static void
only_a_verdict_on_the_mail_makes_it_less(void **state)
{
	static const enum failure others[] = { FAIL_NONE, FAIL_FORBIDDEN,
		FAIL_NOT_JIRA, FAIL_AUTH, FAIL_BUSY, FAIL_SERVER,
		FAIL_NOT_FOUND };
	struct given g;

	given_wish(&g, *state, FALSE);
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		assert_false(wish_less(&g.wish, &no, others[i]));
	assert_ptr_equal(g.wish.fields.description, g.plan->texts.text);
	assert_false(g.wish.text_refused);
	end(&g);
}

static void
a_text_is_cut_to_the_limit_that_jira_names(void **state)
{
	struct filing *f = *state;
	struct refusal why = { .text_limit = 0 };
	struct given g;
	size_t whole;

	given_wish(&g, f, TRUE);
	whole = text_length(g.plan->texts.text);
	end(&g);
	/* Room for notes is kept, so that the limit must be above it. */
	for (gint64 limit = 1; limit <= (gint64)whole; limit++) {
		given_wish(&g, f, TRUE);
		why.text_limit = limit;
		assert_true(wish_less(&g.wish, &why, FAIL_REJECTED));
		assert_true(g.wish.text_refused);
		if (strcmp(g.wish.fields.description, g.wish.short_text) != 0) {
			assert_true((gint64)text_length(
					g.wish.fields.description) <= limit);
			assert_non_null(strstr(
			    g.wish.fields.description, "original is attached"));
		}
		assert_string_equal(g.wish.fields.mark->text, g.wish.digest);
		end(&g);
	}
}

static void
a_long_text_keeps_its_beginning(void **state)
{
	struct filing *f = *state;
	const struct refusal why = { .text_limit = 2000 };
	g_autoptr(GString) text = g_string_new(mail);
	struct given g;

	for (int i = 0; i < 400; i++)
		g_string_append(text, "All work and no play.\n");
	given_end(state);
	given_message(state, text->str);
	f = *state;
	given_wish(&g, f, TRUE);
	assert_true(wish_less(&g.wish, &why, FAIL_REJECTED));
	assert_non_null(strstr(g.wish.fields.description, "Word "));
	assert_in_range(text_length(g.wish.fields.description), 1000, 2000);
	/* And when this is too much as well: */
	assert_true(wish_less(&g.wish, &why, FAIL_REJECTED));
	assert_string_equal(g.wish.fields.description, g.wish.short_text);
	end(&g);
}

/* A limit above the text is not what it is about. */
static void
a_limit_that_the_text_keeps_is_no_help(void **state)
{
	const struct refusal why = { .text_limit = 32767 };
	struct given g;

	given_wish(&g, *state, TRUE);
	assert_true(wish_less(&g.wish, &why, FAIL_REJECTED));
	assert_string_equal(g.wish.fields.description, g.wish.short_text);
	end(&g);
}

static void
an_old_database_is_asked_twice_and_then_spared(void **state)
{
	struct given g;
	const struct wish *w = &g.wish;

	given_wish(&g, *state, FALSE);
	assert_true(wish_again(&g.wish));
	assert_ptr_equal(w->fields.description, g.plan->texts.text);
	assert_false(w->text_refused);
	assert_true(wish_again(&g.wish));
	assert_non_null(strstr(w->fields.description, "Word \xef\xbf\xbd one"));
	assert_null(strstr(w->fields.description, ASTRAL));
	assert_null(strstr(w->fields.summary, ASTRAL));
	assert_null(strstr(w->tagged, ASTRAL));
	assert_non_null(strstr(w->fields.summary, "\xef\xbf\xbd"));
	assert_true(w->text_refused);
	assert_ptr_equal(w->fields.mark, &w->without);
	assert_false(wish_again(&g.wish));
	end(&g);
}

static void
a_text_without_such_characters_is_not_asked_for_again(void **state)
{
	struct given g;

	given_end(state);
	given_message(
	    state, "Message-ID: <a@b>\nSubject: x\n\nText \xc3\xa9\n");
	given_wish(&g, *state, FALSE);
	assert_false(wish_again(&g.wish));
	end(&g);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, given_end)

static int
setup(void **state)
{
	return given_message(state, mail);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_issue_becomes_less_until_only_its_tag_is_left),
		T(a_comment_becomes_a_short_one_and_no_less),
		T(only_a_verdict_on_the_mail_makes_it_less),
		T(a_text_is_cut_to_the_limit_that_jira_names),
		T(a_long_text_keeps_its_beginning),
		T(a_limit_that_the_text_keeps_is_no_help),
		T(an_old_database_is_asked_twice_and_then_spared),
		T(a_text_without_such_characters_is_not_asked_for_again),
	};

	return RUN(tests);
}
